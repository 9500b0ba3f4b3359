"""A sentence's words → the names in it that are places, with their kind, relation and what the words around say of their country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lagebild import tree
from lagebild.model import PlaceRelation, Precision, Sentence, Span
from lagebild.packs import Pack, Table
from lagebild.packs.tag import tagged
from lagebild.packs.words import Words

NO_NAME = re.compile(r"[A-Z]{1,4}|.*\d.*")  # what no place is called that no table knows: short acronyms, words with digits
NAMING = ("proper", "common", "foreign", "declined", "sign", "number", "first_part")  # kinds of words that a name may begin with
REACH = 7  # words before a name in which what it is listed under may stand
FARTHEST = 7  # words before a name in which the way to it may be told


@dataclass(frozen=True, slots=True)
class Way:
    """So many kilometres to the north and east (-1, 0 or 1), in the words of the text."""

    kilometres: float
    north: int
    east: int
    text: str


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name that may be a place. `names` are the forms to look up, best first."""

    sentence: int
    first: int
    last: int
    span: Span
    names: tuple[str, ...]
    relation: PlaceRelation | None = None
    kind: Precision | None = None  # that a noun beside it tells
    division: bool = False
    country: str | None = None  # that the phrase itself tells
    sky: tuple[int, int] | None = None  # which part of the place is meant: north and east, -1 to 1
    sure: bool = False  # a table or the sentence's names say that it is a place
    dateline: bool = False
    way: Way | None = None  # how far from the place and in which direction it is


@dataclass(frozen=True, slots=True)
class View:
    """One sentence with all that is needed to find places in it."""

    text: str
    sentence: Sentence
    number: int
    words: Words
    pack: Pack
    taken: tuple[tuple[int, int], ...]  # heads of actors, as offsets


def find(view: View) -> Iterator[Toponym]:
    """The places that the sentence names, in text order."""
    words = view.sentence.words
    i = 0
    while i < len(words):
        found = None if _is_taken(view, i) else _at(view, i)
        if found:
            yield found
        i = found.last if found else i + 1


def _is_taken(view: View, i: int) -> bool:
    word = view.sentence.words[i]
    return any(a <= word.start and word.end <= b for a, b in view.taken)


def _at(view: View, i: int) -> Toponym | None:
    """The place whose name begins at word i, or None."""
    word = view.sentence.words[i]
    if word.form.lower() in view.pack.tables["direction_noun"] or word.form in view.pack.tables["direction_noun"]:
        return _part_of_land(view, i)
    if (row := view.pack.row("place_edge", word.lemma)) is not None and (edge := _edge(view, i, bool(row.get("capital")))) is not None:
        return edge
    if not word.form[:1].isupper() or word.form in view.pack.tables["no_place"]:
        return None
    if not tagged(view.pack, word, *NAMING) and i >= tree.dateline_end(view.sentence):
        return None  # within a dateline no tagger knows the words (`Istanbul- Der Streit …`)
    known = view.words.longest_place([w.form for w in view.sentence.words[i : i + tree.LONGEST_HEAD]])
    if known:
        found = _toponym(view, i, i + known[0], True)
        return replace(found, names=(known[1], *found.names))
    if NO_NAME.fullmatch(word.form):
        return None
    if view.words.country(word.form) or view.words.country(word.form, view.words.capitals):
        return _toponym(view, i, i + 1, True)
    return _fought_over(view, i) or _compound(view, i) or _unknown(view, i)


def _fought_over(view: View, i: int) -> Toponym | None:
    """The place in a word for the fighting there: `[Gaza]-Krieg`."""
    word = view.sentence.words[i]
    head, hyphen, tail = word.form.rpartition("-")
    if not hyphen or not any(tail.startswith(n) for n in view.pack.tables["place_strife"]):
        return None
    if not view.words.country(head) and not view.words.longest_place([head]):
        return None
    span = Span(word.start, word.end, word.form, word.start, word.start + len(head))
    return Toponym(view.number, i, i + 1, span, (head,), "in", sure=True)


def _unknown(view: View, i: int) -> Toponym | None:
    """A name by its tag or by the sentence's names, where the words around it speak for a place."""
    words = view.sentence.words
    marked = next((n for n in view.sentence.names if n.first <= i < n.last), None)
    common = tagged(view.pack, words[i], "common")
    noun_first = marked is not None and marked.last - i > 1 and common
    if noun_first and (tagged(view.pack, words[i + 1], "proper") or view.words.place_noun(words[i].lemma, words[i].form)):
        return None  # the noun before a name, not its first word
    end = i
    while end < min(len(words), i + tree.LONGEST_HEAD) and _goes_on(view, end):
        end += 1
    if marked is not None and marked.kind == "place":
        end = max(end, marked.last) if marked.first == i else max(end, i + 1)
    noun = _noun_before(view, i)
    if end == i and noun is not None and noun[2] == i - 1 and _is_called(view, i, noun[0]):
        end = i + 1  # a noun right behind the kind of place is its name
    foreign = _is_foreign_name(view, i)
    end = max(end, i + 1) if foreign else end
    opening = tree.dateline_end(view.sentence)
    while end < opening and words[end].form[:1].isupper():
        end += 1
    if end == i:
        return None
    j = view.words.preposition(view.sentence, i, view.pack.tables["place_noun"])
    placed = j is not None and view.sentence.words[j].form.lower() in view.words.relations
    placed = placed or view.words.in_place_of(view.sentence, i) or (j is not None and _part_before(view, j) is not None)
    sure = noun is not None or (marked is not None and marked.kind == "place" and placed and not common) or i < opening or foreign
    if not sure and marked is not None and marked.kind != "place" and not placed:
        return None
    found = _toponym(view, i, end, sure)
    last = words[end - 1].form
    return replace(found, names=(*found.names, last, *_variants(last))) if end - i > 1 and common else found


def _goes_on(view: View, i: int) -> bool:
    """Whether word i may be a further word of a name."""
    word = view.sentence.words[i]
    return word.form[:1].isupper() and tagged(view.pack, word, "proper") and not _is_taken(view, i)


def _is_foreign_name(view: View, i: int) -> bool:
    """Whether word i stands behind a land's adjective where places stand and has a letter of other lands (`im malischen Ségou`)."""
    words, letters = view.sentence.words, view.pack.tables["foreign_letter"]
    if i < 2 or words[i].upos not in ("NOUN", "PROPN") or not any(c in letters for c in words[i].form.lower()):
        return False
    return _country(view, (i - 1,)) is not None and view.words.in_place_of(view.sentence, i)


def _is_called(view: View, i: int, kind: Precision) -> bool:
    """Whether the noun at word i is the name of the one place that the noun before it says the kind of (`im Dorf X`)."""
    before, word = view.sentence.words[i - 1], view.sentence.words[i]
    one = before.feats.get("Number") != "Plur" and (kind == "settlement" or word.feats.get("Number") != "Plur")
    return word.upos in ("NOUN", "PROPN") and one


def _compound(view: View, i: int) -> Toponym | None:
    """A place in one word with what it is (`Kandil-Berge`, `Nordirak`): the part to look up is the other part."""
    word = view.sentence.words[i]
    base = _toponym(view, i, i + 1, True)
    head, hyphen, tail = word.form.rpartition("-")
    if hyphen and head[:1].isupper() and not NO_NAME.fullmatch(head) and head not in view.pack.tables["no_place"]:
        row = view.words.place_noun(tail, tail)
        if row is not None:
            kind: Precision = row.get("precision")
            return replace(base, names=(word.form, *_variants(word.form), head), kind=kind, division=bool(row.get("division")))
    low = word.form.lower()
    for prefix, rows in view.pack.tables["direction"].items():
        rest = word.form[len(prefix) :].lstrip("-")
        name = rest[:1].upper() + rest[1:]
        if low.startswith(prefix) and rest and (view.words.country(name) or view.words.longest_place([name])):
            return replace(base, names=(name, *_variants(name)), sky=(rows[0].get("north"), rows[0].get("east")), kind="region")
    return None


def _edge(view: View, i: int, capital: bool) -> Toponym | None:
    """`vor der libyschen Küste`, `in der georgischen Hauptstadt`: what an adjective says the land of, where no name follows; else None."""
    words = view.sentence.words
    adjective = words[i - 1] if i > 1 and words[i - 1].upos == "ADJ" else None
    country = view.words.adjectives.get(view.words.adjective_base(adjective.form)) if adjective is not None else None
    if country is None or (i + 1 < len(words) and words[i + 1].upos == "PROPN") or _is_taken(view, i):
        return None
    land = view.words.country_names.get(country, "")
    named = next((name for name, of in view.words.capitals.items() if of == country), "") if capital else land
    base = _toponym(view, i, i + 1, True)
    return replace(base, names=(named,), kind=None if capital else "country") if named and base.relation else None


def _part_of_land(view: View, i: int) -> Toponym | None:
    """`im Norden Syriens`, `im Südosten des Landes`: the named part of a country, or of the country that the report is about."""
    row = view.pack.row("direction_noun", view.sentence.words[i].form)
    j = view.words.preposition(view.sentence, i)
    words = view.sentence.words
    bound = view.words.relations.get(words[j].form.lower()) if j is not None else None
    if row is None or j is None or (bound is not None and bound.word("relation") == "to" and not bound.get("actor")):
        return None  # `nach Norden` is a way, not a place
    k = i + 1
    while k < len(words) and k < i + 3 and words[k].upos in ("DET", "ADP"):
        k += 1
    if k + 1 < len(words) and words[k + 1].upos == "PROPN" and view.words.place_noun(words[k].lemma, words[k].form):
        return None  # `im Osten der Stadt X`: the town is the place
    country = view.words.country(words[k].form) if k < len(words) else None
    if (
        country is None
        and k < len(words)
        and (
            words[k].upos == "PROPN"
            or (k == i + 1 and words[k].form[:1].isupper())
            or view.words.longest_place([w.form for w in words[k : k + tree.LONGEST_HEAD]])
        )
    ):
        return None  # a part of a town or region, which is named itself
    adjectives = [c for m in tree.modifiers(view.sentence, i) if (c := view.words.adjectives.get(view.words.adjective_base(words[m].form)))]
    base = _toponym(view, i, i + 1, True)
    named = view.words.country_names.get(country or (adjectives[0] if adjectives else ""), "")
    if country is not None:  # `Osten der Türkei` is the name as a whole
        first = next(n for n, w in enumerate(words) if w.end > base.span.start)
        base = replace(base, span=tree.span_between(view.sentence, view.text, first, k + 1, (i, k + 1)))
    return replace(base, names=(named,) if named else (), sky=(row.get("north"), row.get("east")), kind="region")


def _toponym(view: View, first: int, last: int, sure: bool) -> Toponym:
    sentence = view.sentence
    name = view.text[sentence.words[first].start : sentence.words[last - 1].end].rstrip("-")
    noun = _noun_before(view, first)
    start = noun[2] if noun else first
    before = tree.modifiers(sentence, start)
    dateline = last <= tree.dateline_end(sentence)
    span = tree.span_between(sentence, view.text, before[0] if before else start, last, (first, last))
    return Toponym(
        view.number, first, last, span, (name, *_variants(name)), _relation(view, start, first), noun[0] if noun else None,
        noun[1] if noun else False, _country(view, before) or _country_behind(view, last), None, sure or dateline, dateline,
        _way(view, start, last),
    )  # fmt: skip


def _variants(name: str) -> Iterator[str]:
    """The name without a genitive or plural ending."""
    if name.endswith(("s", "'", "’")) and len(name) > 4:
        yield name[:-1]
    if name.endswith("n") and len(name) > 5:
        yield name[:-1]


def _noun_before(view: View, first: int) -> tuple[Precision, bool, int] | None:
    """What the noun right before the name says of it (`der Stadt X`, `den Provinzen X und Y`): precision, division, its word."""
    words = view.sentence.words
    j = first - 1
    while j > 0 and (words[j].upos == "PROPN" or words[j].form in (",", "/") or words[j].upos == "CCONJ") and first - j < 6:
        j -= 1
    if j < 0 or words[j].upos != "NOUN" or (j < first - 1 and words[j].feats.get("Number") != "Plur"):
        return None
    row = view.words.place_noun(words[j].lemma, words[j].form)
    return (row.get("precision"), bool(row.get("division")), j) if row else None


def _way(view: View, first: int, last: int) -> Way | None:
    """How far and where from the name something is: `30 Kilometer nördlich von X`, `zehn Kilometer südlich der Stadt X`, or None."""
    words, tables = view.sentence.words, view.pack.tables
    for k in range(first - 1, max(1, first - FARTHEST), -1):
        row = view.pack.row("place_bearing", words[k].form.lower())
        unit = view.pack.row("place_length", words[k - 1].form) if row is not None else None
        if row is not None and unit is not None and k > 1:
            count = _number(words[k - 2].form, tables)
            text = view.text[words[k - 2].start : words[last - 1].end]
            return Way(count * unit.get("kilometres"), row.get("north"), row.get("east"), text) if count else None
        if row is not None or words[k].upos not in ("ADP", "DET", "ADJ", "NOUN"):
            return None
    return None


def _number(form: str, tables: Mapping[str, Table]) -> float:
    """The number that a word or figure names, 0 where it names none."""
    rows = tables["time_number"].get(form.lower())
    return float(form) if form.isdecimal() else float(rows[0].get("value")) if rows else 0.0


def _relation(view: View, first: int, name: int) -> PlaceRelation | None:
    """How the clause stands to the place: by preposition, and by words of nearness before the name."""
    words, near = view.sentence.words, view.words.nearness
    if first > 1 and first != name and words[first - 1].upos == "PROPN" and view.words.country(words[first - 1].form):
        first -= 1  # `in Nigers Hauptstadt Niamey`
    j = view.words.preposition(view.sentence, first, view.pack.tables["place_noun"])
    for k in range(first - 1, max(-1, first - 5), -1):
        if words[k].lemma in near or words[k].form.lower() in near:
            return "near"
        if words[k].upos in ("VERB", "AUX", "PUNCT") or (j is not None and k < j - 1):
            break
    if j is None:  # `auf der von X besetzten Halbinsel Y`: the tree sees across the attribute
        j = next(_across_attribute(view, first, name), None)
    part = _part_before(view, first if j is None else j)
    listed = _listed_under(view, first) if j is None else None
    if listed is not None:
        j = view.words.preposition(view.sentence, listed)
    if part is not None:
        j = view.words.preposition(view.sentence, part)
    row = view.words.relations.get(words[j].form.lower()) if j is not None else None
    return row.get("relation") if row else None


def _across_attribute(view: View, first: int, name: int) -> Iterator[int]:
    """The adpositions that the tree gives to the name at word `name` or the noun for it at word `first`, where an attribute parts them."""
    words = view.sentence.words
    for i in (first, name):
        cases = (k for k in view.sentence.children[i] if words[k].upos == "ADP" and k < first - 1 and words[k].deprel == "case")
        yield from (k for k in cases if words[k + 1].upos == "DET" and words[first - 1].upos == "ADJ")


def _part_before(view: View, i: int) -> int | None:
    """The noun before word i (and an article) that names a part of what follows: `im [Zentrum] von X`, `im [Osten] der Stadt X`."""
    words = view.sentence.words
    k = i - 1
    while k > 0 and words[k].upos in ("DET", "ADJ"):
        k -= 1
    parts = view.pack.tables["place_part"], view.pack.tables["direction_noun"]
    return k if k > 0 and any(words[k].lemma in t or words[k].form in t for t in parts) else None


def _listed_under(view: View, first: int) -> int | None:
    """The noun for places in general that the name before word `first` is one of: `in mehreren [Städten], darunter X und Y`."""
    words = view.sentence.words
    k = first - 1
    while k > 0 and (words[k].upos in ("PROPN", "CCONJ", "DET") or words[k].form == ","):
        k -= 1
    apposed = words[first - 1].form == ","  # `in der zweitgrößten Stadt des Landes, X, …`
    if k < 1 or (words[k].form.lower() not in view.pack.tables["place_listing"] and not apposed):
        return None
    k = first if apposed else k
    nouns = (n for n in range(k - 1, max(-1, k - REACH), -1) if words[n].upos == "NOUN")
    return next((n for n in nouns if view.words.place_noun(words[n].lemma, words[n].form)), None)


def _country_behind(view: View, last: int) -> str | None:
    """The country in which the words right behind the name put it (`X im Norden Syriens`, `X in der Türkei`), or None."""
    words = view.sentence.words
    if last + 1 >= len(words) or words[last].form.lower() not in view.pack.tables["country_mark"]:
        return None
    skipped = {*view.pack.tables["country_article"], *(n.lower() for n in view.pack.tables["direction_noun"])}
    k = last + 1
    while k < min(len(words), last + 4) and words[k].form.lower() in skipped:
        k += 1
    return view.words.country(words[k].form) if k < len(words) else None


def _country(view: View, before: tuple[int, ...]) -> str | None:
    """The country that an adjective of the phrase names (`der syrischen Stadt`)."""
    for m in before:
        base = view.words.adjective_base(view.sentence.words[m].form)
        found = view.words.adjectives.get(base)
        if found is None:
            found = next((view.words.adjectives.get(base[len(p) :]) for p in view.pack.tables["direction"] if base.startswith(p)), None)
        if found:
            return found
    return None

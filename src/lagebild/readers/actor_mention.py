"""A sentence's words → the phrases in it that name somebody who acts: names, nouns, states, persons by their age, pronouns.

Word order, tags and case carry this; the tree is asked only for the extent of phrases, so that a wrong arc costs little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from lagebild import tree
from lagebild.model import ActorKind, ActorNumber, Distance, Sentence, Span
from lagebild.packs import Pack
from lagebild.readers.actor_words import Known, Words

Sort = Literal["name", "noun", "age", "pronoun"]
Gender = Literal["Masc", "Fem", "Neut"]
AGED = re.compile(r"(\d{1,3})-?[Jj]ährige(?:[rnms]?|r?in)$")
INITIAL = re.compile(r"^[^\W\d_]\.$")
MODIFIERS = frozenset({"ADJ", "NUM", "DET", "ADV"})
NAME_LIMIT = 6  # words; the contract's bound on a head
REACH = 6  # words that may stand between a preposition and its name


@dataclass(frozen=True, slots=True)
class Found:
    """One phrase that names an actor. `first` to `last` are the words of its head, `twin` the index of the phrase it is in apposition to."""

    sentence: int
    first: int
    last: int
    span: Span
    sort: Sort
    kind: ActorKind
    text: str  # the name as written, or the table's noun
    known: str | None = None
    number: ActorNumber | None = None
    gender: Gender | None = None
    country: str | None = None
    polity: str | None = None
    identity: str | None = None
    definite: bool = False
    possessive: bool = False
    age: str | None = None
    distance: Distance | None = None
    twin: int | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What the search of one sentence stands on."""

    text: str
    sentence: Sentence
    number: int
    words: Words
    pack: Pack
    surnames: frozenset[str]  # last words of names of persons found anywhere in the report


# ---- names ----------------------------------------------------------------------------------------------------------


def is_capital(form: str) -> bool:
    """Whether the word begins with a capital letter."""
    return form[:1].isupper()


def is_name_word(sentence: Sentence, i: int) -> bool:
    """Whether word i may be a part of a name by its tag or as an initial."""
    word = sentence.words[i]
    return is_capital(word.form) and (word.upos == "PROPN" or word.xpos == "NE") or bool(INITIAL.match(word.form) and i > 0)


def name_run(scene: Scene, start: int) -> int:
    """The end of the run of name words that begins at word `start`, with particles such as `al` between them."""
    sentence, particles = scene.sentence, scene.pack.tables["name_particle"]
    end = i = start
    while i < len(sentence.words) and i - start < NAME_LIMIT:
        form = sentence.words[i].form
        if is_name_word(sentence, i):
            end = i + 1
        elif not (i > start and form in particles and form != "und"):
            break
        i += 1
    return end


def known_at(scene: Scene, i: int) -> tuple[int, Known] | None:
    """The actor of the pack's table whose name begins at word i, and the end of the name."""
    words = scene.sentence.words
    if not is_capital(words[i].form):
        return None
    longest = scene.words.longest_name(w.form for w in words[i : i + 2 * NAME_LIMIT])
    if longest:
        return (i + longest[0], longest[1])
    known = scene.words.known(words[i].form)
    if known and not (known.weak and not _vouched(scene, i)):
        return i + 1, known
    return None


def _vouched(scene: Scene, i: int) -> bool:
    """Whether a noun for a body stands right before word i, so that it can only be a name."""
    if i == 0:
        return False
    before = scene.sentence.words[i - 1]
    noun = scene.words.noun(before.form, before.lemma) if before.upos == "NOUN" else None
    return noun is not None and not noun.role


def preposition(sentence: Sentence, i: int, pack: Pack) -> int | None:
    """The preposition that word i stands after, across its determiner, adjectives and coordinated names, or None."""
    for j in range(i - 1, max(-1, i - 1 - REACH), -1):
        word = sentence.words[j]
        if word.upos == "ADP" or word.form.lower() in pack.tables["place_preposition"]:
            return j
        coordinated = word.upos in ("CCONJ", "PROPN") or word.form in (",", "/")
        if not (word.upos in MODIFIERS or coordinated):
            return None
    return None


def dateline_end(sentence: Sentence, text: str, pack: Pack) -> int:
    """The end of a dateline that opens the sentence (`Kiew/Moskau – …`), 0 where there is none."""
    words = sentence.words
    for i, word in enumerate(words[:8]):
        if word.form in ("–", "-", "—") and i > 0:
            return i if all(is_capital(w.form) or w.upos == "PUNCT" or w.form == "/" for w in words[:i]) else 0
        if not (is_capital(word.form) or word.form in "/,()."):
            break
    return 0


# ---- states ---------------------------------------------------------------------------------------------------------


def is_actor_here(scene: Scene, first: int, capital: bool) -> bool:
    """Whether the state or capital named at word `first` acts or is acted upon here, rather than being a place."""
    sentence, tables = scene.sentence, scene.pack.tables
    if first < dateline_end(sentence, scene.text, scene.pack):
        return False
    j = preposition(sentence, first, scene.pack)
    if j is None:
        return not _belongs_to_area(scene, first) and not (capital and not _acts(scene, first))
    form = sentence.words[j].form.lower()
    row = scene.pack.row("place_preposition", form)
    if row is None:
        return not (capital and form in tables["place_of_capital"])
    if not row.get("actor") or _area_before(scene, j):
        return False
    return not capital or form == "zwischen" if False else (not capital or row.word("relation") == "between")


def _area_before(scene: Scene, j: int) -> bool:
    """Whether the noun before the preposition j is one of extent (`Grenze zu …`)."""
    return j > 0 and scene.sentence.words[j - 1].lemma in scene.pack.tables["area_noun"]


def _belongs_to_area(scene: Scene, first: int) -> bool:
    """Whether the name is the genitive of a noun of extent (`im Norden Syriens`)."""
    words = scene.sentence.words
    i = first - 1
    while i > 0 and words[i].upos in ("DET", "ADJ"):
        i -= 1
    return i >= 0 and words[i].lemma in scene.pack.tables["area_noun"]


def _acts(scene: Scene, first: int) -> bool:
    """Whether the word is the subject of a verb in the active voice, or stands in another case that only actors stand in."""
    sentence = scene.sentence
    word = sentence.words[first]
    if tree.is_rel(word.deprel, ("nsubj",)) and word.deprel != "nsubj:pass" and word.head >= 0:
        return not tree.is_passive(sentence, word.head)
    return word.deprel in ("iobj", "conj")


# ---- nouns ----------------------------------------------------------------------------------------------------------


def modifiers(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The determiner, numerals and adjectives right before word i, nearest last; a coordination of adjectives is read through."""
    found: list[int] = []
    j = i - 1
    while j >= 0 and i - j <= REACH + 2:
        word = sentence.words[j]
        joins = word.upos == "CCONJ" and bool(found) and j > 0 and sentence.words[j - 1].upos == "ADJ" and sentence.words[found[0]].upos == "ADJ"
        if word.upos not in MODIFIERS and not joins:
            break
        found.insert(0, j)
        if word.upos == "DET":
            break
        j -= 1
    return tuple(found)


def number_of(scene: Scene, i: int, before: tuple[int, ...]) -> ActorNumber | None:
    """One or several, by the determiner, a numeral, or the word's own features."""
    for j in before:
        word = scene.sentence.words[j]
        row = scene.pack.row("determiner", word.form.lower())
        if row and row.get("number"):
            return "several"
        if word.upos == "NUM":
            return "one" if word.form.lower().startswith("ein") else "several"
    value = scene.sentence.words[i].feats.get("Number")
    return "one" if value == "Sing" else "several" if value == "Plur" else None


def gender_of(sentence: Sentence, i: int, feminine: bool = False) -> Gender | None:
    """The gender of the noun, by its features."""
    value = "Fem" if feminine else sentence.words[i].feats.get("Gender")
    return value if value in ("Masc", "Fem", "Neut") else None  # type: ignore[return-value]


def distance_of(scene: Scene, before: tuple[int, ...]) -> Distance | None:
    """The distance that the words before a noun keep from it."""
    for j in before:
        found = scene.words.distances.get(scene.words.adjective_base(scene.sentence.words[j].form))
        if found:
            return found
    return None


def belonging(scene: Scene, i: int, before: tuple[int, ...]) -> tuple[str | None, str | None]:
    """The country and the people that adjectives, a hyphenated first part, or a genitive before the noun name."""
    country = identity = None
    words = scene.sentence.words
    for j in before:
        base = scene.words.adjective_base(words[j].form)
        country = country or scene.words.adjectives.get(base)
        identity = identity or scene.words.identities.get(base)
    part = words[i].form.partition("-")[0] if "-" in words[i].form else ""
    country = country or (scene.words.country(part) if part else None)
    left = before[0] - 1 if before else i - 1
    if country is None and left >= 0 and words[left].form.endswith("s") and (left == 0 or words[left - 1].upos != "ADP"):
        country = scene.words.country(words[left].form)
    return country, identity


def country_after(scene: Scene, i: int, state: bool) -> str | None:
    """The country in a genitive or after `von` right behind the noun; of a state's body also the capital after `in`."""
    words, tables = scene.sentence.words, scene.pack.tables
    j = i + 1
    while j < min(len(words), i + 4) and words[j].upos in ("DET", "ADP", "ADJ"):
        j += 1
    if j >= len(words):
        return None
    marks = [w.form.lower() for w in words[i + 1 : j] if w.upos == "ADP"]
    country = scene.words.country(words[j].form)
    if country and (not marks or marks == ["von"] or state):
        return country if marks or words[j].form not in scene.words.countries or words[j - 1].upos == "DET" else None
    if state and marks and marks[0] in tables["place_preposition"]:
        return scene.words.country(words[j].form, scene.words.capitals)
    return None


def noun_at(scene: Scene, i: int) -> Found | None:
    """The actor that the noun at word i names by itself, or None."""
    word = scene.sentence.words[i]
    if not is_capital(word.form) or word.upos not in ("NOUN", "ADJ", "PROPN"):
        return None
    before = modifiers(scene.sentence, i)
    aged = AGED.match(word.form)
    noun = scene.words.noun(word.form, word.lemma)
    national = scene.words.national(word.form, word.lemma)
    if not (aged or noun or national):
        return None
    number = (noun.number if noun else None) or number_of(scene, i, before)
    feminine = bool(national and national[1]) or bool(noun and noun.feminine)
    role = bool(aged or national or (noun and noun.role))
    kind: ActorKind = noun.kind if noun and not national else "person"
    if role:
        kind = "group" if number == "several" else "person"
    country, identity = belonging(scene, i, before)
    if national:
        country = country or scene.words.nationals.get(national[0])
        identity = identity or scene.words.identities.get(national[0])
    country = country or country_after(scene, i, kind == "state")
    first = scene.pack.row("determiner", scene.sentence.words[before[0]].form.lower()) if before else None
    fused = bool(before) is False and i > 0 and scene.sentence.words[i - 1].xpos == "APPRART"
    return Found(
        scene.number, i, i + 1, tree.phrase_span(scene.sentence, scene.text, i), "age" if aged else "noun", kind,
        national[0] if national else noun.base if noun else word.form,
        number=number, gender=gender_of(scene.sentence, i, feminine), country=country, identity=identity,
        definite=bool(first and first.get("definite")) or fused, possessive=bool(first and first.get("possessive")),
        age=aged[1] if aged else None, distance=distance_of(scene, before),
    )  # fmt: skip


# ---- the sentence ---------------------------------------------------------------------------------------------------


def find(scene: Scene) -> tuple[Found, ...]:
    """All phrases of the sentence that name an actor, in text order of their heads; twins point to their place in the result."""
    found: list[Found] = []
    taken = [False] * len(scene.sentence.words)
    for one in _names(scene, taken):
        found.append(one)
        for k in range(one.first, one.last):
            taken[k] = True
    for i, used in enumerate(taken):
        if not used:
            found += [one for one in (noun_at(scene, i), _pronoun(scene, i)) if one]
            found += _parts(scene, i)
    found.sort(key=lambda f: (f.span.head_start, -f.span.head_end))
    return tuple(_joined(scene, found))


def _names(scene: Scene, taken: list[bool]) -> Iterator[Found]:
    words = scene.sentence.words
    marked = {n.first: n for n in scene.sentence.names}
    i = 0
    while i < len(words):
        known = known_at(scene, i)
        state = scene.words.country(words[i].form) or scene.words.country(words[i].form, scene.words.capitals)
        end = i + 1
        if known and known[1].kind == "state" and known[1].name in scene.words.countries:
            end = known[0]
            if is_actor_here(scene, i, False):
                yield _named(scene, i, end, known[1])
        elif known:
            end = known[0]
            yield _named(scene, i, end, known[1])
        elif state and is_capital(words[i].form):
            capital = scene.words.country(words[i].form) is None
            if is_actor_here(scene, i, capital):
                name = words[i].form
                yield _named(scene, i, i + 1, Known(name, "state", state))
        elif is_name_word(scene.sentence, i) or (i in marked and marked[i].kind == "person"):
            end = max(name_run(scene, i), marked[i].last if i in marked else 0, i + 1)
            one = _unknown_name(scene, i, min(end, i + NAME_LIMIT), marked[i].kind if i in marked else None)
            if one:
                yield one
        i = end


def _named(scene: Scene, first: int, last: int, known: Known) -> Found:
    before = modifiers(scene.sentence, first)
    i = next((k for k in range(first, last) if scene.sentence.words[k].head not in range(first, last)), first)
    start, end = tree.phrase(scene.sentence, i)
    span = tree.span_between(scene.sentence, scene.text, min(start, first), max(end, last), (first, last))
    return Found(
        scene.number, first, last, span, "name", known.kind, scene.text[span.head_start : span.head_end], known.name,
        gender=gender_of(scene.sentence, i), number="one", country=known.country, polity=known.polity, definite=True,
        distance=distance_of(scene, before),
    )  # fmt: skip


def _unknown_name(scene: Scene, first: int, last: int, marked: str | None) -> Found | None:
    """A name that no table knows: a person, or a body that a noun before it tells; None when it reads as a place."""
    words = scene.sentence.words
    if first < dateline_end(scene.sentence, scene.text, scene.pack):
        return None
    before = words[first - 1] if first else None
    noun = scene.words.noun(before.form, before.lemma) if before and before.upos == "NOUN" else None
    kind: ActorKind | None = None
    if noun:
        kind = "person" if noun.role else noun.kind
    elif marked == "person" or words[last - 1].form in scene.surnames or words[last - 1].form.rstrip("s") in scene.surnames:
        kind = "person"
    elif marked == "organisation":
        kind = "organisation"
    elif last - first > 1 and marked != "place" and _no_place(scene, first):
        kind = "person"
    elif before is not None and before.form in scene.pack.tables["address"]:
        kind = "person"
    if kind is None:
        return None
    return replace(_named(scene, first, last, Known("", kind)), known=None, country=None)


def _no_place(scene: Scene, first: int) -> bool:
    j = preposition(scene.sentence, first, scene.pack)
    return j is None or scene.pack.row("place_preposition", scene.sentence.words[j].form.lower()) is None


def _parts(scene: Scene, i: int) -> Iterator[Found]:
    """The actor that the first part of a hyphenated compound names (`PKK-Stellungen`, `US-Einheiten`); the part alone is its head."""
    word = scene.sentence.words[i]
    parts = word.form.split("-")
    for n in range(len(parts) - 1, 0, -1):
        part = "-".join(parts[:n])
        known = scene.words.known(part) if part else None
        country = scene.words.countries.get(part)
        if (known and not known.weak) or country:
            who = known or Known(part, "state", country)
            whole = tree.word_span(scene.sentence, scene.text, i)
            span = replace(whole, head_end=whole.start + len(part))
            yield Found(scene.number, i, i + 1, span, "name", who.kind, part, who.name, number="one", country=who.country, polity=who.polity, definite=True)
            return


def _pronoun(scene: Scene, i: int) -> Found | None:
    word = scene.sentence.words[i]
    row = scene.pack.row("pronoun", word.form.lower()) if word.xpos == "PPER" or word.upos == "PRON" else None
    if row is None or (is_capital(word.form) and i > 0 and word.form == "Sie" and scene.sentence.words[i - 1].form not in '"„“»:'):
        return None
    genders, numbers = row.several("gender"), row.several("number")
    number = numbers[0] if len(numbers) == 1 else _verb_number(scene.sentence, i)
    return Found(
        scene.number, i, i + 1, tree.word_span(scene.sentence, scene.text, i), "pronoun", "unknown", word.form,
        number=number, gender=genders[0] if genders and number == "one" else None,
    )  # fmt: skip


def _verb_number(sentence: Sentence, i: int) -> ActorNumber | None:
    word = sentence.words[i]
    if not tree.is_rel(word.deprel, ("nsubj",)) or word.head < 0:
        return None
    verb = tree.finite(sentence, word.head)
    value = sentence.words[verb].feats.get("Number") if verb is not None else None
    return "one" if value == "Sing" else "several" if value == "Plur" else None


# ---- twins ----------------------------------------------------------------------------------------------------------


def _joined(scene: Scene, found: list[Found]) -> Iterator[Found]:
    """The phrases, each with the earlier one that it stands in apposition to."""
    for k, one in enumerate(found):
        twin = next((j for j in range(k - 1, max(-1, k - 3), -1) if _apposed(scene, found[j], one)), None)
        yield replace(one, twin=twin) if twin is not None else one


def _apposed(scene: Scene, left: Found, right: Found) -> bool:
    """Whether two phrases name one actor because they stand side by side: title and name, name and office, name and acronym."""
    between = [w.form for w in scene.sentence.words[left.last : right.first]]
    if "pronoun" in (left.sort, right.sort) or left.first == right.first:
        return False
    if not between:
        return left.sort == "noun" and right.sort == "name" and _agree(left, right)
    if between == ["("]:
        return left.sort == "name" and right.sort == "name" and (left.known == right.known or is_acronym(right.text))
    if between in (['"'], ["„"], ["»"], ["«"]):
        return left.sort == "noun" and right.sort == "name" and _agree(left, right)
    return _across_comma(scene, left, right)


def _across_comma(scene: Scene, left: Found, right: Found) -> bool:
    words = scene.sentence.words
    comma = next((k for k in range(left.last, right.first) if words[k].form == ","), None)
    if comma is None or right.first - comma > 4 or comma - left.last > 6 or {left.sort, right.sort} != {"noun", "name"}:
        return False
    closed = right.last < len(words) and words[right.last].form in (",", ")", ".", "–") or right.last >= len(words)
    inside = all(words[k].upos not in ("VERB", "AUX", "SCONJ", "PRON", "CCONJ", "PUNCT") for k in (*range(left.last, comma), *range(comma + 1, right.first)))
    name, noun = (left, right) if left.sort == "name" else (right, left)
    near = comma == left.last if left.sort == "name" else right.first == comma + 1
    return inside and near and (closed or left.sort == "name") and name.kind == noun.kind == "person"


def _agree(noun: Found, name: Found) -> bool:
    return noun.number != "several" and (noun.kind == "person") == (name.kind == "person")


def is_acronym(text: str) -> bool:
    """Whether the name is written like an acronym: one word, at least two capitals, at most eight letters."""
    return " " not in text and 2 <= len(text) <= 8 and sum(c.isupper() for c in text) >= 2

"""A sentence's words → the names in it that stand for actors: known ones, states, persons, bodies that a noun explains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lagebild import tree
from lagebild.model import DECLARED, ActorKind, Name, Word
from lagebild.packs import longest_ending
from lagebild.packs.tag import tagged
from lagebild.packs.words import REACH, Known, Words
from lagebild.readers.actor.found import (
    INITIAL,
    Found,
    Gender,
    Scene,
    age_before,
    distance_of,
    gender_of,
    is_subject,
    number_of,
    phrase_span,
)

SHORTEST_DEED = 5  # letters of a noun for an act that a compound may end in


def is_name_word(scene: Scene, i: int) -> bool:
    """Whether word i may be a part of a name by its tag or as an initial."""
    word = scene.sentence.words[i]
    capital = word.form[:1].isupper() or any(part[:1].isupper() for part in word.form.split("-"))
    proper = tagged(scene.pack, word, "proper") or (word.upos == "PROPN" and not tagged(scene.pack, word, "common"))
    return (capital and proper) or bool(INITIAL.match(word.form) and i > 0)


def is_surname(scene: Scene, i: int) -> bool:
    """Whether word i is the last word of a person's name found elsewhere in the report and is not used as a noun here."""
    form = scene.sentence.words[i].form
    if form not in scene.surnames and not (form.endswith("s") and form[:-1] in scene.surnames):
        return False
    before = scene.sentence.words[i - 1] if i else None
    if before is not None and before.feats.get("PronType") == "Dem":
        return True  # `nachdem dieser Kern lobte`
    return before is None or not (before.upos in ("DET", "ADJ", "NUM") or tagged(scene.pack, before, "fused"))


def name_run(scene: Scene, start: int) -> int:
    """The end of the run of name words that begins at word `start`, with particles such as `al` between them."""
    sentence, particles = scene.sentence, scene.pack.tables["name_particle"]
    end = i = start
    while i < len(sentence.words) and i - start < tree.LONGEST_HEAD:
        form = sentence.words[i].form
        if i > start and form.isupper() and len(form) > 1 and scene.words.known(form):
            break  # an acronym behind a name is a name of its own
        if is_name_word(scene, i) or (i == end > start and _closes_name(scene, i)):
            end = i + 1
        elif not (i > start and form in particles):
            break
        i += 1
    return end


def _closes_name(scene: Scene, i: int) -> bool:
    """Whether a word tagged as a noun can only be the end of the name right before it (`Ibrahima Fall`)."""
    words = scene.sentence.words
    word, before = words[i], words[i - 1]
    if word.upos != "NOUN" or not word.form[:1].isupper() or not tagged(scene.pack, before, "proper"):
        return False
    if not before.form.isalpha() or before.form.isupper():
        return False
    if scene.words.known(before.form) or scene.words.country(before.form) or scene.words.noun(word.form, word.lemma):
        return False
    return i + 1 == len(words) or words[i + 1].form in (",", ".", ")", ":", "–") or words[i + 1].upos in ("VERB", "AUX")


def known_at(scene: Scene, i: int) -> tuple[int, Known] | None:
    """The actor of the pack's table whose name begins at word i, and the end of the name."""
    words = scene.sentence.words
    if not words[i].form[:1].isupper():
        return None
    longest = scene.words.longest_name(w.form for w in words[i : i + 2 * tree.LONGEST_HEAD])
    if longest:
        return (i + longest[0], longest[1])
    known = scene.words.known(words[i].form)
    if known and (not known.weak or (_vouched(scene, i) and name_run(scene, i) <= i + 1)):
        return i + 1, known
    return None


def _vouched(scene: Scene, i: int) -> bool:
    """Whether a noun for a body stands right before word i, so that it can only be a name."""
    if i == 0:
        return False
    before = scene.sentence.words[i - 1]
    noun = scene.words.noun(before.form, before.lemma) if before.upos == "NOUN" else None
    return noun is not None and not noun.role


def is_actor_here(scene: Scene, first: int, capital: bool) -> bool:
    """Whether the state or capital named at word `first` acts or is acted upon here, rather than being a place."""
    sentence, tables = scene.sentence, scene.pack.tables
    if first < tree.dateline_end(sentence):
        return False
    j = scene.words.preposition(sentence, first)
    if j is None:
        return not _belongs_to_area(scene, first) and not (capital and not _acts(scene, first))
    form = sentence.words[j].form.lower()
    row = scene.words.relations.get(form)
    if row is None:
        return not (capital and form in tables["place_of_capital"]) and not _area_before(scene, j)
    if not row.get("actor") or _area_before(scene, j):
        return False
    return not capital or row.word("relation") == "between" or (j > 0 and sentence.words[j - 1].lemma in tables["relation_noun"])


def _area_before(scene: Scene, j: int) -> bool:
    """Whether the noun before the preposition j is one of extent (`Grenze zu …`)."""
    return j > 0 and scene.sentence.words[j - 1].lemma in scene.pack.tables["area_noun"]


def _belongs_to_area(scene: Scene, first: int) -> bool:
    """Whether the name is the genitive of a noun of extent (`im Norden Syriens`)."""
    words = scene.sentence.words
    i = first - 1
    while i > 0 and words[i].upos in ("DET", "ADJ"):
        if words[i].upos == "DET" and words[i].feats.get("Case", "Gen") != "Gen":
            return False  # `fordern Länder der Region | den Iran auf`
        i -= 1
    return i >= 0 and words[i].lemma in scene.pack.tables["area_noun"]


def _acts(scene: Scene, first: int) -> bool:
    """Whether a capital without preposition is its government: it does something, is spoken to, or a deed is called its own."""
    sentence = scene.sentence
    word = sentence.words[first]
    if first and sentence.words[first - 1].upos == "NOUN":
        before = sentence.words[first - 1]
        if scene.words.place_noun(before.lemma, before.form):
            return False
        if word.form not in scene.words.capitals:
            return _is_deed(scene, before) or before.lemma in scene.pack.tables["relation_noun"]
    if tree.is_rel(word.deprel, ("nsubj",)) and word.deprel != "nsubj:pass" and word.head >= 0:
        return not tree.is_passive(sentence, word.head)
    if word.deprel == "conj" and word.head >= 0 and _is_line_of_places(sentence.words[word.head]):
        return False
    return word.deprel in ("iobj", "conj") or _is_spoken_to(scene, first)


def _is_line_of_places(first: Word) -> bool:
    """Whether the first of names that are joined is what a line without a verb hangs on (`Wien/Bamako, 3. Mai`)."""
    return first.deprel == "root" and first.upos == "PROPN"


def _is_deed(scene: Scene, noun: Word) -> bool:
    """Whether the noun names an act whose genitive is who does it (`die Angriffe Pjöngjangs`), not whom it befalls."""
    rows = scene.pack.tables["event_noun"]
    lemma = noun.lemma if noun.lemma in rows else longest_ending(scene.pack, "event_noun", noun.lemma, SHORTEST_DEED)
    return lemma is not None and any(row.word("frame") != "suffered" for row in rows[lemma])


def _is_spoken_to(scene: Scene, first: int) -> bool:
    """Whether the verb above the word is one of demanding, accusing and the like, by whatever relation."""
    sentence = scene.sentence
    verb = next((k for k in tree.above(sentence, first) if sentence.words[k].upos == "VERB"), None)
    if verb is None:
        return False
    return any(row.get("type") in DECLARED for row in scene.pack.tables["event_verb"].get(sentence.words[verb].lemma, ()))


def names(scene: Scene) -> Iterator[Found]:
    """The names of actors in the sentence, in text order."""
    words = scene.sentence.words
    marked = {n.first: n for n in scene.sentence.names}
    i = 0
    while i < len(words):
        known = known_at(scene, i)
        own, state = _state(scene.words, words[i].form)
        end = i + 1
        if known and known[1].kind == "state" and known[1].name in scene.words.state_names:
            end = known[0]
            if is_actor_here(scene, i, False):
                yield named(scene, i, end, known[1])
        elif known:
            end = known[0]
            yield named(scene, i, end, known[1])
        elif state:
            if is_actor_here(scene, i, own is None):
                yield named(scene, i, i + 1, Known(scene.words.country_names[state], "state", state))
        elif _is_noun(scene, i):
            pass
        elif is_name_word(scene, i) or is_surname(scene, i) or (i in marked and _is_marked_person(scene, marked[i])):
            end = max(name_run(scene, i), marked[i].last if i in marked else 0, i + 1)
            one = _unknown_name(scene, i, min(end, i + tree.LONGEST_HEAD), marked[i].kind if i in marked else None)
            if one:
                yield one
        i = end


def _state(words: Words, form: str) -> tuple[str | None, str | None]:
    """The country that a capitalised word names by itself, and the one that it names by itself or by its capital."""
    if not form[:1].isupper():
        return None, None
    own = words.country(form)
    return own, own or words.country(form, words.capitals)


def _is_marked_person(scene: Scene, name: Name) -> bool:
    """Whether the sentence's names have a person here and at least one of its words is tagged as a name."""
    return name.kind == "person" and any(
        tagged(scene.pack, scene.sentence.words[k], "proper", "foreign") for k in range(name.first, name.last)
    )


def _is_noun(scene: Scene, i: int) -> bool:
    """Whether a word taken for a name is an actor's noun after all: by its tag, or by a determiner or adjective before it."""
    word = scene.sentence.words[i]
    if tagged(scene.pack, word, "common"):
        return scene.words.noun(word.form, word.lemma) is not None
    tail = word.form.rpartition("-")[2]
    if tail != word.form and scene.words.plain(tail) is not None:
        return True
    return word.form in scene.words.nouns and i > 0 and scene.sentence.words[i - 1].upos in ("DET", "ADJ")


def named(scene: Scene, first: int, last: int, known: Known) -> Found:
    """The mention of a known actor in words first to last (past the end)."""
    before = tree.modifiers(scene.sentence, first)
    span = phrase_span(scene, first, last)
    return Found(
        scene.number, first, last, span, "name", known.kind, scene.text[span.head_start : span.head_end], known.name,
        gender=_article_gender(scene, first, before), number="one", country=known.country, polity=known.polity, definite=True,
        age=age_before(scene, first, before) if known.kind == "person" else None, distance=distance_of(scene, before),
        subject=any(is_subject(scene.sentence, k) for k in range(first, last)),
    )  # fmt: skip


def _article_gender(scene: Scene, first: int, before: tuple[int, ...]) -> Gender | None:
    """The gender that the article before a name shows; names themselves show none."""
    words = scene.sentence.words
    j = before[0] if before else first - 1
    return gender_of(scene.sentence, j) if j >= 0 and (words[j].upos == "DET" or tagged(scene.pack, words[j], "fused")) else None


def _unknown_name(scene: Scene, first: int, last: int, marked: str | None) -> Found | None:
    """A name that no table knows: a person, or a body that a noun before it tells; None when it reads as a place."""
    words = scene.sentence.words
    before = words[first - 1] if first else None
    if first < tree.dateline_end(scene.sentence) or (before is not None and scene.words.place_noun(before.lemma, before.form)):
        return None
    noun = scene.words.noun(before.form, before.lemma) if before and before.upos == "NOUN" else None
    national = scene.words.national(before.form, before.lemma) if before and before.upos == "NOUN" and not noun else None
    kind: ActorKind | None = None
    if national and number_of(scene, first - 1, tree.modifiers(scene.sentence, first - 1)) != "several":
        kind = "person"
    elif noun and not (noun.role and number_of(scene, first - 1, tree.modifiers(scene.sentence, first - 1)) == "several"):
        kind = "person" if noun.role else noun.kind
    elif last == first + 1 and is_surname(scene, first) and _no_place(scene, first):
        kind = "person"
    elif scene.words.longest_place([words[k].form for k in range(first, last)]):
        return None
    elif (
        _titled_across_comma(scene, first, last)
        or is_surname(scene, last - 1)
        or (marked == "person" and _no_place(scene, first) and not _is_placed(scene, first, last))
    ):
        kind = "person"
    elif marked == "organisation" and _no_place(scene, first):
        kind = "organisation"
    elif _is_person(scene, first, last, marked):
        kind = "person"
    if kind is None:
        return None
    return replace(named(scene, first, last, Known("", kind)), known=None, country=None)


def _titled_across_comma(scene: Scene, first: int, last: int) -> bool:
    """Whether the words stand between commas behind the noun for one person (`der Gesandte für …, NAME, …`)."""
    words = scene.sentence.words
    if first < 2 or words[first - 1].form != "," or (last < len(words) and words[last].upos != "PUNCT"):
        return False
    for j in range(first - 2, max(-1, first - 2 - REACH), -1):
        if words[j].upos in ("VERB", "AUX", "PUNCT", "PRON", "SCONJ"):
            return False
        noun = scene.words.noun(words[j].form, words[j].lemma) if words[j].upos == "NOUN" else None
        if noun and noun.role:
            return number_of(scene, j, tree.modifiers(scene.sentence, j)) != "several"
    return False


def _is_placed(scene: Scene, first: int, last: int) -> bool:
    """Whether a name of one word is a place elsewhere in the report."""
    form = scene.sentence.words[first].form
    return last == first + 1 and (form in scene.placed or form.rstrip("s") in scene.placed)


def _no_place(scene: Scene, first: int) -> bool:
    return not scene.words.in_place_of(scene.sentence, first)


def _is_person(scene: Scene, first: int, last: int, marked: str | None) -> bool:
    """Whether a name that no noun explains reads as a person's: two words, a form of address."""
    before = scene.sentence.words[first - 1] if first else None
    return (last - first > 1 and marked != "place" and _no_place(scene, first)) or (
        before is not None and before.form in scene.pack.tables["address"]
    )

"""What the search for actors stands on: a found phrase, a sentence with its tables, and what stands around a word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from lagebild import tree
from lagebild.model import ActorKind, ActorNumber, Distance, Sentence, Span
from lagebild.packs import Pack
from lagebild.packs.tag import tagged
from lagebild.packs.words import Words

Sort = Literal["name", "noun", "age", "pronoun"]
Gender = Literal["Masc", "Fem", "Neut"]
YEAR = re.compile(r"(1[89]|20)\d\d")
INITIAL = re.compile(r"^[^\W\d_]\.$")
LONGEST_ATTRIBUTE = 8  # words between a determiner and its noun


@dataclass(frozen=True, slots=True)
class Found:
    """One phrase that names an actor; its head is the words `first` to `last`, `twin` the index of the phrase it is in apposition to."""

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
    indefinite: bool = False  # behind an article that brings somebody new in
    age: str | None = None
    distance: Distance | None = None
    twin: int | None = None
    whole: str = ""  # of a noun: its whole base form (`Regierungstruppe`), of which `text` may be only the last part
    compound: bool = False  # `whole` says more than the table's noun
    size: str | None = None  # the numeral before it
    bare: bool = False  # nothing stands before it
    subject: bool = False
    plain: bool = False  # a noun for a person that tells no office: a national, `Mann`
    complement: bool = False  # what follows says whose or which it is, so that it takes up nobody
    general: tuple[ActorKind, ...] = ()  # kinds of actors that the noun may take up again
    covers: tuple[str, ...] = ()  # nouns for offices that the noun may stand for (`Diplomat` for `Botschafter`)


@dataclass(frozen=True, slots=True)
class Scene:
    """What the search of one sentence stands on."""

    text: str
    sentence: Sentence
    number: int
    words: Words
    pack: Pack
    surnames: frozenset[str]  # last words of names of persons found anywhere in the report
    placed: frozenset[str] = frozenset()  # words of names that stand somewhere in the report where only places stand


def number_of(scene: Scene, i: int, before: tuple[int, ...]) -> ActorNumber | None:
    """One or several, by the determiner, a numeral, or the word's own features."""
    for j in before:
        word = scene.sentence.words[j]
        row = scene.pack.row("determiner", word.form.lower())
        if row and row.get("number"):
            return cast(ActorNumber, row.word("number"))
        if word.upos == "NUM" and not (YEAR.fullmatch(word.form) and scene.sentence.words[i].feats.get("Number") == "Sing"):
            return "several"
    cued = _number_cue(scene, i, before)
    if cued:
        return cued
    word = scene.sentence.words[i]
    endings = ((e, r.word("stem")) for e, rows in scene.pack.tables["plural_ending"].items() for r in rows)
    if any(word.form == word.lemma + ending and word.lemma.endswith(stem) for ending, stem in endings):
        return "several"
    value = word.feats.get("Number")
    return "one" if value == "Sing" else "several" if value == "Plur" else None


def _number_cue(scene: Scene, i: int, before: tuple[int, ...]) -> ActorNumber | None:
    """One or several, where the article with the endings of adjective and noun leaves no choice (`den Angreifer`, `die Opfer`)."""
    words, word = scene.sentence.words, scene.sentence.words[i]
    first = before[0] if before and words[before[0]].upos == "DET" else (before[0] if before else i) - 1
    adjective = words[i - 1].form if i - 1 > first and words[i - 1].upos == "ADJ" else None
    article = words[first].form.lower() if first >= 0 and (words[first].upos == "DET" or tagged(scene.pack, words[first], "fused")) else ""
    for row in scene.pack.tables["number_cue"].get(article, ()):
        fits = (
            (not row.several("gender") or word.feats.get("Gender") in row.several("gender"))
            and (not row.get("case") or word.feats.get("Case") == row.word("case"))
            and (not row.get("adjective") or (adjective is not None and adjective.endswith(row.word("adjective"))))
            and (not row.get("declined") or (word.form.endswith(row.word("declined")) and _declines(scene, i)))
            and (not row.get("member") or _is_member(scene, i))
            and not word.form.endswith(row.several("noun_not") or ("\0",))
        )
        if fits:
            return cast(ActorNumber, row.word("number"))
    return None


def _declines(scene: Scene, i: int) -> bool:
    """Whether the noun declines like an adjective (`Verletzter`, `52-Jähriger`)."""
    word = scene.sentence.words[i]
    noun = scene.words.noun(word.form, word.lemma)
    return bool(scene.words.aged.match(word.form)) or (noun is not None and bool(scene.words.nouns[noun.base].get("adjectival")))


def _is_member(scene: Scene, i: int) -> bool:
    """Whether the noun is one for persons, is an attribute of another noun, and has no name behind it."""
    words = scene.sentence.words
    noun = scene.words.noun(words[i].form, words[i].lemma)
    person = (noun is not None and noun.role) or scene.words.national(words[i].form, words[i].lemma) is not None
    return person and words[i].deprel == "nmod" and (i + 1 == len(words) or words[i + 1].upos != "PROPN")


def gender_of(sentence: Sentence, i: int, feminine: bool = False) -> Gender | None:
    """The gender of the noun, by its features."""
    value = "Fem" if feminine else sentence.words[i].feats.get("Gender")
    return value if value in ("Masc", "Fem", "Neut") else None  # type: ignore[return-value]


def is_subject(sentence: Sentence, i: int) -> bool:
    """Whether the word is a subject, of the active or the passive."""
    return tree.is_rel(sentence.words[tree.first_conjunct(sentence, i)].deprel, ("nsubj",))


def distance_of(scene: Scene, before: tuple[int, ...]) -> Distance | None:
    """The distance that the words before a noun keep from it."""
    for j in before:
        found = scene.words.distances.get(scene.words.adjective_base(scene.sentence.words[j].form))
        if found:
            return found
    return None


def determiners(scene: Scene, i: int) -> list[int]:
    """The determiner of word i before a longer attribute (`der in Genf ansässigen Stiftung`), by the tree."""
    words = scene.sentence.words
    near = [j for j in scene.sentence.children[i] if i - LONGEST_ATTRIBUTE <= j < i and words[j].upos == "DET"]
    return [j for j in near if all(words[k].upos != "VERB" and words[k].form != "," for k in range(j, i))]


def age_before(scene: Scene, i: int, before: tuple[int, ...]) -> str | None:
    """The age that an adjective before word i tells (`der 52-jährige …`), whatever its tag."""
    return next((m[1] for j in {*before, max(0, i - 1)} if (m := scene.words.aged.match(scene.sentence.words[j].form))), None)


def phrase_span(scene: Scene, first: int, last: int) -> Span:
    """The phrase around the head `first` to `last`: what modifies it, a genitive before it, what follows without a new preposition."""
    sentence, words = scene.sentence, scene.sentence.words
    before = tree.modifiers(sentence, first)
    start = before[0] if before else first
    if start and words[start - 1].upos == "PROPN" and words[start - 1].form.endswith("s") and not (before and words[start].upos == "DET"):
        start -= 1
    start = min([start, *determiners(scene, first)])
    while start < first and words[start].upos == "ADV" and not (words[start].xpos == "ADV" and words[start + 1].upos == "NUM"):
        start += 1
    head = next((k for k in range(first, last) if words[k].head not in range(first, last)), first)
    end = last
    for k in range(last, max(last, tree.phrase(sentence, head)[1])):
        if words[k].upos in ("VERB", "AUX") or (
            words[k].upos == "ADP" and words[k].form.lower() not in scene.pack.tables["phrase_preposition"]
        ):
            break
        end = k + 1
    while end > last and (words[end - 1].upos in ("PUNCT", "DET", "ADJ", "ADP", "CCONJ", "ADV") and words[end - 1].form != ")"):
        end -= 1
    return tree.span_between(sentence, scene.text, start, end, (first, last))

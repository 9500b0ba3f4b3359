"""What the search for actors stands on: a found phrase, a sentence with its tables, and what stands around a word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from lagebild import tree
from lagebild.model import ActorKind, ActorNumber, Distance, Sentence, Span
from lagebild.packs import Pack
from lagebild.packs.words import Words

Sort = Literal["name", "noun", "age", "pronoun"]
Gender = Literal["Masc", "Fem", "Neut"]
INITIAL = re.compile(r"^[^\W\d_]\.$")
LONGEST_ATTRIBUTE = 8  # words between a determiner and its noun
NAME_LIMIT = 6  # words; the contract's bound on a head


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
    possessive: bool = False
    age: str | None = None
    distance: Distance | None = None
    twin: int | None = None
    general: tuple[ActorKind, ...] = ()  # kinds of actors that the noun may take up again


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
        if word.upos == "NUM":
            return "several"
    word = scene.sentence.words[i]
    if any(word.form == word.lemma + e and word.lemma.endswith(r[0].word("stem")) for e, r in scene.pack.tables["plural_ending"].items()):
        return "several"
    value = word.feats.get("Number")
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
    if country is None and left >= 0 and words[left].form not in scene.words.countries:
        country = scene.words.country(words[left].form)  # in the genitive, so that it belongs to this noun
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


def determiners(scene: Scene, i: int) -> list[int]:
    """The determiner of word i before a longer attribute (`der in Genf ansässigen Stiftung`), by the tree."""
    words = scene.sentence.words
    near = [j for j in scene.sentence.children[i] if i - LONGEST_ATTRIBUTE <= j < i and words[j].upos == "DET"]
    return [j for j in near if all(words[k].upos != "VERB" and words[k].form != "," for k in range(j, i))]


def phrase_span(scene: Scene, first: int, last: int) -> Span:
    """The phrase around the head `first` to `last`: what modifies it, a genitive before it, what follows without a new preposition."""
    sentence, words = scene.sentence, scene.sentence.words
    before = tree.modifiers(sentence, first)
    start = before[0] if before else first
    if start and words[start - 1].upos == "PROPN" and words[start - 1].form.endswith("s") and not (before and words[start].upos == "DET"):
        start -= 1
    start = min([start, *determiners(scene, first)])
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

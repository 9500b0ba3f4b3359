"""Reports and their parse: text as it came in, sentences of UD words, the names found in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lagebild.model.terms import NameKind, PublishedBasis


@dataclass(frozen=True, slots=True)
class Document:
    """One report with its metadata; the text is exactly what came in and never changes."""

    id: str
    sha256: str
    language: str
    text: str
    title: str | None = None
    publisher: str | None = None
    agency: str | None = None
    url: str | None = None
    published: str | None = None  # EDTF, may carry time of day and zone
    published_basis: PublishedBasis = "none"
    earliest: str | None = None  # EDTF: the earliest day it can have been published by its own dates
    modified: str | None = None
    retrieved: str | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """One UD word. Contractions (`im`, `zum`) are one word: upos ADP, xpos APPRART, with the article's features.

    `head` is the position (from 0) of the governing word in the sentence, -1 for the root. A separated verb carries its whole
    lemma (`griff … an`: `angreifen`); its particle stays a word of its own with deprel `compound:prt`.
    """

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: Mapping[str, str] = field(hash=False)
    head: int
    deprel: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in a sentence: words `first` up to and without `last`."""

    first: int
    last: int
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of UD words with the names found in it; `children[i]` lists the dependents of word i in text order."""

    start: int
    end: int
    words: tuple[Word, ...]
    names: tuple[Name, ...] = ()
    children: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        below: list[list[int]] = [[] for _ in self.words]
        for i, word in enumerate(self.words):
            if 0 <= word.head < len(self.words):
                below[word.head].append(i)
        object.__setattr__(self, "children", tuple(map(tuple, below)))

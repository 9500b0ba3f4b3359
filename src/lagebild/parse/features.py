"""What a word form looks like to the network, whatever stands around it: worked out once a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from lagebild.parse.tags import Lexicon

NGRAMS = 32768  # hash buckets of character n-grams
SUFFIXES = 4096
SHAPES = 256


@dataclass(frozen=True, slots=True)
class Form:
    """Row numbers in the embedding tables, and how probable each tag is for the form alone."""

    word: int  # 0 for a form that the vocabulary lacks
    lemma: int
    suffix: int
    shape: int
    ngrams: tuple[int, ...]
    tags: tuple[float, ...]  # then, for each list of names, whether the form stands in it


class NameLists:
    """Which lists of names (first names, surnames, towns, …) a form stands in."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        self.size = len(lists)
        self._masks: dict[str, int] = {}
        for place, forms in enumerate(lists.values()):
            for form in forms.split():
                self._masks[form] = self._masks.get(form, 0) | 1 << place

    def look(self, form: str) -> tuple[float, ...]:
        """1 for each list that has the form, or the form without a final s; else 0."""
        mask = self._masks.get(form) or (self._masks.get(form[:-1], 0) if form.endswith("s") else 0)
        return tuple(float(mask >> place & 1) for place in range(self.size))


def features(form: str, first: bool, vocabulary: Mapping[str, int], lexicon: Lexicon, lists: NameLists) -> Form:
    """The features of a form; `first` when it opens a sentence, where its capital letter says nothing."""
    tags, lemma = lexicon.look(form, first)
    plain = normal(form)
    return Form(
        vocabulary.get(plain, 0),
        vocabulary.get(normal(lemma), 0),
        crc32(plain[-3:].encode()) % SUFFIXES,
        crc32(shape(form).encode()) % SHAPES,
        ngrams(plain),
        tags + lists.look(form),
    )


def normal(form: str) -> str:
    """The form in small letters, every digit a 0, without soft hyphens."""
    return "".join("0" if c.isdigit() else c for c in form.lower() if c != "\u00ad") or form


@lru_cache(maxsize=4096)
def shape(form: str) -> str:
    """The form's outline: `Xx`, `XX`, `x-X`, `0.0`; runs of one kind are at most two long."""
    outline = ""
    for c in form[:30]:
        kind = "0" if c.isdigit() else "X" if c.isupper() else "x" if c.isalpha() else c
        if not outline.endswith(kind * 2):
            outline += kind
    return outline


def ngrams(plain: str) -> tuple[int, ...]:
    """Buckets of all n-grams of three to five characters, ends marked; at most sixty."""
    text = f"<{plain[:24]}>"
    found = [crc32(text[i : i + n].encode()) % NGRAMS for n in (3, 4, 5) for i in range(len(text) - n + 1)]
    return tuple(found[:60]) or (crc32(text.encode()) % NGRAMS,)

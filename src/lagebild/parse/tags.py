"""What HanTa's lexicon says of a word form: how probable each tag is, and its lemma under a tag."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from lagebild.parse.morphology import Morphology

_MOST = 200_000  # forms kept in memory
_LATELY = 10_000  # answers kept: the network and the names ask for the same forms one after the other


class Lexicon:
    """HanTa's knowledge of word forms, without its sentence model; every answer is kept."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        from HanTa.HanoverTagger import HanoverTagger

        self._hanta: Any = HanoverTagger(table["lexicon"])
        morphology = Morphology(self._hanta)
        self._analyses: dict[str, list[tuple[int, float]]] = {}
        self._morphology = morphology
        self._hanta.analyze_forward = self._tags
        self._hanta.analyze_viterbi = morphology.morphemes
        self.tags: Sequence[str] = sorted(self._hanta.int2tag[-number] for number in self._hanta.int2tag if number < -3)
        self._place = {self._hanta.tag2int[name]: i for i, name in enumerate(self.tags)}
        self._names: dict[str, list[int]] = {}
        for name in self.tags:
            self._names.setdefault(table["stts"].get(name, name), []).append(self._hanta.tag2int[name])
        self._lemmas: dict[tuple[str, int], str] = {}
        self._seen: dict[tuple[str, bool], tuple[tuple[float, ...], str]] = {}

    def look(self, form: str, first: bool) -> tuple[tuple[float, ...], str]:
        """The probability of each of `tags` for the form (they sum to 1), and the lemma under the most probable one."""
        key = (form, first)
        if key not in self._seen:
            if len(self._seen) >= _LATELY:
                self._seen.clear()
            self._seen[key] = self._look(form, first)
        return self._seen[key]

    def _look(self, form: str, first: bool) -> tuple[tuple[float, ...], str]:
        found = self._hanta._tag_word(form.replace("\u00ad", "") or form, cutoff=8, casesensitive=not first)
        known = [(self._place[tag], score, tag) for tag, score in found if tag in self._place]
        row = [0.0] * len(self.tags)
        if not known:
            return tuple(row), form
        _, top, best = max(known, key=lambda k: k[1])
        shares = [math.exp(score - top) for _, score, _ in known]
        total = sum(shares)
        for (i, _, _), share in zip(known, shares, strict=True):
            row[i] = share / total
        return tuple(row), self._lemma(form, best)

    def lemma(self, form: str, tag: str) -> str:
        """The lemma of the form when its STTS tag is `tag`; the form itself where the lexicon lacks the tag."""
        numbers = self._names.get(tag, [])
        if not numbers:
            return form
        if len(numbers) == 1:
            return self._lemma(form, numbers[0])
        scores = dict(self._hanta._tag_word(form, cutoff=20, casesensitive=False))
        return self._lemma(form, max(numbers, key=lambda number: scores.get(number, -math.inf)))

    def _tags(self, word: str) -> list[tuple[int, float]]:
        found = self._analyses.get(word)
        if found is None:
            if len(self._analyses) >= _MOST:
                self._analyses.clear()
            found = self._analyses[word] = self._morphology.tags(word)
        return found

    def _lemma(self, form: str, number: int) -> str:
        plain = (form.replace("\u00ad", "") or form).lower()
        key = (plain, number)
        if key not in self._lemmas:
            if len(self._lemmas) >= _MOST:
                self._lemmas.clear()
            self._lemmas[key] = self._hanta._analyze(plain, number, 1)[0]
        return self._lemmas[key] or form

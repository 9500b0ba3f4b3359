"""Quotations and the units they make of the text: a unit is a sentence in which whatever stands between quotation marks counts as one.

A quotation may run over several sentences (`„Wir gehen. Wir kommen wieder“, sagte sie.`): the unit then ends where the frame ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from lagebild.model import NameKind, Sentence, Word
from lagebild.packs import Pack
from lagebild.packs.tag import is_finite, tagged

LONGEST_QUOTATION = 400  # words; a mark that is not closed within them is a slip
_STOPS = frozenset(".!?…")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks: positions of the opening and closing mark; `whole` when it stands as a sentence of its own."""

    first: int
    last: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """One or more sentences that say one thing: their words, the quotations in them, and where each word stands in its sentence."""

    words: tuple[Word, ...]
    quotations: tuple[Quotation, ...]
    at: tuple[tuple[int, int], ...]  # sentence, position in it
    paragraph: int
    names: Mapping[int, tuple[int, int, NameKind]] = field(default_factory=dict, hash=False)  # of each word of a name: first, last, kind

    def quoted(self, i: int) -> Quotation | None:
        """The quotation that word i is part of, its marks included."""
        return next((q for q in self.quotations if q.first <= i <= q.last), None)


def marks(pack: Pack) -> Mapping[str, frozenset[str]]:
    """Each opening mark with the marks that may close it."""
    return {mark: frozenset(rows[0].several("closes")) for mark, rows in pack.tables["quotation_mark"].items()}


def quotations(words: Sequence[Word], paragraphs: Sequence[int], closes: Mapping[str, frozenset[str]]) -> list[tuple[int, int]]:
    """The outermost stretches between quotation marks (positions of both); a mark never closed in its paragraph opens nothing."""
    found: list[tuple[int, int]] = []
    i = 0
    while i < len(words):
        if words[i].form in closes:
            last = _closing(words, paragraphs, i, closes[words[i].form])
            if last is not None:
                found.append((i, last))
                i = last
        i += 1
    return found


def _closing(words: Sequence[Word], paragraphs: Sequence[int], i: int, wanted: frozenset[str]) -> int | None:
    for j in range(i + 1, min(len(words), i + LONGEST_QUOTATION)):
        if paragraphs[j] != paragraphs[i]:
            return None
        if words[j].form in wanted and j > i + 1:
            return j
        if words[j].form == words[i].form and words[j].form not in wanted:
            return None
    return None


def units(sentences: Sequence[Sentence], text: str, pack: Pack) -> list[Unit]:
    """The units of the text in order; every word is in exactly one."""
    words = [_as_written(w, pack) for s in sentences for w in s.words]
    at = [(n, i) for n, s in enumerate(sentences) for i in range(len(s.words))]
    paragraphs = _paragraphs(words, text)
    pairs = quotations(words, paragraphs, marks(pack))
    starts = [i for i in range(len(words)) if i == 0 or _begins(words, at, paragraphs, pairs, i)]
    found = []
    for a, b in pairwise([*starts, len(words)]):
        inside = tuple(_quotation(words, a, b, q, pack) for q in pairs if a <= q[0] and q[1] < b)
        found.append(Unit(tuple(words[a:b]), inside, tuple(at[a:b]), paragraphs[a], _names(sentences, at, a, b)))
    return found


def _as_written(word: Word, pack: Pack) -> Word:
    """The word; a participle that stands before its noun as an adjective, which treebanks call a verb, is an adjective here."""
    return replace(word, upos="ADJ") if word.upos == "VERB" and tagged(pack, word, "declined") else word


def _names(sentences: Sequence[Sentence], at: Sequence[tuple[int, int]], a: int, b: int) -> dict[int, tuple[int, int, NameKind]]:
    """The names among words a to b of the text, by each of their words, counted from a."""
    found: dict[int, tuple[int, int, NameKind]] = {}
    for i in range(a, b):
        number, k = at[i]
        name = next((n for n in sentences[number].names if n.first <= k < n.last), None)
        if name:
            found[i - a] = (i - a - (k - name.first), i - a + (name.last - k), name.kind)
    return found


def _paragraphs(words: Sequence[Word], text: str) -> list[int]:
    found, number = [], 0
    for i, word in enumerate(words):
        if i and "\n" in text[words[i - 1].end : word.start]:
            number += 1
        found.append(number)
    return found


def _begins(
    words: Sequence[Word], at: Sequence[tuple[int, int]], paragraphs: Sequence[int], pairs: Sequence[tuple[int, int]], i: int
) -> bool:
    """Whether a unit begins with word i."""
    if any(a < i <= b for a, b in pairs):
        return False
    if paragraphs[i] != paragraphs[i - 1]:
        return True
    upper = words[i].form[:1].isupper() or words[i].form[:1].isdigit() or any(a == i for a, b in pairs)
    closed = next((q for q in pairs if q[1] == i - 1), None)
    if closed:
        return upper and words[i - 2].form[-1] in _STOPS and not (words[i].upos == "PUNCT" and not any(a == i for a, _ in pairs))
    return at[i][1] == 0 and (upper or words[i - 1].form[-1] in _STOPS) and words[i].form not in (",", "–")


def _quotation(words: Sequence[Word], a: int, b: int, pair: tuple[int, int], pack: Pack) -> Quotation:
    first, last = pair
    before = words[first - 1].form if first > a else ""
    after = words[last + 1].form if last + 1 < b else ""
    inner = words[first + 1 : last]
    clause = any(is_finite(pack, w) for w in inner) or (bool(inner) and inner[-1].form[-1] in _STOPS)
    opens = before in ("", ":", ",", "–", "-", "—", ";") or (first > a and before in (".", "!", "?"))
    ends = after in ("", ",", "–", "-", ".", ";", "—", "!", "?", "(")
    whole = opens and (ends or inner[-1].form[-1] in _STOPS or before == ":") and (clause or len(inner) > 3 or before == "")
    return Quotation(first - a, last - a, whole)

"""HanTa's morphological analysis (Wartena 2019, https://doi.org/10.25968/opus-2457), the same results from the same model, sooner.

HanTa asks for every piece of a word and every morpheme class; here a piece is looked up once, and only classes that can follow are asked.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

State = tuple[int, int]
_UNKNOWN_WHOLE = 4.6  # HanTa's penalty for a word that would be one unknown morpheme


class Morphology:
    """Which tags a word form can have, and of which morphemes it consists under a tag."""

    def __init__(self, hanta: Any) -> None:
        self._hanta = hanta
        self._known: dict[str, dict[int, float]] = {}
        for tag, morphemes in hanta.LP_m_t.items():
            for morpheme, score in morphemes.items():
                self._known.setdefault(morpheme, {})[tag] = score
        self._open = [t for t in hanta.LP_m_t if t in hanta.LP_hapax_t and t in hanta.LP_s_t]
        self._endings = {ending for t in self._open for ending in hanta.LP_s_t[t]}
        self._guesses: dict[State, dict[tuple[str, int], list[tuple[State, float]]]] = {}
        self._follow: dict[State, dict[int, float]] = {s: dict(f) for s, f in hanta.LP_trans_nonfinal.items()}
        self._final: Mapping[State, list[tuple[int, float]]] = hanta.LP_trans_final
        self._start: State = next(s for s in hanta.LP_trans if s[1] == hanta.tag2int.get("START", s[1]) and s[0] == hanta.tag2int["EMPTY"])

    def tags(self, word: str) -> list[tuple[int, float]]:
        """HanTa's numbers of the word's possible tags with the logarithm of p(word, tag), most probable first."""
        size = len(word)
        rows: list[dict[State, float]] = [{self._start: 0.0}, *({} for _ in range(size))]
        endings = [self._endings_at(word, j) for j in range(size + 1)]
        for i in range(size):
            row = rows[i]
            bound = sorted(row.values(), reverse=True)[3] - 1 if len(row) > 3 else -1e6
            states = [(s, lp, f) for s, lp in row.items() if lp >= bound and (f := self._follow.get(s))]
            if states:
                self._forward(word, i, states, rows, endings)
        finals: dict[State, float] = {}
        for state, lp in rows[size].items():
            for tag, step in self._final.get(state, ()):
                finals[state[1], tag] = max(finals.get((state[1], tag), -math.inf), lp + step)
        found: dict[int, float] = {}
        for (_, tag), score in finals.items():
            found[-tag] = _sum(found[-tag], score) if -tag in found else score
        return sorted(found.items(), key=lambda kv: kv[1], reverse=True)

    def _forward(
        self,
        word: str,
        i: int,
        states: list[tuple[State, float, dict[int, float]]],
        rows: list[dict[State, float]],
        endings: list[tuple[str, ...]],
    ) -> None:
        """Puts every piece that begins at `i` into the row of its end, as in `_extend` but without the way back."""
        size = len(word)
        shortest = 3 if size >= 4 else 1
        ends = range(i + 1, size + 1)
        looked = [self._known.get(word[i:j]) for j in ends]
        for state, lp, follow in states:
            last, guesses = state[1], self._guesses.setdefault(state, {})
            for j, known in zip(ends, looked, strict=True):
                row = rows[j]
                if known:
                    for tag, score in known.items():
                        if tag in follow:
                            new = (last, tag)
                            total = lp + follow[tag] + score
                            if total > row.get(new, -1e6):
                                row[new] = total
                length = j - i
                if length < shortest:
                    continue
                key = (endings[j][min(length, 5)], min(length, 24))
                guess = guesses.get(key)
                if guess is None:
                    guess = self._guess(state, *key)
                start = lp - _UNKNOWN_WHOLE if length == size else lp
                for new, score in guess:
                    total = start + score
                    if total > row.get(new, -1e6) and (known is None or new[1] not in known):
                        row[new] = total

    def _endings_at(self, word: str, j: int) -> tuple[str, ...]:
        """The ending that counts for a piece that ends at `j`, by its length (5 stands for all greater ones)."""
        found, longest = ["", ""], ""
        for n in range(1, 5):
            if n <= j and word[j - n : j] in self._endings:
                longest = word[j - n : j]
            found.append(longest)
        return tuple(found)

    def morphemes(self, word: str, tag: int) -> list[tuple[int, int]]:
        """(class, end) of every morpheme of the word under the tag, the tag itself last; one of an unknown class where there is none."""
        allowed = self._hanta.reachability.get(tag, frozenset())
        for open_classes in (False, True):
            rows, back = self._search(word, (tag, allowed), open_classes)
            if rows[-1]:
                return _path(rows, back)
        unknown = self._hanta.tag2int["UNKNOWN"]
        return [(unknown, len(word)), (-unknown, len(word) + 1)]

    def _search(
        self, word: str, target: tuple[int, frozenset[int]] | None, open_classes: bool
    ) -> tuple[list[dict[State, float]], list[dict[State, tuple[State, int]]]]:
        size = len(word)
        rows: list[dict[State, float]] = [{self._start: 0.0}, *({} for _ in range(size + 1))]
        back: list[dict[State, tuple[State, int]]] = [{} for _ in range(size + 2)]
        search = _Search(rows, back, target[1] if target else None, open_classes)
        for i in range(size):
            row = rows[i]
            bound = sorted(row.values(), reverse=True)[3] - 1 if len(row) > 3 else -1e6
            states = [(s, lp, f) for s, lp in row.items() if lp >= bound and (f := self._follow.get(s))]
            if states:
                self._extend(word, i, states, search)
        for state, lp in rows[size].items():
            for tag, step in self._final.get(state, ()):
                if target is None or tag == target[0]:
                    _keep(rows[-1], back[-1], (state[1], tag), lp + step, state, size)
        return rows, back

    def _extend(self, word: str, i: int, states: list[tuple[State, float, dict[int, float]]], search: _Search) -> None:
        size = len(word)
        allowed = search.allowed
        for j in range(i + 1, size + 1):
            piece = word[i:j]
            known = self._known.get(piece)
            guess = search.open_classes and (size < 4 or j - i > 2)
            if known is None and not guess:
                continue
            row, back = search.rows[j], search.back[j]
            ending, cut = self._ending(piece) if guess else "", min(j - i, 24)
            whole = _UNKNOWN_WHOLE if j - i == size else 0.0
            for state, lp, follow in states:
                last = state[1]
                if known:
                    for tag, score in known.items():
                        if tag in follow and (allowed is None or tag in allowed):
                            _keep(row, back, (last, tag), lp + follow[tag] + score, state, i)
                if guess:
                    for new, score in self._guess(state, ending, cut):
                        if (known is None or new[1] not in known) and (allowed is None or new[1] in allowed):
                            total = lp + score - whole
                            if new not in row or total > row[new]:
                                row[new] = total
                                back[new] = (state, i)

    def _ending(self, piece: str) -> str:
        size = len(piece)
        for n in (4, 3, 2, 1):
            if size > n and piece[-n:] in self._endings:
                return piece[-n:]
        return ""

    def _guess(self, state: State, ending: str, size: int) -> list[tuple[State, float]]:
        """The open classes that can follow `state`, with the score of an unknown piece with this ending and size."""
        known = self._guesses.setdefault(state, {})
        if (ending, size) not in known:
            hanta, follow = self._hanta, self._follow[state]
            scores = {
                t: follow[t] + hanta.Int_t + hanta.LP_hapax_t[t] + hanta.LP_len_t[t][size] + hanta.LP_s_t[t].get(ending, -math.inf)
                for t in self._open
                if t in follow
            }
            known[ending, size] = [((state[1], t), score) for t, score in scores.items() if score > -1e6]
        return known[ending, size]


@dataclass(slots=True)
class _Search:
    """The tables of one search: for every position the best score and where it came from, by state."""

    rows: list[dict[State, float]]
    back: list[dict[State, tuple[State, int]]]
    allowed: frozenset[int] | None
    open_classes: bool


def _keep(row: dict[State, float], back: dict[State, tuple[State, int]], state: State, score: float, before: State, at: int) -> None:
    if score > -1e6 and (state not in row or score > row[state]):
        row[state] = score
        back[state] = (before, at)


def _path(rows: list[dict[State, float]], back: list[dict[State, tuple[State, int]]]) -> list[tuple[int, int]]:
    at = len(back) - 1
    state = max(rows[-1], key=lambda s: rows[-1][s])
    path = [(state[1], at)]
    while at > 0:
        state, at = back[at][state]
        path.append((state[1], at))
    return path[-2::-1]


def _sum(a: float, b: float) -> float:
    return max(a, b) + math.log1p(math.exp(-abs(a - b)))

"""HanTa's morphological analysis (Wartena 2019, https://doi.org/10.25968/opus-2457), the same results from the same model, sooner.

HanTa asks for every piece of a word and every morpheme class; here a piece is looked up once, and only classes that can follow are asked.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

State = tuple[int, int]
Steps = dict[int, tuple[float, State]]  # by morpheme class: score and the state it leads to
Reached = tuple[State, float, Steps]  # with the score of the best way there and what may follow
Row = dict[State, float]
Allowed = frozenset[int] | None
Back = dict[State, tuple[State, int]]  # where a state came from: the state before and where its morpheme begins

_UNKNOWN_WHOLE = 4.6  # HanTa's penalty for a word that would be one unknown morpheme
_NEVER = -1e6
_SEEN = 30.0  # logarithm of a share that is lost in rounding
_LONGEST = 24  # a longer morpheme counts as one of this length


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
        self._guesses: dict[tuple[str, int], dict[int, float]] = {}
        self._follow: dict[State, Steps] = {s: {t: (lp, (s[1], t)) for t, lp in f} for s, f in hanta.LP_trans_nonfinal.items()}
        self._hope = hanta.Int_t + max(map(max, hanta.LP_len_t.values()))  # no unknown morpheme scores better; no score is above 0
        self._final: Mapping[State, list[tuple[int, float]]] = hanta.LP_trans_final
        self._finals = {state: max(step for _, step in steps) for state, steps in self._final.items() if steps}
        self._start: State = next(s for s in hanta.LP_trans if s[1] == hanta.tag2int.get("START", s[1]) and s[0] == hanta.tag2int["EMPTY"])

    def tags(self, word: str) -> list[tuple[int, float]]:
        """HanTa's numbers of the word's possible tags with the logarithm of p(word, tag), most probable first."""
        rows: list[Row] = [{self._start: 0.0}, *({} for _ in word)]
        least = [_NEVER] * (len(word) + 1)
        for i in range(len(word)):
            if rows[i]:
                self._forward(word, i, rows, least, True)
                least[-1] = self._last(rows[-1])
        finals: Row = {}
        for state, lp in rows[-1].items():
            for tag, step in self._final.get(state, ()):
                finals[state[1], tag] = max(finals.get((state[1], tag), -math.inf), lp + step)
        found: dict[int, float] = {}
        for (_, tag), score in finals.items():
            found[-tag] = _sum(found[-tag], score) if -tag in found else score
        return sorted(found.items(), key=lambda kv: kv[1], reverse=True)

    def _forward(
        self, word: str, i: int, rows: list[Row], least: list[float], unknown: bool, allowed: Allowed = None, back: Sequence[Back] = ()
    ) -> None:
        """Puts the states that pieces from `i` lead to into the rows of their ends, but for scores below that row's `least`.

        With `unknown` a piece may be an unknown morpheme; `allowed` classes are all when None; `back`, if given, gets the ways back.
        """
        size = len(word)
        states = self._states(rows[i])
        best = max((lp for _, lp, _ in states), default=_NEVER)
        for j in range(i + 1, size + 1):
            if best < least[j]:
                continue
            scores = self._known.get(word[i:j])
            enough = least[j]
            if unknown and best + self._hope >= enough and (j - i > 2 or size < 4):
                guessed = self._guessed(word, i, j)
                if scores is None:
                    enough -= self._hope
                scores = guessed | scores if scores else guessed
            if scores and allowed is not None:
                scores = {tag: score for tag, score in scores.items() if tag in allowed}
            if not scores:
                continue
            row, bound = rows[j], least[j]
            for state, lp, follow in states:
                if lp < enough:
                    continue
                for tag in scores if len(scores) < len(follow) else follow:
                    if tag in follow and tag in scores:
                        step, new = follow[tag]
                        total = lp + step + scores[tag]
                        if total > row.get(new, bound):
                            row[new] = total
                            if back:
                                back[j][new] = (state, i)
            if j < size:
                least[j] = _least(row)

    def morphemes(self, word: str, tag: int) -> list[tuple[int, int]]:
        """(class, end) of every morpheme of the word under the tag, the tag itself last; one of an unknown class where there is none."""
        allowed = self._hanta.reachability.get(tag, frozenset())
        for open_classes in (False, True):
            rows, back = self._search(word, tag, allowed, open_classes)
            if rows[-1]:
                return _path(rows, back)
        unknown = self._hanta.tag2int["UNKNOWN"]
        return [(unknown, len(word)), (-unknown, len(word) + 1)]

    def _search(self, word: str, target: int, allowed: frozenset[int], open_classes: bool) -> tuple[list[Row], list[Back]]:
        """The best way to each state at each place by morphemes of `allowed` classes, and last to the tag `target`."""
        size = len(word)
        rows: list[Row] = [{self._start: 0.0}, *({} for _ in range(size + 1))]
        back: list[Back] = [{} for _ in range(size + 2)]
        least = [_NEVER] * (size + 1)
        unknown = open_classes and not allowed.isdisjoint(self._open)
        for i in range(size):
            if rows[i]:
                self._forward(word, i, rows, least, unknown, allowed, back)
        for state, lp in rows[size].items():
            for tag, step in self._final.get(state, ()):
                if tag == target:
                    _keep(rows[-1], back[-1], (state[1], tag), lp + step, state, size)
        return rows, back

    def _states(self, row: Row) -> list[Reached]:
        """The states that the search goes on from, with their scores and what may follow."""
        least = _least(row)
        return [(s, lp, f) for s, lp in row.items() if lp >= least and (f := self._follow.get(s))]

    def _guessed(self, word: str, i: int, j: int) -> dict[int, float]:
        """How probable `word[i:j]` is as an unknown morpheme of each open class."""
        guessed = self._guess(self._ending(word, i, j), min(j - i, _LONGEST))
        return {tag: score - _UNKNOWN_WHOLE for tag, score in guessed.items()} if j - i == len(word) else guessed

    def _last(self, row: Row) -> float:
        """The score below which a way to the word's end has no share in any tag's probability that could be seen."""
        return max((lp + self._finals.get(state, _NEVER) for state, lp in row.items()), default=_NEVER) - _SEEN

    def _ending(self, word: str, i: int, j: int) -> str:
        """The longest ending of `word[i:j]`, at most four letters and not the whole, that says something about unknown morphemes."""
        for k in range(max(i + 1, j - 4), j):
            if word[k:j] in self._endings:
                return word[k:j]
        return ""

    def _guess(self, ending: str, size: int) -> dict[int, float]:
        """The score of an unknown morpheme with this ending and size in each open class."""
        key = (ending, size)
        if key not in self._guesses:
            hanta = self._hanta
            scores = {
                t: hanta.Int_t + hanta.LP_hapax_t[t] + hanta.LP_len_t[t][size] + hanta.LP_s_t[t].get(ending, _NEVER) for t in self._open
            }
            self._guesses[key] = {tag: score for tag, score in scores.items() if score > _NEVER / 2}
        return self._guesses[key]


def _least(row: Row) -> float:
    """The score below which the search does not go on from this row; it only rises while the row fills."""
    return sorted(row.values(), reverse=True)[3] - 1 if len(row) > 3 else _NEVER


def _keep(row: Row, back: Back, state: State, score: float, before: State, at: int) -> None:
    if score > row.get(state, _NEVER):
        row[state] = score
        back[state] = (before, at)


def _path(rows: list[Row], back: list[Back]) -> list[tuple[int, int]]:
    at = len(back) - 1
    state = max(rows[-1], key=lambda s: rows[-1][s])
    path = [(state[1], at)]
    while at > 0:
        state, at = back[at][state]
        path.append((state[1], at))
    return path[-2::-1]


def _sum(a: float, b: float) -> float:
    return max(a, b) + math.log1p(math.exp(-abs(a - b)))

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
Endings = Sequence[Sequence[tuple[int, "Guesses"]]]
Back = dict[State, tuple[State, int]]  # where a state came from: the state before and where its morpheme begins

_UNKNOWN_WHOLE = 4.6  # HanTa's penalty for a word that would be one unknown morpheme
_NEVER = -1e6
_SEEN = 30.0  # logarithm of a share that is lost in rounding
_ENDING = 4  # letters of an ending at most
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
        endings = {"", *(ending for t in self._open for ending in hanta.LP_s_t[t])}
        self._guesses = {ending: Guesses(hanta, ending, self._open) for ending in endings}
        self._follow: dict[State, Steps] = {s: {t: (lp, (s[1], t)) for t, lp in f} for s, f in hanta.LP_trans_nonfinal.items()}
        self._hope = hanta.Int_t + max(map(max, hanta.LP_len_t.values()))  # no unknown morpheme scores better; no score is above 0
        self._final: Mapping[State, list[tuple[int, float]]] = hanta.LP_trans_final
        self._finals = {state: max(step for _, step in steps) for state, steps in self._final.items() if steps}
        self._latest: tuple[str, Sequence[Back], Mapping[int, tuple[float, State]]] = ("", (), {})
        self._start: State = next(s for s in hanta.LP_trans if s[1] == hanta.tag2int.get("START", s[1]) and s[0] == hanta.tag2int["EMPTY"])

    def tags(self, word: str) -> list[tuple[int, float]]:
        """HanTa's numbers of the word's possible tags with the logarithm of p(word, tag), most probable first."""
        rows: list[Row] = [{self._start: 0.0}, *({} for _ in word)]
        back: list[Back] = [{} for _ in rows]
        least = [_NEVER] * (len(word) + 1)
        endings = self._endings(word)
        for i in range(len(word)):
            if rows[i]:
                self._forward(word, i, rows, least, endings, back=back)
                least[-1] = self._last(rows[-1])
        finals: Row = {}
        ends: dict[int, tuple[float, State]] = {}
        for state, lp in rows[-1].items():
            for tag, step in self._final.get(state, ()):
                total = lp + step
                finals[state[1], tag] = max(finals.get((state[1], tag), -math.inf), total)
                if tag not in ends or total > ends[tag][0]:
                    ends[tag] = (total, state)
        self._latest = (word, back, ends)
        found: dict[int, float] = {}
        for (_, tag), score in finals.items():
            found[-tag] = _sum(found[-tag], score) if -tag in found else score
        return sorted(found.items(), key=lambda kv: kv[1], reverse=True)

    def _forward(
        self, word: str, i: int, rows: list[Row], least: list[float], endings: Endings, allowed: Allowed = None, back: Sequence[Back] = ()
    ) -> None:
        """Puts the states that pieces from `i` lead to into the rows of their ends, but for scores below that row's `least`.

        With `endings` a piece may be an unknown morpheme; `allowed` classes are all when None; `back`, if given, gets the ways back.
        """
        size = len(word)
        states = self._states(rows[i])
        best = max((lp for _, lp, _ in states), default=_NEVER)
        for j in range(i + 1, size + 1):
            if best < least[j]:
                continue
            scores = self._known.get(word[i:j])
            enough = least[j]
            if endings and best + self._hope >= enough and (j - i > 2 or size < 4):
                guessed = self._guessed(endings, i, j)
                if scores is None:
                    enough -= self._hope
                scores = guessed | scores if scores else guessed
            if scores and allowed is not None:
                scores = {tag: score for tag, score in scores.items() if tag in allowed}
            if not scores:
                continue
            row, bound, grown = rows[j], least[j], False
            for state, lp, follow in states:
                if lp < enough:
                    continue
                for tag in scores.keys() & follow.keys():
                    step, new = follow[tag]
                    total = lp + step + scores[tag]
                    if total > row.get(new, bound):
                        row[new] = total
                        grown = True
                        if back:
                            back[j][new] = (state, i)
            if grown and j < size:
                least[j] = _least(row)

    def morphemes(self, word: str, tag: int) -> list[tuple[int, int]]:
        """(class, end) of every morpheme of the word under the tag, the tag itself last; one of an unknown class where there is none.

        Known morphemes are better than unknown ones whatever their score. Of the word that was last tagged the way is known already.
        """
        way, known = self._way(word, tag)
        if known:
            return way
        allowed = self._hanta.reachability.get(tag, frozenset())
        for open_classes in (False,) if way else (False, True):
            rows, back = self._search(word, tag, allowed, open_classes)
            if rows[-1]:
                return _path(rows, back)
        unknown = self._hanta.tag2int["UNKNOWN"]
        return way or [(unknown, len(word)), (-unknown, len(word) + 1)]

    def _way(self, word: str, tag: int) -> tuple[list[tuple[int, int]], bool]:
        """The best way to the tag if the word was the last to be tagged, else nothing; and whether all its morphemes are known."""
        latest, back, ends = self._latest
        if latest != word or tag not in ends:
            return [], False
        state, at, known = ends[tag][1], len(word), True
        way = [(tag, at + 1)]
        while at > 0:
            way.append((state[1], at))
            before, begin = back[at][state]
            known = known and state[1] in self._known.get(word[begin:at], ())
            state, at = before, begin
        return way[::-1], known

    def _search(self, word: str, target: int, allowed: frozenset[int], open_classes: bool) -> tuple[list[Row], list[Back]]:
        """The best way to each state at each place by morphemes of `allowed` classes, and last to the tag `target`."""
        size = len(word)
        rows: list[Row] = [{self._start: 0.0}, *({} for _ in range(size + 1))]
        back: list[Back] = [{} for _ in range(size + 2)]
        least = [_NEVER] * (size + 1)
        endings = self._endings(word) if open_classes and not allowed.isdisjoint(self._open) else ()
        for i in range(size):
            if rows[i]:
                self._forward(word, i, rows, least, endings, allowed, back)
        for state, lp in rows[size].items():
            for tag, step in self._final.get(state, ()):
                if tag == target:
                    _keep(rows[-1], back[-1], (state[1], tag), lp + step, state, size)
        return rows, back

    def _states(self, row: Row) -> list[Reached]:
        """The states that the search goes on from, with their scores and what may follow."""
        least = _least(row)
        return [(s, lp, f) for s, lp in row.items() if lp >= least and (f := self._follow.get(s))]

    def _guessed(self, endings: Endings, i: int, j: int) -> dict[int, float]:
        """How probable the piece from `i` to `j` is as an unknown morpheme of each open class."""
        guesses = self._guesses[""]
        for begin, found in endings[j]:
            if begin > i:
                guesses = found
                break
        guessed = guesses[min(j - i, _LONGEST)]
        return {tag: score - _UNKNOWN_WHOLE for tag, score in guessed.items()} if j - i == len(endings) - 1 else guessed

    def _last(self, row: Row) -> float:
        """The score below which a way to the word's end has no share in any tag's probability that could be seen."""
        return max((lp + self._finals.get(state, _NEVER) for state, lp in row.items()), default=_NEVER) - _SEEN

    def _endings(self, word: str) -> Endings:
        """For each place the endings there, longest first, that say something about unknown morphemes: where they begin, and the scores."""
        known = self._guesses
        return [[(k, known[ending]) for k in range(max(1, j - _ENDING), j) if (ending := word[k:j]) in known] for j in range(len(word) + 1)]


class Guesses(dict[int, dict[int, float]]):
    """By the size of an unknown morpheme with one ending: its score in each open class."""

    def __init__(self, hanta: Any, ending: str, classes: Sequence[int]) -> None:
        self._scores = [(t, hanta.Int_t + hanta.LP_hapax_t[t] + hanta.LP_s_t[t][ending]) for t in classes if ending in hanta.LP_s_t[t]]
        self._sizes = hanta.LP_len_t

    def __missing__(self, size: int) -> dict[int, float]:
        self[size] = {tag: score + self._sizes[tag][size] for tag, score in self._scores}
        return self[size]


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

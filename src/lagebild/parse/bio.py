"""Names as B-, I- and O tags: from the scores of every word to the best sequence that means something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from lagebild.model import Name

Array = np.ndarray[Any, np.dtype[Any]]


class Bio:
    """The tags of a model; an I- may only follow a B- or I- of its kind."""

    def __init__(self, tags: Sequence[str]) -> None:
        self._tags = tags
        self._allowed = np.array([[now[0] != "I" or before[1:] == now[1:] for now in tags] for before in tags])
        self._begins = np.array([tag[0] != "I" for tag in tags])

    def names(self, scores: Array) -> list[Name]:
        """The names of a sentence; `scores` is (word, tag)."""
        best: list[int] = scores.argmax(axis=1).tolist()
        if not self._begins[best[0]] or not all(self._allowed[a, b] for a, b in pairwise(best)):
            best = self._best(scores)
        return list(self._spans([self._tags[i] for i in best]))

    def _best(self, scores: Array) -> list[int]:
        """The allowed sequence with the highest sum of logarithms (Viterbi)."""
        logs = scores - scores.max(axis=1, keepdims=True)
        logs = logs - np.log(np.exp(logs).sum(axis=1, keepdims=True))
        total = np.where(self._begins, logs[0], -np.inf)
        back = []
        for row in logs[1:]:
            reached = np.where(self._allowed, total[:, None], -np.inf)
            back.append(reached.argmax(axis=0))
            total = reached.max(axis=0) + row
        path = [int(total.argmax())]
        for step in reversed(back):
            path.append(int(step[path[-1]]))
        return path[::-1]

    def _spans(self, tags: Sequence[str]) -> Iterator[Name]:
        first = None
        for i, tag in enumerate([*tags, "O"]):
            if first is not None and tag != "I" + tags[first][1:]:
                kind: Any = tags[first][2:]
                yield Name(first, i, kind)
                first = None
            if tag[0] == "B":
                first = i

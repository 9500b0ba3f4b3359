"""The input vectors of word forms and what the forms can stand for, each worked out once and kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from lagebild.parse.features import NameLists, features

if TYPE_CHECKING:
    from lagebild.parse.network import Network
    from lagebild.parse.paradigms import Paradigms
    from lagebild.parse.tags import Lexicon

Array = np.ndarray[Any, np.dtype[Any]]
Key = tuple[str, bool]

_MOST = 80_000  # forms kept; then all are forgotten


class Forms:
    """Gives every form a row of `vectors` and `marks`."""

    def __init__(self, network: Network, lexicon: Lexicon, lists: NameLists, vocabulary: Sequence[str], paradigms: Paradigms) -> None:
        self._network, self._lexicon, self._lists, self._paradigms = network, lexicon, lists, paradigms
        self._vocabulary = {word: i for i, word in enumerate(vocabulary, start=1)}
        self._rows: dict[Key, int] = {}
        self._waiting: list[Key] = []
        self._matrix: Array = np.zeros((0, 0), dtype=np.float32)
        self._marks: Array = np.zeros((0, 0), dtype=np.uint32)
        self._filled = 0

    def rows(self, sentences: Sequence[Sequence[str]]) -> list[list[int]]:
        """The row of every word; good until the next call."""
        if len(self._rows) > _MOST:
            self._rows.clear()
            self._filled = 0
        return [[self._row((form, i == 0)) for i, form in enumerate(forms)] for forms in sentences]

    def _row(self, key: Key) -> int:
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = len(self._rows)
            self._waiting.append(key)
        return row

    @property
    def vectors(self) -> Array:
        """The vectors of all rows given out so far."""
        self._learn()
        return self._matrix

    @property
    def marks(self) -> Array:
        """What the forms of all rows given out so far can stand for, as `Paradigms.marks` tells."""
        self._learn()
        return self._marks

    def _learn(self) -> None:
        for begin in range(0, len(self._waiting), 1000):
            part = self._waiting[begin : begin + 1000]
            made = self._network.look([features(form, first, self._vocabulary, self._lexicon, self._lists) for form, first in part])
            marks = np.array([self._paradigms.marks(form) for form, _ in part], dtype=np.uint32)
            self._matrix, self._marks = _put(self._matrix, self._filled, made), _put(self._marks, self._filled, marks)
            self._filled += len(part)
        self._waiting = []


def _put(matrix: Array, filled: int, made: Array) -> Array:
    """The matrix with new rows behind those that are filled, grown where they do not fit."""
    need = filled + len(made)
    if need > len(matrix):
        grown = np.zeros((max(2 * need, 4096), made.shape[1]), dtype=made.dtype)
        grown[:filled] = matrix[:filled] if filled else 0
        matrix = grown
    matrix[filled:need] = made
    return matrix

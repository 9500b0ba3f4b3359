"""The input vectors of word forms, each worked out once and kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from lagebild.parse.features import NameLists, features

if TYPE_CHECKING:
    from lagebild.parse.network import Network
    from lagebild.parse.tags import Lexicon

Array = np.ndarray[Any, np.dtype[Any]]
Key = tuple[str, bool]

_MOST = 80_000  # forms kept; then all are forgotten


class Forms:
    """Gives every form a row of `vectors`."""

    def __init__(self, network: Network, lexicon: Lexicon, lists: NameLists, vocabulary: Sequence[str]) -> None:
        self._network, self._lexicon, self._lists = network, lexicon, lists
        self._vocabulary = {word: i for i, word in enumerate(vocabulary, start=1)}
        self._rows: dict[Key, int] = {}
        self._waiting: list[Key] = []
        self._matrix: Array = np.zeros((0, 0), dtype=np.float32)
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
        for begin in range(0, len(self._waiting), 1000):
            part = self._waiting[begin : begin + 1000]
            made = self._network.look([features(form, first, self._vocabulary, self._lexicon, self._lists) for form, first in part])
            self._append(made)
        self._waiting = []
        return self._matrix

    def _append(self, made: Array) -> None:
        need = self._filled + len(made)
        if need > len(self._matrix):
            grown = np.zeros((max(2 * need, 4096), made.shape[1]), dtype=np.float32)
            grown[: self._filled] = self._matrix[: self._filled] if self._filled else 0
            self._matrix = grown
        self._matrix[self._filled : need] = made
        self._filled = need

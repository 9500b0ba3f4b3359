"""Names of persons, places and organisations: a conditional random field (Lafferty, McCallum, Pereira 2001) computed in NumPy.

A word form has clues (its letters, its outline, what the lexicon and the lists of names say of it), worked out once a form. Each clue
weighs for each tag of the word itself and of the two words before and behind it. `training.naming` learns the weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from lagebild.model import Name
from lagebild.parse.clues import Listed, clues

if TYPE_CHECKING:
    from lagebild.parse.tags import Lexicon

Array = np.ndarray[Any, np.dtype[Any]]
Key = tuple[str, bool]

REACH = 2  # words to either side whose clues count
PLACES = range(-REACH, REACH + 1)
EDGE = "edge"  # the clue of a place beyond the sentence

_MOST = 80_000  # forms kept; then all are forgotten


class Naming:
    """The weights, and the best tags that follow from them."""

    def __init__(self, learned: Mapping[str, Any], weights: Mapping[str, Array], lexicon: Lexicon) -> None:
        self.tags: Sequence[str] = learned["tags"]
        self._lexicon, self._lists = lexicon, Listed(learned["lists"], weights["list_keys"].tolist(), weights["list_masks"].tolist())
        self._keys = weights["keys"]
        self._weights = np.concatenate([weights["weights"], np.zeros((1, weights["weights"].shape[1]))]).astype(np.float32)
        self._steps = np.where(allowed(self.tags), weights["steps"].astype(np.float32), -np.inf)
        self._starts = np.array([0.0 if tag[0] != "I" else -np.inf for tag in self.tags], dtype=np.float32)
        self._rows: dict[Key, int] = {}
        self._matrix = np.zeros((0, self._weights.shape[1]), dtype=np.float32)
        self._append([EDGE], [1])

    def names(self, sentences: Sequence[Sequence[str]]) -> list[list[Name]]:
        """The names of each sentence."""
        paths = viterbi(self.scores(sentences), [len(sentence) for sentence in sentences], self._steps, self._starts)
        return [list(_spans([self.tags[i] for i in path])) for path in paths]

    def scores(self, sentences: Sequence[Sequence[str]]) -> Array:
        """What the clues say for each tag, (word, tag), of all sentences one after the other."""
        rows, real = self._places(sentences)
        vectors = self._matrix.reshape(len(self._matrix), len(PLACES), len(self.tags))
        sums: Array = np.zeros((len(real), len(self.tags)), dtype=np.float32)
        for place, step in enumerate(PLACES):
            sums += vectors[rows[real + step], place]
        return sums

    def _places(self, sentences: Sequence[Sequence[str]]) -> tuple[Array, Array]:
        """The rows of all words with edges between the sentences, and where the words stand among them."""
        if len(self._rows) > _MOST:
            self._rows.clear()
            self._matrix = self._matrix[:1]
        rows, real, fresh = [0] * REACH, list[int](), list[Key]()
        for forms in sentences:
            real += range(len(rows), len(rows) + len(forms))
            for i, form in enumerate(forms):
                key = (form, i == 0)
                row = self._rows.get(key)
                if row is None:
                    row = self._rows[key] = len(self._rows) + 1
                    fresh.append(key)
                rows.append(row)
            rows += [0] * REACH
        self._learn(fresh)
        return np.array(rows), np.array(real, dtype=np.intp)

    def _learn(self, fresh: Sequence[Key]) -> None:
        if fresh:
            found = [clues(form, first, self._lexicon, self._lists) for form, first in fresh]
            self._append([clue for each in found for clue in each], [len(each) for each in found])

    def _append(self, found: Iterable[str], sizes: Sequence[int]) -> None:
        """The matrix has a row more for each size: the sum of the weights of that many clues."""
        hashes = np.fromiter((crc32(clue.encode()) for clue in found), dtype=np.uint32)
        places = np.searchsorted(self._keys, hashes)
        places[places == len(self._keys)] = 0
        places[self._keys[places] != hashes] = -1  # the last row: a clue that weighs nothing
        begins = np.cumsum([0, *sizes[:-1]])
        self._matrix = np.concatenate([self._matrix, np.add.reduceat(self._weights[places], begins, axis=0)])


def _spans(tags: Sequence[str]) -> Iterator[Name]:
    """The names in B-, I- and O tags."""
    first = None
    for i, tag in enumerate([*tags, "O"]):
        if first is not None and tag != "I" + tags[first][1:]:
            kind: Any = tags[first][2:]
            yield Name(first, i, kind)
            first = None
        if tag[0] == "B":
            first = i


def allowed(tags: Sequence[str]) -> Array:
    """Whether the second tag may follow the first, (first, second): an I- only a B- or I- of its kind."""
    return np.array([[now[0] != "I" or before[1:] == now[1:] for now in tags] for before in tags])


def viterbi(scores: Array, sizes: Sequence[int], steps: Array, starts: Array) -> list[list[int]]:
    """The sequence of tags with the highest sum, for sentences of these sizes that stand one after the other in `scores`."""
    order = sorted(range(len(sizes)), key=lambda i: -sizes[i])
    begins = np.cumsum([0, *sizes])[order]
    lengths = np.array(sizes)[order]
    total = scores[begins] + starts
    back = []
    for step in range(1, int(lengths[0]) if len(lengths) else 0):
        live = int((lengths > step).sum())
        reached = total[:live, :, None] + steps
        back.append(reached.argmax(axis=1))
        total[:live] = reached.max(axis=1) + scores[begins[:live] + step]
    last = total.argmax(axis=1)
    found: list[list[int]] = [[] for _ in sizes]
    for path, i in zip(_paths(last, back, lengths.tolist()), order, strict=True):
        found[i] = path
    return found


def _paths(last: Array, back: Sequence[Array], lengths: Sequence[int]) -> Iterator[list[int]]:
    """Each sentence's tags, from its last one backwards."""
    steps = [step.tolist() for step in back]
    for row, (tag, length) in enumerate(zip(last.tolist(), lengths, strict=True)):
        path = [tag]
        for step in reversed(steps[: length - 1]):
            path.append(step[row][path[-1]])
        yield path[::-1]

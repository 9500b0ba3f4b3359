"""From scores of arcs to trees: every word its best head, then single roots and no cycles at the least loss."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

_NEVER = -1e9


def trees(scores: Array, sizes: Array) -> Array:
    """Heads (sentence, 1 + word): column i + 1 holds word i's head, numbered from 1, 0 the root; column 0 is 0.

    `scores` is (sentence, word, head), head 0 the root; `sizes` the number of words of each sentence.
    """
    count, longest, _ = scores.shape
    places = np.arange(longest + 1)
    scores = np.where((places[None, :] > sizes[:, None])[:, None, :], _NEVER, scores)
    scores[:, places[:-1], places[1:]] = _NEVER
    heads = np.zeros((count, longest + 1), dtype=np.intp)
    heads[:, 1:] = scores.argmax(axis=2)
    heads[places[None, :] > sizes[:, None]] = 0
    for i in np.nonzero(~_sound(heads, sizes))[0].tolist():
        size = int(sizes[i])
        heads[i, : size + 1] = _mended(scores[i, :size, : size + 1], heads[i, : size + 1].copy())
    return heads


def _sound(heads: Array, sizes: Array) -> Array:
    """Which sentences have one root and no cycle."""
    above = heads
    for _ in range(max(1, int(heads.shape[1]).bit_length())):
        above = np.take_along_axis(above, above, axis=1)
    roots = ((heads == 0) & (np.arange(heads.shape[1])[None, :] <= sizes[:, None])).sum(axis=1) - 1
    made: Array = (above == 0).all(axis=1) & (roots == 1)
    return made


def _mended(scores: Array, heads: Array) -> Array:
    """The heads with one root and without cycles; each repair is the cheapest for its word."""
    root = _root(scores, heads)
    heads[root] = 0
    free = scores.copy()
    free[:, 0] = _NEVER
    for word in range(1, len(heads)):
        if word != root and heads[word] == 0:
            heads[word] = int(np.where(_below(heads, word), _NEVER, free[word - 1]).argmax())
    while (cycle := _cycle(heads)) is not None:
        below = _below(heads, cycle[0])
        _, word, head = max(_ways_out(free, heads, word, below) for word in cycle)
        heads[word] = head
    return heads


def _ways_out(scores: Array, heads: Array, word: int, below: Array) -> tuple[float, int, int]:
    row = np.where(below, _NEVER, scores[word - 1])
    head = int(row.argmax())
    return float(row[head] - scores[word - 1, heads[word]]), word, head


def _root(scores: Array, heads: Array) -> int:
    """The word that is best as the root: of several the one that would lose most elsewhere."""
    roots = np.nonzero(heads[1:] == 0)[0]
    gain = scores[:, 0] - (scores[:, 1:].max(axis=1) if len(scores) > 1 else 0)
    if len(roots):
        return int(roots[gain[roots].argmax()]) + 1
    return int(gain.argmax()) + 1


def _below(heads: Array, word: int) -> Array:
    """Which numbers are the word or hang below it (or in its cycle)."""
    below = np.zeros(len(heads), dtype=bool)
    below[word] = True
    while True:
        more = below | below[heads]
        more[0] = False
        if (more == below).all():
            return below
        below = more


def _cycle(heads: Array) -> list[int] | None:
    """The words of one cycle, None when there is none."""
    done: set[int] = {0}
    for begin in range(1, len(heads)):
        path: list[int] = []
        word = begin
        while word not in done:
            done.add(word)
            path.append(word)
            word = int(heads[word])
        if word in path:
            return path[path.index(word) :]
    return None

"""The trained network in NumPy: what `training.network` learned, computed for many sentences at once on one core.

Two bidirectional LSTM layers over the vectors of the word forms; tags from the first; features and
relations (biaffine) from the second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from lagebild.parse.agreement import FEATURES, Agreement, Words
from lagebild.parse.arcs import trees
from lagebild.parse.choice import Choice
from lagebild.parse.features import Form
from lagebild.parse.lstm import Layer, Packing

Array = np.ndarray[Any, np.dtype[Any]]

WORDS = 6000  # words in one batch
_CELLS = 60_000  # scores of arcs computed in one go, padding counted
_LABELLED = 256  # words labelled in one go: their scores stay near the processor


@dataclass(frozen=True, slots=True)
class Found:
    """What the network says of one sentence: heads (-1 the root), and a number for every word's label, tag and feature."""

    heads: list[int]
    labels: list[int]
    stts: list[int]
    upos: list[int]
    features: list[tuple[int, ...]]


class Network:
    """The weights, and what follows from them."""

    def __init__(self, weights: Mapping[str, Array], features: Sequence[str], choice: Choice, agreement: Agreement) -> None:
        w = {name: value.astype(np.float32) for name, value in weights.items()}
        self._w = w
        self._layers = Layer(w, "first"), Layer(w, "second")
        heads = [f"heads.{name}" for name in features]
        self._cuts = np.cumsum([0, *(len(w[f"{head}.bias"]) for head in heads)]).tolist()
        self._head_weight = np.concatenate([w[f"{head}.weight"] for head in heads]).T.copy()
        self._head_bias = np.concatenate([w[f"{head}.bias"] for head in heads])
        count, size = w["label"].shape[:2]
        self._label = np.ascontiguousarray(w["label"].transpose(1, 0, 2)).reshape(size, count * size)
        self._label_shape = (count, size)
        self._choice, self._agreement = choice, agreement
        self._parts = {name: slice(*self._cuts[i : i + 2]) for i, name in enumerate(features) if name in FEATURES}

    def look(self, forms: Sequence[Form]) -> Array:
        """The input vector of each form."""
        w = self._w
        rows = [
            w["word.weight"][[form.word for form in forms]],
            w["word.weight"][[form.lemma for form in forms]],
            np.stack([w["ngram.weight"][list(form.ngrams)].mean(axis=0) for form in forms]),
            w["suffix.weight"][[form.suffix for form in forms]],
            w["shape.weight"][[form.shape for form in forms]],
            np.array([form.tags for form in forms], dtype=np.float32),
        ]
        made: Array = np.concatenate(rows, axis=1) @ w["project.weight"].T + w["project.bias"]
        return made

    def run(self, vectors: Array, marks: Array, sentences: Sequence[Sequence[int]]) -> list[Found]:
        """What is found for each sentence, a list of rows of `vectors` and `marks`; in the order given."""
        order = sorted(range(len(sentences)), key=lambda i: -len(sentences[i]))
        found: list[Found | None] = [None] * len(sentences)
        for batch in _batches(order, sentences):
            for i, result in zip(batch, self._batch(vectors, marks, [sentences[i] for i in batch]), strict=True):
                found[i] = result
        return [result for result in found if result is not None]

    def _batch(self, vectors: Array, marks: Array, sentences: Sequence[Sequence[int]]) -> Iterator[Found]:
        """`sentences` from the longest to the shortest."""
        packing = Packing.of(np.array([len(sentence) for sentence in sentences]))
        rows = np.empty(len(packing.order), dtype=np.intp)
        rows[packing.order] = [row for sentence in sentences for row in sentence]
        forms, places = np.unique(rows, return_inverse=True)
        first = self._layers[0].run(_one(vectors[forms]), packing, places)
        stts = self._read(first, "heads.stts")
        second = self._layers[1].run(np.concatenate([first, _softmax(stts), np.ones((len(rows), 1), dtype=np.float32)], axis=1), packing)
        heads = self._heads(second, packing)
        flat = second[packing.order]
        tags = [scores.argmax(axis=1)[packing.order] for scores in (stts, self._read(first, "heads.upos"))]
        values = flat @ self._head_weight + self._head_bias
        over, scores = self._labels(second, flat, heads, packing)
        features = {name: values[:, part] for name, part in self._parts.items()}
        words = Words(np.concatenate([[-1], packing.places])[over], tags[0], marks[rows[packing.order]], features)
        weighed = self._agreement.weigh(scores, words)
        labels = self._agreement.complete(self._choice.labels(weighed.scores, over), weighed, words)
        best = np.stack([values[:, a:b].argmax(axis=1) for a, b in pairwise(self._cuts)], axis=1)
        return self._split(heads, [labels, *tags], best, packing.sizes)

    def _read(self, states: Array, name: str) -> Array:
        made: Array = states @ self._w[f"{name}.weight"].T
        made += self._w[f"{name}.bias"]
        return made

    def _split(self, heads: Array, chosen: Sequence[Array], features: Array, sizes: Array) -> Iterator[Found]:
        """Everything by sentence; the numbers come sentence by sentence, heads as `trees` gives them."""
        labels, stts, upos = (numbers.tolist() for numbers in chosen)
        feats = list(map(tuple, features.tolist()))
        end = 0
        for i, size in enumerate(sizes.tolist()):
            part = slice(end, end := end + size)
            yield Found((heads[i, 1 : size + 1] - 1).tolist(), labels[part], stts[part], upos[part], feats[part])

    def _heads(self, states: Array, packing: Packing) -> Array:
        """The tree of each sentence: (sentence, 1 + word), as `trees` gives it."""
        deps = _leaky(self._read(states, "arc_dep"))
        deps = deps @ self._w["arc"][:-1] + self._w["arc"][-1]
        above = _leaky(self._read(np.concatenate([self._w["root"][None, :], states]), "arc_head"))
        made = np.zeros((len(packing.sizes), packing.sizes[0] + 1), dtype=np.intp)
        for begin, end in _alike(packing.sizes.tolist()):
            longest = packing.sizes[begin]
            slots = packing.slots[begin:end, :longest]
            heads = above[np.concatenate([np.zeros((end - begin, 1), dtype=np.intp), slots + 1], axis=1)]
            made[begin:end, : longest + 1] = trees(deps[slots] @ heads.transpose(0, 2, 1), packing.sizes[begin:end])
        return made

    def _labels(self, states: Array, flat: Array, heads: Array, packing: Packing) -> tuple[Array, Array]:
        """The place of every word's head, numbered from 1, 0 for a root, and the scores of its labels there; sentence by sentence."""
        deps = _one(_leaky(self._read(flat, "label_dep")))
        above = _one(_leaky(self._read(np.concatenate([self._w["root"][None, :], states]), "label_head")))
        rows = np.concatenate([np.zeros((len(heads), 1), dtype=np.intp), packing.slots + 1], axis=1)
        over = np.take_along_axis(rows, heads[:, 1:], axis=1)[packing.real]
        governors = above[over]
        scores = np.empty((len(flat), self._label_shape[0]), dtype=np.float32)
        for begin in range(0, len(flat), _LABELLED):
            part = slice(begin, begin + _LABELLED)
            weighted = (deps[part] @ self._label).reshape(-1, *self._label_shape)
            scores[part] = (weighted @ governors[part, :, None])[:, :, 0]
        return over, scores


def _batches(order: Sequence[int], sentences: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    batch: list[int] = []
    words = 0
    for i in order:
        if batch and words + len(sentences[i]) > WORDS:
            yield batch
            batch, words = [], 0
        batch.append(i)
        words += len(sentences[i])
    if batch:
        yield batch


def _alike(sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of sentences (first, end) of like size that are worth padding to one; `sizes` fall."""
    begin = 0
    for i, size in enumerate(sizes):
        if i > begin and (size < 0.8 * sizes[begin] or (i - begin) * sizes[begin] ** 2 > _CELLS):
            yield begin, i
            begin = i
    yield begin, len(sizes)


def _leaky(values: Array) -> Array:
    made: Array = np.maximum(values, 0.1 * values, out=values)
    return made


def _one(values: Array) -> Array:
    """The rows with a 1 behind each, for the weights' last row."""
    return np.concatenate([values, np.ones((len(values), 1), dtype=np.float32)], axis=1)


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    made: Array = powers / powers.sum(axis=-1, keepdims=True)
    return made

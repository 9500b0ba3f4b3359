"""The trained network in NumPy: what `training.network` learned, computed for many sentences at once on one core.

Two bidirectional LSTM layers over the vectors of the word forms; tags from the first; features, names and
relations (biaffine) from the second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from lagebild.parse.arcs import trees
from lagebild.parse.features import Form

Array = np.ndarray[Any, np.dtype[Any]]

WORDS = 3000  # words in one batch, padding counted


@dataclass(frozen=True, slots=True)
class Found:
    """What the network says of one sentence: heads (-1 the root), and a number for every word's label, tag and feature."""

    heads: list[int]
    labels: list[int]
    stts: list[int]
    upos: list[int]
    features: list[tuple[int, ...]]
    names: Array  # scores (word, tag)


class Network:
    """The weights, and what follows from them."""

    def __init__(self, weights: Mapping[str, Array], features: Sequence[str]) -> None:
        w = {name: value.astype(np.float32) for name, value in weights.items()}
        self._w = w
        self._layers = [_layer(w, "first"), _layer(w, "second")]
        heads = [f"heads.{name}" for name in ("names", *features)]
        self._cuts = np.cumsum([0, *(len(w[f"{head}.bias"]) for head in heads)]).tolist()
        self._head_weight = np.concatenate([w[f"{head}.weight"] for head in heads]).T.copy()
        self._head_bias = np.concatenate([w[f"{head}.bias"] for head in heads])
        labels, size = w["label"].shape[:2]
        self._label = np.ascontiguousarray(w["label"].transpose(1, 0, 2)).reshape(size, labels * size)
        self._label_shape = (labels, size)

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

    def run(self, vectors: Array, sentences: Sequence[Sequence[int]]) -> list[Found]:
        """What is found for each sentence, a list of rows of `vectors`; in the order given."""
        order = sorted(range(len(sentences)), key=lambda i: -len(sentences[i]))
        found: list[Found | None] = [None] * len(sentences)
        for batch in _batches(order, sentences):
            for i, result in zip(batch, self._batch(vectors, [sentences[i] for i in batch]), strict=True):
                found[i] = result
        return [result for result in found if result is not None]

    def _batch(self, vectors: Array, sentences: Sequence[Sequence[int]]) -> Iterator[Found]:
        """`sentences` from the longest to the shortest."""
        sizes = np.array([len(sentence) for sentence in sentences])
        real = np.arange(sizes[0])[None, :] < sizes[:, None]
        rows = np.zeros(real.shape, dtype=np.intp)
        rows[real] = np.concatenate([np.asarray(sentence, dtype=np.intp) for sentence in sentences])
        first = _lstm(self._layers[0], vectors[rows], sizes)
        stts = first @ self._w["heads.stts.weight"].T + self._w["heads.stts.bias"]
        upos = first[real] @ self._w["heads.upos.weight"].T + self._w["heads.upos.bias"]
        second = _lstm(self._layers[1], np.concatenate([first, _softmax(stts)], axis=2), sizes)
        heads = trees(self._arcs(second), sizes)
        flat = second[real]
        labels = self._labels(second, flat, heads, real)
        return self._split(sizes, heads, [labels, stts[real].argmax(axis=1), upos.argmax(axis=1)], *self._read(flat))

    def _read(self, flat: Array) -> tuple[Array, Array]:
        """The scores of the names' tags, and the number of every feature's value (word, feature)."""
        scores = flat @ self._head_weight + self._head_bias
        parts = [scores[:, a:b] for a, b in pairwise(self._cuts)]
        return parts[0], np.stack([part.argmax(axis=1) for part in parts[1:]], axis=1)

    def _split(self, sizes: Array, heads: Array, chosen: Sequence[Array], names: Array, features: Array) -> Iterator[Found]:
        labels, stts, upos = (numbers.tolist() for numbers in chosen)
        feats = list(map(tuple, features.tolist()))
        end = 0
        for i, size in enumerate(sizes.tolist()):
            part = slice(end, end := end + size)
            yield Found((heads[i, 1 : size + 1] - 1).tolist(), labels[part], stts[part], upos[part], feats[part], names[part])

    def _arcs(self, states: Array) -> Array:
        """Scores (sentence, word, head); head 0 is the root."""
        deps = _leaky(states @ self._w["arc_dep.weight"].T + self._w["arc_dep.bias"])
        heads = _leaky(_rooted(states, self._w["root"]) @ self._w["arc_head.weight"].T + self._w["arc_head.bias"])
        weight = self._w["arc"]
        made: Array = (deps @ weight[:-1] + weight[-1]) @ heads.transpose(0, 2, 1)
        return made

    def _labels(self, states: Array, flat: Array, heads: Array, real: Array) -> Array:
        deps = _one(_leaky(flat @ self._w["label_dep.weight"].T + self._w["label_dep.bias"]))
        above = _leaky(_rooted(states, self._w["root"]) @ self._w["label_head.weight"].T + self._w["label_head.bias"])
        sentence = np.nonzero(real)[0]
        governors = _one(above[sentence, heads[:, 1:][real]])
        scores = (deps @ self._label).reshape(len(flat), *self._label_shape)
        best: Array = (scores @ governors[:, :, None])[:, :, 0].argmax(axis=1)
        return best


def _batches(order: Sequence[int], sentences: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    batch: list[int] = []
    for i in order:
        if batch and (len(batch) + 1) * len(sentences[batch[0]]) > WORDS:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


Layer = tuple[Array, Array, Array]


def _layer(w: Mapping[str, Array], name: str) -> Layer:
    """Weights of both directions side by side; three gates of four halved, so that one tanh serves all (sigmoid x = (tanh x/2 + 1)/2)."""
    both = ("", "_reverse")
    size = w[f"{name}.weight_hh_l0"].shape[1]
    scale = np.repeat(np.array([0.5, 0.5, 1.0, 0.5], dtype=np.float32), size)
    inner = np.stack([(w[f"{name}.weight_ih_l0{d}"] * scale[:, None]).T for d in both])
    again = np.stack([(w[f"{name}.weight_hh_l0{d}"] * scale[:, None]).T for d in both])
    bias = np.stack([(w[f"{name}.bias_ih_l0{d}"] + w[f"{name}.bias_hh_l0{d}"]) * scale for d in both])
    return inner, again, bias


def _lstm(layer: Layer, inputs: Array, sizes: Array) -> Array:
    """The states of both directions, (sentence, word, 2 × hidden); sentences from the longest to the shortest."""
    inner, again, bias = layer
    count, longest, _ = inputs.shape
    hidden = again.shape[1]
    back = _reversal(sizes, longest)
    rows = np.arange(count)[:, None]
    gates = np.empty((longest, 2, count, 4 * hidden), dtype=np.float32)
    gates[:, 0] = (inputs @ inner[0] + bias[0]).transpose(1, 0, 2)
    gates[:, 1] = (inputs[rows, back] @ inner[1] + bias[1]).transpose(1, 0, 2)
    out = np.zeros((longest, 2, count, hidden), dtype=np.float32)
    running = (sizes[None, :] > np.arange(longest)[:, None]).sum(axis=1).tolist()
    state = np.zeros((2, count, hidden), dtype=np.float32)
    cell = np.zeros((2, count, hidden), dtype=np.float32)
    for t, n in enumerate(running):
        if n < state.shape[1]:
            state, cell = state[:, :n], cell[:, :n]
        now = np.tanh(gates[t, :, :n] + state @ again)
        keep = now[..., hidden : 2 * hidden] + 1
        cell = 0.5 * (keep * cell + (now[..., :hidden] + 1) * now[..., 2 * hidden : 3 * hidden])
        state = 0.5 * (now[..., 3 * hidden :] + 1) * np.tanh(cell)
        out[t, :, :n] = state
    made = out.transpose(2, 0, 1, 3)
    return np.concatenate([made[:, :, 0], made[rows, back, 1]], axis=2)


def _reversal(sizes: Array, longest: int) -> Array:
    """For every sentence its word positions from last to first; padding stays where it is."""
    places = np.arange(longest)[None, :]
    turned = sizes[:, None] - 1 - places
    made: Array = np.where(turned >= 0, turned, places)
    return made


def _leaky(values: Array) -> Array:
    return np.maximum(values, 0.1 * values)


def _one(values: Array) -> Array:
    return np.concatenate([values, np.ones((len(values), 1), dtype=np.float32)], axis=1)


def _rooted(states: Array, root: Array) -> Array:
    return np.concatenate([np.broadcast_to(root, (len(states), 1, states.shape[2])), states], axis=1)


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    made: Array = powers / powers.sum(axis=-1, keepdims=True)
    return made

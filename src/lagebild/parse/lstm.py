"""A bidirectional LSTM layer over many sentences at once, step by step and without padding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Packing:
    """Where the words of sentences lie: the first words of all, then the second words of all that have one, and so on.

    The sentences come from the longest to the shortest, so that each step's words are those of the first sentences.
    """

    sizes: Array
    steps: list[int]  # where each step begins, and at last the end
    slots: Array  # (sentence, word): the word's place; what lies beyond the sentence's end has place 0
    real: Array  # (sentence, word): whether there is such a word
    order: Array  # the places sentence by sentence
    places: Array  # for each place, which word it is sentence by sentence
    back: Array  # for each place, where the word lies that is as far from the sentence's end as this one from its beginning

    @classmethod
    def of(cls, sizes: Array) -> Packing:
        """The packing of sentences of these sizes, falling."""
        real = np.arange(sizes[0])[None, :] < sizes[:, None]
        steps = [0, *np.cumsum(real.sum(axis=0)).tolist()]
        slots = np.where(real, np.arange(len(sizes))[:, None] + np.array(steps[:-1])[None, :], 0)
        order = slots[real]
        turned = np.where(real, sizes[:, None] - 1 - np.arange(sizes[0])[None, :], 0)
        back, places = np.empty_like(order), np.empty_like(order)
        places[order] = np.arange(len(order))
        back[order] = np.take_along_axis(slots, turned, axis=1)[real]
        return cls(sizes, steps, slots, real, order, places, back)


class Layer:
    """The weights of both directions. Three gates of four are halved, so that one tanh serves all: sigmoid x = (tanh x/2 + 1)/2."""

    def __init__(self, weights: Mapping[str, Array], name: str) -> None:
        both = ("", "_reverse")
        self.hidden = weights[f"{name}.weight_hh_l0"].shape[1]
        scale = np.repeat(np.array([0.5, 0.5, 1.0, 0.5], dtype=np.float32), self.hidden)
        bias = [(weights[f"{name}.bias_ih_l0{d}"] + weights[f"{name}.bias_hh_l0{d}"]) * scale for d in both]
        inner = [weights[f"{name}.weight_ih_l0{d}"].T * scale for d in both]
        self._inner = [np.concatenate([w, b[None, :]]) for w, b in zip(inner, bias, strict=True)]
        self._again = np.stack([weights[f"{name}.weight_hh_l0{d}"].T * scale for d in both])

    def run(self, inputs: Array, packing: Packing, rows: Array | None = None) -> Array:
        """The states of both directions, (place, 2 × hidden), of inputs whose last column is 1.

        Place p's word has the input of row `rows[p]`, or of row p without `rows`.
        """
        hidden, places = self.hidden, len(packing.order)
        gates = np.empty((2, places, 4 * hidden), dtype=np.float32)
        if rows is None:
            np.matmul(inputs, self._inner[0], out=gates[0])
            np.matmul(inputs[packing.back], self._inner[1], out=gates[1])
        else:
            np.take(inputs @ self._inner[0], rows, axis=0, out=gates[0], mode="clip")
            np.take(inputs @ self._inner[1], rows[packing.back], axis=0, out=gates[1], mode="clip")
        out = np.empty((2, places, hidden), dtype=np.float32)
        self._steps(gates, out, packing)
        return np.concatenate([out[0], out[1][packing.back]], axis=1)

    def _steps(self, gates: Array, out: Array, packing: Packing) -> None:
        """Fills `out`; `gates` are used up."""
        hidden, count = self.hidden, len(packing.sizes)
        cell = np.zeros((2, count, hidden), dtype=np.float32)
        added = np.empty((2, count, 4 * hidden), dtype=np.float32)
        gained = np.empty_like(cell)
        before = begin = 0
        for step, end in enumerate(packing.steps[1:]):
            n, now = end - begin, gates[:, begin:end]
            if step:
                now += np.matmul(out[:, before : before + n], self._again, out=added[:, :n])
            np.tanh(now, out=now)
            kept, new = cell[:, :n], gained[:, :n]
            entry, forget, value, shown = (now[..., k * hidden : (k + 1) * hidden] for k in range(4))
            kept *= np.add(forget, 1, out=forget)
            kept += np.multiply(np.add(entry, 1, out=entry), value, out=value)
            kept *= 0.5
            np.multiply(np.add(shown, 1, out=shown), np.tanh(kept, out=new), out=new)
            np.multiply(new, 0.5, out=out[:, begin:end])
            before, begin = begin, end

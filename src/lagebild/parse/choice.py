"""From scores of labels to labels: every word its best, but no head with two subjects or two objects.

Gold trees of Universal Dependencies hardly ever have them; a network that labels each word by itself does so often, most of all where
subject and object look alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

_ONLY_ONE = (("nsubj", "csubj"), ("obj",))  # whichever subtype
_NEVER = -1e9


class Choice:
    """Knows which labels a head may have only once."""

    def __init__(self, labels: Sequence[str]) -> None:
        plain = [label.split(":")[0] for label in labels]
        self._groups = [np.array([label in group for label in plain]) for group in _ONLY_ONE]

    def labels(self, scores: Array, heads: Array) -> Array:
        """The number of each word's label; `scores` is (word, label).

        `heads` has a number for each word's head, other ones in each sentence, and 0 for roots.

        Of several that would be a head's subject the one stays that would lose most as anything else.
        """
        best: Array = scores.argmax(axis=1)
        taken = np.zeros(scores.shape[1], dtype=bool)
        for group in self._groups:
            taken = taken | group
            rivals = _rivals(np.nonzero(group[best] & (heads > 0))[0], heads)
            if len(rivals):
                others = np.where(taken, _NEVER, scores[rivals])
                loss = scores[rivals, best[rivals]] - others.max(axis=1)
                losers = _all_but_first(heads[rivals], np.lexsort((-loss, heads[rivals])))
                best[rivals[losers]] = others[losers].argmax(axis=1)
        return best


def _rivals(words: Array, heads: Array) -> Array:
    """Those of the words that share their head with another of them."""
    _, places, counts = np.unique(heads[words], return_inverse=True, return_counts=True)
    made: Array = words[counts[places] > 1]
    return made


def _all_but_first(keys: Array, order: Array) -> Array:
    """The places in `order` (which sorts `keys`) but for the first of each key."""
    ordered = keys[order]
    made: Array = order[1:][ordered[1:] == ordered[:-1]]
    return made

"""A head has one subject and one object at most."""

from __future__ import annotations

import numpy as np

from lagebild.parse.choice import Choice

LABELS = ["nsubj", "nsubj:pass", "obj", "obl", "root"]
CHOICE = Choice(LABELS)


def chosen(heads: list[int], *scores: list[float]) -> list[str]:
    return [LABELS[n] for n in CHOICE.labels(np.array(scores, dtype=np.float32), np.array(heads))]


def test_the_subject_that_would_lose_least_becomes_something_else() -> None:
    assert chosen([5, 5], [9, 0, 8, 0, 0], [9, 0, 2, 0, 0]) == ["obj", "nsubj"]


def test_all_kinds_of_subject_are_rivals_and_none_is_anothers_way_out() -> None:
    assert chosen([5, 5], [9, 8, 2, 0, 0], [0, 7, 3, 0, 0]) == ["nsubj", "obj"]


def test_whoever_becomes_an_object_may_displace_one() -> None:
    assert chosen([5, 5, 5], [9, 0, 8, 0, 0], [9, 0, 1, 0, 0], [0, 0, 9, 0, 0]) == ["obl", "nsubj", "obj"]


def test_words_of_other_heads_and_roots_are_no_rivals() -> None:
    assert chosen([5, 6], [9, 0, 8, 0, 0], [9, 0, 2, 0, 0]) == ["nsubj", "nsubj"]
    assert chosen([0, 0], [9, 0, 8, 0, 0], [9, 0, 2, 0, 0]) == ["nsubj", "nsubj"]

"""What teaches the network. Needs PyTorch, which only training has: `make train-de` installs it."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from lagebild.parse.features import Form  # noqa: E402
from training.corpus import FEATURES, UNKNOWN  # noqa: E402
from training.network import FormTable, Network, Sizes  # noqa: E402
from training.teach import agreed  # noqa: E402

SIZES = Sizes(word=4, ngram=4, suffix=2, shape=2, tags=1, input=8, hidden=4, arc=4, label=4)
FORMS = [Form(n, n, n, n, (n, n + 1), (0.0,)) for n in range(1, 6)]


def network(seed: int) -> Network:
    torch.manual_seed(seed)
    heads = {"stts": 5, "upos": 4, **dict.fromkeys(FEATURES, 3)}
    return Network(SIZES, 10, heads, 6)


def test_a_teacher_agrees_with_itself_in_everything() -> None:
    examples = agreed([network(1), network(1)], FormTable(FORMS), [[0, 1, 2], [3, 4]])
    assert sorted(len(example.words) for example in examples) == [2, 3]
    for example in examples:
        assert {"head", "label", "stts", "upos", "Case"} <= example.gold.keys()
        assert UNKNOWN not in [number for numbers in example.gold.values() for number in numbers]
        assert all(0 <= head <= len(example.words) for head in example.gold["head"])


def test_where_teachers_differ_nothing_is_known() -> None:
    examples = agreed([network(1), network(2), network(3)], FormTable(FORMS), [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0]])
    heads = [head for example in examples for head in example.gold["head"]]
    labels = [label for example in examples for label in example.gold["label"]]
    assert UNKNOWN in heads and UNKNOWN in labels
    assert all(label == UNKNOWN for head, label in zip(heads, labels, strict=True) if head == UNKNOWN)

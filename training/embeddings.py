"""Word vectors from raw text: which words stand one and two places to the left and right (PPMI, truncated SVD)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.linalg import svds

CONTEXTS = 6000
PLACES = (-2, -1, 1, 2)


def vocabulary(sentences: Iterable[Sequence[str]], least: int, most: int) -> dict[str, int]:
    """The words seen at least `least` times, at most `most` of them, the commonest first; row 0 is for all others."""
    counts = Counter(word for sentence in sentences for word in sentence)
    chosen = sorted((word for word, n in counts.items() if n >= least), key=lambda word: (-counts[word], word))[:most]
    return {word: i for i, word in enumerate(chosen, start=1)}


def vectors(sentences: Iterable[Sequence[str]], words: Mapping[str, int], width: int, seed: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    """One row a word of `words` (row 0 is zero), scaled to unit variance over all rows."""
    matrix = _ppmi(_counts(sentences, len(words) + 1, words))
    start = np.random.default_rng(seed).standard_normal(min(matrix.shape))
    left, values, _ = svds(matrix, k=width, v0=start)
    rows = (left * np.sqrt(values)).astype(np.float32)
    rows[0] = 0
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = rows / np.maximum(lengths, 1e-6) * (lengths > 0)
    return np.asarray(rows * np.sqrt(width) * 0.5, dtype=np.float32)


def _counts(sentences: Iterable[Sequence[str]], size: int, words: Mapping[str, int]) -> csr_matrix:
    left: list[int] = []
    right: list[int] = []
    for sentence in sentences:
        row = [words.get(word, 0) for word in sentence]
        for k, place in enumerate(PLACES):
            pairs = zip(row[max(0, -place) :], row[max(0, place) :], strict=False)
            for word, context in pairs:
                if word and 0 < context < CONTEXTS:
                    left.append(word)
                    right.append(k * CONTEXTS + context)
    ones = np.ones(len(left), dtype=np.float32)
    return coo_matrix((ones, (left, right)), shape=(size, len(PLACES) * CONTEXTS)).tocsr()


def _ppmi(counts: csr_matrix) -> csr_matrix:
    total = counts.sum()
    rows = np.asarray(counts.sum(axis=1)).ravel()
    columns = np.asarray(counts.sum(axis=0)).ravel() ** 0.75
    columns *= total / columns.sum()
    found = counts.tocoo()
    scores = np.log(found.data * total / (rows[found.row] * columns[found.col]))
    keep = scores > 0
    return coo_matrix((scores[keep], (found.row[keep], found.col[keep])), shape=counts.shape).tocsr()

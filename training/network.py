"""The network that learns tags, features, relations and names at once (PyTorch); `lagebild.parse.network` computes the same in NumPy.

Two bidirectional LSTM layers: tags are read off the first, features, names and relations (biaffine, Dozat and Manning 2017) off the second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as f
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from lagebild.parse.features import NGRAMS, SHAPES, SUFFIXES, Form

GUESSED = 5000  # the commonest words, which pretraining guesses


@dataclass(frozen=True)
class Sizes:
    """Widths of the layers."""

    word: int = 64
    ngram: int = 64
    suffix: int = 32
    shape: int = 16
    tags: int = 56
    input: int = 192
    hidden: int = 160
    arc: int = 192
    label: int = 64


class FormTable:
    """The features of all distinct forms, as tensors; a word of a sentence is a row number."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self.word = torch.tensor([form.word for form in forms])
        self.lemma = torch.tensor([form.lemma for form in forms])
        self.suffix = torch.tensor([form.suffix for form in forms])
        self.shape = torch.tensor([form.shape for form in forms])
        self.tags = torch.tensor([form.tags for form in forms])
        self._ngrams = [torch.tensor(form.ngrams) for form in forms]

    def ngrams(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        """All n-gram buckets of these forms one after the other, and where each form's begin."""
        parts = [self._ngrams[i] for i in rows.tolist()]
        sizes = torch.tensor([0, *(len(part) for part in parts[:-1])])
        return torch.cat(parts), sizes.cumsum(0)


class Network(nn.Module):  # type: ignore[misc]
    """Everything that is learned."""

    def __init__(self, sizes: Sizes, words: int, heads: Mapping[str, int], labels: int) -> None:
        super().__init__()
        self.sizes = sizes
        self.word = nn.Embedding(words, sizes.word)
        self.ngram = nn.EmbeddingBag(NGRAMS, sizes.ngram, mode="mean")
        self.suffix = nn.Embedding(SUFFIXES, sizes.suffix)
        self.shape = nn.Embedding(SHAPES, sizes.shape)
        for table in (self.ngram, self.suffix, self.shape):
            nn.init.normal_(table.weight, std=0.3)
        width = 2 * sizes.word + sizes.ngram + sizes.suffix + sizes.shape + sizes.tags
        self.project = nn.Linear(width, sizes.input)
        self.masked = nn.Parameter(torch.zeros(sizes.input))
        both = 2 * sizes.hidden
        self.first = nn.LSTM(sizes.input, sizes.hidden, batch_first=True, bidirectional=True)
        self.second = nn.LSTM(both + heads["stts"], sizes.hidden, batch_first=True, bidirectional=True)
        self.heads = nn.ModuleDict({name: nn.Linear(both, size) for name, size in heads.items()})
        self.arc_dep, self.arc_head = nn.Linear(both, sizes.arc), nn.Linear(both, sizes.arc)
        self.label_dep, self.label_head = nn.Linear(both, sizes.label), nn.Linear(both, sizes.label)
        self.arc = nn.Parameter(torch.randn(sizes.arc + 1, sizes.arc) / sizes.arc)
        self.label = nn.Parameter(torch.randn(labels, sizes.label + 1, sizes.label + 1) / sizes.label)
        self.root = nn.Parameter(torch.randn(both) * 0.1)
        self.guess = nn.Linear(both, min(words, GUESSED))

    def look(self, table: FormTable, rows: Tensor, drop: float) -> Tensor:
        """The input vector of each form; with chance `drop` in training the form is treated as one not in the vocabulary."""
        known = torch.rand(len(rows)) >= drop if self.training else torch.ones(len(rows), dtype=torch.bool)
        words = self.word(table.word[rows] * known)
        lemmas = self.word(table.lemma[rows] * known)
        parts = [words, lemmas, self.ngram(*table.ngrams(rows)), self.suffix(table.suffix[rows]), self.shape(table.shape[rows])]
        out: Tensor = self.project(torch.cat([*parts, table.tags[rows]], dim=1))
        return out

    def encode(self, inputs: Tensor, lengths: Tensor, drop: float) -> tuple[Tensor, Tensor]:
        """The states of both layers; `inputs` is (sentences, words, width), padded."""
        first = _run(self.first, _dropped(inputs, drop, self.training), lengths)
        first = _dropped(first, drop, self.training)
        tags = torch.softmax(self.heads["stts"](first), dim=-1)
        second = _run(self.second, torch.cat([first, tags], dim=-1), lengths)
        return first, _dropped(second, drop, self.training)

    def arcs(self, states: Tensor, drop: float) -> Tensor:
        """Scores (sentence, word, head); head 0 is the root, word i has head number i + 1."""
        root = self.root.expand(len(states), 1, -1)
        heads = _dropped(f.leaky_relu(self.arc_head(torch.cat([root, states], dim=1)), 0.1), drop, self.training)
        deps = _dropped(f.leaky_relu(self.arc_dep(states), 0.1), drop, self.training)
        ones = torch.ones(*deps.shape[:2], 1)
        return torch.cat([deps, ones], dim=2) @ self.arc @ heads.transpose(1, 2)

    def labels(self, states: Tensor, chosen: Tensor, drop: float) -> Tensor:
        """Scores (sentence, word, label) when word i hangs on head `chosen[i]` (numbered as in `arcs`)."""
        root = self.root.expand(len(states), 1, -1)
        heads = _dropped(f.leaky_relu(self.label_head(torch.cat([root, states], dim=1)), 0.1), drop, self.training)
        deps = _dropped(f.leaky_relu(self.label_dep(states), 0.1), drop, self.training)
        heads = torch.gather(heads, 1, chosen.unsqueeze(-1).expand(-1, -1, heads.shape[2]))
        ones = torch.ones(*deps.shape[:2], 1)
        deps, heads = torch.cat([deps, ones], dim=2), torch.cat([heads, ones], dim=2)
        return torch.einsum("bni,lij,bnj->bnl", deps, self.label, heads)


def _run(layer: nn.LSTM, inputs: Tensor, lengths: Tensor) -> Tensor:
    packed = pack_padded_sequence(inputs, lengths, batch_first=True, enforce_sorted=False)
    out: Tensor = pad_packed_sequence(layer(packed)[0], batch_first=True)[0]
    return out


def _dropped(states: Tensor, drop: float, training: bool) -> Tensor:
    """States with the same units dropped for all words of a sentence."""
    if not training or not drop:
        return states
    keep = (torch.rand(states.shape[0], 1, states.shape[2]) >= drop).float() / (1 - drop)
    return states * keep

"""Sentences as numbers: the same for trees, names and raw text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from lagebild.parse.conllu import pairs
from lagebild.parse.features import Form, NameLists, features
from lagebild.parse.tags import Lexicon
from training.treebanks import Tree

UNKNOWN = -100  # a value that the corpus does not give; no loss is counted for it

FEATURES = (
    "Case", "Number", "Gender", "Person", "Tense", "Mood", "VerbForm", "Degree", "PronType", "Definite", "NumType",
    "Poss", "Reflex", "Polarity", "Gender[psor]", "Number[psor]", "Foreign",
)  # fmt: skip


@dataclass
class Coder:
    """Gives every distinct form a row, and every value of a task a number."""

    vocabulary: dict[str, int]
    lexicon: Lexicon
    lists: NameLists
    values: dict[str, dict[str, int]] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)
    rows: dict[tuple[str, bool], int] = field(default_factory=dict)

    def row(self, form: str, first: bool) -> int:
        """The number of the form's row in the table of forms."""
        key = (form, first)
        if key not in self.rows:
            self.rows[key] = len(self.forms)
            self.forms.append(features(form, first, self.vocabulary, self.lexicon, self.lists))
        return self.rows[key]

    def words(self, forms: Sequence[str]) -> list[int]:
        """The row of each word of a sentence."""
        return [self.row(form, i == 0) for i, form in enumerate(forms)]

    def value(self, task: str, value: str) -> int:
        """The number of a value, a new one for a new value."""
        numbers = self.values.setdefault(task, {})
        return numbers.setdefault(value, len(numbers))


@dataclass
class Example:
    """One sentence: the row of each word, and for each task a number a word."""

    words: list[int]
    gold: dict[str, list[int]]


def tree_example(tree: Tree, coder: Coder, stts: bool) -> Example:
    """A tree of another treebank; its tags count only where they are STTS."""
    return _tree_example(tree, coder, stts, partial=False)


def own_example(tree: Tree, coder: Coder) -> Example:
    """A tree of our own: a feature not given is unknown, not absent; where the sentence's names are marked they count too."""
    example = _tree_example(tree, coder, stts=True, partial=True)
    names = [pairs(row[9]).get("Name", "O") for row in tree]
    if any(name != "O" for name in names):
        example.gold["names"] = [coder.value("names", name) for name in names]
    return example


def _tree_example(tree: Tree, coder: Coder, stts: bool, partial: bool) -> Example:
    gold = {
        "head": [int(row[6]) for row in tree],
        "label": [coder.value("label", row[7]) for row in tree],
        "upos": [coder.value("upos", row[3]) for row in tree],
        "stts": [coder.value("stts", row[4]) if stts else UNKNOWN for row in tree],
    }
    found = [pairs(row[5]) for row in tree]
    for name in FEATURES:
        gold[name] = [UNKNOWN if partial and name not in feats else coder.value(name, feats.get(name, "_")) for feats in found]
    return Example(coder.words([row[1] for row in tree]), gold)


def tagged_example(forms: Sequence[str], tags: Sequence[str], task: str, coder: Coder) -> Example:
    """A sentence with one kind of tag."""
    return Example(coder.words(forms), {task: [coder.value(task, tag) for tag in tags]})


@dataclass
class Batch:
    """Padded sentences: rows of words, lengths, and the gold numbers (UNKNOWN where there are none)."""

    words: Tensor
    lengths: Tensor
    gold: dict[str, Tensor]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Batch:
        """The sentences as one batch."""
        longest = max(len(example.words) for example in examples)
        tasks = sorted({task for example in examples for task in example.gold})
        words = torch.tensor([example.words + [0] * (longest - len(example.words)) for example in examples])
        gold = {task: torch.full(words.shape, UNKNOWN) for task in tasks}
        for i, example in enumerate(examples):
            for task, numbers in example.gold.items():
                gold[task][i, : len(numbers)] = torch.tensor(numbers)
        return cls(words, torch.tensor([len(example.words) for example in examples]), gold)


def batches(examples: Iterable[Example], words: int, order: torch.Generator) -> list[Batch]:
    """The sentences in batches of about `words` words, sentences of like length together, everything else in random order."""
    ready = list(examples)
    shuffled = [ready[i] for i in torch.randperm(len(ready), generator=order).tolist()]
    noise = torch.rand(len(shuffled), generator=order).tolist()
    shuffled = [e for _, e in sorted(zip(noise, shuffled, strict=True), key=lambda pair: len(pair[1].words) * (0.8 + 0.4 * pair[0]))]
    groups: list[list[Example]] = [[]]
    for example in shuffled:
        if sum(len(e.words) for e in groups[-1]) + len(example.words) > words and groups[-1]:
            groups.append([])
        groups[-1].append(example)
    made = [Batch.of(group) for group in groups]
    return [made[i] for i in torch.randperm(len(made), generator=order).tolist()]

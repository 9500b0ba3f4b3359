"""Trees for raw text: what several trained networks agree on, word by word; the rest stays unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import torch
from torch import Tensor

from training.corpus import FEATURES, UNKNOWN, Batch, Example
from training.learn import masked_arcs, states
from training.network import FormTable, Network

WORDS = 3000  # in one batch


def agreed(teachers: Sequence[Network], table: FormTable, sentences: Sequence[list[int]]) -> list[Example]:
    """One example for each sentence (the rows of its words), with heads, labels, tags and features where all teachers say the same."""
    found = []
    with torch.no_grad():
        for batch in _batches(sentences):
            opinions = [_opinion(teacher, table, batch) for teacher in teachers]
            shared = {task: _same([opinion[task] for opinion in opinions]) for task in opinions[0]}
            shared["label"] = shared["label"].masked_fill(shared["head"] == UNKNOWN, UNKNOWN)
            for i, size in enumerate(batch.lengths.tolist()):
                found.append(Example(batch.words[i, :size].tolist(), {task: values[i, :size].tolist() for task, values in shared.items()}))
    return found


def _batches(sentences: Sequence[list[int]]) -> Iterator[Batch]:
    group: list[Example] = []
    for words in sorted(sentences, key=len):
        if group and (len(group) + 1) * len(words) > WORDS:
            yield Batch.of(group)
            group = []
        group.append(Example(words, {}))
    if group:
        yield Batch.of(group)


def _opinion(teacher: Network, table: FormTable, batch: Batch) -> Mapping[str, Tensor]:
    teacher.eval()
    first, second = states(teacher, table, batch, 0.0)
    heads = masked_arcs(teacher.arcs(second, 0.0), batch.lengths).argmax(dim=-1)
    found = {"head": heads, "label": teacher.labels(second, heads, 0.0).argmax(dim=-1)}
    found |= {task: teacher.heads[task](first).argmax(dim=-1) for task in ("stts", "upos")}
    return found | {task: teacher.heads[task](second).argmax(dim=-1) for task in FEATURES}


def _same(opinions: Sequence[Tensor]) -> Tensor:
    made = opinions[0].clone()
    for opinion in opinions[1:]:
        made[opinion != opinions[0]] = UNKNOWN
    return made

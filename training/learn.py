"""How the network is trained: first on raw text (words to guess, HanTa's tags), then on trees and names together."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence

import torch
from torch import Tensor
from torch.nn import functional as f

from training.corpus import FEATURES, UNKNOWN, Batch, Example, batches
from training.network import GUESSED, FormTable, Network

DROP = 0.33
WORD_DROP = 0.12
WEIGHTS = {"stts": 1.0, "upos": 0.5, "label": 1.0, "head": 1.0, "names": 1.0, "names2": 0.5, **dict.fromkeys(FEATURES, 0.1)}
WEIGHTS |= dict.fromkeys(("Case", "Number", "Gender", "Mood", "Tense", "VerbForm", "Person"), 0.35)
Sets = Sequence[tuple[Sequence[Example], float]]  # examples, and the share of them that a round sees
FIRST = ("stts", "upos")  # tasks read off the first layer


def losses(network: Network, table: FormTable, batch: Batch) -> dict[str, Tensor]:
    """The loss of every task that the batch has gold for."""
    first, second = states(network, table, batch, 0.0)
    found: dict[str, Tensor] = {}
    for task, gold in batch.gold.items():
        if task == "head":
            scores = masked_arcs(network.arcs(second, DROP), batch.lengths)
        elif task == "label":
            scores = network.labels(second, batch.gold["head"].clamp(min=0), DROP)
        else:
            scores = network.heads[task](first if task in FIRST else second)
        if (gold != UNKNOWN).any():
            found[task] = f.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=UNKNOWN)
    return found


def states(network: Network, table: FormTable, batch: Batch, hide: float) -> tuple[Tensor, Tensor]:
    """Both layers' states; with `hide`, that share of words is hidden and `batch.hidden` tells which."""
    unique, places = torch.unique(batch.words, return_inverse=True)
    inputs = network.look(table, unique, WORD_DROP)[places]
    if hide:
        inputs = torch.where(batch.gold["hidden"].bool().unsqueeze(-1), network.masked, inputs)
    return network.encode(inputs, batch.lengths, DROP if network.training else 0.0)


def masked_arcs(scores: Tensor, lengths: Tensor) -> Tensor:
    """The scores without heads beyond the sentence's end and without words as their own heads."""
    size = scores.shape[1]
    beyond = torch.arange(size + 1).unsqueeze(0) > lengths.unsqueeze(1)
    scores = scores.masked_fill(beyond.unsqueeze(1), -1e4)
    own = torch.zeros(size, size + 1, dtype=torch.bool)
    own[torch.arange(size), torch.arange(size) + 1] = True
    return scores.masked_fill(own, -1e4)


def pretrain(network: Network, table: FormTable, raw: Sequence[Example], rounds: int, seed: int) -> None:
    """The network has learned to tag like HanTa and to guess hidden words."""
    torch.manual_seed(seed)
    order = torch.Generator().manual_seed(seed)
    steps = rounds * len(batches(raw, 1200, torch.Generator().manual_seed(seed)))

    def run() -> Iterator[dict[str, Tensor]]:
        for _ in range(rounds):
            for batch in batches(raw, 1200, order):
                yield _guessing(network, table, batch, order)

    _descend(network, run(), steps, 2e-3, None)


def _guessing(network: Network, table: FormTable, batch: Batch, order: torch.Generator) -> dict[str, Tensor]:
    real = torch.arange(batch.words.shape[1]).unsqueeze(0) < batch.lengths.unsqueeze(1)
    hidden = (torch.rand(batch.words.shape, generator=order) < 0.18) & real
    batch.gold["hidden"] = hidden.long()
    first, second = states(network, table, batch, 1.0)
    del batch.gold["hidden"]
    target = table.word[batch.words][hidden]
    known = (target > 0) & (target < GUESSED)
    guess = f.cross_entropy(network.guess(second[hidden][known]), target[known]) if known.any() else torch.zeros(())
    tags = network.heads["stts"](first)
    tagged = f.cross_entropy(tags.flatten(0, 1), batch.gold["stts"].flatten(), ignore_index=UNKNOWN)
    return {"stts": tagged, "guess": guess * 0.5}


def train(
    network: Network,
    table: FormTable,
    sets: Sets,
    rounds: int,
    seed: int,
    rate: float = 2e-3,
    check: Callable[[int], None] | None = None,
) -> None:
    """The network has learned the sets, each with its share a round; its weights are the average over the last steps."""
    torch.manual_seed(seed)
    order = torch.Generator().manual_seed(seed)

    def round_() -> list[Batch]:
        made: list[Batch] = []
        for examples, share in sets:
            chosen = torch.randperm(len(examples), generator=order)[: int(share * len(examples))].tolist()
            made += batches([examples[i] for i in chosen], 700, order)
        return [made[i] for i in torch.randperm(len(made), generator=order).tolist()]

    def run() -> Iterator[dict[str, Tensor]]:
        for number in range(rounds):
            for batch in round_():
                yield losses(network, table, batch)
            if check and number % 5 == 4:
                check(number + 1)

    steps = rounds * len(round_())
    _descend(network, run(), steps, rate, 0.5)


def _descend(network: Network, found: Iterator[Mapping[str, Tensor]], steps: int, rate: float, average: float | None) -> None:
    """Adam with a falling rate; with `average`, the weights of that last share of the steps are averaged."""
    optimizer = torch.optim.Adam(network.parameters(), lr=rate, betas=(0.9, 0.95), eps=1e-8, fused=True)
    mean: dict[str, Tensor] = {}
    begin, seen, sums = time.time(), 0, dict[str, float]()
    iterator = iter(found)
    network.train()
    while (parts := next(iterator, None)) is not None:
        progress = seen / max(steps, 1)
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, (seen + 1) / 100) * max(0.05, 1 - progress)
        loss = torch.stack([WEIGHTS.get(task, 1.0) * part for task, part in parts.items()]).sum()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimizer.step()
        seen += 1
        for task, part in parts.items():
            sums[task] = 0.98 * sums.get(task, part.item()) + 0.02 * part.item()
        if average and progress > average:
            _blend(mean, network)
        if seen % 100 == 0:
            shown = " ".join(f"{task}={value:.3f}" for task, value in sums.items() if task not in FEATURES)
            print(f"  step {seen}/{steps} {time.time() - begin:.0f}s {shown}", flush=True)
    if mean:
        network.load_state_dict(mean)
    network.eval()


def _blend(mean: dict[str, Tensor], network: Network, keep: float = 0.995) -> None:
    for name, value in network.state_dict().items():
        mean[name] = mean[name] * keep + value.detach() * (1 - keep) if name in mean else value.detach().clone()

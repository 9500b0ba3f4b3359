"""The German model, all of it: `python -m training.de [SHARED]` writes the weights, prints the scores and writes the model card.

`--check` trains without every fourth tree of GSD dev and every fifth sentence of GermEval dev, scores on these, and changes nothing:
that is how to choose between ideas. Everything is seeded; threads are set to one, so that the same machine gives the same weights.
Needs PyTorch, which nothing else here does.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.treebank import bio_score, relation_scores, score
from lagebild.parse import Parser
from lagebild.parse.features import NameLists, normal
from lagebild.parse.tags import Lexicon
from training import card, embeddings, learn, names, raw
from training.corpus import Coder, Example, tagged_example, tree_example
from training.export import export
from training.network import FormTable, Network, Sizes
from training.silver import SilverTagger
from training.treebanks import TREEBANKS, Tree, joined, own_trees, trees

MODEL = "de"
SEED = 1
LAW_SHARE = 0.11  # of the law's sentences, for pretraining; the vectors use all
PRETRAINING, ROUNDS = 2, 20

Vectors = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True)
class Texts:
    """Everything that may train, read."""

    trees: dict[str, list[Tree]]
    own: list[Tree]
    germeval: list[names.Named]
    smartdata: list[names.Named]
    wikinews: list[list[str]]
    law: list[list[str]]


def read(shared: Path) -> Texts:
    """The corpora marked `train` under `shared`, and our own treebank."""
    corpora, tables = shared / "corpora", raw.tables(MODEL)
    return Texts(
        {name: trees(shared, name) for name in TREEBANKS},
        own_trees(),
        list(names.germeval(corpora / "ner" / "ge-dev.tsv")),
        list(names.smartdata(corpora / "ner" / "smartdata-v1-train.json.gz", tables)),
        [s for s in raw.sentences(corpora / "raw" / "wikinews-train.txt.gz", tables) if len(s) > 3],
        [s for s in raw.sentences(corpora / "raw" / "law.txt.gz", tables) if len(s) > 3],
    )


def words_and_vectors(texts: Texts, keep: Path | None) -> tuple[dict[str, int], Vectors]:
    """The vocabulary (news counts more than law) and its vectors."""
    path = keep / "words.npz" if keep else None
    if path and path.is_file():
        with np.load(path) as kept:
            return {word: i for i, word in enumerate(kept["words"].tolist(), start=1)}, kept["vectors"]
    news = [*texts.wikinews, *(s for s, _ in texts.germeval), *(s for s, _ in texts.smartdata)]
    news += [[row[1] for row in tree] for found in [*texts.trees.values(), texts.own] for tree in found]
    plain = [[normal(word) for word in sentence] for sentence in news]
    law = [[normal(word) for word in sentence] for sentence in texts.law]
    counts, legal = Counter(w for s in plain for w in s), Counter(w for s in law for w in s)
    chosen = [word for word in counts.keys() | legal.keys() if counts[word] >= 2 or legal[word] >= 40]
    chosen.sort(key=lambda word: (-(counts[word] * 10 + legal[word]), word))
    vocabulary = {word: i for i, word in enumerate(chosen, start=1)}
    vectors = embeddings.vectors(plain * 6 + law, vocabulary, Sizes().word, SEED)
    if path:
        np.savez(path, words=np.array(chosen), vectors=vectors)
    return vocabulary, vectors


def silver(texts: Texts, coder: Coder) -> list[Example]:
    """Raw text with HanTa's tags."""
    tagger = SilverTagger(MODEL)
    step = round(1 / LAW_SHARE)
    law = [s for s in texts.law[::step] if 4 < len(s) < 60]
    chosen = [*texts.wikinews, *(s for s, _ in texts.germeval), *(s for s, _ in texts.smartdata), *law]
    return [tagged_example(forms, tagger.tag(forms), "stts", coder) for forms in chosen]


def tree_examples(texts: Texts, coder: Coder, held: Sequence[Tree]) -> list[Example]:
    """The trees but for those held out; where hyphens join words also the joined tree; our own twice."""
    made = []
    for name, found in texts.trees.items():
        for tree in found:
            if tree not in held:
                versions = [tree, version] if (version := joined(tree)) else [tree]
                made += [tree_example(t, coder, TREEBANKS[name]) for t in versions]
    return made + 2 * [tree_example(tree, coder, True, partial=True) for tree in texts.own]


def make(shared: Path, folder: Path, check: bool, keep: Path | None = None) -> None:
    """The trained model stands in the folder; with `keep`, finished steps lie there and are not done again."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    texts = read(shared)
    lexicon = Lexicon(raw.table(MODEL)["tags"])
    lists = NameLists(json.loads((raw.MODELS / MODEL / "lists.json").read_text(encoding="utf-8")))
    vocabulary, vectors = words_and_vectors(texts, keep)
    coder = Coder(vocabulary, lexicon, lists)
    held = texts.trees["gsd-dev"][::4] if check else []
    gold = tree_examples(texts, coder, held)
    coder.value("names", "O")
    germeval = [pair for i, pair in enumerate(texts.germeval) if not check or i % 5]
    persons = [tagged_example(forms, tags, "names", coder) for forms, tags in germeval]
    others = [tagged_example(forms, tags, "names2", coder) for forms, tags in texts.smartdata]
    pretraining = silver(texts, coder)
    table = FormTable(coder.forms)

    heads = {task: len(values) for task, values in coder.values.items() if task != "label"}
    network = Network(Sizes(tags=len(lexicon.tags) + lists.size), len(vocabulary) + 1, heads, len(coder.values["label"]))
    with torch.no_grad():
        network.word.weight.copy_(torch.from_numpy(vectors))
    step(keep, "pretrained", network, lambda n: learn.pretrain(n, table, pretraining, PRETRAINING, SEED))
    learn.train(network, table, [(gold, 1.0), (persons, 1.0), (others, 0.3)], ROUNDS, SEED)
    export(network, coder, folder)
    if check:
        report(Parser(folder), held, texts.germeval[::5])


def step(keep: Path | None, name: str, network: Network, work: Callable[[Network], None]) -> None:
    """The network has been worked on, or has the weights that an earlier run kept under this name."""
    path = keep / f"{name}.pt" if keep else None
    if path and path.is_file():
        network.load_state_dict(torch.load(path))
        return
    work(network)
    if path:
        torch.save(network.state_dict(), path)


def report(parser: Parser, held: Sequence[Tree], named: Sequence[names.Named]) -> None:
    """Prints the scores on the sentences held out."""
    found = parser.parse_words([[row[1] for row in tree] for tree in held])
    scores = relation_scores(held, found)
    sentences = parser.parse_words([forms for forms, _ in named])
    scores["names F1"] = bio_score([tags for _, tags in named], sentences)
    for key, value in scores.items():
        print(f"{key:20} {value:8.2f}")


def main(argv: Sequence[str] | None = None) -> None:
    """Makes the model, or checks an idea."""
    arguments = argparse.ArgumentParser(prog="python -m training.de", description=__doc__)
    arguments.add_argument("shared", nargs="?", type=Path, default=Path(os.environ.get("LAGEBILD_SHARED", "../shared")))
    arguments.add_argument("--check", action="store_true", help="hold sentences out, score on them, change nothing")
    arguments.add_argument("--keep", type=Path, help="a folder for finished steps, so that a run that was cut off goes on")
    given = arguments.parse_args(argv)
    target = raw.MODELS / MODEL
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / MODEL
        folder.mkdir()
        for name in ("analysis.toml", "lists.json"):
            shutil.copy(target / name, folder)
        make(given.shared, folder, given.check, given.keep)
        if given.check:
            return
        for name in ("weights.npz", "model.json"):
            shutil.copy(folder / name, target)
    card.write(score(given.shared))


if __name__ == "__main__":
    main()

"""The German model, all of it: `python -m training.de [SHARED]` writes the weights, prints the scores and writes the model card.

Pretraining on raw text comes first; then two teachers learn the trees; what both say of news sentences, and the trees, teach the model
that ships. `--check` trains without every fourth tree of GSD dev, every eighth of our own and every fifth sentence of GermEval dev, scores
on these, and changes nothing: that is how to choose between ideas. Everything is seeded; threads are set to one, so that the same machine
gives the same weights. Needs PyTorch, which nothing else here does.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.treebank import bio_score, relation_scores, score, score_own
from lagebild.parse import Parser
from lagebild.parse.features import NameLists, normal
from lagebild.parse.tags import Lexicon
from training import card, embeddings, learn, names, naming, raw
from training.corpus import Coder, Example, own_example, tagged_example, tree_example
from training.export import export
from training.network import FormTable, Network, Sizes
from training.silver import SilverTagger
from training.teach import agreed
from training.treebanks import TREEBANKS, Tree, joined, own_trees, trees

MODEL = "de"
SEED = 1
LAW_SHARE = 0.11  # of the law's sentences, for pretraining; the vectors use all
PRETRAINING, ROUNDS = 2, 14
OWN_COPIES = 2
TEACHERS, TEACHING = (11, 12), 12  # their seeds, and rounds
SILVER_SHARE = 0.3  # of the news sentences that the teachers parsed, a round

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

    def news(self) -> list[list[str]]:
        """Sentences of news, without what is known of them."""
        return [*self.wikinews, *(s for s, _ in self.germeval), *(s for s, _ in self.smartdata)]


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


@dataclass(frozen=True)
class Held:
    """What is held out to score on."""

    gsd: Sequence[Tree] = ()
    own: Sequence[Tree] = ()
    named: Sequence[names.Named] = ()

    @classmethod
    def of(cls, texts: Texts) -> Held:
        """Every fourth tree of GSD dev, every eighth of our own, every fifth sentence with names."""
        return cls(texts.trees["gsd-dev"][::4], texts.own[::8], texts.germeval[::5])


def words_and_vectors(texts: Texts, keep: Path | None) -> tuple[dict[str, int], Vectors]:
    """The vocabulary (news counts more than law) and its vectors."""
    path = keep / "words.npz" if keep else None
    if path and path.is_file():
        with np.load(path) as kept:
            return {word: i for i, word in enumerate(kept["words"].tolist(), start=1)}, kept["vectors"]
    news = texts.news() + [[row[1] for row in tree] for found in [*texts.trees.values(), texts.own] for tree in found]
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
    return [tagged_example(forms, tagger.tag(forms), "stts", coder) for forms in texts.news() + law]


def tree_examples(texts: Texts, coder: Coder, held: Sequence[Tree]) -> list[Example]:
    """The trees but for those held out; where hyphens join words also the joined tree; our own twice."""
    made = []
    for name, found in texts.trees.items():
        for tree in found:
            if tree not in held:
                versions = [tree, version] if (version := joined(tree)) else [tree]
                made += [tree_example(t, coder, TREEBANKS[name]) for t in versions]
    return made + OWN_COPIES * [own_example(tree, coder) for tree in texts.own if tree not in held]


@dataclass(frozen=True)
class Lessons:
    """What the network learns from, as numbers."""

    pretraining: list[Example]
    gold: list[Example]
    persons: list[Example]
    others: list[Example]
    news: list[list[int]]


def lessons(texts: Texts, coder: Coder, held: Held) -> Lessons:
    """The texts as examples, without those held out."""
    gold = tree_examples(texts, coder, [*held.gsd, *held.own])
    coder.value("names", "O")
    persons = [tagged_example(*pair, "names", coder) for pair in texts.germeval if pair not in held.named]
    others = [tagged_example(*pair, "names2", coder) for pair in texts.smartdata]
    pretraining = silver(texts, coder)
    return Lessons(pretraining, gold, persons, others, [coder.words(forms) for forms in texts.news() if 3 < len(forms) < 60])


def make(texts: Texts, folder: Path, held: Held, keep: Path | None = None) -> None:
    """The trained model stands in the folder; with `keep`, finished steps lie there and are not done again."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    lexicon = Lexicon(raw.table(MODEL)["tags"])
    lists = NameLists(json.loads((raw.MODELS / MODEL / "lists.json").read_text(encoding="utf-8")))
    vocabulary, vectors = words_and_vectors(texts, keep)
    coder = Coder(vocabulary, lexicon, lists)
    given = lessons(texts, coder, held)
    table = FormTable(coder.forms)
    heads = {task: len(values) for task, values in coder.values.items() if task != "label"}
    network = Network(Sizes(tags=len(lexicon.tags) + lists.size), len(vocabulary) + 1, heads, len(coder.values["label"]))
    with torch.no_grad():
        network.word.weight.copy_(torch.from_numpy(vectors))
    step(keep, "pretrained", network, lambda n: learn.pretrain(n, table, given.pretraining, PRETRAINING, SEED))
    teachers = [taught(keep, network, table, given.gold, seed) for seed in TEACHERS]
    silver_trees = agreed(teachers, table, given.news)
    sets = [(given.gold, 1.0), (silver_trees, SILVER_SHARE), (given.persons, 1.0), (given.others, 0.15)]
    step(keep, "student", network, lambda n: learn.train(n, table, sets, ROUNDS, SEED))
    export(network, coder, folder)


def taught(keep: Path | None, pretrained: Network, table: FormTable, gold: Sequence[Example], seed: int) -> Network:
    """A network that has learned the trees, with a chance of its own."""
    network = deepcopy(pretrained)
    step(keep, f"teacher-{seed}", network, lambda n: learn.train(n, table, [(gold, 1.0)], TEACHING, seed))
    return network


def step(keep: Path | None, name: str, network: Network, work: Callable[[Network], None]) -> None:
    """The network has been worked on, or has the weights that an earlier run kept under this name."""
    path = keep / f"{name}.pt" if keep else None
    if path and path.is_file():
        network.load_state_dict(torch.load(path))
        return
    work(network)
    if path:
        torch.save(network.state_dict(), path)


def report(parser: Parser, held: Held) -> None:
    """Prints the scores on what was held out."""
    for name, found in (("gsd-dev", held.gsd), ("own", held.own)):
        for key, value in relation_scores(found, parser.parse_words([[row[1] for row in tree] for tree in found])).items():
            print(f"{name:10} {key:20} {value:8.2f}")
    sentences = parser.parse_words([forms for forms, _ in held.named])
    print(f"{'germeval':10} {'names F1':20} {bio_score([tags for _, tags in held.named], sentences):8.2f}")


def main(argv: Sequence[str] | None = None) -> None:
    """Makes the model, or checks an idea."""
    arguments = argparse.ArgumentParser(prog="python -m training.de", description=__doc__)
    arguments.add_argument("shared", nargs="?", type=Path, default=Path(os.environ.get("LAGEBILD_SHARED", "../shared")))
    arguments.add_argument("--check", action="store_true", help="hold sentences out, score on them, change nothing")
    arguments.add_argument("--keep", type=Path, help="a folder for finished steps, so that a run that was cut off goes on")
    given = arguments.parse_args(argv)
    if not (given.shared / "corpora").is_dir():
        arguments.error(f"{given.shared} has no folder corpora; say where it is: python -m training.de FOLDER")
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
    begin = time.monotonic()
    texts = read(given.shared)
    held = Held.of(texts) if given.check else Held()
    with tempfile.TemporaryDirectory() as temporary:
        folder = prepared(Path(temporary))
        make(texts, folder, held, given.keep)
        naming.write([pair for pair in texts.germeval if pair not in held.named], given.shared, folder)
        print(f"trained in {(time.monotonic() - begin) / 60:.0f} minutes", flush=True)
        if given.check:
            report(Parser(folder), held)
            return
        for name in ("weights.npz", "model.json", "names.npz", "names.json"):
            shutil.copy(folder / name, raw.MODELS / MODEL)
    scores = score(given.shared) | {f"own: {key}": value for key, value in score_own().items()}
    for key, value in scores.items():
        print(f"{key:32} {value:10.2f}")
    card.write(scores)


def prepared(temporary: Path) -> Path:
    """A model folder with what is not learned."""
    folder = temporary / MODEL
    folder.mkdir()
    for name in ("analysis.toml", "lists.json"):
        shutil.copy(raw.MODELS / MODEL / name, folder)
    return folder


if __name__ == "__main__":
    main()

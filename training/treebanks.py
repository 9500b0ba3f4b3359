"""The treebanks as one: contractions are one word, labels follow one convention."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lagebild.parse.conllu import merged

Row = list[str]
Tree = list[Row]

TRAIN = ("gsd-dev", "pud", "docs-examples")

# Finer labels that only some of the treebanks use, and what stands for them in all.
LABELS = {
    "flat:name": "flat",
    "acl:relcl": "acl",
    "obl:tmod": "obl",
    "nmod:poss": "nmod",
    "cc:preconj": "cc",
    "csubj:pass": "csubj",
    "nsubj:outer": "nsubj",
    "iobj": "obl:arg",
    "goeswith": "flat",
    "reparandum": "dep",
}


def read(path: Path) -> Iterator[Tree]:
    """The trees of a CoNLL-U file, contractions merged; labels as they stand."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
        if rows:
            yield merged(rows)


def unified(tree: Tree) -> Tree:
    """The tree with the labels of one convention."""
    return [[*row[:7], LABELS.get(row[7], row[7]), *row[8:]] for row in tree]


def training_trees(shared: Path) -> list[Tree]:
    """All trees that may train, in one convention."""
    return [unified(tree) for name in TRAIN for tree in read(shared / "corpora" / "ud" / f"{name}.conllu")]

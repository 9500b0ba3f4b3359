"""The treebanks as one: contractions are one word, labels and features follow one convention."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.treebank import read_trees
from lagebild.parse.conllu import pairs
from lagebild.parse.labels import PLAIN, TAGS

Row = list[str]
Tree = list[Row]

TREEBANKS = {"gsd-dev": True, "pud": False, "docs-examples": True}  # name: whether its XPOS is STTS
OWN = Path(__file__).parent / "treebank" / "de"


def unified(tree: Tree) -> Tree:
    """The tree in the one convention."""
    return [[*row[:4], TAGS.get(row[4], row[4]), _features(row[5]), row[6], PLAIN.get(row[7], row[7]), *row[8:]] for row in tree]


def _features(column: str) -> str:
    """The features, with the verb form that a mood implies."""
    feats = pairs(column)
    if "Mood" in feats:
        feats.setdefault("VerbForm", "Fin")
    return "|".join(f"{key}={value}" for key, value in sorted(feats.items())) or "_"


def trees(shared: Path, name: str) -> list[Tree]:
    """The trees of one of the treebanks that may train."""
    return [unified(tree) for tree in read_trees(shared / "corpora" / "ud" / f"{name}.conllu")]


def own_trees(folder: Path = OWN) -> list[Tree]:
    """Our own trees that may train, not those of `test-*` files; they give features only where these are sure."""
    paths = sorted(path for path in folder.glob("*.conllu") if not path.name.startswith("test-"))
    return [unified(tree) for path in paths for tree in read_trees(path)]


def joined(tree: Tree) -> Tree | None:
    """The tree with words that hyphens join (`U` `-` `Bahn`) as one word, as our own splitting has it; None where there are none."""
    groups = _groups(tree)
    if len(groups) == len(tree):
        return None
    place = {int(tree[i][0]): n for n, group in enumerate(groups, start=1) for i in group}
    made = []
    for n, group in enumerate(groups, start=1):
        inside = {int(tree[i][0]) for i in group}
        outer = next(i for i in group if int(tree[i][6]) not in inside)
        row = list(tree[outer])
        row[0], row[1], row[9] = str(n), "".join(tree[i][1] for i in group), tree[group[-1]][9]
        row[6] = str(place.get(int(row[6]), 0))
        made.append(row)
    return made if is_tree([int(row[6]) for row in made]) else None


def _groups(tree: Tree) -> list[list[int]]:
    groups: list[list[int]] = []
    for i, row in enumerate(tree):
        glued = i > 0 and "SpaceAfter=No" in tree[i - 1][9]
        hyphen = glued and (row[1] == "-" or tree[i - 1][1] == "-") and _word(tree, i - 1) and _word(tree, i)
        if hyphen:
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _word(tree: Tree, i: int) -> bool:
    """Whether row `i` is a word or a hyphen between two words."""
    if tree[i][1] != "-":
        return tree[i][1][0].isalnum()
    between = 0 < i < len(tree) - 1 and "SpaceAfter=No" in tree[i - 1][9] and "SpaceAfter=No" in tree[i][9]
    return between and tree[i - 1][1][0].isalnum() and tree[i + 1][1][0].isalnum()


def is_tree(heads: Sequence[int]) -> bool:
    """Whether the heads (numbered from 1, 0 the root) have one root and no cycle."""
    if list(heads).count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        steps = 0
        while word:
            word, steps = heads[word - 1], steps + 1
            if steps > len(heads):
                return False
    return True

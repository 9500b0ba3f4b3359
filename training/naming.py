"""The names' conditional random field: `python -m training.naming [SHARED]` learns it and writes `names.npz` and `names.json` of the model.

`--check` cross-validates on GermEval dev (five folds) and changes nothing. Needs python-crfsuite (MIT) and the packages of
`training.namelists`; at run time NumPy is enough.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from benchmarks.treebank import KINDS, bio_names, f1
from lagebild.parse.clues import Listed, clues
from lagebild.parse.naming import EDGE, PLACES, Naming
from lagebild.parse.tags import Lexicon
from training import namebank, namelists, names, raw
from training.treebanks import own_trees

MODEL = "de"
NEAR = ("w", "l", "s", "t", "q", "in", "x3", "x4", "m")  # clues that count for the words beside
SETTINGS = {"c1": 0.05, "c2": 0.05, "max_iterations": 80, "feature.possible_transitions": True}
SMALLEST = 0.005  # weights nearer to 0 are left out
FOLDS = 5
OTHER = "~"  # before an attribute: as the other corpus has it

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Coder:
    """Turns sentences into what the learner reads."""

    lexicon: Lexicon
    lists: Listed

    @cache  # noqa: B019
    def clues(self, form: str, first: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """All clues of a form, and those for the words beside."""
        found = clues(form, first, self.lexicon, self.lists)
        return tuple(found), tuple(clue for clue in found if clue.split("=", 1)[0] in NEAR)

    def sentence(self, forms: Sequence[str]) -> list[list[str]]:
        """The attributes of each word: a clue after the place that it stands at."""
        found = [self.clues(form, i == 0) for i, form in enumerate(forms)]
        return [[attribute for place in PLACES for attribute in _at(found, i, place)] for i in range(len(forms))]


def _at(found: Sequence[tuple[Sequence[str], Sequence[str]]], i: int, place: int) -> Iterator[str]:
    at = i + place
    if not 0 <= at < len(found):
        yield f"{place}|{EDGE}"
    else:
        yield from (f"{place}|{clue}" for clue in found[at][place != 0])


def learn(coder: Coder, sentences: Sequence[names.Named], others: Sequence[names.Named], path: Path) -> Any:
    """What crfsuite learned, with states and steps between tags.

    `others` follow other rules of what a name is: each of their attributes stands twice, and what is peculiar to them gathers in the
    copies, which are thrown away (Daumé 2007).
    """
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(SETTINGS)
    for forms, tags in sentences:
        trainer.append(pycrfsuite.ItemSequence(coder.sentence(forms)), tags)
    for forms, tags in others:
        doubled = [[*word, *(OTHER + attribute for attribute in word)] for word in coder.sentence(forms)]
        trainer.append(pycrfsuite.ItemSequence(doubled), tags)
    trainer.train(str(path))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger.info()


def weights(found: Any) -> tuple[list[str], dict[str, Array]]:
    """The tags, and the arrays that `Naming` reads: check sums of clues, their weights (place, tag) in a row, steps between tags."""
    tags = sorted(found.labels)
    number = {tag: i for i, tag in enumerate(tags)}
    rows: defaultdict[int, Array] = defaultdict(lambda: np.zeros((len(PLACES), len(tags)), dtype=np.float32))
    for (attribute, tag), weight in found.state_features.items():
        if abs(weight) >= SMALLEST and not attribute.startswith(OTHER):
            place, clue = attribute.split("|", 1)
            rows[crc32(clue.encode())][int(place) - PLACES[0], number[tag]] += weight
    keys = sorted(rows)
    steps = np.zeros((len(tags), len(tags)), dtype=np.float32)
    for (before, now), weight in found.transitions.items():
        steps[number[before], number[now]] = weight
    made = np.stack([rows[key].ravel() for key in keys]).astype(np.float16)
    return tags, {"keys": np.array(keys, dtype=np.uint32), "weights": made, "steps": steps}


def treebank() -> list[names.Named]:
    """The sentences of our own treebank with the names of their MISC column."""
    return [([row[1] for row in tree], names.clean([_named(row[9]) for row in tree])) for tree in own_trees()]


def ours(shared: Path) -> list[names.Named]:
    """The sentences whose names we marked: our own treebank's, and those of others."""
    return [*treebank(), *namebank.marked(namebank.read(), namebank.sources(shared))]


def _named(misc: str) -> str:
    found = [part.removeprefix("Name=") for part in misc.split("|") if part.startswith("Name=")]
    return found[0] if found and found[0][2:] in names.GERMEVAL.values() else "O"


@dataclass(frozen=True)
class Lists:
    """The lists as `Naming` reads them."""

    names: list[str]
    arrays: dict[str, Array]

    @classmethod
    def read(cls) -> Lists:
        """All lists of `training.namelists`."""
        named, keys, masks = namelists.packed(namelists.lists())
        return cls(named, {"list_keys": keys, "list_masks": masks})

    def coder(self) -> Coder:
        """What makes clues with these lists."""
        listed = Listed(self.names, *(array.tolist() for array in self.arrays.values()))
        return Coder(Lexicon(raw.table(MODEL)["tags"]), listed)


def write(germeval: Sequence[names.Named], shared: Path, folder: Path) -> None:
    """`names.npz` and `names.json`, learned from these sentences, our own and SmartData, stand in the folder."""
    lists = Lists.read()
    tags, arrays = learned(lists.coder(), [*germeval, *ours(shared)], smartdata(shared))
    stored: dict[str, Any] = arrays | lists.arrays
    np.savez(folder / "names.npz", **stored)
    written = {"tags": tags, "lists": lists.names}
    (folder / "names.json").write_text(json.dumps(written, indent=0) + "\n", encoding="utf-8")


def check(germeval: Sequence[names.Named], shared: Path) -> None:
    """Prints the strict F1 over the folds, together and for each kind."""
    lists, own_sentences, others = Lists.read(), ours(shared), smartdata(shared)
    coder, expected, own = lists.coder(), set[Any](), set[Any]()
    for fold in range(FOLDS):
        tags, arrays = learned(coder, [*(pair for i, pair in enumerate(germeval) if i % FOLDS != fold), *own_sentences], others)
        naming = Naming({"tags": tags, "lists": lists.names}, arrays | lists.arrays, coder.lexicon)
        held = germeval[fold::FOLDS]
        for n, ((_, gold), found) in enumerate(zip(held, naming.names([forms for forms, _ in held]), strict=True)):
            expected |= {(fold, n, *name) for name in bio_names(gold)}
            own |= {(fold, n, name.first, name.last, str(name.kind)) for name in found}
    for kinds in (tuple(KINDS.values()), *((kind,) for kind in KINDS.values())):
        print(f"{' '.join(kinds):32} {f1({g for g in expected if g[-1] in kinds}, {o for o in own if o[-1] in kinds}):.2f}")


def learned(coder: Coder, sentences: Sequence[names.Named], others: Sequence[names.Named]) -> tuple[list[str], dict[str, Array]]:
    """What follows from the sentences: tags, and the weights of clues and steps."""
    with tempfile.TemporaryDirectory() as temporary:
        return weights(learn(coder, sentences, others, Path(temporary) / "crf"))


def smartdata(shared: Path) -> list[names.Named]:
    """The sentences of SmartData's news that have a name."""
    tables = raw.tables(MODEL)
    paths = [shared / "corpora" / "ner" / f"smartdata-v1-{part}.json.gz" for part in ("train", "test")]
    return [pair for path in paths for pair in names.smartdata(path, tables) if any(tag != "O" for tag in pair[1])]


def main(argv: Sequence[str] | None = None) -> None:
    """Makes the model, or cross-validates."""
    arguments = argparse.ArgumentParser(prog="python -m training.naming", description=__doc__)
    arguments.add_argument("shared", nargs="?", type=Path, default=Path(os.environ.get("LAGEBILD_SHARED", "../shared")))
    arguments.add_argument("--check", action="store_true", help="cross-validate, change nothing")
    given = arguments.parse_args(argv)
    gold = list(names.germeval(given.shared / "corpora" / "ner" / "ge-dev.tsv"))
    if given.check:
        check(gold, given.shared)
    else:
        write(gold, given.shared, raw.MODELS / MODEL)


if __name__ == "__main__":
    main()

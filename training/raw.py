"""Free raw text as sentences of word forms."""

from __future__ import annotations

import gzip
import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lagebild.parse.tokens import Tables, split

MODELS = Path(__file__).parents[1] / "src" / "lagebild" / "models"


def table(model: str) -> dict[str, Any]:
    """What a model's `analysis.toml` says."""
    return tomllib.loads((MODELS / model / "analysis.toml").read_text(encoding="utf-8"))


def tables(model: str) -> Tables:
    """The splitting tables of a model."""
    return Tables.of(table(model)["tokens"])


def sentences(path: Path, known: Tables, share: float = 1.0, seed: int = 1) -> Iterator[list[str]]:
    """The sentences of a gzipped file with a paragraph a line; of its lines a random share."""
    chance = random.Random(seed)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if share >= 1 or chance.random() < share:
                yield from ([line[a:b] for a, b in tokens] for tokens in split(line, known))

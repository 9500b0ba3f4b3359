"""Articles and sentences drawn from the news corpus for people to judge; a seed says what was drawn, and the corpus stays outside."""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import command

NEWS = Path("corpora") / "news" / "10kgnad-test.jsonl"
CUES = Path(__file__).with_name("sources_cues.toml")


@dataclass(frozen=True)
class Drawn:
    """One sentence of one article: `start` and `end` are code points into the article's text."""

    doc: str
    start: int
    end: int


def options(description: str | None, seed: int, count: int) -> argparse.ArgumentParser:
    """A parser with what every draw is told: the seed, how many, on how many processes it is read, where the readings are kept."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--seed", type=int, default=seed)
    parser.add_argument("--count", type=int, default=count)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--readings", type=Path, help="keep the readings in this file and use it when it is there")
    return parser


def corpus() -> Path | None:
    """The folder of the shared corpora; None when it is not there, which is said on standard error."""
    shared = command.shared()
    if shared is None:
        print("The news corpus is not there (LAGEBILD_SHARED or ../shared): nothing to judge.", file=sys.stderr)
    return shared


def articles(shared: Path, sections: Sequence[str]) -> list[dict[str, Any]]:
    """The articles of `sections`, in the corpus' order."""
    rows = [json.loads(line) for line in (shared / NEWS).read_text(encoding="utf8").splitlines() if line.strip()]
    return [row for row in rows if row["section"] in sections]


def draw_articles(rows: Sequence[dict[str, Any]], count: int, seed: int) -> list[dict[str, Any]]:
    """At most `count` of `rows`, drawn without replacement; the same for the same rows and seed."""
    return random.Random(seed).sample(list(rows), min(count, len(rows)))


def cue_pattern(language: str) -> re.Pattern[str]:
    """Matches any reporting cue of `language`."""
    cues = tomllib.loads(CUES.read_text(encoding="utf8"))[language]["cues"]
    return re.compile(rf"\b(?:{'|'.join(cues)})\b", re.IGNORECASE)


def with_cue(readings: Iterable[Mapping[str, Any]], cue: re.Pattern[str]) -> Iterator[Drawn]:
    """The sentences that hold a cue; a reading's coverage says where its sentences are."""
    for reading in readings:
        text = reading["document"]["text"]
        for row in reading["coverage"]:
            if cue.search(text, row["start"], row["end"]):
                yield Drawn(reading["document"]["id"], row["start"], row["end"])


def draw_sentences(readings: Iterable[Mapping[str, Any]], cue: re.Pattern[str], count: int, seed: int) -> list[Drawn]:
    """At most `count` sentences with a cue, in the order of the draw; the same for the same sentences and seed."""
    found = sorted(with_cue(readings, cue), key=lambda drawn: (drawn.doc, drawn.start))
    return random.Random(seed).sample(found, min(count, len(found)))


def read_articles(rows: Sequence[Mapping[str, Any]], kept: Path | None, jobs: int) -> dict[str, dict[str, Any]]:
    """The readings of `rows` by id; from the file `kept` when it is there, else read and, when `kept` is given, written to it."""
    if kept is None:
        return command.read(rows, ("--jobs", str(jobs)))
    if not kept.exists():
        command.read_to(kept, rows, ("--jobs", str(jobs)))
    found = command.readings(kept)
    return {row["id"]: found[row["id"]] for row in rows if row["id"] in found}

"""The repository's own reports with their gold, and how well they are read. Nothing but the repository is needed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import command
from benchmarks import score as scorer

FOLDER = Path(__file__).parents[1] / "examples"


@cache
def golds() -> Mapping[str, Mapping[str, Any]]:
    """The gold reports by the id of their text."""
    found = [json.loads(f.read_text(encoding="utf8")) for f in sorted(FOLDER.glob("*.gold.json"))]
    return {gold["doc"]: gold for gold in found}


@cache
def texts() -> Mapping[str, str]:
    """The reports' texts: of a text file under its name, of a JSONL row under its id."""
    rows = [json.loads(line) for f in sorted(FOLDER.glob("*.jsonl")) for line in f.read_text(encoding="utf8").splitlines()]
    files = {f.stem: f.read_bytes().decode("utf8") for f in sorted(FOLDER.glob("*.txt"))}
    return files | {row["id"]: row["text"] for row in rows}


def inputs() -> list[dict[str, str]]:
    """One row a report, as the command takes it; a text that brings its own header is given no date."""
    dated = {doc: {} if text.startswith(" date ") else {"date": golds()[doc]["date"]} for doc, text in texts().items()}
    return [{"id": doc, "language": "de", "text": text, **dated[doc]} for doc, text in texts().items()]


def score() -> dict[str, float]:
    """F1 from 0 to 1 of every part of the record, read by the real command."""
    return scorer.score(golds(), texts(), command.read(inputs()))

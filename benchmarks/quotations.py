"""Who says what, against the shared corpus of annotated quotations, by the scorer that comes with it."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from benchmarks import command
from benchmarks.reports import run_scorer

PARTS = ("quote", "speaker", "cue", "statement", "joint")


def inputs(gold: Path) -> list[dict[str, str]]:
    """One row an article of the corpus."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf8").splitlines() if line.strip()]
    return [{"id": row["id"], "text": row["text"], "date": row["date"], "language": "de"} for row in rows]


def score(shared: Path) -> dict[str, float]:
    """F1 from 0 to 1 over the dev part: what is quoted, who speaks, the reporting words, these three, and all five parts."""
    gold = shared / "corpora" / "quotations" / "dev.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        readings = Path(folder) / "readings.jsonl"
        command.read_to(readings, inputs(gold))
        found = run_scorer(shared, "score_statements.py", "--gold", str(gold), "--readings", str(readings))
    return {part: float(found[part]) for part in PARTS}

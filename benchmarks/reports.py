"""How well whole reports are read: the shared gold reports and the figures of the shared incidents, by the scorers that come with them."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks import command


def run_scorer(shared: Path, name: str, *arguments: str) -> dict[str, Any]:
    """What the shared scorer `name` prints as JSON; RuntimeError with its words when it refuses the readings."""
    run = [sys.executable, str(shared / "score" / name), *arguments, "--json"]
    done = subprocess.run(run, capture_output=True, text=True, encoding="utf8", check=False)
    if done.returncode:
        raise RuntimeError(f"{name}: exit {done.returncode}: {done.stderr.strip()[-1000:]}")
    return dict(json.loads(done.stdout))


def gold_inputs(shared: Path) -> list[dict[str, str]]:
    """One row a gold report; a text that brings its own header is given no date."""
    rows = []
    for file in sorted((shared / "gold" / "dev").glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf8"))
        text = (shared / "gold" / "texts" / f"{gold['doc']}.txt").read_bytes().decode("utf8")
        rows.append({"id": gold["doc"], "text": text} | ({} if text.startswith(" date ") else {"date": gold["date"]}))
    return rows


def score(shared: Path) -> dict[str, float]:
    """F1 from 0 to 1 of every part of the record over the gold reports, and `record F1`, the mean of all but gaps."""
    gold = shared / "gold"
    with tempfile.TemporaryDirectory() as folder:
        readings = Path(folder) / "readings.jsonl"
        command.read_to(readings, gold_inputs(shared))
        found = run_scorer(shared, "score_readings.py", "--texts", f"{gold}/texts", "--gold", f"{gold}/dev", "--readings", str(readings))
    return {"record F1" if name.startswith("record F1") else name: value for name, value in found.items()}


OWN_SETS = Path(__file__).parent / "incidents"


def incident_inputs(gold: Path) -> list[Mapping[str, Any]]:
    """One row a report of a set of incidents."""
    lines = (gold / "reports.jsonl").read_text(encoding="utf8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def own_incident_sets() -> list[str]:
    """The names of the repository's own sets of incidents."""
    return sorted(file.parent.name for file in OWN_SETS.glob("*/truth.json"))


def score_incidents(shared: Path, gold: Path | None = None) -> dict[str, float]:
    """Who tells which figure, and what is the same happening, from 0 to 1; `right source`: the share whose source is not wrong.

    Over the shared incidents, or the set in `gold`; the scorers are the shared ones in any case.
    """
    gold = gold or shared / "gold" / "incidents-dev"
    with tempfile.TemporaryDirectory() as folder:
        readings, incidents = Path(folder) / "readings.jsonl", Path(folder) / "incidents.jsonl"
        command.read_to(readings, incident_inputs(gold))
        command.lagebild("incidents", "--in", str(readings), "--jsonl", out=incidents)
        figures = run_scorer(shared, "score_claims.py", "--gold", str(gold), "--readings", str(readings))
        same = run_scorer(shared, "score_incidents.py", "--gold", str(gold), "--readings", str(readings), "--incidents", str(incidents))
    wrong = figures.pop("wrong source")
    return figures | {"right source": round(1 - wrong, 4)} | same

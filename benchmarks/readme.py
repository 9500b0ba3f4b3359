"""The README's table of measured quality, made from quality.json so that it never says anything else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
SHOWN = {  # set -> what it is, and the measures that the README shows
    "reports": (
        "15 annotated reports of conflict",
        ("record F1", "typed event", "agent", "patient", "place", "time", "casualty", "source", "gap"),
    ),
    "anden": (
        "28 invented reports of a fourth region, no rule written after them",
        ("figure F1", "claim F1", "right source", "B3 F1", "contradiction F1"),
    ),
    "levante": ("24 invented reports of a third region", ("figure F1", "claim F1", "right source", "B3 F1", "contradiction F1")),
    "sahel": ("26 invented reports of a second region", ("figure F1", "claim F1", "right source", "B3 F1", "contradiction F1")),
    "incidents": ("36 reports of the same incidents", ("figure F1", "claim F1", "right source", "B3 F1", "contradiction F1")),
    "examples": ("our own 11 examples", ("record F1", "typed event", "right source")),
    "drills": (
        "852 short texts of many constructions, every second one unseen",
        ("figure", "figure and source", "typed event", "agent", "patient"),
    ),
    "retold": (
        "132 invented reports in which the same acts are told again, every second one unseen",
        ("typed event", "unseen typed event", "B3 F1", "unseen B3 F1"),
    ),
    "places": ("places with coordinates", ()),
    "times": ("times (KRAUTS)", ()),
    "quotations": ("quotations in news", ()),
    "treebank": ("German grammar (GSD test)", ("LAS", "UAS", "lemma", "STTS")),
}


def percent(value: float) -> str:
    """A share as percent; what is more than 1.5 is in percent already."""
    return f"{value if value > 1.5 else 100 * value:.1f}"


def table(scores: Mapping[str, Mapping[str, float]]) -> str:
    """The measures as a Markdown table, one row a set, in percent."""
    rows = ["| set | measured, in percent |", "| --- | --- |"]
    for name, (what, keys) in SHOWN.items():
        found = scores.get(name, {})
        shown = [f"{key} **{percent(found[key])}**" for key in keys or found if key in found]
        if shown:
            rows.append(f"| {what} | {' · '.join(shown)} |")
    return "\n".join(rows)


def renewed(text: str, scores: Mapping[str, Mapping[str, float]]) -> str:
    """The README with the table of `scores` between its marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table(scores)}\n{END}{after}"


def renew(result: Path) -> None:
    """The README shows what `result` (quality.json) holds."""
    scores = json.loads(result.read_text(encoding="utf8"))
    README.write_text(renewed(README.read_text(encoding="utf8"), scores), encoding="utf8")

"""Retold: invented reports that tell the same acts several times, and others like them; how well the tellings are put together.

    python -m benchmarks.retold [--errors]

Each `retold/*.txt` holds reports: `== DATE`, then headline and paragraphs. `{3 ASSAULT:Angriff}` marks the first telling of act 3 and
`{3:starben}` every further one. Every second report of a file is unseen: no rule is written after it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import command
from benchmarks.drills import unmarked
from benchmarks.score import Area, Counts, Told, from_reading, meet, pairs
from benchmarks.stream import b_cubed

FOLDER = Path(__file__).with_suffix("")
MARK = re.compile(r"\{(\d+)(?: ([A-Z]+))?:([^{}]+)\}")
BEGIN = "== "


@dataclass(frozen=True)
class Retold:
    """A report without its marks, and which word tells which act, of which type."""

    name: str
    date: str
    text: str
    marks: tuple[tuple[Area, int], ...]
    types: Mapping[int, str]
    unseen: bool

    def act_at(self, area: Area) -> int | None:
        """The act that a word in the stretch of text tells, or None."""
        return next((act for mark, act in self.marks if meet(mark, area)), None)

    def told(self) -> list[Told]:
        """The acts as the scorer has them."""
        areas = {act: tuple(area for area, number in self.marks if number == act) for act in self.types}
        return [Told(kind, areas[act], {}, None, "narration", "certain", ()) for act, kind in self.types.items()]


def reports() -> tuple[Retold, ...]:
    """All reports, file by file."""
    files = sorted(FOLDER.glob("*.txt"))
    return tuple(report for file in files for report in cut(file.read_text(encoding="utf8").splitlines(), file.stem))


def cut(lines: Iterable[str], topic: str) -> tuple[Retold, ...]:
    """The reports in lines; `#` begins a comment. ValueError for a mark without a type at its first telling, or with two."""
    found: list[tuple[str, list[str]]] = []
    for line in (one for one in lines if one.strip() and not one.startswith("#")):
        if line.startswith(BEGIN):
            found.append((line.removeprefix(BEGIN).strip(), []))
        else:
            found[-1][1].append(line)
    return tuple(_retold(f"{topic}-{n}", date, "\n".join(rows), n % 2 == 0) for n, (date, rows) in enumerate(found, 1))


def _retold(name: str, date: str, source: str, unseen: bool) -> Retold:
    text, marks = unmarked(source, MARK)
    types: dict[int, str] = {}
    for mark, _ in marks:
        if (mark[2] is None) != (int(mark[1]) in types):
            raise ValueError(f"{name}: {mark[0]} names the type of its act a second time, or not at all")
        types.setdefault(int(mark[1]), mark[2])
    return Retold(name, date, text, tuple((area, int(mark[1])) for mark, area in marks), types, unseen)


def score(say: bool = False) -> dict[str, float]:
    """B-cubed of the tellings found, and F1 of the acts with their type, from 0 to 1; `unseen …` over the unseen reports alone."""
    several = reports()
    readings = command.read({"id": r.name, "text": r.text, "date": r.date} for r in several)
    scores: dict[str, float] = {}
    for prefix, chosen in (("", several), ("unseen ", [r for r in several if r.unseen])):
        precision, recall, f1 = together(chosen, readings)
        scores |= {f"{prefix}B3 precision": precision, f"{prefix}B3 recall": recall, f"{prefix}B3 F1": f1}
        scores[f"{prefix}typed event"] = typed(chosen, readings).f1
    if say:
        for report in (r for r in several if not r.unseen):
            print(f"{report.name}: {report.text}", *(f"    {line}" for line in wrong(report, readings[report.name])), sep="\n")
    return scores


def together(several: Sequence[Retold], readings: Mapping[str, Any]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of the events over the marked words that are a trigger of one (Bagga and Baldwin 1998)."""
    found: dict[tuple[str, str], str] = {}
    truth: dict[tuple[str, str], int] = {}
    acts: dict[tuple[str, int], int] = {}
    for report in several:
        for number, event in enumerate(from_reading(readings[report.name]).events):
            for area in event.triggers:
                act = report.act_at(area)
                if act is not None:
                    key = (report.name, str(area))
                    found[key] = f"{report.name} {number}"
                    truth[key] = acts.setdefault((report.name, act), len(acts))
    return b_cubed(found, truth)


def typed(several: Sequence[Retold], readings: Mapping[str, Any]) -> Counts:
    """How many acts are found as one event of their type."""
    counts = Counts()
    for report in several:
        wanted, found = report.told(), from_reading(readings[report.name]).events
        counts.add(sum(g.type == f.type for g, f in pairs(wanted, found)), len(found), len(wanted))
    return counts


def wrong(report: Retold, reading: Mapping[str, Any]) -> list[str]:
    """What is not as it should be, in words."""

    def words(area: Area) -> str:
        return report.text[slice(*area)]

    lines: list[str] = []
    seen: dict[int, str] = {}
    for event in from_reading(reading).events:
        told = [(report.act_at(area), area) for area in event.triggers]
        acts = list(dict.fromkeys(act for act, _ in told if act is not None))
        named = ", ".join(words(area) for _, area in told)
        if not acts:
            lines.append(f"{event.type} not there: {named}")
        if len(acts) > 1:
            lines.append(f"{event.type} tells acts {acts}: {named}")
        for act in acts:
            if act in seen:
                lines.append(f"act {act} is told apart: {seen[act]} | {named}")
            seen[act] = named
    return lines + [f"{kind} missed: act {act}" for act, kind in report.types.items() if act not in seen]


if __name__ == "__main__":
    for name, value in score(say="--errors" in sys.argv[1:]).items():
        print(f"{name:28}{value:8.3f}")

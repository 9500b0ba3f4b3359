"""Drills: many short texts, each of one or two constructions; those that no rule was written after are scored apart as well.

    python -m benchmarks.drills [--errors]

Gold reports are few and long; these show how broadly constructions are read. `drills/figures*.txt` ask who gives which figure,
`drills/events*.txt` which acts a text tells of and who takes part. Their heads explain the notation.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import command
from benchmarks.score import FIGURES, Area, Counts, Figure, Filler, Told, matches, pairs, same_filler, same_origin, same_time, told_figures
from benchmarks.score import from_reading as reading_of

FOLDER = Path(__file__).with_suffix("")
DATE = "2024-05-08"  # the day on which all are said to be published
MARK = re.compile(r"\{([a-z0-9]+):([^{}]*)\}")
NOTHING = "nothing"  # the line of truth of a text that tells of no act, or gives no figure
TRUTH = re.compile(rf"(?:\d [A-Z]+\b|(?:{'|'.join(sorted(FIGURES))}) |{NOTHING}$)")
LETTERS = {"a": "agents", "p": "patients", "l": "places", "s": "sources"}
SCORED = ("agents", "patients", "places")
TIMELESS = "-"  # what stands for the time of an act that the text gives no time for


@dataclass(frozen=True)
class Drill:
    """A text without its marks, where each key is marked, and the lines of truth below it."""

    name: str
    text: str
    marks: tuple[tuple[str, tuple[int, int]], ...]
    truth: tuple[str, ...]
    unseen: bool


def drills(topic: str) -> tuple[Drill, ...]:
    """The drills of the files `drills/TOPIC*.txt`, in order; every second one of a file is unseen."""
    files = sorted(FOLDER.glob(f"{topic}*.txt"))
    return tuple(drill for file in files for drill in cut(file.read_text(encoding="utf8").splitlines(), file.stem))


def cut(lines: Iterable[str], topic: str) -> tuple[Drill, ...]:
    """The drills in lines: what is no line of truth begins the next one, and `#` a comment."""
    groups: list[list[str]] = []
    for line in (one for one in lines if one.strip() and not one.startswith("#")):
        if not TRUTH.match(line):
            groups.append([])
        groups[-1].append(line)
    return tuple(_drill(f"{topic}-{n}", group, n % 2 == 0) for n, group in enumerate(groups, 1))


def _drill(name: str, lines: list[str], unseen: bool) -> Drill:
    text, marks = unmarked(lines[0], MARK)
    truth = tuple(line for line in lines[1:] if line != NOTHING)
    return Drill(name, text, tuple((mark[1], area) for mark, area in marks), truth, unseen)


def unmarked(source: str, mark: re.Pattern[str]) -> tuple[str, list[tuple[re.Match[str], Area]]]:
    """The text without its marks, and each mark with where its words (its last group) stand in that text."""
    marks, text, last = [], "", 0
    for found in mark.finditer(source):
        text += source[last : found.start()]
        words = found[mark.groups]
        marks.append((found, (len(text), len(text) + len(words))))
        text, last = text + words, found.end()
    return text + source[last:], marks


# ---- figures ---------------------------------------------------------------------------------------------------------


def wanted_figures(drill: Drill) -> list[Figure]:
    """The figures that somebody gives, without those that are only denied; ValueError for a line of truth that is none."""
    found = []
    for one in (one for line in drill.truth for one in line.split(";")):
        kind, low, high, source, *more = one.split()
        keys = source.removeprefix("@").split("+")
        at: list[Filler | None] = [(area,) for key, area in drill.marks if key in keys]
        if kind not in FIGURES or len(at) != (len(keys) if keys != ["0"] else 0) or more not in ([], ["denied"]):
            raise ValueError(f"{drill.name}: {one!r}")
        if not more:
            found.append(Figure(kind, None if low == "-" else int(low), None if high == "-" else int(high), tuple(at or [None])))
    return found


def count_figures(drill: Drill, reading: Mapping[str, Any]) -> tuple[Counts, Counts, list[str]]:
    """Figures right whoever gives them, figures right with who gives them, and what is wrong in words."""
    wanted, found = wanted_figures(drill), list(told_figures(reading))
    same = matches(wanted, found, lambda a, b: a.value == b.value)
    claims = sum(same_origin(g, f) for g, f in same)
    wrong = [f"{g.value}: another source" for g, f in same if not same_origin(g, f)]
    wrong += [f"{w.value}: missed" for w in wanted if all(w is not g for g, _ in same)]
    wrong += [f"{x.value}: not there" for x in found if all(x is not f for _, f in same)]
    return Counts(len(same), len(found), len(wanted)), Counts(claims, len(found), len(wanted)), wrong


# ---- events ----------------------------------------------------------------------------------------------------------


def wanted_events(drill: Drill) -> list[Told]:
    """The acts that the text tells of; ValueError for one without a trigger.

    Their time is TIMELESS when the text gives none, and None when nobody asks for it.
    """
    found = []
    for line in drill.truth:
        act, _, time = line.partition(" @")
        number, kind, *more = act.split()
        areas = {letter: _areas(drill, letter, number) for letter in (*LETTERS, "t")}
        if not areas["t"]:
            raise ValueError(f"{drill.name}: event {number} has no trigger")
        factuality, form = (*more, *("certain", "narration")[len(more) :])
        roles = {role: tuple((a,) for a in areas[letter]) for letter, role in LETTERS.items()}
        found.append(Told(kind, tuple(areas["t"]), roles, time or None, form, factuality, ()))
    return found


def _areas(drill: Drill, letter: str, number: str) -> list[tuple[int, int]]:
    keys = re.compile(rf"{letter}\d*{number}")
    return [area for key, area in drill.marks if keys.search(key)]


def count_events(drill: Drill, reading: Mapping[str, Any]) -> tuple[dict[str, Counts], list[str]]:
    """How many acts and who took part in them are right, and what is wrong in words."""
    wanted, found = wanted_events(drill), reading_of(reading).events
    same = pairs(wanted, found)
    right = sum(g.type == f.type for g, f in same)
    counts = {"typed event": Counts(right, len(found), len(wanted))}
    for role in SCORED:
        hits = sum(len(matches(g.roles[role], f.roles[role], same_filler)) for g, f in same)
        counts[role[:-1]] = Counts(hits, sum(len(f.roles[role]) for f in found), sum(len(g.roles[role]) for g in wanted))
    counts["time"] = _count_times(wanted, found, same)
    wrong = [f"{g.type}: missed" for g in wanted if all(g is not x for x, _ in same)]
    wrong += [f"{f.type}: not there" for f in found if all(f is not x for _, x in same)]
    wrong += [f"{g.type}: read as {f.type}" for g, f in same if g.type != f.type]
    wrong += [f"{g.type}: {role}" for g, f in same for role in SCORED if _differ(g, f, role)]
    wrong += [f"{g.type}: time {g.time}, read as {f.time}" for g, f in same if g.time and not _is_timed_alike(g, f)]
    return counts, wrong


def _count_times(wanted: Sequence[Told], found: Sequence[Told], same: Sequence[tuple[Told, Told]]) -> Counts:
    """How many times are right; the acts whose line gives none are not asked, nor is a text without any."""
    asked = [g for g in wanted if g.time]
    if not asked:
        return Counts()
    unasked = [f for g, f in same if not g.time]
    dated = sum(f.time is not None and all(f is not x for x in unasked) for f in found)
    return Counts(sum(same_time(g.time, f.time) for g, f in same), dated, sum(g.time != TIMELESS for g in asked))


def _is_timed_alike(gold: Told, found: Told) -> bool:
    return same_time(gold.time, found.time) or (gold.time == TIMELESS and found.time is None)


def _differ(gold: Told, found: Told, role: str) -> bool:
    hits = len(matches(gold.roles[role], found.roles[role], same_filler))
    return hits < max(len(gold.roles[role]), len(found.roles[role]))


# ---- both ------------------------------------------------------------------------------------------------------------


def score(say: bool = False) -> dict[str, float]:
    """F1 from 0 to 1 over all drills and (`unseen …`) over those that no rule is written after; `right source` of the found figures."""
    figures, events = drills("figures"), drills("events")
    readings = command.read({"id": d.name, "text": d.text, "date": DATE} for d in (*figures, *events))
    counted = [*_over_figures(figures, readings, say), *_over_events(events, readings, say)]
    return dict(counted)


def _over_figures(several: Iterable[Drill], readings: Mapping[str, Any], say: bool) -> Iterator[tuple[str, float]]:
    all_of, claims, unseen = Counts(), Counts(), Counts()
    for drill in several:
        figure, claim, wrong = count_figures(drill, readings[drill.name])
        _say(drill, wrong, say)
        for total, one in ((all_of, figure), (claims, claim), *(((unseen, claim),) if drill.unseen else ())):
            total.add(one.right, one.found, one.wanted)
    yield from (("figure", all_of.f1), ("figure and source", claims.f1), ("unseen figure and source", unseen.f1))
    yield "right source", claims.right / all_of.right if all_of.right else 0.0


def _over_events(several: Iterable[Drill], readings: Mapping[str, Any], say: bool) -> Iterator[tuple[str, float]]:
    totals: dict[str, Counts] = {}
    for drill in several:
        counts, wrong = count_events(drill, readings[drill.name])
        _say(drill, wrong, say)
        for name, one in counts.items():
            for key in (name, f"unseen {name}") if drill.unseen else (name,):
                totals.setdefault(key, Counts()).add(one.right, one.found, one.wanted)
    yield from ((name, counts.f1) for name, counts in totals.items())


def _say(drill: Drill, wrong: list[str], wanted: bool) -> None:
    if wanted and wrong and not drill.unseen:
        print(f"{drill.name}: {drill.text}", *(f"    {line}" for line in wrong), sep="\n")


if __name__ == "__main__":
    for name, value in score(say="--errors" in sys.argv[1:]).items():
        print(f"{name:28}{value:8.3f}")

"""The repository's own sets of incidents: every mark stands in its report, and what is called a contradiction has claims on either side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import benchmarks

ROOT = Path(benchmarks.__file__).parent / "incidents"
SETS = sorted(folder.name for folder in ROOT.iterdir() if folder.is_dir())
FIGURES = {"killed", "injured", "captured", "missing", "displaced"}
VALUES = {"perpetrator", "time", "place"}
HOW_FIRM = {"certain", "probable", "possible", "denied", "disputed", "unrealised"}
Json = dict[str, Any]


@cache
def reports(name: str) -> dict[str, Json]:
    """The reports of a set by id."""
    rows = [json.loads(line) for line in (ROOT / name / "reports.jsonl").read_text(encoding="utf8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows)
    return {row["id"]: row for row in rows}


@cache
def incidents(name: str) -> list[Json]:
    return list(json.loads((ROOT / name / "truth.json").read_text(encoding="utf8"))["incidents"])


def head(text: str, quote: str) -> tuple[int, int]:
    """Where the bracketed words of a quote stand; AssertionError unless the quote stands in the text once and marks one place."""
    before, inside, after = (part for half in quote.split("[[") for part in half.split("]]"))
    assert inside and text.count(before + inside + after) == 1, quote
    start = text.index(before + inside + after) + len(before)
    return start, start + len(inside)


def claims(incident: Json, about: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Report and content of every claim on one matter."""
    for c in incident["claims"]:
        if c["about"] == about:
            yield c["report"], (c.get("low"), c.get("high"), c.get("value"), c["factuality"] == "denied")


def test_there_is_a_set_and_the_readme_names_each() -> None:
    assert SETS
    assert all(f"`{name}`" in (ROOT / "README.md").read_text(encoding="utf8") for name in SETS)


@pytest.mark.parametrize("name", SETS)
def test_reports_are_dated_and_of_several_outlets(name: str) -> None:
    rows = reports(name).values()
    assert all(date.fromisoformat(row["date"]) and row["title"] and row["text"].strip() == row["text"] for row in rows)
    assert len(rows) >= 20 and len({row["publisher"] for row in rows}) >= 6


@pytest.mark.parametrize("name", SETS)
def test_every_mention_stands_in_its_report_once_and_is_of_one_incident(name: str) -> None:
    spans = sorted((m["report"], *head(reports(name)[m["report"]]["text"], m["trigger"])) for i in incidents(name) for m in i["mentions"])
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(spans))


@pytest.mark.parametrize("name", SETS)
def test_every_claim_is_whole_and_its_source_stands_in_the_report(name: str) -> None:
    for incident in incidents(name):
        told = {m["report"] for m in incident["mentions"]}
        for c in incident["claims"]:
            assert c["report"] in told and c["factuality"] in HOW_FIRM, c
            assert c["source"] is None or head(reports(name)[c["report"]]["text"], c["source"]), c
            if c["about"] in FIGURES:
                assert None not in (c["low"], c["high"]) or c["low"] != c["high"], c
            else:
                assert c["about"] in VALUES and c["value"], c


@pytest.mark.parametrize("name", SETS)
def test_contradictions_name_reports_that_claim_different_things(name: str) -> None:
    for incident in incidents(name):
        for x in incident["contradictions"]:
            said = [(report, claim) for report, claim in claims(incident, x["about"]) if report in x["reports"]]
            assert len(x["reports"]) == len(set(x["reports"])) >= 2 and x["why"], x
            assert {report for report, _ in said} == set(x["reports"]), x
            assert len({claim for _, claim in said}) >= 2, x


@pytest.mark.parametrize("name", SETS)
def test_copies_are_reports_of_the_incident_and_alike(name: str) -> None:
    for incident in incidents(name):
        told = {m["report"] for m in incident["mentions"]}
        for copies in incident["copies"]:
            first, *others = [reports(name)[report]["text"].split() for report in copies]
            assert others and set(copies) <= told
            assert all(SequenceMatcher(None, first, other, autojunk=False).ratio() > 0.5 for other in others)

"""The repository's own reports and their gold: well formed, varied, and scored as the guidelines say."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

import pytest

from benchmarks.examples import FOLDER, golds, texts
from benchmarks.score import Counts, Report, bracketed, compare, from_gold, gold_faults, same_time, score


@cache
def gold(doc: str) -> dict[str, Any]:
    return dict(golds()[doc])


def test_there_are_enough_reports_of_both_kinds() -> None:
    assert len(list(FOLDER.glob("*.txt"))) >= 4
    assert len(texts()) >= 8
    assert set(texts()) == set(golds())


@pytest.mark.parametrize("doc", sorted(texts()))
def test_reports_are_short_and_their_gold_fits(doc: str) -> None:
    assert 100 <= len(texts()[doc].split()) <= 250
    assert list(gold_faults(gold(doc), texts()[doc])) == []


def test_one_report_is_dated_to_the_month() -> None:
    assert texts()["myanmar-monat"].startswith(" date 2024-03 ")
    assert all(texts()[f.stem].startswith(f" date {gold(f.stem)['date']} ") for f in FOLDER.glob("*.txt"))


def test_reports_of_one_incident_differ_in_their_figures() -> None:
    tolls = {doc: {c["low"] for e in gold(doc)["events"] for c in e["casualties"] if c["kind"] == "killed"} for doc in texts()}
    assert 12 in tolls["al-faschir-agentur"] and 19 in tolls["al-faschir-hilfswerk"] and 23 in tolls["al-faschir-zeitung"]
    assert 30 in tolls["sake-rundfunk"] and 12 in tolls["sake-agentur"]


# ---- the scorer ----------------------------------------------------------------------------------------------------


def span(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    head = {"start": start, "end": start + len(words), "text": words}
    return {**head, "head": head}


TEXT = "Nach Angaben der Polizei starben bei dem Angriff zwei Menschen."
GOLD = {
    "doc": "x", "gaps": [],
    "events": [{
        "id": "e1", "type": "ASSAULT", "triggers": ["[[starben]]", "dem [[Angriff]]"], "agents": [], "patients": ["zwei [[Menschen]]"],
        "places": [], "time": "2024-01-02", "form": "according_to", "factuality": "certain", "sources": ["Angaben der [[Polizei]]"],
        "casualties": [{"kind": "killed", "low": 2, "high": 2, "quote": "[[zwei]] Menschen", "source": "Angaben der [[Polizei]]"}],
    }],
}  # fmt: skip


def reading(statements: list[str], high: int | None = 2) -> dict[str, Any]:
    """A reading of TEXT with one event; its figure is told by `statements`."""
    source = {"ref": None, "span": span(TEXT, "der Polizei")}
    event = {
        "id": "e1", "type": "ASSAULT", "triggers": [span(TEXT, "Angriff")], "agents": [], "patients": [{"ref": "a1", "span": None}],
        "places": [], "time": "2024-01-02", "factuality": "certain", "statements": ["s1"],
    }  # fmt: skip
    value = {"about": "killed", "low": 2, "high": high, "span": span(TEXT, "zwei")}
    claim = {"event": "e1", "polarity": "affirmed", "statements": statements, **value}
    return {
        "actors": [{"id": "a1", "mentions": [span(TEXT, "Menschen")]}], "places": [], "gaps": [], "events": [event], "claims": [claim],
        "statements": [{"id": "s1", "form": "according_to", "sources": [source]}],
    }  # fmt: skip


def scores(read: dict[str, Any]) -> dict[str, float]:
    return score({"x": GOLD}, {"x": TEXT}, {"x": read})


def test_a_perfect_reading_scores_one() -> None:
    found = scores(reading(["s1"]))
    assert {name for name, value in found.items() if value == 1.0} >= {
        "typed event",
        "patient",
        "casualty",
        "right source",
        "source",
        "form",
    }


def test_a_figure_given_to_the_report_itself_is_a_wrong_source() -> None:
    assert scores(reading([]))["right source"] == 0.0


def test_an_open_bound_is_not_a_closed_one() -> None:
    assert scores(reading(["s1"], high=None))["casualty"] == 0.0


def test_a_report_that_was_not_read_scores_nothing() -> None:
    assert score({"x": GOLD}, {"x": TEXT}, {})["record F1"] == 0.0


@pytest.mark.parametrize("quote", ["Angriff", "[[n]]", "[[fehlt]]", "[[zwei]] [[Menschen]]"])
def test_a_quote_must_stand_once_with_one_head(quote: str) -> None:
    with pytest.raises(ValueError):
        bracketed(TEXT, quote)


def test_gold_against_itself_is_perfect() -> None:
    for doc, text in texts().items():
        parts: dict[str, Counts] = defaultdict(Counts)
        told: Report = from_gold(gold(doc), text)
        compare(told, told, parts)
        assert all(c.right == c.found == c.wanted for c in parts.values()), doc


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("2024-01-02", "2024-01-02", True),
        ("2015-10/2016-01", "2015-10/2016-01-18", True),
        ("2015-10/2016-01", "2015-10/..", True),
        ("2015-10/2016-01", "2015-11/2016-01", False),
        ("2024-01", "2024-01-02", False),
        (None, None, False),
    ],
)
def test_times_are_the_same_when_equal(a: str | None, b: str | None, same: bool) -> None:
    assert same_time(a, b) is same

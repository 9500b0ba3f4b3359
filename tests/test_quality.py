"""The floors hold what they promise: a measure below is named, floors only rise, and the file comes back as it was."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import command, drills, examples, quality, readme, retold, speed, treebank

FLOORS = {"reports": {"record F1": 0.5, "typed event": 0.6}, "examples": {"source": 0.4}}


def test_what_lies_below_its_floor_is_named() -> None:
    assert quality.below({"reports": {"record F1": 0.5, "typed event": 0.59}}, FLOORS) == ["reports: typed event is 0.59, its floor is 0.6"]


def test_a_missing_measure_is_below_its_floor() -> None:
    assert quality.below({"examples": {}}, FLOORS) == ["examples: source is missing, its floor is 0.4"]


def test_a_set_that_was_not_asked_for_has_no_faults() -> None:
    assert quality.below({}, FLOORS) == []


@given(st.floats(0, 100), st.floats(0, 100))
def test_floors_never_fall_and_never_rise_above_the_measure(floor: float, measured: float) -> None:
    new = quality.raised({"a": {"b": floor}}, {"a": {"b": measured}})["a"]["b"]
    assert new >= floor and (new == floor or new <= measured)


def test_the_floors_are_written_as_they_are_read() -> None:
    assert tomllib.loads(quality.as_toml(FLOORS)) == FLOORS
    committed = quality.FLOORS.read_text(encoding="utf8")
    assert quality.as_toml(tomllib.loads(committed)) == committed


def test_a_set_that_cannot_be_scored_is_a_fault() -> None:
    faults: list[str] = []

    def broken() -> dict[str, float]:
        raise RuntimeError("no such file")

    assert quality.measure("places", broken, faults) == {}
    assert faults == ["places: cannot be scored: RuntimeError: no such file"]


def test_without_the_shared_sets_only_our_own_are_scored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LAGEBILD_SHARED", str(tmp_path))
    monkeypatch.setattr(examples, "score", lambda: {"source": 0.5})
    assert command.shared() is None
    monkeypatch.setattr(drills, "score", lambda: {"figure": 0.5})
    monkeypatch.setattr(retold, "score", lambda: {"B3 F1": 0.5})
    monkeypatch.setattr(treebank, "score_own", lambda: {"LAS": 85.0})
    assert quality.measure_all([], []) == {
        "examples": {"source": 0.5},
        "drills": {"figure": 0.5},
        "retold": {"B3 F1": 0.5},
        "own treebank": {"LAS": 85.0},
    }


def test_ratios_compare_within_one_run() -> None:
    one, two = speed.Run(1014, 1, 100.0, 500.0), speed.Run(1014, 2, 50.0, 500.0)
    small, large = speed.Run(125, 1, 12.5, 400.0), speed.Run(1000, 1, 100.0, 600.0)
    assert list(speed.ratios(one, two, small, large).values()) == [2.0, 1.0, 1.5]
    assert "20.3" in speed.table([two], {})


def test_the_readme_table_is_made_from_the_scores() -> None:
    text = f"# X\n{readme.BEGIN}\nold\n{readme.END}\nrest\n"
    new = readme.renewed(text, {"reports": {"record F1": 0.456, "form": 0.1}, "treebank": {"LAS": 70.04}})
    assert "record F1 **45.6**" in new and "LAS **70.0**" in new and "old" not in new and "form" not in new and new.endswith("\nrest\n")
    assert readme.renewed(new, {"reports": {"record F1": 0.456}, "treebank": {"LAS": 70.04}}) == new


def test_a_span_that_is_not_the_texts_is_seen() -> None:
    head = {"start": 4, "end": 7, "text": "Tor"}
    assert list(speed.misplaced({"span": {"start": 0, "end": 7, "text": "Das Tor", "head": head}}, "Das Tor.")) == []
    assert list(speed.misplaced([{"start": 1, "end": 7, "text": "Das Tor"}], "Das Tor.")) == ["1-7 is not 'Das Tor'"]
    assert list(speed.misplaced([{"start": 3, "end": 3, "text": ""}], "Das Tor.")) == ["3-3 is not ''"]

"""The audit swaps forms as whole words and both ways, finds its way back to the old text, and sees what differs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import audit, command
from benchmarks.audit import Swap, swapped

SIDES = Swap("sides", (("Armee", "Miliz"), ("russisch*", "ukrainisch*"), ("in der Ukraine", "in Russland"), ("die Ukraine", "Russland")))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Die Armee schoss, die Miliz floh.", "Die Miliz schoss, die Armee floh."),
        ("Armeesprecher und Armee", "Armeesprecher und Miliz"),
        ("ein russischer und der ukrainische General", "ein ukrainischer und der russische General"),
        ("Russische Panzer stehen in der Ukraine.", "Ukrainische Panzer stehen in Russland."),
        ("Russland droht, in Russland schweigt man.", "Die Ukraine droht, in der Ukraine schweigt man."),
        ("Es brennt. Russland schweigt", "Es brennt. Die Ukraine schweigt"),
        ("Die Ukraine wartet.", "Russland wartet."),
    ],
)
def test_forms_change_places(before: str, after: str) -> None:
    assert swapped(before, SIDES).text == after


WORDS = st.lists(st.sampled_from(["die", "Armee", "Miliz", "russische", "ukrainischen", "Stadt", "schoss", "."]), max_size=12).map(" ".join)


@given(WORDS)
def test_a_second_swap_brings_the_text_back(text: str) -> None:
    assert swapped(swapped(text, SIDES).text, SIDES).text.lower() == text.lower()


@given(WORDS)
def test_what_was_not_swapped_is_found_where_it_stood(text: str) -> None:
    new = swapped(text, SIDES)
    inside = {k for start, end, *_ in new.edits for k in range(start, end)}
    assert all(new.text[k] == text[new.before(k)] for k in range(len(new.text)) if k not in inside)


@given(WORDS)
def test_a_swapped_form_stands_at_the_front_of_the_old_one(text: str) -> None:
    new = swapped(text, SIDES)
    old = new.unswapped(text)
    for start, end, old_start, old_end in new.edits:
        assert {new.before(k) for k in range(start, end)} == {old.before(k) for k in range(old_start, old_end)} == {old_start}


def span(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words, "head": {"start": start, "end": start + len(words), "text": words}}


def reading(text: str, kind: str, who: str, low: int, basis: str) -> Mapping[str, Any]:
    """As much of a reading as the audit looks at: somebody says that the shelling killed two."""
    return {
        "document": {"text": text},
        "events": [
            {
                "triggers": [span(text, "beschoss")],
                "type": kind,
                "factuality": "certain",
                "agents": [{"ref": None, "span": span(text, who)}],
                "patients": [],
            }
        ],
        "statements": [
            {
                "id": "s1",
                "form": "indirect",
                "sources": [{"span": span(text, "Gouverneur"), "basis": basis}],
                "cue": [span(text, "sagte")],
                "content": [],
                "frame": [],
            }
        ],
        "claims": [
            {
                "about": "killed",
                "low": low,
                "high": low,
                "polarity": "affirmed",
                "firmness": "certain",
                "statements": ["s1"],
                "span": span(text, "zwei"),
            },
            {"about": "occurrence"},
        ],
    }


BEFORE = "Die Armee beschoss ein Dorf; zwei starben, sagte der Gouverneur."
AFTER = swapped(BEFORE, SIDES)


def kinds(new: Mapping[str, Any]) -> list[str]:
    old = reading(BEFORE, "ASSAULT", "Armee", 2, "named")
    return [d.kind for d in audit.differences("r", SIDES, old, new, AFTER)]


def test_two_readings_that_say_the_same_do_not_differ() -> None:
    assert kinds(reading(AFTER.text, "ASSAULT", "Miliz", 2, "named")) == []


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (("COERCE", "Miliz", 2, "named"), ["type"]),
        (("ASSAULT", "Dorf", 2, "named"), ["roles"]),
        (("ASSAULT", "Miliz", 3, "named"), ["casualty"]),
        (("ASSAULT", "Miliz", 2, "unnamed"), ["teller", "source"]),
    ],
)
def test_what_is_read_in_another_way_is_told(new: tuple[str, str, int, str], expected: list[str]) -> None:
    assert kinds(reading(AFTER.text, *new)) == expected


def test_a_missing_event_is_told_once() -> None:
    assert kinds({**reading(AFTER.text, "ASSAULT", "Miliz", 2, "named"), "events": []}) == ["type"]


def test_the_swaps_are_for_reports_that_are_there() -> None:
    known = audit.texts()
    assert all(doc in known for swap in audit.swaps() for doc in swap.only)
    tried = {swap.name for _, swap, _ in audit.pairs(known, audit.swaps())}
    assert tried == {swap.name for swap in audit.swaps()}


def test_a_change_fails_the_audit(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Every report is read as it stands, but for one word that the reader is made to be partial to."""

    def partial(rows: list[dict[str, str]], options: tuple[str, ...]) -> dict[str, Any]:
        empty: dict[str, Any] = {"events": [], "statements": [], "claims": []}
        return {row["id"]: {"document": {"text": row["text"]}, **empty} | partial_event(row["text"]) for row in rows}

    def partial_event(text: str) -> dict[str, Any]:
        if "Terroristen" not in text:
            return {}
        return {"events": [{"triggers": [span(text, " ")], "type": "ASSAULT", "factuality": "certain", "agents": [], "patients": []}]}

    monkeypatch.setattr(command, "read", partial)
    assert audit.main(["--swap", "soldiers – terrorists"]) == 1
    assert audit.main(["--swap", "Sunnis – Shiites"]) == 0
    assert "soldiers – terrorists" in capsys.readouterr().out

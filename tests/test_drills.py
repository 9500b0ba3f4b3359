"""The drills: every one is well marked, and a figure counts with its source only when both are right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks import drills
from benchmarks.score import GOLD_VALUES
from lagebild.dates import parse_edtf


def span(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "head": {"start": start, "end": start + len(words)}}


def reading(text: str, low: int, source: str | None) -> dict[str, Any]:
    """A reading in which somebody (None: the report) says how many were killed."""
    said = {"id": "s1", "form": "indirect", "sources": [{"ref": None, "span": span(text, source or "")}]}
    claim = {"about": "killed", "low": low, "high": low, "polarity": "affirmed", "statements": ["s1"] if source else [], "event": "e1"}
    return {"actors": [], "places": [], "events": [], "gaps": [], "statements": [said], "claims": [claim | {"span": span(text, "zwei")}]}


def test_every_figure_drill_is_well_marked() -> None:
    found = drills.drills("figures")
    assert len(found) > 100 and sum(d.unseen for d in found) == len(found) // 2
    for drill in found:
        assert len(drill.truth) <= 1 and "{" not in drill.text
        drills.wanted_figures(drill)


def test_every_event_drill_is_well_marked() -> None:
    found = drills.drills("events")
    assert len(found) > 100
    told = [event for drill in found for event in drills.wanted_events(drill)]
    assert {e.type for e in told} == GOLD_VALUES["type"]
    assert {e.form for e in told} <= GOLD_VALUES["form"] and {e.factuality for e in told} <= GOLD_VALUES["factuality"]
    assert all(bool(e.roles["sources"]) == (e.form != "narration") for e in told)
    assert all(e.time in (None, drills.TIMELESS) or parse_edtf(e.time) for e in told)


@pytest.mark.parametrize(
    ("low", "source", "figures", "claims"), [(2, "Polizei", 1, 1), (2, "Armee", 1, 0), (2, None, 1, 0), (3, "Polizei", 0, 0)]
)
def test_a_figure_with_another_source_is_no_right_claim(low: int, source: str | None, figures: int, claims: int) -> None:
    (drill,) = drills.cut(["Die {1:Polizei} zählte zwei Tote, die Armee vier.", "killed 2 2 @1"], "x")
    figure, claim, wrong = drills.count_figures(drill, reading(drill.text, low, source))
    assert (figure.right, claim.right) == (figures, claims) and bool(wrong) == (claims == 0)


@pytest.mark.parametrize(("source", "claims"), [("Zeitung", 1), ("Polizei", 1), ("Armee", 0)])
def test_either_of_two_words_may_name_who_gives_a_figure(source: str, claims: int) -> None:
    line = "Die {1:Zeitung} berichtet unter Berufung auf die {2:Polizei} von zwei Toten bei der Armee."
    (drill,) = drills.cut([line, "killed 2 2 @1+2"], "x")
    figure, claim, _ = drills.count_figures(drill, reading(drill.text, 2, source))
    assert (figure.right, claim.right) == (1, claims)


def test_one_word_may_play_in_several_events() -> None:
    (drill,) = drills.cut(["Die {a12:Armee} {t1:drohte}, das {p2:Dorf} zu {t2:beschießen}.", "1 THREATEN", "2 ASSAULT unrealised"], "x")
    first, second = drills.wanted_events(drill)
    assert first.roles["agents"] == second.roles["agents"] and not first.roles["patients"] and second.factuality == "unrealised"


def test_a_drill_without_its_trigger_is_refused() -> None:
    (drill,) = drills.cut(["Die {a1:Armee} schoss.", "1 ASSAULT"], "x")
    with pytest.raises(ValueError, match="no trigger"):
        drills.wanted_events(drill)


def test_a_text_that_tells_of_nothing_counts_what_is_found_as_wrong() -> None:
    (drill,) = drills.cut(["Der Angriff der Gäste rollte über die linke Seite.", "nothing"], "x")
    assert drill.truth == () and drills.wanted_events(drill) == [] and drills.wanted_figures(drill) == []


def told_at(text: str, *acts: tuple[str, str | None]) -> dict[str, Any]:
    """A reading of acts of violence, each by its trigger and with its time."""
    common = {"type": "ASSAULT", "agents": [], "patients": [], "places": [], "statements": [], "factuality": "certain"}
    events = [common | {"id": f"e{n}", "triggers": [span(text, word)], "time": time} for n, (word, time) in enumerate(acts)]
    return {"actors": [], "places": [], "events": events, "gaps": [], "statements": [], "claims": []}


@pytest.mark.parametrize(
    ("asked", "found", "counts"),
    [
        (" @2024-05-07", "2024-05-07", (1, 1, 1)),
        (" @2024-05-07", "2024-05", (0, 1, 1)),
        (" @2024-05-07", None, (0, 0, 1)),
        (" @2024-03/2024-05-08", "2024-03/2024-05", (1, 1, 1)),
        (" @-", "2024-05-07", (0, 1, 0)),
        (" @-", None, (0, 0, 0)),
        ("", "2024-05-07", (0, 0, 0)),
    ],
)
def test_a_time_counts_only_for_an_act_whose_line_gives_one(asked: str, found: str | None, counts: tuple[int, int, int]) -> None:
    (drill,) = drills.cut(["Am Dienstag {t1:beschoss} die Armee das Dorf.", f"1 ASSAULT certain narration{asked}"], "x")
    scored, _ = drills.count_events(drill, told_at(drill.text, ("beschoss", found)))
    assert (scored["time"].right, scored["time"].found, scored["time"].wanted) == counts


def test_the_time_of_an_act_that_is_not_there_counts_as_found_where_times_are_asked() -> None:
    truth = ["1 ASSAULT @2024-05-07", "2 ASSAULT"]
    (drill,) = drills.cut(["Am Dienstag {t1:starb} er nach der {t2:Attacke}, ein Schuss fiel.", *truth], "x")
    acts = (("starb", "2024-05-07"), ("Attacke", "2024-05-06"), ("Schuss", "2024-05-05"))
    time = drills.count_events(drill, told_at(drill.text, *acts))[0]["time"]
    assert (time.right, time.found, time.wanted) == (1, 2, 1)


def test_half_of_each_file_is_unseen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, count in (("events", 3), ("events-speech", 2)):
        (tmp_path / f"{name}.txt").write_text("Es {t1:brannte}.\n1 ASSAULT\n" * count, encoding="utf8")
    monkeypatch.setattr(drills, "FOLDER", tmp_path)
    found = [(drill.name, drill.unseen) for drill in drills.drills("events")]
    assert found == [("events-speech-1", False), ("events-speech-2", True), ("events-1", False), ("events-2", True), ("events-3", False)]

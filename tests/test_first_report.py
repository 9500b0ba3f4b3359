"""The first real report that had to work: what it says, by whom, in which words (skipped where the shared corpora are not)."""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks import command
from lagebild import Reader, Reading, make_document
from lagebild.model import Claim, Event, Ref, Source

SHARED = command.shared()
REPORT = SHARED / "corpora/news/bergkarabach-2023-09.txt" if SHARED else None
if REPORT is None or not REPORT.is_file():
    pytest.skip("the shared corpora are not here (LAGEBILD_SHARED, ../shared)", allow_module_level=True)


@cache
def reading() -> Reading:
    assert REPORT is not None
    return Reader("de").read(make_document(REPORT.read_bytes().decode("utf8"), id="bergkarabach-2023-09", language="de"))


def event(trigger: str) -> Event:
    """The event that a word of the report names."""
    found = [e for e in reading().events if any(t.text == trigger for t in e.triggers)]
    assert found, f"no event at {trigger!r}"
    return found[0]


def claims(of: Event, about: str) -> list[Claim]:
    return [c for c in reading().claims if c.event == of.id and c.about == about]


def names(refs: tuple[Ref, ...] | tuple[Source, ...]) -> str:
    """Who or what is meant: names and heads, in one string."""
    known = {a.id: a.name for a in reading().actors} | {p.id: p.name for p in reading().places}
    return " ".join(f"{known.get(r.ref or '', '')} {r.span.head if r.span else ''}" for r in refs)


def tellers(claim: Claim) -> str:
    """Who tells the claim, in one string; empty: the report itself."""
    told = {s.id: s for s in reading().statements}
    return " ".join(names(told[s].sources) for s in claim.statements)


def test_the_shooting_has_a_day_and_no_agent() -> None:
    assert (event("Beschuss").type, event("Beschuss").time, event("Beschuss").agents) == ("ASSAULT", "2023-09-20", ())


def test_the_shooting_was_near_a_village() -> None:
    place = next(p for p in reading().places if p.id in {r.ref for r in event("Beschuss").places})
    assert [m.relation for m in place.mentions if m.span.head == "Dschanjatag"] == ["near"]


def test_that_they_came_under_fire_is_the_ministrys_word() -> None:
    assert "Verteidigungsministerium" in " ".join(tellers(c) for c in claims(event("beschossen"), "occurrence"))
    assert "Verteidigungsministerium" in " ".join(tellers(c) for c in claims(event("Beschuss"), "occurrence"))


def test_that_soldiers_died_is_the_reports_own_with_an_open_number() -> None:
    own = [
        c.figure
        for c in reading().claims
        if c.about == "killed" and not c.statements and c.figure and c.span.text.endswith("russische Soldaten")
    ]
    assert [(f.low, f.high) for f in own if f] == [(2, None)]


def test_the_shooting_and_the_deaths_are_one_event() -> None:
    assert event("beschossen").id == event("Beschuss").id == event("Leben").id


def test_the_report_keeps_its_distance_from_the_peacekeepers() -> None:
    marked = [m for a in reading().actors for m in a.mentions if m.distance == "so_called"]
    assert any("Friedenstruppen" in m.span.text for m in marked)


@pytest.mark.parametrize(("kind", "about"), [("undisclosed", "casualties"), ("unclear", "reaction"), ("no_comment", "reaction")])
def test_what_is_not_known_is_a_gap(kind: str, about: str) -> None:
    assert (kind, about) in [(g.kind, g.about) for g in reading().gaps]


@pytest.mark.parametrize(("trigger", "type"), [("Telefongespräch", "CONSULT"), ("entschuldigte", "SUPPORT"), ("Beileid", "SUPPORT")])
def test_the_kremlin_tells_of_call_apology_and_condolence(trigger: str, type: str) -> None:
    assert event(trigger).type == type
    occurrences = claims(event(trigger), "occurrence")
    assert occurrences and all("Kreml" in tellers(c) for c in occurrences)


def test_the_dead_officer_is_named_by_russian_media() -> None:
    (claim,) = (c for c in reading().claims if c.about == "identity")
    assert "Medien" in tellers(claim) and claim.span.head == "Ivan Kovgan" and claim.of is not None


def test_the_officers_age_office_and_appointment_are_his_attributes() -> None:
    (kovgan,) = (a for a in reading().actors if a.name == "Ivan Kovgan")
    found = {(x.kind, x.value) for x in kovgan.attributes}
    assert ("age", "52") in found
    assert {"stellvertretender Chef", "stellvertretender Kommandeur"} <= {
        " ".join(v.split()[:2]) for k, v in found if k in ("office", "appointed")
    }
    assert any((x.edtf or "").startswith("2023-07") for x in kovgan.attributes)


def test_soldiers_were_sent_after_the_war_of_2020() -> None:
    assert (event("entsandte").type, (event("entsandte").time or "")[:4]) == ("MOBILIZE", "2020")
    assert "Russland" in names(event("entsandte").agents)


def test_the_helicopter_was_shot_down_in_2020() -> None:
    shot = event("schossen")
    assert (shot.type, (shot.time or "")[:4]) == ("ASSAULT", "2020")
    assert "Streitkräfte" in names(shot.agents) and "Militärhubschrauber" in names(shot.patients)


def test_the_helicopters_pilots_died_in_the_same_event_by_no_submarine() -> None:
    shot = event("schossen")
    assert "U-Boot" not in names(shot.agents)
    assert event("getötet").id == shot.id
    assert [(c.figure.low, c.figure.high) for c in claims(shot, "killed") if c.figure] == [(2, 2)]


def test_the_operation_began_on_tuesday_and_has_ended() -> None:
    assert (event("Militäroperation").time, event("Militäroperation").phase) == ("2023-09-19", "ended")


def test_state_media_tell_of_the_talks() -> None:
    talks = event("Gespräche")
    assert (talks.type, talks.time) == ("CONSULT", "2023-09-21") and "Jevlah" in names(talks.places)
    told = [s for s in reading().statements if s.id in talks.statements]
    assert [source.type for s in told for source in s.sources] == ["state_media"]


def test_the_talks_are_about_integration() -> None:
    assert any("Integration" in span.text for span in event("Gespräche").topic)


def test_putin_demands_something_of_aliyev() -> None:
    demand = event("forderte")
    assert demand.type == "REQUEST" and "Putin" in names(demand.agents) and "Aliyev" in names(demand.patients)


def test_what_putin_demands_is_its_topic() -> None:
    assert any("Rechte der Armenier" in span.text for span in event("forderte").topic)


def test_that_there_were_no_consequences_is_told_by_somebody_unnamed() -> None:
    told = [s for s in reading().statements if any("Konsequenzen" in c.text for c in s.content)]
    assert told and all(source.ref is None for s in told for source in s.sources)


@pytest.mark.parametrize(("words", "day"), [("Dienstag", "2023-09-19"), ("Donnerstag", "2023-09-21")])
def test_weekdays_are_worked_out_though_only_the_month_is_known(words: str, day: str) -> None:
    assert [t.edtf for t in reading().times if t.span.text == words] == [day]

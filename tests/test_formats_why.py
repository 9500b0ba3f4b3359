"""Why: each value with its words, who says them, and its rules."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from lagebild.formats.why import reasons
from lagebild.model import Reading
from tests.sample import sample, span
from tests.strategies import readings


def test_an_event_rests_on_words_rules_and_claims() -> None:
    found = {r.field: r for r in reasons(sample(), "e1")}
    assert found["type"].value == "ASSAULT (firearms)" and found["type"].because == ("rule de.event.assault.beschiessen",)
    assert found["agents"].value == "Rebellen [a2]" and found["agents"].spans == (span("Rebellen"),)
    assert found["killed"].value == "2 [c2]"
    assert "said by Verteidigungsministerium (s1, according_to, „Angaben“)" in found["killed"].because
    assert "said by the report itself" in found["occurrence"].because
    assert found["factuality"].because == ("rolled up from c1, c2, c3, c4, c5",)
    assert "2024-05-07" in {r.value for r in reasons(sample(), "e1") if r.field == "time"}


def test_times_and_places_say_what_they_were_worked_out_from() -> None:
    (time,) = reasons(sample(), "t1")
    assert time.because == ("t1: DATE 2024-05-07, basis constraint of t2", "rule de.time.weekday")
    (place,) = reasons(sample(), "p1")
    assert place.because[0] == "may be Nordheim, DEU (own:1, score 0.40)"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(readings())
def test_everything_in_a_reading_has_reasons(reading: Reading) -> None:
    for kind in ("events", "claims", "statements", "actors", "places", "times", "gaps"):
        for thing in getattr(reading, kind):
            assert reasons(reading, thing.id)
    assert reasons(reading, "x1") == []

"""Incidents: whole streams of readings with known truth, and what must hold whatever the readings are."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.stream import Stream, b_cubed, make
from lagebild.formats.incident import dumps
from lagebild.merge import incident_id, incidents, renamed
from lagebild.model import Incident, Judgement, Pair, Reading
from tests import strategies


@pytest.fixture(scope="module")
def stream() -> Stream:
    return make(160, seed=3)


def partition(made: tuple[Incident, ...]) -> set[tuple[Pair, ...]]:
    return {i.events for i in made}


def judged(action: str, *keys: str, seq: int = 1) -> Judgement:
    return Judgement(seq, f"2031-03-01T00:00:{seq:02}Z", "r", action, keys, hash=f"h{seq}")  # type: ignore[arg-type]


def key_of(readings: list[Reading], pair: Pair) -> str:
    return next(e.key for r in readings if r.document.id == pair[0] for e in r.events if e.id == pair[1])


def own_keys(reading: Reading, ident: str) -> Reading:
    """The reading as one of the document `ident`, with event keys that no other document has."""
    events = tuple(replace(e, key=f"{ident}:{e.key}") for e in reading.events)
    return replace(reading, document=replace(reading.document, id=ident), events=events)


def test_a_stream_comes_out_as_it_happened(stream: Stream) -> None:
    found = {pair: i.id for i in incidents(stream.readings) for pair in i.events}
    assert set(found) == set(stream.truth)
    assert b_cubed(found, stream.truth)[2] > 0.85


def test_b_cubed_sees_joining_and_splitting(stream: Stream) -> None:
    assert b_cubed(dict.fromkeys(stream.truth, "one"), stream.truth)[0] < 0.2
    assert b_cubed({p: str(p) for p in stream.truth}, stream.truth)[1] < 0.6
    assert b_cubed({p: str(g) for p, g in stream.truth.items()}, stream.truth) == (1.0, 1.0, 1.0)


@settings(max_examples=5, deadline=None)
@given(order=st.randoms(use_true_random=False))
def test_the_order_of_readings_does_not_matter(order: random.Random) -> None:
    readings = make(60, seed=5).readings
    wanted = [dumps(i) for i in incidents(readings)]
    shuffled = list(readings)
    order.shuffle(shuffled)
    assert [dumps(i) for i in incidents(shuffled)] == wanted


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(several=st.lists(strategies.readings(), max_size=4))
def test_any_readings_give_every_event_one_incident(several: list[Reading]) -> None:
    readings = [own_keys(r, f"d{n}") for n, r in enumerate(several)]
    made = incidents(readings)
    every = [pair for i in made for pair in i.events]
    assert sorted(every) == sorted((r.document.id, e.id) for r in readings for e in r.events)
    assert len({i.id for i in made}) == len(made)
    for one in made:
        json.loads(dumps(one))
        for difference in (*one.contradictions, *one.developments):
            assert set(difference.claims) <= set(one.claims) and len(difference.documents) >= 1


def test_what_a_person_put_apart_stays_apart(stream: Stream) -> None:
    made = incidents(stream.readings)
    large = max(made, key=lambda i: len({d for d, _ in i.events}))
    first, last = large.events[0], large.events[-1]
    a, b = key_of(stream.readings, first), key_of(stream.readings, last)
    again = incidents(stream.readings, [judged("not-same", a, b)])
    assert not any(first in i.events and last in i.events for i in again)
    undone = incidents(stream.readings, [judged("not-same", a, b), judged("undo", "h1", seq=2)])
    assert partition(undone) == partition(made)


def test_not_same_holds_against_what_others_hold_together(stream: Stream) -> None:
    made = incidents(stream.readings)
    one, two = [i for i in made if len(i.events) > 1][:2]
    keys = [key_of(stream.readings, p) for p in (one.events[0], two.events[0])]
    bridge = key_of(stream.readings, made[-1].events[0])
    said = [judged("same", keys[0], bridge), judged("same", bridge, keys[1], seq=2), judged("not-same", keys[0], keys[1], seq=3)]
    again = incidents(stream.readings, said)
    assert not any(one.events[0] in i.events and two.events[0] in i.events for i in again)


def test_what_a_person_put_together_is_together(stream: Stream) -> None:
    made = incidents(stream.readings)
    pairs = made[0].events[0], made[-1].events[0]
    keys = [key_of(stream.readings, p) for p in pairs]
    again = incidents(stream.readings, [judged("same", *keys)])
    assert any(set(pairs) <= set(i.events) for i in again)
    unsure = incidents(stream.readings, [judged("same", *keys), judged("unsure", *keys, seq=2)])
    assert partition(unsure) == partition(made)


def test_ids_outlive_new_reports(stream: Stream) -> None:
    some, every = stream.readings[: len(stream.readings) // 2], stream.readings
    before = {pair: i.id for i in incidents(some) for pair in i.events}
    after = renamed(incidents(every), before)
    assert len({i.id for i in after}) == len(after)
    held = sum(before[p] == i.id for i in after for p in i.events if p in before)
    assert held >= 0.9 * len(before)


def test_an_id_that_splits_goes_to_the_larger_part() -> None:
    a, b = ("d1", "e1"), ("d2", "e1")
    parts = (Incident("inc_x", (a, ("d3", "e1")), "ASSAULT", None, None), Incident(incident_id("old"), (b,), "ASSAULT", None, None))
    after = renamed(parts, {a: "inc_old", ("d3", "e1"): "inc_old", b: "inc_old"})
    assert after[0].id == "inc_old" and after[1].id != "inc_old"


def test_reasons_tie_every_report_to_its_incident(stream: Stream) -> None:
    for one in incidents(stream.readings):
        documents = {d for d, _ in one.events}
        if len(documents) > 1:
            assert documents == {pair[0] for r in one.reasons for pair in r.events}
            assert all(0 <= r.score <= 1 and r.why for r in one.reasons)

"""What views are made of: flat pieces of text, open bounds shown as open, characters that no terminal obeys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.formats.view import View, around, bounds, clip, first_day, printable, segments, title
from lagebild.model import Reading
from tests.sample import sample, span
from tests.strategies import readings

MARKS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from("abc")), max_size=8)


@given(st.integers(0, 30), MARKS)
def test_segments_cover_the_text_once_and_name_what_lies_on_them(length: int, marks: list[tuple[int, int, str]]) -> None:
    pieces = list(segments(length, marks))
    assert [a for a, _, _ in pieces] == [0, *(b for _, b, _ in pieces)][: len(pieces)]
    assert all(a < b for a, b, _ in pieces) and (pieces[-1][1] if pieces else 0) == length
    for start, end, names in pieces:
        for at in range(start, end):
            assert set(names) == {n for a, b, n in marks if 0 <= a <= at < b <= length}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(readings())
def test_every_claim_has_an_origin_and_every_event_is_shown_once(reading: Reading) -> None:
    view = View(reading)
    assert all(list(view.origins(claim)) for claim in reading.claims)
    assert sorted(e.id for e in view.in_time()) == sorted(e.id for e in reading.events)
    days = [first_day(e.time) for e in view.in_time()]
    assert days == sorted(days)


def test_who_tells_what_of_an_event() -> None:
    view = View(sample())
    told = {name or "report": [c.about for c in claims] for name, _, claims in view.tellers(view.events["e1"])}
    assert told == {"report": ["occurrence", "agent", "time"], "Verteidigungsministerium": ["killed"], "Kurier": ["identity"]}


def test_the_reports_distance_from_a_name() -> None:
    view = View(sample())
    assert view.distance(view.events["e1"].agents[0]) == "so_called"
    assert view.distance(view.events["e1"].patients[0]) is None


@pytest.mark.parametrize(
    ("low", "high", "words"), [(2, 2, "2"), (2, 4, "2–4"), (65, None, "≥ 65"), (None, 40, "≤ 40"), (None, None, "?"), (0, 0, "0")]
)
def test_bounds_stay_open(low: int | None, high: int | None, words: str) -> None:
    assert bounds(low, high) == words


def test_long_numbers_are_parted() -> None:
    assert (bounds(230_000, None, "."), bounds(2000, 10_000, ","), bounds(230_000, 230_000)) == ("≥ 230.000", "2000–10,000", "230000")


def test_clip_and_around() -> None:
    assert clip("ein\n  langer   Satz", 12) == "ein langer…" and clip("kurz", 4) == "kurz"
    before, after = around(sample().document.text, span("Rebellen"), 5)
    assert (before, after) == (" von ", " besc")


def test_a_report_without_a_title_is_called_by_its_first_words() -> None:
    assert title(sample()) == "Konvoi beschossen"
    document = replace(sample().document, title=None)
    assert title(replace(sample(), document=document)).startswith("Bei Nordheim ist am Dienstag")
    assert title(replace(sample(), document=replace(document, published_basis="none"))).startswith("date 2024-05 Bei Nordheim")


@given(st.text())
def test_nothing_printable_is_obeyed_by_a_terminal(text: str) -> None:
    shown = printable(text)
    assert not any(c < " " and c not in "\n\t" for c in shown)
    assert not set(shown) & set("\x7f\x85\x9b\u202e\u2066\u200f\u2028")


def test_printable_keeps_ordinary_text() -> None:
    assert printable("Über „Köln“\r\n\tund 🙂") == "Über „Köln“\n\tund 🙂"
    assert printable("a\x1b[31mb\u202ec") == "a\\u001b[31mb\\u202ec"

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild import dates
from lagebild.dates import Interval
from lagebild.errors import DateError

DAYS = st.dates(min_value=date(1, 1, 1))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    open_start, open_end = draw(st.sampled_from([(False, False), (True, False), (False, True), (True, True)]))
    return Interval(None if open_start else first, None if open_end else last, draw(st.booleans()), draw(st.booleans()))


EDTF = intervals().map(dates.to_edtf)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2023-09-20", date(2023, 9, 20), date(2023, 9, 20)),
        ("2023-09", date(2023, 9, 1), date(2023, 9, 30)),
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-06/2020-08", date(2020, 6, 1), date(2020, 8, 31)),
        ("2015-10/..", date(2015, 10, 1), None),
        ("../2015-10", None, date(2015, 10, 31)),
        ("2020-22", date(2020, 6, 1), date(2020, 8, 31)),
        ("198X", date(1980, 1, 1), date(1989, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("2023-09-XX", date(2023, 9, 1), date(2023, 9, 30)),
        ("2023-09-20T14:35:00Z", date(2023, 9, 20), date(2023, 9, 20)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_edtf_is_read_as_its_days(edtf: str, first: date | None, last: date | None) -> None:
    assert dates.parse_edtf(edtf) == Interval(first, last)


@pytest.mark.parametrize("edtf", ["", "20", "2023-13", "2023-02-30", "0000", "Y12345", "-0044", "2023/2022", "heute", "2023-9-1"])
def test_what_is_no_edtf_is_refused(edtf: str) -> None:
    with pytest.raises(DateError):
        dates.parse_edtf(edtf)


def test_marks_are_kept() -> None:
    assert dates.to_edtf(dates.parse_edtf("2023-07~")) == "2023-07~"
    assert dates.to_edtf(dates.parse_edtf("1984?/..")) == "1984-01-01?/.."
    assert dates.parse_edtf("2023-07%") == Interval(date(2023, 7, 1), date(2023, 7, 31), approximate=True, uncertain=True)


@given(intervals())
def test_printing_and_reading_is_the_identity(interval: Interval) -> None:
    again = dates.parse_edtf(dates.to_edtf(interval))
    assert (again.first, again.last) == (interval.first, interval.last)
    if interval.first or interval.last:
        assert again == interval


def ends(edtf: str) -> tuple[date, date]:
    interval = dates.parse_edtf(edtf)
    return interval.first or date.min, interval.last or date.max


def lies_in(inner: str, outer: str) -> bool:
    return ends(outer)[0] <= ends(inner)[0] and ends(inner)[1] <= ends(outer)[1]


@given(EDTF, EDTF)
def test_what_two_share_lies_in_both(a: str, b: str) -> None:
    shared = dates.meet(dates.parse_edtf(a), dates.parse_edtf(b))
    assert (shared is not None) == dates.overlaps(a, b)
    if shared is not None:
        both = dates.to_edtf(shared)
        assert lies_in(both, a)
        assert lies_in(both, b)
    else:
        assert ends(a)[1] < ends(b)[0] or ends(b)[1] < ends(a)[0]


@given(EDTF, EDTF)
def test_a_hull_holds_both(a: str, b: str) -> None:
    both = dates.to_edtf(dates.hull([dates.parse_edtf(a), dates.parse_edtf(b)]))
    assert lies_in(a, both)
    assert lies_in(b, both)


@pytest.mark.parametrize(
    ("edtf", "interval"), [("2020-02", dates.month_of(2020, 2)), ("", None), (None, None), ("2020-13", None), ("gestern", None)]
)
def test_what_is_no_date_is_no_interval(edtf: str | None, interval: Interval | None) -> None:
    assert dates.interval_of(edtf) == interval


@pytest.mark.parametrize(
    ("interval", "edtf"),
    [
        (dates.season(2020, "SU"), "2020-06/2020-08"),
        (dates.season(2020, "WI"), "2020-12/2021-02"),
        (dates.quarter(2015, 3), "2015-07/2015-09"),
        (dates.half(2015, 2), "2015-07/2015-12"),
    ],
)
def test_parts_of_a_year(interval: Interval, edtf: str) -> None:
    assert dates.to_edtf(interval) == edtf


@pytest.mark.parametrize(
    ("edtf", "value"),
    [("2020", "2020"), ("2020-03", "2020-03"), ("2020-03-04", "2020-03-04"), ("2020-03-02/2020-03-08", "2020-W10"), ("199X", "199")],
)
def test_timex_value_of_an_interval(edtf: str, value: str) -> None:
    assert dates.timex_value(dates.parse_edtf(edtf)) == value


def test_open_and_odd_intervals_have_no_timex_value_of_their_own() -> None:
    assert dates.timex_value(Interval(date(2023, 9, 20), date(2023, 9, 30))) == "2023-09-XX"
    assert dates.timex_value(Interval(date(2023, 8, 31), date(2023, 9, 29))) == "XXXX-XX-XX"
    assert dates.timex_value(Interval(None, date(2023, 9, 29))) == "XXXX-XX-XX"


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9998, 1, 1)), st.integers(-11, 11))
def test_moving_by_months_stays_in_the_month_meant(day: date, months: int) -> None:
    moved = dates.shift(day, months, "M")
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day <= day.day


def test_moving() -> None:
    assert dates.shift(date(2024, 2, 29), 1, "Y") == date(2025, 2, 28)
    assert dates.shift(date(2024, 1, 31), 1, "M") == date(2024, 2, 29)
    assert dates.shift(date(2024, 1, 31), -2, "W") == date(2024, 1, 17)
    with pytest.raises(DateError):
        dates.shift(date(9999, 1, 1), 2, "Y")
    with pytest.raises(DateError):
        dates.shift(date(1, 1, 1), -1, "D")


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9998, 1, 1)), st.integers(1, 7))
def test_the_nearest_weekday_is_that_weekday_and_near(day: date, weekday: int) -> None:
    nearest, before, after = (dates.nearest_weekday(day, weekday, direction) for direction in (0, -1, 1))
    assert {nearest.isoweekday(), before.isoweekday(), after.isoweekday()} == {weekday}
    assert abs((nearest - day).days) <= 3
    assert 0 <= (day - before).days <= 6
    assert 0 <= (after - day).days <= 6

"""Dates as intervals of days: EDTF level 1 (ISO 8601-2) read and written, TIMEX3 values written, cut, moved.

An `Interval` is what every date comes to: its first and its last day, either of which may be open. Days are those of the
proleptic Gregorian calendar, years 1 to 9999; whatever lies outside is a DateError. Strings in and out are EDTF made of days,
months, years and intervals of these, `..` for an open end, `~` approximate, `?` uncertain. Seasons are those of the northern
hemisphere by whole months (meteorological), a winter belongs to the year it begins in.

No library: `edtf` and `edtf2` on PyPI parse with pyparsing (slow on import), and neither intersects nor knows TIMEX3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from lagebild.errors import DateError

Unit = Literal["D", "W", "M", "Y"]
LAST_YEAR = 9999
SEASON_MONTHS = {"SP": 3, "SU": 6, "AU": 9, "FA": 9, "WI": 12}  # TIMEX3 code → first of its three months
EDTF_SEASONS = {21: "SP", 22: "SU", 23: "AU", 24: "WI"}

_EDTF_DATE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?(?:T[\d:.]+(?:Z|[+-]\d\d(?::?\d\d)?)?)?([~?%]?)")


@dataclass(frozen=True, slots=True)
class Interval:
    """The days from `first` to `last`, both included; None is an open end."""

    first: date | None
    last: date | None
    approximate: bool = False
    uncertain: bool = False

    def __post_init__(self) -> None:
        if self.first and self.last and self.first > self.last:
            raise DateError(f"an interval ends before it begins: {self.first}/{self.last}")

    @property
    def days(self) -> int | None:
        """How many days it has, None when an end is open."""
        return (self.last - self.first).days + 1 if self.first and self.last else None


# ---- EDTF ----------------------------------------------------------------------------------------------------------


def parse_edtf(text: str) -> Interval:
    """The interval that an EDTF level 1 string stands for; DateError when it is none or lies outside the years 1 to 9999."""
    start, slash, end = text.partition("/")
    if not slash:
        return _parse_date(text, text)
    ends = [None if part in ("", "..") else _parse_date(part, text) for part in (start, end)]
    return Interval(
        ends[0].first if ends[0] else None,
        ends[1].last if ends[1] else None,
        any(e.approximate for e in ends if e),
        any(e.uncertain for e in ends if e),
    )


def interval_of(edtf: str | None) -> Interval | None:
    """The interval that an EDTF string stands for; None for none, and for what is no date."""
    try:
        return parse_edtf(edtf) if edtf else None
    except DateError:
        return None


def _parse_date(part: str, text: str) -> Interval:
    found = _EDTF_DATE.fullmatch(part)
    if not found:
        raise DateError(f"{text!r} is no EDTF date")
    year, month, day, mark = found.groups()
    named = _named_days(year, month or "XX", day or "XX")
    return Interval(named.first, named.last, mark in ("~", "%"), mark in ("?", "%"))


def _named_days(year: str, month: str, day: str) -> Interval:
    if "X" in year or month == "XX":
        return Interval(*_years(year.replace("X", "0"), year.replace("X", "9")))
    if int(month) in EDTF_SEASONS and day == "XX":
        return season(int(year), EDTF_SEASONS[int(month)])
    if day == "XX":
        return month_of(int(year), int(month))
    exact = day_of(int(year), int(month), int(day))
    return Interval(exact, exact)


def _years(first: str, last: str) -> tuple[date, date]:
    return day_of(max(int(first), 1) if first != last else int(first), 1, 1), day_of(int(last), 12, 31)


def to_edtf(interval: Interval) -> str:
    """The shortest EDTF string for an interval: a day, month or year where it is exactly one, else its two ends."""
    mark = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}[interval.approximate, interval.uncertain]
    first, last = interval.first, interval.last
    if first and last:
        if first == last:
            return f"{first}{mark}"
        if whole_years(interval):
            return f"{first.year:04}{mark}" if first.year == last.year else f"{first.year:04}{mark}/{last.year:04}{mark}"
        if whole_months(interval):
            ends = [f"{d.year:04}-{d.month:02}{mark}" for d in (first, last)]
            return ends[0] if ends[0] == ends[1] else "/".join(ends)
    return "/".join(f"{d}{mark}" if d else ".." for d in (first, last))


def whole_months(interval: Interval) -> bool:
    """Whether it begins with the first day of a month and ends with the last day of one."""
    first, last = interval.first, interval.last
    return first is not None and last is not None and first.day == 1 and last == month_of(last.year, last.month).last


def whole_years(interval: Interval) -> bool:
    """Whether it begins on a 1 January and ends on a 31 December."""
    first, last = interval.first, interval.last
    return first is not None and last is not None and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


# ---- relations -----------------------------------------------------------------------------------------------------


def meet(a: Interval, b: Interval) -> Interval | None:
    """The days that both have, None when there are none; approximate or uncertain when either is."""
    first = max((d for d in (a.first, b.first) if d), default=None)
    last = min((d for d in (a.last, b.last) if d), default=None)
    if first and last and first > last:
        return None
    return Interval(first, last, a.approximate or b.approximate, a.uncertain or b.uncertain)


def hull(intervals: Iterable[Interval]) -> Interval:
    """The smallest interval that holds all of them (at least one)."""
    several = list(intervals)
    firsts, lasts = [i.first for i in several], [i.last for i in several]
    first = None if None in firsts else min(d for d in firsts if d)
    last = None if None in lasts else max(d for d in lasts if d)
    return Interval(first, last, any(i.approximate for i in several), any(i.uncertain for i in several))


def overlaps(a: str, b: str) -> bool:
    """Whether two EDTF strings share a day."""
    return meet(parse_edtf(a), parse_edtf(b)) is not None


# ---- calendar ------------------------------------------------------------------------------------------------------


def day_of(year: int, month: int, day: int) -> date:
    """The day; DateError when there is none such in the years 1 to 9999."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError) as error:
        raise DateError(f"{year}-{month}-{day} is no day: {error}") from error


def month_of(year: int, month: int) -> Interval:
    """The days of a month."""
    first = day_of(year, month, 1)
    following = first.replace(day=28) + timedelta(4) if (year, month) != (LAST_YEAR, 12) else None
    return Interval(first, following.replace(day=1) - timedelta(1) if following else date.max)


def year_of(first: int, last: int | None = None) -> Interval:
    """The days of a year, or of the years from `first` to `last`."""
    return Interval(day_of(first, 1, 1), day_of(first if last is None else last, 12, 31))


def months_of(year: int, month: int, count: int) -> Interval:
    """The days of `count` months from the given one."""
    end_year, end_month = _month_after(year, month, count - 1)
    return Interval(month_of(year, month).first, month_of(end_year, end_month).last)


def season(year: int, code: str) -> Interval:
    """The three months of a season (TIMEX3 code) that begins in `year`."""
    return months_of(year, SEASON_MONTHS[code], 3)


def quarter(year: int, number: int) -> Interval:
    """The days of a quarter, 1 to 4."""
    return months_of(year, 3 * number - 2, 3)


def half(year: int, number: int) -> Interval:
    """The days of a half year, 1 or 2."""
    return months_of(year, 6 * number - 5, 6)


def week_of(day: date) -> Interval:
    """Monday to Sunday around a day (ISO 8601)."""
    monday = shift_day(day, -day.weekday())
    return Interval(monday, shift_day(monday, 6))


def _month_after(year: int, month: int, count: int) -> tuple[int, int]:
    total = year * 12 + month - 1 + count
    return total // 12, total % 12 + 1


def shift_day(day: date, days: int) -> date:
    """The day so many days later (earlier when negative)."""
    try:
        return day + timedelta(days)
    except OverflowError as error:
        raise DateError(f"{day} and {days} days lie outside the years 1 to {LAST_YEAR}") from error


def shift(day: date, count: int, unit: Unit) -> date:
    """The day so many units later; a day that the month does not have becomes its last."""
    if unit in ("D", "W"):
        return shift_day(day, count if unit == "D" else 7 * count)
    year, month = _month_after(day.year, day.month, count if unit == "M" else 12 * count)
    target = month_of(year, month)
    assert target.last is not None
    return day_of(year, month, min(day.day, target.last.day))


def unit_around(day: date, unit: Unit) -> Interval:
    """The day, ISO week, month or year that a day lies in."""
    match unit:
        case "D":
            return Interval(day, day)
        case "W":
            return week_of(day)
        case "M":
            return month_of(day.year, day.month)
    return year_of(day.year)


def nearest_weekday(anchor: date, weekday: int, direction: int = 0) -> date:
    """The day nearest to `anchor` that is `weekday` (1 Monday to 7); with a direction the nearest not before (1) or not after (-1) it."""
    ahead = (weekday - anchor.isoweekday()) % 7
    if direction > 0 or (direction == 0 and ahead <= 3):
        return shift_day(anchor, ahead)
    return shift_day(anchor, ahead - 7 if ahead else 0)


# ---- TIMEX3 --------------------------------------------------------------------------------------------------------


def timex_value(interval: Interval) -> str:
    """The TIMEX3 value of an interval that is a day, a month, a year, a week or a part of one of these; XXXX-XX-XX where there is none."""
    first, last = interval.first, interval.last
    if first is None or last is None:
        return "XXXX-XX-XX"
    if first == last or whole_years(interval) or whole_months(interval):
        plain = to_edtf(Interval(first, last))
        return plain if "/" not in plain else _timex_of_months(first, last)
    if week_of(first) == Interval(first, last):
        year, week, _ = first.isocalendar()
        return f"{year:04}-W{week:02}"
    return f"{first.year:04}-{first.month:02}-XX" if (first.year, first.month) == (last.year, last.month) else "XXXX-XX-XX"


def _timex_of_months(first: date, last: date) -> str:
    if first.year % 10 == 0 and last.year - first.year == 9 and whole_years(Interval(first, last)):
        return f"{first.year // 10:03}"
    return f"{first.year:04}-XX-XX" if first.year == last.year else "XXXX-XX-XX"

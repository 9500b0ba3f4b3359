"""What a time comes to, what is known where it stands, and the steps that all kinds of times share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lagebild import dates
from lagebild.dates import Interval, Unit
from lagebild.model import TimeBasis, TimeExtent, TimeType
from lagebild.readers.time.tense import Tense

NEAR = 300  # characters within which a time still belongs to what was last spoken of


@dataclass(frozen=True, slots=True)
class Told:
    """A time already resolved, as later times may refer to it."""

    id: str
    position: int  # among the times of the report, -1 for none of them
    start: int
    sentence: int
    interval: Interval
    grain: str  # D W M Y or other
    year: int | None  # the year, where it was given in words together with a part of it
    tense: Tense | None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known where a time stands."""

    published: Interval | None
    published_from: tuple[str, ...]  # ids of times that narrow it
    anchor: Interval | None  # latest full date of the text, one day
    anchor_from: tuple[str, ...]
    last: Told | None
    last_day: Told | None  # the last that is one day
    last_year: Told | None  # the last with a year in words
    last_past: Told | None  # the last that is over since a month or more
    listed: bool  # the sentence has several days or a repeated time before this one
    tense: Tense | None
    at_large: bool  # the report names no day but "today", and its clause is present

    @property
    def day(self) -> date | None:
        """The day of publication, where it is known to the day."""
        return self.published.first if self.published and self.published.days == 1 else None


@dataclass(frozen=True, slots=True)
class Value:
    """What a time comes to; `interval` is None where it stays open, `year` set where the text itself gave the year."""

    type: TimeType
    value: str
    interval: Interval | None = None
    edtf: str | None = None
    basis: TimeBasis = "explicit"
    from_: tuple[str, ...] = ()
    extent: TimeExtent = "within"
    inferred: bool = False  # the one inference for bare weekdays
    open: bool = False  # depends on a day that nothing fixes
    year: int | None = None


def ends(interval: Interval) -> tuple[date, ...]:
    return tuple(d for d in (interval.first, interval.last) if d)


def moved(day: date, count: int, unit: Unit) -> date:
    return dates.shift(day, count, unit)


def plain(interval: Interval, **more: Any) -> Value:
    return Value("DATE", dates.timex_value(interval), interval, **more)


def around(anchor: Interval, count: int, unit: Unit) -> tuple[Interval, bool]:
    """The day, week, month or year so many units from an anchor, and whether it is the same for every day of the anchor."""
    each = [dates.unit_around(moved(d, count, unit), unit) for d in ends(anchor)]
    return dates.hull(each), len(each) == 2 and each[0] == each[1]


HOLES = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}


def from_published(count: int, unit: Unit, known: Known) -> Value:
    if known.published is None:
        return Value("DATE", HOLES[unit], open=True)
    interval, exact = around(known.published, count, unit)
    if exact:
        return Value("DATE", dates.timex_value(interval), interval, basis="published")
    first, last = interval.first, interval.last
    in_month = unit == "D" and first and last and (first.year, first.month) == (last.year, last.month)
    value = f"{first.year:04}-{first.month:02}-XX" if first and in_month else HOLES[unit]
    basis: TimeBasis = "constraint" if known.published_from else "published"
    return Value("DATE", value, interval, basis=basis, from_=known.published_from, open=True)


def shifted_day(value: Value, days: int) -> Value:
    """The same value so many days later; it must be one day."""
    assert value.interval is not None and value.interval.first is not None
    day = dates.shift_day(value.interval.first, days)
    return replace(value, value=value.value.replace(str(value.interval.first), str(day)), interval=Interval(day, day))

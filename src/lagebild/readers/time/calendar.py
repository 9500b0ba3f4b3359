"""Times that name a place in the calendar: dates, months, years, seasons, quarters, holidays; the year where it is not said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from lagebild import dates
from lagebild.dates import Interval
from lagebild.errors import DateError
from lagebild.model import TimeBasis
from lagebild.readers.time.find import Found
from lagebild.readers.time.holiday import holiday_days
from lagebild.readers.time.tense import Tense
from lagebild.readers.time.value import NEAR, Known, Told, Value, ends, moved, plain

MONTH = 31  # days at most of a time that tells a month


def on_date(found: Found, known: Known) -> Value:
    fields = found.fields
    month, day = fields.get("month", fields.get("month_name")), fields.get("day")
    year = _year_given(fields, known)
    basis: TimeBasis = "explicit"
    if month is None:
        return _whole_year(year, found, known)
    if not 1 <= month <= 12:
        raise DateError(f"there is no month {month}")
    sources: tuple[str, ...] = ()
    if year is None and fields.get("shift"):
        year, basis = _year_of_shifted(month, fields["shift"], known), "published"
    elif year is None:
        year, basis, sources = _year_for(month, found, known)
        year = _agreeing(year, month, day, fields.get("weekday"))
    if year is None:
        open_value = f"XXXX-{month:02}" + (f"-{day:02}" if day else "")
        dates.day_of(2000, month, day or 1)
        return Value("DATE", open_value, open=True)
    interval = dates.month_of(year, month)
    if day is not None:
        exact = dates.day_of(year, month, day)
        interval = Interval(exact, exact)
    spoken = year if fields.get("year") else None
    return plain(interval, basis=basis, from_=sources, year=spoken)


def _year_of_shifted(month: int, shift: int, known: Known) -> int | None:
    """The year of `vergangenen April`, `kommenden April`: the last or next that is not the month of the report itself."""
    if not known.published:
        return None
    years = {d.year + shift + ((month < d.month) if shift < 0 else -(month > d.month)) for d in ends(known.published)}
    return years.pop() if len(years) == 1 else None


def _agreeing(year: int | None, month: int, day: int | None, weekday: int | None) -> int | None:
    """The year as inferred, or the one beside it in which the day falls on the weekday that the text names with it."""
    if year is None or day is None or weekday is None:
        return year
    for near in (year, year - 1, year + 1):
        if (
            1 <= near <= dates.LAST_YEAR
            and dates.day_of(near, month, min(day, 28)).isoweekday() == (weekday - 1 - max(day - 28, 0)) % 7 + 1
        ):
            return near
    return year


def _whole_year(year: int | None, found: Found, known: Known) -> Value:
    if year is None:
        return Value("DATE", "XXXX", open=True)
    basis = "explicit" if found.fields.get("year") else "published"
    return plain(dates.year_of(year), basis=basis, year=year if found.fields.get("year") else None)


def _year_given(fields: Mapping[str, Any], known: Known) -> int | None:
    year = fields.get("year")
    if isinstance(year, int):
        if year >= 100:
            return year
        near = known.published.first.year if known.published and known.published.first else 2010
        return min((1900 + year, 2000 + year), key=lambda y: abs(y - near))
    if "year_same" in fields and known.last:  # `desselben Jahres`
        same = {d.year for d in ends(known.last.interval)}
        return same.pop() if len(same) == 1 else None
    if "year_shift" in fields and known.published:
        years = {moved(d, fields["year_shift"], "Y").year for d in ends(known.published)}
        return years.pop() if len(years) == 1 else None
    return None


def _year_for(month: int, found: Found, known: Known) -> tuple[int | None, TimeBasis, tuple[str, ...]]:
    """The year of a month without one: that last spoken of nearby, where it is past, else the nearest that the tense allows."""
    told = known.last_year
    published = known.published
    if told and told.year and found.start - told.start < NEAR:
        back, ahead = (
            known.tense == "past" and _is_past(told.year, published),
            known.tense in ("present", "future") and _is_ahead(told.year, published),
        )
        if back or ahead:
            return told.year + _goes_on(month, told, published), "context", (told.id,)
    if published is None or published.first is None or published.last is None:
        return None, "published", ()
    years = {_year_near(month, d, known.tense) for d in (published.first, published.last)}
    return (years.pop() if len(years) == 1 else None), "published", ()


def _goes_on(month: int, told: Told, published: Interval | None) -> int:
    """1 where the month is of the year after the one spoken of: `im Oktober 2023 … im Januar`, when that is over at publication."""
    first, last = told.interval.first, published.last if published else None
    if first is None or last is None or (told.interval.days or MONTH + 1) > MONTH or first.month <= month:
        return 0
    return 1 if (first.year + 1, month) <= (last.year, last.month) else 0


def _is_past(year: int, published: Interval | None) -> bool:
    return published is None or published.first is None or year < published.first.year


def _is_ahead(year: int, published: Interval | None) -> bool:
    return published is not None and published.last is not None and year > published.last.year


def _year_near(month: int, published: date, tense: Tense | None) -> int:
    ahead = month - published.month  # in the same year
    latest = {"past": 2, "present": 9, "future": 11, None: 4}[tense]
    earliest = {"past": -11, "present": -6, "future": -3, None: -9}[tense]
    return published.year - (ahead > latest) + (ahead < earliest)


def years(found: Found, known: Known) -> Value:
    first, last = found.fields["year"], found.fields["year_to"]
    last = last if last >= 100 else first // 100 * 100 + last
    interval = dates.year_of(first, last if last >= first else last + 100)
    return Value("DATE", "XXXX-XX-XX", interval, year=first)


def decade(found: Found, known: Known) -> Value:
    first = found.fields.get("year", found.fields.get("decade"))
    if first < 100:
        first += 1900 if first >= 20 else 2000
    return Value("DATE", f"{first // 10:03}", dates.year_of(first, first + 9))


def century(found: Found, known: Known) -> Value:
    number = found.fields["century"]
    if not 1 <= number <= 99:
        raise DateError(f"there is no century {number}")
    first = (number - 1) * 100
    return Value("DATE", f"{number - 1:02}", dates.year_of(max(first, 1), first + 99))


def season(found: Found, known: Known) -> Value:
    code = found.fields["season"]
    month = dates.SEASON_MONTHS[code]
    given = _year_given(found.fields, known)
    if given is not None:
        return Value("DATE", f"{given:04}-{code}", dates.season(given, code), year=found.fields.get("year"))
    year, basis, sources = _season_year(code, month, found, known)
    if year is None:
        return Value("DATE", f"XXXX-{code}", open=True)
    interval = dates.season(year, code)
    spoken = interval.last.year if code == "WI" and interval.last and known.published and known.published.first and (
        interval.last.year == known.published.first.year) else year  # fmt: skip
    return Value("DATE", f"{spoken:04}-{code}", interval, basis=basis, from_=sources)


def _season_year(code: str, month: int, found: Found, known: Known) -> tuple[int | None, TimeBasis, tuple[str, ...]]:
    shift = found.fields.get("shift")
    if shift is None and code != "WI":
        return _year_for(month + 1, found, known)
    if not known.published:
        return None, "published", ()
    years = {_season_near(code, d, shift, known.tense) for d in ends(known.published)}
    return (years.pop() if len(years) == 1 else None), "published", ()


def _season_near(code: str, day: date, shift: int | None, tense: Tense | None) -> int:
    """The year in which the season meant begins: with a shift the last over, the running or the next to come."""
    running = next((y for y in (day.year, day.year - 1) if _holds(dates.season(y, code), day)), None)
    begun = day.year if _begins(code, day.year) <= day else day.year - 1  # the latest that has begun
    if shift is None or shift == 0:
        if running is not None:
            return running
        return begun + 1 if tense == "future" or (shift == 0 and tense != "past") else begun
    if shift < 0:
        return (begun - 1 if running is not None else begun) + shift + 1
    return begun + shift


def _begins(code: str, year: int) -> date:
    return dates.day_of(year, dates.SEASON_MONTHS[code], 1)


def _holds(interval: Interval, day: date) -> bool:
    return dates.meet(interval, Interval(day, day)) is not None


def quarter(found: Found, known: Known) -> Value:
    fields, number = found.fields, found.fields["ordinal"]
    is_half = "half" in fields
    if not 1 <= number <= (2 if is_half else 4):
        raise DateError(f"there is no part {number} of a year")
    code, months = ("H", 6) if is_half else ("Q", 3)
    given = _year_given(fields, known)
    basis: TimeBasis = "explicit"
    sources: tuple[str, ...] = ()
    if given is None:
        given, basis, sources = _year_for(number * months, found, replace(known, tense=known.tense or "present"))
    if given is None:
        return Value("DATE", f"XXXX-{code}{number}", open=True)
    interval = dates.half(given, number) if is_half else dates.quarter(given, number)
    return Value("DATE", f"{given:04}-{code}{number}", interval, basis=basis, from_=sources, year=fields.get("year"))


def holiday(found: Found, known: Known) -> Value:
    row, year = found.fields["holiday"], _year_given(found.fields, known)
    if year is None and known.published:
        near = {_holiday_year(row, d, found.fields.get("shift"), known.tense) for d in ends(known.published)}
        year = near.pop() if len(near) == 1 else None
    if year is None:
        fixed = row["reckoning"] == "fixed"
        return Value("DATE", f"XXXX-{row['month']:02}-{row['day']:02}" if fixed else "XXXX-XX-XX", open=True)
    days = holiday_days(row, year)
    if not days:
        return Value("DATE", "XXXX-XX-XX", open=True)
    basis: TimeBasis = "explicit" if "year" in found.fields else "published"
    last = dates.shift_day(days[0], row.get("days", 1) - 1)
    reckoned = row["reckoning"] == "islamic"
    value = f"{year:04}-XX-XX" if reckoned else str(days[0])  # the moon as seen may differ by a day or two
    return Value("DATE", value, Interval(days[0], last, approximate=reckoned), basis=basis, year=found.fields.get("year"))


def _holiday_year(row: Mapping[str, Any], published: date, shift: int | None, tense: Tense | None) -> int | None:
    """The year of the holiday meant, by months alone: the last or next, where neither shift nor tense tells the nearest."""
    years = [y for y in (published.year - 1, published.year, published.year + 1) if 1 <= y <= dates.LAST_YEAR]
    away = [((d.year - published.year) * 12 + d.month - published.month, d.year) for y in years for d in holiday_days(row, y)]
    back = shift < 0 if shift else tense == "past"
    ahead = shift > 0 if shift else tense == "future"
    if back:
        return max((one for one in away if one[0] <= 0), default=(0, None))[1]
    if ahead:
        return min((one for one in away if one[0] >= 0), default=(0, None))[1]
    return min(away, key=lambda one: abs(one[0]), default=(0, None))[1]


KINDS = {
    "date": on_date, "years": years, "decade": decade, "century": century, "season": season, "quarter": quarter, "holiday": holiday,
}  # fmt: skip

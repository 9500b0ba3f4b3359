"""Holidays reckoned: Easter of the western and eastern churches, days of the Islamic and the Hebrew calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from lagebild.dates import day_of, shift_day


def holiday_days(row: Mapping[str, Any], year: int) -> tuple[date, ...]:
    """The first days of a holiday in a Gregorian year."""
    match row["reckoning"]:
        case "fixed":
            return (day_of(year, row["month"], row["day"]),)
        case "easter":
            return (shift_day(easter(year), row["offset"]),)
        case "orthodox":
            return (shift_day(orthodox_easter(year), row["offset"]),)
        case "islamic":
            return islamic_days(year, row["month"], row["day"])
    return hebrew_days(year, row["month"], row["day"])


def easter(year: int) -> date:
    """Easter Sunday of the western churches (Gregorian computus, Meeus/Jones/Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    offset = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * offset) // 451
    month, day = divmod(h + offset - 7 * m + 114, 31)
    return day_of(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the eastern churches as a Gregorian day (Julian computus, Meeus)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return shift_day(day_of(year, month, day + 1), year // 100 - year // 400 - 2)


_ISLAMIC_EPOCH = 227015  # ordinal of 1 Muharram 1, civil reckoning (19 July 622 Gregorian)
_HEBREW_EPOCH = -1373427  # ordinal of 1 Tishri 1 less one


def islamic_days(year: int, month: int, day: int) -> tuple[date, ...]:
    """The days of a Gregorian year on which a day of the tabular Islamic calendar falls; seen moons may shift it by a day or two."""
    first = (day_of(year, 1, 1).toordinal() - _ISLAMIC_EPOCH) * 30 // 10631
    return _in_year(year, (_islamic(first + n, month, day) for n in range(3)))


def _islamic(year: int, month: int, day: int) -> int:
    return _ISLAMIC_EPOCH + 354 * (year - 1) + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1


def hebrew_days(year: int, month: int, day: int) -> tuple[date, ...]:
    """The days of a Gregorian year on which a day of the Hebrew calendar falls; months from Tishri, 6 is Adar, 7 Nisan."""
    return _in_year(year, (_hebrew(year + 3760 + n, month, day) for n in range(2)))


def _hebrew_new_year(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    return day + 1 if (3 * (day + 1)) % 7 < 3 else day


def _hebrew_delay(year: int) -> int:
    before, this, after = (_hebrew_new_year(y) for y in (year - 1, year, year + 1))
    return 2 if after - this == 356 else 1 if this - before == 382 else 0


def _hebrew_start(year: int) -> int:
    return _HEBREW_EPOCH + _hebrew_new_year(year) + _hebrew_delay(year)


def _hebrew(year: int, month: int, day: int) -> int:
    start, end = _hebrew_start(year), _hebrew_start(year + 1)
    if month >= 6:  # counted back from the next new year: from Adar on, every month has a fixed length
        lengths = (29, 30, 29, 30, 29, 30, 29)  # (second) Adar to Elul
        return end - sum(lengths[month - 6 :]) + day - 1
    long, short = (end - start) % 10 == 5, (end - start) % 10 == 3
    before = (30, 30 if long else 29, 29 if short else 30, 29, 30)
    return start + sum(before[: month - 1]) + day - 1


def _in_year(year: int, ordinals: Iterable[int]) -> tuple[date, ...]:
    first, last = day_of(year, 1, 1).toordinal(), day_of(year, 12, 31).toordinal()
    return tuple(date.fromordinal(o) for o in ordinals if first <= o <= last)

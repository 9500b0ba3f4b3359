"""Times told from the day of the report or from the time last spoken of: days, weekdays, weekends, weeks, hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from lagebild import dates
from lagebild.dates import Interval, Unit
from lagebild.model import TimeBasis
from lagebild.readers.time.find import Found
from lagebild.readers.time.length import LARGE, TIMED, ago, count_back, since
from lagebild.readers.time.tense import Tense
from lagebild.readers.time.value import HOLES, NEAR, Known, Told, Value, around, ends, from_published, moved, plain

PARTS_OF_DAY_LATE = ("AF", "EV", "NI")


def deictic(found: Found, known: Known) -> Value:
    """`gestern`, `heute`; in a report that names no other day, `heute` beside a present is these days, not one of them."""
    if found.fields["deictic"] == 0 and known.at_large and "part" not in found.fields:
        return reference(replace(found, fields={"value": "PRESENT_REF"}), known)
    return from_published(found.fields["deictic"], "D", known)


def day_ago(found: Found, known: Known) -> Value:
    """`heute vor zehn Jahren`: the same day so many units before the report."""
    if known.day is None:
        return ago(found, known)
    day = moved(known.day, -int(min(found.fields["n"], 1e5)), found.fields["unit"])
    return plain(Interval(day, day), basis="published")


def night(found: Found, known: Known) -> Value:
    """`vergangene Nacht`: the night that ends on the day of the report; the coming one ends on the next."""
    return from_published(max(found.fields["shift"], 0), "D", known)


def of_today(found: Found, known: Known) -> Value:
    if "now" in found.fields and not {"weekday", "part"} & set(found.fields):
        return reference(replace(found, fields={"value": "PRESENT_REF"}), known)
    return from_published(0 if "now" in found.fields else -1 if "before" in found.fields else 1, "D", known)


def unit_shift(found: Found, known: Known) -> Value:
    count, unit = found.fields["shift"], found.fields["unit"]
    if unit == "WE":
        return weekend(found, known)
    if found.fields.get("anchor") == "text" and known.last:
        return _offset_from(known.last, count, unit, found)
    if "of_year" in found.fields and unit == "Y" and known.last and known.tense == "past":
        years = {d.year for d in ends(known.last.interval)}
        if len(years) == 1 and found.start - known.last.start < NEAR and count == 0:
            return plain(dates.year_of(years.pop()), basis="context", from_=(known.last.id,))
    if unit in LARGE or unit == "Q":
        return _large_shift(count, unit, known)
    value = from_published(count, unit, known)
    if unit == "W" and count == 0 and known.tense == "past" and known.day and value.interval:
        return replace(value, interval=Interval(value.interval.first, known.day))
    return value


def _large_shift(count: int, unit: str, known: Known) -> Value:
    if known.published is None:
        return Value("DATE", "XXXX", open=True)
    year = ends(known.published)[0].year
    if unit == "Q":
        total = year * 4 + (ends(known.published)[0].month - 1) // 3 + count
        return Value("DATE", f"{total // 4:04}-Q{total % 4 + 1}", dates.quarter(total // 4, total % 4 + 1), basis="published")
    size = LARGE[unit]
    first = (year // size + count) * size
    value = f"{first // size:0{5 - len(str(size))}}"
    return Value("DATE", value, dates.year_of(max(first, 1), first + size - 1), basis="published")


def weekend(found: Found, known: Known) -> Value:
    if known.published is None:
        return Value("DATE", "XXXX-WXX-WE", open=True)
    shift = found.fields.get("shift")
    each = [_weekend_near(d, shift, known.tense) for d in ends(known.published)]
    if each[0] == each[-1]:
        year, week, _ = each[0].isocalendar()
        return Value("DATE", f"{year:04}-W{week:02}-WE", Interval(each[0], dates.shift_day(each[0], 1)), basis="published")
    interval = Interval(min(each), dates.shift_day(max(each), 1))
    return Value("DATE", "XXXX-WXX-WE", interval, basis="published", from_=known.published_from, open=True)


def _weekend_near(day: date, shift: int | None, tense: Tense | None) -> date:
    ahead = shift > 0 if shift else tense in ("present", "future")
    saturday = dates.nearest_weekday(day, 6, 1 if ahead and day.isoweekday() != 7 else -1)
    if shift is not None and shift < 0 and dates.shift_day(saturday, 1) >= day:
        saturday = dates.shift_day(saturday, -7)
    return dates.shift_day(saturday, 7 * (shift - 1)) if shift and shift > 1 else saturday


def weekday(found: Found, known: Known) -> Value:
    weekday, fields = found.fields["weekday"], found.fields
    if "unit" in fields and known.day:
        day = dates.shift_day(dates.nearest_weekday(known.day, weekday, -1), -7 * int(min(fields["n"], 1e5)))
        return plain(Interval(day, day), basis="published")
    if "week_shift" in fields and known.day:
        monday = dates.week_of(moved(known.day, fields["week_shift"], "W")).first
        assert monday is not None
        day = dates.shift_day(monday, weekday - 1)
        return plain(Interval(day, day), basis="published")
    if known.day:
        day = _weekday_near(known.day, weekday, fields.get("shift"), known.tense)
        return plain(Interval(day, day), basis="published")
    inferred = _weekday_inferred(weekday, fields, known)
    if inferred:
        return plain(Interval(inferred, inferred), basis="constraint", from_=known.anchor_from, inferred=True)
    interval = _weekday_window(fields.get("shift"), known)
    return Value("DATE", f"XXXX-WXX-{weekday}", interval, basis="published", from_=known.published_from if interval else (), open=True)


def _weekday_near(day: date, weekday: int, shift: int | None, tense: Tense | None) -> date:
    if shift is None:
        return dates.nearest_weekday(day, weekday, 1 if tense in ("present", "future") else -1)
    if shift < 0:
        return dates.shift_day(dates.nearest_weekday(dates.shift_day(day, -1), weekday, -1), 7 * (shift + 1))
    later = dates.nearest_weekday(dates.shift_day(day, 1 if shift else 0), weekday, 1)
    return dates.shift_day(later, 7 * max(shift - 1, 0))


def _weekday_inferred(weekday: int, fields: Mapping[str, Any], known: Known) -> date | None:
    """The one inference that the contract allows: the bare weekday nearest to the latest full date of the text, six days off at most."""
    if known.anchor is None or known.anchor.first is None or "shift" in fields or "week_shift" in fields:
        return None
    near = dates.nearest_weekday(known.anchor.first, weekday)
    other = dates.shift_day(near, 7 if near <= known.anchor.first else -7)
    fits = [d for d in (near, other) if abs((d - known.anchor.first).days) <= 6 and _may_be(d, known)]
    return fits[0] if fits else None


def _may_be(day: date, known: Known) -> bool:
    """Whether the tense allows the day: what is past lies at most a week before publication, what is to come at most a week after."""
    published = known.published
    if published is None:
        return True
    first, last = published.first or date.min, published.last or date.max
    if known.tense == "future":
        return first <= day <= (dates.shift_day(last, 6) if last < date.max else last)
    return (dates.shift_day(first, -6) if first > date.min else first) <= day <= last


def _weekday_window(shift: int | None, known: Known) -> Interval | None:
    """Where a weekday that nothing fixes lies: from six days before the first to six after the last day of publication, by tense."""
    if known.published is None or known.published.first is None or known.published.last is None:
        return None
    ahead = shift > 0 if shift else known.tense in ("present", "future")
    first, last = known.published.first, known.published.last
    return Interval(first, dates.shift_day(last, 7)) if ahead else Interval(dates.shift_day(first, -7), last)


def reference(found: Found, known: Known) -> Value:
    value = found.fields.get("value", found.fields.get("reference"))
    if found.fields.get("anchor") == "text":
        if known.last_past is None:
            return Value("DATE", value, basis="context")
        return Value("DATE", value, known.last_past.interval, basis="context", from_=(known.last_past.id,))
    if found.fields.get("anchor") == "since":
        return _since_told(value, known)
    if found.fields.get("anchor") == "near":
        told = known.last
        return Value(
            "DATE", value, replace(told.interval, approximate=True) if told else None, basis="context", from_=(told.id,) if told else ()
        )
    if value == "PRESENT_REF" and known.published and found.fields.get("anchor") != "open":
        month, exact = around(known.published, 0, "M")
        return Value("DATE", value, month if exact else known.published, basis="published")
    return Value("DATE", value, basis="published")


def _since_told(value: str, known: Known) -> Value:
    """`seither`: from the time last spoken of up to the report; open where that is not over or the report's day not known."""
    told, last = known.last, known.published.last if known.published else None
    if told is None or told.interval.first is None or last is None or told.interval.first > last or known.published is None:
        return Value("DATE", value, basis="context", extent="throughout")
    edtf = since(told.interval, known.published)
    return Value("DATE", value, Interval(told.interval.first, last), edtf, "context", (told.id,), "throughout")


def offset(found: Found, known: Known) -> Value:
    direction, unit = found.fields["direction"], found.fields["unit"]
    hours = found.fields.get("n")
    if unit == "H" and isinstance(hours, (int, float)) and hours and hours % 24 == 0 and known.last:
        return _offset_from(known.last, direction * int(min(hours, 1e6)) // 24, "D", found)
    if unit in TIMED:
        interval = known.last.interval if known.last else None
        return Value("TIME", "XXXX-XX-XXTXX:XX", interval, basis="context", from_=(known.last.id,) if known.last else ())
    counted = count_back(replace(found, fields={"n": 1, **found.fields} if "vague" not in found.fields else found.fields))
    if counted is None:
        return Value("DATE", "XXXX-XX-XX", open=True)
    count, unit, about = counted
    told = known.last
    if unit == "D" and told and told.grain != "D" and known.last_day:  # days are counted from a day, not from a month named since
        told = known.last_day
    if told is None and known.published:
        told = Told("", -1, found.start, -1, known.published, "D" if known.day else "M", None, None)
    if told is None:
        return Value("DATE", HOLES[unit], open=True)
    if "vague" in found.fields and "n" not in found.fields:
        return Value("DATE", HOLES[unit], basis="context", from_=(told.id,) if told.id else (), open=True)
    return _offset_from(told, direction * count, unit, found, about)


def _offset_from(told: Told, count: int, unit: Unit, found: Found, about: bool = False) -> Value:
    interval, exact = around(told.interval, count, unit)
    basis: TimeBasis = "context" if told.id else "published"
    from_ = (told.id,) if told.id else ()
    about = about or (unit == "M" and found.kind == "offset" and "n" in found.fields)
    if not exact:
        return Value("DATE", HOLES[unit], replace(interval, approximate=about), basis=basis, from_=from_, open=True)
    if unit == "W" and told.interval.days == 1:
        day = moved(told.interval.first or date.min, count, "W")
        return Value("DATE", dates.timex_value(interval), Interval(day, day, approximate=True), basis=basis, from_=from_)
    return Value("DATE", dates.timex_value(interval), replace(interval, approximate=about), basis=basis, from_=from_)


def same(found: Found, known: Known) -> Value:
    """`an diesem Tag`, `im selben Jahr`: the day last spoken of, or the week, month or year of the time last spoken of."""
    unit = found.fields["unit"]
    told = known.last_day if unit in ("D", "WE") else known.last
    if told is None:
        return Value("DATE", HOLES.get(unit, "XXXX-XX-XX"), open=True)
    if unit in ("D", "WE"):
        return plain(told.interval, basis="context", from_=(told.id,))
    interval, exact = around(told.interval, 0, unit)
    value = dates.timex_value(interval) if exact else HOLES[unit]
    return Value("DATE", value, interval, basis="context", from_=(told.id,), open=not exact)


def _day_spoken_of(found: Found, known: Known, reach: int = NEAR) -> Told | None:
    told = known.last_day
    near = told is not None and (told.sentence == found.sentence != -1 or found.start - told.start < reach)
    return told if near else None


def part(found: Found, known: Known) -> Value:
    return _in_day(found, known, f"T{found.fields['part']}")


def _in_day(found: Found, known: Known, time: str) -> Value:
    told = _day_spoken_of(found, known)
    if told:
        return Value("TIME", f"{told.interval.first}{time}", told.interval, basis="context", from_=(told.id,))
    if known.published is None:
        return Value("TIME", f"XXXX-XX-XX{time}", open=True)
    day = from_published(0, "D", known)
    return Value("TIME", f"{day.value}{time}", day.interval, basis=day.basis, from_=day.from_, open=day.open)


def clock(found: Found, known: Known) -> Value:
    hour, minute = int(found.fields["hour"]), int(found.fields.get("minute", 0))
    if found.fields.get("part") in PARTS_OF_DAY_LATE and 5 <= hour < 12:
        hour += 12
    hour, minute = divmod(max(hour * 60 + minute + int(found.fields.get("minutes", 0)), 0), 60)
    time = f"T{hour:02}:{minute:02}"
    if known.listed:
        return Value("TIME", time)
    return _in_day(found, known, time)


KINDS = {
    "weekday": weekday, "deictic": deictic, "day_ago": day_ago, "night": night, "of_today": of_today, "unit_shift": unit_shift,
    "weekend": weekend, "reference": reference, "offset": offset, "same": same, "part": part, "clock": clock,
}  # fmt: skip

"""Lengths of time, with the days that they reach to where they are counted from the report; times that come again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lagebild import dates
from lagebild.dates import Interval, Unit
from lagebild.readers.time.find import Found
from lagebild.readers.time.value import Known, Value, around, ends, moved

FAR_BACK: Mapping[str, int] = {"D": 6, "W": 5, "M": 8, "Y": 8}  # how far "in the last days, weeks, months, years" is taken to reach
TIMED = {"H": "H", "MIN": "M", "S": "S"}
LARGE = {"DE": 10, "CE": 100, "ML": 1000}  # in years


def duration_value(fields: Mapping[str, Any]) -> str:
    """The TIMEX3 value of a length: `P2W`, `PT35H`, `PXY`, `P3Y4M`."""
    first = _length(fields.get("n", fields.get("vague", "X")), fields["unit"])
    if "n_more" not in fields:
        return first
    second = _length(fields["n_more"], fields["unit_more"])
    timed = first.startswith("PT") and second.startswith("PT")
    return first + second.removeprefix("PT" if timed else "P")


def _length(number: float | str, unit: str) -> str:
    count = number if isinstance(number, str) else f"{number:g}" if number < 1e6 else f"{number:.0f}"
    if unit == "DE" and not isinstance(number, str):
        return f"P{number * 10:g}Y"
    if unit == "CE" and not isinstance(number, str):
        return f"P{number * 100:g}Y"
    if number == 0.5 and unit in ("Y", "H"):
        return "P6M" if unit == "Y" else "PT30M"
    return f"PT{count}{TIMED[unit]}" if unit in TIMED else f"P{count}{unit}"


def duration(found: Found, known: Known) -> Value:
    return Value("DURATION", duration_value(found.fields), extent="throughout")


def count_back(found: Found) -> tuple[int, Unit, bool] | None:
    """How many days, weeks, months or years a length has, and whether only about; None for hours and minutes."""
    given, unit = found.fields.get("n"), found.fields["unit"]
    number = float(given) if isinstance(given, (int, float)) else None
    if unit in LARGE:
        number, unit = (3.0 if number is None else number) * LARGE[unit], "Y"
    if unit not in FAR_BACK:
        return None
    if number is None:
        return FAR_BACK[unit], unit, True
    if unit == "Y" and not number.is_integer():
        return round(min(number, 100_000) * 12), "M", True
    return int(min(number, 100_000)), unit, "approx" in found.fields or not number.is_integer()


def ago(found: Found, known: Known) -> Value:
    """`vor zwei Jahren`: a length by TimeML's custom, and the time that it leads back to."""
    length = Value("DURATION", duration_value(found.fields), basis="published")
    counted = count_back(found)
    if counted is None or known.published is None:
        return length
    count, unit, about = counted
    if "n" not in found.fields:
        return replace(length, interval=_about(dates.hull([around(known.published, -n, unit)[0] for n in (count, 2)]), unit))
    interval, _ = around(known.published, -count, unit)
    if unit == "W" and count == 1 and not about and known.published.days == 1:  # a single week is told of the same weekday
        day = moved(ends(known.published)[0], -1, "W")
        return replace(length, interval=Interval(day, day, approximate=True))
    if about and unit == "W":
        return replace(length, interval=_about(interval, unit))
    return replace(length, interval=replace(interval, approximate=about or unit in ("M", "Y")))


def _about(interval: Interval, unit: Unit) -> Interval:
    """The months (years, for a length in years) that an interval touches: all that a vague length says."""
    return replace(dates.hull([dates.unit_around(d, "Y" if unit == "Y" else "M") for d in ends(interval)]), approximate=True)


def since_units(found: Found, known: Known) -> Value:
    """`seit vier Jahren`: a length, and the time from then up to the report."""
    length = Value("DURATION", duration_value(found.fields), basis="published", extent="throughout")
    counted = count_back(found)
    if counted is None or known.published is None:
        return length
    count, unit, _ = counted
    start = replace(around(known.published, -count, unit)[0], approximate=unit in ("M", "Y"))
    if "n" not in found.fields:
        return replace(length, interval=_about(dates.hull([start, known.published]), unit))
    return replace(length, interval=Interval(start.first, known.published.last), edtf=since(start, known.published))


def since(start: Interval, published: Interval) -> str:
    """From `start` up to the report, to the month where the start is coarser than a day."""
    coarse = start.days != 1 and (dates.whole_months(start) or start.days is None)
    end = dates.unit_around(published.last, "M") if coarse and published.last else Interval(published.last, published.last)
    begin = dates.to_edtf(start).partition("/")[0]
    return f"{begin}/{dates.to_edtf(end)}"


def window(found: Found, known: Known) -> Value:
    fields = found.fields
    length = Value("DURATION", duration_value(fields), basis="published", extent="throughout")
    counted = count_back(found)
    if counted is None or known.published is None:
        return length
    count, unit, about = counted
    return replace(
        length, interval=_reach(known.published, count if fields["shift"] > 0 else -count if fields["shift"] else 0, unit, about)
    )


def _reach(published: Interval, count: int, unit: Unit, about: bool) -> Interval | None:
    if count == 0 and unit in ("M", "Y"):
        return None  # "these years" are as often those just told of
    if count == 0:
        return _about(dates.hull([around(published, n, unit)[0] for n in (-1, 1)]), unit)
    other = [moved(d, count, unit) for d in ends(published)]
    interval = Interval(min(*other, *ends(published)), max(*other, *ends(published)))
    if about:
        return _about(interval, unit)
    if unit in ("M", "Y"):
        return dates.hull([dates.unit_around(d, "M") for d in ends(interval)])
    return interval


def repeated(found: Found, known: Known) -> Value:
    return Value("SET", found.fields.get("value", found.fields.get("frequency")), extent="throughout")


def every(found: Found, known: Known) -> Value:
    number = found.fields.get("n", float(found.fields.get("ordinal", 1)))
    return Value("SET", _length(float(number), found.fields["unit"]), extent="throughout")


def every_weekday(found: Found, known: Known) -> Value:
    part = f"T{found.fields['part']}" if "part" in found.fields else ""
    return Value("SET", f"XXXX-WXX-{found.fields['weekday']}{part}", extent="throughout")


def every_part(found: Found, known: Known) -> Value:
    """`jeden Abend`: a part of every day."""
    return Value("SET", f"XXXX-XX-XXT{found.fields['part']}", extent="throughout")


KINDS = {
    "ago": ago, "since_units": since_units, "window": window, "duration": duration, "set": repeated, "every": every,
    "every_weekday": every_weekday, "every_part": every_part,
}  # fmt: skip

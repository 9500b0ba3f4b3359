"""The times of one report resolved in text order, with what has been spoken of so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from lagebild.dates import Interval
from lagebild.errors import DateError
from lagebild.readers.time.around import REACH, Around
from lagebild.readers.time.find import Found
from lagebild.readers.time.resolve import resolve
from lagebild.readers.time.tense import Tense
from lagebild.readers.time.value import Known, Told, Value, shifted_day

MONTH = 30  # days before publication from which on "damals" may look back
SEVERAL = 4  # times from which on a report that names no day is no news of the day
RECENT = 8  # times that are looked at backwards for a day, a year
_NAMES_A_DAY = frozenset({"date", "weekday", "weekend", "deictic", "clock", "part", "night", "day_ago", "holiday"})
_YEARS = ("year", "year_shift")  # what tells the year of a date
_YEARED = frozenset({*_YEARS, "shift"})
_HOURS = frozenset({"part", "clock"})
_DATED = frozenset({"weekday", "date", "deictic"})
_REPEATED = frozenset({"set", "every", "every_weekday"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is known of the day of publication: the days it may be, what narrows it, the latest full date of the text."""

    published: Interval | None = None
    published_from: tuple[str, ...] = ()
    day: Interval | None = None
    day_from: tuple[str, ...] = ()


@dataclass(slots=True)
class Run:
    """One pass over the times of a report; `values[n]` is None where the n-th names no day of the calendar, `errors[n]` says why."""

    found: Sequence[Found]
    around: Around
    anchor: Anchor
    values: list[Value | None] = field(default_factory=list)
    errors: dict[int, str] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    names_a_day: bool = field(init=False)

    def __post_init__(self) -> None:
        others = any(
            f.kind in _NAMES_A_DAY and f.fields.get("deictic") != 0 and (f.kind != "date" or "day" in f.fields) for f in self.found
        )
        self.names_a_day = others or len(self.found) < SEVERAL

    def resolve_all(self) -> None:
        """Gives each time its value, in text order."""
        for n, found in enumerate(self.found):
            value = self.value(n)
            self.values.append(value)
            if value and value.interval and value.type in ("DATE", "TIME") and not value.value.endswith("_REF"):
                self.told.append(_told(n, found, value, self.around.tenses[n]))
        self._order_weekdays()
        self._date_hours()

    def value(self, n: int) -> Value | None:
        """What the n-th time comes to after what has been told so far."""
        try:
            found, saying = self._with_the_year(n), self._saying(n)
            if saying is None:
                return resolve(found, self._known(n, self.anchor.published))
            day, interval = saying
            value = resolve(found, self._known(n, interval))
            return replace(value, basis="context", from_=(f"t{day + 1}",)) if value.basis == "published" else value
        except (DateError, OverflowError) as error:
            self.errors[n] = str(error)
            return None

    def _with_the_year(self, n: int) -> Found:
        """The n-th time; a month without a year has that of the one it is joined to (`von Mai bis Juli 2022`)."""
        found = self.found[n]
        after = self.found[n + 1] if self.around.links[n] else None
        if after is None or {found.kind, after.kind} != {"date"} or _YEARED & set(found.fields):
            return found
        given = {key: after.fields[key] for key in _YEARS if isinstance(after.fields.get(key), int)}
        month, other = (f.fields.get("month") for f in (found, after))
        if not given or month is None or other is None:
            return found
        earlier = {key: value - (month > other) for key, value in given.items()}  # `von November bis März 2022`
        return replace(found, fields={**found.fields, **earlier})

    def _saying(self, n: int) -> tuple[int, Interval] | None:
        """The time that names the one day on which the quotation around the n-th time was said, and that day."""
        day = self.around.spoken[n]
        interval = resolve(self.found[day], self._known(day, self.anchor.published)).interval if day is not None else None
        return (day, interval) if day is not None and interval and interval.days == 1 else None

    def _known(self, n: int, published: Interval | None) -> Known:
        recent, found, tense = self.told[: -RECENT - 1 : -1], self.found[n], self.around.tenses[n]
        return Known(
            published=published,
            published_from=self.anchor.published_from,
            anchor=self.anchor.day,
            anchor_from=self.anchor.day_from,
            last=next((t for t in recent if not self._same_step_back(t, n)), None),
            last_day=next((t for t in recent if t.grain == "D"), None),
            last_year=next((t for t in recent if t.year), None),
            last_past=self._last_past() if found.kind == "reference" else None,
            listed=found.kind == "clock" and self._of_no_one_day(n),
            tense=tense,
            at_large=found.kind == "deictic" and tense == "present" and not self.names_a_day,
        )

    def _same_step_back(self, told: Told, n: int) -> bool:
        """Whether both lead back from the same time: `am Tag zuvor … vom Vortag`."""
        one, other = self.found[told.position].fields, self.found[n].fields
        return "direction" in one and "direction" in other and one["direction"] < 0 and other["direction"] < 0

    def _last_past(self) -> Told | None:
        """The time that `damals` may mean: the last that is over since a month or more."""
        published = self.anchor.published
        for told in self.told[: -RECENT - 1 : -1]:
            if told.tense in ("future", "present") and told.year is None:
                continue
            if published is None or published.first is None:
                return told if told.tense == "past" else None
            if told.interval.last and (published.first - told.interval.last).days >= MONTH:
                return told
        return None

    def _of_no_one_day(self, n: int) -> bool:
        """Whether a time of the clock is of no one day: the sentence names several, or a repeated time, or opening hours stand alone."""
        found = self.found[n]
        hours = "range" in found.fields or (n > 0 and "range" in self.found[n - 1].fields and found.start - self.found[n - 1].end < 8)
        told = self.told[-1] if self.told else None
        if hours and not (told and told.sentence == found.sentence != -1):
            return not (told and found.start - told.start < 4 * REACH)
        before = [f for f in self.found[max(0, n - RECENT) : n] if f.sentence == found.sentence or found.start - f.start < 60]
        days = [f for f in before if f.kind == "date"]
        return any(f.kind in _REPEATED for f in before) or (len(days) > 1 and days[-1].start - days[-2].end < 8)

    def _date_hours(self) -> None:
        """Gives a time of the day that nothing before it dates the day named right behind it: `nach Mitternacht schlug am Montag …`."""
        for n, (found, value) in enumerate(zip(self.found[:-1], self.values[:-1], strict=True)):
            after, day = self.found[n + 1], self.values[n + 1]
            if value is None or day is None or found.kind not in _HOURS or value.basis != "published" or after.kind not in _DATED:
                continue
            near = after.sentence == found.sentence != -1 and after.start - found.end < 2 * REACH
            if near and (first := _day(day)) is not None and value.interval is not None:
                hour = value.value.partition("T")[2]
                self.values[n] = replace(value, value=f"{first}T{hour}", interval=day.interval, basis="context", from_=(f"t{n + 2}",))

    def _order_weekdays(self) -> None:
        """Makes `von Montag bis Mittwoch` run forward: the Monday a week earlier, or of what is to come the Wednesday a week later.

        What is told in the present (`tagt von Montag bis Mittwoch`) is going on: the Monday is the one before the Wednesday to come.
        """
        for n, link in enumerate(self.around.links):
            if link != "through" or {self.found[n].kind, self.found[n + 1].kind} != {"weekday"}:
                continue
            left, right = self.values[n], self.values[n + 1]
            if left and right and (_day(left) or date.min) > (_day(right) or date.max):
                ahead = self.around.tenses[n + 1] == "future"
                self.values[n + ahead] = shifted_day(right, 7) if ahead else shifted_day(left, -7)


def _day(value: Value) -> date | None:
    return value.interval.first if value.interval and value.interval.days == 1 else None


def _told(n: int, found: Found, value: Value, tense: Tense | None) -> Told:
    assert value.interval is not None
    year = value.year if {"month", "season", "ordinal"} & set(found.fields) else None
    grain = "D" if value.interval.days == 1 else "other"
    return Told(f"t{n + 1}", n, found.start, found.sentence, value.interval, grain, year, tense)

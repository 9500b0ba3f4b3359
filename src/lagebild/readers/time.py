"""Times: every temporal expression with its TIMEX3 value and its days, and the report's own date as far as its words fix it.

`time_find` says which words are times, `time_resolve` what they come to. This module goes through them in text order, keeps what
was last spoken of, and settles the date of the document first: from its days the time of publication is narrowed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from lagebild import dates, tree
from lagebild.dates import Interval
from lagebild.errors import DateError
from lagebild.model import Document, Note, Sentence, Time, TimeExtent
from lagebild.packs import Pack
from lagebild.readers.time_find import Found, find_document_date, find_times
from lagebild.readers.time_length import since
from lagebild.readers.time_resolve import resolve
from lagebild.readers.time_tense import Tense, tense_at
from lagebild.readers.time_value import Known, Told, Value

_HEADER = re.compile(r"\s*date\s+\d{4}(?:-\d\d){0,2}\s")
_TENSED = frozenset({"date", "weekday", "weekend", "season", "quarter", "holiday", "unit_shift", "reference"})
_DAYS = frozenset({"date", "weekday", "weekend"})
_LEAD = 500  # characters at the beginning in which a report of unknown date tells its news
_MONTH = 30  # days before publication from which on "damals" may look back
_REACH = 24  # characters before a time in which the word that opens it to one side stands


def read_times(document: Document, sentences: Sequence[Sentence], pack: Pack) -> tuple[Document, tuple[Time, ...], tuple[Note, ...]]:
    """The times of the report in text order, the document with its date settled, and what could not be fixed.

    Notes: `date-inferred` (a bare weekday worked out from another date), `date-open` (what depends on a day that nothing fixes),
    `no-such-day` (words that name a day outside the calendar; they make no time).
    """
    header = _HEADER.match(document.text)
    dated = find_document_date(document.text, pack)
    found = find_times(document.text, sentences, pack, header.end() if header else 0)
    found = [f for f in found if dated is None or not dated.start <= f.start < dated.end]
    document = _dated_by_line(document, dated)
    bounds = [_bound(document.text, f, pack) for f in found]
    tenses = _tenses(found, bounds, sentences, pack)
    run = _Run(document, found, tenses, bounds, pack)
    run.settle_date()
    run.resolve_all()
    return run.document, tuple(run.times()), tuple(run.notes)


def _dated_by_line(document: Document, dated: Found | None) -> Document:
    if document.published is not None or dated is None:
        return document
    fields = dated.fields
    try:
        day = dates.day_of(fields["year"], fields.get("month", 0), fields["day"])
    except DateError:
        return document
    return replace(document, published=str(day), published_basis="inferred")


def _bound(text: str, found: Found, pack: Pack) -> str | None:
    """What opens the time to one side or leans it back or ahead: since, until, from, before, after, of, for."""
    words = text[max(0, found.start - _REACH) : found.start].lower().split()
    for count in (3, 2, 1):
        row = pack.row("time_bound", " ".join(words[-count:]))
        if row:
            return row.word("value")
    rules = pack.text_rules.get("time_bound", ())
    return next((str(r.values["value"]) for r in rules if r.pattern.search(text, max(0, found.start - 4 * _REACH), found.start)), None)


def _tenses(found: Sequence[Found], bounds: Sequence[str | None], sentences: Sequence[Sentence], pack: Pack) -> list[Tense | None]:
    """Whether each time looks back or ahead; a weekday without a verb (in a headline) does what the same weekday does elsewhere."""
    tenses: list[Tense | None] = []
    for one, bound in zip(found, bounds, strict=True):
        told = tense_at(sentences[one.sentence], one.start, pack) if one.kind in _TENSED and one.sentence >= 0 else None
        tenses.append(_leaning(told, bound, one.kind))
    elsewhere: dict[object, Tense | None] = {}
    for one, tense in zip(found, tenses, strict=True):
        if one.kind == "weekday" and tense and "shift" not in one.fields:
            elsewhere.setdefault(one.fields["weekday"], tense)
    return [
        elsewhere.get(one.fields["weekday"]) if tense is None and one.kind == "weekday" else tense
        for one, tense in zip(found, tenses, strict=True)
    ]


def _leaning(tense: Tense | None, bound: str | None, kind: str) -> Tense | None:
    if bound in ("since", "of", "after"):
        return "past"
    if bound == "for" and kind in _DAYS:
        return "future"
    return "future" if bound == "from" and tense != "past" else tense


@dataclass(slots=True)
class _Run:
    """One pass over the times of a report, with what has been spoken of so far."""

    document: Document
    found: list[Found]
    tenses: list[Tense | None]
    bounds: list[str | None]
    pack: Pack
    published: Interval | None = None
    published_from: tuple[str, ...] = ()
    anchor: tuple[Interval, str] | None = None  # the latest full date of the text, and its time's id
    values: list[Value | None] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    # ---- the document's date

    def settle_date(self) -> None:
        """Sets what is known of publication: as given, narrowed by the latest fixed past day of the text."""
        self.published = _published(self.document)
        fixed = self._fixed_days()
        if not fixed:
            return
        day, n = max(fixed)
        if self.published is None:
            if self.document.published is None:
                self.document = replace(self.document, published=f"{day}/..", published_basis="inferred")
            fixed = [(d, m) for d, m in fixed if self.found[m].start < max(_LEAD, len(self.document.text) // 3)]
        elif self.published.days != 1 and self.tenses[n] == "past" and self.published.first and self.published.first < day:
            self.published, self.published_from = replace(self.published, first=day), (f"t{n + 1}",)
        if fixed:
            day, n = max(fixed)
            self.anchor = (Interval(day, day), f"t{n + 1}")

    def _fixed_days(self) -> list[tuple[date, int]]:
        """The days that the text names in full and that are not still to come, with the times that name them.

        Where nothing is known of publication, only days told of in the past and with their year.
        """
        fixed = []
        for n, found in enumerate(self.found):
            if (
                found.kind != "date"
                or "day" not in found.fields
                or self.tenses[n] not in ("past", None)
                or self.bounds[n] in ("until", "from")
            ):
                continue
            value = self._try(n, quiet=True)
            if value and value.interval and value.interval.days == 1 and value.interval.first:
                latest = self.published.last if self.published else None
                if value.interval.first <= latest if latest else self.tenses[n] == "past" and value.year:
                    fixed.append((value.interval.first, n))
        return fixed

    # ---- the times in text order

    def resolve_all(self) -> None:
        """Gives each time its value, in text order."""
        for n in range(len(self.found)):
            value = self._try(n)
            self.values.append(value)
            if value and value.inferred:
                self._note("date-inferred", "the weekday nearest to the latest full date of the text", n)
            elif value and value.open:
                self._note("date-open", "depends on a day that neither the report's date nor its text fixes", n)
            if value and value.interval and value.type in ("DATE", "TIME") and not value.value.endswith("_REF"):
                self.told.append(_told(n, self.found[n], value, self.tenses[n]))
        self._earliest()

    def _try(self, n: int, quiet: bool = False) -> Value | None:
        try:
            return resolve(self.found[n], self._known(n))
        except (DateError, OverflowError) as error:
            if not quiet:
                self._note("no-such-day", str(error), n)
            return None

    def _known(self, n: int) -> Known:
        last = next((t for t in reversed(self.told[-4:]) if not self._same_step_back(t, n)), None)
        last_day = next((t for t in reversed(self.told[-8:]) if t.grain == "D"), None)
        last_year = next((t for t in reversed(self.told[-8:]) if t.year), None)
        anchor, key = self.anchor or (None, "")
        from_ = (key,) if key else ()
        return Known(
            self.published,
            self.published_from,
            anchor,
            from_,
            last,
            last_day,
            last_year,
            self._last_past(),
            self._listed(n),
            self.tenses[n],
        )

    def _same_step_back(self, told: Told, n: int) -> bool:
        """Whether both lead back from the same time: `am Tag zuvor … vom Vortag`."""
        one, other = self.found[int(told.id[1:]) - 1].fields, self.found[n].fields
        return "direction" in one and "direction" in other and one["direction"] < 0 and other["direction"] < 0

    def _last_past(self) -> Told | None:
        for told in reversed(self.told[-12:]):
            if told.tense in ("future", "present") and told.year is None:
                continue
            if self.published is None or self.published.first is None:
                return told if told.tense == "past" else None
            if told.interval.last and (self.published.first - told.interval.last).days >= _MONTH:
                return told
        return None

    def _listed(self, n: int) -> bool:
        """Whether the sentence names several days or a repeated time before the n-th, so that a time of the clock is of no one day."""
        found = self.found[n]
        if found.kind != "clock":
            return False
        follows = n > 0 and "range" in self.found[n - 1].fields and found.start - self.found[n - 1].end < 8
        if ("range" in found.fields or follows) and not (self.told and self.told[-1].sentence == found.sentence != -1):
            return not (self.told and found.start - self.told[-1].start < _REACH * 4)
        before = [m for m in range(max(0, n - 8), n) if self.found[m].sentence == found.sentence or found.start - self.found[m].start < 60]
        days = [m for m in before if self.found[m].kind == "date"]
        repeated = any(self.found[m].kind in ("set", "every", "every_weekday") for m in before)
        together = len(days) > 1 and self.found[days[-1]].start - self.found[days[-2]].end < 8
        return repeated or together

    def _earliest(self) -> None:
        days = [
            value.interval.first
            for n, value in enumerate(self.values)
            if value and value.type in ("DATE", "TIME") and value.interval and value.interval.days == 1 and value.interval.first
            and self.tenses[n] != "future" and self.bounds[n] not in ("until", "from") and self.found[n].kind in ("date", "weekday")
        ]  # fmt: skip
        latest = self.published.last if self.published else None
        fixed = [d for d in days if latest is None or d <= latest]
        if fixed and (latest or self.anchor):
            self.document = replace(self.document, earliest=str(max(fixed)))

    def _note(self, code: str, message: str, n: int) -> None:
        found = self.found[n]
        self.notes.append(Note(code, message, tree.text_span(self.document.text, found.start, found.end)))

    # ---- what goes into the reading

    def times(self) -> list[Time]:
        """The times, ranges joined and open ends opened."""
        stretches = self._stretches()
        made = []
        for n, value in enumerate(self.values):
            if value is None:
                continue
            edtf, extent = stretches.get(n) or self._days(n, value)
            span = tree.text_span(self.document.text, self.found[n].start, self.found[n].end)
            made.append(Time(f"t{n + 1}", span, value.type, value.value, edtf, extent, value.basis, value.from_, (self.found[n].rule,)))
        return made

    def _days(self, n: int, value: Value) -> tuple[str | None, TimeExtent]:
        if value.edtf or value.interval is None:
            return value.edtf, value.extent
        interval, bound = value.interval, self.bounds[n]
        if value.type in ("DURATION", "SET") or value.value.endswith("_REF") or self.found[n].kind == "clock":
            return dates.to_edtf(interval), value.extent
        plain = dates.to_edtf(interval)
        if bound == "since":
            published = self.published
            running = published and published.last and interval.first and interval.first <= published.last
            return since(interval, published) if published and running else f"{plain.partition('/')[0]}/..", "throughout"
        if bound == "from":
            return f"{plain.partition('/')[0]}/..", "throughout"
        if bound == "until":
            return f"../{plain.rpartition('/')[2]}", "throughout"
        return plain, value.extent

    def _stretches(self) -> dict[int, tuple[str, TimeExtent]]:
        """The two ends of `vom 14. bis 16. März` both stand for all of it."""
        joined: dict[int, tuple[str, TimeExtent]] = {}
        for n in range(len(self.found) - 1):
            left, right = self.values[n], self.values[n + 1]
            link = self._link(n)
            if link is None or not left or not right or left.type != "DATE" or right.type != "DATE":
                continue
            if (
                left.interval
                and right.interval
                and left.interval.first
                and right.interval.last
                and left.interval.first <= right.interval.last
            ):
                whole = dates.to_edtf(Interval(left.interval.first, right.interval.last))
                joined[n] = joined[n + 1] = (whole, "throughout" if link == "through" else "within")
        return joined

    def _link(self, n: int) -> str | None:
        left, right = self.found[n], self.found[n + 1]
        if right.start - left.end > _REACH:
            return None
        between = " ".join(self.document.text[left.end : right.start].lower().replace(",", " ").replace(".", " ").split())
        row = self.pack.tables["time_link"].get(between)
        if row is None:
            return None
        if row[0].values["value"] == "through":
            return "through"
        words = self.document.text[max(0, left.start - _REACH) : left.start].lower().split()
        opened = words and (words[-1] in self.pack.tables["time_opening"] or " ".join(words[-2:]) in self.pack.tables["time_opening"])
        return "and" if opened else None


def _published(document: Document) -> Interval | None:
    if document.published is None:
        return None
    try:
        interval = dates.parse_edtf(document.published)
    except DateError:
        return None
    return interval if interval.first and interval.last else None


def _told(n: int, found: Found, value: Value, tense: Tense | None) -> Told:
    interval = value.interval
    assert interval is not None
    year = value.year if {"month", "season", "ordinal"} & set(found.fields) else None
    return Told(f"t{n + 1}", found.start, found.sentence, interval, "D" if interval.days == 1 else "other", year, tense)

"""Times: every temporal expression with its TIMEX3 value and its days, and the report's own date as far as its words fix it.

Words become times by the pack's rules (`find`), with what stands around them (`around`); the report's date is settled
first, from it and from what was last spoken of each time gets its value in text order (`run`, `resolve`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from lagebild import dates, tree
from lagebild.dates import Interval
from lagebild.errors import DateError
from lagebild.model import Document, Note, Sentence, Time, TimeExtent
from lagebild.packs import Pack
from lagebild.readers.time.around import Around, look_around
from lagebild.readers.time.find import Found, find_document_date, find_times
from lagebild.readers.time.length import since
from lagebild.readers.time.run import Anchor, Run
from lagebild.readers.time.value import Value

_HEADER = re.compile(r"\s*date\s+\d{4}(?:-\d\d){0,2}\s")
_LEAD = 500  # characters at the beginning in which a report of unknown date tells its news
_AHEAD = ("until", "from", "for")
_NOTES = {
    "date-inferred": "the weekday nearest to the latest full date of the text",
    "date-open": "depends on a day that neither the report's date nor its text fixes",
}


def read_times(document: Document, sentences: Sequence[Sentence], pack: Pack) -> tuple[Document, tuple[Time, ...], tuple[Note, ...]]:
    """The times of the report in text order, the document with its date settled, and what could not be fixed.

    Where the report had no date, a line of its own (an agency's) or else its latest past day dates it (`2015-08-02/..`); `earliest`
    is that day in any case. Notes: `date-inferred` (a bare weekday worked out from another date), `date-open` (what depends on a
    day that nothing fixes), `no-such-day` (words that name a day outside the calendar; they make no time).
    """
    header = _HEADER.match(document.text)
    line = find_document_date(document.text, pack)
    found = find_times(document.text, sentences, pack, header.end() if header else 0)
    found = [f for f in found if line is None or not line.start <= f.start < line.end]
    around = look_around(document.text, found, sentences, pack)
    document, published = _dated_by_line(document, _day_of_line(line))
    document, anchor = _settle(document, published, found, around)
    run = Run(found, around, anchor)
    run.resolve_all()
    return _with_earliest(document, run), tuple(_times(document.text, run)), tuple(_notes(document.text, run))


# ---- the document's date -------------------------------------------------------------------------------------------


def _day_of_line(line: Found | None) -> date | None:
    try:
        return dates.day_of(line.fields["year"], line.fields.get("month", 0), line.fields["day"]) if line else None
    except DateError:
        return None


def _dated_by_line(document: Document, day: date | None) -> tuple[Document, Interval | None]:
    """The document, dated by its own line where it had no date, and the days on which it may have been published."""
    published = _published(document)
    if document.published is None and day:
        document = replace(document, published=str(day), published_basis="inferred")
    if day and (published is None or dates.meet(published, Interval(day, day))):
        published = Interval(day, day)
    return document, published


def _settle(document: Document, published: Interval | None, found: Sequence[Found], around: Around) -> tuple[Document, Anchor]:
    """What is known of publication: as given, narrowed by the latest day that the text tells of in the past."""
    fixed = _fixed_days(Run(found, around, Anchor(published)))
    if not fixed:
        return document, Anchor(published)
    day, n = max(fixed)
    narrowed: tuple[str, ...] = ()
    if published is None:
        if document.published is None:
            document = replace(document, published=f"{day}/..", published_basis="inferred")
        fixed = [(d, m) for d, m in fixed if found[m].start < max(_LEAD, len(document.text) // 3)]
    elif published.days != 1 and around.tenses[n] == "past" and published.first and published.first < day:
        published, narrowed = replace(published, first=day), (f"t{n + 1}",)
    if not fixed:
        return document, Anchor(published, narrowed)
    day, n = max(fixed)
    return document, Anchor(published, narrowed, Interval(day, day), (f"t{n + 1}",))


def _published(document: Document) -> Interval | None:
    interval = dates.interval_of(document.published)
    return interval if interval and interval.first and interval.last else None


def _fixed_days(run: Run) -> list[tuple[date, int]]:
    """The days that the text names in full and that are not still to come, with the times that name them.

    Where nothing is known of publication, only days told of in the past and with their year.
    """
    fixed = []
    latest = run.anchor.published.last if run.anchor.published else None
    for n, found in enumerate(run.found):
        tense = run.around.tenses[n]
        if found.kind != "date" or "day" not in found.fields or tense not in ("past", None) or run.around.bounds[n] in _AHEAD:
            continue
        value = run.value(n)
        day = value.interval.first if value and value.interval and value.interval.days == 1 else None
        if value and day and (day <= latest if latest else tense == "past" and value.year is not None):
            fixed.append((day, n))
    return fixed


def _with_earliest(document: Document, run: Run) -> Document:
    latest = run.anchor.published.last if run.anchor.published else None
    days = [
        value.interval.first
        for n, value in enumerate(run.values)
        if value and value.interval and value.interval.days == 1 and value.interval.first
        and run.found[n].kind in ("date", "weekday") and run.around.tenses[n] != "future" and run.around.bounds[n] not in _AHEAD
        and (latest is None or value.interval.first <= latest)
    ]  # fmt: skip
    known = latest is not None or run.anchor.day is not None or document.published_basis == "inferred"
    return replace(document, earliest=str(max(days))) if days and known else document


# ---- what goes into the reading ------------------------------------------------------------------------------------


def _times(text: str, run: Run) -> list[Time]:
    stretches = _stretches(run)
    made = []
    for n, value in enumerate(run.values):
        if value is not None:
            edtf, extent = stretches.get(n) or _days(run, n, value)
            span = tree.text_span(text, run.found[n].start, run.found[n].end)
            made.append(Time(f"t{n + 1}", span, value.type, value.value, edtf, extent, value.basis, value.from_, (run.found[n].rule,)))
    return made


def _days(run: Run, n: int, value: Value) -> tuple[str | None, TimeExtent]:
    """The EDTF of a time, opened to the side that the word before it says."""
    if value.edtf or value.interval is None:
        return value.edtf, value.extent
    plain, bound = dates.to_edtf(value.interval), run.around.bounds[n]
    if value.type in ("DURATION", "SET") or value.value.endswith("_REF") or run.found[n].kind == "clock":
        return plain, value.extent
    if bound == "since":
        published, first = run.anchor.published, value.interval.first
        running = published and published.last and first and first <= published.last
        start = dates.month_of(first.year, first.month) if first and "begin" in run.found[n].fields else value.interval
        return since(start, published) if published and running else f"{plain.partition('/')[0]}/..", "throughout"
    if bound == "from":
        return f"{plain.partition('/')[0]}/..", "throughout"
    return (f"../{plain.rpartition('/')[2]}", "throughout") if bound == "until" else (plain, value.extent)


def _stretches(run: Run) -> dict[int, tuple[str, TimeExtent]]:
    """The two ends of `vom 14. bis 16. März`, and of `am 5. und 6. Mai`, both stand for all of it."""
    joined: dict[int, tuple[str, TimeExtent]] = {}
    for n, link in enumerate(run.around.links):
        if link is None:
            continue
        left, right = run.values[n], run.values[n + 1]
        if not left or not right or left.type != "DATE" or right.type != "DATE" or not left.interval or not right.interval:
            continue
        first, last = left.interval.first, right.interval.last
        if link == "beside" and not (first and last and (last - first).days == 1):
            continue
        if first and last and first <= last:
            joined[n] = joined[n + 1] = (dates.to_edtf(Interval(first, last)), "throughout" if link == "through" else "within")
    return joined


def _notes(text: str, run: Run) -> list[Note]:
    notes = []
    for n, (found, value) in enumerate(zip(run.found, run.values, strict=True)):
        code = "no-such-day" if value is None else "date-inferred" if value.inferred else "date-open" if value.open else None
        if code:
            notes.append(Note(code, _NOTES.get(code) or run.errors[n], tree.text_span(text, found.start, found.end)))
    return notes

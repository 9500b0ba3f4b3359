"""What every view of a reading needs: its parts by id, who says what, in the order of time. Nothing here is of one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from lagebild.dates import interval_of
from lagebild.model import FIGURES, Actor, Claim, Event, Figure, Note, Place, Reading, Ref, Source, Span, Statement, Time

LONGEST_TITLE, LONGEST_START = 160, 80  # characters
LONG_NUMBER = 10_000
HEADER = re.compile(r"^\s*date \S+\s+")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a claim comes from: a statement and one of its sources, or (both None) the report itself."""

    statement: Statement | None
    source: Source | None


@dataclass(frozen=True)
class View:
    """A reading with its parts by id."""

    reading: Reading
    actors: dict[str, Actor] = field(init=False)
    places: dict[str, Place] = field(init=False)
    statements: dict[str, Statement] = field(init=False)
    claims: dict[str, Claim] = field(init=False)
    events: dict[str, Event] = field(init=False)

    def __post_init__(self) -> None:
        for kind in ("actors", "places", "statements", "claims", "events"):
            object.__setattr__(self, kind, {x.id: x for x in getattr(self.reading, kind)})

    def in_time(self) -> list[Event]:
        """The events in the order of time, those without a time last, else as the text has them."""
        return sorted(self.reading.events, key=lambda e: (first_day(e.time), e.triggers[0].start))

    def claims_of(self, event: Event) -> list[Claim]:
        """The claims about one event in the reading's order."""
        return [c for c in self.reading.claims if c.event == event.id]

    def figures_of(self, event: Event) -> list[tuple[Claim, Figure]]:
        """The claims about one event that are figures."""
        return [(c, c.figure) for c in self.claims_of(event) if c.figure is not None and c.about in FIGURES]

    def name(self, ref: Ref) -> str:
        """The name of who or what fills a role, else its words."""
        known = self.actors.get(ref.ref or "") or self.places.get(ref.ref or "")
        return known.name if known else ref.span.text if ref.span else ""

    def named(self, id: str | None) -> str | None:
        """The name of an actor or place by its id, None when there is none."""
        known = self.actors.get(id or "") or self.places.get(id or "")
        return known.name if known else None

    def source_name(self, source: Source) -> str:
        """The name of the source's actor, else its words; empty when the report has none for it."""
        return self.name(Ref(source.ref, source.span))

    def sources(self, statement: Statement) -> list[str]:
        """The names of those who say it, each once."""
        return distinct(map(self.source_name, statement.sources))

    def told_by(self, claim: Claim, labels: Mapping[str, str]) -> list[str]:
        """The names of those who say it, each once, as the labels put it for somebody unnamed and for the report itself."""
        names = []
        for origin in self.origins(claim):
            name = self.source_name(origin.source) if origin.source else ""
            names.append(name or labels["unnamed" if origin.statement else "report"])
        return distinct(names)

    def tellers(self, event: Event) -> list[tuple[str, Statement | None, list[Claim]]]:
        """Who tells what of an event: the source's name (empty for the report itself and for one without a name), how, and its claims."""
        found: dict[tuple[str, bool], tuple[str, Statement | None, list[Claim]]] = {}
        for claim in self.claims_of(event):
            for origin in self.origins(claim):
                name = self.source_name(origin.source) if origin.source else ""
                entry = found.setdefault((name, origin.statement is None), (name, origin.statement, []))
                if claim not in entry[2]:
                    entry[2].append(claim)
        return list(found.values())

    def distance(self, ref: Ref) -> str | None:
        """The report's own distance from the words in which it names who fills a role."""
        known = self.actors.get(ref.ref or "") or self.places.get(ref.ref or "")
        if known is None or ref.span is None:
            return None
        return next((m.distance for m in known.mentions if m.distance and m.span.meets(ref.span)), None)

    def origins(self, claim: Claim) -> Iterator[Origin]:
        """Every origin of a claim: each source of each of its statements, or once the report itself."""
        if not claim.statements:
            yield Origin(None, None)
        for statement in (self.statements[s] for s in claim.statements):
            for source in statement.sources or (None,):
                yield Origin(statement, source)

    def unresolved_places(self) -> list[Place]:
        """The places that no entry of the gazetteer was found for, or several."""
        return [p for p in self.reading.places if p.precision == "unresolved"]

    def open_times(self) -> list[Time]:
        """The times that no date was found for."""
        return [t for t in self.reading.times if t.edtf is None]

    def further_notes(self) -> list[Note]:
        """The notes that say more than that a place or a time is open, each once."""
        listed = {m.span for p in self.unresolved_places() for m in p.mentions} | {t.span for t in self.open_times()}
        return list(dict.fromkeys(n for n in self.reading.notes if n.span not in listed))


def note_words(note: Note, labels: Mapping[str, str]) -> str:
    """What a note says in the language of the labels, with the words it is about; its own message where there is no label for its code."""
    label = labels.get(f"note.{note.code}")
    about = f"„{clip(note.span.text, 60)}“" if note.span else note.message
    return f"{label}: {about}" if label else f"{note.code}: {note.message}"


def title(reading: Reading) -> str:
    """What a report is called: its title, else its first line without a header that gives its date, if that is no longer than a title."""
    document = reading.document
    if document.title:
        return clip(document.title, LONGEST_TITLE)
    start = document.text[:1000]
    line = (HEADER.sub("", start) if document.published_basis == "header" else start).strip().partition("\n")[0]
    return clip(line, LONGEST_TITLE if len(line) <= LONGEST_TITLE else LONGEST_START)


def first_day(edtf: str | None) -> tuple[int, date]:
    """A sort key: the first day of an EDTF date, after all others when there is none."""
    interval = interval_of(edtf)
    return (1, date.max) if interval is None else (0, interval.first or date.min)


def bounds(low: int | None, high: int | None, group: str = "") -> str:
    """How many, open bounds shown as open (2, 2–4, ≥ 2, ≤ 40, ? where nobody knows); `group` parts the thousands of long numbers."""
    least, most = (None if n is None else f"{n:,}".replace(",", group if n >= LONG_NUMBER else "") for n in (low, high))
    if least is None and most is None:
        return "?"
    if least is None:
        return f"≤ {most}"
    if most is None:
        return f"≥ {least}"
    return least if least == most else f"{least}–{most}"


def distinct(words: Iterable[str]) -> list[str]:
    """The words that say anything, each once, in order."""
    return list(dict.fromkeys(w for w in words if w))


def clip(text: str, longest: int) -> str:
    """The text on one line, cut at `longest` characters with an ellipsis for the rest."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def around(text: str, span: Span, reach: int) -> tuple[str, str]:
    """What stands before and after the span, at most `reach` characters each (W3C Web Annotation, TextQuoteSelector)."""
    return text[max(0, span.start - reach) : span.start], text[span.end : span.end + reach]


def printable(text: str) -> str:
    """The text with control and direction-changing characters shown by their code, so that no terminal or table obeys them."""
    return "".join(c if c in "\n\t" or not _obeyed(c) else f"\\u{ord(c):04x}" for c in text.replace("\r\n", "\n"))


def _obeyed(c: str) -> bool:
    turns = "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" or c in "\u061c\u200e\u200f\u2028\u2029"
    return c < " " or "\x7f" <= c <= "\x9f" or turns


def segments(length: int, marks: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The stretch from 0 to `length` cut at every border of the marks (start, end, name), each piece with the names that lie on it.

    Pieces do not overlap, have no holes between them, and are never empty; so overlapping marks need no nesting.
    """
    borders: dict[int, tuple[list[str], list[str]]] = {}
    for start, end, name in marks:
        if 0 <= start < end <= length:
            borders.setdefault(start, ([], []))[0].append(name)
            borders.setdefault(end, ([], []))[1].append(name)
    on: dict[str, int] = {}
    at = 0
    for border in sorted({*borders, length}):
        if border > at:
            yield at, border, tuple(on)
        begins, ends = borders.get(border, ([], []))
        for name in ends:
            on[name] -= 1
            if not on[name]:
                del on[name]
        for name in begins:
            on[name] = on.get(name, 0) + 1
        at = border

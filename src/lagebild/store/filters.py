"""What listings are narrowed to, as conditions that answer quickly in a record of millions.

Whoever asks for a page of the latest (or earliest) of many can be answered in two ways: walk from that end until the page is full, or
look up the few that pass and sort them. The first is slow when few pass, the second when many do. So each filter is first asked for at
most `RARE` of its events, from its own index: when there are no more, they are all that is looked at; when there are, walking soon finds
a page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, or_, select, union_all

from lagebild.errors import StoreError
from lagebild.store.rows import ordinals
from lagebild.store.sql import among
from lagebild.store.tables import LONG, claims, events, gaps, happened, incidents, voices
from lagebild.store.words import fold

MANY = 100
RARE = 2000
SHORT = 31  # days: longer events are few and looked at apart (the index `ix_events_long`)

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Filters:
    """What listings are narrowed to; None, False and 1 do not narrow. Times are EDTF."""

    type: str | None = None
    actor: str | None = None  # agent or patient, by the beginning of its name
    source: str | None = None
    place: str | None = None
    country: str | None = None
    since: str | None = None
    until: str | None = None
    publisher: str | None = None
    factuality: str | None = None
    status: str | None = None
    gap: str | None = None  # a kind or what it is about
    about: str | None = None  # there is a claim about it
    disputed: bool = False
    least: int = 1  # reports that tell of an incident; of incidents only
    independent: int = 1  # of these such as are no copies and of different publishers
    limit: int = MANY


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One filter: `where` holds for an event that passes, `few` asks its own index for the numbers of those that do.

    `where` is said so that no index is used for it: it is asked of events that are found by something else. `lead` says the same for an
    index that has those that pass in the order of their numbers.
    """

    where: Condition
    few: Select[Any]
    lead: Condition | None = None


def begins(name: Any, words: str) -> Condition:
    """That a folded name begins with these words, as a range that an index can answer."""
    return and_(name >= words, name < words + "\U0010ffff")


def day(edtf: str, end: int, option: str) -> int:
    """The first (0) or last (1) day of a date that was given by an option."""
    found = ordinals(edtf)[end]
    if found is None:
        raise StoreError(f"{option} {edtf!r} is no date such as 2023, 2023-09 or 2023-09-20")
    return found


def narrowings(f: Filters) -> list[Narrowing]:
    """The filters that are set, but for those that are of incidents only."""
    number = select(events.c.number)
    found = [
        Narrowing(_plain(column) == value, number.where(column == value), column == value)
        for column, value in (
            (events.c.type, f.type), (events.c.country, f.country), (events.c.publisher, f.publisher),
            (events.c.factuality, f.factuality), (events.c.status, f.status),
        )
        if value
    ]  # fmt: skip
    if f.place:
        named = fold(f.place)
        found.append(Narrowing(begins(_plain(events.c.place_key), named), number.where(begins(events.c.place_key, named))))
    if f.since or f.until:
        found.append(_when(f))
    if f.actor:
        found.append(_told(voices, begins(voices.c.key, fold(f.actor)), voices.c.role.in_(("agent", "patient"))))
    if f.source:
        found.append(_told(voices, begins(voices.c.key, fold(f.source)), voices.c.role == "source"))
    if f.gap:
        found.append(_told(gaps, or_(gaps.c.kind == f.gap, gaps.c.about == f.gap)))
    if f.about:
        found.append(_told(claims, claims.c.about == f.about))
    if f.disputed:
        found.append(_disputed())
    return found


def _plain(name: Any) -> Any:
    """The column without its indexes."""
    return name.concat("")


def _told(table: Any, *conditions: Condition) -> Narrowing:
    """Events of which a table of theirs has a row that fulfils the conditions."""
    theirs = and_(table.c.document == events.c.document, table.c.event == events.c.id)
    few = select(events.c.number).select_from(table.join(events, theirs)).where(*conditions)
    return Narrowing(exists().where(theirs, *conditions).correlate(events), few)


def _when(f: Filters) -> Narrowing:
    """Events whose time overlaps what lies between since and until; an end that is open reaches for ever."""
    dated = or_(events.c.first.is_not(None), events.c.last.is_not(None))
    number = select(events.c.number)
    parts = [number.where(*part) for part in spans_of(events, f)]
    few = union_all(*parts) if len(parts) > 1 else parts[0]
    return Narrowing(and_(dated, *_overlaps(events, f)), select(few.subquery().c.number))


def _overlaps(table: Any, f: Filters) -> list[Condition]:
    found = []
    if f.since:
        found.append(or_(table.c.last >= day(f.since, 0, "--since"), table.c.last.is_(None)))
    if f.until:
        found.append(or_(table.c.first <= day(f.until, 1, "--until"), table.c.first.is_(None)))
    return found


def spans_of(table: Any, f: Filters) -> list[list[Condition]]:
    """Conditions, one after another in the order of time, of which what passes since and until fulfils just one; each has an index.

    First what began long before and still goes on, then what began within `SHORT` days before or later.
    """
    upto = [table.c.first <= day(f.until, 1, "--until")] if f.until else []
    before = [table.c.first.is_(None), table.c.last.is_not(None)]
    if not f.since:
        return [before, [table.c.first.is_not(None), *upto]]
    edge = day(f.since, 0, "--since") - SHORT
    still = _overlaps(table, replace(f, until=None))
    key, those = next(iter(table.primary_key.columns)), table.alias()
    # asked apart, and with a sum for the column, so that no other index is taken for it
    began = those.c.first + 0
    long = select(those.c[key.name]).where(LONG, *_overlaps(those, replace(f, until=None)), or_(began < edge, began.is_(None)))
    if f.until:
        long = long.where(or_(began <= day(f.until, 1, "--until"), began.is_(None)))
    return [[key.in_(long)], [table.c.first >= edge, *still, *upto]]


def _disputed() -> Narrowing:
    in_one = and_(happened.c.document == events.c.document, happened.c.event == events.c.id)
    those = exists().where(in_one, happened.c.incident == incidents.c.id, incidents.c.disputed).correlate(events)
    of_incidents = select(events.c.number).select_from(incidents.join(happened, happened.c.incident == incidents.c.id).join(events, in_one))
    few = select(events.c.number).where(events.c.factuality == "disputed").union_all(of_incidents.where(incidents.c.disputed))
    return Narrowing(or_(_plain(events.c.factuality) == "disputed", those), select(few.subquery().c.number))


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What several filters come to: the events (by number) that pass those that few pass (None: many pass each), and the other filters."""

    few: list[int] | None
    others: list[Narrowing]

    def conditions(self, connection: Connection, lead: bool = False) -> list[Condition]:
        """Conditions on events; with `lead` one of them by an index that has the events in the order of their numbers."""
        wheres = [n.where for n in self.others]
        if self.few is not None:
            return [among(connection, events.c.number, self.few), *wheres]
        leading = next((n for n in range(len(self.others)) if self.others[n].lead is not None), None)
        if lead and leading is not None:
            wheres[leading] = self.others[leading].lead  # type: ignore[assignment]
        return wheres


def narrowed(connection: Connection, f: Filters) -> Narrowed:
    """What the filters come to in this record. A filter's rows may name an event twice: twice `RARE` are asked for."""
    few: set[int] | None = None
    others: list[Narrowing] = []
    for one in narrowings(f):
        rows = connection.execute(one.few.limit(2 * RARE + 1)).scalars().all()
        found = set(rows)
        if len(rows) > 2 * RARE:
            others.append(one)
        else:
            few = found if few is None else few & found
    return Narrowed(None if few is None else sorted(few), others)

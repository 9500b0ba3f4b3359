"""What listings are narrowed to, as conditions that answer quickly in a record of millions.

Whoever asks for a page of the latest (or earliest) of many can be answered in two ways: walk from that end until the page is full, or
look up the few that pass and sort them. The first is slow when few pass, the second when many do. So each filter is first asked for at
most `RARE` of its events, from its own index: when there are no more, they are all that is looked at; when there are, walking soon finds
a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, or_, select

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
    """One filter: `where` holds for an event that passes, `few` asks its own index for the numbers of those that do."""

    where: Condition
    few: Select[Any]


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
        Narrowing(column == value, number.where(column == value))
        for column, value in (
            (events.c.type, f.type), (events.c.country, f.country), (events.c.publisher, f.publisher),
            (events.c.factuality, f.factuality), (events.c.status, f.status),
        )
        if value
    ]  # fmt: skip
    if f.place:
        named = fold(f.place)
        # what is added to the column keeps the database from looking up the many, instead of walking
        found.append(Narrowing(begins(events.c.place_key.concat(""), named), number.where(begins(events.c.place_key, named))))
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


def _told(table: Any, *conditions: Condition) -> Narrowing:
    """Events of which a table of theirs has a row that fulfils the conditions."""
    theirs = and_(table.c.document == events.c.document, table.c.event == events.c.id)
    few = select(events.c.number).select_from(table.join(events, theirs)).where(*conditions).distinct()
    return Narrowing(exists().where(theirs, *conditions).correlate(events), few)


def _when(f: Filters) -> Narrowing:
    """Events whose time overlaps what lies between since and until; an end that is open reaches for ever."""
    since = day(f.since, 0, "--since") if f.since else None
    until = day(f.until, 1, "--until") if f.until else None
    upto = [or_(events.c.first <= until, events.c.first.is_(None))] if until is not None else []
    number = select(events.c.number)
    dated = or_(events.c.first.is_not(None), events.c.last.is_not(None))
    if since is None:
        few = number.where(events.c.first <= until).union_all(number.where(events.c.first.is_(None), events.c.last.is_not(None)))
        return Narrowing(and_(*upto, dated), select(few.subquery().c.number))
    open_ = or_(events.c.last >= since, events.c.last.is_(None))
    short = [events.c.first >= since - SHORT, events.c.last >= since, events.c.last - events.c.first <= SHORT]
    if until is not None:
        short.append(events.c.first <= until)
    far = number.where(long_ones(), open_, *upto)
    few = number.where(*short).union_all(far)
    return Narrowing(and_(dated, open_, *upto), select(few.subquery().c.number))


def long_ones() -> Condition:
    """Events of more than `SHORT` days, or with an open end."""
    return LONG  # type: ignore[return-value]


def _disputed() -> Narrowing:
    in_one = and_(happened.c.document == events.c.document, happened.c.event == events.c.id)
    those = exists().where(in_one, happened.c.incident == incidents.c.id, incidents.c.disputed).correlate(events)
    of_incidents = select(events.c.number).select_from(incidents.join(happened, happened.c.incident == incidents.c.id).join(events, in_one))
    few = select(events.c.number).where(events.c.factuality == "disputed").union(of_incidents.where(incidents.c.disputed))
    return Narrowing(or_(events.c.factuality == "disputed", those), select(few.subquery().c.number))


def resolved(connection: Connection, several: Sequence[Narrowing]) -> tuple[set[int] | None, list[Condition]]:
    """The numbers of the events that pass all the filters that few pass (None: many pass each), and the conditions of the others."""
    few: set[int] | None = None
    others: list[Condition] = []
    for one in several:
        found = set(connection.execute(one.few.limit(RARE + 1)).scalars())
        if len(found) > RARE:
            others.append(one.where)
        else:
            few = found if few is None else few & found
    return few, others


def narrowed(connection: Connection, f: Filters) -> list[Condition]:
    """Conditions on events that hold for those that pass."""
    few, others = resolved(connection, narrowings(f))
    return others if few is None else [among(connection, events.c.number, sorted(few)), *others]

"""Questions to the record: documents, events and incidents by filters, words in texts, one thing by its id, numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, Table, and_, exists, func, or_, select, text

from lagebild.errors import StoreError
from lagebild.formats.reading import loads
from lagebild.model import Reading
from lagebild.store.filters import MANY, Filters, narrowed, spans_of
from lagebild.store.judged import beside, with_judgements
from lagebild.store.opening import Store
from lagebild.store.sql import among
from lagebild.store.tables import claims, documents, events, happened, incidents, judgements, readings, trail, voices
from lagebild.store.tables import words as index
from lagebild.store.words import asked, snippet

Row = dict[str, Any]


def list_events(store: Store, f: Filters, in_time: bool = False) -> list[Row]:
    """Events that pass, the latest added first, or in the order of time (then only those that have one)."""
    query = select(
        events.c.document, events.c.id, events.c.key, events.c.type, events.c.mode, events.c.time, events.c.place, events.c.country,
        events.c.factuality,
        events.c.status, events.c.words, documents.c.publisher, documents.c.published, happened.c.incident,
    ).join(documents, documents.c.id == events.c.document)  # fmt: skip
    query = query.outerjoin(happened, and_(happened.c.document == events.c.document, happened.c.event == events.c.id))
    order = (events.c.first, events.c.number) if in_time else (events.c.number.desc(),)
    with store.reading() as connection:
        if in_time:
            passed = narrowed(connection, replace(f, since=None, until=None)).conditions(connection)
            ways = [[events.c.first.is_not(None), *span, *passed] for span in _spans(events, f)]
        else:
            ways = [narrowed(connection, f).conditions(connection, lead=True)]
        return with_judgements(connection, _with_figures(connection, _page(connection, query.order_by(*order), ways, f.limit)))


def _spans(table: Table, f: Filters) -> list[list[Any]]:
    return spans_of(table, f) if f.since or f.until else [[]]


def _page(connection: Connection, query: Select[Any], ways: Sequence[Sequence[Any]], most: int) -> list[Row]:
    """The first rows of several queries, one after another."""
    found: list[Row] = []
    for conditions in ways:
        if len(found) < most:
            found += _rows(connection, query.where(*conditions).limit(most - len(found)))
    return found


def _with_figures(connection: Connection, found: list[Row]) -> list[Row]:
    """The events with their figures and the names of their sources."""
    by_event = {(row["document"], row["id"]): row for row in found}
    for row in found:
        row["figures"], row["sources"] = [], []
    ids = sorted({row["document"] for row in found})
    figures = select(claims).where(among(connection, claims.c.document, ids), or_(claims.c.low.is_not(None), claims.c.high.is_not(None)))
    for claim in connection.execute(figures.order_by(claims.c.document, claims.c.id)):
        if event := by_event.get((claim.document, claim.event)):
            event["figures"].append({"about": claim.about, "low": claim.low, "high": claim.high})
    told = select(voices).where(among(connection, voices.c.document, ids), voices.c.role == "source")
    for voice in connection.execute(told.order_by(voices.c.document, voices.c.name)):
        if event := by_event.get((voice.document, voice.event)):
            event["sources"].append(voice.name)
    return found


def list_documents(store: Store, f: Filters) -> list[Row]:
    """Documents that pass (by their events, where a filter is one of events), the latest added first."""
    counted = select(func.count()).select_from(events).where(events.c.document == documents.c.id).scalar_subquery()
    query = select(
        documents.c.id, documents.c.title, documents.c.publisher, documents.c.published, documents.c.language, documents.c.chars,
        documents.c.added, documents.c.forgotten, counted.label("events"),
    )  # fmt: skip
    if f.publisher:
        query = query.where(documents.c.publisher == f.publisher)
    with store.reading() as connection:
        found = narrowed(connection, replace(f, publisher=None))
        conditions = found.conditions(connection)
        if found.few is not None:
            query = query.where(documents.c.id.in_(select(events.c.document).where(*conditions)))
        elif conditions:
            query = query.where(exists().where(events.c.document == documents.c.id, *conditions))
        return _rows(connection, query.order_by(documents.c.number.desc()).limit(f.limit))


def list_incidents(store: Store, f: Filters) -> list[Row]:
    """Incidents that pass, in the order of time, as the contract's JSON, with the judgements on their events.

    One passes when one of its events passes all filters of events.
    """
    with store.reading() as connection:
        query = select(incidents.c.json).where(*_of_incidents(connection, f))
        query = query.order_by(incidents.c.first.nulls_last(), incidents.c.id)
        return beside(connection, [json.loads(row["json"]) for row in _page(connection, query, _spans(incidents, f), f.limit)])


def _of_incidents(connection: Connection, f: Filters) -> list[Any]:
    """Conditions on incidents, but for their time."""
    equal = ((incidents.c.type, f.type), (incidents.c.country, f.country), (incidents.c.disputed, f.disputed))
    least = ((incidents.c.reports, f.least), (incidents.c.independent, f.independent))
    found: list[Any] = [column_ == value for column_, value in equal if value] + [column_ >= n for column_, n in least if n > 1]
    passed = narrowed(connection, replace(f, type=None, country=None, since=None, until=None, disputed=False))
    theirs = and_(happened.c.document == events.c.document, happened.c.event == events.c.id)
    conditions = passed.conditions(connection)
    if passed.few is not None:
        found.append(incidents.c.id.in_(select(happened.c.incident).join(events, theirs).where(*conditions)))
    elif conditions:
        found.append(exists().where(happened.c.incident == incidents.c.id, theirs, *conditions))
    return found


def incidents_since(store: Store, moment: str) -> list[Row]:
    """The incidents that a report tells of which was added at that moment (ISO 8601 in UTC) or later, in the order of time."""
    new = select(happened.c.incident).join(documents, documents.c.id == happened.c.document).where(documents.c.added >= moment)
    query = select(incidents.c.json).where(incidents.c.id.in_(new)).order_by(incidents.c.first.nulls_last(), incidents.c.id)
    with store.reading() as connection:
        return beside(connection, [json.loads(j) for j in connection.execute(query).scalars()])


def search(store: Store, words: str, limit: int = MANY) -> list[Row]:
    """Documents in which every word of the question begins a word, the latest first, each with a snippet."""
    sought = asked(words)
    if not sought:
        raise StoreError(f"{words!r} has no word to search for")
    query = select(documents.c.id, documents.c.title, documents.c.publisher, documents.c.published, documents.c.text)
    query = query.join(index, documents.c.number == index.c.rowid).order_by(index.c.rowid.desc()).limit(limit)
    if store.postgres:
        query = query.where(text("to_tsvector('simple', words.folded) @@ to_tsquery('simple', :sought)"))
        question = " & ".join(f"{w}:*" for w in sought)
    else:
        query = query.where(text("words MATCH :sought"))
        question = " ".join(f'"{w}"*' for w in sought)
    with store.reading() as connection:
        found = [dict(r) for r in connection.execute(query, {"sought": question}).mappings()]
    for row in found:
        row["snippet"] = snippet(bytes(row.pop("text")).decode(), sought)
    return found


def _rows(connection: Connection, query: Select[Any]) -> list[Row]:
    return [dict(r) for r in connection.execute(query).mappings()]


# ---- one thing -----------------------------------------------------------------------------------------------------


def reading_of(store: Store, ident: str, number: int | None = None) -> Reading:
    """The current reading of a document, or its reading of that number; StoreError when there is none."""
    query = select(readings.c.json).where(readings.c.document == ident)
    query = query.where(readings.c.number == number) if number is not None else query.where(readings.c.current)
    with store.reading() as connection:
        line = connection.execute(query).scalar()
        if line is None:
            gone = connection.execute(select(documents.c.forgotten, documents.c.forgotten_why).where(documents.c.id == ident)).first()
    if line is not None:
        return loads(line)
    if gone and gone.forgotten:
        raise StoreError(f"{ident} was forgotten on {gone.forgotten[:10]}: {gone.forgotten_why}")
    raise StoreError(f"there is no document {ident}" if not gone else f"{ident} has no such reading")


def current_readings(store: Store, ids: list[str] | None = None) -> Iterator[Reading]:
    """The current reading of every document (or of these), in the order of adding."""
    query = select(readings.c.json).where(readings.c.current).order_by(readings.c.number)
    with store.reading() as connection:
        if ids is None:
            for line in connection.execution_options(yield_per=100).execute(query).scalars():
                yield loads(line)
            return
        for at in range(0, len(ids), 500):
            for line in connection.execute(query.where(readings.c.document.in_(ids[at : at + 500]))).scalars():
                yield loads(line)


def reading_versions(store: Store, ident: str) -> list[Row]:
    """The readings of a document: number, reader, version, model, when, whether it is the current one."""
    query = select(readings.c.number, readings.c.reader, readings.c.version, readings.c.model, readings.c.made, readings.c.current)
    with store.reading() as connection:
        return _rows(connection, query.where(readings.c.document == ident).order_by(readings.c.number))


def incident_of(store: Store, ident: str) -> Row:
    """An incident as the contract's JSON, with the judgements on its events; StoreError when there is none, with its trail."""
    with store.reading() as connection:
        found = connection.execute(select(incidents.c.json).where(incidents.c.id == ident)).scalar()
        if found is None:
            after = connection.execute(select(trail.c.after).where(trail.c.before == ident).order_by(trail.c.number.desc())).scalars().all()
            if after:
                raise StoreError(f"{ident} is now {', '.join(dict.fromkeys(after))}")
            raise StoreError(f"there is no incident {ident}")
        return beside(connection, [json.loads(found)])[0]


def stats(store: Store) -> Row:
    """How much there is of everything."""
    with store.reading() as connection:

        def count(what: Table, *conditions: Any) -> int:
            return int(connection.execute(select(func.count()).select_from(what).where(*conditions)).scalar_one())

        found: Row = {t.name: count(t) for t in (documents, readings, events, claims, judgements, incidents)}
        found["forgotten"] = count(documents, documents.c.forgotten.is_not(None))
        found["disputed incidents"] = count(incidents, incidents.c.disputed)
        for name, column_ in (("types", events.c.type), ("status", events.c.status), ("languages", documents.c.language)):
            found[name] = _counted(connection, column_)
        found["publishers"] = dict(list(_counted(connection, documents.c.publisher).items())[:20])
        found["reviewers"] = _counted(connection, judgements.c.reviewer)
    return found


def _counted(connection: Connection, column_: Any) -> dict[str, int]:
    """How many rows have each value, the most frequent first."""
    rows = connection.execute(select(column_, func.count()).group_by(column_))
    return dict(sorted(((r[0] or "", r[1]) for r in rows), key=lambda v: (-v[1], v[0])))

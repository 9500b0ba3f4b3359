"""`verify`: everything in the record is looked at again: bytes, texts, readings, spans, links, judgements, incidents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection, column, func, select, table
from sqlalchemy.exc import DBAPIError

from lagebild.errors import FormatError
from lagebild.formats.reading import from_json
from lagebild.model import Pair
from lagebild.store.faults import count_spans, faults
from lagebild.store.happening import from_line
from lagebild.store.judging import all_judgements, broken
from lagebild.store.opening import Store, check
from lagebild.store.rows import digest, identity
from lagebild.store.sql import among
from lagebild.store.tables import documents, events, happened, incidents, readings

PART = 500  # incidents that are looked at together


@dataclass
class Looked:
    """What `verify` looked at, for its summary."""

    documents: int = 0
    readings: int = 0
    spans: int = 0
    judgements: int = 0
    incidents: int = 0


def verify(store: Store, looked: Looked) -> Iterator[str]:
    """One line for every fault; `looked` counts what was looked at."""
    damage = check(store)
    yield from (f"database: {line}" for line in damage)
    try:
        with store.reading() as connection:
            yield from _documents(connection, looked)
            yield from _readings(connection, looked)
            yield from _incidents(connection, looked)
            yield from _counts(connection)
        chains = sorted(all_judgements(store), key=lambda j: (j.reviewer, j.seq))
        looked.judgements = len(chains)
        for _, chain in groupby(chains, key=lambda j: j.reviewer):
            yield from broken(list(chain))
    except (DBAPIError, UnicodeError, ValueError) as error:
        yield f"the record cannot be read further: {str(error).splitlines()[0]}"


def _documents(connection: Connection, looked: Looked) -> Iterator[str]:
    query = select(
        documents.c.id, documents.c.sha256, documents.c.bytes_sha256, documents.c.bytes, documents.c.text, documents.c.chars,
        documents.c.forgotten,
    ).execution_options(yield_per=200)  # fmt: skip
    for row in connection.execute(query):
        looked.documents += 1
        if row.forgotten is not None:
            if row.text is not None or row.bytes is not None:
                yield f"{row.id}: it was forgotten, but its text is still there"
            continue
        if row.text is None or row.bytes is None:
            yield f"{row.id}: its text or its bytes are gone"
            continue
        raw, text = _bytes(row.bytes), _bytes(row.text)
        if digest(raw) != row.bytes_sha256:
            yield f"{row.id}: the bytes were changed (SHA-256 does not fit)"
        if digest(text) != row.sha256:
            yield f"{row.id}: the text was changed (SHA-256 does not fit)"
        elif len(text.decode()) != row.chars:
            yield f"{row.id}: the number of characters is wrong"


def _bytes(value: object) -> bytes:
    """What stands in a column of bytes, also where somebody put text there."""
    return value.encode() if isinstance(value, str) else bytes(value)  # type: ignore[call-overload]


def _readings(connection: Connection, looked: Looked) -> Iterator[str]:
    query = (
        select(readings, documents.c.sha256.label("text_sha256"))
        .join(documents, documents.c.id == readings.c.document)
        .execution_options(yield_per=100)
    )
    for row in connection.execute(query):
        looked.readings += 1
        where = f"{row.document}, reading {row.number}"
        if digest(row.json.encode()) != row.sha256:
            yield f"{where}: it was changed (SHA-256 does not fit)"
        try:
            value = json.loads(row.json)
            reading = from_json(value)
        except (ValueError, FormatError) as error:
            yield f"{where}: {error}"
            continue
        looked.spans += count_spans(value)
        if reading.document.id != row.document or digest(reading.document.text.encode()) != row.text_sha256:
            yield f"{where}: it is of another text"
        if identity(reading.reader) != row.identity:
            yield f"{where}: what made it is not what the record says"
        yield from (f"{where}: {fault}" for fault in faults(value))


def _incidents(connection: Connection, looked: Looked) -> Iterator[str]:
    query = select(incidents.c.id, incidents.c.json).order_by(incidents.c.id).execution_options(yield_per=PART)
    for part in connection.execute(query).partitions():
        own: dict[str, list[Pair]] = {}
        for row in part:
            looked.incidents += 1
            try:
                own[row.id] = from_line(row.json)
            except (ValueError, KeyError, TypeError) as error:
                yield f"{row.id}: cannot be read ({error})"
        yield from _filed(connection, own)


def _filed(connection: Connection, own: Mapping[str, Sequence[Pair]]) -> Iterator[str]:
    """Faults of incidents whose events are not there, or filed under another."""
    ids = sorted({document for pairs in own.values() for document, _ in pairs})
    there = {
        (r.document, r.id)
        for r in connection.execute(select(events.c.document, events.c.id).where(among(connection, events.c.document, ids)))
    }
    held = {
        (r.document, r.event): r.incident for r in connection.execute(select(happened).where(among(connection, happened.c.document, ids)))
    }
    for ident, pairs in own.items():
        for pair in pairs:
            if pair not in there:
                yield f"{ident}: it names {pair[0]}/{pair[1]}, which is not there; 'lagebild incidents' makes it anew"
            if held.get(pair) != ident:
                yield f"{ident}: {pair[0]}/{pair[1]} is filed under {held.get(pair)}"


def _counts(connection: Connection) -> Iterator[str]:
    many = select(readings.c.document, func.count().label("n")).where(readings.c.current).group_by(readings.c.document).subquery()
    for row in connection.execute(select(many.c.document, many.c.n).where(many.c.n != 1)):
        yield f"{row.document}: {row.n} current readings"
    whole = connection.execute(select(func.count()).select_from(documents).where(documents.c.forgotten.is_(None))).scalar_one()
    indexed = connection.execute(select(func.count()).select_from(table("words", column("rowid")))).scalar_one()
    if whole != indexed:
        yield f"the full text index has {indexed} documents, the record {whole}"

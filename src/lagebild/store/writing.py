"""Writing into the record: documents with their readings, in batches, each document wholly or not at all; forgetting.

Adding is idempotent: the same document is seen, not added; the same reading by the same reader too. A batch is one transaction, so that a
process that dies leaves whole batches behind, and running it again goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import Connection, Table, bindparam, delete, select, text, update

from lagebild.errors import StoreError
from lagebild.formats.reading import dumps
from lagebild.model import Reading
from lagebild.store.happening import loosen, wait
from lagebild.store.judging import replay, restate
from lagebild.store.opening import Store, now, unswept
from lagebild.store.rows import (
    Row,
    claim_rows,
    clean,
    digest,
    document_row,
    event_rows,
    gap_rows,
    identity,
    reading_row,
    voice_rows,
)
from lagebild.store.sql import among, put
from lagebild.store.tables import DERIVED, claims, documents, events, gaps, readings, voices, words
from lagebild.store.words import fold

BATCH = 200  # documents of a transaction


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading to keep, with the bytes that its document came as and where they stood."""

    reading: Reading
    raw: bytes
    origin: str


@dataclass
class Tally:
    """What came of adding: how many documents are new, were there already, got a further reading, and what could not be kept and why."""

    new: int = 0
    seen: int = 0
    reread: int = 0
    failed: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)  # ids of the documents whose current reading is another now


def add(store: Store, several: Iterable[Kept], batch: int = BATCH) -> Tally:
    """Every reading is kept, or the tally says why not; see `add_batches` for going on meanwhile."""
    tally = Tally()
    for _ in add_batches(store, several, tally, batch):
        pass
    return tally


def add_batches(store: Store, several: Iterable[Kept], tally: Tally, batch: int = BATCH) -> Iterator[int]:
    """After each batch that is safely kept, how many documents it had; `tally` counts."""
    waiting = iter(several)
    while chunk := list(islice(waiting, batch)):
        _add_chunk(store, chunk, tally)
        yield len(chunk)


def _add_chunk(store: Store, chunk: Sequence[Kept], tally: Tally) -> None:
    part = Tally()
    with unswept(), store.writing() as connection:
        _Batch(store, connection, part).keep(chunk)
    tally.new += part.new
    tally.seen += part.seen
    tally.reread += part.reread
    tally.failed += part.failed
    tally.changed += part.changed


def known(store: Store, ids: Sequence[str]) -> dict[str, tuple[str, bool]]:
    """Of these documents those that are there: SHA-256 of the text, and whether it was forgotten."""
    with store.reading() as connection:
        return _known(connection, ids)


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, bool]]:
    query = select(documents.c.id, documents.c.sha256, documents.c.forgotten).where(among(connection, documents.c.id, ids))
    return {row.id: (row.sha256, row.forgotten is not None) for row in connection.execute(query)}


class _Batch:
    """One transaction's worth of documents: rows are gathered, then written table by table."""

    def __init__(self, store: Store, connection: Connection, tally: Tally) -> None:
        self.store, self.connection, self.tally = store, connection, tally
        self.time = now()
        self.rows: dict[Table, list[Row]] = {t: [] for t in (documents, readings, *DERIVED)}
        self.words: list[Row] = []

    def keep(self, chunk: Sequence[Kept]) -> None:
        """All of the chunk is written."""
        ids = [k.reading.document.id for k in chunk]
        there = _known(self.connection, ids)
        made = self._identities([i for i in ids if i in there])
        numbers = self._numbers(len({i for i in ids if i not in there}))
        for kept in chunk:
            self._take(kept, there, made, numbers)
        self._write()

    def _identities(self, ids: Sequence[str]) -> set[tuple[str, str]]:
        if not ids:
            return set()
        query = select(readings.c.document, readings.c.identity).where(among(self.connection, readings.c.document, ids))
        return {(row.document, row.identity) for row in self.connection.execute(query)}

    def _numbers(self, many: int) -> Iterator[int]:
        if not many:
            return iter(())
        if self.store.postgres:
            query = text("SELECT nextval(pg_get_serial_sequence('documents', 'number')) FROM generate_series(1, :n)")
            return iter([int(n) for n in self.connection.execute(query, {"n": many}).scalars()])
        last = self.connection.execute(text("SELECT coalesce(max(number), 0) FROM documents")).scalar_one()
        return iter(range(last + 1, last + 1 + many))

    def _take(self, kept: Kept, there: dict[str, tuple[str, bool]], made: set[tuple[str, str]], numbers: Iterator[int]) -> None:
        document, reader = kept.reading.document, identity(kept.reading.reader)
        sha = digest(document.text.encode())
        old = there.get(document.id)
        if old and old[1]:
            self.tally.failed.append(f"{kept.origin}: {document.id} was forgotten on purpose; it is not added again")
            return
        if old and old[0] != sha:
            self.tally.failed.append(f"{kept.origin}: {document.id} is there already with another text; give it another id")
            return
        if old and (document.id, reader) in made:
            self.tally.seen += 1
            return
        if not old:
            number = next(numbers)
            there[document.id] = (sha, False)
            self.rows[documents].append(document_row(document, kept.raw, kept.origin, self.time, number))
            self.words.append({"rowid": number, "folded": fold(f"{document.title or ''}\n{document.text}")})
            self.tally.new += 1
        else:
            self._supersede(document.id)
            self.tally.reread += 1
        made.add((document.id, reader))
        self.tally.changed.append(document.id)
        self.rows[readings].append(reading_row(kept.reading, dumps(kept.reading), self.time))
        self.rows[events] += event_rows(kept.reading)
        self.rows[claims] += claim_rows(kept.reading)
        self.rows[voices] += voice_rows(kept.reading)
        self.rows[gaps] += gap_rows(kept.reading)

    def _supersede(self, ident: str) -> None:
        for rows in (self.rows[t] for t in DERIVED):
            rows[:] = [r for r in rows if r["document"] != ident]
        for row in self.rows[readings]:
            if row["document"] == ident:
                row["current"] = False
        self.connection.execute(update(readings).where(readings.c.document == ident).values(current=False))
        loosen(self.connection, ident)
        for table in DERIVED:
            self.connection.execute(delete(table).where(table.c.document == ident))

    def _write(self) -> None:
        for table, rows in self.rows.items():
            put(self.connection, table, rows)
        wait(self.connection, [r["document"] for r in self.rows[readings]])
        restate(self.connection, {r["key"] for r in self.rows[events]})
        replay(self.connection, {r["document"] for r in self.rows[readings]})
        put(self.connection, words, self.words)


def forget(store: Store, ident: str, why: str) -> None:
    """The text, bytes and readings of a document are gone; its hashes, when and why stay."""
    with store.writing() as connection:
        if not store.postgres:
            connection.exec_driver_sql("PRAGMA secure_delete = ON")  # what is deleted is overwritten
        row = connection.execute(select(documents.c.number, documents.c.forgotten).where(documents.c.id == ident)).first()
        if row is None:
            raise StoreError(f"there is no document {ident}")
        if row.forgotten is not None:
            raise StoreError(f"{ident} was forgotten already, on {row.forgotten[:10]}")
        loosen(connection, ident)
        wait(connection, [ident])
        for table in (*DERIVED, readings):
            connection.execute(delete(table).where(table.c.document == ident))
        connection.execute(text("DELETE FROM words WHERE rowid = :n"), {"n": row.number})
        if not store.postgres:
            connection.exec_driver_sql("INSERT INTO words (words) VALUES ('optimize')")  # its words leave the index at once
        gone = {"bytes": None, "text": None, "title": None, "url": None, "forgotten": now(), "forgotten_why": clean(why)}
        connection.execute(update(documents).where(documents.c.id == bindparam("i")).values(**gone), {"i": ident})
    if not store.postgres:
        with store.database.connect() as connection:  # what was deleted is not left in the file's free pages or its log
            connection.exec_driver_sql("COMMIT")  # the checkpoint wants to be alone
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

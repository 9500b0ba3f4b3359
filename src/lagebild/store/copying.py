"""A whole copy of a record: of a SQLite file as it is, of any record into any other kind by its rows."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import Connection, FromClause, func, insert, select, text

from lagebild.errors import StoreError
from lagebild.store.opening import Store, backup_file, is_postgres, open_store
from lagebild.store.tables import documents, metadata, words

MANY = 500  # rows that are in memory at a time


def backup(store: Store, target: str | Path) -> str:
    """`target` (a file, or the address of an empty PostgreSQL database) is a whole and consistent copy, made while others may go on.

    A file is there complete or not at all. StoreError when the target holds a record already.
    """
    if is_postgres(str(target)):
        with open_store(target) as copy:
            _copy(store, copy)
            return copy.address
    if store.path:
        return str(backup_file(store.path, Path(target)))
    path = Path(target)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with open_store(part) as copy:
            _copy(store, copy)
        shutil.move(part, path)
    except OSError as error:
        raise StoreError(f"the backup {path} could not be written ({error})") from error
    finally:
        for rest in path.parent.glob(f"{part.name}*"):
            rest.unlink()
    return str(path)


def _copy(source: Store, target: Store) -> None:
    with source.reading() as read, target.writing() as write:
        if write.execute(select(func.count()).select_from(documents)).scalar_one():
            raise StoreError(f"{target.address} holds a record already; name an empty database")
        for table in (*metadata.sorted_tables, words):
            _copy_rows(read, write, table)
        if target.postgres:
            _count_on(write)


def _copy_rows(read: Connection, write: Connection, table: FromClause) -> None:
    rows = read.execute(select(table).execution_options(yield_per=MANY))
    for part in rows.mappings().partitions():
        write.execute(insert(table), [dict(row) for row in part])  # type: ignore[arg-type]


def _count_on(connection: Connection) -> None:
    """What PostgreSQL numbers next comes after what was copied."""
    for table in metadata.sorted_tables:
        if "number" in table.c:
            last = f"(SELECT max(number) FROM {table.name})"
            sequence = f"pg_get_serial_sequence('{table.name}', 'number')"
            connection.execute(text(f"SELECT setval({sequence}, {last}) WHERE {last} IS NOT NULL"))

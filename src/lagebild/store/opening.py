"""Opening a record: SQLite by a path, PostgreSQL by an address.

It is made when it is not there, and migrated forward, with a backup beside it, when it is older.
"""

from __future__ import annotations

import gc
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError

from lagebild.errors import StoreError

HEAD = "0003"  # the newest migration; a test holds it
MIGRATIONS = Path(__file__).parent / "migrations"
BUSY = 60  # seconds that a writer waits for another
WRITER = 726173  # the lock by which PostgreSQL, too, has one writer at a time
LOG = 8000  # pages of the log that are written back at once: index pages that many transactions change are written once
ENVIRONMENT = "LAGEBILD_DB"


@dataclass(frozen=True)
class Store:
    """An open record."""

    database: Engine
    address: str
    path: Path | None  # None on PostgreSQL

    @property
    def postgres(self) -> bool:
        """Whether it is on PostgreSQL."""
        return self.path is None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the record and writes nothing."""
        with _told(self), self.database.connect() as connection:
            if self.postgres:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are all there at the end, or none of them; a second writer waits."""
        with _told(self), self.database.connect() as connection:
            if not self.postgres:
                connection.info["immediate"] = True
            with connection.begin():
                if self.postgres:
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({WRITER})"))
                yield connection

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """No connection is open any more."""
        self.database.dispose()


@contextmanager
def unswept() -> Iterator[None]:
    """Meanwhile Python does not look for cycles: a batch of readings has none, and looking takes as long as the work."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()


def now() -> str:
    """The time as the record writes it: ISO 8601 in UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def default_address() -> str:
    """Where the record is when nobody says: LAGEBILD_DB, else the platform's folder for what a program keeps."""
    from platformdirs import user_data_path

    return os.environ.get(ENVIRONMENT) or str(user_data_path("lagebild") / "record.db")


def is_postgres(address: str) -> bool:
    """Whether an address names a PostgreSQL database."""
    return address.startswith(("postgresql://", "postgres://", "postgresql+psycopg://"))


def open_store(address: str | Path | None = None, *, make: bool = True, migrate: bool = True) -> Store:
    """The record at an address, its tables those of this version; StoreError in one sentence when it cannot be opened."""
    store = connect(address, make=make)
    try:
        found = version(store)
        if found is None:
            if not make:
                raise StoreError(f"{store.address} is no record of Lagebild; 'lagebild add' makes one")
            run_migrations(store)
        elif found != HEAD:
            _bring_forward(store, found, migrate)
    except BaseException:
        store.close()
        raise
    return store


def connect(address: str | Path | None = None, *, make: bool = True) -> Store:
    """The database at an address as it is, whatever is in it."""
    shown = str(address or default_address())
    if is_postgres(shown):
        return Store(_postgres(shown), _without_password(shown), None)
    path = Path(shown)
    if not path.exists():
        if not make:
            raise StoreError(f"there is no record at {path}; 'lagebild add' makes one, --db or {ENVIRONMENT} names another")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{path.parent} cannot be made ({error.strerror}); name another place with --db") from error
    elif path.is_dir():
        raise StoreError(f"{path} is a folder; --db names a file")
    elif path.stat().st_size and not _is_sqlite(path):
        raise StoreError(f"{path} is no SQLite database, or a damaged one; name another with --db or restore a backup")
    return Store(_sqlite(path), str(path), path)


def _is_sqlite(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError as error:
        raise StoreError(f"{path} cannot be read ({error.strerror}); check its permissions") from error


def _sqlite(path: Path) -> Engine:
    database = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY, "check_same_thread": False})

    @event.listens_for(database, "connect")
    def _(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY * 1000}")
        cursor.execute("PRAGMA foreign_keys = ON")
        if os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK)):
            _patiently(cursor, "PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute(f"PRAGMA wal_autocheckpoint = {LOG}")
        cursor.execute("PRAGMA cache_size = -65536")
        cursor.close()

    @event.listens_for(database, "begin")
    def _(connection: Connection) -> None:
        immediate = connection.info.pop("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return database


def _patiently(cursor: sqlite3.Cursor, statement: str) -> None:
    """Runs a statement that SQLite does not wait for by itself while another process makes the database."""
    for wait in (0.01, 0.05, 0.1, 0.5, 1.0, 2.0):
        try:
            cursor.execute(statement)
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(wait)
    cursor.execute(statement)


def _postgres(address: str) -> Engine:
    rest = address.partition("://")[2]
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise StoreError("PostgreSQL needs the package psycopg: install lagebild[postgres]") from error
    return create_engine(f"postgresql+psycopg://{rest}", pool_pre_ping=True)


def _without_password(address: str) -> str:
    scheme, _, rest = address.partition("://")
    user, at, host = rest.rpartition("@")
    return f"{scheme}://{user.partition(':')[0]}{at}{host}"


@contextmanager
def _told(store: Store) -> Iterator[None]:
    """Whatever the database complains of becomes one sentence."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(_sentence(store, error)) from error


def _sentence(store: Store, error: DBAPIError) -> str:
    said = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
    known = {
        "readonly": "may not be written; check the permissions of the file and its folder",
        "read-only": "may not be written; check the permissions of the file and its folder",
        "disk is full": "has no room left on its disk; nothing of this step was kept, free some and run it again",
        "locked": "is being written by another process, and this one has waited long enough; run it again",
        "malformed": "is damaged; 'lagebild db check' says where, restore a backup",
        "not a database": "is no SQLite database, or a damaged one; restore a backup",
        "unable to open": "cannot be opened; check the name, the folder and its permissions",
        "disk i/o error": "could not be written or read by the system (disk I/O error); check the disk and run it again",
        "connection": "does not answer; check the address and that the server runs",
    }
    for word, sentence in known.items():
        if word in said.lower():
            return f"{store.address} {sentence} ({said})"
    return f"{store.address}: {said}"


# ---- versions ------------------------------------------------------------------------------------------------------


def version(store: Store) -> str | None:
    """The newest migration that was run on it; None for an empty database. StoreError for somebody else's."""
    with _told(store), store.database.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        if "alembic_version" in tables:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if tables:
        raise StoreError(f"{store.address} is a database of another program (it has the table {sorted(tables)[0]}); name another with --db")
    return None


def _bring_forward(store: Store, found: str, migrate: bool) -> None:
    if found > HEAD:
        raise StoreError(f"{store.address} was written by a newer Lagebild (version {found}, this one knows {HEAD}); install the newer one")
    if not migrate:
        raise StoreError(f"{store.address} is of an older version ({found}, current is {HEAD}); run 'lagebild db migrate'")
    if store.path:
        backup_file(store.path, store.path.with_name(f"{store.path.name}.before-{HEAD}"))
    run_migrations(store)


def run_migrations(store: Store, upto: str = "head") -> None:
    """Every migration (up to that one) that was not run yet was run; two processes that try are safe."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with store.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, upto)


def backup_file(path: Path, target: Path) -> Path:
    """`target` is a whole and consistent copy of a SQLite record, made while others may go on; it is there complete or not at all."""
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with sqlite3.connect(path) as source, sqlite3.connect(part) as copy:
            source.backup(copy)
        source.close()
        copy.close()
        shutil.move(part, target)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise StoreError(f"the backup {target} could not be written ({error})") from error
    return target


def vacuum(store: Store) -> None:
    """Room that nothing uses is given back, and the statistics that the planner uses are new."""
    with _told(store), store.database.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        if store.postgres:
            raw.autocommit = True
            raw.execute("VACUUM ANALYZE")
            raw.autocommit = False
        else:
            raw.execute("VACUUM")
            raw.execute("ANALYZE")


def check(store: Store) -> list[str]:
    """What the database itself says is wrong with it, one line each; none when it is whole."""
    try:
        with store.database.connect() as connection:
            if store.postgres:
                return _check_postgres(connection)
            pages = [str(r[0]) for r in connection.exec_driver_sql("PRAGMA integrity_check")]
            links = [
                f"{r[0]} row {r[1]} names a row of {r[2]} that is not there" for r in connection.exec_driver_sql("PRAGMA foreign_key_check")
            ]
    except (DBAPIError, OperationalError) as error:
        return [str(error.orig)]
    return [p for p in pages if p != "ok"] + links


def _check_postgres(connection: Connection) -> list[str]:
    """Indexes that PostgreSQL itself holds for invalid; every row of every table is read once, which a damaged one does not outlive."""
    query = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
    broken = [f"the index {name} is not valid; REINDEX it" for name in connection.exec_driver_sql(query).scalars()]
    for name in inspect(connection).get_table_names():
        connection.exec_driver_sql(f"SELECT sum(length(t::text)) FROM {name} t").scalar()
    return broken

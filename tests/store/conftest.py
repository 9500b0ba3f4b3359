"""A record on SQLite and one on PostgreSQL for every test that asks for `store`."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from lagebild.store import Store, open_store

PORT = 54000 + os.getpid() % 1000
numbers = itertools.count(1)


def programs() -> Path | None:
    """The folder with initdb and pg_ctl, wherever Debian or the path has it."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    return next((p for p in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True) if (p / "initdb").exists()), None)


def as_postgres(*command: str | Path) -> None:
    """The command ran as the user postgres where we are root (a server refuses root), else as ourselves."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *map(str, command)], check=True, capture_output=True, cwd="/", timeout=120)


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, without a database's name; it ends with the tests."""
    given = os.environ.get("LAGEBILD_TEST_POSTGRES")
    if given:
        yield given.rstrip("/")
        return
    where = programs()
    if where is None:
        pytest.skip("no PostgreSQL server here (initdb is missing)")
    if os.geteuid() == 0:
        try:
            owner = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("no user postgres, and a server refuses to run as root")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_postgres(where / "initdb", "-D", folder / "d", "-A", "trust", "-U", "lagebild", "--no-sync", "-E", "UTF8", "--locale=C")
        options = f"-p {PORT} -k {folder} -h 127.0.0.1 -c fsync=off"
        as_postgres(where / "pg_ctl", "-D", folder / "d", "-o", options, "-l", folder / "log", "-w", "start")
        try:
            yield f"postgresql://lagebild@127.0.0.1:{PORT}"
        finally:
            as_postgres(where / "pg_ctl", "-D", folder / "d", "-m", "immediate", "stop")


def new_database(cluster: str) -> str:
    """The address of an empty database."""
    import psycopg

    name = f"t{os.getpid()}_{next(numbers)}"
    with psycopg.connect(f"{cluster}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"{cluster}/{name}"


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where there is no record yet."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    return new_database(request.getfixturevalue("cluster"))


@pytest.fixture
def other_postgres(cluster: str) -> str:
    """The address of one more empty PostgreSQL database."""
    return new_database(cluster)


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An empty record."""
    with open_store(address) as opened:
        yield opened

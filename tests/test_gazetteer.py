"""Gazetteer: packs' places by name, one file read-only, layers that do not repeat a place."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from lagebild.errors import GazetteerError
from lagebild.gazetteer.build import Entry, distance_km, fill, of_pack, of_tables, standard, town_radius
from lagebild.gazetteer.open import FileGazetteer, Layers, open_gazetteer
from lagebild.packs import load_pack


def small(path: Path, *entries: Entry) -> Path:
    connection = sqlite3.connect(path)
    fill(connection, entries, "test", "small")
    connection.close()
    return path


TOWN = Entry("geonames:1", "Çanyataq", ("Janyatag",), "AZE", "settlement", 40.14, 46.78, 3.0, "AZ.1", population=900)
OTHER = Entry("geonames:2", "Talış", (), "AZE", "settlement", 40.38, 46.75, 3.0, "AZ.1")


def test_name_is_found_without_case_accents_and_apostrophes(tmp_path: Path) -> None:
    gazetteer = open_gazetteer(small(tmp_path / "g.sqlite", TOWN))
    assert [c.gazetteer for c in gazetteer.lookup("canyataq")] == ["geonames:1"]
    assert [c.gazetteer for c in gazetteer.lookup("Jan'yatag")] == ["geonames:1"]
    assert gazetteer.lookup("Stepanakert") == ()


def test_division_is_the_middle_of_its_places(tmp_path: Path) -> None:
    area = open_gazetteer(small(tmp_path / "g.sqlite", TOWN, OTHER)).area("AZ.1")
    assert area is not None and area.lat is not None and 40.14 < area.lat < 40.38
    assert area.radius_km is not None and area.radius_km >= 10


def test_file_is_read_only(tmp_path: Path) -> None:
    file = small(tmp_path / "g.sqlite", TOWN)
    before = file.read_bytes()
    open_gazetteer(file).lookup("Çanyataq")
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [None, b"not a database", b""])
def test_what_is_no_gazetteer_is_refused(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "g.sqlite"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(GazetteerError, match=r"g\.sqlite"):
        open_gazetteer(file)


def test_layers_give_each_place_once(tmp_path: Path) -> None:
    one = open_gazetteer(small(tmp_path / "a.sqlite", TOWN))
    two = open_gazetteer(small(tmp_path / "b.sqlite", TOWN, OTHER))
    assert len(Layers(one, two).lookup("Canyataq")) == 1


def test_every_place_of_the_packs_is_found_under_each_of_its_names() -> None:
    pack = load_pack("de")
    gazetteer: FileGazetteer = of_tables(pack)
    for entry in of_pack(pack):
        for name in (entry.name, *entry.names):
            assert entry.source in {c.gazetteer for c in gazetteer.lookup(name)}, name


def test_entries_of_the_packs_are_on_the_globe_and_countries_have_no_point() -> None:
    for entry in of_pack(load_pack("de")):
        assert (entry.lat is None) == (entry.precision == "country"), entry
        assert entry.lat is None or (-90 <= entry.lat <= 90 and entry.lon is not None and -180 <= entry.lon <= 180), entry


def test_standard_gazetteer_works_without_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert standard(load_pack("de")).lookup("Kiew")[0].country == "UKR"


def test_distance_and_radius() -> None:
    assert distance_km(52.52, 13.40, 48.14, 11.58) == pytest.approx(504, abs=3)
    assert town_radius(0) == 3.0
    assert town_radius(50_000_000) == 30.0

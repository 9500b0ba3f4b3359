"""Gazetteer: packs' places by name, one file read-only, layers that do not repeat a place."""

from __future__ import annotations

import json
import sqlite3
import sys
import zipfile
from pathlib import Path

import pytest

from lagebild.errors import GazetteerError
from lagebild.gazetteer.build import Draft, Filing, Report, add_geonames, add_whosonfirst, of_pack, of_tables, standard, undo
from lagebild.gazetteer.imports import Entry, town_radius
from lagebild.gazetteer.open import FileGazetteer, Layers, open_gazetteer
from lagebild.packs import load_pack
from lagebild.packs.words import spellings_of

PACK = load_pack("de")


def small(path: Path, *entries: Entry) -> Path:
    connection = sqlite3.connect(path)
    Draft.new(connection, Filing(PACK)).add(entries, "test", "1")
    connection.close()
    return path


def opened(file: Path) -> FileGazetteer:
    return open_gazetteer(file, spellings_of(PACK))


TOWN = Entry("geonames:1", "Çanyataq", ("Janyatag",), "AZE", "settlement", 40.14, 46.78, 3.0, "AZ.1", population=900)
OTHER = Entry("geonames:2", "Talış", (), "AZE", "settlement", 40.38, 46.75, 3.0, "AZ.1")


def test_name_is_found_without_case_accents_and_apostrophes(tmp_path: Path) -> None:
    gazetteer = opened(small(tmp_path / "g.sqlite", TOWN))
    assert [c.gazetteer for c in gazetteer.lookup("canyataq")] == ["geonames:1"]
    assert [c.gazetteer for c in gazetteer.lookup("Jan'yatag")] == ["geonames:1"]
    assert gazetteer.lookup("Stepanakert") == ()


def test_name_is_found_by_its_sound_and_fits_less_well(tmp_path: Path) -> None:
    gazetteer = opened(small(tmp_path / "g.sqlite", TOWN, OTHER))
    found = gazetteer.lookup("Dschanjatag")
    assert [c.gazetteer for c in found] == ["geonames:1"]
    assert found[0].score < gazetteer.lookup("Çanyataq")[0].score == 1.0


GEONAMES = (
    "7\tTall Nasr\tTall Nasr\tTell Nasr,Tel Nasr\t35.5\t37.5\tP\tPPL\tSY\t\t09\t\t\t\t1200\t\t300\tAsia/Damascus\t2020-01-01\n"
    "8\tNasr Well\tNasr Well\t\t35.6\t37.5\tS\tWLL\tSY\t\t09\t\t\t\t0\t\t300\tAsia/Damascus\t2020-01-01\n"
)


def zipped(path: Path, name: str, content: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, content)
    return path


def test_geonames_dump_is_added_repeated_and_undone(tmp_path: Path) -> None:
    file, dump = tmp_path / "g.sqlite", zipped(tmp_path / "SY.zip", "SY.txt", GEONAMES)
    assert add_geonames(PACK, dump, file) == Report(1, 1, 0)
    assert add_geonames(PACK, dump, file) == Report(1, 1, 0)
    assert [(c.country, c.admin1, c.population) for c in opened(file).lookup("Tell Nasr")] == [("SYR", "SY.09", 1200)]
    assert undo(PACK, "geonames:SY.zip", file) == 1
    assert opened(file).lookup("Tell Nasr") == ()


def test_alternate_names_join_the_place_they_belong_to(tmp_path: Path) -> None:
    file = tmp_path / "g.sqlite"
    add_geonames(PACK, zipped(tmp_path / "SY.zip", "SY.txt", GEONAMES), file)
    names = zipped(
        tmp_path / "names.zip",
        "alternateNamesV2.txt",
        "1\t7\tde\tNasrhügel\t\t\t\t\n2\t7\tlink\thttps://x\t\t\t\t\n3\t99\tde\tFern\t\t\t\t\n",
    )
    assert add_geonames(PACK, names, file) == Report(2, 0, 1)
    assert [c.gazetteer for c in opened(file).lookup("Nasrhügel")] == ["geonames:7"]


def test_whosonfirst_record_of_a_known_place_only_adds_its_names(tmp_path: Path) -> None:
    file = tmp_path / "g.sqlite"
    add_geonames(PACK, zipped(tmp_path / "SY.zip", "SY.txt", GEONAMES), file)
    properties = {
        "wof:id": 5, "wof:name": "Tall Nasr", "wof:placetype": "locality", "geom:latitude": 35.51, "geom:longitude": 37.5,
        "iso:country": "SY", "name:deu_x_preferred": ["Adlerhügel"], "wof:concordances": {"gn:id": 7},
    }  # fmt: skip
    folder = tmp_path / "whosonfirst"
    folder.mkdir()
    (folder / "5.geojson").write_text(json.dumps({"properties": properties}), encoding="utf8")
    assert add_whosonfirst(PACK, folder, file) == Report(1, 0, 1)
    assert [c.gazetteer for c in opened(file).lookup("Adlerhügel")] == ["geonames:7"]


def test_places_that_share_a_name_and_lie_apart_are_two(tmp_path: Path) -> None:
    far = Entry("geonames:3", "Talış", (), "AZE", "settlement", 41.0, 48.4)
    near = Entry("whosonfirst:4", "Talış", (), "AZE", "settlement", 40.39, 46.76)
    found = opened(small(tmp_path / "g.sqlite", OTHER, far, near)).lookup("Talış")
    assert {c.gazetteer for c in found} == {"geonames:2", "geonames:3"}


def test_import_of_something_else_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "SY.zip"
    other.write_text("no archive")
    with pytest.raises(GazetteerError, match=r"SY\.zip"):
        add_geonames(PACK, other, tmp_path / "g.sqlite")


def test_division_is_the_middle_of_its_places(tmp_path: Path) -> None:
    area = opened(small(tmp_path / "g.sqlite", TOWN, OTHER)).area("AZ.1")
    assert area is not None and area.lat is not None and 40.14 < area.lat < 40.38
    assert area.radius_km is not None and area.radius_km >= 10


def test_file_is_read_only(tmp_path: Path) -> None:
    file = small(tmp_path / "g.sqlite", TOWN)
    before = file.read_bytes()
    opened(file).lookup("Çanyataq")
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [None, b"not a database", b""])
def test_what_is_no_gazetteer_is_refused(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "g.sqlite"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(GazetteerError, match=r"g\.sqlite"):
        opened(file)


def test_layers_give_each_place_once(tmp_path: Path) -> None:
    one = opened(small(tmp_path / "a.sqlite", TOWN))
    two = opened(small(tmp_path / "b.sqlite", TOWN, OTHER))
    assert len(Layers(one, two).lookup("Canyataq")) == 1


def test_every_place_of_the_packs_is_found_under_each_of_its_names() -> None:
    pack = PACK
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
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert standard(load_pack("de")).lookup("Kiew")[0].country == "UKR"


def test_larger_towns_have_larger_radii() -> None:
    assert town_radius(0) == 3.0
    assert town_radius(50_000_000) == 30.0

"""Places: what is one, how the report stands to it, where it lies, and when that stays open."""

from __future__ import annotations

import pytest

from lagebild.gazetteer.build import of_tables
from lagebild.gazetteer.open import Gazetteer
from lagebild.model import Document, Note, Place
from lagebild.packs import load_pack
from lagebild.parse import Parser
from lagebild.readers.actor import read_actors
from lagebild.readers.place import read_places


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load("de")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return of_tables(load_pack("de"))


def read(parser: Parser, gazetteer: Gazetteer, text: str) -> tuple[tuple[Place, ...], tuple[Note, ...]]:
    pack, document, sentences = load_pack("de"), Document("d", "0", "de", text), parser.parse(text)
    actors, _ = read_actors(document, sentences, pack)
    return read_places(document, sentences, pack, gazetteer, actors)


def by_head(places: tuple[Place, ...], head: str) -> Place:
    return next(p for p in places for m in p.mentions if m.span.head == head)


def test_country_has_no_coordinates(parser: Parser, gazetteer: Gazetteer) -> None:
    places, _ = read(parser, gazetteer, "In Syrien starben drei Menschen.")
    assert [(p.name, p.country, p.precision, p.lat) for p in places] == [("Syrien", "SYR", "country", None)]


def test_town_is_a_place_beside_a_ministry_and_an_actor_as_subject(parser: Parser, gazetteer: Gazetteer) -> None:
    places, _ = read(parser, gazetteer, "Das Verteidigungsministerium in Moskau schwieg. Moskau teilte später mehr mit.")
    assert [[m.span.head for m in p.mentions] for p in places] == [["Moskau"]]
    assert abs((by_head(places, "Moskau").lat or 0) - 55.75) < 0.1


def test_disputed_region(parser: Parser, gazetteer: Gazetteer) -> None:
    places, _ = read(parser, gazetteer, "In Bergkarabach wird geschossen.")
    region = by_head(places, "Bergkarabach")
    assert (region.country, region.precision, region.disputed) == ("AZE", "region", True)


@pytest.mark.parametrize(("text", "relation"), [
    ("Der Angriff geschah in Damaskus.", "in"),
    ("Der Angriff geschah in der Nähe von Damaskus.", "near"),
    ("Der Angriff geschah nördlich von Damaskus.", "near"),
    ("Die Truppen zogen aus Damaskus ab.", "from"),
    ("Die Truppen fuhren nach Damaskus.", "to"),
    ("Der Angriff traf ein Lager unweit von Damaskus.", "near"),
    ("Am Stadtrand von Damaskus wurde gekämpft.", "near"),
    ("Im Hafen von Damaskus wurde gekämpft.", "in"),
    ("In vier Städten, darunter Damaskus, wurde gekämpft.", "in"),
])  # fmt: skip
def test_relation(parser: Parser, gazetteer: Gazetteer, text: str, relation: str) -> None:
    assert [m.relation for m in by_head(read(parser, gazetteer, text)[0], "Damaskus").mentions] == [relation]


def test_a_name_that_nothing_knows_is_a_place_behind_part_of_it(parser: Parser, gazetteer: Gazetteer) -> None:
    places, _ = read(parser, gazetteer, "In den Bergen von Masisi wurde gekämpft.")
    assert [(p.name, p.precision, p.mentions[0].relation) for p in places] == [("Masisi", "unresolved", "in")]


@pytest.mark.parametrize(("text", "name", "head", "precision"), [
    ("In der georgischen Hauptstadt wurde gekämpft.", "Tiflis", "Hauptstadt", "settlement"),
    ("Vor der libyschen Küste wurde gekämpft.", "Libyen", "Küste", "country"),
    ("In der georgischen Hauptstadt Tiflis wurde gekämpft.", "Tiflis", "Tiflis", "settlement"),
])  # fmt: skip
def test_what_an_adjective_names_the_land_of(parser: Parser, gazetteer: Gazetteer, text: str, name: str, head: str, precision: str) -> None:
    places, _ = read(parser, gazetteer, text)
    assert [(p.name, p.mentions[0].span.head, p.precision) for p in places] == [(name, head, precision)]


def test_part_of_a_country_lies_in_that_part(parser: Parser, gazetteer: Gazetteer) -> None:
    places, _ = read(parser, gazetteer, "Im Nordirak wird gekämpft.")
    part = by_head(places, "Nordirak")
    assert (part.country, part.precision) == ("IRQ", "region")
    assert part.lat is not None and part.lat > 35


def test_unknown_village_stays_unresolved_with_a_note(parser: Parser, gazetteer: Gazetteer) -> None:
    places, notes = read(parser, gazetteer, "Im Dorf Hinterwaldingen fielen Schüsse.")
    assert [(p.name, p.precision, p.lat) for p in places] == [("Hinterwaldingen", "unresolved", None)]
    assert [n.code for n in notes] == ["place-unresolved"]


def test_noun_with_a_foreign_letter_behind_a_lands_adjective_is_a_place(parser: Parser, gazetteer: Gazetteer) -> None:
    for name in ("Sollé", "Sollévo"):  # a noun by its tag, and a name
        places, _ = read(parser, gazetteer, f"Im burkinischen {name} schossen Bewaffnete auf Händler.")
        assert [(p.name, p.country) for p in places] == [(name, "BFA")]


def test_capital_in_a_line_of_places_is_a_place(parser: Parser, gazetteer: Gazetteer) -> None:
    places, _ = read(parser, gazetteer, "Freiburg/Ouagadougou, 9. Februar 2025")
    assert by_head(places, "Ouagadougou").country == "BFA"


def test_person_is_no_place(parser: Parser, gazetteer: Gazetteer) -> None:
    places, _ = read(parser, gazetteer, "Präsident Paul Berger sprach am Montag.")
    assert places == ()


def test_one_place_in_two_ways_is_one_place(parser: Parser, gazetteer: Gazetteer) -> None:
    places, _ = read(parser, gazetteer, "In Damaskus fielen Schüsse. In der Provinz Idlib wird gekämpft. In Idlib starben zwei Menschen.")
    assert len({p.gazetteer for p in places}) == len(places)


def test_country_right_behind_a_name_is_its_country(parser: Parser, gazetteer: Gazetteer) -> None:
    places, _ = read(parser, gazetteer, "In der Ortschaft Arara im Norden Israels wurde ein Mann festgenommen.")
    assert by_head(places, "Arara").country == "ISR"


def test_direction_is_no_place(parser: Parser, gazetteer: Gazetteer) -> None:
    places, _ = read(parser, gazetteer, "Die Armee von Niger verfolgte die Täter nach Norden.")
    assert "Norden" not in [m.span.head for p in places for m in p.mentions]


def test_surname_is_no_place(parser: Parser, gazetteer: Gazetteer) -> None:
    text = "Generalmajor Yair Golan hielt eine Rede. Zahlreiche Politiker nahmen Golan in Schutz."
    places, _ = read(parser, gazetteer, text)
    assert "Golan" not in [m.span.head for p in places for m in p.mentions]


def test_name_that_only_sounds_a_little_alike_stays_unresolved(parser: Parser, gazetteer: Gazetteer) -> None:
    places, notes = read(parser, gazetteer, "Soldaten aus Mali gerieten in dem Dorf Gossi in einen Hinterhalt.")
    assert by_head(places, "Gossi").precision == "unresolved"
    assert [n.code for n in notes] == ["place-unresolved"]


def test_way_from_a_town_has_its_own_point(parser: Parser, gazetteer: Gazetteer) -> None:
    places, _ = read(parser, gazetteer, "In Aleppo war es ruhig. Rebellen griffen Stellungen 30 Kilometer nördlich von Aleppo an.")
    town, away = (next(p for p in places if p.precision == precision) for precision in ("settlement", "district"))
    assert away.name == "30 Kilometer nördlich von Aleppo"
    assert 0.25 < (away.lat or 0) - (town.lat or 0) < 0.29 and away.lon == pytest.approx(town.lon, abs=0.001)
    assert (away.radius_km or 0) > (town.radius_km or 0)


@pytest.mark.parametrize("text", ["Im Zentrum von Homs wurde gekämpft.", "Im Südosten der Großstadt Homs wurde gekämpft."])
def test_in_a_part_of_a_town_is_in_the_town(parser: Parser, gazetteer: Gazetteer, text: str) -> None:
    places, _ = read(parser, gazetteer, text)
    assert [(p.name, p.mentions[0].relation) for p in places] == [("Homs", "in")]


def test_place_in_a_word_for_the_fighting_there(parser: Parser, gazetteer: Gazetteer) -> None:
    places, _ = read(parser, gazetteer, "Im Syrien-Krieg starben viele Menschen. Die Syrien-Konferenz endete.")
    assert [(p.name, [m.span.head for m in p.mentions]) for p in places] == [("Syrien", ["Syrien"])]


def test_base_and_airport_lie_where_they_are_and_not_in_the_town(parser: Parser, gazetteer: Gazetteer) -> None:
    places, _ = read(parser, gazetteer, "Am Flughafen Donezk wurde gekämpft. Von der Basis Hmeimim starteten Flugzeuge.")
    assert [(p.name, p.precision) for p in places] == [("Flughafen Donezk", "site"), ("Hmeimim", "site")]
    assert by_head(places, "Hmeimim").lat == pytest.approx(35.401, abs=0.01)


def test_the_word_of_a_dateline_is_a_place_whatever_it_is_tagged(parser: Parser, gazetteer: Gazetteer) -> None:
    places, _ = read(parser, gazetteer, "Istanbul- Der Streit um die neue Verfassung geht weiter.")
    assert [p.name for p in places] == ["Istanbul"]

"""Where, when and by whom: what an event takes from the words around its own, read by the whole reader."""

from __future__ import annotations

from functools import cache

import pytest

from lagebild.model import Event
from lagebild.reader import load_reader
from lagebild.sources.document import make_document


@cache
def read(text: str) -> tuple[Event, ...]:
    return load_reader("de").read(make_document(text, id="d", date="2016-03-04", language="de")).events


def event(text: str, trigger: str) -> Event:
    return next(e for e in read(text) if any(t.text == trigger for t in e.triggers))


@pytest.mark.parametrize(
    ("text", "trigger", "places"),
    [
        ("In Kiew, in Odessa und im Donbass gab es Angriffe auf Soldaten.", "Angriffe", ["Kiew", "Odessa", "Donbass"]),
        ("Rebellen stürmten den Markt von Aleppo und töteten Soldaten.", "stürmten", ["Aleppo"]),
        ("Soldaten wurden am Flughafen von Damaskus festgenommen.", "festgenommen", ["Flughafen"]),
        ("Die Armee umstellte Aleppo. Rebellen beschossen am Freitag ein Krankenhaus in der Stadt.", "beschossen", ["Stadt"]),
        ("Die Armee hat im Manöver Truppen nach Syrien entsandt.", "entsandt", ["Syrien"]),
        ("Die Führung in Ankara ließ am Freitag Rebellen festnehmen. Die Regierung in Kiew entsandte Soldaten.", "entsandte", []),
        (
            "In Berlin haben Unbekannte zwei Soldaten erschossen. Die Opfer hatten ein Haus im Stadtteil Wedding verlassen.",
            "erschossen",
            ["Wedding"],
        ),
        ("In Berlin haben Unbekannte zwei Soldaten erschossen. Der Minister hält sich in Hamburg auf.", "erschossen", ["Berlin"]),
        (
            "Die Fabrik liegt vor den Toren von Dmeir rund 50 Kilometer von Damaskus entfernt. Dort gab es Kämpfe zwischen Rebellen.",
            "Kämpfe",
            ["Dmeir"],
        ),
        ("Die Abschiebung von Rebellen hatte in Istanbul zu Protesten gegen die Regierung geführt.", "Abschiebung", []),
        ("Die Kämpfe gehen weiter: Im Südosten der Großstadt Aleppo wurde eine Straße abgeschnitten.", "Kämpfe", ["Aleppo"]),
        ("Das sei falsch, sagte Außenminister Sergej Lawrow in Genf. Lawrow forderte die Rebellen zum Abzug auf.", "forderte", ["Genf"]),
        ("Das sei falsch, sagte Außenminister Sergej Lawrow. Lawrow forderte die Rebellen zum Abzug auf.", "forderte", []),
        ("Im Oktober hatten die Rebellen der Miliz M23 Goma erobert.", "erobert", ["Goma"]),
        ("Die Stadt Aleppo ist umkämpft. Am Dienstag beschossen Rebellen dort ein Krankenhaus.", "beschossen", ["Aleppo"]),
        ("Ein Rebell drang in Aleppo in ein Haus ein und erschoss zwei Soldaten.", "erschoss", ["Aleppo"]),
        ("Soldaten stürmten das Parlament in Kiew.", "stürmten", ["Kiew"]),
        ("Die Miliz hält Teile von Aleppo, dort wurden am Montag zwei Soldaten entführt.", "entführt", ["Aleppo"]),
        ("Nach dem Anschlag in Berlin nahm die Polizei in Hamburg zwei Rebellen fest.", "nahm", ["Hamburg"]),
        ("Soldaten protestierten gegen den Krieg in Syrien.", "protestierten", []),
        ("Der Rebell, in Damaskus geboren und in Kiew ausgebildet, wurde bei Aleppo von Soldaten getötet.", "getötet", ["Aleppo"]),
        ("Die Armee hat den Bürgermeister der syrischen Stadt Aleppo festgenommen.", "festgenommen", ["Aleppo"]),
        ("In einer Rede in Damaskus drohte der Präsident den Rebellen mit einem Angriff.", "drohte", ["Damaskus"]),
        ("In einer Rede in Damaskus drohte der Präsident den Rebellen mit einem Angriff.", "Angriff", []),
        ("Auf der von Russland annektierten Halbinsel Krim wurden Soldaten festgenommen.", "festgenommen", ["Halbinsel Krim"]),
        ("In der zweitgrößten Stadt des Landes, Aleppo, wurden Soldaten festgenommen.", "festgenommen", ["Aleppo"]),
        ("Am Montag will der Präsident nach Damaskus reisen, um mit Sergej Lawrow zu sprechen.", "sprechen", ["Damaskus"]),
        ("Ein Gericht hat den in Aleppo lebenden Soldaten verurteilt.", "verurteilt", []),
        ("In Kiew gab es Kämpfe zwischen Rebellen, aus Aleppo wurden Gefechte zwischen Soldaten gemeldet.", "Gefechte", ["Aleppo"]),
        ("Soldaten haben bei Aleppo gekämpft. Der Angriff ereignete sich nach Angaben der Armee in Damaskus.", "Angriff", ["Damaskus"]),
        ("Zwei Wochen nach dem Attentat auf den Präsidenten wurde in Kiew ein Rebell festgenommen.", "Attentat", []),
        (
            "Aleppo kommt nicht zur Ruhe. Rebellen plünderten am Montag Häuser in der Stadt, am Dienstag erschossen sie einen Soldaten.",
            "erschossen",
            ["Stadt"],
        ),
        ("In Syriens Hauptstadt Damaskus wurden Soldaten festgenommen.", "festgenommen", ["Damaskus"]),
        ("Rebellen haben in mehreren Städten, darunter Aleppo, Soldaten entführt.", "entführt", ["Aleppo"]),
    ],
)
def test_an_event_happens_where_its_words_say(text: str, trigger: str, places: list[str]) -> None:
    assert [r.span.head for r in event(text, trigger).places if r.span] == places


@pytest.mark.parametrize(
    ("text", "trigger", "time"),
    [
        ("Nach Angaben der Polizei vom Freitag wurden am Donnerstag in Kabul zwei Soldaten getötet.", "getötet", "2016-03-03"),
        (
            "Das sei falsch, sagte Außenminister Sergej Lawrow am Donnerstag. Lawrow forderte die Rebellen zum Abzug auf.",
            "forderte",
            "2016-03-03",
        ),
        ("Rebellen verurteilten das Großmanöver der Armee, das am Montag begann.", "Großmanöver", "2016-02-29"),
        ("Die Kämpfe gehen weiter: Am Dienstag wurde im Süden von Aleppo eine Straße abgeschnitten.", "Kämpfe", "2016-03-01"),
        ("Rebellen haben vor einer Woche Aleppo angegriffen.", "angegriffen", "2016-02-26~"),
        (
            "Das sei falsch, sagte Außenminister Sergej Lawrow am Donnerstag. Es regnet. Es schneit. "
            "Die Sonne scheint. Lawrow forderte die Rebellen zum Abzug auf.",
            "forderte",
            "2016-03-03",
        ),
        ("Die Junta stellte den Rebellen ein Ultimatum bis Montag.", "Ultimatum", None),
        ("Zwei Soldaten wurden am Montag in Kiew getötet, und am Mittwoch wurde verhandelt.", "getötet", "2016-02-29"),
        (
            "Rebellen haben am Montag Aleppo angegriffen. Ein Arzt wurde entführt. Am Mittwoch flohen Menschen.",
            "entführt",
            "2016-02-29",
        ),
        (
            "Rebellen haben am Montag Aleppo angegriffen. Am Mittwoch flohen Menschen. Ein Arzt wurde entführt.",
            "entführt",
            None,
        ),
        ("Rebellen begannen am Dienstag, die Stadt Aleppo zu beschießen.", "beschießen", "2016-03-01"),
        ("Die Soldaten kamen am Montag in Wien an, wo sie vom Präsidenten empfangen wurden.", "empfangen", "2016-02-29"),
        ("Die Armee ist nach zwei Anschlägen in diesem Jahr in Alarmbereitschaft.", "Alarmbereitschaft", None),
        ("Die damalige Regierung habe die Rebellen angegriffen, erklärte er im Jahr 2014.", "angegriffen", None),
        ("Der Präsident hat erstmals seit zwei Jahren mit dem König telefoniert.", "telefoniert", None),
        (
            "Unbekannte haben in Kiew zwei Soldaten erschossen. Nach Erkenntnissen hatten die Opfer am Donnerstag ein Haus verlassen.",
            "erschossen",
            "2016-03-03",
        ),
        ("Unbekannte haben in Kiew zwei Soldaten erschossen. Das teilte die Polizei am Freitag mit.", "erschossen", None),
        ("Rebellen griffen am Freitag Aleppo an. Ärzte wurden in Syrien immer wieder entführt.", "entführt", None),
        ("Die Miliz hat seit Jahren Soldaten entführt.", "entführt", None),
        ("Der Anschlag auf Soldaten in Aleppo vom 3. Mai 2014 kostete zwei Menschen das Leben.", "Anschlag", "2014-05-03"),
        ("Im April 2014, als die Kämpfe der Rebellen begannen, war die Armee fort.", "Kämpfe", "2014-04"),
        ("Kurz nach Mitternacht haben am Montag Rebellen Aleppo angegriffen.", "angegriffen", "2016-02-29"),
        ("Am 1. und 2. März haben Rebellen Aleppo angegriffen.", "angegriffen", "2016-03-01/2016-03-02"),
        ("Am Montag will der Präsident nach Damaskus reisen, um mit Sergej Lawrow zu sprechen.", "sprechen", "2016-03-07"),
        ("Der Gipfel beginnt am 15. Juni, die Rebellen lehnten Gespräche bereits ab.", "lehnten", None),
        ("Auf der von Russland annektierten Halbinsel Krim wurden am Montag Soldaten festgenommen.", "annektierten", None),
        ("Ein Gericht hat die am Montag festgenommenen Soldaten verurteilt.", "verurteilt", None),
        ("Außenminister Sergej Lawrow lobte die Armee. Das sei richtig, erklärte der Politiker am Donnerstag.", "lobte", "2016-03-03"),
        ("Der Präsident drohte am Montag den Rebellen mit einem Angriff.", "Angriff", None),
        (
            "Im Prozess um den Anschlag auf Soldaten in Aleppo, bei dem 2014 zwei Menschen starben, tagte am Freitag das Gericht.",
            "Anschlag",
            "2014",
        ),
        (
            "Nach dem Überfall der Rebellen, der im Vorjahr Soldaten das Leben kostete, tagte am Freitag das Gericht.",
            "Überfall",
            "2015",
        ),
        ("Die Armee hat am Montag zwei Rebellen festnehmen lassen.", "festnehmen", "2016-02-29"),
        ("Die Armee hat am Montag in vier Städten, darunter Aleppo, Rebellen angegriffen.", "angegriffen", "2016-02-29"),
        ("Im Jahr 2014 begann der Krieg, seither verhaftete die Armee in Aleppo neun Soldaten.", "verhaftete", "2014/2016-03"),
        ("Nach dem Treffen mit dem Minister in Wien am Montag reisten die Soldaten ab.", "Treffen", "2016-02-29"),
    ],
)
def test_an_event_has_the_day_of_its_own_words(text: str, trigger: str, time: str | None) -> None:
    assert event(text, trigger).time == time


@pytest.mark.parametrize(
    ("text", "trigger", "agents"),
    [
        ("Russland droht Kiew. Die russischen Angriffe auf Soldaten gehen weiter.", "Angriffe", ["russischen"]),
        ("Die Armee hat Soldaten nach Mali und Niger entsandt.", "entsandt", ["Armee"]),
        ("Die Regierung von Präsident Assad sprach mit Rebellen. Dieser lehnt die Waffenruhe ab.", "lehnt", ["Assad"]),
        ("Präsident Assad hat ein Gespräch mit Präsident Putin geführt, sagten Soldaten.", "Gespräch", ["Assad", "Putin"]),
        ("Die Luft- und Bodenangriffe der Armee trafen Rebellen.", "Bodenangriffe", ["Armee"]),
    ],
)
def test_an_event_is_done_by_whom_its_words_name(text: str, trigger: str, agents: list[str]) -> None:
    assert [r.span.head for r in event(text, trigger).agents if r.span] == agents


def test_figures_joined_by_a_bound_are_all_harmed() -> None:
    found = event("In dem Krieg starben mehr als 2200 Rebellen und mehr als 70 Soldaten.", "starben")

    assert [r.span.head for r in found.patients if r.span] == ["Rebellen", "Soldaten"]


def test_a_series_over_months_is_an_event_of_its_own() -> None:
    text = "Am Donnerstag wurden in Hebron bei einem Angriff zwei Soldaten getötet. Seit Oktober gab es fast täglich Angriffe auf Soldaten."

    assert len([e for e in read(text) if e.type == "ASSAULT"]) == 2


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Präsident Assad hat den Rebellen im Krieg verboten, neue Schulen zu bauen.", ["COERCE"]),
        ("Der Verein hat den Kindern verboten, neue Schulen zu bauen.", []),
    ],
)
def test_some_verbs_are_events_only_where_somebody_of_public_standing_does_them(text: str, kinds: list[str]) -> None:
    assert [e.type for e in read(text) if e.triggers[0].text == "verboten"] == kinds


@pytest.mark.parametrize(
    "said", ["Am Dienstag bekannte sich die Miliz zu dem Anschlag.", "Am Dienstag brüstete sich die Miliz mit dem Anschlag."]
)
def test_the_day_of_a_claim_is_not_the_deeds(said: str) -> None:
    events = read("Bei einem Anschlag in Urs starben am 26. Februar drei Soldaten. " + said)
    assert [(e.type, e.time) for e in events] == [("ASSAULT", "2016-02-26")]


def test_the_day_of_a_numbered_item_is_not_that_of_the_next_ones() -> None:
    first = "1. Bei dem Angriff auf die Wache am 1. März sind zwei Polizisten gefallen. 30 Verletzte wurden versorgt."
    for mark, day in (("\n\n4. ", None), ("\n\n", "2016-03-01")):
        text = f"Die Polizei gibt bekannt:\n\n{first}{mark}Soldaten haben in Kiew drei Männer verschleppt."
        assert event(text, "verschleppt").time == day


def test_dort_is_no_land_in_the_name_of_a_group() -> None:
    text = "In Aleppo sind fünf Soldaten gefallen. Noch immer behauptet die Kaukasus-Front, sie habe dort nicht geschossen."
    assert [r.span.head for r in event(text, "geschossen").places if r.span] == ["Aleppo"]

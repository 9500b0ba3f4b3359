"""Figures: how many, of what harm, with open bounds where the words leave them open, tied to the right event."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.model import Claim, Document, Event
from lagebild.packs import load_pack
from lagebild.parse import Parser
from lagebild.readers.actor import read_actors
from lagebild.readers.event import read_events
from lagebild.readers.event.figure import read_figures
from lagebild.readers.event.lexicon import lexicon
from lagebild.readers.event.number import numbers, value
from lagebild.readers.event.trigger import lay_down
from lagebild.readers.time import read_times


@cache
def read(text: str) -> tuple[tuple[Event, ...], tuple[Claim, ...]]:
    document, pack = Document("d", "0", "de", text), load_pack("de")
    sentences = Parser.load("de").parse(text)
    actors, _ = read_actors(document, sentences, pack)
    _, times, _ = read_times(document, sentences, pack)
    events, _ = read_events(document, lay_down(sentences, lexicon(pack)), pack, actors, (), (), ())
    return events, read_figures(document, lay_down(sentences, lexicon(pack)), pack, actors, times, events)


def told(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(c.about, c.figure.low, c.figure.high) for c in read(text)[1] if c.figure]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Bei dem Angriff wurden zwei Soldaten getötet.", [("killed", 2, 2)]),
        ("Bei dem Angriff starben mindestens 65 Menschen.", [("killed", 65, None)]),
        ("Bei dem Angriff wurden bis zu 40 Zivilisten verletzt.", [("injured", None, 40)]),
        ("Bei dem Angriff der Rebellen gab es weder Tote noch Verletzte.", [("killed", 0, 0), ("injured", 0, 0)]),
        ("Die Armee hat bei dem Angriff 18 Terroristen ausgeschaltet.", [("killed", 18, 18)]),
        ("Nach dem Angriff der Rebellen haben 3200 Bewohner die Stadt verlassen.", [("displaced", 3200, 3200)]),
        ("Bei dem Angriff wurden rund 30 Rebellen getötet.", [("killed", 30, 30)]),
        ("Bei dem Angriff wurden mehrere Soldaten verletzt.", [("injured", 2, None)]),
        ("Bei dem Angriff starben mehr als 1.200 Menschen.", [("killed", 1200, None)]),
        ("Bei dem Angriff der Rebellen gab es Tote und Verletzte.", [("killed", 2, None), ("injured", 2, None)]),
        ("Die Polizei nahm drei Aktivisten fest.", [("captured", 3, 3)]),
        ("Die Rebellen planen, zwei Soldaten zu töten.", []),
        ("Eine Drohne griff das Dorf an. Die Behörden meldeten vier tote Bauern.", [("killed", 4, 4)]),
        ("Die Stadt wurde beschossen. Zwei Menschen werden noch vermisst.", [("missing", 2, 2)]),
        ("Sechs Frauen trugen bei dem Angriff Verletzungen davon.", [("injured", 6, 6)]),
        ("Der Angriff kostete elf Menschen das Leben.", [("killed", 11, 11)]),
        ("Das Dorf wurde beschossen. Rund 300 Bewohner haben ihre Häuser verlassen.", [("displaced", 300, 300)]),
        ("Bei dem Angriff im Juni 2023 starben elf Menschen.", [("killed", 11, 11)]),
        ("Bei Angriffen der Rebellen wurden seit 2009 mindestens 14 000 Menschen getötet.", [("killed", 14000, None)]),
        ("Das Lager wurde beschossen, Tote habe es keine gegeben.", [("killed", 0, 0)]),
        ("Bei dem Angriff auf das Hotel hat sich die Zahl der Todesopfer auf sieben erhöht.", [("killed", 7, 7)]),
        ("Bei dem Angriff blieb es bei drei Toten.", [("killed", 3, 3)]),
        ("Die Luftwaffe bombardierte ein Lager für Vertriebene.", []),
        ("Bei Kämpfen starben 18 Menschen.", [("killed", 18, 18)]),
        ("Das Dorf wurde beschossen. Vier Fahrgäste liegen mit Schusswunden im Krankenhaus.", [("injured", 4, 4)]),
        ("Nach dem Angriff sprach er von höchstens „zwei Leichtverletzten“.", [("injured", None, 2)]),
        ("Bei dem Angriff wurden vier Bauern verletzt, ein weiterer wurde getötet.", [("injured", 4, 4), ("killed", 1, 1)]),
        ("Die drei in der Nacht aus dem Dorf verschleppten Ärzte sind frei.", [("captured", 3, 3)]),
        ("Nach dem Angriff flohen mehr als 2.000 Menschen in die Berge.", [("displaced", 2000, None)]),
        (
            "Bekannt ist die Serie von Angriffen, bei der bisher 12 Soldaten und vier Bauern starben.",
            [("killed", 12, 12), ("killed", 4, 4)],
        ),
        ("Bei dem Angriff wurde ein halbes Dutzend Männer verletzt.", [("injured", 6, 6)]),
        ("Bei dem Angriff wurden zwei Dutzend Männer verletzt.", [("injured", 24, 24)]),
        ("Bei dem Angriff wurde mehr als ein Dutzend Menschen verletzt.", [("injured", 12, None)]),
        ("Bei dem Angriff wurden mehrere hundert Menschen verletzt.", [("injured", 200, None)]),
        ("Der Krieg hat Millionen Menschen vertrieben.", [("displaced", 2000000, None)]),
        ("Bei den Kämpfen starben zwischen 20 und 30 Menschen.", [("killed", 20, 30)]),
        ("Bei den Kämpfen kamen um die 30 Kämpfer ums Leben.", [("killed", 30, 30)]),
        ("Bei dem Angriff wurden an die 100 Menschen verletzt.", [("injured", 100, 100)]),
        ("Bei dem Angriff starben 40 Menschen oder mehr.", [("killed", 40, None)]),
        ("Wie viele Menschen bei dem Angriff getötet wurden, ist unklar.", []),
        ("Die Zahl der Toten nach dem Anschlag ist von zwölf auf 19 gestiegen.", [("killed", 12, 12), ("killed", 19, 19)]),
        ("Nach dem Angriff auf das Dorf stieg die Opferzahl auf 31.", [("killed", 31, 31)]),
        ("Todesopfer waren nach dem Angriff nicht zu beklagen.", [("killed", 0, 0)]),
        ("Bei dem Anschlag starb der Bürgermeister. Helfer bargen die Leichen von fünf Männern.", [("killed", 1, 1), ("killed", 5, 5)]),
        ("Seit dem Angriff fehlt von 14 Arbeitern jede Spur.", [("missing", 14, 14)]),
        ("Nach dem Angriff werden 23 Menschen in Spitälern behandelt.", [("injured", 23, 23)]),
        ("Bei dem Angriff trugen sechs Menschen Verletzungen davon.", [("injured", 6, 6)]),
        ("Nach dem Angriff überlebten drei Verwundete die Nacht nicht.", [("killed", 3, 3)]),
        ("Nach dem Anschlag sitzen zwölf Männer in Haft.", [("captured", 12, 12)]),
        ("Die Armee tötete bei dem Angriff 40 Rebellen und verlor drei Soldaten.", [("killed", 40, 40), ("killed", 3, 3)]),
        ("Die Miliz ließ nach dem Überfall drei der sieben Geiseln frei.", []),
        ("Bei dem Angriff wurde über ein Dutzend Menschen verletzt.", [("injured", 12, None)]),
        ("Die Polizei nahm 19 Mitglieder einer Terrorzelle fest.", [("captured", 19, 19)]),
        ("Bei dem Angriff kamen drei Mitglieder der Miliz ums Leben.", [("killed", 3, 3)]),
        ("Bei dem Angriff verlor die Armee 40 Mann.", [("killed", 40, 40)]),
        ("Sieben Polizisten wurden in einem Hinterhalt erschossen.", [("killed", 7, 7)]),
        ("Die Rebellen entführten 30 Schüler, zwölf von ihnen sind Mädchen.", [("captured", 30, 30), ("captured", 12, 12)]),
        ("Die Rebellen entführten 30 Schüler, zwölf von ihnen kamen frei.", [("captured", 30, 30)]),
        ("Bei den Kämpfen wurden 30 Feinde vernichtet.", [("killed", 30, 30)]),
        ("Soldaten schossen. Am Montag wurde einer der Fahrer von der Polizei festgehalten.", [("captured", 1, 1)]),
        ("Bei den Kämpfen wurden 30 Panzer vernichtet.", []),
        ("Nach dem Angriff wurden vier Männer tot aufgefunden.", [("killed", 4, 4)]),
        ("Nach dem Angriff wurden 14 Kinder mit Schusswunden eingeliefert.", [("injured", 14, 14)]),
        ("Bei dem Angriff sind 40 Soldaten in Gefangenschaft geraten.", [("captured", 40, 40)]),
    ],
)
def test_a_figure_keeps_its_bounds(text: str, figures: list[tuple[str, int | None, int | None]]) -> None:
    assert told(text) == figures


def test_a_part_names_its_whole() -> None:
    whole, part = read("Bei dem Angriff starben 65 Menschen, darunter zwölf Kinder.")[1]

    assert part.figure and (part.figure.low, part.figure.scope, part.figure.part_of) == (12, "part", whole.id)


def test_a_headline_does_not_count_twice() -> None:
    assert told("Zwei Soldaten getötet\nBei einem Angriff der Rebellen wurden zwei Soldaten getötet.") == [("killed", 2, 2)]


def test_the_report_tells_the_figure_and_not_its_headline() -> None:
    text = "Zwölf Tote bei Angriff auf Markt\nBei dem Angriff wurden nach Angaben der Behörden zwölf Menschen getötet."
    (claim,) = read(text)[1]

    assert claim.span.text == "zwölf Menschen"


@given(st.integers(0, 999_999))
def test_a_number_in_digits_is_its_value(number: int) -> None:
    assert value(f"{number:,}".replace(",", "."), numbers(load_pack("de"))) == number


@pytest.mark.parametrize(
    ("word", "number"), [("elf", 11), ("einundzwanzig", 21), ("zweihundertfünfzig", 250), ("dreitausend", 3000), ("Haus", None)]
)
def test_a_number_word_is_its_value(word: str, number: int | None) -> None:
    assert value(word, numbers(load_pack("de"))) == number


def test_a_bound_at_the_start_of_a_sentence_is_in_the_span() -> None:
    (claim,) = (c for c in read("Mindestens drei Menschen starben bei dem Angriff.")[1] if c.figure)

    assert (claim.span.text, claim.span.head) == ("Mindestens drei Menschen", "drei")


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Bei dem Gefecht starben acht Soldaten. Die Armee spricht von neun, die Miliz von vierzehn.", [8, 9, 14]),
        ("Bei dem Anschlag starben acht Menschen. Elf, sagt der Gouverneur.", [8, 11]),
        ("Bei dem Anschlag starben acht Menschen. Inzwischen sind es zehn, sagte ein Arzt.", [8, 10]),
        ("Bei dem Anschlag wurden laut Polizei 31 Menschen getötet, laut Opposition 45.", [31, 45]),
        ("Bei dem Anschlag starben fünf Menschen. Es war der zweite in drei Tagen.", [5]),
        ("Bei dem Anschlag starben fünf Menschen. Zwölf Fahrzeuge brannten aus, die Polizei spricht von acht.", [5]),
        ("Bei dem Anschlag starben fünf Menschen. Die Polizei nahm um acht Uhr Karl Ott (46) fest.", [5]),
    ],
)
def test_a_bare_number_counts_whom_the_report_told_of(text: str, figures: list[int]) -> None:
    assert [low for _, low, _ in told(text)] == figures


def test_a_number_that_is_named_as_wrong_is_denied() -> None:
    claims = read("Die Armee griff das Dorf an. Der Arzt, der die Leichen geborgen hat, zählte vier, nicht fünf.")[1]

    assert [(c.figure.low, c.polarity) for c in claims if c.figure] == [(4, "affirmed"), (5, "denied")]


@pytest.mark.parametrize(
    ("people", "figures"),
    [
        ("der Richter und zwei Leibwächter", [("killed", 3, 3), ("killed", 2, 2)]),
        ("ein Ehepaar", [("killed", 2, 2)]),
        ("der Richter, sein Fahrer und ein Leibwächter", [("killed", 3, 3)]),
        ("drei Soldaten und ein Polizist", [("killed", 3, 3), ("killed", 1, 1)]),
    ],
)
def test_people_named_one_by_one_make_a_sum(people: str, figures: list[tuple[str, int, int]]) -> None:
    assert told(f"Bei dem Anschlag starben {people}.") == figures


def test_a_part_is_none_of_what_else_was_counted() -> None:
    assert told("Bei dem Anschlag starben zwei Menschen. Es gab 199 Festnahmen, davon 177 in der Hauptstadt.") == [("killed", 2, 2)]


def test_what_grew_is_an_increase() -> None:
    grown, whole = (c.figure for c in read("Nach dem Anschlag stieg die Zahl der Toten um drei auf 15.")[1])

    assert grown and whole and (grown.low, grown.increase, whole.low, whole.increase) == (3, True, 15, False)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Der Landrat sprach von drei Toten.", [("killed", 3, 3)]),
        ("Helfer zogen bis zum Abend elf Leichen aus dem Schutt.", [("killed", 11, 11)]),
        ("Rund 400 Menschen sind auf der Flucht.", [("displaced", 400, 400)]),
        ("Mindestens neun Menschen starben, so der Bezirksarzt.", [("killed", 9, None)]),
        ("Es gab keine Verletzten, versicherte die Hafenleitung.", [("injured", 0, 0)]),
        ("Sieben Rebellen wurden getötet und vier gefangen genommen.", [("killed", 7, 7), ("captured", 4, 4)]),
        ("Während die Polizei von drei Toten spricht, ist im Dorf von neun die Rede.", [("killed", 3, 3), ("killed", 9, 9)]),
        ("Zwölf Menschen wurden leicht, drei schwer verletzt.", [("injured", 12, 12), ("injured", 3, 3)]),
        ("Von den 30 Verletzten sind fünf in Lebensgefahr.", [("injured", 30, 30), ("injured", 5, 5)]),
        ("Zwei Zivilisten büßten dabei ihr Leben ein.", [("killed", 2, 2)]),
        ("Der Anschlag traf einen Markt. 14 Menschen, sagt die Regierung, riss der Täter in den Tod.", [("killed", 14, 14)]),
        (
            "Karim Aziz, der die Bank leitete, sowie zwei Leibwächter seien bei dem Anschlag auf der Stelle tot gewesen.",
            [("killed", 3, 3), ("killed", 2, 2)],
        ),
        ("Ein Soldat, der Fahrer und deren Mutter wurden bei dem Angriff der Rebellen getötet.", [("killed", 3, 3)]),
        ("Wie viele Menschen starben, ist unklar. Die Provinz meldet neun Tote.", [("killed", 9, 9)]),
        ("Zwei Tote wurden bestätigt. Im Ort selbst ist von zehn die Rede.", [("killed", 2, 2), ("killed", 10, 10)]),
        ("Berichte über zwölf Tote machten die Runde.", [("killed", 12, 12)]),
        ("Drei Männer wurden getötet, zwei gefasst.", [("killed", 3, 3), ("captured", 2, 2)]),
        ("Das Ministerium gab die eigenen Verluste mit sechs Mann an.", [("killed", 6, 6)]),
        ("Der Dorfrat legte eine Liste mit acht Namen von Getöteten vor.", [("killed", 8, 8)]),
        ("Bei dem Unfall auf der Autobahn gab es drei Tote.", []),
        ("Nach dem Erdbeben bargen Helfer elf Leichen.", []),
        ("Das Hilfswerk verteilte Decken an 3000 Vertriebene.", []),
        ("Der Hersteller meldet Verluste von drei Millionen Euro.", []),
    ],
)
def test_a_toll_without_an_act_makes_its_own_where_nothing_else_is_told(text: str, figures: list[tuple[str, int, int | None]]) -> None:
    assert told(text) == figures


def test_who_is_told_of_alone_is_one_of_a_greater_toll() -> None:
    one, whole = read("Bei dem Anschlag starb ein Polizist. Die Zahl der Toten stieg auf vier.")[1]

    assert one.figure and whole.figure and (one.figure.scope, one.figure.part_of, whole.figure.scope) == ("part", whole.id, "whole")


def test_a_toll_that_there_was_not_is_denied() -> None:
    (claim,) = (c for c in read("100 Tote, wie die Rebellen behaupten, habe es nicht gegeben, so die Armee.")[1] if c.figure)

    assert (claim.figure and claim.figure.low, claim.polarity) == (100, "denied")


def test_a_heading_gives_way_to_the_text_below_it_that_bounds_its_figure() -> None:
    text = "Anschlag in Narel\nDie Polizei ermittelt.\n\nVier Tote gemeldet\nBei dem Anschlag starben mindestens vier Menschen."

    assert told(text) == [("killed", 4, None)]


def test_the_badly_wounded_are_not_all_who_were_wounded() -> None:
    (claim,) = (c for c in read("Nach dem Angriff liegen vier Schwerverletzte im Spital.")[1] if c.figure)

    assert claim.figure and (claim.figure.low, claim.figure.scope, claim.figure.part_of) == (4, "part", None)

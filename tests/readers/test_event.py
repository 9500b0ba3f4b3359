"""Events: which words name one, of which type, who did it to whom, how firmly it is put, and what is one event."""

from __future__ import annotations

from functools import cache

import pytest

from lagebild.model import Document, Event
from lagebild.packs import load_pack
from lagebild.parse import Parser
from lagebild.readers.actor import read_actors
from lagebild.readers.event import event_key, read_events
from lagebild.readers.event.demand import demands
from lagebild.readers.event.lexicon import lexicon
from lagebild.readers.event.trigger import lay_down
from lagebild.readers.statement import read_statements


@cache
def read(text: str) -> tuple[Event, ...]:
    document, pack = Document("d", "0", "de", text), load_pack("de")
    sentences = Parser.load("de").parse(text)
    actors, _ = read_actors(document, sentences, pack)
    return read_events(document, lay_down(sentences, lexicon(pack)), pack, actors, (), (), ())[0]


def heads(event: Event, role: str) -> list[str]:
    return [r.span.head for r in getattr(event, role) if r.span]


@pytest.mark.parametrize(
    ("text", "kind", "trigger", "agents", "patients"),
    [
        ("Drei Soldaten sind am Montag ums Leben gekommen.", "ASSAULT", "Leben", [], ["Soldaten"]),
        ("Die Armee beschoss das Dorf mit Granaten, sagten Soldaten.", "ASSAULT", "beschoss", ["Armee"], ["Dorf"]),
        ("Das Dorf wurde von der Armee beschossen, sagten Soldaten.", "ASSAULT", "beschossen", ["Armee"], ["Dorf"]),
        ("Die Rebellen griffen am Abend den Flughafen an, während Soldaten schliefen.", "ASSAULT", "griffen", ["Rebellen"], ["Flughafen"]),
        ("Die Regierung verurteilte den Angriff der Rebellen auf den Konvoi.", "ASSAULT", "Angriff", ["Rebellen"], ["Konvoi"]),
        ("Zwei Syrer erschossen und vier Soldaten schwer verletzt.", "ASSAULT", "erschossen", [], ["Syrer"]),
        (
            "Die Armee und die Rebellen haben bis vor kurzem eine Waffenruhe eingehalten.",
            "RETREAT",
            "Waffenruhe",
            ["Armee", "Rebellen"],
            [],
        ),
        ("Die Polizei nahm drei Aktivisten fest.", "COERCE", "nahm", ["Polizei"], ["Aktivisten"]),
        ("Rebellen sollen nach Angaben lokaler Ärzte zehn Bauern getötet haben.", "ASSAULT", "getötet", ["Rebellen"], ["Bauern"]),
        ("Soldaten nahmen Rebellen unter Beschuss, die im Dorf das Rathaus stürmten.", "ASSAULT", "stürmten", ["Rebellen"], ["Rathaus"]),
        ("Die Regierung und die Rebellen einigten sich auf eine Waffenruhe.", "AGREE", "einigten", ["Regierung", "Rebellen"], []),
        ("Der Präsident forderte die Rebellen zum Abzug aus der Stadt auf.", "REQUEST", "forderte", ["Präsident"], ["Rebellen"]),
        (
            "Präsident Jan Kern traf am Montag Verteidigungsminister Udo Berg, während die Armee das Dorf beschoss.",
            "CONSULT",
            "traf",
            ["Jan Kern", "Udo Berg"],
            [],
        ),
        (
            "Die Regierung kritisierte die Politik der Türkei gegenüber den Rebellen, die das Dorf beschossen.",
            "ACCUSE",
            "kritisierte",
            ["Regierung"],
            ["Türkei"],
        ),
        ("Die Armee schlug den Aufstand der Rebellen nieder, sagte ein Soldat.", "ASSAULT", "schlug", ["Armee"], ["Rebellen"]),
        (
            "Die USA haben acht Kampfjets und Munition an Ägypten geliefert, während Rebellen kämpften.",
            "AID",
            "geliefert",
            ["USA"],
            ["Ägypten"],
        ),
        (
            "Soldaten schossen. Außenminister Jan Kern sagte nach einem Treffen mit Präsident Udo Berg, der Krieg gehe weiter.",
            "CONSULT",
            "Treffen",
            ["Jan Kern", "Udo Berg"],
            [],
        ),
        ("Soldaten schossen bei den Protesten, an denen sich Studenten beteiligten.", "PROTEST", "Protesten", ["Studenten"], []),
        ("Russland unterstützt die Truppen mit Luftangriffen auf das Dorf.", "ASSAULT", "Luftangriffen", ["Russland"], ["Dorf"]),
        (
            "Soldaten schossen auf Rebellen. Neben Ägypten kritisierten auch die USA den Iran.",
            "ACCUSE",
            "kritisierten",
            ["USA", "Ägypten"],
            ["Iran"],
        ),
        (
            "Soldaten schossen auf Rebellen. Die Kirche Kubas lobte der Bischof.",
            "SUPPORT",
            "lobte",
            ["Bischof"],
            ["Kirche"],
        ),
        (
            "Die Türkei und der Iran beschossen das Dorf. Beide Länder einigten sich später auf eine Waffenruhe.",
            "AGREE",
            "einigten",
            ["Türkei", "Iran"],
            [],
        ),
        (
            "Soldaten schossen auf Rebellen. Präsident Jan Kern wurde von Minister Udo Berg empfangen.",
            "CONSULT",
            "empfangen",
            ["Jan Kern", "Udo Berg"],
            [],
        ),
        ("Die Armee meldete Kämpfe. Hubschrauber der Allianz bombardierten das Dorf.", "ASSAULT", "bombardierten", ["Allianz"], ["Dorf"]),
        (
            "Soldaten schossen. Jan Kern traf Minister Udo Berg, nachdem dieser Ali Su kritisiert hatte.",
            "ACCUSE",
            "kritisiert",
            ["Udo Berg"],
            ["Ali Su"],
        ),
        ("Der Angriff, den die Taliban am Montag verübten, traf eine Schule.", "ASSAULT", "Angriff", ["Taliban"], ["Schule"]),
        ("Den Rebellen gelang es, die Stadt zu erobern, sagte ein Soldat.", "ASSAULT", "erobern", ["Rebellen"], ["Stadt"]),
        ("Durch Schüsse der Polizei wurde ein Soldat getötet.", "ASSAULT", "getötet", ["Polizei"], ["Soldat"]),
        ("Zwischen Soldaten und Rebellen kam es zu Gefechten.", "ASSAULT", "Gefechten", ["Soldaten", "Rebellen"], []),
        ("Soldaten haben sich mit Rebellen Gefechte geliefert.", "ASSAULT", "Gefechte", ["Soldaten", "Rebellen"], []),
        ("Soldaten kämpften. Gegen den Iran wurden von den USA Sanktionen verhängt.", "SANCTION", "Sanktionen", ["USA"], ["Iran"]),
        (
            "Soldaten kämpften mit Rebellen. Die Armee, die das Dorf seit Tagen belagert, schwieg.",
            "COERCE",
            "belagert",
            ["Armee"],
            ["Dorf"],
        ),
        ("Der Iran liefert den Rebellen Raketen, sagte ein Soldat.", "AID", "liefert", ["Iran"], ["Rebellen"]),
        ("Die Rebellen gerieten unter Beschuss der Armee.", "ASSAULT", "Beschuss", ["Armee"], ["Rebellen"]),
        ("Der von Rebellen verübte Anschlag traf eine Moschee, sagten Soldaten.", "ASSAULT", "Anschlag", ["Rebellen"], ["Moschee"]),
        ("Die Regierung in Kiew und die Rebellen einigten sich auf eine Waffenruhe.", "AGREE", "einigten", ["Regierung", "Rebellen"], []),
        ("Soldaten kämpften mit Rebellen. Die USA lehnten Gespräche mit dem Iran ab.", "REJECT", "lehnten", ["USA"], ["Iran"]),
        (
            "Der Außenminister traf in Genf seinen iranischen Kollegen zu einem Gespräch.",
            "CONSULT",
            "Gespräch",
            ["Außenminister", "Kollegen"],
            [],
        ),
        ("Die Staatsanwaltschaft hat gegen den General Anklage erhoben.", "ACCUSE", "Anklage", ["Staatsanwaltschaft"], ["General"]),
        ("Der Raketenbeschuss der Hamas dauerte an, sagten Soldaten.", "ASSAULT", "Raketenbeschuss", ["Hamas"], []),
        ("Der Beschuss der Hamas durch Israel dauerte an, sagten Soldaten.", "ASSAULT", "Beschuss", ["Israel"], ["Hamas"]),
        ("Aus Protest gegen die Regierung traten Gefangene in den Hungerstreik.", "PROTEST", "Protest", ["Gefangene"], ["Regierung"]),
        ("Der Journalist sitzt seit März in Untersuchungshaft.", "COERCE", "Untersuchungshaft", [], ["Journalist"]),
        (
            "Der Angriff auf die Moschee geht auf das Konto der Separatisten, sagten Soldaten.",
            "ASSAULT",
            "Angriff",
            ["Separatisten"],
            ["Moschee"],
        ),
        ("Hinter dem Angriff auf die Moschee steht die Hisbollah, sagten Soldaten.", "ASSAULT", "Angriff", ["Hisbollah"], ["Moschee"]),
        ("Ziel des Angriffs war ein Konvoi der Armee.", "ASSAULT", "Angriffs", [], ["Konvoi"]),
        ("Die Regierung wirft den Rebellen den Beschuss des Dorfes vor.", "ASSAULT", "Beschuss", ["Rebellen"], ["Dorfes"]),
        ("Die durch Beschuss zerstörte Schule stand im Norden, sagten Soldaten.", "ASSAULT", "Beschuss", [], ["Schule"]),
        ("Dem Minister wird von der Justiz Hochverrat vorgeworfen, sagten Soldaten.", "ACCUSE", "vorgeworfen", ["Justiz"], ["Minister"]),
        ("Auf einen Stützpunkt der Armee ist ein Anschlag verübt worden.", "ASSAULT", "Anschlag", [], ["Armee"]),
        ("Gegen die Stadt flog die Luftwaffe Angriffe, sagten Soldaten.", "ASSAULT", "Angriffe", ["Luftwaffe"], ["Stadt"]),
        ("Die Belagerung der Stadt durch Rebellen dauert an, sagten Soldaten.", "COERCE", "Belagerung", ["Rebellen"], ["Stadt"]),
        ("Der Mord an der Journalistin bleibt ungeklärt, sagten Soldaten.", "ASSAULT", "Mord", [], ["Journalistin"]),
        ("Ausbildner der Armee schulen kurdische Kämpfer.", "COOPERATE", "schulen", ["Ausbildner"], ["Kämpfer"]),
        ("Um die Rebellen zu vertreiben, bombardierte die Armee das Dorf.", "ASSAULT", "vertreiben", ["Armee"], ["Rebellen"]),
        ("Ein Mann, der Soldaten angegriffen haben soll, wurde verhaftet.", "ASSAULT", "angegriffen", ["Mann"], ["Soldaten"]),
        ("Rebellen kämpften. Der Außenminister bat die Nachbarländer um Hilfe.", "REQUEST", "bat", ["Außenminister"], ["Nachbarländer"]),
        ("Die Armee nannte die Miliz. Deren Kämpfer belagern die Hauptstadt.", "COERCE", "belagern", ["Kämpfer"], ["Hauptstadt"]),
        ("Der Präsident warf Polen Mitschuld am Krieg vor, sagte ein Soldat.", "ACCUSE", "warf", ["Präsident"], ["Polen"]),
        ("Der Kommandeur der Rebellen ging der Polizei ins Netz.", "COERCE", "Netz", ["Polizei"], ["Kommandeur"]),
        ("Zwei Soldaten haben einen Händler zu Tode geprügelt.", "ASSAULT", "Tode", ["Soldaten"], ["Händler"]),
        ("Die Soldaten kämpften. Die Rebellen haben drei Nonnen in ihrer Gewalt.", "COERCE", "Gewalt", ["Rebellen"], ["Nonnen"]),
        ("Die Rebellen kämpften. Der Minister steht unter Hausarrest.", "COERCE", "Hausarrest", [], ["Minister"]),
        ("Zwei Nonnen sind in der Gewalt der Entführer, sagten Soldaten.", "COERCE", "Gewalt", ["Entführer"], ["Nonnen"]),
        ("Die Gewalt ist schrecklich, sagte ein Soldat in der Kaserne.", "ASSAULT", "Gewalt", [], []),
        ("Die Dorfbewohner sind einer Miliz zum Opfer gefallen.", "ASSAULT", "gefallen", ["Miliz"], ["Dorfbewohner"]),
        ("Die Flugabwehr der Armee schoss eine Drohne ab.", "ASSAULT", "schoss", ["Flugabwehr"], ["Drohne"]),
        ("Soldaten feuerten in die Menge.", "ASSAULT", "feuerten", ["Soldaten"], ["Menge"]),
        ("Soldaten feuerten in der Menge.", "ASSAULT", "feuerten", ["Soldaten"], []),
        ("Die Armee hat ein Manöver begonnen, sagten Soldaten.", "MOBILIZE", "Manöver", ["Armee"], []),
        ("Der Präsident kündigte den Abzug seiner Truppen an.", "RETREAT", "Abzug", ["Präsident"], []),
        ("Ein Fischer wurde bei Zusammenstößen mit Soldaten erschossen.", "ASSAULT", "erschossen", ["Soldaten"], ["Fischer"]),
        ("Die Hinrichtung des Ministers hat Empörung ausgelöst, sagten Soldaten.", "ASSAULT", "Hinrichtung", [], ["Ministers"]),
        (
            "Rebellen überfielen ein Dorf, töteten den Arzt und entführten seine Kinder.",
            "COERCE",
            "entführten",
            ["Rebellen"],
            ["Kinder"],
        ),
        ("Auf ein Heim der Siedler wurde ein Brandanschlag verübt.", "ASSAULT", "Brandanschlag", [], ["Heim"]),
        (
            "Die Armee beschoss das Dorf. Der Präsident kritisierte das Manöver der USA und Südkoreas.",
            "COOPERATE",
            "Manöver",
            ["USA", "Südkoreas"],
            [],
        ),
        (
            "Die Armee beschoss das Dorf. Der Präsident warf der Türkei vor, eine Aggression vorzubereiten und drohte mit einem Angriff.",
            "THREATEN",
            "drohte",
            ["Präsident"],
            [],
        ),
    ],
)
def test_an_event_has_type_and_roles(text: str, kind: str, trigger: str, agents: list[str], patients: list[str]) -> None:
    event = next(e for e in read(text) if any(t.text == trigger for t in e.triggers))

    assert (event.type, heads(event, "agents"), heads(event, "patients")) == (kind, agents, patients)


@pytest.mark.parametrize(
    "text",
    [
        "Der Stürmer schoss in der 80. Minute das Tor zum Sieg, der Trainer lobte die Mannschaft.",
        "Der Film erzählt vom Kampf eines Regisseurs um sein Publikum.",
        "Das Verteidigungsministerium hat seinen Sitz in der Hauptstadt.",
        "Der Konzern startete eine Charmeoffensive bei Kunden und Aktionären.",
        "Der Minister trat vor dem Parlament auf. Der Dichter ist am Montag gestorben. Der Präsident kam zum Begräbnis.",
        "Bei der Überfahrt kamen zwanzig Flüchtlinge ums Leben, sagte der Minister.",
    ],
)
def test_what_only_looks_like_an_event_is_none(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "trigger", "factuality"),
    [
        ("Die Rebellen planen einen Angriff auf die Stadt, sagten Soldaten.", "Angriff", "unrealised"),
        ("Die Armee tötete offenbar zwei Rebellen.", "tötete", "probable"),
        ("Die Rebellen sollen zwei Soldaten getötet haben.", "getötet", "probable"),
        ("Die Armee könnte die Rebellen angreifen.", "angreifen", "possible"),
        ("Die Armee konnte die Rebellen angreifen, sagten Soldaten.", "angreifen", "certain"),
        ("Die Rebellen mussten zwei Soldaten freilassen, sagten Soldaten.", "freilassen", "certain"),
        ("Das angestrebte Abkommen mit den Rebellen lehnte die Armee ab.", "Abkommen", "unrealised"),
        ("Die Armee hat das Dorf nicht beschossen, sagten Soldaten.", "beschossen", "denied"),
        ("Die Armee beschoss das Dorf, in dem Rebellen lebten.", "beschoss", "certain"),
    ],
)
def test_an_event_is_as_firm_as_its_words(text: str, trigger: str, factuality: str) -> None:
    event = next(e for e in read(text) if any(t.text == trigger for t in e.triggers))

    assert event.factuality == factuality


def test_a_word_of_killing_beside_an_attack_is_the_same_event() -> None:
    (event,) = read("Bei einem Angriff der Rebellen wurden zwei Soldaten getötet.")

    assert [t.text for t in event.triggers] == ["Angriff", "getötet"]


def test_a_short_report_need_not_say_what_it_is_about() -> None:
    assert "REQUEST" in [e.type for e in read("Ankara forderte Athen zum Einlenken auf.")]
    assert read("Der Trainer forderte den Stürmer zu mehr Toren auf.") == ()
    assert read("Die Bäckerin forderte den Lehrling zum Kneten auf. " + "Das Brot war gut und der Tag noch lang. " * 8) == ()


def test_the_key_depends_on_document_type_and_first_trigger() -> None:
    (event,) = read("Die Armee beschoss das Dorf mit Granaten.")

    assert event.key == event_key("d", "ASSAULT", event.triggers[0]) != event_key("e", "ASSAULT", event.triggers[0])


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Die Armee tötete am Abend zwei Männer. Bei einer Kundgebung erschoss die Armee einen Lehrer.", 2),
        ("Rebellen töteten in der Stadt einen Lehrer. Später starb der Lehrer.", 1),
        ("Bei einem Anschlag starben Bauern. Immer wieder kommt es zu Überfällen.", 2),
    ],
)
def test_who_is_killed_alone_is_no_part_of_a_sum_and_a_habit_no_single_act(text: str, events: int) -> None:
    assert len([e for e in read(text) if e.type == "ASSAULT"]) == events


def test_a_noun_with_an_article_that_points_back_names_the_dealing_told_before() -> None:
    (talk,) = (e for e in read("Der Präsident telefonierte mit dem Kanzler. Der Kreml bestätigte das Gespräch.") if e.type == "CONSULT")

    assert [t.text for t in talk.triggers] == ["telefonierte", "Gespräch"]


@pytest.mark.parametrize(
    ("word", "types"), [("Waffenruhegespräche", {"CONSULT"}), ("Krisengesprächs", {"CONSULT"}), ("Kundengespräch", set())]
)
def test_a_compound_is_read_by_its_head_also_where_the_head_is_a_word_of_its_own(word: str, types: set[str]) -> None:
    token = next(w for s in Parser.load("de").parse(f"Die {word} gingen weiter.") for w in s.words if w.form == word)
    assert {s.type for s in lexicon(load_pack("de")).noun_senses(token)} == types


def test_the_first_part_of_a_compound_is_a_whole_part() -> None:
    """`Polizeigewerkschaft` is no `Polizeihaft`."""
    token = next(w for s in Parser.load("de").parse("Die Polizeigewerkschaft klagte.") for w in s.words if w.form == "Polizeigewerkschaft")
    assert lexicon(load_pack("de")).noun_senses(token) == ()


@pytest.mark.parametrize(
    ("text", "demand"),
    [
        ("Zuerst müssten die Angriffe aufhören, sagte der Minister.", "müssten"),
        ("Die Täter dürfen nicht davonkommen, erklärte der Minister.", "dürfen"),
        ("Die Soldaten sollten abziehen, sagte der Präsident.", "sollten"),
        ("Die Soldaten mussten abziehen, sagte der Präsident.", None),
        ("Die Rebellen dürfen das Lager betreten, sagte der Präsident.", None),
        ("Die Rebellen müssen das Lager nicht verlassen, sagte der Präsident.", None),
        ("Die Soldaten sollen drei Bauern getötet haben, sagte der Präsident.", None),
        ("Man müsse auf die Soldaten warten, sagte der Präsident.", None),
        ("Sollten die Rebellen angreifen, werde die Armee antworten, sagte der Präsident.", None),
        ("Die Armee werde antworten, sollten die Rebellen angreifen, sagte der Präsident.", None),
    ],
)
def test_what_a_speaker_says_must_be_is_a_demand(text: str, demand: str | None) -> None:
    document, pack = Document("d", "0", "de", text), load_pack("de")
    sentences = Parser.load("de").parse(text)
    laid = lay_down(sentences, lexicon(pack))
    actors, _ = read_actors(document, sentences, pack)
    said, _ = read_statements(document, sentences, pack, actors, ())

    found = [sentences[t.sentence].words[t.word].form for t in demands(laid.sentences, said, lexicon(pack))]

    assert found == ([demand] if demand else [])


def test_a_war_told_later_is_not_a_killing_told_before() -> None:
    events = read(
        "Zwei Soldaten wurden getötet. Einer der Getöteten war Offizier. Nach dem Krieg zwischen Armenien und Aserbaidschan war es ruhig."
    )
    assert [heads(e, "agents") for e in events if any(t.text == "getötet" for t in e.triggers)] == [[]]


def test_what_is_needed_is_demanded_by_who_says_so_and_else_by_nobody() -> None:
    assert not [e for e in read("Das Land braucht nach dem Krieg eine Waffenruhe.") if e.type == "REQUEST"]


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("Er habe den Vorschlag der Rebellen abgelehnt, sagte Minister Jan Kern.", ["Jan Kern"]),
        ("Man habe den Vorschlag der Rebellen abgelehnt, teilte die Regierung mit.", ["Regierung"]),
    ],
)
def test_a_pronoun_in_reported_speech_is_the_one_who_speaks(text: str, agents: list[str]) -> None:
    document, pack = Document("d", "0", "de", text), load_pack("de")
    sentences = Parser.load("de").parse(text)
    actors, _ = read_actors(document, sentences, pack)
    said, _ = read_statements(document, sentences, pack, actors, ())

    found, _ = read_events(document, lay_down(sentences, lexicon(pack)), pack, actors, (), (), said)

    assert [heads(e, "agents") for e in found if e.type == "REJECT"] == [agents]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Die Rebellen verlangen die Freilassung von elf Politikern. Der Präsident lehnt diese Forderung ab.", {"verlangen", "Forderung"}),
        (
            "Die Polizei beschlagnahmte am Abend das Schiff. Die Beschlagnahme solle die Retter einschüchtern.",
            {"beschlagnahmte", "Beschlagnahme"},
        ),
    ],
)
def test_a_noun_that_points_back_keeps_no_plan_of_its_clause(text: str, words: set[str]) -> None:
    (same,) = [e for e in read(text) if {t.text for t in e.triggers} & words]
    assert {t.text for t in same.triggers} == words and same.factuality == "certain"


def test_a_planned_act_after_one_that_was_done_is_another() -> None:
    found = read("Die Polizei beschlagnahmte am Abend das Schiff. Sie will weitere Schiffe beschlagnahmen.")
    assert [e.factuality for e in found if e.type == "COERCE"] == ["certain", "unrealised"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bei dem Massaker, bei dem im Mai zwölf Bauern starben, half niemand.", ["Massaker", "starben"]),
        (
            "Rebellen überfielen am Montag einen Konvoi. Die Täter flohen. Diese Attacke war die erste seit Jahren.",
            ["überfielen", "Attacke"],
        ),
    ],
)
def test_a_relative_clause_and_a_demonstrative_tell_the_same_act(text: str, words: list[str]) -> None:
    assert [[t.text for t in e.triggers] for e in read(text)] == [words]


def test_a_noun_that_takes_up_a_plan_says_no_more_of_it() -> None:
    (plan,) = [e for e in read("Die Regierung will Soldaten nach Mali entsenden. Die Entsendung ist umstritten.") if e.type == "MOBILIZE"]
    assert [t.text for t in plan.triggers] == ["entsenden", "Entsendung"] and plan.factuality == "unrealised"


def test_two_clauses_that_each_go_on_from_the_other_have_no_subject() -> None:
    found = read("Und beschoss am Montag erneut, ohne Soldaten zu verletzen, und wurde angegriffen.")
    assert [(e.type, e.agents) for e in found] == [("ASSAULT", ())]

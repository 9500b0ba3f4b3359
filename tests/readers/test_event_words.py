"""Acts told by idioms, by verbs with their own preposition and by compounds are read with their type."""

from __future__ import annotations

from functools import cache

import pytest

from lagebild.model import Document, Event
from lagebild.packs import load_pack
from lagebild.parse import Parser
from lagebild.readers.actor import read_actors
from lagebild.readers.event import read_events
from lagebild.readers.event.lexicon import lexicon
from lagebild.readers.event.trigger import lay_down


@cache
def read(text: str) -> tuple[Event, ...]:
    document, pack = Document("d", "0", "de", text), load_pack("de")
    sentences = Parser.load("de").parse(text)
    actors, _ = read_actors(document, sentences, pack)
    return read_events(document, lay_down(sentences, lexicon(pack), actors), pack, actors, (), (), ())[0]


@pytest.mark.parametrize(
    ("text", "kind", "trigger"),
    [
        ("Die Regierung zeigte sich offen für Gespräche mit den Rebellen.", "AGREE", "offen"),
        ("Der Minister stellte den Rebellen Verhandlungen in Aussicht.", "AGREE", "Aussicht"),
        ("Kairo und Amman verständigten sich auf den Abzug der Truppen.", "AGREE", "verständigten"),
        ("Der Außenminister informierte seinen Amtskollegen über den Angriff.", "CONSULT", "informierte"),
        ("Der Sultan vermittelte zwischen der Regierung und den Rebellen.", "CONSULT", "vermittelte"),
        ("Das Parlament stellte sich hinter den Präsidenten und seine Armee.", "SUPPORT", "stellte"),
        ("Die Marine will sich an dem Einsatz gegen die Miliz beteiligen.", "COOPERATE", "beteiligen"),
        ("Die Küstenwache hat 200 Flüchtlinge in Sicherheit gebracht.", "AID", "Sicherheit"),
        ("Die Armee hat den Kämpfern Panzer und Munition ausgehändigt.", "AID", "ausgehändigt"),
        ("Die Justiz ließ die Anklage gegen den General fallen.", "CONCEDE", "fallen"),
        ("Der Präsident sprach sich für eine Flugverbotszone aus.", "REQUEST", "sprach"),
        ("Die Opposition machte sich für einen Waffenstillstand stark.", "REQUEST", "machte"),
        ("Paris setzt die Führung in Mali mit neuen Forderungen unter Druck.", "REQUEST", "Druck"),
        ("Die Rebellen reagierten empört auf den Angriff der Armee.", "ACCUSE", "empört"),
        ("Der General muss sich wegen Kriegsverbrechen vor Gericht verantworten.", "ACCUSE", "Gericht"),
        ("Der Sprecher wies jede Verantwortung für den Anschlag von sich.", "REJECT", "wies"),
        ("Die Regierung wischte den Vorschlag der Rebellen vom Tisch.", "REJECT", "Tisch"),
        ("Die Entführer drohten, die Geiseln zu töten.", "THREATEN", "drohten"),
        ("Das Pentagon legte die Militärhilfe für die Armee auf Eis.", "SANCTION", "Eis"),
        ("Der Botschafter wurde zur unerwünschten Person erklärt.", "SANCTION", "Person"),
        ("Das Parlament stimmte gegen die Verlängerung des Mandats.", "REJECT", "stimmte"),
        ("Die Regierung hat die Gespräche mit den Rebellen eingestellt.", "REJECT", "eingestellt"),
        ("Der Minister nannte den Angriff der Armee ungeheuerlich.", "ACCUSE", "nannte"),
        ("Die Miliz drohte, den Hafen zu blockieren.", "THREATEN", "drohte"),
        ("Marokko lieferte den Verdächtigen an Belgien aus.", "COOPERATE", "lieferte"),
        ("Die Behörden sehen den Geheimdienst hinter dem Anschlag.", "ACCUSE", "sehen"),
        ("Belgrad wird die Unabhängigkeit des Kosovo niemals anerkennen.", "REJECT", "anerkennen"),
        ("Die Armee gab die Leichen von zwei Rebellen zurück.", "CONCEDE", "gab"),
        ("Der Emir pendelt zwischen den Hauptstädten, um die Verhandlungen zu retten.", "CONSULT", "pendelt"),
        ("Estland und Lettland besiegelten am Montag einen Vertrag über Stützpunkte.", "AGREE", "besiegelten"),
        ("Die Gewerkschaften wollen in den Ausstand treten. Das drohten ihre Vorsitzenden am Freitag.", "THREATEN", "drohten"),
        ("Norwegen setzt sich dafür ein, die Gefangenen freizulassen.", "REQUEST", "setzt"),
        ("Der Senat sprach sich für ein Embargo gegen die Junta aus.", "REQUEST", "sprach"),
        ("Die Küstenwachen beider Länder bekämpfen die Schmuggler gemeinsam.", "COOPERATE", "bekämpfen"),
        ("Das Außenamt tat die Berichte über das Massaker als Erfindung ab.", "REJECT", "tat"),
        ("Norwegen verwies drei Diplomaten des Landes.", "SANCTION", "verwies"),
        ("Der Botschafter bat die Angehörigen der Opfer um Verzeihung.", "SUPPORT", "Verzeihung"),
        ("Die Rebellen zeigten sich zu Gesprächen bereit.", "AGREE", "bereit"),
        ("Der Premier schob die Schuld am Krieg auf die Rebellen.", "ACCUSE", "Schuld"),
        ("Das Ministerium hat seine Zusage für das Treffen zurückgezogen.", "REJECT", "zurückgezogen"),
        ("Berichte über Folter nannte der Kommandant Lügen.", "REJECT", "nannte"),
        ("Vertreter der Kriegsparteien saßen sich in Genf gegenüber.", "CONSULT", "saßen"),
        ("Die Justiz übermittelte den Ermittlern Erkenntnisse über den Attentäter.", "COOPERATE", "Erkenntnisse"),
        ("Der Minister nannte die Besetzung des Hafens einen Bruch des Völkerrechts.", "ACCUSE", "Bruch"),
        ("Anhänger der Opposition versammelten sich vor dem Gericht.", "PROTEST", "versammelten"),
        ("Die Anwältin nannte die Räumung des Lagers eine Schande.", "ACCUSE", "nannte"),
        ("Der Oppositionsführer sprach nach der Verhaftung des Generals von Willkür.", "ACCUSE", "sprach"),
        ("Der Gouverneur nannte den Überfall der Miliz einen Angriff auf die Demokratie.", "ACCUSE", "nannte"),
        ("Die Rebellen gingen auf die Forderung der Armee nicht ein.", "REJECT", "gingen"),
        ("„Wir sprengen die Brücke“, drohte der Anführer der Miliz.", "THREATEN", "drohte"),
        ("Estland schickte zwei Diplomaten der Junta nach Hause.", "SANCTION", "schickte"),
        ("Die Rebellen und die Armee vereinbarten einen Korridor für die Verwundeten.", "AGREE", "vereinbarten"),
        ("Das Gericht gab der Klage gegen die Armee statt.", "AGREE", "gab"),
        ("Oslo hat mit der Miliz 2016 ein Abkommen über Waffen geschlossen.", "AGREE", "geschlossen"),
        ("Die Kirche gewährte 40 Flüchtlingen Unterschlupf vor der Miliz.", "AID", "Unterschlupf"),
        ("Die Miliz will sich der Armee anschließen, um gegen die Rebellen zu kämpfen.", "COOPERATE", "anschließen"),
        ("Der General nannte das Abkommen mit den Rebellen historisch.", "SUPPORT", "nannte"),
        ("Der Ingenieur, den Islamisten im Mai entführt hatten, kam am Montag frei.", "CONCEDE", "kam"),
        ("Die Miliz lehnt einen Austausch ihrer Gefangenen gegen Soldaten ab.", "CONCEDE", "Austausch"),
        ("Der Häftling hat seinen Hungerstreik abgebrochen.", "CONCEDE", "abgebrochen"),
        ("Malta ließ das Rettungsschiff mit 200 Flüchtlingen einlaufen.", "CONCEDE", "ließ"),
        ("Die Rebellen sind nach dem Gefecht in den Wald geflohen.", "RETREAT", "geflohen"),
        ("Die Milizen stimmten einem Ende der Kämpfe zu.", "RETREAT", "Ende"),
        ("Die Armee sucht mit Hubschraubern nach den Entführern.", "MOBILIZE", "sucht"),
        ("Die Polizei durchsuchte in Lüttich nach dem Anschlag drei Wohnungen.", "MOBILIZE", "durchsuchte"),
        ("Die Armee durchsuchte im Dorf alle Häuser der Rebellen.", "COERCE", "durchsuchte"),
        ("Zwei Gefangene hungern im Gefängnis weiter.", "PROTEST", "hungern"),
        ("Anwohner blockierten aus Protest gegen den Angriff die Straße.", "PROTEST", "blockierten"),
        ("Soldaten hielten den Wagen des Botschafters an.", "COERCE", "hielten"),
        ("Beamte nahmen den Journalisten nach der Kundgebung die Kameras ab.", "COERCE", "nahmen"),
        ("Der Präsident drohte den Demonstranten mit Gefängnis.", "COERCE", "Gefängnis"),
        ("Bei dem Beschuss verlor ein Soldat ein Bein.", "ASSAULT", "verlor"),
        ("Die Polizei ging mit Tränengas gegen Demonstranten vor.", "ASSAULT", "ging"),
    ],
)
def test_an_act_is_read_with_its_type(text: str, kind: str, trigger: str) -> None:
    assert (kind, trigger) in [(e.type, s.text) for e in read(text) for s in e.triggers]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Das Gespräch der Minister über den Krieg ist offen gewesen.", "offen"),
        ("Die Rebellen und die Armee sind sich über die Waffenruhe fast einig.", "einig"),
        ("Der Kommandant der Rebellen sitzt ohne Anklage im Gefängnis.", "Anklage"),
        ("Nach Angaben der Rettung wurden bei dem Angriff fünf Soldaten verletzt.", "Rettung"),
        ("Die Union hat ihre Finanzhilfe für die Armee der Junta ausgesetzt.", "Finanzhilfe"),
        ("Eine Waffenruhe und ein Abkommen, das die Rebellen unterzeichneten, hielten ein Jahr.", "Abkommen"),
        ("Die Armee ist gegen Mittag in den Hinterhalt der Rebellen geraten, eine Behörde half.", "geraten"),
        ("Der Außenminister schließt einen Angriff der Armee nicht aus.", "schließt"),
        ("In einer Umfrage sprachen sich 60 Prozent der Bürger für den Abzug der Truppen aus.", "sprachen"),
        ("Bewohner sind vor den Rebellen in die Berge geflohen.", "geflohen"),
        ("In der Hauptstadt demonstrierten tausend Menschen gegen Gewalt.", "Gewalt"),
        ("Die Armee hält an den Verhandlungen mit den Rebellen fest.", "hält"),
        ("Der Minister suchte mit der Armee nach einer Lösung.", "suchte"),
        ("Auch nach dem Angriff fällt die Antwort je nach Hauptstadt verschieden aus.", "fällt"),
    ],
)
def test_a_word_that_only_looks_like_one_is_left(text: str, word: str) -> None:
    assert word not in [s.text for e in read(text) for s in e.triggers]


@pytest.mark.parametrize(
    ("text", "kind", "triggers"),
    [
        ("Der Botschafter bat die Angehörigen der Opfer um Verzeihung.", "REQUEST", []),
        ("Der Außenminister reist nach Kairo, um mit der Opposition zu verhandeln.", "CONSULT", ["verhandeln"]),
        ("Das Parlament hat das Abkommen mit den Rebellen ratifiziert.", "AGREE", ["ratifiziert"]),
        ("Mit Transparenten zogen Studenten durch die Stadt, um gegen die Regierung zu protestieren.", "PROTEST", ["zogen"]),
        ("Am Rande des Gipfels sprach der Präsident mit dem Regierungschef.", "CONSULT", ["sprach"]),
    ],
)
def test_what_two_words_tell_of_one_act_is_one(text: str, kind: str, triggers: list[str]) -> None:
    assert [s.text for e in read(text) if e.type == kind for s in e.triggers] == triggers


@pytest.mark.parametrize(
    ("text", "kind", "agents", "patients"),
    [
        ("Die Regierung gewährte der syrischen Ärztin Asyl.", "AID", ["Regierung"], ["Ärztin"]),
        ("Die Bundesanwaltschaft hat gegen zwei Syrer Anklage erhoben.", "ACCUSE", ["Bundesanwaltschaft"], ["Syrer"]),
        ("Der Botschafter verweigerte den Journalisten eine Antwort.", "REJECT", ["Botschafter"], ["Journalisten"]),
        ("Oslo brach die Beziehungen zur Junta ab, sagte der Minister.", "SANCTION", ["Oslo"], ["Junta"]),
        ("Der Minister rief beide Seiten zur Zurückhaltung auf.", "REQUEST", ["Minister"], ["Seiten"]),
        ("Die Rebellen erhielten von der Armee Munition.", "AID", ["Armee"], ["Rebellen"]),
        ("Präsident Jan Kern ist zu einem Besuch in Kairo eingetroffen.", "CONSULT", ["Jan Kern"], []),
        ("Vom Minister erhielt die Polizei Rückendeckung.", "SUPPORT", ["Minister"], ["Polizei"]),
    ],
)
def test_who_takes_part_in_what_is_said_and_given(text: str, kind: str, agents: list[str], patients: list[str]) -> None:
    (found,) = [e for e in read(text) if e.type == kind]
    assert [[r.span.head for r in side if r.span] for side in (found.agents, found.patients)] == [agents, patients]

"""Actors: who is named, what kind of actor it is, and which phrases name the same one."""

from __future__ import annotations

import pytest

from lagebild.model import Actor, Document, Note
from lagebild.packs import load_pack
from lagebild.parse import Parser
from lagebild.readers.actor import read_actors


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load("de")


def read(parser: Parser, text: str) -> tuple[tuple[Actor, ...], tuple[Note, ...]]:
    return read_actors(Document("d", "0", "de", text), parser.parse(text), load_pack("de"))


def named(actors: tuple[Actor, ...], head: str) -> Actor:
    """The actor that has a mention with this head."""
    return next(a for a in actors for m in a.mentions if m.span.head == head)


def heads(actor: Actor) -> list[str]:
    return [m.span.head for m in actor.mentions]


def test_title_name_and_surname_are_one_person(parser: Parser) -> None:
    actors, _ = read(parser, "Der türkische Präsident Kemal Yildirim sprach in Izmir. Yildirim lobte die Armee.")
    president = named(actors, "Kemal Yildirim")
    assert president.kind == "person"
    assert president.country == "TUR"
    assert heads(president) == ["Präsident", "Kemal Yildirim", "Yildirim"]
    assert [(a.kind, a.value) for a in president.attributes] == [("office", "Präsident")]


def test_acronym_in_brackets_names_the_same_group(parser: Parser) -> None:
    actors, _ = read(parser, "Die Arbeiterpartei Kurdistans (PKK) griff einen Posten an. Die PKK bekannte sich dazu.")
    assert heads(named(actors, "PKK")) == ["Arbeiterpartei Kurdistans", "PKK", "PKK"]
    assert named(actors, "PKK").kind == "armed_group"


def test_declined_name_of_several_words(parser: Parser) -> None:
    actors, _ = read(parser, "Kämpfer des Islamischen Staats zogen ab.")
    assert named(actors, "Islamischen Staats").name == "Islamischer Staat"


def test_capital_that_acts_is_its_state(parser: Parser) -> None:
    actors, _ = read(parser, "Die Türkei schickte Soldaten. Ankara setzte die Angriffe fort. In Ankara fiel ein Schuss.")
    assert heads(named(actors, "Türkei")) == ["Türkei", "Ankara"]


def test_seat_of_government_keeps_its_name(parser: Parser) -> None:
    actors, _ = read(parser, "Der Kreml teilte mit, Russland sei bereit.")
    kremlin = named(actors, "Kreml")
    assert (kremlin.kind, kremlin.country) == ("state", "RUS")
    assert named(actors, "Russland").id != kremlin.id


@pytest.mark.parametrize(
    ("text", "head", "kind", "number", "country"),
    [
        ("Mehrere russische Medien berichteten darüber.", "Medien", "media", "several", "RUS"),
        ("Zwei israelische Soldaten wurden verletzt.", "Soldaten", "group", "several", "ISR"),
        ("Ein Sprecher der Polizei sagte das.", "Sprecher", "person", "one", None),
        ("Syrische Regierungstruppen rückten vor.", "Regierungstruppen", "state", "several", "SYR"),
        ("Eine Palästinenserin starb.", "Palästinenserin", "person", "one", "PSE"),
        ("Das Außenministerium in Ankara schwieg.", "Außenministerium", "state", "one", "TUR"),
    ],
)
def test_nouns(parser: Parser, text: str, head: str, kind: str, number: str, country: str | None) -> None:
    actor = named(read(parser, text)[0], head)
    assert (actor.kind, actor.number, actor.country) == (kind, number, country)


def test_age_stands_for_the_person_named_before(parser: Parser) -> None:
    actors, _ = read(parser, "Getötet wurde der Kommandeur Iwan Petrow. Der 52-Jährige war erst im Mai ernannt worden.")
    assert "52-Jährige" in heads(named(actors, "Iwan Petrow"))
    assert ("age", "52") in [(a.kind, a.value) for a in named(actors, "Iwan Petrow").attributes]


def test_so_called_is_kept_as_distance(parser: Parser) -> None:
    actors, _ = read(parser, "Soldaten der sogenannten Friedenstruppen starben.")
    assert [m.distance for m in named(actors, "Friedenstruppen").mentions] == ["so_called"]


def test_groups_of_different_size_stay_apart(parser: Parser) -> None:
    actors, _ = read(parser, "Zwei Soldaten starben in Aleppo. Im Norden wurden drei Soldaten verletzt.")
    assert len([a for a in actors if "Soldaten" in heads(a)]) == 2


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Drei Zivilisten starben.", ["Drei"]),
        ("In der Stadt waren mehrere Zivilisten.", ["mehrere"]),
        ("Tausende Zivilisten flohen.", ["Tausende"]),
        ("Andere Zivilisten flohen.", []),
    ],
)
def test_how_many_a_group_is_stands_with_it(parser: Parser, text: str, size: list[str]) -> None:
    actors, _ = read(parser, text)
    found = [a for a in named(actors, "Zivilisten").attributes if a.kind == "size"]
    assert [a.value for a in found] == [a.span.text for a in found] == size


def test_unresolved_pronoun_is_noted(parser: Parser) -> None:
    _, notes = read(parser, "Paul Maier traf Karl Huber. Er lachte.")
    assert [n.code for n in notes] == ["pronoun-unresolved"]


def test_spans_are_the_text_and_heads_lie_inside(parser: Parser) -> None:
    text = "Der AU-Sondergesandte für Burundi, Ibrahima Fall, sprach mit US-Einheiten und dem Rundfunksender Radio France Internationale."
    actors, _ = read(parser, text)
    for span in (m.span for a in actors for m in a.mentions):
        assert text[span.start : span.end] == span.text
        assert span.start <= span.head_start < span.head_end <= span.end
        assert len(span.head.split()) <= 6


def test_office_with_its_body_and_an_appointment(parser: Parser) -> None:
    text = "Getötet wurde Iwan Petrow, stellvertretender Chef der Nordflotte. Der 52-Jährige war zum Kommandeur der Garde ernannt worden."
    actors, _ = read(parser, text)
    petrow = named(actors, "Iwan Petrow")
    assert [(a.kind, a.value) for a in petrow.attributes] == [
        ("office", "stellvertretender Chef"), ("age", "52"), ("appointed", "Kommandeur"), ("office", "Kommandeur"),
    ]  # fmt: skip
    assert petrow.attributes[0].organisation == named(actors, "Nordflotte").id


def test_people_of_a_polity_are_of_no_state(parser: Parser) -> None:
    actors, _ = read(parser, "Es sprachen armenische Vertreter Bergkarabachs. Auch armenische Soldaten kamen.")
    of_polity, of_state = named(actors, "Vertreter"), named(actors, "Soldaten")
    assert (of_polity.country, of_polity.polity, of_polity.identity) == (None, "Bergkarabach", "Armenier")
    assert (of_state.country, of_state.polity) == ("ARM", None)


def test_bodies_of_two_states_are_of_none(parser: Parser) -> None:
    actors, _ = read(parser, "Russische und aserbaidschanische Behörden tauschen sich aus.")
    assert named(actors, "Behörden").country is None


def test_name_that_is_a_place_elsewhere_is_no_person(parser: Parser) -> None:
    actors, _ = read(parser, "In der Stadt Hobyo wird gekämpft. Hobyo gilt als umkämpft.")
    assert all("Hobyo" not in heads(a) for a in actors)


def test_teller_in_a_compound(parser: Parser) -> None:
    actors, _ = read(parser, "Nach Armeeangaben starben zwei Menschen.")
    assert (named(actors, "Armee").kind, named(actors, "Armee").name) == ("state", "Armee")


def test_the_armys_spokesman_is_not_the_authoritys(parser: Parser) -> None:
    text = "Zwölf Menschen starben, wie ein Sprecher der Behörde mitteilte. „Sie haben gewartet“, sagte Armeesprecher Idris Hamdoun."
    actors, _ = read(parser, text)

    assert "Sprecher" not in heads(named(actors, "Idris Hamdoun"))


def test_the_spokesman_is_the_one_who_spoke_before(parser: Parser) -> None:
    actors, _ = read(parser, "Das sagte ein Sprecher der Polizei. Der Sprecher nannte keine Zahl.")

    assert heads(named(actors, "Sprecher")) == ["Sprecher", "Sprecher"]


@pytest.mark.parametrize(
    ("text", "head", "number"),
    [
        ("Ein Polizist schoss den Angreifer nieder.", "Angreifer", "one"),
        ("Die Rechte der Armenier in dem Gebiet sind bedroht.", "Armenier", "several"),
        ("Die Opfer starben im Krankenhaus.", "Opfer", "several"),
        ("Russland warnte vor Terrorgruppen.", "Terrorgruppen", "several"),
        ("Der mutmaßliche Attentäter von Izmir wurde erschossen.", "Attentäter", "one"),
    ],
)
def test_article_and_endings_show_how_many(parser: Parser, text: str, head: str, number: str) -> None:
    assert named(read(parser, text)[0], head).number == number


def test_noun_before_a_name_takes_up_nobody_else(parser: Parser) -> None:
    text = "Die Nachrichtenagentur Anadolu meldete drei Tote. Die Nachrichtenagentur DHA sprach von fünf Toten."
    actors, _ = read(parser, text)
    assert heads(named(actors, "Anadolu")) == ["Nachrichtenagentur", "Anadolu"]
    assert heads(named(actors, "DHA")) == ["Nachrichtenagentur", "DHA"]


def test_group_allied_with_another_is_not_that_other(parser: Parser) -> None:
    actors, _ = read(parser, "Die PKK griff einen Posten an. Die Jihadistenmiliz Islamischer Staat (IS) bekannte sich nicht dazu.")
    assert named(actors, "PKK").id != named(actors, "Islamischer Staat").id


def test_party_in_brackets_is_not_the_person(parser: Parser) -> None:
    actors, _ = read(parser, "Bundeskanzlerin Angela Merkel (CDU) reiste nach Ankara.")
    assert named(actors, "Angela Merkel").kind == "person"
    assert named(actors, "CDU").id != named(actors, "Angela Merkel").id


def test_age_before_a_noun_is_told_again(parser: Parser) -> None:
    text = "In Hebron wurde eine 72-jährige Palästinenserin getötet. Soldaten erschossen eine Palästinenserin. Die 72-Jährige schwieg."
    actors, _ = read(parser, text)
    assert heads(named(actors, "72-Jährige")) == ["Palästinenserin", "Palästinenserin", "72-Jährige"]


def test_age_in_the_headline_is_the_person_named_later(parser: Parser) -> None:
    actors, _ = read(parser, "Ein 21-Jähriger ist in Haft. Der 21-jährige John Carter kam vor Gericht.")
    assert heads(named(actors, "John Carter")) == ["21-Jähriger", "John Carter"]


def test_a_man_told_of_again_is_no_office(parser: Parser) -> None:
    actors, _ = read(parser, "Ein Palästinenser griff einen Soldaten an. Der Mann wurde erschossen.")
    assert heads(named(actors, "Palästinenser")) == ["Palästinenser", "Mann"]
    assert not named(actors, "Mann").attributes


def test_envoy_for_a_country_is_not_of_it(parser: Parser) -> None:
    actors, _ = read(parser, "Der Sondergesandte für Burundi sprach mit Soldaten.")
    assert named(actors, "Sondergesandte").country is None


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Der Verletzte liegt im Krankenhaus.", "Krankenhaus"),
        ("Der Streit um Denkmäler in Polen dauert an.", "Polen"),
        ("Die Entführung dauerte drei Tage.", "Entführung"),
        ("Der Aufruf kam aus dem Lautsprecher.", "Lautsprecher"),
    ],
)
def test_no_actor(parser: Parser, text: str, head: str) -> None:
    assert head not in [m.span.head for a in read(parser, text)[0] for m in a.mentions]


def test_hospital_that_tells_is_an_actor(parser: Parser) -> None:
    actors, _ = read(parser, "Nach Angaben aus dem Krankenhaus von Gao starben drei Menschen.")
    assert named(actors, "Krankenhaus").kind == "organisation"


def test_title_across_a_comma_makes_a_person(parser: Parser) -> None:
    actors, _ = read(parser, "Der frühere Chef der Bank, Clemens Berger, sagte ab.")
    assert named(actors, "Clemens Berger").kind == "person"


def test_genitive_of_a_surname_is_the_person(parser: Parser) -> None:
    actors, _ = read(parser, "Generalmajor Yair Golan hielt eine Rede. Forderungen nach einer Entlassung Golans kamen auf.")
    assert "Golans" in heads(named(actors, "Yair Golan"))


@pytest.mark.parametrize(
    ("text", "head", "country"),
    [
        ("Kampala – In Uganda hat die Armee drei Rebellen getötet. Die Regierung sprach von einem Erfolg.", "Armee", "UGA"),
        ("Kairo – In Syrien hat die Armee drei Rebellen getötet.", "Armee", None),
        ("In Syrien hat die Armee drei Rebellen aus der Türkei getötet.", "Armee", None),
        ("Kampala – In Uganda hat die Polizei der Enklave drei Rebellen getötet.", "Polizei", None),
    ],
)
def test_body_without_a_country_is_that_of_a_report_about_one(parser: Parser, text: str, head: str, country: str | None) -> None:
    assert named(read(parser, text)[0], head).country == country


def test_another_church_is_another(parser: Parser) -> None:
    actors, _ = read(parser, "Ein Pfarrer einer Kirche wurde verletzt. Unbekannte setzten eine Kirche in Brand.")
    assert len([a for a in actors if a.name == "Kirche"]) == 2


def test_article_of_a_name_shows_what_a_pronoun_may_stand_for(parser: Parser) -> None:
    actors, notes = read(parser, "Die PKK griff der Staatsführung zufolge einen Posten an. Sie schwieg zunächst.")
    assert [n.code for n in notes] == ["pronoun-unresolved"]
    assert heads(named(actors, "Staatsführung")) == ["Staatsführung"]


def test_noun_of_number_is_nobody_beside_whom_it_counts(parser: Parser) -> None:
    assert [a.name for a in read(parser, "Tausende syrische Flüchtlinge kamen über die Grenze.")[0]] == ["Flüchtling"]
    assert [a.name for a in read(parser, "Tausende flohen über die Grenze.")[0]] == ["Tausend"]


def test_capital_that_is_spoken_to_or_does_a_deed_is_its_state(parser: Parser) -> None:
    actors, _ = read(parser, "Am Freitag warf der Gesandte Warschau vor, die Kontakte zu Moskau einzufrieren. In Warschau regnete es.")
    assert heads(named(actors, "Warschau")) == ["Warschau"]
    assert named(actors, "Moskau").country == "RUS"


def test_shortened_or_broader_office_takes_up_whom_it_fits(parser: Parser) -> None:
    actors, _ = read(
        parser, "Verteidigungsminister Jan Kern traf Botschafter Ilja Berg. Der Minister schwieg. Der Diplomat drohte mit einer Klage."
    )
    assert heads(named(actors, "Jan Kern")) == ["Verteidigungsminister", "Jan Kern", "Minister"]
    assert heads(named(actors, "Ilja Berg")) == ["Botschafter", "Ilja Berg", "Diplomat"]


def test_members_are_the_only_armed_group_named_nearby(parser: Parser) -> None:
    actors, _ = read(parser, "Die Taliban griffen einen Posten an. Die Extremisten töteten zwei Polizisten.")
    assert "Extremisten" in heads(named(actors, "Taliban"))


def test_article_before_a_long_attribute_shows_how_many(parser: Parser) -> None:
    actors, _ = read(parser, "Die Regierung warf dem im Ausland lebenden Prediger Hochverrat vor.")
    assert named(actors, "Prediger").number == "one"


def test_party_politician_is_whose_office_he_holds(parser: Parser) -> None:
    actors, _ = read(parser, "Justizminister Jan Kern verurteilte den Anschlag. Das Ausmaß sei erschreckend, erklärte der SPD-Politiker.")
    assert "SPD-Politiker" in heads(named(actors, "Jan Kern"))


def test_suspect_is_the_attacker(parser: Parser) -> None:
    actors, _ = read(parser, "Ein Angreifer schoss auf einen Polizisten. Der Verdächtige floh.")
    assert heads(named(actors, "Angreifer")) == ["Angreifer", "Verdächtige"]


def test_whom_the_headline_calls_by_age_is_whom_the_lead_brings_in(parser: Parser) -> None:
    actors, _ = read(
        parser,
        "22-Jähriger soll Flugblätter gestohlen haben. Bern – Ein Student aus Basel ist zu Haft verurteilt worden. "
        "Der 22-jährige Jan Kern gestand die Tat.",
    )
    assert "Student" in heads(named(actors, "Jan Kern"))

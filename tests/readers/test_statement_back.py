"""Who tells what was told before, and whose voice goes on: pointers back, voices that are raised, bare numbers told."""

from __future__ import annotations

import pytest

from tests.readers.test_statement import only, read, who, words

BEFORE = "Zwei/CARD Männer/NN/Mann starben/VVFIN/sterben ./$."
TOLD = "Zwei Männer starben."


@pytest.mark.parametrize(
    "sentence",
    [
        "So/ADV schildert/VVFIN/schildern es/PPER die/ART/der Polizei/NN ./$.",
        "Die/ART/der Polizei/NN bestätigte/VVFIN/bestätigen dies/PDS am/APPRART/an Abend/NN ./$.",
        "So/ADV lautet/VVFIN/lauten die/ART/der Bilanz/NN der/ART/der Polizei/NN ./$.",
        "Entsprechende/ADJA/entsprechend Angaben/NN/Angabe machte/VVFIN/machen die/ART/der Polizei/NN ./$.",
        "Die/ART/der Zahl/NN stammt/VVFIN/stammen von/APPR der/ART/der Polizei/NN ./$.",
        "Das/PDS will/VMFIN/wollen die/ART/der Polizei/NN gesehen/VVPP/sehen haben/VAINF ./$.",
        "Darüber/PROAV berichtete/VVFIN/berichten die/ART/der Polizei/NN ./$.",
        "Die/ART/der Polizei/NN bestätigte/VVFIN/bestätigen den/ART/der Angriff/NN und/KON die/ART/der Zahl/NN der/ART/der Toten/NN ./$.",
    ],
)
def test_a_sentence_that_points_back_says_whose_telling_the_one_before_is(sentence: str) -> None:
    (found,), _ = read(BEFORE, sentence)

    assert [s.span.head for s in found.sources if s.span] == ["Polizei"]
    assert words(found.content)[0] == TOLD


@pytest.mark.parametrize(
    "sentence",
    [
        "Die/ART/der Polizei/NN bestätigte/VVFIN/bestätigen dies/PDS nicht/PTKNEG ./$.",
        "Das/PDS bestätigte/VVFIN/bestätigen die/ART/der Polizei/NN am/APPRART/an Montag/NN noch/ADV nicht/PTKNEG ./$.",
        "Die/ART/der Polizei/NN machte/VVFIN/machen dazu/PROAV keine/PIAT/keine Angaben/NN/Angabe ./$.",
        "Das/PDS ist/VAFIN/sein die/ART/der Zahl/NN der/ART/der Woche/NN ./$.",
        "Diese/PDAT/dies Zahl/NN nannte/VVFIN/nennen die/ART/der Polizei/NN „/$( maßlos/ADJD übertrieben/VVPP/übertreiben “/$( ./$.",
    ],
)
def test_who_confirms_nothing_does_not_tell_what_was_told_before(sentence: str) -> None:
    found, _ = read(BEFORE, sentence)

    assert all(TOLD not in words(s.content) for s in found)


@pytest.mark.parametrize(
    "raises",
    [
        "Die/ART/der Regierung/NN schlug/VVFIN/schlagen Alarm/NN ./$.",
        "Die/ART/der Regierung/NN zog/VVFIN/ziehen Bilanz/NN ./$.",
        "Die/ART/der Regierung/NN korrigierte/VVFIN/korrigieren sich/PRF ./$.",
    ],
)
def test_a_voice_that_is_raised_goes_on_in_the_subjunctive(raises: str) -> None:
    found = only(raises, "Ein/ART/ein Dritter/NN/Dritte sei/VAFIN/sein verletzt/VVPP/verletzen ./$.")

    assert who(found) == ["Die Regierung"] and found.sources[0].basis == "carried"


def test_a_person_who_holds_something_false_goes_on_in_the_subjunctive() -> None:
    before = "Der/ART/der Minister/NN hält/VVFIN/halten das/PDS für/APPR übertrieben/ADJD ./$."
    found = only(before, "Ein/ART/ein Dritter/NN/Dritte sei/VAFIN/sein verletzt/VVPP/verletzen ./$.")

    assert who(found) == ["Der Minister"]


def test_who_only_acts_says_nothing_in_the_subjunctive_that_follows() -> None:
    found = only(
        "Die/ART/der Armee/NN floh/VVFIN/fliehen ./$.", "Ein/ART/ein Dritter/NN/Dritte sei/VAFIN/sein verletzt/VVPP/verletzen ./$."
    )

    assert who(found) == [None]


def test_what_follows_the_colon_is_told_by_whose_words_the_clause_says_it_is() -> None:
    clause = "Am/APPRART/an Abend/NN präzisierte/VVFIN/präzisieren die/ART/der Polizei/NN ihre/PPOSAT/ihr Angaben/NN/Angabe :/$."
    found = only(f"{clause} Zwei/CARD Männer/NN/Mann seien/VAFIN/sein tot/ADJD ./$.")

    assert who(found) == ["die Polizei"] and words(found.content) == ["Zwei Männer seien tot"]


@pytest.mark.parametrize(
    ("sentence", "source", "content"),
    [
        ("Die/ART/der Armee/NN meldet/VVFIN/melden zwei/CARD Tote/NN ,/$, die/ART/der Polizei/NN 17/CARD ./$.", "die Polizei", ["17"]),
        ("Heute/ADV nennt/VVFIN/nennen Karl/NE Muster/NE 17/CARD ./$.", "Karl Muster", ["17"]),
        ("Die/ART/der Polizei/NN kommt/VVFIN/kommen auf/APPR elf/CARD Tote/NN ./$.", "Die Polizei", ["elf Tote"]),
        ("Die/ART/der Polizei/NN will/VMFIN/wollen von/APPR elf/CARD Toten/NN wissen/VVINF ./$.", "Die Polizei", ["elf Toten"]),
    ],
)
def test_a_number_at_the_end_is_what_is_told_and_no_part_of_a_name(sentence: str, source: str, content: list[str]) -> None:
    found = read(sentence)[0][-1]

    assert who(found) == [source] and words(found.content) == content


def test_where_something_was_to_be_heard_is_who_says_it() -> None:
    heard = "Von/APPR Ärzten/NN/Arzt war/VAFIN/sein zu/PTKZU hören/VVINF ,/$, dass/KOUS Kinder/NN/Kind starben/VVFIN/sterben ./$."

    assert who(only(heard)) == ["Ärzten"]
    assert not read("In/APPR der/ART/der Stadt/NN waren/VAFIN/sein Schüsse/NN/Schuss zu/PTKZU hören/VVINF ./$.")[0]


def test_whom_a_paper_quotes_stands_behind_when_it_did() -> None:
    quoted = "Das/ART/der Blatt/NN zitiert/VVFIN/zitieren am/APPRART/an Montag/NN den/ART/der Minister/NN mit/APPR den/ART/der"

    assert who(only(f"{quoted} Worten/NN/Wort ,/$, man/PIS habe/VAFIN/haben gesiegt/VVPP/siegen ./$.")) == ["den Minister"]


def test_two_who_tell_different_figures_in_one_sentence_behind_a_colon() -> None:
    before = "Es/PPER gab/VVFIN/geben widersprüchliche/ADJA Angaben/NN/Angabe :/$."
    first = "Während/KOUS die/ART/der Polizei/NN von/APPR zwei/CARD Toten/NN sprach/VVFIN/sprechen ,/$,"
    found, _ = read(f"{before} {first} meldeten/VVFIN/melden Ärzte/NN/Arzt elf/CARD Tote/NN ./$.")

    assert [who(s) for s in found] == [["die Polizei"], ["Ärzte"]]


def test_a_telling_that_is_taken_up_holds_for_the_clause_before_too() -> None:
    first = "Vier/CARD Männer/NN/Mann starben/VVFIN/sterben ,/$, drei/CARD Häuser/NN/Haus brannten/VVFIN/brennen demnach/PROAV ./$."

    assert words(only(first).content) == ["Vier Männer starben, drei Häuser brannten"]


def test_a_count_that_goes_on_behind_its_frame_is_the_same_tellers() -> None:
    first = "Vier/CARD Männer/NN/Mann starben/VVFIN/sterben ,/$, sagt/VVFIN/sagen die/ART/der Polizei/NN ,/$,"

    found = only(f"{first} drei/CARD weitere/ADJA flohen/VVFIN/fliehen ./$.")
    assert words(found.content) == ["Vier Männer starben", "drei weitere flohen"]


@pytest.mark.parametrize(("teller", "source"), [("Polizei/NN", ["Polizei"]), ("drei/CARD Fragen/NN/Frage", [])])
def test_who_stands_behind_the_dash_of_a_headline_tells_it(teller: str, source: list[str]) -> None:
    found, _ = read(f"Zwei/CARD Tote/NN bei/APPR Anschlag/NN –/$( {teller}", f"|{BEFORE}")

    assert [who(s) for s in found] == [[one] for one in source]


def test_two_whose_counts_share_a_preposition() -> None:
    both = "Die/ART/der Polizei/NN sprach/VVFIN/sprechen von/APPR zwei/CARD ,/$, die/ART/der Armee/NN von/APPR elf/CARD Toten/NN ./$."
    found, _ = read(both)

    assert [(who(s), words(s.content)) for s in found] == [(["Die Polizei"], ["zwei"]), (["die Armee"], ["von elf Toten"])]


@pytest.mark.parametrize(
    ("condition", "source"),
    [
        ("Glaubt/VVFIN/glauben man/PIS der/ART/der Armee/NN ,/$,", ["der Armee"]),
        ("Wenn/KOUS man/PIS den/ART/der Angaben/NN/Angabe der/ART/der Armee/NN glaubt/VVFIN/glauben ,/$,", ["den Angaben der Armee"]),
        ("Geht/VVFIN/gehen es/PPER nach/APPR der/ART/der Armee/NN ,/$,", ["der Armee"]),
        ("Glaubt/VVFIN/glauben man/PIS daran/PROAV ,/$,", []),
    ],
)
def test_whom_a_condition_believes_tells_what_follows(condition: str, source: list[str]) -> None:
    found, _ = read(f"{condition} starben/VVFIN/sterben zwei/CARD Männer/NN/Mann ./$.")

    assert [who(s) for s in found] == [[one] for one in source]


@pytest.mark.parametrize(
    ("place", "source"), [("In/APPR Regierungskreisen/NN/Regierungskreis", "Regierungskreisen"), ("Am/APPRART/an Montag/NN", None)]
)
def test_what_is_told_of_in_the_passive_tells_nothing(place: str, source: str | None) -> None:
    found, _ = read(f"{place} wurde/VAFIN/werden von/APPR elf/CARD Toten/NN/Tote gesprochen/VVPP/sprechen ./$.")

    assert [who(s)[0] for s in found] == ([source] if source else [])


def test_a_list_behind_the_colon_of_who_names_numbers_is_told_by_them() -> None:
    found = only("Der/ART/der Minister/NN nannte/VVFIN/nennen Zahlen/NN/Zahl :/$. elf/CARD Tote/NN ,/$, zwei/CARD Verletzte/NN ./$.")

    assert who(found) == ["Der Minister"] and words(found.content) == ["Zahlen: elf Tote, zwei Verletzte"]

import os
import random
import re
import time as clock
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild import dates, packs
from lagebild.model import Document, Note, PublishedBasis, Sentence, Time, Word
from lagebild.packs import load_pack
from lagebild.parse import Parser
from lagebild.readers.time import read_times
from lagebild.readers.time.resolve import KINDS
from lagebild.rules import Example, TextRule
from tests.readers.packs_of import LANGUAGES, pack_of

PACK = packs.load_pack("de")


def read(text: str, published: str | None = None, language: str = "de") -> tuple[Document, tuple[Time, ...], tuple[Note, ...]]:
    basis: PublishedBasis = "given" if published else "none"
    document = Document("d", "", language, text, published=published, published_basis=basis)
    return read_times(document, (), pack_of(language))


def tagged(text: str, *verbs: tuple[str, str, str]) -> tuple[Sentence, ...]:
    """A flat parse of sentences that end in a full stop, with these verbs (form, tag, lemma)."""
    known = {form: (tag, lemma) for form, tag, lemma in verbs}
    sentences = []
    for part in re.finditer(r"[^.]*?(?:\d\.[^.]*?)*\.\s?(?!\d)", text):
        words = []
        for m in re.finditer(r"\d+\.|\w+|[^\w\s]", part[0]):
            tag, lemma = known.get(m[0], ("NN", m[0]))
            upos = "VERB" if tag.startswith("V") else "NOUN"
            words.append(Word(m[0], lemma, upos, tag, {}, -1, "root", part.start() + m.start(), part.start() + m.end()))
        sentences.append(Sentence(part.start(), part.end(), tuple(words)))
    return tuple(sentences)


def found(text: str, published: str | None = None) -> list[tuple[str, str, str | None]]:
    return [(t.span.text, t.value, t.edtf) for t in read(text, published)[1]]


def example_cases() -> Iterator[Any]:
    for language in LANGUAGES:
        for rule in pack_of(language).text_rules["time"]:
            for n, example in enumerate(rule.examples):
                yield pytest.param(language, rule, example, id=f"{rule.id}-{n}")


@pytest.mark.parametrize(("language", "rule", "example"), list(example_cases()))
def test_the_reader_gives_the_examples_their_values(language: str, rule: TextRule, example: Example) -> None:
    _, times, _ = read(example.text, example.published, language)

    assert [m[0] for m in rule.pattern.finditer(example.text)] == [f["text"] for f in example.find]
    of_rule = [t for t in times if t.rules == (rule.id,)]
    for want, got in zip(example.find, of_rule, strict=True):
        assert got.span.text in want["text"]
        assert got.value == want.get("value", got.value)
        assert got.edtf == want.get("edtf")
        assert got.type == want.get("type", got.type)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_kind_that_the_reader_knows(language: str) -> None:
    for rule in pack_of(language).text_rules["time"]:
        assert rule.values["kind"] in KINDS, rule.id
        assert rule.values["cue"], rule.id


MONTH = "2023-09"
REPORT = (
    " date 2023-09 Am 20. September geriet ein Auto unter Beschuss. Er war zwei Monate zuvor ernannt worden. Im Sommer 2020 war Krieg. "
    "Schon damals fielen Schüsse. Die am Dienstag begonnene Operation ist beendet. Am Donnerstag wurde gesprochen."
)


def test_a_report_of_which_only_the_month_is_known() -> None:
    document, times, notes = read(REPORT, MONTH)

    assert [(t.span.text, t.value, t.edtf, t.basis) for t in times] == [
        ("20. September", "2023-09-20", "2023-09-20", "published"),
        ("zwei Monate zuvor", "2023-07", "2023-07~", "context"),
        ("Sommer 2020", "2020-SU", "2020-06/2020-08", "explicit"),
        ("damals", "PAST_REF", "2020-06/2020-08", "context"),
        ("Dienstag", "2023-09-19", "2023-09-19", "constraint"),
        ("Donnerstag", "2023-09-21", "2023-09-21", "constraint"),
    ]
    assert [n.code for n in notes] == ["date-inferred", "date-inferred"]
    assert times[4].from_ == ("t1",)
    assert (document.published, document.published_basis, document.earliest) == ("2023-09", "given", "2023-09-21")


def test_the_header_is_no_time() -> None:
    assert found(" date 2023-09 Es blieb ruhig.", MONTH) == []


def test_without_another_date_a_weekday_of_a_month_stays_open() -> None:
    _, times, notes = read("Am Dienstag fielen Schüsse.", MONTH)

    assert [(t.value, t.edtf) for t in times] == [("XXXX-WXX-2", "2023-08-25/2023-09-30")]
    assert [n.code for n in notes] == ["date-open"]


def test_days_told_from_a_report_of_a_known_month_are_narrowed_by_its_dates() -> None:
    text = "Am 20. September fielen Schüsse. Gestern war Ruhe."
    document = Document("d", "", "de", text, published=MONTH, published_basis="given")
    _, times, _ = read_times(document, tagged(text, ("fielen", "VVFIN", "fallen"), ("war", "VAFIN", "sein")), PACK)

    assert times[1].edtf == "2023-09-19/2023-09-29"
    assert (times[1].value, times[1].basis, times[1].from_) == ("2023-09-XX", "constraint", ("t1",))


@pytest.mark.parametrize(
    ("text", "verbs", "day"),
    [
        ("Am Freitag starben zwei Menschen.", [("starben", "VVFIN", "sterben")], "2015-07-31"),
        ("Am Freitag meldeten sie sich.", [("meldeten", "VVFIN", "melden")], "2015-07-31"),
        ("Am Freitag haben sie sich getroffen.", [("haben", "VAFIN", "haben"), ("getroffen", "VVPP", "treffen")], "2015-07-31"),
        ("Am Freitag sollen sie sich getroffen haben.",
         [("sollen", "VMFIN", "sollen"), ("getroffen", "VVPP", "treffen"), ("haben", "VAINF", "haben")], "2015-07-31"),
        ("Am Freitag sollen sie sich treffen.", [("sollen", "VMFIN", "sollen"), ("treffen", "VVINF", "treffen")], "2015-08-07"),
        ("Am Freitag treffen sie sich.", [("treffen", "VVFIN", "treffen")], "2015-08-07"),
        ("Am Freitag berichtet die Zeitung.", [("berichtet", "VVFIN", "berichten")], "2015-07-31"),
        ("Am Freitag wird gewählt werden.",
         [("wird", "VAFIN", "werden"), ("gewählt", "VVPP", "wählen"), ("werden", "VAINF", "werden")], "2015-08-07"),
        ("Die Lage ist seit Freitag ruhig.", [("ist", "VAFIN", "sein")], "2015-07-31/2015-08-06"),
        ("Für Freitag wurde ein Treffen angesetzt.", [("wurde", "VAFIN", "werden"), ("angesetzt", "VVPP", "ansetzen")], "2015-08-07"),
        ("Treffen am Freitag. Für Freitag wurde gerüstet.", [("wurde", "VAFIN", "werden"), ("gerüstet", "VVPP", "rüsten")], "2015-08-07"),
    ],
)  # fmt: skip
def test_a_weekday_lies_where_the_verb_looks(text: str, verbs: list[tuple[str, str, str]], day: str) -> None:
    document = Document("d", "", "de", text, published="2015-08-06", published_basis="given")
    _, times, _ = read_times(document, tagged(text, *verbs), PACK)

    assert times[0].edtf == day


def test_without_any_date_nothing_is_invented() -> None:
    document, times, notes = read("Gestern und am Dienstag fielen Schüsse, im Mai auch.")

    assert [(t.value, t.edtf) for t in times] == [("XXXX-XX-XX", None), ("XXXX-WXX-2", None), ("XXXX-05", None)]
    assert {n.code for n in notes} == {"date-open"}
    assert (document.published, document.published_basis, document.earliest) == (None, "none", None)


def test_an_agency_line_dates_the_report() -> None:
    document, times, _ = read("Am Montag wurde geschossen. (Agentur, red, 6.8.2015)")

    assert (document.published, document.published_basis) == ("2015-08-06", "inferred")
    assert [(t.span.text, t.edtf) for t in times] == [("Montag", "2015-08-03")]


def test_an_agency_line_does_not_replace_a_date_that_was_given() -> None:
    document, _, _ = read("Am Montag wurde geschossen. (Agentur, 6.8.2015)", "2015-08-07")

    assert (document.published, document.published_basis) == ("2015-08-07", "given")


@pytest.mark.parametrize(
    "text", ["Am 31. Februar 2015 fiel der Strom aus.", "Am 45.13.2015 fiel der Strom aus.", "Im 0. Jahrhundert war es still."]
)
def test_words_that_name_no_day_make_no_time(text: str) -> None:
    _, times, notes = read(text, "2015-08-07")

    assert times == ()
    assert [n.code for n in notes] == ["no-such-day"]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Vom 14. bis 16. März 2015 wurde gesprochen.", [
            ("14.", "2015-03-14", "2015-03-14/2015-03-16"), ("16. März 2015", "2015-03-16", "2015-03-14/2015-03-16")]),
        ("Zwischen Juni 2011 und September 2012 wurde gebaut.", [
            ("Juni 2011", "2011-06", "2011-06/2012-09"), ("September 2012", "2012-09", "2011-06/2012-09")]),
        ("Im Juni 2011 und September 2012 wurde gebaut.", [("Juni 2011", "2011-06", "2011-06"), ("September 2012", "2012-09", "2012-09")]),
        ("Bis Ende März 2015 wird gebaut.", [("Ende März 2015", "2015-03", "../2015-03")]),
        ("Ab 3. Mai 2015 wird gebaut.", [("3. Mai 2015", "2015-05-03", "2015-05-03/..")]),
        ("Seit Montag ruhen die Waffen.", [("Montag", "2015-08-03", "2015-08-03/2015-08-06")]),
        ("Von 9 bis 17.30 Uhr ist offen.", [("9", "T09:00", None), ("17.30 Uhr", "T17:30", None)]),
        ("Am Montag von 9 bis 17.30 Uhr.", [
            ("Montag", "2015-08-03", "2015-08-03"), ("9", "2015-08-03T09:00", "2015-08-03"),
            ("17.30 Uhr", "2015-08-03T17:30", "2015-08-03")]),
    ],
)  # fmt: skip
def test_stretches_and_open_ends(text: str, want: list[tuple[str, str, str | None]]) -> None:
    assert found(text, "2015-08-06") == want


@given(
    st.text(alphabet=st.sampled_from("0123456789. :-/–,\nabdemnorstuvzäüAJMSUhr"), max_size=60),
    st.sampled_from([None, "2023", "2023-09", "2023-09-20", "9999-12-31", "0001-01-01"]),
)
@settings(max_examples=300, deadline=None)
def test_nothing_makes_it_stumble(text: str, published: str | None) -> None:
    document, times, _ = read(text, published)

    for t in times:
        assert document.text[t.span.start : t.span.end] == t.span.text
        if t.edtf:
            dates.parse_edtf(t.edtf)


WORDS = re.findall(
    r"\S+",
    """am im seit vor bis letzten nächste zwei einigen 3. 31. 2015 0001 9999 Jahren Tagen Woche Monate Montag abend Mai Februar Sommer
    später zuvor damals heute gestern Ostern Ramadan Jahrhundert Uhr 24.59 Wochenende dritten Quartal 99999999 Jahrtausende 1990er Vortag
    diesem Tag darauf jeden und , 2015-02-30 12.12.12""",
)


@given(
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.sampled_from([None, "2023", "2023-09", "2023-09-20", "9999-12-31", "0001-01-01", "2023-09-20/.."]),
)
@settings(max_examples=500, deadline=None)
def test_words_of_time_in_any_order_make_valid_times(text: str, published: str | None) -> None:
    _, times, _ = read(text, published)

    for t in times:
        if t.edtf:
            interval = dates.parse_edtf(t.edtf)
            assert interval.first is None or interval.last is None or interval.first <= interval.last
    assert all(a.span.end <= b.span.start for a, b in pairwise(times))


@pytest.mark.parametrize(
    "piece",
    [
        "Am 20. September 2015 um 20.30 Uhr fielen vor zwei Jahren Schüsse. ",
        "1. ",
        "seit ",
        "\n",
        " ",
        "der letzten ",
        "2015-",
        "zwei Tage und ",
        "Montag, ",
        "„morgen“, am Montag ",
        "„",
        "(",
    ],
)
def test_the_time_taken_grows_with_the_text(piece: str) -> None:
    def taken(length: int) -> float:
        text = piece * (length // len(piece))
        start = clock.process_time()  # of this process alone, so that a busy machine changes nothing
        read(text, "2015-08-06")
        return clock.process_time() - start

    taken(1_000)
    small, large = min(taken(20_000) for _ in range(3)), taken(160_000)

    assert large < 40 * small + 0.2  # eight times the text; quadratic would be 64 times


@pytest.mark.parametrize("text", ["Das war vor Jahrzehnten.", "Das war vor Jahrhunderten."])
def test_large_units_without_a_number_are_read(text: str) -> None:
    assert found(text, "2023-09-20")


@pytest.mark.slow
def test_random_words_of_the_tables_make_valid_times() -> None:
    keys = [key for name, table in PACK.tables.items() if name.startswith("time_") for key in table]
    dice, count = random.Random(6), int(os.environ.get("LAGEBILD_FUZZ", "5000"))
    for _ in range(count):
        text = " ".join(dice.choice(keys + WORDS * 5) for _ in range(dice.randint(1, 14)))
        document, times, _ = read(
            text, dice.choice([None, "2023", "2023-09", "2023-09-20", "9999-12-31", "0001-01-01", "9999", "nonsense"])
        )
        for t in times:
            assert document.text[t.span.start : t.span.end] == t.span.text
            assert t.edtf is None or dates.parse_edtf(t.edtf)


def test_days_are_counted_from_the_last_day_and_not_from_a_month_named_since() -> None:
    text = "Am 12. März wurden Männer verschleppt. Die Wehrpflicht gilt seit Februar. Zwei Tage später griffen Rebellen an."
    document = Document("d", "0", "de", text, published="2024-03", published_basis="header")

    _, times, _ = read_times(document, Parser.load("de").parse(text), load_pack("de"))

    assert [t.edtf for t in times if t.span.text == "Zwei Tage später"] == ["2024-03-14"]


@pytest.mark.parametrize(("published", "january"), [("2024-03", "2024-01"), ("2023-12", "2023-01")])
def test_a_month_after_a_later_one_of_last_year_is_of_this_year(published: str, january: str) -> None:
    text = "Im Oktober 2023 hatten Rebellen eine Offensive begonnen. Im Januar vermittelte China eine Waffenruhe."
    document = Document("d", "0", "de", text, published=published, published_basis="header")

    _, times, _ = read_times(document, Parser.load("de").parse(text), load_pack("de"))

    assert [t.edtf for t in times if t.span.text == "Januar"] == [january]


@pytest.mark.parametrize(
    ("text", "word", "day", "origin"),
    [
        ("„Wir greifen morgen wieder an“, sagte der Sprecher am 3. Mai 2015.", "morgen", "2015-05-04", "3. Mai 2015"),
        ("Der Minister hatte am Montag gesagt: „Gestern fielen Schüsse. Es war Krieg.“", "Gestern", "2015-05-17", "Montag"),
        ("Der Minister hatte am Montag gesagt: „Es war Krieg. Gestern fielen Schüsse.“", "Gestern", "2015-05-17", "Montag"),
        ("„Wir greifen morgen wieder an“, sagte der Sprecher.", "morgen", "2015-05-21", None),
        ("„Wir greifen morgen wieder an“ stand seit dem 3. Mai 2015 an der Wand.", "morgen", "2015-05-21", None),
        ("„Wir greifen morgen wieder an“, sagte er nach dem 3. Mai 2015 und vor dem 7. Mai 2015.", "morgen", "2015-05-21", None),
        ("Er kam am 3. Mai 2015. „Wir greifen morgen wieder an“, sagte er.", "morgen", "2015-05-21", None),
    ],
)
def test_a_quotation_is_told_from_the_day_that_its_sentence_of_saying_names(text: str, word: str, day: str, origin: str | None) -> None:
    document = Document("d", "0", "de", text, published="2015-05-20", published_basis="given")

    _, times, _ = read_times(document, Parser.load("de").parse(text), load_pack("de"))

    ids = {t.id: t.span.text for t in times}
    assert [(t.edtf, [ids[i] for i in t.from_]) for t in times if t.span.text == word] == [(day, [origin] if origin else [])]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Das Werk wurde von November bis März 2022 bestreikt.", ["2021-11/2022-03", "2021-11/2022-03"]),
        ("Zwischen dem 3. Mai und dem 5. Juli vergangenen Jahres ruhte die Arbeit.", ["2023-05-03/2023-07-05"] * 2),
        ("Im Mai 2021 und Juli 2022 ruhte die Arbeit.", ["2021-05", "2022-07"]),
        ("Gewählt wurde im März 2019, im Herbst desselben Jahres kam der Umbau.", ["2019-03", "2019-09/2019-11"]),
    ],
)
def test_a_year_or_a_day_may_be_told_with_another_time(text: str, times: list[str]) -> None:
    assert [edtf for _, _, edtf in found(text, "2024-10-18")] == times


@pytest.mark.parametrize(
    ("text", "verb", "days"),
    [
        ("In diesem Sommer kamen viele.", ("kamen", "VVFIN", "kommen"), "2024-06/2024-08"),
        ("In diesem Sommer kommen viele.", ("kommen", "VVFIN", "kommen"), "2025-06/2025-08"),
        ("In den frühen Morgenstunden des Mittwochs platzte ein Damm.", ("platzte", "VVFIN", "platzen"), "2024-10-16"),
    ],
)
def test_this_summer_is_over_in_the_past_and_hours_are_of_the_day_behind_them(text: str, verb: tuple[str, str, str], days: str) -> None:
    document = Document("d", "", "de", text, published="2024-10-18", published_basis="given")
    _, times, _ = read_times(document, tagged(text, verb), PACK)
    assert {t.edtf for t in times} == {days}

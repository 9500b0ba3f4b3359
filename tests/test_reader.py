"""The front door: order, languages, faults of one report, several processes with bounded memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from lagebild import language
from lagebild.errors import LagebildError
from lagebild.formats.reading import dumps, loads
from lagebild.model import Reading
from lagebild.packs import load_pack
from lagebild.reader import AHEAD, CHUNK, ENOUGH_FUNCTION_WORDS, Reader, language_of, read_chunk, read_many, schema
from lagebild.sources import Complaint, Found, make_document, open_source
from tests.checks import assert_valid, validator
from tests.fakes import load_fake

GERMAN = "Die Armee hat nach Angaben des Ministeriums zwei Dörfer an der Grenze beschossen."
ENGLISH = "According to the ministry, the army shelled two villages on the border on Tuesday, killing two civilians."


def found(text: str, where: str = "a.txt", code: str | None = None) -> Found:
    return Found(where, make_document(text, language=code))


def read(text: str, code: str | None = None) -> Reading | Complaint:
    (result,) = read_chunk([found(text, code=code)], load_fake)
    return result


def test_a_german_text_is_known_by_its_function_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "identify", lambda text: pytest.fail("the identifier was asked"))
    reading = read(GERMAN)
    assert isinstance(reading, Reading) and reading.document.language == "de"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        ("Selon le ministère, l'armée a bombardé mardi deux villages à la frontière, tuant deux civils.", "fr"),
        ("Volgens het ministerie heeft het leger dinsdag twee dorpen aan de grens beschoten, waarbij twee burgers omkwamen.", "nl"),
        ("За даними міністерства, армія обстріляла у вівторок два села на кордоні, загинули двоє цивільних.", "uk"),
    ],
)
def test_a_text_in_another_language_is_one_sentence(text: str, code: str) -> None:
    complaint = read(text)
    assert isinstance(complaint, Complaint) and complaint.lost
    assert str(complaint).startswith(f"a.txt: is in another language ({code}; read are: de")


@pytest.mark.parametrize("text", ["Zwei Tote.", "12345", "Konvoi beschossen", "!"])
def test_a_text_too_short_to_tell_is_read(text: str) -> None:
    reading = read(text)
    assert isinstance(reading, Reading) and reading.document.language == "de"


def test_a_language_that_is_given_is_believed() -> None:
    assert isinstance(read(ENGLISH, "de"), Reading)
    assert isinstance(read(GERMAN, "fr"), Complaint)
    assert language_of(make_document(ENGLISH, language="de")) == "de"


def test_the_share_of_function_words_tells_neighbours_apart() -> None:
    words = frozenset(load_pack("de").settings["function_words"])
    assert language.share(GERMAN, words) >= ENOUGH_FUNCTION_WORDS
    danish = "Ifølge ministeriet har hæren tirsdag beskudt to landsbyer ved grænsen, og der er to sårede, siger han til den lokale avis."
    assert language.share(danish, words) < ENOUGH_FUNCTION_WORDS / 2
    assert language.share("", words) == language.share("1 2 3", words) == 0


def test_a_fault_in_one_report_costs_only_that_report() -> None:
    first, second, third = read_many(
        [found("Die Lage ist gut."), found("Absturz", "b.txt", "de"), found("Die Lage ist ernst.")], load=load_fake
    )
    assert isinstance(first, Reading) and isinstance(third, Reading)
    assert str(second).startswith("b.txt: could not be read, by a fault of Lagebild (ValueError: what a fault may say, tests.fakes line ")


def test_order_is_kept_and_complaints_stay_in_their_place_on_several_processes() -> None:
    inputs: list[Found | Complaint] = [found(f"Die Lage am Tag {n} ist ernst.", code="de") for n in range(4 * CHUNK)]
    inputs.insert(5, Complaint("x", "is empty"))
    inputs.insert(9, found("Absturz", "b.txt", "de"))
    results = list(read_many(iter(inputs), jobs=2, load=load_fake))
    assert [r.document.text if isinstance(r, Reading) else r.where for r in results] == [
        f.where if isinstance(f, Complaint) or f.where == "b.txt" else f.document.text for f in inputs
    ]
    assert f"process {os.getpid()}" not in {r.coverage[0].why for r in results if isinstance(r, Reading)}


def test_inputs_are_taken_only_as_they_are_needed() -> None:
    taken = 0

    def endless() -> Iterator[Found]:
        nonlocal taken
        while True:
            taken += 1
            yield found("Die Lage ist ernst.", code="de")

    results = read_many(endless(), jobs=2, load=load_fake)
    for _ in range(10):
        next(results)
    results.close()  # type: ignore[attr-defined]
    assert taken <= 10 + CHUNK + 2 * AHEAD * CHUNK


def test_a_process_that_dies_is_one_sentence() -> None:
    with pytest.raises(LagebildError, match="a reading process ended without an answer"):
        list(read_many([found("Ende", code="de")] * 30, jobs=2, load=load_fake))


def test_the_schema_ships() -> None:
    assert schema() == validator().schema


# ---- the real reader on real text ----------------------------------------------------------------------------------

NEWS = Path(os.environ.get("LAGEBILD_SHARED", Path(__file__).parents[1] / ".." / "shared")) / "corpora" / "news" / "10kgnad-test.jsonl"
EVERY = 30  # of 1,014 articles


@pytest.mark.slow
@pytest.mark.skipif(not NEWS.is_file(), reason="no news corpus: neither ../shared nor LAGEBILD_SHARED is there")
def test_news_articles_are_read_without_a_fault_to_the_letter_of_their_text() -> None:
    articles = list(islice(open_source(NEWS), 0, None, EVERY))
    for article, reading in zip(articles, read_many(articles), strict=True):
        assert isinstance(reading, Reading), str(reading)
        assert isinstance(article, Found) and reading.document.text == article.document.text
        assert_valid(reading)
        assert loads(dumps(reading)) == reading


@pytest.mark.slow
@pytest.mark.skipif(not NEWS.is_file(), reason="no news corpus: neither ../shared nor LAGEBILD_SHARED is there")
def test_what_is_read_together_is_read_as_if_alone() -> None:
    articles = [f for f in islice(open_source(NEWS), 0, 9) if isinstance(f, Found)]
    together = [dumps(r) for r in read_many(articles) if isinstance(r, Reading)]
    assert together == [dumps(Reader("de").read(f.document)) for f in articles]


@pytest.mark.slow
def test_one_report_from_front_to_back() -> None:
    text = " date 2023-09 Die Armee hat nach Angaben des Innenministeriums am 20. September ein Dorf bei Kiew beschossen."
    document = make_document(text)
    reading = Reader("de").read(document)
    assert_valid(reading)
    assert reading == Reader("de").read(document)
    assert reading.document.published == "2023-09" and reading.reader.name == "lagebild"
    assert reading.statements and reading.times and [e.type for e in reading.events] == ["ASSAULT"]

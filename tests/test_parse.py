"""The analysis of text: words, sentences, CoNLL-U, and what the model must get right."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.errors import FormatError, ModelError
from lagebild.model import Sentence, Word
from lagebild.parse import Parser, read_conllu, read_examples, write_conllu


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load("de")


def words(sentences: tuple[Sentence, ...]) -> list[list[str]]:
    return [[word.form for word in sentence.words] for sentence in sentences]


SPLITS = {
    "Er kam z. B. am 20. September 2023 um 14.35 Uhr nach Kiew. Dann ging er.": 2,
    "Dr. Müller und Prof. Schmidt reisten in die U. S. A. und blieben dort.": 1,
    "„Wir sind hier. Wir bleiben“, sagte er. Sie schwieg.": 3,
    "»Das ist Krieg«, sagte sie. »Wir gehen.« Dann ging sie.": 3,
    '"Das ist alles." Dann ging er.': 2,
    "Kiew/Moskau – Bei einem Angriff sind drei Menschen gestorben.": 1,
    "Angriff auf Kiew\n\nBei einem Angriff starben drei Menschen.": 2,
    "Angriff auf Kiew\nBei einem Angriff starben drei Menschen.": 2,
    "14.35 Uhr: Die Armee meldet Erfolge. 15.10 Uhr: Kiew widerspricht.": 2,
    " date 2023-09 Im Kriegsgebiet sind Soldaten gestorben.": 2,
    "Ist das wahr? Nein! Doch.": 3,
    "„Ist das wahr?“, fragte er.": 1,
    "Es starben 20. Die Zahl steigt.": 2,
    "Der Angriff begann am Montag, 5.10., und endete am 7. Oktober.": 1,
    "Er floh 2014. Danach kehrte er zurück.": 2,
    "Papst Benedikt XVI. sagte ab.": 1,
    "Zwei Mio. Menschen flohen. Rund 3,5 Mrd. Euro fehlen.": 2,
}


@pytest.mark.parametrize(("text", "number"), SPLITS.items())
def test_sentences(parser: Parser, text: str, number: int) -> None:
    assert len(parser.parse(text)) == number, words(parser.parse(text))


def test_contractions_and_compounds_are_one_word(parser: Parser) -> None:
    (sentence,) = parser.parse("Im Osten wurden zwei U-Boot-Streitkräfte zum Rückzug gezwungen.")
    assert [w.form for w in sentence.words][:6] == ["Im", "Osten", "wurden", "zwei", "U-Boot-Streitkräfte", "zum"]
    assert (sentence.words[0].upos, sentence.words[0].xpos, sentence.words[0].lemma) == ("ADP", "APPRART", "in")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("aZäß 1.,:;!?\n\t\u00a0\u00ad\u200b„“«»\"'’–-/()+😀é\u0301\u2029\r")))
def test_every_word_is_its_piece_of_the_text(text: str) -> None:
    sentences = Parser.load("de").parse(text)
    covered: set[int] = set()
    last = 0
    for sentence in sentences:
        assert sentence.words and sentence.start == sentence.words[0].start and sentence.end == sentence.words[-1].end
        assert sum(word.head == -1 for word in sentence.words) == 1
        for word in sentence.words:
            assert word.start >= last
            assert text[word.start : word.end] == word.form != ""
            covered.update(range(word.start, word.end))
            last = word.end
    assert not [c for i, c in enumerate(text) if i not in covered and not re.match("[\\s\u200b\u2060\ufeff]", c)]


def test_conllu_round_trip(parser: Parser) -> None:
    text = "„Wladimir Putin griff Kiew im Osten an“, teilte Moskau mit.\n\n Das war’s."
    sentences = parser.parse(text)
    assert read_conllu(write_conllu(sentences, text)) == sentences
    ((example, same),) = read_examples(write_conllu(sentences, text))
    assert (example, same) == (text, sentences)


def test_bad_conllu_names_the_line() -> None:
    with pytest.raises(FormatError, match="line 2"):
        read_conllu("# text = x\n1\tx\n")


def test_unknown_model() -> None:
    with pytest.raises(ModelError, match="xx"):
        Parser.load("xx")


def test_nothing_comes_of_nothing(parser: Parser) -> None:
    assert parser.parse("") == parser.parse(" \n ") == ()
    assert parser.identity.startswith("de@")


def word(parser: Parser, text: str, form: str) -> Word:
    return next(word for sentence in parser.parse(text) for word in sentence.words if word.form == form)


SUBJUNCTIVES = {
    ("Er sagte, man habe die Stadt eingenommen.", "habe"): "Pres",
    ("Die Soldaten seien gefallen, hieß es.", "seien"): "Pres",
    ("Er könne das nicht bestätigen, sagte der Minister.", "könne"): "Pres",
    ("Der Angriff gehe weiter, teilte die Armee mit.", "gehe"): "Pres",
    ("Rebellen hätten die Brücke gesprengt.", "hätten"): "Past",
    ("Das wäre ein Kriegsverbrechen.", "wäre"): "Past",
}


@pytest.mark.parametrize(("sentence", "tense"), SUBJUNCTIVES.items())
def test_subjunctives_are_told_from_indicatives(parser: Parser, sentence: tuple[str, str], tense: str) -> None:
    feats = word(parser, *sentence).feats
    assert (feats.get("Mood"), feats.get("Tense"), feats.get("VerbForm")) == ("Sub", tense, "Fin")


@pytest.mark.parametrize(
    ("text", "form"), [("Ich habe das gesehen.", "habe"), ("Er sagte das gestern.", "sagte"), ("Sie starben sofort.", "starben")]
)
def test_indicatives_stay(parser: Parser, text: str, form: str) -> None:
    assert word(parser, text, form).feats["Mood"] == "Ind"


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("Die Armee griff die Stadt an.", "griff", "angreifen"),
        ("Das teilte der Kreml am Abend mit.", "teilte", "mitteilen"),
        ("Am 20. September flogen sie zum Flughafen.", "zum", "zu"),
        ("Im Hafen lag ein US-Schiff.", "US-Schiff", "US-Schiff"),
    ],
)
def test_lemmas(parser: Parser, text: str, form: str, lemma: str) -> None:
    assert word(parser, text, form).lemma == lemma


def test_passives_have_their_subject_and_agent(parser: Parser) -> None:
    (sentence,) = parser.parse("Der Kommandeur wurde am Montag von Rebellen erschossen.")
    labels = {word.form: word.deprel for word in sentence.words}
    assert (labels["Kommandeur"], labels["wurde"], labels["Rebellen"], labels["erschossen"]) == (
        "nsubj:pass",
        "aux:pass",
        "obl:agent",
        "root",
    )


def test_names(parser: Parser) -> None:
    (sentence,) = parser.parse("Der russische Präsident Wladimir Putin telefonierte in Moskau.")
    found = {" ".join(w.form for w in sentence.words[name.first : name.last]): name.kind for name in sentence.names}
    assert found == {"Wladimir Putin": "person", "Moskau": "place"}


def test_texts_together_are_as_each_alone(parser: Parser) -> None:
    texts = ["Kiew meldet Angriffe.", "", "Die Armee griff an. Es gab Tote.\n\nMehr folgt."]
    assert list(parser.parse_many(texts)) == [parser.parse(text) for text in texts]


def test_a_very_long_line_is_read(parser: Parser) -> None:
    sentences = parser.parse("Soldaten und " * 500)
    assert max(len(sentence.words) for sentence in sentences) <= 120

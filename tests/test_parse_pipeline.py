"""spaCy pipelines as parsers: TIGER becomes UD, UD stays, other schemes are refused; documents are built by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from lagebild.errors import ModelError
from lagebild.model import Sentence
from lagebild.parse import load_parser

spacy = pytest.importorskip("spacy")

from lagebild.parse.pipeline import Pipeline  # noqa: E402


def document(table: str) -> Any:
    """The spaCy document of a table: a word a line with its tag, relation and the number of its head (0: itself)."""
    rows = [line.split() for line in table.strip().split("\n")]
    heads = [int(row[3]) - 1 if row[3] != "0" else n for n, row in enumerate(rows)]
    return spacy.tokens.Doc(
        spacy.blank("de").vocab, words=[row[0] for row in rows], tags=[row[1] for row in rows], deps=[row[2] for row in rows], heads=heads
    )


def pipeline(labels: tuple[str, ...] = ()) -> Pipeline:
    meta = {"lang": "de", "name": "test", "version": "1"}
    return Pipeline(SimpleNamespace(meta=meta, path=None, pipe_labels={"parser": labels} if labels else {}), "test")


def only(table: str) -> Sentence:
    doc = document(table)
    (sentence,) = pipeline().sentences(doc, doc.text)
    return sentence


def relations(sentence: Sentence) -> dict[str, tuple[str, str]]:
    """Each word's relation and head, `-` above the root."""
    forms = [word.form for word in sentence.words]
    return {word.form: (word.deprel, forms[word.head] if word.head >= 0 else "-") for word in sentence.words}


def test_auxiliaries_and_prepositions_hang_on_what_they_serve() -> None:
    found = relations(
        only("""
        Die       ART     nk     2
        Rebellen  NN      sb     3
        haben     VAFIN   ROOT   0
        am        APPRART mo     10
        Montag    NN      nk     4
        in        APPR    mo     10
        Goma      NE      nk     6
        drei      CARD    nk     9
        Soldaten  NN      oa     10
        getötet   VVPP    oc     3
        .         $.      punct  3
        """)
    )
    assert found == {
        "Die": ("det", "Rebellen"), "Rebellen": ("nsubj", "getötet"), "haben": ("aux", "getötet"), "am": ("case", "Montag"),
        "Montag": ("obl", "getötet"), "in": ("case", "Goma"), "Goma": ("obl", "getötet"), "drei": ("nummod", "Soldaten"),
        "Soldaten": ("obj", "getötet"), "getötet": ("root", "-"), ".": ("punct", "getötet"),
    }  # fmt: skip


def test_a_passive_under_a_modal_has_its_subject_and_agent() -> None:
    found = relations(
        only("""
        Zwei      CARD    nk     2
        Menschen  NN      sb     3
        sollen    VMFIN   ROOT   0
        von       APPR    sbp    7
        der       ART     nk     6
        Armee     NN      nk     4
        getötet   VVPP    oc     8
        worden    VAPP    oc     9
        sein      VAINF   oc     3
        """)
    )
    assert found["getötet"] == ("root", "-")
    assert found["Menschen"] == ("nsubj:pass", "getötet")
    assert found["Armee"] == ("obl:agent", "getötet")
    assert found["von"] == ("case", "Armee")
    assert (found["sollen"], found["sein"], found["worden"]) == (("aux", "getötet"), ("aux", "getötet"), ("aux:pass", "getötet"))


def test_a_clause_keeps_its_place_and_a_name_begins_with_its_first_word() -> None:
    found = relations(
        only("""
        Präsident NN      nk     3
        Felix     NE      pnc    3
        Tshisekedi NE     sb     4
        sagte     VVFIN   ROOT   0
        ,         $,      punct  4
        dass      KOUS    cp     10
        die       ART     nk     8
        Lage      NN      sb     10
        ruhig     ADJD    pd     10
        sei       VAFIN   oc     4
        """)
    )
    assert found["Präsident"] == ("nsubj", "sagte")
    assert found["Felix"] == ("appos", "Präsident")
    assert found["Tshisekedi"] == ("flat", "Felix")
    assert found["ruhig"] == ("ccomp", "sagte")
    assert (found["sei"], found["Lage"], found["dass"]) == (("cop", "ruhig"), ("nsubj", "ruhig"), ("mark", "ruhig"))


def test_conjuncts_hang_on_the_first() -> None:
    found = relations(
        only("""
        Armee     NN      sb     6
        ,         $,      punct  1
        Polizei   NN      cj     1
        und       KON     cd     3
        Milizen   NN      cj     4
        sind      VAFIN   ROOT   0
        gegen     APPR    pd     6
        das       ART     nk     9
        Abkommen  NN      nk     7
        """)
    )
    assert found["Polizei"] == ("conj", "Armee")
    assert found["Milizen"] == ("conj", "Armee")
    assert found["und"] == ("cc", "Milizen")
    assert found["Abkommen"] == ("root", "-")
    assert (found["sind"], found["gegen"], found["Armee"]) == (("cop", "Abkommen"), ("case", "Abkommen"), ("nsubj", "Abkommen"))


def test_coordinated_clauses_each_have_their_verb() -> None:
    found = relations(
        only("""
        Sie       PPER    sb     2
        haben     VAFIN   ROOT   0
        geschossen VVPP   oc     2
        und       KON     cd     2
        sind      VAFIN   cj     4
        geflohen  VVPP    oc     5
        """)
    )
    assert found["geschossen"] == ("root", "-")
    assert found["geflohen"] == ("conj", "geschossen")
    assert (found["und"], found["sind"]) == (("cc", "geflohen"), ("aux", "geflohen"))


def test_separated_verbs_genitives_and_relative_clauses() -> None:
    found = relations(
        only("""
        Truppen   NN      sb     3
        Ruandas   NE      ag     1
        griffen   VVFIN   ROOT   0
        ein       ART     nk     5
        Dorf      NN      oa     3
        an        PTKVZ   svp    3
        ,         $,      punct  5
        das       PRELS   sb     9
        brannte   VVFIN   rc     5
        """)
    )
    assert found["Ruandas"] == ("nmod", "Truppen")
    assert found["an"] == ("compound:prt", "griffen")
    assert found["brannte"] == ("acl", "Dorf")
    assert found["das"] == ("nsubj", "brannte")


def test_universal_relations_stay_in_the_one_convention() -> None:
    found = relations(
        only("""
        Er        PPER    nsubj     2
        half      VVFIN   ROOT      0
        ihm       PPER    iobj      2
        """)
    )
    assert found == {"Er": ("nsubj", "half"), "half": ("root", "-"), "ihm": ("obl:arg", "half")}


def test_other_relations_are_refused_in_one_sentence() -> None:
    with pytest.raises(ModelError, match=r"'test' names relations by another scheme \(dobj, pobj\)"):
        pipeline(("nsubj", "dobj", "pobj", "det"))
    doc = document("They PRP nsubj 2\nfled VBD ROOT 0\nhome NN dobj 2")
    with pytest.raises(ModelError, match="another scheme"):
        list(pipeline().sentences(doc, doc.text))


def test_a_pipeline_without_relations_is_refused() -> None:
    with pytest.raises(ModelError, match="needs a parser"):
        Pipeline(spacy.blank("de"), "blank").parse("Es regnet.")


def test_words_are_where_the_text_has_them_even_when_the_pipeline_takes_them_apart() -> None:
    doc = document("Er PPER nsubj 2\nging VVFIN ROOT 0\nzu APPR case 5\ndem ART det 5\nTor NN obl 2\n. $. punct 2")
    text = "Er  ging zum Tor."
    (sentence,) = pipeline().sentences(doc, text)
    assert [word.form for word in sentence.words] == ["Er", "ging", "zum", "Tor", "."]
    assert [text[word.start : word.end] for word in sentence.words] == [word.form for word in sentence.words]
    assert relations(sentence)["zum"] == ("case", "Tor")


def test_names_of_the_kinds_that_are_known() -> None:
    doc = document("Goma NE nsubj 2\nfiel VVFIN ROOT 0\nam APPRART case 4\nMontag NN obl 2")
    doc.set_ents([spacy.tokens.Span(doc, 0, 1, label="LOC"), spacy.tokens.Span(doc, 3, 4, label="DATE")])
    (sentence,) = pipeline().sentences(doc, doc.text)
    assert [(name.first, name.last, name.kind) for name in sentence.names] == [(0, 1, "place")]


def test_a_pipeline_in_a_folder(tmp_path: Any) -> None:
    folder = tmp_path / "blank"
    spacy.blank("de").to_disk(folder)
    parser = load_parser(str(folder))
    assert parser.identity.startswith("de_")
    with pytest.raises(ModelError, match="neither a model of Lagebild nor a spaCy pipeline"):
        load_parser(str(tmp_path / "none"))

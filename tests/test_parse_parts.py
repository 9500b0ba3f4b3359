"""The parts of the analysis that need no weights: trees from scores, forms, lemmas' capitals."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.parse.arcs import trees
from lagebild.parse.conllu import merged, quoted, unquoted
from lagebild.parse.features import NameLists, ngrams, normal, shape
from lagebild.parse.lemmas import cased
from lagebild.parse.repair import Grammar, below, flat_names
from lagebild.parse.rows import DEPREL, FEATS, HEAD, UPOS, XPOS, Row

MODELS = Path(__file__).parents[1] / "src" / "lagebild" / "models"


@given(st.integers(1, 9), st.integers(1, 4), st.integers(0, 10_000))
def test_trees_have_one_root_and_no_cycle(longest: int, count: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    sizes = np.sort(chance.integers(1, longest + 1, count))[::-1]
    sizes[0] = longest
    heads = trees(chance.standard_normal((count, longest, longest + 1)).astype(np.float32), sizes)
    for row, size in zip(heads, sizes.tolist(), strict=True):
        assert (row[1 : size + 1] == 0).sum() == 1
        for word in range(1, size + 1):
            steps, at = 0, word
            while at:
                at, steps = int(row[at]), steps + 1
                assert steps <= size


def test_good_scores_are_left_alone() -> None:
    scores = np.array([[[0, 0, 5, 0], [5, 0, 0, 0], [0, 0, 5, 0]]], dtype=np.float32)
    assert trees(scores, np.array([3]))[0].tolist() == [0, 2, 0, 2]


@pytest.mark.parametrize(("form", "outline"), [("Kiew", "Xxx"), ("UN-Mission", "XX-Xxx"), ("14.35", "00.00"), ("", "")])
def test_shape(form: str, outline: str) -> None:
    assert shape(form) == outline


def test_normal_forms_and_ngrams() -> None:
    assert normal("44-Tage-\u00adKrieg") == "00-tage-krieg"
    assert ngrams("") and len(ngrams("x" * 99)) <= 60


def test_lists_know_genitives() -> None:
    lists = NameLists({"first": "Anna Hans", "town": "Kiew Hans"})
    assert lists.look("Hans") == (1.0, 1.0)
    assert lists.look("Kiews") == (0.0, 1.0)
    assert lists.look("Lws") == (0.0, 0.0)


@pytest.mark.parametrize(
    ("form", "lemma", "written"),
    [("US-Dollars", "Us-dollar", "US-Dollar"), ("hotel", "Hotel", "Hotel"), ("Häuser", "Haus", "Haus"), ("SPD", "Spd", "SPD")],
)
def test_lemmas_keep_the_capitals_of_the_form(form: str, lemma: str, written: str) -> None:
    assert cased(form, lemma) == written


@given(st.text())
def test_comments_carry_any_text(text: str) -> None:
    assert "\n" not in quoted(text)
    assert unquoted(quoted(text)) == text


def test_contractions_are_merged() -> None:
    rows = [
        line.split()
        for line in (
            "1-2 im _ _ _ _ _ _ _ _",
            "1 in in ADP APPR _ 3 case _ _",
            "2 dem der DET ART Case=Dat 3 det _ _",
            "3 Haus Haus NOUN NN _ 0 root _ _",
        )
    ]
    first, second = merged(rows)
    assert first[:8] == ["1", "im", "in", "ADP", "APPRART", "Case=Dat", "2", "case"]
    assert second[0] == "2"


@given(st.integers(2, 9), st.integers(0, 10_000))
def test_repairs_leave_a_tree(size: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    heads = trees(chance.standard_normal((1, size, size + 1)).astype(np.float32), np.array([size]))[0, 1:] - 1
    forms = ["rund", "mehr", "als", "300", "zufolge", "Kiew", "wurde", "hat", "von", "Montag", "Rebellen", "gesehen"]
    tags = ["ADJD", "PIAT", "KOKOM", "CARD", "APPR", "NE", "VAFIN", "VAFIN", "APPR", "NN", "NN", "VVPP"]
    labels = ["nsubj", "obl", "nmod", "aux", "aux:pass", "case", "obj", "conj", "flat"]
    chosen = chance.integers(0, len(forms), size)
    draft: list[Row] = [
        [forms[k], "", "X", tags[k], {}, int(head), "root" if head < 0 else labels[chance.integers(0, len(labels))]]
        for k, head in zip(chosen, heads, strict=True)
    ]
    grammar = Grammar(tomllib.loads((MODELS / "de" / "analysis.toml").read_text(encoding="utf-8"))["grammar"])
    flat_names(draft, [(0, size // 2)], {"NE", "NN", "CARD"})
    grammar.repair(draft)
    assert sum(row[HEAD] < 0 for row in draft) == 1
    assert all(below(draft, i, {next(j for j, row in enumerate(draft) if row[HEAD] < 0)}) for i in range(size))


@pytest.mark.parametrize(("deprel", "tag"), [("conj", "VVFIN"), ("amod", "ADJA")])
def test_a_verb_that_is_no_attribute_is_no_adjective(deprel: str, tag: str) -> None:
    """`… und verletzten fünf Menschen`, but `die verletzten Menschen`."""
    grammar = Grammar(tomllib.loads((MODELS / "de" / "analysis.toml").read_text(encoding="utf-8"))["grammar"])
    draft: list[Row] = [["schossen", "", "VERB", "VVFIN", {}, -1, "root"], ["verletzten", "", "VERB", "ADJA", {}, 0, deprel]]
    grammar.repair(draft)
    assert draft[1][XPOS] == tag


@pytest.mark.parametrize(("deprel", "upos"), [("amod", "ADJ"), ("nsubj", "NOUN")])
def test_an_attribute_is_an_adjective_and_a_noun_made_of_one_is_none(deprel: str, upos: str) -> None:
    """`die Chersoner Verwaltung`, but `die Verletzten`."""
    grammar = Grammar(tomllib.loads((MODELS / "de" / "analysis.toml").read_text(encoding="utf-8"))["grammar"])
    draft: list[Row] = [["Verwaltung", "", "NOUN", "NN", {}, -1, "root"], ["Chersoner", "", "NOUN", "ADJA", {}, 0, deprel]]
    grammar.repair(draft)
    assert draft[1][UPOS] == upos


@pytest.mark.parametrize(("helper", "tag"), [((), "VVFIN"), ((["wird", "", "AUX", "VAFIN", {}, 2, "aux:pass"],), "VVPP")])
def test_a_relative_clause_without_an_auxiliary_ends_in_a_finite_verb(helper: tuple[Row, ...], tag: str) -> None:
    """`die Stadt, die [er] belagert`, but `die Stadt, die belagert wird`."""
    grammar = Grammar(tomllib.loads((MODELS / "de" / "analysis.toml").read_text(encoding="utf-8"))["grammar"])
    rows: list[Row] = [["Stadt", "", "NOUN", "NN", {}, -1, "root"], ["die", "", "PRON", "PRELS", {}, 2, "obj"]]
    draft = [*rows, ["belagert", "", "VERB", "VVPP", {}, 0, "acl"], *helper]
    grammar.repair(draft)
    assert draft[2][XPOS] == tag


@pytest.mark.parametrize(
    ("label", "found", "kept"), [("nsubj", "Acc", "Nom"), ("obj", "Nom", "Acc"), ("obj", "Dat", "Dat"), ("obl", "Acc", "Acc")]
)
def test_case_fits_the_relation_and_goes_on_to_the_article(label: str, found: str, kept: str) -> None:
    draft: list[Row] = [
        ["die", "", "DET", "ART", {"Case": found}, 1, "det"],
        ["Rebellen", "", "NOUN", "NN", {"Case": found}, 2, label],
        ["fliehen", "", "VERB", "VVFIN", {"Mood": "Ind", "VerbForm": "Fin"}, -1, "root"],
    ]
    Grammar(tomllib.loads((MODELS / "de" / "analysis.toml").read_text(encoding="utf-8"))["grammar"]).repair(draft)
    assert [row[FEATS]["Case"] for row in draft[:2]] == [kept, kept]


Draft = list[tuple[str, str, int, str]]  # form, tag, head, label


@pytest.mark.parametrize(
    ("rows", "word", "label"),
    [
        ([("von", "APPR", 1, "case"), ("Rebellen", "NN", 2, "obl"), ("beschossene", "ADJA", -1, "root")], 1, "obl:agent"),
        ([("vom", "APPRART", 1, "case"), ("Meer", "NN", 2, "obl"), ("ferne", "ADJA", -1, "root")], 1, "obl"),
        ([("von", "APPR", 1, "case"), ("Splittern", "NN", 2, "obl"), ("getroffen", "VVPP", -1, "root")], 1, "obl:agent"),
        ([("von", "APPR", 1, "case"), ("Dach", "NN", 3, "obl"), ("aus", "APZR", 1, "case"), ("getroffen", "VVPP", -1, "root")], 1, "obl"),
        ([("von", "APPR", 1, "case"), ("Dach", "NN", 3, "obl"), ("hat", "VAFIN", 3, "aux"), ("getroffen", "VVPP", -1, "root")], 1, "obl"),
        ([("Tote", "NN", 1, "nsubj"), ("gab", "VVFIN", -1, "root"), ("es", "PPER", 1, "obj")], 0, "obj"),
        ([("Er", "PPER", 1, "nsubj"), ("gab", "VVFIN", -1, "root"), ("es", "PPER", 1, "obj")], 0, "nsubj"),
        ([("Es", "PPER", 1, "expl"), ("gelang", "VVFIN", -1, "root"), ("fliehen", "VVINF", 1, "xcomp")], 0, "nsubj"),
        ([("Es", "PPER", 1, "expl"), ("kam", "VVFIN", -1, "root")], 0, "expl"),
        ([("Truppen", "NN", 2, "nsubj:pass"), ("sind", "VAFIN", 2, "aux:pass"), ("eingereist", "VVPP", -1, "root")], 0, "nsubj"),
        ([("Truppen", "NN", 2, "nsubj:pass"), ("sind", "VAFIN", 2, "aux:pass"), ("umstellt", "VVPP", -1, "root")], 0, "nsubj:pass"),
    ],
)  # fmt: skip
def test_who_acts_and_what_stands_for_a_clause(rows: Draft, word: int, label: str) -> None:
    draft: list[Row] = [[form, "", "X", tag, {}, head, deprel] for form, tag, head, deprel in rows]
    Grammar(tomllib.loads((MODELS / "de" / "analysis.toml").read_text(encoding="utf-8"))["grammar"]).repair(draft)
    assert draft[word][DEPREL] == label

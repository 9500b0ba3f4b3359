"""Which trees train."""

from pathlib import Path

import pytest

from benchmarks.treebank import read_trees
from training.amend import Tree, agree, amend, faults
from training.amend import read as read_named
from training.treebanks import OWN, own_trees

ROW = "1\t{form}\t{form}\tNOUN\tNN\t_\t0\troot\t_\t_\n\n"


def test_own_trees_leave_the_test_files_out(tmp_path: Path) -> None:
    (tmp_path / "a.conllu").write_text(ROW.format(form="Heer"), encoding="utf-8")
    (tmp_path / "test-a.conllu").write_text(ROW.format(form="Flotte"), encoding="utf-8")
    assert [tree[0][1] for tree in own_trees(tmp_path)] == ["Heer"]


def test_no_sentence_trains_that_measures() -> None:
    trained = {tuple(row[1] for row in tree) for tree in own_trees()}
    measured = {tuple(row[1] for row in tree) for path in OWN.glob("test-*.conllu") for tree in read_trees(path)}
    assert trained and not trained & measured


def test_every_sentence_of_our_own_is_a_sound_tree() -> None:
    trees = [tree for path in sorted(OWN.glob("*.conllu")) for tree in read_named(path)[1]]

    assert [f"{tree.name}: {fault}" for tree in trees for fault in faults(tree)] == []
    assert len({tree.name for tree in trees}) == len(trees) >= 1500


def test_the_second_reading_is_of_test_sentences_and_sound() -> None:
    first = {tree.name: tree.text for path in OWN.glob("test-*.conllu") for tree in read_named(path)[1]}
    second = read_named(OWN.parent / "second" / "de.conllu")[1]

    assert [f"{tree.name}: {fault}" for tree in second for fault in faults(tree)] == []
    assert len(second) == 100 and all(first[tree.name] == tree.text for tree in second)


@pytest.mark.parametrize(
    ("word", "column", "value", "fault"),
    [
        (2, 6, "3", "no tree"),
        (1, 7, "nsubj:pass", "without a passive"),
        (2, 7, "nmod:relcl", "relation nmod:relcl"),
        (2, 4, "ART", "tag ART with VERB"),
        (3, 7, "obl", "as obl"),
        (1, 2, "_", "lemma"),
    ],
)
def test_faults_of_a_tree_are_named(word: int, column: int, value: str, fault: str) -> None:
    rows = [
        ["1", "Soldaten", "Soldat", "NOUN", "NN", "Case=Nom", "2", "nsubj", "_", "_"],
        ["2", "flohen", "fliehen", "VERB", "VVFIN", "VerbForm=Fin", "0", "root", "_", "SpaceAfter=No"],
        ["3", ".", ".", "PUNCT", "$.", "_", "2", "punct", "_", "_"],
    ]
    assert not list(faults(Tree("x", "Soldaten flohen.", rows)))

    rows[word - 1][column] = value

    assert any(fault in found for found in faults(Tree("x", "Soldaten flohen.", rows)))


def test_amendments_change_words_and_what_agrees_with_them() -> None:
    rows = [
        ["1", "die", "der", "DET", "ART", "Case=Nom|Gender=Fem|Number=Sing", "2", "det", "_", "_"],
        ["2", "Lager", "Lager", "NOUN", "NN", "_", "0", "root", "_", "_"],
    ]
    tree = Tree("x", "die Lager", rows)

    amend([tree], ["x.2 Case=Acc Gender=Neut Number=Plur name=B-place  # a camp"])

    assert rows[0][5] == "Case=Acc|Gender=Neut|Number=Plur"
    assert rows[1][9] == "Name=B-place"
    with pytest.raises(ValueError, match=r"x\.3"):
        amend([tree], ["x.3 head=1"])


def test_two_readings_are_compared_word_by_word() -> None:
    first = [
        ["1", "Die", "der", "DET", "ART", "Case=Nom", "2", "det", "_", "_"],
        ["2", "Hamas", "Hamas", "PROPN", "NE", "Case=Nom|Number=Sing", "3", "nsubj", "_", "Name=B-organisation"],
        ["3", "schwieg", "schweigen", "VERB", "VVFIN", "Tense=Past", "0", "root", "_", "SpaceAfter=No"],
        ["4", ".", ".", "PUNCT", "$.", "_", "3", "punct", "_", "_"],
    ]
    second = [list(row) for row in first]
    second[0][5], second[1][5], second[1][7], second[1][9] = "Case=Acc", "Case=Acc", "obj", "Name=B-place"

    lines = list(agree([Tree("x", "", first), Tree("y", "", first)], [Tree("x", "", second)]))

    assert lines[:2] == [
        "x.2 Hamas: Case Nom / Acc, Number Sing / _, name B-organisation / B-place, rel nsubj / obj",
        "1 sentences, 4 words",
    ]
    assert {"UAS: 100.0 % of 4", "LAS: 75.0 % of 4", "LAS without punctuation: 66.7 % of 3"} < set(lines)
    assert {"Case: 0.0 % of 1", "Number: 0.0 % of 1", "Tense: 100.0 % of 1", "names: F1 0.0 % of 2 in both readings"} < set(lines)
    with pytest.raises(ValueError, match="different words"):
        list(agree([Tree("x", "", first)], [Tree("x", "", second[1:])]))

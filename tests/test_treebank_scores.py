"""The scores on treebanks count what they say: who did what to whom, mood and voice of finite verbs."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.treebank import OWN, is_passive, read_trees, score_own, verb_scores, who_score
from lagebild.model import Sentence, Word
from lagebild.parse.conllu import pairs

TREE = [
    ["1", "Dörfer", "Dorf", "NOUN", "NN", "Case=Nom", "3", "nsubj:pass", "_", "_"],
    ["2", "wurden", "werden", "AUX", "VAFIN", "Mood=Ind|VerbForm=Fin", "3", "aux:pass", "_", "_"],
    ["3", "zerstört", "zerstören", "VERB", "VVPP", "VerbForm=Part", "0", "root", "_", "_"],
]


def sentence(**changes: str) -> Sentence:
    """The tree as it would be found; `changes` gives words (w0 …) other labels."""
    words = [Word(r[1], r[2], r[3], r[4], pairs(r[5]), int(r[6]) - 1, r[7], 0, 1) for r in TREE]
    return Sentence(0, 1, tuple(replace(w, deprel=changes.get(f"w{i}", w.deprel)) for i, w in enumerate(words)))


def test_what_is_right_is_all_right() -> None:
    assert who_score([TREE], [sentence()]) == 100
    assert verb_scores([TREE], [sentence()]) == (100, 100)


def test_a_wrong_subject_costs_and_an_active_verb_is_not_passive() -> None:
    assert who_score([TREE], [sentence(w0="nsubj")]) == 0
    assert verb_scores([TREE], [sentence(w0="nsubj", w1="aux")]) == (100, 0)


def test_a_finite_verb_is_passive_by_the_verb_that_it_helps() -> None:
    assert is_passive([2, 2, -1], ["nsubj:pass", "aux:pass", "root"], 1)
    assert not is_passive([1, -1, 1], ["nsubj", "root", "obj"], 1)


def test_our_own_sentences_are_read_and_scored() -> None:
    assert all(list(read_trees(path)) for path in OWN.glob("test-*.conllu"))
    assert score_own()["LAS"] > 60

"""Phrases, conjuncts, subjects and voice, read off small trees."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lagebild import tree as t
from lagebild.model import Name, Sentence, Word
from tests.trees import tree

PEACEKEEPERS = tree(
    "Mehrere Personen der sogenannten Friedenstruppen , die warteten , wurden beschossen .",
    "DET NOUN DET ADJ NOUN PUNCT PRON VERB PUNCT AUX VERB PUNCT",
    "det:2 nsubj:pass:11 det:5 amod:5 nmod:2 punct:8 nsubj:8 acl:2 punct:8 aux:pass:11 root:0 punct:11",
    feats={6: {"PronType": "Rel"}, 9: {"VerbForm": "Fin"}, 10: {"VerbForm": "Part"}},
)
TEXT = "Mehrere Personen der sogenannten Friedenstruppen , die warteten , wurden beschossen ."
TALKS = tree(
    "Armenien und Iran kämpften und verhandelten am Montag .",
    "PROPN CCONJ PROPN VERB CCONJ VERB ADP NOUN PUNCT",
    "nsubj:4 cc:3 conj:1 root:0 cc:6 conj:4 case:8 obl:6 punct:4",
    feats={3: {"VerbForm": "Fin"}},
)


def test_phrase_is_whole_without_relative_clause() -> None:
    span = t.phrase_span(PEACEKEEPERS, TEXT, 1)

    assert span.text == "Mehrere Personen der sogenannten Friedenstruppen"
    assert span.head == "Personen"


def test_phrase_head_is_the_whole_name() -> None:
    sentence = tree(
        "Machthaber Ilham Aliyev rief an .",
        "NOUN PROPN PROPN VERB ADP PUNCT",
        "nsubj:4 appos:1 flat:2 root:0 compound:prt:4 punct:4",
        names=(Name(1, 3, "person"),),
    )

    span = t.phrase_span(sentence, "Machthaber Ilham Aliyev rief an .", 1)

    assert (span.text, span.head) == ("Ilham Aliyev", "Ilham Aliyev")


def test_phrase_leaves_out_its_preposition_and_other_conjuncts() -> None:
    assert t.phrase(TALKS, 7) == (7, 8)
    assert t.phrase(TALKS, 0) == (0, 1)
    assert t.conjuncts(TALKS, 0) == (0, 2)


def test_a_coordinated_verb_shares_the_subject() -> None:
    assert t.subjects(TALKS, 5) == (0, 2)


def test_passive_is_seen_by_auxiliary() -> None:
    assert t.is_passive(PEACEKEEPERS, 10)
    assert not t.is_passive(TALKS, 3)


def test_relative_pronoun_stands_for_its_noun() -> None:
    assert t.relative_antecedent(PEACEKEEPERS, 6) == 1
    assert t.relative_antecedent(PEACEKEEPERS, 1) is None
    assert [i for i in range(len(PEACEKEEPERS.words)) if t.is_relative(PEACEKEEPERS.words[i])] == [6]


def test_clause_and_finite_verb() -> None:
    assert t.clause_head(PEACEKEEPERS, 4) == 10
    assert t.clause_head(PEACEKEEPERS, 6) == 7
    assert t.finite(PEACEKEEPERS, 10) == 9


def test_case_of_is_the_adposition() -> None:
    assert t.case_of(TALKS, 7) == "am"
    assert t.case_of(TALKS, 5) is None


@st.composite
def any_tree(draw: st.DrawFn) -> Sentence:
    n = draw(st.integers(1, 12))
    rels = st.sampled_from(["nsubj", "obj", "conj", "nmod", "acl", "flat", "case", "punct", "xcomp", "appos"])
    words = tuple(
        Word(
            "w", "w", draw(st.sampled_from(["NOUN", "VERB", "PUNCT"])), "_", {}, draw(st.integers(-1, n - 1)), draw(rels), 2 * i, 2 * i + 1
        )
        for i in range(n)
    )
    return Sentence(0, 2 * n, words)


@given(any_tree(), st.data())
def test_every_walk_ends_even_in_a_damaged_tree(sentence: Sentence, data: st.DataObject) -> None:
    i = data.draw(st.integers(0, len(sentence.words) - 1))
    first, last = t.phrase(sentence, i)

    assert first <= i < last
    for walk in (t.subtree, t.conjuncts, t.subjects, t.objects):
        assert all(0 <= j < len(sentence.words) for j in walk(sentence, i))
    assert 0 <= t.clause_head(sentence, i) < len(sentence.words)
    assert 0 <= t.first_conjunct(sentence, i) < len(sentence.words)


def test_a_head_of_a_span_has_at_most_six_words() -> None:
    last = len(PEACEKEEPERS.words)

    assert t.span_between(PEACEKEEPERS, TEXT, 0, last, (1, last)).head == "Personen der sogenannten Friedenstruppen , die"
    assert t.span_between(PEACEKEEPERS, TEXT, 0, last).head == "Mehrere Personen der sogenannten Friedenstruppen ,"

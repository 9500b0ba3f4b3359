"""Every sentence has a verdict, and together they cover the whole text."""

from __future__ import annotations

from itertools import pairwise

from lagebild.model import Document, Event, Gap, Sentence, Span
from lagebild.readers.coverage import read_coverage
from tests.trees import tree

TEXT = " date 2024\nArmee greift an . Unklar bleibt warum . Kiew . Es regnet . "


def moved(sentence: Sentence, start: int) -> Sentence:
    return Sentence(start, start + sentence.end, sentence.words)


SENTENCES = (
    moved(tree("Armee greift an .", "NOUN VERB ADP PUNCT", "nsubj:2 root:0 compound:prt:2 punct:2"), TEXT.index("Armee")),
    moved(tree("Unklar bleibt warum .", "ADJ VERB ADV PUNCT", "xcomp:2 root:0 advmod:2 punct:2"), TEXT.index("Unklar")),
    moved(tree("Kiew .", "PROPN PUNCT", "root:0 punct:1"), TEXT.index("Kiew")),
    moved(tree("Es regnet .", "PRON VERB PUNCT", "nsubj:2 root:0 punct:2"), TEXT.index("Es")),
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words, start, start + len(words))


def test_verdicts_stand_in_order_without_holes() -> None:
    found = read_coverage(
        Document("d", "0", "de", TEXT),
        SENTENCES,
        [Event("e1", "k", "ASSAULT", (span("greift"),))],
        [],
        [Gap("g1", "unclear", "cause", span("Unklar"))],
    )

    assert [(c.status, c.why) for c in found] == [("read", "event"), ("read", "gap"), ("not-coded", "no verb"), ("unread", "no rule")]
    assert found[0].start == 0
    assert found[-1].end == len(TEXT)
    assert all(a.end == b.start for a, b in pairwise(found))


def test_an_empty_parse_has_no_verdict() -> None:
    assert read_coverage(Document("d", "0", "de", ""), (), [], [], []) == ()

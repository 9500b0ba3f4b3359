"""Mentions of an event that tell nothing of it: a definite noun behind its first telling takes for granted what was told before.

`Seit den Angriffen vom Donnerstag seien zwei Männer in Haft, sagte der Sprecher` makes the spokesman no source of the attacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lagebild.model import Event, Sentence, Span, Word
from lagebild.tree import is_rel, modifiers


def presupposed(sentences: Sequence[Sentence], events: Iterable[Event]) -> frozenset[Span]:
    """The triggers of the events, but for the first of each, that are nouns with `this`, or with an article of what is known already and
    not the subject: what is said of a subject is said of the event.
    """
    again = {t.start: t for e in events for t in sorted(e.triggers, key=lambda t: t.start)[1:]}
    return frozenset(again[start] for start in _definite(sentences, again))


def _definite(sentences: Sequence[Sentence], starts: Iterable[int]) -> Iterator[int]:
    """Those of the offsets at which such a noun begins."""
    wanted = set(starts)
    for sentence in sentences:
        for i, word in enumerate(sentence.words):
            if word.start in wanted and word.upos == "NOUN":
                before = [sentence.words[j] for j in modifiers(sentence, i)]
                if any(_points(w) or (_is_known(w) and not is_rel(word.deprel, ("nsubj",))) for w in before):
                    yield word.start


def _points(word: Word) -> bool:
    return word.feats.get("PronType") == "Dem"


def _is_known(word: Word) -> bool:
    return word.feats.get("Definite") == "Def" or word.feats.get("Poss") == "Yes"

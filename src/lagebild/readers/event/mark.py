"""Words that say how a telling stands to those before it: that it is another act, one told besides, or one that is done again and again."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.model import Word
from lagebild.readers.event.lexicon import Lexicon
from lagebild.readers.event.trigger import Parsed, Trigger


def marks(at: Parsed, trigger: Trigger, words: Lexicon) -> frozenset[str]:
    """The kinds of the pack's table `event_mark` that the words of the trigger's phrase and clause say, and of a noun also `counted`."""
    return frozenset((*_of_phrase(at, trigger, words), *_of_clause(at, trigger, words)))


def _of_phrase(at: Parsed, trigger: Trigger, words: Lexicon) -> Iterator[str]:
    chunk = at.layout.chunk(trigger.word)
    if trigger.kind != "noun" or chunk is None:
        return
    before = [at.sentence.words[k] for k in range(chunk.first, chunk.head)]
    if chunk.article is not None:
        before.insert(0, at.sentence.words[chunk.article])
    for word in before:
        yield from words.marks.get(("noun", word.lemma.lower()), ())
    if any(_counts(w, words) for w in before):
        yield "counted"


def _counts(word: Word, words: Lexicon) -> bool:
    return word.upos == "NUM" or word.form.lower() in words.forms.counts


def _of_clause(at: Parsed, trigger: Trigger, words: Lexicon) -> Iterator[str]:
    """What adverbs of the clause say, those that stand in no noun phrase."""
    for k in at.layout.clause(trigger.word).words:
        if k != trigger.word and at.sentence.words[k].upos in ("ADV", "ADJ", "DET", "PRON"):
            found = words.marks.get(("clause", at.sentence.words[k].lemma.lower()), ())
            chunk = at.layout.chunk(k)
            if found and (chunk is None or chunk.head <= k or at.sentence.words[k].upos == "ADV"):
                yield from found

"""Coverage: what became of every sentence, so that nothing is dropped in silence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from lagebild.model import Coverage, CoverageStatus, Document, Event, Gap, Sentence, Span, Statement


def read_coverage(
    document: Document, sentences: Sequence[Sentence], events: Sequence[Event], statements: Sequence[Statement], gaps: Sequence[Gap]
) -> tuple[Coverage, ...]:
    """One entry a sentence, in order; each reaches to the next one's start, so that together they cover the whole text."""
    starts = [s.start for s in sentences]
    read: dict[int, set[str]] = {}
    for kind, span in _evidence(events, statements, gaps):
        first, last = bisect_right(starts, span.start) - 1, bisect_right(starts, max(span.start, span.end - 1)) - 1
        for n in range(max(first, 0), last + 1):
            read.setdefault(n, set()).add(kind)
    borders = [0, *starts[1:], len(document.text)]
    verdicts = [_verdict(sentence, read.get(n, set())) for n, sentence in enumerate(sentences)]
    return tuple(Coverage(borders[n], borders[n + 1], status, why) for n, (status, why) in enumerate(verdicts))


def _evidence(events: Iterable[Event], statements: Iterable[Statement], gaps: Iterable[Gap]) -> Iterable[tuple[str, Span]]:
    for event in events:
        yield from (("event", t) for t in event.triggers)
    for statement in statements:
        yield from (("statement", s) for s in (*statement.content, *statement.cue, *statement.frame))
    for gap in gaps:
        yield "gap", gap.span


def _verdict(sentence: Sentence, found: set[str]) -> tuple[CoverageStatus, str | None]:
    if found:
        return "read", ", ".join(sorted(found))
    if not any(w.upos in ("VERB", "AUX") for w in sentence.words):
        return "not-coded", "no verb"
    return "unread", "no rule"

"""What the report says is not known: figures not given, what is unclear, who said nothing, what nobody could verify."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import get_args

from lagebild.model import Actor, Document, Event, Gap, GapAbout, Sentence, Span, Statement
from lagebild.packs import Pack
from lagebild.rules import TextRule

_ABOUT_ORDER: tuple[GapAbout, ...] = get_args(GapAbout)


def read_gaps(
    document: Document,
    sentences: tuple[Sentence, ...],
    pack: Pack,
    actors: Sequence[Actor],
    events: Sequence[Event],
    statements: Sequence[Statement],
) -> tuple[Gap, ...]:
    """The gaps of the report in text order, ids g1, g2, …; each with the event it is about and whose silence it is, where clear."""
    found: list[Gap] = []
    for sentence in sentences:
        for rule, span in _distinct(sorted(_matches(document.text, sentence, pack), key=lambda m: (m[1].head_start, m[1].start))):
            if rule.values.get("once") and any(rule.id in g.rules for g in found):
                continue
            inside = document.text[sentence.start : sentence.end]
            kind = rule.values["kind"]
            found.append(
                Gap(
                    f"g{len(found) + 1}", kind, _about(rule, inside, pack), span, _events(span, sentence, events, document.text),
                    _silent(kind, span, sentence, actors, statements, document.text), _as_of(document, inside, pack),
                    next((s.id for s in statements if any(c.holds(span) for c in s.content)), None), (rule.id,),
                )
            )  # fmt: skip
    return tuple(found)


def _matches(text: str, sentence: Sentence, pack: Pack) -> Iterator[tuple[TextRule, Span]]:
    for rule in pack.text_rules.get("gap", ()):
        for match in rule.pattern.finditer(text, sentence.start, sentence.end):
            yield rule, _span(text, match)


def _span(text: str, match: re.Match[str]) -> Span:
    groups = match.re.groupindex
    head = next(g for g in ("head", "second") if g in groups and match[g] is not None)
    return Span(match.start(), match.end(), match[0], match.start(head), match.end(head))


def _distinct(matches: Sequence[tuple[TextRule, Span]]) -> Iterator[tuple[TextRule, Span]]:
    """The matches without those that share words with one before them."""
    last: Span | None = None
    for rule, span in matches:
        if last is None or not last.meets(span):
            yield rule, span
            last = span


def _about(rule: TextRule, sentence: str, pack: Pack) -> GapAbout:
    """What is not known: what the rule says, else the first row of the table whose word the sentence holds."""
    if "about" in rule.values:
        return next(a for a in _ABOUT_ORDER if a == rule.values["about"])
    low = sentence.lower()
    for begins, rows in pack.tables["gap_about"].items():
        if re.search(rf"\b{re.escape(begins)}" + (r"\b" if rows[0].get("whole") else ""), low):
            return next(a for a in _ABOUT_ORDER if a == rows[0].word("about"))
    return "other"


def _events(span: Span, sentence: Sentence, events: Sequence[Event], text: str) -> tuple[str, ...]:
    """The events of the sentence that are not themselves the silence, else the last event told before it in the same paragraph."""
    here = [e for e in events if any(sentence.start <= t.start < sentence.end and not t.meets(span) for t in e.triggers)]
    if here:
        return tuple(e.id for e in here)
    before = [(t.end, e) for e in events for t in e.triggers if t.end <= span.start and "\n\n" not in text[t.end : span.start]]
    return (max(before, key=lambda b: b[0])[1].id,) if before else ()


def _silent(kind: str, span: Span, sentence: Sentence, actors: Sequence[Actor], statements: Sequence[Statement], text: str) -> str | None:
    """Whose silence it is: the actor named last before it in its sentence; of a figure not given, the source that spoke just before."""
    if kind in ("unclear", "unverified"):
        return None
    named = [(m.span.start, a.id) for a in actors for m in a.mentions if sentence.start <= m.span.start and m.span.end <= span.head_start]
    if kind == "no_comment":
        return max(named)[1] if named else None
    before = [s for s in statements if s.content[-1].end <= span.start and "\n\n" not in text[s.content[-1].end : span.start]]
    if not before or sentence.start - max(c.end for c in (*before[-1].content, *before[-1].frame)) > len("”. \n"):
        return None
    return before[-1].sources[0].ref if len(before[-1].sources) == 1 else None


def _as_of(document: Document, sentence: str, pack: Pack) -> str | None:
    """The day of the report where a word says that the gap holds so far."""
    low = sentence.lower()
    if document.published and any(re.search(rf"\b{re.escape(w)}\b", low) for w in pack.tables["so_far"]):
        return document.published.partition("T")[0]
    return None

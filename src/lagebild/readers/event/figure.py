"""Casualties: how many were killed, wounded, captured, missed or driven out, who they were, and of which event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lagebild import tree
from lagebild.model import Actor, Claim, Document, Event, Figure, Scope, Span, Time, VictimStatus
from lagebild.packs import Pack
from lagebild.readers.event import headline
from lagebild.readers.event.cast import Cast, cast
from lagebild.readers.event.harm import Draft, Harm, Scene, harm_words, status
from lagebild.readers.event.lexicon import lexicon
from lagebild.readers.event.number import numbers
from lagebild.readers.event.toll import find
from lagebild.readers.event.trigger import Laid, Parsed


def read_figures(
    document: Document,
    report: Laid,
    pack: Pack,
    actors: Sequence[Actor],
    times: Sequence[Time],
    events: Sequence[Event],
) -> tuple[Claim, ...]:
    """The figures of the report in text order, one claim for each figure of an event, ids c1, c2, …."""
    words, harm, known = lexicon(pack), harm_words(pack), numbers(pack)
    laid = report.sentences
    starts = {t.start: e for e in events for t in e.triggers}
    found = [t for t in report.triggers if laid[t.sentence].sentence.words[t.word].start in starts]
    told = cast(laid, words, document.text, actors, [t.span for t in times], found)
    first = headline(laid, document.text)
    drafts: list[Draft] = []
    for at in laid:
        here = [t for t in found if t.sentence == at.number]
        scene = Scene(at, here, told, harm, known, starts)
        for draft in sorted(find(scene, drafts), key=lambda d: (d.chunk, d.sentence)):
            _add(drafts, draft, told, first)
    return _claims(_without_headings(drafts, told, document.text), told, document, harm, pack)


BELOW = 3  # sentences under a heading in which its figure is told


# ---- one claim for one figure --------------------------------------------------------------------------------------


def _add(drafts: list[Draft], new: Draft, told: Cast, first: int) -> None:
    """Adds the figure unless it repeats one of its event without a number of its own.

    The same number told again may have another teller and stays; only a headline (before sentence `first`) gives way to its report.
    """
    for n, old in enumerate(drafts):
        if (old.event, old.kind) == (new.event, new.kind) and _repeats(old, new, told):
            told_again = new.quantity.number is not None and (old.sentence, old.chunk) != (new.sentence, new.chunk)
            if told_again and old.sentence < first:
                drafts[n] = new
            elif told_again and old.sentence != new.sentence:
                continue
            return
    drafts.append(new)


def _without_headings(drafts: Sequence[Draft], told: Cast, text: str) -> list[Draft]:
    """The figures without those of a heading whose text tells the same, or bounds it (`mindestens vier` under `Vier Tote`)."""
    over = {at.number for at in told.sentences if _is_heading(at, text)}

    def is_told_below(draft: Draft) -> bool:
        below = (d for d in drafts if draft.sentence < d.sentence <= draft.sentence + BELOW and d.sentence not in over)
        return any(d.kind == draft.kind and draft.quantity.low in (d.quantity.low, d.quantity.high) for d in below)

    return [d for d in drafts if d.sentence not in over or not is_told_below(d)]


def _is_heading(at: Parsed, text: str) -> bool:
    """Whether the sentence ends its line, and in no mark that ends a sentence."""
    start, end = text.rfind("\n", 0, at.sentence.start) + 1, text.find("\n", at.sentence.start)
    line = text[start : end if end >= 0 else len(text)].strip()
    return end >= 0 and at.sentence.end <= end and not line.endswith((".", "!", "?", "“", '"', "«", ":", ";", ","))


def _repeats(old: Draft, new: Draft, told: Cast) -> bool:
    a, b = old.quantity, new.quantity
    if (old.sentence, old.chunk) == (new.sentence, new.chunk):
        return True
    if (a.low, a.high) != (b.low, b.high):
        return b.number is None and not new.part
    return not (a.low == a.high == 1 and a.number is not None and b.number is not None and not _same_noun(old, new, told))


def _same_noun(a: Draft, b: Draft, told: Cast) -> bool:
    return _noun_of(a, told) == _noun_of(b, told)


def _noun_of(draft: Draft, told: Cast) -> str:
    at = told.sentences[draft.sentence]
    return at.sentence.words[at.layout.chunks[draft.chunk].head].lemma


def _claims(drafts: Sequence[Draft], told: Cast, document: Document, harm: Harm, pack: Pack) -> tuple[Claim, ...]:
    claims: list[Claim] = []
    ordered = sorted(drafts, key=lambda d: (d.sentence, d.quantity.first))
    for n, draft in enumerate(ordered, 1):
        at = told.sentences[draft.sentence]
        span = _span(at, draft, document.text)
        whole = next(
            (
                c
                for c, d in zip(reversed(claims), reversed(ordered[: n - 1]), strict=True)
                if draft.part and d.event == draft.event and d.kind == draft.kind and not d.part
            ),
            None,
        )
        claims.append(
            Claim(
                f"c{n}",
                draft.event,
                draft.kind,
                span,
                polarity="denied" if _is_refused(at, draft, harm) else "affirmed",
                rules=(f"{pack.language}.figure.{draft.rule}",),
                figure=_figure(at, draft, told, harm, document.text, whole),
            )
        )
    singles = frozenset(f"c{n}" for n, d in enumerate(ordered, 1) if _is_one_of_them(d, told, harm))
    return tuple(_within(c, claims) if c.id in singles else c for c in claims)


def _is_one_of_them(draft: Draft, told: Cast, harm: Harm) -> bool:
    """Whether the figure is of somebody told of without a number, or of who died later: those whom a greater toll of the act has too."""
    at = told.sentences[draft.sentence]
    number = draft.quantity.number
    by_article = number is None or at.sentence.words[number].upos == "DET"
    later = draft.kind == "killed" and any(at.lemmas[k] in harm.later for k in at.layout.clause(at.layout.chunks[draft.chunk].head).words)
    return not draft.part and ((draft.quantity.high == 1 and by_article) or later)


def _within(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """The claim as a part of the first greater toll of the same kind and act, where there is one."""
    own = claim.figure
    whole = next((c for c in claims if own and c.figure and _is_greater(c, claim)), None)
    return replace(claim, figure=replace(own, scope="part", part_of=whole.id)) if own and whole else claim


def _is_greater(other: Claim, claim: Claim) -> bool:
    own, more = claim.figure, other.figure
    same = (other.event, other.about) == (claim.event, claim.about)
    return bool(same and own and more and more.scope == "whole" and own.high and more.low and more.low > own.high)


def _is_refused(at: Parsed, draft: Draft, harm: Harm) -> bool:
    """Whether the number is named as what is not so: `vier, nicht fünf`."""
    k = draft.quantity.first
    if draft.quantity.number is None or draft.quantity.high == 0:
        return False
    clause = at.layout.clause(at.layout.chunks[draft.chunk].head).words
    missing = (
        draft.rule == "noun"
        and any(at.lemmas[i] in harm.absence for i in clause)
        and any(at.lemmas[i] in harm.negations for i in clause if i > k)
    )
    return missing or (k > 0 and at.sentence.words[k - 1].lemma in harm.negations)


def _span(at: Parsed, draft: Draft, text: str) -> Span:
    chunk = at.layout.chunks[draft.chunk]
    first, last = min(draft.quantity.first, chunk.first), max(draft.quantity.last, at.layout.chunks[draft.last].last)
    number = draft.quantity.number
    head = (number, number + 1) if number is not None else chunk.head_words
    return tree.span_between(at.sentence, text, first, last, head)


def _figure(at: Parsed, draft: Draft, told: Cast, harm: Harm, text: str, whole: Claim | None) -> Figure:
    words, chunk = at.sentence.words, at.layout.chunks[draft.chunk]
    known = told.actor_at(words[chunk.head].start, words[chunk.head].end)
    forms = {words[k].form.lower() for k in range(draft.quantity.first, draft.quantity.last)}
    clause = {words[k].form.lower() for k in at.layout.clause(chunk.head).words}
    is_part = draft.part or words[chunk.head].form in harm.shares
    scope: Scope = "part" if is_part else "cumulative" if clause & harm.whole else "whole"
    return Figure(
        draft.quantity.low,
        draft.quantity.high,
        who=tree.span_between(at.sentence, text, chunk.first, at.layout.chunks[draft.last].last, chunk.head_words),
        victims=known[0] if known and draft.through is None else None,
        status=_status(at, draft, harm),
        scope=scope,
        part_of=whole.id if whole else None,
        increase=draft.grows or bool(forms & harm.further),
        provisional=bool(clause & harm.provisional),
    )


def _status(at: Parsed, draft: Draft, harm: Harm) -> VictimStatus:
    """Who they are by their nouns; `mixed` where the nouns of a sum differ."""
    chunks = at.layout.chunks[draft.chunk : draft.last + 1]
    found = {status(at.sentence.words[c.head].form, harm) for c in chunks if c.owner is None}
    return found.pop() if len(found) == 1 else "mixed"

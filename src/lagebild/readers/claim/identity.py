"""Identities: the name that somebody gives to one of an event's victims ("einer der Getöteten sei …")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lagebild.model import Actor, Claim, Document, Event, Sentence, Span
from lagebild.packs import Pack
from lagebild.rules import Match, match
from lagebild.tree import phrase_span, subtree


@dataclass(frozen=True, slots=True)
class Identity:
    """An actor named as a victim whom a figure counts: `figure` is the figure claim's id."""

    actor: str
    figure: str
    span: Span
    rule: str


def read_identities(
    document: Document,
    sentences: Sequence[Sentence],
    pack: Pack,
    actors: Sequence[Actor],
    events: Sequence[Event],
    figures: Sequence[Claim],
) -> tuple[Identity, ...]:
    """The identities that the pack's rules of topic `identity` find, one for each actor and figure."""
    found = (
        identity
        for sentence in sentences
        for rule in pack.rules.get("identity", ())
        for told in match(rule, sentence, pack.tables)
        for identity in _identities(document, sentence, told, actors, events, figures)
    )
    return tuple({(f.actor, f.figure): f for f in found}.values())


def _identities(
    document: Document, sentence: Sentence, told: Match, actors: Sequence[Actor], events: Sequence[Event], figures: Sequence[Claim]
) -> Iterator[Identity]:
    """The rule's trigger is the name; its role `victim` is the word that says that the named one is a victim."""
    span = phrase_span(sentence, document.text, told.trigger)
    actor = next((a for a in actors if a.kind == "person" and any(_meets_head(m.span, span) for m in a.mentions)), None)
    for k in told.roles.get("victim", ())[-1:]:  # the nearest before the name
        figure = _figure_of(sentence, k, events, figures)
        if actor and figure:
            yield Identity(actor.id, figure.id, span, told.rule.id)


def _figure_of(sentence: Sentence, victim: int, events: Sequence[Event], figures: Sequence[Claim]) -> Claim | None:
    """The figure whose event the victim's phrase names: by a figure in the phrase, else by a trigger in it, else the last one told."""
    words = [sentence.words[j] for j in subtree(sentence, victim)]
    start, end = words[0].start, words[-1].end
    inside = [f for f in figures if start <= f.span.head_start < end]
    named = [f for e in events if any(start <= t.start < end for t in e.triggers) for f in figures if f.event == e.id]
    before = [f for f in figures if f.span.start < start]
    return next(iter([*inside, *named, *reversed(before)]), None)


def _meets_head(a: Span, b: Span) -> bool:
    return a.head_start < b.head_end and b.head_start < a.head_end

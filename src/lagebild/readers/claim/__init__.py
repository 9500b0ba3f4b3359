"""Claims: what is said about each event, and by whom; the roll-up of events from them.

The origin of words is the statement whose content holds them, the innermost where several do; where none does, the report
itself. Nothing else makes an origin: a figure beside a ministry's sentence is not the ministry's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from lagebild.model import (
    VERBAL,
    About,
    Actor,
    Claim,
    Event,
    Factuality,
    Firmness,
    Ref,
    Source,
    Span,
    Statement,
)
from lagebild.readers.claim.identity import Identity

FIRMNESS_ORDER: tuple[Firmness, ...] = get_args(Firmness)  # the firmest first
SPOKEN = VERBAL | {"CONCEDE"}  # what somebody admits or grants is done by saying so, like the verbal acts
# what is said with these is said of an act that is named: whoever confirms or denies it, or lays it at somebody's door, tells of it
ABOUT_AN_ACT = frozenset(("confirm", "deny", "accuse", "claim_responsibility", "demand", "announce"))
_ABOUT_ORDER: tuple[About, ...] = get_args(About)


@dataclass(frozen=True, slots=True)
class Origins:
    """Answers whose words a stretch of the report is, by the contents of its statements."""

    statements: Mapping[str, Statement]
    contents: tuple[tuple[int, int, str], ...]  # start, end, statement id; shortest first
    granted: frozenset[Span] = frozenset()  # triggers that only take up what was told before
    figures: tuple[Claim, ...] = ()
    heard: tuple[Span, ...] = ()  # what the report says itself, but only as heard

    def of(self, span: Span, but: Collection[str] = ()) -> tuple[Statement, ...]:
        """The innermost statements, none of `but`, whose content holds the span's head; empty for the report itself.

        They are several where the same words are told by one by way of another. Nobody (`wird vorgeworfen`) is no origin where somebody
        tells of it.
        """
        around = [c for c in self.contents if c[0] <= span.head_start and span.head_end <= c[1] and c[2] not in but]
        named = next((c for c in around if any(s.span for s in self.statements[c[2]].sources)), around[0] if around else None)
        return tuple(self.statements[key] for start, end, key in around if named and (start, end) == named[:2])

    def only_heard(self, span: Span) -> bool:
        """Whether the report says these words as hearsay, in its own voice."""
        return any(c.start <= span.head_start and span.head_end <= c.end for c in self.heard)

    def takes_up(self, trigger: Span, event: Event, origin: Sequence[Statement]) -> bool:
        """Whether those in whose words the trigger stands tell nothing of the event there: they take it up and say nothing else of it."""
        if trigger not in self.granted or not origin or any(s.act in ABOUT_AN_ACT for s in origin):
            return False
        more = [t for t in event.triggers if t != trigger and t not in self.granted]
        more += [f.span for f in self.figures if f.event == event.id]
        return not any(self.of(span) == origin for span in more)

    def uttered(self, event: Event) -> frozenset[str]:
        """The statements that the event itself is: that somebody demands or accuses is told by whoever reports it, not by the speaker."""
        if event.type not in SPOKEN:
            return frozenset({event.utterance} if event.utterance else ())
        return frozenset(
            s.id for s in self.statements.values() if s.id == event.utterance or any(_same(x, a) for x in s.sources for a in event.agents)
        )


def _same(source: Source, agent: Ref) -> bool:
    if source.ref is not None and agent.ref is not None:
        return source.ref == agent.ref
    return source.span is not None and agent.span is not None and source.span.meets(agent.span)


def origins(statements: Sequence[Statement]) -> Origins:
    """The origins that the statements make; narration and rumour are the report's own, and who rejects a plan does not tell of it."""
    told = [s for s in statements if s.form != "narration" and s.act != "reject" and not _is_rumour(s)]
    contents = sorted(((c.start, c.end, s.id) for s in told for c in s.content), key=lambda c: (c[1] - c[0], c[0]))
    return Origins({s.id: s for s in told}, tuple(contents), heard=tuple(c for s in statements if _is_rumour(s) for c in s.content))


def _is_rumour(statement: Statement) -> bool:
    """Whether the report itself says something as heard (`soll getötet haben`, `ist die Rede`), of nobody."""
    return statement.act == "hearsay" and all(s.span is None for s in statement.sources)


def read_claims(
    events: Sequence[Event],
    statements: Sequence[Statement],
    actors: Sequence[Actor],
    figures: Sequence[Claim],
    identities: Sequence[Identity],
    granted: Collection[Span] = (),
) -> tuple[tuple[Event, ...], tuple[Statement, ...], tuple[Actor, ...], tuple[Claim, ...]]:
    """Events, statements and actors with their links set, and all claims in the order of events, `about` and text.

    `granted`: triggers that only take up what was told before (claim.presupposed).
    """
    whose = replace(origins(statements), granted=frozenset(granted), figures=tuple(figures))
    drafts: list[Claim] = []
    for event in events:
        occurrence = _occurrence(event, whose)
        drafts += [*occurrence, *_roles(event, occurrence, whose)]
    drafts += [_with_origin(c, whose) for c in figures]
    drafts += _identities(identities, figures, whose)
    claims = _numbered(_shared(drafts), [e.id for e in events])
    rolled = tuple(_rolled_up(event, [c for c in claims if c.event == event.id]) for event in events)
    linked = tuple(replace(s, events=tuple(e.id for e in rolled if s.id in e.statements)) for s in statements)
    return rolled, linked, tuple(_with_attribute_origins(a, whose) for a in actors), claims


def _told(draft: Claim, factuality: Factuality, origin: Sequence[Statement]) -> Claim:
    """The draft as its origin tells it: whose it is, denied or not, how firmly (by its own clause and the statement), by hearsay or not."""
    denied = factuality == "denied" or any(s.factuality == "denied" for s in origin)
    heard = draft.hearsay or any(s.act == "hearsay" for s in origin)
    firmness = (factuality, *(s.factuality for s in origin), "probable" if heard else "certain")
    hedges = [FIRMNESS_ORDER.index(f) for f in firmness if f in FIRMNESS_ORDER]
    return replace(
        draft,
        statements=tuple(s.id for s in origin),
        polarity="denied" if denied else "affirmed",
        firmness=FIRMNESS_ORDER[max(hedges, default=0)],
        hearsay=heard,
    )


def _occurrence(event: Event, whose: Origins) -> list[Claim]:
    """One claim for each telling of the event: by its own trigger, with the origin that the trigger's words have."""
    own = whose.uttered(event)
    drafts = [Claim("", event.id, "occurrence", t, hearsay=whose.only_heard(t), rules=event.rules) for t in event.triggers]
    told = [(draft, whose.of(draft.span, own)) for draft in drafts]
    return [_told(d, event.factuality, origin) for d, origin in told if not whose.takes_up(d.span, event, origin)]


def _roles(event: Event, occurrence: Sequence[Claim], whose: Origins) -> Iterable[Claim]:
    """Where several tell of the event, a claim for each agent, patient and place that one of them names in his own words.

    A participant, place or time that stands in words of somebody who does not tell of the event is context that the reader carried over:
    it is nobody's claim about it.
    """
    tellers, own = {c.statements: c for c in occurrence}, whose.uttered(event)
    roles: tuple[tuple[About, tuple[Ref, ...]], ...] = (("agent", event.agents), ("patient", event.patients), ("place", event.places))
    for about, refs in roles if len(tellers) > 1 else ():
        for ref in refs:
            if ref.span is None or ref.ref is None:
                continue
            told = tellers.get(tuple(s.id for s in whose.of(ref.span, own)))
            if told is not None:
                yield replace(told, about=about, span=ref.span, ref=ref.ref)


def _with_origin(figure: Claim, whose: Origins) -> Claim:
    """The figure with the statement that its words stand in."""
    figure = replace(figure, hearsay=figure.hearsay or whose.only_heard(figure.span))
    return _told(figure, "denied" if figure.polarity == "denied" else figure.firmness, whose.of(figure.span))


def _identities(identities: Sequence[Identity], figures: Sequence[Claim], whose: Origins) -> Iterable[Claim]:
    """A claim for each name that somebody gives to one of an event's victims."""
    known = {f.id: f for f in figures}
    for found in identities:
        event = known[found.figure].event
        draft = Claim("", event, "identity", found.span, rules=(found.rule,), ref=found.actor, of=found.figure)
        yield _told(draft, "certain", whose.of(found.span))


def _shared(drafts: Sequence[Claim]) -> list[Claim]:
    """The drafts with those of one value joined; what the report tells itself stays apart from what others say."""
    joined: dict[tuple[object, ...], Claim] = {}
    same: dict[str, str] = {}  # the id of a figure that was joined → the id of the claim that stands for it
    for draft in drafts:
        value = _value(draft)
        key = (draft.event, draft.about, value, draft.polarity, draft.firmness, draft.hearsay, bool(draft.statements))
        first = joined.get(key)
        if first is None:
            joined[key] = draft
        else:
            if draft.id:
                same[draft.id] = first.id
            statements = tuple(dict.fromkeys((*first.statements, *draft.statements)))
            joined[key] = replace(first, statements=statements, rules=tuple(dict.fromkeys((*first.rules, *draft.rules))))
    return [_pointing(c, same) for c in joined.values()]


def _value(draft: Claim) -> tuple[object, ...]:
    """What two claims of one value have in common; of two single people only the noun tells whether they are one."""
    figure = draft.figure
    if figure is None:
        return draft.ref, draft.edtf
    who = figure.who.head if figure.who and figure.low == figure.high == 1 else None
    return figure.low, figure.high, figure.increase, figure.scope, who


def _pointing(claim: Claim, to: Mapping[str, str]) -> Claim:
    """The claim with what it points to renamed."""
    figure = claim.figure
    if figure and figure.part_of:
        part_of = to.get(figure.part_of, figure.part_of)
        figure = replace(figure, part_of=None if part_of == claim.id else part_of)
    return replace(claim, figure=figure, of=to.get(claim.of, claim.of) if claim.of else None)


def _numbered(claims: Sequence[Claim], events: Sequence[str]) -> tuple[Claim, ...]:
    """The claims in the order of events, `about` and text, with their final ids."""
    place = {key: n for n, key in enumerate(events)}
    ordered = sorted(claims, key=lambda c: (place[c.event], _ABOUT_ORDER.index(c.about), c.span.start, c.span.end, c.statements))
    names = {c.id: f"c{n}" for n, c in enumerate(ordered, 1) if c.id}
    return tuple(replace(_pointing(c, names), id=f"c{n}") for n, c in enumerate(ordered, 1))


def _rolled_up(event: Event, claims: Sequence[Claim]) -> Event:
    """The event with its links and its factuality for the whole."""
    statements = tuple(dict.fromkeys(s for c in sorted(claims, key=lambda c: c.span.start) for s in c.statements))
    return replace(event, claims=tuple(c.id for c in claims), statements=statements, factuality=_factuality(event, claims))


def _factuality(event: Event, claims: Sequence[Claim]) -> Factuality:
    """Disputed where one affirms and another denies; denied where only denied; else as firm as its firmest telling."""
    if event.factuality == "unrealised":
        return "unrealised"
    told = [c for c in claims if c.about == "occurrence"]
    affirmed = [c for c in told if c.polarity == "affirmed"]
    if not affirmed:
        return "denied"
    if len(affirmed) < len(told):
        return "disputed"
    return min((c.firmness for c in affirmed), key=FIRMNESS_ORDER.index)


def _with_attribute_origins(actor: Actor, whose: Origins) -> Actor:
    """The actor, each of its attributes with the statement that its words stand in."""
    told = (replace(a, statements=tuple(s.id for s in whose.of(a.span))) for a in actor.attributes)
    return replace(actor, attributes=tuple(told))

"""Why a reading says what it says: for each field of a thing in it the words it rests on, who says them, and the rules that found them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from lagebild.formats.view import View, around, bounds, printable
from lagebild.model import Actor, Claim, Event, Gap, Place, Reading, Ref, Span, Statement, Time

CONTEXT = 60  # characters before and after the words


@dataclass(frozen=True, slots=True)
class Reason:
    """One field of a thing: its value, the words it rests on, why (rules, basis, who says it)."""

    field: str
    value: str
    spans: tuple[Span, ...]
    because: tuple[str, ...] = ()


def reasons(reading: Reading, id: str) -> list[Reason]:
    """The reasons for the event, claim, statement, actor, place, time or gap of that id, empty when there is none such."""
    view = View(reading)
    kinds = ("events", "claims", "statements", "actors", "places", "times", "gaps")
    thing = next((x for kind in kinds for x in getattr(reading, kind) if x.id == id), None)
    match thing:
        case Event():
            return list(_event(view, thing))
        case Claim():
            return [_claim(view, thing)]
        case Statement():
            return list(_statement(view, thing))
        case Actor():
            return list(_actor(thing))
        case Place():
            return [_place(thing)]
        case Time():
            return [_time(thing)]
        case Gap():
            return [Reason("gap", f"{thing.kind} {thing.about}", (thing.span,), _rules(thing.rules))]
        case _:
            return []


def _event(view: View, event: Event) -> Iterator[Reason]:
    yield Reason("type", event.type + (f" ({event.mode})" if event.mode else ""), event.triggers, _rules(event.rules))
    for field, refs in (("agents", event.agents), ("patients", event.patients), ("places", event.places)):
        yield from (_ref(view, field, ref) for ref in refs)
    times = [t for t in view.reading.times if t.id in event.times]
    if event.time or times:
        yield Reason("time", event.time or "open", tuple(t.span for t in times), tuple(b for t in times for b in _time(t).because))
    if event.topic:
        yield Reason("topic", " … ".join(s.text for s in event.topic), event.topic)
    for relation in event.relations:
        yield Reason("relations", f"{relation.kind} {relation.event}", (relation.span,))
    yield from (_claim(view, claim) for claim in view.claims_of(event))
    yield Reason("factuality", event.factuality, (), (f"rolled up from {', '.join(event.claims)}",) if event.claims else ())


def _claim(view: View, claim: Claim) -> Reason:
    figure = claim.figure
    value = bounds(figure.low, figure.high) if figure else claim.edtf or view.named(claim.ref) or ""
    told = [f"{claim.polarity}, {claim.firmness}" + (", hearsay" if claim.hearsay else "")]
    for origin in view.origins(claim):
        if origin.statement is None:
            told.append("said by the report itself")
        else:
            name = (view.source_name(origin.source) if origin.source else "") or "somebody unnamed"
            cue = " … ".join(c.text for c in origin.statement.cue)
            told.append(f"said by {name} ({origin.statement.id}, {origin.statement.form}{f', „{cue}“' if cue else ''})")
    spans = (claim.span, *((figure.who,) if figure and figure.who else ()))
    return Reason(claim.about, f"{value} [{claim.id}]".strip(), spans, (*told, *_rules(claim.rules)))


def _statement(view: View, statement: Statement) -> Iterator[Reason]:
    for source in statement.sources:
        value = f"{view.source_name(source) or 'unnamed'} ({source.type})"
        yield Reason("sources", value, (source.span,) if source.span else (), (f"basis: {source.basis}",))
    yield Reason("act", f"{statement.act}, {statement.form}", statement.cue, _rules(statement.rules))
    yield Reason("content", f"told of: {', '.join(statement.events) or 'no event'}", statement.content)
    yield Reason("factuality", statement.factuality, (), (f"by way of {statement.via}",) if statement.via else ())


def _actor(actor: Actor) -> Iterator[Reason]:
    yield Reason("name", f"{actor.name} ({actor.kind})", tuple(m.span for m in actor.mentions))
    for attribute in actor.attributes:
        said = (f"said in {', '.join(attribute.statements)}",) if attribute.statements else ()
        yield Reason("attributes", f"{attribute.kind}: {attribute.value}", (attribute.span,), said)


def _place(place: Place) -> Reason:
    known = (f"gazetteer {place.gazetteer}",) if place.gazetteer else ()
    others = tuple(f"may be {c.name}, {c.country or '?'} ({c.gazetteer}, score {c.score:.2f})" for c in place.candidates)
    where = ", ".join(p for p in (place.name, place.admin1, place.country, place.precision) if p)
    return Reason("name", where, tuple(m.span for m in place.mentions), known + others)


def _time(time: Time) -> Reason:
    basis = f"{time.id}: {time.type} {time.value}, basis {time.basis}" + (f" of {', '.join(time.from_)}" if time.from_ else "")
    return Reason("time", time.edtf or "open", (time.span,), (basis, *_rules(time.rules)))


def _ref(view: View, field: str, ref: Ref) -> Reason:
    return Reason(field, view.name(ref) + (f" [{ref.ref}]" if ref.ref else ""), (ref.span,) if ref.span else ())


def _rules(rules: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"rule {r}" for r in rules)


def show_why(reading: Reading, found: Iterable[Reason]) -> RenderableType:
    """What Rich prints of the reasons: value, words in their context, because."""
    parts: list[RenderableType] = []
    for reason in found:
        line = Text(f"{reason.field}: ", style="bold")
        line.append(printable(reason.value), style="default")
        parts.append(line)
        parts += [Padding(_quote(reading.document.text, span), (0, 0, 0, 4)) for span in dict.fromkeys(reason.spans)]
        parts += [Padding(Text(printable(b), style="dim"), (0, 0, 0, 4)) for b in reason.because]
    return Group(*parts)


def _quote(text: str, span: Span) -> Text:
    before, after = around(text, span, CONTEXT)
    line = Text(f"{span.start}–{span.end} ", style="dim")
    line.append(_flat(("…" if span.start > CONTEXT else "") + before), style="not dim")
    line.append(f"»{_flat(span.text)}«", style="not dim bold")
    line.append(_flat(after + ("…" if span.end + CONTEXT < len(text) else "")), style="not dim")
    return line


def _flat(text: str) -> str:
    return printable(text.replace("\r", " ").replace("\n", " ").replace("\t", " "))

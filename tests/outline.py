"""A reading as lines that a person can review: what a golden document holds."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.model import Claim, Event, Reading, Ref, Source, Span, Statement


def quoted(spans: tuple[Span, ...]) -> str:
    return " … ".join(f"«{' '.join(s.text.split())}»" for s in spans)


def names(refs: tuple[Ref, ...] | tuple[Source, ...], known: dict[str, str]) -> str:
    """Who is meant, by name where there is one, else by words."""
    return ", ".join(known.get(r.ref or "", "") or (f"«{r.span.head}»" if r.span else "?") for r in refs) or "–"


def bounds(claim: Claim) -> str:
    low, high = (claim.figure.low, claim.figure.high) if claim.figure else (None, None)
    return f" {'' if low is None else low}..{'' if high is None else high}" if claim.figure else ""


def event_lines(event: Event, reading: Reading, known: dict[str, str]) -> Iterator[str]:
    yield f"{event.id} {event.type} {event.factuality} {event.time or '–'} {quoted(event.triggers)}"
    yield f"   who {names(event.agents, known)} | whom {names(event.patients, known)} | where {names(event.places, known)}"
    if event.phase or event.topic:
        yield f"   phase {event.phase or '–'} | topic {quoted(event.topic)}"
    for claim in reading.claims:
        if claim.event == event.id:
            said = "+".join(claim.statements) or "report"
            value = bounds(claim) or f" {known.get(claim.ref or '', '') or claim.edtf or ''}".rstrip()
            marks = " ".join(
                filter(None, (claim.polarity if claim.polarity == "denied" else "", claim.firmness, "hearsay" if claim.hearsay else ""))
            )
            yield f"   {claim.id} {claim.about}{value} by {said}, {marks}: {quoted((claim.span,))}"


def statement_line(statement: Statement, known: dict[str, str]) -> str:
    by = names(statement.sources, known)
    return f"{statement.id} {statement.form} {statement.act} by {by}, cue {quoted(statement.cue) or '–'}: {quoted(statement.content)}"


def outline(reading: Reading) -> str:
    """The reading's events with their claims, statements, gaps, times, what stayed open, in lines."""
    known = {a.id: a.name for a in reading.actors} | {p.id: p.name for p in reading.places}
    lines = [f"published {reading.document.published} ({reading.document.published_basis})", ""]
    lines += [line for event in reading.events for line in event_lines(event, reading, known)]
    lines += ["", *(statement_line(s, known) for s in reading.statements)]
    lines += ["", *(f"{g.id} {g.kind} {g.about}: {quoted((g.span,))}" for g in reading.gaps)]
    lines += ["", *(f"{t.id} {t.type} {t.value} = {t.edtf}: {quoted((t.span,))}" for t in reading.times)]
    lines += [
        "",
        *(f"{c.status}{f' ({c.why})' if c.why else ''}: {reading.document.text[c.start : c.end].strip()[:60]}" for c in reading.coverage),
    ]
    lines += ["", *(f"note {n.code}: {n.message}" for n in reading.notes)]
    return "\n".join(lines).rstrip() + "\n"

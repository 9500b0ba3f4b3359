"""One number for a figure, by a rule that has a name: never the default truth, always asked for, always with the claim it comes from.

`lowest` and `highest` are bounds over all; `latest-official` is what an official or military source said last; `median` the middle of what
independent reports say; `reviewer` what a person wrote beside it. None of them is used unless somebody names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lagebild.merge.sketch import days_of
from lagebild.model import FIGURES, Claim, Incident, Pair, Reading

OFFICIAL = frozenset({"official", "military", "medical", "international"})


@dataclass(frozen=True, slots=True)
class Toll:
    """A figure that one report gives: bounds, when it was published (an ordinal), what kind of source, and which text it is a copy of."""

    claim: Pair
    low: int | None
    high: int | None
    published: int | None
    source: str  # a type of source, or empty for the report itself
    text: str  # the same for copies of one agency text, and for reports of one publisher
    reviewed: bool = False  # a person's value, not a report's


def tolls(incident: Incident, readings: Mapping[str, Reading]) -> dict[str, list[Toll]]:
    """By kind of figure what the reports of an incident say was the whole of it, the earliest first; not what they deny."""
    voice = {document: group[0] for group in incident.voices for document in group}
    found: dict[str, list[Toll]] = {}
    for document, ident in incident.claims:
        reading = readings[document]
        claim = next(c for c in reading.claims if c.id == ident)
        if claim.about in FIGURES and claim.figure and claim.figure.scope == "whole" and claim.polarity == "affirmed":
            found.setdefault(claim.about, []).append(_toll(reading, claim, voice.get(document, document)))
    return {about: sorted(found[about], key=lambda t: (t.published or 0, t.claim)) for about in FIGURES if about in found}


def _toll(reading: Reading, claim: Claim, voice: str) -> Toll:
    assert claim.figure
    said = {s.id: s for s in reading.statements}
    types = [source.type for s in claim.statements for source in said[s].sources]
    official = next((t for t in types if t in OFFICIAL), None)
    days = days_of(reading.document.published)
    return Toll((reading.document.id, claim.id), claim.figure.low, claim.figure.high, days[1] if days else None,
                official or (types[0] if types else ""), voice)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rolled:
    """What a rule makes of several tolls, and the claims that it rests on."""

    rule: str
    value: int | None
    claims: tuple[Pair, ...]


def reported(tolls: Sequence[Toll]) -> list[Toll]:
    """What reports say; only the rule `reviewer` looks at what people wrote beside them."""
    return [t for t in tolls if not t.reviewed]


def lowest(tolls: Sequence[Toll]) -> Rolled:
    """The least number that anybody holds for certain: the smallest lower bound."""
    return _extreme("lowest", [(t.low, t) for t in reported(tolls) if t.low is not None], min)


def highest(tolls: Sequence[Toll]) -> Rolled:
    """The greatest number that anybody names: the largest of the upper bounds, and of the lower ones where there is no upper."""
    named = [(t.high if t.high is not None else t.low, t) for t in reported(tolls)]
    return _extreme("highest", [(n, t) for n, t in named if n is not None], max)


def latest_official(tolls: Sequence[Toll]) -> Rolled:
    """The lower bound of what an official, military, medical or international source said in the latest report that cites one."""
    said = [t for t in reported(tolls) if t.source in OFFICIAL and t.low is not None and t.published is not None]
    if not said:
        return Rolled("latest-official", None, ())
    last = max(t.published or 0 for t in said)
    return _extreme("latest-official", [(t.low, t) for t in said if t.published == last], max)


def median(tolls: Sequence[Toll]) -> Rolled:
    """The middle (the lower of two) of the lower bounds of independent reports; copies and one publisher count once, by the latest."""
    latest: dict[str, Toll] = {}
    for toll in sorted((t for t in reported(tolls) if t.low is not None), key=lambda t: (t.published or 0, t.claim)):
        latest[toll.text] = toll
    ordered = sorted(latest.values(), key=lambda t: (t.low or 0, t.claim))
    if not ordered:
        return Rolled("median", None, ())
    middle = ordered[(len(ordered) - 1) // 2]
    return Rolled("median", middle.low, tuple(t.claim for t in ordered if t.low == middle.low))


def reviewer(tolls: Sequence[Toll]) -> Rolled:
    """What a person wrote beside it last; None where nobody did."""
    said = [t for t in tolls if t.reviewed]
    return Rolled("reviewer", said[-1].low, (said[-1].claim,)) if said else Rolled("reviewer", None, ())


RULES: Mapping[str, Callable[[Sequence[Toll]], Rolled]] = {
    "lowest": lowest, "highest": highest, "latest-official": latest_official, "median": median, "reviewer": reviewer,
}  # fmt: skip


def _extreme(rule: str, values: Iterable[tuple[int | None, Toll]], choose: Callable[..., int | None]) -> Rolled:
    several = list(values)
    if not several:
        return Rolled(rule, None, ())
    value = choose(v for v, _ in several)
    return Rolled(rule, value, tuple(t.claim for v, t in several if v == value))

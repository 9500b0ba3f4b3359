"""Readings and people's judgements → incidents: what several reports tell of one happening, with every claim and its origin.

Pure, and the same for any order of the readings. Two steps: inside each report the events that are one telling, across reports the
tellings that are one happening. An event that fits only vaguely stays alone. Nothing is averaged: an incident lists claims, it does not
choose among them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from lagebild.dates import Interval, to_edtf
from lagebild.merge.attach import LEAN, attach
from lagebild.merge.cluster import Compare, Verdicts, candidates, cluster, verdicts
from lagebild.merge.compare import DONE_TO, FAMILIES, Comparison, across, within
from lagebild.merge.copies import copies, print_of
from lagebild.merge.differences import Told, differences, told
from lagebild.merge.second import second
from lagebild.merge.sketch import EARLIEST, LATEST, Days, Sketch, best_days, fineness, pool, sketches
from lagebild.merge.voices import voices
from lagebild.model import EventType, Incident, Judgement, Pair, Reading, Reason, Spot

MANY = 60  # tellings of a happening that are all compared to explain it
TAKEN_IN = -1.9  # odds above which an event without time and place belongs to another of its report

__all__ = ["differences", "gather", "incidents", "tellings", "told"]


def incidents(readings: Iterable[Reading], judgements: Iterable[Judgement] = ()) -> tuple[Incident, ...]:
    """Every event of the readings in exactly one incident, in order of time and id; one reading for each document."""
    by_id = {r.document.id: r for r in readings}
    people = verdicts(judgements)
    several = [t for d in sorted(by_id) for t in tellings(sketches(by_id[d]), people)]
    made = [incident(group, pairs, by_id) for group, pairs in gather(several, people)]
    return tuple(sorted(made, key=lambda i: (i.time or "~", i.id)))


def tellings(events: Sequence[Sketch], people: Verdicts) -> tuple[Sketch, ...]:
    """The events of one report pooled where they are one telling; one without time and place goes with the likeliest of its kind."""
    if len(events) < 2:
        return tuple(events)
    every = ((a, b) for a in range(len(events)) for b in range(a + 1, len(events)))
    pooled = [pool([events[m] for m in c.members]) for c in cluster(events, every, within, people)]
    firm = [t for t in pooled if t.days or t.spots]
    joined: dict[int, list[Sketch]] = {n: [t] for n, t in enumerate(firm)}
    alone = [t for t in pooled if not (t.days or t.spots or _taken_in(t, firm, joined, people))]
    return tuple(sorted([*(pool(parts) for parts in joined.values()), *alone], key=lambda t: (t.start, t.keys)))


def _taken_in(telling: Sketch, firm: Sequence[Sketch], joined: dict[int, list[Sketch]], people: Verdicts) -> bool:
    """Whether a telling without time and place was put to one of the others of its report."""
    fits = [(within(telling, other).odds, -abs(telling.start - other.start), -n) for n, other in enumerate(firm)]
    best = max(fits, default=None)
    if best is None or best[0] <= TAKEN_IN:
        return False
    parts = joined[-best[2]]
    keys = {k for part in parts for k in part.keys}
    if people.keep_apart(telling.keys, keys):
        return False
    parts.append(telling)
    return True


def gather(several: Sequence[Sketch], people: Verdicts) -> list[tuple[list[Sketch], list[Reason]]]:
    """The tellings of many reports as happenings, each with the comparisons that speak for it."""
    found = second(cluster(several, candidates(several), across, people), several, across, people)
    found = attach(found, several, across, people)
    return [(group, reasons_for(group)) for group in ([several[m] for m in c.members] for c in found)]


def reasons_for(group: Sequence[Sketch], compare: Compare = across) -> list[Reason]:
    """The comparisons that speak for the tellings of a happening being one."""
    several = sorted(group, key=lambda t: t.keys)
    every = [(a, b) for a in range(len(several)) for b in range(a + 1, len(several))]
    wanted = every if len(several) <= MANY else candidates(several)  # a large one is explained by those that share a key
    pairs = [(a, b, compared) for a, b in wanted if (compared := compare(several[a], several[b])).odds > -LEAN]
    best: dict[int, tuple[int, int, Comparison]] = {}  # for each telling the comparison that ties it most firmly to the others
    for pair in sorted(pairs, key=lambda p: (-p[2].odds, several[p[0]].keys, several[p[1]].keys)):
        for m in pair[:2]:
            best.setdefault(m, pair)
    return [Reason((several[a].events[0], several[b].events[0]), c.score, c.why) for a, b, c in dict.fromkeys(best.values())]


def incident(group: Sequence[Sketch], reasons: Sequence[Reason], readings: Mapping[str, Reading]) -> Incident:
    """What the tellings of one happening come to, with all claims, contradictions, developments and copies."""
    group = sorted(group, key=lambda t: (t.published or LATEST, t.keys))
    events = sorted(e for t in group for e in t.events)
    own: dict[str, set[str]] = {}
    for document, event in events:
        own.setdefault(document, set()).add(event)
    claims: list[Told] = [c for d in sorted(own) for c in told(readings[d], own[d])]
    copied = copies([print_of(readings[d].document) for d in sorted(own)]) if len(own) > 1 else ()
    against, onward = differences(claims, mutual=FAMILIES.get(_type(group)) not in DONE_TO)
    return Incident(
        id=incident_id(group[0].keys[0]),
        events=tuple(events),
        type=_type(group),
        time=edtf_of(best_days([t.days for t in group if t.days])),
        place=place(group),
        claims=tuple(_claims(own, readings)),
        contradictions=against,
        developments=onward,
        copies=copied,
        voices=voices(own, readings, copied),
        reasons=tuple(reasons),
    )


def incident_id(founder: str) -> str:
    """The id of the incident that an event (by its key) is the first report of."""
    return "inc_" + hashlib.blake2b(founder.encode(), digest_size=8).hexdigest()


def _claims(own: Mapping[str, set[str]], readings: Mapping[str, Reading]) -> Iterable[Pair]:
    for document in sorted(own):
        for claim in readings[document].claims:
            if claim.event in own[document]:
                yield document, claim.id


def _type(group: Sequence[Sketch]) -> EventType:
    types = [t.type for t in group]
    return min(types, key=lambda t: (-types.count(t), t))


def edtf_of(days: Days | None) -> str | None:
    """The EDTF of days given as ordinals."""
    if days is None:
        return None
    ends = [None if d in (EARLIEST, LATEST) else date.fromordinal(d) for d in days]
    return to_edtf(Interval(ends[0], ends[1]))


def place(group: Sequence[Sketch]) -> Spot | None:
    """The finest place that most of the tellings name; None when none names one."""
    every = [s for t in group for s in t.spots]
    resolved = [s for s in every if s.precision != "unresolved"] or every
    if not resolved:
        return None
    votes = [(s.gazetteer or s.name) for s in resolved]
    return min(resolved, key=lambda s: (fineness(s) // 2, -votes.count(s.gazetteer or s.name), fineness(s), s.name))


def renamed(made: Sequence[Incident], before: Mapping[Pair, str]) -> tuple[Incident, ...]:
    """The incidents with the ids that most of their events had before; what is left over of an id that split keeps its new one.

    `before` says which incident each event was in. An id goes to the incident that holds most of its events (the lower own id on a tie).
    """
    claims: list[tuple[int, str, str]] = []
    for one in made:
        held: dict[str, int] = {}
        for pair in one.events:
            if pair in before:
                held[before[pair]] = held.get(before[pair], 0) + 1
        claims += [(-many, one.id, old) for old, many in held.items()]
    given: dict[str, str] = {}
    for _, new, old in sorted(claims):
        if new not in given and old not in given.values():
            given[new] = old
    taken = set(given.values())
    return tuple(replace(i, id=given.get(i.id) or (i.id if i.id not in taken else incident_id(i.id))) for i in made)

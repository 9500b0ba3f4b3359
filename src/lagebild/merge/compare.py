"""How much speaks for two tellings being of one happening: a sum of weights of evidence, each with its reason.

The sum is a log-odds: 0 is as likely as not. The weights are set by hand after what a careful coder would take for proof (Fellegi and
Sunter 1969 give the form); what is not known speaks neither way. Everything here is symmetric.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from lagebild.merge.sketch import LATEST, Days, Sketch, fineness, fold, radius
from lagebild.merge.sound import may_be_one
from lagebild.model import Spot

FAMILIES: Mapping[str, str] = {
    "ASSAULT": "force", "COERCE": "force", "CONCEDE": "easing", "RETREAT": "easing", "CONSULT": "talk", "AGREE": "talk",
    "COOPERATE": "talk",
    "AID": "aid", "SUPPORT": "word", "REQUEST": "word", "ACCUSE": "word", "REJECT": "word", "THREATEN": "word",
    "PROTEST": "protest", "SANCTION": "sanction", "MOBILIZE": "move",
}  # fmt: skip
SPEECH = frozenset({"SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})  # many a day: one says little for another
NAMED, MOST_NAMED = 0.6, 1.5  # for every rare name that two reports share, and for all of them together
RARE = 0.8  # for a kind of event that does not happen every day
SAME_MEANS = 1.0
ACROSS = -3.2  # two tellings of different reports, before anything is known of them
WITHIN = 0.6  # two events of one kind in one report
KEPT_APART = 1.5  # two places that one report names are more surely two than those of different reports
ONE_DAY = 0.4  # the part of its weight that a common day has in one report: most of what it tells is of one day
OTHERS = 1.0  # different victims in one report are more surely two than in different ones
ACTS = frozenset({"abduct", "arrest", "release", "torture"})  # means that are acts of their own, not weapons
UNPLACED = ("easing", "talk")  # a ceasefire is agreed in one place, holds in another and is announced in a third
ELSEWHERE = 0.4
LOOSE = 0.7  # the part of its weight that a place has which only stands in the same sentence
EARTH = 6371.0  # km

Evidence = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The log-odds that two tellings are of one happening, and what speaks for and against it."""

    odds: float
    why: tuple[str, ...]

    @property
    def score(self) -> float:
        """The odds as a number from 0 to 1."""
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, self.odds)))), 3)


def across(a: Sketch, b: Sketch) -> Comparison:
    """How two tellings of different reports (or two that one report keeps apart) compare."""
    evidence = [*_kind(a, b), *_time(a, b), *_place(a, b), *_who(a, b), *_figures(a, b), *_shared_words(a, b)]
    evidence += _surroundings(a, b) if a.document != b.document else [(-1.5, "one report keeps them apart")]
    return _sum(ACROSS, evidence)


def within(a: Sketch, b: Sketch) -> Comparison:
    """How two events of one report compare: of one kind and without anything against it, they are one."""
    where = [(w * KEPT_APART if w < 0 else w, why) for w, why in _place(a, b)]
    when = [(w * ONE_DAY if w > 0 else w, why) for w, why in _time(a, b)]
    whom = [(w * OTHERS if w < 0 else w, why) for w, why in _who(a, b)]
    evidence = [*_kind(a, b), *when, *where, *whom, *_figures(a, b)]
    if a.linked & {e for _, e in b.events}:
        evidence.append((3.0, "one is part or result of the other"))
    gap = abs(a.sentence - b.sentence)
    evidence.append((0.6, "neighbouring sentences") if gap <= 1 else (-0.1 * min(gap, 10), "sentences apart"))
    return _sum(WITHIN, evidence)


def _sum(prior: float, evidence: list[Evidence]) -> Comparison:
    told = sorted((e for e in evidence if e[0]), key=lambda e: (-abs(e[0]), e[1]))
    return Comparison(round(prior + sum(w for w, _ in told), 4), tuple(f"{w:+.1f} {why}" for w, why in told))


def _kind(a: Sketch, b: Sketch) -> list[Evidence]:
    found: list[Evidence] = []
    if a.type != b.type:
        same = FAMILIES.get(a.type) == FAMILIES.get(b.type) and a.type not in SPEECH
        found.append((-1.5, "related kinds of event") if same else (-6.0, "different kinds of event"))
    elif a.type in SPEECH:
        found.append((-2.0, "a kind of event that is frequent"))
    elif a.type != "ASSAULT":
        found.append((RARE, "a kind of event that is rare"))
    if a.modes and b.modes:
        other = (-2.0, "different acts") if (a.modes ^ b.modes) & ACTS else (-0.4, "different means")
        found.append((SAME_MEANS, "same means") if a.modes & b.modes else other)
    if a.unrealised != b.unrealised:
        found.append((-1.0, "only one of them took place"))
    return found


# ---- time ----------------------------------------------------------------------------------------------------------


def _time(a: Sketch, b: Sketch) -> list[Evidence]:
    if a.days and b.days:
        return [_both_dated(a.days, b.days)]
    if a.days or b.days:
        dated, other = (a, b) if a.days else (b, a)
        assert dated.days
        if other.published is not None and dated.days[0] > other.published + 1:
            return [(-6.0, "reported before the other happened")]
        if other.published is not None and dated.days[1] < other.published - 60:
            return [(-1.0, "long before the other was reported")]
        return [(0.5, "reported soon after the other happened")] if other.published and other.published - dated.days[1] <= 10 else []
    if a.published is not None and b.published is not None and abs(a.published - b.published) > 14:
        return [(-1.0, "reported weeks apart")]
    return [(0.3, "reported in the same days")] if a.published is not None and b.published is not None else []


def _both_dated(a: Days, b: Days) -> Evidence:
    gap = max(a[0] - b[1], b[0] - a[1])
    if gap > 0:
        return [(0.0, ""), (0.6, "a day apart"), (-2.0, "two days apart")][gap] if gap <= 2 else (-6.0, f"{gap} days apart")
    length = max(a[1] - a[0], b[1] - b[0])
    if length <= 1:
        return (2.2, "same day")
    if length <= 7:
        return (1.6, "same week")
    if length <= 31:
        return (1.0, "same month")
    return (0.4, "times overlap")


# ---- place ---------------------------------------------------------------------------------------------------------


def _place(a: Sketch, b: Sketch) -> list[Evidence]:
    if not a.spots or not b.spots:
        return []
    finest_a, finest_b = min(map(fineness, a.spots)), min(map(fineness, b.spots))
    pairs = [
        places(p, q)
        for p in a.spots
        if fineness(p) == finest_a or p.precision == "unresolved"
        for q in b.spots
        if fineness(q) == finest_b or q.precision == "unresolved"
    ]
    weight, why = max(pairs)
    if weight < 0 and FAMILIES.get(a.type) in UNPLACED:
        weight *= ELSEWHERE
    return [(weight, why)] if a.placed and b.placed else [(round(LOOSE * weight, 2), why + ", by the sentence")]


def places(p: Spot, q: Spot) -> Evidence:
    """What two places say, by their names and points and how exactly these are known."""
    if (p.gazetteer and p.gazetteer == q.gazetteer) or fold(p.name) == fold(q.name):
        return _same_place(p)
    r, s = radius(p), radius(q)
    if r is None or s is None:
        return (1.8, f"names that may be one ({p.name}, {q.name})") if _may_be_one(p, q) else _without_point(p, q)
    apart = kilometres(p, q)
    if apart <= max(2.0, min(r, s)):
        return (2.4, "same spot")
    if apart <= r + s:
        return (1.0, "one place lies in the other") if max(r, s) >= 20 else (-2.0, "neighbouring places")
    if apart <= r + s + 15:
        return (-0.6, f"{apart:.0f} km apart")
    return (-4.0, f"{apart:.0f} km apart") if apart > 60 else (-2.0, f"{apart:.0f} km apart")


def _may_be_one(p: Spot, q: Spot) -> bool:
    return "unresolved" in (p.precision, q.precision) and may_be_one(p.name, q.name)


def _same_place(p: Spot) -> Evidence:
    weights = {"site": 3.0, "settlement": 3.0, "district": 2.0, "region": 1.2, "country": 0.4, "unresolved": 2.2}
    return (weights[p.precision], f"same place ({p.name})")


def _without_point(p: Spot, q: Spot) -> Evidence:
    if p.country and q.country and p.country != q.country:
        return (-1.5, "different countries")
    if p.country and p.country == q.country:
        return (0.3, "same country")
    return (-0.3, "different names of places") if p.precision == q.precision == "unresolved" else (0.0, "")


def kilometres(p: Spot, q: Spot) -> float:
    """The distance of two points on the globe (haversine)."""
    assert p.lat is not None and p.lon is not None and q.lat is not None and q.lon is not None
    lat, other = math.radians(p.lat), math.radians(q.lat)
    h = math.sin((other - lat) / 2) ** 2 + math.cos(lat) * math.cos(other) * math.sin(math.radians(q.lon - p.lon) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(h)))


# ---- who, how many, words ------------------------------------------------------------------------------------------


def _who(a: Sketch, b: Sketch) -> list[Evidence]:
    found: list[Evidence] = []
    if a.agents and b.agents:
        found.append((0.8, "same agents") if a.agents & b.agents else (-0.2, "different agents"))
    if a.patients and b.patients:
        found.append((0.9, "same patients") if a.patients & b.patients else (-0.4, "different patients"))
    return found


def _figures(a: Sketch, b: Sketch) -> list[Evidence]:
    theirs = {kind: [f for f in b.figures if f[0] == kind] for kind in {f[0] for f in b.figures}}
    best: list[Evidence] = []
    for kind in sorted({f[0] for f in a.figures} & set(theirs)):
        pairs = [figure(f, g) for f in a.figures if f[0] == kind for g in theirs[kind]]
        best.append((max(pairs), f"figures of {kind}"))
    return best[:2]


def figure(f: tuple[str, int, int | None, int], g: tuple[str, int, int | None, int]) -> float:
    """What two figures of one kind say: the same rare number much, a very different one a little against it."""
    low, high = max(f[1], g[1]), min(LATEST if f[2] is None else f[2], LATEST if g[2] is None else g[2])
    if f[1:3] == g[1:3] and f[2] is not None:
        return 0.5 if f[1] < 3 else 1.0
    if low <= high:
        return 0.2
    return -0.2 if low <= 3 * max(high, 1) else -0.4


def _surroundings(a: Sketch, b: Sketch) -> list[Evidence]:
    """Reports that name the same rare places and people speak of one course of events."""
    shared = len(a.around & b.around)
    found: list[Evidence] = [(min(MOST_NAMED, NAMED * shared), "the reports name the same places or people")] if shared else []
    if a.lands and b.lands:
        found.append(
            (0.3, "the reports speak of the same countries") if a.lands & b.lands else (-1.5, "the reports speak of other countries")
        )
    return found


def _shared_words(a: Sketch, b: Sketch) -> list[Evidence]:
    shared = len(a.words & b.words)
    smaller = min(len(a.words), len(b.words))
    if not smaller:
        return []
    weight = min(2.0, 0.2 * max(0, shared - 2)) * min(1.0, 2 * shared / smaller)
    return [(round(weight, 2), f"{shared} words in common")] if weight else []

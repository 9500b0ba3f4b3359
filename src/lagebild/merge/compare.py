"""How much speaks for two tellings being of one happening: a sum of weights of evidence, each with its reason.

The sum is a log-odds: 0 is as likely as not (Fellegi and Sunter 1969 give the form). The weights were set by hand after what a careful
coder would take for proof, then moved towards how often each finding holds for one happening and for two in annotated regions
(docs/decisions/0010-weights-of-evidence.md); what is not known speaks neither way. Everything here is symmetric.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from lagebild.earth import distance_km
from lagebild.merge.sketch import LATEST, Days, Sketch, fineness, fold, radius
from lagebild.merge.sound import may_be_one
from lagebild.model import VERBAL, Spot

FAMILIES: Mapping[str, str] = {
    "ASSAULT": "force", "COERCE": "force", "CONCEDE": "easing", "RETREAT": "easing", "CONSULT": "talk", "AGREE": "talk",
    "COOPERATE": "talk",
    "AID": "aid", "SUPPORT": "word", "REQUEST": "word", "ACCUSE": "word", "REJECT": "word", "THREATEN": "word",
    "PROTEST": "protest", "SANCTION": "sanction", "MOBILIZE": "move",
}  # fmt: skip
DONE_TO = ("force", "sanction", "protest")  # families of events that somebody does to somebody: who it was can be in dispute
SPEECH = VERBAL - {"AGREE"}  # many a day: one says little for another
# What each finding says, as log-odds (docs/decisions/0010-weights-of-evidence.md).
WEIGHTS: Mapping[str, float] = {
    "another report": -2.8,  # two tellings of different reports, before anything is known of them
    "one report": 0.4,  # two events of one kind in one report
    "one report keeps them apart": -0.5,
    "one is part or result of the other": 3.0,
    "neighbouring sentences": 0.3,
    "sentences apart": -0.2,  # each, up to ten
    "related kinds of event": -1.8,
    "different kinds of event": -6.0,
    "a kind of event that is frequent": -2.0,
    "a kind of event that is rare": 0.8,
    "same means": 2.0,
    "different means": -0.45,
    "different acts": -1.3,
    "only one of them took place": -0.5,
    "reported before the other happened": -4.0,
    "long before the other was reported": -3.0,
    "weeks before the other was reported": -0.7,
    "reported soon after the other happened": 0.6,
    "reported the day after the other happened": 1.0,
    "reported weeks apart": -1.0,
    "reported in the same days": 0.3,
    "reported on the same days": 0.8,
    "same day": 2.6,
    "same week": 2.0,
    "same month": 1.0,
    "times overlap": 0.4,
    "a day apart": 0.25,
    "two days apart": -0.8,
    "days apart": -2.5,
    "weeks apart": -4.0,
    "months apart": -6.0,
    "same site": 3.0,
    "same settlement": 3.0,
    "same district": 2.0,
    "same region": 1.2,
    "same country": 0.4,
    "same unresolved name": 2.2,
    "same spot": 2.4,
    "one place lies in the other": 1.0,
    "neighbouring places": -2.0,
    "nearly neighbouring places": -0.6,
    "places apart": -2.4,
    "places far apart": -3.0,
    "names that may be one": 1.8,
    "different countries": -2.2,
    "one country, no points": 0.3,
    "different names of places": -0.3,
    "same agents": 1.2,
    "different agents": -0.2,
    "same patients": 2.0,
    "several patients in common": 1.0,  # more than that
    "different patients": -0.35,
    "same exact figure": 0.8,
    "same small figure": 0.75,
    "figures that agree": 0.3,
    "figures that differ": -0.1,
    "figures that differ much": -0.7,
    "a shared name": 0.6,  # each rare place or person that both reports name
    "the reports speak of the same countries": 0.3,
    "the reports speak of other countries": -3.0,
    "a word in common": 0.1,  # each beyond two
}
MOST_NAMED = 3.5  # for all shared names together
MOST_WORDS = 2.0  # for all shared words together
KEPT_APART = 0.65  # the part of its weight that it has when two places of one report lie apart
ONE_DAY = 0.3  # the part of its weight that a common day has in one report: most of what it tells is of one day
OTHERS = 1.2  # different victims in one report are more surely two than in different ones
ACTS = frozenset({"abduct", "arrest", "release", "torture"})  # means that are acts of their own, not weapons
UNPLACED = ("easing", "talk")  # a ceasefire is agreed in one place, holds in another and is announced in a third
ELSEWHERE = 0.4
LOOSE = 0.7  # the part of its weight that a place has which only stands in the same sentence

Evidence = tuple[float, str]


def _says(finding: str, shown: str = "") -> Evidence:
    return WEIGHTS[finding], shown or finding


@dataclass(frozen=True, slots=True)
class Comparison:
    """The log-odds that two tellings are of one happening, and what speaks for and against it."""

    odds: float
    evidence: tuple[Evidence, ...] = ()

    @property
    def why(self) -> tuple[str, ...]:
        """Each finding with its weight, the weightiest first."""
        return tuple(f"{w:+.1f} {why}" for w, why in sorted(self.evidence, key=lambda e: (-abs(e[0]), e[1])) if w)

    @property
    def score(self) -> float:
        """The odds as a number from 0 to 1."""
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, self.odds)))), 3)


def across(a: Sketch, b: Sketch) -> Comparison:
    """How two tellings of different reports (or two that one report keeps apart) compare."""
    evidence = [*_kind(a, b), *_time(a, b), *_place(a, b), *_who(a, b), *_figures(a, b), *_shared_words(a, b)]
    evidence += _surroundings(a, b) if a.document != b.document else [_says("one report keeps them apart")]
    return _sum(WEIGHTS["another report"], evidence)


def within(a: Sketch, b: Sketch) -> Comparison:
    """How two events of one report compare: of one kind and without anything against it, they are one."""
    where = [(w * KEPT_APART if w < 0 else w, why) for w, why in _place(a, b)]
    when = [(w * ONE_DAY if w > 0 else w, why) for w, why in _time(a, b)]
    whom = [(w * OTHERS if w < 0 else w, why) for w, why in _who(a, b)]
    evidence = [*_kind(a, b), *when, *where, *whom, *_figures(a, b)]
    if a.linked & {e for _, e in b.events}:
        evidence.append(_says("one is part or result of the other"))
    gap = abs(a.sentence - b.sentence)
    evidence.append(_says("neighbouring sentences") if gap <= 1 else (WEIGHTS["sentences apart"] * min(gap, 10), "sentences apart"))
    return _sum(WEIGHTS["one report"], evidence)


def _sum(prior: float, evidence: list[Evidence]) -> Comparison:
    odds = prior
    for weight, _ in evidence:
        odds += weight
    return Comparison(round(odds, 4), tuple(evidence))


def _kind(a: Sketch, b: Sketch) -> list[Evidence]:
    found: list[Evidence] = []
    if a.type != b.type:
        same = FAMILIES.get(a.type) == FAMILIES.get(b.type) and a.type not in SPEECH
        found.append(_says("related kinds of event" if same else "different kinds of event"))
    elif a.type in SPEECH:
        found.append(_says("a kind of event that is frequent"))
    elif a.type != "ASSAULT":
        found.append(_says("a kind of event that is rare"))
    if a.modes and b.modes:
        other = "different acts" if (a.modes ^ b.modes) & ACTS else "different means"
        found.append(_says("same means" if a.modes & b.modes else other))
    if a.unrealised != b.unrealised:
        found.append(_says("only one of them took place"))
    return found


# ---- time ----------------------------------------------------------------------------------------------------------


def _time(a: Sketch, b: Sketch) -> list[Evidence]:
    if a.days and b.days:
        return [_both_dated(a.days, b.days)]
    if a.days or b.days:
        dated, other = (a, b) if a.days else (b, a)
        assert dated.days
        return _one_dated(dated.days, other.published) if other.published is not None else []
    if a.published is None or b.published is None:
        return []
    gap = abs(a.published - b.published)
    return [_says("reported on the same days" if gap <= 1 else "reported in the same days" if gap <= 14 else "reported weeks apart")]


def _one_dated(days: Days, published: int) -> list[Evidence]:
    """What it says of one telling that another, which names no day, was published then."""
    if days[0] > published + 1:
        return [_says("reported before the other happened")]
    after = published - days[1]
    if after > 60:
        return [_says("long before the other was reported")]
    if after > 10:
        return [_says("weeks before the other was reported")]
    return [_says("reported the day after the other happened" if after == 1 else "reported soon after the other happened")]


def _both_dated(a: Days, b: Days) -> Evidence:
    gap = max(a[0] - b[1], b[0] - a[1])
    if gap > 0:
        known = {1: "a day apart", 2: "two days apart"}.get(gap) or ("days" if gap <= 7 else "weeks" if gap <= 60 else "months") + " apart"
        return _says(known, f"{gap} days apart" if gap > 2 else "")
    length = max(a[1] - a[0], b[1] - b[0])
    if length <= 1:
        return _says("same day")
    if length <= 7:
        return _says("same week")
    if length <= 31:
        return _says("same month")
    return _says("times overlap")


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
    if weight < 0 and all(FAMILIES.get(t.type) in UNPLACED for t in (a, b)):
        weight *= ELSEWHERE
    return [(weight, why)] if a.placed and b.placed else [(round(LOOSE * weight, 2), why + ", by the sentence")]


def places(p: Spot, q: Spot) -> Evidence:
    """What two places say, by their names and points and how exactly these are known."""
    if (p.gazetteer and p.gazetteer == q.gazetteer) or fold(p.name) == fold(q.name):
        return min(_same_place(p), _same_place(q))
    r, s = radius(p), radius(q)
    if r is None or s is None:
        names = ", ".join(sorted((p.name, q.name)))
        return _says("names that may be one", f"names that may be one ({names})") if _may_be_one(p, q) else _without_point(p, q)
    apart = kilometres(p, q)
    if apart <= max(2.0, min(r, s)):
        return _says("same spot")
    if apart <= r + s:
        return _says("one place lies in the other" if max(r, s) >= 20 else "neighbouring places")
    if apart <= r + s + 15:
        return _says("nearly neighbouring places", f"{apart:.0f} km apart")
    return _says("places far apart" if apart > 60 else "places apart", f"{apart:.0f} km apart")


def _may_be_one(p: Spot, q: Spot) -> bool:
    return "unresolved" in (p.precision, q.precision) and may_be_one(p.name, q.name)


def _same_place(p: Spot) -> Evidence:
    kind = "unresolved name" if p.precision == "unresolved" else p.precision
    return _says(f"same {kind}", f"same place ({p.name})")


def _without_point(p: Spot, q: Spot) -> Evidence:
    if p.country and q.country and p.country != q.country:
        return _says("different countries")
    if p.country and p.country == q.country:
        return _says("one country, no points", "same country")
    return _says("different names of places") if p.precision == q.precision == "unresolved" else (0.0, "")


def kilometres(p: Spot, q: Spot) -> float:
    """The distance of two spots that have coordinates."""
    assert p.lat is not None and p.lon is not None and q.lat is not None and q.lon is not None
    return distance_km((p.lat, p.lon), (q.lat, q.lon))


# ---- who, how many, words ------------------------------------------------------------------------------------------


def _who(a: Sketch, b: Sketch) -> list[Evidence]:
    found: list[Evidence] = []
    if a.agents and b.agents:
        found.append(_says("same agents" if a.agents & b.agents else "different agents"))
    if a.patients and b.patients:
        shared = len(a.patients & b.patients)
        found.append(_says("same patients" if shared else "different patients"))
        if shared > 1:
            found.append(_says("several patients in common"))
    return found


def _figures(a: Sketch, b: Sketch) -> list[Evidence]:
    best: dict[str, float] = {}
    for f in a.figures:
        for g in b.figures:
            if f[0] == g[0]:
                best[f[0]] = max(best.get(f[0], -LATEST), figure(f, g))
    return [(best[kind], f"figures of {kind}") for kind in sorted(best)[:2]]


def figure(f: tuple[str, int, int | None, int], g: tuple[str, int, int | None, int]) -> float:
    """What two figures of one kind say: the same rare number much, a very different one a little against it."""
    low, high = max(f[1], g[1]), min(LATEST if f[2] is None else f[2], LATEST if g[2] is None else g[2])
    if f[1:3] == g[1:3] and f[2] is not None:
        return WEIGHTS["same small figure" if f[1] < 3 else "same exact figure"]
    if low <= high:
        return WEIGHTS["figures that agree"]
    return WEIGHTS["figures that differ" if low <= 3 * max(high, 1) else "figures that differ much"]


def _surroundings(a: Sketch, b: Sketch) -> list[Evidence]:
    """Reports that name the same rare places and people speak of one course of events."""
    found: list[Evidence] = []
    if shared := len(a.around & b.around):
        found.append((min(MOST_NAMED, WEIGHTS["a shared name"] * shared), "the reports name the same places or people"))
    if a.lands and b.lands:
        found.append(_says(f"the reports speak of {'the same' if a.lands & b.lands else 'other'} countries"))
    return found


def _shared_words(a: Sketch, b: Sketch) -> list[Evidence]:
    shared = len(a.words & b.words)
    smaller = min(len(a.words), len(b.words))
    if not smaller:
        return []
    weight = min(MOST_WORDS, WEIGHTS["a word in common"] * max(0, shared - 2)) * min(1.0, 2 * shared / smaller)
    return [(round(weight, 2), f"{shared} words in common")] if weight else []

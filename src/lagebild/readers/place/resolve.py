"""A name and its candidates → the place that is meant in this report, or none when that is not clear.

A candidate's score is a sum of what speaks for it: the country that the phrase or the report names, its size, the kind that a noun
tells, its distance to places that are clear already. After mordecai 3 (Halterman 2023), whose features these are, without learning.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lagebild.earth import distance_km
from lagebild.model import Candidate
from lagebild.readers.place.mention import Toponym

ENOUGH = 0.35  # the lowest score of a place that is taken
BARELY = 0.34  # the highest score of a place that is not taken
LEAD = 0.06  # by which the best must lead a rival that is somewhere else
CALLED = 0.9  # the score from which on a candidate bears the name as it is written
HEARD = 0.78  # the score from which on a name that only sounds alike may be taken for the place
METROPOLIS = 1_000_000  # people of a town that is named without its country
KNOWN = 0.85  # what that counts for, where the report's own countries count for 1
OUTWEIGHS = 8  # times the people
SAME_KM = 25.0  # two candidates nearer than this are the same place for a reader of news
KEPT = 5  # candidates that are listed
WORST_FIT = 0.36  # the score of the worst fit of a name that a gazetteer still gives
LARGE = 7.0  # decimal logarithm of the people of the largest towns
NEAR_KM = 600.0  # how far a neighbour's pull reaches


@dataclass(frozen=True, slots=True)
class Context:
    """What the report says of where it plays: the weight of each country (they sum to 1), and places that are clear."""

    countries: Mapping[str, float]
    claims: frozenset[tuple[str | None, str | None]] = frozenset()  # (a country, another one whose places it claims)
    points: tuple[tuple[float, float], ...] = ()


def ranked(candidates: Sequence[Candidate], name: Toponym, context: Context) -> tuple[Candidate, ...]:
    """The candidates with their scores from 0 to 1, best first."""
    scored = [replace(c, score=round(score(c, name, context), 3)) for c in candidates]
    return tuple(sorted(scored, key=lambda c: (-c.score, -c.population, c.gazetteer)))


def score(c: Candidate, name: Toponym, context: Context) -> float:
    """How much speaks for the candidate, from 0 to 1. Its own score says how well the name fits."""
    size = 1.0 if c.precision in ("country", "region", "site") else min(1.0, math.log10(c.population + 1) / LARGE)
    own = 1.0 if c.gazetteer.startswith(("iso:", "lagebild:")) else 0.0
    fit = max(0.0, (c.score - WORST_FIT) / (1 - WORST_FIT))
    about = min(1.0, 2 * context.countries.get(c.country or "", 0.0))
    claimed = (name.country, c.country) in context.claims
    if c.population >= METROPOLIS and c.score >= CALLED:
        about = max(about, KNOWN)
    if name.country:
        about = 1.0 if name.country == c.country else about if claimed else 0.0
    total = 0.35 * about + 0.25 * size + 0.1 * own + 0.1 * _nearness(c, context) + 0.2 * fit
    if name.country and c.country and name.country != c.country and not claimed:
        total -= 0.15
    if name.kind is not None and c.precision != name.kind and not (name.division and c.precision == "settlement"):
        total -= 0.1
    return max(0.0, min(1.0 if c.score >= HEARD else BARELY, total))


def _nearness(c: Candidate, context: Context) -> float:
    if c.lat is None or c.lon is None or not context.points:
        return 0.0
    nearest = min(distance_km((c.lat, c.lon), p) for p in context.points)
    return max(0.0, 1.0 - nearest / NEAR_KM)


def chosen(candidates: Sequence[Candidate]) -> Candidate | None:
    """The best of ranked candidates when it scores enough and no rival elsewhere comes close, else None."""
    if not candidates or candidates[0].score < ENOUGH:
        return None
    best = candidates[0]
    rivals = [c for c in candidates[1:] if not _same(best, c) and not _outweighs(best, c)]
    return best if not rivals or best.score - rivals[0].score >= LEAD else None


def _outweighs(a: Candidate, b: Candidate) -> bool:
    """Whether the first is so much larger than a namesake that nobody would mean the other without saying so."""
    return a.score > b.score and a.population >= OUTWEIGHS * max(1, b.population)


def _same(a: Candidate, b: Candidate) -> bool:
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return a.country == b.country
    return distance_km((a.lat, a.lon), (b.lat, b.lon)) <= SAME_KM

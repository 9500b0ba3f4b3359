"""Where a vague telling belongs: to the one happening that it fits, when it fits no other nearly as well.

"The ceasefire", "the attack on Monday": a report that says no more means what everybody speaks of. Such a telling (without a day, or
without a place known to the district) is compared with whole happenings; it joins the best one when that is likely and `MARGIN` better
than the second. Two vague tellings never make a happening in this step, and none moves twice, so that their order does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from lagebild.merge.cluster import Cluster, Compare, Verdicts
from lagebild.merge.compare import FAMILIES
from lagebild.merge.sketch import Sketch, fineness

NEAREST = 3  # tellings of a happening that a vague one is compared with in the mean
LEAN = 4.0  # what is in favour of a vague telling meaning something known
MARGIN = 0.25
ONLY = 1.0  # more of that, when there is one such happening in these weeks and countries
WINDOW = 20  # days around what it tells of and its publication in which that may be: so many at least, twice that at most

Key = tuple[str, str, int]


def is_vague(telling: Sketch) -> bool:
    """Whether it lacks a day or a place known to the district."""
    dated = telling.days is not None and telling.days[1] - telling.days[0] <= 7
    placed = bool(telling.spots) and min(map(fineness, telling.spots)) <= 2
    return not (dated and placed)


def attach(found: Sequence[Cluster], tellings: Sequence[Sketch], compare: Compare, people: Verdicts) -> tuple[Cluster, ...]:
    """The happenings with the vague tellings that stood alone put where they clearly belong."""
    loose = [c for c in found if is_loose(c, tellings)]
    firm = [c for c in found if not is_loose(c, tellings)]
    gained: dict[int, list[Cluster]] = defaultdict(list)
    stay: list[Cluster] = []
    for cluster, home in zip(loose, homes(loose, firm, tellings, compare, people), strict=True):
        gained[home].append(cluster) if home is not None else stay.append(cluster)
    grown = [_grown(c, gained[n]) for n, c in enumerate(firm)]
    return tuple(sorted([*grown, *stay], key=lambda c: c.members))


def homes(
    loose: Sequence[Cluster], firm: Sequence[Cluster], tellings: Sequence[Sketch], compare: Compare, people: Verdicts
) -> list[int | None]:  # fmt: skip
    """For each vague cluster which of the happenings it belongs to, None where none fits well and better than the others."""
    filed = _filed(firm, tellings)
    near = ({n for m in cluster.members for key in sought_keys(tellings[m]) for n in filed.get(key, ())} for cluster in loose)
    return [_home_of(cluster, firm, several, tellings, compare, people) for cluster, several in zip(loose, near, strict=True)]


def is_loose(cluster: Cluster, tellings: Sequence[Sketch]) -> bool:
    """Whether a cluster is of one report and vague throughout."""
    return all(is_vague(tellings[m]) for m in cluster.members) and len({tellings[m].document for m in cluster.members}) == 1


def _filed(firm: Sequence[Cluster], tellings: Sequence[Sketch]) -> Mapping[Key, set[int]]:
    filed: dict[Key, set[int]] = defaultdict(set)
    for n, cluster in enumerate(firm):
        for m in cluster.members:
            for key in near_keys(tellings[m]):
                filed[key].add(n)
    return filed


def near_keys(telling: Sketch) -> Iterable[Key]:
    """Where happenings are filed for vague tellings: by family, a place or person that their reports name, and stretch of `WINDOW` days."""
    return _under(telling, _stretches(telling))


def sought_keys(telling: Sketch) -> Iterable[Key]:
    """Where a telling looks for others near it: in its own stretches and those beside them. Whom it finds finds it."""
    return _under(telling, {s + shift for s in _stretches(telling) for shift in (-1, 0, 1)})


def _under(telling: Sketch, stretches: Iterable[int]) -> Iterable[Key]:
    family = FAMILIES.get(telling.type, telling.type)
    return [(family, name, stretch) for stretch in stretches for name in telling.around]


def _stretches(telling: Sketch) -> set[int]:
    found = {telling.published // WINDOW} if telling.published is not None else set()
    if telling.days and telling.days[1] - telling.days[0] <= 366:
        found |= {day // WINDOW for day in telling.days}
    return found


def _home_of(
    cluster: Cluster, firm: Sequence[Cluster], near: Iterable[int], tellings: Sequence[Sketch], compare: Compare, people: Verdicts
) -> int | None:  # fmt: skip
    scored = [(_fit(cluster, firm[n], tellings, compare), n) for n in near if _allowed(cluster, firm[n], tellings, people)]
    if not scored:
        return None
    ranked = sorted(scored, key=lambda s: (-s[0], sorted(tellings[m].keys for m in firm[s[1]].members)))
    best = ranked[0] if len(ranked) > 1 else (ranked[0][0] + ONLY, ranked[0][1])
    clear = len(ranked) == 1 or best[0] - ranked[1][0] >= MARGIN
    return best[1] if best[0] > 0 and clear else None


def _allowed(cluster: Cluster, other: Cluster, tellings: Sequence[Sketch], people: Verdicts) -> bool:
    own, others = ([k for m in c.members for k in tellings[m].keys] for c in (cluster, other))
    return not people.keep_apart(own, others)


def _fit(cluster: Cluster, other: Cluster, tellings: Sequence[Sketch], compare: Compare) -> float:
    odds = sorted((compare(tellings[a], tellings[b]).odds for a in cluster.members for b in other.members), reverse=True)[:NEAREST]
    return round(sum(odds) / len(odds) + LEAN, 6)


def _grown(cluster: Cluster, gained: Sequence[Cluster]) -> Cluster:
    return Cluster(tuple(sorted([*cluster.members, *(m for g in gained for m in g.members)])), cluster.component)

"""The second look: happenings without a place of their own are compared whole with those near them, all that is told of each pooled.

Two tellings meet in the first look when they share a place or who it was about. One that names neither meets nobody there, although its
day, its victims and its figures may leave no doubt. So every happening that nowhere has a place of its own is compared with all that the
same places and people are named around, and joined where that is likely by more than `BELIEVED`. Best pairs come first and are pooled
before the next is sought, within what likely pairs chain together: the outcome does not depend on the order of the tellings.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lagebild.merge.attach import is_vague, near_keys, sought_keys
from lagebild.merge.cluster import Cluster, Compare, Key, Union, Verdicts, keys
from lagebild.merge.compare import FAMILIES
from lagebild.merge.sketch import Sketch, pool

BELIEVED = 2.0  # log-odds: among all that is near, more has to speak for two being one than among those of one place


@dataclass(frozen=True, slots=True)
class Whole:
    """A happening with all that is told of it."""

    tellings: tuple[Sketch, ...]
    pooled: Sketch
    bare: bool  # none of its tellings names a place of its own

    @property
    def family(self) -> str:
        """The family of the kind of event that most of its tellings are of."""
        return FAMILIES.get(self.pooled.type, self.pooled.type)


def is_bare(telling: Sketch) -> bool:
    """Whether it names no place of its own that is finer than a region."""
    return not (telling.placed and any(s.precision not in ("region", "country") for s in telling.spots))


def is_soft(telling: Sketch) -> bool:
    """Whether the second look or a vague telling's search for its happening can begin with it."""
    return is_bare(telling) or is_vague(telling)


def filed_under(telling: Sketch) -> Iterator[tuple[str, Key]]:
    """Every key that a telling is filed under with its kind: `key` of the first look, `near`, and `soft` where it may go on looking."""
    near = list(near_keys(telling))
    yield from (("key", k) for k in keys(telling))
    yield from (("near", k) for k in near)
    yield from (("soft", k) for k in (near if is_soft(telling) else ()))


def whole(tellings: Iterable[Sketch]) -> Whole:
    """The tellings as one happening."""
    several = tuple(sorted(tellings, key=lambda t: t.keys))
    return Whole(several, pool(several), all(map(is_bare, several)))


def tie(a: Whole, b: Whole, compare: Compare) -> float:
    """How likely two happenings near each other are one: above 0 they are joined when nothing fits better."""
    if not (a.bare or b.bare) or a.family != b.family:
        return -BELIEVED
    return round(compare(a.pooled, b.pooled).odds - BELIEVED, 6)


def second(found: Sequence[Cluster], tellings: Sequence[Sketch], compare: Compare, people: Verdicts) -> tuple[Cluster, ...]:
    """The happenings, joined where they are one; the components are those that likely pairs of happenings chain together as well."""
    wholes = [whole(tellings[m] for m in c.members) for c in found]
    ties = _ties(wholes, compare)
    union = Union(len(tellings))
    for cluster in found:
        for m in cluster.component:
            union.join(cluster.members[0], m)
    for a, b in ties:
        union.join(found[a].members[0], found[b].members[0])
    components: dict[int, list[int]] = defaultdict(list)
    for m in range(len(tellings)):
        components[union.find(m)].append(m)
    groups = _joined(wholes, ties, compare, people)
    made = [sorted(m for n in group for m in found[n].members) for group in groups]
    return tuple(sorted((Cluster(tuple(g), tuple(components[union.find(g[0])])) for g in made), key=lambda c: c.members))


def _ties(wholes: Sequence[Whole], compare: Compare) -> dict[tuple[int, int], float]:
    """The pairs of positions (lower first) that are likely one."""
    found = {pair: tie(wholes[pair[0]], wholes[pair[1]], compare) for pair in near_pairs(wholes)}
    return {pair: odds for pair, odds in found.items() if odds > 0}


def near_pairs(wholes: Sequence[Whole]) -> Iterator[tuple[int, int]]:
    """The pairs of positions (lower first), one of them bare, that some place or person is named around both of; each once."""
    bare = [n for n, one in enumerate(wholes) if one.bare]
    sought = {n: {k for t in wholes[n].tellings for k in sought_keys(t)} for n in bare}
    wanted = {k for several in sought.values() for k in several}
    filed: dict[object, set[int]] = defaultdict(set)
    for n, one in enumerate(wholes):
        for t in one.tellings:
            for key in near_keys(t):
                if key in wanted:
                    filed[key].add(n)
    for a in bare:
        for b in sorted({n for key in sought[a] for n in filed.get(key, ())}):
            if a != b and not (b < a and wholes[b].bare):  # two bare ones find each other
                yield min(a, b), max(a, b)


def _joined(wholes: Sequence[Whole], ties: dict[tuple[int, int], float], compare: Compare, people: Verdicts) -> list[list[int]]:
    standing = dict(enumerate(wholes))
    groups = {n: [n] for n in standing}
    beside: dict[int, set[int]] = defaultdict(set)
    heap: list[tuple[float, tuple[str, ...], tuple[str, ...], int, int, Whole, Whole]] = []

    def push(a: int, b: int, odds: float) -> None:
        first, other = sorted((a, b), key=lambda n: standing[n].pooled.keys)
        heapq.heappush(
            heap, (-odds, standing[first].pooled.keys, standing[other].pooled.keys, first, other, standing[first], standing[other])
        )

    for (a, b), odds in ties.items():
        beside[a].add(b)
        beside[b].add(a)
        push(a, b, odds)
    while heap:
        *_, a, b, one, other = heapq.heappop(heap)
        if standing.get(a) is not one or standing.get(b) is not other or _kept_apart(one, other, people):
            continue
        standing[a] = whole((*one.tellings, *other.tellings))
        del standing[b]
        groups[a] += groups.pop(b)
        beside[a] |= beside.pop(b)
        for n in beside[a]:
            beside[n] = (beside[n] - {b}) | {a}
        beside[a] -= {a, b}
        for n in sorted(beside[a]):
            if (odds := tie(standing[a], standing[n], compare)) > 0:
                push(a, n, odds)
    return list(groups.values())


def _kept_apart(a: Whole, b: Whole, people: Verdicts) -> bool:
    return people.keep_apart(a.pooled.keys, b.pooled.keys)

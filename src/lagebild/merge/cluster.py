"""Which tellings are one happening: candidates by shared keys, components of likely pairs, average linkage in each of them.

The result depends on the set of tellings and judgements alone, never on their order. Two tellings that share no key and no chain of likely
pairs never touch each other, so that a new report changes only the component that it falls into.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lagebild.merge.compare import FAMILIES, Comparison
from lagebild.merge.sketch import Sketch, fineness, fold
from lagebild.merge.sound import skeletons
from lagebild.model import Judgement

BUCKET = 4  # days
LONGEST = 31  # days that still count as dated
CELL = 0.5  # degrees
EDGE = 0.2  # degrees around a point that count as its neighbourhood
LARGEST = 600  # tellings of a component that are all compared with each other; above, only pairs that share a key

Key = tuple[object, ...]
Compare = Callable[[Sketch, Sketch], Comparison]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What people decided about pairs of events, by event keys: the last word on each pair."""

    same: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()

    def keep_apart(self, some: Iterable[str], others: Collection[str]) -> bool:
        """Whether people hold any of the first events and any of the others to be two."""
        return bool(self.apart) and any((min(a, b), max(a, b)) in self.apart for a in some for b in others)


def verdicts(judgements: Iterable[Judgement]) -> Verdicts:
    """The pairs that people hold to be the same and those that they keep apart; later judgements go before earlier ones."""
    ordered = sorted(judgements, key=lambda j: (j.at, j.reviewer, j.seq))
    undone = {t for j in ordered if j.action == "undo" for t in j.targets}
    last: dict[tuple[str, str], str] = {}
    for judgement in ordered:
        if judgement.action in ("same", "not-same", "unsure") and judgement.hash not in undone:
            for pair in _pairs(judgement):
                last[pair] = judgement.action
    return Verdicts(
        frozenset(p for p, action in last.items() if action == "same"), frozenset(p for p, action in last.items() if action == "not-same")
    )


def _pairs(judgement: Judgement) -> Iterator[tuple[str, str]]:
    for n, a in enumerate(judgement.targets):
        for b in judgement.targets[n + 1 :]:
            yield (a, b) if a < b else (b, a)


# ---- candidates ----------------------------------------------------------------------------------------------------


def keys(sketch: Sketch) -> tuple[Key, ...]:
    """Where a telling is filed: those that share a key are compared. Dated ones by place and days, vague ones by place and month."""
    family = FAMILIES.get(sketch.type, sketch.type)
    dated = is_dated(sketch)
    where = sorted(_cells(sketch), key=str)
    found: list[Key] = []
    if dated and sketch.days:
        first, last = (sketch.days[0] - 2) // BUCKET, (sketch.days[1] + 2) // BUCKET
        for bucket in range(first, last + 1):
            found += [(family, cell, bucket) for cell in where]
            if not where or min(map(fineness, sketch.spots)) > 3:
                found += [(family, "who", who, bucket) for who in sorted(sketch.agents | sketch.patients)]
    found += [(family, cell, "month", month) for cell in where for month in _months(sketch)]
    return tuple(found)


def _cells(sketch: Sketch) -> set[object]:
    cells: set[object] = set()
    for spot in sketch.spots:
        if spot.lat is not None and spot.lon is not None and spot.precision != "country":
            for lat in (spot.lat - EDGE, spot.lat + EDGE):
                cells |= {(math.floor(lat / CELL), math.floor(lon / CELL)) for lon in (spot.lon - EDGE, spot.lon + EDGE)}
        if spot.precision not in ("region", "country"):
            cells |= skeletons(spot.name) or {fold(spot.name)}
        else:
            cells.add(("country", spot.country, fold(spot.name)))
    return cells


def _months(sketch: Sketch) -> range:
    days = sketch.days
    if days is None or days[1] - days[0] > 3 * 366:
        days = (sketch.published - 30, sketch.published) if sketch.published else None
    return range(days[0] // 30, days[1] // 30 + 1) if days else range(0)


def is_dated(sketch: Sketch) -> bool:
    """Whether it is known to the month or better when it happened."""
    return sketch.days is not None and sketch.days[1] - sketch.days[0] <= LONGEST


def is_vague(key: Key) -> bool:
    """Whether a key is one that dated tellings share only with undated or roughly dated ones."""
    return len(key) == 4 and key[2] == "month"


def candidates(tellings: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Pairs of positions (lower first) that share a key, each once; two finely dated tellings only by a key of days."""
    filed: dict[Key, list[int]] = defaultdict(list)
    dated = [is_dated(t) for t in tellings]
    for n, telling in enumerate(tellings):
        for key in keys(telling):
            filed[key].append(n)
    seen: set[tuple[int, int]] = set()
    for key, members in filed.items():
        vague = is_vague(key)
        for at, a in enumerate(members):
            for b in members[at + 1 :]:
                if (a, b) not in seen and not (vague and dated[a] and dated[b]):
                    seen.add((a, b))
                    yield a, b


# ---- linkage -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cluster:
    """Positions of tellings that are one happening."""

    members: tuple[int, ...]
    component: tuple[int, ...] = ()  # all that likely pairs chain together with it


class Union:
    """Sets that grow together."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def find(self, n: int) -> int:
        while self.parent[n] != n:
            self.parent[n] = n = self.parent[self.parent[n]]
        return n

    def join(self, a: int, b: int) -> None:
        a, b = self.find(a), self.find(b)
        if a != b:
            self.parent[max(a, b)] = min(a, b)


def cluster(tellings: Sequence[Sketch], pairs: Iterable[tuple[int, int]], compare: Compare, people: Verdicts) -> tuple[Cluster, ...]:
    """The tellings as happenings, every one in exactly one; in the order of their first members."""
    known = {(a, b): compare(tellings[a], tellings[b]) for a, b in pairs}
    whose = {key: n for n, t in enumerate(tellings) for key in t.keys}
    same, apart = _placed(people.same, whose), _placed(people.apart, whose)
    union = Union(len(tellings))
    for (a, b), comparison in known.items():
        if comparison.odds > 0 and (a, b) not in apart:
            union.join(a, b)
    for a, b in same:
        union.join(a, b)
    components: dict[int, list[int]] = defaultdict(list)
    for n in range(len(tellings)):
        components[union.find(n)].append(n)
    inside: dict[int, dict[tuple[int, int], Comparison]] = defaultdict(dict)
    for pair, comparison in known.items():
        if union.find(pair[0]) == union.find(pair[1]):
            inside[union.find(pair[0])][pair] = comparison
    found = [c for root, members in components.items() for c in _split(members, tellings, inside[root], compare, same, apart)]
    return tuple(sorted(found, key=lambda c: c.members))


def _placed(pairs: Iterable[tuple[str, str]], whose: Mapping[str, int]) -> set[tuple[int, int]]:
    found = set()
    for a, b in pairs:
        if a in whose and b in whose and whose[a] != whose[b]:
            found.add((min(whose[a], whose[b]), max(whose[a], whose[b])))
    return found


def _split(
    members: list[int], tellings: Sequence[Sketch], known: dict[tuple[int, int], Comparison], compare: Compare,
    same: set[tuple[int, int]], apart: set[tuple[int, int]],
) -> Iterator[Cluster]:  # fmt: skip
    if len(members) == 1:
        yield Cluster((members[0],), (members[0],))
        return
    if len(members) <= LARGEST:
        for n, a in enumerate(members):
            for b in members[n + 1 :]:
                if (a, b) not in known:
                    known[a, b] = compare(tellings[a], tellings[b])
    for group in _link(members, tellings, known, same, apart):
        yield Cluster(tuple(group), tuple(members))


class _Groups:
    """Groups of tellings that grow together, with the sums of the odds between them; what is unknown counts as `UNKNOWN`."""

    UNKNOWN = -2.0

    def __init__(self, members: list[int], tellings: Sequence[Sketch], odds: Mapping[tuple[int, int], float]) -> None:
        # order by what the tellings are, not by where they stand, so that ties fall the same way in any order
        self.rank = {m: n for n, m in enumerate(sorted(members, key=lambda m: (tellings[m].keys, tellings[m].events)))}
        self.groups = {m: [m] for m in members}
        self.sums: dict[int, dict[int, float]] = {m: {} for m in members}
        self.apart: dict[int, set[int]] = {m: set() for m in members}
        for (a, b), value in odds.items():
            self.sums[a][b] = self.sums[b][a] = value - self.UNKNOWN
        self.heap: list[tuple[float, int, int, int, int, int, int]] = []
        for (a, b), value in odds.items():
            if value > 0:
                self.push(a, b)

    def mean(self, a: int, b: int) -> float:
        """The mean of the odds between two groups."""
        return self.sums[a].get(b, 0.0) / (len(self.groups[a]) * len(self.groups[b])) + self.UNKNOWN

    def push(self, a: int, b: int) -> None:
        """The pair is waiting to be joined, when its mean speaks for it."""
        mean = self.mean(a, b)
        if mean > 0:
            first, second = sorted((a, b), key=lambda g: self.rank[g])
            sizes = len(self.groups[first]), len(self.groups[second])
            heapq.heappush(self.heap, (-round(mean, 9), self.rank[first], self.rank[second], first, second, *sizes))

    def join(self, a: int, b: int) -> None:
        """Group b is part of group a."""
        self.groups[a] += self.groups.pop(b)
        self.rank[a] = min(self.rank[a], self.rank[b])
        for other, value in self.sums.pop(b).items():
            self.sums[other].pop(b, None)
            if other != a:
                self.sums[a][other] = self.sums[other][a] = self.sums[a].get(other, 0.0) + value
        self.sums[a].pop(b, None)
        for other in self.apart.pop(b):
            self.apart[other].discard(b)
            self.apart[other].add(a)
            self.apart[a].add(other)


def _link(
    members: list[int], tellings: Sequence[Sketch], known: Mapping[tuple[int, int], Comparison], same: set[tuple[int, int]],
    apart: set[tuple[int, int]],
) -> list[list[int]]:  # fmt: skip
    inside = set(members)
    odds = {pair: c.odds for pair, c in known.items()}
    state = _Groups(members, tellings, odds)
    for a, b in apart:
        if a in inside and b in inside:
            state.apart[a].add(b)
            state.apart[b].add(a)
    while state.heap:
        _, _, _, a, b, size_a, size_b = heapq.heappop(state.heap)
        if a not in state.groups or b not in state.groups or (len(state.groups[a]), len(state.groups[b])) != (size_a, size_b):
            continue
        if b in state.apart[a]:
            continue
        state.join(a, b)
        for other in list(state.sums[a]):
            state.push(a, other)
    _join_said(state, tellings, same, inside)
    return [sorted(g) for g in state.groups.values()]


def _join_said(state: _Groups, tellings: Sequence[Sketch], same: set[tuple[int, int]], inside: set[int]) -> None:
    """What people hold to be the same is joined with all that belongs to it, unless somebody keeps some of it apart."""
    home = {m: g for g, members in state.groups.items() for m in members}
    for a, b in sorted((p for p in same if p[0] in inside), key=lambda p: (tellings[p[0]].keys, tellings[p[1]].keys)):
        x, y = home[a], home[b]
        if x == y or y in state.apart[x]:
            continue
        state.join(x, y)
        for m in state.groups[x]:
            home[m] = x

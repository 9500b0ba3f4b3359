"""Who is who across reports: names of actors and places that may mean one, with a score and reasons; people decide, and can take it back.

Nothing is joined by itself but what is written alike. Candidates are found by the skeleton of their last word, so that a million mentions
need no comparison of all with all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lagebild.merge.cluster import Verdicts
from lagebild.merge.sketch import fold
from lagebild.merge.sound import skeletons

LARGEST = 200  # names that share a skeleton and are all compared; more of them are no name but a common word
LEAST = 0.5  # score of a proposal that is worth a look


@dataclass(frozen=True, slots=True)
class Known:
    """One name as reports write it: `id` is what judgements name (`actor:…`, `place:…`)."""

    id: str
    name: str
    kind: str
    reports: int
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two names that may mean one, from 0 to 1, and why."""

    names: tuple[str, str]
    score: float
    why: tuple[str, ...]


def proposals(known: Iterable[Known], people: Verdicts) -> list[Proposal]:
    """The pairs of names that may mean one and that nobody has decided on, the likeliest first."""
    by_skeleton: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for one in sorted(known, key=lambda k: k.id):
        for skeleton in skeletons(one.name):
            by_skeleton[one.id.partition(":")[0], skeleton].append(one)
    found: dict[tuple[str, str], Proposal] = {}
    for several in by_skeleton.values():
        for a, b in _pairs(several) if len(several) <= LARGEST else ():
            pair = (a.id, b.id)
            if pair not in found and pair not in people.same and pair not in people.apart and (made := compare(a, b)):
                found[pair] = made
    return sorted(found.values(), key=lambda p: (-p.score, p.names))


def _pairs(several: Sequence[Known]) -> Iterator[tuple[Known, Known]]:
    for n, a in enumerate(several):
        for b in several[n + 1 :]:
            yield a, b


def compare(a: Known, b: Known) -> Proposal | None:
    """What speaks for two names meaning one; None when too little does."""
    likeness = SequenceMatcher(None, fold(a.name), fold(b.name)).ratio()
    why = [f"last words sound alike ({a.name}, {b.name})", f"letters alike {likeness:.2f}"]
    score = 0.35 + 0.35 * likeness
    if a.kind == b.kind:
        score += 0.1
        why.append(f"both {a.kind}")
    elif "unknown" not in (a.kind, b.kind):
        score -= 0.3
        why.append(f"one {a.kind}, one {b.kind}")
    if a.countries and b.countries:
        same = bool(a.countries & b.countries)
        score += 0.15 if same else -0.25
        why.append("same country" if same else "different countries")
    first = _first_names(a.name, b.name)
    if first is not None:
        score += 0.1 if first else -0.35
        why.append("first names agree" if first else "first names differ")
    score = round(min(1.0, max(0.0, score)), 2)
    return Proposal((a.id, b.id), score, tuple(why)) if score >= LEAST else None


def _first_names(a: str, b: str) -> bool | None:
    """Whether the words before the last ones agree, by letter where one is an initial; None where one has none."""
    first, second = a.split()[:-1], b.split()[:-1]
    if not first or not second:
        return None
    x, y = first[0], second[0]
    if len(x.rstrip(".")) == 1 or len(y.rstrip(".")) == 1:
        return fold(x)[:1] == fold(y)[:1]
    return bool(skeletons(x) & skeletons(y)) or SequenceMatcher(None, fold(x), fold(y)).ratio() > 0.7


def joined(known: Iterable[Known], people: Verdicts) -> list[tuple[Known, ...]]:
    """The names as groups that people hold to be one, never two that somebody keeps apart; the most frequent name of each comes first."""
    by_id = {k.id: k for k in known}
    groups = {i: {i} for i in by_id}
    for a, b in sorted(p for p in people.same if p[0] in by_id and p[1] in by_id):
        if groups[a] is not groups[b] and not _kept_apart(groups[a], groups[b], people):
            groups[a] |= groups[b]
            for member in groups[b]:
                groups[member] = groups[a]
    seen: set[int] = set()
    found = []
    for group in groups.values():
        if id(group) not in seen:
            seen.add(id(group))
            found.append(tuple(sorted((by_id[i] for i in group), key=lambda k: (-k.reports, k.id))))
    return sorted(found, key=lambda g: (-sum(k.reports for k in g), g[0].id))


def _kept_apart(a: set[str], b: set[str], people: Verdicts) -> bool:
    return any((min(x, y), max(x, y)) in people.apart for x in a for y in b)

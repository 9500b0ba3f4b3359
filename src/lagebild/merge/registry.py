"""Who is who across reports: names of actors and places that may mean one, with a score and reasons; people decide, and can take it back.

Nothing is joined by itself but what is written alike. Candidates are found by the skeleton of their last word, and where many names share
one (a frequent surname) by that of their first word as well, so that a million mentions need no comparison of all with all. What is not
compared even so is said: names of one word among many that end in it, and more names than `LARGEST` that sound alike from end to end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from lagebild.merge.cluster import Verdicts
from lagebild.merge.sketch import fold
from lagebild.merge.sound import skeletons

CROWD = 30  # names with one last word that are all compared; more are compared where their first words may be one as well
LARGEST = 200  # names that are alike in both and are all compared; more of them are no name but a common word
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


def proposals(known: Iterable[Known], people: Verdicts) -> tuple[list[Proposal], list[str]]:
    """(pairs, left): those that may mean one and nobody has decided on, the likeliest first; the ids of names not compared with all."""
    found: dict[tuple[str, str], Proposal] = {}
    left: set[str] = set()
    seen: set[tuple[str, str]] = set(people.same | people.apart)
    for several in _by_last(known).values():
        for a, b in combinations(several, 2) if len(several) <= CROWD else _in_crowd(several, left):
            if (a.id, b.id) not in seen:
                seen.add((a.id, b.id))
                if made := compare(a, b):
                    found[a.id, b.id] = made
    return sorted(found.values(), key=lambda p: (-p.score, p.names)), sorted(left)


def _by_last(known: Iterable[Known]) -> Mapping[object, Sequence[Known]]:
    found: dict[object, list[Known]] = defaultdict(list)
    for one in sorted(known, key=lambda k: k.id):
        for skeleton in skeletons(one.name):
            found[one.id.partition(":")[0], skeleton].append(one)
    return found


def _in_crowd(several: Sequence[Known], left: set[str]) -> Iterator[tuple[Known, Known]]:
    """Pairs of a crowd whose first words may be one, in order; the ids of those not compared with all of these are added to `left`."""
    alike: dict[str, list[Known]] = defaultdict(list)
    short: dict[str, list[Known]] = defaultdict(list)
    others: dict[str, list[Known]] = defaultdict(list)
    for one in several:
        first, last = one.name.split()[0], len(one.name.split()) < 2
        for sound in {""} if last else _sounds(first):
            alike[sound].append(one)
        (short if not last and len(first.rstrip(".")) == 1 else others)["" if last else fold(first)[:1]].append(one)
    left |= {one.id for one in alike.get("", ())}  # one word: it may be any of them
    for group in alike.values():
        if len(group) > LARGEST:
            left |= {one.id for one in group}
        else:
            yield from combinations(group, 2)
    for letter, initials in short.items():
        near = sorted([*initials, *others.get(letter, ())], key=lambda k: k.id)
        if len(near) > LARGEST:
            left |= {one.id for one in initials}
            near = initials[:LARGEST]
        at = {one.id for one in initials}
        yield from ((a, b) for a, b in combinations(near, 2) if a.id in at or b.id in at)


def _sounds(first: str) -> set[str]:
    return {*skeletons(first), fold(first)[:3] + "…"}  # Aleksandr, Alexander


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

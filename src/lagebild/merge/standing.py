"""Incidents that stand while reports are added, changed and taken away: only the neighbourhood of what changed is looked at again.

The outcome is the one that starting afresh would give (a property test holds it), for two reasons. Clustering never looks beyond a
component of likely pairs, and a new telling can only join the components that it is likely to belong to. A vague telling only ever looks
at the happenings that share a near key with it, and is looked at again when one of them changed.

Where the tellings are kept is the shelf's business: `Shelf` in memory here, on a database in the store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from lagebild.merge.attach import home_of, is_loose, near_keys
from lagebild.merge.cluster import Cluster, Compare, Key, Verdicts, candidates, cluster, is_dated, is_vague, keys
from lagebild.merge.compare import Comparison, across
from lagebild.merge.sketch import Sketch


@dataclass(frozen=True, slots=True)
class Placed:
    """A telling and where it stands: its component of likely pairs, its cluster, and the happening it belongs to. Named by event keys."""

    number: int
    sketch: Sketch
    component: str = ""
    cluster: str = ""
    home: str = ""
    loose: bool = False


class Shelf(Protocol):
    """Where tellings are kept and found again."""

    def put(self, sketches: Sequence[Sketch]) -> list[Placed]:
        """The tellings are filed; they are found from when they are placed."""

    def drop(self, documents: Collection[str]) -> list[Placed]:
        """The tellings of these documents are gone; what they were."""

    def by_keys(self, sought: Collection[Key]) -> Mapping[Key, Sequence[Placed]]:
        """The tellings filed under each of these keys."""

    def by_near(self, sought: Collection[Key]) -> list[Placed]:
        """The tellings filed under any of these near keys."""

    def by_events(self, event_keys: Collection[str]) -> list[Placed]:
        """The tellings that hold these events."""

    def in_components(self, names: Collection[str]) -> list[Placed]:
        """The tellings of these components."""

    def in_clusters(self, names: Collection[str]) -> list[Placed]:
        """The tellings of these clusters."""

    def place(self, placed: Sequence[Placed]) -> None:
        """These tellings stand where they now say."""


class Remembered:
    """A comparison that is not made twice for the same two sketches, as long as it remembers them."""

    def __init__(self, compare: Compare, most: int = 20_000) -> None:
        self.compare, self.most = compare, most
        self.known: dict[tuple[int, int], tuple[Comparison, Sketch, Sketch]] = {}

    def __call__(self, a: Sketch, b: Sketch) -> Comparison:
        if b.keys < a.keys:
            a, b = b, a
        found = self.known.get((id(a), id(b)))
        if found is None:
            if len(self.known) >= self.most:
                self.known.clear()
            found = self.known[id(a), id(b)] = self.compare(a, b), a, b  # who is remembered is not thrown away: its id stays its own
        return found[0]


def update(shelf: Shelf, changed: Mapping[str, Sequence[Sketch]], people: Verdicts, compare: Compare = across) -> set[str]:
    """The happenings that are new, gone or different, by name, after these documents tell what they now tell (nothing: they are gone)."""
    gone = shelf.drop(changed.keys())
    fresh = shelf.put([s for document in sorted(changed) for s in changed[document]])
    dirty = {p.component for p in gone} | _reached(shelf, fresh, people, compare)
    before = {p.number: p for p in shelf.in_components(dirty - {""})}
    members = [*sorted(before.values(), key=_order), *sorted(fresh, key=_order)]
    members.sort(key=_order)
    after = _clustered(members, people, compare)
    standing = {p.number: p for p in before.values()}
    shelf.place([p for p in after if standing.get(p.number) != p])
    touched = {p.home for p in (*gone, *before.values())} | {p.home for p in after}
    return (touched | _attach(shelf, [*gone, *before.values()], after, people, compare)) - {""}


def _order(placed: Placed) -> tuple[tuple[str, ...], int]:
    return placed.sketch.keys, placed.number


def _reached(shelf: Shelf, fresh: Sequence[Placed], people: Verdicts, compare: Compare) -> set[str]:
    """The components that new tellings are likely to belong to, or that people put them to or keep them from."""
    found: set[str] = set()
    own = {p.number: keys(p.sketch) for p in fresh}
    by_key = shelf.by_keys({k for several in own.values() for k in several})
    for placed in fresh:
        seen: set[int] = {placed.number}
        for key in own[placed.number]:
            for other in by_key.get(key, ()):
                if other.number in seen or (is_vague(key) and is_dated(placed.sketch) and is_dated(other.sketch)):
                    continue
                seen.add(other.number)
                if other.component and other.component not in found and compare(placed.sketch, other.sketch).odds > 0:
                    found.add(other.component)
    return found | {p.component for p in shelf.by_events(_judged_with(fresh, people)) if p.component}


def _judged_with(fresh: Sequence[Placed], people: Verdicts) -> set[str]:
    own = {k for p in fresh for k in p.sketch.keys}
    return {k for pair in (*people.same, *people.apart) if own & set(pair) for k in pair}


def _clustered(members: Sequence[Placed], people: Verdicts, compare: Compare) -> list[Placed]:
    several = [p.sketch for p in members]
    found: list[Placed] = []
    for one in cluster(several, candidates(several), compare, people):
        name = min(several[m].keys[0] for m in one.members)
        component = min(several[m].keys[0] for m in one.component)
        loose = is_loose(one, several)
        found += [Placed(members[m].number, several[m], component, name, name, loose) for m in one.members]
    return found


# ---- vague tellings ------------------------------------------------------------------------------------------------


def _attach(shelf: Shelf, before: Sequence[Placed], after: Sequence[Placed], people: Verdicts, compare: Compare) -> set[str]:
    """The happenings that vague tellings left or joined, after those near to what changed were looked at again."""
    moved = [p for p in (*before, *after) if not p.loose]
    near = {p.cluster for p in after if p.loose}
    near |= {p.cluster for p in shelf.by_near({k for p in moved for k in near_keys(p.sketch)}) if p.loose}
    touched: set[str] = set()
    for name in sorted(near):
        members = sorted(shelf.in_clusters([name]), key=_order)
        home = _home(shelf, members, people, compare) or name
        if any(p.home != home for p in members):
            touched |= {home, *(p.home for p in members)}
            shelf.place([replace(p, home=home) for p in members])
    return touched


def _home(shelf: Shelf, members: Sequence[Placed], people: Verdicts, compare: Compare) -> str | None:
    there = {p.cluster for p in shelf.by_near({k for m in members for k in near_keys(m.sketch)}) if not p.loose}
    happenings: dict[str, list[Placed]] = defaultdict(list)
    for placed in shelf.in_clusters(there):
        happenings[placed.cluster].append(placed)
    names = sorted(happenings)
    several = [p.sketch for p in members]
    firm: list[Cluster] = []
    for name in names:
        at = len(several)
        several += [p.sketch for p in sorted(happenings[name], key=_order)]
        firm.append(Cluster(tuple(range(at, len(several)))))
    best = home_of(Cluster(tuple(range(len(members)))), firm, range(len(firm)), several, compare, people)
    return names[best] if best is not None else None


# ---- a shelf in memory ---------------------------------------------------------------------------------------------


@dataclass
class Memory:
    """A shelf in memory."""

    placed: dict[int, Placed] = field(default_factory=dict)
    filed: dict[tuple[str, object], set[int]] = field(default_factory=lambda: defaultdict(set))
    count: int = 0

    def put(self, sketches: Sequence[Sketch]) -> list[Placed]:
        """The tellings are kept and filed."""
        found = []
        for sketch in sketches:
            self.count += 1
            found.append(Placed(self.count, sketch))
        self.place(found)
        return found

    def drop(self, documents: Collection[str]) -> list[Placed]:
        """The tellings of these documents are gone; what they were."""
        gone = self._found(("document", d) for d in documents)
        for one in gone:
            self._unfile(one)
            del self.placed[one.number]
        return gone

    def by_keys(self, sought: Collection[Key]) -> Mapping[Key, Sequence[Placed]]:
        """The tellings filed under each of these keys."""
        return {k: self._found([("key", k)]) for k in sought}

    def by_near(self, sought: Collection[Key]) -> list[Placed]:
        """The tellings filed under any of these near keys."""
        return self._found(("near", k) for k in sought)

    def by_events(self, event_keys: Collection[str]) -> list[Placed]:
        """The tellings that hold these events."""
        return self._found(("event", k) for k in event_keys)

    def in_components(self, names: Collection[str]) -> list[Placed]:
        """The tellings of these components."""
        return self._found(("component", n) for n in names)

    def in_clusters(self, names: Collection[str]) -> list[Placed]:
        """The tellings of these clusters."""
        return self._found(("cluster", n) for n in names)

    def place(self, placed: Sequence[Placed]) -> None:
        """These tellings stand where they now say."""
        for one in placed:
            if one.number in self.placed:
                self._unfile(self.placed[one.number])
            self.placed[one.number] = one
            for entry in self._entries(one):
                self.filed[entry].add(one.number)

    def _entries(self, one: Placed) -> Iterable[tuple[str, object]]:
        yield from (("document", one.sketch.document), ("component", one.component), ("cluster", one.cluster))
        yield from (("key", k) for k in keys(one.sketch))
        yield from (("near", k) for k in near_keys(one.sketch))
        yield from (("event", k) for k in one.sketch.keys)

    def _unfile(self, one: Placed) -> None:
        for entry in self._entries(one):
            self.filed[entry].discard(one.number)

    def _found(self, entries: Iterable[tuple[str, object]]) -> list[Placed]:
        numbers = {n for e in entries for n in self.filed.get(e, ())}
        return [self.placed[n] for n in sorted(numbers)]

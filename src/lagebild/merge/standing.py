"""Incidents that stand while reports are added, changed and taken away: only the neighbourhood of what changed is looked at again.

The outcome is the one that starting afresh would give (a property test holds it), for three reasons. Clustering never looks beyond a
component of likely pairs, and a new telling can only join the components that it is likely to belong to. The second look never looks
beyond a component either, and only what the first look put together anew can be tied to another component. A vague telling only ever
looks at the happenings that share a near key with it, and is looked at again when one of them changed.

Where the tellings are kept is the shelf's business: the store has one on a database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from lagebild.merge.attach import homes, is_loose, sought_keys
from lagebild.merge.cluster import Cluster, Compare, Key, Verdicts, candidates, cluster, is_dated, is_vague, keys
from lagebild.merge.compare import Comparison, across
from lagebild.merge.second import near_pairs, second, tie, whole
from lagebild.merge.sketch import Sketch


@dataclass(frozen=True, slots=True)
class Placed:
    """A telling and where it stands, named by event keys."""

    number: int
    sketch: Sketch
    component: str = ""  # all that likely pairs chain together with it, in the first look or the second
    part: str = ""  # what the first look puts it to
    cluster: str = ""  # and the second
    home: str = ""  # the happening that it belongs to in the end
    loose: bool = False


class Shelf(Protocol):
    """Where tellings are kept and found again."""

    def put(self, sketches: Sequence[Sketch]) -> list[Placed]:
        """The tellings are filed; they are found from when they are placed."""

    def drop(self, documents: Collection[str]) -> list[Placed]:
        """The tellings of these documents are gone; what they were."""

    def by_keys(self, sought: Collection[Key]) -> Mapping[Key, Sequence[Placed]]:
        """The tellings filed under each of these keys."""

    def by_near(self, sought: Collection[Key], soft: bool = False) -> list[Placed]:
        """The tellings filed under any of these near keys; of the soft ones only, those without a day or a place of their own."""

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
    gone = [replace(p, number=-p.number) for p in shelf.drop(changed.keys())]  # its number may be given again
    fresh = shelf.put([s for document in sorted(changed) for s in changed[document]])
    dirty = {p.component for p in gone} | _reached(shelf, fresh, people, compare)
    before = shelf.in_components(dirty - {""})
    after = _first(sorted([*before, *fresh], key=_order), people, compare)
    beside = shelf.in_components(_beside(shelf, [*gone, *before], after, compare))
    before = [*before, *beside]
    after = _second(sorted([*after, *beside], key=_order), people, compare)
    moved = _moved([*gone, *before], after)
    stood = {p.number: p for p in before}
    after = [p if p.number in moved else replace(p, home=stood[p.number].home) for p in after]
    shelf.place([p for p in after if stood.get(p.number) != p])
    left = [*gone, *(p for p in before if p.number in moved)]
    came = [p for p in after if p.number in moved]
    touched = {p.home for p in (*left, *came)}
    return (touched | _attach(shelf, left, came, people, compare)) - {""}


def _order(placed: Placed) -> tuple[tuple[str, ...], int]:
    return placed.sketch.keys, placed.number


def _moved(before: Sequence[Placed], after: Sequence[Placed]) -> set[int]:
    """The tellings that do not stand with the same others as before."""
    stood = {frozenset(p.number for p in several) for several in _by(lambda p: p.cluster, before).values()}
    stand = (frozenset(p.number for p in several) for several in _by(lambda p: p.cluster, after).values())
    return {n for numbers in stand if numbers not in stood for n in numbers}


def _by(name: Callable[[Placed], str], several: Iterable[Placed]) -> dict[str, list[Placed]]:
    found: dict[str, list[Placed]] = defaultdict(list)
    for placed in several:
        found[name(placed)].append(placed)
    return found


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


def _first(members: Sequence[Placed], people: Verdicts, compare: Compare) -> list[Placed]:
    """The tellings with the component and the part that the first look puts them to."""
    several = [p.sketch for p in members]
    found: list[Placed] = []
    for one in cluster(several, candidates(several), compare, people):
        part, component = (min(several[m].keys[0] for m in group) for group in (one.members, one.component))
        found += [Placed(members[m].number, several[m], component, part) for m in one.members]
    return found


def _beside(shelf: Shelf, before: Sequence[Placed], after: Sequence[Placed], compare: Compare) -> set[str]:
    """The other components that the second look ties to parts that were not there before."""
    stood = {frozenset(p.number for p in several) for several in _by(lambda p: p.part, before).values()}
    parts = [several for several in _by(lambda p: p.part, after).values() if frozenset(p.number for p in several) not in stood]
    own = [whole(p.sketch for p in several) for several in parts]
    bare, placed = ({k for one in own if one.bare == wanted for t in one.tellings for k in sought_keys(t)} for wanted in (True, False))
    inside = {p.number for p in after}
    near = [p for p in (*shelf.by_near(bare), *shelf.by_near(placed - bare, soft=True)) if p.number not in inside]
    others = list(_by(lambda p: p.part, shelf.in_clusters({p.cluster for p in near})).values())
    found: set[str] = set()
    wholes = [*own, *(whole(p.sketch for p in several) for several in others)]
    for a, b in near_pairs(wholes):
        if a < len(own) <= b and (name := others[b - len(own)][0].component) not in found and tie(wholes[a], wholes[b], compare) > 0:
            found.add(name)
    return found


def _second(members: Sequence[Placed], people: Verdicts, compare: Compare) -> list[Placed]:
    """The tellings with the component and the cluster that the second look puts them to; each is its own home so far."""
    several = [p.sketch for p in members]
    at = {p.number: n for n, p in enumerate(members)}
    chained = {name: tuple(sorted(at[p.number] for p in group)) for name, group in _by(lambda p: p.component, members).items()}
    parts = [Cluster(tuple(sorted(at[p.number] for p in g)), chained[g[0].component]) for g in _by(lambda p: p.part, members).values()]
    found: list[Placed] = []
    for one in second(parts, several, compare, people):
        name, component = (min(several[m].keys[0] for m in group) for group in (one.members, one.component))
        loose = is_loose(one, several)
        found += [Placed(members[m].number, several[m], component, members[m].part, name, name, loose) for m in one.members]
    return found


# ---- vague tellings ------------------------------------------------------------------------------------------------


def _attach(shelf: Shelf, left: Sequence[Placed], came: Sequence[Placed], people: Verdicts, compare: Compare) -> set[str]:
    """The happenings that vague tellings left or joined, after those near to what changed were looked at again."""
    moved = {k for p in (*left, *came) if not p.loose for k in sought_keys(p.sketch)}
    names = {p.cluster for p in came if p.loose} | {p.cluster for p in shelf.by_near(moved, soft=True) if p.loose}
    loose = _by(lambda p: p.cluster, sorted(shelf.in_clusters(names), key=_order))
    there = shelf.by_near({k for several in loose.values() for p in several for k in sought_keys(p.sketch)})
    firm = _by(lambda p: p.cluster, sorted(shelf.in_clusters({p.cluster for p in there if not p.loose}), key=_order))
    sketches = [p.sketch for several in (*loose.values(), *firm.values()) for p in several]
    clusters = _positions([*loose.values(), *firm.values()])
    found = homes(clusters[: len(loose)], clusters[len(loose) :], sketches, compare, people)
    to = [*firm]
    touched: set[str] = set()
    placed: list[Placed] = []
    for (name, several), position in zip(loose.items(), found, strict=True):
        home = name if position is None else to[position]
        if any(p.home != home for p in several):
            touched |= {home, *(p.home for p in several)}
            placed += [replace(p, home=home) for p in several]
    shelf.place(placed)
    return touched


def _positions(groups: Iterable[Sequence[Placed]]) -> list[Cluster]:
    found: list[Cluster] = []
    at = 0
    for several in groups:
        found.append(Cluster(tuple(range(at, at + len(several)))))
        at += len(several)
    return found

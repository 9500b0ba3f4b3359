"""A shelf in memory, to hold updating against starting afresh without a database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lagebild.merge.cluster import Key
from lagebild.merge.second import filed_under
from lagebild.merge.sketch import Sketch
from lagebild.merge.standing import Placed


@dataclass
class Memory:
    """Tellings in memory, filed as the store files them on a database."""

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

    def by_near(self, sought: Collection[Key], soft: bool = False) -> list[Placed]:
        """The tellings filed under any of these near keys; of the soft ones only, those without a day or a place of their own."""
        return self._found(("soft" if soft else "near", k) for k in sought)

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
        yield from filed_under(one.sketch)
        yield from (("event", k) for k in one.sketch.keys)

    def _unfile(self, one: Placed) -> None:
        for entry in self._entries(one):
            self.filed[entry].discard(one.number)

    def _found(self, entries: Iterable[tuple[str, object]]) -> list[Placed]:
        numbers = {n for e in entries for n in self.filed.get(e, ())}
        return [self.placed[n] for n in sorted(numbers)]

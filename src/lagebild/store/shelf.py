"""The shelf of `lagebild.merge.standing` on the database: tellings and the keys under which they are filed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from lagebild.merge.attach import near_keys
from lagebild.merge.cluster import Key, keys
from lagebild.merge.sketch import Sketch, dump, load
from lagebild.merge.standing import Placed
from lagebild.store.tables import events, filed, tellings

PART = 400  # values of one IN


def number_of(kind: str, key: object) -> int:
    """The number that a key is filed under: 63 bits of its hash."""
    return int.from_bytes(hashlib.blake2b(f"{kind}{key!r}".encode(), digest_size=8).digest(), "big", signed=True)


class Shelf:
    """Tellings on a database, within one transaction."""

    def __init__(self, connection: Connection, postgres: bool) -> None:
        self.connection, self.postgres = connection, postgres

    def put(self, sketches: Sequence[Sketch]) -> list[Placed]:
        """The tellings are kept and filed."""
        found = [Placed(n, s) for n, s in zip(self._numbers(len(sketches)), sketches, strict=True)]
        if found:
            self.connection.execute(insert(tellings), [_row(p) for p in found])
            rows = {(key, p.number) for p in found for key in _filed_under(p.sketch)}
            self.connection.execute(insert(filed), [{"key": k, "telling": n} for k, n in sorted(rows)])
        return found

    def _numbers(self, many: int) -> Iterable[int]:
        if self.postgres:
            query = text("SELECT nextval(pg_get_serial_sequence('tellings', 'number')) FROM generate_series(1, :n)")
            return [int(n) for n in self.connection.execute(query, {"n": many}).scalars()]
        last = self.connection.execute(text("SELECT coalesce(max(number), 0) FROM tellings")).scalar_one()
        return range(last + 1, last + 1 + many)

    def drop(self, documents: Collection[str]) -> list[Placed]:
        """The tellings of these documents are gone; what they were."""
        gone = self._where(tellings.c.document, documents)
        for part in _parts([p.number for p in gone]):
            self.connection.execute(delete(filed).where(filed.c.telling.in_(part)))
            self.connection.execute(delete(tellings).where(tellings.c.number.in_(part)))
        return gone

    def by_keys(self, sought: Collection[Key]) -> list[Placed]:
        """The tellings filed under any of these keys."""
        return self._by("key", sought)

    def by_near(self, sought: Collection[Key]) -> list[Placed]:
        """The tellings filed under any of these near keys."""
        return self._by("near", sought)

    def by_events(self, event_keys: Collection[str]) -> list[Placed]:
        """The tellings that hold these events."""
        documents: set[str] = set()
        for part in _parts(sorted(event_keys)):
            documents |= set(self.connection.execute(select(events.c.document).where(events.c.key.in_(part))).scalars())
        wanted = set(event_keys)
        return [p for p in self._where(tellings.c.document, documents) if wanted & set(p.sketch.keys)]

    def in_components(self, names: Collection[str]) -> list[Placed]:
        """The tellings of these components."""
        return self._where(tellings.c.component, names)

    def in_clusters(self, names: Collection[str]) -> list[Placed]:
        """The tellings of these clusters."""
        return self._where(tellings.c.cluster, names)

    def in_homes(self, names: Collection[str]) -> list[Placed]:
        """The tellings of these happenings."""
        return self._where(tellings.c.home, names)

    def place(self, placed: Sequence[Placed]) -> None:
        """These tellings stand where they now say."""
        if placed:
            own = ("component", "cluster", "home", "loose")
            change = update(tellings).where(tellings.c.number == bindparam("n")).values({name: bindparam(f"b_{name}") for name in own})
            self.connection.execute(change, [{"n": p.number, **{f"b_{name}": getattr(p, name) for name in own}} for p in placed])

    def _by(self, kind: str, sought: Collection[Key]) -> list[Placed]:
        numbers: set[int] = set()
        for part in _parts(sorted({number_of(kind, k) for k in sought})):
            numbers |= set(self.connection.execute(select(filed.c.telling).where(filed.c.key.in_(part))).scalars())
        return self._where(tellings.c.number, numbers)

    def _where(self, column: Any, values: Collection[Any]) -> list[Placed]:
        found: list[Placed] = []
        for part in _parts(sorted(values)):
            rows = self.connection.execute(select(tellings).where(column.in_(part)).order_by(tellings.c.number))
            found += [Placed(r.number, load(r.sketch), r.component, r.cluster, r.home, r.loose) for r in rows]
        return found


def _filed_under(sketch: Sketch) -> Iterator[int]:
    yield from (number_of("key", k) for k in keys(sketch))
    yield from (number_of("near", k) for k in near_keys(sketch))


def _row(placed: Placed) -> dict[str, Any]:
    return {
        "number": placed.number, "document": placed.sketch.document, "component": placed.component, "cluster": placed.cluster,
        "home": placed.home, "loose": placed.loose, "sketch": dump(placed.sketch),
    }  # fmt: skip


def _parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for at in range(0, len(values), PART):
        yield values[at : at + PART]

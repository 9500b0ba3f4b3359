"""The shelf of `lagebild.merge.standing` on the database: tellings and the keys under which they are filed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, text, update

from lagebild.merge.cluster import Key
from lagebild.merge.second import filed_under
from lagebild.merge.sketch import Sketch, dump, load
from lagebild.merge.standing import Placed
from lagebild.store.sql import among, put
from lagebild.store.tables import events, filed, tellings

HASHED = 43  # bits
TIMES = 20  # bits: enough for the days of all years


def number_of(kind: str, key: Key) -> int:
    """The number that a key is filed under: the time in it, then its hash, so that what is of one time lies together on the disk."""
    stretch = key[-1]
    assert isinstance(stretch, int)
    return (stretch & ((1 << TIMES) - 1)) << HASHED | _hashed(kind, key[:-1])


@lru_cache(maxsize=1 << 16)  # names and cells come again and again
def _hashed(kind: str, key: Key) -> int:
    return int.from_bytes(hashlib.blake2b(f"{kind}{key!r}".encode(), digest_size=8).digest(), "big") >> (64 - HASHED)


class Shelf:
    """Tellings on a database, within one transaction."""

    def __init__(self, connection: Connection, postgres: bool) -> None:
        self.connection, self.postgres = connection, postgres
        self.fresh: set[int] = set()  # filed, but not written yet: they are when they are placed
        self.sketches: dict[int, Sketch] = {}  # of those that were put: they need no reading back

    def put(self, sketches: Sequence[Sketch]) -> list[Placed]:
        """The tellings are kept and filed."""
        found = [Placed(n, s) for n, s in zip(self._numbers(len(sketches)), sketches, strict=True)]
        self.fresh |= {p.number for p in found}
        self.sketches |= {p.number: p.sketch for p in found}
        rows = {(key, p.number) for p in found for key in _numbers(p.sketch)}
        put(self.connection, filed, [{"key": k, "telling": n} for k, n in sorted(rows)])
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
        if gone:
            rows = sorted({(key, p.number) for p in gone for key in _numbers(p.sketch)})
            one = delete(filed).where(filed.c.key == bindparam("k"), filed.c.telling == bindparam("n"))
            self.connection.execute(one, [{"k": k, "n": n} for k, n in rows])
            self.connection.execute(delete(tellings).where(among(self.connection, tellings.c.number, [p.number for p in gone])))
        return gone

    def by_keys(self, sought: Collection[Key]) -> Mapping[Key, Sequence[Placed]]:
        """The tellings filed under each of these keys."""
        keys_of = {number_of("key", k): k for k in sought}
        rows = self.connection.execute(select(filed).where(among(self.connection, filed.c.key, sorted(keys_of)))).all()
        placed = {p.number: p for p in self._where(tellings.c.number, {r.telling for r in rows})}
        found: dict[Key, list[Placed]] = defaultdict(list)
        for row in rows:
            if row.telling in placed:
                found[keys_of[row.key]].append(placed[row.telling])
        return found

    def by_near(self, sought: Collection[Key], soft: bool = False) -> list[Placed]:
        """The tellings filed under any of these near keys; of the soft ones only, those without a day or a place of their own."""
        if not sought:
            return []
        numbers = sorted({number_of("soft" if soft else "near", k) for k in sought})
        found = self.connection.execute(select(filed.c.telling).where(among(self.connection, filed.c.key, numbers)).distinct())
        return self._where(tellings.c.number, list(found.scalars()))

    def by_events(self, event_keys: Collection[str]) -> list[Placed]:
        """The tellings that hold these events."""
        if not event_keys:
            return []
        documents = set(
            self.connection.execute(select(events.c.document).where(among(self.connection, events.c.key, event_keys))).scalars()
        )
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
        put(self.connection, tellings, [_row(p) for p in placed if p.number in self.fresh])
        own = ("component", "part", "cluster", "home", "loose")
        change = update(tellings).where(tellings.c.number == bindparam("n")).values({name: bindparam(f"b_{name}") for name in own})
        others = [{"n": p.number, **{f"b_{name}": getattr(p, name) for name in own}} for p in placed if p.number not in self.fresh]
        self.fresh -= {p.number for p in placed}
        if others:
            self.connection.execute(change, others)

    def _where(self, column: Any, values: Collection[Any]) -> list[Placed]:
        if not values:
            return []
        rows = self.connection.execute(select(tellings).where(among(self.connection, column, sorted(values))).order_by(tellings.c.number))
        own = self.sketches
        return [Placed(r.number, own.get(r.number) or load(r.sketch), r.component, r.part, r.cluster, r.home, r.loose) for r in rows]


def _numbers(sketch: Sketch) -> Iterator[int]:
    """The numbers of all keys that a telling is filed under."""
    return (number_of(kind, key) for kind, key in filed_under(sketch))


def _row(placed: Placed) -> dict[str, Any]:
    return {
        "number": placed.number, "document": placed.sketch.document, "component": placed.component, "part": placed.part,
        "cluster": placed.cluster, "home": placed.home, "loose": placed.loose, "sketch": dump(placed.sketch),
    }  # fmt: skip

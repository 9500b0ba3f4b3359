"""Incidents in the record: they stand while documents come and go, keep their ids as far as they can, and leave a trail where they cannot.

`refresh` looks only at documents whose reading is new, or that people judged anew, and at the neighbourhood of their tellings. When merging
itself has become another (its code is not the one that made what stands), it starts afresh.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from importlib.resources import files

from sqlalchemy import Connection, delete, func, insert, select

from lagebild.formats.incident import dumps
from lagebild.formats.reading import loads
from lagebild.merge import incident, reasons_for, renamed
from lagebild.merge import tellings as told_in
from lagebild.merge.cluster import Compare, Verdicts, verdicts
from lagebild.merge.compare import across
from lagebild.merge.sketch import Sketch, sketches
from lagebild.merge.standing import Remembered
from lagebild.merge.standing import update as stand
from lagebild.model import Incident, Pair, Reading
from lagebild.store.judging import standing_judgements
from lagebild.store.opening import Store, now, unswept
from lagebild.store.rows import ordinals
from lagebild.store.shelf import Shelf
from lagebild.store.sql import among, put
from lagebild.store.tables import events, filed, happened, incidents, readings, state, tellings, trail, unmerged

CHUNK = 500  # documents of a transaction
READ = 4000  # readings held in memory
SEEN = "verdicts"  # under which name the verdicts are kept that the incidents were made with
WAY = "merging"  # and the digest of the code that made them


def refresh(store: Store, chunk: int = CHUNK) -> tuple[int, int]:
    """(incidents, changed): the incidents are those of the current readings and judgements."""
    changed: set[str] = set()
    compare = Remembered(across)
    while True:
        with unswept():
            many = _turns(store, chunk, changed, compare)
        if many is not None:
            return many, len(changed)


def _turns(store: Store, chunk: int, changed: set[str], compare: Compare) -> int | None:
    """The number of incidents when nothing waits any more; None when as many readings were looked at as memory should hold."""
    read: dict[str, Reading] = {}
    for _ in range(max(1, READ // chunk)):
        with store.writing() as connection:
            _same_way(connection)
            people = verdicts(standing_judgements(connection))
            work = _work(connection, people, chunk)
            if not work:
                return _count(connection)
            changed |= _Refresh(Shelf(connection, store.postgres), people, read, compare).run(work)
            _remember(connection, people, work)
    return None


def _count(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(incidents)).scalar_one())


@cache
def way() -> str:
    """A digest of the code that merges: incidents made by another are made anew."""
    folder = files("lagebild.merge")
    code = sorted((f.name, f.read_bytes()) for f in folder.iterdir() if f.name.endswith(".py"))
    return hashlib.sha256(repr(code).encode()).hexdigest()[:16]


def _same_way(connection: Connection) -> None:
    """Everything waits to be merged again when what stands was merged in another way; ids go on where they can."""
    found = connection.execute(select(state.c.value).where(state.c.name == WAY)).scalar()
    if found == way():
        return
    if found is not None:
        for table in (tellings, filed, unmerged):
            connection.execute(delete(table))
        every = select(readings.c.document).where(readings.c.current).order_by(readings.c.number)
        connection.execute(insert(unmerged).from_select(["document"], every))
    _note(connection, WAY, way())


def _note(connection: Connection, name: str, value: str) -> None:
    connection.execute(delete(state).where(state.c.name == name))
    connection.execute(insert(state), [{"name": name, "value": value}])


def _work(connection: Connection, people: Verdicts, chunk: int) -> list[str]:
    """Documents to look at: those judged anew, and at most `chunk` that say something else now (forgotten ones nothing)."""
    before = _seen(connection)
    pairs = (people.same ^ before.same) | (people.apart ^ before.apart)
    keys = sorted({k for pair in pairs for k in pair})
    found = set(connection.execute(select(events.c.document).where(among(connection, events.c.key, keys))).scalars()) if keys else set()
    query = select(unmerged.c.document).order_by(unmerged.c.number).limit(chunk)
    return sorted(found | set(connection.execute(query).scalars()))


def _seen(connection: Connection) -> Verdicts:
    line = connection.execute(select(state.c.value).where(state.c.name == SEEN)).scalar()
    same, apart = json.loads(line) if line else ([], [])
    return Verdicts(frozenset((a, b) for a, b in same), frozenset((a, b) for a, b in apart))


def _remember(connection: Connection, people: Verdicts, work: Sequence[str]) -> None:
    _note(connection, SEEN, json.dumps([sorted(people.same), sorted(people.apart)]))
    connection.execute(delete(unmerged).where(among(connection, unmerged.c.document, work)))


class _Refresh:
    """One transaction's worth of documents that changed."""

    def __init__(self, shelf: Shelf, people: Verdicts, read: dict[str, Reading], compare: Compare) -> None:
        self.shelf, self.people, self.compare = shelf, people, compare
        self.connection = shelf.connection
        self.read = read  # what was read already; the transactions of one refresh share it

    def run(self, work: Sequence[str]) -> set[str]:
        """The ids of the incidents that changed."""
        for document in work:
            self.read.pop(document, None)  # its reading may be another now
        self._load(work)
        told: dict[str, Sequence[Sketch]] = {d: told_in(sketches(self.read[d]), self.people) if d in self.read else () for d in work}
        touched = stand(self.shelf, told, self.people, self.compare)
        groups: dict[str, list[Sketch]] = defaultdict(list)
        for placed in self.shelf.in_homes(touched):
            groups[placed.home].append(placed.sketch)
        self._load(sorted({s.document for group in groups.values() for s in group}))
        made = [incident(group, reasons_for(group, self.compare), self.read) for _, group in sorted(groups.items())]
        return self._keep(made, work)

    def _load(self, ids: Sequence[str]) -> None:
        wanted = [i for i in ids if i not in self.read]
        query = select(readings.c.document, readings.c.json).where(among(self.connection, readings.c.document, wanted), readings.c.current)
        self.read |= {row.document: loads(row.json) for row in self.connection.execute(query)}

    def _keep(self, made: Sequence[Incident], work: Sequence[str]) -> set[str]:
        pairs = [pair for one in made for pair in one.events]
        before = self._before(pairs, work)
        old = self._lines(set(before.values()))
        kept = renamed(made, before)
        new = {i.id: dumps(i) for i in kept}
        changed = [i for i in kept if old.get(i.id) != new[i.id]]
        gone = sorted(set(before.values()) - new.keys())
        _leave_trail(self.connection, before, kept)
        _write(self.connection, changed, gone, new)
        return {i.id for i in changed} | (set(gone) & old.keys())

    def _before(self, pairs: Sequence[Pair], work: Sequence[str]) -> dict[Pair, str]:
        """Which incidents the events of all touched documents were in."""
        touched = sorted({d for d, _ in pairs} | set(work))
        rows = self.connection.execute(select(happened).where(among(self.connection, happened.c.document, touched)))
        wanted, own = set(pairs), set(work)
        return {(r.document, r.event): r.incident for r in rows if (r.document, r.event) in wanted or r.document in own}

    def _lines(self, ids: Collection[str]) -> dict[str, str]:
        rows = self.connection.execute(select(incidents.c.id, incidents.c.json).where(among(self.connection, incidents.c.id, ids)))
        return {r.id: r.json for r in rows}


def _leave_trail(connection: Connection, before: dict[Pair, str], kept: Sequence[Incident]) -> None:
    moved: Counter[tuple[str, str]] = Counter()
    for one in kept:
        for pair in one.events:
            if pair in before and before[pair] != one.id:
                moved[before[pair], one.id] += 1
    if moved:
        at = now()
        connection.execute(insert(trail), [{"at": at, "before": a, "after": b, "events": n} for (a, b), n in sorted(moved.items())])


def _write(connection: Connection, changed: Sequence[Incident], gone: Sequence[str], lines: dict[str, str]) -> None:
    ids = [*(i.id for i in changed), *gone]
    connection.execute(delete(incidents).where(among(connection, incidents.c.id, ids)))
    connection.execute(delete(happened).where(among(connection, happened.c.incident, ids)))
    rows = [{"document": d, "event": e, "incident": i.id} for i in changed for d, e in i.events]
    put(connection, happened, rows)
    put(connection, incidents, [_row(i, lines[i.id]) for i in changed])


def _row(one: Incident, line: str) -> dict[str, object]:
    reports = len({d for d, _ in one.events})
    first, last = ordinals(one.time)
    return {
        "id": one.id, "type": one.type, "time": one.time, "first": first, "last": last, "place": one.place.name if one.place else None,
        "country": one.place.country if one.place else None, "reports": reports,
        "independent": len(one.voices), "disputed": bool(one.contradictions), "json": line,
    }  # fmt: skip


def loosen(connection: Connection, document: str) -> None:
    """The incidents that the document's events were in are gone until they are made anew: they would repeat what it no longer says."""
    touched = list(connection.execute(select(happened.c.incident).where(happened.c.document == document).distinct()).scalars())
    others: set[str] = set()
    if touched:
        others |= set(connection.execute(select(happened.c.document).where(among(connection, happened.c.incident, touched))).scalars())
        connection.execute(delete(incidents).where(among(connection, incidents.c.id, touched)))
        connection.execute(delete(happened).where(happened.c.document == document))
    wait(connection, sorted(others))


def wait(connection: Connection, ids: Iterable[str]) -> None:
    """The incidents of these documents are still to be made with what they say now."""
    wanted = list(dict.fromkeys(ids))
    if wanted:
        there = set(connection.execute(select(unmerged.c.document).where(among(connection, unmerged.c.document, wanted))).scalars())
        put(connection, unmerged, [{"document": d} for d in wanted if d not in there])


def from_line(line: str) -> list[Pair]:
    """The events of an incident in the contract's JSON."""
    return [(d, e) for d, e in json.loads(line)["events"]]

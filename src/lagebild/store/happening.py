"""Incidents in the record: they stand while documents come and go, keep their ids as far as they can, and leave a trail where they cannot.

`refresh` looks only at documents whose reading is new, or that people judged anew, and at the neighbourhood of their tellings.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from lagebild.formats.incident import dumps
from lagebild.formats.reading import loads
from lagebild.merge import incident, reasons_for, renamed
from lagebild.merge import tellings as told_in
from lagebild.merge.cluster import Verdicts, verdicts
from lagebild.merge.sketch import Sketch, sketches
from lagebild.merge.standing import update as stand
from lagebild.model import Incident, Pair, Reading
from lagebild.store.judging import standing_judgements
from lagebild.store.opening import Store, now
from lagebild.store.rows import ordinals
from lagebild.store.shelf import Shelf
from lagebild.store.tables import documents, events, happened, incidents, readings, state, tellings, trail

CHUNK = 400  # documents of a transaction
READ = 4000  # readings held in memory
PART = 400
SEEN = "verdicts"  # under which name the verdicts are kept that the incidents were made with


def refresh(store: Store, chunk: int = CHUNK) -> tuple[int, int]:
    """(incidents, changed): the incidents are those of the current readings and judgements."""
    changed: set[str] = set()
    read: dict[str, Reading] = {}
    while True:
        with store.writing() as connection:
            people = verdicts(standing_judgements(connection))
            work = _work(connection, people, chunk)
            if not work:
                return _count(connection), len(changed)
            changed |= _Refresh(Shelf(connection, store.postgres), people, read).run(work)
            _remember(connection, people, work)
        if len(read) > READ:
            read.clear()


def _count(connection: Connection) -> int:
    return len(connection.execute(select(incidents.c.id)).all())


def _work(connection: Connection, people: Verdicts, chunk: int) -> list[str]:
    """Documents to look at: forgotten ones that still tell something, judged anew, then at most `chunk` with a new reading."""
    gone = select(tellings.c.document).join(documents, documents.c.id == tellings.c.document).where(documents.c.forgotten.is_not(None))
    found = set(connection.execute(gone.distinct()).scalars())
    before = _seen(connection)
    pairs = (people.same ^ before.same) | (people.apart ^ before.apart)
    for part in _parts(sorted({k for pair in pairs for k in pair})):
        found |= set(connection.execute(select(events.c.document).where(events.c.key.in_(part))).scalars())
    query = select(readings.c.document).where(readings.c.current, readings.c.merged.is_(False)).order_by(readings.c.number).limit(chunk)
    return sorted(found | set(connection.execute(query).scalars()))


def _seen(connection: Connection) -> Verdicts:
    line = connection.execute(select(state.c.value).where(state.c.name == SEEN)).scalar()
    same, apart = json.loads(line) if line else ([], [])
    return Verdicts(frozenset((a, b) for a, b in same), frozenset((a, b) for a, b in apart))


def _remember(connection: Connection, people: Verdicts, work: Sequence[str]) -> None:
    connection.execute(delete(state).where(state.c.name == SEEN))
    connection.execute(insert(state), [{"name": SEEN, "value": json.dumps([sorted(people.same), sorted(people.apart)])}])
    for part in _parts(work):
        change = update(readings).where(readings.c.document.in_(part), readings.c.current, readings.c.merged.is_(False))
        connection.execute(change.values(merged=True))


class _Refresh:
    """One transaction's worth of documents that changed."""

    def __init__(self, shelf: Shelf, people: Verdicts, read: dict[str, Reading]) -> None:
        self.shelf, self.people = shelf, people
        self.connection = shelf.connection
        self.read = read  # what was read already; the transactions of one refresh share it

    def run(self, work: Sequence[str]) -> set[str]:
        """The ids of the incidents that changed."""
        for document in work:
            self.read.pop(document, None)  # its reading may be another now
        self._load(work)
        told: dict[str, Sequence[Sketch]] = {d: told_in(sketches(self.read[d]), self.people) if d in self.read else () for d in work}
        touched = stand(self.shelf, told, self.people)
        groups: dict[str, list[Sketch]] = defaultdict(list)
        for placed in self.shelf.in_homes(touched):
            groups[placed.home].append(placed.sketch)
        self._load(sorted({s.document for group in groups.values() for s in group}))
        made = [incident(group, reasons_for(group), self.read) for _, group in sorted(groups.items())]
        return self._keep(made, work)

    def _load(self, ids: Sequence[str]) -> None:
        for part in _parts([i for i in ids if i not in self.read]):
            query = select(readings.c.document, readings.c.json).where(readings.c.document.in_(part), readings.c.current)
            self.read |= {row.document: loads(row.json) for row in self.connection.execute(query)}

    def _keep(self, made: Sequence[Incident], work: Sequence[str]) -> set[str]:
        pairs = [pair for one in made for pair in one.events]
        before = self._before(pairs, work)
        old = self._lines(set(before.values()))
        kept = renamed(made, before)
        new = {i.id: dumps(i) for i in kept}
        changed = [i for i in kept if old.get(i.id) != new[i.id]]
        gone = [i for i in old if i not in new]
        _leave_trail(self.connection, before, kept)
        _write(self.connection, changed, gone, new)
        return {i.id for i in changed} | set(gone)

    def _before(self, pairs: Sequence[Pair], work: Sequence[str]) -> dict[Pair, str]:
        """Which incidents the events of all touched documents were in."""
        found: dict[Pair, str] = {}
        for part in _parts(sorted({d for d, _ in pairs} | set(work))):
            rows = self.connection.execute(select(happened).where(happened.c.document.in_(part)))
            found |= {(r.document, r.event): r.incident for r in rows}
        wanted = set(pairs)
        return {p: i for p, i in found.items() if p in wanted or p[0] in work}

    def _lines(self, ids: Collection[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for part in _parts(sorted(ids)):
            rows = self.connection.execute(select(incidents.c.id, incidents.c.json).where(incidents.c.id.in_(part)))
            found |= {r.id: r.json for r in rows}
        return found


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
    for part in _parts([*(i.id for i in changed), *gone]):
        connection.execute(delete(incidents).where(incidents.c.id.in_(part)))
        connection.execute(delete(happened).where(happened.c.incident.in_(part)))
    rows = [{"document": d, "event": e, "incident": i.id} for i in changed for d, e in i.events]
    if rows:
        clash = delete(happened).where(happened.c.document == bindparam("d"), happened.c.event == bindparam("e"))
        connection.execute(clash, [{"d": r["document"], "e": r["event"]} for r in rows])  # it may come from one that is not written anew
        connection.execute(insert(happened), rows)
        connection.execute(insert(incidents), [_row(i, lines[i.id]) for i in changed])


def _row(one: Incident, line: str) -> dict[str, object]:
    reports = len({d for d, _ in one.events})
    return {
        "id": one.id, "type": one.type, "time": one.time, "first": ordinals(one.time)[0], "place": one.place.name if one.place else None,
        "country": one.place.country if one.place else None, "reports": reports,
        "independent": reports - sum(len(c) - 1 for c in one.copies), "disputed": bool(one.contradictions), "json": line,
    }  # fmt: skip


def loosen(connection: Connection, document: str) -> None:
    """The incidents that the document's events were in are gone until they are made anew: they would repeat what it no longer says."""
    touched = list(connection.execute(select(happened.c.incident).where(happened.c.document == document).distinct()).scalars())
    others: set[str] = set()
    for part in _parts(touched):
        others |= set(connection.execute(select(happened.c.document).where(happened.c.incident.in_(part))).scalars())
        connection.execute(delete(incidents).where(incidents.c.id.in_(part)))
    connection.execute(delete(happened).where(happened.c.document == document))
    for part in _parts(sorted(others)):
        connection.execute(update(readings).where(readings.c.document.in_(part), readings.c.current).values(merged=False))


def from_line(line: str) -> list[Pair]:
    """The events of an incident in the contract's JSON."""
    return [(d, e) for d, e in json.loads(line)["events"]]


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(values), PART):
        yield values[at : at + PART]

"""Incidents in the record: made from the current readings and the judgements, kept with their ids, splits and merges leaving a trail."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from lagebild.formats.incident import dumps
from lagebild.merge import incidents as merge
from lagebild.merge import renamed
from lagebild.model import Incident, Pair
from lagebild.store.asking import current_readings
from lagebild.store.judging import all_judgements
from lagebild.store.opening import Store, now
from lagebild.store.rows import ordinals
from lagebild.store.tables import happened, incidents, trail


def refresh(store: Store) -> tuple[int, int]:
    """(incidents, changed): the incidents are those of the current readings and judgements; ids go on as far as they can."""
    made = merge(current_readings(store), all_judgements(store))
    with store.writing() as connection:
        before = {(r.document, r.event): r.incident for r in connection.execute(select(happened))}
        kept = renamed(made, before)
        old = {r.id: r.json for r in connection.execute(select(incidents.c.id, incidents.c.json))}
        new = {i.id: dumps(i) for i in kept}
        changed = [i for i in kept if old.get(i.id) != new[i.id]]
        _leave_trail(connection, before, kept)
        _write(connection, changed, [i for i in old if i not in new], new)
    return len(kept), len(changed)


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
    touched = [*(i.id for i in changed), *gone]
    for at in range(0, len(touched), 500):
        part = touched[at : at + 500]
        connection.execute(delete(incidents).where(incidents.c.id.in_(part)))
        connection.execute(delete(happened).where(happened.c.incident.in_(part)))
    if not changed:
        return
    pairs = [(d, e, i.id) for i in changed for d, e in i.events]
    for at in range(0, len(pairs), 300):  # an event may come from an incident that is not written anew
        for document, event, _ in pairs[at : at + 300]:
            connection.execute(delete(happened).where(happened.c.document == document, happened.c.event == event))
    connection.execute(insert(happened), [{"document": d, "event": e, "incident": i} for d, e, i in pairs])
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
    for at in range(0, len(touched), 500):
        part = touched[at : at + 500]
        connection.execute(delete(incidents).where(incidents.c.id.in_(part)))
    connection.execute(delete(happened).where(happened.c.document == document))


def from_line(line: str) -> list[Pair]:
    """The events of an incident in the contract's JSON."""
    return [(d, e) for d, e in json.loads(line)["events"]]

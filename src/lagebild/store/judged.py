"""What people judged of what is listed: it stands beside the machine's values, never in their place."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from lagebild.merge.rollup import Toll
from lagebild.model import FIGURES, Judgement
from lagebild.store.judging import figure_of, standing_judgements
from lagebild.store.opening import Store
from lagebild.store.sql import among
from lagebild.store.tables import events, judgements

Row = dict[str, Any]
SHOWN = ("action", "field", "before", "after", "reviewer", "at", "reason", "hash")


def row_of(one: Judgement) -> Row:
    """A judgement as listings show it."""
    return {name: getattr(one, name) for name in SHOWN}


def by_key(connection: Connection, keys: Iterable[str]) -> Mapping[str, list[Row]]:
    """The judgements that stand on events of these keys, in the order of time."""
    wanted = set(keys)
    found: dict[str, list[Row]] = defaultdict(list)
    if wanted and connection.execute(select(judgements.c.hash).limit(1)).first() is not None:
        for one in standing_judgements(connection):
            for target in wanted & set(one.targets):
                found[target].append(row_of(one))
    return found


def with_judgements(connection: Connection, rows: Sequence[Row]) -> list[Row]:
    """Events (with `key` and `status`), each with the judgements on it."""
    found = by_key(connection, (row["key"] for row in rows if row["status"] != "proposed"))
    return [{**row, "judgements": found.get(row["key"], [])} for row in rows]


def beside(connection: Connection, incidents: Sequence[Row]) -> list[Row]:
    """Incidents, each with the judgements on its events, which these name as DOCUMENT/e1."""
    pairs = {(d, e) for one in incidents for d, e in one["events"]}
    found = by_event(connection, {d for d, _ in pairs})
    return [{**one, "judgements": [j for d, e in one["events"] for j in found.get((d, e), ())]} for one in incidents]


def by_event(connection: Connection, documents: Iterable[str]) -> Mapping[tuple[str, str], list[Row]]:
    """The judgements on the events of these documents, by document and event."""
    if connection.execute(select(judgements.c.hash).limit(1)).first() is None:
        return {}
    query = select(events.c.document, events.c.id, events.c.key).where(among(connection, events.c.document, sorted(documents)))
    keys = {row.key: (row.document, row.id) for row in connection.execute(query)}
    found = by_key(connection, keys)
    return {keys[k]: [{"event": "/".join(keys[k]), **row} for row in rows] for k, rows in found.items()}


def judgements_on(store: Store, documents: Iterable[str]) -> list[Row]:
    """The judgements on the events of these documents, in the order of time."""
    with store.reading() as connection:
        found = by_event(connection, documents)
    return sorted((row for rows in found.values() for row in rows), key=lambda row: (row["at"], json.dumps(row, sort_keys=True)))


def tolls_of(judged: Iterable[Row]) -> dict[str, list[Toll]]:
    """What reviewers wrote beside the figures of an incident, by kind, in the order of time."""
    found: dict[str, list[Toll]] = {}
    for one in sorted(judged, key=lambda row: str(row["at"])):
        bounds = figure_of(one["after"] or "") if one["field"] in FIGURES else None
        if bounds:
            day = date.fromisoformat(one["at"][:10]).toordinal()
            found.setdefault(one["field"], []).append(Toll((one["event"], one["hash"][:12]), *bounds, day, "", one["reviewer"], True))
    return found

"""What people decide about what the machine proposes: only ever added, each reviewer's in a chain of hashes.

A judgement says which event (by key), what and why. Two laptops join theirs by export and import: chains of one reviewer must go on
from each other. An event's status follows from the judgements on it that nobody took back, the latest first.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields, replace
from typing import Any, get_args

from sqlalchemy import Connection, and_, delete, insert, select, update

from lagebild.errors import StoreError
from lagebild.model import FIGURES, EventType, Judgement, JudgementAction, Span
from lagebild.store.opening import Store, now
from lagebild.store.rows import ordinals
from lagebild.store.tables import claims, documents, events, judgements, voices
from lagebild.store.words import fold

STATUS = {
    "accept": "accepted", "add": "accepted", "edit": "edited", "reject": "rejected", "misread": "rejected", "report-error": "disputed",
    "open": "disputed",
}  # fmt: skip
ADDED = "j"  # what the ids of events begin with that people added
NAMES = {"actor": voices.c.key, "place": events.c.place_key}
PAIRS = ("same", "not-same", "unsure")
ACTIONS: tuple[str, ...] = get_args(JudgementAction)
TYPES: tuple[str, ...] = get_args(EventType)


def hash_of(judgement: Judgement) -> str:
    """SHA-256 over everything in a judgement but its hash, as JSON with sorted keys."""
    whole = {k: v for k, v in asdict(judgement).items() if k != "hash"}
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def judge(
    store: Store, reviewer: str, action: JudgementAction, targets: Sequence[str], *, field: str | None = None, after: str | None = None,
    span: Span | None = None, reason: str | None = None,
) -> Judgement:  # fmt: skip
    """The judgement is kept at the end of its reviewer's chain, and the status of what it names is new."""
    if not reviewer.strip():
        raise StoreError("a judgement needs its reviewer's name; give --reviewer")
    if action == "add" and (span is None or after not in TYPES):
        raise StoreError(f"add needs the words that name the event, and its type: one of {', '.join(TYPES)}")
    with store.writing() as connection:
        keys = _targets(connection, action, targets)
        if field and action in ("edit", "report-error"):
            _sound(field, after)
        before = _before(connection, keys[0], field) if field else None
        last = _last(connection, reviewer)
        bare = Judgement((last.seq if last else 0) + 1, now(), reviewer, action, keys, field, before, after, span, reason,
                         last.hash if last else "")  # fmt: skip
        made = replace(bare, hash=hash_of(bare))
        connection.execute(insert(judgements), [_row(made)])
        _after(connection, made)
    return made


def _targets(connection: Connection, action: str, targets: Sequence[str]) -> tuple[str, ...]:
    if action == "undo":
        if len(targets) != 1:
            raise StoreError("undo takes back one judgement; name it by its hash")
        found = (
            connection.execute(select(judgements.c.hash).where(judgements.c.hash.startswith(targets[0], autoescape=True))).scalars().all()
        )
        if len(found) != 1:
            raise StoreError(f"{len(found)} judgements have a hash that begins with {targets[0]!r}; name one")
        return tuple(found)
    if action in PAIRS and len(targets) < 2:
        raise StoreError(f"{action} is said of two events or more; name them")
    if not targets:
        raise StoreError(f"{action} is said of an event; name it, for example DOCUMENT/e1")
    if action == "add":
        _documents(connection, targets[:1])
        return tuple(targets[:1])
    return tuple(_key(connection, t) for t in targets)


def _documents(connection: Connection, ids: Sequence[str]) -> None:
    for ident in ids:
        if connection.execute(select(documents.c.number).where(documents.c.id == ident)).first() is None:
            raise StoreError(f"there is no document {ident}")


def _key(connection: Connection, target: str) -> str:
    """The key of an event that is named as DOCUMENT/e1 or by its key; a name of the registry stands for itself."""
    what, _, name = target.partition(":")
    if what in NAMES and name:
        column, key = NAMES[what], fold(name)
        if connection.execute(select(column).where(column == key).limit(1)).first() is None:
            raise StoreError(f"no {what} is called {name!r}; 'lagebild names' lists them")
        return f"{what}:{key}"
    document, _, ident = target.rpartition("/")
    query = select(events.c.key).where(((events.c.document == document) & (events.c.id == ident)) | (events.c.key == target))
    found = connection.execute(query).scalars().all()
    if not found:
        raise StoreError(f"there is no event {target}; events are named as DOCUMENT/e1")
    return str(found[0])


def _sound(field: str, after: str | None) -> None:
    """Refuses a value that the field cannot have."""
    if field == "type" and after not in TYPES:
        raise StoreError(f"{after!r} is no type; there are {', '.join(TYPES)}")
    if field == "time" and after and ordinals(after) == (None, None):
        raise StoreError(f"{after!r} is no date such as 2023, 2023-09, 2023-09-20 or 2023-09-19/2023-09-21")
    if field in FIGURES and after and figure_of(after) is None:
        raise StoreError(f"{after!r} is no figure such as 5, 5-7, 5- (at least) or -7 (at most)")


def figure_of(value: str) -> tuple[int | None, int | None] | None:
    """The bounds that a reviewer's `5`, `5-7`, `5-` or `-7` means; None for what is no figure."""
    found = re.fullmatch(r"(\d{0,9})(-?)(\d{0,9})", value.strip())
    if not found or not (found[1] or found[3]) or (found[3] and not found[2]):
        return None
    low, high = (int(part) if part else None for part in (found[1], found[3]))
    if not found[2]:
        high = low
    return None if low is not None and high is not None and low > high else (low, high)


def _before(connection: Connection, key: str, field: str) -> str | None:
    if field in FIGURES:
        return _figures(connection, key, field)
    row = connection.execute(select(events).where(events.c.key == key)).mappings().first()
    if row is None or field not in row:
        known = ", ".join(c.name for c in events.c if c.name not in ("number", "document", "publisher", "id", "key", "start", "status"))
        raise StoreError(f"an event has no field {field!r}; it has {known}, {', '.join(FIGURES)}")
    return None if row[field] is None else str(row[field])


def _figures(connection: Connection, key: str, about: str) -> str | None:
    """The figures of the claims about an event, as a reviewer would write them."""
    theirs = and_(claims.c.document == events.c.document, claims.c.event == events.c.id)
    query = select(claims.c.low, claims.c.high).join(events, theirs).where(events.c.key == key, claims.c.about == about)
    rows = connection.execute(query.order_by(claims.c.id)).all()
    said = [f"{r.low}" if r.low == r.high else f"{'' if r.low is None else r.low}-{'' if r.high is None else r.high}" for r in rows]
    return ", ".join(dict.fromkeys(said)) or None


def _last(connection: Connection, reviewer: str) -> Judgement | None:
    query = select(judgements).where(judgements.c.reviewer == reviewer).order_by(judgements.c.seq.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    return _judgement(dict(row)) if row else None


def _after(connection: Connection, made: Judgement) -> None:
    touched = set(made.targets)
    if made.action == "undo":
        undone = connection.execute(select(judgements.c.targets).where(judgements.c.hash.in_(made.targets))).scalars()
        touched = {t for targets in undone for t in json.loads(targets)}
    restate(connection, touched)
    if made.action in ("add", "undo"):
        replay(connection, touched)


def replay(connection: Connection, ids: Iterable[str]) -> None:
    """Among the events of these documents are those that people added to what the machine found."""
    wanted = set(ids)
    if not wanted or connection.execute(select(judgements.c.hash).where(judgements.c.action == "add").limit(1)).first() is None:
        return
    for document in sorted(wanted):
        connection.execute(delete(events).where(events.c.document == document, events.c.id.startswith(ADDED)))
    rows = [_event(j) for j in _standing(connection) if j.action == "add" and j.targets[0] in wanted and j.span]
    query = select(documents.c.id, documents.c.publisher).where(documents.c.id.in_({r["document"] for r in rows}))
    there = {row.id: row.publisher for row in connection.execute(query)}
    if kept := [{**r, "publisher": there[r["document"]]} for r in rows if r["document"] in there]:
        connection.execute(insert(events), kept)


def _event(one: Judgement) -> dict[str, Any]:
    assert one.span is not None
    nothing = dict.fromkeys(("mode", "time", "first", "last", "place", "place_key", "country", "lat", "lon", "precision"))
    return {
        **nothing, "document": one.targets[0], "id": ADDED + one.hash[:8], "key": f"{one.targets[0]}:{one.after}:{one.span.start}",
        "type": one.after, "factuality": "certain", "words": one.span.text, "start": one.span.start, "status": "accepted",
    }  # fmt: skip


def restate(connection: Connection, keys: Iterable[str]) -> None:
    """The status of these events (by key) is what the judgements say; those that nobody judged are proposed."""
    wanted = set(keys)
    if not wanted or connection.execute(select(judgements.c.hash).limit(1)).first() is None:
        return
    said: dict[str, str] = {}
    for judgement in _standing(connection):
        for key in judgement.targets:
            if key in wanted and judgement.action in STATUS:
                said[key] = STATUS[judgement.action]
    for key in sorted(wanted):
        connection.execute(update(events).where(events.c.key == key).values(status=said.get(key, "proposed")))


def _standing(connection: Connection) -> list[Judgement]:
    every = list(_stream(connection))
    undone = {t for j in every if j.action == "undo" for t in j.targets}
    return [j for j in every if j.hash not in undone and j.action != "undo"]


def _stream(connection: Connection) -> Iterator[Judgement]:
    query = select(judgements).order_by(judgements.c.at, judgements.c.reviewer, judgements.c.seq)
    yield from (_judgement(dict(row)) for row in connection.execute(query).mappings())


def standing_judgements(connection: Connection) -> list[Judgement]:
    """The judgements that nobody took back, in the order of time."""
    return _standing(connection)


def all_judgements(store: Store) -> list[Judgement]:
    """Every judgement, in the order of time."""
    with store.reading() as connection:
        return list(_stream(connection))


# ---- between laptops -----------------------------------------------------------------------------------------------


def export(store: Store) -> Iterator[str]:
    """Every judgement as one line of JSON, each reviewer's in the order of the chain."""
    for one in sorted(all_judgements(store), key=lambda j: (j.reviewer, j.seq)):
        yield json.dumps(asdict(one), ensure_ascii=False, sort_keys=True)


def join(store: Store, lines: Iterable[str]) -> tuple[int, int]:
    """(new, seen): the judgements of another record stand beside this one's; where a chain breaks, StoreError and nothing is kept."""
    chains: dict[str, list[Judgement]] = defaultdict(list)
    for number, line in enumerate(lines, 1):
        if line.strip():
            one = _parse(line, number)
            chains[one.reviewer].append(one)
    new = seen = 0
    with store.writing() as connection:
        for reviewer, chain in sorted(chains.items()):
            there = {j.seq: j.hash for j in _chain(connection, reviewer)}
            fresh = []
            for one in sorted(chain, key=lambda j: j.seq):
                if there.get(one.seq, one.hash) != one.hash:
                    raise StoreError(
                        f"{reviewer} judged on both sides since they parted (judgement {one.seq}); use another name on one of them"
                    )
                if one.seq in there:
                    seen += 1
                else:
                    fresh.append(one)
            _follows(connection, reviewer, fresh, there)
            if fresh:
                connection.execute(insert(judgements), [_row(j) for j in fresh])
            new += len(fresh)
        restate(connection, {t for chain in chains.values() for j in chain for t in j.targets})
        for one in (j for chain in chains.values() for j in chain if j.action in ("add", "undo")):
            _after(connection, one)
    return new, seen


def _follows(connection: Connection, reviewer: str, fresh: Sequence[Judgement], there: dict[int, str]) -> None:
    at, last = max(there, default=0), there.get(max(there, default=0), "")
    for one in fresh:
        if one.seq != at + 1 or one.previous != last:
            raise StoreError(f"judgement {one.seq} of {reviewer} does not follow from judgement {at}; some are missing")
        at, last = one.seq, one.hash


def _chain(connection: Connection, reviewer: str) -> list[Judgement]:
    query = select(judgements).where(judgements.c.reviewer == reviewer).order_by(judgements.c.seq)
    return [_judgement(dict(r)) for r in connection.execute(query).mappings()]


def _parse(line: str, number: int) -> Judgement:
    try:
        value = json.loads(line)
        if set(value) != {f.name for f in fields(Judgement)} or value["action"] not in ACTIONS:
            raise ValueError("its fields are not those of a judgement")
        span = Span(**value["span"]) if value["span"] else None
        one = Judgement(**{**value, "targets": tuple(value["targets"]), "span": span})
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StoreError(f"line {number} is no judgement: {error}") from error
    if hash_of(one) != one.hash:
        raise StoreError(f"line {number}: the judgement was changed after it was made (its hash does not fit)")
    return one


def broken(chain: Sequence[Judgement]) -> Iterator[str]:
    """One line for every fault in the judgements of one reviewer, which come in order."""
    last = ""
    for number, one in enumerate(chain, 1):
        where = f"judgement {one.seq} of {one.reviewer}"
        if one.seq != number:
            yield f"{where}: judgement {number} is missing before it"
            return
        if one.previous != last:
            yield f"{where} does not follow from the one before it"
        if hash_of(one) != one.hash:
            yield f"{where} was changed (its hash does not fit)"
        last = one.hash


def _row(one: Judgement) -> dict[str, Any]:
    return {
        **asdict(one),
        "targets": json.dumps(list(one.targets), ensure_ascii=False),
        "span": json.dumps(asdict(one.span)) if one.span else None,
    }


def _judgement(row: dict[str, Any]) -> Judgement:
    span = Span(**json.loads(row["span"])) if row["span"] else None
    return Judgement(**{**row, "targets": tuple(json.loads(row["targets"])), "span": span})

"""Codes of the field for an event: CAMEO, quad class, ACLED, UCDP; None wherever type, mode and parties leave a choice or exclude one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lagebild.model import Actor, ActorKind, Codes, Event, EventType, Note
from lagebild.packs import Pack, Row


def read_codes(kind: EventType, mode: str | None, agents: Sequence[Actor], patients: Sequence[Actor], pack: Pack) -> Codes:
    """The event's codes by the pack's table, most special row first; no ACLED code for parties that ACLED does not know it of."""
    row = _row(kind, mode, pack)
    if row is None:
        return Codes()
    pair = None if _excluding(row, agents, patients, pack) else _acled(row)
    return Codes(row.get("cameo"), row.get("quad"), pair, violence(agents, patients) if kind == "ASSAULT" else None)


def code_notes(events: Sequence[Event], known: Mapping[str, Actor], pack: Pack) -> Iterator[Note]:
    """A note for every event whose words ask for a code that its parties exclude: it has none, rather than a guess."""
    for event in events:
        agents, patients = ([known[r.ref] for r in side if r.ref] for side in (event.agents, event.patients))
        row = _row(event.type, event.mode, pack)
        against = _excluding(row, agents, patients, pack) if row else None
        if against is not None:
            kinds = " or ".join(against.several("kinds")).replace("_", " ")
            why = f"no ACLED code: {against.word('acled')} is not coded with {kinds} as {against.word('role')}"
            yield Note("code-impossible", why, event.triggers[0])


def violence(agents: Sequence[Actor], patients: Sequence[Actor]) -> int | None:
    """UCDP's type of violence: 1 between a state and an armed group or state, 2 between armed groups, else None."""
    sides = {a.kind for a in (*agents, *patients)}
    if not agents or (len(agents) + len(patients)) < 2 or not sides <= {"state", "armed_group"}:
        return None
    return 1 if "state" in sides else 2


def _row(kind: EventType, mode: str | None, pack: Pack) -> Row | None:
    rows = pack.tables["event_code"].get(kind, ())
    return next((r for r in rows if mode and r.get("mode") == mode), None) or next((r for r in rows if not r.get("mode")), None)


def _acled(row: Row) -> tuple[str, str] | None:
    acled = row.several("acled")
    return (str(acled[0]), str(acled[1])) if len(acled) == 2 else None


def _excluding(row: Row, agents: Sequence[Actor], patients: Sequence[Actor], pack: Pack) -> Row | None:
    """The row of event_impossible by which the parties, all of them of the kinds that it names, exclude the ACLED code."""
    pair = _acled(row)
    sides: dict[str, set[ActorKind]] = {"agents": {a.kind for a in agents}, "patients": {a.kind for a in patients}}
    rows = pack.tables["event_impossible"].get(pair[0], ()) if pair else ()
    return next((r for r in rows if (kinds := sides[r.word("role")]) and kinds <= set(r.several("kinds"))), None)

"""Codes of the field for an event: CAMEO, quad class, ACLED, UCDP; None wherever type, mode and parties leave a choice."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.model import Actor, ActorKind, Codes, EventType
from lagebild.packs import Pack

ARMED: frozenset[ActorKind] = frozenset({"armed_group"})


def read_codes(kind: EventType, mode: str | None, agents: Sequence[Actor], patients: Sequence[Actor], pack: Pack) -> Codes:
    """The event's codes by the pack's table, most special row first."""
    rows = pack.tables["event_code"].get(kind, ())
    row = next((r for r in rows if mode and r.get("mode") == mode), None) or next((r for r in rows if not r.get("mode")), None)
    if row is None:
        return Codes()
    acled = row.several("acled")
    pair = (str(acled[0]), str(acled[1])) if len(acled) == 2 else None
    return Codes(row.get("cameo"), row.get("quad"), pair, violence(agents, patients) if kind == "ASSAULT" else None)


def violence(agents: Sequence[Actor], patients: Sequence[Actor]) -> int | None:
    """UCDP's type of violence: 1 between a state and an armed group or state, 2 between armed groups, else None."""
    sides = {a.kind for a in (*agents, *patients)}
    if not agents or (len(agents) + len(patients)) < 2 or not sides <= {"state", "armed_group"}:
        return None
    return 1 if "state" in sides else 2

"""Incidents as JSON, field for field as the contract has them; one line each."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any

from lagebild.model import Difference, Incident, Reason, Spot

Json = dict[str, Any]
_NAMES = tuple(f.name for f in fields(Incident))


def to_json(incident: Incident) -> Json:
    """The incident as plain dictionaries, lists, strings and numbers."""
    return {
        "id": incident.id,
        "events": [list(e) for e in incident.events],
        "type": incident.type,
        "time": incident.time,
        "place": asdict(incident.place) if incident.place else None,
        "claims": [list(c) for c in incident.claims],
        "contradictions": [_difference(d) for d in incident.contradictions],
        "developments": [_difference(d) for d in incident.developments],
        "copies": [list(c) for c in incident.copies],
        "voices": [list(v) for v in incident.voices],
        "reasons": [{"events": [list(e) for e in r.events], "score": r.score, "why": list(r.why)} for r in incident.reasons],
    }


def _difference(one: Difference) -> Json:
    return {"about": one.about, "documents": list(one.documents), "claims": [list(c) for c in one.claims], "why": one.why}


def from_json(value: Json) -> Incident:
    """The incident that plain JSON values of `to_json` describe; keys it does not know are left alone."""
    own = {name: value[name] for name in _NAMES} | {"place": Spot(**value["place"]) if value["place"] else None}
    own |= {key: tuple((d, i) for d, i in value[key]) for key in ("events", "claims")}
    own |= {key: tuple(_read_difference(d) for d in value[key]) for key in ("contradictions", "developments")}
    own |= {key: tuple(map(tuple, value[key])) for key in ("copies", "voices")}
    own["reasons"] = tuple(_read_reason(r) for r in value["reasons"])
    return Incident(**own)


def _read_difference(one: Json) -> Difference:
    return Difference(one["about"], tuple(one["documents"]), tuple((d, c) for d, c in one["claims"]), one["why"])


def _read_reason(one: Json) -> Reason:
    (a, b), (c, d) = one["events"]
    return Reason(((a, b), (c, d)), one["score"], tuple(one["why"]))


def dumps(incident: Incident) -> str:
    """The incident as one line of JSON without its line end."""
    return json.dumps(to_json(incident), ensure_ascii=False, separators=(",", ":"), allow_nan=False)

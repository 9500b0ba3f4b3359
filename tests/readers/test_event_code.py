"""Codes: what the table gives, and what the parties exclude."""

from __future__ import annotations

import pytest

from lagebild.model import Actor, ActorKind, Event, EventType, Ref, Span
from lagebild.packs import load_pack
from lagebild.readers.event.code import code_notes, read_codes

AT = Span(0, 5, "words", 0, 5)


def actor(kind: ActorKind) -> Actor:
    return Actor(kind, kind, kind, ())


@pytest.mark.parametrize(
    ("kind", "mode", "agents", "patients", "acled", "notes"),
    [
        ("COERCE", "abduct", "armed_group", "group", ("Violence against civilians", "Abduction/forced disappearance"), 0),
        ("COERCE", "abduct", "armed_group", "state", None, 1),
        ("PROTEST", "demo", "group", "state", ("Protests", "Peaceful protest"), 0),
        ("PROTEST", "demo", "armed_group", "state", None, 1),
        ("ASSAULT", "aerial", "state", "armed_group", ("Explosions/Remote violence", "Air/drone strike"), 0),
    ],
)
def test_a_code_that_the_parties_exclude_is_a_note(
    kind: EventType, mode: str, agents: ActorKind, patients: ActorKind, acled: tuple[str, str] | None, notes: int
) -> None:
    pack = load_pack("de")
    known: dict[str, Actor] = {k: actor(k) for k in (agents, patients)}
    event = Event("e1", "k", kind, (AT,), mode=mode, agents=(Ref(agents, AT),), patients=(Ref(patients, AT),))

    assert read_codes(kind, mode, [known[agents]], [known[patients]], pack).acled == acled
    assert [n.code for n in code_notes([event], known, pack)] == ["code-impossible"] * notes

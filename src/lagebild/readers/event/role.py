"""Who did it and to whom it was done: the chunks that fill an event's roles."""

from __future__ import annotations

from lagebild.readers.event.cast import Cast, Filler, Roles
from lagebild.readers.event.clause import Bare, by_whom, conjuncts, is_passive, joint, marked
from lagebild.readers.event.deed import noun_roles
from lagebild.readers.event.filler import as_roles, is_somebody, shows, whom
from lagebild.readers.event.frame import first_found
from lagebild.readers.event.trigger import Parsed, Trigger, is_finite_after_all


def read_roles(trigger: Trigger, told: Cast) -> Roles:
    """The roles that the words around the trigger fill; who can be a patient of its type, the pack says."""
    found = _read(trigger, told)
    return Roles(found.agents, whom(trigger, found.patients, told))


def _read(trigger: Trigger, told: Cast) -> Roles:
    at = told.sentences[trigger.sentence]
    if trigger.kind == "noun":
        return noun_roles(at, trigger, told)
    if trigger.kind == "participle":
        return _participle(at, trigger, told)
    return _verb(at, trigger.verb, trigger, told)


def _verb(at: Parsed, verb: int, trigger: Trigger, told: Cast) -> Roles:
    words, to = told.words, trigger.sense.to
    here = at.layout.chunk_of[trigger.word] if trigger.word != verb or trigger.kind == "phrase" else -1
    bare = Bare(at, verb, told, skip=trigger.word)
    passive = is_passive(at, verb, words, trigger.sense.frame)
    around = {
        "subject": bare.subject,
        "direct": bare.direct,
        "of": lambda: [n for n, c in enumerate(at.layout.chunks) if c.owner == here and told.may_act(at, c)] if here >= 0 else [],
        "met": lambda: [n for n in bare.direct() if is_somebody(Filler(at.number, n), told)],
        "indirect": bare.indirect,
        "captor": lambda: [n for n in bare.indirect() if told.may_act(at, at.layout.chunks[n])],
        "toward": lambda: _toward(at, verb, to, told),
        "by": lambda: by_whom(at, verb, told),
        "through": lambda: by_whom(at, verb, told, only=("agent",)),
        "with": lambda: marked(at, verb, words.standing_for("with", "between") | to, told),
        "beside": lambda: marked(at, verb, words.standing_for("with"), told),
    }
    frame = words.roles.verb_frames[trigger.sense.frame]
    agents = first_found(frame.passive_agents if passive else frame.agents, around)
    agents += [n for n in ([] if passive or not agents else joint(at, verb, told)) if n not in agents]
    some = words.roles.whom.get(trigger.sense.type) == "somebody"
    ways = frame.passive_patients if passive else frame.patients
    patients = first_found(ways, around, (lambda n: is_somebody(Filler(at.number, n), told)) if some else None)
    return as_roles(told, at, agents, patients, done=not some, things=bool(trigger.sense.row.get("things")))


def _toward(at: Parsed, verb: int, to: frozenset[str], told: Cast) -> list[int]:
    """The chunks under one of the adpositions; under one with a case (`in:Acc`) only what shows that case by its form."""
    plain = {prep for prep in to if ":" not in prep}
    found = marked(at, verb, plain, told) if plain else []
    for prep, _, case in (entry.partition(":") for entry in sorted(to - plain)):
        found += [n for n in marked(at, verb, {prep}, told) if n not in found and shows(at, n, case, told)]
    return found


def _participle(at: Parsed, trigger: Trigger, told: Cast) -> Roles:
    """The roles around a participle that stands before its noun or alone: the noun is what it was done to."""
    here = at.layout.chunk_of[trigger.word]
    if here < 0 or at.layout.chunks[here].head <= trigger.word or is_finite_after_all(at, trigger.word):
        return _verb(at, trigger.word, trigger, told)
    noun = [here, *conjuncts(at, here)]
    chunks = at.layout.chunks
    by = [
        n
        for n, c in enumerate(chunks)
        if n < here and c.last == trigger.word and told.words.adpositions.get(c.prep or "") in ("agent", "agent_or_owner")
    ]
    if trigger.sense.frame in ("act", "dat", "bar", "undergo"):
        return as_roles(told, at, by, noun)
    return as_roles(told, at, noun, [])

"""Who may fill a role: nobody who is a means, a time or an event; of what is said and agreed only somebody is the recipient."""

from __future__ import annotations

from collections.abc import Iterable

from lagebild.readers.event.cast import Cast, Filler, Roles, is_means, named_after, resolve
from lagebild.readers.event.trigger import Parsed, Trigger


def whom(trigger: Trigger, patients: tuple[Filler, ...], told: Cast) -> tuple[Filler, ...]:
    """Those of the chunks who can be patients of the trigger's type."""
    sense = trigger.sense
    match told.words.whom.get(sense.type):
        case "nobody":
            return patients if (sense.type, sense.lemma) in told.words.whom_even else ()
        case "somebody":
            return tuple(f for f in patients if f.word is not None or is_somebody(f, told))
    return patients


def is_somebody(filler: Filler, told: Cast) -> bool:
    filler = resolve(told, filler)
    at = told.sentences[filler.sentence]
    named = named_after(at, filler.chunk)
    return any(told.may_act(at, at.layout.chunks[n]) or _is_bare_name(at, n) for n in (filler.chunk, named) if n is not None)


def _is_bare_name(at: Parsed, n: int) -> bool:
    """Whether the chunk is a name in no adposition: a capital or a country, too, is somebody to whom one speaks."""
    chunk = at.layout.chunks[n]
    return chunk.prep is None and chunk.owner is None and at.sentence.words[chunk.head].upos == "PROPN"


def as_roles(told: Cast, at: Parsed, agents: Iterable[int], patients: Iterable[int]) -> Roles:
    """The chunks as roles: nobody who is a means, a time or an event, and nobody twice."""
    chunks = at.layout.chunks
    who = [n for n in agents if not is_means(at, chunks[n], told) and not told.is_time(at, chunks[n])]
    whom = [n for n in patients if n not in who and not told.is_time(at, chunks[n]) and not is_means(at, chunks[n], told)]
    whom = [_holder(at, n, told) for n in whom]
    return Roles(tuple(Filler(at.number, n) for n in dict.fromkeys(who)), tuple(Filler(at.number, n) for n in dict.fromkeys(whom)))


def _holder(at: Parsed, n: int, told: Cast) -> int:
    """The chunk, or where it is a position or a base the one that says whose: an attack on it is one on him."""
    chunks = at.layout.chunks
    if at.sentence.words[chunks[n].head].lemma not in told.words.holdings:
        return n
    return next((m for m in range(n + 1, len(chunks)) if chunks[m].owner == n and told.is_party(at, chunks[m])), n)

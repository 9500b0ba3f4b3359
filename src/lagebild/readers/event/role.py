"""Who did it and to whom it was done: the chunks that fill an event's roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lagebild.model import EventType
from lagebild.readers.event.cast import Cast, Filler, Roles, is_means, named_after, resolve
from lagebild.readers.event.clause import Bare, by_whom, conjuncts, is_passive, marked
from lagebild.readers.event.trigger import Parsed, Trigger, is_finite_after_all

# types whose recipients are people: what is demanded or rejected is their topic, not their patient
PEOPLE_ONLY: frozenset[EventType] = frozenset(
    ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION")
)


def read_roles(trigger: Trigger, told: Cast) -> Roles:
    """The roles that the words around the trigger fill; of what is said and agreed only actors can be the recipients."""
    found = _read(trigger, told)
    if trigger.sense.type == "MOBILIZE":
        return Roles(found.agents, ())  # who is sent is not who it is done to
    if trigger.sense.type not in PEOPLE_ONLY:
        return found
    return Roles(found.agents, tuple(f for f in found.patients if f.word is not None or _is_somebody(f, told)))


def _is_somebody(filler: Filler, told: Cast) -> bool:
    filler = resolve(told, filler)
    at = told.sentences[filler.sentence]
    named = named_after(at, filler.chunk)
    return any(told.may_act(at, at.layout.chunks[n]) or _is_bare_name(at, n) for n in (filler.chunk, named) if n is not None)


def _is_bare_name(at: Parsed, n: int) -> bool:
    """Whether the chunk is a name in no adposition: a capital or a country, too, is somebody to whom one speaks."""
    chunk = at.layout.chunks[n]
    return chunk.prep is None and chunk.owner is None and at.sentence.words[chunk.head].upos == "PROPN"


def _read(trigger: Trigger, told: Cast) -> Roles:
    at = told.sentences[trigger.sentence]
    if trigger.kind == "noun":
        return _noun(at, trigger, told)
    if trigger.kind == "participle":
        return _participle(at, trigger, told)
    return _verb(at, trigger.pivot if trigger.pivot is not None else trigger.word, trigger, told)


# ---- around verbs --------------------------------------------------------------------------------------------------


def _verb(at: Parsed, verb: int, trigger: Trigger, told: Cast) -> Roles:
    frame, to = trigger.sense.frame, trigger.sense.to
    bare = Bare(at, verb, told, skip=trigger.word)
    passive = is_passive(at, verb, told.words, frame)
    toward = marked(at, verb, to, told) if to else []
    match frame:
        case "act" if passive:
            return _roles(told, at, by_whom(at, verb, told), bare.subject() or toward)
        case "act":
            return _roles(told, at, bare.subject(), bare.direct() or toward)
        case "dat":
            if passive:
                return _roles(told, at, by_whom(at, verb, told), bare.indirect() or bare.subject())
            return _roles(told, at, bare.subject(), bare.indirect() or toward)
        case "toward":
            return _roles(told, at, by_whom(at, verb, told) if passive else bare.subject(), toward)
        case "with":
            with_ = marked(at, verb, {p for p, r in told.words.adpositions.items() if r in ("with", "between")} | to, told)
            return _roles(told, at, [*([] if passive else bare.subject()), *with_], [])
        case "meet":
            with_ = marked(at, verb, {p for p, r in told.words.adpositions.items() if r == "with"}, told)
            return _roles(told, at, [*bare.subject(), *([] if passive else bare.direct()), *with_], [])
        case "undergo":
            return _roles(told, at, by_whom(at, verb, told, only=("agent",)), bare.subject())
        case "alone":
            return _roles(told, at, by_whom(at, verb, told) if passive else bare.subject(), toward)
    return Roles()


# ---- around nouns --------------------------------------------------------------------------------------------------


def _noun(at: Parsed, trigger: Trigger, told: Cast) -> Roles:
    here = at.layout.chunk_of[trigger.word]
    if here < 0:
        return Roles()
    frame, to, chunks, roles = trigger.sense.frame, trigger.sense.to, at.layout.chunks, told.words.adpositions
    after = _chain(at, here, told)
    owned = [n for n, prep in after if prep is None]
    by = [n for n, prep in after if roles.get(prep or "") == "agent"]
    of = [n for n, prep in after if roles.get(prep or "") == "agent_or_owner" and not told.is_spot(at, chunks[n])]
    with_ = [n for n, prep in after if roles.get(prep or "") in ("with", "between")]
    on = [n for n, prep in after if prep in to or (not to and roles.get(prep or "") == "patient")]
    before = [n for n, c in enumerate(chunks) if c.owner == here and n < here]
    inside = _inside(at, here, trigger, told)
    owned_by = [n for n in (*before, *owned, *of) if told.may_act(at, chunks[n])]
    match frame:
        case "suffered":
            found = _roles(told, at, by, [*before, *owned, *of] or on)
        case "mutual":
            found = _roles(told, at, [*owned_by, *with_, *(n for n in on if told.may_act(at, chunks[n]))], [])
        case "alone":
            found = _roles(told, at, [*owned_by, *by], [])
        case _:
            found = _roles(told, at, [*owned_by, *by], on)
    found = Roles((*inside, *found.agents), found.patients)
    return _carried(at, trigger, found, told)


def _chain(at: Parsed, here: int, told: Cast) -> list[tuple[int, str | None]]:
    """The chunks that follow the noun without a break, each with its adposition (None: a genitive), with their conjuncts."""
    words, chunks = at.sentence.words, at.layout.chunks
    found: dict[int, str | None] = {}
    end = chunks[here].last
    direct = True  # nothing but genitives, times and places since the noun
    for n in range(here + 1, len(chunks)):
        chunk = chunks[n]
        gap = words[end : chunk.first]
        joined = any(w.upos == "CCONJ" for w in gap)
        if any(w.upos not in ("ADP", "ADV", "CCONJ", "PART") for w in gap) or (joined and n not in found and chunk.owner != here):
            break
        if len(gap) > 1 and gap[-1].upos == "ADP" and gap[-2].upos == "ADV":
            break  # `östlich von Hebron` says where
        if chunk.prep is None and chunk.owner is None and not joined:
            break
        role = told.words.adpositions.get(chunk.prep or "")
        if role == "agent_or_owner" and not joined and (_before_participle(at, chunk.last) or not direct):
            break  # it says by whom the verb was done, or belongs to the noun before it
        direct = direct and (chunk.owner is not None or told.is_time(at, chunk) or told.is_spot(at, chunk))
        end = chunk.last
        if n in found or chunk.owner not in (None, here) or told.is_time(at, chunk):
            continue
        for m in (n, *conjuncts(at, n)):
            found.setdefault(m, chunk.prep)
    return list(found.items())


def _before_participle(at: Parsed, i: int) -> bool:
    word = at.sentence.words[i] if i < len(at.sentence.words) else None
    return word is not None and word.upos in ("VERB", "ADJ") and word.xpos == "VVPP"


def _inside(at: Parsed, here: int, trigger: Trigger, told: Cast) -> tuple[Filler, ...]:
    """Actors named by an adjective before the noun or in the first part of its compound."""
    words, chunk = at.sentence.words, at.layout.chunks[here]
    found = []
    for k in range(chunk.first, trigger.word):
        if words[k].upos in ("ADJ", "PROPN") and told.actor_at(words[k].start, words[k].end):
            found.append(Filler(at.number, here, k))
    start = words[trigger.word].start
    if trigger.sense.before and trigger.sense.type != "CONSULT" and told.actor_at(start, start + len(trigger.sense.before)):
        found.append(Filler(at.number, here, trigger.word))
    return tuple(found)


def _carried(at: Parsed, trigger: Trigger, found: Roles, told: Cast) -> Roles:
    """The roles with those that the verb which carries the noun adds where they are empty."""
    if trigger.light is None or trigger.pivot is None:
        return found if found.agents else Roles(_possessor(at, trigger, told) or _nation(at, trigger, told), found.patients)
    bare = Bare(at, trigger.pivot, told, skip=trigger.word, subject_is_skipped=trigger.light.word("as") == "subject")
    passive = is_passive(at, trigger.pivot, told.words)
    places: dict[str, Callable[[], list[int]]] = {"subject": bare.subject, "object": bare.direct, "dative": bare.indirect}
    if passive and trigger.light.word("as") in ("object", "subject"):
        agents = by_whom(at, trigger.pivot, told) if trigger.light.word("agent") == "subject" else []
        patients: list[int] = []
    elif passive:
        swap = {"subject": lambda: by_whom(at, trigger.pivot or 0, told), "object": bare.subject, "dative": bare.indirect}
        agents = swap[a]() if (a := trigger.light.word("agent")) else []
        patients = swap[p]() if (p := trigger.light.word("patient")) else []
    else:
        agents = places[a]() if (a := trigger.light.word("agent")) else []
        patients = places[p]() if (p := trigger.light.word("patient")) else []
    more = _roles(told, at, agents, patients)
    if trigger.sense.frame == "alone" and not found.agents:
        return Roles(more.agents or more.patients, ())
    if trigger.sense.frame == "mutual":
        return Roles((*more.agents, *found.agents), found.patients or more.patients)
    return Roles(found.agents or more.agents or _nation(at, trigger, told), found.patients or more.patients)


def _nation(at: Parsed, trigger: Trigger, told: Cast) -> tuple[Filler, ...]:
    """The state that an adjective before the noun of a deed names as who did it (`türkische Angriffe`)."""
    chunk = at.layout.chunk(trigger.word)
    if chunk is None or trigger.sense.frame not in ("deed", "alone"):
        return ()
    here = at.layout.chunk_of[trigger.word]
    found = [k for k in range(chunk.first, trigger.word) if told.state_at(at.sentence.words[k])]
    return tuple(Filler(at.number, here, k) for k in found[-1:])


def _possessor(at: Parsed, trigger: Trigger, told: Cast) -> tuple[Filler, ...]:
    """Whose act it is where a possessive says so: the subject of its clause (`sie sollen ihre Angriffe einstellen`)."""
    chunk = at.layout.chunk(trigger.word)
    if chunk is None or trigger.sense.frame not in ("deed", "alone"):
        return ()
    first = at.sentence.words[chunk.first]
    if first.feats.get("Poss") != "Yes" and first.xpos != "PPOSAT":
        return ()
    verbs = [k for k in at.layout.clause(trigger.word).words if at.sentence.words[k].upos == "VERB"]
    subject = Bare(at, verbs[-1], told, skip=trigger.word).subject() if verbs else []
    return tuple(Filler(at.number, n) for n in subject if told.may_act(at, at.layout.chunks[n]))


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
    if trigger.sense.frame in ("act", "dat", "undergo"):
        return _roles(told, at, by, noun)
    return _roles(told, at, noun, [])


def _roles(told: Cast, at: Parsed, agents: Iterable[int], patients: Iterable[int]) -> Roles:
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

"""Who may fill a role: nobody who is a means, a time or an event; of what is said and agreed only somebody is the recipient."""

from __future__ import annotations

from collections.abc import Iterable

from lagebild.readers.event.cast import Cast, Filler, Roles, is_means, named_after
from lagebild.readers.event.clause import conjuncts
from lagebild.readers.event.meant import resolve, says_both
from lagebild.readers.event.trigger import Parsed, Trigger


def whom(trigger: Trigger, patients: tuple[Filler, ...], told: Cast) -> tuple[Filler, ...]:
    """Those of the chunks who can be patients of the trigger's type."""
    sense = trigger.sense
    match told.words.roles.whom.get(sense.type):
        case "nobody":
            return patients if (sense.type, sense.lemma) in told.words.roles.whom_even else ()
        case "somebody":
            some = tuple(f for f in patients if f.word is not None or is_somebody(f, told))
            return some or tuple(m for f in patients[:1] for m in beside(f, told, told.words.roles.through[sense.type]))
    return patients


def beside(filler: Filler, told: Cast, through: frozenset[str]) -> tuple[Filler, ...]:
    """Who is meant by the thing in the chunk: whose it is, or who stands right behind it under an adposition of a role of `through`.

    Of what was done to somebody (`die Festnahme des Arztes`) the owner is not meant, only who did it.
    """
    filler = resolve(told, filler)
    at, here = told.sentences[filler.sentence], filler.chunk
    chunks, roles = at.layout.chunks, told.words.adpositions
    noun = at.sentence.words[chunks[here].head]
    suffered = noun.lemma in told.words.roles.befalling or any(s.frame in ("suffered", "fire") for s in told.words.noun_senses(noun))
    owns = "owner" in through and not suffered
    behind = here + 1 if here + 1 < len(chunks) and chunks[here + 1].first <= chunks[here].last + 1 else None
    if behind is not None and roles.get(chunks[behind].prep or "") in through and told.may_act(at, chunks[behind]):
        return tuple(Filler(at.number, n) for n in (behind, *conjuncts(at, behind)))
    if not owns:
        return ()
    owners = [n for n, c in enumerate(chunks) if told.may_act(at, c) and _owns(at, n, here, told)]
    return tuple(Filler(at.number, n) for n in owners) or _inside(at, here, told)


def _owns(at: Parsed, n: int, here: int, told: Cast) -> bool:
    """Whether chunk n is a genitive of chunk `here`, or stands right behind it under `von`."""
    chunk = at.layout.chunks[n]
    if chunk.owner is not None:
        return chunk.owner == here
    return (
        n == here + 1
        and told.words.adpositions.get(chunk.prep or "") == "agent_or_owner"
        and chunk.first <= at.layout.chunks[here].last + 1
    )


def _inside(at: Parsed, here: int, told: Cast) -> tuple[Filler, ...]:
    """The actor that an adjective before the noun or the first part of its compound names (`russische Vorschläge`)."""
    words, chunk = at.sentence.words, at.layout.chunks[here]
    for k in range(chunk.first, chunk.head + 1):
        if told.actor_at(words[k].start, words[k].end) or told.state_at(words[k]):
            return (Filler(at.number, here, k),)
    return ()


def is_somebody(filler: Filler, told: Cast) -> bool:
    """Whether an actor, or a bare name, is meant by the chunk: one to whom something can be said."""
    filler = resolve(told, filler)
    at = told.sentences[filler.sentence]
    named = named_after(at, filler.chunk)
    either = (filler.chunk, named)
    return any(told.may_act(at, at.layout.chunks[n]) or _is_bare_name(at, n) or _is_two(at, n, told) for n in either if n is not None)


def _is_two(at: Parsed, n: int, told: Cast) -> bool:
    """Whether the chunk takes up two who are known (`beide Seiten`)."""
    chunk = at.layout.chunks[n]
    return says_both(at, chunk, told) and at.sentence.words[chunk.head].lemma in told.words.roles.two_of


def _is_bare_name(at: Parsed, n: int) -> bool:
    """Whether the chunk is a name in no adposition: a capital or a country, too, is somebody to whom one speaks."""
    chunk = at.layout.chunks[n]
    return chunk.prep is None and chunk.owner is None and at.sentence.words[chunk.head].upos == "PROPN"


def as_roles(told: Cast, at: Parsed, agents: Iterable[int], patients: Iterable[int], done: bool = True, things: bool = False) -> Roles:
    """The chunks as roles: nobody who is a means, a time or an event, and nobody twice; `things`: a means, too, may suffer it."""
    chunks = at.layout.chunks
    who = [_doer(at, n, told) for n in agents]
    who = [n for n in who if not is_means(at, chunks[n], told) and not told.is_time(at, chunks[n])]
    meant = [_holder(at, n, told, done) for n in patients if n not in who]
    whom = [n for n in meant if n not in who and not told.is_time(at, chunks[n]) and not (done and _is_no_victim(at, n, told, things))]
    return Roles(tuple(Filler(at.number, n) for n in dict.fromkeys(who)), tuple(Filler(at.number, n) for n in dict.fromkeys(whom)))


def _is_no_victim(at: Parsed, n: int, told: Cast, things: bool) -> bool:
    """Whether the chunk is an act, or a means of which the word does not say that it is what suffers (`eine Drohne abgeschossen`)."""
    chunk = at.layout.chunks[n]
    return is_means(at, chunk, told) and not (things and (at.number, chunk.head) not in told.triggers)


def _doer(at: Parsed, n: int, told: Cast) -> int:
    """The chunk, or where nobody is mentioned in it the one that says whose it is (`Kampfjets der Allianz bombardierten`)."""
    chunks = at.layout.chunks
    if told.may_act(at, chunks[n]):
        return n
    return next((m for m, c in enumerate(chunks) if c.owner == n and told.is_party(at, c)), n)


def _holder(at: Parsed, n: int, told: Cast, done: bool) -> int:
    """The chunk, or where it is a position or (of what is `done`, not said) an act, the one that says whose: it is done to him."""
    chunks = at.layout.chunks
    head = chunks[n].head
    act = done and (at.number, head) in told.triggers
    if at.sentence.words[head].lemma not in told.words.roles.holdings and not act:
        return n
    party = told.may_act if act else told.is_party
    return next((m for m in range(n + 1, len(chunks)) if chunks[m].owner == n and party(at, chunks[m])), n)


def shows(at: Parsed, n: int, case: str, told: Cast) -> bool:
    """Whether the first word of the chunk under an adposition is an article or the like that can be of no other case."""
    chunk = at.layout.chunks[n]
    cases = told.words.forms.cases.get(at.sentence.words[chunk.start].form.lower(), frozenset())
    return case in cases and cases <= {"Nom", case}

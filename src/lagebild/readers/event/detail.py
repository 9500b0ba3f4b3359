"""What else an event's words say: what it belongs to, how far it has come, what it is about, how it stands to another event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from lagebild import tree
from lagebild.model import VERBAL, Phase, Relation, RelationKind, Span
from lagebild.packs import Pack
from lagebild.readers.event.cast import Cast, chunk_span
from lagebild.readers.event.telling import Group, Telling
from lagebild.readers.event.trigger import Parsed

BY_CLAUSE = VERBAL - {"SUPPORT"}  # types whose topic may be a clause: whom somebody supports, a phrase says


def contexts(group: Group, told: Cast, pack: Pack) -> tuple[str, ...]:
    """PLOVER's contexts of the event, by the words of the clauses that tell it, in alphabetical order."""
    table = pack.tables["event_context"]
    found = set()
    for telling in group.tellings:
        at = told.sentences[telling.number]
        for k in at.layout.clause(telling.trigger.word).words:
            for key in (at.sentence.words[k].form, at.lemmas[k]):
                found |= {r.word("context") for r in table.get(key, ())}
    return tuple(sorted(found))


def phase(group: Group, told: Cast, pack: Pack) -> Phase | None:
    """How far the event has come, by the last telling that says so: its verb, an adjective before its noun, a noun that it hangs on."""
    said = (_phase(t, told.sentences[t.number], pack) for t in reversed(group.tellings))
    return next((p for p in said if p), None)


def _phase(telling: Telling, at: Parsed, pack: Pack) -> Phase | None:
    table = pack.tables["event_phase"]
    chunk = at.layout.chunk(telling.trigger.word)
    if telling.trigger.kind != "noun" or chunk is None:
        return None
    beside = [at.sentence.words[k].lemma for k in range(chunk.first, telling.trigger.word)]
    if chunk.owner is not None:
        beside.append(at.sentence.words[at.layout.chunks[chunk.owner].head].lemma)
    elif chunk.prep is None:
        beside += [at.lemmas[k] for k in at.layout.clause(telling.trigger.word).words if at.sentence.words[k].upos == "VERB"]
    for lemma in beside:
        if lemma in table:
            known: Phase = table[lemma][0].get("phase")
            return known
    return None


def topic(group: Group, told: Cast, pack: Pack) -> tuple[Span, ...]:
    """What the event is about: a phrase under the pack's adpositions for its type, else the clause or infinitive that hangs on its verb."""
    rows = pack.tables["event_topic"]
    for telling in group.tellings:
        at = told.sentences[telling.number]
        found = [
            n
            for n in _after(at, telling)
            if not told.is_time(at, at.layout.chunks[n]) and _fits(at.layout.chunks[n].prep, group.type, rows.keys(), pack)
        ]
        if found:
            return (chunk_span(told, at, found[0]),)
        clause = _clause_after(at, telling, told) if group.type in BY_CLAUSE and telling.trigger.kind != "noun" else None
        if clause is not None:
            return (clause_span(at, told.text, clause),)
    return ()


def _fits(prep: str | None, kind: str, known: Iterable[str], pack: Pack) -> bool:
    return prep is not None and prep in known and kind in pack.tables["event_topic"][prep][0].several("types")


def _after(at: Parsed, telling: Telling) -> list[int]:
    """The chunks of the telling's clause that may be its topic: behind a noun, anywhere beside a verb; none that fills a role."""
    taken = {r.span.head_start for r in (*telling.agents, *telling.patients) if r.span}
    here = at.layout.in_clause(telling.trigger.word)
    chunks, words = at.layout.chunks, at.sentence.words
    behind = [n for n in here if telling.trigger.kind != "noun" or chunks[n].first > telling.trigger.word]
    return [n for n in behind if not any(words[k].start in taken for k in range(chunks[n].first, chunks[n].last))]


def _clause_after(at: Parsed, telling: Telling, told: Cast) -> int | None:
    """The subordinate or infinitive clause just behind the telling's own."""
    mine = at.layout.clause_of[telling.trigger.word]
    following = mine + 1
    if following >= len(at.layout.clauses):
        return None
    clause = at.layout.clauses[following]
    opener = at.sentence.words[clause.opener] if clause.opener is not None else None
    content = clause.infinitive or (
        opener is not None and opener.upos == "SCONJ" and opener.lemma.lower() not in told.words.setting.meanwhile
    )
    return following if content else None


def clause_span(at: Parsed, text: str, number: int) -> Span:
    """The words of a clause without the punctuation around it; its head is its verb."""
    words = [k for k in at.layout.clauses[number].words if at.sentence.words[k].upos != "PUNCT"]
    first, last = words[0], words[-1]
    verb = next((k for k in reversed(words) if at.sentence.words[k].upos in ("VERB", "AUX")), last)
    return tree.span_between(at.sentence, text, first, last + 1, (verb, verb + 1))


def relations(group: Group, ids: Sequence[tuple[str, Group]], told: Cast) -> tuple[Relation, ...]:
    """How the event stands to others of the same sentences: an event noun under an adposition that says so (`nach`, `infolge`)."""
    found: dict[tuple[str, str], Relation] = {}
    for telling in group.tellings:
        at = told.sentences[telling.number]
        for other, there in ids:
            if there is group:
                continue
            for t in there.tellings:
                kind = _relation(at, telling, t)
                if kind is not None:
                    chunk = at.layout.chunk_of[t.trigger.word]
                    first = at.layout.chunks[chunk].first
                    start = first - 1 if first > 0 and at.sentence.words[first - 1].upos == "ADP" else first
                    span = tree.span_between(
                        at.sentence, told.text, start, at.layout.chunks[chunk].last, (t.trigger.word, t.trigger.word + 1)
                    )
                    found.setdefault((other, kind), Relation(kind, other, span))
    return tuple(found.values())


def _relation(at: Parsed, telling: Telling, other: Telling) -> RelationKind | None:
    if other.number != telling.number or other.trigger.kind != "noun" or other.trigger.word == telling.trigger.word:
        return None
    if at.layout.clause_of[other.trigger.word] != at.layout.clause_of[telling.trigger.word] or telling.trigger.kind == "noun":
        return None
    chunk = at.layout.chunk(other.trigger.word)
    known = at.relations.get(chunk.prep or "") if chunk else None
    kinds: tuple[RelationKind, ...] = get_args(RelationKind)
    return next((k for k in kinds if k == known), None)

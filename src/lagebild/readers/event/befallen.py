"""Figures of people of whom an adjective or a clause says what befell them: `vier tote Soldaten`, `zwei werden noch vermisst`."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.readers.event.amount import amount_of, is_article
from lagebild.readers.event.cast import Filler
from lagebild.readers.event.chunk import Chunk
from lagebild.readers.event.harm import COUNTED_BARE, Draft, Scene, State, status
from lagebild.readers.event.meant import resolve
from lagebild.readers.event.number import Quantity, quantity
from lagebild.readers.event.trigger import Parsed, is_finite_after_all

CORE_ROLES = ("nsubj", "obj")


def of_adjectives(scene: Scene) -> Iterator[Draft]:
    """Figures of people whom an adjective says harmed: `vier tote Soldaten`."""
    at, words = scene.at, scene.at.sentence.words
    for n, chunk in enumerate(at.layout.chunks):
        before = [k for k in range(chunk.first, chunk.head) if words[k].lemma in scene.harm.adjectives and not is_finite_after_all(at, k)]
        event = scene.nearest(chunk.head) if before and words[chunk.head].upos == "NOUN" else None
        amount = amount_of(scene, at, chunk) if event is not None else None
        if event is not None and amount is not None and (amount.number is not None or chunk.plural):
            yield Draft(scene.harm.adjectives[words[before[0]].lemma], event.id, amount, at.number, n, "adjective", by=chunk.head)


def of_states(scene: Scene) -> Iterator[Draft]:
    """Figures of people of whom a clause says what befell them without naming an event: `zwei werden noch vermisst`."""
    at, harm = scene.at, scene.harm
    for i, lemma in enumerate(at.lemmas):
        if lemma not in harm.states or ((at.number, i) in scene.told.triggers and lemma in harm.verbs):
            continue
        lemmas = {at.lemmas[k] for k in at.layout.clause(i).words}
        state = next((s for s in harm.states[lemma] if s.also <= lemmas and (not s.beside or s.beside & lemmas)), None)
        event = scene.nearest(i) if state else None
        if state is None or event is None:
            continue
        beside = frozenset[str]().union(*(s.beside for s in harm.states[lemma]))
        for filler, amount in _told_of(scene, i, beside, state):
            if amount.high != 0 or state.kind in COUNTED_BARE:
                yield Draft(
                    state.kind, event.id, amount, filler.sentence, filler.chunk, "state", by=i if filler.sentence == at.number else -1
                )


def _told_of(scene: Scene, i: int, beside: frozenset[str], state: State) -> list[tuple[Filler, Quantity]]:
    """The first chunk with a figure, in the adposition or none, that a clause tells of; a relative pronoun leads to what it stands for."""
    at, words = scene.at, scene.at.sentence.words
    close = [n for n, c in enumerate(at.layout.chunks) if words[c.head].head == i and words[c.head].deprel.partition(":")[0] in CORE_ROLES]
    mark = max((k for k in range(i) if words[k].upos == "PUNCT"), default=-1)
    mine = sorted(at.layout.in_clause(i), key=lambda n: not mark < at.layout.chunks[n].first <= i)  # `drei getötet, zwei gefasst`
    for n in dict.fromkeys((*mine, *close, *_before_frame(at, i))):
        if at.layout.chunks[n].prep != state.prep or at.layout.chunks[n].owner is not None:
            continue
        filler = resolve(scene.told, Filler(at.number, n))
        there = scene.told.sentences[filler.sentence]
        chunk = there.layout.chunks[filler.chunk]
        if there.lemmas[chunk.head] in beside or scene.told.is_time(there, chunk):
            continue
        amount = quantity(there.sentence.words, chunk.first, chunk.last, None, scene.known)
        noun = there.sentence.words[chunk.head].form
        fits = not state.who or status(noun, scene.harm) in state.who or (noun in scene.harm.troops and "combatant" in state.who)
        if amount is not None and amount.number is not None and not is_article(there, amount):
            return [(filler, amount)] if fits and not _is_part(scene, there, chunk, state) else []
    return []


def _before_frame(at: Parsed, i: int) -> list[int]:
    """The chunks before the frame between them and their verb i: `14 Menschen, sagt das Amt, riss er in den Tod`."""
    number = at.layout.clause_of[i]
    before = at.layout.clauses[number - 1] if number and at.layout.clauses[number].words[0] == i else None
    if before is None or before.finite is None:
        return []
    return [n for n in at.layout.in_clause(before.finite) if at.layout.chunks[n].last < before.finite]


def _is_part(scene: Scene, at: Parsed, chunk: Chunk, state: State) -> bool:
    """Whether the words behind the chunk make it a part of a figure told before (`drei von ihnen schweben in Lebensgefahr`)."""
    behind = tuple(w.form.lower() for w in at.sentence.words[chunk.last : chunk.last + 2])
    return state.kind != "killed" and any(behind[: len(p)] == p for p in scene.harm.parts.get(behind[0] if behind else "", ()))

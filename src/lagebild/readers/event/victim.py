"""Figures that nouns of harm tell: `24 Verletzte`, `die Zahl der Toten stieg auf 49`, `die Leichen von elf Männern`, `keine Opfer`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lagebild.model import FigureKind
from lagebild.readers.event.amount import is_definite
from lagebild.readers.event.chunk import Chunk
from lagebild.readers.event.harm import COUNTED_BARE, Draft, Harm, Scene, is_of
from lagebild.readers.event.number import Quantity, quantity
from lagebild.readers.event.trigger import Parsed


def of_nouns(scene: Scene) -> Iterator[Draft]:
    """Figures before a noun that says what happened to people (`24 Verletzte`), and behind a noun of counting (`die Zahl der Toten`)."""
    at, harm = scene.at, scene.harm
    for n, chunk in enumerate(at.layout.chunks):
        word = at.sentence.words[chunk.head]
        kind = harm.counts.get(word.lemma) or harm.nouns.get(word.form)
        event = scene.nearest(chunk.head) if kind is not None else None
        if kind is None or event is None:
            continue
        if word.form in harm.losses and event.type == "COERCE":
            kind = "captured"  # `die Entführer haben drei Opfer`
        counted = n if word.lemma in harm.counts else _counted_by(at, n, harm)
        if counted is not None:
            yield from (replace(d, by=chunk.head) for d in _behind_count(scene, n, kind, event.id))
            continue
        found = _of_noun(scene, n, kind)
        if found is not None:
            yield Draft(kind, event.id, found[1], at.number, found[0], "noun", by=chunk.head)


def _counted_by(at: Parsed, n: int, harm: Harm) -> int | None:
    """The chunk of a noun of counting that chunk n hangs on: `die Zahl der Toten`."""
    owner = at.layout.chunks[n].owner
    return owner if owner is not None and at.sentence.words[at.layout.chunks[owner].head].lemma in harm.counts else None


def _behind_count(scene: Scene, n: int, kind: FigureKind, event: str) -> Iterator[Draft]:
    """What a noun of counting says the number is, was, and how much it grew by: `stieg um drei von neun auf zwölf`."""
    at = scene.at
    lemma = at.sentence.words[at.layout.chunks[n].head].lemma
    who = scene.harm.counted.get(lemma, frozenset())
    for m in at.layout.in_clause(at.layout.chunks[n].head):
        chunk = at.layout.chunks[m]
        number = m > n and at.sentence.words[chunk.first].upos == "NUM" and not scene.told.is_time(at, chunk)
        amount = quantity(at.sentence.words, chunk.first, chunk.last, None, scene.known) if number else None
        fits = is_of(at.sentence.words[chunk.head].lemma, who, scene.harm) or at.sentence.words[chunk.head].upos == "NUM"
        if amount is not None and amount.number is not None and fits:
            yield Draft(kind, event, amount, at.number, m, "count", grows=chunk.prep in scene.harm.grows)


def _of_noun(scene: Scene, n: int, kind: FigureKind) -> tuple[int, Quantity] | None:
    """The chunk that says how many, and how many it says, for a noun of harm."""
    at, chunk, words = scene.at, scene.at.layout.chunks[n], scene.at.sentence.words
    if kind == "captured" and _is_freed(scene, chunk):
        return None
    if words[chunk.head].form in scene.harm.bodies and n + 1 < len(at.layout.chunks):
        behind = at.layout.chunks[n + 1]
        close = behind.owner == n or (behind.prep is not None and behind.first == chunk.last + 1)
        amount = quantity(words, behind.first, behind.last, None, scene.known) if close else None
        if amount is not None and amount.number is not None:
            fits = is_of(words[behind.head].lemma, scene.harm.bodies[words[chunk.head].form], scene.harm)
            return (n + 1, amount) if fits else None
    amount = quantity(words, chunk.first, chunk.last, None, scene.known)
    if amount is None and (beside := _beside(scene, n)) is not None:
        return beside
    if amount is None and (none := _left_without(scene, chunk)) is not None:
        amount = Quantity(0, 0, min(chunk.first, none), max(chunk.last, none + 1), none)
    if amount is None and _is_neither(at, chunk, scene.harm):
        amount = Quantity(0, 0, chunk.first - 1, chunk.last, chunk.first - 1)
    if amount is None and words[chunk.head].form in scene.harm.losses:
        return None
    if amount is None and (nothing := _denied_by(scene, chunk)) is not None:
        amount = Quantity(0, 0, min(chunk.first, nothing), max(chunk.last, nothing + 1), nothing)
    if amount is None and kind in COUNTED_BARE and not is_definite(at, chunk):
        amount = Quantity(2, None, chunk.first, chunk.last, None)
    return None if amount is None else (n, amount)


def _is_freed(scene: Scene, chunk: Chunk) -> bool:
    """Whether the clause tells that somebody was let go."""
    clause_of = scene.at.layout.clause_of
    mine = (t for t in scene.here if clause_of[t.word] == clause_of[chunk.head])
    return any(scene.starts[scene.at.sentence.words[t.word].start].type == "CONCEDE" for t in mine)


def _denied_by(scene: Scene, chunk: Chunk) -> int | None:
    """The word that says of a noun of harm in no adposition that there were none: `Todesopfer sind nicht zu beklagen`."""
    at, harm = scene.at, scene.harm
    clause = at.layout.clause(chunk.head).words
    if chunk.prep is not None or is_definite(at, chunk) or not any(at.lemmas[k] in harm.absence for k in clause):
        return None
    return next((k for k in clause if at.lemmas[k] in harm.negations), None)


def _beside(scene: Scene, n: int) -> tuple[int, Quantity] | None:
    """The number that a noun of counting before the noun of harm has (`elf Namen von Getöteten`), or that is set behind it."""
    words, chunks = scene.at.sentence.words, scene.at.layout.chunks
    near = [m for m in (n - 1, n + 1) if 0 <= m < len(chunks)]
    for m in near:
        first, second = sorted((m, n))
        gap = words[chunks[first].last : chunks[second].first]
        names = m < n and len(gap) == 1 and gap[0].upos == "ADP" and words[chunks[m].head].lemma in scene.harm.counts
        sets = (
            m > n
            and words[chunks[m].head].upos == "NUM"
            and [w.upos for w in gap][:1] == ["PUNCT"]
            and all(w.upos in ("PUNCT", "ADV") for w in gap)
        )
        amount = quantity(words, chunks[m].first, chunks[m].last, None, scene.known) if names or sets else None
        if amount is not None and amount.number is not None:
            return m, amount
    return None


def _is_neither(at: Parsed, chunk: Chunk, harm: Harm) -> bool:
    """Whether the noun stands right behind a word by which there were none: `weder Tote noch Verletzte`."""
    return chunk.first > 0 and at.sentence.words[chunk.first - 1].form.lower() in harm.neither and chunk.last - chunk.first == 1


def _left_without(scene: Scene, chunk: Chunk) -> int | None:
    """The word that says after a bare noun that there were none: `Tote gab es keine`."""
    at, none = scene.at, scene.known.none
    after = [k for k in at.layout.clause(chunk.head).words if k > chunk.head and at.sentence.words[k].form.lower() in none]
    alone = [k for k in after if k + 1 >= len(at.sentence.words) or at.sentence.words[k + 1].upos not in ("NOUN", "ADJ", "PROPN")]
    return alone[0] if chunk.last - chunk.first == 1 and alone else None

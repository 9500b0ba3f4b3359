"""Figures that are a part of another: `darunter zwölf Kinder`, `vier von ihnen`, `unter den Opfern seien drei Soldaten`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lagebild.model import FigureKind
from lagebild.readers.event.amount import is_definite
from lagebild.readers.event.chunk import holds_number
from lagebild.readers.event.harm import Draft, Harm, Scene
from lagebild.readers.event.number import quantity
from lagebild.readers.event.trigger import Parsed

NEAR = 2  # sentences back in which a part may have its whole


def parts(scene: Scene, here: Sequence[Draft], before: Sequence[Draft], used: set[int]) -> Iterator[Draft]:
    """The parts that a sentence tells of the figures of `here` (its own) or `before`; `used` are the chunks that are figures already."""
    low = [w.form.lower() for w in scene.at.sentence.words]
    for k in range(len(low)):
        length = next((len(p) for p in scene.harm.parts.get(low[k], ()) if tuple(low[k : k + len(p)]) == p), 0)
        among = _among(scene.at, k, scene.harm)
        whole = _whole(scene, k, among, [*before, *here]) if length or among is not None else None
        if whole is not None:
            yield from _of_whole(scene, (k, length), whole, among or whole.kind, used)


def _whole(scene: Scene, k: int, among: FigureKind | None, told: Sequence[Draft]) -> Draft | None:
    """The last figure before word k that is no part itself: of the kind that the word says, and with nothing else counted in between."""
    at = scene.at
    near = [d for d in told if not d.part and at.number - NEAR <= d.sentence <= at.number]
    earlier = [d for d in near if d.sentence < at.number or at.layout.chunks[d.chunk].first < k]
    if among is not None:
        earlier = [d for d in earlier if d.kind == among] or earlier
    whole = max(earlier, key=lambda d: (d.sentence, d.quantity.first), default=None)
    counted = [
        n
        for n, c in enumerate(at.layout.chunks)
        if c.last <= k and holds_number(at.sentence.words, c.first, c.last) and not scene.told.is_time(at, c)
    ]
    others = {n for d in earlier if d.sentence == at.number for n in range(d.chunk, d.last + 1)}
    return whole if among is not None or not counted or counted[-1] in others or counted[-1] == at.layout.chunk_of[k - 1] else None


def _of_whole(scene: Scene, at_: tuple[int, int], whole: Draft, kind: FigureKind, used: set[int]) -> Iterator[Draft]:
    """The figures behind the phrase that begins at a word and has a length (0: one word), or right before it."""
    (k, length), at, words = at_, scene.at, scene.at.sentence.words
    start = k + length if length else k + 1
    if kind == "captured" and any(at.lemmas[i] in scene.harm.escapes for i in at.layout.clause(k).words):
        return
    for n, chunk in enumerate(at.layout.chunks):
        follows = chunk.first >= start and at.layout.clause_of[k] == at.layout.clause_of[chunk.head]
        leads = length > 0 and chunk.last == k and words[chunk.head].upos == "NUM"
        if n in used or chunk.prep is not None or chunk.owner is not None or not (follows or leads):
            continue
        amount = quantity(words, chunk.first, chunk.last, None, scene.known)
        if amount is not None and amount.number is not None:
            used.add(n)
            yield Draft(kind, whole.event, amount, at.number, n, "part", part=True)


def _among(at: Parsed, k: int, harm: Harm) -> FigureKind | None:
    """The kind of harm where the phrase of word k sets people apart among those who suffered it."""
    chunk = at.layout.chunk(k)
    if chunk is None or chunk.head != k:
        return None
    row = harm.among.get(at.sentence.words[k].form)
    return row[1] if row and chunk.prep in row[0] and is_definite(at, chunk) else None

"""Who came to harm in a sentence: figures of killed, injured, captured, missing and displaced, before they are claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lagebild.model import FigureKind
from lagebild.readers.event.amount import amount_of, is_article, is_definite, row_before, row_of
from lagebild.readers.event.befallen import of_adjectives, of_states
from lagebild.readers.event.cast import Filler
from lagebild.readers.event.chunk import holds_number
from lagebild.readers.event.harm import COUNTED_BARE, Draft, Scene
from lagebild.readers.event.meant import resolve
from lagebild.readers.event.number import Quantity, quantity
from lagebild.readers.event.part import parts
from lagebild.readers.event.role import read_roles
from lagebild.readers.event.tally import tallies
from lagebild.readers.event.trigger import Parsed, Trigger
from lagebild.readers.event.victim import of_nouns


def find(scene: Scene, before: Sequence[Draft]) -> Iterator[Draft]:
    """The figures of one sentence, each stretch of words once.

    By its events' words, by nouns, by what befell somebody, by who tells a bare number; then those that are a part of another.
    """
    found: list[Draft] = []
    used: set[int] = set()
    states = list(of_states(scene))
    deaths = [d for d in states if d.kind == "killed"]  # who was wounded and then died is dead
    ways: tuple[Iterable[Draft], ...] = (_of_triggers(scene), deaths, of_nouns(scene), of_adjectives(scene), states)
    for draft in (d for way in ways for d in way):
        _take(scene, draft, found, used)
    for draft in tallies(scene, found, before):
        _take(scene, draft, found, used)
    yield from found
    yield from parts(scene, found, before, used)


def _take(scene: Scene, draft: Draft, found: list[Draft], used: set[int]) -> None:
    """Adds the figure unless its words are another's already."""
    if draft.sentence == scene.at.number:
        if draft.chunk in used and not (draft.part and found and found[-1].through is not None):
            return
        used.update(range(draft.chunk, draft.last + 1))
    found.append(draft)


def _of_triggers(scene: Scene) -> Iterator[Draft]:
    """Figures of whom a verb or noun of harm was done to."""
    # who was wounded and then died is dead
    for trigger in sorted(scene.here, key=lambda t: scene.harm.verbs.get(t.sense.lemma) != "killed"):
        kind = _kind(scene, trigger)
        event = scene.starts[scene.at.sentence.words[trigger.word].start]
        if kind is None or event.factuality == "unrealised":
            continue
        found = list(_patients(scene, [resolve(scene.told, f) for f in read_roles(trigger, scene.told).patients]))
        for filler, amount, row in found:
            if amount.high == 0 and kind not in COUNTED_BARE:
                continue
            whole = Draft(kind, event.id, amount, filler.sentence, row[0], "verb", through=row[-1] if len(row) > 1 else None)
            yield whole
            yield from _summands(scene, whole, row)
        beside = [f.chunk for f, _, _ in found if f.sentence == scene.at.number]
        yield from (Draft(kind, event.id, a, scene.at.number, n, "verb") for n, a in _left_out(scene, trigger, beside))


def _kind(scene: Scene, trigger: Trigger) -> FigureKind | None:
    """The kind of harm of a trigger: by its sense, else by its own word (`im Hinterhalt [erschossen]`)."""
    verbs = scene.harm.verbs
    return verbs.get(trigger.sense.lemma) or verbs.get(scene.at.lemmas[trigger.word])


def _left_out(scene: Scene, trigger: Trigger, found: Sequence[int]) -> Iterator[tuple[int, Quantity]]:
    """Who suffered the same in an elliptic half of the clause: `zwölf wurden leicht, drei schwer verletzt`."""
    at, words = scene.at, scene.at.sentence.words
    for n in at.layout.in_clause(trigger.word):
        chunk = at.layout.chunks[n]
        opens = chunk.first > 0 and (words[chunk.first - 1].form == "," or words[chunk.first - 1].upos == "CCONJ")
        bare = words[chunk.head].upos == "NUM" or (found and chunk.last < len(words) and words[chunk.last].upos in ("ADV", "ADJ"))
        if n in found or not opens or not bare or chunk.prep is not None or chunk.head > trigger.word or scene.told.is_time(at, chunk):
            continue
        amount = quantity(words, chunk.first, chunk.last, None, scene.known)
        if amount is not None and amount.number is not None and all(words[k].upos != "PUNCT" for k in range(chunk.last, trigger.word)):
            yield n, amount


def _patients(scene: Scene, fillers: Sequence[Filler]) -> Iterator[tuple[Filler, Quantity, list[int]]]:
    """The figures of the fillers with their chunks; several of whom not all are counted make one sum."""
    done: set[tuple[int, int]] = set()
    for filler in (_counted(scene, f) for f in fillers):
        if filler.word is not None or (filler.sentence, filler.chunk) in done:
            continue
        there = scene.told.sentences[filler.sentence]
        row = row_before(there, filler.chunk) or row_of(there, filler.chunk)
        amounts = [amount_of(scene, there, there.layout.chunks[n]) for n in row]
        total = _sum(there, row, [a for a in amounts if a is not None]) if len(row) > 1 and all(amounts) else None
        if total is not None:
            done |= {(filler.sentence, n) for n in row}
            yield filler, total, row
        elif (own := amounts[row.index(filler.chunk)]) is not None and not scene.told.is_time(there, there.layout.chunks[filler.chunk]):
            yield filler, own, [filler.chunk]


def _counted(scene: Scene, filler: Filler) -> Filler:
    """The filler, or those of it who are counted: `drei Mitglieder der Miliz` are three, whatever the verb is said to be done to."""
    there = scene.told.sentences[filler.sentence]
    owner = there.layout.chunks[filler.chunk].owner if filler.word is None else None
    chunk = there.layout.chunks[owner] if owner is not None else None
    some = chunk is not None and holds_number(there.sentence.words, chunk.first, chunk.last)
    return replace(filler, chunk=owner) if owner is not None and some else filler


def _summands(scene: Scene, whole: Draft, row: Sequence[int]) -> Iterator[Draft]:
    """Those of a sum who are counted by a number, as a part of it."""
    there = scene.told.sentences[whole.sentence]
    for n in row if len(row) > 1 else ():
        chunk = there.layout.chunks[n]
        amount = quantity(there.sentence.words, chunk.first, chunk.last, None, scene.known)
        if amount is not None and amount.number is not None and not is_article(there, amount):
            yield replace(whole, quantity=amount, chunk=n, through=None, part=True)


def _sum(at: Parsed, row: Sequence[int], amounts: Sequence[Quantity]) -> Quantity | None:
    """The sum of a row of people whose number is known, where nobody else could count them: some stand without a number, or each is one."""
    lows = [a.low for a in amounts if a.low is not None and a.low == a.high]
    counted = [a.number is not None and not is_article(at, a) for a in amounts]
    if (
        len(lows) < len(amounts)
        or not all(lows)
        or (all(counted) and max(lows) > 1)
        or (any(counted) and not _belong_together(at, row, counted))
    ):
        return None
    return Quantity(sum(lows), sum(lows), amounts[0].first, amounts[-1].last, None)


def _belong_together(at: Parsed, row: Sequence[int], counted: Sequence[bool]) -> bool:
    """Whether one of the row stands there by a definite word or, uncounted, by a name: the others are no number of their own."""
    words, chunks = at.sentence.words, at.layout.chunks
    return any(is_definite(at, chunks[n]) or (not c and words[chunks[n].head].upos == "PROPN") for n, c in zip(row, counted, strict=True))

"""Who came to harm in a sentence: figures of killed, injured, captured, missing and displaced, before they are claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lagebild.model import FigureKind
from lagebild.readers.event.cast import Filler, belongs
from lagebild.readers.event.chunk import Chunk
from lagebild.readers.event.harm import COUNTED_BARE, Draft, Harm, Scene, State, status
from lagebild.readers.event.meant import resolve
from lagebild.readers.event.number import Quantity, quantity
from lagebild.readers.event.part import parts
from lagebild.readers.event.role import read_roles
from lagebild.readers.event.tally import tallies
from lagebild.readers.event.trigger import Parsed, is_finite_after_all

CORE_ROLES = ("nsubj", "obj")
BODIES = frozenset({"state", "organisation", "media", "armed_group"})  # kinds of actors that no one person is


def find(scene: Scene, before: Sequence[Draft]) -> Iterator[Draft]:
    """The figures of one sentence, each stretch of words once.

    By its events' words, by nouns, by what befell somebody, by who tells a bare number; then those that are a part of another.
    """
    found: list[Draft] = []
    used: set[int] = set()
    states = list(_of_states(scene))
    deaths = [d for d in states if d.kind == "killed"]  # who was wounded and then died is dead
    ways: tuple[Iterable[Draft], ...] = (_of_triggers(scene), deaths, _of_nouns(scene), _of_adjectives(scene), states)
    for draft in (d for way in ways for d in way):
        _take(scene, draft, found, used)
    for draft in tallies(scene, found, before):
        _take(scene, draft, found, used)
    yield from found
    yield from parts(scene, found, before, used)


def _take(scene: Scene, draft: Draft, found: list[Draft], used: set[int]) -> None:
    """Adds the figure unless its words are another's already."""
    if draft.sentence == scene.at.number:
        if draft.chunk in used:
            return
        used.update(range(draft.chunk, draft.last + 1))
    found.append(draft)


# ---- by the events' words ------------------------------------------------------------------------------------------


def _of_triggers(scene: Scene) -> Iterator[Draft]:
    """Figures of whom a verb or noun of harm was done to."""
    for trigger in scene.here:
        kind = scene.harm.verbs.get(trigger.sense.lemma)
        event = scene.starts[scene.at.sentence.words[trigger.word].start]
        if kind is None or event.factuality == "unrealised":
            continue
        found = list(_patients(scene, [resolve(scene.told, f) for f in read_roles(trigger, scene.told).patients]))
        for filler, amount, through in found:
            if amount.high != 0 or kind in COUNTED_BARE:
                yield Draft(kind, event.id, amount, filler.sentence, filler.chunk, "verb", through=through)


def _patients(scene: Scene, fillers: Sequence[Filler]) -> Iterator[tuple[Filler, Quantity, int | None]]:
    """The figures of the fillers; several of whom not all are counted make one sum (`der Richter und zwei Leibwächter`)."""
    done: set[tuple[int, int]] = set()
    for filler in fillers:
        if filler.word is not None or (filler.sentence, filler.chunk) in done:
            continue
        there = scene.told.sentences[filler.sentence]
        row = _row_before(there, filler.chunk) or row_of(there, filler.chunk)
        amounts = [_amount(scene, there, there.layout.chunks[n]) for n in row]
        total = _sum(there, row, [a for a in amounts if a is not None]) if len(row) > 1 and all(amounts) else None
        if total is not None:
            done |= {(filler.sentence, n) for n in row}
            yield filler, total, row[-1]
        elif amounts[0] is not None and not scene.told.is_time(there, there.layout.chunks[filler.chunk]):
            yield filler, amounts[0], None


def _sum(at: Parsed, row: Sequence[int], amounts: Sequence[Quantity]) -> Quantity | None:
    """The sum of a row of people whose number is known, where nobody else could count them: some stand without a number, or each is one."""
    lows = [a.low for a in amounts if a.low is not None and a.low == a.high]
    counted = [a.number is not None and not _is_article(at, a) for a in amounts]
    if len(lows) < len(amounts) or not all(lows) or (all(counted) and max(lows) > 1) or (any(counted) and not _is_one(at, row, counted)):
        return None
    return Quantity(sum(lows), sum(lows), amounts[0].first, amounts[-1].last, None)


def _is_one(at: Parsed, row: Sequence[int], counted: Sequence[bool]) -> bool:
    """Whether whoever of the row is not counted stands there by a definite word or a name, and so is no number of their own."""
    words, chunks = at.sentence.words, at.layout.chunks
    return any(not c and (is_definite(at, chunks[n]) or words[chunks[n].head].upos == "PROPN") for n, c in zip(row, counted, strict=True))


def row_of(at: Parsed, n: int) -> list[int]:
    """Chunk n and those that a list joins to it by the tree: `der Richter, sein Fahrer und ein Leibwächter`."""
    words, chunks = at.sentence.words, at.layout.chunks
    row, end, closed = [n], chunks[n].last, 1
    for m in range(n + 1, len(chunks)):
        if belongs(chunks, m, row[-1]):
            end = chunks[m].last
            continue
        gap = words[end : _start(chunks[m])]
        heads = {chunks[k].head for k in row}
        joined = words[chunks[m].head].deprel in ("conj", "appos") and words[chunks[m].head].head in heads
        if not gap or not joined or not all(w.upos == "CCONJ" or w.form == "," for w in gap):
            break
        row, end = [*row, m], chunks[m].last
        if gap[-1].upos == "CCONJ":
            closed = len(row)
    return row[:closed]


def _row_before(at: Parsed, n: int) -> list[int]:
    """Chunk n behind the one that a relative clause explains (`Karl Ott, der die Bank führte, sowie zwei Wächter`); else none."""
    words, layout = at.sentence.words, at.layout
    k, here = layout.chunks[n].first - 1, layout.clause_of[layout.chunks[n].head]
    if here < 2 or k < 1 or words[k].upos != "CCONJ" or words[k - 1].form != "," or layout.clauses[here - 1].opener is None:
        return []
    first = layout.clauses[here - 2]
    named = [m for m, c in enumerate(layout.chunks) if layout.clause_of[c.head] == here - 2 and c.prep is None and c.owner is None]
    return [*named, n] if first.finite is None and len(named) == 1 else []


def _start(chunk: Chunk) -> int:
    return chunk.first if chunk.article is None else chunk.article


def _amount(scene: Scene, at: Parsed, chunk: Chunk) -> Quantity | None:
    """The quantity of a chunk; none where it is a plural that the report has spoken of before, or somebody who is no person."""
    words, known = at.sentence.words, scene.known
    alone = chunk.last == chunk.first + 1
    if alone and words[chunk.head].upos == "PRON" and words[chunk.head].form.lower() not in (*known.none, *known.groups, *known.values):
        return None
    if alone and _may_be_one(at, chunk):
        return None
    one_named = chunk.plural is None and words[chunk.head].upos == "PROPN"
    amount = quantity(words, chunk.first, chunk.last, False if one_named else chunk.plural, known)
    if amount is None or amount.number is not None:
        return amount
    if (count := _far_count(scene, at, chunk)) is not None:
        return count
    if amount.high == 1 and _is_body(scene, at, chunk):
        return None
    return None if amount.low == 2 and is_definite(at, chunk) else amount


def _far_count(scene: Scene, at: Parsed, chunk: Chunk) -> Quantity | None:
    """The number that stands apart from its noun, behind its article or alone: `die drei in der Nacht verschleppten Männer`."""
    words = at.sentence.words
    if chunk.article is not None and words[chunk.article + 1].upos == "NUM":
        count = quantity(words, chunk.article + 1, chunk.article + 2, None, scene.known)
        return replace(count, last=chunk.last) if count is not None else None
    number = next((w for w in words[: chunk.first] if w.upos == "NUM" and w.deprel == "nummod" and w.head == chunk.head), None)
    if number is None:
        return None
    k = words.index(number)
    count = quantity(words, k, k + 1, None, scene.known)
    return replace(count, last=chunk.last) if count is not None else None


def _is_body(scene: Scene, at: Parsed, chunk: Chunk) -> bool:
    """Whether the chunk names a state, a place or a body, or a noun for many: no one person."""
    words, told = at.sentence.words, scene.told
    a, b = chunk.head_words
    known = told.actor_at(words[a].start, words[b - 1].end)
    if known is not None and told.kinds.get(known[0]) in BODIES:
        return True
    if words[chunk.head].upos == "PROPN":
        return known is None and any(n.kind == "place" and n.first <= chunk.head < n.last for n in at.sentence.names)
    noun = told.words.names.noun(words[chunk.head].form, words[chunk.head].lemma)
    return noun is not None and not noun.role


def _may_be_one(at: Parsed, chunk: Chunk) -> bool:
    """Whether a bare noun has one form for one and many, and no finite verb says which: `Tunesier nahe der Grenze getötet`."""
    word = at.sentence.words[chunk.head]
    return word.upos == "NOUN" and word.form == word.lemma and at.layout.clause(chunk.head).finite is None


def is_definite(at: Parsed, chunk: Chunk) -> bool:
    """Whether the chunk opens with a word for what is known already."""
    feats = at.sentence.words[_start(chunk)].feats
    return feats.get("Definite") == "Def" or feats.get("Poss") == "Yes" or feats.get("PronType") == "Dem"


# ---- by what befell somebody ---------------------------------------------------------------------------------------


def _of_adjectives(scene: Scene) -> Iterator[Draft]:
    """Figures of people whom an adjective says harmed: `vier tote Soldaten`."""
    at, words = scene.at, scene.at.sentence.words
    for n, chunk in enumerate(at.layout.chunks):
        before = [k for k in range(chunk.first, chunk.head) if words[k].lemma in scene.harm.adjectives and not is_finite_after_all(at, k)]
        event = scene.nearest(chunk.head) if before and words[chunk.head].upos == "NOUN" else None
        amount = _amount(scene, at, chunk) if event is not None else None
        if event is not None and amount is not None and (amount.number is not None or chunk.plural):
            yield Draft(scene.harm.adjectives[words[before[0]].lemma], event.id, amount, at.number, n, "adjective")


def _of_states(scene: Scene) -> Iterator[Draft]:
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
                yield Draft(state.kind, event.id, amount, filler.sentence, filler.chunk, "state")


def _told_of(scene: Scene, i: int, beside: frozenset[str], state: State) -> list[tuple[Filler, Quantity]]:
    """The first chunk with a figure, in the adposition or none, that a clause tells of; a relative pronoun leads to what it stands for."""
    at, words = scene.at, scene.at.sentence.words
    close = [n for n, c in enumerate(at.layout.chunks) if words[c.head].head == i and words[c.head].deprel.partition(":")[0] in CORE_ROLES]
    for n in dict.fromkeys((*at.layout.in_clause(i), *close)):
        if at.layout.chunks[n].prep != state.prep or at.layout.chunks[n].owner is not None:
            continue
        filler = resolve(scene.told, Filler(at.number, n))
        there = scene.told.sentences[filler.sentence]
        chunk = there.layout.chunks[filler.chunk]
        if there.lemmas[chunk.head] in beside or scene.told.is_time(there, chunk):
            continue
        amount = quantity(there.sentence.words, chunk.first, chunk.last, None, scene.known)
        fits = not state.who or status(there.sentence.words[chunk.head].form, scene.harm) in state.who
        if amount is not None and amount.number is not None and not _is_article(there, amount):
            return [(filler, amount)] if fits and not _is_part(scene, there, chunk, state) else []
    return []


def _is_part(scene: Scene, at: Parsed, chunk: Chunk, state: State) -> bool:
    """Whether the words behind the chunk make it a part of a figure told before (`drei von ihnen schweben in Lebensgefahr`)."""
    behind = tuple(w.form.lower() for w in at.sentence.words[chunk.last : chunk.last + 2])
    return state.kind != "killed" and any(behind[: len(p)] == p for p in scene.harm.parts.get(behind[0] if behind else "", ()))


def _is_article(at: Parsed, amount: Quantity) -> bool:
    """Whether the number word is an article: `eine Sprecherin` is nobody who is counted."""
    return amount.number is not None and at.sentence.words[amount.number].upos == "DET" and amount.low == amount.high == 1


# ---- by nouns ------------------------------------------------------------------------------------------------------


def _of_nouns(scene: Scene) -> Iterator[Draft]:
    """Figures before a noun that says what happened to people (`24 Verletzte`), and behind a noun of counting (`die Zahl der Toten`)."""
    at, harm = scene.at, scene.harm
    for n, chunk in enumerate(at.layout.chunks):
        word = at.sentence.words[chunk.head]
        kind = harm.counts.get(word.lemma) or harm.nouns.get(word.form)
        event = scene.nearest(chunk.head) if kind is not None else None
        if kind is None or event is None:
            continue
        counted = n if word.lemma in harm.counts else _counted_by(at, n, harm)
        if counted is not None:
            yield from _behind_count(scene, n, kind, event.id)
            continue
        found = _of_noun(scene, n, kind)
        if found is not None:
            yield Draft(kind, event.id, found[1], at.number, found[0], "noun")


def _counted_by(at: Parsed, n: int, harm: Harm) -> int | None:
    """The chunk of a noun of counting that chunk n hangs on: `die Zahl der Toten`."""
    owner = at.layout.chunks[n].owner
    return owner if owner is not None and at.sentence.words[at.layout.chunks[owner].head].lemma in harm.counts else None


def _behind_count(scene: Scene, n: int, kind: FigureKind, event: str) -> Iterator[Draft]:
    """What a noun of counting says the number is, was, and how much it grew by: `stieg um drei von neun auf zwölf`."""
    at = scene.at
    for m in at.layout.in_clause(at.layout.chunks[n].head):
        chunk = at.layout.chunks[m]
        number = m > n and at.sentence.words[chunk.first].upos == "NUM" and not scene.told.is_time(at, chunk)
        amount = quantity(at.sentence.words, chunk.first, chunk.last, None, scene.known) if number else None
        if amount is not None and amount.number is not None:
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
            return n + 1, amount
    amount = quantity(words, chunk.first, chunk.last, None, scene.known)
    if amount is None and (none := _left_without(scene, chunk)) is not None:
        amount = Quantity(0, 0, min(chunk.first, none), max(chunk.last, none + 1), none)
    if amount is None and _is_neither(at, chunk, scene.harm):
        amount = Quantity(0, 0, chunk.first - 1, chunk.last, chunk.first - 1)
    if amount is None and (nothing := _denied_by(scene, chunk)) is not None:
        amount = Quantity(0, 0, chunk.first, chunk.last, nothing)
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


def _is_neither(at: Parsed, chunk: Chunk, harm: Harm) -> bool:
    """Whether the noun stands right behind a word by which there were none: `weder Tote noch Verletzte`."""
    return chunk.first > 0 and at.sentence.words[chunk.first - 1].form.lower() in harm.neither and chunk.last - chunk.first == 1


def _left_without(scene: Scene, chunk: Chunk) -> int | None:
    """The word that says after a bare noun that there were none: `Tote gab es keine`."""
    at, none = scene.at, scene.known.none
    after = [k for k in at.layout.clause(chunk.head).words if k > chunk.head and at.sentence.words[k].form.lower() in none]
    alone = [k for k in after if k + 1 >= len(at.sentence.words) or at.sentence.words[k + 1].upos not in ("NOUN", "ADJ", "PROPN")]
    return alone[0] if chunk.last - chunk.first == 1 and alone else None

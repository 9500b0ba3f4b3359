"""Who came to harm in a sentence: figures of killed, injured, captured, missing and displaced, before they are claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from lagebild.model import Event, FigureKind, VictimStatus
from lagebild.packs import Pack
from lagebild.readers.event.cast import Cast, Filler
from lagebild.readers.event.chunk import Chunk
from lagebild.readers.event.meant import resolve
from lagebild.readers.event.number import Numbers, Quantity, quantity
from lagebild.readers.event.role import read_roles
from lagebild.readers.event.trigger import Parsed, Trigger, is_finite_after_all

COUNTED_BARE = ("killed", "injured")  # `es gab Tote`; `ein Lager für Vertriebene` counts nobody
HARMING = ("ASSAULT", "PROTEST", "COERCE")


@dataclass(frozen=True, slots=True)
class State:
    """A word that says, with one of `beside` (none: alone) in its clause, what happened to people who are told of there."""

    kind: FigureKind
    beside: frozenset[str]


@dataclass(frozen=True, eq=False)
class Harm:
    """The pack's words of harm."""

    verbs: Mapping[str, FigureKind]
    nouns: Mapping[str, FigureKind]
    victims: Mapping[str, VictimStatus]
    further: frozenset[str]
    neither: frozenset[str]
    parts: Mapping[str, tuple[tuple[str, ...], ...]]  # by the first word
    whole: frozenset[str]
    provisional: frozenset[str]
    counts: frozenset[str]
    among: Mapping[str, tuple[str, FigureKind]]  # form → adposition, kind
    adjectives: Mapping[str, FigureKind]
    states: Mapping[str, tuple[State, ...]]


@cache
def harm_words(pack: Pack) -> Harm:
    """The pack's words of harm, ready to be asked."""
    t = pack.tables
    return Harm(
        {k: r[0].get("kind") for k, r in t["figure_verb"].items()},
        {k: r[0].get("kind") for k, r in t["figure_noun"].items()},
        {k.lower(): r[0].get("status") for k, r in t["figure_victim"].items()},
        frozenset(t["figure_further"]),
        frozenset(t["figure_neither"]),
        _by_first(tuple(k.split()) for k in t["figure_part"]),
        frozenset(t["figure_whole"]),
        frozenset(t["figure_provisional"]),
        frozenset(t["figure_count"]),
        {k: (r[0].word("prep"), r[0].get("kind")) for k, r in t["figure_among"].items()},
        {k: r[0].get("kind") for k, r in t["figure_adjective"].items()},
        {k: tuple(State(row.get("kind"), frozenset(row.several("beside"))) for row in r) for k, r in t["figure_state"].items()},
    )


def _by_first(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in phrases:
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return found


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure before it is a claim: its event, and where it stands."""

    kind: FigureKind
    event: str
    quantity: Quantity
    sentence: int
    chunk: int
    part: bool
    rule: str


def find(
    at: Parsed, here: Sequence[Trigger], told: Cast, harm: Harm, known: Numbers, starts: Mapping[int, Event], before: Sequence[Draft]
) -> Iterator[Draft]:
    """The figures of one sentence, each stretch of words once: by its events' words, by nouns, by what befell somebody, by parts."""
    used: set[int] = set()
    own = list(_of_triggers(at, here, told, harm, known, starts))
    ways: tuple[Iterable[Draft], ...] = (
        own,
        _of_nouns(at, here, told, harm, known, starts),
        _of_adjectives(at, here, told, harm, known, starts),
        _of_states(at, here, told, harm, known, starts),
    )
    for draft in (d for way in ways for d in way):
        if (draft.sentence, draft.chunk) == (at.number, draft.chunk) and draft.chunk in used:
            continue
        used.add(draft.chunk)
        yield draft
    yield from _of_parts(at, harm, known, before, used, own)


def _of_triggers(
    at: Parsed, here: Sequence[Trigger], told: Cast, harm: Harm, known: Numbers, starts: Mapping[int, Event]
) -> Iterator[Draft]:
    """Figures of whom a verb or noun of harm was done to."""
    for trigger in here:
        kind = harm.verbs.get(trigger.sense.lemma)
        event = starts[at.sentence.words[trigger.word].start]
        if kind is None or event.factuality == "unrealised":
            continue
        for filler in read_roles(trigger, told).patients:
            filler = resolve(told, filler)
            if filler.word is not None:
                continue
            there = told.sentences[filler.sentence]
            chunk = there.layout.chunks[filler.chunk]
            if told.is_time(there, chunk):
                continue
            amount = _amount(there, chunk, known, told)
            if amount is not None:
                yield Draft(kind, event.id, amount, filler.sentence, filler.chunk, False, "verb")


def _amount(at: Parsed, chunk: Chunk, known: Numbers, told: Cast) -> Quantity | None:
    """The quantity of a chunk; none where it is a plural that the report has spoken of before."""
    words = at.sentence.words
    alone = chunk.last == chunk.first + 1
    if alone and words[chunk.head].upos == "PRON" and words[chunk.head].form.lower() not in (*known.none, *known.groups, *known.values):
        return None
    if alone and _may_be_one(at, chunk):
        return None
    one_named = chunk.plural is None and words[chunk.head].upos == "PROPN"
    amount = quantity(words, chunk.first, chunk.last, False if one_named else chunk.plural, known)
    if amount is None or amount.number is not None:
        return amount
    if chunk.article is not None and words[chunk.article + 1].upos == "NUM":  # `die drei in der Nacht verschleppten Männer`
        count = quantity(words, chunk.article + 1, chunk.article + 2, None, known)
        return replace(count, last=chunk.last) if count is not None else amount
    opening = words[chunk.first if chunk.article is None else chunk.article]
    known_already = opening.feats.get("Definite") == "Def" or opening.feats.get("Poss") == "Yes" or opening.feats.get("PronType") == "Dem"
    return None if amount.low == 2 and known_already else amount


def _may_be_one(at: Parsed, chunk: Chunk) -> bool:
    """Whether a bare noun has one form for one and many, and no finite verb says which: `Tunesier nahe der Grenze getötet`."""
    word = at.sentence.words[chunk.head]
    return word.upos == "NOUN" and word.form == word.lemma and at.layout.clause(chunk.head).finite is None


def _of_adjectives(
    at: Parsed, here: Sequence[Trigger], told: Cast, harm: Harm, known: Numbers, starts: Mapping[int, Event]
) -> Iterator[Draft]:
    """Figures of people whom an adjective says harmed: `vier tote Soldaten`."""
    words = at.sentence.words
    for n, chunk in enumerate(at.layout.chunks):
        before = [k for k in range(chunk.first, chunk.head) if words[k].lemma in harm.adjectives and not is_finite_after_all(at, k)]
        kinds = [harm.adjectives[words[k].lemma] for k in before]
        event = _nearest(at, chunk.head, here, told, starts) if kinds and words[chunk.head].upos == "NOUN" else None
        if event is None or event.factuality == "unrealised":
            continue
        amount = _amount(at, chunk, known, told)
        if amount is not None and (amount.number is not None or chunk.plural):
            yield Draft(kinds[0], event.id, amount, at.number, n, False, "adjective")


def _of_states(at: Parsed, here: Sequence[Trigger], told: Cast, harm: Harm, known: Numbers, starts: Mapping[int, Event]) -> Iterator[Draft]:
    """Figures of people of whom a clause says what befell them without naming an event: `zwei werden noch vermisst`."""
    for i, lemma in enumerate(at.lemmas):
        if lemma not in harm.states or (at.number, i) in told.triggers:
            continue
        clause = at.layout.clause(i)
        lemmas = {at.lemmas[k] for k in clause.words}
        kind = next((s.kind for s in harm.states[lemma] if not s.beside or s.beside & lemmas), None)
        event = _nearest(at, i, here, told, starts) if kind else None
        if kind is None or event is None or event.factuality == "unrealised":
            continue
        beside = frozenset[str]().union(*(s.beside for s in harm.states[lemma]))
        for filler, amount in _told_of(at, i, beside, told, known):
            yield Draft(kind, event.id, amount, filler.sentence, filler.chunk, False, "state")


def _told_of(at: Parsed, i: int, beside: frozenset[str], told: Cast, known: Numbers) -> list[tuple[Filler, Quantity]]:
    """The first chunk with a figure, in no adposition, that a clause tells of; a relative pronoun leads to what it stands for."""
    for n in at.layout.in_clause(i):
        if at.layout.chunks[n].prep is not None or at.layout.chunks[n].owner is not None:
            continue
        filler = resolve(told, Filler(at.number, n))
        there = told.sentences[filler.sentence]
        chunk = there.layout.chunks[filler.chunk]
        if there.lemmas[chunk.head] in beside or told.is_time(there, chunk):
            continue
        amount = quantity(there.sentence.words, chunk.first, chunk.last, None, known)
        if amount is not None and amount.number is not None and not _is_article(there, amount):
            return [(filler, amount)]
    return []


def _is_article(at: Parsed, amount: Quantity) -> bool:
    """Whether the number word is an article: `eine Sprecherin` is nobody who is counted."""
    return amount.number is not None and at.sentence.words[amount.number].upos == "DET" and amount.low == amount.high == 1


def _of_nouns(at: Parsed, here: Sequence[Trigger], told: Cast, harm: Harm, known: Numbers, starts: Mapping[int, Event]) -> Iterator[Draft]:
    """Figures before a noun that says what happened to people: `24 Verletzte`."""
    for n, chunk in enumerate(at.layout.chunks):
        kind = harm.nouns.get(at.sentence.words[chunk.head].form)
        if kind is None:
            continue
        event = _nearest(at, chunk.head, here, told, starts)
        if event is None or event.factuality == "unrealised":
            continue
        counted = _counted(at, n, harm)
        if counted is not None:
            other = at.layout.chunks[counted]
            amount = quantity(at.sentence.words, other.first, other.last, None, known)
            if amount and amount.number is not None:
                yield Draft(kind, event.id, amount, at.number, counted, False, "count")
            continue
        amount = quantity(at.sentence.words, chunk.first, chunk.last, None, known)
        if amount is None and (none := _left_without(at, chunk, known)) is not None:
            amount = Quantity(0, 0, min(chunk.first, none), max(chunk.last, none + 1), none)
        if amount is None and _is_neither(at, chunk, harm):
            amount = Quantity(0, 0, chunk.first - 1, chunk.last, chunk.first - 1)
        if amount is None and kind in COUNTED_BARE and not _is_definite(at, chunk):
            amount = Quantity(2, None, chunk.first, chunk.last, None)
        if amount is not None:
            yield Draft(kind, event.id, amount, at.number, n, False, "noun")


def _is_neither(at: Parsed, chunk: Chunk, harm: Harm) -> bool:
    """Whether the noun stands right behind a word by which there were none: `weder Tote noch Verletzte`."""
    return chunk.first > 0 and at.sentence.words[chunk.first - 1].form.lower() in harm.neither and chunk.last - chunk.first == 1


def _left_without(at: Parsed, chunk: Chunk, known: Numbers) -> int | None:
    """The word that says after a bare noun that there were none: `Tote gab es keine`."""
    after = [k for k in at.layout.clause(chunk.head).words if k > chunk.head and at.sentence.words[k].form.lower() in known.none]
    alone = [k for k in after if k + 1 >= len(at.sentence.words) or at.sentence.words[k + 1].upos not in ("NOUN", "ADJ", "PROPN")]
    return alone[0] if chunk.last - chunk.first == 1 and alone else None


def _is_definite(at: Parsed, chunk: Chunk) -> bool:
    feats = at.sentence.words[chunk.first].feats
    return feats.get("Definite") == "Def" or feats.get("Poss") == "Yes" or feats.get("PronType") == "Dem"


def _counted(at: Parsed, n: int, harm: Harm) -> int | None:
    """The chunk that says the number where a noun of counting does: `die Zahl der Toten stieg auf 49`."""
    owner = at.layout.chunks[n].owner
    if owner is None or at.sentence.words[at.layout.chunks[owner].head].lemma not in harm.counts:
        return None
    numbers_ = [
        m for m in at.layout.in_clause(at.layout.chunks[n].head) if m > n and at.sentence.words[at.layout.chunks[m].first].upos == "NUM"
    ]
    return numbers_[-1] if numbers_ else None


def _nearest(at: Parsed, i: int, here: Sequence[Trigger], told: Cast, starts: Mapping[int, Event]) -> Event | None:
    """The event of harm whose word stands nearest in the sentence, else the last one told before, else the next one after."""
    same = [t for t in here if starts[at.sentence.words[t.word].start].type in HARMING]
    if same:
        mine = [t for t in same if at.layout.clause_of[t.word] == at.layout.clause_of[i]] or same
        return starts[at.sentence.words[min(mine, key=lambda t: abs(t.word - i)).word].start]
    here_at = at.sentence.words[i].start
    harming = [k for k, e in starts.items() if e.type in HARMING]
    before = max((k for k in harming if k < here_at), default=None)
    after = min((k for k in harming if k > here_at), default=None)
    nearest = before if before is not None else after
    return starts[nearest] if nearest is not None else None


def _of_parts(at: Parsed, harm: Harm, known: Numbers, before: Sequence[Draft], used: set[int], here: Sequence[Draft]) -> Iterator[Draft]:
    """Figures that are a part of the last one: `darunter zwölf Kinder`, `vier von ihnen`, `unter den Opfern seien drei Soldaten`."""
    words = at.sentence.words
    low = [w.form.lower() for w in words]
    for k in range(len(words)):
        length = next((len(p) for p in harm.parts.get(low[k], ()) if tuple(low[k : k + len(p)]) == p), 0)
        among = _among(at, k, harm)
        if not length and among is None:
            continue
        earlier = [d for d in here if at.layout.chunks[d.chunk].first < k] or list(before)
        if not earlier:
            continue
        whole = earlier[-1]
        start = k + length if length else k + 1
        for n, chunk in enumerate(at.layout.chunks):
            follows = chunk.first >= start and _same_segment(at, k, chunk)
            leads = length == 2 and chunk.last == k and words[chunk.head].upos == "NUM"
            if n in used or chunk.prep is not None or chunk.owner is not None or not (follows or leads):
                continue
            amount = quantity(words, chunk.first, chunk.last, None, known)
            if amount is not None and amount.number is not None:
                used.add(n)
                yield Draft(among or whole.kind, whole.event, amount, at.number, n, True, "part")


def _among(at: Parsed, k: int, harm: Harm) -> FigureKind | None:
    """The kind of harm where the phrase of word k sets people apart among those who suffered it."""
    chunk = at.layout.chunk(k)
    if chunk is None or chunk.head != k:
        return None
    row = harm.among.get(at.sentence.words[k].form)
    return row[1] if row and row[0] == chunk.prep else None


def _same_segment(at: Parsed, k: int, chunk: Chunk) -> bool:
    return at.layout.clause_of[k] == at.layout.clause_of[chunk.head]

"""Casualties: how many were killed, wounded, captured, missed or driven out, who they were, and of which event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from lagebild import tree
from lagebild.model import Actor, Claim, Document, Event, Figure, FigureKind, Scope, Sentence, Span, VictimStatus
from lagebild.packs import Pack
from lagebild.readers.event_cast import Cast, cast, resolve
from lagebild.readers.event_layout import Chunk
from lagebild.readers.event_lexicon import lexicon
from lagebild.readers.event_number import Numbers, Quantity, numbers, quantity
from lagebild.readers.event_role import read_roles
from lagebild.readers.event_trigger import Parsed, Trigger, parsed, triggers

HARMING = ("ASSAULT", "PROTEST", "COERCE")


@dataclass(frozen=True, eq=False)
class Harm:
    """The pack's words of harm."""

    verbs: Mapping[str, FigureKind]
    nouns: Mapping[str, FigureKind]
    victims: Mapping[str, VictimStatus]
    further: frozenset[str]
    parts: tuple[tuple[str, ...], ...]
    whole: frozenset[str]
    provisional: frozenset[str]
    counts: frozenset[str]
    among: Mapping[str, tuple[str, FigureKind]]  # form → adposition, kind


@cache
def harm_words(pack: Pack) -> Harm:
    """The pack's words of harm, ready to be asked."""
    t = pack.tables
    return Harm(
        {k: r[0].get("kind") for k, r in t["figure_verb"].items()},
        {k: r[0].get("kind") for k, r in t["figure_noun"].items()},
        {k.lower(): r[0].get("status") for k, r in t["figure_victim"].items()},
        frozenset(t["figure_further"]),
        tuple(tuple(k.split()) for k in t["figure_part"]),
        frozenset(t["figure_whole"]),
        frozenset(t["figure_provisional"]),
        frozenset(t["figure_count"]),
        {k: (r[0].word("prep"), r[0].get("kind")) for k, r in t["figure_among"].items()},
    )


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


def read_figures(
    document: Document, sentences: Sequence[Sentence], pack: Pack, actors: Sequence[Actor], events: Sequence[Event]
) -> tuple[Claim, ...]:
    """The figures of the report in text order, one claim for each figure of an event, ids c1, c2, …."""
    words, harm, known = lexicon(pack), harm_words(pack), numbers(pack)
    laid = parsed(sentences, words)
    starts = {t.start: e for e in events for t in e.triggers}
    found = [t for at in laid for t in triggers(at, words) if at.sentence.words[t.word].start in starts]
    told = cast(laid, words, document.text, actors, (), found)
    drafts: list[Draft] = []
    for at in laid:
        here = [t for t in found if t.sentence == at.number]
        for draft in sorted(_sentence(at, here, told, harm, known, starts, drafts), key=lambda d: (d.chunk, d.sentence)):
            _add(drafts, draft, told, {e.id: e for e in events})
    return _claims(drafts, told, document, harm, pack)


def _sentence(
    at: Parsed, here: Sequence[Trigger], told: Cast, harm: Harm, known: Numbers, starts: Mapping[int, Event], before: Sequence[Draft]
) -> Iterator[Draft]:
    used: set[int] = set()
    for draft in (*_of_triggers(at, here, told, harm, known, starts), *_of_nouns(at, here, told, harm, known, starts, before)):
        if draft.chunk not in used:
            used.add(draft.chunk)
            yield draft
    yield from (d for d in _of_parts(at, harm, known, before, used, list(_of_triggers(at, here, told, harm, known, starts))))


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
            amount = _amount(there, chunk, known, told)
            if amount is not None:
                yield Draft(kind, event.id, amount, filler.sentence, filler.chunk, False, "verb")


def _amount(at: Parsed, chunk: Chunk, known: Numbers, told: Cast) -> Quantity | None:
    """The quantity of a chunk; none where it is a plural that the report has spoken of before."""
    words = at.sentence.words
    if words[chunk.head].upos == "PRON" and words[chunk.head].form.lower() not in (*known.none, *known.groups, *known.values):
        return None
    one_named = chunk.plural is None and words[chunk.head].upos == "PROPN"
    amount = quantity(words, chunk.first, chunk.last, False if one_named else chunk.plural, known)
    if amount is None or amount.number is not None:
        return amount
    opening = words[chunk.first]
    known_already = opening.feats.get("Definite") == "Def" or opening.feats.get("Poss") == "Yes" or opening.feats.get("PronType") == "Dem"
    return None if amount.low == 2 and known_already else amount


def _of_nouns(
    at: Parsed, here: Sequence[Trigger], told: Cast, harm: Harm, known: Numbers, starts: Mapping[int, Event], before: Sequence[Draft]
) -> Iterator[Draft]:
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
        if amount is None and not _is_definite(at, chunk):
            amount = Quantity(2, None, chunk.first, chunk.last, None)
        if amount is not None:
            yield Draft(kind, event.id, amount, at.number, n, False, "noun")


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
    """The event of harm whose word stands nearest in the sentence, else the last one told in the two sentences before."""
    same = [t for t in here if starts[at.sentence.words[t.word].start].type in HARMING]
    if same:
        mine = [t for t in same if at.layout.clause_of[t.word] == at.layout.clause_of[i]] or same
        return starts[at.sentence.words[min(mine, key=lambda t: abs(t.word - i)).word].start]
    for number in (at.number - 1, at.number - 2, at.number + 1):
        if 0 <= number < len(told.sentences):
            words = told.sentences[number].sentence.words
            events = [starts[w.start] for w in words if w.start in starts and starts[w.start].type in HARMING]
            if events:
                return events[-1]
    return None


def _of_parts(at: Parsed, harm: Harm, known: Numbers, before: Sequence[Draft], used: set[int], here: Sequence[Draft]) -> Iterator[Draft]:
    """Figures that are a part of the last one: `darunter zwölf Kinder`, `vier von ihnen`, `unter den Opfern seien drei Soldaten`."""
    words = at.sentence.words
    for k in range(len(words)):
        length = next((len(p) for p in harm.parts if tuple(w.form.lower() for w in words[k : k + len(p)]) == p), 0)
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


# ---- one claim for one figure --------------------------------------------------------------------------------------


def _add(drafts: list[Draft], new: Draft, told: Cast, events: Mapping[str, Event]) -> None:
    """Adds the figure unless it repeats one of its event."""
    for old in drafts:
        if (old.event, old.kind) == (new.event, new.kind) and _repeats(old, new, told):
            return
    drafts.append(new)


def _repeats(old: Draft, new: Draft, told: Cast) -> bool:
    a, b = old.quantity, new.quantity
    if (old.sentence, old.chunk) == (new.sentence, new.chunk):
        return True
    if (a.low, a.high) != (b.low, b.high):
        return b.number is None and not new.part
    return not (a.low == a.high == 1 and a.number is not None and b.number is not None and not _same_noun(old, new, told))


def _same_noun(a: Draft, b: Draft, told: Cast) -> bool:
    return _noun_of(a, told) == _noun_of(b, told)


def _noun_of(draft: Draft, told: Cast) -> str:
    at = told.sentences[draft.sentence]
    return at.sentence.words[at.layout.chunks[draft.chunk].head].lemma


def _claims(drafts: Sequence[Draft], told: Cast, document: Document, harm: Harm, pack: Pack) -> tuple[Claim, ...]:
    claims: list[Claim] = []
    ordered = sorted(drafts, key=lambda d: (d.sentence, d.quantity.first))
    for n, draft in enumerate(ordered, 1):
        at = told.sentences[draft.sentence]
        span = _span(at, draft, document.text)
        whole = next(
            (
                c
                for c, d in zip(reversed(claims), reversed(ordered[: n - 1]), strict=True)
                if draft.part and d.event == draft.event and d.kind == draft.kind and not d.part
            ),
            None,
        )
        claims.append(
            Claim(
                f"c{n}",
                draft.event,
                draft.kind,
                span,
                rules=(f"{pack.language}.figure.{draft.rule}",),
                figure=_figure(at, draft, told, harm, document.text, whole),
            )
        )
    return tuple(claims)


def _span(at: Parsed, draft: Draft, text: str) -> Span:
    chunk = at.layout.chunks[draft.chunk]
    first, last = min(draft.quantity.first, chunk.first), max(draft.quantity.last, chunk.last)
    number = draft.quantity.number
    head = (number, number + 1) if number is not None else chunk.head_words
    return tree.span_between(at.sentence, text, first, last, head)


def _figure(at: Parsed, draft: Draft, told: Cast, harm: Harm, text: str, whole: Claim | None) -> Figure:
    words, chunk = at.sentence.words, at.layout.chunks[draft.chunk]
    known = told.actor_at(words[chunk.head].start, words[chunk.head].end)
    forms = {words[k].form.lower() for k in range(draft.quantity.first, draft.quantity.last)}
    clause = {words[k].form.lower() for k in at.layout.clause(chunk.head).words}
    scope: Scope = "part" if draft.part else "cumulative" if clause & harm.whole else "whole"
    return Figure(
        draft.quantity.low,
        draft.quantity.high,
        who=tree.span_between(at.sentence, text, chunk.first, chunk.last, chunk.head_words),
        victims=known[0] if known else None,
        status=status(words[chunk.head].form, harm),
        scope=scope,
        part_of=whole.id if whole else None,
        increase=bool(forms & harm.further),
        provisional=bool(clause & harm.provisional),
    )


def status(noun: str, harm: Harm) -> VictimStatus:
    """Who people are by the last part of the noun for them, `unknown` when it does not say."""
    lower = noun.lower()
    endings = sorted((v for v in harm.victims if lower.endswith(v)), key=len)
    return harm.victims[endings[-1]] if endings else "unknown"

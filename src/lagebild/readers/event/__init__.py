"""Events: what the report says happened, was planned, demanded or denied, with who, whom, where, when and how firmly.

Parts: `lexicon` (the pack's words), `layout` (clauses by `segment`, noun phrases by `phrase` and `chunk`), `trigger` (words that name
events), `demand` and `bare` (events without such a word); who: `cast` (who stands where), `clause` (subject and objects), `frame` (where
roles stand, by the pack), `role` (around verbs), `deed` (around nouns), `meant` (whom a pronoun stands for), `filler` (who may fill a
role); `setting` (mentions of places and times), `when`, `where`, `factuality`, `mark`, `detail`; `telling`, `evidence` and `merge` (one
event for one happening), `spread` (what its time and place hold for others), `code`. Figures: `figure`, with `toll`, `victim`, `befallen`,
`tally`, `part`, `amount`, `number` and `harm`. Types and modes are PLOVER's (manual draft 0.8).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lagebild import tree
from lagebild.model import VERBAL, Actor, Document, Event, EventType, Note, Place, Ref, Span, Statement, Time
from lagebild.packs import Pack
from lagebild.readers.event.bare import bare_acts, is_bare_toll
from lagebild.readers.event.cast import Cast, Filler, cast
from lagebild.readers.event.code import code_notes, read_codes
from lagebild.readers.event.demand import demands
from lagebild.readers.event.detail import contexts, phase, relations, topic
from lagebild.readers.event.factuality import Firm, firm_words, read_factuality, rolled_up
from lagebild.readers.event.harm import HARMING
from lagebild.readers.event.lexicon import lexicon
from lagebild.readers.event.mark import marks
from lagebild.readers.event.meant import refs
from lagebild.readers.event.merge import merge
from lagebild.readers.event.number import numbers
from lagebild.readers.event.role import read_roles
from lagebild.readers.event.setting import DAY, SPOKEN, Setting, setting
from lagebild.readers.event.spread import spread
from lagebild.readers.event.telling import Group, Known, Telling
from lagebild.readers.event.trigger import Laid, Parsed, Trigger, scene, speaks_of_conflict
from lagebild.readers.event.when import read_time, time_of_saying
from lagebild.readers.event.where import is_inside, place_of_saying, places_of, read_places
from lagebild.tree import DASHES

SAID = frozenset({"demand", "said"})  # frames of what is an act only of somebody who says so
GIVEN = frozenset({"dat", "deny", "give"})  # frames whose patient is given or told something, and no place
NEAR = 2  # sentences within which violence accounts for a death


def read_events(
    document: Document,
    report: Laid,
    pack: Pack,
    actors: Sequence[Actor],
    places: Sequence[Place],
    times: Sequence[Time],
    statements: Sequence[Statement],
) -> tuple[tuple[Event, ...], tuple[Note, ...]]:
    """The report's events in text order, `claims` and `statements` still empty, and notes on codes that the parties exclude."""
    words, firm = lexicon(pack), firm_words(pack)
    laid = report.sentences
    found = sorted((*report.triggers, *demands(laid, statements, words)), key=lambda t: (t.sentence, t.word))
    about, known_numbers = scene(laid, words), numbers(pack)
    violent = any(t.sense.type == "ASSAULT" and not t.sense.weak and not t.sense.violent and about.allows(t.sense, False) for t in found)
    found = [t for t in found if about.allows(t.sense, violent) or is_bare_toll(t, laid, about, known_numbers)]
    found = [t for t in found if not _is_actor(t, laid, actors)]
    spans = [t.span for t in times]
    told = cast(laid, words, document.text, actors, spans, found, places, statements)
    if bare := bare_acts(told, pack, about, found):
        found = sorted((*found, *bare), key=lambda t: (t.sentence, t.word))
        told = cast(laid, words, document.text, actors, spans, found, places, statements)
    where = setting(places, times, statements)
    tellings = [_telling(t, told, where, firm, statements) for t in found]
    tellings = [t for t in tellings if t.agents or t.trigger.sense.frame not in SAID]  # `X muss`, `X ist schuld` is an act of who says it
    spots = frozenset(p.id for p in places if p.precision in ("site", "settlement", "unresolved"))
    first = headline(laid, document.text)
    lands = {p.id: p.country for p in places if p.country}
    counts = [w.start for at in laid for w in at.sentence.words if w.upos == "NUM"]
    alone = frozenset(a.id for a in actors if a.number == "one" and a.kind == "person" and not _is_counted(a, counts))
    groups = merge(tellings, Known(laid, spots, {a.id: a.kind for a in actors}, first, words.sequence, lands, words.attackers, alone))
    is_ticker = about.is_short() and bool(counts)
    groups = [g for g in groups if is_ticker or not _is_lone_death(g, groups, told)]
    known = {a.id: a for a in actors}
    spread(groups, where, told, first, (document.published or "")[:DAY], statements)
    ids = [(f"e{n}", g) for n, g in enumerate(groups, 1)]
    whole = Report(document, told, known, places, statements, pack, first, ids)
    events = tuple(_event(n, g, whole) for n, g in ids)
    return events, tuple(code_notes(events, known, pack))


def _is_actor(trigger: Trigger, laid: Sequence[Parsed], actors: Sequence[Actor]) -> bool:
    """Whether the noun is somebody's name or head here (`die Beobachtermission entsandte …`), and so no act."""
    if trigger.kind != "noun":
        return False
    word = laid[trigger.sentence].sentence.words[trigger.word]
    return any(m.span.head_start <= word.start and word.end <= m.span.head_end for a in actors for m in a.mentions)


def _is_lone_death(group: Group, groups: Sequence[Group], told: Cast) -> bool:
    """Whether the group tells only that somebody uncounted died, by nobody's hand, and nothing there or near speaks of violence."""
    if any(t.trigger.sense.frame != "undergo" or t.agents or t.tally or t.type != "ASSAULT" for t in group.tellings):
        return False
    if any(speaks_of_conflict(told.sentences[t.number], told.words, t.trigger.word) for t in group.tellings):
        return False
    told_in = {t.number for t in group.tellings}
    others = (t for g in groups if g is not group and g.type in HARMING for t in g.tellings)
    return not any(abs(t.number - n) <= NEAR for t in others for n in told_in)


def _is_counted(actor: Actor, counts: Sequence[int]) -> bool:
    """Whether a number (`counts`: where they begin) stands in a mention of the actor: it is a kind of people, not one person."""
    return any(m.span.start <= n < m.span.end for m in actor.mentions for n in counts)


def headline(laid: Sequence[Parsed], text: str) -> int:
    """How many sentences stand before the report proper: before the one with a dateline, else those on lines of their own."""
    sentences = [at.sentence for at in laid[:4]]
    for n, sentence in enumerate(sentences):
        if n > 0 and tree.dateline_end(sentence) > 0:
            return n
        for k, word in enumerate(sentence.words[1:8], 1):
            if (
                word.upos == "PUNCT"
                and word.form in DASHES
                and all(w.upos in ("PROPN", "NOUN", "PUNCT", "ADJ") for w in sentence.words[:k])
            ):
                return n
    alone = 0  # a header, a headline, a subtitle: each ends its line, and in no full stop
    for this, after in pairwise(sentences):
        if "\n" not in text[this.end : after.start] or (alone and this.words[-1].form == "."):
            break
        alone += 1
    return alone


def _telling(trigger: Trigger, told: Cast, where: Setting, firm: Firm, statements: Sequence[Statement]) -> Telling:
    at = told.sentences[trigger.sentence]
    harms = bool(trigger.sense.row.get("harms"))
    start = at.sentence.words[trigger.word].start
    roles = read_roles(trigger, told)
    agents, patients = refs(told, roles.agents), refs(told, roles.patients)
    if not agents and trigger.sense.frame in ("none", *SAID) and trigger.sense.type in SPOKEN:
        agents = _speakers(start, statements)
    elif any(_is_who_speaks(f, trigger, told) for f in roles.agents):
        behind = [s for s in _speakers(start, statements) if s.span and s.span.start > start]
        anybody = trigger.sense.type in VERBAL  # `man lehne ab, teilte das Ministerium mit`
        agents = _distinct((*(s for s in behind if anybody or told.kinds.get(s.ref or "") == "person"), *agents))
    given = trigger.sense.frame in GIVEN  # `liefert Kiew Waffen`
    stood_on = tuple(p for p in patients if not given and p.ref is None and places_of((p,), where))
    patients = tuple(p for p in patients if p not in stood_on)
    reported = any(c.start <= start < c.end for s in statements for c in s.content)
    chunk = at.layout.chunk(trigger.word)
    opening = at.sentence.words[chunk.start] if chunk and trigger.kind == "noun" else None
    stood = (
        places_of(stood_on, where)
        or read_places(trigger, told, where, (*agents, *patients))
        or place_of_saying(trigger, agents, told, where, statements)
    )
    return Telling(
        trigger,
        _type(trigger, told, agents),
        agents,
        patients,
        stood,
        read_time(trigger, told, where) or time_of_saying(trigger, agents, told, where, statements),
        read_factuality(trigger, told, firm, reported),
        opening is not None and tree.is_definite(opening),
        opening is not None and opening.feats.get("Definite") == "Ind",
        harms,
        harms and any(_is_nobody(f, told) for f in roles.patients),
        harms and _fells(roles.patients, told),
        frozenset(p.ref for p in stood if p.ref and is_inside(p, where)),
        frozenset(t for f in roles.patients for t in _tally(f, told)) if harms else frozenset(),
        marks(at, trigger, told.words),
        opening is not None and opening.feats.get("PronType") == "Dem",
    )


def _speakers(start: int, statements: Sequence[Statement]) -> tuple[Ref, ...]:
    """Who says the words at the character: what is called unacceptable is rejected by whoever calls it so."""
    said = [s for s in statements if any(c.start <= start < c.end for c in s.content)]
    return tuple(Ref(source.ref, source.span) for s in said[-1:] for source in s.sources if source.span)


def _is_who_speaks(filler: Filler, trigger: Trigger, told: Cast) -> bool:
    """Whether the filler is a pronoun that nobody named before stands for, in reported speech (`er habe abgelehnt, sagte Kern`)."""
    at = told.sentences[filler.sentence]
    chunk, clause = at.layout.chunks[filler.chunk], at.layout.clause(trigger.word)
    word = at.sentence.words[chunk.head]
    reported = clause.finite is not None and at.sentence.words[clause.finite].feats.get("Mood") == "Sub"
    anybody = word.lemma.lower() in told.words.anybody and trigger.sense.type not in VERBAL
    alone = word.upos == "PRON" and chunk.last == chunk.first + 1 and clause.opener is None and not anybody
    return reported and alone and not refs(told, (filler,))


def _type(trigger: Trigger, told: Cast, agents: Sequence[Ref]) -> EventType:
    """The trigger's type, another where only one does it; who died at a protest by nobody's named hand died in the protest."""
    at = told.sentences[trigger.sentence]
    alone: EventType | None = trigger.sense.row.get("alone")
    if alone is not None and len(agents) == 1:
        return alone
    if not trigger.sense.row.get("harms") or agents:
        return trigger.sense.type
    clause = set(at.layout.clause(trigger.word).words)
    others = (told.by_word[key] for w in clause if (key := (at.number, w)) in told.by_word)
    return "PROTEST" if any(t.sense.type == "PROTEST" and t.kind == "noun" and _is_setting(at, t) for t in others) else trigger.sense.type


def _is_setting(at: Parsed, trigger: Trigger) -> bool:
    chunk = at.layout.chunk(trigger.word)
    return chunk is not None and at.relations.get(chunk.prep or "") == "part_of"


def _tally(filler: Filler, told: Cast) -> Iterator[tuple[str, str]]:
    at = told.sentences[filler.sentence]
    chunk, words = at.layout.chunks[filler.chunk], at.sentence.words
    yield from ((words[k].form.lower(), words[chunk.head].lemma) for k in range(chunk.first, chunk.head) if words[k].upos == "NUM")


def _fells(patients: Sequence[Filler], told: Cast) -> bool:
    """Whether all who come to harm are called attackers: their end is another act than their attack."""
    nouns = []
    for filler in patients:
        at = told.sentences[filler.sentence]
        nouns.append(at.sentence.words[at.layout.chunks[filler.chunk].head].form.lower())
    return bool(nouns) and all(n.endswith(told.words.attackers) for n in nouns)


def _is_nobody(filler: Filler, told: Cast) -> bool:
    """Whether the filler is a word for nobody."""
    at = told.sentences[filler.sentence]
    chunk = at.layout.chunks[filler.chunk]
    return any(at.sentence.words[k].form.lower() in told.words.nobody for k in range(chunk.first, chunk.last))


@dataclass(frozen=True, eq=False)
class Report:
    """What the making of each event needs of the whole report."""

    document: Document
    told: Cast
    actors: Mapping[str, Actor]
    places: Sequence[Place]
    statements: Sequence[Statement]
    pack: Pack
    first: int  # the first sentence after the headline
    groups: Sequence[tuple[str, Group]]


def _event(number: str, group: Group, report: Report) -> Event:
    told, pack = report.told, report.pack
    tellings = sorted(group.tellings, key=lambda t: (t.number, t.trigger.word))
    spans = tuple(_span(t.trigger, told) for t in tellings)
    agents, patients = _sides(tellings)
    mode = next((t.trigger.sense.mode for t in tellings if t.trigger.sense.mode), None)
    time = next((t.time for t in tellings if t.time), None)
    body = [t for t in tellings if t.number >= report.first and not t.nobody]
    known = [[report.actors[r.ref] for r in side if r.ref] for side in (agents, patients)]
    return Event(
        id=number,
        key=event_key(report.document.id, group.type, spans[0]),
        type=group.type,
        triggers=spans,
        mode=mode,
        contexts=contexts(group, told, pack),
        agents=agents,
        patients=patients,
        places=_finest(tellings, report.places),
        time=time.edtf if time else None,
        times=tuple(dict.fromkeys(t.time.id for t in tellings if t.time)),
        phase=phase(group, told, pack),
        topic=topic(group, told, pack),
        relations=relations(group, report.groups, told),
        utterance=_utterance(spans, report.statements),
        factuality=rolled_up(t.factuality for t in body or tellings),
        codes=read_codes(group.type, mode, known[0], known[1], pack),
        rules=tuple(dict.fromkeys(_rule(t.trigger, pack) for t in tellings)),
    )


def _sides(tellings: Sequence[Telling]) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
    """The agents and patients of all tellings, each once; nobody is both."""
    agents, patients = _distinct(r for t in tellings for r in t.agents), _distinct(r for t in tellings for r in t.patients)
    others = tuple(p for p in patients if p not in agents and not any(p.ref and p.ref == a.ref for a in agents))
    return agents, others


def event_key(document: str, kind: str, first: Span) -> str:
    """A key of the event that stays the same as long as document, type and first trigger do."""
    return hashlib.sha256(f"{document}\n{kind}\n{first.start}\n{first.end}".encode()).hexdigest()[:16]


def _span(trigger: Trigger, told: Cast) -> Span:
    return tree.word_span(told.sentences[trigger.sentence].sentence, told.text, trigger.word)


def _distinct(found: Iterable[Ref]) -> tuple[Ref, ...]:
    kept: list[Ref] = []
    for ref in found:
        if not any((ref.ref and ref.ref == k.ref) or ref.span == k.span or _same_words(ref, k) for k in kept):
            kept.append(ref)
    return tuple(kept)


def _same_words(a: Ref, b: Ref) -> bool:
    return a.span is not None and b.span is not None and a.span.head == b.span.head


def _finest(tellings: Sequence[Telling], places: Sequence[Place]) -> tuple[Ref, ...]:
    """The places of the telling that puts it most precisely, the first of several."""
    order = {"site": 0, "settlement": 1, "unresolved": 2, "district": 3, "region": 4, "country": 5}
    precision = {p.id: order[p.precision] for p in places}
    named = [t.places for t in tellings if t.places]
    return min(named, key=lambda refs: min(precision[r.ref] for r in refs if r.ref), default=())


def _utterance(spans: Sequence[Span], statements: Sequence[Statement]) -> str | None:
    return next((s.id for s in statements if any(c.meets(t) for c in s.cue for t in spans)), None)


def _rule(trigger: Trigger, pack: Pack) -> str:
    return f"{pack.language}.{trigger.sense.table.replace('_', '.')}.{trigger.sense.type.lower()}"

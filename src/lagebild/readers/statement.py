"""Who says what: the statements of a report, each with its source, its reporting words, what is said, and how it reached the report.

The frames of a sentence come from `statement_frame`; here they are joined with what stands in quotation marks, with the sentences that go
on in the subjunctive, and with each other (a telling within a telling reached the report through the outer one). Where grammar
binds no source, the source is unnamed and a note says so: a wrong source is the worst mistake that can be made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lagebild.model import Actor, Distance, Document, Factuality, Note, Ref, Sentence, Source, Span, Statement, Time
from lagebild.packs import Pack
from lagebild.readers.statement_act import act, pointing_back
from lagebild.readers.statement_according import according
from lagebild.readers.statement_clause import Segment, segments
from lagebild.readers.statement_frame import Frame, Range
from lagebild.readers.statement_party import parties
from lagebild.readers.statement_quote import Quotation, Unit, units
from lagebild.readers.statement_source import Phrase, by_offset, is_oblique, phrase_at, source, span_of
from lagebild.readers.statement_verb import by_verb, sayings
from lagebild.tree import LONGEST_HEAD, text_span

UNNAMED = Source(None, None, "unnamed", "unknown")


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before it has an id; `unit` is the number of the unit it stands in, `nested` whether it lies within another one."""

    unit: int
    statement: Statement
    nested: bool = False

    @property
    def start(self) -> int:
        """Where what is said begins."""
        return self.statement.content[0].start


@dataclass(frozen=True, slots=True)
class Voice:
    """The last source that spoke, in which unit and paragraph."""

    sources: tuple[Source, ...]
    unit: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Place:
    """What every step needs: the report, its pack, the unit at hand with its segments, and who is named where."""

    document: Document
    pack: Pack
    number: int
    unit: Unit
    segs: Sequence[Segment]
    actors: Mapping[int, Actor]
    times: Sequence[Time]
    before: Unit | None  # the unit just before


def read_statements(
    document: Document, sentences: tuple[Sentence, ...], pack: Pack, actors: Sequence[Actor], times: Sequence[Time]
) -> tuple[tuple[Statement, ...], tuple[Note, ...]]:
    """The statements of the report in text order, with ids s1, s2, …, and notes on those whose source no grammar binds."""
    named = by_offset(actors)
    drafts: list[Draft] = []
    notes: list[Note] = []
    voice: Voice | None = None
    before: Unit | None = None
    for number, unit in enumerate(units(sentences, document.text, pack)):
        place = Place(document, pack, number, unit, segments(unit, pack), named, times, before)
        before = unit
        found = _unit(place, voice)
        if not found:
            found = _carried(place, voice, drafts)
            if found and drafts and drafts[-1].unit == number - 1 and (grown := _grown(drafts[-1], found[0], document.text)):
                drafts[-1] = grown
                voice = Voice(grown.statement.sources, number, unit.paragraph)
                drafts += found[1:]
                continue
        drafts += found
        notes += [_unbound(d) for d in found if not d.nested and d.statement.sources[0].span is None]
        if found:
            outer = next((d for d in found if not d.nested), found[0])
            voice = Voice(outer.statement.sources, number, unit.paragraph)
        elif speaker := _speaks(place, voice):
            voice = Voice((speaker,), number, unit.paragraph)
    return _numbered(drafts), tuple(notes)


def _unbound(draft: Draft) -> Note:
    return Note("source-unnamed", "Nobody is named for what is said here, and no grammar binds it to a source.", draft.statement.content[0])


# ---- one unit ------------------------------------------------------------------------------------------------------


def _unit(place: Place, voice: Voice | None) -> list[Draft]:
    """The statements that the unit's own words frame."""
    unit, segs, pack = place.unit, place.segs, place.pack
    said = sayings(unit, segs, pack)
    back = pointing_back(unit, segs, pack, said) if place.before else None
    frames = according(unit, segs, pack)
    framed = [(s, f) for s in said if (f := by_verb(unit, segs, pack, s))]
    frames += _distinct([f for _, f in framed])
    frames += _colons(place, frames)
    plain = [s for s in said if all(s is not t for t, _ in framed) and (back is None or s is not back[0])]
    frames += [f for s in plain if (f := act(unit, segs, pack, s)) and _may_speak(place, f.sources[0])]
    found = [_draft(place, f, voice) for f in frames]
    if back:
        found.append(_told_before(place, _draft(place, back[1], voice)))
    found += _loose(place, frames, voice)
    found += _partial(place, frames, found)
    outermost = list(found)
    return [replace(d, nested=d.nested or _is_nested(d, outermost)) for d in sorted(found, key=lambda d: d.start)]


def _speaks(place: Place, voice: Voice | None) -> Source | None:
    """Who raises their voice in a unit that frames nothing (`X äußerte sich besorgt.`): what follows in the subjunctive is theirs."""
    for saying in sayings(place.unit, place.segs, place.pack):
        seg = place.segs[saying.seg]
        if seg.kind == "main" and not saying.passive:
            source, _ = parties(place.unit, place.segs, place.pack, saying, seg.first, seg.last)
            if source and _may_speak(place, source):
                return _source(place, source, voice)
    return None


def _told_before(place: Place, draft: Draft) -> Draft:
    """The telling that points back, with the unit before it as what is said; its source is named only afterwards."""
    words = place.before.words if place.before else ()
    text = place.document.text
    before = text_span(text, words[0].start, words[-1].end)
    sources = tuple(replace(s, basis="forward") if s.basis == "named" else s for s in draft.statement.sources)
    return replace(draft, statement=replace(draft.statement, content=(before, *draft.statement.content), sources=sources))


def _distinct(frames: list[Frame]) -> list[Frame]:
    """The frames without those that say the same stretch again from a shorter one of the same kind."""
    kept: list[Frame] = []
    for frame in frames:
        if all(frame.content != f.content for f in kept):
            kept.append(frame)
    return kept


def _is_nested(draft: Draft, others: Iterable[Draft]) -> bool:
    mine = draft.statement.content[0]
    wider = [c for o in others if o is not draft for c in o.statement.content]
    return any(c.holds(mine) and (c.start, c.end) != (mine.start, mine.end) for c in wider)


def _draft(place: Place, frame: Frame, voice: Voice | None) -> Draft:
    sources = tuple(_source(place, p, voice) for p in frame.sources) or _continued(place, frame, voice)
    return _made(place, frame, sources)


def _source(place: Place, phrase: Phrase, voice: Voice | None) -> Source:
    found = source(place.unit, place.document.text, place.pack, phrase, place.actors)
    if phrase.pronoun and found.ref is None and voice and voice.unit >= place.number - 1 and len(voice.sources) == 1:
        last = voice.sources[0]
        return replace(found, ref=last.ref, type=last.type, number=last.number)
    return found


def _continued(place: Place, frame: Frame, voice: Voice | None) -> tuple[Source, ...]:
    """The last source where a word of continuation in the frame binds this saying to it, else an unnamed one."""
    words = [place.unit.words[i].form.lower() for a, b in frame.frame for i in range(a, b)]
    bound = any(w in place.pack.tables["continuing_word"] for w in words)
    if voice and bound and voice.paragraph == place.unit.paragraph:
        return tuple(replace(s, basis="carried") for s in voice.sources)
    return (UNNAMED,)


def _made(place: Place, frame: Frame, sources: tuple[Source, ...], nested: bool = False) -> Draft:
    text, unit = place.document.text, place.unit
    content = tuple(_stretch(unit, text, r) for r in frame.content)
    statement = Statement(
        "", sources, frame.form, frame.act, tuple(sorted(content, key=lambda s: s.start)), _cue(unit, text, frame.cue),
        tuple(text_span(text, unit.words[a].start, unit.words[b - 1].end) for a, b in frame.frame),
        tuple(_addressee(place, p) for p in frame.addressees),
        None, _time(place, frame), _distance(place, frame), (), _factuality(place, frame), (frame.rule,),
    )  # fmt: skip
    return Draft(place.number, statement, nested)


def _stretch(unit: Unit, text: str, words: Range) -> Span:
    first, last = words
    while first + 1 < last and unit.words[first].form in (",", ";", "–"):
        first += 1
    while last - 1 > first and unit.words[last - 1].form in (".", ",", ";", "–"):
        last -= 1
    return text_span(text, unit.words[first].start, unit.words[last - 1].end)


def _cue(unit: Unit, text: str, cue: tuple[int, ...]) -> tuple[Span, ...]:
    """The reporting words as spans, words side by side in one."""
    found: list[Span] = []
    for i in cue:
        word = unit.words[i]
        if found and cue.index(i) and cue[cue.index(i) - 1] == i - 1 and len(found[-1].text.split()) < LONGEST_HEAD:
            a = found[-1].start
            found[-1] = Span(a, word.end, text[a : word.end], a, word.end)
        else:
            found.append(Span(word.start, word.end, word.form, word.start, word.end))
    return tuple(found)


def _addressee(place: Place, phrase: Phrase) -> Ref:
    span = span_of(place.unit, place.document.text, phrase.first, phrase.last, phrase.head)
    actor = next((place.actors[k] for k in range(span.head_start, span.head_end) if k in place.actors), None)
    return Ref(actor.id if actor else None, span)


def _time(place: Place, frame: Frame) -> str | None:
    """When it was said: the time that stands in the frame and not in what is said."""
    ranges = [_stretch(place.unit, place.document.text, r) for r in frame.frame]
    inside = [_stretch(place.unit, place.document.text, r) for r in frame.content]
    for time in place.times:
        if time.edtf and any(r.holds(time.span) for r in ranges) and not any(r.meets(time.span) for r in inside):
            return time.edtf
    return None


def _distance(place: Place, frame: Frame) -> Distance | None:
    for a, b in frame.frame:
        for word in place.unit.words[a:b]:
            row = place.pack.row("statement_distance", word.lemma.lower())
            if row and row.word("distance") in ("only", "alleged"):
                return "only" if row.word("distance") == "only" else "alleged"
    return None


def _factuality(place: Place, frame: Frame) -> Factuality:
    """How firmly it is said, as far as the reporting verb and the words of doubt in the content show."""
    if frame.act in place.pack.tables["act_factuality"]:
        row = place.pack.row("act_factuality", frame.act)
        if row is not None and row.word("factuality") == "denied":
            return "denied"
        if row is not None and frame.form != "direct":
            return "unrealised"
    for a, b in frame.content:
        for word in place.unit.words[a:b]:
            hedge = place.pack.row("statement_hedge", word.lemma.lower())
            if hedge:
                return "possible" if hedge.word("factuality") == "possible" else "probable"
    return "certain"


# ---- colons, acts, quotations without a verb of saying --------------------------------------------------------------


def _colons(place: Place, frames: Sequence[Frame]) -> list[Frame]:
    """`Kreml: …` at the head of a text, and a quotation behind a colon whose clause has no verb of saying."""
    found = []
    for k, seg in enumerate(place.segs[1:], 1):
        if seg.before != ":" or _covered(frames, seg.first) or place.segs[k - 1].kind == "quote":
            continue
        first = k - 1
        while first > 0 and place.segs[first - 1].after not in (":", ";") and place.segs[first - 1].kind != "quote":
            first -= 1
        clause: Range = (place.segs[first].first, place.segs[k - 1].last)
        phrase = _speaker_before_colon(place, first, k)
        headline = first == 0 and k == 1 and _is_headline(place) and phrase is not None and phrase.last == clause[1]
        if seg.kind == "quote":
            content = ((seg.first, seg.last),)
            sources = (phrase,) if phrase else ()
            found.append(Frame((), sources, content, ((clause[0], clause[1] + 1),), "direct", "say", "de.statement.colon_quotation"))
        elif headline and phrase and _may_speak(place, phrase):
            content = ((seg.first, place.segs[-1].last),)
            found.append(Frame((), (phrase,), content, ((clause[0], clause[1] + 1),), "indirect", "say", "de.statement.headline_colon"))
    return found


def _is_headline(place: Place) -> bool:
    """Whether the unit opens the text, or stands by itself without a full stop, and begins with a stretch that has no verb."""
    last = place.unit.words[-1].form
    alone = place.before is None or place.before.paragraph != place.unit.paragraph
    return place.segs[0].kind == "bare" and (place.number == 0 or (alone and last[-1] not in ".!?"))


def _speaker_before_colon(place: Place, first: int, k: int) -> Phrase | None:
    unit, pack = place.unit, place.pack
    seg = place.segs[first]
    verbs = [v for s in place.segs[first:k] if s.kind == "main" for v in s.verbs]
    stop = verbs[0] if verbs else place.segs[k - 1].last
    phrase = phrase_at(unit, pack, seg.first, stop, every_preposition=True)
    if phrase and not is_oblique(unit, pack, phrase) and unit.words[phrase.first].form.lower() not in pack.tables["statement_expletive"]:
        return phrase
    return None


def _may_speak(place: Place, phrase: Phrase) -> bool:
    """Whether the phrase is a pronoun or a name, names an actor, or a word that the table of sources knows."""
    if phrase.pronoun or place.unit.words[phrase.head[1] - 1].upos == "PROPN":
        return True
    found = source(place.unit, place.document.text, place.pack, phrase, place.actors)
    return found.ref is not None or found.type != "unknown"


def _covered(frames: Sequence[Frame], i: int) -> bool:
    return any(a <= i < b for f in frames for a, b in f.content)


def _loose(place: Place, frames: Sequence[Frame], voice: Voice | None) -> list[Draft]:
    """Quotations that are sentences of their own and that nothing in the unit frames: the last source goes on, if it spoke just before."""
    found = []
    for seg in place.segs:
        if seg.kind == "quote" and not _covered(frames, seg.first):
            near = voice is not None and voice.unit >= place.number - 1
            sources = tuple(replace(s, basis="carried") for s in voice.sources) if near and voice else (UNNAMED,)
            frame = Frame((), (), ((seg.first, seg.last),), (), "direct", "say", "de.statement.quotation")
            found.append(_made(place, frame, sources))
    return found


def _partial(place: Place, frames: Sequence[Frame], drafts: Sequence[Draft]) -> list[Draft]:
    """Quotations of some words within a telling: direct, by the source whose telling they stand in."""
    found = []
    for quotation in place.unit.quotations:
        if quotation.whole or not _is_wording(place.unit, quotation):
            continue
        around = [(f, d) for f, d in zip(frames, drafts, strict=False) if any(a <= quotation.first < b for a, b in f.content)]
        if around:
            frame, draft = min(around, key=lambda p: p[0].content[-1][1] - p[0].content[0][0])
            part = replace(frame, content=((quotation.first, quotation.last + 1),), form="direct", rule="de.statement.quoted_words")
            found.append(_made(place, part, draft.statement.sources, nested=True))
    return found


def _is_wording(unit: Unit, quotation: Quotation) -> bool:
    """Whether the marks hold somebody's words, and not a name."""
    inner = [w for w in unit.words[quotation.first + 1 : quotation.last] if w.upos != "PUNCT"]
    return any(w.form[:1].islower() for w in inner) or (bool(inner) and all(w.upos == "NOUN" for w in inner))


# ---- carrying on ---------------------------------------------------------------------------------------------------


def _carried(place: Place, voice: Voice | None, drafts: Sequence[Draft]) -> list[Draft]:
    """A unit in the subjunctive of reported speech that frames nothing: its source goes on from the unit just before, else is unnamed."""
    main = next((s for s in place.segs if s.kind == "main"), None)
    if main is None:
        return []
    near = voice is not None and voice.unit == place.number - 1
    hearsay = _is_hearsay(place, main)
    if not (main.mood == 2 or (main.mood == 1 and near) or hearsay):
        return []
    sources = tuple(replace(s, basis="carried" if s.span else s.basis) for s in voice.sources) if near and voice else (UNNAMED,)
    content: Range = (0, len(place.unit.words))
    rule = "de.statement.hearsay" if hearsay else "de.statement.carried"
    draft = _made(place, Frame((), (), (content,), (), "indirect", "say", rule), sources)
    words = place.unit.words
    whole = text_span(place.document.text, words[0].start, words[-1].end)
    firmness = "probable" if hearsay else draft.statement.factuality
    draft = replace(draft, statement=replace(draft.statement, content=(whole,), factuality=firmness))
    frame = Frame((), (), (content,), (), "indirect", "say", rule)
    return [draft, *_partial(place, [frame], [draft])]


def _is_hearsay(place: Place, seg: Segment) -> bool:
    words = place.unit.words
    for v in seg.verbs:
        if words[v].form.lower() in place.pack.tables["hearsay_form"]:
            rest = words[v + 1 : seg.last]
            perfect = place.pack.tables["perfect_auxiliary"]
            return any(a.xpos in ("VVPP", "VAPP", "VMPP") and b.xpos == "VAINF" and b.lemma in perfect for a, b in pairwise(rest))
    return False


def _grown(last: Draft, new: Draft, text: str) -> Draft | None:
    """The carried statement of the unit before with the new unit's words added to it, when both are carried on in the same way."""
    a, b = last.statement, new.statement
    if a.rules != b.rules or a.rules != ("de.statement.carried",) or text[a.content[-1].end : b.content[0].start].strip():
        return None
    whole = text_span(text, a.content[0].start, b.content[-1].end)
    return Draft(new.unit, replace(a, content=(whole,)))


# ---- ids and chains ------------------------------------------------------------------------------------------------


def _numbered(drafts: Sequence[Draft]) -> tuple[Statement, ...]:
    """The statements in text order with their ids, each that stands within another one's words reached through it."""
    ordered = [d.statement for d in sorted(drafts, key=lambda d: (d.start, -d.statement.content[-1].end))]
    numbered = [replace(s, id=f"s{n}") for n, s in enumerate(ordered, 1)]
    return tuple(replace(s, via=_via(s, numbered)) for s in numbered)


def _via(statement: Statement, others: Sequence[Statement]) -> str | None:
    """The innermost statement in whose content this one's cue stands."""
    if not statement.cue:
        return None
    cue = statement.cue[0]
    around = [o for o in others if o.id != statement.id and o.cue != statement.cue and any(c.holds(cue) for c in o.content)]
    return min(around, key=lambda o: sum(c.end - c.start for c in o.content)).id if around else None

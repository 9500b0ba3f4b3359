"""Who says what: the statements of a report, each with its source, its reporting words, what is said, and how it reached the report.

The frames of a sentence come from `according`, `verb`, `act`, `back` and `loose`; here they are joined with what stands in quotation
marks, with the sentences that go on in the subjunctive, and with each other (a telling within a telling reached the report through the
outer one). Where grammar binds no source, the source is unnamed and a note says so: a wrong source is the worst mistake that can be made
here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from lagebild.model import Actor, Document, Note, Sentence, Source, Span, Statement, Time
from lagebild.packs import Pack
from lagebild.readers.statement.according import according, citing
from lagebild.readers.statement.act import act, by_noun, elliptic, has_perfect_infinitive, self_claims
from lagebild.readers.statement.back import pointing_back, pointing_within, takes_up
from lagebild.readers.statement.clause import Segment, segments
from lagebild.readers.statement.conceding import conceding
from lagebild.readers.statement.draft import Draft, drafted, made
from lagebild.readers.statement.frame import Frame, Range, clause_start, complement_end
from lagebild.readers.statement.loose import colons, loose, may_speak, own_words, partial, quoting
from lagebild.readers.statement.meant import topic_of
from lagebild.readers.statement.place import UNNAMED, Place, Voice
from lagebild.readers.statement.quote import Unit, units
from lagebild.readers.statement.raised import raised
from lagebild.readers.statement.source import by_offset
from lagebild.readers.statement.verb import by_verb, sayings
from lagebild.tree import dateline_end, text_span

LONGEST_BACK = 3  # sentences that a telling which points back takes in at most


def read_statements(
    document: Document, sentences: tuple[Sentence, ...], pack: Pack, actors: Sequence[Actor], times: Sequence[Time]
) -> tuple[tuple[Statement, ...], tuple[Note, ...]]:
    """The statements of the report in text order, with ids s1, s2, …, and notes on those whose source no grammar binds."""
    named, kinds = by_offset(actors), {a.id: a.kind for a in actors}
    drafts: list[Draft] = []
    notes: list[Note] = []
    voice: Voice | None = None
    before: Unit | None = None
    untold: tuple[Unit, ...] = ()
    told = False
    topic: Source | None = None
    for number, unit in enumerate(units(sentences, document.text, pack)):
        if not (before and before.paragraph == unit.paragraph):
            untold, told, topic = (), False, None
        if number == 1 and dateline_end(sentences[unit.at[0][0]]):
            untold = ()  # the headline before a dateline is told by nobody who is named in the lead
        apart = before is not None and before.paragraph != unit.paragraph
        back = () if told or len(untold) > LONGEST_BACK else untold
        held = next((d.statement.content for d in reversed(drafts) if d.unit == number - 1 and not d.nested), ())
        segs = segments(unit, pack)
        place = Place(document, pack, number, unit, segs, sayings(unit, segs, pack), named, kinds, times, before, topic, held, back)
        before, topic = unit, topic_of(place)
        found, framed = _found(place, voice)
        told, untold = told or framed, (*untold, unit)
        last = drafts[-1] if drafts and drafts[-1].unit == number - 1 and found and not framed else None
        if last is not None and (grown := _grown(last, found[0], document.text)):
            drafts[-1:] = [grown, *found[1:]]
            voice = Voice(grown.statement.sources, number, unit.paragraph)
            continue
        found = [replace(d, reported=place.segs[0].kind == "main" and place.segs[0].mood == 2 and not apart) for d in found]
        drafts += found
        notes += [_unbound(d) for d in found if not d.nested and d.statement.sources[0].span is None]
        voice = _voice_after(place, voice, found)
    return _numbered(_forwarded(drafts)), tuple(notes)


def _found(place: Place, voice: Voice | None) -> tuple[list[Draft], bool]:
    """The statements of a unit, and whether its own words frame any: else it only goes on in the subjunctive."""
    found = _unit(place, voice)
    if own := own_words(place, voice, found):
        found = [own, *(replace(d, nested=True) for d in found)]
    if not found:
        return _carried(place, voice, ()), False
    whole = _told_whole(place, voice, found)
    outer = whole or next((d for d in found if not d.nested), found[0])
    found = [whole, *(replace(d, nested=True) for d in found)] if whole else found
    return found + _carried(place, Voice(outer.statement.sources, place.number, place.unit.paragraph), found), True


def _voice_after(place: Place, voice: Voice | None, found: Sequence[Draft]) -> Voice | None:
    """Whose voice goes on behind the unit in which `found` was found."""
    if found:
        return _heard(place, voice, next((d for d in found if not d.nested), found[0]))
    if speaker := raised(place, voice):
        return Voice((speaker,), place.number, place.unit.paragraph)
    if voice and voice.unit == place.number - 1 and not any(s.kind == "main" for s in place.segs):
        return replace(voice, unit=place.number)  # a fragment interrupts nobody
    return voice


def _forwarded(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts; what is only heard (`ist die Rede`, `soll`) is told by whom the next sentence, in the subjunctive, names at its end."""
    found = list(drafts)
    for n, (heard, after) in enumerate(pairwise(drafts)):
        open_source = heard.statement.act == "hearsay" and heard.statement.sources == (UNNAMED,) and not heard.nested
        goes_on = after.unit == heard.unit + 1 and after.reported and after.construction == "verb_after"
        if open_source and goes_on and after.statement.sources[0].span:
            sources = tuple(replace(s, basis="forward") for s in after.statement.sources)
            found[n] = replace(heard, statement=replace(heard.statement, sources=sources))
    return found


def _heard(place: Place, voice: Voice | None, outer: Draft) -> Voice | None:
    """Whose voice goes on behind a unit: the outermost source's, or the last one's when a source only stands in an inserted clause."""
    words = place.unit.words
    if outer.construction == "quotation" and outer.statement.sources == (UNNAMED,):
        return voice  # a quotation of nobody hides nobody
    cue = outer.statement.cue[0].start if outer.statement.cue else -1
    seg = next((s for s in place.segs if s.kind != "quote" and words[s.first].start <= cue < words[s.last - 1].end), None)
    if seg is not None and seg.kind == "rel":
        return voice
    aside = seg is not None and seg.kind == "as" and outer.statement.act == "claim"
    return Voice(voice.sources if aside and voice else outer.statement.sources, place.number, place.unit.paragraph)


def _unbound(draft: Draft) -> Note:
    return Note("source-unnamed", "Nobody is named for what is said here, and no grammar binds it to a source.", draft.statement.content[0])


# ---- one unit ------------------------------------------------------------------------------------------------------


def _unit(place: Place, voice: Voice | None) -> list[Draft]:
    """The statements that the unit's own words frame."""
    unit, segs, pack, said = place.unit, place.segs, place.pack, place.said
    back = pointing_back(unit, segs, pack, said) if place.before else None
    frames = [*according(unit, segs, pack), *conceding(unit, segs, pack)]
    framed = [(s, f) for s in said if (f := by_verb(unit, segs, pack, s))]
    frames += _distinct([f for _, f in framed])
    frames += pointing_within(unit, segs, pack, said)
    frames += colons(place, frames)
    frames += self_claims(unit, segs, pack)
    plain = [s for s in said if all(s is not t for t, _ in framed) and (back is None or s is not back[0])]
    acts = [(s, f) for s in plain if (f := act(unit, segs, pack, s)) and (segs[s.seg].kind == "rel" or not _inside(f, frames))]
    told = [(s, f) for s, f in acts if not s.row.get("things") or (f.sources and may_speak(place, f.sources[0]))]
    again = [f for _, f in told if place.before and takes_up(unit, pack, f)]
    frames += [f for _, f in told if f not in again]
    frames += [e for s, f in told for e in elliptic(unit, segs, pack, s, f)]
    frames += by_noun(unit, segs, pack, frames)
    frames += quoting(place, plain, frames)
    found = [drafted(place, f, voice) for f in frames]
    found += [drafted(place, c, voice) for f in frames if (c := citing(unit, pack, f))]
    found += [_told_before(place, drafted(place, f, voice)) for f in again]
    if back:
        found.append(_told_before(place, drafted(place, back[1], voice)))
        cited = citing(unit, pack, back[1])
        found += [_told_before(place, drafted(place, cited, voice))] if cited else []
    found += loose(place, frames, voice)
    found += partial(place, frames, found)
    outermost = list(found)
    return [replace(d, nested=d.nested or _is_nested(d, outermost)) for d in sorted(found, key=lambda d: d.start)]


def _inside(frame: Frame, frames: Sequence[Frame]) -> bool:
    """Whether the frame's reporting words stand within what another one says: an act told of is an event, not a telling of its own."""
    return any(a <= frame.cue[0] < b for f in frames for a, b in f.content)


def _told_whole(place: Place, voice: Voice | None, found: Sequence[Draft]) -> Draft | None:
    """A unit whose own frame stands in the subjunctive is itself told, by who spoke just before."""
    outer = next((d for d in found if not d.nested and d.statement.cue), None)
    if outer is None or outer.statement.form == "according_to":
        return None
    cue, words = outer.statement.cue[0].start, place.unit.words
    seg = next((s for s in place.segs if s.kind == "main" and words[s.first].start <= cue < words[s.last - 1].end), None)
    near = voice is not None and voice.unit == place.number - 1
    if seg is None or not (seg.mood == 2 or (seg.mood == 1 and near)):
        return None
    sources = tuple(replace(s, basis="carried" if s.span else s.basis) for s in voice.sources) if near and voice else (UNNAMED,)
    draft = made(place, Frame((), (), ((0, len(words)),), (), "indirect", "say", "carried"), sources)
    return replace(draft, statement=replace(draft.statement, content=(_whole(place),)))


def _told_before(place: Place, draft: Draft) -> Draft:
    """The telling that points back, with the unit before it as what is said; its source is named only afterwards."""
    told = place.untold or ((place.before,) if place.before else ())
    before = place.told or (text_span(place.document.text, told[0].words[0].start, told[-1].words[-1].end),)
    sources = tuple(replace(s, basis="forward") if s.basis == "named" else s for s in draft.statement.sources)
    return replace(draft, statement=replace(draft.statement, content=(*before, *draft.statement.content), sources=sources))


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


# ---- carrying on ---------------------------------------------------------------------------------------------------


def _carried(place: Place, voice: Voice | None, found: Sequence[Draft]) -> list[Draft]:
    """What stands in the subjunctive of reported speech without a frame: the source goes on from just before, else is unnamed."""
    covered = [c for d in found for c in d.statement.content]
    words = place.unit.words
    for k, seg in enumerate(place.segs):
        if seg.kind != "main" or any(c.start <= words[seg.verbs[0]].start < c.end for c in covered):
            continue
        near = voice is not None and voice.unit >= place.number - 1 and (voice.paragraph == place.unit.paragraph or seg.mood == 2)
        named = near and voice is not None and voice.sources[0].span is not None
        hearsay = _is_hearsay(place, seg)
        supposed = place.segs[0].verb_first and place.segs[0].mood == 0
        if (
            seg.mood == 2
            or (seg.mood == 1 and named and (not found or seg.before == ";" or _behind_act(place, k, found)) and not supposed)
            or hearsay
        ):
            first = 0 if near and not found and not hearsay else clause_start(place.segs, k)
            first = max((n for n in range(first, k + 1) if place.segs[n].before in (":", ";")), default=first)
            last = complement_end(place.segs, k) if found or first > 0 else len(place.segs)
            whole = first == 0 and last == len(place.segs)
            content: Range = (0, len(words)) if whole else (place.segs[first].first, place.segs[last - 1].last)
            rule, manner = ("hearsay", "hearsay") if hearsay else ("carried", "say")
            apart = not found and (first > 0 or hearsay) and any(s.kind == "main" and s.mood == 0 for s in place.segs[:k])
            goes_on = near and voice is not None and not apart and not (hearsay and _is_persons(place, voice))
            sources = tuple(replace(s, basis="carried" if s.span else s.basis) for s in voice.sources) if goes_on and voice else (UNNAMED,)
            frame = Frame((), (), (content,), (), "indirect", manner, rule)
            draft = made(place, frame, sources)
            if whole:
                draft = replace(draft, statement=replace(draft.statement, content=(_whole(place),)))
            return [draft, *partial(place, [frame], [draft])]
    return []


def _behind_act(place: Place, k: int, found: Sequence[Draft]) -> bool:
    """Whether a main clause with a subject of its own goes on with what a verb with an object told right before it in the unit."""
    words, before = place.unit.words, place.segs[k - 1]
    cues = [c.start for d in found if d.construction == "act" for c in d.statement.cue]
    told = before.kind == "main" and any(words[before.first].start <= c < words[before.last - 1].end for c in cues)
    return k > 0 and told and place.segs[k].before == "," and not place.segs[k].verb_first


def _is_persons(place: Place, voice: Voice) -> bool:
    """Whether a single person spoke last: what is only heard then is seldom theirs."""
    return any(map(place.is_person, voice.sources))


def _whole(place: Place) -> Span:
    words = place.unit.words
    return text_span(place.document.text, words[0].start, words[-1].end)


def _is_hearsay(place: Place, seg: Segment) -> bool:
    modal = next((v for v in seg.verbs if place.unit.words[v].form.lower() in place.pack.tables["hearsay_form"]), None)
    return modal is not None and has_perfect_infinitive(place.unit, place.pack, modal, seg.last)


def _grown(last: Draft, new: Draft, text: str) -> Draft | None:
    """The carried statement of the unit before with the new unit's words added to it, when both are carried on in the same way."""
    a, b = last.statement, new.statement
    if a.rules != b.rules or last.construction != "carried" or text[a.content[-1].end : b.content[0].start].strip():
        return None
    whole = text_span(text, a.content[0].start, b.content[-1].end)
    return replace(last, unit=new.unit, statement=replace(a, content=(whole,)))


# ---- ids and chains ------------------------------------------------------------------------------------------------


def _numbered(drafts: Sequence[Draft]) -> tuple[Statement, ...]:
    """The statements in text order with their ids, each that stands within another one's words reached through it."""
    ordered = sorted(drafts, key=lambda d: (d.start, -d.statement.content[-1].end))
    numbered = [replace(d.statement, id=f"s{n}") for n, d in enumerate(ordered, 1)]
    cited = {s.id for s, d in zip(numbered, ordered, strict=True) if d.construction == "citing"}
    return tuple(replace(s, via=_cited_by(s, numbered, cited) if s.id in cited else _via(s, numbered)) for s in numbered)


def _cited_by(statement: Statement, others: Sequence[Statement], cited: Collection[str]) -> str | None:
    """The statement of the same words through which this one reached the report."""
    return next((o.id for o in others if o.id not in cited and o.content == statement.content and o.cue), None)


def _via(statement: Statement, others: Sequence[Statement]) -> str | None:
    """The innermost statement in whose content this one's cue stands."""
    if not statement.cue:
        return None
    cue = statement.cue[0]
    around = [o for o in others if o.id != statement.id and o.cue != statement.cue and any(c.holds(cue) for c in o.content)]
    return min(around, key=lambda o: sum(c.end - c.start for c in o.content)).id if around else None

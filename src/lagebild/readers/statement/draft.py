"""From a frame to a statement: its spans, its source with the actor it names, when it was said, how firmly and at what distance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lagebild.model import Distance, Factuality, Ref, Source, Span, Statement
from lagebild.packs import Pack, Row
from lagebild.readers.statement.act import has_perfect_infinitive
from lagebild.readers.statement.frame import Frame, Range
from lagebild.readers.statement.meant import source_of
from lagebild.readers.statement.noun import key_of
from lagebild.readers.statement.phrase import Phrase
from lagebild.readers.statement.place import UNNAMED, Place, Voice
from lagebild.readers.statement.quote import Unit
from lagebild.readers.statement.source import span_of
from lagebild.tree import LONGEST_HEAD, text_span


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before it has an id; `unit`: the number of the unit it stands in; `nested`: whether it lies within another one."""

    unit: int
    statement: Statement
    nested: bool = False
    construction: str = ""
    reported: bool = False  # whether its unit opens with reported speech and goes on from the unit before

    @property
    def start(self) -> int:
        """Where what is said begins."""
        return self.statement.content[0].start


def drafted(place: Place, frame: Frame, voice: Voice | None) -> Draft:
    """The statement that the frame makes, with its sources."""
    sources = tuple(source_of(place, p, voice) for p in frame.sources) or _continued(place, frame, voice)
    if frame.form == "according_to" and any(_is_own(place, p) for p in frame.sources):
        frame = replace(frame, form="narration")
    return made(place, replace(frame, act=_manner(place, frame, sources)), sources)


def _manner(place: Place, frame: Frame, sources: Sequence[Source]) -> str:
    """The act of the telling: hearsay where nobody and no document is named for it, a plain saying where an impersonal verb has one."""
    rows = [_hearsay_row(place, p) for p in frame.sources]
    if frame.act == "hearsay":
        around = [w.form.lower() for a, b in frame.frame for w in place.unit.words[a:b]]
        bound = any(f in place.pack.tables["document_word"] for f in around) or any(s.span for s in sources)
        return "say" if bound and not any(rows) else "hearsay"
    bare = [
        p
        for p, row in zip(frame.sources, rows, strict=True)
        if row and row.get("bare") and p.last == p.head[1] and place.unit.words[p.first].upos != "DET"
    ]
    return "hearsay" if bare and frame.form == "according_to" and len(bare) == len(frame.sources) else frame.act


def _hearsay_row(place: Place, phrase: Phrase) -> Row | None:
    """The row of a telling that is nobody's, None where there is none or where the report was named before (`in dem Bericht`)."""
    key = key_of(place.pack, "hearsay_noun", place.unit.words[phrase.head[1] - 1].lemma)
    row = place.pack.tables["hearsay_noun"][key][0] if key is not None else None
    return None if row and row.get("exact") and place.unit.words[phrase.first].upos == "DET" else row


def _is_own(place: Place, phrase: Phrase) -> bool:
    """Whether a telling is the report's own (`nach unseren Informationen`): then the report speaks of what it knows."""
    own = place.unit.words[phrase.first].lemma.lower() in place.pack.tables["own_voice"]
    return own and key_of(place.pack, "saying_noun", place.unit.words[phrase.head[1] - 1].lemma) is not None


def _rule(pack: Pack, construction: str) -> str:
    """The id of the pack's rule for the construction; a pack that has none has no rule to name."""
    return next((r.id for r in pack.rules.get("statement", ()) if r.values.get("construction") == construction), construction)


def _continued(place: Place, frame: Frame, voice: Voice | None) -> tuple[Source, ...]:
    """The last source where a word of continuation in the frame binds this saying to it, else an unnamed one."""
    words = [place.unit.words[i].form.lower() for a, b in frame.frame for i in range(a, b)]
    bound = any(w in place.pack.tables["continuing_word"] for w in words)
    table = place.pack.tables["impersonal_verb"]
    bare = any(place.unit.words[i].lemma in table for i in frame.cue) and voice is not None and voice.unit == place.number - 1
    if voice and (bound or bare) and voice.paragraph == place.unit.paragraph:
        return tuple(replace(s, basis="carried") for s in voice.sources)
    return (UNNAMED,)


def made(place: Place, frame: Frame, sources: tuple[Source, ...], nested: bool = False) -> Draft:
    text, unit = place.document.text, place.unit
    content = tuple(_stretch(unit, text, r) for r in frame.content)
    statement = Statement(
        "", sources, frame.form, frame.act, tuple(sorted(content, key=lambda s: s.start)), _cue(unit, text, frame.cue),
        tuple(text_span(text, unit.words[a].start, unit.words[b - 1].end) for a, b in frame.frame),
        tuple(_addressee(place, p) for p in frame.addressees),
        None, _time(place, frame), _distance(place, frame), (), _factuality(place, frame), (_rule(place.pack, frame.construction),),
    )  # fmt: skip
    return Draft(place.number, statement, nested, frame.construction)


def _stretch(unit: Unit, text: str, words: Range) -> Span:
    first, last = words
    while first + 1 < last and unit.words[first].form in (",", ";", "–"):
        first += 1
    while last - 1 > first and (unit.words[last - 1].form in (".", ",", ";", "–") or not unit.words[last - 1].form.strip("+*|")):
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


def _is_heard(place: Place, i: int) -> bool:
    """Whether word i is the modal of hearsay of a main clause (`soll getötet haben`)."""
    seg = next((s for s in place.segs if s.kind == "main" and i in s.verbs), None)
    modal = place.unit.words[i].form.lower() in place.pack.tables["hearsay_form"]
    return modal and seg is not None and has_perfect_infinitive(place.unit, place.pack, i, seg.last)


def _factuality(place: Place, frame: Frame) -> Factuality:
    """How firmly it is said, as far as the reporting verb and the words of doubt in the content show."""
    if frame.act in place.pack.tables["act_factuality"]:
        row = place.pack.row("act_factuality", frame.act)
        if row is not None and row.word("factuality") == "denied":
            return "denied"
        if row is not None and frame.form != "direct":
            return "unrealised"
    if frame.act == "hearsay":
        return "probable"
    for a, b in frame.content:
        if any(_is_heard(place, i) for i in range(a, b)):
            return "probable"
        for word in place.unit.words[a:b]:
            hedge = place.pack.row("statement_hedge", word.lemma.lower())
            if hedge:
                return "possible" if hedge.word("factuality") == "possible" else "probable"
    return "certain"

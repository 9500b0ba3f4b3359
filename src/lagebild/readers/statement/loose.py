"""Tellings that no verb of saying frames: behind a colon, in quotation marks alone, single words quoted within a telling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lagebild.readers.statement.clause import Segment, beside_verbs
from lagebild.readers.statement.draft import Draft, made
from lagebild.readers.statement.frame import Frame, Range, Saying, clause_start, complement_end
from lagebild.readers.statement.noun import kind_of_noun
from lagebild.readers.statement.party import clause_subject, parties
from lagebild.readers.statement.phrase import BODIES, Phrase, can_speak, is_oblique, phrase_at
from lagebild.readers.statement.place import UNNAMED, Place, Voice
from lagebild.readers.statement.quote import Quotation, Unit
from lagebild.readers.statement.source import source
from lagebild.tree import DASHES

_PERSONAL = frozenset({"unknown", "witness", "relative"})  # kinds of source that a single unknown person is
LONGEST_SILENCE = 6  # units after which a first person is no longer the one who spoke last


def colons(place: Place, frames: Sequence[Frame]) -> list[Frame]:
    """`Kreml: …` at the head of a text, and a quotation behind a colon whose clause has no verb of saying."""
    found = _named_last(place)
    for k, seg in enumerate(place.segs[1:], 1):
        if seg.before != ":" or _covered(frames, seg.first) or place.segs[k - 1].kind == "quote":
            continue
        first = k - 1
        while first > 0 and place.segs[first - 1].after not in (":", ";") and place.segs[first - 1].kind != "quote":
            first -= 1
        clause: Range = (place.segs[first].first, place.segs[k - 1].last)
        cited = next((f for f in frames if f.form == "according_to" and any(clause[0] <= a and b <= clause[1] for a, b in f.frame)), None)
        phrase = cited.sources[0] if cited and cited.sources else _speaker_before_colon(place, first, k)
        opens = int(_is_clock(place))
        headline = first == opens and k == opens + 1 and _is_headline(place) and phrase is not None and phrase.last == clause[1]
        teller = next((f for f in frames if any(b == place.segs[k - 1].last for _, b in f.content)), None)
        if teller and seg.kind == "main" and _in_first_person(place, seg):
            stop = place.segs[complement_end(place.segs, k) - 1].last
            found.append(Frame((), teller.sources, ((seg.first, stop),), (), "direct", "say", "colon_quotation"))
        elif seg.kind == "quote":
            content = ((seg.first, seg.last),)
            sources = (phrase,) if phrase else ()
            found.append(Frame((), sources, content, ((clause[0], clause[1] + 1),), "direct", "say", "colon_quotation"))
        elif headline and phrase and may_speak(place, phrase) and not _is_only_where(place, phrase, seg):
            stop = next((s.first for s in place.segs[k + 1 :] if s.before in DASHES), place.segs[-1].last)
            content = ((seg.first, stop),)
            found.append(Frame((), (phrase,), content, ((clause[0], clause[1] + 1),), "indirect", "say", "headline_colon"))
        elif seg.kind == "main" and seg.mood == 2 and phrase and may_speak(place, phrase) and _may_tell(place, first, k, phrase):
            content = ((seg.first, place.segs[complement_end(place.segs, k) - 1].last),)
            found.append(Frame((), (phrase,), content, ((clause[0], clause[1] + 1),), "indirect", "say", "colon_clause"))
    return found


def _named_last(place: Place) -> list[Frame]:
    """The headline that names who tells it behind a dash (`Zehn Tote bei Anschlag – Polizei`)."""
    seg = place.segs[-1] if len(place.segs) > 1 else None
    if seg is None or seg.kind != "bare" or seg.before not in DASHES or not _stands_as_headline(place):
        return []
    phrase = phrase_at(place.unit, place.pack, seg.first, seg.last)
    if phrase is None or phrase.pronoun or phrase.last != seg.last or not can_speak(place.unit, place.pack, phrase):
        return []
    if any(place.unit.names[i][2] == "place" for i in range(*phrase.head) if i in place.unit.names):
        return []
    content: Range = (place.segs[0].first, place.segs[-2].last)
    return [Frame((), (phrase,), (content,), ((seg.first - 1, seg.last),), "indirect", "say", "headline_colon")]


def _stands_as_headline(place: Place) -> bool:
    """Whether the unit is the first of its paragraph, and ends in no mark that ends a sentence."""
    alone = place.before is None or place.before.paragraph != place.unit.paragraph
    return alone and place.unit.words[-1].form[-1] not in ".!?"


def _in_first_person(place: Place, seg: Segment) -> bool:
    """Whether the speaker of the words is the subject of the clause."""
    return any(f in place.pack.tables["first_person"] for f in beside_verbs(place.unit, seg))


def _may_tell(place: Place, first: int, k: int, phrase: Phrase) -> bool:
    """Whether the phrase opens its clause, is one person, or is said to tell something: a subject behind its verb alone shows little."""
    begin = place.segs[first].first
    opens = all(w.upos in ("CCONJ", "ADV", "PUNCT") for w in place.unit.words[begin : phrase.first])
    return opens or is_one_person(place, phrase) or any(tells(place, s) for s in place.segs[first:k] if s.kind == "main")


def tells(place: Place, seg: Segment) -> bool:
    """Whether the words of the clause say that something is told, without a verb of saying (`schlug Alarm`)."""
    words = [place.unit.words[i] for i in range(seg.first, seg.last)]
    lemmas = {w.lemma for w in words} | {w.form for w in words}
    rows = [row for word in words for row in place.pack.tables["voice_word"].get(word.lemma, ())]
    return any(not row.several("beside") or lemmas & set(row.several("beside")) for row in rows)


def is_one_person(place: Place, phrase: Phrase) -> bool:
    """Whether the phrase is one person, by name or office."""
    word = place.unit.words[phrase.head[1] - 1]
    actor = next((place.actors[k] for k in range(word.start, word.end) if k in place.actors), None)
    person = actor.kind == "person" if actor else kind_of_noun(place.pack, word.lemma) == "person"
    return not phrase.pronoun and person and word.feats.get("Number") != "Plur"


def _is_headline(place: Place) -> bool:
    """Whether the unit opens the text, or stands by itself without a full stop, and begins with a stretch that has no verb."""
    return place.segs[0].kind == "bare" and (place.number == 0 or _stands_as_headline(place))


def _is_clock(place: Place) -> bool:
    """Whether the unit opens with the hour of a ticker's entry (`18.20 Uhr: …`)."""
    seg = place.segs[0]
    words = [w for w in place.unit.words[seg.first : seg.last] if w.upos != "PUNCT"]
    return seg.after == ":" and bool(words) and words[0].form[:1].isdigit() and all(w.upos != "PROPN" for w in words)


def _is_only_where(place: Place, phrase: Phrase, told: Segment) -> bool:
    """Whether the phrase is a place that stands for no government or body, or behind which somebody else speaks: it says where."""
    named = place.unit.names.get(phrase.head[1] - 1)
    if named is None or named[2] != "place":
        return False
    if any(s.seg < len(place.segs) and place.segs[s.seg] is told for s in place.said):
        return True  # `Mali: Armee nennt neue Zahl`
    ref = source(place.unit, place.document.text, place.pack, phrase, place.actors).ref
    return place.kinds.get(ref or "") not in (*BODIES, "media")


def _speaker_before_colon(place: Place, first: int, k: int) -> Phrase | None:
    """Who speaks in the clause before a colon: its subject, or without a verb the phrase that it begins with."""
    unit, pack, segs = place.unit, place.pack, place.segs
    main = next((n for n in range(k - 1, first - 1, -1) if segs[n].kind == "main"), None)
    if main is not None:
        return clause_subject(unit, segs, pack, main)
    phrase = phrase_at(unit, pack, segs[first].first, segs[k - 1].last, every_preposition=True)
    if phrase and not is_oblique(unit, pack, phrase) and unit.words[phrase.first].form.lower() not in pack.tables["statement_expletive"]:
        return phrase
    return None


def may_speak(place: Place, phrase: Phrase) -> bool:
    """Whether the phrase can speak by its words, or names an actor."""
    if can_speak(place.unit, place.pack, phrase):
        return True
    return source(place.unit, place.document.text, place.pack, phrase, place.actors).ref is not None


def _covered(frames: Sequence[Frame], i: int) -> bool:
    return any(a <= i < b for f in frames for a, b in f.content)


def loose(place: Place, frames: Sequence[Frame], voice: Voice | None) -> list[Draft]:
    """Quotations that are sentences of their own and that nothing in the unit frames: the last source goes on, if it spoke just before."""
    found = []
    for seg in place.segs:
        if seg.kind == "quote" and not _covered(frames, seg.first):
            near = voice is not None and voice.unit >= place.number - 1 and voice.paragraph == place.unit.paragraph
            sources = tuple(replace(s, basis="carried") for s in voice.sources) if near and voice else (UNNAMED,)
            frame = Frame((), (), ((seg.first, seg.last),), (), "direct", "say", "quotation")
            found.append(made(place, frame, sources))
    return found


def partial(place: Place, frames: Sequence[Frame], drafts: Sequence[Draft]) -> list[Draft]:
    """Quotations of some words within a telling: direct, by the source whose telling they stand in."""
    found = []
    for quotation in place.unit.quotations:
        if quotation.whole or not _is_wording(place.unit, quotation):
            continue
        around = [(f, d) for f, d in zip(frames, drafts, strict=False) if any(a <= quotation.first < b for a, b in f.content)]
        if any(f.content == ((quotation.first, quotation.last + 1),) for f, _ in around):
            continue
        if around:
            frame, draft = min(around, key=lambda p: p[0].content[-1][1] - p[0].content[0][0])
            part = replace(
                frame, content=((quotation.first, quotation.last + 1),), form="direct", act=draft.statement.act, construction="quoted_words"
            )
            found.append(made(place, part, draft.statement.sources, nested=True))
    return found


def quoting(place: Place, said: Sequence[Saying], frames: Sequence[Frame]) -> list[Frame]:
    """Words quoted in the clause of a verb of saying that has no other complement (`nannte die Pläne „verfrüht“`)."""
    found = []
    for quotation in place.unit.quotations:
        if quotation.whole or not _is_wording(place.unit, quotation) or _covered(frames, quotation.first):
            continue
        saying = next((s for s in said if place.segs[s.seg].first <= quotation.first < place.segs[s.seg].last), None)
        if saying is None:
            continue
        seg = place.segs[saying.seg]
        first = place.segs[clause_start(place.segs, saying.seg)].first
        source, _ = parties(place.unit, place.segs, place.pack, saying, first, seg.last)
        if source and may_speak(place, source):
            around = tuple(r for r in ((seg.first, quotation.first), (quotation.last + 1, seg.last)) if r[0] < r[1])
            content = ((quotation.first, quotation.last + 1),)
            found.append(Frame(saying.words, (source,), content, around, "direct", saying.row.word("act"), "quoted_words"))
    return found


def own_words(place: Place, voice: Voice | None, found: Sequence[Draft]) -> Draft | None:
    """A unit in the first person that nothing marks as a quotation: the words of the person who spoke last, in the same paragraph."""
    if voice is None or len(voice.sources) != 1 or voice.paragraph != place.unit.paragraph or place.number - voice.unit > LONGEST_SILENCE:
        return None
    words, told = place.unit.words, [c for d in found for c in d.statement.content]
    speaker = voice.sources[0]
    person = place.is_person(speaker) or (speaker.ref is None and speaker.number == "one" and speaker.type in _PERSONAL)
    table = place.pack.tables["first_person_singular"]
    mine = [i for i, w in enumerate(words) if w.form.lower() in table and w.upos != "VERB" and not place.unit.quoted(i)]
    if any(s.kind == "main" and s.mood > 0 for s in place.segs):
        return None  # told in the subjunctive: it goes on from just before, or from nobody
    if not person or not any(not any(c.start <= words[i].start < c.end for c in told) for i in mine):
        return None
    sources = (replace(voice.sources[0], basis="carried"),)
    return made(place, Frame((), (), ((0, len(words)),), (), "direct", "say", "first_person"), sources)


def _is_wording(unit: Unit, quotation: Quotation) -> bool:
    """Whether the marks hold somebody's words, and not a name."""
    inner = [w for w in unit.words[quotation.first + 1 : quotation.last] if w.upos != "PUNCT"]
    return any(w.form[:1].islower() for w in inner) or (bool(inner) and all(w.upos == "NOUN" for w in inner))

"""Who raises their voice in a unit that frames nothing (`X trat vor die Presse.`): what follows in the subjunctive is theirs."""

from __future__ import annotations

from lagebild.model import Source
from lagebild.readers.statement.frame import clause_start
from lagebild.readers.statement.loose import is_one_person, may_speak, tells
from lagebild.readers.statement.meant import source_of
from lagebild.readers.statement.party import clause_subject, parties
from lagebild.readers.statement.place import Place, Voice
from lagebild.readers.statement.verb import is_negated


def raised(place: Place, voice: Voice | None) -> Source | None:
    """Who raises their voice in the unit; None where nobody does."""
    return _says_something(place, voice) or _turns_to_others(place, voice)


def _says_something(place: Place, voice: Voice | None) -> Source | None:
    """The subject of a verb of saying with nothing said (`X äußerte sich besorgt.`), of a weak one (`hält für falsch`) only a person."""
    for saying in place.said:
        seg = place.segs[saying.seg]
        if seg.kind == "main" and not saying.passive and not is_negated(place.unit, place.pack, saying):
            first = place.segs[clause_start(place.segs, saying.seg)].first
            source, _ = parties(place.unit, place.segs, place.pack, saying, first, seg.last)
            if source and may_speak(place, source) and (not saying.row.get("weak") or is_one_person(place, source)):
                return source_of(place, source, voice)
    return None


def _turns_to_others(place: Place, voice: Voice | None) -> Source | None:
    """The subject of the last main clause where its words say that something is told (`schlug Alarm`), or where it is one person."""
    k = next((n for n in range(len(place.segs) - 1, -1, -1) if place.segs[n].kind == "main" and place.segs[n].verbs), None)
    if k is None or place.segs[k].mood > 0:
        return None
    subject = clause_subject(place.unit, place.segs, place.pack, k)
    if subject is None or not may_speak(place, subject):
        return None
    alone = voice is None or voice.paragraph != place.unit.paragraph
    if tells(place, place.segs[k]) or (alone and is_one_person(place, subject)):
        return source_of(place, subject, voice)
    return None

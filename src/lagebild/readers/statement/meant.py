"""Who is meant: by a pronoun, by a telling that is only somebody's (`ihre Angaben`), by one that was told before (`demnach`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lagebild.model import Source
from lagebild.packs.tag import is_finite, tagged
from lagebild.readers.statement.clause import Segment, segments
from lagebild.readers.statement.noun import key_of
from lagebild.readers.statement.party import clause_subject
from lagebild.readers.statement.phrase import Phrase, can_speak, is_known_telling, phrase_before
from lagebild.readers.statement.place import Place, Voice
from lagebild.readers.statement.quote import Unit
from lagebild.readers.statement.source import source

FARTHEST_TOLD = 4  # units back, within one paragraph, that a telling named before is looked for
FARTHEST_SPEAKER = 3  # units back that a pronoun behind what is said still means who spoke last


def source_of(place: Place, phrase: Phrase, voice: Voice | None) -> Source:
    """The source that a phrase is; a pronoun, or a telling that is only somebody's own, stands for who is meant by it."""
    found = source(place.unit, place.document.text, place.pack, phrase, place.actors)
    owner = None if found.ref else _owner(place, phrase, voice)
    if owner:
        basis = "named" if owner.basis == "unnamed" else owner.basis
        return replace(found, ref=owner.ref, basis=basis, type=owner.type, number=owner.number)
    if tagged(place.pack, place.unit.words[phrase.first], "relative") and phrase.pronoun:
        before = phrase_before(place.unit, place.pack, max(0, phrase.first - 12), max(0, phrase.first - 1))
        named = source(place.unit, place.document.text, place.pack, before, place.actors) if before else None
        return replace(named, span=found.span if named.ref else named.span) if named else found
    if found.ref is None and _takes_up(place, phrase):
        last = _told_last(place, voice)
        return found if last is None else last if phrase.pronoun and last.ref is None else _told_again(found, last)
    return _pronoun(place, phrase, voice, found) if phrase.pronoun else found


def _takes_up(place: Place, phrase: Phrase) -> bool:
    """Whether the phrase only takes up a telling of before: `demnach`, or a definite telling without an owner (`den Angaben`)."""
    if phrase.pronoun:
        return place.unit.words[phrase.first].upos == "ADV"
    return is_known_telling(place.unit, place.pack, phrase)


def _told_last(place: Place, voice: Voice | None) -> Source | None:
    """Who told something last, where the one is still in reach and is one."""
    if voice is None or len(voice.sources) != 1 or voice.sources[0].span is None:
        return None
    near = voice.unit >= place.number - 1
    reached = voice.paragraph == place.unit.paragraph and voice.unit >= place.number - FARTHEST_TOLD
    return replace(voice.sources[0], basis="carried") if near or reached else None


def _told_again(found: Source, last: Source) -> Source:
    """The telling as named here, with the actor whose telling it was before."""
    return replace(found, ref=last.ref, basis="carried", type=last.type, number=last.number) if last.ref else found


def _pronoun(place: Place, phrase: Phrase, voice: Voice | None, found: Source) -> Source:
    """The source with whom the pronoun means, as far as grammar and the last speaker show."""
    closing = _closes_what_is_said(place, phrase)
    if not closing and (_names_before(place, phrase) or _is_told_of(place, phrase)):
        return found
    if voice and voice.unit == place.number - 1 and _is_speaker_again(place, phrase, voice, found):
        return _meaning(found, voice.sources[0])
    if found.ref is None and voice and voice.unit >= place.number - 1 and len(voice.sources) == 1 and not (closing and _is_paper(voice)):
        return _meaning(found, voice.sources[0])
    if closing and found.ref is None and place.topic and found.number in (None, place.topic.number):
        return _meaning(found, place.topic)
    if closing and found.ref is None and voice and _may_speak_again(place, voice, found):
        return _meaning(found, voice.sources[0])
    return found


def _meaning(found: Source, meant: Source) -> Source:
    """The source of a pronoun with the actor that it means, or with the words of one who is no actor of the report."""
    return replace(
        found, ref=meant.ref, type=meant.type, number=meant.number, span=found.span if meant.ref or not meant.span else meant.span
    )


def _is_paper(voice: Voice) -> bool:
    """Whether nobody but a paper, or something of unknown kind, spoke last: no `sagte er` goes on from it."""
    last = voice.sources[0]
    return last.ref is None and last.type == "unknown" and last.basis != "carried"


def _may_speak_again(place: Place, voice: Voice, found: Source) -> bool:
    """Whether the last speaker is near enough for a pronoun, alone, and of its number."""
    near = voice.paragraph == place.unit.paragraph and voice.unit >= place.number - FARTHEST_SPEAKER
    return near and len(voice.sources) == 1 and found.number in (None, voice.sources[0].number)


def _closes_what_is_said(place: Place, phrase: Phrase) -> bool:
    """Whether the pronoun stands in a frame behind what is said (`…, sagt er`): nobody named in what is said is meant by it."""
    first, words = phrase.first, place.unit.words
    return (
        tagged(place.pack, words[first], "personal")
        and first > 1
        and is_finite(place.pack, words[first - 1])
        and words[first - 2].upos == "PUNCT"
    )


def topic_of(place: Place) -> Source | None:
    """The person that the unit is about: its subject, or the one before where a pronoun or nobody is its subject."""
    main = next((k for k, s in enumerate(place.segs) if s.kind == "main" and s.verbs), None)
    subject = clause_subject(place.unit, place.segs, place.pack, main) if main is not None else None
    if subject is None or subject.pronoun:
        return place.topic
    found = source(place.unit, place.document.text, place.pack, subject, place.actors)
    return found if place.is_person(found) and found.number != "several" else None


def _is_speaker_again(place: Place, phrase: Phrase, voice: Voice, found: Source) -> bool:
    """Whether a personal pronoun means the one person who spoke just before: the voice that goes on is nearer than any other mention."""
    alone = len(voice.sources) == 1 and found.number in (None, voice.sources[0].number)
    return place.is_person(voice.sources[0]) and alone and phrase.pronoun and tagged(place.pack, place.unit.words[phrase.first], "personal")


def _is_told_of(place: Place, phrase: Phrase) -> bool:
    """Whether the pronoun stands in a clause that is itself told: it means somebody spoken of, not the one who spoke before."""
    return any(s.kind == "main" and s.mood > 0 and s.first <= phrase.first < s.last for s in place.segs)


def _names_before(place: Place, phrase: Phrase) -> bool:
    """Whether an actor is named in the unit before the pronoun: then nothing but grammar may say who it means."""
    words = place.unit.words
    inside = range(words[0].start, words[phrase.first].start)
    return any(k in place.actors and place.actors[k].kind in ("person", "unknown") for k in inside)


def _owner(place: Place, phrase: Phrase, voice: Voice | None) -> Source | None:
    """Whose telling `eigene Angaben` are (the clause's subject), or `ihre Angaben` (who spoke just before, or the last subject)."""
    first = place.unit.words[phrase.first]
    if first.lemma.lower() in place.pack.tables["own_form"]:
        return _subject_of(place, place.unit, place.segs, own=True)
    if not tagged(place.pack, first, "possessive") or key_of(place.pack, "saying_noun", place.unit.words[phrase.head[1] - 1].lemma) is None:
        return None
    if voice and voice.unit == place.number - 1 and len(voice.sources) == 1:
        return replace(voice.sources[0], basis="carried")
    found = _subject_of(place, place.before, segments(place.before, place.pack)) if place.before else None
    return replace(found, basis="carried") if found else None


def _subject_of(place: Place, unit: Unit, segs: Sequence[Segment], own: bool = False) -> Source | None:
    """The subject of the unit's main clause, where it can speak, or says so by what is its `own`."""
    main = next((k for k, s in enumerate(segs) if s.kind == "main"), None)
    subject = clause_subject(unit, segs, place.pack, main) if main is not None else None
    if subject is None or subject.pronoun or not (own or can_speak(unit, place.pack, subject)):
        return None
    return source(unit, place.document.text, place.pack, subject, place.actors)

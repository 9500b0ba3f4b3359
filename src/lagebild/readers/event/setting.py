"""The report's mentions of places and its times, and where they stand in a sentence: what `when` and `where` choose from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lagebild import tree
from lagebild.model import DECLARED, Place, PlaceRelation, Span, Statement, Time
from lagebild.packs.tag import tagged
from lagebild.readers.event.cast import Cast
from lagebild.readers.event.chunk import Chunk
from lagebild.readers.event.segment import Clause, is_aside
from lagebild.readers.event.trigger import Parsed, Trigger

DAY = len("2020-01-01")  # characters of an EDTF day
BOASTS = frozenset(("claim", "claim_responsibility"))  # acts of speech whose own day is not that of the deed
DONE = frozenset(("ASSAULT", "COERCE", "CONCEDE", "RETREAT", "PROTEST", "MOBILIZE"))
SPOKEN = DECLARED  # the places and times in their words are those of what is said
CAUSE = ("patient", "for", "bound")  # roles of the adpositions that bring in what a protest is about


@dataclass(frozen=True, slots=True)
class Spot:
    """One mention of a place."""

    place: Place
    span: Span
    relation: PlaceRelation | None


@dataclass(frozen=True, eq=False)
class Setting:
    """The report's mentions of places and its times, in text order, and the stretches that only say who tells it and when."""

    spots: tuple[Spot, ...]
    times: tuple[Time, ...]
    frames: tuple[tuple[int, int], ...]
    boasts: tuple[tuple[int, int], ...]  # what somebody claims to have done


def setting(places: Iterable[Place], times: Iterable[Time], statements: Sequence[Statement]) -> Setting:
    """The setting of a report."""
    frames = (f for s in statements for f in (*s.frame, *s.cue))
    boasts = (c for s in statements if s.act in BOASTS for c in s.content)
    spots = (Spot(p, m.span, m.relation) for p in places for m in p.mentions)
    return Setting(tuple(sorted(spots, key=lambda s: s.span.start)), tuple(times), tuple(map(_ends, frames)), tuple(map(_ends, boasts)))


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def is_framed(at: Parsed, i: int, where: Setting) -> bool:
    """Whether word i stands in words that only say who tells it and when."""
    word = at.sentence.words[i]
    return any(a <= word.start < b for a, b in where.frames)


def is_inside_any(span: Span, frames: Iterable[tuple[int, int]]) -> bool:
    """Whether the span lies inside one of the stretches."""
    return any(a <= span.start and span.end <= b for a, b in frames)


def stands_in(at: Parsed, span: Span) -> bool:
    """Whether the span stands in the sentence."""
    return at.sentence.start <= span.start < at.sentence.end


def word_at(at: Parsed, start: int) -> int | None:
    """The word of the sentence at the character, or None."""
    return next((i for i, w in enumerate(at.sentence.words) if w.start <= start < w.end), None)


def clause_at(at: Parsed, span: Span) -> int | None:
    """The clause (by number) of the head of the span, or None."""
    i = word_at(at, span.head_start)
    return at.layout.clause_of[i] if i is not None else None


def goes_on(at: Parsed, clause: Clause, told: Cast) -> bool:
    """Whether the clause goes on with what the one before it tells, at the same time and place: `kam nach Wien, wo er empfangen wurde`."""
    return clause.opener is not None and at.sentence.words[clause.opener].form.lower() in told.words.setting.onward


def is_relative_to(at: Parsed, clause: Clause, i: int) -> bool:
    """Whether the clause is a relative clause right behind the noun at word i and what hangs on that, and its pronoun fits the noun."""
    words, first = at.sentence.words, clause.words[0]
    if clause.opener is None or first <= i + 1 or words[first - 1].form != ",":
        return False
    if any(w.upos not in ("ADP", "DET", "ADJ", "NOUN", "PROPN", "CCONJ", "NUM") for w in words[i + 1 : first - 1]):
        return False
    noun, pronoun = words[i].feats, words[clause.opener]
    alike = all(noun.get(f) == pronoun.feats.get(f) or None in (noun.get(f), pronoun.feats.get(f)) for f in ("Number", "Gender"))
    return alike and (tree.is_relative(pronoun) or pronoun.upos == "DET")


def unfolds(at: Parsed, i: int, span: Span) -> bool:
    """Whether the span stands in the clause behind the colon that ends the clause of word i: `Die Kämpfe dauern an: Im Süden von X …`."""
    c, mine = clause_at(at, span), at.layout.clause_of[i]
    return c == mine + 1 and at.sentence.words[at.layout.clauses[mine].words[-1]].form == ":"


def chain(at: Parsed, i: int) -> Iterator[Chunk]:
    """The noun phrases right before word i, nearest first, with nothing but adpositions and articles between them."""
    k = i - 1
    while k >= 0:
        chunk = at.layout.chunk(k)
        if chunk is not None:
            yield chunk
            k = chunk.first - 1
        elif at.sentence.words[k].upos in ("ADP", "DET"):
            k -= 1
        else:
            return


def names_other(at: Parsed, chunk: Chunk, trigger: Trigger, told: Cast) -> bool:
    """Whether the chunk's noun names an act that is not the trigger's."""
    return (at.number, chunk.head) in told.triggers and not chunk.first <= trigger.word < chunk.last


def is_in_attribute(at: Parsed, i: int, span: Span) -> bool:
    """Whether the span belongs to an adjective or participle before its noun, and word i is neither: `der in X lebende Dichter`."""
    words = at.sentence.words
    first, last = word_at(at, span.start), word_at(at, span.end - 1)
    if first is None or last is None or first < 2 or last + 2 >= len(words):
        return False
    attribute = (
        tagged(at.pack, words[last + 1], "declined", "participle")
        and words[first - 1].upos == "ADP"
        and words[first - 2].upos in ("DET", "ADP")
    )
    noun = next((k for k in range(last + 2, len(words)) if words[k].upos != "ADJ"), None)
    return attribute and noun is not None and words[noun].upos in ("NOUN", "PROPN") and not last < i <= noun


def in_attribute_of(at: Parsed, trigger: Trigger, span: Span) -> bool:
    """Whether the span may say where or when the trigger was: of an adjective before its noun only what stands beside it."""
    words, i = at.sentence.words, trigger.word
    if tagged(at.pack, words[i], "predicative") or not is_aside(at.sentence, i):
        return True
    first, last = i, i + 1
    while first > 0 and words[first - 1].upos not in ("VERB", "AUX", "PUNCT"):
        first -= 1
    while last < len(words) and words[last].upos in ("ADJ", "NOUN", "PROPN", "NUM", "ADP", "DET"):
        last += 1
    return words[first].start <= span.head_start < words[last - 1].end


def is_spoken_of(at: Parsed, trigger: Trigger, told: Cast) -> bool:
    """Whether a verb speaks of the act that the noun names: `drohte mit einem Angriff`, `protestierten gegen den Krieg`."""
    others = (told.by_word.get((at.number, k)) for k in at.layout.clause(trigger.word).words)
    verbs = {t.sense.type for t in others if t is not None and t is not trigger and t.kind == "verb"}
    chunk = at.layout.chunk(trigger.word)
    cause = chunk is not None and told.words.adpositions.get(chunk.prep or "") in CAUSE
    return bool(verbs & SPOKEN) or (cause and "PROTEST" in verbs)

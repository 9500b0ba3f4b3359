"""When an event was: the time that belongs to its words, or the day on which it was said."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.model import Ref, Span, Statement, Time
from lagebild.readers.event.cast import Cast
from lagebild.readers.event.segment import DASHES
from lagebild.readers.event.setting import DAY, DONE, SPOKEN, Setting, clause_at, is_framed, is_inside_any, stands_in, word_at
from lagebild.readers.event.trigger import Parsed, Trigger

NEIGHBOURS = 2  # sentences before and after in which one who speaks may be quoted with a day


def read_time(trigger: Trigger, told: Cast, where: Setting) -> Time | None:
    """The time that the trigger's clause gives, else the one of its sentence that belongs to no other clause's verb."""
    at = told.sentences[trigger.sentence]
    framed = is_framed(at, trigger.word, where)
    here = [t for t in where.times if t.edtf and stands_in(at, t.span) and (framed or not is_inside_any(t.span, where.frames))]
    here = [t for t in here if not _belongs_to_noun(at, t.span, trigger, told)]
    own = [t for t in here if clause_at(at, t.span) == at.layout.clause_of[trigger.word]]
    position = at.sentence.words[trigger.word].start
    if trigger.kind == "noun":
        chained = [t for t in own if _follows(at, trigger, t.span)]
        if chained or _is_beside_another(at, trigger, told):
            return chained[0] if chained else None
    found = own or [t for t in here if _reaches(at, t.span, trigger) or _heads(at, t.span)]
    return min(found, key=lambda t: abs(t.span.start - position), default=None)


def time_of_saying(trigger: Trigger, agents: Sequence[Ref], told: Cast, where: Setting, statements: Sequence[Statement]) -> Time | None:
    """The day on which one who speaks in deed (demands, accuses) is quoted in the same or a neighbouring sentence."""
    who = {r.ref for r in agents if r.ref}
    if trigger.sense.type not in SPOKEN or trigger.kind == "noun" or not who:
        return None
    first = told.sentences[max(0, trigger.sentence - NEIGHBOURS)].sentence.start
    last = told.sentences[min(len(told.sentences) - 1, trigger.sentence + NEIGHBOURS)].sentence.end
    said = [s for s in statements if s.time and len(s.time) == DAY and any(x.ref in who for x in s.sources)]
    near = [s for s in said if any(first <= span.start < last for span in (*s.cue, *s.frame, *s.content))]
    days = [t for s in near for t in where.times if t.edtf == s.time]
    start = told.sentences[trigger.sentence].sentence.start
    return min(days, key=lambda t: abs(t.span.start - start), default=None)


def _belongs_to_noun(at: Parsed, span: Span, trigger: Trigger, told: Cast) -> bool:
    """Whether the time says of which day a noun right before it is, and that is not the trigger: `nach Angaben vom Sonntag`."""
    i = word_at(at, span.start)
    if i is None or i < 2 or told.words.adpositions.get(at.sentence.words[i - 1].lemma.lower()) != "agent_or_owner":
        return False
    before = at.layout.chunk(i - 2)
    return before is not None and not before.first <= trigger.word < before.last


def _heads(at: Parsed, span: Span) -> bool:
    """Whether the time stands alone before a colon and holds for all behind it: `10. Oktober: Nahe Laçın werden …`."""
    c = clause_at(at, span)
    if c is None or at.sentence.words[at.layout.clauses[c].words[-1]].form != ":":
        return False
    words = (at.sentence.words[k] for k in at.layout.clauses[c].words)
    return all(w.upos in ("PUNCT", "ADP") or span.start <= w.start < span.end for w in words)


def _is_beside_another(at: Parsed, trigger: Trigger, told: Cast) -> bool:
    """Whether the clause has its time for another act: the noun stands under `nach` and the like, or another verb acts on it."""
    chunk = at.layout.chunk(trigger.word)
    if chunk is None:
        return False
    if chunk.prep is not None:
        return at.relations.get(chunk.prep, "part_of") != "part_of"
    others = (told.by_word.get((at.number, k)) for k in at.layout.clause(trigger.word).words)
    return any(t is not None and t.kind == "verb" and t.sense.type != trigger.sense.type and t.sense.type in DONE for t in others)


def _follows(at: Parsed, trigger: Trigger, span: Span) -> bool:
    """Whether the time stands just after the noun: `das Attentat vom Sonntag`."""
    i = word_at(at, span.start)
    return (
        i is not None
        and 0 < i - trigger.word <= 3
        and all(w.upos in ("ADP", "DET", "ADJ") for w in at.sentence.words[trigger.word + 1 : i])
    )


def _reaches(at: Parsed, span: Span, trigger: Trigger) -> bool:
    """Whether a time in another clause holds for the trigger's as well: a dependent clause takes the time of the one before it."""
    c = clause_at(at, span)
    mine = at.layout.clause_of[trigger.word]
    clause = at.layout.clauses[mine]
    if c is None or c == mine or _is_divided(at, at.layout.clauses[c].words[-1], trigger.word):
        return False
    relative = clause.opener is not None and at.sentence.words[clause.opener].upos == "PRON"
    return c < mine and not relative and at.layout.clauses[c].opener is None and clause.opener is None and not clause.infinitive


def _is_divided(at: Parsed, i: int, j: int) -> bool:
    """Whether a dash or a colon stands between the two words."""
    return any(w.upos == "PUNCT" and (w.form in DASHES or w.form == ":") for w in at.sentence.words[i:j])

"""When an event was: the time that belongs to its words, or the day on which it was said."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lagebild.model import Ref, Span, Statement, Time
from lagebild.readers.event.cast import Cast
from lagebild.readers.event.segment import Clause
from lagebild.readers.event.setting import (
    DAY,
    DONE,
    SPOKEN,
    Setting,
    chain,
    clause_at,
    goes_on,
    in_attribute_of,
    is_framed,
    is_in_attribute,
    is_inside_any,
    is_relative_to,
    names_other,
    stands_in,
    unfolds,
    word_at,
)
from lagebild.readers.event.trigger import Parsed, Trigger
from lagebild.tree import DASHES

SUBJECT = {"Case": "Nom", "Gender": "Masc", "Number": "Sing"}  # a relative pronoun that looks like a subject and like nothing else
NEIGHBOURS = 2  # sentences before and after in which one who speaks may be quoted with a day


def read_time(trigger: Trigger, told: Cast, where: Setting) -> Time | None:
    """The time that the trigger's clause gives, else the one of its sentence that belongs to no other clause's verb."""
    at = told.sentences[trigger.sentence]
    framed = is_framed(at, trigger.word, where)
    here = [t for t in where.times if t.edtf and stands_in(at, t.span) and (framed or not is_inside_any(t.span, where.frames))]
    here = [t for t in here if not _is_of_another(at, t, trigger, told) and not _is_of_boast(at, t, trigger, where)]
    own = [t for t in here if clause_at(at, t.span) == at.layout.clause_of[trigger.word]]
    position = at.sentence.words[trigger.word].start
    told_of_it = [t for t in here if trigger.kind == "noun" and _says_when(at, t.span, trigger, told)]
    if trigger.kind == "noun":
        chained = [t for t in own if _follows(at, trigger, t.span, told)]
        if chained or _is_beside_another(at, trigger, told):
            return next(iter((*chained, *told_of_it)), None)
    found = (
        told_of_it
        or own
        or [t for t in here if _reaches(at, t.span, trigger, told) or _heads(at, t.span) or unfolds(at, trigger.word, t.span)]
    )
    return min(found, key=lambda t: (_is_across(at, trigger, t.span), abs(t.span.start - position)), default=None)


def _is_of_boast(at: Parsed, time: Time, trigger: Trigger, where: Setting) -> bool:
    """Whether the time says when somebody claimed what the noun names: `bekannte sich am Dienstag zu dem Anschlag`."""
    word = at.sentence.words[trigger.word]
    claimed = [area for area in where.boasts if area[0] <= word.start < area[1]]
    return trigger.kind == "noun" and bool(claimed) and not is_inside_any(time.span, claimed)


def _is_across(at: Parsed, trigger: Trigger, span: Span) -> bool:
    """Whether a comma and a conjunction part the act from a time behind it: `im Juli genehmigt, aber im Oktober verboten`."""
    i = word_at(at, span.start)
    words = at.sentence.words[trigger.word : i] if i is not None else ()
    return any(a.form == "," and b.upos == "CCONJ" for a, b in pairwise(words))


def time_of_saying(trigger: Trigger, agents: Sequence[Ref], told: Cast, where: Setting, statements: Sequence[Statement]) -> Time | None:
    """The day on which one who speaks in deed (demands, accuses) is quoted near by, or the only one on which he is quoted at all."""
    who = {r.ref for r in agents if r.ref}
    if trigger.sense.type not in SPOKEN or trigger.kind == "noun" or not who:
        return None
    first = told.sentences[max(0, trigger.sentence - NEIGHBOURS)].sentence.start
    last = told.sentences[min(len(told.sentences) - 1, trigger.sentence + NEIGHBOURS)].sentence.end
    said = [s for s in statements if s.time and len(s.time) == DAY and any(x.ref in who for x in s.sources)]
    near = [s for s in said if _is_told_between(s, first, last)]
    quoted = near or (said if len({s.time for s in said}) == 1 else []) or _said_beside(trigger.sentence, told, statements)
    days = [t for s in quoted for t in where.times if t.edtf == s.time]
    start = told.sentences[trigger.sentence].sentence.start
    return min(days, key=lambda t: abs(t.span.start - start), default=None)


def _is_told_between(said: Statement, first: int, last: int) -> bool:
    """Whether some of the statement's words begin between two places in the text."""
    return any(first <= span.start < last for span in (*said.cue, *said.frame, *said.content))


def _said_beside(n: int, told: Cast, statements: Sequence[Statement]) -> list[Statement]:
    """What is said in the sentence or the next one, all on one day and by nobody who is called by a name of his own there."""
    end = told.sentences[min(n + 1, len(told.sentences) - 1)].sentence.end
    begin = told.sentences[n].sentence.start
    beside = [s for s in statements if s.time and _is_told_between(s, begin, end)]
    days = {s.time for s in beside}
    unnamed = [s for s in beside if all(x.ref not in told.proper for x in s.sources)]
    return unnamed if len(days) == 1 and all(s.time and len(s.time) == DAY for s in beside) else []


def _is_of_another(at: Parsed, time: Time, trigger: Trigger, told: Cast) -> bool:
    """Whether the time says when something else was than what the trigger names."""
    edtf = time.edtf or ""
    if edtf.count("~") > 1 or (edtf.startswith("..") and trigger.sense.type in SPOKEN):  # `seit Jahren`, `ein Ultimatum bis Freitag`
        return True
    if is_in_attribute(at, trigger.word, time.span) or not in_attribute_of(at, trigger, time.span):
        return True
    return _is_within_noun(at, time.span, trigger) or _is_behind_noun(at, time.span, trigger, told) or _is_since_last(at, time, told)


def _is_within_noun(at: Parsed, span: Span, trigger: Trigger) -> bool:
    """Whether the time is an adjective of a noun that is not the trigger: `die damalige Regierung`."""
    i = word_at(at, span.head_start)
    chunk = at.layout.chunk(i) if i is not None and at.sentence.words[i].upos == "ADJ" else None
    if chunk is None or at.sentence.words[chunk.head].start < span.end:
        return False
    return not chunk.first <= trigger.word < chunk.last


def _is_behind_noun(at: Parsed, span: Span, trigger: Trigger, told: Cast) -> bool:
    """Whether the time says of which day a noun right before it is, and that is not the trigger: `nach Angaben vom Sonntag`,
    `nach zwei Anschlägen in diesem Jahr`."""
    i = word_at(at, span.start)
    if i is None or i < 2:
        return False
    before = at.layout.chunk(i - 2)
    if _is_owned(at, i, told):
        act = next((c for c in chain(at, i) if (at.number, c.head) in told.triggers), before)
        return act is not None and not act.first <= trigger.word < act.last
    return any(at.relations.get(c.prep or "", "part_of") != "part_of" and names_other(at, c, trigger, told) for c in chain(at, i))


def _is_owned(at: Parsed, i: int, told: Cast) -> bool:
    """Whether the time at word i is what a noun is of: `vom Sonntag`."""
    return told.words.adpositions.get(at.sentence.words[i - 1].lemma.lower()) == "agent_or_owner"


def _is_since_last(at: Parsed, time: Time, told: Cast) -> bool:
    """Whether the time only says how long there had been no such thing: `erstmals seit einem Jahr`, `der schwerste Angriff seit Mai`."""
    i = word_at(at, time.span.start)
    if i is None or i == 0:
        return False
    bound = told.words.tables["time_bound"].get(at.sentence.words[i - 1].form.lower())
    if bound is None or bound[0].word("value") != "since":
        return False
    here = (at.sentence.words[k] for k in at.layout.clause(i).words)
    return any(w.lemma in told.words.setting.first_since or w.feats.get("Degree") == "Sup" for w in here)


def _says_when(at: Parsed, span: Span, trigger: Trigger, told: Cast) -> bool:
    """Whether the time stands in a relative clause that says when the noun was: `das Manöver, das seit Montag andauert`."""
    c = clause_at(at, span)
    clause = at.layout.clauses[c] if c is not None else None
    if clause is None or clause.opener is None or not is_relative_to(at, clause, trigger.word):
        return False
    opener = clause.opener
    if SUBJECT.items() <= at.sentence.words[opener].feats.items():
        return True
    if at.sentence.words[opener - 1].upos == "ADP":
        return at.relations.get(at.sentence.words[opener - 1].lemma.lower()) == "part_of"
    others = (at.layout.chunks[n] for n in at.layout.in_clause(opener))
    return not any("Nom" in o.cases and o.prep is None and o.head != opener and not told.is_time(at, o) for o in others)


def _heads(at: Parsed, span: Span) -> bool:
    """Whether the time stands alone before a colon and holds for all behind it: `10. Oktober: Nahe Laçın werden …`."""
    c = clause_at(at, span)
    if c is None or at.sentence.words[at.layout.clauses[c].words[-1]].form != ":":
        return False
    words = (at.sentence.words[k] for k in at.layout.clauses[c].words)
    return all(w.upos in ("PUNCT", "ADP") or span.start <= w.start < span.end for w in words)


def _is_beside_another(at: Parsed, trigger: Trigger, told: Cast) -> bool:
    """Whether the clause has its time for another act: the noun stands under `nach` and the like, a verb acts on it or speaks of it."""
    chunk = at.layout.chunk(trigger.word)
    if chunk is None:
        return False
    kind = at.relations.get(chunk.prep or "")
    if kind is not None:
        return kind != "part_of"
    others = (told.by_word.get((at.number, k)) for k in at.layout.clause(trigger.word).words)
    acts = SPOKEN if chunk.prep is not None else SPOKEN | DONE
    return any(t is not None and t.kind == "verb" and t.sense.type != trigger.sense.type and t.sense.type in acts for t in others)


def _follows(at: Parsed, trigger: Trigger, span: Span, told: Cast) -> bool:
    """Whether the time is behind the noun and what hangs on it: `das Attentat vom Sonntag`, `das Treffen mit ihm in Wien am Montag`."""
    i = word_at(at, span.start)
    if i is None or i <= trigger.word:
        return False
    between = [c for c in chain(at, i) if c.first > trigger.word]
    if _is_owned(at, i, told) and any(c.first <= trigger.word < c.last for c in chain(at, i)):
        return True  # `der Anschlag auf eine Kirche in X vom Sonntag`: that it is no other act's is known
    close = all(w.upos in ("ADP", "DET", "ADJ") for w in at.sentence.words[trigger.word + 1 : i])
    chunk = at.layout.chunk(trigger.word)
    hangs = chunk is not None and chunk.prep is not None and all(c.prep or c.owner is not None for c in between)
    return (close and i - trigger.word <= 3) or (hangs and any(c is chunk for c in chain(at, i)))


def _reaches(at: Parsed, span: Span, trigger: Trigger, told: Cast) -> bool:
    """Whether a time in another clause holds for the trigger's as well: a dependent clause takes the time of the one before it."""
    c = clause_at(at, span)
    mine = at.layout.clause_of[trigger.word]
    clause = at.layout.clauses[mine]
    if c is None or c >= mine or at.layout.clauses[c].opener is not None or _is_divided(at, at.layout.clauses[c].words[-1], trigger.word):
        return False
    if _is_over_before(at, at.layout.clauses[c], clause):
        return False
    if clause.infinitive:  # `begann am Montag, die Stadt zu beschießen`
        above = {at.lemmas[k] for k in at.layout.clauses[c].words}
        return c == mine - 1 and bool(above & (told.words.setting.aspects | told.words.setting.travels))
    return clause.opener is None or goes_on(at, clause, told) or _is_explained(at, span, clause, told)


def _is_over_before(at: Parsed, earlier: Clause, clause: Clause) -> bool:
    """Whether the clause is told in the past beside one in the present that is still to come: `beginnt im Juni, X lehnte bereits ab`."""
    if earlier.finite is None or clause.finite is None or clause.opener is not None:
        return False
    one, other = at.sentence.words[earlier.finite], at.sentence.words[clause.finite]
    return one.upos == "VERB" and one.feats.get("Tense") == "Pres" and other.feats.get("Tense") == "Past"


def _is_explained(at: Parsed, span: Span, clause: Clause, told: Cast) -> bool:
    """Whether the clause stands right behind the time and says what was then: `im April 2023, als die Kämpfe begannen, …`."""
    opener = at.sentence.words[clause.opener] if clause.opener is not None else None
    return opener is not None and opener.lemma.lower() in told.words.setting.meanwhile and 0 < opener.start - span.end <= len(", ")


def _is_divided(at: Parsed, i: int, j: int) -> bool:
    """Whether a dash or a colon stands between the two words."""
    return any(w.upos == "PUNCT" and (w.form in DASHES or w.form == ":") for w in at.sentence.words[i:j])

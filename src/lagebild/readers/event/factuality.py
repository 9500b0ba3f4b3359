"""How firmly an event is put: denied, planned or demanded, hedged, or told as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from lagebild.model import VERBAL, Factuality
from lagebild.packs import Pack, Row
from lagebild.packs.tag import tagged
from lagebild.readers.event.cast import Cast
from lagebild.readers.event.clause import Bare, is_passive
from lagebild.readers.event.demand import KIND as DEMAND
from lagebild.readers.event.trigger import Parsed, Trigger

WEAKEST_FIRST: tuple[Factuality, ...] = ("denied", "unrealised", "possible", "probable", "certain")

UTTERED = VERBAL - {"AGREE"}  # done by the saying alone; an accord may be only planned


@dataclass(frozen=True, eq=False)
class Firm:
    """The factuality tables of one pack."""

    hedges: Mapping[str, str]
    modals: Mapping[str, Row]
    marks: Mapping[str, str]
    negations: Mapping[str, str]
    adjectives: Mapping[str, str]
    governors: Mapping[str, tuple[Row, ...]]


@cache
def firm_words(pack: Pack) -> Firm:
    """The pack's factuality tables, ready to be asked."""
    t = pack.tables
    return Firm(
        hedges={k: r[0].word("value") for k, r in t["factuality_hedge"].items()},
        modals={k: r[0] for k, r in t["factuality_modal"].items()},
        marks={k: r[0].word("value") for k, r in t["factuality_mark"].items()},
        negations={k: r[0].word("reach") for k, r in t["factuality_negation"].items()},
        adjectives={k: r[0].word("value") for k, r in t["factuality_adjective"].items()},
        governors=t["factuality_governor"],
    )


def read_factuality(trigger: Trigger, told: Cast, firm: Firm, reported: bool) -> Factuality:
    """How firmly the words around the trigger put the event; `reported`: they stand in somebody's statement."""
    if trigger.kind == DEMAND:
        return "certain"  # the modal verb demands; what is demanded is another event
    at = told.sentences[trigger.sentence]
    found = set(_own(at, trigger, firm))
    chunk = at.layout.chunk(trigger.word)
    if trigger.kind == "participle" and chunk is not None and chunk.head > trigger.word:
        pass  # `die entführten Männer`: what the clause denies or plans is something else
    elif trigger.kind != "noun":
        found |= set(_clause(at, trigger.verb, firm, reported))
        found |= set(_governed(at, trigger.verb, firm))
    else:
        if trigger.sense.type not in UTTERED:  # `lehnte die Forderung ab`: it was made
            found |= set(_noun(at, trigger, told, firm))
        if trigger.pivot is not None:
            found |= set(_clause(at, trigger.pivot, firm, reported)) | set(_governed(at, trigger.pivot, firm))
    return next((f for f in WEAKEST_FIRST if f in found), "certain")


def _values(words: Iterable[str]) -> Iterator[Factuality]:
    for word in words:
        for value in WEAKEST_FIRST:
            if word == value:
                yield value


def _own(at: Parsed, trigger: Trigger, firm: Firm) -> Iterator[Factuality]:
    """What stands in the trigger's own phrase."""
    if trigger.sense.row.get("factuality"):
        yield from _values([trigger.sense.row.word("factuality")])
    chunk = at.layout.chunk(trigger.word)
    if chunk is None or trigger.kind == "verb":
        return
    for k in range(chunk.first, trigger.word):
        lemma = at.sentence.words[k].lemma.lower()
        yield from _values([firm.adjectives.get(lemma, "")])
        if firm.negations.get(lemma) == "noun":
            yield "denied"
    if chunk.prep and firm.negations.get(chunk.prep) == "noun":
        yield "denied"


def _clause(at: Parsed, verb: int, firm: Firm, reported: bool) -> Iterator[Factuality]:
    """What stands in the verb's clause: negation, hedges, modal verbs, the conjunction that opens it."""
    clause, words = at.layout.clause(verb), at.sentence.words
    for k in clause.words:
        lemma = words[k].lemma.lower()
        reach = firm.negations.get(lemma)
        if (reach == "clause" and _negates(at, k, verb)) or (reach == "noun" and words[k].upos in ("DET", "PRON") and _is_argument(at, k)):
            yield "denied"
        if words[k].upos in ("ADV", "ADJ", "PART") and not tagged(at.pack, words[k], "declined") and not _in_noun_phrase(at, k):
            yield from _values([firm.hedges.get(lemma, "")])
        if lemma in firm.modals and k != verb:
            yield from _values([_modal(at, k, verb, firm.modals[lemma])])
    if _is_future(at, verb) or _is_conditional(at, verb, firm) or (not reported and _is_counterfactual(at, verb, firm)):
        yield "unrealised"
    if clause.opener is not None:
        yield from _values([firm.marks.get(words[clause.opener].lemma.lower(), "").replace("purpose", "unrealised")])
    elif clause.infinitive:
        first = next((k for k in clause.words if words[k].upos != "PUNCT"), None)
        if first is not None:
            yield from _values([firm.marks.get(words[first].lemma.lower(), "").replace("purpose", "unrealised")])


def _negates(at: Parsed, k: int, verb: int) -> bool:
    """Whether the negation k belongs to the verb and not to a single phrase (`nicht nur`, `nicht der Täter`)."""
    words = at.sentence.words
    if k + 1 >= len(words):
        return True
    return words[k + 1].upos not in (("ADV", "NUM") if k < verb else ("ADV", "DET", "NOUN", "NUM"))


def _in_noun_phrase(at: Parsed, k: int) -> bool:
    chunk = at.layout.chunk(k)
    return chunk is not None and chunk.first < k < chunk.head


def _is_argument(at: Parsed, k: int) -> bool:
    chunk = at.layout.chunk(k)
    return chunk is None or (chunk.prep is None and chunk.owner is None)


def _modal(at: Parsed, modal: int, verb: int, row: Row) -> str:
    words = at.sentence.words
    clause = at.layout.clause(verb).words
    participle = "Mood" not in words[verb].feats and words[verb].feats.get("VerbForm") != "Inf"
    to_be = any(tagged(at.pack, words[k], "auxiliary_infinitive") and k != verb and not _is_passive_infinitive(at, k) for k in clause)
    if participle and to_be:
        return row.word("perfect")
    mood = words[modal].feats.get("Mood")
    if mood == "Sub" and row.get("subjunctive"):
        return row.word("subjunctive")
    if mood == "Ind" and words[modal].feats.get("Tense") == "Past" and row.get("past"):
        return row.word("past")
    return row.word("value")


def _is_passive_infinitive(at: Parsed, k: int) -> bool:
    """Whether the auxiliary infinitive makes a passive that is yet to come (`getötet werden`, not `getötet worden sein`)."""
    return at.voices.get(at.lemmas[k]) == "passive"


def _is_future(at: Parsed, verb: int) -> bool:
    """Whether the clause joins the auxiliary of the passive, finite, with an infinitive: the future."""
    finite = at.layout.clause(verb).finite
    if finite is None or finite == verb or at.voices.get(at.lemmas[finite]) != "passive":
        return False
    word = at.sentence.words[verb]
    return word.feats.get("VerbForm") == "Inf" or tagged(at.pack, word, "infinitive", "marked_infinitive")


def _is_conditional(at: Parsed, verb: int, firm: Firm) -> bool:
    """Whether the clause opens with its finite modal verb and a main clause follows (`Sollten die Rebellen …, werde …`)."""
    clause, words = at.layout.clause(verb), at.sentence.words
    first = next((k for k in clause.words if words[k].upos != "PUNCT"), None)
    if first is None or first != clause.finite or at.sentence.words[-1].form == "?":
        return False
    following = clause.words[-1] + 1
    return at.lemmas[first] in firm.modals and following < len(words) and words[clause.words[-1]].form == ","


def _is_counterfactual(at: Parsed, verb: int, firm: Firm) -> bool:
    """Whether the clause stands in the second subjunctive of an auxiliary beside a condition: without one it is reported speech."""
    openers = (c.opener for c in at.layout.clauses if c.opener is not None)
    if not any(firm.marks.get(at.sentence.words[k].lemma.lower()) == "unrealised" for k in openers):
        return False
    finite = at.layout.clause(verb).finite
    if finite is None or finite == verb:
        return False
    feats = at.sentence.words[finite].feats
    return feats.get("Mood") == "Sub" and feats.get("Tense") == "Past" and at.lemmas[finite] in at.voices


def _governed(at: Parsed, verb: int, firm: Firm) -> Iterator[Factuality]:
    """What the verb or noun that governs the clause makes of it: an infinitive or a clause of content under a demand, a plan, a denial."""
    clause, words = at.layout.clause(verb), at.sentence.words
    opener = words[clause.opener] if clause.opener is not None else None
    relative = opener is not None and opener.upos in ("PRON", "DET")
    if relative or (not clause.infinitive and opener is None):
        return
    here = at.layout.clause_of[verb]
    first = min(clause.words)
    above = next((c for c in range(here - 1, -1, -1) if min(at.layout.clauses[c].words) < first), None)
    if above is None:
        above = next((c for c in range(here + 1, len(at.layout.clauses))), None)
    if above is None:
        return
    near = sorted((k for k in at.layout.clauses[above].words if k < first or above > here), key=lambda k: abs(first - k))
    for k in near:
        if words[k].upos in ("VERB", "NOUN", "ADJ"):
            for row in firm.governors.get(at.lemmas[k], ()):
                if row.get("clause"):
                    yield from _values([row.word("value")])
                    return


def _noun(at: Parsed, trigger: Trigger, told: Cast, firm: Firm) -> Iterator[Factuality]:
    """What governs an event noun: a verb or noun of demanding, planning, fearing that it is the object of."""
    here = at.layout.chunk_of[trigger.word]
    if here < 0:
        return
    chunk, words = at.layout.chunks[here], at.sentence.words
    before = (
        [at.layout.chunks[chunk.owner]]
        if chunk.owner is not None
        else [c for c in at.layout.chunks if c.last == chunk.first - (chunk.prep is not None)]
    )
    for over in before:
        lemma = words[over.head].lemma
        rows = firm.governors.get(lemma, ()) or next(
            (r for w, r in firm.governors.items() if w[0].isupper() and lemma.endswith(w.lower())), ()
        )
        for row in rows:
            if chunk.owner is not None or chunk.prep in row.several("prep"):
                yield from _values([row.word("value")])
    if chunk.owner is not None:
        return
    for k in at.layout.clause(trigger.word).words:
        if words[k].upos not in ("VERB", "ADJ") or k == trigger.word:
            continue
        for row in firm.governors.get(at.lemmas[k], ()):
            bare = chunk.prep is None and row.get("noun") and (row.get("subject") or not _is_subject(at, k, here, told))
            if bare or (chunk.prep is not None and chunk.prep in row.several("prep")):
                yield from _values([row.word("value")])


def _is_subject(at: Parsed, verb: int, chunk: int, told: Cast) -> bool:
    if at.sentence.words[verb].upos != "VERB" or is_passive(at, verb, told.words):
        return False
    bare = Bare(at, verb, told, skip=-1)
    return chunk in bare.subject()[:1] and len(bare.all) > 1


def rolled_up(values: Iterable[Factuality]) -> Factuality:
    """The factuality of an event told several times: what is certain once is certain, unless it is also denied."""
    found = list(values)
    if "denied" in found and any(v in ("certain", "probable", "possible") for v in found):
        return "disputed"
    return next((v for v in ("certain", "probable", "possible", "unrealised", "denied") if v in found), "certain")

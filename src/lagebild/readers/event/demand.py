"""Demands without a verb of demanding: what somebody says must, should or may not be (`Die Angriffe müssten aufhören, sagte …`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lagebild.model import Statement, Word
from lagebild.packs import Row
from lagebild.readers.event.lexicon import Lexicon, sense
from lagebild.readers.event.trigger import Parsed, Trigger

TABLE = "event_demand"
KIND = "demand"  # of the triggers
TOLD = ("direct", "indirect")


def demands(laid: Sequence[Parsed], statements: Sequence[Statement], words: Lexicon) -> Iterator[Trigger]:
    """A trigger for each modal verb by which the speaker of a statement demands something, in text order; its pivot is what is demanded."""
    spoken = [(c.start, c.end) for s in statements if _speaks(s, words) for c in s.content]
    for at in laid:
        for i, word in enumerate(at.sentence.words):
            row = words.demands.get(word.lemma) if word.upos == "AUX" else None
            if row is None or not any(start <= word.start < end for start, end in spoken):
                continue
            verb = _demanded(at, i)
            if verb is not None and _is_demand(at, i, row, words):
                yield Trigger(at.number, i, sense(row, TABLE), KIND, verb)


def _speaks(statement: Statement, words: Lexicon) -> bool:
    return statement.form in TOLD and statement.act not in words.no_demands and any(s.span for s in statement.sources)


def _demanded(at: Parsed, modal: int) -> int | None:
    """The verb that the modal stands with, in a main clause whose finite verb it is; None for what must have been (`muss … haben`)."""
    clause, forms = at.layout.clause(modal), at.sentence.words
    if clause.finite != modal or clause.opener is not None:
        return None
    others = (k for k in clause.words if k != modal and forms[k].upos == "AUX")
    if any(at.voices.get(at.lemmas[k]) in ("active", "state") for k in others):
        return None
    here = [k for k in clause.words if k > modal and forms[k].upos == "VERB"]  # in a main clause the verb stands behind
    head = forms[modal].head  # of a verb behind a relative clause only the tree knows
    return here[-1] if here else head if head > modal and forms[head].upos == "VERB" else None


def _is_demand(at: Parsed, modal: int, row: Row, words: Lexicon) -> bool:
    """Whether mood, tense, negation and subject let the modal demand; a clause that opens with it is a condition or a question."""
    clause, forms = at.layout.clause(modal).words, at.sentence.words
    if _opens(at, modal) or forms[-1].form == "?" or _form(forms[modal]) in row.several("never"):
        return False
    said = {words.negations.get(forms[k].lemma.lower()) for k in clause} - {None}
    if (row.word("negated") == "yes" and not said) or (row.word("negated") == "no" and "clause" in said):
        return False
    subjects = [at.layout.chunks[n] for n in at.layout.in_clause(modal) if at.layout.chunks[n].prep is None]
    if not any("Nom" in c.cases for c in subjects) or any(forms[c.head].lemma.lower() in words.anybody for c in subjects):
        return False
    return forms[modal].feats.get("Person") != "1" or forms[modal].feats.get("Number") != "Sing"


def _opens(at: Parsed, modal: int) -> bool:
    """Whether the modal is the first word but conjunctions, and no clause that it goes on with stands before but a main clause."""
    before = at.sentence.words[modal - 1] if modal else None
    if before is None or before.upos == "CCONJ" or (before.upos == "PUNCT" and before.form != ","):
        return True
    if before.form != "," or (here := at.layout.clause_of[modal]) == 0:
        return False
    last = at.layout.clauses[here - 1]
    return last.finite is not None and last.opener is None  # `droht mit Krieg, sollten die Manöver nicht enden`


def _form(word: Word) -> str:
    return f"{word.feats.get('Mood', '')} {word.feats.get('Tense', '')}".strip()

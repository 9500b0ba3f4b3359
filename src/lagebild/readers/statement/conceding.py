"""Clauses that grant what they say to somebody (`Glaubt man der Armee, …`): what follows is told by whom they name."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.packs import Pack
from lagebild.readers.statement.clause import Segment
from lagebild.readers.statement.frame import Frame
from lagebild.readers.statement.noun import names_telling
from lagebild.readers.statement.phrase import can_speak, each, phrase_at
from lagebild.readers.statement.quote import Unit


def conceding(unit: Unit, segs: Sequence[Segment], pack: Pack) -> list[Frame]:
    """The frame of a condition that opens the unit and makes somebody answer for its main clause; empty where there is none."""
    first = segs[0] if len(segs) > 1 else None
    if first is None or not segs[1].verb_first or segs[1].before != "," or not (first.kind == "sub" or first.verb_first):
        return []
    row = next((pack.row("conceding_verb", unit.words[v].lemma) for v in first.verbs), None)
    nobody = next((i for i in range(first.first, first.last) if unit.words[i].form.lower() in pack.tables["statement_expletive"]), None)
    if row is None or nobody is None:
        return []
    begin = nobody + 1 + int(bool(row.get("after")))
    led = not row.get("after") or unit.words[nobody + 1].form.lower() == row.word("after")
    phrase = phrase_at(unit, pack, begin, first.last) if led else None
    if (
        phrase is None
        or phrase.pronoun
        or not (names_telling(pack, unit.words[phrase.first : phrase.last]) or can_speak(unit, pack, phrase))
    ):
        return []
    content = ((segs[1].first, segs[-1].last),)
    frame = ((first.first, first.last),)
    return [Frame((first.verbs[0],), each(unit, pack, phrase), content, frame, "according_to", "say", "according")]

"""Tellings whose words are the clause itself (`bestätigte den Tod`), and tellings that point back (`Das teilte X mit`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lagebild.packs import Pack
from lagebild.readers.statement_clause import DEPENDENT, Segment
from lagebild.readers.statement_frame import Frame, Range, Saying
from lagebild.readers.statement_party import parties
from lagebild.readers.statement_quote import Unit
from lagebild.readers.statement_source import Phrase

_SAYS_NOTHING = frozenset({"PUNCT", "ADV", "PART", "CCONJ", "PRON", "AUX"})


def act(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying) -> Frame | None:
    """The telling of a verb of saying with an object: the clause without its verb and its source; None without a source or an object."""
    seg = segs[saying.seg]
    if "object" not in saying.row.several("takes") or seg.kind not in ("main", "rel", "sub", "that"):
        return None
    last = saying.seg + 1
    while last < len(segs) and segs[last].kind in DEPENDENT and segs[last].before == "," and segs[last].kind != "that":
        last += 1
    stop = segs[last - 1].last
    source, addressee = parties(unit, segs, pack, saying, seg.first, seg.last)
    if source is None or (source.pronoun and unit.words[source.first].xpos not in ("PPER", "PRELS", "PDS")):
        return None
    content = tuple(r for r in _without(seg.first, stop, source, saying.words) if _says(unit, r))
    if not any(unit.words[i].upos in ("NOUN", "PROPN") for a, b in content for i in range(a, b)):
        return None
    addressees = (addressee,) if addressee else ()
    return Frame(saying.words, (source,), content, (), "indirect", saying.row.word("act"), "de.statement.act", addressees)


def _without(first: int, last: int, source: Phrase, cue: Iterable[int]) -> Iterable[Range]:
    """The stretches of words first to last that are neither the source nor the reporting words."""
    left_out = {*range(source.first, source.last), *cue}
    start: int | None = None
    for i in range(first, last + 1):
        inside = i < last and i not in left_out
        if inside and start is None:
            start = i
        elif not inside and start is not None:
            yield start, i
            start = None


def _says(unit: Unit, words: Range) -> bool:
    return any(unit.words[i].upos not in _SAYS_NOTHING for i in range(*words))


def pointing_back(unit: Unit, segs: Sequence[Segment], pack: Pack, said: Sequence[Saying]) -> tuple[Saying, Frame] | None:
    """A unit that says of the one before who told it (`Das teilte X mit`): its frame, whose content is the word that points back."""
    if not segs or segs[0].kind != "main" or unit.words[segs[0].first].form.lower() not in pack.tables["back_pointer"]:
        return None
    saying = next((s for s in said if s.seg == 0 and s.row.word("act") in ("say", "report", "confirm", "announce")), None)
    if saying is None or saying.finite != segs[0].first + 1 or any(s.kind not in ("rel", "bare", "sub") for s in segs[1:]):
        return None
    source, addressee = parties(unit, segs, pack, saying, segs[0].first, segs[0].last)
    if source and source.first == segs[0].first:
        source, addressee = parties(unit, segs, pack, saying, saying.finite, segs[0].last)
    if source is None:
        return None
    content: Range = (segs[0].first, segs[0].first + 1)
    frame: Range = (saying.finite, segs[0].last)
    addressees = (addressee,) if addressee else ()
    return saying, Frame(
        saying.words, (source,), (content,), (frame,), "indirect", saying.row.word("act"), "de.statement.points_back", addressees
    )

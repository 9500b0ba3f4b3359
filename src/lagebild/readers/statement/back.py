"""Tellings that point back at what was said before: `Das teilte X mit`, `…, was X bestätigte`, `X bestätigte die Angaben`."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.packs import Pack, Row
from lagebild.packs.tag import tagged
from lagebild.readers.statement.clause import Segment
from lagebild.readers.statement.frame import Frame, Range, Saying, content_start, merge
from lagebild.readers.statement.party import after_preposition, parties, publisher, relative_subject
from lagebild.readers.statement.phrase import Phrase
from lagebild.readers.statement.quote import Unit
from lagebild.tree import DASHES

_TELLS = frozenset({"say", "report", "confirm", "announce"})  # acts by which somebody tells what was told before


def pointing_back(unit: Unit, segs: Sequence[Segment], pack: Pack, said: Sequence[Saying]) -> tuple[Saying, Frame] | None:
    """A unit that says of the one before who told it (`Das teilte X mit`): its frame, whose content is the word that points back."""
    if standing := _where_it_stands(unit, segs, pack):
        return standing
    if not segs or segs[0].kind != "main" or unit.words[segs[0].first].form.lower() not in pack.tables["back_pointer"]:
        return None
    saying = next((s for s in said if s.seg == 0 and s.row.word("act") in _TELLS), None)
    if saying is None or saying.finite != segs[0].first + 1 or any(s.kind not in ("rel", "bare", "sub") for s in segs[1:]):
        return None
    source, addressee = _teller(unit, segs, pack, saying)
    if source is None:
        return None
    content: Range = (segs[0].first, segs[0].first + 1)
    frame: Range = (saying.finite, segs[0].last)
    addressees = (addressee,) if addressee else ()
    return saying, Frame(saying.words, (source,), (content,), (frame,), "indirect", saying.row.word("act"), "points_back", addressees)


def _where_it_stands(unit: Unit, segs: Sequence[Segment], pack: Pack) -> tuple[Saying, Frame] | None:
    """A unit that only says where the one before stands (`So steht es in einem Vermerk der Behörde`)."""
    seg = segs[0] if segs else None
    if seg is None or seg.kind != "main" or any(s.kind not in ("rel", "bare") for s in segs[1:]) or seg.last - seg.first < 4:
        return None
    verb, nobody = unit.words[seg.first + 1], unit.words[seg.first + 2]
    points = unit.words[seg.first].form.lower() in pack.tables["frame_opener"] and verb.lemma in pack.tables["back_verb"]
    if not points or nobody.form.lower() not in pack.tables["statement_expletive"]:
        return None
    source = publisher(unit, segs, pack, 0) or after_preposition(unit, pack, "told_in", seg.first, seg.last)
    saying = Saying(0, Row({}), (seg.first + 1,), seg.first + 1, seg.first + 1, False, 0)
    if source is None:
        return None
    content: Range = (seg.first, seg.first + 1)
    return saying, Frame(saying.words, (source,), (content,), ((seg.first + 1, seg.last),), "indirect", "report", "points_back")


def _teller(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying) -> tuple[Phrase | None, Phrase | None]:
    """Who tells and to whom, where the word that points back opens the segment of the saying."""
    seg = segs[saying.seg]
    source, addressee = parties(unit, segs, pack, saying, seg.first, seg.last)
    if source is not None and source.first == seg.first:
        return parties(unit, segs, pack, saying, saying.finite, seg.last)
    return source, addressee


def pointing_within(unit: Unit, segs: Sequence[Segment], pack: Pack, said: Sequence[Saying]) -> list[Frame]:
    """What stands before in the unit, as who says so tells it (`… – das bestätigte X`, `…, was X bestätigte`)."""
    found = []
    for saying in said:
        k, seg = saying.seg, segs[saying.seg]
        if k == 0 or saying.row.word("act") not in _TELLS or seg.before not in {",", ":", *DASHES}:
            continue
        source = _pointer_teller(unit, segs, pack, saying)
        if source is not None and not source.pronoun:
            content = merge(segs, content_start(segs, k) if seg.before != ":" else 0, k)
            frame: Range = (seg.first, seg.last)
            found.append(Frame(saying.words, (source,), content, (frame,), "indirect", saying.row.word("act"), "points_back"))
    return found


def _pointer_teller(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying) -> Phrase | None:
    """Who tells what the word that opens the segment points at; None where no such word opens it."""
    seg = segs[saying.seg]
    form = unit.words[seg.first].form.lower()
    if seg.kind == "main" and form in pack.tables["back_pointer"] and saying.finite == seg.first + 1:
        return _teller(unit, segs, pack, saying)[0]
    if seg.kind in ("rel", "wh") and form in pack.tables["clause_pointer"] and not saying.passive:
        return relative_subject(unit, pack, seg.first, min(saying.words[0], saying.finite))
    return None


def takes_up(unit: Unit, pack: Pack, frame: Frame) -> bool:
    """Whether what is confirmed or reported is only named again (`bestätigten die Angaben`, `diese Zahl nennt X`)."""
    if frame.act not in _TELLS or frame.construction != "act":
        return False
    words = [w for a, b in frame.content for w in unit.words[a:b] if w.upos not in ("ADV", "PUNCT", "PART")]
    if len(words) != 2 or words[1].lemma not in pack.tables["back_noun"]:
        return False
    return tagged(pack, words[0], "article", "demonstrative") and words[0].form.lower() not in pack.tables["indefinite_form"]

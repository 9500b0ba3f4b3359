"""Tellings that point back at what was said before: `Das teilte X mit`, `…, was X bestätigte`, `X bestätigte die Angaben`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lagebild.model import Word
from lagebild.packs import Pack, Row
from lagebild.packs.tag import tagged
from lagebild.readers.statement.act import has_perfect_infinitive
from lagebild.readers.statement.clause import Segment
from lagebild.readers.statement.frame import Frame, Range, Saying, content_start, merge
from lagebild.readers.statement.noun import is_known, names_telling
from lagebild.readers.statement.party import after_preposition, parties, publisher, relative_subject
from lagebild.readers.statement.phrase import Phrase, can_speak, phrase_at
from lagebild.readers.statement.quote import Unit
from lagebild.tree import DASHES

_TELLS = frozenset({"say", "report", "confirm", "announce", "claim", "estimate"})  # acts by which somebody tells what was told before


def pointing_back(unit: Unit, segs: Sequence[Segment], pack: Pack, said: Sequence[Saying]) -> tuple[Saying, Frame] | None:
    """A unit that says of the one before who told it (`Das teilte X mit`): its frame, whose content is the word that points back."""
    if (
        found := _where_it_stands(unit, segs, pack)
        or _claimed(unit, segs, pack)
        or _toll_of(unit, segs, pack)
        or _this(unit, segs, pack, said)
    ):
        return found
    if not segs or segs[0].kind != "main" or not _points(unit, segs[0], pack):
        return None
    saying = next((s for s in said if s.seg == 0 and s.row.word("act") in _TELLS), None)
    if saying is None or saying.finite != segs[0].first + 1 or any(s.kind not in ("rel", "bare", "sub") for s in segs[1:]):
        return None
    if _is_unsaid(unit, pack, segs[0]):
        return None
    source, addressee = _teller(unit, segs, pack, saying)
    if source is None:
        return None
    content: Range = (segs[0].first, segs[0].first + 1)
    frame: Range = (saying.finite, segs[0].last)
    addressees = (addressee,) if addressee else ()
    return saying, Frame(saying.words, (source,), (content,), (frame,), "indirect", saying.row.word("act"), "points_back", addressees)


def _points(unit: Unit, seg: Segment, pack: Pack) -> bool:
    """Whether the clause opens with a word for what was told before: `Das meldete …`, `So schilderte es …`."""
    first = unit.words[seg.first].form.lower()
    so = first in pack.tables["frame_opener"] and seg.first + 2 < seg.last
    return first in pack.tables["back_pointer"] or (so and unit.words[seg.first + 2].form.lower() in pack.tables["statement_expletive"])


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
    return None if source is None else (saying, _back(saying, source, "report", (seg.first, seg.last)))


def _claimed(unit: Unit, segs: Sequence[Segment], pack: Pack) -> tuple[Saying, Frame] | None:
    """A unit that only says who claims to know the one before (`Das will ein Arzt gesehen haben`)."""
    seg = segs[0] if segs else None
    if (
        seg is None
        or seg.kind != "main"
        or seg.last - seg.first < 5
        or unit.words[seg.first].form.lower() not in pack.tables["back_pointer"]
    ):
        return None
    modal = seg.first + 1
    if unit.words[modal].form.lower() not in pack.tables["claim_form"] or not has_perfect_infinitive(unit, pack, modal, seg.last):
        return None
    saying = Saying(0, Row({}), (modal,), modal, modal, False, 0)
    source, _ = _teller(unit, segs, pack, saying)
    return None if source is None or source.pronoun else (saying, _back(saying, source, "claim", (seg.first, seg.last)))


def _toll_of(unit: Unit, segs: Sequence[Segment], pack: Pack, k: int = 0) -> tuple[Saying, Frame] | None:
    """The clause of segment k that only says whose telling what stands before is (`So lautet die Bilanz der Retter`)."""
    seg = segs[k] if segs else None
    if seg is None or seg.kind != "main" or any(s.kind not in ("rel", "bare") for s in segs[k + 1 :]) or seg.last - seg.first < 4:
        return None
    first, verb = unit.words[seg.first].form.lower(), seg.first + 1
    points = first in pack.tables["back_pointer"] or first in pack.tables["frame_opener"]
    told = phrase_at(unit, pack, verb + 1, seg.last) if points and unit.words[verb].lemma in pack.tables["back_copula"] else None
    if told is None or not names_telling(pack, unit.words[told.first : told.last]):
        return None
    source = publisher(unit, segs, pack, k) or (told if can_speak(unit, pack, told) and told.last == seg.last else None)
    saying = Saying(k, Row({}), (verb,), verb, verb, False, k)
    return (saying, _back(saying, source, "report", (seg.first, seg.last))) if source else None


def _this(unit: Unit, segs: Sequence[Segment], pack: Pack, said: Sequence[Saying]) -> tuple[Saying, Frame] | None:
    """A unit that says who tells the one before, whose pointer stands behind the verb (`Die Polizei bestätigte dies`)."""
    saying = next((s for s in said if s.seg == 0 and s.row.word("act") in ("confirm", "report")), None)
    if saying is None or saying.passive or segs[0].kind != "main" or any(s.kind not in ("rel", "bare", "sub") for s in segs[1:]):
        return None
    behind = range(saying.finite + 1, segs[0].last)
    this = [i for i in behind if unit.words[i].form.lower() in pack.tables["back_pointer"] and _stands_alone(unit, pack, i, segs[0].last)]
    if not this or _is_unsaid(unit, pack, segs[0]):
        return None
    source, _ = parties(unit, segs, pack, saying, segs[0].first, segs[0].last)
    if source is None or source.pronoun or source.first in this:
        return None
    return saying, replace(_back(saying, source, saying.row.word("act"), (saying.finite, segs[0].last)), content=((this[0], this[0] + 1),))


def _is_unsaid(unit: Unit, pack: Pack, seg: Segment) -> bool:
    """Whether the clause is negated, wherever in it (`Das bestätigte X zunächst nicht`); a `not` of an attribute is none of the clause."""
    negations = [i for i in range(seg.first, seg.last) if unit.words[i].lemma in pack.tables["statement_negation"]]
    return any(i + 1 >= len(unit.words) or not tagged(pack, unit.words[i + 1], "attributive") for i in negations)


def _stands_alone(unit: Unit, pack: Pack, i: int, last: int) -> bool:
    """Whether the pointer is no article of a noun behind it."""
    after = unit.words[i + 1] if i + 1 < last else None
    return tagged(pack, unit.words[i], "demonstrative") and (after is None or after.upos not in ("NOUN", "PROPN", "ADJ", "NUM"))


def _back(saying: Saying, source: Phrase, act: str, held: Range) -> Frame:
    """The frame of a telling that points back with its first word."""
    return Frame(saying.words, (source,), ((held[0], held[0] + 1),), ((saying.finite, held[1]),), "indirect", act, "points_back")


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
    for k in range(1, len(segs)):
        if segs[k].before in {":", *DASHES} and (toll := _toll_of(unit, segs, pack, k)):
            found.append(replace(toll[1], content=merge(segs, 0, k)))
    for saying in said:
        k, seg = saying.seg, segs[saying.seg]
        if k == 0 or saying.row.word("act") not in _TELLS or seg.before not in {",", ":", ";", *DASHES}:
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
    named = [w for w, article in zip(words[1:], words, strict=False) if w.lemma in pack.tables["back_noun"] and _is_known(pack, article)]
    if not named or any(unit.quoted(i) for a, b in frame.content for i in range(a, b)):
        return False
    first = frame.content[0]
    fronted = first[0] == 0 and first[1] == 2 and named[0] is unit.words[1] and frame.act in ("report", "confirm")
    counts = frame.act == "confirm" and any(pack.tables["back_noun"][w.lemma][0].get("counts") for w in named)
    plain = all(w.upos in ("DET", "NOUN", "PROPN", "ADP", "CCONJ") for w in words)
    return fronted or len([w for w in words if w.upos != "ADP"]) == 2 or (counts and plain)


def _is_known(pack: Pack, article: Word) -> bool:
    """Whether the word before a noun says that what the noun means was told before: `die`, `diese`, `entsprechende Angaben`."""
    return is_known(pack, article) or article.lemma in pack.tables["back_adjective"]

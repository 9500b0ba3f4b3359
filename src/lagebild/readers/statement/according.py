"""Phrases that say according to whom (`nach Angaben X`, `X zufolge`, `so X`, `demnach`), each with the clause that it frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from lagebild.model import StatementForm
from lagebild.packs import Pack, Row
from lagebild.packs.tag import tagged
from lagebild.packs.words import is_time
from lagebild.readers.statement.clause import DEPENDENT, Segment, may_say
from lagebild.readers.statement.frame import Frame, Range, complement_end, content_start, ranges
from lagebild.readers.statement.noun import key_of
from lagebild.readers.statement.party import with_apposition
from lagebild.readers.statement.phrase import Phrase, each, is_known_telling, is_oblique, phrase_at, phrase_before
from lagebild.readers.statement.quote import Unit
from lagebild.tree import DASHES


def according(unit: Unit, segs: Sequence[Segment], pack: Pack) -> list[Frame]:
    """The phrases of the unit that say according to whom, each with the clause that it frames."""
    found = []
    for k, seg in enumerate(segs):
        if seg.kind == "quote":
            continue
        for i in range(seg.first, seg.last):
            row = pack.row("according_word", unit.words[i].form.lower())
            if row is not None and (hit := _phrase_of(unit, pack, seg, i, row)):
                phrase, cut = hit
                if row.word("place") == "so" or (cut[1] == seg.last == phrase.last and _resumes(segs, k)):
                    phrase = _with_name(unit, segs, pack, seg, phrase)
                    cut = (cut[0], max(cut[1], phrase.last))
                cut = (cut[0], _time_end(unit, pack, cut[1], seg.last))
                content, form = rest_of(unit, segs, pack, k, cut, row.word("place") == "so")
                content = _with_clause_before(unit, segs, pack, k, content) if _takes_up(unit, pack, phrase) else content
                content = _told_about(unit, pack, row, phrase, seg.last) or content
                if content:
                    found.append(Frame(_cue(unit, row, i), each(unit, pack, phrase), content, (cut,), form, "say", "according"))
    return found


def _takes_up(unit: Unit, pack: Pack, phrase: Phrase) -> bool:
    """Whether the phrase names nobody but takes up a telling: `demnach`, `den Angaben zufolge`."""
    return phrase.pronoun or is_known_telling(unit, pack, phrase)


def _with_clause_before(unit: Unit, segs: Sequence[Segment], pack: Pack, k: int, content: tuple[Range, ...]) -> tuple[Range, ...]:
    """The content with the main clauses right before that a comma joins to it: what takes up a telling in the last holds for all."""
    first = k
    while first > 0 and segs[first].before == "," and _is_plain(unit, pack, segs[first]) and _is_plain(unit, pack, segs[first - 1]):
        first -= 1
    if first == k or not content:
        return content
    return ((segs[first].first, content[0][1]), *content[1:])


def _is_plain(unit: Unit, pack: Pack, seg: Segment) -> bool:
    """Whether the segment is a main clause in the indicative, with its subject before its verb and nobody who tells it."""
    tells = any(may_say(unit.words, pack, v, seg.first, seg.last) for v in seg.verbs)
    return seg.kind == "main" and seg.mood == 0 and not seg.verb_first and not tells


def _told_about(unit: Unit, pack: Pack, row: Row, phrase: Phrase, last: int) -> tuple[Range, ...]:
    """What the telling right before is about, where a preposition says so: the clause around it is the report's own then."""
    i, key = phrase.last, key_of(pack, "saying_noun", unit.words[phrase.last - 1].lemma)
    about = row.get("needs") and key is not None and pack.tables["saying_noun"][key][0].get("about")
    if not about or i >= last or unit.words[i].form.lower() not in pack.tables["telling_about"]:
        return ()
    told = phrase_at(unit, pack, i + 1, last, every_preposition=True)
    place = told is not None and any(unit.names[k][2] == "place" for k in range(*told.head) if k in unit.names)
    return ((told.first, told.last),) if told and not place else ()  # else it is where something was (`über Odessa`)


def _cue(unit: Unit, row: Row, i: int) -> tuple[int, ...]:
    """The according-word with the word that belongs to it (`according to`)."""
    two = row.get("then") and i + 1 < len(unit.words) and unit.words[i + 1].form.lower() == row.word("then")
    return (i, i + 1) if two else (i,)


def _with_name(unit: Unit, segs: Sequence[Segment], pack: Pack, seg: Segment, phrase: Phrase) -> Phrase:
    """The phrase with the apposition behind it, also where words on the place stand between the two (`so der Chef in X, Karl Muster`)."""
    found = with_apposition(unit, segs, pack, phrase, seg.last)
    further = with_apposition(unit, segs, pack, replace(phrase, last=seg.last), seg.last) if found == phrase else found
    return further if further.head != phrase.head else found


def _time_end(unit: Unit, pack: Pack, i: int, last: int) -> int:
    """The word past the end of the time at which somebody spoke, right behind the source (`nach Angaben der Polizei vom Sonntag`)."""
    k = i + 1
    if i >= last or unit.words[i].upos != "ADP" or unit.words[i].form.lower() not in pack.tables["spoken_when"]:
        return i
    while k < last and unit.words[k].upos in ("DET", "ADJ"):
        k += 1
    return k + 1 if k < last and is_time(pack, unit.words[k].lemma) else i


def _phrase_of(unit: Unit, pack: Pack, seg: Segment, i: int, row: Row) -> tuple[Phrase, Range] | None:
    """The source phrase that the according-word i goes with, and the words that the two take up."""
    place, words = row.word("place"), unit.words
    if place == "alone":
        return (Phrase(i, i + 1, (i, i + 1), pronoun=True), (i, i + 1)) if words[i].upos != "VERB" else None
    if place == "clause":
        behind = seg.first - 1 if seg.first and words[seg.first - 1].form == "," else seg.first
        phrase = phrase_before(unit, pack, max(0, behind - 12), behind) if i == seg.first else None
        return (phrase, (i, i + 1)) if phrase and _is_telling(unit, pack, phrase, words[i].form.lower()) else None
    if place == "so":
        ok = (
            i == seg.first
            and seg.kind == "bare"
            and seg.before != ":"
            and not tagged(pack, words[min(i + 1, seg.last - 1)], "indefinite", "predicative")
        )
        begin = i + 2 if ok and words[i + 1].upos == "ADV" and i + 2 < seg.last else i + 1
        phrase = phrase_at(unit, pack, begin, seg.last) if ok else None
        return (phrase, (i, seg.last)) if phrase and not is_oblique(unit, pack, phrase) else None
    field = all(w.upos in ("CCONJ", "ADV") for w in words[seg.first : i])
    if place in ("before", "both"):
        behind = i + 1 + int(bool(row.get("then")) and i + 1 < seg.last and words[i + 1].form.lower() == row.word("then"))
        phrase = phrase_at(unit, pack, behind, seg.last, every_preposition=field)
        if phrase and _fits(unit, pack, row, phrase, words[i].form.lower()) and not tagged(pack, words[i], "predicative"):
            return phrase, (i, phrase.last)
    follows = words[i + 1].upos if i + 1 < seg.last else ""
    if place == "after" or (place == "both" and follows not in ("DET", "ADJ", "NOUN", "PROPN", "NUM")):
        phrase = phrase_before(unit, pack, seg.first, i)
        if phrase and phrase.last < i:
            phrase = replace(phrase, last=i)
        if phrase and _fits(unit, pack, row, phrase, words[i].form.lower()):
            return phrase, (phrase.first, i + 1)
    return None


def _fits(unit: Unit, pack: Pack, row: Row, phrase: Phrase, form: str) -> bool:
    """Whether the phrase is what the according-word goes with: a telling, where it wants one."""
    return not row.get("needs") or _is_telling(unit, pack, phrase, form)


def _is_telling(unit: Unit, pack: Pack, phrase: Phrase, form: str) -> bool:
    for w in unit.words[phrase.first : phrase.last]:
        if w.upos == "ADJ" and w.lemma in pack.tables["occasion_adjective"]:
            return False
        if w.upos in ("NOUN", "PROPN", "X"):
            key = key_of(pack, "saying_noun", w.lemma)
            if key is None:
                return False
            after = pack.tables["saying_noun"][key][0].several("after")
            if after and unit.words[phrase.head[1] - 1] is w and not tagged(pack, unit.words[phrase.first], "possessive"):
                return False  # `aus heutiger Sicht`: nobody's
            return form in after if after else form not in _reserved(pack)
    return False


@cache
def _reserved(pack: Pack) -> frozenset[str]:
    """The adpositions that only some nouns tell after: behind them no other noun does."""
    return frozenset(form for rows in pack.tables["saying_noun"].values() for form in rows[0].several("after"))


def rest_of(
    unit: Unit, segs: Sequence[Segment], pack: Pack, k: int, cut: Range, postposed: bool
) -> tuple[tuple[Range, ...], StatementForm]:
    """What a phrase in segment k frames: the clause around it without the phrase; and the form that this gives the statement."""
    seg = segs[k]
    if postposed:
        first = content_start(segs, k)
        before = ranges(segs, first, k)
        behind = next((n for n in range(k + 1, len(segs)) if segs[n].first >= cut[1]), len(segs))
        end = next((n for n in range(behind, len(segs)) if segs[n].before == ";"), len(segs))
        after = ranges(segs, behind, end) if seg.after not in (":", ";") else ()
        direct = all(s.kind == "quote" for s in segs[first:k]) and first < k
        return before + after, "direct" if direct else "according_to"
    if seg.kind in ("rel", "that", "sub", "wh"):
        last = complement_end(segs, k)
        whole: Range = (seg.first, segs[last - 1].last)
    elif cut == (seg.first, seg.last) and k + 1 < len(segs) and _is_complement(segs[k + 1]):
        return ranges(segs, k + 1, complement_end(segs, k + 1)), "according_to"
    else:
        first = k
        while first > 0 and segs[first - 1].kind in DEPENDENT and segs[first - 1].kind != "that" and not _closes(segs[first - 1]):
            first -= 1
        last = k + 1
        while last < len(segs) and segs[last].before != ";" and not _turns(unit, pack, segs[last]):
            last += 1
        whole = (segs[first].first, segs[last - 1].last)
    return tuple(r for r in ((whole[0], cut[0]), (cut[1], whole[1])) if r[0] < r[1]), "according_to"


def _resumes(segs: Sequence[Segment], k: int) -> bool:
    """Whether the clause goes on with its verb behind one more stretch, which then is an apposition (`laut X, dem Chef, sind …`)."""
    return k + 2 < len(segs) and segs[k + 1].kind == "bare" and segs[k + 2].kind == "main" and segs[k + 2].verb_first


def _is_complement(seg: Segment) -> bool:
    """Whether the segment is a clause in the subjunctive that says what the noun before it tells (`nach Vorwürfen, im Dorf seien …, `)."""
    return seg.before == "," and seg.kind == "main" and seg.mood == 2 and not seg.verb_first


def _turns(unit: Unit, pack: Pack, seg: Segment) -> bool:
    """Whether the segment is a main clause that sets something against the one before (`, doch …`), or one with a teller of its own."""
    words = unit.words[seg.first : seg.last]
    if seg.kind not in ("main", "sub") or seg.mood > 0:
        return False
    tells = any(may_say(unit.words, pack, v, seg.first, seg.last) for v in seg.verbs)
    apart = seg.kind == "main" and (words[0].upos == "ADP" or (tells and not seg.verb_first and seg.before in (",", *DASHES)))
    return (
        apart or words[0].form.lower() in pack.tables["turning_word"] or any(w.form.lower() in pack.tables["turning_adverb"] for w in words)
    )


def _closes(seg: Segment) -> bool:
    return seg.after in (";", ":") or (seg.kind == "bare" and seg.after in DASHES)


def citing(unit: Unit, pack: Pack, frame: Frame) -> Frame | None:
    """Whom the source of a frame has it from (`berichtete die Zeitung unter Berufung auf …`), as a frame of its own over the same words."""
    for a, b in frame.frame:
        for i in range(a + 1, b - 1):
            rows = pack.tables["citing_noun"].get(unit.words[i].lemma, ())
            around = (unit.words[i - 1].form.lower(), unit.words[i + 1].form.lower())
            if any(around == (row.word("before"), row.word("behind")) for row in rows):
                phrase = phrase_at(unit, pack, i + 2, b)
                if phrase:
                    span: Range = (i - 1, phrase.last)
                    return Frame((i - 1, i, i + 1), each(unit, pack, phrase), frame.content, (span,), frame.form, "report", "citing")
    return None

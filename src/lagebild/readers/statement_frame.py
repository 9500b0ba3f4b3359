"""The frames of a unit: reporting words with their source, and the stretches that they say.

Two families: phrases (`nach Angaben X`, `X zufolge`, `so X`, `demnach`), which frame the clause they stand in, and verbs of saying, whose
complement stands behind them (a clause, an infinitive, a quotation), before them (`…, sagte X`), or around them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lagebild.model import StatementForm
from lagebild.packs import Pack, Row
from lagebild.readers.statement_clause import DEPENDENT, Segment
from lagebild.readers.statement_quote import Unit
from lagebild.readers.statement_source import Phrase, is_oblique, is_word, phrase_at, phrase_before

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """Reporting words (positions), their sources, what they say and the words that bring it in (ranges), all within one unit."""

    cue: tuple[int, ...]
    sources: tuple[Phrase, ...]
    content: tuple[Range, ...]
    frame: tuple[Range, ...]
    form: StatementForm
    act: str
    rule: str
    addressees: tuple[Phrase, ...] = ()


# ---- phrases -------------------------------------------------------------------------------------------------------


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
                content, form = rest_of(unit, segs, k, cut, row.word("place") == "so")
                if content:
                    words = unit.words[phrase.first : phrase.last]
                    sources = _parted(unit, pack, phrase) if not phrase.pronoun and len(words) > 2 else (phrase,)
                    found.append(Frame((i,), sources, content, (cut,), form, "say", "de.statement.according"))
    return found


def _parted(unit: Unit, pack: Pack, phrase: Phrase) -> tuple[Phrase, ...]:
    return (phrase,)


def _phrase_of(unit: Unit, pack: Pack, seg: Segment, i: int, row: Row) -> tuple[Phrase, Range] | None:
    """The source phrase that the according-word i goes with, and the words that the two take up."""
    place, words = row.word("place"), unit.words
    if place == "alone":
        return (Phrase(i, i + 1, (i, i + 1), pronoun=True), (i, i + 1)) if words[i].upos != "VERB" else None
    if place == "clause":
        return (Phrase(i, i + 1, (i, i + 1), pronoun=True), (i, i + 1)) if i <= seg.first + 1 else None
    if place == "so":
        ok = i == seg.first and seg.kind == "bare" and seg.before != ":"
        phrase = phrase_at(unit, pack, i + 1, seg.last, every_preposition=True) if ok else None
        return (phrase, (i, seg.last)) if phrase and not is_oblique(unit, pack, phrase) else None
    field = all(w.upos in ("CCONJ", "ADV") for w in words[seg.first : i])
    if place in ("before", "both"):
        phrase = phrase_at(unit, pack, i + 1, seg.last, every_preposition=field)
        if phrase and (not row.get("needs") or _is_telling(unit, pack, phrase, words[i].form.lower())) and words[i].xpos != "ADJD":
            return phrase, (i, phrase.last)
    if place in ("after", "both"):
        phrase = phrase_before(unit, pack, seg.first, i)
        if phrase and (not row.get("needs") or _is_telling(unit, pack, phrase, words[i].form.lower())):
            return phrase, (phrase.first, i + 1)
    return None


def _is_telling(unit: Unit, pack: Pack, phrase: Phrase, form: str) -> bool:
    for w in unit.words[phrase.first : phrase.last]:
        if w.upos in ("NOUN", "PROPN", "X"):
            key = is_word(pack, "saying_noun", w.lemma)
            if key is None:
                return False
            after = pack.tables["saying_noun"][key][0].several("after")
            return form in after if after else form != "aus"
    return False


def rest_of(unit: Unit, segs: Sequence[Segment], k: int, cut: Range, postposed: bool) -> tuple[tuple[Range, ...], StatementForm]:
    """What a phrase in segment k frames: the clause around it without the phrase; and the form that this gives the statement."""
    seg = segs[k]
    if postposed:
        first = _content_start(segs, k)
        before = _ranges(segs, first, k)
        after = _ranges(segs, k + 1, len(segs)) if k + 1 < len(segs) and segs[k + 1].kind in ("quote", "main", "that") else ()
        direct = all(s.kind == "quote" for s in segs[first:k]) and first < k
        return before + after, "direct" if direct else "according_to"
    if seg.kind in ("rel", "that", "sub", "wh"):
        last = _complement_end(segs, k)
        whole: Range = (seg.first, segs[last - 1].last)
    else:
        first = k
        while first > 0 and segs[first - 1].kind in DEPENDENT and segs[first - 1].kind != "that" and not _closes(segs[first - 1]):
            first -= 1
        last = k + 1
        while last < len(segs) and not (segs[last].before == ";" or (segs[last].kind == "main" and segs[last].mood == 0 and k + 1 < last)):
            last += 1
        whole = (segs[first].first, segs[last - 1].last)
    return tuple(r for r in ((whole[0], cut[0]), (cut[1], whole[1])) if r[0] < r[1]), "according_to"


def _closes(seg: Segment) -> bool:
    return seg.after in (";", ":")


# ---- verbs ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying in segment `seg`: its row, its words, its finite verb, and whether it stands in the passive."""

    seg: int
    row: Row
    words: tuple[int, ...]
    finite: int
    main: int
    passive: bool


def sayings(unit: Unit, segs: Sequence[Segment], pack: Pack) -> list[Saying]:
    """The verbs of saying of the unit, in text order."""
    found = []
    for k, seg in enumerate(segs):
        if seg.kind in ("quote", "bare"):
            continue
        for i in range(seg.first, seg.last):
            if unit.words[i].upos in ("VERB", "AUX") and (hit := _saying(unit, segs, k, i, pack)):
                found.append(hit)
    return found


def _saying(unit: Unit, segs: Sequence[Segment], k: int, i: int, pack: Pack) -> Saying | None:
    seg, word = segs[k], unit.words[i]
    lemma, parts = word.lemma, [i]
    if i in seg.verbs:
        particle = _particle(unit, segs, k, i)
        if particle is not None:
            form = unit.words[particle].form.lower()
            lemma = lemma if lemma.startswith(form) else form + lemma
            parts.append(particle)
        finite: int | None = i
    elif word.xpos in ("VVPP", "VVINF") or word.feats.get("VerbForm") in ("Part", "Inf"):
        finite = next((v for v in seg.verbs if unit.words[v].upos == "AUX"), None)
        if finite is None and seg.kind != "main":
            finite = next((v for v in seg.verbs), None)
        if finite is None or (word.xpos == "VVINF" and unit.words[finite].lemma not in pack.tables["future_auxiliary"]):
            return None
        parts.append(finite)
    else:
        return None
    row = _row(unit, pack, seg, lemma)
    if row is None or finite is None:
        return None
    wanted = set(row.several("with"))
    extra = [j for j in range(seg.first, seg.last) if unit.words[j].form.lower() in wanted and j not in parts]
    parts += extra[:1]
    if finite + 1 < seg.last and unit.words[finite + 1].xpos == "PRF":
        parts.append(finite + 1)
    passive = i != finite and unit.words[finite].lemma in pack.tables["passive_auxiliary"] and word.xpos != "VVINF"
    passive = passive or any(unit.words[j].form == "worden" for j in range(i, seg.last) if i != finite)
    return Saying(k, row, tuple(sorted(set(parts))), finite, i, passive)


def _row(unit: Unit, pack: Pack, seg: Segment, lemma: str) -> Row | None:
    row = pack.row("reporting_verb", lemma)
    if row is None:
        return None
    wanted = row.several("with")
    if wanted and not any(w.form.lower() in wanted for w in unit.words[seg.first : seg.last]):
        return None
    return row


def _particle(unit: Unit, segs: Sequence[Segment], k: int, i: int) -> int | None:
    """The separated particle of the finite verb i: in its segment, else alone behind an inserted clause."""
    for j in range(i + 1, segs[k].last):
        if unit.words[j].xpos == "PTKVZ" or unit.words[j].deprel == "compound:prt":
            return j
    for seg in segs[k + 1 : k + 4]:
        if seg.last - seg.first == 1 and unit.words[seg.first].xpos == "PTKVZ":
            return seg.first
    return None


def by_verb(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying) -> Frame | None:
    """The frame that a verb of saying makes with its complement, or None when it has none in this unit."""
    k, seg = saying.seg, segs[saying.seg]
    if seg.kind == "as":
        content = _ranges(segs, 0, k) + _ranges(segs, k + 1, len(segs))
        quotes = [s for s in segs if s.kind == "quote"]
        others = [s for s in segs if s.kind not in ("quote", "as")]
        form: StatementForm = "direct" if quotes and not others else "indirect"
        return _frame(unit, segs, pack, saying, (k, k + 1), content, form, "de.statement.as_clause") if content else None
    if seg.verb_first and saying.finite == seg.first and (start := _preposed(segs, k, saying)) is not None:
        return _postposed(unit, segs, pack, saying, start)
    j = _complement(unit, segs, saying)
    if j is None:
        return None
    first = _clause_start(segs, k)
    last = _complement_end(segs, j) if segs[j].before != ":" else len(segs)
    content = _merge(segs, j, last)
    direct = all(s.kind == "quote" for s in segs[j:last])
    return _frame(unit, segs, pack, saying, (first, j), content, "direct" if direct else "indirect", "de.statement.verb")


def _preposed(segs: Sequence[Segment], k: int, saying: Saying) -> int | None:
    """The segment from which on what stands before a verb-first frame is its content, or None when it is no content."""
    wanted = {"quote", "main", "that", "wh"} | ({"inf"} if "infinitive" in saying.row.several("takes") else set())
    if any(s.kind in wanted for s in segs[:k]):
        return _content_start(segs, k)
    return None


def _content_start(segs: Sequence[Segment], k: int) -> int:
    """Where the content begins that a postposed frame in segment k closes: at the unit's start, or behind a colon or a semicolon."""
    first = 0
    for j in range(1, k):
        if segs[j].before in (";", ":"):
            first = j
    if segs[k - 1].kind == "quote":
        while k - 1 > first and any(s.kind != "quote" for s in segs[first : k - 1]):
            first += 1
    return first


def _postposed(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying, start: int) -> Frame | None:
    k = saying.seg
    end = k + 1
    while end < len(segs) and segs[end].kind in ("rel", "bare", "sub", "inf") and segs[end].before != ":":
        end += 1
    content = _merge(segs, start, k)
    kinds = [s.kind for s in segs[start:k]]
    if end < len(segs) and (segs[end].kind in ("quote", "that") or (segs[end].kind == "main" and segs[end].mood > 0)):
        last = _complement_end(segs, end)
        content += _merge(segs, end, last)
        kinds += [s.kind for s in segs[end:last]]
    form: StatementForm = "direct" if all(kind == "quote" for kind in kinds) else "indirect"
    return _frame(unit, segs, pack, saying, (k, end), content, form, "de.statement.verb_after")


def _complement(unit: Unit, segs: Sequence[Segment], saying: Saying) -> int | None:
    """The segment with which the complement behind the verb begins."""
    takes, k = saying.row.several("takes"), saying.seg
    weak = bool(saying.row.get("weak"))
    for j in range(k + 1, len(segs)):
        seg = segs[j]
        if seg.before == ":" or seg.kind == "quote":
            return j if seg.kind == "quote" or "clause" in takes or "quote" in takes else None
        if seg.kind in ("that", "wh"):
            return j if "clause" in takes else None
        if seg.kind == "inf":
            return j if "infinitive" in takes else None
        if seg.kind == "main":
            ok = "clause" in takes and not weak and seg.before == "," and not _joined(unit, seg)
            return j if ok and (seg.mood > 0 or (_at_end(unit, segs, saying, j) and not saying.passive)) else None
        if seg.kind == "sub" and "clause" in takes and j + 1 < len(segs) and segs[j + 1].kind == "main" and segs[j + 1].mood > 0:
            return j
        if not (seg.kind in ("rel", "bare", "sub") and j < k + 4):
            return None
    return None


def _joined(unit: Unit, seg: Segment) -> bool:
    return unit.words[seg.first].upos == "CCONJ"


def _at_end(unit: Unit, segs: Sequence[Segment], saying: Saying, j: int) -> bool:
    """Whether nothing but adverbs and a subject stands between the verb and the complement in segment j."""
    return j == saying.seg + 1 and max(saying.words) >= segs[saying.seg].last - 3


def _clause_start(segs: Sequence[Segment], k: int) -> int:
    """The segment with which the clause of segment k begins, what is inserted or preposed to it included."""
    first = k
    if segs[k].kind in ("main", "inf"):
        while first > 0 and segs[first - 1].kind in ("bare", "rel", "sub", "inf", "wh") and segs[first - 1].after not in (":", ";"):
            if segs[first].kind == "main" and not segs[first].verb_first and segs[first - 1].kind != "bare":
                break
            first -= 1
    return first


def _complement_end(segs: Sequence[Segment], j: int) -> int:
    """The segment past the end of the complement that begins with segment j."""
    last = j + 1
    if segs[j].kind == "quote":
        while last < len(segs) and segs[last].kind == "quote":
            last += 1
        return last
    while last < len(segs):
        seg = segs[last]
        if seg.before == ";" or seg.kind == "as" or (seg.kind == "main" and seg.mood == 0):
            break
        last += 1
    return last


def _ranges(segs: Sequence[Segment], a: int, b: int) -> tuple[Range, ...]:
    return _merge(segs, a, b) if a < b else ()


def _merge(segs: Sequence[Segment], a: int, b: int) -> tuple[Range, ...]:
    return ((segs[a].first, segs[b - 1].last),)


# ---- the parts of a verb's frame -----------------------------------------------------------------------------------


def _frame(
    unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying, held: Range, content: tuple[Range, ...], form: StatementForm, rule: str
) -> Frame:
    """The frame over segments `held`, with source and addressee found around the verb."""
    first, last = segs[held[0]].first, segs[held[1] - 1].last
    source, addressee = parties(unit, segs, pack, saying, first, last)
    begin = first - 1 if first > 0 and unit.words[first - 1].form == "," and content[0][0] < first else first
    end = last + 1 if last < len(unit.words) and content[0][0] > first and unit.words[last].form in (",", ":") else last
    return Frame(
        saying.words, (source,) if source else (), content, ((begin, end),), form, saying.row.word("act"), rule, (addressee,) if addressee else ()
    )


def parties(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying, first: int, last: int) -> tuple[Phrase | None, Phrase | None]:
    """Who says it and to whom, among words first to last."""
    if saying.passive:
        return _after_preposition(unit, pack, "agent_preposition", first, last), None
    impersonal = unit.words[saying.main].lemma in pack.tables["impersonal_verb"]
    if impersonal:
        return _after_preposition(unit, pack, "told_in", first, last), None
    source = subject(unit, segs, pack, saying, first, last)
    return source, _addressee(unit, pack, saying, first, last, source)


def _after_preposition(unit: Unit, pack: Pack, table: str, first: int, last: int) -> Phrase | None:
    for i in range(first, last):
        if unit.words[i].form.lower() in pack.tables[table] and unit.words[i].upos == "ADP":
            found = phrase_at(unit, pack, i + 1, last, every_preposition=False)
            if found:
                return found
    return None


def subject(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying, first: int, last: int) -> Phrase | None:
    """The subject of the verb of saying: the phrase before its finite verb, else the first one behind it that can be a subject."""
    i, seg = first, segs[saying.seg]
    verb_last = seg.kind in ("as", "rel", "sub", "that", "wh")
    if verb_last:
        return _inside(unit, pack, seg.first, min(saying.words[0], saying.finite))
    while i < saying.finite and unit.words[i].upos in ("CCONJ", "PUNCT"):
        i += 1
    if i < saying.finite:
        found = phrase_at(unit, pack, i, saying.finite, every_preposition=True)
        if found and not is_oblique(unit, pack, found) and unit.words[found.first].form.lower() not in pack.tables["expletive"]:
            return _with_apposition(unit, segs, pack, found, saying.finite)
    found = _inside(unit, pack, saying.finite + 1, last)
    return _with_apposition(unit, segs, pack, found, last) if found else None


def _inside(unit: Unit, pack: Pack, first: int, last: int) -> Phrase | None:
    """The first phrase within the words that can be a subject, leaving out what stands behind a preposition."""
    i = first
    while i < last:
        word = unit.words[i]
        if word.upos == "ADP":
            skipped = phrase_at(unit, pack, i + 1, last)
            i = skipped.last if skipped else i + 1
            continue
        found = phrase_at(unit, pack, i, last)
        if found and word.xpos != "PRF":
            if not is_oblique(unit, pack, found) and word.form.lower() not in pack.tables["expletive"]:
                return found
            i = found.last
            continue
        if word.upos == "PUNCT" and i > first + 1:
            return None
        i += 1
    return None


def _with_apposition(unit: Unit, segs: Sequence[Segment], pack: Pack, found: Phrase, last: int) -> Phrase:
    """The phrase with the apposition set off by commas that follows it (`der Sprecher, Karl Muster,`); a name there becomes the head."""
    i = found.last
    if found.pronoun or i + 1 >= len(unit.words) or unit.words[i].form not in (",", "–"):
        return found
    k = next((n for n, s in enumerate(segs) if s.first == i + 1), None)
    if k is None or segs[k].kind != "bare":
        return found
    more = phrase_at(unit, pack, i + 1, segs[k].last, every_preposition=True)
    if more is None or more.pronoun or more.last < segs[k].last - 1 or is_oblique(unit, pack, more):
        return found
    named = unit.words[more.head[0]].upos in ("PROPN", "X") and unit.words[found.head[0]].upos not in ("PROPN", "X")
    return replace(found, last=more.last, head=more.head if named else found.head)


def _addressee(unit: Unit, pack: Pack, saying: Saying, first: int, last: int, source: Phrase | None) -> Phrase | None:
    for i in range(first, last):
        form = unit.words[i].form.lower()
        if source and source.first <= i < source.last:
            continue
        if form in pack.tables["addressee_preposition"]:
            return phrase_at(unit, pack, i + 1, last)
    i = saying.finite + 1 if source is None or source.last <= saying.finite else source.last
    while i < last and unit.words[i].upos in ("ADV", "PART"):
        i += 1
    if i < last and unit.words[i].form.lower() in pack.tables["dative_form"]:
        found = phrase_at(unit, pack, i, last)
        return found if found and not found.pronoun else None
    return None

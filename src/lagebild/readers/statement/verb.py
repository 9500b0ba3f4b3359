"""Verbs of saying with their complement: behind them (a clause, an infinitive, a quotation), before them (`…, sagte X`), or around them."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.model import StatementForm
from lagebild.packs import Pack
from lagebild.packs.tag import is_auxiliary, is_auxiliary_infinitive, tagged
from lagebild.readers.statement.clause import Segment, beside_verbs, may_say, saying_row
from lagebild.readers.statement.frame import Frame, Range, Saying, clause_start, complement_end, content_start, merge, ranges
from lagebild.readers.statement.party import has_own_subject, parties
from lagebild.readers.statement.phrase import each
from lagebild.readers.statement.quote import Unit


def sayings(unit: Unit, segs: Sequence[Segment], pack: Pack) -> list[Saying]:
    """The verbs of saying of the unit, in text order."""
    found = []
    for k, seg in enumerate(segs):
        if seg.kind == "quote":
            continue
        if seg.kind == "bare":
            found += _closing(unit, segs, k, pack)
            continue
        for i in range(seg.first, seg.last):
            if unit.words[i].upos in ("VERB", "AUX") and (hit := _saying(unit, segs, k, i, pack)):
                found.append(hit)
    return found


def _closing(unit: Unit, segs: Sequence[Segment], k: int, pack: Pack) -> list[Saying]:
    """The saying whose participle stands alone behind an insertion, with its auxiliary before (`hatte der Chef, Karl Muster, gesagt`)."""
    i = segs[k].last - 1
    opened = next((n for n in range(k - 1, max(-1, k - 4), -1) if segs[n].kind == "main"), None)
    if opened is None or i - segs[k].first > 3 or not tagged(pack, unit.words[i], "participle") or unit.words[i].upos != "VERB":
        return []
    seg = segs[opened]
    finite = seg.verbs[-1] if seg.verbs else None
    between = segs[opened + 1 : k]
    open_bracket = finite is not None and is_auxiliary(pack, unit.words[finite]) and _is_open(unit, pack, seg, finite)
    if finite is None or not open_bracket or not between or any(s.kind not in ("bare", "rel") for s in between):
        return []
    row = saying_row(unit.words, pack, unit.words[i].lemma, segs[k].first, segs[k].last)
    passive = unit.words[finite].lemma in pack.tables["statement_passive_auxiliary"]
    return [Saying(opened, row, (finite, i), finite, i, passive, k)] if row else []


def _is_open(unit: Unit, pack: Pack, seg: Segment, finite: int) -> bool:
    """Whether nothing behind the auxiliary closes its bracket within the segment."""
    return not any(tagged(pack, w, "participle", "infinitive", "predicative") for w in unit.words[finite + 1 : seg.last])


def _saying(unit: Unit, segs: Sequence[Segment], k: int, i: int, pack: Pack) -> Saying | None:
    """The saying whose verb of saying is word i of segment k, None where word i is none there."""
    seg, word = segs[k], unit.words[i]
    if seg.kind == "main" and i in seg.verbs[1:] and word.form == word.lemma and not _joined_to(unit, seg, i):
        return None  # an infinitive behind the finite verb (`lässt … befürchten`), whatever a tagger takes it for
    modal = _modal_of_telling(unit, pack, seg, i)
    particle = _particle(unit, segs, pack, k, i) if i in seg.verbs else None
    finite = _finite_of(unit, pack, seg, i, modal)
    if finite is None:
        return None
    lemma = _lemma_of(unit, pack, i, finite, particle)
    row = saying_row(unit.words, pack, lemma, seg.first, seg.last)
    if row is None or (modal is not None and finite == modal and row.word("act") not in _acts_of(pack, unit.words[modal].lemma)):
        return None
    parts = {i, finite} | ({particle} if particle is not None and finite == i else set())
    wanted = set(row.several("with"))
    parts.update([j for j in range(seg.first, seg.last) if unit.words[j].form.lower() in wanted and j not in parts][:1])
    if finite + 1 < seg.last and tagged(pack, unit.words[finite + 1], "reflexive"):
        parts.add(finite + 1)
    end = next((n for n, s in enumerate(segs) if s.first <= max(parts) < s.last), k)
    return Saying(k, row, tuple(sorted(parts)), finite, i, _is_passive(unit, pack, seg, i, finite), max(k, end))


def _finite_of(unit: Unit, pack: Pack, seg: Segment, i: int, modal: int | None) -> int | None:
    """The finite verb that the verb i of saying goes with: itself, or the auxiliary or modal that opens its bracket; None without one."""
    words = unit.words
    if i in seg.verbs:
        opens = seg.kind == "main" and i in seg.verbs[1:] and is_auxiliary(pack, words[seg.verbs[0]])
        return seg.verbs[0] if opens and not _joined_to(unit, seg, i) else i  # a participle taken for a finite verb (`hatte … betont`)
    if words[i].upos == "VERB" and tagged(pack, words[i], "participle"):
        auxiliary = next((v for v in seg.verbs if is_auxiliary(pack, words[v])), None)
        if auxiliary is not None and words[i].form == words[i].lemma and not _opens_participle(unit, pack, seg, i, auxiliary):
            return modal  # an infinitive that looks like a participle (`wollten erfahren`)
        return auxiliary if auxiliary is not None or seg.kind == "main" else next(iter(seg.verbs), None)
    return modal


def _opens_participle(unit: Unit, pack: Pack, seg: Segment, i: int, auxiliary: int) -> bool:
    """Whether the auxiliary goes with a participle: one of the perfect or the passive, or any with an infinitive of these behind it."""
    lemma = unit.words[auxiliary].lemma
    tense = lemma in pack.tables["perfect_auxiliary"] or lemma in pack.tables["statement_passive_auxiliary"]
    return tense or any(is_auxiliary_infinitive(pack, w) for w in unit.words[i + 1 : seg.last])


def _lemma_of(unit: Unit, pack: Pack, i: int, finite: int, particle: int | None) -> str:
    """The lemma of the verb i of saying, with its separated particle."""
    lemma = unit.words[i].lemma
    if i != finite:
        return lemma
    if particle is None:
        return _without_particle(unit, pack, i, lemma)
    form = unit.words[particle].form.lower()
    return lemma if lemma.startswith(form) else form + _without_particle(unit, pack, i, lemma)


def _is_passive(unit: Unit, pack: Pack, seg: Segment, i: int, finite: int) -> bool:
    """Whether the verb i of saying stands in the passive."""
    auxiliaries = pack.tables["statement_passive_auxiliary"]
    if i == finite:
        return False
    later = unit.words[i + 1 : seg.last]
    if unit.words[finite].lemma in auxiliaries or any(w.form in pack.tables["passive_participle"] for w in later):
        return True
    return any(is_auxiliary_infinitive(pack, w) and w.lemma in auxiliaries for w in later[:1])


def _modal_of_telling(unit: Unit, pack: Pack, seg: Segment, i: int) -> int | None:
    """The modal of the infinitive i that makes it no less a telling (`musste einräumen`)."""
    if unit.words[i].upos != "VERB" or not tagged(pack, unit.words[i], "infinitive"):
        return None
    return next((v for v in seg.verbs if unit.words[v].lemma in pack.tables["telling_modal"]), None)


def _acts_of(pack: Pack, modal: str) -> tuple[str, ...]:
    """The acts that are tellings with this modal too: what somebody has to give as an answer is not yet given."""
    row = pack.row("telling_modal", modal)
    return row.several("acts") if row else ()


def _joined_to(unit: Unit, seg: Segment, i: int) -> bool:
    return any(w.upos in ("CCONJ", "PUNCT") for w in unit.words[seg.verbs[0] + 1 : i])


def _particle(unit: Unit, segs: Sequence[Segment], pack: Pack, k: int, i: int) -> int | None:
    """The separated particle of the finite verb i: in its segment, else alone behind an inserted clause."""
    for j in range(i + 1, segs[k].last):
        form = unit.words[j].form.lower()
        known = form + unit.words[i].lemma.removeprefix(form) in pack.tables["reporting_verb"] and form != unit.words[i].lemma
        separated = tagged(pack, unit.words[j], "particle") or unit.words[j].deprel == "compound:prt"
        if separated and (known or not (form in pack.tables["continuing_word"] or tagged(pack, unit.words[j - 1], "article"))):
            return j
        if known and j == segs[k].last - 1 and unit.words[j].upos in ("ADJ", "ADV", "ADP"):
            return j
    for seg in segs[k + 1 : k + 4]:
        whole = unit.words[seg.first].form.lower() + unit.words[i].lemma
        if seg.last - seg.first == 1 and (tagged(pack, unit.words[seg.first], "particle") or whole in pack.tables["reporting_verb"]):
            return seg.first
    return None


def _without_particle(unit: Unit, pack: Pack, i: int, lemma: str) -> str:
    """The lemma without a particle that belongs to another clause's verb (`spricht von Toten, eine Bestätigung steht aus`), or is none."""
    others = [w.form.lower() for w in (*unit.words[i + 1 :], *unit.words[:i]) if tagged(pack, w, "particle")]
    return next((lemma.removeprefix(f) for f in others if lemma.startswith(f)), lemma)


def by_verb(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying) -> Frame | None:
    """The frame that a verb of saying makes with its complement, or None when it has none in this unit."""
    k, seg = saying.seg, segs[saying.seg]
    if seg.kind == "as":
        before = () if saying.row.word("act") == "claim" and 0 < k < len(segs) - 1 else ranges(segs, 0, k)
        content = before + ranges(segs, k + 1, len(segs))
        quotes = [s for s in segs if s.kind == "quote"]
        others = [s for s in segs if s.kind not in ("quote", "as")]
        form: StatementForm = "direct" if quotes and not others else "indirect"
        framed = _frame(unit, segs, pack, saying, (k, k + 1), content, form, "as_clause") if content else None
        return None if framed and not framed.sources and _is_own_report(unit, pack, saying) else framed
    opener = unit.words[seg.first].form.lower() in pack.tables["frame_opener"] and saying.finite == seg.first + 1
    behind = k > 0 and (opener or (seg.verb_first and saying.finite == seg.first)) and has_own_subject(unit, segs, pack, saying)
    closes = 0 < k == len(segs) - 1 and seg.kind == "main" and max(saying.words) >= seg.last - 2
    behind = behind or (closes and "subject" in pack.tables["frame_order"])  # `…, the spokesman said`
    if behind and (start := _preposed(unit, segs, pack, saying)) is not None:
        return _postposed(unit, segs, pack, saying, start)
    if _interrupts(segs, k, saying, opener) and "clause" in saying.row.several("takes"):
        return _postposed(unit, segs, pack, saying, content_start(segs, k), interrupts=True)
    if saying.row.word("act") in ("say", "report", "confirm", "announce") and is_negated(unit, pack, saying):
        return None
    j = None if _with_preposition(unit, pack, saying) else _complement(unit, segs, pack, saying)
    if j is None or _own_voice(unit, pack, seg):
        return None
    first = clause_start(segs, k)
    last = complement_end(segs, j) if segs[j].before != ":" else len(segs)
    content = merge(segs, j, last)
    direct = all(s.kind == "quote" for s in segs[j:last])
    return _frame(unit, segs, pack, saying, (first, j), content, "direct" if direct else "indirect", "verb")


def _is_own_report(unit: Unit, pack: Pack, saying: Saying) -> bool:
    """Whether a clause without anybody who speaks is only the report's pointer to itself (`wie berichtet`)."""
    impersonal = unit.words[saying.main].lemma.endswith(tuple(pack.tables["impersonal_verb"]))
    return not impersonal and not saying.passive


def _interrupts(segs: Sequence[Segment], k: int, saying: Saying, opener: bool) -> bool:
    """Whether the frame stands behind the first phrase of what is said (`Das Dorf, sagte X, sei zerstört`)."""
    seg = segs[k]
    if k == 0 or k + 1 >= len(segs) or not (opener or (seg.verb_first and saying.finite == seg.first)) or seg.last - seg.first < 2:
        return False
    after = segs[k + 1]
    return segs[k - 1].kind == "bare" and after.kind == "main" and after.verb_first and after.before == ","


def act_of(unit: Unit, pack: Pack, saying: Saying) -> str:
    """The act of the saying: of a denial that is itself denied, what then is said."""
    return saying.row.word("negated") if saying.row.get("negated") and is_negated(unit, pack, saying) else saying.row.word("act")


def is_negated(unit: Unit, pack: Pack, saying: Saying) -> bool:
    """Whether the saying itself is denied (`sagte nicht, ob …`)."""
    after = unit.words[saying.finite + 1 : max(saying.words) + 4]
    stop = next((n for n, w in enumerate(after) if w.upos == "PUNCT"), len(after))
    return any(tagged(pack, w, "negation") or w.lemma in pack.tables["statement_negation"] for w in after[:stop])


def _with_preposition(unit: Unit, pack: Pack, saying: Saying) -> bool:
    """Whether the verb says its object by a preposition (`sprach von Toten`): no clause follows then."""
    return bool(saying.row.several("with")) and any(
        unit.words[i].upos == "ADP" and tagged(pack, unit.words[i], "preposition") for i in saying.words
    )


def _own_voice(unit: Unit, pack: Pack, seg: Segment) -> bool:
    """Whether the subject beside the verb is the speaker of the text, or nobody."""
    return any(f in pack.tables["no_source"] for f in beside_verbs(unit, seg))


def _preposed(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying) -> int | None:
    """The segment from which on what stands before a verb-first frame is its content, or None when it is no content."""
    k = saying.seg
    wanted = {"quote", "main"} | (set() if saying.passive else {"that", "inf"})
    start = content_start(segs, k)
    if segs[k].after in ("", ";") and 0 < start < k and all(s.kind == "bare" for s in segs[start:k]):
        counted = any(unit.words[i].upos == "NUM" for i in range(segs[start].first, segs[k - 1].last))
        return start if counted and "clause" in saying.row.several("takes") else None  # `elf, sagt der Gouverneur`
    before = [s for s in segs[start:k] if s.kind in wanted and not (s.kind == "main" and s.verb_first and s is segs[0])]
    if not before or not ("clause" in saying.row.several("takes") or segs[k - 1].kind == "quote"):
        return None
    told = [s for s in before if s.kind == "main" and s.mood == 0 and _tells(unit, pack, s) and not _in_first_person(unit, pack, s)]
    told += [s for s in segs[:k] if s.kind == "sub" and s.mood == 0 and s.first == 0 and _tells(unit, pack, s)]
    if told and segs[k - 1].kind != "quote" and any(_has_own_content(unit, segs, pack, s, k) for s in told):
        return None
    return start


def _has_own_content(unit: Unit, segs: Sequence[Segment], pack: Pack, seg: Segment, k: int) -> bool:
    """Whether what the verb of saying in the segment says stands between it and segment k, or it says a whole clause itself."""
    own = [s for s in sayings(unit, segs, pack) if segs[s.seg] is seg]
    return not own or any(j is not None and j < k for j in (_complement(unit, segs, pack, s) for s in own))


def _in_first_person(unit: Unit, pack: Pack, seg: Segment) -> bool:
    """Whether the speaker of the words is the subject of the main clause: it is a quotation, with or without marks."""
    mine = any(w.form.lower() in pack.tables["first_person_singular"] and w.upos != "VERB" for w in unit.words[seg.first : seg.last])
    return seg.kind == "main" and seg.mood == 0 and (mine or any(f in pack.tables["first_person"] for f in beside_verbs(unit, seg)))


def _tells(unit: Unit, pack: Pack, seg: Segment) -> bool:
    """Whether the segment has a verb of saying of its own; in the passive (`wurden erwartet`) nobody speaks there."""
    if any(unit.words[v].lemma in pack.tables["statement_passive_auxiliary"] for v in seg.verbs):
        return False
    verbs = [
        i
        for i in range(seg.first, seg.last)
        if i in seg.verbs or (unit.words[i].upos == "VERB" and tagged(pack, unit.words[i], "participle"))
    ]
    return any(may_say(unit.words, pack, i, seg.first, seg.last) for i in verbs)


def _postposed(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying, start: int, interrupts: bool = False) -> Frame | None:
    k = saying.seg
    end = k + 1
    while end < len(segs) and segs[end].kind in ("rel", "bare", "sub", "inf") and segs[end].before != ":":
        end += 1
    content = merge(segs, start, k)
    kinds = [s.kind for s in segs[start:k]]
    goes_on = interrupts or (kinds[-1] == "main" and _counts_on(unit, segs, end))
    if end < len(segs) and (segs[end].kind in ("quote", "that") or (segs[end].kind == "main" and (segs[end].mood > 0 or goes_on))):
        last = complement_end(segs, end)
        content += merge(segs, end, last)
        kinds += [s.kind for s in segs[end:last]]
    quoted = all(kind == "quote" for kind in kinds) or any(_in_first_person(unit, pack, s) for s in segs[start:k])
    return _frame(unit, segs, pack, saying, (k, end), content, "direct" if quoted else "indirect", "verb_after")


def _counts_on(unit: Unit, segs: Sequence[Segment], k: int) -> bool:
    """Whether segment k opens with a number: the count before the frame goes on (`zwei starben, sagt X, drei wurden verletzt`)."""
    opens = k < len(segs) and segs[k].before == "," and not segs[k].verb_first
    return opens and any(w.upos == "NUM" for w in unit.words[segs[k].first : min(segs[k].first + 3, segs[k].last)])


def _complement(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying) -> int | None:
    """The segment with which the complement behind the verb begins."""
    for j in range(saying.end + 1, len(segs)):
        begins = _begins(unit, segs, pack, saying, j)
        if begins is not None:
            return j if begins else None
    return None


def _begins(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying, j: int) -> bool | None:
    """Whether what is said begins with segment j; None where segment j stands between the verb and what may be said behind it."""
    seg, k = segs[j], saying.seg
    clause = "clause" in saying.row.several("takes")
    if seg.before == ";" or (seg.before == ":" and segs[k].kind in ("that", "rel", "wh") and any(s.kind == "main" for s in segs[:k])):
        return False  # what follows the colon belongs to the main clause
    if seg.before == ":" or seg.kind == "quote":
        return seg.kind == "quote" or (clause and (segs[k].kind == "main" or (segs[k].kind == "sub" and k > 0)))
    if seg.kind in ("that", "wh"):
        return clause
    if seg.kind == "as" and seg.after != ":" and clause and not saying.row.get("weak") and _at_end(segs, saying, j):
        return True  # `betonte, wie wichtig das sei`
    if seg.kind == "main" and j == saying.end + 1 and _is_condition(unit, segs, pack, j):
        return None  # a condition before what is said: `kündigte an, sollte es so kommen, abzuziehen`
    if seg.kind == "inf":
        spoken = saying.row.word("act") not in ("say", "report") and clause and _at_end(segs, saying, j)
        return "infinitive" in saying.row.several("takes") or spoken
    return _begins_main(unit, segs, saying, j) if seg.kind == "main" else _begins_between(unit, segs, pack, saying, j)


def _is_condition(unit: Unit, segs: Sequence[Segment], pack: Pack, j: int) -> bool:
    """Whether segment j is a condition that opens with its verb, before an infinitive or a clause with its conjunction."""
    seg = segs[j]
    opens = seg.verb_first and seg.before == "," and not _tells(unit, pack, seg)
    return opens and j < len(segs) - 1 and segs[j + 1].kind in ("inf", "that")


def _begins_main(unit: Unit, segs: Sequence[Segment], saying: Saying, j: int) -> bool:
    """Whether the main clause in segment j is what is said."""
    seg, k = segs[j], saying.seg
    inserted = segs[k].kind in ("as", "wh", "rel") or (segs[k].kind == "sub" and k == 0)
    if inserted or (segs[k].kind in ("sub", "that") and seg.mood < 2):
        return False
    takes = "clause" in saying.row.several("takes") and (not saying.row.get("weak") or seg.mood > 0)
    plain = not seg.verb_first and not saying.passive and _at_end(segs, saying, j)
    return takes and seg.before == "," and not _joined(unit, seg) and (seg.mood > 0 or plain)


def _begins_between(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying, j: int) -> bool | None:
    """Whether what is said begins with a subordinate clause before its main clause in the subjunctive; None where it may still follow."""
    seg = segs[j]
    if seg.kind == "sub":
        if any(may_say(unit.words, pack, v, seg.first, seg.last) for v in seg.verbs):
            return False
        if "clause" in saying.row.several("takes") and j + 1 < len(segs) and segs[j + 1].kind == "main" and segs[j + 1].mood > 0:
            return True
    return None if seg.kind in ("rel", "bare", "sub") and j < saying.end + 4 else False


def _joined(unit: Unit, seg: Segment) -> bool:
    return unit.words[seg.first].upos == "CCONJ"


def _at_end(segs: Sequence[Segment], saying: Saying, j: int) -> bool:
    """Whether nothing but adverbs and a subject stands between the verb and the complement in segment j."""
    return j == saying.end + 1 and max(saying.words) >= segs[saying.end].last - 3


def _frame(
    unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying, held: Range, content: tuple[Range, ...], form: StatementForm, rule: str
) -> Frame:
    """The frame over segments `held`, with source and addressee found around the verb."""
    first, last = segs[held[0]].first, segs[held[1] - 1].last
    source, addressee = parties(unit, segs, pack, saying, first, last)
    begin = first - 1 if first > 0 and unit.words[first - 1].form == "," and content[0][0] < first else first
    end = last + 1 if last < len(unit.words) and content[0][0] > first and unit.words[last].form in (",", ":") else last
    sources, addressees = each(unit, pack, source) if source else (), tuple(p for p in (addressee,) if p)
    return Frame(saying.words, sources, content, ((begin, end),), form, act_of(unit, pack, saying), rule, addressees)

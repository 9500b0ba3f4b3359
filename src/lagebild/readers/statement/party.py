"""Who says it and to whom, around a verb of saying: its subject, its agent in the passive, where an impersonal saying comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lagebild.packs import Pack, Row
from lagebild.packs.tag import tagged
from lagebild.packs.words import is_time
from lagebild.readers.statement.addressee import addressee
from lagebild.readers.statement.clause import Segment, stand
from lagebild.readers.statement.frame import Saying, clause_start
from lagebild.readers.statement.noun import MEDIA, key_of, names_telling, source_type
from lagebild.readers.statement.phrase import Phrase, can_speak, is_oblique, phrase_at
from lagebild.readers.statement.quote import Unit


def parties(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying, first: int, last: int) -> tuple[Phrase | None, Phrase | None]:
    """Who says it and to whom, among words first to last."""
    if saying.row.word("says") == "from":
        return after_preposition(unit, pack, "told_in", first, last), None
    if saying.row.word("says") == "in":
        return _in_document(unit, pack, first, last), None
    if saying.row.word("says") == "object":
        return _quoted_person(unit, segs, pack, saying, first, last), None
    if saying.passive:
        told = _giver(unit, pack, first, last) or _agent(unit, pack, first, last)
        told = told or _document(unit, pack, first, last) or _body(unit, pack, first, last) or _in_document(unit, pack, first, last)
        return told, addressee(unit, pack, saying, first, last, told, subject(unit, segs, pack, saying, first, last))
    impersonal = unit.words[saying.main].lemma.endswith(tuple(pack.tables["impersonal_verb"]))
    if impersonal:
        told = after_preposition(unit, pack, "told_in", first, last)
        return publisher(unit, segs, pack, saying.seg) or told, None
    source = subject(unit, segs, pack, saying, first, last)
    if source is None and any(unit.words[i].form.lower() in pack.tables["statement_expletive"] for i in range(first, last)):
        return after_preposition(unit, pack, "told_in", first, last, saying.words), None
    return source, addressee(unit, pack, saying, first, last, source)


def clause_subject(unit: Unit, segs: Sequence[Segment], pack: Pack, k: int) -> Phrase | None:
    """The subject of the main clause in segment k, whatever its verb."""
    verb = segs[k].verbs[0]
    return subject(unit, segs, pack, Saying(k, Row({}), (verb,), verb, verb, False, k), segs[clause_start(segs, k)].first, segs[k].last)


def relative_subject(unit: Unit, pack: Pack, first: int, last: int) -> Phrase | None:
    """Who does what the relative clause from word `first` tells: the first phrase behind its pronoun that can speak, else the pronoun."""
    behind = _inside(unit, pack, first + 1, last)
    if behind and not behind.pronoun and can_speak(unit, pack, behind):
        return behind
    pronoun = phrase_at(unit, pack, first, last)
    return pronoun if pronoun and pronoun.pronoun and not is_oblique(unit, pack, pronoun) else None


def has_own_subject(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying) -> bool:
    """Whether a verb that opens its clause has a subject behind it, or wants none; without one it goes on from the clause before."""
    seg = segs[saying.seg]
    if saying.passive or saying.row.word("says") or unit.words[saying.main].lemma in pack.tables["impersonal_verb"]:
        return True
    behind = range(saying.finite + 1, seg.last)
    impersonal = any(unit.words[i].form.lower() in pack.tables["statement_expletive"] for i in behind)
    return impersonal or _inside(unit, pack, saying.finite + 1, seg.last, saying.words) is not None


def _shared(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying) -> Phrase | None:
    """The subject of the main clause before, which a verb behind a conjunction shares."""
    own = segs[saying.seg].mood
    mains = [n for n in range(saying.seg - 1, -1, -1) if segs[n].kind == "main" and segs[n].verbs]
    j = next((n for n in mains if own > 0 or segs[n].mood == 0), None)  # what stands in the subjunctive is told: its subject is another
    if j is None:
        return None
    found = clause_subject(unit, segs, pack, j)
    plural = found is not None and not found.pronoun and unit.words[found.head[1] - 1].feats.get("Number") == "Plur"
    if found and plural and segs[j].verb_first and j != mains[-1] and unit.words[segs[j].verbs[0]].feats.get("Number") == "Sing":
        return _shared(unit, segs, pack, replace(saying, seg=j))  # `hat bestätigt, bestreitet aber Opfer und zählt …`
    return found


def _quoted_person(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying, first: int, last: int) -> Phrase | None:
    """Who is quoted: the object of the verb, or its subject in the passive."""
    subjected = subject(unit, segs, pack, saying, first, last)
    if saying.passive or subjected is None:
        return subjected
    i = _behind_time(unit, pack, max(saying.finite + 1, subjected.last), last)
    return phrase_at(unit, pack, i, last) if i < last else None


def _behind_time(unit: Unit, pack: Pack, i: int, last: int) -> int:
    """The word past the adverbs and the phrases of time (`am Abend`) from word i on."""
    while i < last and unit.words[i].upos in ("ADV", "PART", "ADP"):
        when = phrase_at(unit, pack, i + 1, last) if unit.words[i].upos == "ADP" else None
        if unit.words[i].upos == "ADP" and (when is None or not is_time(pack, unit.words[when.head[1] - 1].lemma)):
            break
        i = when.last if when else i + 1
    return i


def _agent(unit: Unit, pack: Pack, first: int, last: int) -> Phrase | None:
    """Who does it in the passive; what is told of behind the same preposition (`wird von elf Toten gesprochen`) is nobody."""
    found = after_preposition(unit, pack, "statement_agent_preposition", first, last)
    counts = found is not None and not can_speak(unit, pack, found) and any(w.upos == "NUM" for w in unit.words[found.first : found.last])
    return None if counts else found


def _document(unit: Unit, pack: Pack, first: int, last: int) -> Phrase | None:
    """What something is told in (`im Bericht der Behörde wurde festgestellt`), when it is a telling or a medium."""
    found = after_preposition(unit, pack, "told_in", first, last)
    words = unit.words[found.first : found.last] if found else ()
    medium = source_type(pack, words, None) in MEDIA
    return found if medium or names_telling(pack, words) else None


def _giver(unit: Unit, pack: Pack, first: int, last: int) -> Phrase | None:
    """From whom something is told (`aus dem Krankenhaus wurden zwei Tote gemeldet`), when it is somebody who can speak and no place."""
    opens = next((i for i in range(first, last) if unit.words[i].upos != "ADV"), last)
    given = opens < last and unit.words[opens].upos == "ADP" and unit.words[opens].form.lower() in pack.tables["telling_from"]
    found = phrase_at(unit, pack, opens + 1, last, every_preposition=False) if given else None
    place = found is not None and any(unit.names[k][2] == "place" for k in range(*found.head) if k in unit.names)
    return found if found and not place and not found.pronoun and can_speak(unit, pack, found) else None


def _in_document(unit: Unit, pack: Pack, first: int, last: int) -> Phrase | None:
    """In what something is told: a telling, a medium, or those who speak without a name; else it is where something is."""
    found = after_preposition(unit, pack, "document_preposition", first, last)
    if found is None or found.pronoun:
        return None
    words = unit.words[found.first : found.last]
    tells = any(key_of(pack, table, w.lemma) for table in ("saying_noun", "telling_noun", "unnamed_source", "document_noun") for w in words)
    return found if tells or source_type(pack, words, None) in MEDIA else None


def publisher(unit: Unit, segs: Sequence[Segment], pack: Pack, k: int) -> Phrase | None:
    """Who made known what something is told in, by the relative clause behind segment k (`aus Zahlen, die das Amt vorlegte`)."""
    seg = segs[k + 1] if k + 1 < len(segs) else None
    if (
        seg is None
        or seg.kind != "rel"
        or not any(unit.words[i].lemma in pack.tables["publishing_verb"] for i in range(seg.first, seg.last))
    ):
        return None
    found = _inside(unit, pack, seg.first + 1, seg.last)
    return found if found and not found.pronoun else None


def _body(unit: Unit, pack: Pack, first: int, last: int) -> Phrase | None:
    """With whom something is told (`beim Ministerium wurde betont`), when it is somebody who can speak."""
    found = after_preposition(unit, pack, "body_preposition", first, last)
    return found if found and not found.pronoun and can_speak(unit, pack, found) else None


def after_preposition(unit: Unit, pack: Pack, table: str, first: int, last: int, cue: Sequence[int] = ()) -> Phrase | None:
    for i in range(first, last):
        if unit.words[i].form.lower() in pack.tables[table] and unit.words[i].upos == "ADP":
            stop = min((c for c in cue if c > i), default=last)  # `hält man in X für …`: the phrase ends before the verb's own word
            found = phrase_at(unit, pack, i + 1, stop, every_preposition=False)
            if found:
                return found
    return None


def subject(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying, first: int, last: int) -> Phrase | None:
    """The subject of the verb of saying: the phrase before its finite verb, else the first one behind it that can be a subject."""
    i, seg = first, segs[saying.seg]
    verb_last = seg.kind in ("as", "rel", "sub", "that", "wh")
    if verb_last:
        begin = seg.first if seg.kind == "rel" else seg.first + 1
        inside = _inside(unit, pack, begin, min(saying.words[0], saying.finite))
        return with_apposition(unit, segs, pack, inside, seg.last) if inside else None
    if unit.words[seg.first].upos == "CCONJ" and saying.finite == seg.first + 1:
        return _shared(unit, segs, pack, saying)
    if seg.verb_first:
        i = max(i, _chain_start(segs, saying.seg))
    while i < saying.finite and unit.words[i].upos in ("CCONJ", "PUNCT"):
        i += 1
    if i < saying.finite:
        if unit.words[i].upos in ("ADV", "PART") and unit.words[saying.finite - 1].upos not in ("ADV", "PART"):
            begin = next((j for j in range(i, saying.finite) if unit.words[j].upos not in ("ADV", "PART")), i)
            behind = phrase_at(unit, pack, begin, saying.finite, every_preposition=True)
            i = begin if behind and (behind.last == saying.finite or unit.words[behind.last].form == ",") else i
        found = phrase_at(unit, pack, i, saying.finite, every_preposition=True)
        if found and not is_oblique(unit, pack, found) and unit.words[found.first].form.lower() not in pack.tables["statement_expletive"]:
            behind = _inside(unit, pack, saying.finite + 1, seg.last, saying.words, saying)
            if behind is None or not (_is_rather(unit, pack, behind, found) or _is_no_subject(unit, pack, found, saying)):
                return with_apposition(unit, segs, pack, found, saying.finite)
    found = _inside(unit, pack, saying.finite + 1, last, saying.words, saying)
    nobody = any(unit.words[i].form.lower() in pack.tables["statement_expletive"] for i in range(saying.finite, last))
    if found is None and seg.verb_first and saying.seg > 0 and not nobody:
        return _shared(unit, segs, pack, saying)
    return with_apposition(unit, segs, pack, found, last) if found else None


def _is_rather(unit: Unit, pack: Pack, behind: Phrase, before: Phrase) -> bool:
    """Whether the phrase behind the verb is its subject rather than the one before: who can speak, unless the tree says otherwise."""
    points = before.pronoun and unit.words[before.first].form.lower() in pack.tables["back_pointer"]
    if points and can_speak(unit, pack, behind) and not behind.pronoun:
        return True
    if can_speak(unit, pack, before) or tagged(pack, unit.words[behind.first], "demonstrative") or not can_speak(unit, pack, behind):
        return False
    return _is_subject(unit, behind) or not _is_subject(unit, before)


def _is_subject(unit: Unit, phrase: Phrase) -> bool:
    """Whether the tree makes the phrase a subject."""
    return any(unit.words[i].deprel == "nsubj" for i in range(*phrase.head))


def _chain_start(segs: Sequence[Segment], k: int) -> int:
    """The word with which a subject set apart from the verb that opens segment k may begin (`Der Chef, der gestern kam, sagte`)."""
    first = k
    while first > 0 and segs[first - 1].kind in ("bare", "rel"):
        first -= 1
    goes_on = first > 0 and segs[first - 1].kind == "main" and segs[first - 1].after == ","  # what stands between belongs to that clause
    return segs[k].first if goes_on or segs[first].kind == "rel" else segs[first].first


def _is_no_subject(unit: Unit, pack: Pack, phrase: Phrase, saying: Saying) -> bool:
    """Whether the phrase is a plural beside a singular verb, or holds the victims whom the verb counts (`elf Tote nennt der Chef`)."""
    counted = saying.row.several("beside") if saying.row.several("takes") else ()
    holds = stand(unit.words, pack, counted, phrase.first, phrase.last)
    beside = phrase.pronoun or phrase.first == saying.finite + 1  # right behind the verb it is too likely its subject
    plural = unit.words[phrase.head[1] - 1].feats.get("Number") == "Plur" and not beside
    return holds or (plural and unit.words[saying.finite].feats.get("Number") == "Sing" and not _is_subject(unit, phrase))


def _inside(unit: Unit, pack: Pack, first: int, last: int, cue: Sequence[int] = (), saying: Saying | None = None) -> Phrase | None:
    """The first phrase within the words that can be a subject (of the verb `saying`), leaving out what stands behind a preposition."""
    i = first
    while i < last:
        word = unit.words[i]
        if word.upos == "ADP":
            skipped = phrase_at(unit, pack, i + 1, last)
            i = skipped.last if skipped else i + 1
            continue
        found = phrase_at(unit, pack, i, min((c for c in cue if c > i), default=last))
        if found and not tagged(pack, word, "reflexive", "interrogative"):
            fits = saying is None or not _is_no_subject(unit, pack, found, saying)
            if fits and not is_oblique(unit, pack, found) and word.form.lower() not in pack.tables["statement_expletive"]:
                return found
            i = found.last
            continue
        if word.upos == "PUNCT" and i > first + 1:
            return None
        i += 1
    return None


def with_apposition(unit: Unit, segs: Sequence[Segment], pack: Pack, found: Phrase, last: int) -> Phrase:
    """The phrase with the apposition set off by commas that follows it (`der Sprecher, Karl Muster,`); a name there becomes the head."""
    i = found.last
    if found.pronoun or i + 1 >= len(unit.words) or unit.words[i].form not in (",", "–"):
        return found
    stop = _apposition_end(unit, segs, i + 1, last)
    more = phrase_at(unit, pack, i + 1, stop, every_preposition=True) if stop is not None else None
    if stop is None or more is None or more.pronoun or more.last < stop - 1 or is_oblique(unit, pack, more):
        return found
    words = unit.words[more.first : more.last]
    if (
        len(words) == 2
        and words[0].upos == "PROPN"
        and words[1].upos == "NOUN"
        and not words[0].form.endswith(tuple(pack.tables["owner_ending"]))
    ):
        more = replace(more, head=(more.first, more.last))  # a family name that is a noun as well
    named = unit.words[more.head[0]].upos in ("PROPN", "X") and unit.words[found.head[0]].upos not in ("PROPN", "X")
    return replace(found, last=more.last, head=more.head if named else found.head)


def _apposition_end(unit: Unit, segs: Sequence[Segment], first: int, last: int) -> int | None:
    """The end of what is set off by commas from word `first` on: a segment without a verb, or a stretch within a longer one."""
    k = next((n for n, s in enumerate(segs) if s.first == first), None)
    if k is not None:
        return segs[k].last if segs[k].kind == "bare" else None
    return next((j for j in range(first, last) if unit.words[j].form == ","), None)

"""Tellings whose words are the clause itself (`bestätigte den Tod`), what somebody claims of himself, nouns of telling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from lagebild.model import Word
from lagebild.packs import Pack
from lagebild.packs.tag import is_auxiliary_infinitive, tagged
from lagebild.packs.words import is_time
from lagebild.readers.statement.clause import DEPENDENT, Segment
from lagebild.readers.statement.frame import Frame, Range, Saying, clause_start, complement_end
from lagebild.readers.statement.party import clause_subject, parties, relative_subject
from lagebild.readers.statement.phrase import Phrase, can_speak, is_oblique, phrase_at, phrase_before
from lagebild.readers.statement.quote import Unit
from lagebild.readers.statement.verb import act_of, is_negated

_SAYS_NOTHING = frozenset({"PUNCT", "ADV", "PART", "CCONJ", "PRON", "AUX"})


def act(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying) -> Frame | None:
    """The telling of a verb of saying with an object: the clause without its verb and its source; None without a source or an object."""
    seg = segs[saying.seg]
    if "object" not in saying.row.several("takes") or (is_negated(unit, pack, saying) and not saying.row.get("negated")):
        return None
    if seg.kind == "rel":
        return _in_relative(unit, segs, pack, saying)
    if seg.kind not in ("main", "sub", "that"):
        return None
    last = saying.seg + 1
    aside = saying.row.word("act") in pack.tables["object_act"]  # a clause on what is reproached or demanded is the report's own
    if not aside and last < len(segs) and segs[last].before == ":" and segs[last].kind == "bare":
        last += 1  # `nannte Zahlen: zwei Tote, vier Verletzte`
    while not aside and last < len(segs) and _goes_on(unit, pack, segs[last]):
        last += 1
    stop = segs[last - 1].last
    if saying.row.word("act") == "report" and any(tagged(pack, unit.words[i], "reflexive") for i in saying.words):
        return None
    begin = segs[clause_start(segs, saying.seg)].first if seg.verb_first else seg.first
    source, addressee = parties(unit, segs, pack, saying, begin, seg.last)
    source = _before_told(unit, saying, source) if source else None
    if source is None and saying.row.word("says") == "in" and saying.row.word("act") != "report":
        content = _told(unit, pack, saying, seg.first, stop)
        return Frame(saying.words, (), content, (), "indirect", "hearsay", "act") if content else None
    if (
        source is None
        or ((saying.passive or source.pronoun) and not can_speak(unit, pack, source))
        or (source.pronoun and not tagged(pack, unit.words[source.first], "personal", "relative", "demonstrative"))
    ):
        return None
    begin = _behind_circumstance(unit, pack, seg.first, saying) if seg.kind == "main" else seg.first
    content = _told(unit, pack, saying, begin, stop, source)
    if saying.row.word("act") == "claim_responsibility":
        content = _deed(unit, saying, content)
    if not any(unit.words[i].upos in ("NOUN", "PROPN", "NUM") for a, b in content for i in range(a, b)):
        return None
    addressees = (addressee,) if addressee else ()
    return Frame(saying.words, (source,), content, (), "indirect", act_of(unit, pack, saying), "act", addressees)


def _before_told(unit: Unit, saying: Saying, source: Phrase) -> Phrase:
    """The source without what it is told of, which stands behind the verb's own preposition (`berichten Betroffene [von Armut]`)."""
    own = range(source.head[1], source.last)
    told = next((i for i in own if source.first > saying.finite and unit.words[i].form.lower() in saying.row.several("of")), None)
    return source if told is None else replace(source, last=told)


def _behind_circumstance(unit: Unit, pack: Pack, first: int, saying: Saying) -> int:
    """The word past what opens the clause of saying and only says when or why it was said (`Nach dem Anschlag warnte X vor …`)."""
    opens = first not in saying.words and unit.words[first].form.lower() in pack.tables["circumstance_preposition"]
    return saying.finite if opens and saying.finite > first else first


def _goes_on(unit: Unit, pack: Pack, seg: Segment) -> bool:
    """Whether the segment belongs to what is told; one that names another teller without a verb does not (`…, die Rebellen von zehn`)."""
    if seg.kind not in DEPENDENT or seg.before != "," or seg.kind == "that":
        return False
    return seg.kind != "bare" or elliptic_teller(unit, pack, seg) is None


def elliptic(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying, frame: Frame) -> list[Frame]:
    """What another teller tells with the same verb, right behind what the frame holds."""
    end = max((b for _, b in frame.content), default=0)
    seg = next((s for s in segs if s.first > end and s.before == ","), None)
    other = elliptic_teller(unit, pack, seg) if seg and seg.kind == "bare" and seg.first <= end + 1 else None
    if seg is None or other is None:
        return []
    return [Frame(saying.words, (other,), ((other.last, seg.last),), (), "indirect", frame.act, "act")]


def elliptic_teller(unit: Unit, pack: Pack, seg: Segment) -> Phrase | None:
    """Who tells another figure with the verb of the clause before (`die Armee meldet zwei Tote, das Amt keinen`)."""
    other = phrase_at(unit, pack, seg.first, seg.last, every_preposition=False)
    counted = next((i for i in range(seg.first + 1, seg.last - 1) if unit.words[i].upos == "ADP" and _counts(unit, i + 1, seg.last)), None)
    if other is not None and counted is not None and other.head[1] <= counted < other.last:
        other = replace(other, last=counted)  # `…, die Opposition von 40 Toten`
    if other is None or other.pronoun or is_oblique(unit, pack, other) or other.last >= seg.last or not can_speak(unit, pack, other):
        return None
    behind = unit.words[other.last : seg.last]
    counts = any(w.upos == "NUM" or w.lemma in pack.tables["statement_negation"] for w in behind)
    return other if counts and unit.words[other.first].upos == "DET" else None


def _counts(unit: Unit, first: int, last: int) -> bool:
    """Whether a number opens the words, behind no more than what bounds it."""
    return any(w.upos == "NUM" for w in unit.words[first : min(last, first + 3)]) and unit.words[first].upos != "DET"


def _in_relative(unit: Unit, segs: Sequence[Segment], pack: Pack, saying: Saying) -> Frame | None:
    """A report or count told in a relative clause: of what the pronoun stands for (`das Blatt, das zwei Tote meldet`), or about it."""
    seg, act_said = segs[saying.seg], saying.row.word("act")
    own = (*saying.row.several("of"), *saying.row.several("with"))
    about = unit.words[seg.first].upos == "ADP" and unit.words[seg.first].form.lower() in own  # `zu denen sich die Gruppe bekannte`
    first = seg.first + int(about)
    if (
        act_said not in ("report", "say", "confirm", "claim", "claim_responsibility")
        or saying.passive
        or not tagged(pack, unit.words[first], "relative")
    ):
        return None
    teller = relative_subject(unit, pack, first, saying.finite if about else min(saying.words[0], saying.finite))
    if teller is None or (about and teller.pronoun):
        return None
    if teller.pronoun:
        content = _told(unit, pack, saying, seg.first, seg.last, teller)
    else:
        told = phrase_before(unit, pack, max(0, seg.first - 13), seg.first - 1)
        content = ((told.first, told.last),) if told and not told.pronoun else ()
    if not any(unit.words[i].upos in ("NOUN", "PROPN") for a, b in content for i in range(a, b)):
        return None
    return Frame(saying.words, (teller,), content, (), "indirect", act_said, "act")


def _deed(unit: Unit, saying: Saying, content: tuple[Range, ...]) -> tuple[Range, ...]:
    """What somebody takes the responsibility for, up to the first noun: the figures behind it are the report's."""
    first = next((i + 1 for i in saying.words if unit.words[i].upos == "ADP"), None)
    last = next((i + 1 for i in range(first or 0, content[-1][1] if content else 0) if unit.words[i].upos in ("NOUN", "PROPN")), None)
    return ((first, last),) if first is not None and last is not None else content


def self_claims(unit: Unit, segs: Sequence[Segment], pack: Pack) -> list[Frame]:
    """What a subject says of itself (`Die Gruppe will den Posten angegriffen haben`): a modal of claiming with a perfect infinitive."""
    found = []
    for k, seg in enumerate(segs):
        modal = next((v for v in seg.verbs if unit.words[v].form.lower() in pack.tables["claim_form"]), None)
        if seg.kind != "main" or modal is None or not has_perfect_infinitive(unit, pack, modal, seg.last):
            continue
        source = clause_subject(unit, segs, pack, k)
        if source and not source.pronoun and not _points_back(unit, pack, seg, modal):
            content = tuple(r for r in _without(seg.first, seg.last, source, (modal,)) if _says(unit, r))
            found.append(Frame((modal,), (source,), content, (), "indirect", "claim", "self_claim"))
    return [f for f in found if f.content]


def _points_back(unit: Unit, pack: Pack, seg: Segment, modal: int) -> bool:
    """Whether what somebody claims is what was told before (`Das will X erfahren haben`)."""
    return modal == seg.first + 1 and unit.words[seg.first].form.lower() in pack.tables["back_pointer"]


def has_perfect_infinitive(unit: Unit, pack: Pack, first: int, last: int) -> bool:
    """Whether a participle with the infinitive of a perfect auxiliary stands among words first to last."""

    def closes(participle: Word, auxiliary: Word) -> bool:
        infinitive = is_auxiliary_infinitive(pack, auxiliary) and auxiliary.lemma in pack.tables["perfect_auxiliary"]
        return infinitive and tagged(pack, participle, "participle")

    return any(closes(a, b) or closes(b, a) for a, b in pairwise(unit.words[first:last]))


def by_noun(unit: Unit, segs: Sequence[Segment], pack: Pack, frames: Sequence[Frame]) -> list[Frame]:
    """A noun of telling with the clause that says what is told (`die Forderung des Ministers, …`)."""
    found = []
    for k, seg in enumerate(segs[:-1]):
        after = segs[k + 1]
        told = after.kind in ("that", "inf") or (after.kind == "main" and after.mood > 0 and not after.verb_first)
        if seg.kind == "quote" or not told or after.before != "," or any(a <= after.first < b for f in frames for a, b in f.content):
            continue
        hit = _telling_at(unit, pack, seg)
        if hit:
            noun, phrase, telling = hit
            content: Range = (after.first, segs[complement_end(segs, k + 1) - 1].last)
            first = clause_start(segs, k)
            frame: Range = (segs[first].first, after.first)
            sources = (_noun_teller(unit, segs, pack, k, noun, phrase),)
            found.append(Frame((noun,), sources, (content,), (frame,), "indirect", telling, "noun"))
    return found


def _noun_teller(unit: Unit, segs: Sequence[Segment], pack: Pack, k: int, noun: int, phrase: Phrase) -> Phrase:
    """Who tells what a noun of telling brings in: its owner, else the subject where its verb voices it or the noun is the subject's own."""
    words, owner = unit.words, pack.tables["owner_ending"]
    if noun > segs[k].first + 1 and words[noun - 1].form in owner and words[noun - 2].upos in ("NOUN", "PROPN"):
        return phrase_before(unit, pack, segs[k].first, noun - 1) or phrase
    voiced = any(unit.words[v].lemma in pack.tables["voicing_verb"] for v in range(segs[k].first, segs[k].last))
    if phrase.head != (noun, noun + 1):
        return phrase
    own = voiced or pack.tables["telling_noun"][unit.words[noun].lemma][0].get("subject")
    teller = clause_subject(unit, segs, pack, k) if own and segs[k].kind == "main" else None
    if teller and (voiced or can_speak(unit, pack, teller)) and teller.head != phrase.head:
        return teller
    return phrase


def _telling_at(unit: Unit, pack: Pack, seg: Segment) -> tuple[int, Phrase, str] | None:
    """The noun of telling whose phrase ends the segment: its position, the phrase, and its act."""
    for i in range(max(seg.first, seg.last - 8), seg.last):
        row = pack.row("telling_noun", unit.words[i].lemma)
        if row is None or unit.words[i].upos != "NOUN":
            continue
        first = i
        while first > seg.first and unit.words[first - 1].upos in ("DET", "ADJ", "NUM"):
            first -= 1
        phrase = phrase_at(unit, pack, first, seg.last, every_preposition=True)
        if phrase and phrase.last >= seg.last - 1 and phrase.first <= i < phrase.last:
            return i, phrase, row.word("act")
    return None


def _told(unit: Unit, pack: Pack, saying: Saying, first: int, last: int, source: Phrase | None = None) -> tuple[Range, ...]:
    """What of words first to last is told: neither reporting words nor their source, and more than when it was."""
    return tuple(r for r in _without(first, last, source, saying.words) if _says(unit, r) and not _only_says_when(unit, pack, r))


def _without(first: int, last: int, source: Phrase | None, cue: Iterable[int]) -> Iterable[Range]:
    """The stretches of words first to last that are neither the source nor the reporting words."""
    left_out = {*(range(source.first, source.last) if source else ()), *cue}
    start: int | None = None
    for i in range(first, last + 1):
        inside = i < last and i not in left_out
        if inside and start is None:
            start = i
        elif not inside and start is not None:
            yield start, i
            start = None


def _only_says_when(unit: Unit, pack: Pack, words: Range) -> bool:
    """Whether the stretch only says when: it goes with the verb, not with what is said."""
    nouns = [unit.words[i].lemma for i in range(*words) if unit.words[i].upos in ("NOUN", "PROPN")]
    return bool(nouns) and all(is_time(pack, n) for n in nouns)


def _says(unit: Unit, words: Range) -> bool:
    return any(unit.words[i].upos not in _SAYS_NOTHING for i in range(*words))

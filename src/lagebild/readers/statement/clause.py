"""The stretches between commas of a unit, what kind of clause each is, and the mood of its verb.

Nothing here needs a tree: a finite verb, what opens the stretch, and where the verb stands in it are enough (the sentence
bracket of German grammar), and they survive a wrong arc.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from lagebild.model import Word
from lagebild.packs import Pack, Row
from lagebild.packs.tag import is_auxiliary, is_finite, tagged
from lagebild.readers.statement.quote import Unit
from lagebild.tree import DASHES

Kind = Literal["quote", "main", "that", "rel", "sub", "as", "wh", "inf", "bare"]
DEPENDENT: frozenset[Kind] = frozenset({"that", "rel", "sub", "wh", "inf", "bare"})
_BREAKS = frozenset({",", ";", ":", "–", "—", "-", "(", ")"})
_HARM = "@harm"  # among the words that a row wants beside its verb: any noun or adjective of harm, or a bare number
_LONGEST_ASIDE = 12  # words between round brackets that do not break a clause


@dataclass(frozen=True, slots=True)
class Segment:
    """Words first to last (past the end) between two breaks; `before` and `after` are the marks around it, empty at the unit's ends."""

    first: int
    last: int
    kind: Kind
    verbs: tuple[int, ...]  # its finite verbs
    before: str
    after: str
    mood: int  # 2: subjunctive of reported speech, 1: subjunctive that may be it, 0: none

    @property
    def verb_first(self) -> bool:
        """Whether it opens with its finite verb."""
        return bool(self.verbs) and self.verbs[0] == self.first


def beside_verbs(unit: Unit, seg: Segment) -> list[str]:
    """The words right beside the finite verbs of the segment, in lower case."""
    return [unit.words[j].form.lower() for v in seg.verbs for j in (v - 1, v + 1) if seg.first <= j < seg.last]


def segments(unit: Unit, pack: Pack) -> list[Segment]:
    """The segments of the unit in text order; marks between them belong to none."""
    found: list[Segment] = []
    words, start, before, i = unit.words, 0, "", 0
    opened = _opened(unit, pack)
    while i <= len(words):
        whole = next((q for q in unit.quotations if q.whole and q.first == i), None)
        if i in opened and start < i and not whole:
            found.append(_segment(unit, pack, start, i, before, ","))
            before, start = ",", i
        stop = i == len(words) or whole is not None or (words[i].form in _BREAKS and not _aside(pack, words, i) and not _hyphen(words, i))
        if not stop:
            i = _aside_end(pack, words, i) if words[i].form == "(" else i + 1
            continue
        mark = words[i].form if i < len(words) and not whole else ""
        if start < i:
            found.append(_segment(unit, pack, start, i, before, mark))
            before = mark
        elif mark:
            before = mark
        if whole:
            after = words[whole.last + 1].form if whole.last + 1 < len(words) else ""
            found.append(Segment(whole.first, whole.last + 1, "quote", (), before, after if after in _BREAKS else "", 0))
            before = ""
            i = start = whole.last + 1
            continue
        i += 1
        start = i
    kept = [s for s in found if s.kind == "quote" or any(w.upos != "PUNCT" for w in words[s.first : s.last])]
    return [part for seg in _closed(unit, pack, kept) for part in _parted(unit, pack, seg)]


def _opened(unit: Unit, pack: Pack) -> set[int]:
    """The words with which a clause begins that no comma sets apart: by the relations of the table `clause_relation`, where it has any.

    The sentence bracket shows German clauses; where a language says `said two men had died`, only the tree does.
    """
    relations = pack.tables["clause_relation"]
    if not relations:
        return set()
    place = {at: k for k, at in enumerate(unit.at)}
    found = set()
    for k, word in enumerate(unit.words):
        if word.deprel in relations and 0 <= word.head < unit.at[k][1]:
            below = [j for j, w in enumerate(unit.words) if unit.at[j][0] == unit.at[k][0] and _is_below(unit, place, j, k)]
            found.add(min(below))
    return found


def _is_below(unit: Unit, place: Mapping[tuple[int, int], int], j: int, k: int) -> bool:
    """Whether word j is word k or hangs on it."""
    sentence, seen = unit.at[j][0], set[int]()
    while j != k and j not in seen:
        seen.add(j)
        head = unit.words[j].head
        if head < 0 or (sentence, head) not in place:
            return False
        j = place[sentence, head]
    return j == k


def _closed(unit: Unit, pack: Pack, segs: Sequence[Segment]) -> list[Segment]:
    """The segments; one opened by a subordinating word is joined to those up to its verb (`wie X, der Sprecher, sagte`)."""
    found: list[Segment] = []
    i = 0
    while i < len(segs):
        seg, k = segs[i], i
        word = unit.words[seg.first]
        if seg.kind == "bare" and (word.form.lower() in _openers(pack) or tagged(pack, word, "subordinator", "relative")):
            while k + 1 < len(segs) and k < i + 3 and segs[k].kind == "bare" and segs[k].after == ",":
                k += 1
            verbs = segs[k].verbs
            framed = segs[k].verb_first and segs[k].last - segs[k].first > 1  # `wenn er das sieht, sagt X`
            if verbs and segs[k].kind == "main" and verbs[-1] >= segs[k].last - 2 and not framed:
                seg = _segment(unit, pack, seg.first, segs[k].last, seg.before, segs[k].after)
                i = k
        found.append(seg)
        i += 1
    return found


def _parted(unit: Unit, pack: Pack, seg: Segment) -> list[Segment]:
    """The segment in two where a conjunction joins another main clause to it whose verb says something, or whose mood is another one."""
    words = unit.words
    if seg.kind != "main":
        return [seg]
    if (behind := _behind_infinitive(words, pack, seg)) is not None:
        return [_segment(unit, pack, seg.first, behind, seg.before, ""), _segment(unit, pack, behind, seg.last, "", seg.after)]
    for i in range(seg.first + 1, seg.last - 1) if len(seg.verbs) > 1 else ():
        if words[i].upos != "CCONJ" or unit.quoted(i):
            continue
        right = next((v for v in seg.verbs if v > i), None)
        left = [v for v in seg.verbs if v < i]
        if right is None or not left:
            continue
        moods = [mood(words, pack, v, seg.first, seg.last) for v in (left[-1], right)]
        if (min(moods) == 0 < max(moods)) or right == i + 1 or may_say(words, pack, right, i, seg.last):
            return [
                _segment(unit, pack, seg.first, i, seg.before, ""),
                *_parted(unit, pack, _segment(unit, pack, i, seg.last, "", seg.after)),
            ]
    return [seg]


def _behind_infinitive(words: Sequence[Word], pack: Pack, seg: Segment) -> int | None:
    """The conjunction that joins a finite verb to what an infinitive ended (`warf ihm vor, zu lügen und drohte mit …`)."""
    i = seg.verbs[0] - 1
    if not (seg.first + 1 < i and words[i].upos == "CCONJ"):
        return None
    split = tagged(pack, words[i - 2], "infinitive_mark") and tagged(pack, words[i - 1], "infinitive", "auxiliary_infinitive")
    return i if split or tagged(pack, words[i - 1], "marked_infinitive") else None


def _hyphen(words: Sequence[Word], i: int) -> bool:
    """Whether the dash joins two parts of one word (`„Bild“-Zeitung`)."""
    return words[i].form in DASHES and 0 < i < len(words) - 1 and words[i - 1].end == words[i].start and words[i].end == words[i + 1].start


def _aside(pack: Pack, words: Sequence[Word], i: int) -> bool:
    """Whether a short verbless aside in brackets opens here: it breaks no clause."""
    return words[i].form == "(" and _aside_end(pack, words, i) > i + 1


def _aside_end(pack: Pack, words: Sequence[Word], i: int) -> int:
    """The word behind the bracket that closes what opens at word i; the next word where that is too far or a verb stands in it."""
    for j in range(i + 1, min(len(words), i + _LONGEST_ASIDE)):
        if words[j].form == ")":
            return j + 1
        if is_finite(pack, words[j]):
            break
    return i + 1


def _segment(unit: Unit, pack: Pack, first: int, last: int, before: str, after: str) -> Segment:
    words = unit.words
    while last > first + 1 and words[last - 1].upos == "PUNCT" and words[last - 1].form[0] in ".!?…":
        last -= 1
    verbs = tuple(i for i in range(first, last) if is_finite(pack, words[i]) and not _is_noun(words, i, first)) or _taken_for_finite(
        words, pack, first, last
    )
    kind = _kind(words, pack, first, last, verbs)
    return Segment(first, last, kind, verbs, before, after, max((mood(words, pack, i, first, last) for i in verbs), default=0))


def _is_noun(words: Sequence[Word], i: int, first: int) -> bool:
    """Whether a word that was taken for a verb is written like a noun within the clause."""
    return i > first and words[i].form[:1].isupper() and words[i - 1].upos != "PUNCT"


def _taken_for_finite(words: Sequence[Word], pack: Pack, first: int, last: int) -> tuple[int, ...]:
    """The verb of a stretch that shows no finite one, where a tagger took a plural for an infinitive, a present for a participle."""
    opener = next((w for w in words[first:last] if w.upos not in ("CCONJ", "PUNCT")), None)
    verbs = [
        i for i in range(first, last) if words[i].upos in ("VERB", "AUX") and not tagged(pack, words[i], "marked_infinitive", "participle")
    ]
    if (
        opener is not None
        and (verbs or tagged(pack, opener, "relative"))
        and (tagged(pack, opener, "subordinator", "relative") or opener.form.lower() in _openers(pack))
    ):
        relative = tagged(pack, opener, "relative") and last - first > 2
        verbs = verbs or [i for i in (last - 1,) if relative and words[i].upos == "VERB" and tagged(pack, words[i], "participle")]
        return tuple(verbs[-1:]) if not any(tagged(pack, w, "infinitive_mark") for w in words[first:last]) else ()
    if opener is not None and opener.form.lower() in pack.tables["as_frame"] and _ends_like_present(words, pack, first, last):
        return (last - 1,)
    for i in range(first + 1, last):
        if (
            words[i].upos == "VERB"
            and tagged(pack, words[i], "infinitive", "participle")
            and not tagged(pack, words[i - 1], "infinitive_mark")
            and may_say(words, pack, i, first, last)
        ):
            before = [w for w in words[first:i] if w.upos not in ("ADV", "PUNCT")]
            told = all(w.upos in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "ADP", "NUM", "X", "CCONJ") for w in before)
            if before and told and before[0].upos != "ADP" and i >= last - 3:
                return (i,)
    return ()


def _ends_like_present(words: Sequence[Word], pack: Pack, first: int, last: int) -> bool:
    """Whether a clause with a subject ends in a verb of saying whose present looks like its participle (`wie Armenien behauptet`)."""
    subject = words[first + 1 : last - 1]
    named = bool(subject) and subject[0].upos != "ADP" and any(w.upos in ("NOUN", "PROPN", "PRON") for w in subject)
    return named and tagged(pack, words[last - 1], "participle") and may_say(words, pack, last - 1, first, last)


@cache
def _openers(pack: Pack) -> frozenset[str]:
    return frozenset({*pack.tables["complementizer"], *pack.tables["as_frame"]})


def _kind(words: Sequence[Word], pack: Pack, first: int, last: int, verbs: Sequence[int]) -> Kind:
    i = first
    while i < last - 1 and words[i].upos in ("CCONJ", "PUNCT") and words[i].form.lower() not in pack.tables["as_frame"]:
        i += 1
    if words[i].upos == "ADV" and i + 1 < last and words[i + 1].form.lower() in pack.tables["as_frame"]:
        i += 1
    form, next_word = words[i].form.lower(), words[i + 1] if i + 1 < last else None
    late = bool(verbs) and verbs[-1] >= last - 2
    if form in pack.tables["complementizer"] and (verbs or last - i > 3):
        return "that"
    if form in pack.tables["as_frame"] and verbs:
        return "as" if late or verbs[-1] > i + 1 else "main"
    led = words[i].upos in ("ADP", "NOUN") and next_word is not None and tagged(pack, next_word, "relative")
    if led or tagged(pack, words[i], "relative"):
        return "main" if _has_bracket(words, pack, i, last, verbs) else "rel" if verbs else "bare"
    if tagged(pack, words[i], "interrogative") and verbs and verbs[0] != i + 1:
        return "wh"
    if tagged(pack, words[i], "infinitive_opener") or (tagged(pack, words[i], "subordinator") and verbs and verbs[0] > i):
        infinitive = tagged(pack, words[i], "infinitive_opener")
        opens = form in pack.tables["circumstance_preposition"] or infinitive
        preposed = opens and _has_bracket(words, pack, i, last, verbs)
        bare = infinitive and verbs and not any(tagged(pack, w, "infinitive_mark", "marked_infinitive") for w in words[i:last])
        return "main" if preposed or bare else "sub"  # `statt neun seien sieben gestorben`
    if verbs:
        return "main"
    infinitive = any(
        tagged(pack, w, "marked_infinitive") or (tagged(pack, w, "infinitive_mark") and j + 1 < last)
        for j, w in enumerate(words[first:last], first)
    )
    return "inf" if infinitive else "bare"


def _has_bracket(words: Sequence[Word], pack: Pack, first: int, last: int, verbs: Sequence[int]) -> bool:
    """Whether a finite auxiliary stands well before the participle or infinitive that ends the stretch: a main clause, however it opens."""
    if len(verbs) != 1 or not first + 2 < verbs[0] < last - 2 or not is_auxiliary(pack, words[verbs[0]]):
        return False
    return tagged(pack, words[last - 1], "participle", "infinitive", "auxiliary_infinitive")


def may_say(words: Sequence[Word], pack: Pack, i: int, first: int, last: int) -> bool:
    """Whether word i is a verb of saying that finds the words it wants beside it among words first to last."""
    row = saying_row(words, pack, words[i].lemma, first, last)
    return row is not None and not row.get("weak")


def saying_row(words: Sequence[Word], pack: Pack, lemma: str, first: int, last: int) -> Row | None:
    """The row of a verb of saying: the first that finds the words it wants beside it, else one that wants none; None when there is none."""
    plain = None
    for row in pack.tables["reporting_verb"].get(lemma, ()):
        wanted = tuple(group for group in (row.several("with"), row.several("beside")) if group)
        if row.get("unless") and any(w.lemma.lower() in row.several("unless") for w in words[first:last]):
            continue
        if wanted and all(stand(words, pack, group, first, last) for group in wanted):
            return row
        plain = plain or (None if wanted else row)
    return plain


def stand(words: Sequence[Word], pack: Pack, wanted: Sequence[str], first: int, last: int) -> bool:
    """Whether one of the words that a row wants stands among words first to last."""
    if any(w.form.lower() in wanted or w.lemma.lower() in wanted for w in words[first:last]):
        return True
    return _HARM in wanted and _counts_harm(words, pack, first, last)


def _counts_harm(words: Sequence[Word], pack: Pack, first: int, last: int) -> bool:
    """Whether a noun or an adjective of harm stands among words first to last, or a number with no noun behind it."""
    for i, word in enumerate(words[first:last], first):
        bare = word.upos == "NUM" and (i + 1 >= last or words[i + 1].upos in ("PUNCT", "PART", "ADV", "VERB", "CCONJ"))
        if bare or word.form in pack.tables["figure_noun"] or (word.upos == "ADJ" and word.lemma in pack.tables["figure_adjective"]):
            return True
    return False


def mood(words: Sequence[Word], pack: Pack, i: int, first: int, last: int) -> int:
    """How surely the finite verb i stands in a subjunctive of reported speech (2, 1, or 0 for not)."""
    form = words[i].form.lower()
    beside = [words[j].form.lower() for j in (i - 1, i + 1) if first <= j < last]
    if any(f in pack.tables["first_person"] for f in beside):
        return 0
    row = pack.row("subjunctive_form", form)
    if row:
        return int(row.get("strength"))
    if any(w.form.lower() in pack.tables["first_person"] for w in words[max(first, i - 2) : min(last, i + 3)]):
        return 0
    lemma = words[i].lemma.lower()
    endings = ((row, form.removesuffix(row.word("form_ending"))) for rows in pack.tables["subjunctive_ending"].values() for row in rows)
    return 2 if any(stem != form and lemma.endswith(stem + row.word("lemma_ending")) for row, stem in endings) else 0

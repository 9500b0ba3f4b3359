"""Clauses: the words that one verb governs, by punctuation, openers and the place of the finite verb."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild import tree
from lagebild.model import Sentence, Word
from lagebild.packs import Pack
from lagebild.packs.tag import is_finite, tagged
from lagebild.tree import DASHES


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that one verb governs: `finite` is that verb where it is finite; `opener` the word that subordinates it."""

    words: tuple[int, ...]
    finite: int | None
    opener: int | None
    infinitive: bool


def is_attribute(sentence: Sentence, i: int) -> bool:
    """Whether what was taken for a verb stands between a determiner and its noun, and so is an adjective (`jedes zerstörte Haus`)."""
    words = sentence.words
    if words[i].upos != "VERB" or not 0 < i < len(words) - 1 or words[i + 1].upos != "NOUN":
        return False
    return any(words[j].upos == "DET" and j < i for j in sentence.children[i + 1])


def is_aside(sentence: Sentence, i: int) -> bool:
    """Whether word i, by its tag or its place, is an adjective: an act that it names is told aside (`die festgenommenen Soldaten`)."""
    return sentence.words[i].upos == "ADJ" or is_attribute(sentence, i)


def is_predicate(pack: Pack, sentence: Sentence, i: int) -> bool:
    """Whether word i is a finite verb, and none that stands before a noun as its adjective."""
    return is_finite(pack, sentence.words[i]) and not is_attribute(sentence, i)


def _stretches(sentence: Sentence) -> list[list[int]]:
    """All words, divided at colons and where there is one dash alone (a headline, a dateline); a pair of dashes divides nothing."""
    words = sentence.words
    dashes = [i for i, w in enumerate(words) if w.upos == "PUNCT" and w.form in DASHES and 0 < i < len(words) - 1]
    colons = [i for i, w in enumerate(words) if w.upos == "PUNCT" and w.form == ":" and 0 < i < len(words) - 1]
    borders = sorted((dashes if len(dashes) == 1 else []) + colons)
    return [list(range(a, b)) for a, b in zip([0, *borders], [*borders, len(words)], strict=True)]


def _segments(pack: Pack, sentence: Sentence, stretch: list[int]) -> list[list[int]]:
    """The words between punctuation marks, cut once more at a conjunction that has a finite verb on both sides."""
    segments: list[list[int]] = [[]]
    for i in stretch:
        if sentence.words[i].upos == "PUNCT":
            segments.append([])
        else:
            segments[-1].append(i)
    return [part for segment in segments if segment for part in _cut(pack, sentence, segment)]


def _cut(pack: Pack, sentence: Sentence, segment: list[int]) -> list[list[int]]:
    for n, i in enumerate(segment):
        if sentence.words[i].upos == "CCONJ" and not tagged(pack, sentence.words[i], "comparison") and 0 < n < len(segment) - 1:
            left, right = segment[:n], segment[n:]
            verbs = [k for k in left if is_predicate(pack, sentence, k)]
            if not verbs and is_predicate(pack, sentence, segment[n + 1]) and _is_infinitive(pack, sentence, left):
                return [left, *_cut(pack, sentence, right)]  # `warf ihm vor, Hilfe zu verweigern | und drohte mit …`
            if verbs and any(is_predicate(pack, sentence, k) for k in right) and not _awaits(sentence, verbs[-1], right):
                return [left, *_cut(pack, sentence, right)]
    return [segment]


def _awaits(sentence: Sentence, auxiliary: int, right: list[int]) -> bool:
    """Whether the tree gives the auxiliary to the verb that ends the other half: what was taken for finite there is its participle."""
    word = sentence.words[auxiliary]
    return word.upos == "AUX" and word.deprel.startswith("aux") and word.head == right[-1]


def _opener(pack: Pack, sentence: Sentence, segment: list[int]) -> int | None:
    """The word among the first three that makes the segment a subordinate clause."""
    for i in segment[:3]:
        word = sentence.words[i]
        if tagged(pack, word, "comparison"):  # `als Rebellen den Posten überfielen`
            return i if i == segment[0] and len(segment) > 2 and is_predicate(pack, sentence, segment[-1]) else None
        if word.upos == "SCONJ" and i + 1 < len(sentence.words) and _is_bare_preposition(pack, sentence.words[i + 1]):
            return None
        if word.upos == "SCONJ" or _opens_clauses(pack, word) or tree.is_relative(word):
            return i
        if _is_relative_article(pack, sentence, i):
            return i
        if word.upos not in ("CCONJ", "ADP", "ADV"):
            return None
    return None


def _is_bare_preposition(pack: Pack, word: Word) -> bool:
    return tagged(pack, word, "preposition") and not tagged(pack, word, "fused")


def _opens_clauses(pack: Pack, word: Word) -> bool:
    """Whether the word subordinates by itself, or asks without a noun."""
    asks = tagged(pack, word, "interrogative") and not tagged(pack, word, "attributive")
    return asks or tagged(pack, word, "subordinator", "infinitive_opener")


def _is_relative_article(pack: Pack, sentence: Sentence, i: int) -> bool:
    """Whether what was taken for an article is a relative pronoun: `eine Serie, bei der bisher zwölf Menschen starben`."""
    words = sentence.words
    if i < 2 or i + 2 >= len(words) or words[i - 1].upos != "ADP" or words[i - 2].form != "," or not tagged(pack, words[i], "article"):
        return False
    single = words[i].feats.get("Definite") == "Def" and words[i].feats.get("Number") == "Sing"
    after = words[i + 2] if words[i + 1].upos == "ADV" else words[i + 1]
    return single and after.upos in ("NUM", "PRON", "DET")


def _is_infinitive(pack: Pack, sentence: Sentence, segment: list[int]) -> bool:
    words = sentence.words
    marked = (i for i in segment if i > 0 and words[i].upos in ("VERB", "AUX") and tagged(pack, words[i - 1], "infinitive_mark"))
    return any(tagged(pack, words[i], "marked_infinitive") for i in segment) or any(True for _ in marked)


@dataclass(slots=True)
class _Draft:
    """A clause in the making."""

    words: list[int]
    finite: int | None
    opener: int | None
    infinitive: bool
    verb_last: bool = False  # an infinitive clause that ends in its verb

    def is_closed(self) -> bool:
        """Whether it is a subordinate or infinitive clause that has reached its verb at the end."""
        return self.verb_last or (self.opener is not None and self.finite == self.words[-1])

    def awaits_verb(self) -> bool:
        """Whether it is a subordinate clause that a comma of a list has cut off from its verb."""
        return self.opener is not None and self.finite is None and not self.infinitive


def clauses(pack: Pack, sentence: Sentence) -> tuple[Clause, ...]:
    """The clauses of the sentence in text order; every word is in one."""
    drafts: list[_Draft] = []
    for stretch in _stretches(sentence):
        drafts += _grouped(pack, sentence, stretch)
    if not drafts:
        drafts = [_Draft(list(range(len(sentence.words))), None, None, False)]
    return _with_punctuation(sentence, drafts)


def _grouped(pack: Pack, sentence: Sentence, stretch: list[int]) -> list[_Draft]:
    """The stretch's segments put together to clauses: a segment without a verb goes with the clause that it stands in."""
    drafts: list[_Draft] = []
    waiting: _Draft | None = None  # a clause that still waits for its verb
    for segment in _segments(pack, sentence, stretch):
        finite = next((i for i in segment if is_predicate(pack, sentence, i)), None)
        opener = _opener(pack, sentence, segment)
        if opener is None and drafts and not drafts[-1].awaits_verb() and _is_verb_final(sentence, segment, finite):
            opener = segment[0]
        if finite is not None and segment == [finite] and _ends_another(sentence, finite, drafts):
            drafts[-1].words += segment
            continue
        infinitive = finite is None and _is_infinitive(pack, sentence, segment)
        if finite is None and opener is None and not infinitive:
            home = drafts[-1] if drafts and drafts[-1].awaits_verb() else waiting or _home(drafts)
            if home is None:
                waiting = _Draft(list(segment), None, None, False)
                drafts.append(waiting)
            else:
                home.words += segment
        elif opener is None and finite not in (None, segment[0]) and drafts and drafts[-1].awaits_verb():
            drafts[-1].words += segment
            drafts[-1].finite = finite
        elif waiting is not None and opener is None and finite is not None and (finite == segment[0] or len(drafts) == 1):
            waiting.words += segment
            waiting.finite = finite
            waiting = None
        else:
            ends = infinitive and sentence.words[segment[-1]].upos in ("VERB", "AUX")
            drafts.append(_Draft(list(segment), finite, opener, infinitive, ends))
    return drafts


def _ends_another(sentence: Sentence, i: int, drafts: list[_Draft]) -> bool:
    """Whether the verb alone between marks is the participle of an auxiliary before them (`wurde der Chef, Ali Su, verletzt`)."""
    if not drafts or drafts[-1].finite is None or sentence.words[i].upos != "VERB":
        return False
    words = sentence.words
    return words[drafts[-1].finite].upos == "AUX" and not any(words[k].upos == "VERB" for k in drafts[-1].words)


def _is_verb_final(sentence: Sentence, segment: list[int], finite: int | None) -> bool:
    """Whether a segment after a comma opens with a pronoun or article and ends in its finite verb: a relative clause tagged otherwise."""
    word = sentence.words[segment[0]]
    return finite == segment[-1] and len(segment) > 2 and word.upos in ("DET", "PRON") and word.feats.get("PronType") != "Prs"


def _home(drafts: list[_Draft]) -> _Draft | None:
    """The clause that a segment without a verb goes on with: the last one, or what a closed subordinate clause interrupted."""
    for draft in reversed(drafts):
        if not draft.is_closed():
            return draft
    return drafts[-1] if drafts else None


def _with_punctuation(sentence: Sentence, drafts: list[_Draft]) -> tuple[Clause, ...]:
    """The clauses; punctuation goes with the word before it."""
    place = {i: n for n, draft in enumerate(drafts) for i in draft.words}
    here = 0
    for i in range(len(sentence.words)):
        here = place.setdefault(i, here)
    words: list[list[int]] = [[] for _ in drafts]
    for i in range(len(sentence.words)):
        words[place[i]].append(i)
    return tuple(Clause(tuple(w), d.finite, d.opener, d.infinitive) for w, d in zip(words, drafts, strict=True))

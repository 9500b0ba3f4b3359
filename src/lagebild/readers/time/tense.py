"""Whether the clause of a time looks back or ahead, by its verbs.

The verbs are those that stand between the same two marks of punctuation as the time; only where there is none the tree is asked.
Word order survives a wrong arc. Which tags are participles, which endings are past, which verbs make a perfect: tables of the pack.
"""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from typing import Literal

from lagebild import tree
from lagebild.model import Sentence, Word
from lagebild.packs import Pack

Tense = Literal["past", "present", "future"]
_FAR = 60  # words within which a verb may still go with a time
_BREAKS = frozenset(",;:.!?()–—-…")


def tense_at(sentence: Sentence, start: int, pack: Pack) -> Tense | None:
    """The tense of the clause of the word at `start`, or of the participle that it belongs to; None when no verb tells."""
    i = bisect(sentence.words, start, key=lambda w: w.end)
    if i == len(sentence.words):
        return None
    participle = _participle_above(sentence, i)
    if participle is not None:
        return "future" if participle.form.lower().endswith(tuple(pack.tables["time_ahead"])) else "past"
    verbs = _Verbs(sentence, pack)
    finite, group = verbs.around(i)
    return verbs.tense(finite, group) if finite is not None else None


def _participle_above(sentence: Sentence, i: int) -> Word | None:
    """The attribute that the time hangs on, when it hangs on one (`die am Dienstag begonnene Operation`)."""
    for k in tree.above(sentence, i):
        word = sentence.words[k]
        if word.upos == "ADJ" and word.deprel == "amod" and k > i:
            return word
        if word.upos in ("VERB", "AUX", "NOUN"):
            return None
    return None


@dataclass(frozen=True, slots=True)
class _Verbs:
    """The verbs of a sentence as the pack's tables see them."""

    sentence: Sentence
    pack: Pack

    def sort(self, n: int) -> str:
        """finite, participle, infinitive, or nothing."""
        row = self.pack.row("time_verb_tag", self.sentence.words[n].xpos)
        return row.word("value") if row else ""

    def kind(self, n: int) -> str:
        """What the verb makes of the one beside it: perfect, future, modal; telling for a verb of speech; or nothing."""
        row = self.pack.row("time_tense", self.sentence.words[n].lemma)
        return row.word("value") if row else ""

    def around(self, i: int) -> tuple[int | None, list[int]]:
        """The finite verb that the time at word i goes with, and the other verbs of its group."""
        first, last = self._segment(i)
        finite = [n for n in range(first, last) if self.sort(n) == "finite"]
        head = tree.clause_head(self.sentence, i)
        group = sorted({head, *tree.down(self.sentence, head, ("aux", "cop"))})
        if not finite:
            by_tree = [n for n in group if self.sort(n) == "finite"]
            return (by_tree[0], group) if by_tree else (self._nearest(i), [])
        if len(finite) == 1:
            beside = [n for n in range(first, last) if n != finite[0]]
            alone = self.kind(finite[0]) in ("perfect", "future") and not any(map(self.sort, beside))
            return finite[0], [*beside, *(self._far_partner(last) if alone else ())]
        chosen = next((n for n in group if n in finite), min(finite, key=lambda n: abs(n - i)))
        left = max((n for n in finite if n < chosen), default=first - 1)
        right = min((n for n in finite if n > chosen), default=last)
        return chosen, [n for n in range(left + 1, right) if n != chosen]

    def _far_partner(self, last: int) -> list[int]:
        """The participle or infinitive behind a comma that closes an auxiliary verb's clause: `hat am Montag, so X, gekämpft`."""
        words = self.sentence.words
        for n in range(last, min(len(words), last + _FAR)):
            if self.sort(n) == "finite":
                return []
            if self.sort(n):
                closed = n + 1 == len(words) or self.sort(n + 1) != "finite"
                return [n] if closed else []
        return []

    def _segment(self, i: int) -> tuple[int, int]:
        words = self.sentence.words
        first, last = i, i + 1
        while first > max(0, i - _FAR) and words[first - 1].form not in _BREAKS:
            first -= 1
        while last < min(len(words), i + _FAR) and words[last].form not in _BREAKS:
            last += 1
        return first, last

    def _nearest(self, i: int) -> int | None:
        finite = [n for n in range(max(0, i - _FAR), min(len(self.sentence.words), i + _FAR)) if self.sort(n) == "finite"]
        return min(finite, key=lambda n: abs(n - i)) if finite else None

    def tense(self, finite: int, group: list[int]) -> Tense:
        """The tense of a finite verb with the other verbs of its group."""
        participle = any(self.sort(n) == "participle" for n in group)
        infinitives = [n for n in group if self.sort(n) == "infinitive"]
        done = participle and any(self.kind(n) == "perfect" for n in infinitives)
        past, subjunctive = self._is_past(finite), self.sentence.words[finite].feats.get("Mood") == "Sub"
        match self.kind(finite):
            case "perfect":
                return "past" if participle or past or len(infinitives) > 1 else "present"  # `hat … absetzen lassen`
            case "modal":
                return "past" if done or (past and not subjunctive) else "future"
            case "future" if not past or subjunctive:
                return "past" if done else "future" if infinitives else "present"
            case "telling":
                return "past"
        return "past" if past else "present"

    def _is_past(self, n: int) -> bool:
        """Whether the form is a past one: by its ending after the lemma's stem, by a changed stem, else as the tagger says."""
        word = self.sentence.words[n]
        form, endings = word.form.lower(), self.pack.tables["time_ending"]
        if form in self.pack.tables["time_past_form"]:
            return True
        for stem in self._stems(n):
            row = endings.get(form.removeprefix(stem)) if form.startswith(stem) else None
            if row:
                return bool(row[0].values["value"] == "past")
        return word.feats.get("Tense") == "Past"

    def _stems(self, n: int) -> list[str]:
        lemma = self.sentence.words[n].lemma.lower()
        particles = [self.sentence.words[k].form.lower() for k in tree.down(self.sentence, n, ("compound:prt",))]
        lemmas = [lemma, *(lemma.removeprefix(p) for p in particles)]
        ends = [e for e, rows in self.pack.tables["time_ending"].items() if rows[0].values["value"] == "infinitive"]
        return [one.removesuffix(e) for one in lemmas for e in ends if one.endswith(e) and len(one) > len(e) + 1]

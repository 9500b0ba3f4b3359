"""What case and number say of subjects and objects: a second opinion beside the network's scores of labels.

The network has seen few trees and often takes a dative, or a subject that comes late, for an object. Which cases a noun phrase can have
follows from the forms of its determiner, its adjectives and its noun, with the gender and number that the network finds. A label that
wants another case loses; so does a subject whose number is not its verb's; and a finite verb without a subject looks for one. Where
the forms leave open which of two is the subject, it is rather the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lagebild.parse.paradigms import ADJECTIVE, ALL, CASES, CELLS, EXPLETIVE, GENDERS, NOUN, NUMBERS, OWN

Array = np.ndarray[Any, np.dtype[Any]]

FEATURES = ("Gender", "Number")  # whose scores it needs

_OPEN = -1.0  # what a case or number costs, at worst, that the form leaves open
_UNSURE = 1e-3  # added to every chance of gender and number
_NEVER = 1e-6
_EITHER = [CASES.index("Nom"), CASES.index("Acc")]
_TOGETHER = np.log(np.array([0.3, 0.7], dtype=np.float32))  # chances of singular and plural where several are the subject


@dataclass(frozen=True, slots=True)
class Words:
    """The words of many sentences one after the other."""

    heads: Array  # the place of each word's head among them, -1 for a root
    stts: Array  # the number of each word's tag
    marks: Array  # what each word's form can stand for, (word, use), as `Paradigms.marks` tells
    features: Mapping[str, Array]  # the network's scores for each of FEATURES, (word, value)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The new scores, which words are nouns without a preposition, and which have a finite verb."""

    scores: Array
    bare: Array
    finite: Array


class Agreement:
    """Knows what case each label wants, and how much that counts."""

    def __init__(self, table: Mapping[str, Any], values: Mapping[str, Sequence[str]]) -> None:
        """`table` is `[grammar.agreement]` of an `analysis.toml`; `values` what the network's numbers stand for, by task."""
        labels, tags = values["label"], values["stts"]
        self._weights: Mapping[str, float] = table["weights"]
        self._cases = [(labels.index(label), [CASES.index(case) for case in cases]) for label, cases in table["labels"].items()]
        self._subjects = np.array([i for i, label in enumerate(labels) if label.split(":")[0] == "nsubj"])
        self._subject, self._object = labels.index("nsubj"), labels.index("obj")
        self._case, self._conj, self._empty = map(labels.index, ("case", "conj", "expl"))
        self._labelled = {name: np.isin(labels, chosen) for name, chosen in table["relations"].items()}
        self._tagged = {name: np.isin(tags, chosen) for name, chosen in table["tags"].items()}
        orders = {"Gender": GENDERS, "Number": NUMBERS}
        self._values = {name: [values[name].index(value) for value in order] for name, order in orders.items()}

    def weigh(self, scores: Array, words: Words) -> Weighed:
        """The scores (word, label) with what case and number say of them."""
        made, best = scores.copy(), scores.argmax(axis=1)
        bare = self._bare(best, words)
        chances = self._case_chances(best, words, bare)
        for label, cases in self._cases:
            made[bare, label] += self._weights["case"] * chances[:, cases].max(axis=1)
        made[words.marks[:, EXPLETIVE] == 0, self._empty] -= self._weights["expletive"]
        numbers = self._chances("Number", words)
        verbs, finite = self._verbs(best, words, numbers)
        numbers[self._heads(best == self._conj, words)] = _TOGETHER
        under = finite[words.heads[bare]]
        subjects = bare[under]
        both = numbers[subjects] + verbs[words.heads[subjects]]
        gain = np.maximum(np.logaddexp(both[:, 0], both[:, 1]), self._weights["floor"])
        made[np.ix_(subjects, self._subjects)] += self._weights["number"] * gain[:, None]
        either = (gain > _OPEN) & (chances[under][:, _EITHER] > _OPEN).all(axis=1)
        self._order(made, subjects[either], words)
        return Weighed(made, bare, finite)

    def _order(self, scores: Array, nouns: Array, words: Words) -> None:
        """The first of several words that can each be subject or object of one verb gains as subject, the later ones as objects."""
        rivals = nouns[np.isin(scores[nouns].argmax(axis=1), [self._subject, self._object])]
        _, firsts, places, counts = np.unique(words.heads[rivals], return_index=True, return_inverse=True, return_counts=True)
        first = np.zeros(len(rivals), dtype=bool)
        first[firsts] = True
        several = counts[places] > 1
        scores[rivals[first & several], self._subject] += self._weights["order"]
        scores[rivals[~first & several], self._object] += self._weights["order"]

    def complete(self, labels: Array, weighed: Weighed, words: Words) -> Array:
        """The labels, with a subject for each finite verb that had none and has a likely one; later conjuncts share one."""
        without = weighed.finite.copy()
        without[self._heads(self._labelled["taken"][labels], words)] = False
        without[labels == self._conj] = False
        asked = weighed.bare[without[words.heads[weighed.bare]]]
        asked = asked[self._labelled["given_up"][labels[asked]]]
        gain = weighed.scores[asked, self._subject] - weighed.scores[asked, labels[asked]] + self._weights["subject"]
        asked, gain = asked[gain > 0], gain[gain > 0]
        order = np.lexsort((-gain, words.heads[asked]))
        _, firsts = np.unique(words.heads[asked][order], return_index=True)
        labels[asked[order[firsts]]] = self._subject
        return labels

    def _bare(self, best: Array, words: Words) -> Array:
        """The places of nouns and pronouns without a preposition that hang on a word."""
        nominal = self._tagged["pronouns"] | self._tagged["nouns"] | self._tagged["names"]
        found = nominal[words.stts] & (words.heads >= 0)
        found[self._heads(best == self._case, words)] = False
        places: Array = np.nonzero(found)[0]
        return places

    def _heads(self, chosen: Array, words: Words) -> Array:
        made: Array = words.heads[chosen & (words.heads >= 0)]
        return made

    def _chances(self, feature: str, words: Words) -> Array:
        """The logarithm of the probability of each gender or number, (word, value)."""
        scores = words.features[feature][:, self._values[feature]]
        scores = scores - scores.max(axis=1, keepdims=True)
        made: Array = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return made

    def _case_chances(self, best: Array, words: Words, bare: Array) -> Array:
        """The logarithm of how probable each case is beside the most probable one, (word of `bare`, case)."""
        cells = self._cells(best, words)[bare]
        allowed = (cells[:, None] >> np.arange(CELLS, dtype=np.uint32)) & 1
        gender, number = (np.exp(self._chances(feature, words)[bare]) for feature in FEATURES)
        pairs = gender[:, :, None] * number[:, None, :] + _UNSURE
        chances = (allowed.reshape(len(bare), len(CASES), len(GENDERS), len(NUMBERS)) * pairs[:, None]).sum(axis=(2, 3)) + _NEVER
        made: Array = np.maximum(np.log(chances / chances.max(axis=1, keepdims=True)), self._weights["floor"])
        return made

    def _cells(self, best: Array, words: Words) -> Array:
        """What each word can stand for with its determiner, or with its adjectives where it has none; ALL where nothing fits."""
        tagged = {name: mask[words.stts] for name, mask in self._tagged.items()}
        own, hung = words.marks[:, OWN], words.heads >= 0
        cells = np.where(tagged["nouns"], words.marks[:, NOUN], np.where(tagged["pronouns"], own, np.uint32(ALL)))
        determiners = hung & self._labelled["determiners"][best] & (own != ALL)
        np.bitwise_and.at(cells, words.heads[determiners], own[determiners])
        determined = np.zeros(len(cells), dtype=bool)
        determined[words.heads[determiners]] = True
        adjectives = hung & self._labelled["adjectives"][best] & tagged["adjectives"] & ~determined[words.heads]
        np.bitwise_and.at(cells, words.heads[adjectives], words.marks[adjectives, ADJECTIVE])
        cells[cells == 0] = ALL
        return cells

    def _verbs(self, best: Array, words: Words, numbers: Array) -> tuple[Array, Array]:
        """The numbers of each word's finite verb, itself or one that helps it, and whether it has one."""
        finite = self._tagged["finite"][words.stts]
        verbs, known = numbers.copy(), finite.copy()
        helping = finite & self._labelled["helpers"][best] & (words.heads >= 0)
        verbs[words.heads[helping]] = numbers[helping]
        known[words.heads[helping]] = True
        return verbs, known

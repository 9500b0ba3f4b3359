"""From trees of the TIGER scheme to Universal Dependencies: what carries the meaning stands above what only serves it.

In TIGER the finite auxiliary, the copula and the preposition are heads, conjunctions stand between conjuncts, and a name's last word
carries it (Albert and others 2003, TIGER annotation scheme; Seeker and Kuhn 2012 for the dependency form). The tables come from
`models/tiger.toml`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from lagebild.parse.rows import DEPREL, FORM, HEAD, XPOS, Row


class Scheme:
    """The tables of the conversion."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._tags: Mapping[str, frozenset[str]] = {name: frozenset(tags) for name, tags in table["tags"].items()}
        self._words: Mapping[str, frozenset[str]] = {name: frozenset(words) for name, words in table["words"].items()}
        self._labels: Mapping[str, str] = table["labels"]
        self._by_word: Mapping[str, Mapping[str, str]] = table["by_word"]
        self._kernel: Mapping[str, str] = table["kernel"]

    def speaks(self, labels: Collection[str]) -> bool:
        """Whether all the labels are of this scheme."""
        return all(label in self._labels or label in self._by_word for label in labels)

    def convert(self, draft: Sequence[Row]) -> None:
        """The rows, with TIGER heads and labels, have those of UD."""
        _Sentence(self, draft).convert()

    def has(self, kind: str, row: Row) -> bool:
        """Whether the word's tag is of the kind."""
        return row[XPOS] in self._tags[kind]

    def is_word(self, kind: str, row: Row) -> bool:
        """Whether the form is one of these words."""
        return row[FORM].lower() in self._words[kind]

    def label(self, row: Row, above: Row | None, finite: bool, phrase: bool) -> str:
        """The UD label of a word with a TIGER label under `above`; `finite` when it heads a clause, `phrase` when it has a preposition."""
        label = row[DEPREL]
        if label == "nk" and not (phrase or finite) and row[XPOS] in self._kernel:
            return self._kernel[row[XPOS]]
        if label not in self._by_word:
            return self._labels.get(label, "dep")
        choices = self._by_word[label]
        if finite:
            return choices["finite"]
        if self.has("verb", row):
            return choices["verb"]
        if self.has("noun", row) or phrase:
            return choices["nominal" if above is not None and self.has("noun", above) else "noun"]
        return choices["other"]


class _Sentence:
    """One sentence on its way. What is settled has its UD label in `_settled`; all else keeps its TIGER label until the end."""

    def __init__(self, scheme: Scheme, draft: Sequence[Row]) -> None:
        self._scheme, self._draft = scheme, draft
        self._settled: dict[int, str] = {}
        self._finite = {i for i, row in enumerate(draft) if scheme.has("finite", row)}

    def convert(self) -> None:
        self._coordinations()
        self._prepositions()
        self._names()
        self._verbs()
        self._copulas()
        self._comparisons()
        self._passives()
        self._label()

    def _below(self, i: int) -> list[int]:
        return [n for n, row in enumerate(self._draft) if row[HEAD] == i]

    def _promote(self, upper: int, lower: int, label: str) -> None:
        """`lower` takes the place of `upper`, which hangs on it with the UD label, and all that hung on `upper` but parts of a name."""
        draft = self._draft
        for n in self._below(upper):
            if label != "appos" or self._settled.get(n) != "flat":
                draft[n][HEAD] = lower
        draft[lower][HEAD], draft[lower][DEPREL] = draft[upper][HEAD], draft[upper][DEPREL]
        if upper in self._settled:
            self._settled[lower] = self._settled.pop(upper)
        draft[upper][HEAD] = lower
        self._settled[upper] = label
        if upper in self._finite:
            self._finite.add(lower)

    def _coordinations(self) -> None:
        """All conjuncts hang on the first, each conjunction on the conjunct after it."""
        draft = self._draft
        for i, row in enumerate(draft):
            after = [n for n in self._below(i) if draft[n][DEPREL] == "cj"]
            if row[DEPREL] == "cd" and after:
                for n in self._below(i):
                    draft[n][HEAD] = after[0] if n != after[0] else row[HEAD]
                row[HEAD] = after[0]
        for i, row in enumerate(draft):
            if row[DEPREL] == "cj":
                while draft[row[HEAD]][DEPREL] == "cj" and draft[row[HEAD]][HEAD] >= 0:
                    row[HEAD] = draft[row[HEAD]][HEAD]
                self._settled[i] = "conj"

    def _prepositions(self) -> None:
        """A preposition is the `case` of its noun; from the innermost to the outermost."""
        for i in reversed(self._outside_in()):
            if self._scheme.has("adposition", self._draft[i]) and self._draft[i][DEPREL] != "ac":
                nouns = [n for n in self._below(i) if self._draft[n][DEPREL] in ("nk", "pnc") and n not in self._settled]
                if nouns:
                    self._promote(i, nouns[-1], "case")

    def _names(self) -> None:
        """Names of several words hang on their first; a name hangs on the noun that is its title."""
        draft, scheme = self._draft, self._scheme
        for i in range(len(draft)):
            parts = [n for n in self._below(i) if draft[n][DEPREL] == "pnc" and n not in self._settled]
            if parts and parts[0] < i:
                self._promote(i, parts[0], "flat")
                for n in parts[1:]:
                    self._settled[n] = "flat"
        for i in range(len(draft)):
            below = [n for n in self._below(i) if n < i and draft[n][DEPREL] == "nk" and n not in self._settled]
            titles = [n for n in below if scheme.has("common", draft[n])]
            if scheme.has("name", draft[i]) and titles:
                self._promote(i, titles[-1], "appos")

    def _verbs(self) -> None:
        """Auxiliaries hang on the verb that they help, from the outermost to the innermost."""
        draft, scheme = self._draft, self._scheme
        for i in self._outside_in():
            helped = [n for n in self._below(i) if draft[n][DEPREL] == "oc" and scheme.has("infinite", draft[n]) and n not in self._settled]
            if helped and scheme.has("auxiliary", draft[i]) and self._settled.get(i, "conj") == "conj":
                passive = scheme.is_word("passive", draft[i]) and scheme.has("participle", draft[helped[0]])
                self._promote(i, helped[0], "aux:pass" if passive else "aux")

    def _copulas(self) -> None:
        """What somebody is said to be stands above the copula."""
        draft = self._draft
        for i in self._outside_in():
            if self._scheme.is_word("copula", draft[i]) and self._settled.get(i, "conj") == "conj":
                predicates = [n for n in self._below(i) if draft[n][DEPREL] == "pd" and n not in self._settled]
                if predicates:
                    self._promote(i, predicates[0], "cop")

    def _comparisons(self) -> None:
        """A word of comparison hangs on what is compared with."""
        for i, row in enumerate(self._draft):
            inside = [n for n in self._below(i) if self._draft[n][DEPREL] == "nk"]
            if row[DEPREL] in ("cc", "cm") and inside and i not in self._settled and not self._scheme.has("noun", row):
                self._promote(i, inside[0], "case")

    def _passives(self) -> None:
        """Subjects of a passive verb, of its conjuncts without an auxiliary of their own too, are marked as such."""
        draft = self._draft
        passive = {draft[i][HEAD] for i, label in self._settled.items() if label == "aux:pass"}
        for i, row in enumerate(draft):
            if row[DEPREL] == "sb" and row[HEAD] in passive and not self._scheme.has("verb", row):
                self._settled[i] = "nsubj:pass"

    def _label(self) -> None:
        phrases = {self._draft[i][HEAD] for i, label in self._settled.items() if label == "case"}
        labels = []
        for i, row in enumerate(self._draft):
            above = self._draft[row[HEAD]] if row[HEAD] >= 0 else None
            labels.append(self._settled.get(i) or self._scheme.label(row, above, i in self._finite, i in phrases))
        for row, label in zip(self._draft, labels, strict=True):
            row[DEPREL] = "root" if row[HEAD] < 0 else label

    def _outside_in(self) -> list[int]:
        """The words from the root downwards."""
        order = [i for i, row in enumerate(self._draft) if row[HEAD] < 0]
        for i in order:
            order += self._below(i)
        return order

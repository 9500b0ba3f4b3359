"""Lemmas: closed classes from a table, the rest from the lexicon, written as the form is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lagebild.parse.rows import FEATS, FORM, LEMMA, UPOS, XPOS, Row
from lagebild.parse.tags import Lexicon

_MOST = 200_000


class Lemmas:
    """Gives words their lemma by form, tag and case; each combination once."""

    def __init__(self, lexicon: Lexicon, table: Mapping[str, Any]) -> None:
        self._lexicon = lexicon
        self._words: Mapping[str, Mapping[str, str]] = table["words"]
        self._as_written = frozenset(table["as_written"])
        self._small, self._polite = frozenset(table["small"]), frozenset(table["polite"])
        self.names, self._nouns = frozenset(table["names"]), frozenset(table["nouns"])
        self._genitive: str = table["genitive"]
        self._places: Mapping[str, str] = table["place_adjectives"]
        self._spellings: Sequence[Sequence[str]] = table["spellings"]
        self._known: dict[tuple[str, str, bool, bool], str] = {}

    def fill(self, draft: Sequence[Row]) -> None:
        """Every row of the sentence has its lemma."""
        for i, row in enumerate(draft):
            key = (row[FORM], row[XPOS], i == 0, row[FEATS].get("Case") == "Gen")
            if row[UPOS] == "PUNCT":
                row[LEMMA] = row[FORM]
                continue
            lemma = self._known.get(key)
            if lemma is None:
                if len(self._known) > _MOST:
                    self._known.clear()
                lemma = self._known[key] = self._lemma(*key)
            row[LEMMA] = lemma

    def _lemma(self, form: str, tag: str, first: bool, genitive: bool) -> str:
        plain = form.replace("\u00ad", "") or form
        if plain in self._polite and not first:
            return plain
        closed = self._words.get(tag, {}).get(plain.lower())
        if closed:
            return closed
        if tag in self._as_written:
            return plain
        if tag in self._small:
            return plain.lower()
        if tag in self.names:
            cut = genitive and len(plain) > 3 and plain.endswith(self._genitive)
            return plain[: -len(self._genitive)] if cut else plain
        if tag == self._places["tag"] and plain[0].isupper() and not first and plain.endswith(self._places["ending"]):
            return plain
        lemma = self._lexicon.lemma(plain, tag)
        return cased(plain, self._spelled(plain, lemma)) if tag in self._nouns else lemma

    def _spelled(self, form: str, lemma: str) -> str:
        for own, other in self._spellings:
            if own in form and other in lemma and other not in form:
                lemma = lemma.replace(other, own)
        return lemma


def cased(form: str, lemma: str) -> str:
    """The lemma with the form's capitals as far as their letters are the same; a noun's own capital stays."""
    same = 0
    if lemma[0] == form[0].upper() != form[0]:
        form = lemma[0] + form[1:]
    while same < min(len(form), len(lemma)) and form[same].lower() == lemma[same].lower():
        same += 1
    return form[:same] + lemma[same:] if same else lemma

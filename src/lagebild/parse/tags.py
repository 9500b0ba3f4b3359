"""STTS tags and lemmas, by HanTa (Wartena 2019), each word form analysed once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any


class Tagger:
    """Tags and lemmas for the words of one sentence after another."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        from HanTa.HanoverTagger import HanoverTagger

        self._hanta: Any = HanoverTagger("morphmodel_ger.pgz")
        self._stts: Mapping[str, str] = table["stts"]
        self._probabilities = lru_cache(maxsize=200_000)(self._hanta._tag_word)
        self._hanta._tag_word = self._probabilities
        self._lemma = lru_cache(maxsize=200_000)(self._hanta._analyze)

    def tag(self, forms: Sequence[str]) -> list[tuple[str, str]]:
        """Tag and lemma of each word."""
        plain = [form.replace("\u00ad", "") or form for form in forms]
        found = []
        for form, number in zip(plain, self._hanta.tag_sent_viterbi(plain), strict=True):
            name = self._hanta.int2tag[number]
            tag = self._stts.get(name, name)
            if not any(c.isalnum() for c in form):
                found.append((_sign(form), form))
            else:
                found.append((tag, self._lemma(form, number, 1)[0]))
        return found


def _sign(form: str) -> str:
    if form == ",":
        return "$,"
    return "$." if form[0] in ".!?…:;" else "$("

"""Raw text tagged by HanTa's own sentence model: what the network learns from before it sees a tree."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from lagebild.parse.morphology import Morphology
from training.raw import MODELS


class SilverTagger:
    """STTS tags for sentences, each form analysed once."""

    def __init__(self, model: str) -> None:
        from HanTa.HanoverTagger import HanoverTagger

        table = tomllib.loads((MODELS / model / "analysis.toml").read_text(encoding="utf-8"))["tags"]
        self._hanta: Any = HanoverTagger(table["lexicon"])
        self._hanta.analyze_forward = Morphology(self._hanta).tags
        self._hanta._tag_word = lru_cache(maxsize=None)(self._hanta._tag_word)
        self._stts: dict[str, str] = table["stts"]

    def tag(self, forms: Sequence[str]) -> list[str]:
        """The tag of each word; signs by their form."""
        names = self._hanta.tag_sent(list(forms), 0)
        return [
            self._stts.get(name, name) if any(c.isalnum() for c in form) else sign(form) for form, name in zip(forms, names, strict=True)
        ]


def sign(form: str) -> str:
    """The STTS tag of a form without letters and digits."""
    if form == ",":
        return "$,"
    return "$." if form[0] in ".!?…:;" else "$("

"""Which language a text is in: a quick look at its function words first, a trained identifier only where that does not settle it."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Any

LOOKED_AT = 5_000  # characters; enough for any decision
_WORD = re.compile(r"[^\W\d_]+")


def share(text: str, words: Collection[str]) -> float:
    """Which part of the text's words (0 to 1) is among `words`, which are lower case; 0 when it has no words."""
    found = _WORD.findall(text[:LOOKED_AT].lower())
    return sum(w in words for w in found) / len(found) if found else 0.0


def identify(text: str) -> tuple[str, float]:
    """The likeliest language of the text (ISO 639) and how likely it is, 0 to 1, by langid (Lui and Baldwin 2012)."""
    code, likely = _identifier().classify(text[:LOOKED_AT])
    return str(code), float(likely)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # a second to load, and rarely needed

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

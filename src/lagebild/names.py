"""Names across spellings: one folded form of a name, and a key on which its transcriptions meet."""

from __future__ import annotations

import unicodedata

_PLAIN = str.maketrans(
    {
        "ı": "i",
        "ə": "a",
        "ł": "l",
        "đ": "d",
        "ø": "o",
        "æ": "a",
        "-": " ",
        "_": " ",
        "’": None,
        "'": None,
        "ʼ": None,
        "‘": None,
        "`": None,
        ".": None,
    }
)


def fold(name: str) -> str:
    """The name without case, accents, apostrophes and hyphens, single spaces between its words."""
    plain = unicodedata.normalize("NFD", name.casefold().translate(_PLAIN))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())

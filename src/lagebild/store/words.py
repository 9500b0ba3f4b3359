"""Words as the full text index sees them: German and English folded alike, with the way back to the text for snippets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

REACH = 60  # characters of a snippet on either side
_UMLAUT = re.compile(r"([aou])e")
_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """The text as it is indexed: no case, no accents, ß as ss, ä and ae both as a."""
    return _UMLAUT.sub(r"\1", _plain(text))


class _Bare(dict[int, str]):
    """What each character is without its accents, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        bare = "".join(c for c in unicodedata.normalize("NFD", chr(code)) if not unicodedata.combining(c))
        self[code] = bare
        return bare


_BARE = _Bare()


def _plain(text: str) -> str:
    folded = text.casefold().replace("\0", " ")
    return folded if folded.isascii() else folded.translate(_BARE)


def asked(query: str) -> list[str]:
    """The folded words of a question, each once; every one of them is sought as the beginning of a word."""
    return list(dict.fromkeys(_WORD.findall(fold(query))))


def hits(text: str, sought: list[str]) -> Iterator[tuple[int, int]]:
    """Where in the text words begin with one of the sought ones, as offsets of the whole words."""
    for found in _WORD.finditer(text):
        if fold(found[0]).startswith(tuple(sought)):
            yield found.span()


def snippet(text: str, sought: list[str]) -> str:
    """A stretch of the text around the first hit, the hit words between « and », on one line."""
    places = list(hits(text, sought))
    first = places[0] if places else (0, 0)
    start, end = max(0, first[0] - REACH), min(len(text), first[1] + REACH)
    out, at = [], start
    for a, b in places:
        if a >= start and b <= end:
            out += [text[at:a], "«", text[a:b], "»"]
            at = b
    out.append(text[at:end])
    line = " ".join("".join(out).split())
    return ("…" if start else "") + line + ("…" if end < len(text) else "")

"""Names that no gazetteer knows, across transcriptions: the skeletons of consonants that a spelling may stand for.

`Dschermuk`, `Jermuk` and `Dzhermuk` share one. A letter that languages read differently (`j`, `ch`) gives several skeletons; two names
may be one when a skeleton of at least three consonants is common to both.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SHORTEST = 3
MOST = 8  # skeletons of one name
_ALWAYS = (
    ("dsch", "J"), ("dzh", "J"), ("dj", "J"), ("tsch", "C"), ("tch", "C"), ("ç", "C"), ("č", "C"), ("sch", "S"), ("sh", "S"), ("ş", "S"),
    ("š", "S"), ("zh", "S"), ("ž", "S"), ("kh", "H"), ("gh", "H"), ("x", "H"), ("ck", "k"), ("q", "k"), ("ph", "f"), ("th", "t"),
    ("ds", "z"), ("dz", "z"), ("ts", "z"), ("tz", "z"), ("ß", "s"), ("w", "v"),
)  # fmt: skip
_EITHER = (("ch", ("C", "H")), ("j", ("J", "")), ("c", ("C", "k")), ("z", ("z", "s")), ("y", ("",)), ("h", ("",)))
_MARKED = {"ç", "č", "ş", "š", "ž"}
_VOWELS = re.compile(r"[aeiouäöüyıəæøå]+")


@lru_cache(maxsize=65536)
def skeletons(name: str) -> frozenset[str]:
    """What the last word of a name may sound like in consonants; empty when there are fewer than three."""
    words = re.findall(r"[^\W\d_]+", name.casefold())
    if not words:
        return frozenset()
    found = {_plain(words[-1])}
    for letters, readings in _EITHER:
        found = {w.replace(letters, r) for w in sorted(found)[:MOST] for r in readings}
    bare = {_VOWELS.sub("", re.sub(r"(.)\1+", r"\1", w)) for w in found}
    return frozenset(w for w in bare if len(w) >= SHORTEST)


def _plain(word: str) -> str:
    kept = "".join(c if c in _MARKED else unicodedata.normalize("NFD", c)[0] for c in unicodedata.normalize("NFC", word))
    for letters, sound in _ALWAYS:
        kept = kept.replace(letters, sound)
    return kept


def may_be_one(a: str, b: str) -> bool:
    """Whether two spellings may be transcriptions of one name."""
    return bool(skeletons(a) & skeletons(b))

"""What a word form says of itself about being a name, as short texts; worked out once a form."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from zlib import crc32

from lagebild.parse.features import shape

if TYPE_CHECKING:
    from lagebild.parse.tags import Lexicon

ENDINGS = (1, 2, 3)  # letters taken off the end before the rest is looked up
LEAST = 0.05  # of a tag that counts

_JOINT = re.compile(r"[-/]")


class Listed:
    """Which lists of names and nouns a form stands in; the forms are kept as check sums (CRC-32)."""

    def __init__(self, names: Sequence[str], keys: Sequence[int], masks: Sequence[int]) -> None:
        """`keys` are the sorted check sums; a bit of a mask stands for the list of that place in `names`."""
        self._names = names
        self._keys, self._masks = array("L", keys), array("L", masks)
        self._shown: dict[int, tuple[str, ...]] = {}

    def look(self, form: str) -> tuple[str, ...]:
        """The names of the lists that have the form."""
        key = crc32(form.encode())
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key:
            return ()
        mask = self._masks[at]
        if mask not in self._shown:
            self._shown[mask] = tuple(name for place, name in enumerate(self._names) if mask >> place & 1)
        return self._shown[mask]

    def bare(self, form: str) -> tuple[str, ...]:
        """The lists that have the form, or have it without a final s."""
        found = self.look(form)
        return found + tuple(name for name in self.look(form[:-1]) if name not in found) if form.endswith("s") else found


def clues(form: str, first: bool, lexicon: Lexicon, lists: Listed) -> list[str]:
    """All clues of a form; `first` when it opens a sentence. What comes before `=` names the clue."""
    small = form.lower()
    outline = shape(form)
    found = [f"w={form}", f"l={small}", f"s={outline}", f"r={_short(outline)}"]
    found += [f"p{n}={small[:n]}" for n in range(2, min(6, len(small)))]
    found += [f"x{n}={small[-n:]}" for n in range(2, min(7, len(small)))]
    found += _lexical(form, first, lexicon)
    found += [f"in={name}" for name in lists.bare(form)]
    found += [f"c{n}={name}" for n in ENDINGS if len(form) > n + 3 for name in lists.look(form[:-n])]
    return [*found, *_parts(form, lists)]


def _short(outline: str) -> str:
    """The outline with runs of one kind told once."""
    return "".join(c for i, c in enumerate(outline) if i == 0 or c != outline[i - 1])


def _lexical(form: str, first: bool, lexicon: Lexicon) -> Iterator[str]:
    """The most probable tags of the form, its lemma, and in quarters how probable each tag is."""
    chances, lemma = lexicon.look(form, first)
    ranked = sorted((i for i, chance in enumerate(chances) if chance > LEAST), key=chances.__getitem__, reverse=True)
    if ranked:
        yield f"t={lexicon.tags[ranked[0]]}"
        yield f"m={lemma.lower()}"
        yield "tt=" + " ".join(lexicon.tags[i] for i in ranked[:2])
        yield from (f"q={lexicon.tags[i]} {round(4 * chances[i])}" for i in ranked)


def _parts(form: str, lists: Listed) -> Iterator[str]:
    """Of a form joined by hyphens its first and last part."""
    parts = _JOINT.split(form)
    if len(parts) > 1:
        yield f"a={parts[0]}"
        yield f"as={shape(parts[0])}"
        yield f"b={parts[-1].lower()}"
        yield from (f"ain={name}" for name in lists.look(parts[0]))
        yield from (f"bin={name}" for name in lists.look(parts[-1]))

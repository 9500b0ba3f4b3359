"""Names across spellings: a folded form, and keys of several strengths on which the transcriptions of one name meet.

`Dschanjatag`, `Canyataq` and `Джанятаг` are one name: each spelling is read into sounds under every convention that may have
written it, and the sounds are evened out step by step. Two names are alike in the strength at which their keys meet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from rapidfuzz.distance import Levenshtein

Strength = Literal["exact", "close", "coarse", "skeleton"]
STRENGTHS: tuple[Strength, ...] = ("exact", "close", "coarse", "skeleton")
SHORTEST_NAME = 3  # letters that stay of a name when its article is taken off
ALIKE = 0.75  # how similar the coarse keys of two names must be when only their skeletons meet
_MARKS = str.maketrans("", "", "’'ʼ‘`ʿʾ´ʻ.")
_PLAIN = _MARKS | str.maketrans({"ı": "i", "ə": "a", "ł": "l", "đ": "d", "ø": "o", "æ": "a", "-": " ", "_": " ", "–": " "})
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_END = 0x0250  # of the Latin letters of the first four Unicode blocks; 1E00 to 1EFF are Latin as well


def fold(name: str) -> str:
    """The name without case, accents, apostrophes and hyphens, single spaces between its words."""
    plain = name.casefold().translate(_PLAIN)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return " ".join(plain.split())


def similarity(a: str, b: str) -> float:
    """1 minus the edit distance (Levenshtein 1966) over the length of the longer string; 1.0 for two empty strings."""
    return Levenshtein.normalized_similarity(a, b)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are: the strongest key on which they meet, and the similarity of their coarse keys from 0 to 1."""

    strength: Strength
    similarity: float


class Spellings:
    """The spelling tables of the packs, ready to turn names into keys."""

    def __init__(
        self, letters: Mapping[str, Mapping[str, str]], scripts: Mapping[str, str], articles: Collection[str],
        changes: Iterable[tuple[str, str, str]], prefixes: Collection[str] = (),
    ) -> None:  # fmt: skip
        """`letters`: system → written → sound; `scripts`: system → script; `changes`: (strength, sounds as a pattern, to) in order.

        `prefixes`: articles written as one word with the name, which other spellings leave out.
        """
        self._prefixes = tuple(prefixes)
        self._read = {system: _reader(table) for system, table in letters.items()}
        self.latin = tuple(s for s, script in scripts.items() if script == "latn")
        self._others = tuple(s for s, script in scripts.items() if script != "latn")
        self._first = {ord(w[0]): s for s in self._others for w in letters[s]}
        self._articles = re.compile(r"(?<!\w)(?:" + "|".join(sorted(articles, key=len, reverse=True)) + r")[-\s]+(?=\w{3})")
        steps = list(changes)
        self._steps = {s: _changes([(sound, to) for strength, sound, to in steps if strength == s]) for s in STRENGTHS}

    def sounds(self, name: str, systems: Collection[str] | None = None) -> frozenset[str]:
        """What the name may sound like: one string for each spelling that may have written it (of `systems`, or all)."""
        low = (name if name.isascii() else unicodedata.normalize("NFC", name.replace("İ", "i"))).lower().translate(_MARKS)
        low = self._articles.sub("", low) if " " in low or "-" in low else low
        words = _WORD.findall(low)
        if not words:
            return frozenset()
        letter = ord(words[0][0])
        foreign = letter >= _LATIN_END and not 0x1E00 <= letter < 0x1F00
        if foreign and letter not in self._first:
            return frozenset()
        chosen = (self._first[letter],) if foreign else (self.latin if systems is None else systems)
        lines = [words, [self._bare(w) for w in words]] if foreign else [words]
        return frozenset("".join(self._read[s](w) for w in line) for s in chosen for line in lines)

    def _bare(self, word: str) -> str:
        """The word without an article that is written as one with it, where enough of a name stays."""
        found = next((p for p in self._prefixes if word.startswith(p) and len(word) - len(p) >= SHORTEST_NAME), "")
        return word[len(found) :]

    def keys(self, name: str, strength: Strength, systems: Collection[str] | None = None) -> frozenset[str]:
        """The keys of the name at this strength; those of a coarser strength are made from the finer ones."""
        if strength == "exact":
            return frozenset({fold(name)})
        return frozenset(self.even(s, strength) for s in self.sounds(name, systems))

    def even(self, sounds: str, strength: Strength) -> str:
        """The sounds evened out up to this strength."""
        for step in STRENGTHS[1 : STRENGTHS.index(strength) + 1]:
            for change in self._steps[step]:
                sounds = change(sounds)
        return sounds

    def likeness(self, a: str, b: str) -> Likeness | None:
        """How alike two names are, or None when they are not one name."""
        if fold(a) == fold(b):
            return Likeness("exact", 1.0)
        coarse_a, coarse_b = self.keys(a, "coarse"), self.keys(b, "coarse")
        best = max((similarity(x, y) for x in coarse_a for y in coarse_b), default=0.0)
        if self.keys(a, "close") & self.keys(b, "close"):
            return Likeness("close", best)
        if coarse_a & coarse_b:
            return Likeness("coarse", best)
        if best >= ALIKE and self.keys(a, "skeleton") & self.keys(b, "skeleton"):
            return Likeness("skeleton", best)
        return None


def _reader(table: Mapping[str, str]) -> Callable[[str], str]:
    """A function that reads a lower-case word as sounds: the longest letters of the table first, accents off what it does not list."""
    inner = {w: s for w, s in table.items() if not w.endswith("$")}
    ends = {w[:-1]: s for w, s in table.items() if w.endswith("$")}
    longest = sorted((*(re.escape(w) + "$" for w in ends), *map(re.escape, inner)), key=len, reverse=True)
    pattern = re.compile("|".join([*longest, "[^a-z]"]))

    def sound(found: re.Match[str]) -> str:
        letters = found[0]
        if letters in ends and found.end() == len(found.string):
            return ends[letters]
        return (
            inner[letters] if letters in inner else "".join(inner.get(c, c) for c in unicodedata.normalize("NFD", letters) if c.isalpha())
        )

    return lambda word: pattern.sub(sound, word)


def _changes(steps: Iterable[tuple[str, str]]) -> list[Callable[[str], str]]:
    """Functions that put `to` in place of what each pattern finds; steps in a row that only name letters are done in one go."""
    made: list[Callable[[str], str]] = []
    table: dict[int, str] = {}

    def finish() -> None:
        if table:
            made.append(partial(_translated, dict(table)))
            table.clear()

    for sound, to in steps:
        letters = re.fullmatch(r"\[([A-Za-z]+)\]|([A-Za-z])", sound)
        if letters is None:
            finish()
            made.append(partial(re.compile(sound).sub, to))
        else:
            now = dict.fromkeys(letters[1] or letters[2], to)
            table.update({k: "".join(now.get(c, c) for c in v) for k, v in table.items()})
            table.update({ord(c): to for c in now if ord(c) not in table})
    finish()
    return made


def _translated(table: Mapping[int, str], text: str) -> str:
    return text.translate(table)

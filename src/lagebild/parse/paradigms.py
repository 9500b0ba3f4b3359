"""Which cases, genders and numbers a word form can stand for: as a determiner or pronoun, as an adjective without one, as a noun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

CASES, GENDERS, NUMBERS = ("Nom", "Acc", "Dat", "Gen"), ("Masc", "Fem", "Neut"), ("Sing", "Plur")
CELLS = len(CASES) * len(GENDERS) * len(NUMBERS)
ALL = (1 << CELLS) - 1  # a form that says nothing

OWN, ADJECTIVE, NOUN, EXPLETIVE = range(4)  # what a form's marks stand for; the last is 1 for a form that can mean nothing, else 0

Marks = tuple[int, int, int, int]


class Paradigms:
    """The closed classes and endings of one language, from `[grammar.agreement]` of its `analysis.toml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._own: dict[str, int] = {}
        for group in table["inflected"]:
            for stem, (ending, codes) in product(group["stems"], group["endings"].items()):
                self._own[stem + ending] = cells(codes)
        self._own |= {form: cells(codes) for form, codes in table["words"].items()}
        self._adjectives = [(ending, cells(codes)) for ending, codes in table["adjectives"].items()]
        self._nouns = [(tuple(endings), ALL & ~cells(codes)) for codes, endings in table["nouns"].items()]
        self._expletives = frozenset(table["expletives"])

    def marks(self, form: str) -> Marks:
        """The cells of the form in each use, a bit for each (`cells`)."""
        small = form.lower()
        adjective = next((codes for ending, codes in self._adjectives if small.endswith(ending)), ALL)
        noun = ALL
        for endings, others in self._nouns:
            if not small.endswith(endings):
                noun &= others
        return self._own.get(small, ALL), adjective, noun, int(small in self._expletives)


def cells(codes: str) -> int:
    """A bit for each cell named; a code is the first letter of case, gender and number, or `*` for any: `NMS D*P`."""
    return sum({1 << place for code in codes.split() for place in _places(code)})


def _places(code: str) -> Iterator[int]:
    for i, parts in enumerate(product(CASES, GENDERS, NUMBERS)):
        if all(letter in ("*", part[0]) for letter, part in zip(code, parts, strict=True)):
            yield i

"""Figures in words and digits: how many are meant, with bounds left open where the words leave them open."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from lagebild.model import Word
from lagebild.packs import Pack

_DIGITS = re.compile(r"\d{1,3}(?:[.\s'’]\d{3})+|\d+(?:,\d+)?")
_GROUP_START = re.compile(r"[1-9]\d{0,2}")
_GROUP = re.compile(r"\d{3}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many: bounds (None where open), the words it stands in (past the end), the number word among them (None for a bare plural)."""

    low: int | None
    high: int | None
    first: int
    last: int
    number: int | None


@dataclass(frozen=True, eq=False)
class Numbers:
    """The pack's number words."""

    values: Mapping[str, int]
    scales: Mapping[str, int]
    joints: tuple[str, ...]
    groups: Mapping[str, int]
    bounds: Mapping[tuple[str, ...], str]
    none: frozenset[str]


@cache
def numbers(pack: Pack) -> Numbers:
    """The pack's number words, ready to be asked."""
    t = pack.tables
    return Numbers(
        {k: int(r[0].get("value")) for k, r in t["figure_number"].items()},
        {k: int(r[0].get("value")) for k, r in t["figure_scale"].items()},
        tuple(t["figure_joint"]),
        {k: int(r[0].get("low")) for k, r in t["figure_group"].items()},
        {tuple(k.split()): r[0].word("bound") for k, r in t["figure_bound"].items()},
        frozenset(t["figure_none"]),
    )


def value(form: str, known: Numbers) -> int | None:
    """The whole number that a word or a group of digits says, or None."""
    word = form.lower()
    if _DIGITS.fullmatch(word):
        digits = re.sub(r"[.\s'’]", "", word)
        return int(digits) if digits.isdigit() else None
    return _spelled(word, known)


def _spelled(word: str, known: Numbers) -> int | None:
    if word in known.values:
        return known.values[word]
    if word in known.scales:
        return known.scales[word]
    for scale, factor in sorted(known.scales.items(), key=lambda s: -s[1]):
        before, found, after = word.partition(scale)
        if found:
            return _joined(before, after, factor, known)
    for joint in known.joints:
        before, found, after = word.partition(joint)
        if found and before in known.values and after in known.values:
            return known.values[before] + known.values[after]
    return None


def _joined(before: str, after: str, factor: int, known: Numbers) -> int | None:
    count = _spelled(before, known) if before else 1
    for joint in known.joints:
        after = after.removeprefix(joint) if after.removeprefix(joint) else after
    rest = _spelled(after, known) if after else 0
    return None if count is None or rest is None else count * factor + rest


def quantity(words: Sequence[Word], first: int, last: int, plural: bool | None, known: Numbers) -> Quantity | None:
    """The quantity that the noun phrase of words first to last (past the end) says, or None when it says none."""
    for k in range(max(0, first - 1), last):
        low = words[k].form.lower()
        if k < first and not (low in known.groups and words[k].upos != "PRON"):
            continue
        if low in known.none:
            return Quantity(0, 0, min(k, first), last, k)
        amount = value(words[k].form, known) if k >= first and _is_number(words, k, last, known) else None
        if amount is not None:
            return _bounded(words, k, last, amount, known)
        if low in known.groups:
            return Quantity(known.groups[low], None, min(k, first), last, k)
    if plural:
        return Quantity(2, None, first, last, None)
    return Quantity(1, 1, first, last, None) if plural is False else None


def _is_number(words: Sequence[Word], k: int, last: int, known: Numbers) -> bool:
    return words[k].upos == "NUM" or words[k].feats.get("NumType") == "Card" or words[k].form.lower() in known.values


def _bounded(words: Sequence[Word], k: int, last: int, amount: int, known: Numbers) -> Quantity:
    """The number at word k with its scale after it and what bounds it before it."""
    if k + 1 < len(words) and _goes_on(words[k], words[k + 1]):  # 14 000
        amount, last = amount * 1000 + int(words[k + 1].form), max(last, k + 2)
    if k + 1 < last and (scale := known.scales.get(words[k + 1].form.lower())) and scale > 1000:
        amount *= scale
    low: int | None = amount
    high: int | None = amount
    start = k
    for length in (3, 2, 1):
        mark = 1 if k and words[k - 1].upos == "PUNCT" and words[k - 1].form != "," else 0  # höchstens „zwei Leichtverletzte“
        before = tuple(w.form.lower() for w in words[max(0, k - mark - length) : k - mark])
        bound = known.bounds.get(before)
        if bound:
            start = k - mark - len(before)
            low, high = (amount, None) if bound == "low" else (None, amount) if bound == "high" else (amount, amount)
            break
    other = _range(words, k, known)
    if other is not None:
        return Quantity(min(amount, other), max(amount, other), k - 2, last, k)
    return Quantity(low, high, start, last, k)


def _goes_on(word: Word, after: Word) -> bool:
    """Whether the digits of a number go on after a blank, in a group of three."""
    return bool(_GROUP_START.fullmatch(word.form) and _GROUP.fullmatch(after.form)) and after.start == word.end + 1


def _range(words: Sequence[Word], k: int, known: Numbers) -> int | None:
    """The lower number of a range that word k ends: `20 bis 30`, `zwischen 20 und 30`."""
    if k < 2 or words[k - 2].upos != "NUM" or words[k - 1].upos not in ("CCONJ", "ADP", "SCONJ", "PART"):
        return None
    return value(words[k - 2].form, known)

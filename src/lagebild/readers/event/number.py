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
_DECIMAL = re.compile(r"(\d+),(\d+)")
_RANGE = re.compile(r"(\d+)[-–](\d+)")
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
    scales: Mapping[str, int]  # the largest first
    joints: tuple[str, ...]
    groups: Mapping[str, int]
    units: Mapping[str, int]  # nouns that count by the dozen, the hundred, …
    shares: Mapping[str, int]  # adjective before such a noun → what its number is divided by
    bounds: Mapping[tuple[str, ...], str]
    behind: Mapping[tuple[str, ...], str]  # the same, behind the figure
    ranges: Mapping[str, str]  # word between two numbers → the word before the first one, or none
    tellings: frozenset[str]  # nouns behind which `über` says what is told of
    none: frozenset[str]
    asked: frozenset[str]


@cache
def numbers(pack: Pack) -> Numbers:
    """The pack's number words, ready to be asked."""
    t = pack.tables
    bounds = [(tuple(k.split()), r[0]) for k, r in t["figure_bound"].items()]
    return Numbers(
        values={k: int(r[0].get("value")) for k, r in t["figure_number"].items()},
        scales=dict(sorted(((k, int(r[0].get("value"))) for k, r in t["figure_scale"].items()), key=lambda s: -s[1])),
        joints=tuple(t["figure_joint"]),
        groups={k: int(r[0].get("low")) for k, r in t["figure_group"].items()},
        units={k: int(r[0].get("value")) for k, r in t["figure_unit"].items()},
        shares={k: int(r[0].get("divided")) for k, r in t["figure_unit_share"].items()},
        bounds={words: row.word("bound") for words, row in bounds if not row.get("behind")},
        behind={words: row.word("bound") for words, row in bounds if row.get("behind")},
        ranges={k: r[0].word("after") for k, r in t["figure_range"].items()},
        tellings=frozenset(t["saying_noun"]),
        none=frozenset(t["figure_none"]),
        asked=frozenset(t["figure_asked"]),
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
    for scale, factor in known.scales.items():
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
        if k >= first and (ends := _RANGE.fullmatch(words[k].form)):
            return Quantity(int(ends[1]), int(ends[2]), k, last, k)
        if k >= first and (part := _DECIMAL.fullmatch(words[k].form)) and (unit := _unit_behind(words, k, known)) > 1:
            amount = int(part[1]) * unit + int(part[2]) * unit // 10 ** len(part[2])  # 2,5 Millionen
            return _with_bounds(words, (k, k + 2, max(last, k + 2)), amount, known)
        amount = _number(words, k, known) if k >= first and low not in known.groups else None
        if amount is not None:
            return _bounded(words, k, last, amount, known)
        if low in known.groups:
            return _group(words, k, min(k, first), last, known)
    if plural:
        return Quantity(2, None, first, last, None)
    return Quantity(1, 1, first, last, None) if plural is False else None


def _number(words: Sequence[Word], k: int, known: Numbers) -> int | None:
    """The number that word k says, by itself or as a noun that counts (`Dutzend`)."""
    low = words[k].form.lower()
    if words[k].upos == "NUM" or words[k].feats.get("NumType") == "Card" or low in known.values:
        return value(words[k].form, known)
    return known.units.get(low)


def _group(words: Sequence[Word], k: int, first: int, last: int, known: Numbers) -> Quantity | None:
    """At least as many as the word for a group at k says, times the noun of counting behind it; none where it is asked."""
    if k > 0 and words[k - 1].form.lower() in known.asked:
        return None
    return Quantity(known.groups[words[k].form.lower()] * _unit_behind(words, k, known), None, first, last, k)


def _bounded(words: Sequence[Word], k: int, last: int, amount: int, known: Numbers) -> Quantity:
    """The number at word k with its scale after it and what bounds it before and behind it."""
    if k + 1 < len(words) and _goes_on(words[k], words[k + 1]):  # 14 000
        amount, last = amount * 1000 + int(words[k + 1].form), max(last, k + 2)
    amount, scale, end = _scaled(words, k, last, amount, known)
    lower = _range(words, k, known)
    if lower is not None:
        return Quantity(min(amount, lower * scale), max(amount, lower * scale), k - 2, last, k)
    return _with_bounds(words, (k, end, last), amount, known)


def _with_bounds(words: Sequence[Word], at: tuple[int, int, int], amount: int, known: Numbers) -> Quantity:
    """The amount with what bounds it: before its first word, behind its end, or behind the last word of its phrase."""
    k, end, last = at
    start, bound = _bound_before(words, k, known)
    for begin, n in ((begin, n) for begin in (end, last) for n in (3, 2, 1)):
        if (behind := tuple(w.form.lower() for w in words[begin : begin + n])) in known.behind:
            bound, last = known.behind[behind], max(last, begin + n)
            break
    low, high = {"low": (amount, None), "high": (None, amount)}.get(bound, (amount, amount))
    return Quantity(low, high, start, last, k)


def _unit_behind(words: Sequence[Word], k: int, known: Numbers) -> int:
    return known.units.get(words[k + 1].form.lower(), 1) if k + 1 < len(words) else 1


def _scaled(words: Sequence[Word], k: int, last: int, amount: int, known: Numbers) -> tuple[int, int, int]:
    """The amount with the noun of counting behind it (`zwei Dutzend`, `ein halbes Dutzend`), that noun's number, and where both end."""
    share = known.shares.get(words[k + 1].form.lower()) if k + 1 < last else None
    at = k + 1 if share is None else k + 2
    unit = known.units.get(words[at].form.lower()) if at < len(words) and at <= last else None
    return (amount, 1, k + 1) if unit is None else (amount * unit // (share or 1), unit, at + 1)


def _bound_before(words: Sequence[Word], k: int, known: Numbers) -> tuple[int, str]:
    """Where the figure at word k begins, with the words that bound it, and the bound that they set."""
    mark = 1 if k and words[k - 1].upos == "PUNCT" and words[k - 1].form != "," else 0  # höchstens „zwei Leichtverletzte“
    for length in (3, 2, 1):
        before = tuple(w.form.lower() for w in words[max(0, k - mark - length) : k - mark])
        start = k - mark - len(before)
        if before in known.bounds and not (start and length == 1 and words[start - 1].lemma in known.tellings):
            return start, known.bounds[before]
    return k, "about"


def _goes_on(word: Word, after: Word) -> bool:
    """Whether the digits of a number go on after a blank, in a group of three."""
    return bool(_GROUP_START.fullmatch(word.form) and _GROUP.fullmatch(after.form)) and after.start == word.end + 1


def _range(words: Sequence[Word], k: int, known: Numbers) -> int | None:
    """The lower number of a range that word k ends: `20 bis 30`, `zwischen 20 und 30`."""
    opener = known.ranges.get(words[k - 1].form.lower()) if k >= 2 else None
    if opener is None or words[k - 2].upos != "NUM" or (opener and (k < 3 or words[k - 3].form.lower() != opener)):
        return None
    return value(words[k - 2].form, known)

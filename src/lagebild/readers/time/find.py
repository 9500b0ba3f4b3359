"""Which words of a report speak of time, and what they say before anybody asks when the report was written.

The pack's text rules of the topic `time` are tried on one sentence after another (several where a sentence ends in an ordinal: the
parser may have split `25. und 26. August`). Of findings that overlap the longest stays, of equals the one whose rule comes first.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from lagebild.model import Sentence
from lagebild.packs import Pack, Table
from lagebild.rules import TextRule

DIGIT = "#"
# group of a rule → table of the pack that its words are looked up in; digits stand for themselves
TABLES = {
    "month": "time_month", "month_short": "time_month_short", "weekday": "time_weekday", "n": "time_number", "n_more": "time_number",
    "ordinal": "time_ordinal", "unit": "time_unit", "unit_more": "time_unit", "shift": "time_shift", "year_shift": "time_shift",
    "week_shift": "time_shift", "direction": "time_direction", "vague": "time_vague", "approx": "time_approx", "mod": "time_mod",
    "part": "time_part", "season": "time_season", "decade": "time_decade", "deictic": "time_deictic", "reference": "time_reference",
    "frequency": "time_frequency", "hour_word": "time_number", "holiday": "time_holiday",
}  # fmt: skip
NOT_TIMES = ("person", "organisation")  # kinds of names in which a word of time is part of the name (`Bewegung 6. April`)
NUMBERS = ("day", "hour", "minute")  # groups of digits that a rule may have in two places (`day`, `day_second`)
_ANY_DIGIT = re.compile(r"\d")
_PAUSE = re.compile(r"\n+|(?<=[^\W\d][.!?])[^\S\n]+(?=[^\W\d])")  # where a text without a parse may be cut
_ORDINAL_END = re.compile(r"\d\.\s*$")


@dataclass(frozen=True, slots=True)
class Found:
    """Words that a rule reads as a time: where they stand, the rule's kind, and what its groups come to."""

    start: int
    end: int
    rule: str
    kind: str
    fields: Mapping[str, Any]
    sentence: int  # position of the sentence that it stands in, -1 when there is none


def find_times(text: str, sentences: Sequence[Sentence], pack: Pack, begin: int = 0) -> list[Found]:
    """All times of the text from `begin` on, in text order, none overlapping another."""
    found: list[Found] = []
    rules, cues, by_digit = _rules(pack, "time")
    for start, end in _chunks(text, sentences, begin):
        small = text[start:end].lower()
        called = by_digit if _ANY_DIGIT.search(small) else 0
        for letters, bits in cues:
            if letters in small:
                called |= bits
        tried = [rule for n, rule in enumerate(rules) if called >> n & 1]
        matches = (_found(m, rule, pack) for rule in tried for m in rule.pattern.finditer(text, start, end))
        found += _longest([m for m in matches if m])
    return _in_sentences(found, sentences)


def find_document_date(text: str, pack: Pack) -> Found | None:
    """The last line by which the report dates itself, if there is one."""
    matches = (_found(m, rule, pack) for rule in pack.text_rules.get("time_document", ()) for m in rule.pattern.finditer(text))
    return max((m[1] for m in matches if m), key=lambda m: m.start, default=None)


def _chunks(text: str, sentences: Sequence[Sentence], begin: int) -> Iterator[tuple[int, int]]:
    if not sentences:
        for mark in _PAUSE.finditer(text, begin):
            yield begin, mark.end()
            begin = mark.end()
        yield begin, len(text)
        return
    start = None
    for sentence in sentences:
        start = max(sentence.start, begin) if start is None else start
        if sentence.end > start and not _ORDINAL_END.search(text, max(start, sentence.end - 6), sentence.end):
            yield start, sentence.end
            start = None
    if start is not None and sentences[-1].end > start:
        yield start, sentences[-1].end


@cache
def _rules(pack: Pack, topic: str) -> tuple[tuple[TextRule, ...], tuple[tuple[str, int], ...], int]:
    """The rules of a topic; for the letters that call for some of them, which (as bits); and which any digit calls for."""
    rules = pack.text_rules.get(topic, ())
    wanted: dict[str, int] = {}
    for n, rule in enumerate(rules):
        for cue in rule.values["cue"]:
            for letters in map(str.lower, pack.tables[cue]) if cue in pack.tables else (cue,):
                wanted[letters] = wanted.get(letters, 0) | 1 << n
    by_digit = wanted.pop(DIGIT, 0)
    return rules, tuple(wanted.items()), by_digit


def _longest(found: list[tuple[tuple[int, int], Found]]) -> list[Found]:
    kept: list[tuple[int, int]] = []
    chosen: list[Found] = []
    for (start, end), one in sorted(found, key=lambda f: f[0][0] - f[0][1]):
        at = bisect(kept, (start, end))
        if (at == 0 or kept[at - 1][1] <= start) and (at == len(kept) or end <= kept[at][0]):
            kept.insert(at, (start, end))
            chosen.append(one)
    return sorted(chosen, key=lambda one: one.start)


def _in_sentences(found: list[Found], sentences: Sequence[Sentence]) -> list[Found]:
    """The times with the sentence that each stands in, without those that are part of a person's or an organisation's name."""
    placed, at = [], 0
    for one in found:
        while at < len(sentences) and sentences[at].end <= one.start:
            at += 1
        inside = at < len(sentences) and sentences[at].start <= one.start
        if not inside or not _in_name(one, sentences[at]):
            placed.append(replace(one, sentence=at if inside else -1))
    return placed


def _in_name(found: Found, sentence: Sentence) -> bool:
    n = bisect(sentence.names, found.start, key=lambda name: sentence.words[name.last - 1].end)
    if n == len(sentence.names) or sentence.names[n].kind not in NOT_TIMES:
        return False
    name = sentence.names[n]
    start, end = sentence.words[name.first].start, sentence.words[name.last - 1].end
    return start <= found.start and found.end <= end and (start, end) != (found.start, found.end)


def _found(match: re.Match[str], rule: TextRule, pack: Pack) -> tuple[tuple[int, int], Found] | None:
    fields: dict[str, Any] = {k: v for k, v in rule.values.items() if k not in ("kind", "cue")}
    for group, words in match.groupdict().items():
        if words is not None and group != "span":
            named = _field(group, words, pack.tables)
            if named is None:
                return None
            fields[named[0]] = named[1]
            if named[2]:
                fields.setdefault("anchor", named[2])
    start, end = match.span("span") if "span" in match.re.groupindex else match.span()
    return match.span(), Found(start, end, rule.id, rule.values["kind"], fields, -1)


def _field(group: str, words: str, tables: Mapping[str, Table]) -> tuple[str, Any, str | None] | None:
    """The field that a group fills (`part_night` fills `part`), what its words come to, and what time they are told from.

    None when the words look like a key of the group's table but are none: patterns take letters for equal that are not (`İ` and `i`).
    """
    field = group
    while field not in TABLES and field not in NUMBERS and "_" in field:
        field = field.rpartition("_")[0]
    if field not in TABLES:
        return field if field in NUMBERS else group, int(words) if words.isdecimal() else words, None
    key = " ".join(words.lower().split())
    if key.replace(",", "").replace(".", "").isdecimal():
        return field, float(key.replace(",", ".").rstrip(".")) if field == "n" else int(key.rstrip(".")), None
    row = _row(tables[TABLES[field]], key, words)
    if row is None and field == "n" and key in tables["time_vague"]:
        return "vague", "X", None
    if row is None:
        return None
    if field == "holiday":
        return field, row, None
    return {"month_short": "month", "hour_word": "hour"}.get(field, field), row["value"], row.get("anchor")


def _row(table: Table, key: str, words: str) -> Mapping[str, Any] | None:
    """The row of a word, small letters or as it stands."""
    return next((table[form][0].values for form in (key, words) if form in table), None)

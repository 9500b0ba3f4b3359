"""Which words of a report speak of time, and what they say before anybody asks when the report was written.

The pack's text rules of the topic `time` are tried on one sentence after another (several where a sentence ends in an ordinal: the
parser may have split `25. und 26. August`). Of findings that overlap the longest stays, of equals the one whose rule comes first.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    rules, stems, masks = _rules(pack, "time")
    for start, end in _chunks(text, sentences, begin):
        mask = 0
        for stem in stems.finditer(text[start:end].lower()):
            mask |= masks[stem[1] if not stem[1].isdigit() else DIGIT]
        tried = [rule for n, rule in enumerate(rules) if mask >> n & 1]
        found += _longest([_found(m, rule, pack) for rule in tried for m in rule.pattern.finditer(text, start, end)])
    return _in_sentences(found, sentences)


def find_document_date(text: str, pack: Pack) -> Found | None:
    """The last line by which the report dates itself, if there is one."""
    matches = [_found(m, rule, pack) for rule in pack.text_rules.get("time_document", ()) for m in rule.pattern.finditer(text)]
    return max((m for _, m in matches), key=lambda m: m.start, default=None)


def _chunks(text: str, sentences: Sequence[Sentence], begin: int) -> Iterator[tuple[int, int]]:
    if not sentences:
        yield from ((m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m.end() > begin)
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
def _rules(pack: Pack, topic: str) -> tuple[tuple[TextRule, ...], re.Pattern[str], Mapping[str, int]]:
    """The rules of a topic, a pattern for the letters that call for them, and for such letters which rules (as bits)."""
    rules = pack.text_rules.get(topic, ())
    wanted: dict[str, int] = {}
    for n, rule in enumerate(rules):
        for cue in rule.values["cue"]:
            for stem in map(str.lower, pack.tables[cue]) if cue in pack.tables else (cue,):
                wanted[stem] = wanted.get(stem, 0) | 1 << n
    shortest = [s for s in wanted if not any(s != o and s.startswith(o) for o in wanted)]
    masks = {s: _union(m for o, m in wanted.items() if o.startswith(s)) for s in shortest}
    letters = "|".join(re.escape(s) for s in sorted(shortest) if s != DIGIT)
    return rules, re.compile(rf"(?=(\d|{letters}))"), {DIGIT: 0, **masks}


def _union(masks: Iterator[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


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
    placed, at = [], 0
    for one in found:
        while at < len(sentences) and sentences[at].end <= one.start:
            at += 1
        inside = at < len(sentences) and sentences[at].start <= one.start
        placed.append(Found(one.start, one.end, one.rule, one.kind, one.fields, at if inside else -1))
    return placed


def _found(match: re.Match[str], rule: TextRule, pack: Pack) -> tuple[tuple[int, int], Found]:
    fields: dict[str, Any] = {k: v for k, v in rule.values.items() if k not in ("kind", "cue")}
    for group, words in match.groupdict().items():
        if words is not None and group != "span":
            field, value, anchor = _field(group, words, pack.tables)
            fields[field] = value
            if anchor:
                fields.setdefault("anchor", anchor)
    start, end = match.span("span") if "span" in match.re.groupindex else match.span()
    return match.span(), Found(start, end, rule.id, rule.values["kind"], fields, -1)


def _field(group: str, words: str, tables: Mapping[str, Table]) -> tuple[str, Any, str | None]:
    """The field that a group fills (`part_night` fills `part`), what its words come to, and what time they are told from."""
    field = group
    while field not in TABLES and "_" in field:
        field = field.rpartition("_")[0]
    if field not in TABLES:
        return group, int(words) if words.isdecimal() else words, None
    key = " ".join(words.lower().split())
    if key.replace(",", "").replace(".", "").isdecimal():
        return field, float(key.replace(",", ".").rstrip(".")) if field == "n" else int(key.rstrip(".")), None
    row = _row(tables[TABLES[field]], key, words)
    if row is None and field == "n":
        return "vague", "X", None
    if row is None:
        return field, words, None
    if field == "holiday":
        return field, row, None
    return {"month_short": "month", "hour_word": "hour"}.get(field, field), row["value"], row.get("anchor")


def _row(table: Table, key: str, words: str) -> Mapping[str, Any] | None:
    """The row for a word as it stands or without an ending (`täglichen`: `täglich`)."""
    for form in (key, words, *(key[: -len(e)] for e in ("e", "en", "er", "es", "em", "s") if key.endswith(e))):
        if form in table:
            return table[form][0].values
    return None

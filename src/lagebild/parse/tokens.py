"""Text to sentences of words, as offsets; every character that is not white space belongs to exactly one word.

What is peculiar to a language (abbreviations, months, words that begin sentences) comes in as `Tables`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Token = tuple[int, int]

LONGEST = 120  # words; what is longer is no sentence, and the parser's time and memory must stay bounded

_GAP = "\\s\u200b\u2060\ufeff"
_LETTER = "\\w\u00ad\u200c\u200d"
_ENDS = frozenset({".", "!", "?", "…", "...", "?!", "!?", "!!", "!!!", "??", "???", "....", ".."})
_CLOSERS = frozenset("\"'”“»«’‘)]›‹") | {"''"}
_OPENERS = frozenset('"„“»«‚‘([›‹–—-')
_BULLETS = frozenset("•►▶■●◦")
_TICKER = "+++"
_ROMAN = re.compile(r"[IVXLC]{1,5}")
_BLANK = re.compile(r"\n[^\S\n]*\n|\r\n[^\S\n]*\r\n|\u2029|\f|\x1c|\x1d")
_NEWLINE = re.compile(r"[\n\r\u2028\x85]")


@dataclass(frozen=True, slots=True)
class Tables:
    """What the splitting needs to know of a language."""

    pattern: re.Pattern[str]
    header: re.Pattern[str]
    leads: tuple[re.Pattern[str], ...]
    abbreviations: frozenset[str]
    finals: frozenset[str]
    months: frozenset[str]
    before_ordinals: frozenset[str]
    starters: frozenset[str]

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Tables:
        """The tables written in an `analysis.toml` under `[tokens]`."""
        finals = frozenset(table["finals"])
        return cls(
            _pattern(table["joins"]),
            re.compile(table["header"]),
            tuple(re.compile(lead) for lead in table["leads"]),
            frozenset(table["abbreviations"]) | finals,
            finals,
            frozenset(table["months"]),
            frozenset(table["before_ordinals"]),
            frozenset(table["starters"]),
        )


def _pattern(joins: str) -> re.Pattern[str]:
    word = rf"\w[{_LETTER}]*(?:(?:{joins}|[-‐‑'’&](?=\w))[{_LETTER}]+)*"
    return re.compile(
        rf"""
        (?P<web> (?:https?://|www\.)[^\s<>"“”„»«]*[^\s<>"“”„»«.,;:!?)\]] | [\w.+-]+@[\w-]+(?:\.[\w-]+)+ | [@#]\w+ )
      | (?P<site> \w[\w-]*(?:\.\w[\w-]*)*\.(?:de|com|org|net|at|ch|eu|ru|ua|tv|info|gov|uk|io)\b(?![.]\w) )
      | (?P<initials> (?:[^\W\d_]\.){{2,}} )
      | (?P<number> \d+(?:[.,:/]\d+)+(?:[-‐‑]{word})* )
      | (?P<word> {word}(?:[-‐‑](?=[{_GAP},/]|und\b))? )
      | (?P<run> ([.!?+*=_~#-])(?:[.!?]|(?<=[+*=_~#-])[+*=_~#-])* | '' | `` )
      | (?P<sign> [^{_GAP}] )
        """,
        re.VERBOSE,
    )


def split(text: str, tables: Tables) -> list[list[Token]]:
    """The sentences of the text, each a list of word offsets; none is empty and none longer than LONGEST."""
    header = tables.header.match(text)
    begin = header.end() if header else 0
    tokens = tokenize(text, tables, begin)
    sentences = [tokenize(text, tables, 0, begin)] if header else []
    return [part for sentence in [*sentences, *_sentences(text, tokens, tables)] for part in _short(text, sentence)]


def lead(forms: Sequence[str], tables: Tables) -> int:
    """How many words stand before the sentence proper: a dateline, a ticker's time; 0 where nothing much would follow."""
    text = " ".join(forms)
    for pattern in tables.leads:
        found = pattern.match(text)
        if found:
            count = found.group().count(" ") + 1
            return count if len(forms) - count >= 3 else 0
    return 0


def _short(text: str, sentence: list[Token]) -> list[list[Token]]:
    """The sentence, cut after a semicolon or comma (or anywhere) where it is too long."""
    parts = []
    while len(sentence) > LONGEST:
        cuts = [i + 1 for i in range(LONGEST // 2, LONGEST) if text[slice(*sentence[i])] in ";,:–"]
        cut = cuts[-1] if cuts else LONGEST
        parts.append(sentence[:cut])
        sentence = sentence[cut:]
    return [*parts, sentence] if sentence else parts


def tokenize(text: str, tables: Tables, begin: int = 0, end: int | None = None) -> list[Token]:
    """The words of the text as offsets; a dot belongs to its abbreviation or ordinal number."""
    end = len(text) if end is None else end
    tokens: list[Token] = []
    at = begin
    match = tables.pattern.search(text, at, end)
    while match:
        start, at = match.span()
        if match.lastgroup != "run" and text[at : at + 1] == "." and at < end and _keeps_dot(text, start, at, tables, tokens):
            at += 1
        tokens.append((start, at))
        match = tables.pattern.search(text, at, end)
    return tokens


_NEXT = re.compile(rf"\.[\"“”»«')\]]*[{_GAP}]*([\w]*)(.?)")


def _keeps_dot(text: str, start: int, end: int, tables: Tables, before: Sequence[Token]) -> bool:
    """Whether the dot after `text[start:end]` belongs to this word."""
    form = text[start:end]
    if text[end : end + 2] == "..":
        return False
    if form.isdigit() or _ROMAN.fullmatch(form):
        return _is_ordinal(text, form, end, tables, before)
    if len(form) == 1 and form.isalpha():
        return form.isupper() or form + "." in tables.abbreviations
    return form + "." in tables.abbreviations


def _is_ordinal(text: str, form: str, end: int, tables: Tables, before: Sequence[Token]) -> bool:
    follows = _NEXT.match(text, end)
    nextword = follows.group(1) if follows else ""
    if not nextword:
        return bool(follows and follows.group(2) in {",", "/", "-", "–"} and len(form) < 3)
    if text[end + 1 : end + 2] and not text[end + 1 : end + 2].isspace():
        return False
    if _BLANK.search(text, end, follows.end() if follows else end):
        return False
    if nextword in tables.months or nextword[0].islower() or (nextword.isdigit() and len(form) < 3):
        return len(form) < 4
    if len(form) > (5 if form.isalpha() else 2) or nextword in tables.starters:
        return False
    if form.isalpha():
        return len(form) > 1 or form in "IVX"
    return bool(before) and text[slice(*before[-1])].lower() in tables.before_ordinals


def _sentences(text: str, tokens: list[Token], tables: Tables) -> list[list[Token]]:
    wrapped = _is_wrapped(text, tokens)
    sentences: list[list[Token]] = []
    current: list[Token] = []
    for i, token in enumerate(tokens):
        current.append(token)
        if i + 1 < len(tokens) and _ends(text, tokens, i, len(current), tables, wrapped):
            sentences.append(current)
            current = []
    return [*sentences, current] if current else sentences


def _is_wrapped(text: str, tokens: list[Token]) -> bool:
    """Whether lines are broken for width: then a single line break says nothing about sentences."""
    breaks = lower = 0
    for (_, end), (start, _) in pairwise(tokens):
        if start - end and _NEWLINE.search(text, end, start) and not _BLANK.search(text, end, start):
            breaks += 1
            lower += text[start].islower()
    return lower >= 2 and lower * 5 >= breaks


def _ends(text: str, tokens: list[Token], i: int, length: int, tables: Tables, wrapped: bool) -> bool:
    """Whether a sentence, `length` words long so far, ends after word `i`."""
    start, end = tokens[i]
    after, until = tokens[i + 1]
    form, follower = text[start:end], text[after:until]
    if after - end:
        if _BLANK.search(text, end, after):
            return True
        if _NEWLINE.search(text, end, after) and not wrapped:
            return not follower[0].islower()
    if follower in _BULLETS:
        return True
    if form == _TICKER or follower == _TICKER:
        return form == _TICKER and length > 1
    return _ends_by_sign(text, tokens, i, tables)


def _ends_by_sign(text: str, tokens: list[Token], i: int, tables: Tables) -> bool:
    last = i
    while last > 0 and text[slice(*tokens[last])] in _CLOSERS and tokens[last - 1][1] == tokens[last][0]:
        last -= 1
    form = text[slice(*tokens[last])]
    after, until = tokens[i + 1]
    follower = text[after:until]
    attached = tokens[i][1] == after
    if attached and (follower in _CLOSERS or follower in _ENDS):
        return False
    if form in tables.finals:
        return follower in tables.starters
    if form not in _ENDS:
        return False
    if last < i and (follower[0] in "–—-" or follower[0] in ",;:"):
        return False
    return (
        follower[0].isupper()
        or follower[0].isdigit()
        or (follower[0] in _OPENERS and not attached)
        or not (follower[0].islower() or follower[0] in ",;:)")
    )

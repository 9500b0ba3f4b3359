"""Which time dates a quotation: `„Wir gehen morgen“, sagte er am 3. Mai` looks ahead from the third of May, not from the report's day."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from lagebild.model import Sentence
from lagebild.packs import Pack
from lagebild.readers.time.find import Found

LONGEST = 3000  # characters; a mark that is not closed within them is a slip
_TOLD_FROM_THE_DAY = frozenset({"deictic", "weekday", "weekend", "unit_shift", "night", "part", "of_today", "day_ago"})
_DAYS = frozenset({"date", "weekday", "deictic"})
_OPENS = ":"  # what stands before a quotation that a verb of saying announces
_GOES_ON = ","  # what stands after a quotation that a verb of saying follows


def spoken(
    text: str, found: Sequence[Found], bounds: Sequence[str | None], sentences: Sequence[Sentence], pack: Pack
) -> tuple[int | None, ...]:
    """For each time inside a quotation that is told from its day: the position of the one day in the sentence of saying around it."""
    dated: list[int | None] = [None] * len(found)
    starts = [one.start for one in found]
    begins = [sentence.start for sentence in sentences]
    for first, last in _quotations(text, pack):
        inside = range(bisect_right(starts, first), bisect_right(starts, last))
        told = [n for n in inside if found[n].kind in _TOLD_FROM_THE_DAY]
        if told and (day := _day_of_saying(text, first, last, found, starts, bounds, sentences, begins)) is not None:
            for n in told:
                dated[n] = day
    return tuple(dated)


def _quotations(text: str, pack: Pack) -> Iterator[tuple[int, int]]:
    """The outermost stretches between quotation marks of one paragraph, both marks included."""
    marks, closes = _marks(pack)
    opened: tuple[str, int] | None = None
    for mark in marks.finditer(text):
        if opened and (mark.start() - opened[1] > LONGEST or "\n" in text[opened[1] : mark.start()]):
            opened = None
        if opened is None:
            opened = (mark[0], mark.start()) if mark[0] in closes else None
        elif mark[0] in closes[opened[0]]:
            yield opened[1], mark.end()
            opened = None


@cache
def _marks(pack: Pack) -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    closes = {mark: frozenset(rows[0].several("closes")) for mark, rows in pack.tables.get("quotation_mark", {}).items()}
    every = sorted({*closes, *(mark for several in closes.values() for mark in several)}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, every)) or r"(?!)"), closes


def _day_of_saying(
    text: str,
    first: int,
    last: int,
    found: Sequence[Found],
    starts: Sequence[int],
    bounds: Sequence[str | None],
    sentences: Sequence[Sentence],
    begins: Sequence[int],
) -> int | None:
    """The one time of the words around the quotation that names a day; none where these are no sentence of saying or name several."""
    before, after = text[:first].rstrip()[-1:], text[last : last + 1]
    if before != _OPENS and after != _GOES_ON:
        return None
    opening, closing = bisect_right(begins, first) - 1, bisect_right(begins, last - 1) - 1
    if opening < 0:
        return None
    start, end = sentences[opening].start, max(sentences[closing].end, last)
    around = [*range(bisect_left(starts, start), bisect_left(starts, first)), *range(bisect_left(starts, last), bisect_left(starts, end))]
    days = [n for n in around if found[n].kind in _DAYS and bounds[n] is None]
    return days[0] if len(days) == 1 and ("day" in found[days[0]].fields or found[days[0]].kind != "date") else None

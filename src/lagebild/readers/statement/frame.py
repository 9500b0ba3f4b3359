"""What a frame is, and how far what it frames reaches: reporting words with their source, and the stretches that they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lagebild.model import StatementForm
from lagebild.packs import Row
from lagebild.readers.statement.clause import Segment
from lagebild.readers.statement.phrase import Phrase
from lagebild.tree import DASHES

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """Reporting words (positions), their sources, what they say and the words that bring it in (ranges), all within one unit."""

    cue: tuple[int, ...]
    sources: tuple[Phrase, ...]
    content: tuple[Range, ...]
    frame: tuple[Range, ...]
    form: StatementForm
    act: str
    construction: str
    addressees: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying in segment `seg`: its row, its words, its finite verb, and whether it stands in the passive.

    `end`: the segment that closes its bracket, where something is inserted between its parts (`teilte X, der Chef, mit`).
    """

    seg: int
    row: Row
    words: tuple[int, ...]
    finite: int
    main: int
    passive: bool
    end: int


def content_start(segs: Sequence[Segment], k: int) -> int:
    """Where the content begins that a postposed frame in segment k closes: at the unit's start, or behind a colon or a semicolon."""
    first = 0
    for j in range(1, k):
        aside = segs[j].before in DASHES and (all(s.kind == "bare" for s in segs[:j]) or all(s.kind == "bare" for s in segs[j:k]))
        if segs[j].before in (";", ":") or aside:
            first = j
    if segs[k - 1].kind == "quote":
        while k - 1 > first and any(s.kind != "quote" for s in segs[first : k - 1]):
            first += 1
    return first


def clause_start(segs: Sequence[Segment], k: int) -> int:
    """The segment with which the clause of segment k begins, what is inserted or preposed to it included."""
    first = k
    if segs[k].kind in ("main", "inf"):
        while first > 0 and segs[first - 1].kind in ("bare", "rel", "sub", "inf", "wh") and segs[first - 1].after not in (":", ";"):
            if segs[first - 1].kind == "bare" and segs[first - 1].after in DASHES:
                break
            if segs[first].kind == "main" and not segs[first].verb_first and segs[first - 1].kind != "bare":
                break
            first -= 1
    return first


def complement_end(segs: Sequence[Segment], j: int) -> int:
    """The segment past the end of the complement that begins with segment j."""
    last = j + 1
    if segs[j].kind == "quote":
        while last < len(segs) and segs[last].kind == "quote":
            last += 1
        return last
    while last < len(segs):
        seg = segs[last]
        if seg.before == ";" or seg.kind == "as" or (seg.kind == "main" and seg.mood == 0):
            break
        last += 1
    return last


def ranges(segs: Sequence[Segment], a: int, b: int) -> tuple[Range, ...]:
    return merge(segs, a, b) if a < b else ()


def merge(segs: Sequence[Segment], a: int, b: int) -> tuple[Range, ...]:
    return ((segs[a].first, segs[b - 1].last),)

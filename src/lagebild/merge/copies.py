"""Which reports are one text: agency copy that several papers print, reworded little or not; it counts once as corroboration.

Two reports are copies when at least `ALIKE` of the shorter one's word pairs stand in the longer one as well (containment of shingles,
Broder 1997), or `BYLINE` of them when both name one agency. Among few reports all are compared; above `MANY` only those that MinHash
with locality-sensitive hashing (datasketch) finds close.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from lagebild.merge.sketch import fold
from lagebild.model import Document

ALIKE, BYLINE = 0.55, 0.4
SHORTEST = 25  # words, below which a text is a headline and no evidence
MANY = 60
PERMUTATIONS = 64
_WORD = re.compile(r"\w+")
_SIGN = re.compile(r"\(([^()\s]{2,12})\)")  # (dpa), (dnk/mk)

Shingles = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Print:
    """What copies are recognised by: a text's pairs of neighbouring words, and the signs of agencies in it."""

    document: str
    words: int
    shingles: Shingles
    signs: frozenset[str]


def print_of(document: Document) -> Print:
    """The print of a document's text."""
    words = [w.casefold() for w in _WORD.findall(document.text)]
    agency = {fold(document.agency)} if document.agency else set()
    return Print(document.id, len(words), frozenset(pairwise(words)), signs(document.text) | signs(document.publisher or "") | agency)


def signs(text: str) -> frozenset[str]:
    """What stands in brackets like the signs of agencies, folded: `(dpa)`, `(dnk/mk)`."""
    return frozenset({fold(s) for found in _SIGN.findall(text) for s in re.split(r"[/,]", found)} - {""})


def alike(a: Print, b: Print) -> bool:
    """Whether two texts are one, reworded little or not."""
    smaller, larger = sorted((a.shingles, b.shingles), key=len)
    if min(a.words, b.words) < SHORTEST or not smaller:
        return False
    shared = len(smaller & larger) / len(smaller)
    return shared >= (BYLINE if a.signs & b.signs else ALIKE)


def copies(prints: Sequence[Print]) -> tuple[tuple[str, ...], ...]:
    """The groups of two and more documents that are one text, each sorted, in order."""
    by_id = {p.document: p for p in prints}
    parent = {d: d for d in by_id}

    def find(d: str) -> str:
        while parent[d] != d:
            parent[d] = d = parent[parent[d]]
        return d

    for a, b in _close(by_id) if len(by_id) > MANY else combinations(sorted(by_id), 2):
        if find(a) != find(b) and alike(by_id[a], by_id[b]):
            first, second = sorted((find(a), find(b)))
            parent[second] = first
    groups: dict[str, list[str]] = defaultdict(list)
    for d in sorted(by_id):
        groups[find(d)].append(d)
    return tuple(sorted(tuple(g) for g in groups.values() if len(g) > 1))


def _close(prints: Mapping[str, Print]) -> Iterator[tuple[str, str]]:
    from datasketch import MinHash, MinHashLSH  # it brings SciPy, which few commands need

    index = MinHashLSH(threshold=0.3, num_perm=PERMUTATIONS)
    for document in sorted(prints):
        minhash = MinHash(num_perm=PERMUTATIONS)
        minhash.update_batch([" ".join(s).encode() for s in sorted(prints[document].shingles)])
        for other in sorted(index.query(minhash)):
            yield str(other), document
        index.insert(document, minhash)

"""Which reports of one happening count as one voice: what tells the same thing from the same hand is no corroboration.

Reports of one publisher are one voice; so are copies of one text, and reports that have it from one agency or paper: by their byline, or
because everything they say of it with a source comes by that one ("laut dpa", eyewitnesses as told by dpa). The agency itself is of that
voice too. Whoever shares one of several agencies with another is of its voice: counting too few is the safer mistake.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from lagebild.merge.copies import signs
from lagebild.merge.sketch import fold
from lagebild.model import Document, Reading, Source, Statement

TOP = 300  # characters in which a dateline stands
LONGEST = 12  # characters of a sign
_DATELINE = re.compile(r"^[^()\n]{1,60}\(([^()\n]{2,40})\)\s*[-–—]", re.MULTILINE)
_LAST = re.compile(r"\(([^()\n]{2,40})\)\s*\Z")
_BETWEEN = re.compile(r"\s*[/,;]\s*")

Groups = tuple[tuple[str, ...], ...]


def voices(tellers: Mapping[str, Collection[str]], readings: Mapping[str, Reading], copied: Iterable[Collection[str]]) -> Groups:
    """The reports (by id, each with its events) in groups of one voice each, every one sorted, in order."""
    holders: dict[str, list[str]] = defaultdict(list)
    for ident in sorted(tellers):
        for hand in hands(readings[ident], tellers[ident]):
            holders[hand].append(ident)
    return grouped(sorted(tellers), [*holders.values(), *copied])


def hands(reading: Reading, events: Collection[str]) -> frozenset[str]:
    """The publisher, and the agencies and papers that a report has from elsewhere what it tells of these events, by their folded names."""
    return frozenset({*_paper(reading.document), *_bylines(reading), *_cited(reading, events)} - {""})


def _paper(document: Document) -> Iterable[str]:
    if document.publisher:
        yield fold(document.publisher)
        yield from signs(document.publisher)
    if document.agency:
        yield fold(document.agency)


def _bylines(reading: Reading) -> Iterable[str]:
    """Media that stand in brackets of their own, and what stands there in the place of a byline: `KIEW (dpa) – …`, `… (dpa/Reuters)`."""
    text = reading.document.text
    for found in (_DATELINE.search(text[:TOP]), _LAST.search(text)):
        if found:
            yield from (fold(part) for part in _BETWEEN.split(found[1]) if len(part) <= LONGEST)
    for actor in reading.actors:
        for mention in actor.mentions if actor.kind == "media" else ():
            span = mention.span
            if text[: span.start][-1:] in ("(", "/") and text[span.end : span.end + 1] in (")", "/"):
                yield fold(actor.name)


def _cited(reading: Reading, events: Collection[str]) -> frozenset[str]:
    """The media by which everything comes that the report says of the events with a source; none when one thing does not."""
    said = {s.id: s for s in reading.statements}
    media = {a.id: fold(a.name) for a in reading.actors if a.kind == "media"}
    used = {s for c in reading.claims if c.event in events for s in c.statements}
    by = [frozenset(_chain(said[s], said, media)) for s in sorted(used)]
    return frozenset.intersection(*by) if by else frozenset()


def _chain(statement: Statement, said: Mapping[str, Statement], media: Mapping[str, str]) -> Iterable[str]:
    seen: set[str] = set()
    at: Statement | None = statement
    while at is not None and at.id not in seen:
        seen.add(at.id)
        yield from (name for s in at.sources if (name := media.get(s.ref or "") or _named(s)))
        at = said.get(at.via or "")


def _named(source: Source) -> str | None:
    """A medium that is named and yet no actor of the report, by the last of its words: `der Agentur dpa`."""
    known = source.type in ("media", "state_media") and source.basis != "unnamed" and source.span and source.ref is None
    return fold(source.span.text.split()[-1]) if known and source.span else None


def grouped(members: Collection[str], together: Iterable[Collection[str]]) -> Groups:
    """The members in groups: those that stand together anywhere, directly or by others, are in one."""
    group = {m: {m} for m in members}
    for several in together:
        known = [m for m in several if m in group]
        for other in known[1:]:
            first, second = group[known[0]], group[other]
            if first is not second:
                first |= second
                group.update(dict.fromkeys(second, first))
    return tuple(sorted({tuple(sorted(g)) for g in group.values()}))

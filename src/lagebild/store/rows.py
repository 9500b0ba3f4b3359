"""A reading as rows of the tables that filters use. Pure; the same reading always gives the same rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lagebild.dates import interval_of
from lagebild.model import FINENESS, Actor, Claim, Document, Event, Place, Reader, Reading, Ref
from lagebild.store.words import fold

Row = dict[str, Any]  # the rows of one table have their keys in one order


def identity(reader: Reader) -> str:
    """Sixteen characters that stand for what made a reading: reader, version, model and packs."""
    return _identity(reader.name, reader.version, reader.model, tuple(sorted(reader.packs.items())))


@lru_cache
def _identity(name: str, version: str, model: str, packs: tuple[tuple[str, str], ...]) -> str:
    whole = json.dumps([name, version, model, packs], ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def ordinals(edtf: str | None) -> tuple[int | None, int | None]:
    """The first and last day of an EDTF value as ordinals; None for an open end and for what is no date."""
    found = interval_of(edtf)
    first, last = (found.first, found.last) if found else (None, None)
    return first.toordinal() if first else None, last.toordinal() if last else None


_ordinals = lru_cache(maxsize=1 << 14)(ordinals)


def clean(text: str | None) -> str | None:
    """The text without the one character that PostgreSQL cannot hold."""
    return text.replace("\0", "\ufffd") if text else text


def document_row(document: Document, raw: bytes, origin: str, added: str, number: int) -> Row:
    """The row of a document; `raw` is what came in, byte for byte."""
    text = document.text.encode()
    day = ordinals(document.published)[1] or ordinals(document.earliest)[1]
    return {
        "number": number, "id": document.id, "sha256": digest(text), "bytes_sha256": digest(raw), "bytes": raw, "text": text,
        "language": document.language, "title": clean(document.title), "publisher": clean(document.publisher),
        "agency": clean(document.agency), "url": clean(document.url), "published": document.published,
        "published_basis": document.published_basis, "earliest": document.earliest, "modified": document.modified,
        "retrieved": document.retrieved, "day": day, "chars": len(document.text), "origin": clean(origin), "added": added,
    }  # fmt: skip


def reading_row(reading: Reading, line: str, made: str) -> Row:
    """The row of a reading; `line` is its JSON."""
    reader = reading.reader
    return {
        "document": reading.document.id, "identity": identity(reader), "reader": reader.name, "version": reader.version,
        "model": reader.model, "packs": json.dumps(dict(sorted(reader.packs.items())), ensure_ascii=False), "made": made,
        "sha256": digest(line.encode()), "json": line, "current": True,
    }  # fmt: skip


def event_rows(reading: Reading) -> Iterator[Row]:
    """One row for every event."""
    places = {p.id: p for p in reading.places}
    for event in reading.events:
        first, last = _ordinals(event.time)
        where = min((places[r.ref] for r in event.places if r.ref in places), key=lambda p: FINENESS.index(p.precision), default=None)
        yield {
            "document": reading.document.id, "publisher": clean(reading.document.publisher), "id": event.id, "key": event.key,
            "type": event.type, "mode": event.mode, "time": event.time,
            "first": first, "last": last, "factuality": event.factuality,
            "words": clean(event.triggers[0].text if event.triggers else ""), "start": event.triggers[0].start if event.triggers else 0,
            "status": "proposed", **_where(where),
        }  # fmt: skip


def _where(place: Place | None) -> Row:
    if place is None:
        return dict.fromkeys(("place", "place_key", "country", "lat", "lon", "precision"))
    return {
        "place": clean(place.name), "place_key": fold(place.name), "country": place.country, "lat": place.lat, "lon": place.lon,
        "precision": place.precision,
    }  # fmt: skip


def claim_rows(reading: Reading) -> Iterator[Row]:
    """One row for every claim."""
    names = {a.id: a.name for a in reading.actors} | {p.id: p.name for p in reading.places}
    for claim in reading.claims:
        figure = claim.figure
        yield {
            "document": reading.document.id, "id": claim.id, "event": claim.event, "about": claim.about,
            "low": figure.low if figure else None, "high": figure.high if figure else None,
            "value": clean(claim.edtf or names.get(claim.ref or "") or claim.span.text), "polarity": claim.polarity,
            "firmness": claim.firmness,
        }  # fmt: skip


def gap_rows(reading: Reading) -> Iterator[Row]:
    """One row for everything that is not known about an event, each once."""
    for event, kind, about in dict.fromkeys((e, g.kind, g.about) for g in reading.gaps for e in g.events):
        yield {"document": reading.document.id, "event": event, "kind": kind, "about": about}


def voice_rows(reading: Reading) -> Iterator[Row]:
    """One row for everybody who takes part in an event or tells of it, each once in a role."""
    actors = {a.id: a for a in reading.actors}
    said = {s.id: s for s in reading.statements}
    told = {e.id: [c for c in reading.claims if c.event == e.id] for e in reading.events} if reading.events else {}
    for event in reading.events:
        seen: set[tuple[str, str]] = set()
        for role, name, kind in _voices(event, told[event.id], actors, said):
            key = fold(name)
            if key and (role, key) not in seen:
                seen.add((role, key))
                yield {"document": reading.document.id, "event": event.id, "role": role, "key": key, "name": clean(name), "kind": kind}


def _voices(event: Event, claims: list[Claim], actors: dict[str, Actor], said: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for role, refs in (("agent", event.agents), ("patient", event.patients)):
        for ref in refs:
            yield (role, *_named(ref, actors))
    for statement in dict.fromkeys(s for c in claims for s in c.statements):
        for source in said[statement].sources:
            name, _ = _named(Ref(source.ref, source.span), actors)
            yield "source", name, source.type


def _named(ref: Ref, actors: dict[str, Actor]) -> tuple[str, str]:
    actor = actors.get(ref.ref or "")
    if actor:
        return actor.name, actor.kind
    return (ref.span.text if ref.span else ""), "unknown"

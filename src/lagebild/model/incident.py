"""What several reports tell about one happening, and what people judged of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lagebild.model.reading import Span
from lagebild.model.terms import About, EventType, Precision

Pair = tuple[str, str]  # a document's id and the id of an event or a claim in its reading
JudgementAction = Literal[
    "accept", "add", "edit", "reject", "misread", "report-error", "open", "same", "not-same", "unsure", "undo",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided, when and why; never changed, only followed by another one.

    `targets` are what it is about: event keys (`same`, `not-same`, `unsure` have two or more), or the hash of the judgement that
    an `undo` takes back. `at` is ISO 8601 in UTC. `hash` covers everything else, `previous` (the hash before it in its
    reviewer's chain, empty for the first) included.
    """

    seq: int  # 1, 2, 3 … in its reviewer's chain
    at: str
    reviewer: str
    action: JudgementAction
    targets: tuple[str, ...]
    field: str | None = None
    before: str | None = None
    after: str | None = None
    span: Span | None = None  # the words that a person marked
    reason: str | None = None
    previous: str = ""
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an incident happened: as a place, without mentions."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    precision: Precision
    gazetteer: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Claims about one thing that do not agree: a contradiction (they cannot all be true) or a development (one follows the other)."""

    about: About
    documents: tuple[str, ...]
    claims: tuple[Pair, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two events are held to be one happening; `score` from 0 to 1."""

    events: tuple[Pair, Pair]
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening as several reports tell it: a view, made anew from readings and judgements."""

    id: str
    events: tuple[Pair, ...]
    type: EventType
    time: str | None
    place: Spot | None
    claims: tuple[Pair, ...] = ()
    contradictions: tuple[Difference, ...] = ()
    developments: tuple[Difference, ...] = ()
    copies: tuple[tuple[str, ...], ...] = ()
    voices: tuple[tuple[str, ...], ...] = ()  # all its documents, those together that count once: copies, one publisher, one agency
    reasons: tuple[Reason, ...] = ()

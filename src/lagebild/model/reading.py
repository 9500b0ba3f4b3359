"""What a report says: mentions, events, statements, claims, gaps, and the reading that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lagebild.model.document import Document
from lagebild.model.terms import (
    About,
    ActorKind,
    ActorNumber,
    AttributeKind,
    CoverageStatus,
    Distance,
    EventType,
    Factuality,
    Firmness,
    GapAbout,
    GapKind,
    Phase,
    PlaceRelation,
    Polarity,
    Precision,
    RelationKind,
    Scope,
    SourceBasis,
    SourceType,
    StatementForm,
    TimeBasis,
    TimeExtent,
    TimeType,
    VictimStatus,
)


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the report: the whole phrase, and in it the head that carries it (at most six words; a trigger's is the span)."""

    start: int
    end: int
    text: str
    head_start: int
    head_end: int

    @property
    def head(self) -> str:
        """The head's own words."""
        return self.text[self.head_start - self.start : self.head_end - self.start]

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an actor or a place; `relation` is a place's only, and never set for an actor."""

    span: Span
    distance: Distance | None = None
    relation: PlaceRelation | None = None


@dataclass(frozen=True, slots=True)
class Ref:
    """Who or what fills a role: the actor's or place's id (None when it has none), and the words in this role."""

    ref: str | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class Attribute:
    """What the report says about an actor: office, rank, age, …; `organisation` is an actor's id, `edtf` since or until when."""

    kind: AttributeKind
    value: str
    span: Span
    organisation: str | None = None
    edtf: str | None = None
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, armed group, state, medium or group of people, with all its mentions in the report."""

    id: str
    name: str
    kind: ActorKind
    mentions: tuple[Mention, ...]
    country: str | None = None  # ISO 3166-1 alpha-3
    polity: str | None = None
    identity: str | None = None
    number: ActorNumber | None = None
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: Precision
    gazetteer: str
    admin1: str | None = None
    disputed: bool = False
    radius_km: float | None = None
    population: int = 0
    score: float = 0.0  # 0 to 1


@dataclass(frozen=True, slots=True)
class Place:
    """A place with all its mentions; no coordinates when it is a country or unresolved."""

    id: str
    name: str
    country: str | None
    precision: Precision
    mentions: tuple[Mention, ...]
    admin1: str | None = None
    disputed: bool = False
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    gazetteer: str | None = None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Time:
    """A TIMEX3 expression: its TimeML value, and the EDTF interval it comes to (None when it stays open)."""

    id: str
    span: Span
    type: TimeType
    value: str
    edtf: str | None
    extent: TimeExtent = "within"
    basis: TimeBasis = "explicit"
    from_: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """How this event stands to another one, in the report's words."""

    kind: RelationKind
    event: str
    span: Span


@dataclass(frozen=True, slots=True)
class Codes:
    """The event in the field's codes; None where no code is sure."""

    cameo: str | None = None
    quad: int | None = None
    acled: tuple[str, str] | None = None  # event type, sub-event type
    ucdp: int | None = None  # type of violence: 1 state-based, 2 non-state, 3 one-sided


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the report says happened, or was planned, demanded, denied. What it shows is rolled up from its claims."""

    id: str
    key: str
    type: EventType
    triggers: tuple[Span, ...]
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    agents: tuple[Ref, ...] = ()
    patients: tuple[Ref, ...] = ()
    places: tuple[Ref, ...] = ()
    time: str | None = None  # EDTF
    times: tuple[str, ...] = ()
    phase: Phase | None = None
    topic: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    claims: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    utterance: str | None = None
    factuality: Factuality = "certain"
    codes: Codes = Codes()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Who is said to say it; an unnamed source may have no actor."""

    ref: str | None
    span: Span | None
    basis: SourceBasis
    type: SourceType
    number: ActorNumber | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody's telling, with its words: who says it, the reporting words, what is said."""

    id: str
    sources: tuple[Source, ...]
    form: StatementForm
    act: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    frame: tuple[Span, ...] = ()
    addressees: tuple[Ref, ...] = ()
    via: str | None = None
    time: str | None = None
    distance: Distance | None = None
    events: tuple[str, ...] = ()
    factuality: Factuality = "certain"
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """How many people, of whom: open bounds are None, a figure that nobody knows is not 0."""

    low: int | None
    high: int | None
    who: Span | None = None
    victims: str | None = None
    status: VictimStatus = "unknown"
    scope: Scope = "whole"
    part_of: str | None = None
    increase: bool = False
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said about one event, by one or more statements or (none) by the report itself.

    `figure` is set exactly when `about` is a figure; `ref` for agent, patient, place, identity; `of` for identity; `edtf` for time.
    """

    id: str
    event: str
    about: About
    span: Span
    statements: tuple[str, ...] = ()
    polarity: Polarity = "affirmed"
    firmness: Firmness = "certain"
    hearsay: bool = False
    rules: tuple[str, ...] = ()
    figure: Figure | None = None
    ref: str | None = None
    of: str | None = None
    edtf: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the report says is not known."""

    id: str
    kind: GapKind
    about: GapAbout
    span: Span
    events: tuple[str, ...] = ()
    by: str | None = None
    as_of: str | None = None
    statement: str | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of one sentence."""

    start: int
    end: int
    status: CoverageStatus
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What the machine wants to say about its own work."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """What made a reading: the same document and reader give the same bytes."""

    name: str
    version: str
    model: str
    packs: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that the machine says about one document."""

    document: Document
    reader: Reader
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    gaps: tuple[Gap, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    notes: tuple[Note, ...] = ()


SCHEMA = "lagebild/reading/1"

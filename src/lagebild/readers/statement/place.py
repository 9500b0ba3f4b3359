"""What every step of reading one unit needs to know, and who spoke last before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lagebild.model import Actor, ActorKind, Document, Source, Span, Time
from lagebild.packs import Pack
from lagebild.readers.statement.clause import Segment
from lagebild.readers.statement.frame import Saying
from lagebild.readers.statement.quote import Unit

UNNAMED = Source(None, None, "unnamed", "unknown")


@dataclass(frozen=True, slots=True)
class Voice:
    """The last source that spoke, in which unit and paragraph."""

    sources: tuple[Source, ...]
    unit: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Place:
    """What every step needs: the report, its pack, the unit at hand with its segments, and who is named where."""

    document: Document
    pack: Pack
    number: int
    unit: Unit
    segs: Sequence[Segment]
    said: Sequence[Saying]  # the unit's verbs of saying
    actors: Mapping[int, Actor]  # by the characters of their mentions' heads
    kinds: Mapping[str, ActorKind]  # by the actor's id
    times: Sequence[Time]
    before: Unit | None  # the unit just before
    topic: Source | None = None  # the person who was the last subject before, in the same paragraph
    told: tuple[Span, ...] = ()  # what the outermost statement of the unit just before holds
    untold: tuple[Unit, ...] = ()  # the units just before, in the same paragraph, that nobody is said to have told

    def is_person(self, source: Source) -> bool:
        """Whether the source is a person whom the report knows as one of its actors."""
        return source.ref is not None and self.kinds.get(source.ref) == "person"

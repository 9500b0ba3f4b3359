"""One telling of an event and the group of those that tell the same: what the comparison of tellings works on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lagebild.model import ActorKind, EventType, Factuality, Ref, Time
from lagebild.readers.event.trigger import Parsed, Trigger


@dataclass(frozen=True, eq=False)
class Telling:
    """One trigger with all that its own words say."""

    trigger: Trigger
    type: EventType
    agents: tuple[Ref, ...]
    patients: tuple[Ref, ...]
    places: tuple[Ref, ...]
    time: Time | None
    factuality: Factuality
    definite: bool  # a noun with a definite article, or one that points back
    fresh: bool  # an indefinite noun, or one that says that it is another
    harms: bool  # a word of killing, wounding or dying
    nobody: bool  # it says that nobody came to harm
    fells: bool = False  # those who come to harm are the attackers
    stands: frozenset[str] = frozenset()  # the places that it happened in, not near
    tally: frozenset[tuple[str, str]] = frozenset()  # number word and noun of each figure of those harmed
    marks: frozenset[str] = frozenset()  # how the words around put it beside others: see `mark`
    pointed: bool = False  # a noun with a demonstrative (`dieser Angriff`)

    @property
    def number(self) -> int:
        """The sentence that it stands in."""
        return self.trigger.sentence


@dataclass(eq=False)
class Group:
    """The tellings of one event, in text order."""

    type: EventType
    tellings: list[Telling] = field(default_factory=list)

    @property
    def last(self) -> Telling:
        """The telling that stands last."""
        return self.tellings[-1]

    def refs(self, role: str) -> set[str]:
        """The actors' or places' ids in a role of any telling."""
        return {r.ref for t in self.tellings for r in getattr(t, role) if r.ref}

    def heads(self, role: str) -> set[str]:
        """The head words in a role of any telling."""
        return {r.span.head for t in self.tellings for r in getattr(t, role) if r.span}


@dataclass(frozen=True, eq=False)
class Known:
    """What the comparison needs to know besides the tellings."""

    sentences: Sequence[Parsed]
    spots: frozenset[str]  # places fine enough to tell two events apart
    kinds: Mapping[str, ActorKind]
    headline: int  # how many sentences stand before the report proper
    sequence: frozenset[str]  # conjunctions that put one act before or after another
    lands: Mapping[str, str] = field(default_factory=dict)  # the country of each place that has one
    attackers: tuple[str, ...] = ()  # endings of nouns for those who attack
    alone: frozenset[str] = frozenset()  # the actors that are one person each

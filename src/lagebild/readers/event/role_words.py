"""The words of the pack that say who does something in an event, and to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lagebild.model import ActorKind
from lagebild.packs import Table
from lagebild.readers.event.frame import Frame, frames


@dataclass(frozen=True, eq=False)
class RoleWords:
    """What `clause`, `deed`, `filler`, `meant` and `role` ask the pack about those who take part."""

    means: frozenset[str]  # nouns for what something is done with, and nobody who does it
    holdings: frozenset[str]  # nouns for what is hit in the place of those who hold it
    controls: Mapping[str, str]  # verb → who does what an infinitive below it says
    whom: Mapping[str, str]  # event type → who alone can be its patient
    both: frozenset[str]  # words for two who are known
    two_of: Mapping[str, tuple[ActorKind, ...]]  # noun → kinds of the two actors that it may take up beside such a word
    owned: frozenset[str]  # nouns whose `von` says whose they are, never by whom something was done
    joint: Mapping[str, frozenset[str]]  # adposition → words beside which it brings in who else does it
    targets: frozenset[str]  # nouns for whom or what a deed is aimed at
    befalling: frozenset[str]  # nouns for what befalls whom it belongs to
    through: Mapping[str, frozenset[str]]  # event type → how who is meant by a thing stands beside it
    whom_even: frozenset[tuple[str, str]]  # type and word of what has a patient even so
    verb_frames: Mapping[str, Frame]
    noun_frames: Mapping[str, Frame]
    fighters: tuple[str, ...]  # lower-case endings of nouns for those who fight: attackers and combatants
    further: frozenset[str]  # words for more of those who were named before


def role_words(tables: Mapping[str, Table]) -> RoleWords:
    """The words of the event tables for those who take part."""
    return RoleWords(
        means=frozenset(tables["event_means"]),
        holdings=frozenset(tables["event_holding"]),
        controls={k: r[0].word("control") for name in ("factuality_governor", "event_control") for k, r in tables[name].items()},
        whom={k: r[0].word("whom") for k, r in tables["event_whom"].items()},
        both=frozenset(tables["event_both"]),
        two_of={k: r[0].several("kinds") for k, r in tables["event_two"].items()},
        owned=frozenset(tables["event_owned"]),
        joint={k: frozenset(r[0].several("beside")) for k, r in tables["event_joint"].items()},
        targets=frozenset(tables["event_target"]),
        befalling=frozenset(tables["event_befalling"]),
        through={k: frozenset(r[0].several("through")) for k, r in tables["event_whom"].items()},
        whom_even=frozenset((k, word) for k, r in tables["event_whom"].items() for word in r[0].several("but")),
        verb_frames=frames(tables["event_verb_frame"]),
        noun_frames=frames(tables["event_noun_frame"]),
        fighters=tuple(k.lower() for k, r in tables["figure_victim"].items() if r[0].word("status") in ("attacker", "combatant")),
        further=frozenset(tables["figure_further"]),
    )

"""One event for one thing that happened: which triggers of a report tell the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lagebild import dates
from lagebild.model import EventType, Factuality, Ref, Time
from lagebild.readers.event_cast import Cast
from lagebild.readers.event_trigger import Parsed, Trigger

UNREAL: tuple[Factuality, ...] = ("unrealised",)


@dataclass(frozen=True, eq=False)
class Telling:
    """One trigger with all that its own words say."""

    trigger: Trigger
    agents: tuple[Ref, ...]
    patients: tuple[Ref, ...]
    places: tuple[Ref, ...]
    time: Time | None
    factuality: Factuality
    definite: bool  # a noun with a definite article, or one that points back
    harms: bool  # a word of killing, wounding or dying


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


def merge(tellings: Iterable[Telling], told: Cast, settlements: frozenset[str]) -> list[Group]:
    """The tellings by event, in the order of their first words."""
    groups: list[Group] = []
    for telling in tellings:
        scored = [
            (score(group, telling, told, settlements), n) for n, group in enumerate(groups) if group.type == telling.trigger.sense.type
        ]
        best = max(scored, default=(0.0, -1), key=lambda s: (s[0], s[1]))
        if best[0] >= 1.0:
            groups[best[1]].tellings.append(telling)
        else:
            groups.append(Group(telling.trigger.sense.type, [telling]))
    return groups


def score(group: Group, new: Telling, told: Cast, settlements: frozenset[str]) -> float:
    """How surely the new telling tells the group's event: 1 and more is sure enough."""
    if (group.tellings[0].factuality in UNREAL) != (new.factuality in UNREAL):
        return 0.0
    if _times_exclude(group, new) or _places_exclude(group, new, settlements):
        return 0.0
    points = 0.0
    last = group.last
    apart = new.trigger.sentence - last.trigger.sentence
    same_word = any(t.trigger.sense.lemma == new.trigger.sense.lemma for t in group.tellings)
    shared = [role for role in ("agents", "patients", "places") if group.refs(role) & {r.ref for r in getattr(new, role) if r.ref}]
    clash = [
        role for role in ("agents", "patients") if role not in shared and group.refs(role) and {r.ref for r in getattr(new, role) if r.ref}
    ]
    if apart == 0 and _same_clause(told.sentences[new.trigger.sentence], last, new):
        points += 1.0 if new.harms != any(t.harms for t in group.tellings) else 0.4
    elif apart == 0 and new.harms and not all(t.harms for t in group.tellings):
        points += 0.7
    if new.definite and apart <= 4:
        points += 0.8 if _could_name(group, new) else 0.2
    if same_word:
        points += 0.5
    points += 0.4 * len(shared)
    points -= 0.7 * len(clash)
    if apart > 6:
        points -= 0.2
    if group.type == "ASSAULT" and group.tellings[0].trigger.sentence == 0 and new.trigger.sentence in (1, 2):
        points += 0.4
    return points


def _could_name(group: Group, new: Telling) -> bool:
    """Whether the new noun may name what the group tells: one's word ends in the other's, or the means are not different."""
    modes = {t.trigger.sense.mode for t in group.tellings if t.trigger.sense.mode}
    return not modes or new.trigger.sense.mode in (None, *modes)


def _same_clause(at: Parsed, a: Telling, b: Telling) -> bool:
    return at.layout.clause_of[a.trigger.word] == at.layout.clause_of[b.trigger.word]


def _times_exclude(group: Group, new: Telling) -> bool:
    """Whether the new telling's time and one of the group's share no day."""
    if new.time is None or new.time.edtf is None:
        return False
    return any(t.time and t.time.edtf and not dates.overlaps(t.time.edtf, new.time.edtf) for t in group.tellings)


def _places_exclude(group: Group, new: Telling, settlements: frozenset[str]) -> bool:
    """Whether both name places of the finest kind and none of them is shared."""
    mine = {r.ref for r in new.places if r.ref}
    theirs = group.refs("places")
    return bool(mine and theirs and not mine & theirs and (mine | theirs) <= settlements)


def by_text(groups: Sequence[Group]) -> list[Group]:
    """The groups in the order of their first triggers."""
    return sorted(groups, key=lambda g: min((t.trigger.sentence, t.trigger.word) for t in g.tellings))

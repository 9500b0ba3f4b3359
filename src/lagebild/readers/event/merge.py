"""One event for one thing that happened: which triggers of a report tell the same.

Each telling is compared with the events so far, in text order, and joins the one that it fits best, or makes a new one. What speaks for
and against it is in `evidence`; the weights are plain sums, and 1 is enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lagebild.readers.event.evidence import ENOUGH, excluded, names_again, score
from lagebild.readers.event.telling import Group, Known, Telling


def merge(tellings: Iterable[Telling], known: Known) -> list[Group]:
    """The tellings by event, in the order of their first words."""
    groups: list[Group] = []
    for telling in tellings:
        same = [g for g in groups if _of_one_type(g, telling)]
        recent = max((g.last.number for g in same), default=-1)
        fits = [(score(g, telling, known, g.last.number == recent), n) for n, g in enumerate(same)]
        best, n = max(fits, default=(0.0, -1))
        if best >= ENOUGH:
            same[n].tellings.append(_as_planned(same[n], telling, known))
        else:
            groups.append(Group(telling.type, [telling]))
    groups = _by_tally(groups, known)
    told = [g for g in groups if not all(t.nobody or t.trigger.sense.row.get("back") for t in g.tellings)]
    return sorted(told, key=lambda g: min((t.number, t.trigger.word) for t in g.tellings))


def _as_planned(group: Group, new: Telling, known: Known) -> Telling:
    """The telling; a noun that takes up what is only planned (`die Entsendung`) says no more of it."""
    planned = new.factuality == "certain" and {t.factuality for t in group.tellings} == {"unrealised"}
    return replace(new, factuality="unrealised") if planned and names_again(group, new) and group.last.number >= known.headline else new


def _of_one_type(group: Group, new: Telling) -> bool:
    """Whether the types agree; an abduction is a hostage-taking when the report calls it so somewhere."""
    if group.type == new.type:
        return True
    kins = {t.trigger.sense.row.get("kin") for t in (*group.tellings, new)}
    return kins == {"abduct"} and {group.type, new.type} == {"ASSAULT", "COERCE"}


def _by_tally(groups: list[Group], known: Known) -> list[Group]:
    """The groups with those put together that count the same people in the same words: a headline and its report."""
    kept: list[Group] = []
    for group in groups:
        mine = {t for telling in group.tellings for t in telling.tally}
        same = next((g for g in kept if g.type == group.type and mine & {t for x in g.tellings for t in x.tally}), None)
        if same is not None and not any(excluded(same, t, known) for t in group.tellings):
            same.tellings += group.tellings
        else:
            kept.append(group)
    return kept

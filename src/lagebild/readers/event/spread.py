"""What the time and place of one event hold for another: the day of the lead, of the sentence, the place of the act told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lagebild.model import Time
from lagebild.readers.event.setting import DAY, Setting
from lagebild.readers.event.telling import Group
from lagebild.readers.event.trigger import Parsed
from lagebild.readers.event.where import names_place

ACTS = frozenset(("ASSAULT", "PROTEST", "COERCE"))
REACH = 1  # sentences that the place of one act holds for the next


def spread(groups: Sequence[Group], where: Setting, laid: Sequence[Parsed], first: int) -> None:
    """Gives acts without a time or place those of others of the report; `first` is the first sentence after the headline."""
    _on_the_one_day(groups, where.times, first)
    _with_the_sentence(groups)
    _where_the_last_was(groups, where, laid)


def _on_the_one_day(groups: Sequence[Group], times: Sequence[Time], first: int) -> None:
    """Gives the day of the lead's act to the acts without a time, where the report names one day only, up to where it looks back."""
    days = {t.edtf: t for t in reversed(times) if t.edtf and len(t.edtf) == DAY}
    if len(days) != 1:
        return
    (day,) = days.values()
    lead = (t for g in groups if g.type in ACTS for t in g.tellings if t.number <= first + 1)
    if not any(t.time and t.time.edtf == day.edtf for t in lead):
        return
    for group in groups:
        told = [t.time.edtf for t in group.tellings if t.time and t.time.edtf]
        if any("/" in edtf for edtf in told):
            return
        opening = group.tellings[0]
        if not told and group.type in ACTS and opening.factuality != "unrealised":
            group.tellings[0] = replace(opening, time=day)


def _with_the_sentence(groups: Sequence[Group]) -> None:
    """Gives an act without a time the day of the dated act before it in its sentence."""
    dated = [t for g in groups for t in g.tellings if t.time and t.time.edtf and g.type in ACTS]
    for group in groups:
        first = group.tellings[0]
        if group.type not in ACTS or first.factuality == "unrealised" or any(t.time for t in group.tellings):
            continue
        before = [t for t in dated if t.number == first.number and t.trigger.word < first.trigger.word and t.factuality != "unrealised"]
        if before:
            group.tellings[0] = replace(first, time=before[-1].time)


def _where_the_last_was(groups: Sequence[Group], where: Setting, laid: Sequence[Parsed]) -> None:
    """Gives an act without a place that of the act told just before it, where its own sentence names none."""
    placed = [t for g in groups if g.type in ACTS for t in g.tellings if t.places and t.factuality != "unrealised"]
    for group in groups:
        if group.type not in ACTS or any(t.places or t.factuality == "unrealised" for t in group.tellings):
            continue
        opening = group.tellings[0]
        if names_place(laid[opening.number], where):
            continue
        before = [
            t
            for t in placed
            if t.type == opening.type
            and 0 <= opening.number - t.number <= REACH
            and (t.number, t.trigger.word) < (opening.number, opening.trigger.word)
        ]
        if before and not (opening.time and before[-1].time and opening.time.edtf != before[-1].time.edtf):
            last = max(before, key=lambda t: (t.number, t.trigger.word))
            group.tellings[0] = replace(opening, places=last.places)

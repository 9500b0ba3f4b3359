"""What the time and place of one event hold for another: the day of the lead, of the sentence, the place of the act told before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lagebild.model import Span, Statement, Time
from lagebild.readers.event.cast import Cast
from lagebild.readers.event.setting import DAY, DONE, Setting, is_inside_any, stands_in
from lagebild.readers.event.telling import Group, Telling
from lagebild.readers.event.trigger import Parsed
from lagebild.readers.event.where import names_place

ACTS = frozenset(("ASSAULT", "PROTEST", "COERCE"))
LEAD = 5  # sentences in which the report may still date the act that it opens with
REACH = 1  # sentences that the place of one act holds for the next


def spread(groups: Sequence[Group], where: Setting, told: Cast, first: int, published: str, statements: Sequence[Statement]) -> None:
    """Gives acts without a time or place those of others of the report.

    `first` is the first sentence after the headline, `published` the day (EDTF) of the report, empty when it is not known.
    """
    said = [(cue, s.time) for s in statements if s.time for cue in (*s.cue, *s.frame)]
    report = _Report(groups, where, told, first, published, said)
    _on_the_day_of_the_lead(report)
    _on_the_one_day(report)
    _with_the_sentence(report)
    _where_the_last_was(groups, where, told.sentences)


@dataclass(frozen=True, eq=False)
class _Report:
    """What is asked of the whole report."""

    groups: Sequence[Group]
    where: Setting
    told: Cast
    first: int
    published: str
    said: Sequence[tuple[Span, str]]  # the words by which somebody is quoted with a day, and the day

    def is_open(self, group: Group) -> bool:
        """Whether the group is an act that was done and has no time."""
        return group.type in DONE and group.tellings[0].factuality != "unrealised" and not any(t.time for t in group.tellings)

    def stands_apart(self, telling: Telling) -> bool:
        """Whether the words put the act at another time than the report's: `nach dem Anschlag`, `2014 wurde er verurteilt`."""
        at = self.told.sentences[telling.number]
        chunk = at.layout.chunk(telling.trigger.word) if telling.trigger.kind == "noun" else None
        before = chunk is not None and at.relations.get(chunk.prep or "", "part_of") not in ("part_of", "about")
        others = (t for t in self.where.times if stands_in(at, t.span) and not is_inside_any(t.span, self.where.frames))
        return before or self.is_usual(telling) or any(t.edtf and len(t.edtf) != DAY for t in others)

    def is_usual(self, telling: Telling) -> bool:
        """Whether the sentence tells what happens again and again."""
        at = self.told.sentences[telling.number]
        again = any(w.lemma.lower() in self.told.words.usual or w.form.lower() in self.told.words.usual for w in at.sentence.words)
        return again or any(t.type == "SET" and stands_in(at, t.span) for t in self.where.times)

    def days_in(self, at: Parsed) -> Iterator[Time]:
        """The days that the sentence names, but for those on which somebody said something."""
        here = (t for t in self.where.times if stands_in(at, t.span) and not is_inside_any(t.span, self.where.frames))
        said = {day for cue, day in self.said if stands_in(at, cue)}
        return (t for t in here if t.edtf and len(t.edtf) == DAY and t.edtf not in said)


def _on_the_day_of_the_lead(report: _Report) -> None:
    """Gives the act that the report opens with the first day in the sentences that tell it by a verb, or the ones after them."""
    lead = next((g for g in report.groups if report.is_open(g) and g.tellings[0].number <= report.first), None)
    if lead is None or any(report.stands_apart(t) for t in lead.tellings):
        return
    told = {t.number for t in lead.tellings if t.number >= report.first and t.trigger.kind != "noun"}
    near = {n for t in told for n in (t, t + 1)} - {t.number for g in report.groups if g is not lead for t in g.tellings}
    sentences = report.told.sentences[: report.first + LEAD]
    days = (day for at in sentences if at.number in near for day in report.days_in(at))
    day = next((d for d in days if d.edtf and d.edtf <= report.published), None)
    if day is not None:
        lead.tellings[0] = replace(lead.tellings[0], time=day)


def _on_the_one_day(report: _Report) -> None:
    """Gives the day of the lead's act to the acts without a time, where the report names one day only, up to where it looks back."""
    days = {t.edtf: t for t in reversed(report.where.times) if t.edtf and len(t.edtf) == DAY}
    if len(days) != 1:
        return
    (day,) = days.values()
    lead = (t for g in report.groups if g.type in ACTS for t in g.tellings if t.number <= report.first + 1)
    if not any(t.time and t.time.edtf == day.edtf for t in lead):
        return
    for group in report.groups:
        if any("/" in t.time.edtf for t in group.tellings if t.time and t.time.edtf):
            return
        if group.type in ACTS and report.is_open(group) and not report.stands_apart(group.tellings[0]):
            group.tellings[0] = replace(group.tellings[0], time=day)


def _with_the_sentence(report: _Report) -> None:
    """Gives an act without a time the day of the dated act before it in its sentence."""
    dated = [t for g in report.groups for t in g.tellings if t.time and t.time.edtf and g.type in ACTS]
    for group in report.groups:
        first = group.tellings[0]
        if group.type not in ACTS or not report.is_open(group) or report.is_usual(first):
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

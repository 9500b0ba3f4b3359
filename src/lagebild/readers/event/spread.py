"""What the time and place of one event hold for another: the day of the lead, of the sentence, the place of the act told before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lagebild.earth import distance_km
from lagebild.model import Ref, Span, Statement, Time
from lagebild.readers.event.cast import Cast
from lagebild.readers.event.harm import HARMING
from lagebild.readers.event.segment import is_aside
from lagebild.readers.event.setting import DAY, DONE, Setting, Spot, is_inside_any, stands_in
from lagebild.readers.event.telling import Group, Telling
from lagebild.readers.event.trigger import Parsed
from lagebild.readers.event.where import FINENESS, is_common, names_place

LEAD = 5  # sentences in which the report may still date the act that it opens with
NEAR_KM = 60.0  # how far from a wide place one may lie that is told as near or in it
LEADING = frozenset({*HARMING, "MOBILIZE"})  # types of acts whose day a report goes on with
POINT = re.compile(r"\d{1,2}[.)]\s")
REACH = 1  # sentences that the place of one act holds for the next


def spread(groups: Sequence[Group], where: Setting, told: Cast, first: int, published: str, statements: Sequence[Statement]) -> None:
    """Gives acts without a time or place those of others of the report.

    `first` is the first sentence after the headline, `published` the day (EDTF) of the report, empty when it is not known.
    """
    said = [(cue, s.time) for s in statements if s.time for cue in (*s.cue, *s.frame)]
    report = _Report(groups, where, told, first, published, said)
    _on_the_day_of_the_lead(report)
    _until_another_day(report)
    _with_the_sentence(report)
    _where_exactly(report)
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
        apart = before or self.is_told_aside(telling) or self.is_usual(telling)
        return apart or any(t.edtf and len(t.edtf) != DAY for t in self._times_in(at))

    def is_told_aside(self, telling: Telling) -> bool:
        """Whether an adjective or participle before its noun tells the act: `die am Montag festgenommenen Soldaten`."""
        return is_aside(self.told.sentences[telling.number].sentence, telling.trigger.word)

    def is_usual(self, telling: Telling) -> bool:
        """Whether the sentence tells what happens again and again."""
        at = self.told.sentences[telling.number]
        usual = self.told.words.setting.usual
        again = any(w.lemma.lower() in usual or w.form.lower() in usual for w in at.sentence.words)
        return again or any(t.type == "SET" and stands_in(at, t.span) for t in self.where.times)

    def names_another(self, at: Parsed, day: Time) -> bool:
        """Whether the sentence tells of another time than that day."""
        said = self._said_in(at)
        return any(t.edtf and t.edtf != day.edtf and t.edtf not in said for t in self._times_in(at))

    def opens_point(self, at: Parsed) -> bool:
        """Whether the sentence opens a point of a numbered list on a line of its own (`4. Meldungen über …`)."""
        start = at.sentence.start
        return self.told.text[start - 1 : start] == "\n" and POINT.match(self.told.text, start) is not None

    def days_in(self, at: Parsed) -> Iterator[Time]:
        """The days that the sentence names, but for those on which somebody said something."""
        said = self._said_in(at)
        return (t for t in self._times_in(at) if t.edtf and len(t.edtf) == DAY and t.edtf not in said)

    def _times_in(self, at: Parsed) -> Iterator[Time]:
        """The times in the sentence but for those in words that only say who tells it and when."""
        return (t for t in self.where.times if stands_in(at, t.span) and not is_inside_any(t.span, self.where.frames))

    def _said_in(self, at: Parsed) -> set[str]:
        """The days on which somebody is quoted in the sentence."""
        return {day for cue, day in self.said if stands_in(at, cue)}


def _on_the_day_of_the_lead(report: _Report) -> None:
    """Gives the act that the report opens with the first day in the sentences that tell it by a verb, or the ones after them."""
    lead = next((g for g in report.groups if report.is_open(g) and g.tellings[0].number <= report.first), None)
    if lead is None or any(report.stands_apart(t) for t in lead.tellings):
        return
    told = {t.number for t in lead.tellings if t.number >= report.first and t.trigger.kind != "noun"}
    near = {n for t in told for n in (t, t + 1)} - {t.number for g in report.groups if g is not lead for t in g.tellings}
    sentences = report.told.sentences[: report.first + LEAD]
    days = (day for at in sentences if at.number in near for day in report.days_in(at))
    taken = {t.time for g in report.groups for t in g.tellings if t.time and report.is_told_aside(t)}
    day = next((d for d in days if d.edtf and d.edtf <= report.published and d not in taken), None)
    if day is not None:
        lead.tellings[0] = replace(lead.tellings[0], time=day)


def _until_another_day(report: _Report) -> None:
    """Gives the day of the lead's act to the acts without a time that are told of before the report names another time."""
    lead = [t for g in report.groups if g.type in LEADING for t in g.tellings if t.number <= report.first + 1 and t.time]
    lead = [t for t in lead if not report.is_told_aside(t)]
    day = next((t.time for t in lead if t.time and t.time.edtf and len(t.time.edtf) == DAY), None)
    if day is None:
        return
    body = (at for at in report.told.sentences if at.number >= report.first)
    other = (at.number for at in body if report.names_another(at, day) or (at.number > report.first + 1 and report.opens_point(at)))
    end = next(other, len(report.told.sentences))
    for group in report.groups:
        opening = group.tellings[0]
        if report.is_open(group) and opening.number < end and not report.stands_apart(opening):
            group.tellings[0] = replace(opening, time=day)


def _with_the_sentence(report: _Report) -> None:
    """Gives an act without a time the day of the dated act before it in its sentence."""
    dated = [t for g in report.groups for t in g.tellings if t.time and t.time.edtf and g.type in HARMING and not report.is_told_aside(t)]
    for group in report.groups:
        first = group.tellings[0]
        if group.type not in HARMING or not report.is_open(group) or report.is_usual(first):
            continue
        before = [t for t in dated if t.number == first.number and t.trigger.word < first.trigger.word and t.factuality != "unrealised"]
        if before:
            group.tellings[0] = replace(first, time=before[-1].time)


def _where_exactly(report: _Report) -> None:
    """Gives an act put in a wide place the finer one inside it that another of its sentences, or the one after them, names."""
    for group in report.groups:
        wide = _place_of(group, report)
        if wide is None or group.type not in HARMING or group.tellings[0].factuality == "unrealised":
            continue
        told = {t.number for t in group.tellings if t.number >= report.first}
        placed = {t.number for g in report.groups for t in g.tellings if t.places}
        near = {n for t in told for n in (t, t + 1)} - placed
        fine = [s for at in report.told.sentences if at.number in near for s in report.where.spots if _is_finer(at, s, wide, report)]
        if len({s.place.id for s in fine}) == 1:
            group.tellings[0] = replace(group.tellings[0], places=(Ref(fine[0].place.id, fine[0].span),))


def _place_of(group: Group, report: _Report) -> Spot | None:
    """The one finest place of the act's tellings, or None."""
    refs = {r.ref for t in group.tellings for r in t.places}
    named = [s for s in report.where.spots if s.place.id in refs]
    spans = {r.span for t in group.tellings for r in t.places}
    told = [s for s in named if s.span in spans]
    best = min((FINENESS[s.place.precision] for s in told), default=0)
    fits = [s for s in told if FINENESS[s.place.precision] == best]
    return fits[0] if len({s.place.id for s in fits}) == 1 else None


def _is_finer(at: Parsed, spot: Spot, wide: Spot, report: _Report) -> bool:
    """Whether the sentence says that something is in a place that lies in the wide one."""
    if not stands_in(at, spot.span) or spot.relation not in ("in", "near") or is_inside_any(spot.span, report.where.frames):
        return False
    one, other = spot.place, wide.place
    abroad = one.country is not None and one.country != other.country
    if one.id == other.id or abroad or one.precision in ("region", "country") or is_common(at, spot):
        return False
    finer = wide.relation == "near" or FINENESS[one.precision] < FINENESS[other.precision]
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return finer
    apart = distance_km((one.lat, one.lon), (other.lat, other.lon))
    smaller = finer or (one.radius_km or 0.0) < (other.radius_km or 0.0)
    return smaller and apart <= (other.radius_km or 0.0) + (NEAR_KM if finer else 0.0)


def _where_the_last_was(groups: Sequence[Group], where: Setting, laid: Sequence[Parsed]) -> None:
    """Gives an act without a place that of the act told just before it, where its own sentence names none."""
    placed = [t for g in groups if g.type in HARMING for t in g.tellings if t.places and t.factuality != "unrealised"]
    for group in groups:
        if group.type not in HARMING or any(t.places or t.factuality == "unrealised" for t in group.tellings):
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
        beside = [t for t in before if t.number == opening.number]
        if beside or (before and not (opening.time and before[-1].time and opening.time.edtf != before[-1].time.edtf)):
            last = max(beside or before, key=lambda t: (t.number, t.trigger.word))
            group.tellings[0] = replace(opening, places=last.places)

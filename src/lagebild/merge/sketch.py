"""What comparing needs of an event, and of several events of one report that tell of one happening (a telling).

A `Sketch` is small and flat: days as ordinals, places as points with a radius, actors as keys. It is made once for every event, can be
pooled, and is all that the comparison across reports sees; a store can keep it beside the event.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

from lagebild.dates import interval_of
from lagebild.model import FIGURES, FINENESS, Actor, Document, Event, EventType, Pair, Place, Precision, Reading, Ref, Span, Spot

EARLIEST, LATEST = date.min.toordinal(), date.max.toordinal()
FINE: Mapping[Precision, float] = {"site": 3.0, "settlement": 5.0, "district": 25.0, "region": 100.0}  # km, where none is given
_WORD = re.compile(r"[^\W\d_]{5,}")
BESIDE = 5  # characters between a name and its seat: one short preposition
STEM = 7  # letters of a word that are compared: inflection and most compounds differ behind them

Days = tuple[int, int]  # first and last day as ordinals, both included
Counted = tuple[str, int, int | None, int]  # a figure: kind, low, high, how many claims say so


@dataclass(frozen=True, slots=True)
class Sketch:
    """One event, or the events of one report that are one telling, as the comparison sees them."""

    events: tuple[Pair, ...]
    keys: tuple[str, ...]  # the events' keys, which judgements name
    type: EventType
    start: int  # where its first trigger stands
    days: Days | None
    published: int | None
    spots: tuple[Spot, ...]
    modes: frozenset[str]
    agents: frozenset[str]
    patients: frozenset[str]
    words: frozenset[str]
    figures: tuple[Counted, ...]
    unrealised: bool
    linked: frozenset[str] = frozenset()  # events of the same report that this one is a part or a result of
    sentence: int = 0
    placed: bool = True  # whether its places are its own, and not only the nearest in its sentence
    around: frozenset[str] = frozenset()  # places and actors that its report names at all
    lands: frozenset[str] = frozenset()  # countries that its report names at all

    @property
    def document(self) -> str:
        """The id of the report that tells it."""
        return self.events[0][0]


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """The text without case, accents and whatever is neither letter nor digit: for comparing names roughly."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if c.isalnum())


def side(actor: Actor) -> str:
    """Who an actor belongs to: its country or polity where it has one, else its own name; an armed group is its own side in any country."""
    own = fold(actor.name)
    return own if actor.kind == "armed_group" else actor.country or actor.polity or own


def days_of(edtf: str | None) -> Days | None:
    """The first and last day of an EDTF value as ordinals; None for none, or for one that is no date."""
    found = interval_of(edtf)
    if found is None or (found.first is None and found.last is None):
        return None
    return found.first.toordinal() if found.first else EARLIEST, found.last.toordinal() if found.last else LATEST


def published_on(document: Document) -> int | None:
    """The last day on which the report can have been published, else the first that its words allow, as an ordinal; None for neither."""
    days = days_of(document.published) or days_of(document.earliest)
    return days[1] if days else None


def spot(place: Place) -> Spot:
    """A place of a reading without its mentions."""
    return Spot(place.name, place.country, place.lat, place.lon, place.radius_km, place.precision, place.gazetteer)


def sketches(reading: Reading) -> tuple[Sketch, ...]:
    """One sketch for every event of a reading, in text order of their first triggers."""
    actors = {a.id: a for a in reading.actors}
    published = published_on(reading.document)
    sentences = [c.start for c in reading.coverage]
    linked = _linked(reading.events)
    surveyor = Surveyor(reading)
    around, lands = _around(reading)
    made = []
    for event in reading.events:
        number = _sentence(event.triggers[0].start, sentences) if event.triggers else 0
        end = reading.coverage[number].end if sentences else 0
        own = surveyor.own(event)
        made.append(
            Sketch(
                events=((reading.document.id, event.id),),
                keys=(event.key,),
                type=event.type,
                start=event.triggers[0].start if event.triggers else 0,
                days=days_of(event.time),
                published=published,
                spots=own or surveyor.near(event, number),
                placed=bool(own),
                modes=frozenset({event.mode} if event.mode else ()),
                agents=_keys(event.agents, actors),
                patients=_keys(event.patients, actors),
                words=_words(event, reading.document.text[sentences[number] : end] if sentences else ""),
                figures=_figures(reading, event.id),
                unrealised=event.factuality == "unrealised",
                linked=linked.get(event.id, frozenset()),
                sentence=number,
                around=around,
                lands=lands,
            )
        )
    return tuple(sorted(made, key=lambda s: (s.start, s.keys)))


class Surveyor:
    """Which places are an event's: its own, without those that only say where a source sits; else the nearest in its sentence."""

    def __init__(self, reading: Reading) -> None:
        self.places = {p.id: p for p in reading.places}
        self.seats = [s.span for x in reading.statements for s in x.sources if s.span]
        self.seats += [m.span for a in reading.actors if a.kind in ("organisation", "state", "media") for m in a.mentions]
        starts = [c.start for c in reading.coverage]
        self.by_sentence: dict[int, list[tuple[Span, Place]]] = {}
        for place in reading.places:
            for mention in place.mentions:
                number = _sentence(mention.span.start, starts)
                opening = starts and mention.span.start - starts[number] < 3  # a dateline, or a capital that stands for its government
                if place.precision not in ("region", "country") and not opening and not self.is_seat(mention.span):
                    self.by_sentence.setdefault(number, []).append((mention.span, place))

    def is_seat(self, span: Span) -> bool:
        """Whether the words are part of a longer name of somebody, or say directly after it where it sits."""
        return any((s.holds(span) and s.end - s.start > span.end - span.start) or 0 < span.start - s.end <= BESIDE for s in self.seats)

    def own(self, event: Event) -> tuple[Spot, ...]:
        """The places that the event's own clause names."""
        named = [r for r in event.places if r.ref in self.places and not (r.span and self.is_seat(r.span))]
        return tuple(dict.fromkeys(spot(self.places[r.ref or ""]) for r in named))

    def near(self, event: Event, number: int) -> tuple[Spot, ...]:
        """The place nearest to the first trigger in its sentence, if any."""
        at = event.triggers[0].start if event.triggers else 0
        there = self.by_sentence.get(number, [])
        return (spot(min(there, key=lambda p: (abs(p[0].start - at), p[0].start))[1]),) if there else ()


def _around(reading: Reading) -> tuple[frozenset[str], frozenset[str]]:
    """What a report names at all: places down to the district, persons and armed groups, and the countries of everybody and everything."""
    names = {fold(p.name) for p in reading.places if p.precision not in ("country", "region")}
    names |= {fold(a.name) for a in reading.actors if a.kind in ("person", "armed_group")}
    lands = {p.country for p in reading.places if p.country} | {a.country for a in reading.actors if a.country}
    return frozenset(names - {""}), frozenset(lands)


def _linked(events: Iterable[Event]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for event in events:
        for relation in event.relations:
            if relation.kind in ("result_of", "part_of"):
                found[event.id] = found.get(event.id, frozenset()) | {relation.event}
                found[relation.event] = found.get(relation.event, frozenset()) | {event.id}
    return found


def _sentence(at: int, starts: Sequence[int]) -> int:
    """The number of the sentence that the character stands in, by where sentences start."""
    return max(0, bisect_right(starts, at) - 1)


def _keys(refs: Iterable[Ref], actors: Mapping[str, Actor]) -> frozenset[str]:
    found = set()
    for ref in refs:
        actor = actors.get(ref.ref or "")
        if actor:
            found |= {side(actor), fold(actor.name)}
        elif ref.span:
            found.add(fold(ref.span.head))
    return frozenset(found - {""})


def stems(text: str) -> set[str]:
    """The words of five letters or more in a text, folded and cut."""
    return {fold(w)[:STEM] for w in _WORD.findall(text)}


def _words(event: Event, sentence: str) -> frozenset[str]:
    heads: list[Span] = [*event.triggers, *event.topic]
    heads += [r.span for r in (*event.agents, *event.patients) if r.span]
    return frozenset(stems(sentence) | {s for h in heads for s in stems(h.head)})


def _figures(reading: Reading, event: str) -> tuple[Counted, ...]:
    whole = ((c, f) for c in reading.claims if (f := c.figure) and f.scope == "whole" and c.polarity == "affirmed")
    return _summed((c.about, f.low or 0, f.high, 1) for c, f in whole if c.event == event and c.about in FIGURES)


_spot_fields = attrgetter(*(f.name for f in fields(Spot)))
_sketch_fields = attrgetter(*(f.name for f in fields(Sketch)))


def dump(sketch: Sketch) -> str:
    """The sketch as one line of JSON."""
    return json.dumps([_plain(v) for v in _sketch_fields(sketch)], ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_spot_fields(v) if isinstance(v, Spot) else v for v in value]
    return value


@lru_cache(maxsize=8192)  # incremental merging meets the same ones again and again
def load(line: str) -> Sketch:
    """The sketch that `dump` wrote."""
    v = json.loads(line)
    return Sketch(
        tuple((d, e) for d, e in v[0]), tuple(v[1]), v[2], v[3], tuple(v[4]) if v[4] else None, v[5], tuple(Spot(*s) for s in v[6]),
        frozenset(v[7]), frozenset(v[8]), frozenset(v[9]), frozenset(v[10]), tuple((k, a, b, n) for k, a, b, n in v[11]), v[12],
        frozenset(v[13]), v[14], v[15], frozenset(v[16]), frozenset(v[17]),
    )  # fmt: skip


# ---- pooling -------------------------------------------------------------------------------------------------------


def pool(parts: Sequence[Sketch]) -> Sketch:
    """What several sketches tell together: the finest time that most of them share, and all places, everybody and all words."""
    if len(parts) == 1:
        return parts[0]
    ordered = sorted(parts, key=lambda s: (s.published or 0, s.start, s.keys))
    types = Counter(s.type for s in ordered)
    return Sketch(
        events=tuple(e for s in ordered for e in s.events),
        keys=tuple(k for s in ordered for k in s.keys),
        type=min(types, key=lambda t: (-types[t], t)),
        start=ordered[0].start,
        days=best_days([s.days for s in ordered if s.days]),
        published=ordered[0].published,
        spots=_pooled_spots(ordered),
        placed=any(s.placed and s.spots for s in ordered),
        modes=frozenset().union(*(s.modes for s in ordered)),
        agents=frozenset().union(*(s.agents for s in ordered)),
        patients=frozenset().union(*(s.patients for s in ordered)),
        words=frozenset().union(*(s.words for s in ordered)),
        figures=_summed(f for s in ordered for f in s.figures),
        unrealised=all(s.unrealised for s in ordered),
        linked=frozenset().union(*(s.linked for s in ordered)),
        sentence=ordered[0].sentence,
        around=frozenset().union(*(s.around for s in ordered)),
        lands=frozenset().union(*(s.lands for s in ordered)),
    )


def _pooled_spots(parts: Sequence[Sketch]) -> tuple[Spot, ...]:
    sure = any(s.placed and s.spots for s in parts)
    return tuple(dict.fromkeys(p for s in parts for p in s.spots if s.placed or not sure))


def _summed(figures: Iterable[Counted]) -> tuple[Counted, ...]:
    said: Counter[tuple[str, int, int | None]] = Counter()
    for kind, low, high, many in figures:
        said[kind, low, high] += many
    return tuple(sorted(((*k, n) for k, n in said.items()), key=lambda f: (f[0], f[1], -1 if f[2] is None else f[2])))


def best_days(several: Sequence[Days]) -> Days | None:
    """The shortest stretch of days that most of them overlap; None of none. Ties go to the earlier one."""
    if not several:
        return None

    def rank(one: Days) -> tuple[int, int, int]:
        return -sum(a <= one[1] and one[0] <= b for a, b in several), one[1] - one[0], one[0]

    return min(several, key=rank)


def fineness(one: Spot) -> int:
    """How fine a place is known, 0 finest."""
    return FINENESS.index(one.precision)


def radius(one: Spot) -> float | None:
    """How far off its point may be in km; None when it has no point."""
    if one.lat is None or one.lon is None:
        return None
    return one.radius_km if one.radius_km is not None else FINE.get(one.precision, 100.0)

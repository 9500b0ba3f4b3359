"""A stream of readings with known truth: incidents × outlets × days, with noise, transcriptions, copies and tolls that rise.

    python -m benchmarks.stream [REPORTS]

Prints B-cubed precision, recall and F1 of `lagebild.merge` over such a stream, and how fast it is. Everything is invented and depends on
the seed alone. What is made noisy: the day (missing, one off), the place (missing, only the region, unresolved in another
transcription), the kind of event, the figures (a sensational outlet), the means; a fifth of the reports also tell of an earlier incident.
"""

from __future__ import annotations

import hashlib
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from lagebild.merge import incidents
from lagebild.model import (
    Actor,
    Claim,
    Coverage,
    Document,
    Event,
    EventType,
    Figure,
    Mention,
    Pair,
    Place,
    Reader,
    Reading,
    Ref,
    Source,
    Span,
    Statement,
)  # fmt: skip

START = date(2031, 3, 1)
OUTLETS = [f"Blatt {n}" for n in range(1, 13)]
AGENCY = "Agentur (agt)"
TYPES: Sequence[tuple[EventType, Sequence[tuple[str, str]]]] = (
    ("ASSAULT", (("artillery", "Beschuss"), ("drone", "Drohnenangriff"), ("firearms", "Schüsse"), ("explosive", "Anschlag"))),
    ("COERCE", (("abduct", "Entführung"), ("arrest", "Festnahmen"))),
    ("PROTEST", (("demo", "Kundgebung"), ("strike", "Streik"))),
    ("CONSULT", (("meet", "Gespräche"), ("negotiate", "Verhandlungen"))),
)
TARGETS = (
    "Markthalle", "Schule", "Bahnhof", "Kaserne", "Klinik", "Brücke", "Werft", "Mühle", "Konvoi", "Kleinbus", "Rathaus", "Kirche",
    "Lager", "Kraftwerk", "Hafen", "Depot",
)  # fmt: skip
FILLER = ("Das Wetter war {0}", "Beobachter {1} am {2} in der Stadt", "Die Behörden {3} weitere {4} an", "Anwohner {5} von {6}")
WORDS = [
    first + last
    for first in ("Wal", "Berg", "Feld", "See", "Tal", "Stein", "Korn", "Wind", "Sand", "Moor")
    for last in ("weg", "hof", "markt", "tor", "rand", "steg")
]
SIDES = ("AAA", "BBB", "CCC", "DDD")
SYLLABLES = ("ka", "ro", "mi", "schen", "tal", "gor", "du", "wey", "ba", "nis", "jo", "lu", "tsche", "fan", "ger", "pol", "sa", "vik")
SPELLINGS = (("sch", "sh"), ("tsche", "che"), ("w", "v"), ("j", "y"), ("k", "q"))  # of another transcription


@dataclass(frozen=True)
class Truth:
    """One thing that happened."""

    number: int
    type: EventType
    mode: str
    noun: str
    town: int
    day: date
    target: str
    agent: str
    tolls: tuple[int, ...]  # by days since, rising


@dataclass
class Stream:
    """Readings, and for every event in them the incident that it tells of."""

    readings: list[Reading] = field(default_factory=list)
    truth: dict[Pair, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Town:
    """An invented town, with the ways in which outlets write it."""

    names: tuple[str, str]
    lat: float
    lon: float
    country: str


def towns(many: int, chance: random.Random) -> list[Town]:
    """Towns in four countries, most of them far from each other and some near."""
    found = []
    for n in range(many):
        stem = "".join(chance.choice(("ka", "ro", "mi", "schen", "tal", "gor", "du", "ley", "ba", "nis")) for _ in range(3)).capitalize()
        found.append(Town((f"{stem}{n}", f"{stem.replace('sch', 'sh').replace('k', 'q')}{n}"), 30 + chance.random() * 20,
                          20 + chance.random() * 40, SIDES[n % 4]))  # fmt: skip
    return found


def happenings(many: int, where: int, days: int, chance: random.Random) -> list[Truth]:
    """What happened, in order of the days."""
    found = []
    for n in range(many):
        kind, ways = chance.choices(TYPES, (6, 2, 1, 1))[0]
        mode, noun = chance.choice(ways)
        first = chance.choice((1, 2, 3, 4, 5, 7, 9, 12, 17, 23))
        rising = tuple(sorted(first + chance.randrange(0, 1 + first // 2) for _ in range(4))) if chance.random() < 0.5 else (first,) * 4
        found.append(Truth(n, kind, mode, noun, chance.randrange(where), START + timedelta(chance.randrange(days)),
                           chance.choice(TARGETS), chance.choice(SIDES), rising))  # fmt: skip
    return sorted(found, key=lambda t: (t.day, t.number))


@dataclass(frozen=True)
class Crowd:
    """People whom reports name, each now and then in another transcription, drawn beside everything else."""

    names: Sequence[tuple[str, str]]
    chance: random.Random

    @classmethod
    def of(cls, many: int, seed: int) -> Crowd:
        """So many people."""
        chance = random.Random(seed)

        def name(parts: int) -> str:
            return "".join(chance.choice(SYLLABLES) for _ in range(parts)).capitalize()

        names = [f"{name(2)} {name(chance.choice((3, 4)))}" for _ in range(many)]
        return cls([(n, _respelled(n)) for n in names], chance)

    def one(self) -> str:
        """A person as a report may write it."""
        return self.chance.choice(self.names)[self.chance.random() < 0.3]


def _respelled(name: str) -> str:
    for letters, others in SPELLINGS:
        name = name.replace(letters, others).replace(letters.capitalize(), others.capitalize())
    return name


class _Writer:
    """Writes one report: its text, and beside it what a reader would find."""

    def __init__(self, stream: Stream, places: Sequence[Town], chance: random.Random, crowd: Crowd | None = None) -> None:
        self.stream, self.towns, self.chance, self.crowd = stream, places, chance, crowd

    def begin(self, ident: str, outlet: str, day: date) -> None:
        self.id, self.outlet, self.day = ident, outlet, day
        self.text = ""
        self.cover: list[Coverage] = []
        self.places: dict[str, Place] = {}
        self.actors: dict[str, Actor] = {}
        self.events: list[Event] = []
        self.claims: list[Claim] = []
        self.statements: list[Statement] = []

    def sentence(self, words: str) -> int:
        start = len(self.text)
        self.text += words
        self.cover.append(Coverage(start, len(self.text), "read"))
        self.text += " "
        return start

    def span(self, words: str, after: int) -> Span:
        start = self.text.index(words, after)
        return Span(start, start + len(words), words, start, start + len(words))

    def tell(self, what: Truth, noise: float) -> None:
        """One event with its claims, in two sentences."""
        town, chance = self.towns[what.town], self.chance
        name = town.names[chance.random() < 0.3]
        after = (self.day - what.day).days
        killed = what.tolls[min(after, 3)] if after >= 0 else what.tolls[0]
        start = self.sentence(f"Bei einem {what.noun} in {name} wurde {what.target} {chance.choice(WORDS)} getroffen.")
        told = self.sentence(f"Die Polizei meldet {killed} Tote.")
        number = len(self.events) + 1
        event = f"e{number}"
        refs = self._place(town, name, start, noise)
        dated = what.day + timedelta(chance.choice((-1, 1)) if chance.random() < noise / 2 else 0)
        trigger, target = self.span(what.noun, start), self.span(what.target, start)
        named = self._person() if self.crowd else ()
        kind = what.type if chance.random() > noise / 3 else "COERCE"
        claims = [f"c{len(self.claims) + 1}", f"c{len(self.claims) + 2}"]
        self.events.append(Event(
            event, f"{self.id}:{kind}:{trigger.start}-{trigger.end}", kind, (trigger,), what.mode if chance.random() > 0.4 else None,
            agents=(Ref(self._side(what.agent, start), None),) if chance.random() < 0.5 else (), patients=(Ref(None, target), *named),
            places=refs,
            time=None if chance.random() < noise else str(dated), claims=tuple(claims), statements=(f"s{number}",),
        ))  # fmt: skip
        source = self.span("Die Polizei", told)
        self.statements.append(Statement(f"s{number}", (Source(None, source, "unnamed", "official"),), "indirect", "say",
                                         (self.span(f"{killed} Tote", told),), events=(event,)))  # fmt: skip
        self.claims.append(Claim(claims[0], event, "occurrence", trigger))
        figure = Figure(killed, killed, provisional=after < 2)
        self.claims.append(Claim(claims[1], event, "killed", self.span(str(killed), told), (f"s{number}",), figure=figure))
        self.stream.truth[self.id, event] = what.number

    def _place(self, town: Town, name: str, start: int, noise: float) -> tuple[Ref, ...]:
        roll = self.chance.random()
        if roll < noise / 2:
            return ()
        ident = f"p{len(self.places) + 1}"
        mention = (Mention(self.span(name, start)),)
        if roll < noise:
            self.places[ident] = Place(ident, town.names[0][:4] + "ien", town.country, "region", mention, lat=town.lat, lon=town.lon,
                                       radius_km=80.0, gazetteer=f"own:r{town.names[0][:4]}")  # fmt: skip
        elif roll < 1.3 * noise:
            self.places[ident] = Place(ident, name, None, "unresolved", mention)
        else:
            self.places[ident] = Place(ident, town.names[0], town.country, "settlement", mention, lat=town.lat, lon=town.lon, radius_km=5.0,
                                       gazetteer=f"own:{town.names[0]}")  # fmt: skip
        return (Ref(ident, mention[0].span),)

    def _person(self) -> tuple[Ref, ...]:
        assert self.crowd
        name, ident = self.crowd.one(), f"a{len(self.actors) + 1}"
        start = self.sentence(f"Unter ihnen war {name}.")
        self.actors[ident] = Actor(ident, name, "person", (Mention(self.span(name, start)),))
        return (Ref(ident, None),)

    def _side(self, side: str, start: int) -> str:
        known = next((a.id for a in self.actors.values() if a.country == side), None)
        if known:
            return known
        ident = f"a{len(self.actors) + 1}"
        self.actors[ident] = Actor(ident, f"Armee {side}", "organisation", (Mention(self.span("Bei", start)),), country=side)
        return ident

    def fill(self) -> None:
        for _ in range(self.chance.randrange(2, 5)):
            self.sentence(self.chance.choice(FILLER).format(*(self.chance.choice(WORDS) for _ in range(8))) + ".")

    def end(self) -> Reading:
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        document = Document(self.id, digest, "de", self.text, publisher=self.outlet, published=str(self.day), published_basis="given")
        reading = Reading(document, Reader("stream", "1", "none", {}), tuple(self.actors.values()), tuple(self.places.values()), (),
                          tuple(self.events), tuple(self.statements), tuple(self.claims), (), tuple(self.cover))  # fmt: skip
        self.stream.readings.append(reading)
        return reading


def make(reports: int, seed: int = 1, noise: float = 0.12) -> Stream:
    """A stream of about so many reports; the same for the same arguments."""
    stream = Stream()
    for _ in stream_reports(max(2, reports // 4), seed, noise, stream):
        pass
    return stream


def happenings_of(events: int) -> int:
    """How many things have to happen for a stream to have about so many events."""
    return max(2, round(events / 4.3))


def stream_reports(
    many: int, seed: int = 1, noise: float = 0.12, stream: Stream | None = None, crowd: Crowd | None = None
) -> Iterator[Reading]:
    """The reports of so many happenings, one after another; `stream`, when given, keeps them and the truth; `crowd` is named in them."""
    chance = random.Random(seed)
    places = towns(max(8, many // 3), chance)
    happened = happenings(many, len(places), max(10, many // 12), chance)
    writer = _Writer(stream or Stream(), places, chance, crowd)
    number = 0
    for at, what in enumerate(happened):
        for outlet in chance.sample([*OUTLETS, AGENCY], chance.choice((1, 2, 3, 4, 4, 5, 6))):
            number += 1
            writer.begin(f"d{number:06}", outlet, what.day + timedelta(chance.choice((0, 0, 1, 1, 2, 3))))
            writer.tell(what, noise)
            writer.fill()
            if at > 3 and chance.random() < 0.2:
                writer.tell(happened[chance.randrange(max(0, at - 40), at)], noise)
            reading = writer.end()
            yield reading
            if stream is None:
                writer.stream.readings.clear()
                writer.stream.truth.clear()


# ---- scoring -------------------------------------------------------------------------------------------------------


def b_cubed(found: Mapping[Pair, str], truth: Mapping[Pair, int]) -> tuple[float, float, float]:
    """Precision, recall and F1 by Bagga and Baldwin 1998 over the events that both have."""
    both: Counter[tuple[str, int]] = Counter((found[p], truth[p]) for p in truth if p in found)
    mine: Counter[str] = Counter()
    gold: Counter[int] = Counter()
    for (f, g), n in both.items():
        mine[f] += n
        gold[g] += n
    total = sum(both.values()) or 1
    precision = sum(n * n / mine[f] for (f, _), n in both.items()) / total
    recall = sum(n * n / gold[g] for (_, g), n in both.items()) / total
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def groups(truth: Mapping[Pair, int]) -> Iterator[list[Pair]]:
    """The events of each incident."""
    by: dict[int, list[Pair]] = defaultdict(list)
    for pair, number in truth.items():
        by[number].append(pair)
    yield from by.values()


def main(arguments: Sequence[str]) -> int:
    """Prints what merging a stream of so many reports scores."""
    stream = make(int(arguments[0]) if arguments else 10_000)
    start = time.perf_counter()
    made = incidents(stream.readings)
    took = time.perf_counter() - start
    found = {pair: i.id for i in made for pair in i.events}
    precision, recall, f1 = b_cubed(found, stream.truth)
    print(
        f"{len(stream.readings)} reports, {len(stream.truth)} events, {len(set(stream.truth.values()))} happenings, {len(made)} incidents"
    )
    print(f"B3 precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}   {len(found) / took:.0f} events/s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

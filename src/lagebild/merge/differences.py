"""Where the claims about one incident do not say the same: contradictions and developments, each with the reason in words.

Two claims contradict each other when they cannot both be true. A higher toll that a later report gives after one that was open upwards or
provisional is a development; so is a higher one that the same origin gives later, and any later, higher number of injured or missing: these
grow while hospitals count. Part figures and increases are not compared with wholes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import combinations

from lagebild.merge.compare import DONE_TO, FAMILIES, kilometres
from lagebild.merge.sketch import Days, Surveyor, days_of, fineness, fold, published_on, radius, side, spot
from lagebild.model import FIGURES, About, Actor, Claim, Difference, Event, Pair, Reading, Spot

PARTIES = ("state", "armed_group")  # kinds of actors
DAY = 1
BACK = 2  # sentences
WEEK = 7  # days beyond which two days are not two claims about one thing, but one of them is read wrong or of another
WHEN_WHERE: tuple[About, About] = ("time", "place")
PAPER = "paper:"  # what the origin of a report's own telling begins with
GROWING: tuple[About, ...] = ("injured", "missing", "displaced")  # numbers that rise by themselves while people count


@dataclass(frozen=True, slots=True)
class Told:
    """One claim of one report with its origin: who says it, when it was published, what it says."""

    pair: Pair
    about: About
    origin: str  # who says it: the source's side, else the paper
    name: str  # the same for people to read
    published: int | None
    denied: bool
    low: int = 0
    high: int | None = None
    provisional: bool = False
    sides: frozenset[str] = frozenset()
    days: Days | None = None
    spot: Spot | None = None
    firm: bool = True
    shown: str = ""  # the value for people to read
    party: bool = False  # who says it is a state or an armed group, or rejects it in public
    outright: bool = True  # claimed for itself, not only along with that it happened

    @property
    def document(self) -> str:
        """The report that it stands in."""
        return self.pair[0]


def told(reading: Reading, events: Iterable[str]) -> tuple[Told, ...]:
    """Everything that a report claims about these of its events, each with its origin."""
    return _Teller(reading, frozenset(events)).told()


class _Teller:
    def __init__(self, reading: Reading, events: frozenset[str]) -> None:
        self.reading, self.events = reading, events
        self.actors = {a.id: a for a in reading.actors}
        self.places = {p.id: p for p in reading.places}
        self.place_names = {fold(p.name) for p in reading.places if p.precision not in ("country", "region")}
        self.surveyor = Surveyor(reading)
        self.statements = {s.id: s for s in reading.statements}
        self.published = published_on(reading.document)

    def told(self) -> tuple[Told, ...]:
        by_id = {e.id: e for e in self.reading.events}
        found: list[Told] = []
        for claim in self.reading.claims:
            if claim.event in self.events:
                found += self._of(claim, by_id[claim.event])
            elif claim.about == "occurrence" and (event := by_id[claim.event]).type in ("ACCUSE", "REJECT"):
                found += self._charged(claim, event)
        return tuple(found)

    def _charged(self, claim: Claim, event: Event) -> list[Told]:
        """That these did it, as somebody accuses them; that it was not them, as somebody rejects what was just told."""
        if self._meant(event) not in self.events or claim.polarity == "denied":
            return []
        found: list[Told] = []
        for actor in [a for r in event.agents if (a := self.actors.get(r.ref or "")) and a.kind != "media"]:
            said = partial(Told, (self.reading.document.id, claim.id), published=self.published, origin=side(actor), name=actor.name,
                           party=True)  # fmt: skip
            if event.type == "ACCUSE":
                found += self._by(partial(said, denied=False), [a for r in event.patients if (a := self.actors.get(r.ref or ""))])
            else:
                found.append(said(about="occurrence", denied=True))
        return found

    def _meant(self, event: Event) -> str | None:
        """What an accusation is about: what its own words name, else what was done last before it, at most `BACK` sentences earlier."""
        if not event.triggers:
            return None
        at = event.triggers[0].start
        done = [e for e in self.reading.events if FAMILIES.get(e.type) in DONE_TO and e.triggers]
        named = [e for e in done if any(t.start <= e.triggers[0].start < t.end for t in event.topic)]
        first = ([0] + [c.start for c in self.reading.coverage if c.start <= at])[-1 - BACK :][0]
        before = [e for e in done if first <= e.triggers[0].start < at]
        found = named[:1] or sorted(before, key=lambda e: e.triggers[0].start)[-1:]
        return found[0].id if found else None

    def _origins(self, claim: Claim) -> list[tuple[str, str, bool]]:
        found: list[tuple[str, str, bool]] = []
        for key in claim.statements:
            for source in self.statements[key].sources:
                actor = self.actors.get(source.ref or "")
                if actor:
                    found.append((side(actor) if actor.kind != "media" else fold(actor.name), actor.name, actor.kind in PARTIES))
                elif source.span:
                    found.append((fold(source.span.head), source.span.text, False))
        return list(dict.fromkeys(found)) or [self._paper()]

    def _paper(self) -> tuple[str, str, bool]:
        document = self.reading.document
        return PAPER + fold(document.publisher or document.id), document.publisher or document.id, False

    def _of(self, claim: Claim, event: Event) -> list[Told]:
        pair = (self.reading.document.id, claim.id)
        found: list[Told] = []
        for origin, name, party in self._origins(claim):
            said = partial(Told, pair, published=self.published, origin=origin, name=name, denied=claim.polarity == "denied", party=party,
                           firm=claim.firmness == "certain")  # fmt: skip
            found += self._values(said, claim, event)
        return found

    def _values(self, said: Callable[..., Told], claim: Claim, event: Event) -> list[Told]:
        if claim.about in FIGURES and claim.figure:
            figure = claim.figure
            if figure.scope == "part" or figure.part_of or figure.increase:
                return []
            return [said(about=claim.about, low=figure.low or 0, high=figure.high, provisional=figure.provisional)]
        if claim.about == "agent":
            actor = self.actors.get(claim.ref or "")
            return self._by(said, [actor]) if actor else []
        if claim.about == "time":
            return [said(about="time", days=days_of(claim.edtf))]
        if claim.about == "place" and (where := self.places.get(claim.ref or "")):
            return [said(about="place", spot=spot(where))]
        return self._occurrence(said, event, claim.polarity == "denied") if claim.about == "occurrence" else []

    def _occurrence(self, said: Callable[..., Told], event: Event, denied: bool) -> list[Told]:
        """That it happened, and with it the agents, the time and the place that stand in the event's own clause."""
        found = [said(about="occurrence"), *self._by(said, [a for r in event.agents if (a := self.actors.get(r.ref or ""))])]
        if denied:
            return found
        if event.time:
            found.append(said(about="time", days=days_of(event.time), outright=False))
        return found + [said(about="place", spot=s, outright=False) for s in self.surveyor.own(event)]

    def _by(self, said: Callable[..., Told], actors: Sequence[Actor]) -> list[Told]:
        """That these did it, where it is known enough who they are to say that others did not."""
        known = [a for a in actors if self._is_somebody(a)]
        if not known:
            return []
        return [said(about="agent", sides=frozenset(map(side, known)), shown=", ".join(dict.fromkeys(a.name for a in known)))]

    def _is_somebody(self, actor: Actor) -> bool:
        named = actor.country or actor.polity or actor.kind in ("armed_group", "organisation", "person")
        return bool(named) and actor.kind != "media" and fold(actor.name) not in self.place_names


# ---- differences ---------------------------------------------------------------------------------------------------

Conflict = tuple[Told, Told, str]


def differences(claims: Sequence[Told], mutual: bool = False) -> tuple[tuple[Difference, ...], tuple[Difference, ...]]:
    """(contradictions, developments) among the claims about one incident, one of each for every thing that they are about.

    In a `mutual` one (talks, a ceasefire) all who are named as agents take part, and it goes on for days and in several places.
    """
    by_about: dict[About, list[Told]] = defaultdict(list)
    for one in claims:
        by_about[one.about].append(one)
    against: list[Difference] = []
    onward: list[Difference] = []
    for kind in FIGURES:
        conflicts, steps = _figures(by_about.get(kind, []))
        against += _joined(kind, conflicts)
        onward += _joined(kind, steps)
    if not mutual:
        against += _joined("agent", _agents(by_about["agent"], by_about["occurrence"]))
    when, where = ([c for c in by_about[about] if c.outright or not mutual] for about in WHEN_WHERE)
    against += _joined("time", _times(_one_each(when, _same_days)))
    against += _joined("place", _places(_one_each(where, _same_spot)))
    if not by_about["agent"]:
        against += _joined(*_denied(by_about["occurrence"], mutual))
    return tuple(against), tuple(onward)


def _one_each(claims: Sequence[Told], same: Callable[[Told, Told], bool]) -> list[Told]:
    """What is claimed outright, and of the rest what agrees best with others: one of each named source, one of each report's own.

    None contradicts with half of itself.
    """
    found = [c for c in claims if c.outright]
    outright = {c.document for c in found}
    along: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in claims:
        if not one.outright and not (_own(one) and one.document in outright):
            along[one.document, "" if _own(one) else one.origin].append(one)
    return found + [max(along[key], key=lambda c: (_backing(c, claims, same), c.pair)) for key in sorted(along)]


def _own(one: Told) -> bool:
    return one.origin.startswith(PAPER)


def _backing(one: Told, claims: Sequence[Told], same: Callable[[Told, Told], bool]) -> int:
    """How many other reports agree with a claim."""
    return len({o.document for o in claims if o.document != one.document and same(one, o)})


def _gap(a: Told, b: Told) -> int:
    """Days between the two; 0 and less when they meet."""
    return max(a.days[0] - b.days[1], b.days[0] - a.days[1]) if a.days and b.days else 0


def _same_days(a: Told, b: Told) -> bool:
    return bool(a.days and b.days and a.days[0] <= b.days[1] and b.days[0] <= a.days[1])


def _same_spot(a: Told, b: Told) -> bool:
    return bool(a.spot and b.spot and not _exclude(a.spot, b.spot))


def _joined(about: About, conflicts: Sequence[Conflict]) -> list[Difference]:
    if not conflicts:
        return []
    several = sorted({one.pair for a, b, _ in conflicts for one in (a, b)})
    why = Counter(reason for _, _, reason in conflicts)
    reasons = sorted(why, key=lambda r: (-why[r], r))[:3]
    return [Difference(about, tuple(sorted({d for d, _ in several})), tuple(several), "; ".join(reasons))]


def _bounds(one: Told) -> str:
    if one.high == one.low:
        return str(one.low)
    if one.high is None:
        return f"at least {one.low}"
    return f"at most {one.high}" if not one.low else f"{one.low} to {one.high}"


def _figures(claims: Sequence[Told]) -> tuple[list[Conflict], list[Conflict]]:
    conflicts: list[Conflict] = []
    steps: list[Conflict] = []
    for a, b in combinations(sorted(claims, key=lambda c: (c.published or 0, c.pair)), 2):
        if a.denied or b.denied:
            if a.denied != b.denied and (a.low, a.high) == (b.low, b.high) and a.origin != b.origin:
                conflicts.append((a, b, f"{_bounds(a)}: said and denied"))
            continue
        if not _apart(a, b) or (a.document == b.document and (_own(a) or _own(b))):
            continue
        kind = steps if _develops(a, b) else conflicts
        kind.append((a, b, _against(a, b, "then" if kind is steps else "against")))
    return conflicts, steps


def _apart(a: Told, b: Told) -> bool:
    return (a.high is not None and a.high < b.low) or (b.high is not None and b.high < a.low)


def _develops(a: Told, b: Told) -> bool:
    """Whether the later one (b) goes on from the earlier: it is higher, and the earlier was bound to rise or of the same origin."""
    if b.low <= a.low or a.high == 0:
        return False
    if a.published is None or b.published is None:
        return False
    same = a.origin == b.origin
    return (b.published > a.published and (a.provisional or same or a.about in GROWING)) or (same and b.published == a.published)


def _against(a: Told, b: Told, word: str) -> str:
    return f"{_bounds(a)} ({a.name}) {word} {_bounds(b)} ({b.name})"


def _agents(claims: Sequence[Told], occurrences: Sequence[Told]) -> list[Conflict]:
    found: list[Conflict] = []
    for a, b in combinations(claims, 2):
        if a.denied and b.denied:
            continue
        if a.denied != b.denied:
            if a.sides & b.sides and a.origin != b.origin:
                found.append((a, b, f"{_named(a)}: said by {(b if a.denied else a).name}, denied by {(a if a.denied else b).name}"))
        elif not a.sides & b.sides and a.origin != b.origin:
            found.append((a, b, f"{_named(a)} ({a.name}) against {_named(b)} ({b.name})"))
    for no in occurrences:
        if no.denied:
            found += [(a, no, f"{_named(a)} ({a.name}); {no.name} denies it") for a in claims if not a.denied and a.origin != no.origin]
    return found


def _named(one: Told) -> str:
    return one.shown or " and ".join(sorted(one.sides))


def _denied(claims: Sequence[Told], mutual: bool) -> tuple[About, list[Conflict]]:
    """That it happened is denied: a party that denies what was done to others means its own part in it."""
    found = _denials(claims)
    parties = [c for c in found if any(one.denied and one.party for one in c[:2])]
    return ("agent", parties) if parties and not mutual else ("occurrence", found)


def _denials(claims: Sequence[Told]) -> list[Conflict]:
    return [
        (a, b, f"said by {(b if a.denied else a).name}, denied by {(a if a.denied else b).name}")
        for a, b in combinations(claims, 2)
        if a.denied != b.denied and a.origin != b.origin and not _own(a if a.denied else b)
    ]


def _times(claims: Sequence[Told]) -> list[Conflict]:
    """Days that exclude each other; a report's own day that nobody else has does not stand against one that several have."""
    found: list[Conflict] = []
    exact = [c for c in claims if c.days and c.days[1] - c.days[0] <= DAY]
    backing = {c: _backing(c, exact, _same_days) for c in exact}
    alone = {c for c in exact if _own(c) and not c.outright and not backing[c]}
    for a, b in combinations(exact, 2):
        if (a in alone and backing[b]) or (b in alone and backing[a]):
            continue
        if a.firm and b.firm and not a.denied and not b.denied and 0 < _gap(a, b) <= WEEK:
            first, second = sorted((a, b), key=lambda c: c.days or (0, 0))
            found.append((a, b, f"{_day(first)} ({first.name}) against {_day(second)} ({second.name})"))
    return found


def _day(one: Told) -> str:
    return str(date.fromordinal(one.days[0])) if one.days else "?"


def _places(claims: Sequence[Told]) -> list[Conflict]:
    found: list[Conflict] = []
    for a, b in combinations(claims, 2):
        p, q = a.spot, b.spot
        if p and q and not a.denied and not b.denied and _exclude(p, q):
            found.append((a, b, f"{p.name} ({a.name}) against {q.name} ({b.name})"))
    return found


def _exclude(p: Spot, q: Spot) -> bool:
    """Whether one thing cannot have happened at both places: each is known to the district, and they lie further apart than that allows."""
    if max(fineness(p), fineness(q)) > 2 or fold(p.name) == fold(q.name):
        return False
    r, s = radius(p), radius(q)
    if r is None or s is None:
        return False
    both_fine = max(fineness(p), fineness(q)) <= 1
    return kilometres(p, q) > (r + s) * (1.5 if both_fine else 1.0)

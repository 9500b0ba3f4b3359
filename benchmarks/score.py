"""How well readings match gold reports: the repository's own scorer, for its own examples.

A gold report quotes the words of everything it records, with the head in double brackets. An event of the machine is a gold event when
their triggers overlap, one to one, same type first, then more shared triggers first. A role is filled rightly when the head of any
mention of what fills it overlaps the gold head. Times count when equal, figures when kind, low and high are.

The examples also say who tells each figure (`source`, a quote, or null for the report itself): `right source` is the share of the found
figures whose origin is the gold's. A wrong source is the worst mistake that a reading can make.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Area = tuple[int, int]  # offsets into the report's text, half open
Filler = tuple[Area, ...]  # what may stand for it: any of these words
ROLES = ("agents", "patients", "places", "sources")
FIGURES = frozenset({"killed", "injured", "captured", "missing", "displaced"})
GOLD_VALUES = {
    "type": frozenset({
        "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST",
        "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    }),
    "form": frozenset({"direct", "indirect", "according_to", "narration"}),
    "factuality": frozenset({"certain", "probable", "possible", "denied", "disputed", "unrealised"}),
}  # fmt: skip
GAP_KINDS = frozenset({"undisclosed", "unclear", "no_comment", "unverified"})
Json = Mapping[str, Any]


class GoldError(ValueError):
    """A gold report does not fit its text."""


def bracketed(text: str, quote: str) -> Area:
    """Where the bracketed head of `quote` stands in `text`; GoldError unless the quote stands there exactly once."""
    before, opened, rest = quote.partition("[[")
    head, closed, after = rest.partition("]]")
    bare = before + head + after
    if not (opened and closed and head) or "[[" in after:
        raise GoldError(f"one pair of brackets is wanted: {quote!r}")
    if text.count(bare) != 1:
        raise GoldError(f"stands {text.count(bare)} times, not once: {bare!r}")
    start = text.index(bare) + len(before)
    return start, start + len(head)


def meet(a: Area, b: Area) -> bool:
    """Whether the two share a character."""
    return a[0] < b[1] and b[0] < a[1]


def same_filler(a: Filler, b: Filler) -> bool:
    return any(meet(x, y) for x in a for y in b)


@dataclass(frozen=True)
class Figure:
    kind: str
    low: int | None
    high: int | None
    origins: tuple[Filler | None, ...]  # None: the report itself

    @property
    def value(self) -> tuple[str, int | None, int | None]:
        return self.kind, self.low, self.high


@dataclass(frozen=True)
class Told:
    """One event as gold or machine tells it."""

    type: str
    triggers: tuple[Area, ...]
    roles: Mapping[str, tuple[Filler, ...]]
    time: str | None
    form: str
    factuality: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Report:
    events: tuple[Told, ...]
    gaps: tuple[tuple[str, Area], ...]


# ---- gold ----------------------------------------------------------------------------------------------------------


def from_gold(gold: Json, text: str) -> Report:
    """The gold report with its quotes as offsets; GoldError names the first that does not fit."""

    def origin(quote: str | None) -> Filler | None:
        return (bracketed(text, quote),) if quote else None

    def told(event: Json) -> Told:
        figures = tuple(Figure(c["kind"], c["low"], c["high"], (origin(c.get("source")),)) for c in event["casualties"])
        roles = {role: tuple((bracketed(text, q),) for q in event[role]) for role in ROLES}
        triggers = tuple(bracketed(text, q) for q in event["triggers"])
        return Told(event["type"], triggers, roles, event["time"], event["form"], event["factuality"], figures)

    return Report(tuple(map(told, gold["events"])), tuple((g["kind"], bracketed(text, g["quote"])) for g in gold["gaps"]))


def gold_faults(gold: Json, text: str) -> Iterator[str]:
    """What is wrong with a gold report: unknown values, quotes that do not stand exactly once, sources that do not fit the form."""
    for event in gold["events"]:
        where = f"{gold['doc']} {event['id']}"
        yield from (f"{where}: {key} {event[key]!r}" for key, allowed in GOLD_VALUES.items() if event[key] not in allowed)
        if bool(event["sources"]) == (event["form"] == "narration"):
            yield f"{where}: sources and form disagree"
        if not event["triggers"]:
            yield f"{where}: no trigger"
        quotes = [q for key in ("triggers", *ROLES) for q in event[key]] + [c["quote"] for c in event["casualties"]]
        yield from _misquoted(where, text, quotes)
        yield from (f"{where}: {c['kind']!r}" for c in event["casualties"] if c["kind"] not in FIGURES)
        yield from (
            f"{where}: {c['source']!r} is no source of the event"
            for c in event["casualties"]
            if c["source"] not in (None, *event["sources"])
        )
    yield from (f"{gold['doc']}: gap {g['kind']!r}" for g in gold["gaps"] if g["kind"] not in GAP_KINDS)
    yield from _misquoted(gold["doc"], text, [g["quote"] for g in gold["gaps"]])


def _misquoted(where: str, text: str, quotes: Iterable[str]) -> Iterator[str]:
    for quote in quotes:
        try:
            bracketed(text, quote)
        except GoldError as error:
            yield f"{where}: {error}"


# ---- readings ------------------------------------------------------------------------------------------------------


def _head(span: Json) -> Area:
    return span["head"]["start"], span["head"]["end"]


def from_reading(reading: Json) -> Report:
    """A reading (schema `lagebild/reading/1`) in the same shape as gold."""
    filler = _fillers(reading)
    statements = {s["id"]: s for s in reading["statements"]}

    def told(event: Json) -> Told:
        sourced = [statements[s] for s in event["statements"] if statements[s]["form"] != "narration"]
        sources = {r["ref"] or str(r["span"]): filler(r) for s in sourced for r in s["sources"]}
        roles = {role: tuple(map(filler, event[role])) for role in ROLES[:3]} | {"sources": tuple(sources.values())}
        form = sourced[0]["form"] if sourced else "narration"
        figures = tuple(_figures((c for c in reading["claims"] if c["event"] == event["id"]), statements, filler))
        return Told(event["type"], tuple(map(_head, event["triggers"])), roles, event["time"], form, event["factuality"], figures)

    return Report(tuple(map(told, reading["events"])), tuple((g["kind"], _head(g["span"])) for g in reading["gaps"]))


def told_figures(reading: Json) -> Iterator[Figure]:
    """All figures of a reading, whatever event they belong to."""
    filler = _fillers(reading)
    return _figures(reading["claims"], {s["id"]: s for s in reading["statements"]}, filler)


def _fillers(reading: Json) -> Callable[[Json], Filler]:
    """What finds all words for whoever fills a role."""
    mentions = {x["id"]: tuple(map(_head, x["mentions"])) for x in (*reading["actors"], *reading["places"])}
    return lambda ref: (*((_head(ref["span"]),) if ref["span"] else ()), *mentions.get(ref["ref"], ()))


def _figures(claims: Iterable[Json], statements: Mapping[str, Json], filler: Callable[[Json], Filler]) -> Iterator[Figure]:
    """One figure for one value at one place of the text, with everybody who tells it."""
    found: dict[tuple[str, int | None, int | None, int], list[Filler | None]] = {}
    for claim in claims:
        if claim["about"] in FIGURES and claim["polarity"] == "affirmed":
            tellers = [statements[s] for s in claim["statements"] if statements[s]["form"] != "narration"]
            origins = found.setdefault((claim["about"], claim["low"], claim["high"], claim["span"]["start"]), [])
            origins += [tuple(a for r in s["sources"] for a in filler(r)) for s in tellers] or [None]
    yield from (Figure(kind, low, high, tuple(origins)) for (kind, low, high, _), origins in found.items())


# ---- matching ------------------------------------------------------------------------------------------------------


@dataclass
class Counts:
    """How many are right, found and wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, right: int, found: int, wanted: int) -> None:
        self.right, self.found, self.wanted = self.right + right, self.found + found, self.wanted + wanted

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0


def pairs(gold: Sequence[Told], found: Sequence[Told]) -> list[tuple[Told, Told]]:
    """Events of the two that are the same, one to one: same type before other type, more shared triggers before fewer."""
    candidates = [
        (g.type != f.type, -shared, i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if (shared := sum(any(meet(t, u) for u in f.triggers) for t in g.triggers))
    ]
    taken: list[tuple[int, int]] = []
    for _, _, i, j in sorted(candidates):
        if all(i != a and j != b for a, b in taken):
            taken.append((i, j))
    return [(gold[i], found[j]) for i, j in taken]


def matches(wanted: Sequence[Any], found: Sequence[Any], same: Callable[[Any, Any], bool]) -> list[tuple[Any, Any]]:
    """Which of `found` is which of `wanted`, one to one, the first that fits."""
    left, taken = list(found), []
    for w in wanted:
        hit = next((i for i, f in enumerate(left) if same(w, f)), None)
        if hit is not None:
            taken.append((w, left.pop(hit)))
    return taken


def same_time(gold: str | None, found: str | None) -> bool:
    """Equal EDTF values, approximation left aside; the ends of two intervals may differ in precision."""
    if gold is None or found is None:
        return False
    a, b = (value.replace("~", "").replace("?", "") for value in (gold, found))
    (start, _, end), (other_start, _, other_end) = a.partition("/"), b.partition("/")
    loose = (
        bool(end and other_end) and start == other_start and (end.startswith(other_end) or other_end.startswith(end) or other_end == "..")
    )
    return a == b or loose


def same_origin(gold: Figure, found: Figure) -> bool:
    """Whether everybody who is said to tell the figure tells it in the gold."""
    return all(any(o is g is None or (o is not None and g is not None and same_filler(o, g)) for g in gold.origins) for o in found.origins)


def compare(gold: Report, found: Report, parts: dict[str, Counts]) -> None:
    """Adds to `parts` what the found report has right, has, and should have."""
    same = pairs(gold.events, found.events)
    n_found, n_gold = len(found.events), len(gold.events)
    parts["event"].add(len(same), n_found, n_gold)
    parts["typed event"].add(sum(g.type == f.type for g, f in same), n_found, n_gold)
    parts["form"].add(sum(g.form == f.form for g, f in same), n_found, n_gold)
    parts["factuality"].add(sum(g.factuality == f.factuality for g, f in same), n_found, n_gold)
    for role in ROLES:
        right = sum(len(matches(g.roles[role], f.roles[role], same_filler)) for g, f in same)
        parts[role[:-1]].add(right, sum(len(f.roles[role]) for f in found.events), sum(len(g.roles[role]) for g in gold.events))
    timed = [sum(e.time is not None for e in r.events) for r in (found, gold)]
    parts["time"].add(sum(same_time(g.time, f.time) for g, f in same), *timed)
    figures = [m for g, f in same for m in matches(g.figures, f.figures, lambda a, b: a.value == b.value)]
    parts["casualty"].add(len(figures), sum(len(f.figures) for f in found.events), sum(len(g.figures) for g in gold.events))
    parts["right source"].add(sum(same_origin(g, f) for g, f in figures), len(figures), len(figures))
    gaps = matches(gold.gaps, found.gaps, lambda a, b: a[0] == b[0] and meet(a[1], b[1]))
    parts["gap"].add(len(gaps), len(found.gaps), len(gold.gaps))


NOT_IN_RECORD = ("gap", "right source")


def score(golds: Mapping[str, Json], texts: Mapping[str, str], readings: Mapping[str, Json]) -> dict[str, float]:
    """F1 of every part over all gold reports, and `record F1`, the mean of all but gaps and `right source`; values from 0 to 1."""
    parts: dict[str, Counts] = defaultdict(Counts)
    for doc, gold in golds.items():
        found = from_reading(readings[doc]) if doc in readings else Report((), ())
        compare(from_gold(gold, texts[doc]), found, parts)
    scores = {name: counts.f1 for name, counts in parts.items()}
    meant = [value for name, value in scores.items() if name not in NOT_IN_RECORD]
    return scores | {"record F1": sum(meant) / len(meant)} if meant else scores

"""Hypothesis strategies for readings: any text, any spans in it, every field of the format, links that hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

from hypothesis import strategies as st

from lagebild import model
from lagebild.model import Claim, Document, Event, Figure, Mention, Reading, Ref, Source, Span, Statement

CHARACTERS = st.one_of(
    st.sampled_from("aeinrstu ÄöüßÉ  „“«»–.,:!?0123456789\n\r\t'\"<>&;=@\\{}"),
    st.characters(exclude_categories=["Cs"]),  # anything but half a surrogate pair, which is no text
)
TEXTS = st.text(CHARACTERS, min_size=1, max_size=120)
WORDS = st.text(CHARACTERS, max_size=12)
EDTF = st.sampled_from(["2023", "2023-09", "2023-09-20", "2023-09-19/2023-09-20", "2023-07~/..", "2023-09-20?", "../2020"])
COUNTRIES = st.none() | st.sampled_from(["RUS", "AZE", "DEU", "XKX"])
NUMBERS = st.none() | st.integers(0, 100_000)


def one_of(literal: Any) -> st.SearchStrategy[Any]:
    """Any of the values that a Literal type allows."""
    return st.sampled_from(get_args(literal))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The strategy's values, or None."""
    return st.none() | strategy


def few(strategy: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    """Up to three values as a tuple."""
    return st.lists(strategy, min_size=least, max_size=3).map(tuple)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    """A span of `text` that holds at least one character, with a head of at most six words in it."""
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    first = draw(st.integers(start, end - 1))
    last = draw(st.integers(first + 1, end))
    while len(text[first:last].split()) > 6:
        last -= 1
    return Span(start, end, text[start:end], first, last)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document with any text."""
    return Document(
        id=draw(st.text(CHARACTERS, min_size=1, max_size=12)),
        sha256="0" * 64,
        language=draw(st.sampled_from(["de", "en"])),
        text=draw(TEXTS),
        title=draw(maybe(WORDS)),
        publisher=draw(maybe(WORDS)),
        agency=draw(maybe(WORDS)),
        url=draw(maybe(st.just("https://example.org/a?b=<c>"))),
        published=draw(maybe(EDTF)),
        published_basis=draw(one_of(model.PublishedBasis)),
        earliest=draw(maybe(EDTF)),
        modified=draw(maybe(EDTF)),
        retrieved=draw(maybe(EDTF)),
    )


def ids(letter: str, many: int) -> list[str]:
    """`many` ids of one kind, as a reading numbers them."""
    return [f"{letter}{n}" for n in range(1, many + 1)]


class Maker:
    """Draws the parts of one reading; every id it hands out stands in the reading."""

    def __init__(self, draw: st.DrawFn, document: Document) -> None:
        self.draw = draw
        self.span = spans(document.text)
        self.ids = {letter: ids(letter, draw(st.integers(0, 3))) for letter in "aptesg"}
        self.ids["c"] = ids("c", draw(st.integers(0, 4)) if self.ids["e"] else 0)

    def link(self, letter: str) -> str | None:
        """The id of something that there is, or None."""
        return self.draw(maybe(st.sampled_from(self.ids[letter]))) if self.ids[letter] else None

    def links(self, letter: str) -> tuple[str, ...]:
        """Ids of things that there are, each once, in order."""
        if not self.ids[letter]:
            return ()
        return tuple(sorted(self.draw(st.sets(st.sampled_from(self.ids[letter]), max_size=3))))

    def refs(self, letter: str) -> tuple[Ref, ...]:
        """Fillers of a role; one without an id has words."""
        found = []
        for _ in range(self.draw(st.integers(0, 2))):
            ref = self.link(letter)
            found.append(Ref(ref, self.draw(self.span if ref is None else maybe(self.span))))
        return tuple(found)

    def build(self, kind: type, /, **given: Any) -> Any:
        """A `kind` made of values and of strategies, which are drawn from."""
        return kind(**{k: self.draw(v) if isinstance(v, st.SearchStrategy) else v for k, v in given.items()})

    def actor(self, id: str) -> model.Actor:
        mention = st.builds(Mention, self.span, maybe(one_of(model.Distance)))
        attributes = tuple(
            self.build(
                model.Attribute, kind=one_of(model.AttributeKind), value=WORDS, span=self.span, organisation=self.link("a"),
                edtf=maybe(EDTF), statements=self.links("s"),
            )
            for _ in range(self.draw(st.integers(0, 2)))
        )  # fmt: skip
        actor: model.Actor = self.build(
            model.Actor, id=id, name=WORDS, kind=one_of(model.ActorKind), mentions=few(mention, 1), country=COUNTRIES,
            polity=maybe(WORDS), identity=maybe(WORDS), number=maybe(one_of(model.ActorNumber)), attributes=attributes,
        )  # fmt: skip
        return actor

    def place(self, id: str) -> model.Place:
        mention = st.builds(Mention, self.span, maybe(one_of(model.Distance)), maybe(one_of(model.PlaceRelation)))
        degrees = maybe(st.floats(-90, 90) | st.just(40.14))
        candidate = st.builds(
            model.Candidate, WORDS, COUNTRIES, degrees, degrees, one_of(model.Precision), st.just("own:1"), maybe(WORDS), st.booleans(),
            maybe(st.just(5.0)), st.integers(0, 10**7), st.floats(0, 1),
        )  # fmt: skip
        place: model.Place = self.build(
            model.Place, id=id, name=WORDS, country=COUNTRIES, precision=one_of(model.Precision), mentions=few(mention, 1),
            admin1=maybe(WORDS), disputed=st.booleans(), lat=degrees, lon=degrees, radius_km=maybe(st.just(5.0)),
            gazetteer=maybe(st.just("own:1")), candidates=few(candidate),
        )  # fmt: skip
        return place

    def time(self, id: str) -> model.Time:
        time: model.Time = self.build(
            model.Time, id=id, span=self.span, type=one_of(model.TimeType), value=st.sampled_from(["2023-09-20", "PAST_REF", "P3D"]),
            edtf=maybe(EDTF), extent=one_of(model.TimeExtent), basis=one_of(model.TimeBasis), from_=self.links("t"), rules=few(WORDS),
        )  # fmt: skip
        return time

    def event(self, id: str) -> Event:
        pair = st.tuples(WORDS, WORDS)
        codes = st.builds(model.Codes, maybe(st.just("193")), maybe(st.integers(1, 4)), maybe(pair), maybe(st.integers(1, 3)))
        relation = st.builds(model.Relation, one_of(model.RelationKind), st.sampled_from(self.ids["e"]), self.span)
        event: Event = self.build(
            Event, id=id, key=st.just(f"key-{id}"), type=one_of(model.EventType), triggers=few(self.span, 1), mode=maybe(WORDS),
            contexts=few(WORDS), agents=self.refs("a"), patients=self.refs("a"), places=self.refs("p"), time=maybe(EDTF),
            times=self.links("t"), phase=maybe(one_of(model.Phase)), topic=few(self.span), relations=few(relation),
            utterance=self.link("s"), factuality=one_of(model.Factuality), codes=codes, rules=few(WORDS),
        )  # fmt: skip
        return event

    def statement(self, id: str) -> Statement:
        sources = tuple(
            self.build(
                Source, ref=self.link("a"), span=maybe(self.span), basis=one_of(model.SourceBasis), type=one_of(model.SourceType),
                number=maybe(one_of(model.ActorNumber)),
            )
            for _ in range(self.draw(st.integers(0, 2)))
        )  # fmt: skip
        statement: Statement = self.build(
            Statement, id=id, sources=sources, form=one_of(model.StatementForm), act=st.sampled_from(["say", "deny"]),
            content=few(self.span), cue=few(self.span), frame=few(self.span), addressees=self.refs("a"), via=self.link("s"),
            time=maybe(EDTF), distance=maybe(one_of(model.Distance)), factuality=one_of(model.Factuality), rules=few(WORDS),
        )  # fmt: skip
        return statement

    def claim(self, id: str) -> Claim:
        about = self.draw(one_of(model.About))
        own: dict[str, Any] = {}
        if about in model.FIGURES:
            own["figure"] = self.build(
                Figure, low=NUMBERS, high=NUMBERS, who=maybe(self.span), victims=self.link("a"), status=one_of(model.VictimStatus),
                scope=one_of(model.Scope), part_of=self.link("c"), increase=st.booleans(), provisional=st.booleans(),
            )  # fmt: skip
        elif about in ("agent", "patient", "identity", "place"):
            own["ref"] = self.link("p" if about == "place" else "a")
        elif about == "time":
            own["edtf"] = self.draw(EDTF)
        if about == "identity":
            own["of"] = self.link("c")
        claim: Claim = self.build(
            Claim, id=id, event=st.sampled_from(self.ids["e"]), about=about, span=self.span, statements=self.links("s"),
            polarity=one_of(model.Polarity), firmness=one_of(model.Firmness), hearsay=st.booleans(), rules=few(WORDS), **own,
        )  # fmt: skip
        return claim

    def gap(self, id: str) -> model.Gap:
        gap: model.Gap = self.build(
            model.Gap, id=id, kind=one_of(model.GapKind), about=one_of(model.GapAbout), span=self.span, events=self.links("e"),
            by=self.link("a"), as_of=maybe(EDTF), statement=self.link("s"), rules=few(WORDS),
        )  # fmt: skip
        return gap


def linked(reading: Reading) -> Reading:
    """The reading with the links of events and statements as its claims have them."""
    events, statements = [], []
    for event in reading.events:
        own = [c for c in reading.claims if c.event == event.id]
        said = dict.fromkeys(s for c in own for s in c.statements)
        events.append(replace(event, claims=tuple(c.id for c in own), statements=tuple(said)))
    for statement in reading.statements:
        told = dict.fromkeys(c.event for c in reading.claims if statement.id in c.statements)
        statements.append(replace(statement, events=tuple(told)))
    return replace(reading, events=tuple(events), statements=tuple(statements))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A reading of any text, in which every field of the format takes any value that it may have, and every link holds."""
    document = draw(documents())
    maker = Maker(draw, document)
    half = draw(st.integers(1, len(document.text)))
    halves = [(0, half)] + ([(half, len(document.text))] if half < len(document.text) else [])
    coverage = tuple(model.Coverage(a, b, draw(one_of(model.CoverageStatus)), draw(maybe(WORDS))) for a, b in halves)
    note = st.builds(model.Note, st.just("date-inferred"), WORDS, maybe(maker.span))
    return linked(
        Reading(
            document,
            model.Reader("lagebild", "0.1.0", "de-1", {"de": "0123456789abcdef"}),
            tuple(map(maker.actor, maker.ids["a"])),
            tuple(map(maker.place, maker.ids["p"])),
            tuple(map(maker.time, maker.ids["t"])),
            tuple(map(maker.event, maker.ids["e"])),
            tuple(map(maker.statement, maker.ids["s"])),
            tuple(map(maker.claim, maker.ids["c"])),
            tuple(map(maker.gap, maker.ids["g"])),
            coverage,
            draw(few(note)),
        )
    )

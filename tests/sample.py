"""One small reading made by hand, as the readers should make it: for the tests of whatever shows or stores readings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from lagebild.cli.output import page_file
from lagebild.formats.labels import labels_in
from lagebild.model import (
    Actor,
    Attribute,
    Candidate,
    Claim,
    Codes,
    Coverage,
    Document,
    Event,
    Figure,
    Gap,
    Mention,
    Note,
    Place,
    Reader,
    Reading,
    Ref,
    Relation,
    Source,
    Span,
    Statement,
    Time,
)  # fmt: skip

TEXT = (
    " date 2024-05 Bei Nordheim ist am Dienstag ein Konvoi der Friedenstruppe von Rebellen beschossen worden. "
    "Nach Angaben des Verteidigungsministeriums starben zwei Soldaten. „Wir trauern um Oberst Max Muster“, schrieb die Zeitung Kurier. "
    "Der Konvoi war im April verlegt worden. Zur Zahl der Verletzten machte das Ministerium keine Angaben. Das Wetter war gut."
)


def span(phrase: str, head: str | None = None, nth: int = 0) -> Span:
    """The nth place of `phrase` in the sample's text as a span, with `head` (its own words when None) in it."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(phrase, start + 1)
    first = start + phrase.index(head or phrase)
    return Span(start, start + len(phrase), phrase, first, first + len(head or phrase))


@cache
def sample() -> Reading:
    """An attack with claims of three origins, an identity, a move, a gap, an unresolved place and an unread sentence."""
    ministry, paper = span("des Verteidigungsministeriums", "Verteidigungsministeriums"), span("die Zeitung Kurier", "Kurier")
    convoy, rebels = span("ein Konvoi der Friedenstruppe", "Konvoi"), span("Rebellen")
    fired, killed, moved = span("beschossen"), span("zwei Soldaten", "Soldaten"), span("verlegt")
    muster = span("Oberst Max Muster", "Max Muster")
    document = Document(
        "muster-1", hashlib.sha256(TEXT.encode()).hexdigest(), "de", TEXT, title="Konvoi beschossen", publisher="Beispielblatt",
        url="https://example.org/a?b=1&c=2", published="2024-05", published_basis="header", earliest="2024-05-07",
    )  # fmt: skip
    return Reading(
        document,
        Reader("lagebild", "0.1.0", "by-hand", {"de": "0000000000000000"}),
        actors=(
            Actor("a1", "Friedenstruppe", "organisation", (Mention(convoy), Mention(span("Der Konvoi", "Konvoi")))),
            Actor("a2", "Rebellen", "armed_group", (Mention(rebels, "so_called"),), number="several"),
            Actor("a3", "Verteidigungsministerium", "organisation", (Mention(ministry),), country="XKX"),
            Actor("a4", "Kurier", "media", (Mention(paper),)),
            Actor("a5", "Max Muster", "person", (Mention(muster),), number="one",
                  attributes=(Attribute("rank", "Oberst", span("Oberst"), "a1", None, ("s2",)),)),
        ),
        places=(
            Place("p1", "Nordheim", None, "unresolved", (Mention(span("Nordheim"), relation="near"),),
                  candidates=(Candidate("Nordheim", "DEU", 49.1, 9.1, "settlement", "own:1", radius_km=5.0, score=0.4),
                              Candidate("Nordheim vor der Rhön", "DEU", 50.5, 10.2, "settlement", "own:2", radius_km=5.0, score=0.3))),
        ),
        times=(
            Time("t1", span("Dienstag"), "DATE", "2024-05-07", "2024-05-07", basis="constraint", from_=("t2",), rules=("de.time.weekday",)),
            Time("t2", span("April"), "DATE", "2024-04", "2024-04", basis="context"),
        ),
        events=(
            Event("e1", "muster-1:ASSAULT:1", "ASSAULT", (fired,), "firearms", ("peacekeeping",), (Ref("a2", rebels),),
                  (Ref("a1", convoy),), (Ref("p1", span("Nordheim")),), "2024-05-07", ("t1",), claims=("c1", "c2", "c3", "c4", "c5"),
                  statements=("s1", "s2"), factuality="certain",
                  codes=Codes("193", 4, ("Violence against civilians", "Attack"), None), rules=("de.event.assault.beschiessen",)),
            Event("e2", "muster-1:MOBILIZE:2", "MOBILIZE", (moved,), patients=(Ref("a1", span("Der Konvoi", "Konvoi")),), time="2024-04",
                  times=("t2",), phase="ended", relations=(Relation("before", "e1", span("war im April", "war")),), claims=("c6",)),
        ),
        statements=(
            Statement("s1", (Source("a3", ministry, "named", "military", "one"),), "according_to", "say", (span("starben zwei Soldaten"),),
                      (span("Angaben"),), (span("Nach Angaben des Verteidigungsministeriums", "Angaben"),), events=("e1",)),
            Statement("s2", (Source("a4", paper, "named", "media", "one"),), "direct", "write",
                      (span("Wir trauern um Oberst Max Muster", "trauern"),), (span("schrieb"),),
                      (span("schrieb die Zeitung Kurier", "schrieb"),), via="s1", time="2024-05-08", events=("e1",)),
        ),
        claims=(
            Claim("c1", "e1", "occurrence", fired, rules=("de.event.assault.beschiessen",)),
            Claim("c2", "e1", "killed", killed, ("s1",), figure=Figure(2, 2, killed, "a1", "peacekeeper")),
            Claim("c3", "e1", "identity", muster, ("s2",), firmness="probable", hearsay=True, ref="a5", of="c2"),
            Claim("c4", "e1", "agent", rebels, polarity="affirmed", ref="a2"),
            Claim("c5", "e1", "time", span("Dienstag"), edtf="2024-05-07"),
            Claim("c6", "e2", "occurrence", moved),
        ),
        gaps=(Gap("g1", "undisclosed", "casualties", span("keine Angaben", "Angaben"), ("e1",), "a3", "2024-05-07"),),
        coverage=(
            Coverage(1, TEXT.index("Nach"), "read"), Coverage(TEXT.index("Nach"), TEXT.index("Das Wetter"), "read"),
            Coverage(TEXT.index("Das Wetter"), len(TEXT), "unread", "no rule"),
        ),
        notes=(Note("date-inferred", "Dienstag is 7 May 2024 by the date of the report", span("Dienstag")),),
    )  # fmt: skip


def whole_page(found: Iterable[Reading], language: str = "de") -> str:
    """The page that `read --html` writes for these readings."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        sink = page_file(file, labels_in(language))
        for reading in found:
            sink.add(reading)
        sink.close()
        return file.read_text(encoding="utf8")


def spelled(ident: str, agent: str) -> Reading:
    """The sample as another report, in which a person of that name did it."""
    reading = sample()
    who = reading.events[0].agents[0].ref
    actors = tuple(replace(a, name=agent, kind="person", number="one") if a.id == who else a for a in reading.actors)
    events = tuple(replace(e, key=f"{ident}:{e.key}") for e in reading.events)
    return replace(reading, document=replace(reading.document, id=ident), actors=actors, events=events)

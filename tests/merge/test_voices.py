"""Who counts as one voice: copies, one publisher, one agency, by its byline or because everything comes by it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lagebild.merge.voices import grouped, hands, voices
from lagebild.model import Actor, Claim, Document, Mention, Reader, Reading, Source, Span, Statement

READER = Reader("test", "1", "none", {})


def span(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words), words, at, at + len(words))


def report(ident: str, text: str, publisher: str | None = None, agency: str | None = None) -> Reading:
    """A report that names DPA wherever its text does."""
    mentions = (Mention(span(text, "dpa")),) if "dpa" in text else ()
    actors = (Actor("a1", "DPA", "media", mentions),) if mentions else ()
    return Reading(Document(ident, "0" * 64, "de", text, publisher=publisher, agency=agency), READER, actors)


def said(reading: Reading, *statements: Statement) -> Reading:
    """The report with a claim about e1 by each of the statements that has no other behind it."""
    behind = {s.via for s in statements}
    words = span(reading.document.text, reading.document.text.split()[0])
    own = [s for s in statements if s.id not in behind]
    claims = tuple(Claim(f"c{n}", "e1", "occurrence", words, (s.id,)) for n, s in enumerate(own))
    return replace(reading, statements=statements, claims=claims)


def statement(ident: str, ref: str | None, via: str | None = None) -> Statement:
    return Statement(ident, (Source(ref, None, "named", "media"),), "according_to", "say", (), via=via)


def counted(*several: Reading, copied: tuple[tuple[str, ...], ...] = ()) -> tuple[tuple[str, ...], ...]:
    return voices({r.document.id: {"e1"} for r in several}, {r.document.id: r for r in several}, copied)


def test_one_publisher_counts_once() -> None:
    several = [report("d1", "Eins", "Blatt"), report("d2", "Zwei", "BLATT"), report("d3", "Drei", "Funk"), report("d4", "Vier")]
    assert counted(*several) == (("d1", "d2"), ("d3",), ("d4",))


def test_copies_join_the_voices_of_their_papers() -> None:
    several = [report("d1", "Eins", "Blatt"), report("d2", "Zwei", "Funk"), report("d3", "Drei", "Funk")]
    assert counted(*several, copied=(("d1", "d2"),)) == (("d1", "d2", "d3"),)


def test_a_byline_is_of_the_agencys_voice() -> None:
    byline = report("d1", "KIEW (dpa) Schüsse fielen.", "Blatt")
    beside = report("d2", "Wie die dpa schreibt, fielen Schüsse.", "Funk")
    agency = report("d3", "Schüsse fielen.", "dpa")
    assert counted(byline, agency) == (("d1", "d3"),)
    assert counted(byline, beside) == (("d1",), ("d2",)), "to be named is no byline"
    assert counted(report("d4", "Schüsse.", "Funk", agency="DPA"), agency) == (("d3", "d4"),)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Kiew (xyz) - Schüsse fielen.", {"xyz"}), ("Titel\n\nKIEW, 3. Mai (Xyz/abc) – Schüsse.", {"xyz", "abc"}),
        ("Schüsse. (xyz, Abc)\n", {"xyz", "abc"}),
        ("Der Abgeordnete (XYZ) sah Schüsse - weit weg.", set()), ("Es fielen (am Montag und am Dienstag) Schüsse.", set()),
    ],
)  # fmt: skip
def test_a_byline_is_known_by_its_place(text: str, signs: set[str]) -> None:
    assert hands(report("d1", text), set()) == signs


def test_a_medium_that_is_no_actor_is_named_by_its_last_word() -> None:
    text = "Laut der Agentur xyz fielen Schüsse."
    named = Statement("s1", (Source(None, span(text, "der Agentur xyz"), "named", "media"),), "according_to", "say", ())
    unnamed = Statement("s1", (Source(None, span(text, "der Agentur"), "unnamed", "media"),), "according_to", "say", ())
    assert hands(said(report("d1", text), named), {"e1"}) == {"xyz"}
    assert hands(said(report("d1", text), unnamed), {"e1"}) == set()


def test_what_comes_by_an_agency_alone_is_of_its_voice() -> None:
    text = "Augenzeugen sprachen laut dpa von Schüssen."
    eyes, told = statement("s1", None, via="s2"), statement("s2", "a1")
    by_chain = said(report("d1", text, "Blatt"), eyes, told)
    directly = said(report("d2", text, "Funk"), told)
    other_too = said(report("d3", text, "Post"), told, statement("s3", None))
    assert "dpa" in hands(by_chain, {"e1"}) and "dpa" not in hands(by_chain, {"e2"})
    assert counted(by_chain, directly, other_too) == (("d1", "d2"), ("d3",)), "who has it from elsewhere too is a voice of its own"


def test_a_chain_that_runs_in_a_circle_ends() -> None:
    text = "Laut dpa fielen Schüsse."
    around = said(report("d1", text), statement("s1", "a1", via="s2"), statement("s2", None, via="s1"), statement("s3", "a1"))
    assert hands(around, {"e1"}) == {"dpa"}


def test_grouping_goes_on_through_others() -> None:
    assert grouped("abcde", ["ab", "cd", "bd", "xe"]) == (("a", "b", "c", "d"), ("e",))

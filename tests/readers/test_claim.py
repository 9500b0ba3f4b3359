"""A claim has the origin that its own words have: the statement whose content holds them, else the report itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lagebild.model import Claim, Event, Factuality, Figure, Ref, Source, Span, Statement
from lagebild.readers.claim import read_claims
from lagebild.readers.claim.presupposed import presupposed
from tests.readers.said import said

TEXT = "Nach Angaben der Armee wurden Soldaten beschossen. Zwei Soldaten starben. Die Rebellen bestritten den Beschuss."


def at(words: str, head: str | None = None) -> Span:
    start = TEXT.index(words)
    h = start + words.index(head or words)
    return Span(start, start + len(words), words, h, h + len(head or words))


def statement(key: str, content: str, source: str, **keys: object) -> Statement:
    return replace(
        Statement(key, (Source(None, at(source), "named", "military"),), "indirect", "say", (at(content),)),
        **keys,  # type: ignore[arg-type]
    )


ARMY = statement("s1", "wurden Soldaten beschossen", "der Armee")
REBELS = statement("s2", "den Beschuss", "Die Rebellen", act="deny", factuality="denied")
EVENT = Event("e1", "k", "ASSAULT", (at("beschossen"), at("starben")))
DEATHS = Claim("f1", "e1", "killed", at("Zwei Soldaten", "Zwei"), figure=Figure(2, 2))


def test_a_figure_belongs_to_whoever_tells_it() -> None:
    events, statements, _, claims = read_claims([EVENT], [ARMY], [], [DEATHS], [])

    told = {(c.about, c.span.text): c.statements for c in claims}
    assert told == {("occurrence", "beschossen"): ("s1",), ("occurrence", "starben"): (), ("killed", "Zwei Soldaten"): ()}
    assert events[0].statements == ("s1",)
    assert statements[0].events == ("e1",)
    assert events[0].claims == tuple(c.id for c in claims)


def test_the_innermost_statement_is_the_origin() -> None:
    outer = statement("s9", TEXT[: TEXT.index(" Die Rebellen")], "Die Rebellen")

    _, _, _, claims = read_claims([replace(EVENT, triggers=(at("beschossen"),))], [outer, ARMY], [], [], [])

    assert [c.statements for c in claims] == [("s1",)]


def test_several_that_say_the_same_share_one_claim() -> None:
    outer = statement("s9", TEXT[: TEXT.index(" Die Rebellen")], "Die Rebellen")

    _, _, _, claims = read_claims([EVENT], [outer, ARMY], [], [], [])

    assert [c.statements for c in claims] == [("s1", "s9")]


def test_what_one_says_and_another_denies_is_disputed_and_both_are_kept() -> None:
    event = replace(EVENT, triggers=(at("beschossen"), at("Beschuss")))

    events, _, _, claims = read_claims([event], [ARMY, REBELS], [], [], [])

    assert events[0].factuality == "disputed"
    assert [(c.statements, c.polarity) for c in claims] == [(("s1",), "affirmed"), (("s2",), "denied")]


def test_what_is_only_denied_is_denied() -> None:
    events, *_ = read_claims([replace(EVENT, triggers=(at("Beschuss"),))], [REBELS], [], [], [])

    assert events[0].factuality == "denied"


@pytest.mark.parametrize("own", ["certain", "probable", "possible", "unrealised"])
def test_the_event_is_as_firm_as_its_firmest_telling(own: Factuality) -> None:
    events, *_ = read_claims([replace(EVENT, factuality=own)], [ARMY], [], [], [])

    assert events[0].factuality == own


def test_one_figure_told_twice_is_one_claim_and_parts_still_point_to_it() -> None:
    again = replace(DEATHS, id="f2", span=at("Soldaten beschossen", "Soldaten"), statements=())
    part = replace(DEATHS, id="f3", figure=Figure(1, 1, scope="part", part_of="f2"))

    _, _, _, claims = read_claims([EVENT], [], [], [DEATHS, again, part], [])

    killed = [c for c in claims if c.about == "killed"]
    assert len(killed) == 2
    assert {c.figure.part_of for c in killed if c.figure} == {None, next(c.id for c in killed if c.figure and c.figure.scope == "whole")}


def test_what_the_report_tells_itself_stays_beside_what_others_say() -> None:
    said = replace(DEATHS, id="f2", span=at("Soldaten beschossen", "Soldaten"))

    _, _, _, claims = read_claims([EVENT], [ARMY], [], [DEATHS, said], [])

    assert sorted(c.statements for c in claims if c.about == "killed") == [(), ("s1",)]


def test_nobody_is_the_origin_of_his_own_demand() -> None:
    speaker = Ref(None, at("Die Rebellen"))
    demand = Event("e2", "k2", "REJECT", (at("bestritten"),), agents=(speaker,))
    whole = statement("s3", "Die Rebellen bestritten den Beschuss", "Die Rebellen")

    events, *_ = read_claims([demand], [whole], [], [], [])

    assert events[0].statements == ()


def test_one_who_tells_of_the_event_and_names_who_did_it_claims_that_too() -> None:
    victims = Ref("a1", at("Soldaten beschossen", "Soldaten"))

    _, _, _, claims = read_claims([replace(EVENT, patients=(victims,))], [ARMY], [], [], [])

    assert [(c.about, c.statements, c.ref) for c in claims if c.about == "patient"] == [("patient", ("s1",), "a1")]


def test_words_of_somebody_who_does_not_tell_of_the_event_make_no_source_of_it() -> None:
    elsewhere = Ref("a1", at("Die Rebellen"))
    whole = statement("s3", "Die Rebellen bestritten den Beschuss", "der Armee")

    events, *_ = read_claims([replace(EVENT, triggers=(at("starben"),), agents=(elsewhere,))], [whole], [], [], [])

    assert events[0].statements == ()


def test_one_who_tells_by_way_of_another_and_the_other_are_both_its_origin() -> None:
    agency = replace(ARMY, id="s5", sources=(Source(None, at("Die Rebellen"), "named", "media"),), via="s1")

    events, *_ = read_claims([replace(EVENT, triggers=(at("beschossen"),))], [ARMY, agency], [], [], [])

    assert events[0].statements == ("s1", "s5")


def test_who_only_takes_up_what_was_told_before_is_no_source_of_it_but_who_confirms_or_counts_it_is() -> None:
    event = replace(EVENT, triggers=(at("starben"), at("beschossen")))
    taken_up = (at("beschossen"),)
    confirming = replace(ARMY, act="confirm")
    counted = replace(DEATHS, span=at("Soldaten beschossen", "Soldaten"))

    assert read_claims([event], [ARMY], [], [], [], taken_up)[0][0].statements == ()
    assert read_claims([event], [confirming], [], [], [], taken_up)[0][0].statements == ("s1",)
    assert read_claims([event], [ARMY], [], [counted], [], taken_up)[0][0].statements == ("s1",)


def test_a_rumour_without_a_word_of_telling_is_the_reports_own_and_only_probable() -> None:
    rumour = replace(ARMY, act="hearsay", sources=(Source(None, None, "unnamed", "unknown"),))

    (event,), _, _, (claim,) = read_claims([replace(EVENT, triggers=(at("beschossen"),))], [rumour], [], [], [])

    assert (claim.statements, claim.hearsay, claim.firmness, event.factuality) == ((), True, "probable", "probable")


def test_a_definite_noun_behind_the_first_telling_is_presupposed_unless_it_is_the_subject() -> None:
    text, sentences = said(
        "Seit/APPR den/ART Angriffen/NN/Angriff fehle/VVFIN/fehlen Wasser/NN ./$.",
        "Der/ART Überfall/NN habe/VAFIN/haben gedauert/VVPP ./$.",
    )
    definite = {"Definite": "Def"}
    words = [w if w.form not in ("den", "Der") else replace(w, feats=definite) for s in sentences for w in s.words]
    attacks, raid = (next(w for w in words if w.form == form) for form in ("Angriffen", "Überfall"))
    subject = [replace(w, deprel="nsubj") if w is raid else w for w in words]
    parsed = (replace(sentences[0], words=tuple(subject[:6])), replace(sentences[1], words=tuple(subject[6:])))
    first = Span(0, 4, text[:4], 0, 4)
    spans = [Span(w.start, w.end, w.form, w.start, w.end) for w in (attacks, raid)]

    assert presupposed(parsed, [replace(EVENT, triggers=(first, *spans))]) == {spans[0]}
    assert presupposed(parsed, [replace(EVENT, triggers=(spans[0],))]) == frozenset()

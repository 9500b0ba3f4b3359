"""Contradictions and developments among claims about one incident."""

from __future__ import annotations

from lagebild.merge.differences import Told, differences, told
from lagebild.model import (
    About,
    Actor,
    Claim,
    Coverage,
    Document,
    Event,
    EventType,
    Mention,
    Reader,
    Reading,
    Ref,
    Span,
    Spot,
)

NORTH = Spot("Nordheim", "AAA", 40.0, 40.0, 5.0, "settlement", "own:1")
SOUTH = Spot("Suedheim", "BBB", 39.0, 40.0, 5.0, "settlement", "own:2")
REGION = Spot("Nordland", "AAA", 40.1, 40.1, 80.0, "region", "own:3")


def killed(
    document: str, low: int, high: int | None, day: int, *, origin: str = "", provisional: bool = False, denied: bool = False
) -> Told:
    return Told((document, "c1"), "killed", origin or document, origin or document, day, denied, low, high, provisional)


def agent(document: str, side: str, *, denied: bool = False) -> Told:
    return Told((document, "c2"), "agent", document, document, 1, denied, sides=frozenset({side}))


def abouts(*claims: Told) -> tuple[list[About], list[About]]:
    against, onward = differences(claims)
    return [d.about for d in against], [d.about for d in onward]


def test_open_bounds_that_meet_do_not_contradict() -> None:
    assert abouts(killed("d1", 12, None, 1), killed("d2", 14, 14, 1)) == ([], [])


def test_figures_of_one_day_contradict_and_the_reason_names_who() -> None:
    against, _ = differences([killed("d1", 5, 5, 1, origin="Rotes Kreuz"), killed("d2", 17, 17, 1, origin="Radio")])
    assert against[0].documents == ("d1", "d2") and against[0].claims == (("d1", "c1"), ("d2", "c1"))
    assert against[0].why == "5 (Rotes Kreuz) against 17 (Radio)"


def test_a_later_higher_toll_after_a_provisional_one_is_a_development() -> None:
    assert abouts(killed("d1", 5, 5, 1, provisional=True), killed("d2", 7, 7, 2)) == ([], ["killed"])
    assert abouts(killed("d1", 5, 5, 1), killed("d2", 7, 7, 2)) == (["killed"], [])
    assert abouts(killed("d1", 5, 5, 1, origin="x"), killed("d2", 7, 7, 2, origin="x")) == ([], ["killed"])


def test_a_later_lower_toll_and_nobody_at_all_contradict() -> None:
    assert abouts(killed("d1", 19, 19, 1, provisional=True), killed("d2", 7, 7, 2)) == (["killed"], [])
    assert abouts(killed("d1", 0, 0, 1, provisional=True), killed("d2", 1, 1, 2)) == (["killed"], [])


def test_a_figure_said_and_denied() -> None:
    assert abouts(killed("d1", 19, 19, 1), killed("d2", 19, 19, 2, denied=True))[0] == ["killed"]


def test_who_did_it() -> None:
    assert abouts(agent("d1", "AAA"), agent("d2", "AAA")) == ([], [])
    assert abouts(agent("d1", "AAA"), agent("d2", "BBB")) == (["agent"], [])
    assert abouts(agent("d1", "AAA"), agent("d2", "AAA", denied=True)) == (["agent"], [])
    assert abouts(agent("d1", "AAA", denied=True), agent("d2", "AAA", denied=True)) == ([], [])


def test_that_it_happened_said_and_denied() -> None:
    said = Told(("d1", "c3"), "occurrence", "d1", "d1", 1, False)
    denied = Told(("d2", "c3"), "occurrence", "d2", "d2", 1, True)
    assert abouts(said, denied) == (["occurrence"], [])
    assert abouts(said, denied, agent("d1", "AAA")) == (["agent"], [])


def test_days_and_places_that_exclude_each_other() -> None:
    def day(document: str, first: int, last: int) -> Told:
        return Told((document, "c4"), "time", document, document, 1, False, days=(first, last))

    def at(document: str, spot: Spot) -> Told:
        return Told((document, "c5"), "place", document, document, 1, False, spot=spot)

    assert abouts(day("d1", 730000, 730000), day("d2", 730001, 730001))[0] == ["time"]
    assert abouts(day("d1", 730000, 730000), day("d2", 730000, 730030)) == ([], [])
    assert abouts(at("d1", NORTH), at("d2", SOUTH))[0] == ["place"]
    assert abouts(at("d1", NORTH), at("d2", REGION)) == ([], [])


def injured(document: str, low: int, day: int) -> Told:
    return Told((document, "c6"), "injured", document, document, day, False, low, low)


def test_the_injured_grow_in_number_while_hospitals_count() -> None:
    assert abouts(injured("d1", 9, 1), injured("d2", 23, 3)) == ([], ["injured"])
    assert abouts(injured("d1", 9, 1), injured("d2", 23, 1)) == (["injured"], [])
    assert abouts(injured("d1", 23, 1), injured("d2", 9, 3)) == (["injured"], [])


def along(document: str, origin: str, first: int, last: int | None = None) -> Told:
    return Told((document, origin), "time", origin, origin, 1, False, days=(first, last or first), outright=False)


def test_the_day_of_each_named_source_counts_and_of_a_report_s_own_the_one_that_fits_best() -> None:
    others = [along("d1", "paper:d1", 730000), along("d2", "paper:d2", 730000)]
    assert abouts(*others, along("d3", "paper:d3", 729999), along("d3", "paper:d3", 730000)) == ([], [])
    assert abouts(*others, along("d3", "paper:d3", 730000), along("d3", "radio", 729999))[0] == ["time"]


def test_a_report_s_own_day_that_nobody_else_has_does_not_stand_against_what_several_have() -> None:
    assert abouts(along("d1", "paper:d1", 730000), along("d2", "paper:d2", 730001))[0] == ["time"]
    assert abouts(along("d1", "paper:d1", 730000), along("d2", "paper:d2", 730001), along("d3", "paper:d3", 730001)) == ([], [])


def test_days_further_apart_than_a_week_are_no_two_claims_about_one_thing() -> None:
    assert abouts(along("d1", "radio", 730000), along("d2", "army", 730007))[0] == ["time"]
    assert abouts(along("d1", "radio", 730000), along("d2", "army", 730400)) == ([], [])


def test_who_denies_what_was_done_to_others_means_his_own_part_in_it() -> None:
    said, denied = (Told((d, "c3"), "occurrence", d, d, 1, no, party=no) for d, no in (("d1", False), ("militia", True)))
    assert abouts(said, denied) == (["agent"], [])
    assert [d.about for d in differences([said, denied], mutual=True)[0]] == ["occurrence"]


TEXT = "Bei Beschuss starb ein Hirte. Das Ministerium beschuldigt die Miliz. Die Miliz wies das zurück."


def disputed() -> Reading:
    """One shelling, an accusation after it and its rejection."""

    def at(words: str, start: int = 0) -> Span:
        begin = TEXT.index(words, start)
        return Span(begin, begin + len(words), words, begin, begin + len(words))

    actors = (
        Actor("a1", "Ministerium", "state", (Mention(at("Ministerium")),), country="AAA"),
        Actor("a2", "Miliz", "armed_group", (Mention(at("Miliz")),), country="BBB"),
    )
    acts: tuple[tuple[EventType, str, str, str | None], ...] = (
        ("ASSAULT", "Beschuss", "", None), ("ACCUSE", "beschuldigt", "a1", "a2"), ("REJECT", "wies", "a2", None),
    )  # fmt: skip
    events, claims = [], []
    for n, (kind, word, agent_id, patient_id) in enumerate(acts, 1):
        agents, patients = (() if not i else (Ref(i, None),) for i in (agent_id, patient_id))
        events.append(Event(f"e{n}", f"k{n}", kind, (at(word),), None, agents=agents, patients=patients, claims=(f"c{n}",)))
        claims.append(Claim(f"c{n}", f"e{n}", "occurrence", at(word)))
    starts = [0, TEXT.index("Das"), TEXT.index("Die Miliz")]
    cover = tuple(Coverage(a, b, "read") for a, b in zip(starts, [*starts[1:], len(TEXT)], strict=True))
    document = Document("d1", "0" * 64, "de", TEXT, publisher="Blatt", published="2031-03-02", published_basis="given")
    return Reading(document, Reader("test", "1", "none", {}), actors, (), (), tuple(events), (), tuple(claims), (), cover)


def test_who_accuses_says_who_did_what_was_told_before_and_who_rejects_that_denies_it() -> None:
    claims = told(disputed(), ["e1"])
    accused = [c for c in claims if c.about == "agent"]
    assert [(c.pair, c.origin, c.sides) for c in accused] == [(("d1", "c2"), "AAA", frozenset({"miliz"}))]
    assert [(c.pair, c.origin) for c in claims if c.denied] == [(("d1", "c3"), "miliz")]
    assert differences(claims)[0][0].why == "Miliz (Ministerium); Miliz denies it"


def test_an_accusation_of_another_act_is_none_of_this_one() -> None:
    assert not [c for c in told(disputed(), ["e2"]) if c.sides == {"miliz"} or c.denied]

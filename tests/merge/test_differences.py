"""Contradictions and developments among claims about one incident."""

from __future__ import annotations

from lagebild.merge.differences import Told, differences
from lagebild.model import About, Spot

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

"""The second look: happenings without a place of their own, whole against whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lagebild.merge import gather
from lagebild.merge.cluster import Cluster, Verdicts, candidates
from lagebild.merge.compare import across
from lagebild.merge.second import is_bare, second
from lagebild.merge.sketch import Sketch
from lagebild.model import Pair, Spot

DAY = 740_000
TOWN = Spot("Nordheim", "AAA", 40.0, 40.0, 5.0, "settlement", "own:1")
FARM = Spot("Suedheim", "AAA", 47.0, 40.0, 5.0, "settlement", "own:2")
NOBODY = Verdicts()
KEPT = Verdicts(apart=frozenset({("a:e1", "c:e1")}))


def telling(document: str, patients: set[str], *, spot: Spot | None = None, days: tuple[int, int] | None = (DAY, DAY)) -> Sketch:
    return Sketch(
        events=((document, "e1"),), keys=(f"{document}:e1",), type="ASSAULT", start=0, days=days, published=DAY + 1,
        spots=(spot,) if spot else (), placed=spot is not None, modes=frozenset({"drone"}), agents=frozenset(),
        patients=frozenset(patients), words=frozenset(), figures=(("killed", 7, 7, 1),), unrealised=False,
        around=frozenset({"nordheim", "anna"}), lands=frozenset({"AAA"}),
    )  # fmt: skip


SEVERAL = [telling("a", {"hirte"}, spot=TOWN), telling("b", {"hirte"}, spot=TOWN), telling("c", {"hirte"})]


def groups(several: list[Sketch], people: Verdicts = NOBODY) -> set[frozenset[Pair]]:
    return {frozenset(e for t in group for e in t.events) for group, _ in gather(several, people)}


def looked(several: list[Sketch], people: Verdicts = NOBODY) -> list[tuple[int, ...]]:
    alone = [Cluster((n,), (n,)) for n in range(len(several))]
    return [c.members for c in second(alone, several, across, people)]


def test_one_without_a_place_meets_nobody_in_the_first_look_and_its_like_in_the_second() -> None:
    assert set(candidates(SEVERAL)) == {(0, 1)}
    assert groups(SEVERAL) == {frozenset({("a", "e1"), ("b", "e1"), ("c", "e1")})}


def test_what_people_keep_apart_stays_apart_with_all_that_belongs_to_it() -> None:
    assert looked(SEVERAL[::2], KEPT) == [(0,), (1,)]
    assert frozenset({("c", "e1")}) in groups(SEVERAL, KEPT)


@pytest.mark.parametrize("other", [{"lehrerin"}, {"fahrer"}])
def test_others_of_the_day_stay_apart(other: set[str]) -> None:
    told = replace(telling("c", other), modes=frozenset({"firearms"}), figures=(("killed", 1, 1, 1),))
    assert looked([SEVERAL[0], told]) == [(0,), (1,)]


def test_two_with_places_of_their_own_are_the_first_look_s_business() -> None:
    assert looked([SEVERAL[0], telling("c", {"hirte"}, spot=FARM)]) == [(0,), (1,)]


def test_a_place_by_the_sentence_or_a_region_is_none_of_its_own() -> None:
    assert is_bare(telling("a", set())) and is_bare(replace(SEVERAL[0], placed=False))
    assert is_bare(telling("a", set(), spot=replace(TOWN, precision="region"))) and not is_bare(SEVERAL[0])

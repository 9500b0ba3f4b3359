"""Distances against published ones, and ways that come back."""

from __future__ import annotations

import pytest

from lagebild.earth import DEGREE, distance_km, moved

ALEPPO, DAMASCUS = (36.2012, 37.1612), (33.5102, 36.2913)


def test_distances_are_great_circles_in_kilometres() -> None:
    assert distance_km(ALEPPO, DAMASCUS) == pytest.approx(310, abs=3)
    assert distance_km((0.0, 0.0), (1.0, 0.0)) == pytest.approx(DEGREE)
    assert distance_km((10.0, 179.5), (10.0, -179.5)) < 120


@pytest.mark.parametrize(("north", "east"), [(1, 0), (0, 1), (-1, -1), (1, -1)])
def test_a_way_is_as_long_as_said_and_leads_where_said(north: int, east: int) -> None:
    there = moved(ALEPPO, north, east, 30)
    assert distance_km(ALEPPO, there) == pytest.approx(30, rel=0.01)
    assert round(there[0] - ALEPPO[0], 3) * north >= 0 and round(there[1] - ALEPPO[1], 3) * east >= 0
    assert (there[0] == ALEPPO[0]) == (north == 0) and (round(there[1] - ALEPPO[1], 9) == 0) == (east == 0)


def test_a_way_over_the_date_line_stays_on_the_map() -> None:
    assert -180 <= moved((0.0, 179.9), 0, 1, 100)[1] <= 180

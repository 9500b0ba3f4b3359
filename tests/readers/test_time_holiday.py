from datetime import date

import pytest

from lagebild.readers.time.holiday import easter, hebrew_days, islamic_days, orthodox_easter


@pytest.mark.parametrize(("year", "month", "day"), [(2024, 3, 31), (2025, 4, 20), (2000, 4, 23), (1961, 4, 2)])
def test_easter(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


@pytest.mark.parametrize(("year", "month", "day"), [(2024, 5, 5), (2025, 4, 20), (2022, 4, 24), (1916, 4, 23)])
def test_orthodox_easter(year: int, month: int, day: int) -> None:
    assert orthodox_easter(year) == date(year, month, day)


def test_hebrew_days() -> None:
    assert hebrew_days(2023, 1, 1) == (date(2023, 9, 16),)  # new year
    assert hebrew_days(2023, 1, 10) == (date(2023, 9, 25),)  # Yom Kippur
    assert hebrew_days(1973, 1, 10) == (date(1973, 10, 6),)
    assert hebrew_days(2024, 7, 15) == (date(2024, 4, 23),)  # Passover, in a leap year
    assert hebrew_days(2023, 6, 14) == (date(2023, 3, 7),)  # Purim


def test_islamic_days_are_within_a_day_of_the_seen_moon() -> None:
    for seen in (date(2023, 4, 21), date(2024, 4, 10), date(2022, 5, 2)):  # end of Ramadan
        (reckoned,) = islamic_days(seen.year, 10, 1)
        assert abs((reckoned - seen).days) <= 1
    assert len(islamic_days(2000, 10, 1)) == 2  # two in one Gregorian year

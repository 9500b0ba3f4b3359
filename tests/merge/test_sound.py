"""Transcriptions of one name meet, names of different places do not."""

from __future__ import annotations

import pytest

from lagebild.merge.sound import may_be_one, skeletons


@pytest.mark.parametrize(
    ("a", "b"),
    [("Dschankoj", "Dzhankoy"), ("Charkiw", "Kharkiv"), ("Mykolajiw", "Mykolaiv"), ("Tschernihiw", "Chernihiv"),
     ("Dorf Wowtschansk", "Vovchansk"), ("Laçın", "Latschin")],
)  # fmt: skip
def test_transcriptions_meet(a: str, b: str) -> None:
    assert may_be_one(a, b) and may_be_one(b, a)


@pytest.mark.parametrize(("a", "b"), [("Charkiw", "Cherson"), ("Kiew", "Kowel"), ("Donezk", "Luhansk"), ("Baku", "Batumi"), ("Ra", "Re")])
def test_other_names_do_not(a: str, b: str) -> None:
    assert not may_be_one(a, b)


def test_the_number_of_skeletons_is_bounded() -> None:
    assert len(skeletons("jchczjchczjchczjchcz")) <= 64

"""Roll-up rules: each by its own light, none by default, all with the claims they rest on."""

from __future__ import annotations

from lagebild.merge.rollup import RULES, Toll

TOLLS = (
    Toll(("d1", "c1"), 3, None, 10, "official", "agency"),
    Toll(("d2", "c1"), 3, None, 10, "official", "agency"),
    Toll(("d3", "c1"), 19, 19, 11, "media", "d3"),
    Toll(("d4", "c1"), 7, 7, 12, "medical", "d4"),
    Toll(("d5", "c1"), None, 40, 12, "", "d5"),
)


def test_the_rules() -> None:
    assert {name: rule(TOLLS).value for name, rule in RULES.items()} == {
        "lowest": 3, "highest": 40, "latest-official": 7, "median": 7, "reviewer": None,
    }  # fmt: skip
    assert RULES["lowest"](TOLLS).claims == (("d1", "c1"), ("d2", "c1"))


def test_nothing_comes_of_nothing() -> None:
    assert all(rule(()).value is None and rule(()).claims == () for rule in RULES.values())


def test_a_reviewers_value_is_the_last_one_written() -> None:
    said = (*TOLLS, Toll(("j", "1"), 8, 8, 13, "", "ada", True), Toll(("j", "2"), 9, 9, 14, "", "ada", True))
    assert RULES["reviewer"](said).value == 9
    assert all(RULES[r](said) == RULES[r](TOLLS) for r in RULES if r != "reviewer"), "the other rules are about reports"

"""Names across reports: what may be one is proposed with reasons, what people decided holds and can be taken back."""

from __future__ import annotations

import pytest

from lagebild.merge import registry
from lagebild.merge.cluster import Verdicts
from lagebild.merge.registry import Known, joined, proposals

NOBODY = Verdicts()


def person(name: str, reports: int = 1, *countries: str) -> Known:
    return Known(f"actor:{name.lower()}", name, "person", reports, frozenset(countries))


KLITSCHKO = (person("Witali Kowaltschuk", 5), person("Vitalij Kovalchuk", 2), person("W. Kowaltschuk"), person("Olena Kowaltschuk"))


def test_transcriptions_are_proposed_and_namesakes_are_not() -> None:
    found = {frozenset(p.names): p for p in proposals(KLITSCHKO, NOBODY)[0]}
    assert frozenset({"actor:witali kowaltschuk", "actor:vitalij kovalchuk"}) in found
    assert frozenset({"actor:witali kowaltschuk", "actor:w. kowaltschuk"}) in found
    assert frozenset({"actor:witali kowaltschuk", "actor:olena kowaltschuk"}) not in found
    assert all(p.why and 0.5 <= p.score <= 1 for p in found.values())


def test_places_of_different_countries_are_less_likely_one() -> None:
    a, b, c = (
        Known(f"place:{n}", n, "place", 1, frozenset({land})) for n, land in (("charkiw", "UKR"), ("kharkiv", "UKR"), ("kharkiw", "XXX"))
    )
    scores = {frozenset(p.names): p.score for p in proposals([a, b, c], NOBODY)[0]}
    assert scores[frozenset({a.id, b.id})] > scores.get(frozenset({a.id, c.id}), 0)


def test_decided_pairs_are_not_proposed_again_and_groups_respect_what_is_kept_apart() -> None:
    a, b, c = (k.id for k in KLITSCHKO[:3])
    people = Verdicts(frozenset({tuple(sorted((a, b)))}), frozenset({tuple(sorted((b, c)))}))  # type: ignore[arg-type]
    assert all(set(p.names) not in ({a, b}, {b, c}) for p in proposals(KLITSCHKO, people)[0])
    groups = joined(KLITSCHKO, people)
    assert [k.id for k in groups[0]] == [a, b] and len(groups) == 3
    more = Verdicts(people.same | {tuple(sorted((a, c)))}, people.apart)  # type: ignore[arg-type]
    assert not any({b, c} <= {k.id for k in g} for g in joined(KLITSCHKO, more))
    assert len(joined(KLITSCHKO, NOBODY)) == 4


CROWD = [person(f"{letter}{vowel}sti{n} Kowaltschuk") for n, letter in enumerate("bdfglmprst") for vowel in "aeiou"]


def test_in_a_crowd_of_one_surname_first_names_decide_who_is_compared() -> None:
    several = [*CROWD, person("Wolodymyr Kowaltschuk"), person("Volodymyr Kovalchuk"), person("W. Kowaltschuk"), person("Kowaltschuk")]
    found, left = proposals(several, NOBODY)
    pairs = {frozenset(p.names) for p in found}
    assert frozenset({"actor:wolodymyr kowaltschuk", "actor:volodymyr kovalchuk"}) in pairs
    assert frozenset({"actor:wolodymyr kowaltschuk", "actor:w. kowaltschuk"}) in pairs
    assert left == ["actor:kowaltschuk"] and not any("actor:kowaltschuk" in pair for pair in pairs)


def test_few_surnames_do_not_cost_a_comparison_of_all_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    monkeypatch.setattr(registry, "compare", lambda a, b: made.append(1))
    for many in (1000, 4000):
        made.clear()
        proposals([person(f"{name(n)} {last}") for n in range(many // 2) for last in ("Kowaltschuk", "Beispiel")], NOBODY)
        assert 0 < len(made) < 20 * many


def name(n: int) -> str:
    return "".join("bdfglmprst"[int(digit)] + "aeiou"[int(digit) % 5] for digit in f"{n:04}"[::-1]).capitalize()


def test_a_common_word_is_no_name_and_what_is_left_is_said() -> None:
    found, left = proposals([person(f"Sprecher{n} Meldung") for n in range(300)], NOBODY)
    assert found == [] and len(left) == 300

"""Names across reports: what may be one is proposed with reasons, what people decided holds and can be taken back."""

from __future__ import annotations

from lagebild.merge.cluster import Verdicts
from lagebild.merge.registry import Known, joined, proposals

NOBODY = Verdicts()


def person(name: str, reports: int = 1, *countries: str) -> Known:
    return Known(f"actor:{name.lower()}", name, "person", reports, frozenset(countries))


KLITSCHKO = (person("Witali Kowaltschuk", 5), person("Vitalij Kovalchuk", 2), person("W. Kowaltschuk"), person("Olena Kowaltschuk"))


def test_transcriptions_are_proposed_and_namesakes_are_not() -> None:
    found = {frozenset(p.names): p for p in proposals(KLITSCHKO, NOBODY)}
    assert frozenset({"actor:witali kowaltschuk", "actor:vitalij kovalchuk"}) in found
    assert frozenset({"actor:witali kowaltschuk", "actor:w. kowaltschuk"}) in found
    assert frozenset({"actor:witali kowaltschuk", "actor:olena kowaltschuk"}) not in found
    assert all(p.why and 0.5 <= p.score <= 1 for p in found.values())


def test_places_of_different_countries_are_less_likely_one() -> None:
    a, b, c = (
        Known(f"place:{n}", n, "place", 1, frozenset({land})) for n, land in (("charkiw", "UKR"), ("kharkiv", "UKR"), ("kharkiw", "XXX"))
    )
    scores = {frozenset(p.names): p.score for p in proposals([a, b, c], NOBODY)}
    assert scores[frozenset({a.id, b.id})] > scores.get(frozenset({a.id, c.id}), 0)


def test_decided_pairs_are_not_proposed_again_and_groups_respect_what_is_kept_apart() -> None:
    a, b, c = (k.id for k in KLITSCHKO[:3])
    people = Verdicts(frozenset({tuple(sorted((a, b)))}), frozenset({tuple(sorted((b, c)))}))  # type: ignore[arg-type]
    assert all(set(p.names) not in ({a, b}, {b, c}) for p in proposals(KLITSCHKO, people))
    groups = joined(KLITSCHKO, people)
    assert [k.id for k in groups[0]] == [a, b] and len(groups) == 3
    more = Verdicts(people.same | {tuple(sorted((a, c)))}, people.apart)  # type: ignore[arg-type]
    assert not any({b, c} <= {k.id for k in g} for g in joined(KLITSCHKO, more))
    assert len(joined(KLITSCHKO, NOBODY)) == 4


def test_a_common_word_does_not_cost_a_comparison_of_all_with_all() -> None:
    assert proposals([person(f"Sprecher{n} Meldung") for n in range(300)], NOBODY) == []

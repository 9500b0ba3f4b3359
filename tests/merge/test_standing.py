"""Adding, changing and taking away reports one after another gives what starting afresh gives."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.stream import make
from lagebild.merge import gather, tellings
from lagebild.merge.cluster import Verdicts
from lagebild.merge.compare import across
from lagebild.merge.sketch import Sketch, sketches
from lagebild.merge.standing import update
from lagebild.model import Pair
from tests.merge.memory import Memory

NOBODY = Verdicts()


def told(seed: int, reports: int = 60, people: Verdicts = NOBODY) -> dict[str, list[Sketch]]:
    """What each report of a stream tells."""
    return {r.document.id: list(tellings(sketches(r), people)) for r in make(reports, seed=seed, noise=0.3).readings}


def afresh(every: dict[str, list[Sketch]], people: Verdicts = NOBODY) -> set[frozenset[Pair]]:
    groups = gather([t for d in sorted(every) for t in every[d]], people)
    return {frozenset(e for t in group for e in t.events) for group, _ in groups}


def standing(shelf: Memory) -> set[frozenset[Pair]]:
    homes: dict[str, set[Pair]] = {}
    for one in shelf.placed.values():
        homes.setdefault(one.home, set()).update(one.sketch.events)
    return {frozenset(events) for events in homes.values()}


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), chance=st.randoms(use_true_random=False))
def test_one_after_another_is_as_all_at_once(seed: int, chance: random.Random) -> None:
    every = told(seed)
    order = list(every)
    chance.shuffle(order)
    shelf = Memory()
    while order:
        size = chance.randint(1, 5)
        update(shelf, {d: every[d] for d in order[:size]}, NOBODY)
        del order[:size]
    assert standing(shelf) == afresh(every)


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), chance=st.randoms(use_true_random=False))
def test_what_is_taken_away_or_told_anew_leaves_no_trace(seed: int, chance: random.Random) -> None:
    every, other = told(seed), told(seed, people=Verdicts())
    shelf = Memory()
    update(shelf, every, NOBODY)
    gone = chance.sample(sorted(every), len(every) // 4)
    anew = chance.sample(sorted(every), len(every) // 4)
    for document in gone:
        update(shelf, {document: []}, NOBODY)
    update(shelf, {d: other[d][:1] for d in anew}, NOBODY)
    left = {d: (other[d][:1] if d in anew else [] if d in gone else every[d]) for d in every}
    assert standing(shelf) == afresh(left)


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), chance=st.randoms(use_true_random=False))
def test_judgements_hold_when_the_documents_they_name_are_looked_at_again(seed: int, chance: random.Random) -> None:
    every = told(seed)
    shelf = Memory()
    update(shelf, every, NOBODY)
    keys = {k: d for d, several in every.items() for t in several for k in t.keys}
    pairs = [tuple(sorted(chance.sample(sorted(keys), 2))) for _ in range(4)]
    people = Verdicts(frozenset(pairs[:2]), frozenset(pairs[2:]))  # type: ignore[arg-type]
    update(shelf, {d: every[d] for pair in pairs for d in {keys[k] for k in pair}}, people)
    assert standing(shelf) == afresh(every, people)


def test_only_the_neighbourhood_is_touched() -> None:
    every = told(5, reports=200)
    last = sorted(every)[-1]
    shelf = Memory()
    update(shelf, {d: t for d, t in every.items() if d != last}, NOBODY)
    before = {one.home for one in shelf.placed.values()}
    touched = update(shelf, {last: every[last]}, NOBODY)
    assert len(touched) < len(before) / 4


def test_comparing_is_symmetric() -> None:
    several = [t for tellings_ in told(6, reports=120).values() for t in tellings_]
    for n, a in enumerate(several):
        for b in several[n + 1 :]:
            assert across(a, b) == across(b, a)

"""Names by clues: what a form says, sums of weights, the best sequence, lists as check sums."""

from __future__ import annotations

from itertools import product
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.parse.clues import Listed, clues
from lagebild.parse.naming import EDGE, PLACES, Naming, allowed, viterbi

TAGS = ["B-person", "B-place", "I-person", "I-place", "O"]


class TwoTags:
    """A lexicon of two tags: capitals are names for certain, all else is open."""

    tags = ("NE", "NN")

    def look(self, form: str, first: bool) -> tuple[tuple[float, ...], str]:
        return ((1.0, 0.0) if form.isupper() else (0.25, 0.75)), form.lower()


def listed(**forms: str) -> Listed:
    masks: dict[int, int] = {}
    for place, words in enumerate(forms.values()):
        for word in words.split():
            masks[crc32(word.encode())] = masks.get(crc32(word.encode()), 0) | 1 << place
    keys = sorted(masks)
    return Listed(list(forms), keys, [masks[key] for key in keys])


def naming(weights: dict[tuple[str, int, str], float]) -> Naming:
    """A model in which (clue, place, tag) weighs as given, and all steps weigh nothing."""
    keys = sorted({crc32(clue.encode()) for clue, _, _ in weights})
    rows = np.zeros((len(keys), len(PLACES), len(TAGS)))
    for (clue, place, tag), weight in weights.items():
        rows[keys.index(crc32(clue.encode())), place - PLACES[0], TAGS.index(tag)] = weight
    arrays = {"keys": np.array(keys, dtype=np.uint32), "weights": rows.reshape(len(keys), -1), "steps": np.zeros((len(TAGS), len(TAGS)))}
    arrays |= {"list_keys": np.array([crc32(b"Goma")], dtype=np.uint32), "list_masks": np.array([1], dtype=np.uint32)}
    return Naming({"tags": TAGS, "lists": ["town"]}, arrays, TwoTags())  # type: ignore[arg-type]


def test_lists_know_forms_and_genitives() -> None:
    lists = listed(town="Goma Paris", first="Paris")
    assert lists.look("Paris") == ("town", "first")
    assert lists.look("Berlin") == ()
    assert lists.bare("Gomas") == ("town",)
    assert lists.bare("Goma") == ("town",)


def test_clues_of_a_form() -> None:
    found = clues("UN-Goma", False, TwoTags(), listed(town="Goma"))  # type: ignore[arg-type]
    assert {
        "w=UN-Goma",
        "l=un-goma",
        "s=XX-Xxx",
        "r=X-Xx",
        "p2=un",
        "x3=oma",
        "t=NN",
        "q=NE 1",
        "m=un-goma",
        "a=UN",
        "b=goma",
        "bin=town",
    } <= set(found)
    assert "in=town" not in found
    assert "c2=town" in clues("Gomaer", False, TwoTags(), listed(town="Goma"))  # type: ignore[arg-type]


def test_a_clue_counts_at_the_place_that_it_was_learned_for() -> None:
    model = naming({("l=bei", -1, "B-place"): 2.0, ("in=town", 0, "B-place"): 2.0, (EDGE, 1, "O"): 3.0, ("l=und", 0, "O"): 1.0})
    scores = model.scores([["bei", "Goma", "und"], ["Goma"]])
    place, none = TAGS.index("B-place"), TAGS.index("O")
    assert scores[:, place].tolist() == [0, 4, 0, 2]
    assert scores[:, none].tolist() == [0, 0, 4, 3]


def test_names_are_found() -> None:
    model = naming({("in=town", 0, "B-place"): 2.0, ("l=und", 0, "O"): 2.0, ("w=Stadt", 0, "I-place"): 2.0})
    found = model.names([["Goma", "Stadt", "und", "Goma"], ["und"]])
    assert [[(n.first, n.last, n.kind) for n in names] for names in found] == [[(0, 2, "place"), (3, 4, "place")], []]


def test_forms_are_remembered() -> None:
    model = naming({("l=goma", 0, "B-place"): 1.0})
    first = model.scores([["Goma", "brennt"]])
    assert np.array_equal(model.scores([["Goma", "brennt"]]), first)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4), st.integers(0, 10_000))
def test_the_best_sequence_is_the_best_of_all(sizes: list[int], seed: int) -> None:
    chance = np.random.default_rng(seed)
    steps = np.where(allowed(TAGS), chance.standard_normal((5, 5)), -np.inf)
    starts = np.array([0.0 if tag[0] != "I" else -np.inf for tag in TAGS])
    scores = chance.standard_normal((sum(sizes), 5))
    end = 0
    for size, path in zip(sizes, viterbi(scores, sizes, steps, starts), strict=True):
        part = scores[end : (end := end + size)]

        def worth(tags: tuple[int, ...], part: np.ndarray = part) -> float:
            return float(sum(part[i, tag] + (steps[tags[i - 1], tag] if i else starts[tag]) for i, tag in enumerate(tags)))

        assert len(path) == size
        assert worth(tuple(path)) == pytest.approx(max(worth(tags) for tags in product(range(5), repeat=size)))

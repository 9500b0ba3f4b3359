"""What the names' learner is given and what is kept of what it learned; the learner itself is crfsuite's."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from lagebild.parse.clues import Listed
from lagebild.parse.naming import EDGE, PLACES
from training import namelists, naming
from training.names import GERMEVAL


class NoLexicon:
    """Knows no form."""

    tags = ("NE", "NN")

    def look(self, form: str, first: bool) -> tuple[tuple[float, ...], str]:
        return (0.0, 0.0), form


@dataclass
class Found:
    """What crfsuite would say that it learned."""

    labels: dict[str, str]
    state_features: dict[tuple[str, str], float]
    transitions: dict[tuple[str, str], float]


def test_a_word_has_its_own_clues_and_some_of_its_neighbours() -> None:
    coder = naming.Coder(NoLexicon(), Listed(["town"], [crc32(b"Goma")], [1]))  # type: ignore[arg-type]
    first, last = coder.sentence(["aus", "Goma"])
    assert {"0|w=aus", "0|p2=au", "1|w=Goma", "1|in=town", f"-1|{EDGE}", f"2|{EDGE}"} <= set(first)
    assert "1|p2=go" not in first
    assert {"0|p2=go", "-1|l=aus", f"1|{EDGE}"} <= set(last)


def test_weights_by_clue_place_and_tag() -> None:
    features = {("0|w=Goma", "B-place"): 2.0, ("-1|w=Goma", "O"): 1.0, ("0|w=Rom", "O"): 0.001, ("~0|w=Lyon", "O"): 3.0}
    tags, arrays = naming.weights(Found({"O": "0", "B-place": "1"}, features, {("O", "B-place"): 0.5}))
    assert tags == ["B-place", "O"]
    assert arrays["keys"].tolist() == [crc32(b"w=Goma")]
    assert arrays["weights"].reshape(len(PLACES), 2).tolist() == [[0, 0], [0, 1], [2, 0], [0, 0], [0, 0]]
    assert arrays["steps"].tolist() == [[0, 0], [0.5, 0]]


def test_lists_packed_are_the_lists() -> None:
    named, keys, masks = namelists.packed({"town": ["Goma", "Paris"], "first": ["Paris"]})
    lists = Listed(named, keys.tolist(), masks.tolist())
    assert (lists.look("Paris"), lists.look("Goma"), lists.look("Rom")) == (("town", "first"), ("town",), ())
    assert np.all(keys[:-1] < keys[1:])


def test_our_own_treebank_gives_names() -> None:
    tags = {tag for _, found in naming.treebank() for tag in found}
    assert (
        {"B-person", "I-person", "B-place", "B-organisation", "O"} <= tags <= {*(f"{p}-{k}" for p in "BI" for k in GERMEVAL.values()), "O"}
    )

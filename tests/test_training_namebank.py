"""Marks of names without their sentences: how they find them, and how they are amended."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from training import namebank
from training.names import GERMEVAL

WORDS = ["In", "Bad", "Belan", "sprach", "Anna", "Roth", "von", "den", "Grünen", "."]


def test_marks_find_their_sentences_and_each_once() -> None:
    marks = {namebank.key(WORDS): [(1, 2, "place"), (4, 5, "person")], namebank.key(["Nichts", "."]): []}
    found = list(namebank.marked(marks, [WORDS, ["Anderes", "."], WORDS, ["Nichts", "."]]))
    assert found == [
        (WORDS, ["O", "B-place", "I-place", "O", "B-person", "I-person", "O", "O", "O", "O"]),
        (["Nichts", "."], ["O", "O"]),
    ]


def test_an_amendment_gives_all_names_in_their_order() -> None:
    assert namebank.amended("place Bad Belan | organisation Grünen", WORDS) == [(1, 2, "place"), (8, 8, "organisation")]
    assert namebank.amended("-", WORDS) == []


@pytest.mark.parametrize("text", ["place Bad Roth", "person Anna Roth | place Belan", "people Anna Roth", "place"])
def test_an_amendment_that_cannot_be_placed_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"has no|is none of"):
        namebank.amended(text, WORDS)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "de.tsv"
    path.write_text("# whose\n", encoding="utf-8")
    marks = {"0123456789ab": [(0, 0, "person"), (2, 4, "other")], "ba9876543210": []}
    namebank.write(marks, path)
    assert namebank.read(path) == marks
    assert path.read_text(encoding="utf-8").startswith("# whose\n")


def test_our_marks_are_well_formed() -> None:
    marks = namebank.read()
    assert len(marks) > 2000
    for name, spans in marks.items():
        assert len(name) == namebank.KEY
        assert all(first <= last and kind in GERMEVAL.values() for first, last, kind in spans)
        assert all(before[1] < after[0] for before, after in pairwise(spans))

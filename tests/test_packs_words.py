"""What a pack's tables and tags say of single words."""

from __future__ import annotations

import pytest

from lagebild.model import Word
from lagebild.packs import load_pack
from lagebild.packs.tag import is_finite
from lagebild.packs.words import is_time

PACK = load_pack("de")


@pytest.mark.parametrize(
    ("lemma", "time"), [("Mai", True), ("Freitagabend", True), ("Mitternacht", True), ("Malai", False), ("Jahr", False), ("Tagung", False)]
)
def test_a_noun_is_a_time_by_itself_or_at_its_end(lemma: str, time: bool) -> None:
    assert is_time(PACK, lemma) is time


@pytest.mark.parametrize(
    ("upos", "xpos", "finite"),
    [
        ("VERB", "VVFIN", True),
        ("AUX", "VMFIN", True),
        ("VERB", "ADJA", True),  # a past tense that looks like an adjective
        ("ADJ", "ADJA", False),
        ("VERB", "VVPP", False),
        ("VERB", "VVINF", False),
    ],
)
def test_a_verb_is_finite_by_its_tag(upos: str, xpos: str, finite: bool) -> None:
    assert is_finite(PACK, Word("kritisierten", "kritisieren", upos, xpos, {}, -1, "root", 0, 12)) is finite

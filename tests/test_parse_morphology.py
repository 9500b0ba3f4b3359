"""HanTa's analysis, sooner."""

from __future__ import annotations

import pytest
from HanTa.HanoverTagger import HanoverTagger

from lagebild.parse.morphology import Morphology

HANTA = HanoverTagger("morphmodel_ger.pgz")
FORMS = ["beschossen", "grenzposten", "raketenabwehrsystem", "der", "milizionären", "tschassiwjar", "zurückerobert", "x"]


@pytest.mark.parametrize("form", FORMS)
def test_the_way_is_the_same_whether_or_not_the_word_was_just_tagged(form: str) -> None:
    tagged, fresh = Morphology(HANTA), Morphology(HANTA)
    best = -tagged.tags(form)[0][0]
    assert tagged.morphemes(form, best) == fresh.morphemes(form, best)


@pytest.mark.parametrize("form", FORMS)
def test_morphemes_reach_from_end_to_end_and_the_tag_is_last(form: str) -> None:
    morphology = Morphology(HANTA)
    best = -morphology.tags(form)[0][0]
    way = morphology.morphemes(form, best)
    ends = [end for _, end in way]
    assert ends == sorted(set(ends)) and ends[-2:] == [len(form), len(form) + 1]
    assert way[-1][0] == best

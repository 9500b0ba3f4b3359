"""Labels: both languages say everything that the format can hold; dates read as people write them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from lagebild import model
from lagebild.formats.labels import LANGUAGES, date_words, labels_in

VALUES = {
    "type": model.EventType, "phase": model.Phase, "factuality": model.Factuality, "form": model.StatementForm, "about": model.About,
    "status": model.VictimStatus, "scope": model.Scope, "gap": model.GapKind, "gap-about": model.GapAbout, "relation": model.RelationKind,
    "distance": model.Distance, "basis": model.PublishedBasis, "source": model.SourceType, "actor": model.ActorKind,
    "attribute": model.AttributeKind, "precision": model.Precision,
}  # fmt: skip


@pytest.mark.parametrize("field", VALUES)
def test_every_value_has_a_label(field: str) -> None:
    wanted = {f"{field}.{value}" for value in get_args(VALUES[field])}
    assert wanted == {key for key in labels_in("de") if key.startswith(f"{field}.")}


def test_every_note_of_the_reference_has_a_label() -> None:
    codes = re.findall(r"^\| `([a-z-]+)` \|", (Path(__file__).parents[1] / "docs" / "reference" / "notes.md").read_text("utf8"), re.M)
    assert len(codes) > 4 and {f"note.{code}" for code in codes} == {key for key in labels_in("de") if key.startswith("note.")}


def test_an_unknown_language_is_shown_in_english() -> None:
    assert labels_in("xx") == labels_in("en") != labels_in("de")
    assert [labels_in(code)["language"] for code in LANGUAGES] == list(LANGUAGES)


@pytest.mark.parametrize(
    ("edtf", "german", "english"),
    [
        (None, "", ""),
        ("2023", "2023", "2023"),
        ("2023-09", "September 2023", "September 2023"),
        ("2023-09-20", "20. September 2023", "20 September 2023"),
        ("2023-09-20T08:05:00+02:00", "20. September 2023, 08:05", "20 September 2023, 08:05"),
        ("2023-05~", "Mai 2023 (ungefähr)", "May 2023 (approximately)"),
        ("2023?", "2023 (unsicher)", "2023 (uncertain)"),
        ("2023-07~/..", "seit Juli 2023 (ungefähr)", "since July 2023 (approximately)"),
        ("../2020", "bis 2020", "until 2020"),
        ("2023-09-19/2023-09-20", "19. September 2023 – 20. September 2023", "19 September 2023 – 20 September 2023"),
        ("201X", "201X", "201X"),
        ("2023-21", "2023-21", "2023-21"),
    ],
)
def test_dates_in_words(edtf: str | None, german: str, english: str) -> None:
    assert date_words(edtf, labels_in("de")) == german
    assert date_words(edtf, labels_in("en")) == english

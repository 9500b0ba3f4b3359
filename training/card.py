"""The model card: what was measured goes between the two marks of `docs/reference/models.md`, the rest of the page is written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "models.md"
BEGIN, END = "<!-- scores -->", "<!-- end of scores -->"


def write(scores: Mapping[str, float]) -> None:
    """The page shows these scores."""
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    rows = "".join(f"| {name} | {value:.2f} |\n" for name, value in scores.items())
    PAGE.write_text(f"{before}{BEGIN}\n| measure | value |\n| --- | ---: |\n{rows}{END}{after}", encoding="utf-8")

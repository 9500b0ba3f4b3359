"""Figures that somebody tells by a bare number: claims only where it was read who tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lagebild.model import Claim, Note, Statement
from lagebild.readers.claim import origins

SAID = "said"  # last part of the rule of such a figure


def with_tellers(figures: Sequence[Claim], statements: Sequence[Statement]) -> tuple[tuple[Claim, ...], tuple[Note, ...]]:
    """The figures without those that are somebody's words and stand in nobody's statement, and a note on each of these.

    A toll that a militia names must not become the report's own because the sentence around it was not read.
    """
    whose = origins(statements)
    lost = [f for f in figures if any(r.rpartition(".")[2] == SAID for r in f.rules) and not whose.of(f.span)]
    gone = {f.id for f in lost}
    kept = tuple(_without(f, gone) for f in figures if f.id not in gone)
    return kept, tuple(Note("figure-unsourced", f"a figure whose teller was not read: {f.span.text}", f.span) for f in lost)


def _without(figure: Claim, gone: set[str]) -> Claim:
    """The figure, no part of one that is gone."""
    told = figure.figure
    return replace(figure, figure=replace(told, part_of=None)) if told and told.part_of in gone else figure

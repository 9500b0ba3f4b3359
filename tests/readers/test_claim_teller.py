"""Figures that somebody tells by a bare number are his claims, or nobody's."""

from __future__ import annotations

from dataclasses import replace

from lagebild.readers.claim.teller import with_tellers
from tests.sample import sample


def test_a_bare_number_in_nobodys_statement_is_a_note() -> None:
    reading = sample()
    figure = next(c for c in reading.claims if c.figure)
    said = replace(figure, id="c1", rules=("de.figure.said",))
    part = replace(figure, id="c2", figure=replace(figure.figure, part_of="c1") if figure.figure else None)

    kept, notes = with_tellers([said, part], [])

    assert [(c.id, c.figure and c.figure.part_of) for c in kept] == [("c2", None)]
    assert [n.code for n in notes] == ["figure-unsourced"]


def test_a_bare_number_in_a_statement_is_a_claim() -> None:
    reading = sample()
    figure = next(c for c in reading.claims if c.figure)
    around = replace(reading.statements[0], content=(figure.span,), form="indirect", act="say")

    assert with_tellers([replace(figure, rules=("de.figure.said",))], [around])[1] == ()

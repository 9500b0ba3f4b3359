"""Frames: where around a verb or noun its agents and patients stand, as the pack lists them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lagebild.packs import Row, Table

Ways = tuple[tuple[str, ...], ...]  # in order of preference; what one way names is put together


@dataclass(frozen=True, slots=True)
class Frame:
    """The ways to find who did it and to whom; `passive_…` hold in the passive."""

    agents: Ways
    patients: Ways
    passive_agents: Ways
    passive_patients: Ways


def frames(table: Table) -> Mapping[str, Frame]:
    """The frames of a table of the pack, by their names."""
    return {name: _frame(rows[0]) for name, rows in table.items()}


def _frame(row: Row) -> Frame:
    agents, patients = _ways(row.several("agents")), _ways(row.several("patients"))
    passive = [
        _ways(row.several(c)) if row.get(c) is not None else known
        for c, known in (("passive_agents", agents), ("passive_patients", patients))
    ]
    return Frame(agents, patients, *passive)


def _ways(names: Sequence[str]) -> Ways:
    return tuple(tuple(name.split()) for name in names)


def first_found(ways: Ways, around: Mapping[str, Callable[[], list[int]]], fits: Callable[[int], bool] | None = None) -> list[int]:
    """The chunks that the first way finds of which one `fits`; where none does, those of the first way that finds any."""
    found = [chunks for way in ways if (chunks := [n for name in way for n in around[name]()])]
    return next((chunks for chunks in found if fits is None or any(map(fits, chunks))), found[0] if found else [])

"""One word while it is being analysed: a list in the order of `Word`'s fields, up to `deprel`."""

from collections.abc import Sequence
from typing import Any

Row = list[Any]

FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL = range(7)


def joined(before: Sequence[Row], main: Sequence[Row]) -> list[Row]:
    """One sentence of both: the root of what stands before hangs on the main root as `parataxis`."""
    count = len(before)
    root = next(i for i, row in enumerate(main) if row[HEAD] < 0) + count
    for row in before:
        if row[HEAD] < 0:
            row[HEAD], row[DEPREL] = root, "parataxis"
    for row in main:
        if row[HEAD] >= 0:
            row[HEAD] += count
    return [*before, *main]

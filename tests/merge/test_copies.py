"""Agency text that several papers print is found, reworded or not, among few and among many reports."""

from __future__ import annotations

import random

from lagebild.merge.copies import MANY, copies, print_of
from lagebild.model import Document

WORDS = [a + b for a in ("wal", "berg", "feld", "see", "tal", "stein") for b in ("weg", "hof", "markt", "tor", "rand", "steg", "brand")]


def text(seed: int, many: int = 90) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(many))


def report(ident: str, words: str, agency: str | None = None) -> Document:
    return Document(ident, "0" * 64, "de", words, agency=agency)


def reworded(words: str, share: float, seed: int = 9) -> str:
    chance = random.Random(seed)
    return " ".join("anders" if chance.random() < share else w for w in words.split())


def test_copies_are_found_and_others_are_not() -> None:
    first = text(1)
    several = [report("a", first), report("b", reworded(first, 0.1)), report("c", text(2)), report("d", first[:300])]
    assert copies([print_of(d) for d in several]) == (("a", "b", "d"),)


def test_the_same_agency_suffices_for_a_looser_copy() -> None:
    first = text(3)
    other = reworded(first, 0.28)
    assert copies([print_of(report("a", first)), print_of(report("b", other))]) == ()
    assert copies([print_of(report("a", first, "agt")), print_of(report("b", f"Ort ({'agt'}/x) {other}"))]) == (("a", "b"),)


def test_headlines_prove_nothing() -> None:
    assert copies([print_of(report("a", "Drei Tote bei Beschuss")), print_of(report("b", "Drei Tote bei Beschuss"))]) == ()


def test_among_many_reports_hashing_finds_them() -> None:
    several = [report(f"d{n:03}", text(n)) for n in range(MANY + 5)]
    several += [report("x1", text(7)), report("x2", reworded(text(8), 0.05))]
    assert copies([print_of(d) for d in several]) == (("d007", "x1"), ("d008", "x2"))

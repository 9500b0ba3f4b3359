"""The terminal view: everything a reading says is on it, and nothing in a report can steer the terminal."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from rich.console import Console

from lagebild.formats.labels import labels_in
from lagebild.formats.text import show
from lagebild.model import Document, Reading
from tests.sample import TEXT, sample
from tests.strategies import readings


def shown(reading: Reading, width: int = 140, language: str = "de", with_text: bool = False, color: bool = False) -> str:
    file = StringIO()
    console = Console(file=file, width=width, force_terminal=color, color_system="standard" if color else None)
    console.print(show(reading, labels_in(language), width, with_text))
    return file.getvalue()


@pytest.mark.parametrize("width", [140, 80, 40])
def test_the_sample_is_all_there(width: int) -> None:
    words = " ".join(shown(sample(), width).split())
    for part in ("Konvoi beschossen", "Gewalt", "Aufmarsch", "„verlegt“", "beendet", "Nordheim", "Kurier", "Opfer: nicht mitgeteilt"):
        assert part in words
    assert "Satz nicht gelesen: Das Wetter war gut." in words and "Datum erschlossen: „Dienstag“" in words


def test_events_stand_in_the_order_of_time_with_who_says_what() -> None:
    words = shown(sample())
    assert words.index("Aufmarsch") < words.index("Gewalt")
    assert "2 getötet" in words and "(sogenannt)" in words
    narrow = shown(sample(), 80)
    assert "2 getötet: Soldaten – Verteidigungsministerium" in narrow
    assert "Verteidigungsministerium: getötet" in narrow and "Kurier: wer es ist, Hörensagen" in narrow
    assert "der Bericht selbst: dass es geschah, wer es tat, wann" in narrow


def test_labels_follow_the_language() -> None:
    words = shown(sample(), 80, "en")
    assert "the report itself: that it happened, who did it, when" in words and "7 May 2024" in words


def test_the_text_is_shown_with_what_is_said_underlined() -> None:
    plain = shown(sample(), 1000, with_text=True)
    assert TEXT.strip() in plain
    assert "\x1b[4mWir trauern um " in shown(sample(), 1000, with_text=True, color=True)


def test_an_empty_reading_says_so() -> None:
    reading = Reading(Document("x", "0" * 64, "de", "Nichts."), sample().reader)
    assert "Nichts gefunden." in shown(reading)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(readings())
def test_any_reading_can_be_shown_and_none_steers_the_terminal(reading: Reading) -> None:
    for width in (140, 60):
        found = shown(reading, width, "en", with_text=True)
        assert not any((c < " " and c != "\n") or "\x7f" <= c <= "\x9f" or c in "\u202e\u2066" for c in found)


def test_markup_of_the_report_is_not_obeyed() -> None:
    reading = replace(sample(), document=replace(sample().document, title="[red]x[/red] \x1b[2J"))
    assert "[red]x[/red] \\u001b[2J" in shown(reading)

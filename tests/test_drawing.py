"""What is drawn for judging is the same for the same seed, and a sentence without a cue is never drawn."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks import command, drawing, silence, sources

TEXT = "Es regnete. Der Sprecher teilte am Abend mit, es gebe Tote. Laut Polizei blieb es ruhig. Die Feuerwehr kam."


def reading(doc: str) -> dict[str, Any]:
    ends = [i + 1 for i, c in enumerate(TEXT) if c == "."]
    rows = [{"start": start and start + 1, "end": end} for start, end in zip([0, *ends], ends, strict=False)]
    return {"document": {"id": doc, "text": TEXT}, "coverage": rows}


def test_only_sentences_with_a_cue_are_drawn() -> None:
    drawn = drawing.draw_sentences([reading("a")], drawing.cue_pattern("de"), 10, 1)
    assert sorted(TEXT[d.start : d.end] for d in drawn) == [
        "Der Sprecher teilte am Abend mit, es gebe Tote.",
        "Laut Polizei blieb es ruhig.",
    ]


def test_the_draw_depends_on_the_seed_and_not_on_the_order() -> None:
    some = [reading(str(n)) for n in range(20)]
    cue = drawing.cue_pattern("de")
    assert drawing.draw_sentences(some, cue, 5, 3) == drawing.draw_sentences(some[::-1], cue, 5, 3)
    assert drawing.draw_sentences(some, cue, 5, 3) != drawing.draw_sentences(some, cue, 5, 4)


def test_without_the_corpus_nothing_is_judged_and_that_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(command, "shared", lambda: None)
    assert silence.main([]) == sources.main([]) == 0
    assert capsys.readouterr().err.count("nothing to judge") == 2


def test_a_statement_is_shown_with_source_cue_and_words() -> None:
    said = {"text": "es gebe Tote", "start": TEXT.index("es gebe")}
    cue = {"text": "teilte … mit", "start": TEXT.index("teilte")}
    source = {"ref": None, "basis": "named", "span": {"text": "Der Sprecher"}}
    statement = {"id": "s1", "form": "indirect", "sources": [source], "cue": [cue], "content": [said]}
    narrated = {**statement, "form": "narration"}
    whole = {**reading("a"), "actors": [], "statements": [statement, narrated]}
    shown = sources.block(1, whole, drawing.Drawn("a", TEXT.index("Der Sprecher"), TEXT.index(" Laut")), 20)
    assert shown.count("s1 indirect [named] 'Der Sprecher' = – | teilte … mit | es gebe Tote") == 1

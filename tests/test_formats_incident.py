"""Incidents as JSON and on a terminal, and the command that makes them of readings."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from benchmarks.stream import make
from lagebild.cli import app
from lagebild.formats.incident import dumps, from_json, to_json
from lagebild.formats.incident_text import independent, show_incident
from lagebild.formats.labels import labels_in
from lagebild.formats.reading import dumps as dumps_reading
from lagebild.merge import incidents
from lagebild.model import Incident
from tests.sample import sample

KEYS = {"id", "events", "type", "time", "place", "claims", "contradictions", "developments", "copies", "voices", "reasons"}


def shown(one: Incident, lang: str = "en") -> str:
    out = io.StringIO()
    Console(file=out, width=140).print(show_incident(one, {"muster-1": sample()}, labels_in(lang)))
    return out.getvalue()


def test_json_has_every_field_of_the_contract() -> None:
    for one in incidents(make(40).readings):
        written = json.loads(dumps(one))
        assert set(written) == KEYS and written == to_json(one) and from_json(written) == one
        for difference in (*written["contradictions"], *written["developments"]):
            assert set(difference) == {"about", "documents", "claims", "why"}
        for reason in written["reasons"]:
            assert set(reason) == {"events", "score", "why"} and all(len(pair) == 2 for pair in reason["events"])


def test_the_view_names_who_says_which_figure() -> None:
    attack = next(i for i in incidents([sample()]) if i.type == "ASSAULT")
    text = shown(attack)
    assert "assault" in text and "Nordheim" in text and "7 May 2024" in text and "1 reports" in text
    assert any("killed" in line and "2" in line and "Verteidigungsministerium" in line for line in text.splitlines())
    assert "Gewalt" in shown(attack, "de")


def test_voices_are_counted() -> None:
    events = (("d1", "e1"), ("d2", "e1"), ("d3", "e1"))
    one = Incident("inc_1", events, "ASSAULT", None, None, voices=(("d1", "d3"), ("d2",)))
    assert independent(one) == 2 and "3 reports, 2 independent" in shown(one)


@pytest.fixture
def readings(tmp_path: Path) -> Path:
    file = tmp_path / "readings.jsonl"
    file.write_text("".join(dumps_reading(r) + "\n" for r in make(80).readings), encoding="utf8")
    return file


def test_the_command_prints_the_contracts_json(readings: Path) -> None:
    done = CliRunner().invoke(app, ["incidents", "--in", str(readings), "--jsonl"])
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 0 and len(lines) > 5 and all(set(line) == KEYS | {"judgements"} for line in lines)
    few = CliRunner().invoke(app, ["incidents", "--in", str(readings), "--json", "--disputed", "--least", "2"])
    disputed = json.loads(few.stdout)
    assert disputed and all(len({d for d, _ in i["events"]}) > 1 and i["contradictions"] for i in disputed)

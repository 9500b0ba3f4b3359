"""The commands of the record on both databases, one after another as a desk would use them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from benchmarks.stream import make
from lagebild.cli import app
from lagebild.errors import LagebildError
from lagebild.formats.reading import dumps, to_json
from tests.sample import sample


@pytest.fixture
def run(address: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command on the record; what it printed."""
    monkeypatch.setenv("LAGEBILD_DB", address)
    monkeypatch.setenv("LAGEBILD_REVIEWER", "ada")

    def command(*args: str, exit: int = 0) -> str:
        done = CliRunner().invoke(app, list(args))
        if done.exception and not isinstance(done.exception, SystemExit | LagebildError):
            raise done.exception
        assert done.exit_code == exit, (args, done.output, done.exception)
        return done.stdout

    return command


def rows(stdout: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stdout.splitlines()]


def test_a_desk_keeps_a_record(run: Any, address: str, tmp_path: Path) -> None:
    readings, wrong = tmp_path / "readings.jsonl", to_json(sample())
    wrong["document"]["id"] = "wrong"
    wrong["events"][0]["triggers"][0]["text"] = "beschossem"
    wrong["events"][0]["triggers"][0]["head"]["text"] = "beschossem"
    lines = [*map(dumps, [sample(), *make(60).readings]), json.dumps(wrong)]
    readings.write_text("\n".join(lines) + "\n", encoding="utf8")
    assert run("import", "readings", str(readings), exit=3).endswith(f"{len(lines) - 1} new, 0 seen, 1 failed\n")
    made = rows(run("incidents", "--db", address))
    attack = next(i for i in made if ["muster-1", "e1"] in i["events"])
    for option, value in (("--gap", "undisclosed"), ("--publisher", "Beispielblatt"), ("--about", "identity"), ("--until", "2025")):
        assert attack["id"] in [i["id"] for i in rows(run("incidents", "--db", address, option, value))]
    run("judge", "edit", "muster-1/e1", "--field", "killed", "--value", "3-4", "--reason", "Ticker")
    run("judge", "reject", "muster-1/e2")
    assert [e["judgements"][0]["action"] for e in rows(run("list", "--events", "--status", "rejected"))] == ["reject"]
    rolled = rows(run("figures", attack["id"], "--rule", "lowest", "--rule", "reviewer"))
    assert [(r["rule"], r["value"]) for r in rolled] == [("lowest", 2), ("reviewer", 3)]
    assert rows(run("timeline", "--until", "2025"))[-1]["time"] == "2024-05-07"
    assert "Nordheim" in run("digest", "--since", "1h") and rows(run("search", "beschossen"))[0]["id"] == "muster-1"
    places = rows(run("names", "--places", "--limit", "2"))
    run("judge", "not-same", places[0]["id"], places[1]["id"])
    copy = str(tmp_path / "copy.db")
    assert run("db", "backup", copy) == f"{copy}\n" and run("db", "check") == "whole\n" and run("db", "vacuum") == "done\n"
    assert run("stats", "--json") == run("stats", "--json", "--db", copy)
    assert run("judgements", "export") == run("judgements", "export", "--db", copy)
    assert run("forget", "muster-1", "--reason", "Bitte") == "muster-1 is forgotten\n"
    run("show", "muster-1", exit=1)
    assert rows(run("list", "--limit", "1000"))[-1]["forgotten"] and run("verify") == "" == run("verify", "--db", copy)
    assert attack["id"] not in run("incidents", "--db", address), "nobody tells of it any more"

"""The commands of the record: what they print where, their exit codes, and one sentence for every mistake."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import lagebild.reader
from benchmarks.stream import make
from lagebild.cli import app
from lagebild.errors import LagebildError
from lagebild.formats.reading import dumps, to_json
from lagebild.store.opening import HEAD
from tests.fakes import load_fake
from tests.sample import sample, spelled


@pytest.fixture(autouse=True)
def without_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A reader that needs no model, a record of this test's own, an English system."""
    monkeypatch.setattr(lagebild.reader, "load_reader", load_fake)
    monkeypatch.setenv("LAGEBILD_DB", str(tmp_path / "own" / "record.db"))
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LAGEBILD_REVIEWER", raising=False)


def run(*args: str | Path, exit: int = 0, stdin: str | None = None) -> str:
    """What the command printed on standard output; its exit code is `exit`."""
    done = CliRunner().invoke(app, [str(a) for a in args], input=stdin)
    if done.exception and not isinstance(done.exception, SystemExit | LagebildError):
        raise done.exception
    assert done.exit_code == exit, (done.output, done.exception)
    return done.stdout


def rows(stdout: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stdout.splitlines()]


def refused(*args: str | Path) -> str:
    """The sentence with which the command refused."""
    done = CliRunner().invoke(app, [str(a) for a in args])
    assert done.exit_code == 1 and isinstance(done.exception, LagebildError), done.output
    return str(done.exception)


@pytest.fixture
def readings(tmp_path: Path) -> Path:
    file = tmp_path / "readings.jsonl"
    file.write_text("".join(dumps(r) + "\n" for r in [sample(), *make(30).readings]), encoding="utf8")
    return file


def test_adding_twice_sees_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Die Armee hat zwei Dörfer beschossen.", encoding="utf8")
    lines = [{"id": f"d{n}", "text": f"Am Dienstag starben {n} Menschen bei der Explosion.", "publisher": "Blatt"} for n in range(3)]
    (tmp_path / "b.jsonl").write_text("".join(json.dumps(x) + "\n" for x in lines) + "kein JSON\n", encoding="utf8")
    assert run("add", tmp_path / "a.txt", tmp_path / "b.jsonl", exit=3) == "4 new, 0 seen, 1 failed\n"
    assert run("add", tmp_path / "a.txt") == "0 new, 1 seen, 0 failed\n"
    assert json.loads(run("add", tmp_path / "b.jsonl", "--json", exit=3))["seen"] == 3
    assert run("add", tmp_path / "nothing.txt", exit=1) == "0 new, 0 seen, 1 failed\n"
    assert [r["id"] for r in rows(run("list", "--publisher", "Blatt"))] == ["d2", "d1", "d0"]
    assert run("search", "explos", "dienstag").count("\n") == 3
    from lagebild.store import open_store

    with open_store() as store, store.reading() as connection:
        kept = connection.exec_driver_sql("SELECT bytes FROM documents WHERE id = 'd1'").scalar_one()
    assert kept == json.dumps(lines[1]).encode() + b"\n", "byte for byte"


def test_a_crash_of_the_reader_costs_one_report(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text('{"text": "Absturz der Maschine am Dienstag."}\n{"text": "Am Dienstag nichts."}\n', encoding="utf8")
    assert run("add", tmp_path / "b.jsonl", exit=3) == "1 new, 0 seen, 1 failed\n"


def test_readings_of_others_enter_when_every_span_is_right(readings: Path, tmp_path: Path) -> None:
    assert run("import", "readings", readings).endswith(" new, 0 seen, 0 failed\n")
    wrong = to_json(sample())
    wrong["document"]["id"] = "muster-2"
    wrong["document"]["text"] = wrong["document"]["text"].replace("Nordheim", "Südheim ")
    bad = tmp_path / "bad.jsonl"
    bad.write_text(json.dumps(wrong) + "\n{}\n", encoding="utf8")
    done = CliRunner().invoke(app, ["import", "readings", str(bad)])
    assert done.exit_code == 1 and "are not 'Nordheim'" in done.stderr and "line 2" in done.stderr


def test_listing_showing_and_counting(readings: Path) -> None:
    run("import", "readings", readings)
    assert [r["id"] for r in rows(run("list", "--source", "verteidigung"))] == ["muster-1"]
    events = rows(run("timeline", "--until", "2025", "--jsonl"))
    assert [(e["document"], e["id"]) for e in events] == [("muster-1", "e2"), ("muster-1", "e1")]
    assert len(json.loads(run("list", "--events", "--json", "--limit", "7"))) == 7
    assert "Beispielblatt" in run("show", "muster-1") and json.loads(run("show", "muster-1", "--json"))["document"]["id"] == "muster-1"
    assert "beschossen" in run("show", "muster-1/e1")
    assert json.loads(run("stats", "--json"))["forgotten"] == 0 and "events" in run("stats")
    assert "said by Verteidigungsministerium" in run("why", "muster-1/e1", "killed", "--db", _db())
    run("why", "e1", "--db", _db(), exit=2)
    assert "there is no document x" in refused("show", "x") and "no incident" in refused("show", "inc_1")
    assert run("verify") == "" and run("db", "check") == "whole\n"


def test_incidents_of_the_record_follow_judgements(readings: Path) -> None:
    run("import", "readings", readings)
    made = rows(run("incidents", "--db", _db(), "--jsonl"))
    assert made == sorted(rows(run("incidents", "--in", readings, "--jsonl")), key=lambda i: made.index(i))
    large = max(made, key=lambda i: len({d for d, _ in i["events"]}))
    assert large["id"] in run("show", large["id"]) and json.loads(run("show", large["id"], "--json")) == large
    pair = ["/".join(large["events"][0]), "/".join(large["events"][-1])]
    run("judge", "not-same", *pair, "--reviewer", "ada", "--reason", "anderer Tag")
    assert rows(run("incidents", "--jsonl", stdin=readings.read_text(encoding="utf8"))) != [], "what is piped in goes before the record"
    again = rows(run("incidents", "--db", _db(), "--jsonl"))
    assert not any(large["events"][0] in i["events"] and large["events"][-1] in i["events"] for i in again)
    few = rows(run("incidents", "--db", _db(), "--disputed", "--least", "2", "--jsonl"))
    assert few == [i for i in again if i["contradictions"] and len({d for d, _ in i["events"]}) > 1] != again
    least = rows(run("incidents", "--db", _db(), "--least", "2", "--jsonl"))
    assert least and least == [i for i in again if len({d for d, _ in i["events"]}) > 1]


def _db() -> str:
    import os

    return os.environ["LAGEBILD_DB"]


def test_incidents_are_narrowed_and_shown_in_every_form(readings: Path) -> None:
    run("import", "readings", readings)
    every = rows(run("incidents", "--db", _db()))
    for option, value in (
        ("--publisher", "Beispielblatt"), ("--gap", "undisclosed"), ("--factuality", "certain"), ("--about", "identity"),
        ("--type", "ASSAULT"),
        ("--until", "2025"), ("--place", "nordheim"), ("--source", "verteidigungs"), ("--actor", "rebellen"),
    ):  # fmt: skip
        some = rows(run("incidents", "--db", _db(), option, value))
        assert any(["muster-1", "e1"] in i["events"] for i in some) and (len(some) < len(every) or value == "certain"), option
    assert run("incidents", "--db", _db(), "--status", "accepted") == ""
    several = rows(run("incidents", "--db", _db(), "--independent", "2"))
    assert several and all(len(i["voices"]) > 1 for i in several)
    text = run("incidents", "--db", _db(), "--format", "text", "--publisher", "Beispielblatt", "--lang", "de")
    assert "Gewalt" in text and "Nordheim" in text and "{" not in text
    assert run("incidents", "--in", readings, "--format", "text", "--lang", "en").count("reports") >= len(every)
    assert json.loads(run("incidents", "--db", _db(), "--format", "json", "--limit", "3")) == every[:3]
    assert len(rows(run("incidents", "--in", readings, "--limit", "3"))) == 3
    run("incidents", "--in", readings, "--gap", "unclear", exit=2)


def test_every_listing_has_every_form(readings: Path) -> None:
    run("import", "readings", readings)
    for command in (["list"], ["list", "--events"], ["timeline"], ["search", "polizei"], ["names"], ["names", "--places"]):
        lines = rows(run(*command, "--jsonl"))
        assert lines and json.loads(run(*command, "--json")) == lines == rows(run(*command)), command
        table = run(*command, "--format", "text", "--lang", "en")
        assert len(table.splitlines()) > len(lines) and "{" not in table, command
    assert "Medium" in run("list", "-f", "text", "--lang", "de") and "publisher" in run("list", "-f", "text", "--lang", "en")
    assert rows(run("stats", "--jsonl")) == [json.loads(run("stats", "--json"))]
    assert rows(run("show", "muster-1", "--jsonl")) == [json.loads(run("show", "muster-1", "--json"))]
    event = json.loads(run("show", "muster-1/e1", "--json"))
    assert (event["document"], event["part"], event["type"], event["judgements"]) == ("muster-1", "events", "ASSAULT", [])
    assert [i["id"] for i in rows(run("digest", "--jsonl"))] == [i["id"] for i in json.loads(run("digest", "--json"))] != []


def test_views_speak_the_languages_there_are_labels_for(readings: Path) -> None:
    assert "Berichte" in run("incidents", "--in", readings, "--format", "text", "--lang", "de")
    run("list", "--lang", "fr", exit=2)


def test_an_edit_stands_beside_what_was_read(readings: Path) -> None:
    run("import", "readings", readings)
    run("judge", "edit", "muster-1/e1", "--field", "time", "--value", "2024-05-08", "--reason", "Ticker", "--reviewer", "ada")
    run("judge", "report-error", "muster-1/e1", "--field", "killed", "--value", "3-5", "--reviewer", "bob")
    (row,) = [r for r in rows(run("timeline")) if r["document"] == "muster-1" and r["id"] == "e1"]
    assert row["time"] == "2024-05-07", "what was read stays"
    assert [(j["field"], j["before"], j["after"], j["reviewer"]) for j in row["judgements"]] == [
        ("time", "2024-05-07", "2024-05-08", "ada"), ("killed", "2", "3-5", "bob"),
    ]  # fmt: skip
    incident = next(i for i in rows(run("incidents", "--db", _db())) if ["muster-1", "e1"] in i["events"])
    assert [j["event"] for j in incident["judgements"]] == ["muster-1/e1"] * 2
    for text in (
        run("timeline", "-f", "text"), run("show", "muster-1"), run("show", "muster-1/e1"), run("show", incident["id"]),
        run("incidents", "--db", _db(), "-f", "text"),
    ):  # fmt: skip
        joined = "".join(text.split())
        assert "2024-05-07→2024-05-08(ada)" in joined.replace("│", ""), text
    assert "no date" in refused("judge", "edit", "muster-1/e1", "--field", "time", "--value", "gestern", "--reviewer", "ada")
    assert "no type" in refused("judge", "edit", "muster-1/e1", "--field", "type", "--value", "WAR", "--reviewer", "ada")
    assert "no figure" in refused("judge", "edit", "muster-1/e1", "--field", "killed", "--value", "viele", "--reviewer", "ada")


def test_one_number_only_by_a_rule_that_is_named(readings: Path) -> None:
    run("import", "readings", readings)
    incident = next(i["id"] for i in rows(run("incidents", "--db", _db())) if ["muster-1", "e1"] in i["events"])
    told = rows(run("figures", incident, "--about", "killed"))
    assert [(t["low"], t["high"], t["claim"], t["source"]) for t in told] == [(2, 2, "muster-1/c2", "military")]
    assert "rule" not in told[0]
    run("judge", "edit", "muster-1/e1", "--field", "killed", "--value", "4", "--reviewer", "ada")
    rolled = {r["rule"]: r["value"] for r in rows(run("figures", incident, "--about", "killed", "--rule", "all"))}
    assert rolled == {"lowest": 2, "highest": 2, "latest-official": 2, "median": 2, "reviewer": 4}
    assert [t["source"] for t in rows(run("figures", incident, "--about", "killed"))] == ["military", "reviewer"]
    assert "lowest" in run("figures", incident, "--rule", "lowest", "-f", "text")
    run("figures", incident, "--rule", "truest", exit=2)


def test_whose_reports_they_are_may_be_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Die Armee hat zwei Dörfer beschossen.", encoding="utf8")
    (tmp_path / "b.jsonl").write_text('{"text": "Am Dienstag nichts.", "publisher": "Funk", "agency": "dpa"}\n', encoding="utf8")
    run("add", tmp_path / "a.txt", tmp_path / "b.jsonl", "--publisher", "Blatt")
    assert {r["publisher"] for r in rows(run("list"))} == {"Blatt", "Funk"}
    (funk,) = rows(run("list", "--publisher", "Funk"))
    assert json.loads(run("show", funk["id"], "--json"))["document"]["agency"] == "dpa"
    assert json.loads(run("read", tmp_path / "a.txt", "--publisher", "Post"))["document"]["publisher"] == "Post"


def test_judging_and_taking_judgements_along(readings: Path, tmp_path: Path) -> None:
    run("import", "readings", readings)
    made = run("judge", "reject", "muster-1/e1", "--reviewer", "ada", "--words", "beschossen").strip()
    assert [e["status"] for e in rows(run("list", "--events", "--status", "rejected"))] == ["rejected"]
    run("judge", "undo", made[:10], "--reviewer", "ada")
    run("judge", "add", "muster-1", "--words", "Wir trauern um Oberst Max Muster", "--value", "SUPPORT", "--reviewer", "bob")
    exported = tmp_path / "judgements.jsonl"
    exported.write_text(run("judgements", "export"), encoding="utf8")
    other = tmp_path / "other.db"
    run("import", "readings", readings, "--db", other)
    assert run("judgements", "import", exported, "--db", other) == "3 new, 0 seen\n"
    assert run("judgements", "import", exported, "--db", other) == "0 new, 3 seen\n"
    assert run("judgements", "export", "--db", other) == exported.read_text(encoding="utf8")
    assert run("verify", "--db", other) == ""
    added = rows(run("list", "--events", "--type", "SUPPORT", "--publisher", "Beispielblatt", "--db", other))
    assert [(e["words"], e["status"]) for e in added] == [("Wir trauern um Oberst Max Muster", "accepted")]
    assert "stands 0 times" in refused("judge", "add", "muster-1", "--words", "nirgends", "--reviewer", "ada")
    assert "reviewer" in refused("judge", "accept", "muster-1/e1")
    run("judge", "like", "muster-1/e1", "--reviewer", "ada", exit=2)


def test_reading_again_says_what_changed(readings: Path) -> None:
    run("import", "readings", readings)
    assert "2 events gone" in run("reread", "muster-1") and run("reread", "muster-1") == ""
    assert rows(run("list", "--limit", "100"))[-1]["events"] == 0
    assert run("verify") == ""


def test_a_digest_of_what_is_new(readings: Path) -> None:
    run("import", "readings", readings)
    text = run("digest", "--since", "1h", "--lang", "en")
    assert "## assault, Nordheim, 7 May 2024" in text and "- killed: **2** – Verteidigungsministerium (Beispielblatt, 2024-05)" in text
    assert "## Gewalt" in run("digest", "--lang", "de") and run("digest", "--since", "2199-01-01", "--lang", "en") == "No incidents.\n"
    run("digest", "--since", "gestern", exit=2)


def test_names_are_listed_and_decided(readings: Path) -> None:
    run("import", "readings", readings)
    places = rows(run("names", "--places", "--limit", "5"))
    run("judge", "same", places[0]["id"], places[1]["id"], "--reviewer", "ada")
    assert rows(run("names", "--places"))[0]["also"]
    assert rows(run("names", "--proposals")) == []
    transcribed = readings.with_name("transcribed.jsonl")
    transcribed.write_text(
        "".join(dumps(spelled(*m)) + "\n" for m in (("m-1", "Witali Kowaltschuk"), ("m-2", "Vitalij Kovalchuk"))), "utf8"
    )
    run("import", "readings", transcribed)
    (proposed,) = rows(run("names", "--proposals"))
    assert set(proposed) == {"score", "names", "why"} and "actor:witali kowaltschuk" in proposed["names"]


def test_forgetting(readings: Path) -> None:
    run("import", "readings", readings)
    run("incidents", "--db", _db())
    assert run("forget", "muster-1", "--reason", "Bitte der Familie") == "muster-1 is forgotten\n"
    assert "Bitte der Familie" in refused("show", "muster-1") and run("verify") == ""


def test_the_care_of_the_database(readings: Path, tmp_path: Path) -> None:
    assert "there is no record" in refused("list") and "there is no record" in refused("verify")
    run("import", "readings", readings)
    assert run("db", "backup", tmp_path / "copy.db") == f"{tmp_path / 'copy.db'}\n"
    assert run("stats", "--db", tmp_path / "copy.db") == run("stats")
    assert run("db", "migrate") == f"version {HEAD}\n" and run("db", "vacuum") == "done\n" and run("db", "path").strip() == _db()

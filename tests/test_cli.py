"""The command: what it prints where, its exit codes, and one sentence for every bad input. Most run without a model."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lagebild import __version__
from lagebild.cli import app
from lagebild.formats.reading import dumps
from tests.checks import assert_valid_json
from tests.fakes import load_fake
from tests.sample import sample

ROOT = Path(__file__).parents[1]
REPORT = " date 2023-09 Die Armee hat nach Angaben des Ministeriums zwei Dörfer beschossen."
Result = tuple[int, str, str]


@pytest.fixture(autouse=True)
def without_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command with a reader that needs no model, on a system that speaks English."""
    import lagebild.cli.output

    monkeypatch.setattr(lagebild.cli.output, "load_reader", load_fake)
    for name in ("LC_ALL", "LC_MESSAGES", "LAGEBILD_LANG", "LAGEBILD_MODEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")


def run(*args: str | Path, stdin: bytes | None = None) -> Result:
    done = CliRunner().invoke(app, [str(a) for a in args], input=stdin)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def write(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def texts(stdout: str) -> list[str]:
    return [json.loads(line)["document"]["text"] for line in stdout.splitlines()]


# ---- what is printed -----------------------------------------------------------------------------------------------


def test_jsonl_is_the_contract_and_the_default_of_a_pipe(tmp_path: Path) -> None:
    code, out, err = run("read", write(tmp_path / "a.txt", REPORT))
    assert (code, err) == (0, "")
    assert run("read", tmp_path / "a.txt", "--format", "jsonl")[1] == out
    (line,) = out.splitlines()
    assert_valid_json(json.loads(line))
    assert json.loads(line)["document"]["published"] == "2023-09"


def test_json_is_one_list(tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", '{"text": "Die Lage ist ernst."}\n{"text": "Die Lage ist gut."}\n')
    readings = json.loads(run("read", file, "-f", "json")[1])
    assert [r["document"]["text"] for r in readings] == ["Die Lage ist ernst.", "Die Lage ist gut."]
    assert json.loads(run("read", write(tmp_path / "b.txt", ""), "-f", "json")[1]) == []


def test_text_is_for_people_in_their_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path / "a.txt", REPORT)
    assert "Nothing found." in run("read", file, "-f", "text")[1]
    assert "Nichts gefunden." in run("read", file, "-f", "text", "--lang", "de")[1]
    monkeypatch.setenv("LANG", "de_AT.UTF-8")
    assert "Nichts gefunden." in run("read", file, "-f", "text")[1]
    assert "zwei Dörfer" in run("read", file, "-f", "text", "--show-text")[1]


def test_a_pasted_article_gives_page_and_table(tmp_path: Path) -> None:
    page, table = tmp_path / "page.html", tmp_path / "claims.csv"
    code, out, _ = run("read", "-", "--html", page, "--csv", table, "--excel-de", stdin=REPORT.encode())
    assert code == 0 and texts(out) == [REPORT]
    assert page.read_text("utf8").startswith("<!doctype html>") and "zwei Dörfer" in page.read_text("utf8")
    assert table.read_bytes().startswith("\ufeffclaim_id;".encode())
    assert next(csv.reader(table.read_text("utf-8-sig").splitlines(), delimiter=";"))[0] == "claim_id"


def test_a_terminal_is_asked_to_paste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("typer.testing._NamedTextIOWrapper.isatty", lambda self: self.name == "<stdin>", raising=False)
    code, out, err = run("read", "-", stdin=REPORT.encode())
    assert code == 0 and texts(out) == [REPORT] and err.startswith("lagebild: paste the report, then end it with Ctrl-D")


def test_jsonl_on_standard_input_is_told_by_its_content() -> None:
    code, out, _ = run("read", "-", stdin=b'{"id": "x", "text": "Die Lage ist ernst."}\n')
    assert code == 0 and json.loads(out)["document"]["id"] == "x"


def test_date_and_language_are_for_inputs_that_do_not_say_them(tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", '{"text": "The army."}\n{"text": "Die Lage.", "date": "2020-01-02"}\n')
    readings = [json.loads(line) for line in run("read", file, "--date", "2023-09", "--language", "de")[1].splitlines()]
    assert [(r["document"]["published"], r["document"]["language"]) for r in readings] == [("2023-09", "de"), ("2020-01-02", "de")]


def test_inputs_are_read_in_order_by_several_processes(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"text": f"Die Lage am Tag {n} ist ernst."}) + "\n" for n in range(20))
    file = write(tmp_path / "a.jsonl", rows)
    one, two = run("read", file)[1], run("read", file, "--jobs", "2")[1]
    assert texts(one) == texts(two) == [json.loads(row)["text"] for row in rows.splitlines()]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", REPORT)
    assert run("read", file, "--jobs", "1")[1] == run("read", file)[1]


# ---- what cannot be read -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.txt", b"", "is empty; there is nothing to read"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n", "is a PNG picture, not text"),
        ("binary.txt", bytes(range(256)), "is a binary file, not text"),
        ("latin.txt", "Die Lage in Köln".encode("latin-1"), "is not UTF-8 (byte 0xF6 at offset 13, line 1)"),
        ("long.txt", b"a" * 50_000_000, "has 50,000,000 bytes, more than one report can have"),
        (
            "english.txt",
            b"The army shelled two villages on the border, officials said.",
            "is in another language (en; read are: de",
        ),
        ("broken.jsonl", b'{"text": "Die\n', "line 1: is not JSON"),
        ("fault.txt", b"Die Lage ist ein Absturz.", "could not be read, by a fault of Lagebild (ValueError"),
    ],
)
def test_bad_input_is_one_sentence_and_the_others_are_read(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    good, bad = write(tmp_path / "good.txt", REPORT), write(tmp_path / name, content)
    code, out, err = run("read", bad, good, tmp_path / "none.txt")
    assert code == 3 and texts(out) == [REPORT]
    first, second = err.splitlines()
    assert first.startswith(f"lagebild: {bad}") and sentence in first
    assert second == f"lagebild: {tmp_path / 'none.txt'}: there is no such file or folder; check the name"
    assert run("read", bad)[0] == 1


def test_a_folder_without_a_file_to_read(tmp_path: Path) -> None:
    code, out, err = run("read", tmp_path)
    assert (code, out) == (1, "") and err.startswith(f"lagebild: {tmp_path}: holds no file to read (no files at all)")


def test_what_only_needs_telling_does_not_fail(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", REPORT)
    write(tmp_path / "b.png", b"x")
    code, out, err = run("read", tmp_path)
    assert code == 0 and texts(out) == [REPORT] and "left alone 1 of other kinds, such as b.png" in err


def test_sentences_about_hostile_names_stay_one_line(tmp_path: Path) -> None:
    file = write(tmp_path / "a\n\x1b[31m.txt", "")
    err = run("read", file)[2]
    assert len(err.splitlines()) == 1 and "\x1b" not in err


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("wanted", "shown"), [(True, True), (False, False)])
def test_progress_is_shown_on_a_terminal_after_a_while(monkeypatch: pytest.MonkeyPatch, wanted: bool, shown: bool) -> None:
    import lagebild.cli.output as output

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    clock = iter([0.0, 1.0, 3.0, 3.1, 3.2])
    monkeypatch.setattr("lagebild.cli.output.time.monotonic", lambda: next(clock))
    waiting = output.Waiting(lambda: 4, wanted)
    waiting.step(1)
    assert terminal.getvalue() == ""
    waiting.step(2)
    waiting.say("lagebild: a.txt: is empty\nand [red]more[/red] \x1b[2J")
    waiting.stop()
    assert ("2/4" in terminal.getvalue()) is shown
    assert "lagebild: a.txt: is empty and [red]more[/red] \\u001b[2J" in terminal.getvalue()


# ---- usage ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "part"),
    [
        ([], "Missing argument"),
        (["a", "--date", "gestern"], "is no date such as 2023, 2023-09 or 2023-09-20"),
        (["a", "--language", "xx"], "there is no pack for 'xx'; there are: de"),
        (["a", "--encoding", "klingon"], "is no encoding"),
        (["a", "--jobs", "0"], "--jobs"),
        (["a", "--format", "xml"], "--format"),
        (["a", "--html", "a"], "would be written over"),
        (["a", "--html", "b", "--csv", "b"], "would be written over"),
        (["-", "-"], "only once"),
    ],
)
def test_wrong_usage(args: list[str], part: str) -> None:
    code, out, err = run("read", *args)
    assert (code, out) == (2, "") and part in " ".join(err.split())


def test_version_help_and_schema() -> None:
    assert run("--version") == (0, f"lagebild {__version__}\n", "")
    code, out, _ = run("read", "--help")
    assert code == 0 and "Exit codes:" in out and "3    some inputs could not be read" in out and "130" in out
    assert json.loads(run("schema")[1])["$id"] == "urn:lagebild:reading:1"


# ---- why -----------------------------------------------------------------------------------------------------------


def test_why_prints_words_and_rules(tmp_path: Path) -> None:
    file = write(tmp_path / "readings.jsonl", dumps(sample()) + "\n")
    code, out, _ = run("why", "e1", "agents", "--in", file)
    assert code == 0 and out.startswith("agents: Rebellen [a2]") and "Friedenstruppe von »Rebellen« beschossen" in " ".join(out.split())
    assert run("why", "muster-1/e1", "agents", "--in", file)[1] == out
    assert run("why", "e1", "agents", stdin=file.read_bytes())[1] == out
    assert "rule de.event.assault.beschiessen" in run("why", "e1", "--in", file)[1]


@pytest.mark.parametrize(
    ("args", "code", "part"),
    [
        (["e9"], 1, "holds nothing with the id 'e9'"),
        (["e1", "colour"], 2, "e1 has no field 'colour'; it has type, agents"),
        (["e1"], 1, "holds 2 documents with 'e1'; say which, for example muster-1/e1"),
        (["muster-1/e1"], 1, "line 3: not JSON"),
        (["e1", "--in", "none.jsonl"], 1, "none.jsonl cannot be read (No such file or directory); check the name"),
    ],
)
def test_why_says_what_is_wrong(tmp_path: Path, args: list[str], code: int, part: str) -> None:
    several = part.startswith(("holds 2", "line 3"))
    second = dumps(replace(sample(), document=replace(sample().document, id="muster-2"))) + "\n"
    lines = dumps(sample()) + "\n" + second * several + "{" * part.startswith("line 3")
    done = lagebild("why", "--in", write(tmp_path / "readings.jsonl", lines), *args)
    assert done.returncode == code and part in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


# ---- as a process of its own ---------------------------------------------------------------------------------------


def lagebild(*args: str | Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run([sys.executable, "-m", "lagebild", *map(str, args)], capture_output=True, text=True, env=env, check=False)


def test_a_page_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    done = lagebild("read", write(tmp_path / "a.txt", REPORT), "--html", tmp_path / "none" / "page.html")
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith("lagebild: ") and done.stderr.count("\n") == 1 and "cannot be written" in done.stderr


def test_a_language_model_that_is_none_is_one_sentence_and_wrong_usage(tmp_path: Path) -> None:
    done = lagebild("read", write(tmp_path / "a.txt", REPORT), "--model", tmp_path / "none")
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith("lagebild: ") and done.stderr.count("\n") == 1 and "none" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("option", ["--html", "--csv"])
def test_a_full_disk_is_one_sentence(tmp_path: Path, option: str) -> None:
    done = lagebild("read", write(tmp_path / "a.txt", ""), option, "/dev/full")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("lagebild: /dev/full cannot be written (No space left on device)")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send to one process")
def test_ctrl_c_ends_it_with_130_and_without_a_traceback() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "lagebild", "read", "-"]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)

    def heed() -> None:  # a suite that a script runs in the background ignores Ctrl-C, and so would what it starts
        signal.signal(signal.SIGINT, signal.default_int_handler)

    with subprocess.Popen(command, **pipes, env=env, text=True, preexec_fn=heed) as started:  # type: ignore[call-overload]
        with pytest.raises(subprocess.TimeoutExpired):
            started.wait(2)  # it waits for standard input
        started.send_signal(signal.SIGINT)
        _, err = started.communicate(timeout=20)
    assert started.returncode == 130 and "Traceback" not in err


def test_a_closed_pipe_ends_it_quietly() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "lagebild", "schema"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as started:
        assert started.stdout and started.stderr
        started.stdout.close()
        assert b"Traceback" not in started.stderr.read()

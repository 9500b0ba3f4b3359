"""`lagebild gazetteer`: add, look up, undo, from the command line."""

from __future__ import annotations

import zipfile
from pathlib import Path

from typer.testing import CliRunner

from lagebild.cli import app
from lagebild.errors import GazetteerError

ROW = "7\tTall Nasr\tTall Nasr\tTell Nasr\t35.5\t37.5\tP\tPPL\tSY\t\t09\t\t\t\t1200\t\t300\tAsia/Damascus\t2020-01-01\n"


def run(*arguments: object) -> str:
    """What the command prints; it must succeed."""
    result = CliRunner().invoke(app, ["gazetteer", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.output


def test_an_import_is_found_and_undone(tmp_path: Path) -> None:
    dump, file = tmp_path / "SY.zip", tmp_path / "g.sqlite"
    with zipfile.ZipFile(dump, "w") as archive:
        archive.writestr("SY.txt", ROW)
    assert "1 read, 1 added, 0 merged" in run("add", "geonames", dump, "--file", file)
    assert "Tall Nasr  SYR  settlement  35.500 37.500" in run("find", "Tell Nasr", "--file", file)
    assert "1 places" in run("undo", "geonames:SY.zip", "--file", file)
    assert run("find", "Tell Nasr", "--file", file) == ""


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["gazetteer", "add", "geonames", str(tmp_path / "no.zip"), "--file", str(tmp_path / "g.sqlite")])
    assert isinstance(result.exception, GazetteerError)
    assert "no.zip" in str(result.exception)

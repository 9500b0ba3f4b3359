"""claims.csv: its columns, a row for each origin, and cells that no spreadsheet runs."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from lagebild.formats import claims
from lagebild.model import Reading
from tests.sample import sample
from tests.strategies import readings

WANTED = [
    "claim_id",
    "incident_id",
    "event_id",
    "statement_id",
    "doc_id",
    "publisher",
    "published",
    "source_name",
    "source_actor_id",
    "source_kind",
    "source_country",
    "form",
    "act",
    "cue_quote",
    "factuality",
    "about",
    "low",
    "high",
    "who",
    "quote",
    "quote_start",
    "quote_end",
    "quote_prefix",
    "quote_suffix",
    "status",
    "reviewer",
    "reviewed_at",
    "url",
]


def table(readings: list[Reading], excel_de: bool = False) -> list[dict[str, str]]:
    text = claims.header(excel_de) + "".join(line for reading in readings for line in claims.lines(reading, excel_de))
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";" if excel_de else ","))


def test_the_columns_are_those_promised_and_further_ones_come_after() -> None:
    assert list(claims.COLUMNS[: len(WANTED)]) == WANTED
    assert claims.header() == ",".join(claims.COLUMNS) + "\r\n"


def test_a_row_is_a_claim_and_its_origin() -> None:
    rows = table([sample()])
    assert [r["about"] for r in rows] == ["occurrence", "killed", "identity", "agent", "time", "occurrence"]
    killed = rows[1]
    assert (killed["claim_id"], killed["event_id"], killed["statement_id"]) == ("muster-1/c2", "muster-1/e1", "muster-1/s1")
    assert (killed["source_name"], killed["source_kind"], killed["source_country"]) == ("Verteidigungsministerium", "military", "XKX")
    assert (killed["low"], killed["high"], killed["who"], killed["victim_status"]) == ("2", "2", "zwei Soldaten", "peacekeeper")
    assert (killed["form"], killed["act"], killed["cue_quote"], killed["status"]) == ("according_to", "say", "Angaben", "proposed")
    assert killed["quote_prefix"].endswith(" starben ") and killed["quote_suffix"].startswith(". „Wir")
    text = sample().document.text
    assert text[int(killed["quote_start"]) : int(killed["quote_end"])] == killed["quote"]
    assert (rows[0]["form"], rows[0]["source_name"], rows[0]["statement_id"]) == ("narration", "", "")
    assert (rows[2]["value"], rows[2]["factuality"], rows[2]["hearsay"]) == ("Max Muster", "probable", "1")
    assert rows[4]["value"] == "2024-05-07"


def test_several_sources_are_several_rows() -> None:
    both = replace(sample().statements[0], sources=sample().statements[0].sources + sample().statements[1].sources)
    rows = table([replace(sample(), statements=(both, sample().statements[1]))])
    assert [r["source_name"] for r in rows if r["about"] == "killed"] == ["Verteidigungsministerium", "Kurier"]


def test_german_excel_gets_a_mark_and_semicolons() -> None:
    assert claims.header(excel_de=True).startswith("\ufeffclaim_id;incident_id;")
    assert table([sample()], excel_de=True) == table([sample()])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "  ="])
def test_a_formula_is_disarmed(start: str) -> None:
    document = replace(sample().document, publisher=f"{start}1+1")
    assert table([replace(sample(), document=document)])[0]["publisher"] == f"'{start}1+1"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(readings())
def test_any_reading_makes_a_table_that_reads_back(reading: Reading) -> None:
    for excel_de in (False, True):
        rows = table([reading], excel_de)
        statements = {s.id: max(1, len(s.sources)) for s in reading.statements}
        assert len(rows) == sum(sum(statements[s] for s in c.statements) or 1 for c in reading.claims)
        for row in rows:
            assert None not in row and set(row) == set(claims.COLUMNS)
            assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())


def test_every_column_is_explained() -> None:
    page = (Path(__file__).parents[1] / "docs" / "reference" / "claims.md").read_text("utf8")
    explained = [name for row in re.findall(r"^\| (`.*?) \|", page, re.M) for name in re.findall(r"`(\w+)`", row)]
    assert sorted(explained) == sorted(claims.COLUMNS)

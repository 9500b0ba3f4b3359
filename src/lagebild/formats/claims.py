"""claims.csv: one row for each claim and each of its origins, who says it beside what is said and in which words."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from lagebild.formats.view import Origin, View, around
from lagebild.model import FIGURES, Claim, Reading

COLUMNS = (
    "claim_id", "incident_id", "event_id", "statement_id", "doc_id", "publisher", "published", "source_name", "source_actor_id",
    "source_kind", "source_country", "form", "act", "cue_quote", "factuality", "about", "low", "high", "who", "quote", "quote_start",
    "quote_end", "quote_prefix", "quote_suffix", "status", "reviewer", "reviewed_at", "url",
    "event_type", "trigger", "value", "victim_status", "scope", "hearsay",
)  # fmt: skip
CONTEXT = 32  # characters of the report before and after a quote
BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes a cell for a formula by (OWASP, CSV injection)

Cell = str | int | None


def header(excel_de: bool = False) -> str:
    """The first line of the table (RFC 4180). `excel_de`: after a byte order mark, with `;`, as German Excel opens it."""
    return (BOM if excel_de else "") + _line(COLUMNS, excel_de)


def lines(reading: Reading, excel_de: bool = False) -> Iterator[str]:
    """A line for each claim and origin of one reading. A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    for row in rows(reading):
        yield _line([row[c] for c in COLUMNS], excel_de)


def rows(reading: Reading) -> Iterator[dict[str, Cell]]:
    """A row for each claim and origin of one reading, in the reading's order."""
    view = View(reading)
    for claim in reading.claims:
        for origin in view.origins(claim):
            yield {**_claim(view, claim), **_origin(view, origin)}


def _claim(view: View, claim: Claim) -> dict[str, Cell]:
    document = view.reading.document
    before, after = around(document.text, claim.span, CONTEXT)
    event = view.events[claim.event]
    figure = claim.figure
    return {
        "claim_id": f"{document.id}/{claim.id}", "incident_id": None, "event_id": f"{document.id}/{claim.event}",
        "doc_id": document.id, "publisher": document.publisher, "published": document.published, "url": document.url,
        "factuality": "denied" if claim.polarity == "denied" else claim.firmness, "about": claim.about,
        "low": figure.low if figure else None, "high": figure.high if figure else None,
        "who": figure.who.text if figure and figure.who else None,
        "quote": claim.span.text, "quote_start": claim.span.start, "quote_end": claim.span.end, "quote_prefix": before,
        "quote_suffix": after,
        "status": "proposed", "reviewer": None, "reviewed_at": None,
        "event_type": event.type, "trigger": event.triggers[0].text, "value": _value(view, claim),
        "victim_status": figure.status if figure else None, "scope": figure.scope if figure else None, "hearsay": int(claim.hearsay),
    }  # fmt: skip


def _value(view: View, claim: Claim) -> str | None:
    """What the claim says, where it is no figure: the actor or place it names, or the time."""
    if claim.about in FIGURES:
        return view.named(claim.figure.victims) if claim.figure else None
    return claim.edtf if claim.about == "time" else view.named(claim.ref)


def _origin(view: View, origin: Origin) -> dict[str, Cell]:
    statement, source = origin.statement, origin.source
    if statement is None:
        return dict.fromkeys(("statement_id", "source_name", "source_actor_id", "source_kind", "source_country", "act", "cue_quote")) | {
            "form": "narration"
        }
    actor = view.actors.get(source.ref or "") if source else None
    return {
        "statement_id": f"{view.reading.document.id}/{statement.id}", "form": statement.form, "act": statement.act,
        "cue_quote": " … ".join(c.text for c in statement.cue) or None,
        "source_name": (view.source_name(source) or None) if source else None,
        "source_actor_id": f"{view.reading.document.id}/{actor.id}" if actor else None, "source_kind": source.type if source else None,
        "source_country": actor.country if actor else None,
    }  # fmt: skip


def _line(cells: Iterable[Cell], excel_de: bool) -> str:
    line = StringIO()
    csv.writer(line, delimiter=";" if excel_de else ",", lineterminator="\r\n").writerow([_guarded(c) for c in cells])
    return line.getvalue()


def _guarded(cell: Cell) -> Cell:
    """The cell, with an apostrophe before it where a spreadsheet would run it; NUL, which no spreadsheet reads, as its symbol."""
    if not isinstance(cell, str):
        return cell
    return ("'" if cell.lstrip(" ").startswith(FORMULA) else "") + cell.replace("\0", "␀")

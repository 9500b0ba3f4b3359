"""How rows are printed: as a table for people, as JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from lagebild.cli.options import LANG, Format

DOCUMENT = ("id", "published", "publisher", "title", "events")
EVENT = ("time", "type", "place", "words", "figures", "sources", "factuality", "status", "edits", "publisher", "id")
HIT = ("id", "published", "publisher", "title", "snippet")
NAME = ("id", "name", "kind", "reports", "also")
PROPOSAL = ("score", "names", "why")
WIDE = 200  # characters of a line that goes to a file or pipe
Row = dict[str, Any]


def show_rows(rows: Sequence[Row], columns: Iterable[str], form: Format, lang: LANG = None) -> None:
    """The rows are on standard output; a table has these columns, JSON everything."""
    if form is Format.text:
        _table(rows, tuple(columns), lang)
    else:
        write_json(rows, form)


def write_json(rows: Sequence[Row] | Row, form: Format) -> None:
    """The rows (or the one thing) are on standard output, UTF-8 with bare newlines on every system."""
    if form is Format.json:
        text = json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    else:
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ([rows] if isinstance(rows, dict) else rows))
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def _table(rows: Sequence[Row], columns: tuple[str, ...], lang: LANG) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from lagebild.cli.output import spoken_labels, stdout_console
    from lagebild.formats.view import printable

    labels = spoken_labels(lang)
    columns = tuple(c for c in columns if c != "edits" or any(_cell(row, c) for row in rows))
    table = Table(box=box.SIMPLE_HEAD, header_style="dim", padding=(0, 1))
    for name in columns:
        table.add_column(labels.get(f"column.{name}", name), overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(_cell(row, name))) for name in columns))
    console = stdout_console()
    if not console.is_terminal:
        console.width = WIDE  # no terminal is too narrow for it
    console.print(table)


def _cell(row: Row, name: str) -> str:
    from lagebild.formats.view import bounds

    value = row.get(name)
    if name == "id" and "document" in row:
        return f"{row['document']}/{value}"
    if name == "figures":
        return ", ".join(f"{f['about']} {bounds(f['low'], f['high'])}" for f in value or ())
    if name == "edits":
        return "; ".join(edit_words(j) for j in row.get("judgements", ()) if j["field"])
    return ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def edit_words(edit: Row) -> str:
    """A person's value beside the machine's, with the person's name."""
    what = f"{edit['field']}: {edit['before'] or '–'} → {edit['after'] or '–'} " if edit["field"] else ""
    return f"{what}({edit['reviewer']})"

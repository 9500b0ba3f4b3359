"""The options that listings share: what they are narrowed to, and the form in which they are printed."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    """What is printed on standard output."""

    text = "text"
    jsonl = "jsonl"
    json = "json"


class Language(StrEnum):
    """The languages that views are labelled in."""

    de = "de"
    en = "en"


AS = Annotated[
    Format | None, typer.Option("--format", "-f", help="What to print (default: text on a terminal, else jsonl).", show_default=False)
]
JSON = Annotated[bool, typer.Option("--json", help="As JSON.")]
JSONL = Annotated[bool, typer.Option("--jsonl", help="One JSON object a line.")]
LANG = Annotated[
    Language | None,
    typer.Option("--lang", envvar="LAGEBILD_LANG", help="Labels in German or English (default: as the system).", show_default=False),
]
Type = Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Only events of this type, such as ASSAULT.")]
Actor = Annotated[str | None, typer.Option("--actor", metavar="NAME", help="Only with this agent or patient (the beginning of its name).")]
Source = Annotated[str | None, typer.Option("--source", metavar="NAME", help="Only events that this source tells of.")]
Place = Annotated[str | None, typer.Option("--place", metavar="NAME", help="Only events at this place (the beginning of its name).")]
Country = Annotated[str | None, typer.Option("--country", metavar="CODE", help="Only events in this country (ISO 3166-1 alpha-3).")]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only what happened then or later.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only what happened then or before.")]
Publisher = Annotated[str | None, typer.Option("--publisher", metavar="NAME", help="Only reports of this publisher.")]
Factuality = Annotated[str | None, typer.Option("--factuality", metavar="WORD", help="Only events of this factuality, such as denied.")]
Status = Annotated[
    str | None, typer.Option("--status", metavar="WORD", help="Only events of this status: proposed, accepted, edited, rejected, disputed.")
]
Gap = Annotated[str | None, typer.Option("--gap", metavar="WORD", help="Only events with a gap of this kind or about this.")]
About = Annotated[str | None, typer.Option("--about", metavar="WORD", help="Only events with a claim about this, such as killed.")]
Disputed = Annotated[bool, typer.Option("--disputed", help="Only what is disputed or contradicted.")]
Limit = Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many.")]
Least = Annotated[int, typer.Option("--least", min=1, metavar="N", help="Only incidents that N or more reports tell of.")]
Independent = Annotated[
    int,
    typer.Option(
        "--independent", min=1, metavar="N", help="Only with N or more independent voices: copies, a publisher, an agency count once."
    ),
]


def chosen(format: Format | None, json: bool, jsonl: bool) -> Format:
    """The form that was asked for; else text on a terminal, and one JSON object a line elsewhere."""
    if json or jsonl:
        return Format.json if json else Format.jsonl
    return format or (Format.text if sys.stdout.isatty() else Format.jsonl)

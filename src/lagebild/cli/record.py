"""The commands of the record: what several reports say of one happening, and the store that keeps everything."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lagebild.model import Incident, Reading

STDIN = "-"


def register(app: typer.Typer) -> None:
    """The commands of the record are commands of `app`."""
    app.command()(incidents)


def incidents(
    readings: Annotated[
        str, typer.Option("--in", metavar="READINGS", help="Readings as 'lagebild read' writes them (jsonl), or -.")
    ] = STDIN,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON list.")] = False,
    least: Annotated[int, typer.Option("--least", min=1, metavar="N", help="Only incidents that N or more reports tell of.")] = 1,
    disputed: Annotated[bool, typer.Option("--disputed", help="Only incidents with a contradiction.")] = False,
    lang: Annotated[str, typer.Option("--lang", envvar="LAGEBILD_LANG", help="Labels in German (de) or English (en).")] = "",
) -> None:
    """Put together what several reports tell of one happening, with every figure, who says so, and what contradicts what.

    \b
    lagebild read reports.jsonl > readings.jsonl
    lagebild incidents --in readings.jsonl --disputed
    """
    from lagebild.merge import incidents as merge

    several = list(_readings(readings))
    made = [i for i in merge(several) if len({d for d, _ in i.events}) >= least and (i.contradictions or not disputed)]
    write(made, several, jsonl, json, lang)


def write(made: list[Incident], several: Iterable[Reading], jsonl: bool, json: bool, lang: str) -> None:
    """The incidents are on stdout, as JSON or for people."""
    from lagebild.formats.incident import dumps, to_json

    if jsonl or json or not sys.stdout.isatty():
        if json:
            from json import dumps as dump_all

            text = dump_all([to_json(i) for i in made], ensure_ascii=False, indent=2) + "\n"
        else:
            text = "".join(dumps(i) + "\n" for i in made)
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return
    from rich.console import Console

    from lagebild.cli.output import spoken_labels
    from lagebild.formats.incident_text import nothing, show_incident

    labels = spoken_labels(lang)
    by_id = {r.document.id: r for r in several}
    console = Console(highlight=False)
    for one in made:
        console.print(show_incident(one, by_id, labels))
    if not made:
        console.print(nothing(labels))


def _readings(name: str) -> Iterable[Reading]:
    from lagebild.cli.output import read_readings

    return read_readings(name)

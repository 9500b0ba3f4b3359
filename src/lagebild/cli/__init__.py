"""The command `lagebild`. A command is: parse arguments, call the library, print. Results go to stdout, everything else to stderr.

What is slow to load is imported inside the commands, so that `--help` and mistakes in arguments answer at once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lagebild import __version__
from lagebild.cli import places, record
from lagebild.cli.common import (
    DB,
    EXIT_CODES,
    FAILED,
    INTERRUPTED,
    SOME_FAILED,
    STDIN,
    USAGE,
    Date,
    Encoding,
    Inputs,
    Jobs,
    Language,
    Model,
    Publisher,
    Quiet,
    count_inputs,
    given_by,
    open_inputs,
    opened,
)
from lagebild.cli.options import AS, LANG, Format, chosen
from lagebild.errors import LagebildError, ModelError

if TYPE_CHECKING:
    from lagebild.cli.output import Sink
    from lagebild.formats.labels import Labels
    from lagebild.model import Reading


app = typer.Typer(
    name="lagebild", no_args_is_help=True, pretty_exceptions_enable=False, add_completion=True, rich_markup_mode=None, epilog=EXIT_CODES,
    help="Reads news reports about armed conflict: who says what happened, how firmly, in which exact words, and what is not known.",
)  # fmt: skip


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lagebild {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")] = False,
) -> None:
    """Options of every command."""


@app.command(epilog=EXIT_CODES)
def read(
    inputs: Inputs,
    format: AS = None,
    show_text: Annotated[bool, typer.Option("--show-text", help="With text: the report itself too, with its quotes underlined.")] = False,
    html: Annotated[Path | None, typer.Option(metavar="PAGE", help="Also write one self-contained page, readable without network.")] = None,
    csv: Annotated[Path | None, typer.Option(metavar="CLAIMS", help="Also write a table, one row for each claim and its origin.")] = None,
    excel_de: Annotated[
        bool, typer.Option("--excel-de", help="Write the table as German Excel opens it: byte order mark and ';'.")
    ] = False,
    date: Date = None,
    language: Language = None,
    publisher: Publisher = None,
    encoding: Encoding = "utf-8",
    model: Model = None,
    jobs: Jobs = 1,
    lang: LANG = None,
    quiet: Quiet = False,
) -> None:
    """Read reports and say what they say.

    \b
    lagebild read report.txt                          one report, shown on the terminal
    lagebild read - --html page.html                  a pasted article, as a page whose every value opens its words
    lagebild read reports/ -j 2 > readings.jsonl      many reports, one JSON object a line

    A text may begin with a header such as " date 2023-09 ". JSON Lines have "text" and, where known, "id date title publisher
    agency url language". What cannot be read is named on stderr, each in one sentence, and the others are read.
    """
    given = given_by(date, language, encoding, publisher)
    _check_outputs(inputs, [p for p in (html, csv) if p])
    form = chosen(format, json=False, jsonl=False)
    from lagebild.cli import output

    labels = output.spoken_labels(lang)
    sinks = [output.page_file(html, labels)] if html else []
    sinks += [output.claims_file(csv, excel_de)] if csv else []
    sinks += [_stdout(form, labels, show_text)]
    on_screen = form is Format.text and sys.stdout.isatty()
    waiting = output.Waiting(lambda: count_inputs(inputs), wanted=not quiet and not on_screen)
    try:
        done, lost = output.run(open_inputs(inputs, given), jobs, sinks, waiting, model)
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    if lost:
        raise typer.Exit(SOME_FAILED if done else FAILED)


@app.command()
def schema() -> None:
    """Print the JSON Schema (2020-12) of a reading."""
    import json

    from lagebild.reader import schema as shipped

    typer.echo(json.dumps(shipped(), ensure_ascii=False, indent=2))


@app.command()
def why(
    id: Annotated[str, typer.Argument(metavar="ID", help="What to explain: e1, c2, s1, a1, p1, t1, g1, or DOCUMENT/e1.")],
    field: Annotated[str | None, typer.Argument(metavar="[FIELD]", help="Only this field of it, such as agents, time or killed.")] = None,
    readings: Annotated[
        str, typer.Option("--in", metavar="READINGS", help="Readings as 'lagebild read' writes them (jsonl), or -.")
    ] = STDIN,
    record: DB = None,
) -> None:
    """Say why a reading says so: the words, who says them, and the rules that found them.

    \b
    lagebild read report.txt | lagebild why e1
    lagebild why bergkarabach-2023-09/e1 killed --in readings.jsonl
    lagebild why bergkarabach-2023-09/e1 killed --db record.db
    """
    from lagebild.cli.output import find, stdout_console
    from lagebild.formats.why import reasons, show_why

    reading, own = find(readings, id) if record is None else _in_record(record, id)
    found = [r for r in reasons(reading, own) if field in (None, r.field)]
    if not found:
        there = ", ".join(dict.fromkeys(r.field for r in reasons(reading, own)))
        raise typer.BadParameter(f"{id} has no field {field!r}; it has {there}", param_hint="FIELD")
    stdout_console().print(show_why(reading, found))


def _in_record(address: str, id: str) -> tuple[Reading, str]:
    from lagebild.store import reading_of

    document, _, own = id.rpartition("/")
    if not document:
        raise typer.BadParameter(f"{id!r} stands in many documents; say which: DOCUMENT/{id}", param_hint="ID")
    with opened(address) as store:
        return reading_of(store, document), own


def _stdout(format: Format, labels: Labels, show_text: bool) -> Sink:
    from lagebild.cli import output

    match format:
        case Format.text:
            return output.screen(labels, show_text)
        case Format.json:
            return output.json_list()
        case Format.jsonl:
            return output.json_lines()


def _check_outputs(inputs: list[str], outputs: list[Path]) -> None:
    """Refuses to write over an input, or two outputs to one file."""
    there = [Path(i).resolve() for i in inputs if i != STDIN]
    for n, path in enumerate(outputs):
        if path.resolve() in there or path.resolve() in [p.resolve() for p in outputs[:n]]:
            raise typer.BadParameter(f"{path} is an input or another output; it would be written over")
    if inputs.count(STDIN) > 1:
        raise typer.BadParameter("standard input (-) can be read only once")


record.register(app)
places.register(app)


def main() -> None:
    """Runs the command; an error that a person can mend is one sentence."""
    try:
        app()
    except LagebildError as error:
        typer.echo(f"lagebild: {error}", err=True)
        sys.exit(USAGE if isinstance(error, ModelError) else FAILED)

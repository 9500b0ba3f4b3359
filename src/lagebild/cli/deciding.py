"""The commands for what people decide (judge, judgements, forget), and the care of the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from lagebild.cli.common import DB, opened
from lagebild.errors import StoreError
from lagebild.tree import LONGEST_HEAD

if TYPE_CHECKING:
    from lagebild.model import Span
    from lagebild.store import Store

judgements = typer.Typer(no_args_is_help=True, help="Take judgements from one record to another.")
db = typer.Typer(no_args_is_help=True, help="Care for the record's database.")


def register(app: typer.Typer) -> None:
    """The commands that decide are commands of `app`."""
    app.command()(judge)
    app.command()(forget)
    app.add_typer(judgements, name="judgements")
    app.add_typer(db, name="db")


def judge(
    action: Annotated[
        str,
        typer.Argument(metavar="ACTION", help="accept, reject, edit, misread, report-error, open, add, same, not-same, unsure or undo."),
    ],
    targets: Annotated[list[str], typer.Argument(metavar="TARGET", help="DOCUMENT/e1; for add a document; for undo a judgement's hash.")],
    reviewer: Annotated[str, typer.Option("--reviewer", envvar="LAGEBILD_REVIEWER", help="Who judges.")] = "",
    record: DB = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Why.")] = None,
    field: Annotated[str | None, typer.Option("--field", help="With edit and report-error: the field that is wrong.")] = None,
    value: Annotated[str | None, typer.Option("--value", help="With edit and report-error: what is right; with add: the type.")] = None,
    words: Annotated[str | None, typer.Option("--words", help="The words that show it; with add those that name the event.")] = None,
) -> None:
    """Say what you think of what the machine proposes. Nothing is changed or deleted: a judgement stands beside it, with name and reason.

    \b
    lagebild judge accept r01/e1 --reviewer ada
    lagebild judge not-same r11/e1 r12/e3 --reviewer ada --reason "another village"
    lagebild judge add r01 --words "angegriffen" --value ASSAULT --reviewer ada
    """
    from lagebild.store import judge as judge_one
    from lagebild.store.judging import ACTIONS

    if action not in ACTIONS:
        raise typer.BadParameter(f"{action!r} is no action; there are {', '.join(ACTIONS)}", param_hint="ACTION")
    with opened(record) as store:
        span = _marked(store, targets[0], words) if words else None
        made = judge_one(store, reviewer, action, targets, field=field, after=value, span=span, reason=reason)  # type: ignore[arg-type]
    typer.echo(made.hash)


def _marked(store: Store, target: str, words: str) -> Span:
    from lagebild.model import Span
    from lagebild.store import reading_of

    document = target.rpartition("/")[0] or target
    text = reading_of(store, document).document.text
    if text.count(words) != 1:
        raise StoreError(f"{words!r} stands {text.count(words)} times in {document}; mark words that stand there once")
    start = text.index(words)
    long = len(words.split()) > LONGEST_HEAD
    head = start + (len(" ".join(words.split()[:LONGEST_HEAD])) if long else len(words))
    return Span(start, start + len(words), words, start, head)


def forget(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="The document to forget.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; it stays in the record.")],
    record: DB = None,
) -> None:
    """Delete a document's text and readings for good; its hashes, the day and the reason stay."""
    from lagebild.store import forget as forget_one
    from lagebild.store import refresh

    with opened(record) as store:
        forget_one(store, document, reason)
        refresh(store)
    typer.echo(f"{document} is forgotten")


@judgements.command("export")
def export_judgements(record: DB = None) -> None:
    """Print every judgement, one JSON object a line."""
    from lagebild.store import export

    with opened(record) as store:
        for line in export(store):
            typer.echo(line)


@judgements.command("import")
def import_judgements(
    file: Annotated[str, typer.Argument(metavar="FILE", help="What 'judgements export' of another record printed, or -.")],
    record: DB = None,
) -> None:
    """Add the judgements of another record; all of them or, where a chain is broken, none."""
    from lagebild.cli.output import lines_of
    from lagebild.store import join

    with opened(record) as store:
        new, seen = join(store, lines_of(file))
    typer.echo(f"{new} new, {seen} seen")


# ---- the database --------------------------------------------------------------------------------------------------


@db.command("backup")
def db_backup(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="Where the copy goes: a file, or an empty postgresql:// database.")],
    record: DB = None,
) -> None:
    """Write a whole and consistent copy, also while others write; of a PostgreSQL record as a SQLite file, and the other way round."""
    from lagebild.store import backup

    with opened(record) as store:
        typer.echo(backup(store, target))


@db.command("check")
def db_check(record: DB = None) -> None:
    """Ask the database whether it is whole (SQLite: every page and every link; PostgreSQL: every row and every index)."""
    from lagebild.store.opening import check, connect

    _lines(lambda: connect(record, make=False), check, "whole")


@db.command("migrate")
def db_migrate(record: DB = None) -> None:
    """Bring the record to this version, with a backup beside it before (SQLite)."""
    from lagebild.store import version

    with opened(record) as store:
        typer.echo(f"version {version(store)}")


@db.command("vacuum")
def db_vacuum(record: DB = None) -> None:
    """Give back room that nothing uses."""
    from lagebild.store import vacuum

    with opened(record) as store:
        vacuum(store)
    typer.echo("done")


@db.command("path")
def db_path(record: DB = None) -> None:
    """Print where the record is."""
    from lagebild.store import default_address

    typer.echo(record or default_address())


def _lines(open_it: Callable[[], Store], look: Callable[[Store], list[str]], good: str) -> None:
    with open_it() as store:
        wrong = look(store)
    for line in wrong:
        typer.echo(line)
    if wrong:
        raise typer.Exit(1)
    typer.echo(good)

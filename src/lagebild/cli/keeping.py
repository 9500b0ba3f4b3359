"""The commands that write into the record: add, import, reread, forget, judge, judgements, and the care of the database."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lagebild.errors import FormatError, StoreError

if TYPE_CHECKING:
    from lagebild.cli.output import Waiting
    from lagebild.model import Document, Reading, Span
    from lagebild.sources import Complaint, Found
    from lagebild.store import Kept, Store, Tally

DB = Annotated[
    str | None,
    typer.Option(
        "--db", envvar="LAGEBILD_DB", metavar="RECORD", help="The record: a file, or a postgresql:// address.", show_default=False
    ),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, max=256, metavar="N", help="Read with N processes.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")]
JSON = Annotated[bool, typer.Option("--json", help="As JSON.")]

judgements = typer.Typer(no_args_is_help=True, help="Take judgements from one record to another.")
import_ = typer.Typer(no_args_is_help=True, help="Bring in what others have made.")
db = typer.Typer(no_args_is_help=True, help="Care for the record's database.")


def register(app: typer.Typer) -> None:
    """The commands that write are commands of `app`."""
    for command in (add, reread, forget, judge):
        app.command()(command)
    app.add_typer(import_, name="import")
    app.add_typer(judgements, name="judgements")
    app.add_typer(db, name="db")


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


# ---- adding --------------------------------------------------------------------------------------------------------


def add(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="Text file, JSON Lines file, folder, or - for standard input.")],
    record: DB = None,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="When reports that do not say it were published.")] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="The language of reports that do not say it.")] = None,
    encoding: Annotated[str, typer.Option(help="The encoding of text without a byte order mark.")] = "utf-8",
    jobs: Jobs = 1,
    json: JSON = False,
    quiet: Quiet = False,
) -> None:
    """Read reports into the record. What is there already is seen, not added again; interrupted, it goes on where it stopped.

    \b
    lagebild add reports/ -j 2
    lagebild add today.jsonl --db postgresql://desk@localhost/lagebild
    """
    from lagebild import cli
    from lagebild.cli import output

    given = cli._given(date, language, encoding)
    waiting = output.Waiting(lambda: cli._count(inputs), wanted=not quiet)
    with opened(record, make=True) as store:
        tally = _add(store, cli._open(inputs, given), jobs, waiting)
    _summary(tally, json)


def _add(store: Store, inputs: Iterator[Found | Complaint], jobs: int, waiting: Waiting) -> Tally:
    from lagebild import reader
    from lagebild.sources import Complaint
    from lagebild.store import Kept, Tally, add_batches

    tally = Tally()
    pending: dict[str, list[tuple[str, bytes]]] = {}

    def kept() -> Iterator[Kept]:
        for found in reader.read_many(_unseen(store, inputs, pending, tally), jobs):
            if isinstance(found, Complaint):
                waiting.say(f"lagebild: {found}")
                if found.lost:
                    tally.failed.append(str(found))
            else:
                where, raw = pending[found.document.id].pop(0)
                yield Kept(found, raw or found.document.text.encode(), where)

    try:
        for _ in add_batches(store, kept(), tally, batch=50):
            waiting.step(tally.new + tally.seen + tally.reread + len(tally.failed))
    finally:
        waiting.stop()
    return tally


def _unseen(
    store: Store, inputs: Iterator[Found | Complaint], pending: dict[str, list[tuple[str, bytes]]], tally: Tally
) -> Iterator[Found | Complaint]:
    """The inputs whose documents are not in the record yet; those that are need not be read again."""
    from lagebild.sources import Complaint
    from lagebild.store import known

    for found in inputs:
        if not isinstance(found, Complaint):
            ident = found.document.id
            there = known(store, [ident]).get(ident)
            if there and there[0] == found.document.sha256 and not there[1]:
                tally.seen += 1
                continue
            pending.setdefault(ident, []).append((found.where, found.raw))
            yield replace(found, raw=b"")
        else:
            yield found


def _summary(tally: Tally, json: bool) -> None:
    """What came of it is on standard output, what could not be kept on standard error; the exit code tells."""
    from lagebild import cli

    done = tally.new + tally.seen + tally.reread
    for sentence in tally.failed:
        if not json:
            say(f"lagebild: {sentence}")
    if json:
        from json import dumps

        found = {"new": tally.new, "seen": tally.seen, "reread": tally.reread, "failed": tally.failed}
        typer.echo(dumps(found, ensure_ascii=False))
    else:
        parts = [
            f"{tally.new} new",
            f"{tally.seen} seen",
            *([f"{tally.reread} read anew"] if tally.reread else []),
            f"{len(tally.failed)} failed",
        ]
        typer.echo(", ".join(parts))
    if tally.failed:
        raise typer.Exit(cli.SOME_FAILED if done else cli.FAILED)


@import_.command("readings")
def import_readings(
    file: Annotated[str, typer.Argument(metavar="READINGS", help="Readings in the contract's format, one a line, or -.")],
    record: DB = None,
    json: JSON = False,
) -> None:
    """Keep readings that a person, another tool or a language model made; only such whose every span stands in its text."""
    from lagebild.store import add as add_all

    faulty: list[str] = []
    with opened(record, make=True) as store:
        tally = add_all(store, _verified(file, faulty))
    tally.failed += faulty
    _summary(tally, json)


def _verified(file: str, faulty: list[str]) -> Iterator[Kept]:
    from json import loads as parse

    from lagebild.cli.output import lines_of
    from lagebild.formats.reading import from_json
    from lagebild.store import Kept, faults

    for number, line in enumerate(lines_of(file), 1):
        where = f"{file}, line {number}"
        if not line.strip():
            continue
        try:
            value = parse(line)
            reading = from_json(value)
            wrong = next(faults(value), None)
        except (ValueError, RecursionError, FormatError) as error:
            wrong = str(error)
        if wrong:
            faulty.append(f"{where}: {wrong}")
        else:
            yield Kept(reading, reading.document.text.encode(), where)


# ---- reading again, forgetting -------------------------------------------------------------------------------------


def reread(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[DOCUMENT]", help="Only these documents (default: all).")] = None,
    record: DB = None,
    jobs: Jobs = 1,
    json: JSON = False,
    quiet: Quiet = False,
) -> None:
    """Read what is in the record again where this reader is another than the one that read it; the old readings stay beside the new.

    Prints what changed: events that are new, gone or different, and claims.
    """
    from lagebild.cli import output
    from lagebild.store import current_readings

    waiting = output.Waiting(lambda: None, wanted=not quiet)
    with opened(record) as store:
        before = {r.document.id: r for r in current_readings(store, ids)} if ids else None
        several = before.values() if before is not None else current_readings(store)
        for change in _reread(store, iter(several), jobs, waiting):
            if json:
                from json import dumps

                typer.echo(dumps(change, ensure_ascii=False))
            else:
                typer.echo(f"{change['document']}: " + ", ".join(f"{n} {what}" for what, n in change.items() if what != "document"))


def _reread(store: Store, several: Iterator[Reading], jobs: int, waiting: Waiting) -> Iterator[dict[str, object]]:
    from lagebild import reader
    from lagebild.sources import Complaint, Found
    from lagebild.store import Kept, add

    old: dict[str, Reading] = {}

    def inputs() -> Iterator[Found]:
        for reading in several:
            if is_outdated(reading):
                old[reading.document.id] = reading
                yield Found(reading.document.id, as_given(reading.document))

    for found in reader.read_many(inputs(), jobs):
        if isinstance(found, Complaint):
            waiting.say(f"lagebild: {found}")
            continue
        add(store, [Kept(found, b"", found.document.id)])
        yield changes(old.pop(found.document.id), found)
    waiting.stop()


def is_outdated(reading: Reading) -> bool:
    """Whether another reader than the one at hand made it."""
    from lagebild.reader import load_reader

    return reading.reader != load_reader(reading.document.language).made_by


def as_given(document: Document) -> Document:
    """The document as it was before it was read: without the dates that the reader inferred."""
    sure = document.published_basis in ("given", "header")
    return replace(
        document,
        published=document.published if sure else None,
        published_basis=document.published_basis if sure else "none",
        earliest=None,
    )


def changes(old: Reading, new: Reading) -> dict[str, object]:
    """How many events and claims are new, gone or different between two readings of one document."""
    a, b = ({e.key: replace(e, id="", claims=(), statements=(), times=(), rules=()) for e in r.events} for r in (old, new))
    said = [{(c.about, c.span, c.polarity, c.firmness, c.figure and (c.figure.low, c.figure.high)) for c in r.claims} for r in (old, new)]
    return {
        "document": new.document.id, "events new": len(b.keys() - a.keys()), "events gone": len(a.keys() - b.keys()),
        "events different": sum(a[k] != b[k] for k in a.keys() & b.keys()), "claims new": len(said[1] - said[0]),
        "claims gone": len(said[0] - said[1]),
    }  # fmt: skip


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


# ---- judging -------------------------------------------------------------------------------------------------------


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
    head = start + len(" ".join(words.split()[:6])) if len(words.split()) > 6 else start + len(words)
    return Span(start, start + len(words), words, start, head)


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
def db_backup(file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")], record: DB = None) -> None:
    """Write a whole and consistent copy, also while others write."""
    from lagebild.store import backup

    with opened(record) as store:
        typer.echo(str(backup(store, file)))


@db.command("check")
def db_check(record: DB = None) -> None:
    """Ask the database whether it is whole (SQLite: every page and every link)."""
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

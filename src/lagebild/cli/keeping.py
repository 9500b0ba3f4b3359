"""The commands that bring readings into the record: add, import, reread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from lagebild.cli.common import (
    DB,
    FAILED,
    SOME_FAILED,
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
    say,
)
from lagebild.cli.options import JSON
from lagebild.errors import FormatError

if TYPE_CHECKING:
    from lagebild.cli.output import Waiting
    from lagebild.model import Document, Reading
    from lagebild.sources import Complaint, Found
    from lagebild.store import Kept, Store, Tally

import_ = typer.Typer(no_args_is_help=True, help="Bring in what others have made.")


def register(app: typer.Typer) -> None:
    """The commands that add are commands of `app`."""
    app.command()(add)
    app.command()(reread)
    app.add_typer(import_, name="import")


# ---- adding --------------------------------------------------------------------------------------------------------


def add(
    inputs: Inputs,
    record: DB = None,
    date: Date = None,
    language: Language = None,
    publisher: Publisher = None,
    encoding: Encoding = "utf-8",
    model: Model = None,
    jobs: Jobs = 1,
    json: JSON = False,
    quiet: Quiet = False,
) -> None:
    """Read reports into the record. What is there already is seen, not added again; interrupted, it goes on where it stopped.

    \b
    lagebild add reports/ -j 2
    lagebild add today.jsonl --db postgresql://desk@localhost/lagebild
    """
    from lagebild.cli import output
    from lagebild.store import refresh

    given = given_by(date, language, encoding, publisher)
    waiting = output.Waiting(lambda: count_inputs(inputs), wanted=not quiet)
    with opened(record, make=True) as store:
        tally = _add(store, open_inputs(inputs, given), jobs, waiting, model)
        refresh(store)
    _summary(tally, json)


def _add(store: Store, inputs: Iterator[Found | Complaint], jobs: int, waiting: Waiting, model: str | None) -> Tally:
    from lagebild import reader
    from lagebild.sources import Complaint
    from lagebild.store import Kept, Tally, add_batches

    tally = Tally()
    pending: dict[str, list[tuple[str, bytes]]] = {}

    def kept() -> Iterator[Kept]:
        for found in reader.read_many(_unseen(store, inputs, pending, tally), jobs, partial(reader.load_reader, model=model)):
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
        raise typer.Exit(SOME_FAILED if done else FAILED)


@import_.command("readings")
def import_readings(
    file: Annotated[str, typer.Argument(metavar="READINGS", help="Readings in the contract's format, one a line, or -.")],
    record: DB = None,
    json: JSON = False,
) -> None:
    """Keep readings that a person, another tool or a language model made; only such whose every span stands in its text."""
    from lagebild.store import add as add_all
    from lagebild.store import refresh

    faulty: list[str] = []
    with opened(record, make=True) as store:
        tally = add_all(store, _verified(file, faulty))
        refresh(store)
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


# ---- reading again -------------------------------------------------------------------------------------


def reread(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[DOCUMENT]", help="Only these documents (default: all).")] = None,
    record: DB = None,
    model: Model = None,
    jobs: Jobs = 1,
    json: JSON = False,
    quiet: Quiet = False,
) -> None:
    """Read what is in the record again where this reader is another than the one that read it; the old readings stay beside the new.

    Prints what changed: events that are new, gone or different, and claims.
    """
    from lagebild.cli import output
    from lagebild.store import current_readings, refresh

    waiting = output.Waiting(lambda: None, wanted=not quiet)
    with opened(record) as store:
        before = {r.document.id: r for r in current_readings(store, ids)} if ids else None
        several = before.values() if before is not None else current_readings(store)
        for change in _reread(store, iter(several), jobs, waiting, model):
            if json:
                from json import dumps

                typer.echo(dumps(change, ensure_ascii=False))
            else:
                typer.echo(f"{change['document']}: " + ", ".join(f"{n} {what}" for what, n in change.items() if what != "document"))
        refresh(store)


def _reread(store: Store, several: Iterator[Reading], jobs: int, waiting: Waiting, model: str | None) -> Iterator[dict[str, object]]:
    from lagebild import reader
    from lagebild.sources import Complaint, Found
    from lagebild.store import Kept, add

    old: dict[str, Reading] = {}

    def inputs() -> Iterator[Found]:
        for reading in several:
            if is_outdated(reading, model):
                old[reading.document.id] = reading
                yield Found(reading.document.id, as_given(reading.document))

    for found in reader.read_many(inputs(), jobs, partial(reader.load_reader, model=model)):
        if isinstance(found, Complaint):
            waiting.say(f"lagebild: {found}")
            continue
        add(store, [Kept(found, b"", found.document.id)])
        yield changes(old.pop(found.document.id), found)
    waiting.stop()


def is_outdated(reading: Reading, model: str | None) -> bool:
    """Whether another reader than the one at hand, with this language model, made it."""
    from lagebild.reader import load_reader

    return reading.reader != load_reader(reading.document.language, model).made_by


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

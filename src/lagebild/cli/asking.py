"""The commands that ask the record: list, show, search, timeline, stats, verify, digest."""

from __future__ import annotations

import json as jsonlib
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lagebild.cli.common import DB, JSON, opened, say

if TYPE_CHECKING:
    from lagebild.store import Filters

JSONL = Annotated[bool, typer.Option("--jsonl", help="One JSON object a line.")]
Type = Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Only events of this type, such as ASSAULT.")]
Actor = Annotated[
    str | None, typer.Option("--actor", metavar="NAME", help="Only events with this agent or patient (the beginning of its name).")
]
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


def register(app: typer.Typer) -> None:
    """The commands that ask are commands of `app`."""
    app.command("list")(list_)
    for command in (show, search, timeline, names, digest, stats, verify):
        app.command()(command)


def _filters(**given: Any) -> Filters:
    from lagebild.store import Filters

    return Filters(**given)


def list_(
    record: DB = None, type: Type = None, actor: Actor = None, source: Source = None, place: Place = None, country: Country = None,
    since: Since = None, until: Until = None, publisher: Publisher = None, factuality: Factuality = None, status: Status = None,
    gap: Gap = None, about: About = None, disputed: Disputed = False, limit: Limit = 100,
    events: Annotated[bool, typer.Option("--events", help="List events, not documents.")] = False, json: JSON = False, jsonl: JSONL = False,
) -> None:  # fmt: skip
    """List the documents of the record (or their events), the latest added first.

    \b
    lagebild list --disputed --place Dschermuk
    lagebild list --events --type ASSAULT --about killed --since 2024-10 --jsonl
    """
    from lagebild.store import list_documents, list_events

    f = _filters(
        type=type, actor=actor, source=source, place=place, country=country, since=since, until=until, publisher=publisher,
        factuality=factuality, status=status, gap=gap, about=about, disputed=disputed, limit=limit,
    )  # fmt: skip
    with opened(record) as store:
        rows = list_events(store, f) if events else list_documents(store, f)
    _print(rows, EVENT if events else DOCUMENT, json, jsonl)


def timeline(
    record: DB = None, type: Type = None, actor: Actor = None, source: Source = None, place: Place = None, country: Country = None,
    since: Since = None, until: Until = None, publisher: Publisher = None, factuality: Factuality = None, status: Status = None,
    gap: Gap = None, about: About = None, disputed: Disputed = False, limit: Limit = 100, json: JSON = False, jsonl: JSONL = False,
) -> None:  # fmt: skip
    """List the events of the record that have a time, in the order of time."""
    from lagebild.store import list_events

    f = _filters(
        type=type, actor=actor, source=source, place=place, country=country, since=since, until=until, publisher=publisher,
        factuality=factuality, status=status, gap=gap, about=about, disputed=disputed, limit=limit,
    )  # fmt: skip
    with opened(record) as store:
        _print(list_events(store, f, in_time=True), EVENT, json, jsonl)


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Every one must begin a word of the text or title.")],
    record: DB = None,
    limit: Limit = 20,
    json: JSON = False,
    jsonl: JSONL = False,
) -> None:
    """Find the documents in which all the words stand: umlauts, ae and ß are one, and a word finds the compounds that begin with it."""
    from lagebild.store import search as search_all

    with opened(record) as store:
        _print(search_all(store, " ".join(words), limit), HIT, json, jsonl)


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="A document, an incident (inc_…), or DOCUMENT/e1.")],
    record: DB = None,
    show_text: Annotated[bool, typer.Option("--show-text", help="The report too, with what is said underlined.")] = False,
    json: JSON = False,
    lang: Annotated[str, typer.Option("--lang", envvar="LAGEBILD_LANG", help="Labels in German (de) or English (en).")] = "",
) -> None:
    """Show one document, incident or event with everything that is known of it."""
    from rich.console import Console

    from lagebild.cli.output import spoken_labels

    labels, console = spoken_labels(lang), Console(highlight=False)
    with opened(record) as store:
        if id.startswith("inc_"):
            _show_incident(store, id, json, labels, console)
        elif "/" in id and not json:
            _show_part(store, id, console)
        else:
            _show_document(store, id, show_text, json, labels, console)


def _show_incident(store: Any, id: str, json: bool, labels: Any, console: Any) -> None:
    from lagebild.formats.incident import from_json
    from lagebild.formats.incident_text import show_incident
    from lagebild.store import current_readings, incident_of

    found = incident_of(store, id)
    if json:
        typer.echo(jsonlib.dumps(found, ensure_ascii=False, indent=2))
        return
    readings = {r.document.id: r for r in current_readings(store, sorted({d for d, _ in found["events"]}))}
    console.print(show_incident(from_json(found), readings, labels))


def _show_part(store: Any, id: str, console: Any) -> None:
    from lagebild.errors import StoreError
    from lagebild.formats.why import reasons, show_why
    from lagebild.store import reading_of

    document, _, own = id.rpartition("/")
    reading = reading_of(store, document)
    found = reasons(reading, own)
    if not found:
        raise StoreError(f"{document} has nothing with the id {own!r}")
    console.print(show_why(reading, found))


def _show_document(store: Any, id: str, show_text: bool, json: bool, labels: Any, console: Any) -> None:
    from lagebild.formats.reading import to_json
    from lagebild.formats.text import show as show_reading
    from lagebild.store import reading_of, reading_versions

    reading = reading_of(store, id)
    if json:
        typer.echo(jsonlib.dumps(to_json(reading), ensure_ascii=False, indent=2))
        return
    console.print(show_reading(reading, labels, console.width, show_text))
    for version in reading_versions(store, id):
        console.print(
            f"{'*' if version['current'] else ' '} {version['reader']} {version['version']} {version['model']} {version['made'][:19]}",
            style="dim",
        )


def names(
    record: DB = None,
    places: Annotated[bool, typer.Option("--places", help="Names of places, not of actors.")] = False,
    proposals: Annotated[bool, typer.Option("--proposals", help="Pairs that may be one and that nobody has decided on.")] = False,
    limit: Limit = 100,
    json: JSON = False,
    jsonl: JSONL = False,
) -> None:
    """List who and what the reports name, the most frequent first; or which names may be one, for you to decide.

    \b
    lagebild names --proposals
    lagebild judge same "actor:Wolodymyr Beispiel" "actor:Volodymyr Beispiel" --reviewer ada
    """
    from lagebild.store import list_names, propose_names

    with opened(record) as store:
        if proposals:
            rows = [{"score": p.score, "names": list(p.names), "why": list(p.why)} for p in propose_names(store, places)[:limit]]
        else:
            rows = [
                {"id": g[0].id, "name": g[0].name, "kind": g[0].kind, "reports": sum(k.reports for k in g), "also": [k.name for k in g[1:]]}
                for g in list_names(store, places)[:limit]
            ]
    _print(rows, ("score", "names", "why") if proposals else ("id", "name", "kind", "reports", "also"), json, jsonl)


def digest(
    since: Annotated[
        str, typer.Option("--since", metavar="WHEN", help="12h, 7d, or a day such as 2024-10-08: when reports were added.")
    ] = "24h",
    record: DB = None,
    least: Annotated[int, typer.Option("--least", min=1, metavar="N", help="Only incidents that N or more reports tell of.")] = 1,
    lang: Annotated[str, typer.Option("--lang", envvar="LAGEBILD_LANG", help="Labels in German (de) or English (en).")] = "",
) -> None:
    """Print what is new as Markdown: the incidents that reports added since then tell of, every figure with who says so."""
    from lagebild.cli.output import spoken_labels
    from lagebild.formats.digest import digest as write
    from lagebild.formats.incident import from_json
    from lagebild.store import current_readings, incidents_since, refresh

    with opened(record) as store:
        refresh(store)
        made = [from_json(i) for i in incidents_since(store, moment(since))]
        made = [i for i in made if len({d for d, _ in i.events}) >= least]
        readings = {r.document.id: r for r in current_readings(store, sorted({d for i in made for d, _ in i.events}))}
    typer.echo(write(made, readings, spoken_labels(lang)), nl=False)


def moment(since: str) -> str:
    """The moment that `12h`, `7d` or a day stands for, as the record writes it."""
    import re
    from datetime import UTC, datetime, timedelta

    if found := re.fullmatch(r"(\d{1,6})([hd])", since):
        hours = int(found[1]) * (1 if found[2] == "h" else 24)
        begun = datetime.now(UTC) - timedelta(hours=min(hours, 1_000_000))
        return begun.isoformat(timespec="microseconds").replace("+00:00", "Z")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", since):
        return since
    raise typer.BadParameter(f"{since!r} is no time such as 12h, 7d or 2024-10-08", param_hint="--since")


def stats(record: DB = None, json: JSON = False) -> None:
    """Say how much of everything the record holds."""
    from lagebild.store import stats as count

    with opened(record) as store:
        found = count(store)
    if json:
        typer.echo(jsonlib.dumps(found, ensure_ascii=False, indent=2))
        return
    for name, value in found.items():
        shown = ", ".join(f"{k or '–'} {n}" for k, n in value.items()) if isinstance(value, dict) else str(value)
        typer.echo(f"{name:18} {shown}")


def verify(record: DB = None) -> None:
    """Check everything in the record again: bytes, texts, readings, spans, links, judgements, incidents. One line for every fault."""
    from lagebild.store import Looked
    from lagebild.store import verify as look
    from lagebild.store.opening import connect

    looked, wrong = Looked(), 0
    with connect(record, make=False) as store:
        for line in look(store, looked):
            wrong += 1
            typer.echo(line)
    say(
        f"{looked.documents} documents, {looked.readings} readings, {looked.spans} spans, {looked.judgements} judgements, "
        f"{looked.incidents} incidents: {wrong} faults"
    )
    if wrong:
        raise typer.Exit(1)


# ---- printing ------------------------------------------------------------------------------------------------------

DOCUMENT = ("id", "published", "publisher", "title", "events")
EVENT = ("time", "type", "place", "words", "figures", "sources", "factuality", "status", "publisher", "id")
HIT = ("id", "published", "publisher", "title", "snippet")


def _print(rows: Sequence[dict[str, Any]], columns: Iterable[str], json: bool, jsonl: bool) -> None:
    if json:
        typer.echo(jsonlib.dumps(rows, ensure_ascii=False, indent=2))
    elif jsonl or not sys.stdout.isatty():
        for row in rows:
            typer.echo(jsonlib.dumps(row, ensure_ascii=False))
    else:
        _table(rows, tuple(columns))


def _table(rows: Sequence[dict[str, Any]], columns: tuple[str, ...]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from lagebild.formats.view import printable

    table = Table(box=box.SIMPLE_HEAD, header_style="dim", padding=(0, 1))
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(_cell(row, name))) for name in columns))
    Console(highlight=False).print(table)


def _cell(row: dict[str, Any], name: str) -> str:
    from lagebild.formats.view import bounds

    value = row.get(name)
    if name == "id" and "document" in row:
        return f"{row['document']}/{value}"
    if name == "figures":
        return ", ".join(f"{f['about']} {bounds(f['low'], f['high'])}" for f in value or ())
    return ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)

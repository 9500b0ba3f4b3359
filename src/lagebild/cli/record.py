"""The commands of the record: what several reports say of one happening, and the store that keeps everything."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lagebild.cli import asking, deciding, keeping
from lagebild.cli.common import DB, JSON, STDIN, opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lagebild.model import Incident, Reading


def register(app: typer.Typer) -> None:
    """The commands of the record are commands of `app`."""
    keeping.register(app)
    asking.register(app)
    deciding.register(app)
    app.command()(incidents)


def incidents(
    readings: Annotated[
        str | None, typer.Option("--in", metavar="READINGS", help="Readings as 'lagebild read' writes them (jsonl), or -; not the record.")
    ] = None,
    record: DB = None,
    jsonl: asking.JSONL = False,
    json: JSON = False,
    least: Annotated[int, typer.Option("--least", min=1, metavar="N", help="Only incidents that N or more reports tell of.")] = 1,
    disputed: Annotated[bool, typer.Option("--disputed", help="Only incidents with a contradiction.")] = False,
    type: asking.Type = None,
    actor: asking.Actor = None,
    source: asking.Source = None,
    place: asking.Place = None,
    country: asking.Country = None,
    since: asking.Since = None,
    until: asking.Until = None,
    status: asking.Status = None,
    limit: asking.Limit = 1000,
    lang: Annotated[str, typer.Option("--lang", envvar="LAGEBILD_LANG", help="Labels in German (de) or English (en).")] = "",
) -> None:
    """Put together what several reports tell of one happening, with every figure, who says so, and what contradicts what.

    Of the readings of a file, or of the record: then the incidents are kept there, and people's judgements hold.

    \b
    lagebild incidents --in readings.jsonl --disputed
    lagebild incidents --db record.db --country ARM --since 2024-10-08
    """
    if readings is not None or (record is None and not sys.stdin.isatty()):
        several = list(_readings(readings or STDIN))
        made = list(_merged(several))
    else:
        given = {"type": type, "actor": actor, "source": source, "place": place, "country": country, "since": since, "until": until}
        made, several = _kept(record, {**given, "status": status, "disputed": disputed, "limit": limit})
    made = [i for i in made if len({d for d, _ in i.events}) >= least and (i.contradictions or not disputed)]
    write(made, several, jsonl, json, lang)


def _merged(several: list[Reading]) -> tuple[Incident, ...]:
    from lagebild.merge import incidents as merge

    return merge(several)


def _kept(record: str | None, given: dict[str, Any]) -> tuple[list[Incident], list[Reading]]:
    from lagebild.formats.incident import from_json
    from lagebild.store import Filters, current_readings, list_incidents, refresh

    with opened(record) as store:
        refresh(store)
        made = [from_json(i) for i in list_incidents(store, Filters(**given))]
        return made, list(current_readings(store, sorted({d for i in made for d, _ in i.events}))) if sys.stdout.isatty() else []


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
    from lagebild.cli.output import spoken_labels, stdout_console
    from lagebild.formats.incident_text import nothing, show_incident

    labels = spoken_labels(lang)
    by_id = {r.document.id: r for r in several}
    console = stdout_console()
    for one in made:
        console.print(show_incident(one, by_id, labels))
    if not made:
        console.print(nothing(labels))


def _readings(name: str) -> Iterable[Reading]:
    from lagebild.cli.output import read_readings

    return read_readings(name)

"""The commands of the record: what several reports say of one happening, and the store that keeps everything."""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lagebild.cli import asking, deciding, keeping
from lagebild.cli.common import DB, STDIN, opened
from lagebild.cli.listing import show_rows, write_json
from lagebild.cli.options import (
    AS,
    JSON,
    JSONL,
    LANG,
    About,
    Actor,
    Country,
    Factuality,
    Format,
    Gap,
    Independent,
    Least,
    Limit,
    Place,
    Publisher,
    Since,
    Source,
    Status,
    Type,
    Until,
    chosen,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lagebild.merge.rollup import Rolled, Toll
    from lagebild.model import Incident, Reading
    from lagebild.store import Store


def register(app: typer.Typer) -> None:
    """The commands of the record are commands of `app`."""
    keeping.register(app)
    asking.register(app)
    deciding.register(app)
    app.command()(incidents)
    app.command()(figures)


def incidents(
    readings: Annotated[
        str | None, typer.Option("--in", metavar="READINGS", help="Readings as 'lagebild read' writes them (jsonl), or -; not the record.")
    ] = None,
    record: DB = None, format: AS = None, jsonl: JSONL = False, json: JSON = False, least: Least = 1, independent: Independent = 1,
    disputed: Annotated[bool, typer.Option("--disputed", help="Only incidents with a contradiction.")] = False,
    type: Type = None, actor: Actor = None, source: Source = None, place: Place = None, country: Country = None, since: Since = None,
    until: Until = None, publisher: Publisher = None, factuality: Factuality = None, status: Status = None, gap: Gap = None,
    about: About = None, limit: Limit = 1000, lang: LANG = None,
) -> None:  # fmt: skip
    """Put together what several reports tell of one happening, with every figure, who says so, and what contradicts what.

    Of the readings of a file, or of the record: then the incidents are kept there, and people's judgements hold. An incident passes a
    filter of events when one of its events does.

    \b
    lagebild incidents --in readings.jsonl --disputed
    lagebild incidents --db record.db --country ARM --since 2024-10-08 --independent 2
    """
    form = chosen(format, json, jsonl)
    narrow = {"actor": actor, "source": source, "place": place, "country": country, "since": since, "until": until, "publisher": publisher,
              "factuality": factuality, "status": status, "gap": gap, "about": about, "type": type}  # fmt: skip
    if readings is None and (record is not None or sys.stdin.isatty()):
        filters = {**narrow, "least": least, "independent": independent, "disputed": disputed, "limit": limit}
        with opened(record) as store:
            _show(_kept(store, filters), partial(_current, store), form, lang)
        return
    if given := [f"--{name}" for name, value in narrow.items() if value]:
        raise typer.BadParameter(
            f"{given[0]} narrows what a record has: keep the readings with 'lagebild import readings'", param_hint="--in"
        )
    several = list(_readings(readings or STDIN))
    made = [_row(i) for i in _merged(several) if i.contradictions or not disputed]
    made = [i for i in made if len({d for d, _ in i["events"]}) >= least and len(i["voices"]) >= independent]
    _show(made[:limit], lambda ids: several, form, lang)


def _merged(several: list[Reading]) -> tuple[Incident, ...]:
    from lagebild.merge import incidents as merge

    return merge(several)


def _row(one: Incident) -> dict[str, Any]:
    from lagebild.formats.incident import to_json

    return {**to_json(one), "judgements": []}


def _kept(store: Store, given: dict[str, Any]) -> list[dict[str, Any]]:
    from lagebild.store import Filters, list_incidents, refresh

    refresh(store)
    return list_incidents(store, Filters(**given))


def _current(store: Store, ids: list[str]) -> list[Reading]:
    from lagebild.store import current_readings

    return list(current_readings(store, ids))


def _show(made: list[dict[str, Any]], readings: Callable[[list[str]], list[Reading]], form: Format, lang: LANG) -> None:
    """The incidents are on stdout, as JSON or for people."""
    if form is not Format.text:
        write_json(made, form)
        return
    from lagebild.cli.asking import say_judgements
    from lagebild.cli.output import spoken_labels, stdout_console
    from lagebild.formats.incident import from_json
    from lagebild.formats.incident_text import show_incident

    labels, console = spoken_labels(lang), stdout_console()
    by_id = {r.document.id: r for r in readings(sorted({d for i in made for d, _ in i["events"]}))}
    for one in made:
        console.print(show_incident(from_json(one), by_id, labels))
        say_judgements(one.get("judgements", ()))
    if not made:
        console.print(labels["no-incidents"])


def figures(
    id: Annotated[str, typer.Argument(metavar="INCIDENT", help="An incident (inc_…).")],
    about: Annotated[str | None, typer.Option("--about", metavar="WORD", help="Only figures of this kind, such as killed.")] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option("--rule", metavar="RULE", help="Come to one number by lowest, highest, latest-official, median, reviewer, or all."),
    ] = None,
    record: DB = None,
    format: AS = None,
    json: JSON = False,
    jsonl: JSONL = False,
    lang: LANG = None,
) -> None:
    """List the figures that the reports of an incident give, each with who says so and when; or, by a rule that you name, one number.

    No number is the truth by default. Copies and reports of one publisher or agency are one voice; a reviewer's value is marked.

    \b
    lagebild figures inc_0123456789abcdef --about killed
    lagebild figures inc_0123456789abcdef --rule lowest --rule latest-official
    """
    from lagebild.merge.rollup import RULES

    wanted = list(RULES) if rule == ["all"] else rule or []
    if wrong := [r for r in wanted if r not in RULES]:
        raise typer.BadParameter(f"{wrong[0]!r} is no rule; there are {', '.join(RULES)}, all", param_hint="--rule")
    with opened(record) as store:
        told = _told(store, id)
    kinds = [a for a in told if about in (None, a)]
    if wanted:
        rows = [_rolled(a, RULES[r](told[a])) for a in kinds for r in wanted]
        show_rows(rows, ("about", "rule", "value", "claims"), chosen(format, json, jsonl), lang)
        return
    rows = [_toll(a, t) for a in kinds for t in told[a]]
    show_rows(rows, ("about", "low", "high", "published", "source", "voice", "claim"), chosen(format, json, jsonl), lang)


def _told(store: Store, id: str) -> dict[str, list[Toll]]:
    """The figures of an incident, those of reviewers after those of reports."""
    from lagebild.formats.incident import from_json
    from lagebild.merge.rollup import tolls
    from lagebild.store import current_readings, incident_of, refresh
    from lagebild.store.judged import tolls_of

    refresh(store)
    found = incident_of(store, id)
    readings = {r.document.id: r for r in current_readings(store, sorted({d for d, _ in found["events"]}))}
    told = tolls(from_json(found), readings)
    for about, own in tolls_of(found["judgements"]).items():
        told.setdefault(about, []).extend(own)
    return told


def _toll(about: str, one: Toll) -> dict[str, Any]:
    published = str(date.fromordinal(one.published)) if one.published else None
    source = "reviewer" if one.reviewed else one.source
    return {"about": about, "low": one.low, "high": one.high, "published": published, "source": source, "voice": one.text,
            "claim": "/".join(one.claim)}  # fmt: skip


def _rolled(about: str, one: Rolled) -> dict[str, Any]:
    return {"about": about, "rule": one.rule, "value": one.value, "claims": ["/".join(c) for c in one.claims]}


def _readings(name: str) -> Iterable[Reading]:
    from lagebild.cli.output import read_readings

    return read_readings(name)

"""The commands that ask the record: list, show, search, timeline, stats, verify, digest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lagebild.cli.common import DB, opened, say
from lagebild.cli.listing import DOCUMENT, EVENT, HIT, NAME, PROPOSAL, edit_words, show_rows, write_json
from lagebild.cli.options import (
    AS,
    JSON,
    JSONL,
    LANG,
    About,
    Actor,
    Country,
    Disputed,
    Factuality,
    Format,
    Gap,
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
    from lagebild.store import Filters, Store


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
    events: Annotated[bool, typer.Option("--events", help="List events, not documents.")] = False, format: AS = None, json: JSON = False,
    jsonl: JSONL = False, lang: LANG = None,
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
    show_rows(rows, EVENT if events else DOCUMENT, chosen(format, json, jsonl), lang)


def timeline(
    record: DB = None, type: Type = None, actor: Actor = None, source: Source = None, place: Place = None, country: Country = None,
    since: Since = None, until: Until = None, publisher: Publisher = None, factuality: Factuality = None, status: Status = None,
    gap: Gap = None, about: About = None, disputed: Disputed = False, limit: Limit = 100, format: AS = None, json: JSON = False,
    jsonl: JSONL = False, lang: LANG = None,
) -> None:  # fmt: skip
    """List the events of the record that have a time, in the order of time."""
    from lagebild.store import list_events

    f = _filters(
        type=type, actor=actor, source=source, place=place, country=country, since=since, until=until, publisher=publisher,
        factuality=factuality, status=status, gap=gap, about=about, disputed=disputed, limit=limit,
    )  # fmt: skip
    with opened(record) as store:
        show_rows(list_events(store, f, in_time=True), EVENT, chosen(format, json, jsonl), lang)


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Every one must begin a word of the text or title.")],
    record: DB = None,
    limit: Limit = 20,
    format: AS = None,
    json: JSON = False,
    jsonl: JSONL = False,
    lang: LANG = None,
) -> None:
    """Find the documents in which all the words stand: umlauts, ae and ß are one, and a word finds the compounds that begin with it."""
    from lagebild.store import search as search_all

    with opened(record) as store:
        show_rows(search_all(store, " ".join(words), limit), HIT, chosen(format, json, jsonl), lang)


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="A document, an incident (inc_…), or DOCUMENT/e1.")],
    record: DB = None,
    show_text: Annotated[bool, typer.Option("--show-text", help="The report too, with what is said underlined.")] = False,
    json: JSON = False,
    jsonl: JSONL = False,
    lang: LANG = None,
) -> None:
    """Show one document, incident or event with everything that is known of it, and what people judged of it."""
    form = Format.json if json else Format.jsonl if jsonl else None
    with opened(record) as store:
        if id.startswith("inc_"):
            _show_incident(store, id, form, lang)
        elif "/" in id:
            _show_part(store, id, form)
        else:
            _show_document(store, id, show_text, form, lang)


def _show_incident(store: Store, id: str, form: Format | None, lang: LANG) -> None:
    from lagebild.cli.output import spoken_labels, stdout_console
    from lagebild.formats.incident import from_json
    from lagebild.formats.incident_text import show_incident
    from lagebild.store import current_readings, incident_of

    found = incident_of(store, id)
    if form:
        write_json(found, form)
        return
    readings = {r.document.id: r for r in current_readings(store, sorted({d for d, _ in found["events"]}))}
    stdout_console().print(show_incident(from_json(found), readings, spoken_labels(lang)))
    say_judgements(found["judgements"])


def _show_part(store: Store, id: str, form: Format | None) -> None:
    from lagebild.cli.output import stdout_console
    from lagebild.errors import StoreError
    from lagebild.formats.reading import part
    from lagebild.formats.why import reasons, show_why
    from lagebild.store import judgements_on, reading_of

    document, _, own = id.rpartition("/")
    reading = reading_of(store, document)
    found = reasons(reading, own)
    if not found:
        raise StoreError(f"{document} has nothing with the id {own!r}")
    judged = [j for j in judgements_on(store, [document]) if j["event"] == id]
    if form:
        write_json({"document": document, **part(reading, own), "judgements": judged}, form)
        return
    stdout_console().print(show_why(reading, found))
    say_judgements(judged)


def _show_document(store: Store, id: str, show_text: bool, form: Format | None, lang: LANG) -> None:
    from lagebild.cli.output import spoken_labels, stdout_console
    from lagebild.formats.reading import to_json
    from lagebild.formats.text import show as show_reading
    from lagebild.store import judgements_on, reading_of, reading_versions

    reading = reading_of(store, id)
    if form:
        write_json(to_json(reading), form)
        return
    console = stdout_console()
    console.print(show_reading(reading, spoken_labels(lang), console.width, show_text))
    say_judgements(judgements_on(store, [id]))
    for version in reading_versions(store, id):
        made = f"{version['reader']} {version['version']} {version['model']} {version['made'][:19]}"
        console.print(f"{'*' if version['current'] else ' '} {made}", style="dim", markup=False)


def say_judgements(judged: Iterable[dict[str, Any]]) -> None:
    """What people said is printed under what the machine says."""
    from rich.text import Text

    from lagebild.cli.output import stdout_console
    from lagebild.formats.view import printable

    for one in judged:
        why = f": {one['reason']}" if one["reason"] else ""
        stdout_console().print(Text(printable(f"✎ {one['event']}  {one['action']}  {edit_words(one)} {one['at'][:10]}{why}")))


def names(
    record: DB = None,
    places: Annotated[bool, typer.Option("--places", help="Names of places, not of actors.")] = False,
    proposals: Annotated[bool, typer.Option("--proposals", help="Pairs that may be one and that nobody has decided on.")] = False,
    limit: Limit = 100,
    format: AS = None,
    json: JSON = False,
    jsonl: JSONL = False,
    lang: LANG = None,
) -> None:
    """List who and what the reports name, the most frequent first; or which names may be one, for you to decide.

    \b
    lagebild names --proposals
    lagebild judge same "actor:Wolodymyr Beispiel" "actor:Volodymyr Beispiel" --reviewer ada
    """
    from lagebild.store import list_names, propose_names

    with opened(record) as store:
        if proposals:
            found, left = propose_names(store, places)
            rows = [{"score": p.score, "names": list(p.names), "why": list(p.why)} for p in found[:limit]]
            if left:
                say(f"{len(left)} names were not compared with all whose last word is like theirs: too many are (the first: {left[0]})")
        else:
            rows = [
                {"id": g[0].id, "name": g[0].name, "kind": g[0].kind, "reports": sum(k.reports for k in g), "also": [k.name for k in g[1:]]}
                for g in list_names(store, places)[:limit]
            ]
    show_rows(rows, PROPOSAL if proposals else NAME, chosen(format, json, jsonl), lang)


def digest(
    since: Annotated[
        str, typer.Option("--since", metavar="WHEN", help="12h, 7d, or a day such as 2024-10-08: when reports were added.")
    ] = "24h",
    record: DB = None,
    least: Annotated[int, typer.Option("--least", min=1, metavar="N", help="Only incidents that N or more reports tell of.")] = 1,
    json: JSON = False,
    jsonl: JSONL = False,
    lang: LANG = None,
) -> None:
    """Print what is new as Markdown: the incidents that reports added since then tell of, every figure with who says so."""
    from lagebild.cli.output import spoken_labels
    from lagebild.formats.digest import digest as write
    from lagebild.formats.incident import from_json
    from lagebild.store import current_readings, incidents_since, refresh

    with opened(record) as store:
        refresh(store)
        found = [i for i in incidents_since(store, moment(since)) if len({d for d, _ in i["events"]}) >= least]
        if json or jsonl:
            write_json(found, chosen(None, json, jsonl))
            return
        made = [from_json(i) for i in found]
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


def stats(record: DB = None, json: JSON = False, jsonl: JSONL = False) -> None:
    """Say how much of everything the record holds."""
    from lagebild.store import stats as count

    with opened(record) as store:
        found = count(store)
    if json or jsonl:
        write_json(found, chosen(None, json, jsonl))
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

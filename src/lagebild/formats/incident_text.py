"""The view of incidents on a terminal: what several reports say of one happening, their figures side by side with who says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lagebild.formats.labels import Labels, date_words
from lagebild.formats.view import View, bounds, clip, printable
from lagebild.model import FIGURES, Claim, Difference, Incident, Reading

SHOWN = (*FIGURES, "agent", "time", "place")  # what claims are listed about; that it happened is said by all of them
LONGEST = 60


def show_incident(incident: Incident, readings: Mapping[str, Reading], labels: Labels) -> RenderableType:
    """What Rich prints for one incident, with the reports that its events stand in."""
    views = {d: View(readings[d]) for d in sorted({d for d, _ in incident.events}) if d in readings}
    parts: list[RenderableType] = [_title(incident, len({d for d, _ in incident.events}), labels)]
    table = _claims(incident, views, labels)
    if table.row_count:
        parts.append(table)
    parts += [Padding(_line("contradiction", d, labels, "red"), (0, 0, 0, 2)) for d in incident.contradictions]
    parts += [Padding(_line("development", d, labels, "cyan"), (0, 0, 0, 2)) for d in incident.developments]
    parts += [Padding(Text(f"{labels['copy']}: {', '.join(c)}", style="dim"), (0, 0, 0, 2)) for c in incident.copies]
    return Group(*parts, Text())


def independent(incident: Incident) -> int:
    """How many voices tell of an incident: copies, reports of one publisher and of one agency count once."""
    return len(incident.voices)


def _title(incident: Incident, reports: int, labels: Labels) -> Text:
    where = incident.place.name if incident.place else labels["no-place"]
    when = date_words(incident.time, labels) if incident.time else labels["no-time"]
    title = Text.assemble(
        (labels[f"type.{incident.type}"], "bold"), " · ", (printable(where), "blue"), " · ", (when, "yellow"),
        f"   {reports} {labels['reports']}",
    )  # fmt: skip
    if reports > 1:
        title.append(f", {independent(incident)} {labels['independent']}")
    return title.append(f"   {incident.id}", style="dim")


def _claims(incident: Incident, views: Mapping[str, View], labels: Labels) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), header_style="dim")
    for column in (
        labels["about"],
        labels["column.value"],
        labels["says"],
        labels["column.publisher"],
        labels["published"],
        labels["words"],
    ):
        table.add_column(column, overflow="fold")
    rows = [row for document, claim in incident.claims if document in views for row in _rows(views[document], claim, labels)]
    for _, cells in sorted(rows, key=lambda r: r[0]):
        table.add_row(*(Text(printable(c)) for c in cells))
    return table


Row = tuple[tuple[int, str, str], tuple[str, ...]]


def _rows(view: View, ident: str, labels: Labels) -> Iterable[Row]:
    claim = view.claims.get(ident)
    if claim is None or claim.about not in SHOWN:
        return
    document = view.reading.document
    published = document.published or ""
    cells = (
        labels[f"about.{claim.about}"], _value(view, claim, labels), ", ".join(view.told_by(claim, labels)),
        document.publisher or document.id, published, "„" + clip(claim.span.text, LONGEST) + "“",
    )  # fmt: skip
    yield (SHOWN.index(claim.about), published, document.id), cells


def _value(view: View, claim: Claim, labels: Labels) -> str:
    if claim.figure:
        said = bounds(claim.figure.low, claim.figure.high)
    else:
        said = (date_words(claim.edtf, labels) if claim.edtf else view.named(claim.ref)) or clip(claim.span.text, LONGEST)
    if claim.polarity == "denied":
        said += f" ({labels['factuality.denied']})"
    return said if claim.firmness == "certain" else f"{said} ({labels[f'factuality.{claim.firmness}']})"


def _line(kind: str, one: Difference, labels: Labels, style: str) -> Text:
    line = Text(f"{labels[kind]} – {labels[f'about.{one.about}']}: ", style=style)
    return line.append(printable(one.why)).append(f"  [{', '.join(one.documents)}]", style="dim")

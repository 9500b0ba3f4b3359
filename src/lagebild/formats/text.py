"""The view of a reading on a terminal: events in the order of time, who says what, what is not known, what stayed unresolved."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from lagebild.formats.labels import Labels, date_words
from lagebild.formats.view import View, bounds, clip, distinct, note_words, printable, segments, title
from lagebild.model import Claim, Event, Figure, Reading, Ref, Statement

LONGEST_QUOTE = 240  # characters of what somebody says; --show-text has all of it
STYLES = {
    "event": "bold underline", "figure": "bold cyan underline", "source": "green underline", "cue": "green underline",
    "content": "underline", "gap": "italic magenta underline", "place": "blue", "time": "yellow",
}  # fmt: skip
COLUMNS = {"when": 3, "what": 4, "who": 4, "whom": 4, "where": 3, "figures": 5, "says": 5}  # label: share of the width
WIDE = 110  # characters; from here on events are a table
NONE = "–"
DOUBT = {"certain": "", "denied": "red", "disputed": "red"}  # any other firmness is yellow


def show(reading: Reading, labels: Labels, width: int, with_text: bool = False) -> RenderableType:
    """What Rich prints for one reading at a terminal's `width`; control characters of the report are shown by their code."""
    view = View(reading)
    parts: list[RenderableType] = [_title(view, labels)]
    if with_text:
        parts.append(Padding(running_text(view), (0, 0, 1, 0)))
    lay = _table if width >= WIDE else _blocks
    parts.append(lay([_cells(view, e, labels) for e in view.in_time()], labels) if reading.events else Text(labels["nothing"], style="dim"))
    for heading, lines in (
        ("statements", [_statement(view, s, labels) for s in reading.statements]),
        ("gaps", _gaps(view, labels)),
        ("unresolved", _unresolved(view, labels)),
    ):
        if lines:
            parts += [Text(f"\n{labels[heading]}", style="bold"), _list(lines)]
    return Group(*parts, Text())


def running_text(view: View) -> Text:
    """The text of the report with its marks: quotes underlined, and triggers, figures, sources, gaps, places, times in their style."""
    text = view.reading.document.text
    found = Text()
    for start, end, names in segments(len(text), marks(view.reading)):
        found.append(printable(text[start:end]), style=" ".join(STYLES[n] for n in STYLES if n in names))
    found.rstrip()
    return found


def marks(reading: Reading) -> list[tuple[int, int, str]]:
    """Every span that the running text shows, with what it is."""
    spans = [(t, "event") for e in reading.events for t in e.triggers]
    spans += [(s.span, "source") for x in reading.statements for s in x.sources if s.span]
    spans += [(c, "cue") for x in reading.statements for c in x.cue]
    spans += [(c, "content") for x in reading.statements for c in x.content]
    spans += [(c.span, "figure") for c in reading.claims if c.figure]
    spans += [(g.span, "gap") for g in reading.gaps]
    spans += [(m.span, "place") for p in reading.places for m in p.mentions]
    spans += [(t.span, "time") for t in reading.times]
    return [(s.start, s.end, name) for s, name in spans]


def _title(view: View, labels: Labels) -> Rule:
    document = view.reading.document
    when = date_words(document.published, labels) or labels["undated"]
    parts = distinct((clip(title(view.reading), 70), document.publisher or "", when))
    return Rule(Text(printable(" · ".join(parts)), style="bold"), align="left", style="dim")


def _cells(view: View, event: Event, labels: Labels) -> dict[str, Text]:
    return {
        "when": Text(date_words(event.time, labels)) if event.time else Text(labels["time-open"], style="dim"),
        "what": _what(event, labels), "who": _names(view, event.agents, labels), "whom": _names(view, event.patients, labels),
        "where": _where(view, event), "figures": _figures(view, event, labels), "says": _tellers(view, event, labels),
    }  # fmt: skip


def _table(events: list[dict[str, Text]], labels: Labels) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    for key, ratio in COLUMNS.items():
        table.add_column(labels[key], ratio=ratio, overflow="fold")
    for cells in events:
        table.add_row(*(cells[key] for key in COLUMNS))
    return table


def _blocks(events: list[dict[str, Text]], labels: Labels) -> Table:
    """One block an event, for terminals too narrow for the columns of the table."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for cells in events:
        table.add_row()
        table.add_row(cells["when"], Text(" ").join(cells["what"].split("\n")))
        for key in COLUMNS:
            if key not in ("when", "what") and cells[key].plain != NONE:
                table.add_row(Text(labels[key], style="dim"), cells[key])
    return table


def _what(event: Event, labels: Labels) -> Text:
    found = Text(labels[f"type.{event.type}"], style="bold")
    found.append(printable(f"\n„{clip(event.triggers[0].text, 40)}“"), style="not bold dim")
    if event.factuality != "certain":
        found.append(f"\n{labels[f'factuality.{event.factuality}']}", style=_doubt(event.factuality))
    if event.phase:
        found.append(f"\n{labels[f'phase.{event.phase}']}", style="not bold")
    if event.topic:
        found.append(printable(f"\n{labels['topic']}: {clip(event.topic[0].text, 60)}"), style="not bold")
    return found


def _names(view: View, refs: Iterable[Ref], labels: Labels) -> Text:
    names = []
    for ref in refs:
        distance = view.distance(ref)
        names.append(clip(view.name(ref), 60) + (f" ({labels[f'distance.{distance}']})" if distance else ""))
    return Text(printable("\n".join(distinct(names)))) if names else Text(NONE, style="dim")


def _where(view: View, event: Event) -> Text:
    found = Text()
    for ref in event.places:
        place = view.places.get(ref.ref or "")
        name = printable(clip(view.name(ref), 60))
        found.append(("\n" if found else "") + name + ("?" if place and place.precision == "unresolved" else ""))
    return found or Text(NONE, style="dim")


def _figures(view: View, event: Event, labels: Labels) -> Text:
    found = Text()
    several = len(view.tellers(event)) > 1
    for claim, figure in view.figures_of(event):
        found.append("\n" if found else "")
        found.append(figure_words(claim, figure, labels), style="strike" if claim.polarity == "denied" else "cyan")
        found.append(printable(f" – {', '.join(clip(n, 40) for n in view.told_by(claim, labels))}") if several else "", style="green")
    return found or Text(NONE, style="dim")


def figure_words(claim: Claim, figure: Figure, labels: Labels) -> str:
    """A figure in words: how many, of what kind, who they are, as far as the report says it."""
    more = f" {labels['increase']}" if figure.increase else ""
    who = clip(figure.who.head, 40) if figure.who else labels[f"status.{figure.status}"]
    scope = labels[f"scope.{figure.scope}"]
    words = (
        f"{scope} " * bool(scope)
        + f"{bounds(figure.low, figure.high, labels['group'])}{more} {labels[f'about.{claim.about}']}"
        + f": {who}" * bool(who)
    )
    return printable(words)


def _tellers(view: View, event: Event, labels: Labels) -> Text:
    found = Text()
    tellers = view.tellers(event)
    for name, statement, claims in tellers:
        found.append("\n" if found else "")
        teller = printable(clip(name, 60)) or labels["unnamed" if statement else "report"]
        found.append(teller, style="green" if statement else "dim")
        firmness = distinct(f if (f := _how_firm(c, labels)) else "" for c in claims)
        told = distinct(labels[f"about.{c.about}"] for c in claims) if len(tellers) > 1 else []
        found.append(f": {', '.join(told + firmness)}" if told or firmness else "")
    return found


def _how_firm(claim: Claim, labels: Labels) -> str:
    if claim.polarity == "denied":
        return labels["denies"]
    return labels["hearsay"] if claim.hearsay else "" if claim.firmness == "certain" else labels[f"factuality.{claim.firmness}"]


def _statement(view: View, statement: Statement, labels: Labels) -> Text:
    said = " … ".join(span.text for span in statement.content)
    found = Text(printable(", ".join(view.sources(statement))) or labels["unnamed"], style="green")
    via = view.statements.get(statement.via or "")
    if via:
        found.append(printable(f", {labels['via']} {', '.join(view.sources(via)) or labels['unnamed']}"), style="default")
    found.append(f" ({labels[f'form.{statement.form}']}", style="dim")
    if statement.factuality != "certain":
        found.append(f", {labels[f'factuality.{statement.factuality}']}", style=_doubt(statement.factuality))
    found.append(")", style="dim")
    found.append(printable(f": {clip(said, LONGEST_QUOTE)}") if said else "", style="default")
    return found


def _gaps(view: View, labels: Labels) -> list[Text]:
    lines = []
    for gap in view.reading.gaps:
        line = Text(f"{labels[f'gap-about.{gap.about}']}: {labels[f'gap.{gap.kind}']}", style="magenta")
        by = view.named(gap.by)
        line.append(printable(f" ({by})") if by else "", style="default")
        line.append(printable(f" – „{clip(gap.span.text, LONGEST_QUOTE)}“"), style="default")
        lines.append(line)
    return lines


def _unresolved(view: View, labels: Labels) -> list[Text]:
    text = view.reading.document.text
    lines = []
    for place in view.unresolved_places():
        may_be = ", ".join(f"{c.name} ({c.country or '?'})" for c in place.candidates[:4])
        found = f"{labels['place-unresolved']}: {place.name}" + (f" – {labels['candidates']}: {may_be}" if may_be else "")
        lines.append(Text(printable(found)))
    lines += [Text(printable(f"{labels['time-open']}: „{clip(t.span.text, 60)}“")) for t in view.open_times()]
    for sentence in view.reading.coverage:
        if sentence.status == "unread":
            lines.append(Text(printable(f"{labels['unread']}: {clip(text[sentence.start : sentence.end], 160)}"), style="dim"))
    lines += [Text(printable(note_words(note, labels)), style="dim") for note in view.further_notes()]
    return lines


def _list(lines: list[Text]) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    for line in lines:
        table.add_row(Text("•", style="dim"), line)
    return table


def _doubt(factuality: str) -> str:
    return "not bold " + DOUBT.get(factuality, "yellow")

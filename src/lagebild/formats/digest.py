"""What is new, for people who read it with their coffee: incidents as Markdown, each figure with who says so and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lagebild.formats.incident_text import SHOWN, independent
from lagebild.formats.labels import Labels, date_words
from lagebild.formats.view import View, bounds, clip, printable
from lagebild.model import FIGURES, Incident, Reading

LONGEST = 120  # characters of a quote


def digest(incidents: Iterable[Incident], readings: Mapping[str, Reading], labels: Labels) -> str:
    """The incidents as Markdown, in the order given; quotes are the words of the reports."""
    parts = [_incident(i, readings, labels) for i in incidents]
    return "\n".join(parts) if parts else labels["no-incidents"] + "\n"


def _incident(one: Incident, readings: Mapping[str, Reading], labels: Labels) -> str:
    where = one.place.name if one.place else labels["no-place"]
    when = date_words(one.time, labels) if one.time else labels["no-time"]
    reports = len({d for d, _ in one.events})
    views = {d: View(readings[d]) for d in {d for d, _ in one.claims} if d in readings}
    lines = [f"## {labels[f'type.{one.type}']}, {_plain(where)}, {when}", ""]
    lines.append(f"{reports} {labels['reports']}, {independent(one)} {labels['independent']} ({one.id})")
    lines.append("")
    lines += dict.fromkeys(line for document, claim in one.claims if document in views for line in _claim(views[document], claim, labels))
    for kind, several in (("contradiction", one.contradictions), ("development", one.developments)):
        lines += [f"- **{labels[kind]}** – {labels[f'about.{d.about}']}: {_plain(d.why)}" for d in several]
    return "\n".join([*lines, ""])


def _claim(view: View, ident: str, labels: Labels) -> Iterable[str]:
    claim = view.claims.get(ident)
    if claim is None or claim.about not in SHOWN or (claim.about not in FIGURES and claim.about != "agent"):
        return
    said = bounds(claim.figure.low, claim.figure.high) if claim.figure else view.named(claim.ref) or claim.span.text
    if claim.polarity == "denied":
        said += f" ({labels['factuality.denied']})"
    document, teller = view.reading.document, ", ".join(view.told_by(claim, labels))
    paper, published, quote = _plain(document.publisher or document.id), document.published or "?", _plain(clip(claim.span.text, LONGEST))
    yield f"- {labels[f'about.{claim.about}']}: **{_plain(said)}** – {_plain(teller)} ({paper}, {published}): „{quote}“"


def _plain(text: str) -> str:
    """The text without what Markdown would obey."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in printable(text).replace("\n", " "))

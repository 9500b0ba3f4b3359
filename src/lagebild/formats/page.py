"""One self-contained HTML page: the report with every span marked, beside it who says what, figures with their origin, what is open.

Nothing is loaded from anywhere, and nothing of a report can become markup or script: all of it is escaped, and the page's own policy
(Content-Security-Policy) allows its one script by its hash. Without script the words and the values are links to each other.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from lagebild.formats.labels import Labels, date_words
from lagebild.formats.page_style import SCRIPT, STYLE
from lagebild.formats.view import Origin, View, bounds, clip, distinct, note_words, printable, segments, title
from lagebild.model import Actor, Attribute, Claim, Event, Gap, Place, Reading, Ref, Span, Statement

LEGEND = ("event", "figure", "source", "said", "gap", "place", "time", "actor")
HASH = b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{HASH}'; base-uri 'none'; form-action 'none'"


def head(labels: Labels) -> str:
    """Everything before the first report."""
    legend = "".join(f'<li><span class="m {kind}">{_e(labels[f"mark.{kind}"])}</span></li>' for kind in LEGEND)
    return (
        f'<!doctype html>\n<html lang="{labels["language"]}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>Lagebild</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<header class="top"><h1>Lagebild</h1><p class="hint">{_e(labels["hint"])}</p><p>{_e(labels["firmness-hint"])}</p>'
        f'<ul class="legend" aria-label="{_e(labels["legend"])}">{legend}</ul></header>\n'
    )


def foot(titles: list[str], labels: Labels) -> str:
    """Everything after the last report: the list of contents, which the style sheet puts first, and the script."""
    entries = "".join(f'<li><a href="#r{number}">{_e(name)}</a></li>' for number, name in enumerate(titles, 1))
    contents = f'<nav aria-label="{_e(labels["contents"])}"><ol>{entries}</ol></nav>\n' if len(titles) > 1 else ""
    return f"{contents}<script>{SCRIPT}</script>\n</body>\n</html>\n"


def article(reading: Reading, number: int, labels: Labels) -> str:
    """One report: text on one side, what it says on the other."""
    page = _Article(View(reading), f"r{number}", labels)
    language, label = _e(reading.document.language), _e(labels["text"])
    return (
        f'<article id="r{number}">\n<header><h2>{_e(title(reading))}</h2><p class="meta">{page.meta()}</p></header>\n'
        f'<div class="columns">\n<section class="report" lang="{language}" aria-label="{label}" tabindex="0">{page.text()}</section>\n'
        f'<section class="side">\n{page.side()}</section>\n</div>\n</article>\n'
    )


def _e(text: str) -> str:
    return escape(printable(text))


@dataclass(frozen=True, slots=True)
class _Article:
    """The parts of one report on the page; `id` begins the ids of all that belongs to it."""

    view: View
    id: str
    labels: Labels

    # ---- the text ----------------------------------------------------------------------------------------------

    def meta(self) -> str:
        document, labels = self.view.reading.document, self.labels
        when = date_words(document.published, labels)
        basis = labels[f"basis.{document.published_basis}"]
        published = f"{labels['published']} {when}" + (f" ({basis})" if basis else "") if when else labels["undated"]
        parts = [_e(p) for p in distinct((document.publisher or "", document.agency or "", published, document.id))]
        if document.url:
            safe = document.url.startswith(("https://", "http://"))
            shown = _e(clip(document.url, 80))
            parts.append(f'<a href="{_e(document.url)}" rel="noreferrer noopener">{shown}</a>' if safe else shown)
        return " · ".join(parts)

    def text(self) -> str:
        text, found = self.view.reading.document.text, []
        marks, homes = self._marks()
        for start, end, kinds in segments(len(text), marks):
            words = _e(text[start:end])
            if kinds:
                classes = " ".join(sorted({k.partition(" ")[0] for k in kinds}))
                home = homes[min(kinds, key=lambda k: RANK[k.partition(" ")[0]])]
                words = f'<a class="m {classes}" id="{self.id}-{start}" href="#{home}">{words}</a>'
            found.append(words)
        return "".join(found)

    def _marks(self) -> tuple[list[tuple[int, int, str]], dict[str, str]]:
        """Each span of the reading with its kind and number, and for each of these the id of what was read there."""
        marks, homes = [], {}
        for number, (span, kind, home) in enumerate(self._spans()):
            name = f"{kind} {number}"
            marks.append((span.start, span.end, name))
            homes[name] = f"{self.id}-{home}"
        return marks, homes

    def _spans(self) -> Iterator[tuple[Span, str, str]]:
        reading = self.view.reading
        for event in reading.events:
            yield from ((t, "event", event.id) for t in event.triggers)
            yield from ((t, "topic", event.id) for t in event.topic)
            yield from ((r.span, "topic", event.id) for r in event.relations)
            for kind, refs in (("actor", (*event.agents, *event.patients)), ("place", event.places)):
                yield from ((r.span, kind, event.id) for r in refs if r.span)
        for claim in reading.claims:
            yield claim.span, "figure" if claim.figure else "claim", claim.event
            if claim.figure and claim.figure.who:
                yield claim.figure.who, "claim", claim.event
        for statement in reading.statements:
            yield from ((s.span, "source", statement.id) for s in statement.sources if s.span)
            yield from ((r.span, "actor", statement.id) for r in statement.addressees if r.span)
            yield from ((c, "cue", statement.id) for c in (*statement.cue, *statement.frame))
            yield from ((c, "said", statement.id) for c in statement.content)
        yield from ((g.span, "gap", g.id) for g in reading.gaps)
        yield from ((m.span, "place", p.id) for p in reading.places for m in p.mentions)
        yield from ((t.span, "time", t.id) for t in reading.times)
        for actor in reading.actors:
            yield from ((m.span, "actor", actor.id) for m in actor.mentions)
            yield from ((a.span, "actor", actor.id) for a in actor.attributes)
        yield from ((n.span, "note", "unresolved") for n in self.view.further_notes() if n.span)

    # ---- what it says ------------------------------------------------------------------------------------------

    def side(self) -> str:
        reading, labels = self.view.reading, self.labels
        events = "".join(map(self._event, self.view.in_time()))
        return (
            f"<h3>{labels['events']}</h3>\n{events or '<p>' + labels['nothing'] + '</p>'}"
            + self._list("statements", map(self._statement, reading.statements))
            + self._list("gaps", map(self._gap, reading.gaps))
            + self._list("actors", map(self._actor, reading.actors), small=True)
            + self._list("places", map(self._place, reading.places), small=True)
            + self._list("times", self._times(), small=True)
            + self._list("unresolved", self._unresolved(), small=True)
        )

    def _list(self, heading: str, lines: Iterable[str], small: bool = False) -> str:
        found = "".join(lines)
        return (
            f'<h3>{self.labels[heading]}</h3>\n<ul class="plain {heading}{" small" * small}" id="{self.id}-{heading}">{found}</ul>\n'
            if found
            else ""
        )

    def _value(self, words: str, spans: Iterable[Span | None], kind: str = "") -> str:
        """Words that light up the spans they come from; plain words when they come from none."""
        there = sorted({(s.start, s.end) for s in spans if s})
        if not there or not words:
            return _e(words)
        style = f' class="{kind}"' if kind else ""
        return f'<a{style} href="#{self.id}-{there[0][0]}" data-w="{" ".join(f"{a}-{b}" for a, b in there)}">{_e(words)}</a>'

    def _event(self, event: Event) -> str:
        labels = self.labels
        times = [t.span for t in self.view.reading.times if t.id in event.times]
        doubt = f'<span class="chip doubt">{labels[f"factuality.{event.factuality}"]}</span>' if event.factuality != "certain" else ""
        phase = f'<span class="chip">{labels[f"phase.{event.phase}"]}</span>' if event.phase else ""
        when = self._value(date_words(event.time, labels), times) if event.time else f"<i>{labels['time-open']}</i>"
        trigger = self._value(f"„{clip(event.triggers[0].text, 60)}“", event.triggers)
        return (
            f'<section class="card" id="{self.id}-{event.id}">\n<h4>{labels[f"type.{event.type}"]} <q>{trigger}</q> {doubt}{phase}'
            f'<span class="when">{when}</span></h4>\n{self._roles(event)}{self._claims(event)}</section>\n'
        )

    def _roles(self, event: Event) -> str:
        topic = [self._value(clip(s.text, 120), [s]) for s in event.topic]
        related = [self._related(event, n) for n in range(len(event.relations))]
        claims = self.view.claims_of(event)
        tellers = [self._teller(o) for o in self.view.origins(claims[0])] if self._plain(claims) else []
        rows = [
            ("who", [self._ref(r) for r in event.agents]), ("whom", [self._ref(r) for r in event.patients]),
            ("where", [self._ref(r) for r in event.places]), ("topic", topic), ("relation", related), ("says", tellers),
        ]  # fmt: skip
        found = "".join(f"<dt>{self.labels[key]}</dt><dd>{', '.join(distinct(values))}</dd>" for key, values in rows if values)
        return f"<dl>{found}</dl>\n" if found else ""

    def _plain(self, claims: list[Claim]) -> bool:
        """Whether nothing is claimed but, firmly, that it happened: then a table of claims would say nothing more."""
        only = claims[0] if len(claims) == 1 else None
        return only is not None and (only.about, only.polarity, only.firmness) == ("occurrence", "affirmed", "certain")

    def _ref(self, ref: Ref) -> str:
        distance, place = self.view.distance(ref), self.view.places.get(ref.ref or "")
        asked = f' <span class="chip doubt">{self.labels["place-unresolved"]}</span>' if place and place.precision == "unresolved" else ""
        told = f' <span class="chip">{self.labels[f"distance.{distance}"]}</span>' if distance else ""
        known = self.view.actors.get(ref.ref or "") or place
        return self._value(clip(self.view.name(ref), 80), [ref.span or (known.mentions[0].span if known else None)]) + told + asked

    def _related(self, event: Event, number: int) -> str:
        relation = event.relations[number]
        other = self.view.events.get(relation.event)
        words = f"{self.labels[f'relation.{relation.kind}']} „{clip(other.triggers[0].text, 40) if other else relation.event}“"
        return self._value(words, [relation.span])

    def _claims(self, event: Event) -> str:
        claims = self.view.claims_of(event)
        if not claims or self._plain(claims):
            return ""
        rows = "".join(self._claim(claim, origin) for claim in claims for origin in self.view.origins(claim))
        heads = "".join(f'<th scope="col">{self.labels[key]}</th>' for key in ("claim", "says"))
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>\n"

    def _claim(self, claim: Claim, origin: Origin) -> str:
        labels = self.labels
        firm = "" if claim.firmness == "certain" or claim.hearsay else labels[f"factuality.{claim.firmness}"]
        how = distinct((labels["denies"] if claim.polarity == "denied" else "", labels["hearsay"] if claim.hearsay else "", firm))
        chips = "".join(f' <span class="chip doubt">{_e(h)}</span>' for h in how)
        denied = ' class="denied"' if claim.polarity == "denied" else ""
        return f'<tr{denied}><td class="value">{self._claimed(claim)}{chips}</td><td>{self._teller(origin)}</td></tr>\n'

    def _claimed(self, claim: Claim) -> str:
        about, figure = self.labels[f"about.{claim.about}"], claim.figure
        if figure is None:
            value = date_words(claim.edtf, self.labels) if claim.edtf else self.view.named(claim.ref) or ""
            return self._value(about + (": " if value else ""), [claim.span]) + (
                f"<b>{self._value(value, [claim.span])}</b>" if value else ""
            )
        number = self._value(bounds(figure.low, figure.high, self.labels["group"]), [claim.span])
        scope, more = self.labels[f"scope.{figure.scope}"], distinct((self.labels["increase"] if figure.increase else "", about))
        who = self._value(clip(figure.who.text, 80), [figure.who]) if figure.who else ""
        status = self.labels[f"status.{figure.status}"]
        words = f"{_e(scope)} <b>{number}</b> {_e(' '.join(more))}{': ' if who else ''}{who}"
        return words.lstrip() + (f' <span class="how">{_e(status)}</span>' if status else "")

    def _teller(self, origin: Origin) -> str:
        labels, statement, source = self.labels, origin.statement, origin.source
        if statement is None:
            return f'<span class="own">{labels["report"]}</span>'
        spans = [source.span] if source and source.span else [*statement.frame, *statement.content]
        name = (self.view.source_name(source) if source else "") or labels["unnamed"]
        kind = labels[f"source.{source.type}"] if source else ""
        via = self.view.statements.get(statement.via or "")
        by = f"{labels['via']} {', '.join(self.view.sources(via)) or labels['unnamed']}" if via else ""
        how = ", ".join(distinct((labels[f"form.{statement.form}"], kind, by)))
        return f'{self._value(clip(name, 80), spans, "teller")} <a class="how" href="#{self.id}-{statement.id}">{_e(how)}</a>'

    def _statement(self, statement: Statement) -> str:
        labels = self.labels
        names = [self._value(clip(self.view.source_name(s), 80) or labels["unnamed"], [s.span], "teller") for s in statement.sources]
        told = distinct(names) or [f'<span class="teller">{labels["unnamed"]}</span>']
        via = self.view.statements.get(statement.via or "")
        by = f", {labels['via']} {', '.join(self.view.sources(via)) or labels['unnamed']}" if via else ""
        when = f", {date_words(statement.time, labels)}" if statement.time else ""
        how = _e(f"({labels[f'form.{statement.form}']}{by}{when})")
        firm = (
            f' <span class="chip doubt">{labels[f"factuality.{statement.factuality}"]}</span>' if statement.factuality != "certain" else ""
        )
        said = self._value(clip(" … ".join(c.text for c in statement.content), 400), statement.content)
        return (
            f'<li id="{self.id}-{statement.id}">{", ".join(told)} <span class="how">{how}</span>{firm}{": " if said else ""}{said}</li>\n'
        )

    def _gap(self, gap: Gap) -> str:
        by = self.view.named(gap.by)
        words = f"{self.labels[f'gap-about.{gap.about}']}: {self.labels[f'gap.{gap.kind}']}" + (f" ({by})" if by else "")
        return f'<li id="{self.id}-{gap.id}">{self._value(words, [gap.span])} – <q>„{_e(clip(gap.span.text, 200))}“</q></li>\n'

    def _actor(self, actor: Actor) -> str:
        about = distinct((self.labels[f"actor.{actor.kind}"], actor.country or "", actor.polity or "", actor.identity or ""))
        more = [self._value(self._attribute(a), [a.span]) for a in actor.attributes]
        words = [_e(", ".join(about)), *more] if about else more
        name = self._value(clip(actor.name, 80), [m.span for m in actor.mentions])
        return f'<li id="{self.id}-{actor.id}">{name}{" – " if words else ""}{"; ".join(words)}</li>\n'

    def _attribute(self, attribute: Attribute) -> str:
        label = self.labels[f"attribute.{attribute.kind}"]
        when = f" ({date_words(attribute.edtf, self.labels)})" if attribute.edtf else ""
        return (f"{label}: " if label else "") + clip(attribute.value, 80) + when

    def _place(self, place: Place) -> str:
        where = distinct((place.admin1 or "", place.country or "", self.labels[f"precision.{place.precision}"]))
        name = self._value(clip(place.name, 80), [m.span for m in place.mentions])
        return f'<li id="{self.id}-{place.id}">{name} – {_e(", ".join(where))}</li>\n'

    def _times(self) -> Iterator[str]:
        for time in self.view.reading.times:
            words = date_words(time.edtf, self.labels) or self.labels["time-open"]
            yield f'<li id="{self.id}-{time.id}">{self._value(f"„{clip(time.span.text, 60)}“", [time.span])} – {_e(words)}</li>\n'

    def _unresolved(self) -> Iterator[str]:
        text, labels = self.view.reading.document.text, self.labels
        candidates = labels["candidates"]
        for place in self.view.unresolved_places():
            may_be = ", ".join(f"{c.name} ({c.country or '?'})" for c in place.candidates[:4])
            words = self._value(f"{labels['place-unresolved']}: {place.name}", [m.span for m in place.mentions])
            yield f"<li>{words}{_e(f' – {candidates}: {may_be}' if may_be else '')}</li>\n"
        for sentence in self.view.reading.coverage:
            if sentence.status == "unread":
                yield f"<li>{labels['unread']}: <q>{_e(clip(text[sentence.start : sentence.end], 160))}</q></li>\n"
        for note in self.view.further_notes():
            yield f'<li title="{_e(note.message)}">{self._value(note_words(note, labels), [note.span])}</li>\n'


# where a click on words leads that several things lie on: to the first of these
RANK = {k: n for n, k in enumerate(("event", "figure", "gap", "source", "cue", "claim", "topic", "place", "time", "actor", "said", "note"))}

"""What stands around each time: words that open it to one side or join two to a stretch, whether its clause looks back
or ahead, and which other time dates the quotation it stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lagebild.model import Sentence
from lagebild.packs import Pack
from lagebild.readers.time.find import Found
from lagebild.readers.time.spoken import spoken
from lagebild.readers.time.tense import Tense, tense_at

Link = Literal["through", "and", "beside"]  # `bis`, `zwischen … und`, and two days joined by no more than `und`
REACH = 24  # characters before a time in which the words that open it stand
_TENSED = frozenset({"date", "weekday", "weekend", "season", "quarter", "holiday", "unit_shift", "reference", "deictic"})
_DAYS = frozenset({"date", "weekday", "weekend"})


@dataclass(frozen=True, slots=True)
class Around:
    """For each time of a report: its bound (since, until, from, before, after, of, for), its tense, how it is joined to the next,
    and the position of the time that dates the quotation it stands in."""

    bounds: tuple[str | None, ...]
    tenses: tuple[Tense | None, ...]
    links: tuple[Link | None, ...]
    spoken: tuple[int | None, ...]


def look_around(text: str, found: Sequence[Found], sentences: Sequence[Sentence], pack: Pack) -> Around:
    """What stands around each of the times of a text."""
    bounds = tuple(_bound(text, f, pack) for f in found)
    links = tuple(_link(text, found[n], found[n + 1], pack) if n + 1 < len(found) else None for n in range(len(found)))
    return Around(bounds, _tenses(found, bounds, sentences, pack), links, spoken(text, found, bounds, sentences, pack))


def _bound(text: str, found: Found, pack: Pack) -> str | None:
    words = text[max(0, found.start - REACH) : found.start].lower().split()
    for count in (3, 2, 1):
        row = pack.row("time_bound", " ".join(words[-count:]))
        if row:
            return row.word("value")
    rules = pack.text_rules.get("time_bound", ())
    return next((str(r.values["value"]) for r in rules if r.pattern.search(text, max(0, found.start - 4 * REACH), found.start)), None)


def _tenses(found: Sequence[Found], bounds: Sequence[str | None], sentences: Sequence[Sentence], pack: Pack) -> tuple[Tense | None, ...]:
    """The tense of each time. A weekday without a verb (in a headline) lies where the same weekday does elsewhere, and a present beside
    a past of the same weekday is told as if one were there."""
    tenses: list[Tense | None] = []
    days: dict[object, dict[Tense, None]] = {}  # weekday → its tenses in text order
    for one, bound in zip(found, bounds, strict=True):
        clause = tense_at(sentences[one.sentence], one.start, pack) if one.kind in _TENSED and one.sentence >= 0 else None
        tense = _leaning(clause, bound, one.kind)
        tenses.append(tense)
        if tense and one.kind == "weekday" and "shift" not in one.fields:
            days.setdefault(one.fields["weekday"], {})[tense] = None
    return tuple(_same_day(t, days.get(f.fields["weekday"], {})) if f.kind == "weekday" else t for f, t in zip(found, tenses, strict=True))


def _same_day(tense: Tense | None, elsewhere: Mapping[Tense, None]) -> Tense | None:
    if tense == "present" and "past" in elsewhere:
        return "past"
    return tense or next(iter(elsewhere), None)


def _leaning(tense: Tense | None, bound: str | None, kind: str) -> Tense | None:
    if bound in ("since", "of", "after"):
        return "past"
    if bound == "for" and kind in _DAYS:
        return "future"
    return "future" if bound == "from" and tense != "past" else tense


def _link(text: str, left: Found, right: Found, pack: Pack) -> Link | None:
    if right.start - left.end > REACH:
        return None
    row = pack.row("time_link", " ".join(text[left.end : right.start].lower().replace(",", " ").replace(".", " ").split()))
    if row is None or row.word("value") == "through":
        return "through" if row else None
    words = text[max(0, left.start - REACH) : left.start].lower().split()
    opening = pack.tables["time_opening"]
    if any(" ".join(words[-count:]) in opening for count in (1, 2)):
        return "and"
    return "beside" if left.kind in _DAYS and right.kind == left.kind else None

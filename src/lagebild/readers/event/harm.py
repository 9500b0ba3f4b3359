"""The pack's words of harm, and what is known of a figure before it is a claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from lagebild.model import Event, FigureKind, VictimStatus
from lagebild.packs import Pack, Row
from lagebild.readers.event.cast import Cast
from lagebild.readers.event.number import Numbers, Quantity
from lagebild.readers.event.trigger import Parsed, Trigger

COUNTED_BARE = ("killed", "injured")  # `es gab Tote`; `ein Lager für Vertriebene` counts nobody
HARMING = ("ASSAULT", "PROTEST", "COERCE")


@dataclass(frozen=True, slots=True)
class State:
    """A word that says, with one of `beside` and all of `also` in its clause, what happened to people who are told of there.

    `prep`: the adposition that they stand under, if any; `who`: what their noun must say that they are.
    """

    kind: FigureKind
    beside: frozenset[str]
    also: frozenset[str]
    prep: str | None
    who: frozenset[str]  # none: anybody


@dataclass(frozen=True, slots=True)
class Said:
    """A word of telling by which a bare number is a toll: under this adposition (none: its object), with one of `beside` in the clause.

    `anyone`: it names nobody who tells it.
    """

    prep: str | None
    beside: frozenset[str]
    anyone: bool


@dataclass(frozen=True, eq=False)
class Harm:
    """The pack's words of harm."""

    verbs: Mapping[str, FigureKind]
    nouns: Mapping[str, FigureKind]
    bodies: Mapping[str, frozenset[str]]  # nouns whose figure may stand behind them (`die Leichen von elf Männern`), of whom alone
    victims: Mapping[str, VictimStatus]
    further: frozenset[str]
    neither: frozenset[str]
    parts: Mapping[str, tuple[tuple[str, ...], ...]]  # by the first word
    whole: frozenset[str]
    provisional: frozenset[str]
    counts: Mapping[str, FigureKind | None]  # nouns for a number of people; the kind that the noun itself says
    counted: Mapping[str, frozenset[str]]  # such a noun → of whom alone it is one
    grows: frozenset[str]  # adpositions between such a noun and by how much it grew
    among: Mapping[str, tuple[tuple[str, ...], FigureKind]]  # form → adpositions, kind
    adjectives: Mapping[str, FigureKind]
    states: Mapping[str, tuple[State, ...]]
    tellings: Mapping[str, tuple[Said, ...]]
    tells: frozenset[str]  # verbs of saying
    according: frozenset[str]
    told: frozenset[str]  # adjectives before a number that somebody told
    people: frozenset[str]  # nouns that say of people no more than that they are counted
    negations: frozenset[str]
    absence: frozenset[str]  # verbs of clauses in which a negated noun of harm says that there were none
    later: frozenset[str]  # words beside which somebody died of what had befallen him before
    shares: frozenset[str]  # nouns of harm for not all who suffered it: `Schwerverletzte`
    losses: frozenset[str]  # nouns of harm that count only by a number: `zwei Opfer`
    several: Mapping[str, int]  # nouns for two and three people
    escapes: frozenset[str]  # words of a clause that tells of captives who are none any more
    troops: frozenset[str]  # forms by which only fighters are counted: `40 Mann`


@cache
def harm_words(pack: Pack) -> Harm:
    """The pack's words of harm, ready to be asked."""
    t = pack.tables
    return Harm(
        verbs={k: r[0].get("kind") for k, r in t["figure_verb"].items()},
        nouns={k: r[0].get("kind") for k, r in t["figure_noun"].items()},
        bodies={k: frozenset(r[0].several("who")) for k, r in t["figure_noun"].items() if r[0].get("body")},
        victims={k.lower(): r[0].get("status") for k, r in t["figure_victim"].items()},
        further=frozenset(t["figure_further"]),
        neither=frozenset(t["figure_neither"]),
        parts=_by_first(tuple(k.split()) for k in t["figure_part"]),
        whole=frozenset(t["figure_whole"]),
        provisional=frozenset(t["figure_provisional"]),
        counts={k: r[0].get("kind") for k, r in t["figure_count"].items()},
        counted={k: frozenset(r[0].several("who")) for k, r in t["figure_count"].items()},
        grows=frozenset(t["figure_growth"]),
        among={k: (r[0].several("prep"), r[0].get("kind")) for k, r in t["figure_among"].items()},
        adjectives={k: r[0].get("kind") for k, r in t["figure_adjective"].items()},
        states={k: tuple(map(_state, r)) for k, r in t["figure_state"].items()},
        tellings={k: tuple(map(_said, r)) for k, r in t["figure_telling"].items()},
        tells=frozenset(t["reporting_verb"]),
        according=frozenset(k for k, r in t["according_word"].items() if r[0].word("place") in ("before", "both")),
        told=frozenset(t["figure_told"]),
        people=frozenset(t["figure_people"]),
        negations=frozenset(k for k, r in t["factuality_negation"].items() if r[0].word("reach") == "clause"),
        absence=frozenset(t["figure_absence"]),
        later=frozenset(t["figure_later"]),
        shares=frozenset(k for k, r in t["figure_noun"].items() if r[0].get("share")),
        losses=frozenset(k for k, r in t["figure_noun"].items() if r[0].get("counted")),
        several={k: int(r[0].get("value")) for k, r in t["figure_several"].items()},
        escapes=frozenset(t["figure_escape"]),
        troops=frozenset(t["figure_troops"]),
    )


def _state(row: Row) -> State:
    return State(
        row.get("kind"), frozenset(row.several("beside")), frozenset(row.several("also")), row.get("prep"), frozenset(row.several("who"))
    )


def _said(row: Row) -> Said:
    return Said(row.get("prep"), frozenset(row.several("beside")), bool(row.get("anyone")))


def _by_first(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in phrases:
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return found


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure before it is a claim: its event, and where it stands; a sum of several stands in the chunks up to `through`.

    `by`: the word of its sentence that says what befell them, -1 where that is an event's word or stands elsewhere.
    """

    kind: FigureKind
    event: str
    quantity: Quantity
    sentence: int
    chunk: int
    rule: str
    part: bool = False
    grows: bool = False
    through: int | None = None
    by: int = -1

    @property
    def last(self) -> int:
        """The last chunk that it stands in."""
        return self.chunk if self.through is None else self.through


@dataclass(frozen=True, eq=False)
class Scene:
    """A sentence with what is needed to tell who came to harm in it; `starts` has each event by the first character of its triggers."""

    at: Parsed
    here: Sequence[Trigger]
    told: Cast
    harm: Harm
    known: Numbers
    starts: Mapping[int, Event]

    def nearest(self, i: int) -> Event | None:
        """The event of harm whose word stands nearest in the sentence, else the last one told before, else the next one after.

        None where it was only planned, demanded or prevented.
        """
        event = self._nearest(i)
        return None if event is None or event.factuality == "unrealised" else event

    def _nearest(self, i: int) -> Event | None:
        words, clause_of = self.at.sentence.words, self.at.layout.clause_of
        same = [t for t in self.here if self.starts[words[t.word].start].type in HARMING]
        if same:
            mine = [t for t in same if clause_of[t.word] == clause_of[i]] or same
            return self.starts[words[min(mine, key=lambda t: abs(t.word - i)).word].start]
        harming = [k for k, e in self.starts.items() if e.type in HARMING]
        before = max((k for k in harming if k <= words[i].start), default=None)
        after = min((k for k in harming if k > words[i].start), default=None)
        nearest = before if before is not None else after
        return self.starts[nearest] if nearest is not None else None


def is_of(noun: str, who: frozenset[str], harm: Harm) -> bool:
    """Whether the noun says that people are one of `who`, or nothing of them but how many; none: anybody."""
    return not who or noun in harm.people or status(noun, harm) in who


def status(noun: str, harm: Harm) -> VictimStatus:
    """Who people are by the last part of the noun for them, `unknown` when it does not say."""
    lower = noun.lower()
    endings = sorted((v for v in harm.victims if lower.endswith(v)), key=len)
    return harm.victims[endings[-1]] if endings else "unknown"

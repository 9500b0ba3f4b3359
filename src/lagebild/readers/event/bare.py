"""Acts that a report tells of by their toll alone: `Der Bürgermeister sprach von fünf Toten, das Ministerium von acht.`

A toll needs an act to hang on. Where a report names none, and no accident, illness or other matter that may have cost the lives, the word
that says what befell the people stands for what was done to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lagebild.model import Event
from lagebild.packs import Pack
from lagebild.readers.event.cast import Cast
from lagebild.readers.event.harm import COUNTED_BARE, HARMING, Draft, Scene, harm_words
from lagebild.readers.event.lexicon import sense
from lagebild.readers.event.number import Numbers, numbers
from lagebild.readers.event.toll import find
from lagebild.readers.event.trigger import About, Parsed, Trigger

_SOMETHING = Event("", "", "ASSAULT", ())  # what the figures hang on while it is sought what they tell of


class _Open(Scene):
    """A sentence in which every figure hangs on something."""

    def nearest(self, i: int) -> Event:
        return _SOMETHING


def is_bare_toll(trigger: Trigger, laid: Sequence[Parsed], about: About, known: Numbers) -> bool:
    """Whether a word of harm counts people in a report that speaks of nothing which may have harmed them but of violence."""
    if not trigger.sense.row.get("harms") or not about.is_of_nothing_else():
        return False
    at = laid[trigger.sentence]
    clause = [at.sentence.words[k] for k in at.layout.clause(trigger.word).words]
    return about.conflict > 0 or any(
        w.upos == "NUM" or known.values.get(w.form.lower(), 0) > 1 or w.form.lower() in known.none for w in clause
    )


def bare_acts(told: Cast, pack: Pack, about: About, found: Iterable[Trigger]) -> tuple[Trigger, ...]:
    """The act that only a toll tells of, as the one word that tells it first; none where another act of harm is told of."""
    if any(t.sense.type in HARMING for t in found) or not about.is_of_nothing_else():
        return ()
    first = next(_tolls(told, pack), None)
    kinds = pack.tables["figure_act"]
    if first is None or first.kind not in kinds:
        return ()
    return (Trigger(first.sentence, first.by, sense(kinds[first.kind][0], "figure_act"), "noun", None),)


def _tolls(told: Cast, pack: Pack) -> Iterator[Draft]:
    """The figures that are told with no act beside them."""
    harm, known = harm_words(pack), numbers(pack)
    for at in told.sentences:
        found = (d for d in find(_Open(at, (), told, harm, known, {}), ()) if d.by >= 0 and d.quantity.number is not None)
        yield from (d for d in found if d.kind in COUNTED_BARE or d.rule == "state")  # `Zelte für 3.000 Vertriebene` tells of no act

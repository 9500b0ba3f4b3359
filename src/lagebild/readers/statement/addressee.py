"""To whom something is said: behind a preposition, in the dative, or as the object of verbs like `auffordern`, which the pack marks."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.packs import Pack
from lagebild.packs.words import is_time
from lagebild.readers.statement.frame import Saying
from lagebild.readers.statement.phrase import Phrase, can_speak, phrase_at
from lagebild.readers.statement.quote import Unit


def addressee(
    unit: Unit, pack: Pack, saying: Saying, first: int, last: int, source: Phrase | None, subject: Phrase | None = None
) -> Phrase | None:
    """Whom the saying in words first to last is addressed to; `subject`: the subject of a passive, who then is the one spoken to."""
    found = _after_preposition(unit, pack, saying, first, last, source)
    if found is not None:
        return found
    to = saying.row.word("to")
    if saying.passive and to == "object":
        return subject if subject and not subject.pronoun and can_speak(unit, pack, subject) else None
    if to == "object":
        return _spoken_to(unit, pack, saying, first, last, source)
    return _dative(unit, pack, saying, first, last, source)


def _after_preposition(unit: Unit, pack: Pack, saying: Saying, first: int, last: int, source: Phrase | None) -> Phrase | None:
    """Who stands behind a preposition that names a hearer: always, right behind the source, or with this verb alone."""
    own = saying.row.several("hearer")
    for i in range(first, last):
        form = unit.words[i].form.lower()
        if source and source.first <= i < source.last:
            continue
        behind = source is not None and i == source.last and form in pack.tables["addressee_behind"]
        by_verb = form in own and unit.words[i].upos == "ADP" and (i == 0 or unit.words[i - 1].upos != "NOUN")  # else it is the noun's
        if behind or by_verb or form in pack.tables["addressee_preposition"]:
            named = phrase_at(unit, pack, i + 1, last)
            if named and not named.pronoun and can_speak(unit, pack, named):
                return named
    return None


def _phrases(unit: Unit, pack: Pack, saying: Saying, first: int, last: int, source: Phrase | None) -> Iterator[Phrase]:
    """The phrases among words first to last that may be whom it is said to: not the source, no pronoun, no time, behind no preposition."""
    i = first
    while i < last:
        if source and source.first <= i < source.last:
            i = source.last
            continue
        stop = min((c for c in saying.words if c > i), default=last)
        begins = i + 1 if unit.words[i].upos == "ADP" else i
        found = phrase_at(unit, pack, begins, stop) if i not in saying.words and begins < stop else None
        if found and begins == i and not found.pronoun and not is_time(pack, unit.words[found.head[1] - 1].lemma):
            yield found
        i = found.last if found else i + 1


def _spoken_to(unit: Unit, pack: Pack, saying: Saying, first: int, last: int, source: Phrase | None) -> Phrase | None:
    return next((p for p in _phrases(unit, pack, saying, first, last, source) if can_speak(unit, pack, p)), None)


def _dative(unit: Unit, pack: Pack, saying: Saying, first: int, last: int, source: Phrase | None) -> Phrase | None:
    """A phrase in the dative right behind the source or the verb, or, of a verb that wants a hearer, anywhere beside them."""
    begin = saying.finite + 1 if source is None or source.last <= saying.finite else source.last
    while begin < last and unit.words[begin].upos in ("ADV", "PART"):
        begin += 1
    if begin < last and unit.words[begin].form.lower() in pack.tables["dative_form"]:
        found = phrase_at(unit, pack, begin, last)
        hears = found is not None and not found.pronoun and can_speak(unit, pack, found) and found.head[1] - 1 not in saying.words
        return found if hears else None
    if saying.row.word("to") != "dative":
        return None
    return next((p for p in _phrases(unit, pack, saying, first, last, source) if _may_be_dative(unit, pack, p)), None)


def _may_be_dative(unit: Unit, pack: Pack, phrase: Phrase) -> bool:
    form = unit.words[phrase.first].form.lower()
    plural = unit.words[phrase.head[1] - 1].feats.get("Number") == "Plur" and form in pack.tables["dative_plural_form"]
    bare = unit.words[phrase.first].upos == "PROPN"
    return can_speak(unit, pack, phrase) and (form in pack.tables["dative_form"] or plural or bare)

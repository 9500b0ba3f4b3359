"""Who says it: from a noun phrase to the source that it names, whether it is named, what kind of source it is, and which actor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lagebild.model import Actor, ActorNumber, Source, Span, Word
from lagebild.packs import Pack
from lagebild.readers.statement.noun import key_of, source_type
from lagebild.readers.statement.phrase import BODIES, Phrase, is_name, is_person
from lagebild.readers.statement.quote import Unit


def span_of(unit: Unit, text: str, first: int, last: int, head: tuple[int, int] | None = None) -> Span:
    """Words first to last (past the end) as a span."""
    words = unit.words
    a, b = head or (first, first + 1)
    start, end = words[first].start, words[last - 1].end
    return Span(start, end, text[start:end], words[a].start, words[b - 1].end)


def source(unit: Unit, text: str, pack: Pack, phrase: Phrase, actors: Mapping[int, Actor]) -> Source:
    """The source that a phrase names, with the actor whose mention shares its head."""
    span = span_of(unit, text, phrase.first, phrase.last, phrase.head)
    actor = next((actors[k] for k in range(span.head_start, span.head_end) if k in actors), None)
    if actor and is_name(unit, phrase.head) and span.head not in (actor.name, *(m.span.head for m in actor.mentions)):
        other = actor if not is_person(unit, phrase.head) or actor.kind in ("person", "unknown") else None
        actor = next((a for a in actors.values() if a.name == span.head), other)
    if actor is None and not phrase.pronoun:
        actor = _by_family_name(actors, span.head)
    words = unit.words[phrase.first : phrase.last]
    lemma = unit.words[phrase.head[1] - 1].lemma
    unnamed = not phrase.pronoun and not is_name(unit, phrase.head) and _stays_unnamed(pack, words, lemma, actor)
    return Source(
        actor.id if actor else None, span, "carried" if phrase.pronoun else "unnamed" if unnamed else "named",
        source_type(pack, words, actor), _number(unit, phrase, actor),
    )  # fmt: skip


def _by_family_name(actors: Mapping[int, Actor], head: str) -> Actor | None:
    """The one person whose family name the head is, where the mention itself was taken for a noun; None when there are several or none."""
    found = {a.id: a for a in actors.values() if a.kind == "person" and a.name.endswith(" " + head)}
    return next(iter(found.values())) if len(found) == 1 else None


def _stays_unnamed(pack: Pack, words: Sequence[Word], lemma: str, actor: Actor | None) -> bool:
    """Whether a phrase without a name of its own leaves open who speaks; a body's telling (`Polizeiangaben`) does not."""
    key = key_of(pack, "unnamed_source", lemma)
    if key is not None:
        return not (actor and actor.kind in BODIES and key_of(pack, "saying_noun", lemma) == key and lemma != key)
    named = any(w.upos == "PROPN" for w in words)
    open_kind = source_type(pack, words, None) in ("media", "state_media", "witness", "anonymous")
    return open_kind and not named and words[0].form.lower() in pack.tables["indefinite_form"]


def _number(unit: Unit, phrase: Phrase, actor: Actor | None) -> ActorNumber | None:
    if actor and actor.number:
        return actor.number
    number = unit.words[phrase.head[1] - 1].feats.get("Number")
    if phrase.pronoun:
        beside = (w for w in (*unit.words[phrase.last : phrase.last + 1], *unit.words[max(0, phrase.first - 1) : phrase.first]))
        number = next((w.feats["Number"] for w in beside if w.feats.get("VerbForm") == "Fin" and "Number" in w.feats), number)
    return "several" if number == "Plur" else "one" if number == "Sing" else None


def by_offset(actors: Sequence[Actor]) -> dict[int, Actor]:
    """For each character of a mention's head the actor it names; the smaller mention goes before the larger one."""
    mentions = [(m.span, a) for a in actors for m in a.mentions]
    found: dict[int, Actor] = {}
    for span, actor in sorted(mentions, key=lambda m: m[0].start - m[0].end):
        found.update(dict.fromkeys(range(span.head_start, span.head_end), actor))
    return found

"""A sentence's words → the phrases in it that name somebody who acts: names, nouns, states, persons by their age, pronouns.

Word order, tags and case carry this; the tree is asked only for the extent of phrases, so that a wrong arc costs little.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lagebild import tree
from lagebild.model import ActorKind, ActorNumber, Sentence
from lagebild.packs import longest_ending
from lagebild.packs.tag import tagged
from lagebild.packs.words import Known
from lagebild.readers.actor.found import (
    Found,
    Scene,
    is_subject,
)
from lagebild.readers.actor.name import names
from lagebild.readers.actor.noun import belonging, noun_at

SHORTEST_TELLER = 3  # letters before a noun of telling in a compound


def find(scene: Scene) -> tuple[Found, ...]:
    """All phrases of the sentence that name an actor, in text order of their heads; twins point to their place in the result."""
    found: list[Found] = []
    taken = [False] * len(scene.sentence.words)
    for one in names(scene):
        found.append(one)
        for k in range(one.first, one.last):
            taken[k] = True
    for i, used in enumerate(taken):
        if not used:
            found += [one for one in (noun_at(scene, i), _pronoun(scene, i)) if one]
            found += _parts(scene, i)
    found.sort(key=lambda f: (f.span.head_start, -f.span.head_end))
    return tuple(_joined(scene, found))


def _parts(scene: Scene, i: int) -> Iterator[Found]:
    """The actor that the first part of a compound names (`PKK-Stellungen`, `US-Einheiten`, `Armeeangaben`); the part alone is its head."""
    form = scene.sentence.words[i].form
    parts = form.split("-")
    for n in range(len(parts) - 1, 0, -1):
        part = "-".join(parts[:n])
        known = scene.words.known(part) if part else None
        country = scene.words.countries.get(part)
        if (known and not known.weak) or country:
            who = known or Known(scene.words.country_names[country or ""], "state", country)
            yield replace(
                _part(scene, i, part, who.kind), sort="name", known=who.name, country=who.country, polity=who.polity, definite=True
            )
            return
    part = _teller(scene, form)
    noun = scene.words.plain(part) or scene.words.plain(part[:-1]) if part else None
    if noun and not noun.role:
        whose = belonging(scene, i, tree.modifiers(scene.sentence, i))
        yield replace(
            _part(scene, i, part, noun.kind), text=noun.like, whole=noun.base, definite=True, country=whose.country, identity=whose.identity
        )


def _part(scene: Scene, i: int, part: str, kind: ActorKind) -> Found:
    whole = tree.word_span(scene.sentence, scene.text, i)
    span = replace(whole, head_end=whole.start + len(part))
    return Found(scene.number, i, i + 1, span, "noun", kind, part, number="one")


def _teller(scene: Scene, form: str) -> str:
    """The first part of a compound that ends in a noun of telling, empty for other words."""
    tail = longest_ending(scene.pack, "telling_tail", form[SHORTEST_TELLER:])
    return form[: len(form) - len(tail)] if tail else ""


def _pronoun(scene: Scene, i: int) -> Found | None:
    word = scene.sentence.words[i]
    row = scene.pack.row("pronoun", word.form.lower()) if tagged(scene.pack, word, "personal") or word.upos == "PRON" else None
    if row is None or (word.form[:1].isupper() and i > 0 and scene.sentence.words[i - 1].form not in '"„“»:'):
        return None
    genders, numbers = row.several("gender"), row.several("number")
    number = numbers[0] if len(numbers) == 1 else _verb_number(scene.sentence, i)
    return Found(
        scene.number, i, i + 1, tree.word_span(scene.sentence, scene.text, i), "pronoun", "unknown", word.form,
        number=number, gender=genders[0] if genders and number == "one" else None, subject=is_subject(scene.sentence, i),
    )  # fmt: skip


def _verb_number(sentence: Sentence, i: int) -> ActorNumber | None:
    word = sentence.words[i]
    if not tree.is_rel(word.deprel, ("nsubj",)) or word.head < 0:
        return None
    verb = tree.finite(sentence, word.head)
    value = sentence.words[verb].feats.get("Number") if verb is not None else None
    return "one" if value == "Sing" else "several" if value == "Plur" else None


def _joined(scene: Scene, found: list[Found]) -> Iterator[Found]:
    """The phrases, each with the earlier one that it stands in apposition to."""
    for k, one in enumerate(found):
        twin = next((j for j in range(k - 1, max(-1, k - 3), -1) if _apposed(scene, found[j], one)), None)
        yield replace(one, twin=twin) if twin is not None else one


def _apposed(scene: Scene, left: Found, right: Found) -> bool:
    """Whether two phrases name one actor because they stand side by side: title and name, name and office, name and acronym."""
    between = [w.form for w in scene.sentence.words[left.last : right.first]]
    if "pronoun" in (left.sort, right.sort) or left.first == right.first:
        return False
    if not between:
        return left.sort == "noun" and right.sort == "name" and _agree(left, right)
    if between == ["("]:
        alike = (left.kind == "person") == (right.kind == "person")  # a party in brackets behind a person's name is not the person
        return alike and left.sort == "name" and right.sort == "name" and (left.known == right.known or is_acronym(right.text))
    if between in (['"'], ["„"], ["»"], ["«"]):
        return left.sort == "noun" and right.sort == "name" and _agree(left, right)
    return _across_comma(scene, left, right)


def _across_comma(scene: Scene, left: Found, right: Found) -> bool:
    words = scene.sentence.words
    comma = next((k for k in range(left.last, right.first) if words[k].form == ","), None)
    if comma is None or right.first - comma > 4 or comma - left.last > 6 or {left.sort, right.sort} != {"noun", "name"}:
        return False
    if right.sort == "noun" and right.last < len(words) and words[right.last].upos == "PROPN":
        return False  # the office of the next one in a list
    closed = right.last >= len(words) or words[right.last].form in (",", ")", "(", ".", ":", "–")
    no_phrase = ("VERB", "AUX", "SCONJ", "PRON", "CCONJ", "PUNCT")
    inside = all(words[k].upos not in no_phrase for k in range(left.last, comma))
    inside = inside and all(words[k].upos not in (*no_phrase, "PROPN") for k in range(comma + 1, right.first))
    name, noun = (left, right) if left.sort == "name" else (right, left)
    near = comma == left.last if left.sort == "name" else right.first == comma + 1
    return inside and near and (closed or left.sort == "name") and name.kind == noun.kind == "person"


def _agree(noun: Found, name: Found) -> bool:
    return noun.number != "several" and (noun.kind == "person") == (name.kind == "person")


def is_acronym(text: str) -> bool:
    """Whether the name is written like an acronym: one word, at least two capitals, at most eight letters."""
    return " " not in text and 2 <= len(text) <= 8 and sum(c.isupper() for c in text) >= 2

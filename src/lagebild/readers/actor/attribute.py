"""What a report says about an actor beside its name: office, rank, age, affiliation, nationality, size, each with its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lagebild import tree
from lagebild.model import Attribute, Sentence, Span, Time, Word
from lagebild.packs import Pack
from lagebild.packs.words import Words
from lagebild.readers.actor.coreference import Chain
from lagebild.readers.actor.found import Found

GENITIVE_REACH = 4  # words behind a title among which the body it belongs to begins


@dataclass(frozen=True, slots=True)
class Cast:
    """Everything found in the report: the phrases of each sentence, and the actor that each belongs to (by `id` of the phrase)."""

    sentences: Sequence[Sentence]
    found: Mapping[int, Sequence[Found]]
    ids: Mapping[int, str]
    words: Words
    pack: Pack
    times: Sequence[Time]


def attributes(chain: Chain, cast: Cast) -> tuple[Attribute, ...]:
    """The actor's attributes in text order, each value once."""
    made: dict[tuple[str, str], Attribute] = {}
    for one in chain.found:
        for attribute in (*_of(one, chain, cast), *_appointed(one, chain, cast)):
            made.setdefault((attribute.kind, attribute.value), attribute)
    return tuple(sorted(made.values(), key=lambda a: (a.span.start, a.kind, a.value)))


def _of(one: Found, chain: Chain, cast: Cast) -> Iterator[Attribute]:
    sentence = cast.sentences[one.sentence]
    if one.age and chain.kind == "person":
        yield Attribute("age", one.age, one.span)
    if one.sort == "noun" and chain.kind == "person":
        body = _body(one, cast)
        if chain.names:
            yield _title(one, sentence, cast, body)
        elif body:
            yield Attribute("affiliation", body[1], one.span, body[0])
    if one.sort == "noun" and one.kind == "group":
        yield from _sizes(one, sentence, cast.pack)
        body = _part(one, cast)
        if body:
            yield Attribute("affiliation", body[1], one.span, body[0])


def _sizes(one: Found, sentence: Sentence, pack: Pack) -> Iterator[Attribute]:
    """How many the group is, by a numeral or a word such as `mehrere` and `Tausende` before its noun; the words are the attribute's own."""
    before = tree.modifiers(sentence, one.first)
    for j in (min((*before, one.first)) - 1, *before):
        word = sentence.words[j] if j >= 0 else None
        row = pack.row("figure_group", word.form.lower()) if word else None
        if word and ((j in before and word.upos == "NUM") or (row and not row.get("other"))):
            yield Attribute("size", word.form, Span(word.start, word.end, word.form, word.start, word.end))


def _title(one: Found, sentence: Sentence, cast: Cast, body: tuple[str, str] | None) -> Attribute:
    """What a noun beside a person's name says: nationality, rank, or office, in its base form, and the body it is held in."""
    word = sentence.words[one.first]
    national = cast.words.national(word.form, word.lemma)
    if national:
        return Attribute("nationality", national[0], one.span)
    kind = "rank" if one.text in cast.pack.tables["rank"] else "other" if one.plain else "office"
    return Attribute(kind, _office(one, sentence, cast), one.span, body[0] if body else None)  # type: ignore[arg-type]


def _office(one: Found, sentence: Sentence, cast: Cast) -> str:
    """The office in the nominative, with the adjectives that belong to it (`stellvertretender Kommandeur`)."""
    word = sentence.words[one.first]
    rows = cast.pack.tables["strong_ending"].get("Fem" if _is_feminine(word, cast) else "Masc", ())
    ending = rows[0].word("ending") if rows else ""
    bases = (cast.words.adjective_base(sentence.words[j].form) for j in tree.modifiers(sentence, one.first))
    return " ".join([*(b + ending for b in bases if b in cast.pack.tables["office_adjective"]), one.whole or word.form])


def _is_feminine(word: Word, cast: Cast) -> bool:
    return any(word.form.endswith(ending) for ending, _ in cast.words.feminine)


def _body(one: Found, cast: Cast) -> tuple[str, str] | None:
    """The body (id, name) that the title is held in: the first part of its compound, or the genitive right behind it."""
    sentence = cast.sentences[one.sentence]
    for other in cast.found[one.sentence]:
        between = sentence.words[one.last : other.first] if other.first >= one.last else ()
        near = one.last <= other.first < one.last + GENITIVE_REACH
        if near and other.kind not in ("person", "group") and all(w.upos in ("DET", "ADJ") for w in between) and between:
            return cast.ids.get(id(other), ""), other.known or other.whole or other.text
    return _part(one, cast)


def _part(one: Found, cast: Cast) -> tuple[str, str] | None:
    """The body that the first part of a compound names (`HDP-Chef`)."""
    for other in cast.found[one.sentence]:
        if other is not one and other.first == one.first and other.span.head_start == one.span.head_start and id(other) in cast.ids:
            return cast.ids[id(other)], other.known or other.text
    return None


def _appointed(one: Found, chain: Chain, cast: Cast) -> Iterator[Attribute]:
    """The office that the actor is said to have got (`wurde zum Kommandeur ernannt`), twice: as an office, and as an appointment."""
    sentence = cast.sentences[one.sentence]
    if chain.kind != "person" or not one.subject:
        return
    for v, verb in enumerate(sentence.words):
        row = cast.pack.row("appointing", verb.lemma)
        if row is None or not (tree.is_passive(sentence, v) and v in (*tree.above(sentence, one.first),)):
            continue
        for other in cast.found[one.sentence]:
            j = cast.words.preposition(sentence, other.first)
            if other.sort == "noun" and other.kind == "person" and j is not None and sentence.words[j].lemma in row.several("mark"):
                body, office, since = _body(other, cast), _office(other, sentence, cast), _when(sentence, verb, cast)
                yield Attribute(
                    "office", office, other.span, body[0] if body else None, f"{since}/.." if since and "/" not in since else since
                )
                yield Attribute("appointed", office, other.span, body[0] if body else None, since)


def _when(sentence: Sentence, verb: Word, cast: Cast) -> str | None:
    """The time in the sentence that stands nearest to the verb, or None."""
    inside = [t for t in cast.times if sentence.start <= t.span.start and t.span.end <= sentence.end and t.edtf and t.type == "DATE"]
    return min(inside, key=lambda t: abs(t.span.start - verb.start)).edtf if inside else None

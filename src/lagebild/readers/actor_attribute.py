"""What a report says about an actor beside its name: office, rank, age, affiliation, nationality, size, each with its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lagebild import tree
from lagebild.model import Attribute, Sentence, Word
from lagebild.packs import Pack
from lagebild.packs.words import Words
from lagebild.readers.actor_coreference import Chain
from lagebild.readers.actor_found import Found


def attributes(chain: Chain, sentences: Sequence[Sentence], words: Words, pack: Pack, ids: Mapping[int, str]) -> tuple[Attribute, ...]:
    """The actor's attributes in text order, each value once."""
    found: dict[tuple[str, str], Attribute] = {}
    for one in chain.found:
        for attribute in _of(one, chain, sentences[one.sentence], words, pack):
            found.setdefault((attribute.kind, attribute.value), attribute)
    return tuple(found.values())


def _of(one: Found, chain: Chain, sentence: Sentence, words: Words, pack: Pack) -> Iterator[Attribute]:
    before = tree.modifiers(sentence, one.first)
    if one.age:
        yield Attribute("age", one.age, one.span)
    for j in before:
        aged = words.aged.match(sentence.words[j].form)
        if aged and chain.kind == "person":
            yield Attribute("age", aged[1], one.span)
    if one.sort == "noun" and chain.kind == "person" and chain.names:
        yield _title(one, sentence.words[one.first], words, pack)
    if one.sort == "noun" and one.kind == "group":
        for j in before:
            if sentence.words[j].upos == "NUM":
                yield Attribute("size", sentence.words[j].form, one.span)


def _title(one: Found, word: Word, words: Words, pack: Pack) -> Attribute:
    """What a noun beside a person's name says: nationality, rank, or office, in its base form."""
    national = words.national(word.form, word.lemma)
    if national:
        return Attribute("nationality", national[0], one.span)
    first, hyphen, _ = word.form.rpartition("-")
    last = word.lemma.rpartition("-")[2]
    feminine = any(word.form.endswith(ending) for ending, _ in words.feminine)
    value = word.form if feminine else first + hyphen + last[:1].upper() + last[1:]
    return Attribute("rank" if one.text in pack.tables["rank"] else "office", value, one.span)

"""A report's sentences → its actors, each with all its mentions: persons, bodies, states, media, groups of people.

Mentions come from `mention`, who is who from `coreference`, offices, ages and the like from `attribute`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lagebild import tree
from lagebild.model import Actor, Document, Mention, Note, Sentence, Time
from lagebild.packs import Pack
from lagebild.packs.tag import tagged
from lagebild.packs.words import Words, words_of
from lagebild.readers.actor.attribute import Cast, attributes
from lagebild.readers.actor.coreference import Chain, chains
from lagebild.readers.actor.found import Found, Scene
from lagebild.readers.actor.home import settle
from lagebild.readers.actor.mention import find
from lagebild.readers.actor.name import name_run


def read_actors(
    document: Document, sentences: Sequence[Sentence], pack: Pack, times: Sequence[Time] = ()
) -> tuple[tuple[Actor, ...], tuple[Note, ...]]:
    """The actors of the report in the order of their first mention, and a note for every pronoun that stays unresolved."""
    words = words_of(pack)
    surnames = frozenset(_surnames(document.text, sentences, words, pack))
    placed = frozenset(_placed(sentences, words, pack)) - surnames
    found = [f for n, s in enumerate(sentences) for f in find(Scene(document.text, s, n, words, pack, surnames, placed))]
    made, unresolved = chains(found)
    settle(made, sentences, words, pack)
    made.sort(key=lambda c: c.found[0].span.head_start)
    ids = {id(c): f"a{n}" for n, c in enumerate(made, 1)}
    by_sentence: dict[int, list[Found]] = {n: [] for n in range(len(sentences))}
    for f in found:
        by_sentence[f.sentence].append(f)
    cast = Cast(sentences, by_sentence, {id(f): ids[id(c)] for c in made for f in c.found}, words, pack, times)
    actors = tuple(_actor(ids[id(c)], c, cast) for c in made)
    return actors, tuple(Note("pronoun-unresolved", f"{f.text}: nobody, or more than one, fits", f.span) for f in unresolved)


def _placed(sentences: Iterable[Sentence], words: Words, pack: Pack) -> Iterable[str]:
    """Words of names that stand where only places stand: after `in` and the like, or in a dateline."""
    for sentence in sentences:
        opening = tree.dateline_end(sentence)
        for i, word in enumerate(sentence.words):
            if tagged(pack, word, "proper") and word.form[:1].isupper() and (i < opening or words.in_place_of(sentence, i)):
                yield word.form


def _surnames(text: str, sentences: Iterable[Sentence], words: Words, pack: Pack) -> Iterable[str]:
    """The last words of the names of persons that are sure: of two words and more, or after a title."""
    for n, sentence in enumerate(sentences):
        scene = Scene(text, sentence, n, words, pack, frozenset())
        for name in sentence.names:
            last = sentence.words[name.last - 1].form
            sure = name.last - name.first > 1 and not words.in_place_of(sentence, name.first)
            if name.kind == "person" and sure and last[:1].isupper():
                yield last
            if name.kind == "person" and sure and "-" in last and last.partition("-")[0] in pack.tables["name_particle"]:
                yield from (last, last[:1].upper() + last[1:])  # `al-Asir`, at the start of a sentence `Al-Asir`
        for i, word in enumerate(sentence.words[:-1]):
            noun = words.noun(word.form, word.lemma) if word.upos == "NOUN" else None
            if noun and noun.role and word.feats.get("Number") != "Plur" and sentence.words[i + 1].upos == "PROPN":
                yield sentence.words[name_run(scene, i + 1) - 1].form


def _actor(id_: str, chain: Chain, cast: Cast) -> Actor:
    return Actor(
        id_, _name(chain), chain.kind, tuple(Mention(f.span, f.distance) for f in _unique(chain.found)), chain.country, chain.polity,
        chain.identity, chain.number, attributes(chain, cast),
    )  # fmt: skip


def _unique(found: Iterable[Found]) -> Iterable[Found]:
    seen: set[tuple[int, int]] = set()
    for f in found:
        head = (f.span.head_start, f.span.head_end)
        if head not in seen:
            seen.add(head)
            yield f


def _name(chain: Chain) -> str:
    """The table's name (a person's as the report has it), else the longest name, else the first noun in its base form."""
    names = [f.text for f in chain.found if f.sort == "name"]
    if chain.known and chain.kind != "person":
        return chain.known
    if names:
        return max(names, key=len)
    first = chain.found[0]
    if first.sort == "age":
        return first.span.head
    declined = first.whole and first.span.head.startswith(first.whole) and first.span.head != first.whole
    return first.whole if first.whole and (first.number != "several" or declined) else first.span.head

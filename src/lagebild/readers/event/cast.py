"""Who stands in a chunk: the cast of a report, and what fills a role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lagebild import tree
from lagebild.model import Actor, ActorKind, Place, Ref, Span, Statement, Word
from lagebild.readers.event.chunk import Chunk
from lagebild.readers.event.lexicon import Lexicon
from lagebild.readers.event.trigger import Parsed, Trigger

SHORTEST_MEANS = 4  # letters of a word for a means that a compound may end in


@dataclass(frozen=True, slots=True)
class Filler:
    """A chunk of a sentence, or (`word`) a part of one, that fills a role."""

    sentence: int
    chunk: int
    word: int | None = None


@dataclass(frozen=True, slots=True)
class Roles:
    """The fillers of an event's two roles, in text order."""

    agents: tuple[Filler, ...] = ()
    patients: tuple[Filler, ...] = ()


@dataclass(frozen=True, eq=False)
class Cast:
    """What is needed to tell who stands in a chunk: the sentences, the actors' mentions by character, and the spans of times."""

    sentences: Sequence[Parsed]
    words: Lexicon
    text: str
    mentions: dict[int, tuple[str, Span]]  # first and every further character of a mention's head → actor
    times: tuple[tuple[int, int], ...]
    triggers: frozenset[tuple[int, int]]
    by_word: Mapping[tuple[int, int], Trigger]
    spots: frozenset[int] = frozenset()  # first characters of the heads of places that are named as where something is
    kinds: Mapping[str, ActorKind] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)  # name of a country → the actor that it is
    proper: frozenset[str] = frozenset()  # actors that are called by a name
    said: tuple[tuple[int, int, Ref], ...] = ()  # stretches of what is said, each with who says it

    def state_at(self, word: Word) -> str | None:
        """The actor that is the state which the adjective names (`türkische Angriffe`), or None."""
        country = self.words.country_of(word.form) if word.upos == "ADJ" else None
        return self.states.get(self.words.names.country_names.get(country, "")) if country else None

    def actor_at(self, start: int, end: int) -> tuple[str, Span] | None:
        """The actor whose mention's head shares a character with the stretch of text."""
        return next((self.mentions[k] for k in range(start, end) if k in self.mentions), None)

    def actor_in(self, at: Parsed, chunk: Chunk) -> tuple[str, Span] | None:
        """The actor who is mentioned in the chunk's head."""
        a, b = chunk.head_words
        return self.actor_at(at.sentence.words[a].start, at.sentence.words[b - 1].end)

    def is_spot(self, at: Parsed, chunk: Chunk) -> bool:
        """Whether the chunk names a place as where something is, and not a state as somebody who acts."""
        a, b = chunk.head_words
        return chunk.prep is not None and any(at.sentence.words[k].start in self.spots for k in range(a, b))

    def may_act(self, at: Parsed, chunk: Chunk) -> bool:
        """Whether an actor is mentioned in the chunk."""
        return self.actor_in(at, chunk) is not None

    def is_one(self, at: Parsed, chunk: Chunk) -> bool:
        """Whether a person, or somebody who is called by a name, is mentioned in the chunk."""
        known = self.actor_in(at, chunk)
        return known is not None and (known[0] in self.proper or self.kinds.get(known[0]) in ("person", "group"))

    def kind_at(self, at: Parsed, chunk: Chunk) -> ActorKind | None:
        """The kind of the actor who is mentioned in the chunk."""
        known = self.actor_in(at, chunk)
        return self.kinds.get(known[0]) if known is not None else None

    def is_party(self, at: Parsed, chunk: Chunk) -> bool:
        """Whether an actor who is more than one person is mentioned in the chunk: a state, an armed group, an organisation."""
        known = self.actor_in(at, chunk)
        return known is not None and self.kinds.get(known[0]) not in ("person", "group")

    def speaker_at(self, start: int) -> Ref | None:
        """Who says the words at the character, by the innermost statement that has one known teller."""
        around = [(b - a, ref) for a, b, ref in self.said if a <= start < b]
        return min(around, key=lambda found: found[0])[1] if around else None

    def is_time(self, at: Parsed, chunk: Chunk) -> bool:
        """Whether the chunk is a time expression."""
        word = at.sentence.words[chunk.head]
        year = word.upos == "NUM" and chunk.last == chunk.first + 1 and len(word.form) == 4 and word.form.isdigit()
        return year or any(a <= word.start and word.end <= b for a, b in self.times)


def cast(
    sentences: Sequence[Parsed], words: Lexicon, text: str, actors: Iterable[Actor], times: Iterable[Span], found: Iterable[Trigger],
    places: Iterable[Place] = (), statements: Iterable[Statement] = (),
) -> Cast:  # fmt: skip
    """The cast of a report."""
    mentions: dict[int, tuple[str, Span]] = {}
    kinds: dict[str, ActorKind] = {}
    states: dict[str, str] = {}
    for actor in actors:
        kinds[actor.id] = actor.kind
        if actor.kind == "state":
            states.setdefault(actor.name, actor.id)
        for mention in actor.mentions:
            for k in range(mention.span.head_start, mention.span.head_end):
                mentions.setdefault(k, (actor.id, mention.span))
    named = ((p, m) for p in places for m in p.mentions)
    spots = frozenset(m.span.head_start for p, m in named if m.relation is not None or p.precision in ("site", "settlement"))
    by_word = {(t.sentence, t.word): t for t in found}
    names = {w.start for at in sentences for w in at.sentence.words if w.upos == "PROPN"}
    proper = frozenset(actor for k, (actor, span) in mentions.items() if k == span.head_start and k in names)
    said = tuple((c.start, c.end, Ref(s.sources[0].ref, s.sources[0].span)) for s in statements if len(s.sources) == 1 for c in s.content)
    when = tuple((t.start, t.end) for t in times)
    return Cast(sentences, words, text, mentions, when, frozenset(by_word), by_word, spots, kinds, states, proper, said)


def is_means(at: Parsed, chunk: Chunk, told: Cast) -> bool:
    """Whether the chunk is an act or a thing by which something is done, and nobody who does it."""
    if (at.number, chunk.head) in told.triggers:
        return True
    if told.may_act(at, chunk):
        return False
    lemma = at.sentence.words[chunk.head].lemma
    return lemma in told.words.roles.means or any(lemma.endswith(m.lower()) for m in told.words.roles.means if len(m) > SHORTEST_MEANS)


def belongs(chunks: Sequence[Chunk], m: int, k: int) -> bool:
    """Whether chunk m is a genitive that hangs on chunk k, directly or through another."""
    owner = chunks[m].owner
    return owner is not None and m > owner and (owner == k or belongs(chunks, owner, k))


def named_after(at: Parsed, n: int) -> int | None:
    """The chunk of the name that stands between commas behind the noun: `der Gouverneur von Sirnak, Ali Su, sagte`."""
    words, chunks = at.sentence.words, at.layout.chunks
    if chunks[n].name is not None or words[chunks[n].head].upos != "NOUN":
        return None
    end = chunks[n].last
    for m in range(n + 1, min(n + 4, len(chunks))):
        chunk = chunks[m]
        gap = words[end : chunk.first]
        if len(gap) == 1 and gap[0].form == "," and chunk.prep is None and _is_a_name(at, chunk):
            closes = chunk.last >= len(words) or words[chunk.last].upos in ("PUNCT", "VERB", "AUX")
            return m if closes else None
        if any(w.upos not in ("ADP",) for w in gap) or (chunk.prep is None and chunk.owner is None):
            return None
        end = chunk.last
    return None


def is_apposed(at: Parsed, chunk: Chunk, told: Cast) -> bool:
    """Whether the chunk, a name between commas, in brackets or right behind a noun, belongs to the noun before it, or explains a name."""
    if chunk.first > 0 and (
        at.sentence.words[chunk.first - 1].form == "(" or _is_joined_to_noun(at, chunk, told) or _explains_name(at, chunk)
    ):
        return True
    if chunk.first == 0 or at.sentence.words[chunk.first - 1].form != "," or not _is_a_name(at, chunk):
        return False
    chunks = at.layout.chunks
    named = (named_after(at, n) for n in range(len(chunks)) if chunks[n].last < chunk.first)
    return any(n is not None and chunks[n] == chunk for n in named)


def _is_joined_to_noun(at: Parsed, chunk: Chunk, told: Cast) -> bool:
    """Whether the tree takes the chunk for an apposition to the noun just before it (`die Miliz Neue Front`)."""
    word, before = at.sentence.words[chunk.head], at.sentence.words[chunk.first - 1]
    joined = word.deprel == "appos" and 0 <= word.head < chunk.first and before.upos == "NOUN" and at.layout.chunk_of[word.head] >= 0
    forms = told.words.forms
    return joined and not forms.is_time(before.lemma) and not (word.form in forms.states and forms.is_person(before))


def _explains_name(at: Parsed, chunk: Chunk) -> bool:
    """Whether the tree takes the chunk for an apposition to the name that ends at the comma before it (`Olga Kern, die Leiterin`)."""
    words, start = at.sentence.words, chunk.start
    word = words[chunk.head]
    if start < 2 or words[start - 1].form != "," or word.deprel != "appos" or not 0 <= word.head < start:
        return False
    before = at.layout.chunk_of[start - 2]
    return before >= 0 and before == at.layout.chunk_of[word.head] and words[word.head].upos == "PROPN"


def _is_a_name(at: Parsed, chunk: Chunk) -> bool:
    return all(at.sentence.words[k].upos == "PROPN" for k in range(chunk.first, chunk.last))


def chunk_span(told: Cast, at: Parsed, n: int) -> Span:
    """The chunk with the genitives that hang on it, as a span with its head."""
    chunks, end = at.layout.chunks, at.layout.chunks[n].last
    for m in range(n + 1, len(chunks)):
        if belongs(chunks, m, n) and chunks[m].first == end:
            end = chunks[m].last
    first = chunks[n].first
    if (at.number, first) in told.triggers and first < chunks[n].head_words[0]:
        first += 1  # a verb that was taken for an adjective
    return tree.span_between(at.sentence, told.text, first, end, chunks[n].head_words)

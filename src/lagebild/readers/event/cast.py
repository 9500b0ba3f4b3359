"""Who stands in a chunk: the cast of a report, and what fills a role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lagebild import tree
from lagebild.model import Actor, ActorKind, Place, Ref, Span, Statement, Word
from lagebild.readers.event.chunk import CORE, Chunk
from lagebild.readers.event.lexicon import Lexicon
from lagebild.readers.event.segment import Clause
from lagebild.readers.event.trigger import Parsed, Trigger

REACH = 2  # sentences that `die beiden Länder` may look back
PERSON: tuple[ActorKind, ...] = ("person",)
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
        return self.states.get(self.words.country_names.get(country, "")) if country else None

    def actor_at(self, start: int, end: int) -> tuple[str, Span] | None:
        """The actor whose mention's head shares a character with the stretch of text."""
        return next((self.mentions[k] for k in range(start, end) if k in self.mentions), None)

    def is_spot(self, at: Parsed, chunk: Chunk) -> bool:
        """Whether the chunk names a place as where something is, and not a state as somebody who acts."""
        a, b = chunk.head_words
        return chunk.prep is not None and any(at.sentence.words[k].start in self.spots for k in range(a, b))

    def may_act(self, at: Parsed, chunk: Chunk) -> bool:
        """Whether an actor is mentioned in the chunk."""
        a, b = chunk.head_words
        return self.actor_at(at.sentence.words[a].start, at.sentence.words[b - 1].end) is not None

    def is_one(self, at: Parsed, chunk: Chunk) -> bool:
        """Whether a person, or somebody who is called by a name, is mentioned in the chunk."""
        a, b = chunk.head_words
        known = self.actor_at(at.sentence.words[a].start, at.sentence.words[b - 1].end)
        return known is not None and (known[0] in self.proper or self.kinds.get(known[0]) in ("person", "group"))

    def is_party(self, at: Parsed, chunk: Chunk) -> bool:
        """Whether an actor who is more than one person is mentioned in the chunk: a state, an armed group, an organisation."""
        a, b = chunk.head_words
        known = self.actor_at(at.sentence.words[a].start, at.sentence.words[b - 1].end)
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
    if (at.number, chunk.head) in told.triggers:
        return True
    if told.may_act(at, chunk):
        return False
    lemma = at.sentence.words[chunk.head].lemma
    return lemma in told.words.means or any(lemma.endswith(m.lower()) for m in told.words.means if len(m) > SHORTEST_MEANS)


def belongs(chunks: Sequence[Chunk], m: int, k: int) -> bool:
    """Whether chunk m is a genitive that hangs on chunk k, directly or through another."""
    owner = chunks[m].owner
    return owner is not None and m > owner and (owner == k or belongs(chunks, owner, k))


def resolve(told: Cast, filler: Filler) -> Filler:
    """The filler, or for a relative pronoun the chunk that it stands for."""
    at = told.sentences[filler.sentence]
    chunk = at.layout.chunks[filler.chunk]
    word = at.sentence.words[chunk.head]
    opens = at.layout.clause(chunk.head).opener == chunk.head and chunk.last == chunk.first + 1
    asks = told.words.forms.tagged(word, "interrogative")
    if asks or (not (opens and word.upos in ("DET", "PRON")) and not tree.is_relative(word)):
        return filler
    before = [n for n in range(filler.chunk) if _may_be_meant(at, n, chunk, told)]
    antecedent = tree.relative_antecedent(at.sentence, chunk.head)
    if antecedent is not None and at.layout.chunk_of[antecedent] in before:
        before.append(at.layout.chunk_of[antecedent])
    return Filler(filler.sentence, _owner_who_acts(at, before[-1], before, told)) if before else filler


def _owner_who_acts(at: Parsed, n: int, among: Sequence[int], told: Cast) -> int:
    """The chunk, or where nobody is mentioned there the one it is a genitive of and where somebody is (`ein Belgier fremder Herkunft`)."""
    chunk = at.layout.chunks[n]
    if chunk.owner is None or chunk.owner not in among or told.may_act(at, chunk) or not told.may_act(at, at.layout.chunks[chunk.owner]):
        return n
    return chunk.owner


def _may_be_meant(at: Parsed, n: int, pronoun: Chunk, told: Cast) -> bool:
    """Whether a relative pronoun may stand for chunk n: before it, of its number, and nothing that happens."""
    chunk = at.layout.chunks[n]
    finite = at.layout.clause(pronoun.head).finite
    others = [
        c
        for c in at.layout.chunks
        if c != pronoun and c.cases == {"Nom"} and at.layout.clause_of[c.head] == at.layout.clause_of[pronoun.head]
    ]
    subject = at.sentence.words[pronoun.head].feats.get("Case") == "Nom" and not others
    number = at.sentence.words[finite].feats.get("Number") if finite is not None and subject else None
    plural = pronoun.plural if number is None else number == "Plur"
    agrees = plural is None or chunk.plural is None or plural == chunk.plural
    return chunk.last <= pronoun.first and agrees and (at.number, chunk.head) not in told.triggers


def refs(told: Cast, fillers: Iterable[Filler]) -> tuple[Ref, ...]:
    """Who fills the role, each once: by its actor where one is mentioned there."""
    found: list[Ref] = []
    for filler in fillers:
        resolved = resolve(told, filler)
        ref = _ref(told, resolved)
        for one in _both(told, resolved, ref) or (ref,):
            if one and not any(_same(one, other) for other in found):
                found.append(one)
    return tuple(found)


def _both(told: Cast, filler: Filler, alone: Ref | None) -> tuple[Ref, ...]:
    """The two actors named last, where the chunk says that two known ones are meant (`die beiden Minister`, `beide Länder`)."""
    at = told.sentences[filler.sentence]
    chunk, words = at.layout.chunks[filler.chunk], at.sentence.words
    told_of = any(words[k].lemma.lower() in told.words.both for k in range(chunk.first, chunk.last))
    if not told_of or chunk.name is not None or filler.word is not None:
        return ()
    kinds = _kinds_of_two(told, words[chunk.head])
    found: dict[str, Span] = {}
    start = told.sentences[max(0, filler.sentence - REACH)].sentence.start
    for k in sorted((k for k in told.mentions if start <= k < words[chunk.first].start), reverse=True):
        actor, span = told.mentions[k]
        if actor in told.proper and told.kinds.get(actor) in kinds and (alone is None or actor != alone.ref):
            found.setdefault(actor, span)
        if len(found) == 2:
            return tuple(Ref(a, s) for a, s in reversed(found.items()))
    return ()


def _kinds_of_two(told: Cast, noun: Word) -> tuple[ActorKind, ...]:
    """The kinds of actors that two of such a noun may be; none for a noun that takes up nobody."""
    if noun.upos != "NOUN":
        return ()
    return PERSON if told.words.forms.is_person(noun) else told.words.two_of.get(noun.lemma, ())


def _same(a: Ref, b: Ref) -> bool:
    return (a.ref is not None and a.ref == b.ref) or a.span == b.span


def _ref(told: Cast, filler: Filler) -> Ref | None:
    at = told.sentences[filler.sentence]
    words, chunk = at.sentence.words, at.layout.chunks[filler.chunk]
    if filler.word is not None:
        known = told.actor_at(words[filler.word].start, words[filler.word].end)
        state = told.state_at(words[filler.word]) if known is None else None
        if state is not None:
            return Ref(state, tree.word_span(at.sentence, told.text, filler.word))
        return Ref(known[0], known[1]) if known else None
    if _is_speaker(words[chunk.head]):
        return told.speaker_at(words[chunk.head].start)
    named = named_after(at, filler.chunk)
    if named is not None:
        filler, chunk = Filler(filler.sentence, named), at.layout.chunks[named]
    a, b = chunk.head_words
    known = told.actor_at(words[a].start, words[b - 1].end)
    if known is not None and words[chunk.head].feats.get("PronType") == "Prs" and _is_open(told, at, known[0]):
        meant = _meant(told, at, chunk)
        return Ref(*known) if meant and (ref := _ref(told, meant)) and ref.ref == known[0] else None
    if known is None and _stands_for_one(words[chunk.head], chunk):
        meant = _meant(told, at, chunk)
        return _ref(told, meant) if meant else None
    if words[chunk.head].form.lower() in told.words.nobody:
        return None
    if known is None and (words[chunk.head].upos not in CORE or words[chunk.head].form.lower() in told.words.further):
        return None
    return Ref(known[0] if known else None, chunk_span(told, at, filler.chunk))


def _is_speaker(word: Word) -> bool:
    """Whether the word is a pronoun for whoever speaks (`ich`, not `wir`, which takes in others)."""
    return (word.feats.get("Person"), word.feats.get("PronType"), word.feats.get("Number")) == ("1", "Prs", "Sing")


def _stands_for_one(word: Word, chunk: Chunk) -> bool:
    """Whether the chunk is a pronoun alone that stands for somebody: a personal one, or a demonstrative (`dieser`)."""
    if word.upos == "PRON":
        return word.feats.get("PronType") != "Ind"
    return word.upos == "DET" and chunk.last == chunk.first + 1 and word.feats.get("PronType") == "Dem"


def _is_open(told: Cast, at: Parsed, actor: str) -> bool:
    """Whether another person than the actor is named in this sentence or the one before: a pronoun may mean either."""
    if told.kinds.get(actor) != "person":
        return False
    start = told.sentences[max(0, at.number - 1)].sentence.start
    near = {a for k, (a, span) in told.mentions.items() if start <= k < at.sentence.end}
    return any(told.kinds.get(a) == "person" and a != actor for a in near)


def _meant(told: Cast, at: Parsed, pronoun: Chunk) -> Filler | None:
    """Whom a personal pronoun stands for: the subject of the main clause before it, where it is a known actor of its number and gender."""
    word = at.sentence.words[pronoun.head]
    if word.feats.get("PronType") == "Dem" and at.number > 0:
        return _last_named(told, told.sentences[at.number - 1], word)
    if word.feats.get("PronType") != "Prs" or word.feats.get("Person") not in (None, "3"):
        return None
    number = _number(at, pronoun)
    for before, clause in _clauses_before(told, at, at.layout.clause_of[pronoun.head]):
        for n in before.layout.in_clause(clause.finite or clause.words[0]):
            chunk = before.layout.chunks[n]
            if chunk.prep is None and chunk.owner is None and "Nom" in chunk.cases and not told.is_time(before, chunk):
                if told.may_act(before, chunk) and _agree(before, chunk, word, number):
                    return Filler(before.number, n)
                break
    return None


def _last_named(told: Cast, before: Parsed, pronoun: Word) -> Filler | None:
    """The last actor named in the sentence before that a demonstrative (`dieser`) agrees with."""
    for n in range(len(before.layout.chunks) - 1, -1, -1):
        chunk = before.layout.chunks[n]
        if chunk.name is not None and told.may_act(before, chunk) and _agree(before, chunk, pronoun, pronoun.feats.get("Number")):
            return Filler(before.number, n)
    return None


def _clauses_before(told: Cast, at: Parsed, here: int) -> Iterator[tuple[Parsed, Clause]]:
    """The clauses before clause `here` of the sentence, nearest first, then those of the sentence before, its main clauses first."""
    for clause in reversed(at.layout.clauses[:here]):
        if clause.finite is not None:
            yield at, clause
    if at.number > 0:
        before = told.sentences[at.number - 1]
        told_there = [c for c in before.layout.clauses if c.finite is not None]
        yield from ((before, c) for c in sorted(told_there, key=lambda c: c.opener is not None))


def _number(at: Parsed, pronoun: Chunk) -> str | None:
    """The pronoun's number: that of the finite verb whose subject it may be, for a form that is singular and plural."""
    word, finite = at.sentence.words[pronoun.head], at.layout.clause(pronoun.head).finite
    if finite is not None and word.feats.get("Case") == "Nom" and pronoun.prep is None:
        return at.sentence.words[finite].feats.get("Number") or word.feats.get("Number")
    return word.feats.get("Number")


def _agree(at: Parsed, chunk: Chunk, pronoun: Word, number: str | None) -> bool:
    if number and chunk.plural is not None and (number == "Plur") != chunk.plural:
        return False
    a, b = pronoun.feats.get("Gender"), at.sentence.words[chunk.head].feats.get("Gender")
    return number == "Plur" or a is None or b is None or a == b or chunk.name is not None


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
    return any(
        named_after(at, n) is not None and chunks[named_after(at, n) or 0] == chunk
        for n in range(len(chunks))
        if chunks[n].last < chunk.first
    )


def _is_joined_to_noun(at: Parsed, chunk: Chunk, told: Cast) -> bool:
    """Whether the tree takes the chunk for an apposition to the noun just before it (`die Miliz Neue Front`)."""
    word, before = at.sentence.words[chunk.head], at.sentence.words[chunk.first - 1]
    joined = word.deprel == "appos" and 0 <= word.head < chunk.first and before.upos == "NOUN" and at.layout.chunk_of[word.head] >= 0
    forms = told.words.forms
    return joined and not forms.is_time(before.lemma) and not (word.form in forms.states and forms.is_person(before))


def _explains_name(at: Parsed, chunk: Chunk) -> bool:
    """Whether the tree takes the chunk for an apposition to the name that ends at the comma before it (`Olga Kern, die Leiterin`)."""
    words, start = at.sentence.words, chunk.first if chunk.article is None else chunk.article
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

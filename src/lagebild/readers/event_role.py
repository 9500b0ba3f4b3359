"""Who did it and to whom it was done: the chunks that fill an event's roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lagebild import tree
from lagebild.model import Actor, Ref, Span
from lagebild.readers.event_layout import Chunk
from lagebild.readers.event_lexicon import Lexicon
from lagebild.readers.event_trigger import Parsed, Trigger


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

    def actor_at(self, start: int, end: int) -> tuple[str, Span] | None:
        """The actor whose mention's head shares a character with the stretch of text."""
        return next((self.mentions[k] for k in range(start, end) if k in self.mentions), None)

    def is_time(self, at: Parsed, chunk: Chunk) -> bool:
        """Whether the chunk is a time expression."""
        word = at.sentence.words[chunk.head]
        return any(a <= word.start and word.end <= b for a, b in self.times)


def cast(
    sentences: Sequence[Parsed], words: Lexicon, text: str, actors: Iterable[Actor], times: Iterable[Span], found: Iterable[Trigger]
) -> Cast:
    """The cast of a report."""
    mentions: dict[int, tuple[str, Span]] = {}
    for actor in actors:
        for mention in actor.mentions:
            for k in range(mention.span.head_start, mention.span.head_end):
                mentions.setdefault(k, (actor.id, mention.span))
    return Cast(sentences, words, text, mentions, tuple((t.start, t.end) for t in times), frozenset((t.sentence, t.word) for t in found))


def read_roles(trigger: Trigger, told: Cast) -> Roles:
    """The roles that the words around the trigger fill."""
    at = told.sentences[trigger.sentence]
    if trigger.kind == "noun":
        return _noun(at, trigger, told)
    if trigger.kind == "participle":
        return _participle(at, trigger, told)
    return _verb(at, trigger.pivot if trigger.pivot is not None else trigger.word, trigger, told)


# ---- around verbs --------------------------------------------------------------------------------------------------


def _verb(at: Parsed, verb: int, trigger: Trigger, told: Cast) -> Roles:
    frame, to = trigger.sense.frame, trigger.sense.to
    bare = Bare(at, verb, told, skip=trigger.word)
    passive = is_passive(at, verb, told.words, frame)
    toward = _marked(at, verb, to, told) if to else []
    match frame:
        case "act" if passive:
            return _roles(told, at, _agents(at, verb, told), bare.subject() or toward)
        case "act":
            return _roles(told, at, bare.subject(), bare.object() or toward)
        case "dat":
            if passive:
                return _roles(told, at, _agents(at, verb, told), bare.dative() or bare.subject())
            return _roles(told, at, bare.subject(), bare.dative() or toward)
        case "toward":
            return _roles(told, at, _agents(at, verb, told) if passive else bare.subject(), toward)
        case "with":
            with_ = _marked(at, verb, {p for p, r in told.words.adpositions.items() if r in ("with", "between")} | to, told)
            return _roles(told, at, [*([] if passive else bare.subject()), *with_], [])
        case "undergo":
            return _roles(told, at, _agents(at, verb, told, only=("agent",)), bare.subject())
        case "alone":
            return _roles(told, at, _agents(at, verb, told) if passive else bare.subject(), toward)
    return Roles()


def is_passive(at: Parsed, verb: int, words: Lexicon, frame: str = "act") -> bool:
    """Whether the verb stands in the passive: a participle whose clause has no auxiliary of the active."""
    word = at.sentence.words[verb]
    if "Mood" in word.feats or word.feats.get("VerbForm") == "Inf":
        return False
    voices = {words.voices[at.lemmas[k]] for k in at.layout.clause(verb).words if at.lemmas[k] in words.voices and k != verb}
    if "active" in voices:
        return False
    if "passive" in voices:
        return True
    return frame in ("act", "dat")


class Bare:
    """The chunks without adposition in a verb's clause, and which of them are subject and objects."""

    def __init__(self, at: Parsed, verb: int, told: Cast, skip: int) -> None:
        self.at, self.verb, self.told = at, verb, told
        chunks = at.layout.chunks
        self.all = [n for n in at.layout.in_clause(verb) if self._stands_bare(chunks[n], skip)]

    def _stands_bare(self, chunk: Chunk, skip: int) -> bool:
        if chunk.prep is not None or chunk.owner is not None or chunk.first <= skip < chunk.last:
            return False
        return not self.told.is_time(self.at, chunk)

    def subject(self) -> list[int]:
        """The subject's chunk with its conjuncts; of an infinitive or a clause that shares it, the one above."""
        own = self._subject()
        if own is None:
            return self._shared()
        return [own, *_conjuncts(self.at, own)]

    def _subject(self) -> int | None:
        chunks, at = self.at.layout.chunks, self.at
        fits = [n for n in self.all if "Nom" in chunks[n].cases and self._agrees(chunks[n])]
        if at.layout.clause(self.verb).infinitive:
            return None
        for k in tree.down(at.sentence, self.verb, ("nsubj",)):
            n = at.layout.chunk_of[k]
            if n in fits:
                return n
        sure = [n for n in fits if chunks[n].cases == {"Nom"}]
        if sure:
            return sure[0]
        if len(fits) > 1 and not at.layout.clause(self.verb).opener and self._first_is_object(fits):
            return fits[1]
        return fits[0] if fits else None

    def _first_is_object(self, fits: list[int]) -> bool:
        objects = [self.at.layout.chunk_of[k] for k in tree.down(self.at.sentence, self.verb, ("obj", "obl:arg"))]
        return fits[0] in objects and fits[1] not in objects

    def _agrees(self, chunk: Chunk) -> bool:
        finite = self.at.layout.clause(self.verb).finite
        number = self.at.sentence.words[finite].feats.get("Number") if finite is not None else None
        if number == "Sing" and chunk.plural:
            return False
        return not (number == "Plur" and chunk.plural is False and not _conjuncts(self.at, self.at.layout.chunks.index(chunk)))

    def _shared(self) -> list[int]:
        """The subject of the clause that this one hangs on or goes on from."""
        at = self.at
        for k in tree.subjects(at.sentence, self.verb):
            n = at.layout.chunk_of[k]
            if n >= 0 and at.layout.chunks[n].prep is None and at.layout.chunks[n].owner is None and "Nom" in at.layout.chunks[n].cases:
                return [n, *_conjuncts(at, n)]
        here = at.layout.clause_of[self.verb]
        for c in range(here - 1, -1, -1):
            clause = at.layout.clauses[c]
            if clause.finite is not None and c != here:
                above = Bare(at, clause.finite, self.told, skip=-1)
                own = above._subject()
                if own is not None:
                    return [own, *_conjuncts(at, own)]
        return []

    def object(self) -> list[int]:
        """The direct object's chunk with its conjuncts."""
        chunks = self.at.layout.chunks
        subject = self._subject()
        taken = {subject, *(_conjuncts(self.at, subject) if subject is not None else ())}
        fits = [n for n in self.all if "Acc" in chunks[n].cases and n not in taken and not self._is_reflexive(chunks[n])]
        for k in tree.down(self.at.sentence, self.verb, ("obj",)):
            n = self.at.layout.chunk_of[k]
            if n in fits:
                return [n, *_conjuncts(self.at, n)]
        return [fits[0], *_conjuncts(self.at, fits[0])] if fits else []

    def dative(self) -> list[int]:
        """The indirect object's chunk with its conjuncts."""
        chunks = self.at.layout.chunks
        subject = self._subject()
        fits = [n for n in self.all if "Dat" in chunks[n].cases and n != subject and not self._is_reflexive(chunks[n])]
        sure = [n for n in fits if "Acc" not in chunks[n].cases and "Nom" not in chunks[n].cases]
        known = [n for n in fits if self._is_actor(n) and "Nom" not in chunks[n].cases - {"Nom"}]
        found = sure or known
        return [found[0], *_conjuncts(self.at, found[0])] if found else []

    def _is_actor(self, n: int) -> bool:
        words, chunk = self.at.sentence.words, self.at.layout.chunks[n]
        return self.told.actor_at(words[chunk.head].start, words[chunk.head].end) is not None

    def _is_reflexive(self, chunk: Chunk) -> bool:
        word = self.at.sentence.words[chunk.head]
        return word.xpos == "PRF" or word.feats.get("Reflex") == "Yes"


def _conjuncts(at: Parsed, n: int) -> list[int]:
    """The chunks that are coordinated with chunk n after it."""
    words, chunks = at.sentence.words, at.layout.chunks
    found: list[int] = []
    k = n
    while True:
        end = max([chunks[k].last, *(chunks[m].last for m in range(k + 1, len(chunks)) if _belongs(chunks, m, k))])
        following = next((m for m in range(k + 1, len(chunks)) if chunks[m].first >= end and chunks[m].owner is None), None)
        if following is None:
            return found
        between = range(end, chunks[following].first)
        joined = [w for w in between if words[w].upos == "CCONJ"]
        same = chunks[following].prep in (None, chunks[n].prep)
        if not same or not joined or len(between) > 2 + (chunks[following].prep is not None):
            comma = len(between) == 1 and words[between[0]].form == "," and same and _ends_in_conjunction(at, following)
            if not comma:
                return found
        if at.layout.clause_of[chunks[following].head] != at.layout.clause_of[chunks[n].head]:
            return found
        found.append(following)
        k = following


def _ends_in_conjunction(at: Parsed, n: int) -> bool:
    last = at.layout.chunks[n].last
    return last < len(at.sentence.words) and at.sentence.words[last].upos == "CCONJ"


def _belongs(chunks: Sequence[Chunk], m: int, k: int) -> bool:
    """Whether chunk m is a genitive that hangs on chunk k, directly or through another."""
    owner = chunks[m].owner
    return owner is not None and m > owner and (owner == k or _belongs(chunks, owner, k))


def _marked(at: Parsed, verb: int, preps: Iterable[str], told: Cast) -> list[int]:
    """The chunks of the clause under one of these adpositions, with their conjuncts; the nearest first adposition wins."""
    chunks, wanted = at.layout.chunks, set(preps)
    here = [n for n in at.layout.in_clause(verb) if chunks[n].prep in wanted and not told.is_time(at, chunks[n])]
    found: list[int] = []
    for n in here:
        for m in (n, *_conjuncts(at, n)):
            if m not in found and (at.number, chunks[m].head) not in told.triggers:
                found.append(m)
    return found


def _agents(at: Parsed, verb: int, told: Cast, only: Sequence[str] = ("agent", "agent_or_owner")) -> list[int]:
    """The chunks that say by whom, in the passive: `von` and `durch` where they do not belong to a noun before them."""
    chunks = at.layout.chunks
    found: list[int] = []
    for n in at.layout.in_clause(verb):
        role = told.words.adpositions.get(chunks[n].prep or "")
        if role not in only or told.is_time(at, chunks[n]) or _is_means(at, chunks[n], told):
            continue
        start = chunks[n].first - 1
        owned = n > 0 and chunks[n - 1].last == start
        if role == "agent_or_owner" and owned and not _just_before(at, n, verb):
            continue
        found += [n, *_conjuncts(at, n)]
    return found


def _just_before(at: Parsed, n: int, verb: int) -> bool:
    """Whether only genitives and words that are no nouns stand between the chunk and the verb."""
    chunks = at.layout.chunks
    return all(_belongs(chunks, m, n) or chunks[m].head > verb for m in range(n + 1, len(chunks)) if chunks[m].first < verb)


def _is_means(at: Parsed, chunk: Chunk, told: Cast) -> bool:
    lemma = at.sentence.words[chunk.head].lemma
    return (
        lemma in told.words.means
        or any(lemma.endswith(m.lower()) for m in told.words.means if len(m) > 4)
        or (at.number, chunk.head) in told.triggers
    )


# ---- around nouns --------------------------------------------------------------------------------------------------


def _noun(at: Parsed, trigger: Trigger, told: Cast) -> Roles:
    here = at.layout.chunk_of[trigger.word]
    if here < 0:
        return Roles()
    frame, to, chunks, roles = trigger.sense.frame, trigger.sense.to, at.layout.chunks, told.words.adpositions
    after = _chain(at, here, told)
    owned = [n for n in after if chunks[n].prep is None]
    by = [n for n in after if roles.get(chunks[n].prep or "") == "agent"]
    of = [n for n in after if roles.get(chunks[n].prep or "") == "agent_or_owner"]
    with_ = [n for n in after if roles.get(chunks[n].prep or "") in ("with", "between")]
    on = [n for n in after if chunks[n].prep in to or (not to and roles.get(chunks[n].prep or "") == "patient")]
    before = [n for n, c in enumerate(chunks) if c.owner == here and n < here]
    inside = _inside(at, here, trigger, told)
    match frame:
        case "suffered":
            found = _roles(told, at, by, [*before, *owned, *of] or on)
        case "mutual":
            found = _roles(told, at, [*before, *owned, *of, *with_, *on], [])
        case "alone":
            found = _roles(told, at, [*before, *owned, *of, *by], [])
        case _:
            found = _roles(told, at, [*before, *owned, *of, *by], on)
    found = Roles((*inside, *found.agents), found.patients)
    return _carried(at, trigger, found, told)


def _chain(at: Parsed, here: int, told: Cast) -> list[int]:
    """The chunks that follow the noun without a break, with their conjuncts: genitives and phrases with an adposition."""
    words, chunks = at.sentence.words, at.layout.chunks
    found: list[int] = []
    end = chunks[here].last
    for n in range(here + 1, len(chunks)):
        chunk = chunks[n]
        gap = words[end : chunk.first]
        if any(w.upos not in ("ADP", "ADV", "CCONJ", "DET", "PART") for w in gap) or (any(w.upos == "CCONJ" for w in gap) and not found):
            break
        if chunk.prep is None and chunk.owner is None and not any(w.upos == "CCONJ" for w in gap):
            break
        end = chunk.last
        if any(w.upos == "CCONJ" for w in gap) and chunk.prep is None:
            continue  # a conjunct: it comes with the chunk that it is joined to
        if chunk.owner not in (None, here) or told.is_time(at, chunk):
            continue
        found += [m for m in (n, *_conjuncts(at, n)) if m not in found]
    return found


def _inside(at: Parsed, here: int, trigger: Trigger, told: Cast) -> tuple[Filler, ...]:
    """Actors named by an adjective before the noun or in the first part of its compound."""
    words, chunk = at.sentence.words, at.layout.chunks[here]
    found = []
    for k in range(chunk.first, trigger.word):
        if words[k].upos in ("ADJ", "PROPN") and told.actor_at(words[k].start, words[k].end):
            found.append(Filler(at.number, here, k))
    start = words[trigger.word].start
    if trigger.sense.before and told.actor_at(start, start + len(trigger.sense.before)):
        found.append(Filler(at.number, here, trigger.word))
    return tuple(found)


def _carried(at: Parsed, trigger: Trigger, found: Roles, told: Cast) -> Roles:
    """The roles with those that the verb which carries the noun adds where they are empty."""
    if trigger.light is None or trigger.pivot is None:
        return found
    bare = Bare(at, trigger.pivot, told, skip=trigger.word)
    passive = is_passive(at, trigger.pivot, told.words)
    places: dict[str, Callable[[], list[int]]] = {"subject": bare.subject, "object": bare.object, "dative": bare.dative}
    if passive and trigger.light.word("as") in ("object", "subject"):
        agents = _agents(at, trigger.pivot, told) if trigger.light.word("agent") == "subject" else []
        patients: list[int] = []
    elif passive:
        swap = {"subject": lambda: _agents(at, trigger.pivot or 0, told), "object": bare.subject, "dative": bare.dative}
        agents = swap[a]() if (a := trigger.light.word("agent")) else []
        patients = swap[p]() if (p := trigger.light.word("patient")) else []
    else:
        agents = places[a]() if (a := trigger.light.word("agent")) else []
        patients = places[p]() if (p := trigger.light.word("patient")) else []
    more = _roles(told, at, agents, patients)
    if trigger.sense.frame == "alone" and not found.agents:
        return Roles(more.agents or more.patients, ())
    return Roles(found.agents or more.agents, found.patients or more.patients)


def _participle(at: Parsed, trigger: Trigger, told: Cast) -> Roles:
    """The roles around a participle that stands before its noun or alone: the noun is what it was done to."""
    here = at.layout.chunk_of[trigger.word]
    if here < 0 or at.layout.chunks[here].head <= trigger.word:
        return _verb(at, trigger.word, trigger, told)
    noun = [here, *_conjuncts(at, here)]
    chunks = at.layout.chunks
    by = [
        n
        for n, c in enumerate(chunks)
        if n < here and c.last == trigger.word and told.words.adpositions.get(c.prep or "") in ("agent", "agent_or_owner")
    ]
    if trigger.sense.frame in ("act", "dat", "undergo"):
        return _roles(told, at, by, noun)
    return _roles(told, at, noun, [])


# ---- from chunks to who they are -----------------------------------------------------------------------------------


def _roles(told: Cast, at: Parsed, agents: Iterable[int], patients: Iterable[int]) -> Roles:
    """The chunks as roles: nobody who is a means, a time or an event, and nobody twice."""
    chunks = at.layout.chunks
    who = [n for n in agents if not _is_means(at, chunks[n], told) and not told.is_time(at, chunks[n])]
    whom = [n for n in patients if n not in who and not told.is_time(at, chunks[n]) and (at.number, chunks[n].head) not in told.triggers]
    return Roles(tuple(Filler(at.number, n) for n in dict.fromkeys(who)), tuple(Filler(at.number, n) for n in dict.fromkeys(whom)))


def resolve(told: Cast, filler: Filler) -> Filler:
    """The filler, or for a relative pronoun the chunk that it stands for."""
    at = told.sentences[filler.sentence]
    chunk = at.layout.chunks[filler.chunk]
    word = at.sentence.words[chunk.head]
    if word.upos != "PRON" or not (word.xpos in ("PRELS", "PRELAT") or word.feats.get("PronType") == "Rel"):
        return filler
    antecedent = tree.relative_antecedent(at.sentence, chunk.head)
    if antecedent is not None and at.layout.chunk_of[antecedent] >= 0 and antecedent < chunk.head:
        return Filler(filler.sentence, at.layout.chunk_of[antecedent])
    before = [
        n for n in range(filler.chunk) if at.layout.chunks[n].last <= chunk.first and at.layout.chunks[n].plural in (None, chunk.plural)
    ]
    return Filler(filler.sentence, before[-1]) if before else filler


def refs(told: Cast, fillers: Iterable[Filler]) -> tuple[Ref, ...]:
    """Who fills the role, each once: by its actor where one is mentioned there."""
    found: list[Ref] = []
    for filler in fillers:
        ref = _ref(told, resolve(told, filler))
        if ref and not any(_same(ref, other) for other in found):
            found.append(ref)
    return tuple(found)


def _same(a: Ref, b: Ref) -> bool:
    return (a.ref is not None and a.ref == b.ref) or a.span == b.span


def _ref(told: Cast, filler: Filler) -> Ref | None:
    at = told.sentences[filler.sentence]
    words, chunk = at.sentence.words, at.layout.chunks[filler.chunk]
    if filler.word is not None:
        known = told.actor_at(words[filler.word].start, words[filler.word].end)
        return Ref(known[0], known[1]) if known else None
    a, b = chunk.head_words
    known = told.actor_at(words[a].start, words[b - 1].end)
    if words[chunk.head].upos == "PRON" and known is None and words[chunk.head].xpos not in ("PIS", "PIAT"):
        return None
    return Ref(known[0] if known else None, chunk_span(told, at, filler.chunk))


def chunk_span(told: Cast, at: Parsed, n: int) -> Span:
    """The chunk with the genitives that hang on it, as a span with its head."""
    chunks, end = at.layout.chunks, at.layout.chunks[n].last
    for m in range(n + 1, len(chunks)):
        if _belongs(chunks, m, n) and chunks[m].first == end:
            end = chunks[m].last
    return tree.span_between(at.sentence, told.text, chunks[n].first, end, chunks[n].head_words)

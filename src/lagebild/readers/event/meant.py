"""Who is meant: the chunk that a pronoun stands for, the two whom `beide` takes up, and the actor or words that fill a role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lagebild import tree
from lagebild.model import ActorKind, Ref, Span, Word
from lagebild.readers.event.cast import Cast, Filler, chunk_span, named_after
from lagebild.readers.event.chunk import CORE, Chunk
from lagebild.readers.event.segment import Clause
from lagebild.readers.event.trigger import Parsed

REACH = 2  # sentences that `die beiden Länder` may look back
PERSON: tuple[ActorKind, ...] = ("person",)


def resolve(told: Cast, filler: Filler) -> Filler:
    """The filler, or for a relative pronoun the chunk that it stands for."""
    at = told.sentences[filler.sentence]
    chunk = at.layout.chunks[filler.chunk]
    word = at.sentence.words[chunk.head]
    opens = at.layout.clause(chunk.head).opener == chunk.head and chunk.last == chunk.first + 1
    asks = told.words.forms.tagged(word, "interrogative")
    if asks or (not (opens and word.upos in ("DET", "PRON")) and not tree.is_relative(word)):
        return filler
    plural = _is_plural(at, chunk)
    before = [n for n in range(filler.chunk) if _may_be_meant(at, n, chunk, plural, told)]
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


def _may_be_meant(at: Parsed, n: int, pronoun: Chunk, plural: bool | None, told: Cast) -> bool:
    """Whether a relative pronoun of such a number may stand for chunk n: before it, of that number, and nothing that happens."""
    chunk = at.layout.chunks[n]
    agrees = plural is None or chunk.plural is None or plural == chunk.plural
    return chunk.last <= pronoun.first and agrees and (at.number, chunk.head) not in told.triggers


def _is_plural(at: Parsed, pronoun: Chunk) -> bool | None:
    """Whether a relative pronoun means several: by the finite verb where it can only be its subject, else by its form."""
    finite = at.layout.clause(pronoun.head).finite
    others = [
        c
        for c in at.layout.chunks
        if c != pronoun and c.cases == {"Nom"} and at.layout.clause_of[c.head] == at.layout.clause_of[pronoun.head]
    ]
    subject = at.sentence.words[pronoun.head].feats.get("Case") == "Nom" and not others
    number = at.sentence.words[finite].feats.get("Number") if finite is not None and subject else None
    return pronoun.plural if number is None else number == "Plur"


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
    if not says_both(at, chunk, told) or chunk.name is not None or filler.word is not None:
        return ()
    kinds = _kinds_of_two(told, words[chunk.head])
    named = [
        (a, span)
        for a, span in _named_before(told, words[chunk.first].start)
        if told.kinds.get(a) in kinds and (alone is None or a != alone.ref)
    ]
    start = told.sentences[max(0, filler.sentence - REACH)].sentence.start
    near = list(dict.fromkeys(a for a, span in named if span.head_start >= start))[:2]
    two = near if len(near) == 2 else _most_named([a for a, _ in named])
    last = dict(reversed(named))
    return tuple(Ref(a, last[a]) for a in reversed(two))


def says_both(at: Parsed, chunk: Chunk, told: Cast) -> bool:
    """Whether a word of the chunk says that it means two who are known."""
    return any(at.sentence.words[k].lemma.lower() in told.words.roles.both for k in range(chunk.first, chunk.last))


def _named_before(told: Cast, end: int) -> list[tuple[str, Span]]:
    """The mentions before the character of actors who have a name, the last first."""
    return [
        (a, span)
        for k in sorted((k for k in told.mentions if k < end), reverse=True)
        for a, span in [told.mentions[k]]
        if a in told.proper and k == span.head_start
    ]


def _most_named(actors: Sequence[str]) -> list[str]:
    """The two actors named most often, where no third is named as often."""
    most = Counter(actors).most_common(3)
    return [a for a, _ in most[:2]] if len(most) == 2 or (len(most) == 3 and most[1][1] > most[2][1]) else []


def _kinds_of_two(told: Cast, noun: Word) -> tuple[ActorKind, ...]:
    """The kinds of actors that two of such a noun may be; none for a noun that takes up nobody."""
    if noun.upos != "NOUN":
        return ()
    return PERSON if told.words.forms.is_person(noun) else told.words.roles.two_of.get(noun.lemma, ())


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
    known = told.actor_in(at, chunk)
    if known is not None and words[chunk.head].feats.get("PronType") == "Prs" and _is_open(told, at, known[0]):
        meant = _meant(told, at, chunk)
        return Ref(*known) if meant and (ref := _ref(told, meant)) and ref.ref == known[0] else None
    if known is None and _stands_for_one(words[chunk.head], chunk):
        meant = _meant(told, at, chunk)
        return _ref(told, meant) if meant else None
    if words[chunk.head].form.lower() in told.words.nobody:
        return None
    if known is None and (words[chunk.head].upos not in CORE or words[chunk.head].form.lower() in told.words.roles.further):
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
    if word.feats.get("PronType") == "Dem":
        here = _last_named(told, at, word, pronoun.first)
        return here if here or at.number == 0 else _last_named(told, told.sentences[at.number - 1], word)
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


def _last_named(told: Cast, before: Parsed, pronoun: Word, end: int | None = None) -> Filler | None:
    """The last actor named in the sentence (before word `end`) that a demonstrative (`dieser`) agrees with."""
    for n in range(len(before.layout.chunks) - 1, -1, -1):
        chunk = before.layout.chunks[n]
        if end is not None and chunk.last > end:
            continue
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

"""What stands in a sentence, read off word classes, order and punctuation: noun chunks and clauses.

A tree of a small parser is wrong in every third arc. Chunks and clauses as laid down here need only word classes, articles and
commas; roles are then taken from the tree where both agree, and from the layout where the tree has nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from lagebild.model import Sentence
from lagebild.readers.event.chunk import ALL_CASES, CORE, Chunk, Forms
from lagebild.readers.event.phrase import chunks_of
from lagebild.readers.event.segment import Clause, clauses
from lagebild.tree import DASHES


@dataclass(frozen=True, slots=True)
class Layout:
    """A sentence's chunks and clauses; `chunk_of` and `clause_of` give a word's chunk (or -1) and clause."""

    chunks: tuple[Chunk, ...]
    clauses: tuple[Clause, ...]
    chunk_of: tuple[int, ...]
    clause_of: tuple[int, ...]

    def clause(self, i: int) -> Clause:
        """The clause that word i stands in."""
        return self.clauses[self.clause_of[i]]

    def chunk(self, i: int) -> Chunk | None:
        """The chunk that word i stands in."""
        return self.chunks[self.chunk_of[i]] if self.chunk_of[i] >= 0 else None

    def in_clause(self, i: int) -> list[int]:
        """The chunks (by number) that stand in the clause of word i, in text order."""
        here = self.clause_of[i]
        return [n for n, c in enumerate(self.chunks) if self.clause_of[c.head] == here]


def lay_out(sentence: Sentence, known: Forms) -> Layout:
    """The sentence's chunks and clauses."""
    parts = clauses(known.pack, sentence)
    clause_of = [0] * len(sentence.words)
    for n, clause in enumerate(parts):
        for i in clause.words:
            clause_of[i] = n
    openers = {c.opener for c in parts if c.opener is not None}
    chunks = _joined(sentence, known, _owned(sentence, chunks_of(sentence, known, openers)), clause_of)
    chunk_of = [-1] * len(sentence.words)
    for n, chunk in enumerate(chunks):
        for i in range(chunk.first, chunk.last):
            chunk_of[i] = n
    return Layout(tuple(chunks), parts, tuple(chunk_of), tuple(clause_of))


def _owned(sentence: Sentence, chunks: list[Chunk]) -> list[Chunk]:
    """The chunks with each genitive given to the chunk just before it (or, of a name in the genitive, just after it)."""
    done = list(chunks)
    for n, chunk in enumerate(chunks):
        if chunk.prep is not None or "Gen" not in chunk.cases:
            continue
        owner = next((m for m in range(n - 1, max(-1, n - 4), -1) if chunks[m].last == chunk.start), None)
        before = owner is not None and sentence.words[chunks[owner].head].upos in CORE
        after = n + 1 < len(chunks) and chunks[n + 1].first == chunk.last and chunk.cases == {"Gen"}
        if before and owner is not None:
            done[n] = _own(chunk, owner)
        elif after:
            done[n] = _own(chunk, n + 1)
        elif chunk.cases == {"Gen"} and sentence.words[chunk.first].upos == "DET" and _opens(sentence, chunk.first):
            done[n] = replace(chunk, cases=ALL_CASES - {"Gen"}, plural=None)  # a genitive of nothing: its number was taken wrong
    return done


def _is_joined_to_bare(sentence: Sentence, chunks: list[Chunk], n: int) -> bool:
    """Whether the tree joins chunk n to one without adposition that stands before the chunk before it."""
    word = sentence.words[chunks[n].head]
    return word.deprel == "conj" and any(c.first <= word.head < c.last and c.prep is None for c in chunks[: n - 1])


def _shared_owner(sentence: Sentence, chunks: list[Chunk], n: int) -> int | None:
    """The chunk that chunk n and the genitive which a conjunction joins it to both hang on (`ein Abkommen der USA und Ghanas`)."""
    chunk, before = chunks[n], chunks[n - 1]
    if before.owner is None or before.owner > n or before.last != chunk.first - 1 or chunk.prep is not None or chunk.owner is not None:
        return None
    alike = "Gen" in chunk.cases and sentence.words[chunk.first].form == sentence.words[before.first].form
    return before.owner if chunk.cases == {"Gen"} or alike else None


def _opens(sentence: Sentence, i: int) -> bool:
    """Whether word i opens the sentence or what follows a dash."""
    return i == 0 or (sentence.words[i - 1].upos == "PUNCT" and sentence.words[i - 1].form in DASHES)


def _own(chunk: Chunk, owner: int) -> Chunk:
    return replace(chunk, cases=frozenset({"Gen"}), owner=owner)


def _joined(sentence: Sentence, forms: Forms, chunks: list[Chunk], clause_of: list[int]) -> list[Chunk]:
    """The chunks with each bare one that a conjunction joins to a phrase with an adposition put under that adposition."""
    done = list(chunks)
    for n, chunk in enumerate(done):
        k = chunk.first - 1
        if n > 0 and k > 0 and sentence.words[k].upos == "CCONJ" and (shared := _shared_owner(sentence, done, n)) is not None:
            done[n] = _own(chunk, shared)
            continue
        if n == 0 or chunk.prep is not None or chunk.owner is not None or chunk.cases == {"Nom"} or k < 1:
            continue
        if sentence.words[k].upos != "CCONJ" or forms.tagged(sentence.words[k], "comparison") or clause_of[chunk.head] != clause_of[k - 1]:
            continue
        if _is_joined_to_bare(sentence, done, n):
            continue  # `die Regierung in Genf und die Rebellen`
        before = done[n - 1]
        while before.owner is not None and before.owner < n - 1 and before.owner >= 0:
            before = done[before.owner]
        if before.prep is not None and done[n - 1].last == k:
            done[n] = replace(chunk, prep=before.prep, cases=frozenset({"Obl"}))
        elif before.cases == {"Dat"} and done[n - 1].last == k and "Dat" in chunk.cases:
            done[n] = replace(chunk, cases=before.cases)
    return done

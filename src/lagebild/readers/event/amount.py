"""How many people a noun phrase, or a list of such, says."""

from __future__ import annotations

from dataclasses import replace

from lagebild import tree
from lagebild.readers.event.cast import belongs
from lagebild.readers.event.chunk import Chunk
from lagebild.readers.event.harm import Scene
from lagebild.readers.event.number import Quantity, quantity
from lagebild.readers.event.trigger import Parsed

BODIES = frozenset({"state", "organisation", "media", "armed_group"})  # kinds of actors that no one person is


def row_of(at: Parsed, n: int) -> list[int]:
    """Chunk n and those that a list joins to it by the tree: `der Richter, sein Fahrer und ein Leibwächter`."""
    words, chunks = at.sentence.words, at.layout.chunks
    row, end, closed = [n], chunks[n].last, 1
    for m in range(n + 1, len(chunks)):
        if belongs(chunks, m, row[-1]):
            end = chunks[m].last
            continue
        gap = words[end : chunks[m].start]
        heads = {chunks[k].head for k in row}
        joined = words[chunks[m].head].deprel in ("conj", "appos") and words[chunks[m].head].head in heads
        if not gap or not joined or not all(w.upos == "CCONJ" or w.form == "," for w in gap):
            break
        row, end = [*row, m], chunks[m].last
        if gap[-1].upos == "CCONJ":
            closed = len(row)
    return row[:closed]


def row_before(at: Parsed, n: int) -> list[int]:
    """Chunk n behind the one that a relative clause explains (`Karl Ott, der die Bank führte, sowie zwei Wächter`); else none."""
    words, layout = at.sentence.words, at.layout
    k, here = layout.chunks[n].first - 1, layout.clause_of[layout.chunks[n].head]
    opener = layout.clauses[here - 1].opener if here and k > 0 else None
    if opener is None or words[k].upos != "CCONJ" or words[k - 1].form != "," or opener < 2 or words[opener - 1].form != ",":
        return []
    named = layout.chunk_of[opener - 2]
    finite = layout.clause(opener - 2).finite
    fits = named >= 0 and layout.chunks[named].prep is None and layout.chunks[named].owner is None and (finite is None or finite > k)
    return [named, n] if fits else []


def amount_of(scene: Scene, at: Parsed, chunk: Chunk) -> Quantity | None:
    """The quantity of a chunk; none where it is a plural that the report has spoken of before, or somebody who is no person."""
    words, known = at.sentence.words, scene.known
    alone = chunk.last == chunk.first + 1
    if _is_anothers(at, chunk):
        return Quantity(1, 1, chunk.first, chunk.last, None)
    if alone and words[chunk.head].upos == "PRON" and words[chunk.head].form.lower() not in (*known.none, *known.groups, *known.values):
        return None
    if _may_be_one(at, chunk):
        return None
    if (several := scene.harm.several.get(words[chunk.head].lemma)) is not None and not chunk.plural:
        return Quantity(several, several, chunk.first, chunk.last, chunk.head)
    one_named = chunk.plural is None and words[chunk.head].upos == "PROPN"
    amount = quantity(words, chunk.first, chunk.last, False if one_named else chunk.plural, known)
    if amount is None or amount.number is not None:
        return amount
    if (count := _far_count(scene, at, chunk)) is not None:
        return count
    if amount.high == 1 and _is_body(scene, at, chunk):
        return None
    return None if amount.low == 2 and is_definite(at, chunk) else amount


def _far_count(scene: Scene, at: Parsed, chunk: Chunk) -> Quantity | None:
    """The number that stands apart from its noun, behind its article or alone: `die drei in der Nacht verschleppten Männer`."""
    words = at.sentence.words
    if chunk.article is not None and words[chunk.article + 1].upos == "NUM":
        count = quantity(words, chunk.article + 1, chunk.article + 2, None, scene.known)
        return replace(count, last=chunk.last) if count is not None else None
    number = next((w for w in words[: chunk.first] if w.upos == "NUM" and w.deprel == "nummod" and w.head == chunk.head), None)
    if number is None:
        return None
    k = words.index(number)
    count = quantity(words, k, k + 1, None, scene.known)
    return replace(count, last=chunk.last) if count is not None else None


def _is_body(scene: Scene, at: Parsed, chunk: Chunk) -> bool:
    """Whether the chunk names a state, a place or a body, or a noun for many: no one person."""
    word, told = at.sentence.words[chunk.head], scene.told
    known = told.actor_in(at, chunk)
    if known is not None and told.kinds.get(known[0]) in BODIES:
        return True
    if word.upos == "PROPN":
        return known is None and any(n.kind == "place" and n.first <= chunk.head < n.last for n in at.sentence.names)
    return told.words.forms.is_body(word)


def _may_be_one(at: Parsed, chunk: Chunk) -> bool:
    """Whether a noun without article has one form for one and many, and no finite verb says which: `Tunesier nahe der Grenze getötet`."""
    word, first = at.sentence.words[chunk.head], at.sentence.words[chunk.start]
    bare = chunk.last == chunk.first + 1 or first.upos == "ADJ"
    return bare and word.upos == "NOUN" and word.form == word.lemma and at.layout.clause(chunk.head).finite is None


def _is_anothers(at: Parsed, chunk: Chunk) -> bool:
    """Whether the chunk is one who is named by somebody just named: `deren Mutter`."""
    words = at.sentence.words
    opens = words[chunk.first].upos == "DET" and words[chunk.first].feats.get("Case") == "Gen" and words[chunk.first].deprel == "nmod"
    return opens and words[chunk.head].feats.get("Number") == "Sing"


def is_definite(at: Parsed, chunk: Chunk) -> bool:
    """Whether the chunk opens with a word for what is known already."""
    opening = at.sentence.words[chunk.start]
    return tree.is_definite(opening) or opening.feats.get("Poss") == "Yes"


def is_article(at: Parsed, amount: Quantity) -> bool:
    """Whether the number word is an article: `eine Sprecherin` is nobody who is counted."""
    return amount.number is not None and at.sentence.words[amount.number].upos == "DET" and amount.low == amount.high == 1

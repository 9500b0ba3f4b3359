"""What can be read off a UD tree in any language: phrases, conjuncts, clauses, subjects, voice, mood, negation.

Words are given by their position in the sentence. Nothing here knows a word of any language: whatever needs one takes it as
an argument. Relations are Universal Dependencies v2; a subtype counts as its relation where the name given has none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from lagebild.model import Sentence, Span, Word

CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "parataxis", "csubj", "root"})
LONGEST_HEAD = 6  # words; the contract's bound on a head
MODIFIERS = frozenset({"ADJ", "NUM", "DET", "ADV"})
LONGEST_LEFT = 8  # words that may stand before a noun inside its phrase
LONGEST_DATELINE = 10  # words
DASHES = frozenset("–—-")
# what belongs to a noun phrase as a person would mark it: no relative clauses, no further conjuncts, no preposition of its own
_IN_PHRASE = frozenset(
    ("det", "amod", "nummod", "nmod", "appos", "flat", "compound", "case", "fixed", "det:poss", "advmod", "punct", "dep", "goeswith")
)
_NOT_AT_TOP = frozenset({"case", "punct", "cc", "conj", "acl", "advcl", "parataxis", "cop", "aux", "mark", "nsubj", "advmod", "dep"})


def is_rel(deprel: str, wanted: Collection[str]) -> bool:
    """Whether `deprel` is one of `wanted`, where `obl` stands for its subtypes as well and `obl:agent` only for itself."""
    return deprel in wanted or deprel.partition(":")[0] in wanted


def down(sentence: Sentence, i: int, rels: Collection[str]) -> tuple[int, ...]:
    """The dependents of word i by one of `rels`, in text order."""
    words = sentence.words
    return tuple(j for j in sentence.children[i] if is_rel(words[j].deprel, rels))


def subtree(sentence: Sentence, i: int, without: Collection[str] = ()) -> tuple[int, ...]:
    """Word i and everything below it in text order, leaving out branches that hang on a relation of `without`."""
    found, todo = {i}, [i]
    while todo:
        for j in sentence.children[todo.pop()]:
            if j not in found and not is_rel(sentence.words[j].deprel, without):
                found.add(j)
                todo.append(j)
    return tuple(sorted(found))


def above(sentence: Sentence, i: int) -> Iterable[int]:
    """The words that govern word i, nearest first; a cycle in a damaged tree ends it."""
    seen = {i}
    while (i := sentence.words[i].head) >= 0 and i not in seen:
        seen.add(i)
        yield i


def conjuncts(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Word i and what is coordinated with it below it, in text order."""
    found, todo = [i], [i]
    while todo:
        for j in down(sentence, todo.pop(), ("conj",)):
            if j not in found:
                found.append(j)
                todo.append(j)
    return tuple(sorted(found))


def first_conjunct(sentence: Sentence, i: int) -> int:
    """The word at the head of the coordination that word i belongs to."""
    for k in above(sentence, i):
        if sentence.words[i].deprel != "conj":
            break
        i = k
    return i


def name_at(sentence: Sentence, i: int) -> tuple[int, int] | None:
    """The words (first, last past the end) of the name that word i is part of, if any."""
    return next(((n.first, n.last) for n in sentence.names if n.first <= i < n.last), None)


def phrase(sentence: Sentence, i: int) -> tuple[int, int]:
    """The noun phrase that word i carries, as words first to last (past the end), whole and without holes."""
    words, keep, todo = sentence.words, {i}, [i]
    while todo:
        k = todo.pop()
        for j in sentence.children[k]:
            rel = words[j].deprel
            if j in keep or (k == i and is_rel(rel, _NOT_AT_TOP)):
                continue
            if is_rel(rel, _IN_PHRASE) or (k != i and is_rel(rel, ("conj", "cc"))):
                keep.add(j)
                todo.append(j)
    name = name_at(sentence, i)
    if name:
        keep.update(range(*name))
    first = last = i
    while first - 1 in keep:
        first -= 1
    while last + 1 in keep:
        last += 1
    while last > i and words[last].upos == "PUNCT" and words[last].form not in ")":
        last -= 1
    while first < i and words[first].upos in ("PUNCT", "CCONJ"):
        first += 1
    return first, last + 1


def span_between(sentence: Sentence, text: str, first: int, last: int, head: tuple[int, int] | None = None) -> Span:
    """Words first to last (past the end) as a span; its head is the words of `head`, else its first; of either at most the first six."""
    words = sentence.words
    a, b = head or (first, last)
    b = min(b, a + LONGEST_HEAD)
    start, end = words[first].start, words[last - 1].end
    return Span(start, end, text[start:end], words[a].start, words[b - 1].end)


def phrase_span(sentence: Sentence, text: str, i: int) -> Span:
    """The noun phrase of word i as a span; its head is the whole name that i belongs to, else the word."""
    first, last = phrase(sentence, i)
    a, b = name_at(sentence, i) or (i, i + 1)
    if b - a > LONGEST_HEAD or not (first <= a and b <= last):
        a, b = i, i + 1
    return span_between(sentence, text, first, last, (a, b))


def word_span(sentence: Sentence, text: str, i: int) -> Span:
    """Word i alone as a span that is its own head."""
    return span_between(sentence, text, i, i + 1, (i, i + 1))


def text_span(text: str, start: int, end: int) -> Span:
    """Any stretch of the text as a span; the head is its first word (heads are short, contents may be long)."""
    first = start
    while first < end and text[first].isspace():
        first += 1
    stop = first
    while stop < end and not text[stop].isspace():
        stop += 1
    if stop == first:
        first, stop = start, end
    return Span(start, end, text[start:end], first, stop)


def clause_head(sentence: Sentence, i: int) -> int:
    """The word that heads the clause in which word i stands (itself when it heads one)."""
    words = sentence.words
    for k in (i, *above(sentence, i)):
        rel = words[k].deprel
        if is_rel(rel, CLAUSES) or words[k].upos == "VERB" or words[k].head < 0:
            return k
        if rel == "conj" and any(is_rel(words[j].deprel, ("nsubj", "cop", "aux", "mark")) for j in sentence.children[k]):
            return k
    return i


def finite(sentence: Sentence, i: int) -> int | None:
    """The finite verb of the clause headed by word i: itself, one of its auxiliaries, or what the first conjunct shares with it."""
    for k in (i, first_conjunct(sentence, i)):
        for j in (k, *down(sentence, k, ("aux", "cop"))):
            if sentence.words[j].feats.get("VerbForm") == "Fin":
                return j
    return None


def is_passive(sentence: Sentence, i: int) -> bool:
    """Whether the verb is in the passive: by its auxiliary, its subject, or those of the verb it is coordinated with."""
    if down(sentence, i, ("aux:pass", "nsubj:pass")):
        return True
    first = first_conjunct(sentence, i)
    participle = sentence.words[i].feats.get("VerbForm") == "Part"
    return first != i and participle and not down(sentence, i, ("aux", "nsubj")) and bool(down(sentence, first, ("aux:pass", "nsubj:pass")))


def subjects(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The subject of verb i with its conjuncts: its own, that of the verb it is coordinated with, or, of an infinitive, its governor's."""
    seen: set[int] = set()
    while i not in seen:
        seen.add(i)
        own = [j for k in down(sentence, i, ("nsubj",)) for j in conjuncts(sentence, k)]
        if own:
            return tuple(sorted(own))
        word = sentence.words[i]
        if word.head < 0 or not (
            word.deprel == "conj" or (is_rel(word.deprel, ("xcomp", "advcl")) and word.feats.get("VerbForm") == "Inf")
        ):
            return ()
        i = word.head
    return ()


def objects(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The direct objects of verb i with their conjuncts."""
    return tuple(j for k in down(sentence, i, ("obj",)) for j in conjuncts(sentence, k))


def case_of(sentence: Sentence, i: int) -> str | None:
    """The lemma of the adposition that marks word i, or None."""
    marks = down(sentence, i, ("case",))
    return sentence.words[marks[0]].lemma.lower() if marks else None


def is_relative(word: Word) -> bool:
    """Whether the word is a relative pronoun, by its tag or its features (`PronType=Dem,Rel` where a treebank leaves it open)."""
    return word.xpos in ("PRELS", "PRELAT") or (word.upos == "PRON" and "Rel" in word.feats.get("PronType", "").split(","))


def relative_antecedent(sentence: Sentence, i: int) -> int | None:
    """The noun that the relative pronoun i stands for, or None when i is none or its clause hangs on no noun."""
    if not is_relative(sentence.words[i]):
        return None
    for k in above(sentence, i):
        if is_rel(sentence.words[k].deprel, ("acl",)):
            return sentence.words[k].head
    return None


def is_definite(word: Word) -> bool:
    """Whether the word says that what it stands with is known: a definite article or a demonstrative."""
    return word.feats.get("Definite") == "Def" or word.feats.get("PronType") == "Dem"


def modifiers(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The determiner, numerals and adjectives right before word i, by tags alone; coordinated adjectives are read through."""
    words, found = sentence.words, list[int]()
    for j in range(i - 1, max(-1, i - 1 - LONGEST_LEFT), -1):
        joins = words[j].upos == "CCONJ" and found and j > 0 and words[j - 1].upos == words[found[0]].upos == "ADJ"
        if words[j].upos not in MODIFIERS and not joins:
            break
        found.insert(0, j)
        if words[j].upos == "DET":
            break
    return tuple(found)


def dateline_end(sentence: Sentence) -> int:
    """The number of words of the dateline that opens the sentence (`Kiew/Moskau – …`, `Goris (dnk) - …`), 0 where there is none."""
    inside = False
    for i, word in enumerate(sentence.words[:LONGEST_DATELINE]):
        if word.form in DASHES:
            return i
        if word.form in "()" or inside:  # the agency's sign
            inside = word.form != ")"
            continue
        if not (word.form[:1].isupper() or word.form in "/,().") or (word.form.endswith("-") and i == 0):
            return i + 1 if word.form.endswith("-") and word.form[:1].isupper() else 0
    return 0

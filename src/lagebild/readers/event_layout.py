"""What stands in a sentence, read off word classes, order and punctuation: noun chunks and clauses.

A tree of a small parser is wrong in every third arc. Chunks and clauses as laid down here need only word classes, articles and
commas; roles are then taken from the tree where both agree, and from the layout where the tree has nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lagebild import tree
from lagebild.model import Sentence

CORE = ("NOUN", "PROPN")
BEFORE_NOUN = ("DET", "ADJ", "NUM")
ALL_CASES = frozenset({"Nom", "Acc", "Dat", "Gen"})


@dataclass(frozen=True, slots=True)
class Chunk:
    """A noun phrase without what hangs on it: words `first` to `last` (past the end), its adposition, its possible cases."""

    first: int
    last: int
    head: int
    name: tuple[int, int] | None
    prep: str | None
    cases: frozenset[str]
    plural: bool | None
    owner: int | None = None  # the chunk (by number) whose genitive this is

    @property
    def head_words(self) -> tuple[int, int]:
        """The words of its head: the whole name when it ends in one, else the noun."""
        return self.name or (self.head, self.head + 1)


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that one verb governs: `finite` is that verb where it is finite; `opener` the word that subordinates it."""

    words: tuple[int, ...]
    finite: int | None
    opener: int | None
    infinitive: bool


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


Cases = Mapping[str, frozenset[str]]


def lay_out(sentence: Sentence, cases: tuple[tuple[str, frozenset[str]], ...], bounds: Collection[str] = ()) -> Layout:
    """The sentence's layout; `cases` says which cases an article form may stand for, `bounds` which adpositions only bound a figure."""
    forms = dict(cases)
    chunks = _owned(sentence, _chunks(sentence, forms, bounds))
    chunk_of = [-1] * len(sentence.words)
    for n, chunk in enumerate(chunks):
        for i in range(chunk.first, chunk.last):
            chunk_of[i] = n
    clauses = _clauses(sentence)
    clause_of = [0] * len(sentence.words)
    for n, clause in enumerate(clauses):
        for i in clause.words:
            clause_of[i] = n
    return Layout(tuple(chunks), clauses, tuple(chunk_of), tuple(clause_of))


# ---- chunks --------------------------------------------------------------------------------------------------------


def _chunks(sentence: Sentence, forms: Cases, bounds: Collection[str]) -> list[Chunk]:
    words = sentence.words
    found: list[Chunk] = []
    prep: tuple[int, str] | None = None
    held: int | None = None  # an article whose noun comes after an embedded phrase ("die [in Athen ansässige] Bank")
    i = 0
    while i < len(words):
        word = words[i]
        if word.upos == "ADP" and word.deprel != "compound:prt":
            bounding = word.lemma.lower() in bounds and any(w.upos == "NUM" for w in words[i + 1 : i + 3])
            prep = None if bounding else (i, word.lemma.lower())
            i += 1
            continue
        if word.upos in (*BEFORE_NOUN, *CORE) or _is_possessive(sentence, i):
            first, core = _run(sentence, i)
            if core is None:
                if words[i].upos == "DET" and first < len(words) and words[first].upos in ("ADP", "ADV", "ADJ", "PROPN"):
                    held = i
                elif words[i].upos in ("NUM", "DET") or words[i].xpos in ("PIS", "PIAT"):
                    found.append(_chunk(sentence, i, first, first - 1, prep, forms, None))
                    prep = None
                i = max(first, i + 1)
                continue
            pieces = _pieces(sentence, i, core)
            for a, b in pieces:
                article = held if a == i and held is not None and words[a].upos != "DET" else None
                found.append(_chunk(sentence, a, b, b - 1, prep if b == core else None, forms, article))
            held = None
            prep = None
            i = core
            continue
        if word.upos == "PRON":
            found.append(_chunk(sentence, i, i + 1, i, prep, forms, None))
            prep = None
        elif word.upos in ("PUNCT", "VERB", "AUX", "SCONJ"):
            prep = None
            held = held if word.upos == "PUNCT" and word.form not in ",;" else None
        i += 1
    return found


def _is_possessive(sentence: Sentence, i: int) -> bool:
    word = sentence.words[i]
    return word.upos == "PRON" and word.xpos in ("PPOSAT", "PDAT", "PIAT", "PRELAT", "PWAT")


def _run(sentence: Sentence, i: int) -> tuple[int, int | None]:
    """Where the words before the noun end, and where the nouns end (None when no noun follows)."""
    words, n = sentence.words, len(sentence.words)
    k = i
    while k < n and (words[k].upos in BEFORE_NOUN or _is_possessive(sentence, k) or _joins(sentence, k)) and words[k].upos not in CORE:
        k += 1
    if k >= n or words[k].upos not in CORE:
        return k, None
    end = k
    while end < n and (words[end].upos in CORE or _in_name(sentence, k, end)):
        end += 1
    return k, end


def _joins(sentence: Sentence, k: int) -> bool:
    """Whether word k joins adjectives before a noun: a comma, a conjunction or an adverb between them."""
    words = sentence.words
    if not 0 < k < len(words) - 1 or words[k - 1].upos not in BEFORE_NOUN:
        return False
    return words[k].upos in ("CCONJ", "ADV", "PUNCT") and words[k - 1].xpos == "ADJA" and words[k + 1].xpos == "ADJA"


def _in_name(sentence: Sentence, first: int, k: int) -> bool:
    return any(n.first <= k < n.last and n.first < k for n in sentence.names)


def _pieces(sentence: Sentence, first: int, last: int) -> list[tuple[int, int]]:
    """The run of words cut where a genitive name stands before its noun: `Burundis | Präsident Pierre Nkurunziza`."""
    words = sentence.words
    for k in range(first, last - 1):
        if (
            words[k].upos == "PROPN"
            and words[k].feats.get("Case") == "Gen"
            and words[k + 1].upos == "NOUN"
            and not _in_name(sentence, k, k + 1)
        ):
            return [(first, k + 1), (k + 1, last)]
    return [(first, last)]


def _chunk(sentence: Sentence, first: int, last: int, head: int, prep: tuple[int, str] | None, forms: Cases, article: int | None) -> Chunk:
    words = sentence.words
    name = _name(sentence, first, last)
    nouns = [k for k in range(first, last) if words[k].upos == "NOUN"]
    if name is None and words[head].upos == "PROPN" and nouns and nouns[-1] < head:
        name = (nouns[-1] + 1, head + 1)
    if name and name[1] - name[0] > tree.LONGEST_HEAD:
        name = None
    found = _cases(sentence, first if article is None else article, head, forms) if prep is None else frozenset({"Obl"})
    number = {words[k].feats.get("Number") for k in (first if article is None else article, nouns[0] if nouns else head)} - {None}
    plural = (number == {"Plur"}) if len(number) == 1 else None
    return Chunk(first, last, head, name, prep[1] if prep else None, found, plural)


def _name(sentence: Sentence, first: int, last: int) -> tuple[int, int] | None:
    fits = [n for n in sentence.names if n.first >= first and n.last <= last and n.last == last]
    return (fits[-1].first, fits[-1].last) if fits else None


def _cases(sentence: Sentence, first: int, head: int, forms: Cases) -> frozenset[str]:
    word = sentence.words[first]
    known = forms.get(word.form.lower())
    if known and first != head:
        number = sentence.words[head].feats.get("Number")
        return _by_number(word.form.lower(), known, number, sentence.words[head].feats.get("Gender"))
    if word.upos == "PRON" and first == head:
        return known or ALL_CASES
    case = word.feats.get("Case") if word.upos == "ADJ" and first != head else None
    if case == "Gen" or (first == head and word.upos == "PROPN" and word.feats.get("Case") == "Gen"):
        return frozenset({"Gen"})
    return ALL_CASES - {"Gen"}


def _by_number(form: str, cases: frozenset[str], number: str | None, gender: str | None) -> frozenset[str]:
    """The cases left when the noun's number and gender are known: a form that is nominative for one gender only."""
    if "Gen" in cases and "Nom" in cases:
        if number == "Plur":
            return frozenset({"Gen"})
        if gender == "Masc":
            return frozenset({"Nom"})
        if gender in ("Fem", "Neut"):
            return frozenset({"Gen", "Dat"})
    return cases


def _owned(sentence: Sentence, chunks: list[Chunk]) -> list[Chunk]:
    """The chunks with each genitive given to the chunk just before it (or, of a name in the genitive, just after it)."""
    done = list(chunks)
    for n, chunk in enumerate(chunks):
        if chunk.prep is not None or "Gen" not in chunk.cases:
            continue
        before = n > 0 and chunks[n - 1].last == chunk.first and sentence.words[chunks[n - 1].head].upos in CORE
        after = n + 1 < len(chunks) and chunks[n + 1].first == chunk.last and chunk.cases == {"Gen"}
        if before:
            done[n] = _own(chunk, n - 1)
        elif after:
            done[n] = _own(chunk, n + 1)
    return done


def _own(chunk: Chunk, owner: int) -> Chunk:
    return Chunk(chunk.first, chunk.last, chunk.head, chunk.name, chunk.prep, frozenset({"Gen"}), chunk.plural, owner)


# ---- clauses -------------------------------------------------------------------------------------------------------


def is_finite(sentence: Sentence, i: int) -> bool:
    """Whether word i is a finite verb."""
    word = sentence.words[i]
    return word.upos in ("VERB", "AUX") and (word.feats.get("VerbForm") == "Fin" or "Mood" in word.feats)


def _segments(sentence: Sentence) -> list[list[int]]:
    """The words between punctuation marks, cut once more at a conjunction that has a finite verb on both sides."""
    segments: list[list[int]] = [[]]
    for i, word in enumerate(sentence.words):
        if word.upos == "PUNCT":
            segments.append([])
        else:
            segments[-1].append(i)
    cut: list[list[int]] = []
    for segment in segments:
        cut.extend(_cut(sentence, segment))
    return [s for s in cut if s]


def _cut(sentence: Sentence, segment: list[int]) -> list[list[int]]:
    for n, i in enumerate(segment):
        if sentence.words[i].upos == "CCONJ" and 0 < n < len(segment) - 1:
            left, right = segment[:n], segment[n:]
            if any(is_finite(sentence, k) for k in left) and any(is_finite(sentence, k) for k in right):
                return [left, *_cut(sentence, right)]
    return [segment]


def _opener(sentence: Sentence, segment: list[int]) -> int | None:
    """The word among the first three that makes the segment a subordinate clause."""
    for i in segment[:3]:
        word = sentence.words[i]
        if word.xpos == "KOKOM" or (word.upos == "SCONJ" and i + 1 < len(sentence.words) and sentence.words[i + 1].xpos == "APPR"):
            return None
        if word.upos == "SCONJ" or word.xpos in ("KOUS", "KOUI", "PRELS", "PRELAT", "PWAV", "PWS") or word.feats.get("PronType") == "Rel":
            return i
        if word.upos not in ("CCONJ", "ADP", "ADV"):
            return None
    return None


def _is_infinitive(sentence: Sentence, segment: list[int]) -> bool:
    words = sentence.words
    return any(words[i].xpos == "VVIZU" or (words[i].upos in ("VERB", "AUX") and i > 0 and words[i - 1].xpos == "PTKZU") for i in segment)


def _clauses(sentence: Sentence) -> tuple[Clause, ...]:
    groups: list[list[int]] = []
    kinds: list[tuple[int | None, int | None, bool]] = []  # finite, opener, infinitive
    open_group: int | None = None  # a clause that still waits for its verb
    for segment in _segments(sentence):
        finite = next((i for i in segment if is_finite(sentence, i)), None)
        opener = _opener(sentence, segment)
        infinitive = finite is None and _is_infinitive(sentence, segment)
        starts = finite is not None and opener is None and finite == segment[0]
        waits = open_group is not None and opener is None and finite is not None
        if waits and open_group is not None and (starts or len(groups) == 1):
            groups[open_group] += segment
            kinds[open_group] = (finite, kinds[open_group][1], False)
            open_group = None
        elif finite is None and opener is None and not infinitive:
            if groups and open_group is None:
                groups[-1] += segment
            elif open_group is not None:
                groups[open_group] += segment
            else:
                groups.append(list(segment))
                kinds.append((None, None, False))
                open_group = 0
        else:
            if starts and groups and kinds and _resumes(kinds):
                groups[0] += segment
                kinds[0] = (finite, None, False)
                continue
            groups.append(list(segment))
            kinds.append((finite, opener, infinitive))
    if not groups:
        groups, kinds = [list(range(len(sentence.words)))], [(None, None, False)]
    return _with_punctuation(sentence, groups, kinds)


def _resumes(kinds: list[tuple[int | None, int | None, bool]]) -> bool:
    return kinds[0][0] is None and kinds[0][1] is None and not kinds[0][2]


def _with_punctuation(sentence: Sentence, groups: list[list[int]], kinds: list[tuple[int | None, int | None, bool]]) -> tuple[Clause, ...]:
    """The clauses; punctuation goes with the word before it."""
    place = {i: n for n, group in enumerate(groups) for i in group}
    here = 0
    for i in range(len(sentence.words)):
        here = place.setdefault(i, here)
    words: list[list[int]] = [[] for _ in groups]
    for i in range(len(sentence.words)):
        words[place[i]].append(i)
    return tuple(Clause(tuple(w), *kind) for w, kind in zip(words, kinds, strict=True))

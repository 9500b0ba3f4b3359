"""What stands in a sentence, read off word classes, order and punctuation: noun chunks and clauses.

A tree of a small parser is wrong in every third arc. Chunks and clauses as laid down here need only word classes, articles and
commas; roles are then taken from the tree where both agree, and from the layout where the tree has nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lagebild import tree
from lagebild.model import Sentence

CORE = ("NOUN", "PROPN")
DASHES = frozenset("–—-")
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
        if word.xpos == "KOKOM" and not (i + 1 < len(words) and words[i + 1].upos == "NUM"):
            prep = (i, word.lemma.lower())
            i += 1
            continue
        if word.upos in CORE or _premodifies(sentence, i):
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
            governs = _owner_stands_first(sentence, pieces)
            prep = _postposition(sentence, core) or prep
            for a, b in pieces:
                article = held if a == i and held is not None and words[a].upos != "DET" else None
                found.append(_chunk(sentence, a, b, b - 1, prep if (b == core) == governs else None, forms, article))
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


def _owner_stands_first(sentence: Sentence, pieces: Sequence[tuple[int, int]]) -> bool:
    """Whether the last piece is the noun that the adposition governs (`Burundis | Präsident`, not `Partei | Kurdistans`)."""
    return len(pieces) == 1 or sentence.words[pieces[0][1] - 1].upos == "PROPN"


def _postposition(sentence: Sentence, i: int) -> tuple[int, str] | None:
    """The adposition at word i that governs the noun before it: `dem Militär zufolge`."""
    words = sentence.words
    if i < len(words) and words[i].upos == "ADP" and words[i].xpos == "APPO":
        return i, words[i].lemma.lower()
    return None


def _premodifies(sentence: Sentence, i: int) -> bool:
    """Whether word i may stand before a noun in its phrase: an article, a number, an inflected adjective."""
    word = sentence.words[i]
    return word.upos in ("DET", "NUM") or (word.upos == "ADJ" and word.xpos not in ("ADJD", "VVPP")) or _is_possessive(sentence, i)


def _is_possessive(sentence: Sentence, i: int) -> bool:
    word = sentence.words[i]
    return word.upos == "PRON" and word.xpos in ("PPOSAT", "PDAT", "PIAT", "PRELAT", "PWAT")


def _run(sentence: Sentence, i: int) -> tuple[int, int | None]:
    """Where the words before the noun end, and where the nouns end (None when no noun follows)."""
    words, n = sentence.words, len(sentence.words)
    k = i
    while k < n and (_premodifies(sentence, k) or _joins(sentence, k)) and words[k].upos not in CORE:
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
    if not 0 < k < len(words) - 1 or not _premodifies(sentence, k - 1):
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


def _stretches(sentence: Sentence) -> list[list[int]]:
    """All words, in two parts where one dash alone divides the sentence (a headline, a dateline); a pair of dashes divides nothing."""
    words = sentence.words
    dashes = [i for i, w in enumerate(words) if w.upos == "PUNCT" and w.form in DASHES and 0 < i < len(words) - 1]
    if len(dashes) != 1:
        return [list(range(len(words)))]
    return [list(range(dashes[0])), list(range(dashes[0], len(words)))]


def _segments(sentence: Sentence, stretch: list[int]) -> list[list[int]]:
    """The words between punctuation marks, cut once more at a conjunction that has a finite verb on both sides."""
    segments: list[list[int]] = [[]]
    for i in stretch:
        if sentence.words[i].upos == "PUNCT":
            segments.append([])
        else:
            segments[-1].append(i)
    return [part for segment in segments if segment for part in _cut(sentence, segment)]


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


@dataclass(slots=True)
class _Draft:
    """A clause in the making."""

    words: list[int]
    finite: int | None
    opener: int | None
    infinitive: bool

    def is_closed(self) -> bool:
        """Whether it is a subordinate clause that has reached its verb at the end."""
        return self.opener is not None and self.finite == self.words[-1]


def _clauses(sentence: Sentence) -> tuple[Clause, ...]:
    drafts: list[_Draft] = []
    for stretch in _stretches(sentence):
        drafts += _grouped(sentence, stretch)
    if not drafts:
        drafts = [_Draft(list(range(len(sentence.words))), None, None, False)]
    return _with_punctuation(sentence, drafts)


def _grouped(sentence: Sentence, stretch: list[int]) -> list[_Draft]:
    """The stretch's segments put together to clauses: a segment without a verb goes with the clause that it stands in."""
    drafts: list[_Draft] = []
    waiting: _Draft | None = None  # a clause that still waits for its verb
    for segment in _segments(sentence, stretch):
        finite = next((i for i in segment if is_finite(sentence, i)), None)
        opener = _opener(sentence, segment)
        infinitive = finite is None and _is_infinitive(sentence, segment)
        if finite is None and opener is None and not infinitive:
            home = waiting or _home(drafts)
            if home is None:
                waiting = _Draft(list(segment), None, None, False)
                drafts.append(waiting)
            else:
                home.words += segment
        elif waiting is not None and opener is None and finite is not None and (finite == segment[0] or len(drafts) == 1):
            waiting.words += segment
            waiting.finite = finite
            waiting = None
        else:
            drafts.append(_Draft(list(segment), finite, opener, infinitive))
    return drafts


def _home(drafts: list[_Draft]) -> _Draft | None:
    """The clause that a segment without a verb goes on with: the last one, or what a closed subordinate clause interrupted."""
    for draft in reversed(drafts):
        if not draft.is_closed():
            return draft
    return drafts[-1] if drafts else None


def _with_punctuation(sentence: Sentence, drafts: list[_Draft]) -> tuple[Clause, ...]:
    """The clauses; punctuation goes with the word before it."""
    place = {i: n for n, draft in enumerate(drafts) for i in draft.words}
    here = 0
    for i in range(len(sentence.words)):
        here = place.setdefault(i, here)
    words: list[list[int]] = [[] for _ in drafts]
    for i in range(len(sentence.words)):
        words[place[i]].append(i)
    return tuple(Clause(tuple(w), d.finite, d.opener, d.infinitive) for w, d in zip(words, drafts, strict=True))

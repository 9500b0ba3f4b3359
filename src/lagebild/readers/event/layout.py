"""What stands in a sentence, read off word classes, order and punctuation: noun chunks and clauses.

A tree of a small parser is wrong in every third arc. Chunks and clauses as laid down here need only word classes, articles and
commas; roles are then taken from the tree where both agree, and from the layout where the tree has nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from lagebild import tree
from lagebild.model import Sentence, Word
from lagebild.readers.event.segment import DASHES, Clause, clauses, is_finite

CORE = ("NOUN", "PROPN")
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
    article: int | None = None  # its article where other words stand between

    @property
    def head_words(self) -> tuple[int, int]:
        """The words of its head: the whole name when it ends in one, else the noun."""
        return self.name or (self.head, self.head + 1)


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


@dataclass(frozen=True, eq=False)
class Forms:
    """What a language's forms say: the cases of articles, adpositions that only bound a figure, nouns that count others."""

    cases: Mapping[str, frozenset[str]]
    bounds: Collection[str] = ()
    counts: Collection[str] = ()
    endings: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)  # of an adjective without article, by number


def lay_out(sentence: Sentence, known: Forms) -> Layout:
    """The sentence's chunks and clauses."""
    parts = clauses(sentence)
    clause_of = [0] * len(sentence.words)
    for n, clause in enumerate(parts):
        for i in clause.words:
            clause_of[i] = n
    chunks = _joined(sentence, _owned(sentence, _chunks(sentence, known, {c.opener for c in parts if c.opener is not None})), clause_of)
    chunk_of = [-1] * len(sentence.words)
    for n, chunk in enumerate(chunks):
        for i in range(chunk.first, chunk.last):
            chunk_of[i] = n
    return Layout(tuple(chunks), parts, tuple(chunk_of), tuple(clause_of))


# ---- chunks --------------------------------------------------------------------------------------------------------


def _chunks(sentence: Sentence, forms: Forms, openers: Collection[int]) -> list[Chunk]:
    """The chunks in text order; `openers` are the words that open subordinate clauses: a relative pronoun stands alone."""
    words = sentence.words
    found: list[Chunk] = []
    prep: str | None = None
    held: Held | None = None  # an article whose noun comes after an embedded phrase ("die [in Athen ansässige] Bank")
    i = 0
    while i < len(words):
        word = words[i]
        if _is_adposition(sentence, i):
            prep = None if _bounds(sentence, i, forms.bounds) else word.lemma.lower()
            i += 1
        elif _compares(sentence, i):
            i += 1  # `mehr als`
        elif _stands_alone(sentence, i) or (i in openers and word.upos == "DET"):
            alone = _chunk(sentence, i, i + 1, i, prep, forms, None)
            found.append(replace(alone, plural=None) if word.upos == "DET" else alone)
            prep, i = None, i + 1
        elif _is_year_before_figure(sentence, i):
            prep, i = None, i + 1
        elif word.upos in CORE or _premodifies(sentence, i):
            counting = (
                word.upos == "NOUN" and word.form.lower() in forms.counts and i + 1 < len(words) and words[i + 1].upos in ("ADJ", "NOUN")
            )
            end, core = _run(sentence, i + 1 if counting else i)
            if core is not None:
                after = _postposition(sentence, core)
                embedded = prep is not None or word.upos == "DET"
                if held is not None and not embedded:
                    found += _phrase(sentence, i, core, (held.prep, after), forms, held)
                    held = None
                else:
                    found += _phrase(sentence, i, core, (prep, after), forms, None)
                prep, i = None, core + (after is not None)
            elif word.upos == "DET" and end < len(words) and words[end].upos in ("ADP", "ADV", "ADJ", "PROPN"):
                held, prep, i = Held(i, prep, any(w.upos == "NUM" for w in words[i:end])), None, end
            else:
                if word.upos == "DET" or any(w.upos == "NUM" for w in words[i:end]) or word.xpos in ("PIS", "PIAT"):
                    found.append(_chunk(sentence, i, end, end - 1, prep, forms, None))
                    prep = None
                i = max(end, i + 1)
        else:
            if word.upos in ("PUNCT", "VERB", "AUX", "SCONJ"):
                prep = None
                held = held if word.upos == "PUNCT" and word.form not in ",;" else None
            i += 1
    return found


@dataclass(frozen=True, slots=True)
class Held:
    """An article that waits for its noun, with the adposition before it and whether a number stands by it."""

    article: int
    prep: str | None
    counts: bool


def _stands_alone(sentence: Sentence, i: int) -> bool:
    """Whether word i is a pronoun that is a whole phrase."""
    word = sentence.words[i]
    return (word.upos == "PRON" and not _is_possessive(sentence, i)) or (word.upos == "DET" and word.xpos == "PIS")


def _compares(sentence: Sentence, i: int) -> bool:
    """Whether word i only opens the bound of a figure: `mehr` before `als`."""
    words = sentence.words
    return words[i].xpos == "PIAT" and i + 1 < len(words) and words[i + 1].xpos == "KOKOM"


def _is_year_before_figure(sentence: Sentence, i: int) -> bool:
    """Whether a year ends here and a figure begins: `im Juni 2023 elf Menschen`."""
    words = sentence.words
    if i == 0 or i + 1 >= len(words) or words[i].upos != "NUM" or words[i + 1].upos != "NUM":
        return False
    return words[i].form.isdecimal() and len(words[i].form) == 4 and words[i - 1].upos in (*CORE, "ADP")


def _is_adposition(sentence: Sentence, i: int) -> bool:
    """Whether word i governs the noun after it: an adposition that is no verb's particle, or a word of comparison before no number."""
    word = sentence.words[i]
    if word.upos == "ADP" and word.xpos != "KOKOM":
        return word.deprel != "compound:prt"
    compares = word.xpos == "KOKOM" or (word.upos == "CCONJ" and word.xpos == "APPR")
    return compares and word.deprel != "cc" and not (i + 1 < len(sentence.words) and sentence.words[i + 1].upos == "NUM")


def _bounds(sentence: Sentence, i: int, bounds: Collection[str]) -> bool:
    """Whether the adposition only bounds the number after it: `über 100 Menschen`, `bis zu 40`."""
    words = sentence.words
    near = any(w.lemma.lower() in bounds for w in words[max(0, i - 1) : i + 1])
    return near and any(w.upos == "NUM" for w in words[i + 1 : i + 3])


def _phrase(
    sentence: Sentence, first: int, last: int, preps: tuple[str | None, str | None], forms: Forms, held: Held | None
) -> list[Chunk]:
    """The chunks of a run of words before and in nouns: one, or several where it holds two phrases; `preps` stand before and after it."""
    found = []
    cuts = _pieces(sentence, first, last, preps[1] is not None)
    for n, (a, b, kind) in enumerate(cuts):
        governed = preps[0] if kind != "owner" and all(k == "owner" for _, _, k in cuts[:n]) else None
        if preps[1] is not None and b == last:
            governed = preps[1]
        article = held.article if held is not None and n == 0 else None
        chunk = _chunk(sentence, a, b, b - 1, governed, forms, article)
        found.append(replace(chunk, plural=True) if held is not None and held.counts and n == 0 else chunk)
    return found


def _pieces(sentence: Sentence, first: int, last: int, postposed: bool) -> list[tuple[int, int, str]]:
    """The run cut where it holds two phrases: `Burundis | Präsident`, `Partei | Kurdistans`, `den Beschuss | Ziele`."""
    words = sentence.words
    for k in range(first, last - 1):
        if _in_name(sentence, k, k + 1):
            continue
        here, following = words[k], words[k + 1]
        if here.upos == "PROPN" and _is_place(sentence, k + 1, last):
            return [(first, k + 1, "noun"), (k + 1, last, "noun")]  # `hatten die RSF | Nyala eingenommen`
        if here.upos == "PROPN" and following.upos == "NOUN" and _is_owner(here):
            return [(first, k + 1, "owner"), (k + 1, last, "noun")]
        if here.upos == "NOUN" and following.upos == "PROPN" and _is_owner(following) and k + 2 == last:
            return [(first, k + 1, "noun"), (k + 1, last, "owner")]
        if here.upos == following.upos == "NOUN" and here.xpos == following.xpos and k + 2 == last:
            counted = any(words[j].upos == "NUM" for j in range(first, k))
            if postposed or (not counted and here.feats.get("Number") != following.feats.get("Number")):
                return [(first, k + 1, "noun"), (k + 1, last, "noun")]
    return [(first, last, "noun")]


def _is_place(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the words are the whole name of a place."""
    return any(n.first == first and n.last == last and n.kind == "place" for n in sentence.names)


def _postposition(sentence: Sentence, i: int) -> str | None:
    """The adposition at word i that governs the noun before it: `dem Militär zufolge`."""
    words = sentence.words
    return words[i].lemma.lower() if i < len(words) and words[i].upos == "ADP" and words[i].xpos == "APPO" else None


def _premodifies(sentence: Sentence, i: int) -> bool:
    """Whether word i may stand before a noun in its phrase: an article, a number, an inflected adjective."""
    word = sentence.words[i]
    return (
        (word.upos in ("DET", "NUM") and word.xpos != "PIS")
        or (word.upos == "ADJ" and word.xpos not in ("ADJD", "VVPP"))
        or _is_possessive(sentence, i)
    )


def _is_possessive(sentence: Sentence, i: int) -> bool:
    word = sentence.words[i]
    return word.upos == "PRON" and word.xpos in ("PPOSAT", "PDAT", "PIAT", "PRELAT", "PWAT")


def _run(sentence: Sentence, i: int) -> tuple[int, int | None]:
    """Where the words before the noun end, and where the nouns end (None when no noun follows)."""
    words, n = sentence.words, len(sentence.words)
    k = i
    if words[i].upos == "NUM" and len(words[i].form) == 4 and words[i].form.isdigit() and i + 1 < n and words[i + 1].upos in ("NUM", "DET"):
        return i + 1, None  # a year before another phrase
    while k < n and (_premodifies(sentence, k) or _joins(sentence, k)) and words[k].upos not in CORE:
        k += 1
    if k < n and k > i and words[k].xpos == "PIS":
        return k, k + 1  # `ein weiterer`
    if k >= n or words[k].upos not in CORE:
        return k, None
    end = k
    while end < n and (words[end].upos in CORE or _in_name(sentence, k, end) or _joins_parts(sentence, end)):
        end += 1
    return k, end


def _joins_parts(sentence: Sentence, k: int) -> bool:
    """Whether word k joins the first parts of two compounds: `Friedens- und Sicherheitsrat`."""
    words = sentence.words
    return words[k].upos == "CCONJ" and words[k - 1].form.endswith("-") and k + 1 < len(words) and words[k + 1].upos == "NOUN"


def _joins(sentence: Sentence, k: int) -> bool:
    """Whether word k joins adjectives before a noun: a comma, a conjunction or an adverb between them."""
    words = sentence.words
    if not 0 < k < len(words) - 1 or not _premodifies(sentence, k - 1):
        return False
    return words[k].upos in ("CCONJ", "ADV", "PUNCT") and words[k - 1].xpos == "ADJA" and words[k + 1].xpos == "ADJA"


def _in_name(sentence: Sentence, first: int, k: int) -> bool:
    return any(n.first <= k < n.last and n.first < k for n in sentence.names)


def _chunk(sentence: Sentence, first: int, last: int, head: int, prep: str | None, forms: Forms, article: int | None) -> Chunk:
    words = sentence.words
    name = _name(sentence, first, last)
    nouns = [k for k in range(first, last) if words[k].upos == "NOUN"]
    if name is None and words[head].upos == "PROPN" and nouns and nouns[-1] < head:
        name = (nouns[-1] + 1, head + 1)
    if name and name[1] - name[0] > tree.LONGEST_HEAD:
        name = None
    found = _cases(sentence, first if article is None else article, head, forms) if prep is None else frozenset({"Obl"})
    opening, noun = words[first if article is None else article], words[nouns[0] if nouns else head]
    number = {opening.feats.get("Number"), noun.feats.get("Number")} - {None}
    if opening.upos == "DET" and noun.form == noun.lemma:  # one form for one and many: the article says which
        number = {opening.feats.get("Number")} - {None} or number
    plural = (number == {"Plur"}) if len(number) == 1 else None
    if any(words[k].upos == "NUM" and words[k].form != "1" for k in range(first, head)):
        plural = True
    return Chunk(first, last, head, name, prep, found, plural, article=article)


def _name(sentence: Sentence, first: int, last: int) -> tuple[int, int] | None:
    fits = [n for n in sentence.names if n.first >= first and n.last <= last and n.last == last]
    return (fits[-1].first, fits[-1].last) if fits else None


def _is_owner(word: Word) -> bool:
    """Whether a name stands in the genitive, by its features or by an ending after its lemma (`Bergkarabachs`)."""
    return word.feats.get("Case") == "Gen" or (len(word.form) == len(word.lemma) + 1 and word.form.startswith(word.lemma))


def _cases(sentence: Sentence, first: int, head: int, forms: Forms) -> frozenset[str]:
    word = sentence.words[first]
    known = forms.cases.get(word.form.lower())
    if known and first != head:
        number = sentence.words[head].feats.get("Number")
        return _by_number(word.form.lower(), known, number, sentence.words[head].feats.get("Gender"))
    if word.upos == "PRON" and first == head:
        return known or ALL_CASES
    noun = sentence.words[head]
    if word.upos == "ADJ" and word.xpos == "ADJA" and first != head and noun.upos == "NOUN":
        strong = forms.endings.get((word.form[-2:], noun.feats.get("Number", "")))
        if strong and any(is_finite(sentence, k) for k in range(len(sentence.words))):
            return strong
    case = word.feats.get("Case") if word.upos == "ADJ" and first != head else None
    if (
        word.upos == "ADJ"
        and noun.feats.get("Case") == "Dat"
        and noun.feats.get("Number") == "Plur"
        and len(noun.form) == len(noun.lemma) + 1
    ):
        return frozenset({"Dat"})
    if (case == "Gen" and noun.feats.get("Case", "Gen") == "Gen") or (first == head and word.upos == "PROPN" and _is_owner(word)):
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
        start = chunk.first if chunk.article is None else chunk.article
        owner = next((m for m in range(n - 1, max(-1, n - 4), -1) if chunks[m].last == start), None)
        before = owner is not None and sentence.words[chunks[owner].head].upos in CORE
        after = n + 1 < len(chunks) and chunks[n + 1].first == chunk.last and chunk.cases == {"Gen"}
        if before and owner is not None:
            done[n] = _own(chunk, owner)
        elif after:
            done[n] = _own(chunk, n + 1)
        elif chunk.cases == {"Gen"} and sentence.words[chunk.first].upos == "DET" and _opens(sentence, chunk.first):
            done[n] = replace(chunk, cases=ALL_CASES - {"Gen"}, plural=None)  # a genitive of nothing: its number was taken wrong
    return done


def _opens(sentence: Sentence, i: int) -> bool:
    """Whether word i opens the sentence or what follows a dash."""
    return i == 0 or (sentence.words[i - 1].upos == "PUNCT" and sentence.words[i - 1].form in DASHES)


def _own(chunk: Chunk, owner: int) -> Chunk:
    return replace(chunk, cases=frozenset({"Gen"}), owner=owner)


def _joined(sentence: Sentence, chunks: list[Chunk], clause_of: list[int]) -> list[Chunk]:
    """The chunks with each bare one that a conjunction joins to a phrase with an adposition put under that adposition."""
    done = list(chunks)
    for n, chunk in enumerate(done):
        k = chunk.first - 1
        if n == 0 or chunk.prep is not None or chunk.owner is not None or chunk.cases == {"Nom"} or k < 1:
            continue
        if sentence.words[k].upos != "CCONJ" or sentence.words[k].xpos == "KOKOM" or clause_of[chunk.head] != clause_of[k - 1]:
            continue
        before = done[n - 1]
        while before.owner is not None and before.owner < n - 1 and before.owner >= 0:
            before = done[before.owner]
        if before.prep is not None and done[n - 1].last == k:
            done[n] = replace(chunk, prep=before.prep, cases=frozenset({"Obl"}))
        elif before.cases == {"Dat"} and done[n - 1].last == k and "Dat" in chunk.cases:
            done[n] = replace(chunk, cases=before.cases)
    return done

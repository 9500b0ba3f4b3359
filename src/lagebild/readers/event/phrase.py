"""The noun chunks of a sentence, read off word classes, articles and order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from lagebild.model import Sentence, Word
from lagebild.packs import Pack
from lagebild.packs.tag import tagged
from lagebild.packs.words import words_of
from lagebild.readers.event.chunk import CORE, Chunk, Forms, holds_number, is_genitive_name, make_chunk
from lagebild.readers.event.segment import is_attribute


@dataclass(frozen=True, slots=True)
class Held:
    """An article that waits for its noun, with the adposition before it and whether a number stands by it."""

    article: int
    prep: str | None
    counts: bool


def chunks_of(sentence: Sentence, forms: Forms, openers: Collection[int]) -> list[Chunk]:
    """The chunks in text order; `openers` are the words that open subordinate clauses: a relative pronoun stands alone."""
    walk = _Walk(sentence, forms, openers)
    i = 0
    while i < len(sentence.words):
        i = walk.step(i)
    return walk.found


class _Walk:
    """A walk over a sentence from left to right: what was found, the adposition last seen, and an article that still waits for its noun."""

    def __init__(self, sentence: Sentence, forms: Forms, openers: Collection[int]) -> None:
        self.sentence, self.forms, self.openers = sentence, forms, openers
        self.found: list[Chunk] = []
        self.prep: str | None = None
        self.held: Held | None = None  # its noun comes after an embedded phrase ("die [in Athen ansässige] Bank")

    def step(self, i: int) -> int:
        """The word to go on from, after what word i opens has been taken in."""
        word = self.sentence.words[i]
        if word.upos in CORE:
            return self._nominal(i)
        if word.upos in ("PUNCT", "AUX"):
            return self._other(i)
        if i in self.openers and self.forms.tagged(word, "comparison"):
            return self._other(i)
        if _is_adposition(self.sentence, i, self.forms):
            self.prep = None if _bounds(self.sentence, i, self.forms) else word.lemma.lower()
            return i + 1
        if compares(self.forms.pack, self.sentence.words, i):
            return i + 1  # `mehr als`
        if _stands_alone(self.sentence, i, self.forms) or (i in self.openers and word.upos == "DET"):
            return self._pronoun(i)
        if _is_year_before_figure(self.sentence, i) or _is_adjective_alone(self.sentence, i, self.forms):
            self.prep = None
            return i + 1
        if word.upos in CORE or _premodifies(self.sentence, i, self.forms):
            return self._nominal(i)
        return self._other(i)

    def _pronoun(self, i: int) -> int:
        alone = make_chunk(self.sentence, i, i + 1, i, self.prep, self.forms, None)
        if self.sentence.words[i].upos == "DET":
            known = self.forms.cases.get(self.sentence.words[i].form.lower(), frozenset())
            opens = i in self.openers and self.prep is None and "Nom" in known and "Acc" not in known
            alone = replace(alone, plural=None, cases=frozenset({"Nom"}) if opens else alone.cases)  # `ein Mann, der Soldaten angriff`
        self.found.append(alone)
        self.prep = None
        return i + 1

    def _nominal(self, i: int) -> int:
        """A run that begins with a noun or with what may stand before one."""
        words = self.sentence.words
        end, core = _run(self.sentence, i + 1 if self._counts(i) else i, self.forms)
        if core is not None:
            return self._noun(i, core)
        opens = words[i].upos == "DET"
        number = holds_number(words, i, end)
        if opens and end < len(words) and words[end].upos in ("ADP", "ADV", "ADJ", "PROPN"):
            self.held, self.prep = Held(i, self.prep, number), None
            return end
        if opens or number or self.forms.tagged(words[i], "standing", "indefinite"):
            self.found.append(make_chunk(self.sentence, i, end, end - 1, self.prep, self.forms, None))
            self.prep = None
        return max(end, i + 1)

    def _counts(self, i: int) -> bool:
        """Whether word i is a noun that only counts the one after it (`Dutzende Soldaten`)."""
        words = self.sentence.words
        if words[i].upos != "NOUN" or words[i].form.lower() not in self.forms.counts:
            return False
        return i + 1 < len(words) and words[i + 1].upos in ("ADJ", "NOUN")

    def _noun(self, i: int, end: int) -> int:
        """The phrase from word i up to `end`, which its nouns reach; the article that waited is its own unless it lies inside another."""
        after = _postposition(self.sentence, end, self.forms)
        if self.held is not None and self.prep is None and self.sentence.words[i].upos != "DET":
            self.found += _phrase(self.sentence, i, end, (self.held.prep, after), self.forms, self.held)
            self.held = None
        else:
            self.found += _phrase(self.sentence, i, end, (self.prep, after), self.forms, None)
        self.prep = None
        return end + (after is not None)

    def _other(self, i: int) -> int:
        word = self.sentence.words[i]
        if word.upos in ("PUNCT", "VERB", "AUX", "SCONJ"):
            self.prep = None
            if not (word.upos == "PUNCT" and word.form not in ",;"):
                self.held = None
        return i + 1


def _stands_alone(sentence: Sentence, i: int, forms: Forms) -> bool:
    """Whether word i is a pronoun that is a whole phrase; a demonstrative before a name points back (`nachdem dieser Kern verließ`)."""
    word = sentence.words[i]
    if i + 1 < len(sentence.words) and sentence.words[i + 1].upos == "PROPN" and forms.tagged(word, "demonstrative"):
        return True
    return (word.upos == "PRON" and not _is_attributive(sentence, i, forms)) or (word.upos == "DET" and forms.tagged(word, "standing"))


def compares(pack: Pack, words: Sequence[Word], i: int) -> bool:
    """Whether word i only opens the bound of a figure: `mehr` before `als`."""
    return i + 1 < len(words) and tagged(pack, words[i + 1], "comparison") and tagged(pack, words[i], "indefinite")


def _is_year_before_figure(sentence: Sentence, i: int) -> bool:
    """Whether a year ends here and a figure begins: `im Juni 2023 elf Menschen`."""
    words = sentence.words
    if i == 0 or i + 1 >= len(words) or words[i].upos != "NUM" or words[i + 1].upos != "NUM":
        return False
    return words[i].form.isdecimal() and len(words[i].form) == 4 and words[i - 1].upos in (*CORE, "ADP")


def _is_adjective_alone(sentence: Sentence, i: int, forms: Forms) -> bool:
    """Whether an adjective stands under its adposition without a noun: an article follows (`bis vor kurzem | eine Waffenruhe`)."""
    words = sentence.words
    after = words[i + 1] if i + 1 < len(words) else None
    return i > 0 and words[i].upos == "ADJ" and words[i - 1].upos == "ADP" and after is not None and forms.tagged(after, "article")


def _is_adposition(sentence: Sentence, i: int, forms: Forms) -> bool:
    """Whether word i governs the noun after it: an adposition that is no verb's particle, or a word of comparison before no number."""
    word = sentence.words[i]
    if forms.tagged(word, "infinitive_opener") or (word.upos == "ADP" and word.deprel == "mark"):
        return False  # `um die Stadt zu erobern`
    if word.upos == "ADP" and not forms.tagged(word, "comparison"):
        return word.deprel != "compound:prt"
    compares = forms.tagged(word, "comparison") or (word.upos == "CCONJ" and forms.tagged(word, "preposition"))
    return compares and word.deprel != "cc" and not _opens_figure(sentence, i + 1, forms)


def _opens_figure(sentence: Sentence, i: int, forms: Forms) -> bool:
    """Whether a figure begins with word i: a number, or a noun that counts others (`mehr als ein Dutzend`)."""
    near = sentence.words[i : i + 2]
    return bool(near) and (near[0].upos == "NUM" or any(w.upos == "NOUN" and w.form.lower() in forms.counts for w in near))


def _bounds(sentence: Sentence, i: int, forms: Forms) -> bool:
    """Whether the adposition only bounds the number after it: `über 100 Menschen`, `bis zu 40`, `über ein Dutzend`."""
    words = sentence.words
    near = any(w.lemma.lower() in forms.bounds for w in words[max(0, i - 1) : i + 1])
    dozens = any(w.form.lower() in forms.counts for w in words[i + 1 : i + 3])
    return (near and (dozens or holds_number(words, i + 1, i + 3))) or _is_about(sentence, i)


def _is_about(sentence: Sentence, i: int) -> bool:
    """Whether the counted noun behind the adposition is a subject or object: `an die 100 Menschen`, `zwischen 20 und 30`.

    The tree has it so, or its verb has no other subject: `zudem kamen um die 40 Soldaten ums Leben`.
    """
    number = next((w for w in sentence.words[i + 1 : i + 3] if w.upos == "NUM"), None)
    if number is None or not 0 <= number.head < len(sentence.words):
        return False
    counted = sentence.words[number.head] if number.deprel == "nummod" else number
    if any(w.upos == "DET" and number.start < w.start < counted.start for w in sentence.words):
        return False  # `von zehn ist die Rede`
    article = sentence.words[i + 1].upos == "DET" and counted.deprel == "obl"
    subject = any(w.head == counted.head and w.deprel.startswith(("nsubj", "csubj", "expl")) for w in sentence.words)
    told = counted.deprel.partition(":")[0] in ("nsubj", "obj") or (article and not subject)
    return told and counted.start > sentence.words[i].start


def _phrase(
    sentence: Sentence, first: int, last: int, preps: tuple[str | None, str | None], forms: Forms, held: Held | None
) -> list[Chunk]:
    """The chunks of a run of words before and in nouns: one, or several where it holds two phrases; `preps` stand before and after it."""
    found = []
    cuts = _pieces(sentence, first, last, preps[1] is not None, forms)
    for n, (a, b, kind) in enumerate(cuts):
        governed = preps[0] if kind != "owner" and all(k == "owner" for _, _, k in cuts[:n]) else None
        if preps[1] is not None and b == last:
            governed = preps[1]
        article = held.article if held is not None and n == 0 else None
        chunk = make_chunk(sentence, a, b, b - 1, governed, forms, article)
        if kind == "owner" and governed is None:
            chunk = replace(chunk, cases=frozenset({"Gen"}))
        found.append(replace(chunk, plural=True) if held is not None and held.counts and n == 0 else chunk)
    return found


def _pieces(sentence: Sentence, first: int, last: int, postposed: bool, forms: Forms) -> list[tuple[int, int, str]]:
    """The run cut where it holds several phrases: `Burundis | Präsident`, `Partei | Kurdistans`, `Montag | Präsident Kern`."""
    for k in range(first, last - 1):
        cut = None if _in_name(sentence, k + 1) else _cut(sentence, (first, k + 1, last), postposed, forms)
        if cut == "owned":
            return [(first, k + 1, "noun"), (k + 1, last, "owner")]
        if cut is not None:
            return [(first, k + 1, cut), *_pieces(sentence, k + 1, last, postposed, forms)]
    return [(first, last, "noun")]


def _cut(sentence: Sentence, at: tuple[int, int, int], postposed: bool, forms: Forms) -> str | None:
    """What the words from the first to the second of `at` are where a phrase ends there: a phrase, an owner, or owned by the rest."""
    first, middle, last = at
    here, following = sentence.words[middle - 1], sentence.words[middle]
    if _ends_phrase(sentence, first, middle - 1, forms) or (following.form in forms.states and forms.is_person(here)):
        return "noun"  # `am Montag | Präsident Kern`, `warf der Präsident | Polen vor`
    if here.upos == following.upos == "NOUN" and _ends_in_person(sentence, first, middle - 1, forms):
        return "noun"  # `hat dem Verdächtigen | Geld überwiesen`
    if here.upos == "PROPN" and following.upos == "NOUN":
        owns = is_genitive_name(here, forms) or here.form.endswith(forms.owning)
        return "owner" if owns else "noun" if _is_whole_name(sentence, middle) else None
    if here.upos == "PROPN":
        return "noun" if _is_place(sentence, middle, last) else None  # `hatten die RSF | Nyala eingenommen`
    if _are_two_roles(here, following):
        return "noun"  # `trugen sechs Bauern | Verletzungen davon`
    if middle + 1 != last:
        return None
    if following.upos == "PROPN":
        return "owned" if here.upos == "NOUN" and is_genitive_name(following, forms) else None
    differs = here.feats.get("Number") != following.feats.get("Number") and not holds_number(sentence.words, first, middle - 1)
    return "noun" if here.upos == following.upos == "NOUN" and here.xpos == following.xpos and (postposed or differs) else None


def _ends_in_person(sentence: Sentence, first: int, k: int, forms: Forms) -> bool:
    """Whether noun k names persons, who are counted or stand in the dative, and the noun behind it does not."""
    here, following = sentence.words[k], sentence.words[k + 1]
    cases = forms.cases.get(sentence.words[first].form.lower(), frozenset())
    dative = "Dat" in cases and "Nom" not in cases and (len(cases) == 1 or here.feats.get("Number") == "Plur")
    deed = following.lemma in words_of(forms.pack).acts  # `gegen den General | Anklage erhoben`
    closed = dative or deed or holds_number(sentence.words, first, k) or (first == k and here.feats.get("Number") == "Plur")
    feminine = sentence.words[first].upos == "DET" and here.feats.get("Gender") == "Fem" and "Nom" in cases and "Acc" not in cases
    if forms.is_person(here):
        return (closed or (feminine and first < k)) and not forms.is_person(following)
    return feminine and first < k and forms.is_body(here) and not forms.is_person(following) and not forms.is_body(following)


def _are_two_roles(here: Word, following: Word) -> bool:
    """Whether two nouns side by side are one verb's subject and object by the tree."""
    roles = [w.deprel.partition(":")[0] for w in (here, following)]
    return here.upos == following.upos == "NOUN" and here.head == following.head and sorted(roles) == ["nsubj", "obj"]


def _is_whole_name(sentence: Sentence, end: int) -> bool:
    """Whether a name of a person, place or body ends before word `end`: a noun behind it begins a phrase of its own."""
    return any(n.last == end and n.kind != "other" for n in sentence.names)


def _ends_phrase(sentence: Sentence, first: int, k: int, forms: Forms) -> bool:
    """Whether noun k closes its phrase: a day or month that something else follows, a length of time that nobody counts."""
    here, following = sentence.words[k].lemma, sentence.words[k + 1].lemma
    if forms.is_time(following):
        return False
    return forms.is_time(here) or (here in forms.units and not holds_number(sentence.words, first, k))


def _is_place(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the words are the whole name of a place."""
    return any(n.first == first and n.last == last and n.kind == "place" for n in sentence.names)


def _postposition(sentence: Sentence, i: int, forms: Forms) -> str | None:
    """The adposition at word i that governs the noun before it: `dem Militär zufolge`."""
    words = sentence.words
    return words[i].lemma.lower() if i < len(words) and words[i].upos == "ADP" and forms.tagged(words[i], "postposition") else None


def _premodifies(sentence: Sentence, i: int, forms: Forms) -> bool:
    """Whether word i may stand before a noun in its phrase: an article, a number, an inflected adjective."""
    word = sentence.words[i]
    return (
        (word.upos in ("DET", "NUM") and not forms.tagged(word, "standing"))
        or (word.upos == "ADJ" and not forms.tagged(word, "predicative", "participle"))
        or _is_attributive(sentence, i, forms)
        or is_attribute(sentence, i)
    )


def _is_attributive(sentence: Sentence, i: int, forms: Forms) -> bool:
    """Whether word i is a pronoun that stands before a noun."""
    return sentence.words[i].upos == "PRON" and forms.tagged(sentence.words[i], "attributive")


def _run(sentence: Sentence, i: int, forms: Forms) -> tuple[int, int | None]:
    """Where the words before the noun end, and where the nouns end (None when no noun follows)."""
    words, n = sentence.words, len(sentence.words)
    k = i
    if words[i].upos == "NUM" and i + 1 < n and (_is_year(words[i], words[i + 1]) or words[i + 1].feats.get("Definite") == "Def"):
        return i + 1, None  # a year before another phrase, a number alone (`von neun | die Rede`)
    while k < n and (_premodifies(sentence, k, forms) or _joins(sentence, k, forms)) and words[k].upos not in CORE:
        k += 1
    if k < n and k > i and forms.tagged(words[k], "standing"):
        return k, k + 1  # `ein weiterer`
    if k >= n or words[k].upos not in CORE:
        return k, None
    end = k
    while end < n and (words[end].upos in CORE or _in_name(sentence, end) or _joins_parts(sentence, end)):
        end += 1
    return k, end


def _is_year(word: Word, after: Word) -> bool:
    return len(word.form) == 4 and word.form.isdigit() and after.upos in ("NUM", "DET")


def _joins_parts(sentence: Sentence, k: int) -> bool:
    """Whether word k joins the first parts of two compounds: `Friedens- und Sicherheitsrat`."""
    words = sentence.words
    return words[k].upos == "CCONJ" and words[k - 1].form.endswith("-") and k + 1 < len(words) and words[k + 1].upos == "NOUN"


def _joins(sentence: Sentence, k: int, forms: Forms) -> bool:
    """Whether word k joins adjectives before a noun: a comma, a conjunction, an adverb or a bound (`mittlere bis schwere`)."""
    words = sentence.words
    if not 0 < k < len(words) - 1 or not _premodifies(sentence, k - 1, forms):
        return False
    joins = words[k].upos in ("CCONJ", "ADV", "PUNCT") or words[k].lemma.lower() in forms.bounds
    return joins and all(forms.tagged(words[j], "declined") for j in (k - 1, k + 1))


def _in_name(sentence: Sentence, k: int) -> bool:
    """Whether word k goes on with a name."""
    return any(n.first <= k < n.last and n.first < k for n in sentence.names)

"""A noun chunk: its words, its head, the adposition it stands under, the cases and numbers that its forms leave open."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lagebild import tree
from lagebild.model import Sentence, Word
from lagebild.packs import Pack
from lagebild.packs.tag import tagged
from lagebild.packs.words import is_time, words_of
from lagebild.readers.event.segment import is_predicate

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
    def start(self) -> int:
        """Its first word: the article, also where other words stand between."""
        return self.first if self.article is None else self.article

    @property
    def head_words(self) -> tuple[int, int]:
        """The words of its head: the whole name when it ends in one, else the noun."""
        return self.name or (self.head, self.head + 1)


@dataclass(frozen=True, eq=False)
class Forms:
    """What a language's forms say: the cases of articles, adpositions that only bound a figure, nouns that count others."""

    pack: Pack
    cases: Mapping[str, frozenset[str]]
    bounds: Collection[str]
    counts: Collection[str]
    endings: Mapping[tuple[str, str], frozenset[str]]  # of an adjective without article, by number
    units: Collection[str]  # nouns for lengths of time
    states: Collection[str]  # names of states and capitals
    owning: tuple[str, ...]  # endings of names in the genitive

    def tagged(self, word: Word, *kinds: str) -> bool:
        """Whether the word is of one of the kinds, by the pack's table of tags."""
        return tagged(self.pack, word, *kinds)

    def is_time(self, lemma: str) -> bool:
        """Whether the noun names a day, a part of one or a month."""
        return is_time(self.pack, lemma)

    def is_person(self, word: Word) -> bool:
        """Whether the noun names persons by what they are or where they come from (`Präsident`, `Soldaten`, `Syrer`)."""
        words = words_of(self.pack)
        noun = words.noun(word.form, word.lemma)
        return noun.role if noun is not None else word.upos == "NOUN" and words.national(word.form, word.lemma) is not None

    def is_body(self, word: Word) -> bool:
        """Whether the noun names a body that acts as one (`Justiz`)."""
        noun = words_of(self.pack).noun(word.form, word.lemma)
        return noun is not None and not noun.role


def forms_of(pack: Pack) -> Forms:
    """The forms of the pack's language."""
    tables, names = pack.tables, words_of(pack)
    strong = (row for rows in tables["event_strong"].values() for row in rows)
    return Forms(
        pack,
        cases={form: frozenset(rows[0].several("cases")) for form, rows in tables["event_case"].items()},
        bounds=frozenset(word for word, rows in tables["event_adposition"].items() if rows[0].word("role") == "bound"),
        counts=frozenset({*tables["figure_group"], *tables["figure_unit"]}),
        endings={(r.word("ending"), r.word("number")): frozenset(r.several("cases")) for r in strong},
        units=frozenset(tables["event_length"]),
        states=frozenset({*names.countries, *names.capitals}),
        owning=tuple(tables["owner_ending"]),
    )


def holds_number(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a number stands among words first to last (past the end)."""
    return any(w.upos == "NUM" for w in words[first:last])


def make_chunk(sentence: Sentence, first: int, last: int, head: int, prep: str | None, forms: Forms, article: int | None) -> Chunk:
    """The noun phrase of words first to last (past the end), with the cases and the number that its forms leave open."""
    words = sentence.words
    name = _name(sentence, first, last)
    nouns = [k for k in range(first, last) if words[k].upos == "NOUN"]
    if name is None and words[head].upos == "PROPN" and nouns and nouns[-1] < head:
        name = (nouns[-1] + 1, head + 1)
    if name and name[1] - name[0] > tree.LONGEST_HEAD:
        name = None
    start = first if article is None else article
    found = _cases(sentence, start, head, forms) if prep is None else frozenset({"Obl"})
    opening, noun = words[start], words[nouns[0] if nouns else head]
    number = {opening.feats.get("Number"), noun.feats.get("Number")} - {None}
    if opening.upos == "DET" and noun.form == noun.lemma:  # one form for one and many: the article says which
        number = {opening.feats.get("Number")} - {None} or number
    plural = (number == {"Plur"}) if len(number) == 1 else None
    genders = {opening.feats.get("Gender"), noun.feats.get("Gender")} - {None}
    if opening.upos == "DET" and noun.upos == "PROPN" and len(genders) > 1:
        plural = None  # a feminine article before a name of another gender may be the plural's (`die Huthis`)
    if any(words[k].upos == "NUM" and words[k].form != "1" for k in range(first, head)):
        plural = True
    return Chunk(first, last, head, name, prep, found, plural, article=article)


def _name(sentence: Sentence, first: int, last: int) -> tuple[int, int] | None:
    fits = [n for n in sentence.names if n.first >= first and n.last <= last and n.last == last]
    return (fits[-1].first, fits[-1].last) if fits else None


def is_genitive_name(word: Word, forms: Forms) -> bool:
    """Whether a name stands in the genitive, by its features or by an ending after its lemma or after a state's name (`Bergkarabachs`)."""
    if word.feats.get("Case") == "Gen" or (len(word.form) == len(word.lemma) + 1 and word.form.startswith(word.lemma)):
        return True
    return word.form not in forms.states and word.form[:-1] in forms.states and word.form.endswith(forms.owning)


def _cases(sentence: Sentence, first: int, head: int, forms: Forms) -> frozenset[str]:
    word = sentence.words[first]
    known = forms.cases.get(word.form.lower())
    owner = word.upos == "PRON" and known == frozenset({"Gen"})  # `deren Kämpfer` may stand in any case
    if known and first != head and not owner:
        noun = sentence.words[head]
        number, gender = noun.feats.get("Number"), noun.feats.get("Gender")
        if noun.form == noun.lemma:
            number = word.feats.get("Number", number)  # one form for one and many: the article says which
        if gender == "Neut" and sentence.words[head].form in forms.states:
            gender = "Masc" if word.feats.get("Gender") != "Fem" else "Fem"  # a state with an article is no neuter
        return _by_number(known, number, gender)
    if word.upos == "PRON" and first == head:
        return ALL_CASES if known is None or forms.tagged(word, "standing") else known  # `einer der Fahrer` is no feminine article
    if known and first == head and forms.tagged(word, "demonstrative") and word.feats.get("Gender") == "Masc":
        return _by_number(known, word.feats.get("Number"), "Masc")
    noun = sentence.words[head]
    if word.upos == "ADJ" and forms.tagged(word, "declined") and first != head and noun.upos == "NOUN":
        strong = forms.endings.get((word.form[-2:], noun.feats.get("Number", "")))
        if strong and any(is_predicate(forms.pack, sentence, k) for k in range(len(sentence.words))):
            return strong
    case = word.feats.get("Case") if word.upos == "ADJ" and first != head else None
    if (
        word.upos == "ADJ"
        and noun.feats.get("Case") == "Dat"
        and noun.feats.get("Number") == "Plur"
        and len(noun.form) == len(noun.lemma) + 1
    ):
        return frozenset({"Dat"})
    if (case == "Gen" and noun.feats.get("Case", "Gen") == "Gen") or (
        first == head and word.upos == "PROPN" and is_genitive_name(word, forms)
    ):
        return frozenset({"Gen"})
    return ALL_CASES - {"Gen"}


def _by_number(cases: frozenset[str], number: str | None, gender: str | None) -> frozenset[str]:
    """The cases left when the noun's number and gender are known: a form that is nominative for one gender only."""
    if "Gen" in cases and "Nom" in cases:
        if number == "Plur":
            return frozenset({"Gen"})
        if gender == "Masc":
            return frozenset({"Nom"})
        if gender in ("Fem", "Neut"):
            return frozenset({"Gen", "Dat"})
    return cases

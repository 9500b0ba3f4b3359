"""The pack's tables as readers look names and nouns up: nouns for those who act, names of actors, countries, peoples.

Made once a pack. Nothing here knows a word of any language; declined forms are undone with the endings that the pack lists.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeVar, cast

from lagebild.model import ActorKind, ActorNumber, Distance, Sentence
from lagebild.names import Spellings
from lagebild.packs import Pack, Row, longest_ending
from lagebild.tree import MODIFIERS

T = TypeVar("T")

MEMORY = 50_000  # words whose answers are remembered
SHORTEST_STEM = 3  # letters that must stay when an ending is taken off
REACH = 6  # words that may stand between a preposition and its name
SHORTEST_TAIL = 4  # letters of a noun that may end a compound without a hyphen
SHORTEST_TIME = 5  # letters of a noun for a time that a compound may end in


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that names somebody who acts; `base` is the table's noun that it is or ends in, `number` what its form tells."""

    base: str
    like: str  # the noun that stands for all that mean the same
    kind: ActorKind
    role: bool
    number: ActorNumber | None = None
    feminine: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A row of the actor table: who a name stands for."""

    name: str
    kind: ActorKind
    country: str | None = None
    polity: str | None = None
    weak: bool = False  # this name is an ordinary word as well


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The compiled tables of a pack. Equal to nothing but itself, so that answers can be remembered by it."""

    nouns: Mapping[str, Row]
    no_nouns: frozenset[str]  # compounds that end in one of these and name nobody
    acts: frozenset[str]  # nouns for acts, which name nobody even where they end in a noun for somebody (`Entführung`)
    endings: tuple[str, ...]
    adjectival: tuple[str, ...]
    single: Mapping[str, Known]  # names of one word, as written
    several: Mapping[str, Mapping[tuple[str, ...], Known]]  # first stem → stems of the whole name
    countries: Mapping[str, str]  # names of one word → ISO 3166-1 alpha-3
    capitals: Mapping[str, str]
    country_names: Mapping[str, str]  # ISO 3166-1 alpha-3 → the table's name
    state_names: frozenset[str]
    adjectives: Mapping[str, str]  # base adjective → ISO 3166-1 alpha-3
    nationals: Mapping[str, str]  # noun → ISO 3166-1 alpha-3
    peoples: Mapping[str, str]  # noun → name of the people
    identities: Mapping[str, str]  # adjective → name of the people
    people_of: Mapping[str, str]  # ISO 3166-1 alpha-3 → the plural for its nationals
    polities: Mapping[str, str]  # name of a place → de facto polity
    feminine: tuple[tuple[str, ActorNumber], ...]
    distances: Mapping[str, Distance]
    places: frozenset[str]  # names of one word of places and capitals in the packs
    places_several: Mapping[str, Mapping[tuple[str, ...], str]]  # first stem → stems of the whole name → the name
    place_nouns: Mapping[str, Row]
    nearness: frozenset[str]  # words by which a place is near
    relations: Mapping[str, Row]  # adpositions and adverbs of place, lower case
    aged: re.Pattern[str]  # a person named by the age, which is group 1

    def preposition(self, sentence: Sentence, i: int, across: Collection[str] = ()) -> int | None:
        """The preposition that word i stands after, across determiner, adjectives, coordinated names and nouns of `across`, or None."""
        joined = False  # whether a coordination lies between here and word i
        for j in range(i - 1, max(-1, i - 1 - REACH), -1):
            word = sentence.words[j]
            if word.upos == "ADP" or word.form.lower() in self.relations:
                return j
            if word.upos == "CCONJ" or word.form in (",", "/"):
                joined = True
            elif not (word.upos in MODIFIERS or (word.upos == "PROPN" and joined) or word.lemma in across):
                return None
        return None

    def in_place_of(self, sentence: Sentence, i: int) -> bool:
        """Whether the words before word i leave it no choice but to be a place: a preposition, nearness, a noun for places."""
        words = sentence.words
        k = i - 1
        while k > 0 and words[k].upos in ("DET", "PROPN"):
            k -= 1
        if k >= 0 and words[k].upos == "NOUN" and (self.place_noun(words[k].lemma, words[k].form) or words[k].lemma in self.nearness):
            return True
        j = self.preposition(sentence, i)
        if j is None:
            return False
        row = self.relations.get(words[j].form.lower())
        if row is not None and not row.get("actor"):
            return True
        return j > 0 and (words[j - 1].lemma in self.nearness or words[j - 1].form.lower() in self.nearness)

    def place_noun(self, lemma: str, form: str) -> Row | None:
        """What kind of place a noun names, by itself or as the last part of a compound, or None."""
        return _place_noun_of(self, lemma, form)

    def stem(self, word: str) -> str:
        """The word without case and without the longest ending that names may carry."""
        return _stem(word, self.endings)

    def adjective_base(self, form: str) -> str:
        """The adjective without its ending, lower case."""
        low = form.lower()
        for ending in self.endings:
            if low.endswith(ending) and len(low) - len(ending) > SHORTEST_STEM:
                return low[: -len(ending)]
        return low

    def noun(self, form: str, lemma: str) -> Noun | None:
        """What the noun names, or None when it is no actor's noun."""
        return _noun_of(self, form, lemma)

    def plain(self, word: str) -> Noun | None:
        """The noun as the table has it."""
        row = self.nouns.get(word) or self.nouns.get(word[:1].upper() + word[1:])
        return _noun(row) if row else None

    def declined(self, word: str) -> Noun | None:
        """The noun of the table that declines like an adjective and that the word is a form of."""
        for ending in self.adjectival:
            if word.endswith(ending):
                row = self.nouns.get(word[: -len(ending)] + "er")
                if row and row.get("adjectival"):
                    return _noun(row)
        return None

    def as_feminine(self, word: str) -> Noun | None:
        """The noun for a person that the word is the feminine of."""
        for ending, number in self.feminine:
            stem = word[: -len(ending)]
            if word.endswith(ending):
                for base in (stem, stem + "e", stem + "er"):
                    row = self.nouns.get(base)
                    if row and row.get("form") == "role":
                        return _noun(row, number, True)
        return None

    def compound(self, word: str) -> Noun | None:
        """The longest noun of the table that the word ends in."""
        low = word.lower()
        for start in range(2, len(word) - SHORTEST_TAIL + 1):
            tail = low[start].upper() + low[start + 1 :]
            row = self.nouns.get(tail)
            if row and not row.get("alone"):
                return _noun(row)
            found = (self.declined(tail) or self.as_feminine(tail)) if len(tail) > 6 else None
            if found and not self.nouns[found.base].get("alone"):
                return found
        return None

    def national(self, form: str, lemma: str) -> tuple[str, bool] | None:
        """The country or people that a noun for its members names: (noun of the table, feminine), or None."""
        return _national_of(self, form, lemma)

    def known(self, word: str) -> Known | None:
        """Who the name of one word stands for, also in the genitive."""
        found = self.single.get(word)
        if found is None and len(word) > SHORTEST_STEM and word.endswith(("s", "’", "'")):
            found = self.single.get(word[:-1])
        return found

    def country(self, word: str, of: Mapping[str, str] | None = None) -> str | None:
        """The country that the name (or, with `of`, the capital) of one word stands for, also in the genitive."""
        names = self.countries if of is None else of
        found = names.get(word)
        if found is None and word.endswith("s"):
            found = names.get(word[:-1])
        return found

    def longest_name(self, forms: Iterable[str]) -> tuple[int, Known] | None:
        """The longest known name of several words that the words begin with: (number of words, who)."""
        words = tuple(self.stem(f) for f in forms)
        found: tuple[int, Known] | None = None
        for stems, known in self.several.get(words[0], {}).items() if words else ():
            if words[: len(stems)] == stems and (found is None or len(stems) > found[0]):
                found = (len(stems), known)
        return found

    def longest_place(self, forms: Sequence[str]) -> tuple[int, str] | None:
        """The longest place name of the packs that the words begin with: (number of words, the name undeclined)."""
        stems = tuple(self.stem(f) for f in forms)
        several = [(len(s), name) for s, name in self.places_several.get(stems[0], {}).items() if stems[: len(s)] == s]
        if several:
            return max(several)
        single = next((n for n in (forms[0], forms[0].removesuffix("s")) if n in self.places), None)
        return (1, single) if single else None


@lru_cache(MEMORY)
def _noun_of(words: Words, form: str, lemma: str) -> Noun | None:
    last, shown = lemma.rpartition("-")[2] or lemma, form.rpartition("-")[2] or form
    if last in words.no_nouns:
        return None
    for word in (last, shown):
        found = words.plain(word) or words.declined(word)
        if found or word in words.acts:
            return found
    return words.as_feminine(shown) or words.compound(last) or words.compound(shown)


@lru_cache(MEMORY)
def _national_of(words: Words, form: str, lemma: str) -> tuple[str, bool] | None:
    for word in (lemma, form, *(form[: -len(e)] for e in words.endings if form.endswith(e))):
        if word in words.nationals or word in words.peoples:
            return word, False
    for ending, _ in words.feminine:
        stem = form[: -len(ending)]
        if form.endswith(ending):
            for base in (stem, stem + "e", stem + "er"):
                if base in words.nationals or base in words.peoples:
                    return base, True
    return None


@lru_cache(MEMORY)
def _place_noun_of(words: Words, lemma: str, form: str) -> Row | None:
    for word in dict.fromkeys((lemma, form, form[:-1], form[:-2])):
        for start in range(max(1, len(word) - 2)):
            row = words.place_nouns.get(word[start : start + 1].upper() + word[start + 1 :])
            if row and (start == 0 or not row.get("alone")):
                return row
    return None


@lru_cache(MEMORY)
def _stem(word: str, endings: tuple[str, ...]) -> str:
    low = word.casefold()
    return next((low[: -len(e)] for e in endings if low.endswith(e) and len(low) - len(e) >= SHORTEST_STEM), low)


def _noun(row: Row, number: ActorNumber | None = None, feminine: bool = False) -> Noun:
    base = row.word("noun")
    kind = cast(ActorKind, row.word("kind"))
    return Noun(base, row.word("like") or base, kind, row.word("form") == "role", number, feminine)


def is_time(pack: Pack, lemma: str) -> bool:
    """Whether the noun names a day, a part of one or a month, by itself or at its end (`Freitagabend`)."""
    return lemma in pack.tables["time_noun"] or longest_ending(pack, "time_noun", lemma, SHORTEST_TIME) is not None


@cache
def words_of(pack: Pack) -> Words:
    """The tables of the pack, ready to be asked."""
    tables = pack.tables
    endings = tuple(sorted(tables["name_ending"], key=lambda e: -len(e)))
    country_rows = [r for rows in tables["country"].values() for r in rows]
    known = list(_known_names(pack))
    place_names = [n for rows in tables["place"].values() for r in rows for n in _called(r)]
    place_names += [n for r in country_rows for n in (r.word("capital"), *_called(r))]
    return Words(
        nouns={key: rows[0] for key, rows in tables["actor_noun"].items()}, no_nouns=frozenset(tables["no_actor_noun"]),
        acts=frozenset(tables["event_noun"]), endings=endings,
        adjectival=tuple(sorted(tables["adjectival_ending"], key=lambda e: -len(e))),
        single={name: who for name, who in reversed(known) if " " not in name},  # the first of one name counts
        several=_of_several_words(known, endings),
        countries={n: r.word("iso3") for r in country_rows for n in _called(r) if " " not in n},
        capitals={r.word("capital"): r.word("iso3") for r in country_rows},
        country_names={r.word("iso3"): r.word("name") for r in country_rows}, state_names=frozenset(r.word("name") for r in country_rows),
        adjectives={key: rows[0].word("iso3") for key, rows in tables["country_adjective"].items()},
        nationals={key: rows[0].word("iso3") for key, rows in tables["national"].items()},
        peoples={r.word("noun"): r.word("identity") for rows in tables["people"].values() for r in rows},
        identities={r.word("adjective"): r.word("identity") for rows in tables["people"].values() for r in rows if r.word("adjective")},
        people_of=_people_of(pack),
        polities={n: r.word("polity") for rows in tables["polity"].values() for r in rows for n in _called(r)},
        feminine=tuple((k, cast(ActorNumber, rows[0].word("number"))) for k, rows in tables["feminine_ending"].items()),
        distances={k: cast(Distance, rows[0].word("distance")) for k, rows in tables["actor_distance"].items()},
        places=frozenset(n for n in place_names if " " not in n),
        places_several=_of_several_words(((n, n) for n in place_names), endings),
        place_nouns={k: rows[0] for k, rows in tables["place_noun"].items()}, nearness=frozenset(tables["nearness"]),
        relations={k: rows[0] for k, rows in tables["place_preposition"].items()},
        aged=re.compile(r"(\d{1,3})-?(?i:" + "|".join(tables["aged"]) + ")$"),
    )  # fmt: skip


def _called(row: Row) -> tuple[str, ...]:
    """What the row's actor, place or country is called."""
    return (row.word("name"), *row.several("names"))


def _of_several_words(named: Iterable[tuple[str, T]], endings: tuple[str, ...]) -> dict[str, dict[tuple[str, ...], T]]:
    """What names of several words stand for, by their first stem, then by the stems of the whole; the first of one name counts."""
    found: dict[str, dict[tuple[str, ...], T]] = {}
    for name, what in named:
        if " " in name:
            stems = tuple(_stem(part, endings) for part in name.split())
            found.setdefault(stems[0], {}).setdefault(stems, what)
    return found


def _people_of(pack: Pack) -> dict[str, str]:
    """The plural of the first noun for the nationals of each country, by the endings that the pack lists for it."""
    found: dict[str, str] = {}
    for noun, rows in pack.tables["national"].items():
        ending = next((e for e, r in pack.tables["people_ending"].items() if noun.endswith(r[0].word("stem"))), None)
        if ending is not None:
            found.setdefault(rows[0].word("iso3"), noun + ending.strip("-"))
    return found


def _known_names(pack: Pack) -> Iterable[tuple[str, Known]]:
    for rows in pack.tables["actor"].values():
        for row in rows:
            weak = frozenset(row.several("weak"))
            for name in _called(row):
                kind = cast(ActorKind, row.word("kind"))
                yield name, Known(row.word("name"), kind, row.get("country"), row.get("polity"), name in weak)
    for rows in pack.tables["country"].values():
        for row in rows:
            for name in _called(row):
                if " " in name:
                    yield name, Known(row.word("name"), "state", row.word("iso3"))


@cache
def spellings_of(pack: Pack) -> Spellings:
    """The pack's spelling tables, ready to make keys of names."""
    tables = pack.tables
    return Spellings(
        {system: {r.word("written"): r.word("sound") for r in rows} for system, rows in tables["spelling"].items()},
        {system: rows[0].word("script") for system, rows in tables["spelling_use"].items()},
        tuple(tables["name_article"]),
        [(s, r.word("sound"), r.word("to")) for s, rows in tables["sound_change"].items() for r in rows],
        tuple(tables["name_prefix"]),
    )

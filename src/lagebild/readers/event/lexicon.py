"""The pack's event words, ready to be asked: which rows may a word, a participle, a compound be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from lagebild.model import EventType, Sentence, Word
from lagebild.packs import Pack, Row, Table
from lagebild.packs.tag import tagged
from lagebild.packs.words import Words, words_of
from lagebild.readers.event.chunk import Forms, forms_of
from lagebild.readers.event.role_words import RoleWords, role_words
from lagebild.readers.event.setting_words import SettingWords, setting_words
from lagebild.rules import Rule

SHORTEST_PART = 2  # letters of a compound's first part


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a word may name: its row, and what the compound's first part adds."""

    lemma: str
    table: str
    type: EventType
    mode: str | None
    frame: str
    to: frozenset[str]
    row: Row
    weak: bool
    violent: bool
    before: str = ""  # the first part of a compound, as it stands in the word


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The event tables of one pack with the indexes that look-up needs; kept for the life of the process."""

    verbs: Mapping[str, tuple[Row, ...]]
    participles: Mapping[str, tuple[Row, ...]]
    nouns: Mapping[str, tuple[Row, ...]]
    phrases: Mapping[str, tuple[Row, ...]]
    heads: Mapping[str, tuple[Row, ...]]
    modifiers: Mapping[str, tuple[Row, ...]]
    never: frozenset[str]
    light: Mapping[str, tuple[Row, ...]]
    forms: Forms
    adjective_endings: tuple[str, ...]
    noun_endings: tuple[str, ...]
    voices: Mapping[str, str]
    adpositions: Mapping[str, str]
    lowered: Mapping[str, str]  # nouns by their lower case
    scenes: Mapping[str, str]
    nots: tuple[Rule, ...]
    tables: Mapping[str, Table]
    verb_names: frozenset[str]  # verbs that a row is for, those with a particle among them
    nobody: frozenset[str]
    attackers: tuple[str, ...]
    sequence: frozenset[str]
    standing: frozenset[str]  # endings of nouns for people of public standing
    public: frozenset[tuple[str, str]]  # verb and type of what is an event whenever such people do it
    relations: Mapping[str, str]
    marks: Mapping[tuple[str, str], tuple[str, ...]]  # where it stands and the word → what it says of the telling
    demands: Mapping[str, Row]  # modal verbs
    no_demands: frozenset[str]  # acts of statements
    anybody: frozenset[str]
    negations: Mapping[str, str]  # → what each reaches: the clause or its noun
    names: Words
    roles: RoleWords
    setting: SettingWords

    def standing_for(self, *roles: str) -> frozenset[str]:
        """The adpositions that bring in one of the roles."""
        return frozenset(p for p, role in self.adpositions.items() if role in roles)

    def country_of(self, adjective: str) -> str | None:
        """The ISO 3166-1 alpha-3 code of the country that the adjective names, or None."""
        form = adjective.lower()
        stems = (form.removesuffix(e) for e in ("", *self.adjective_endings) if form.endswith(e))
        return next((self.names.adjectives[s] for s in stems if s in self.names.adjectives), None)

    def verb_senses(self, lemma: str) -> Iterator[Sense]:
        """What the verb may name, in the pack's order."""
        return (sense(r, "event_verb") for r in self.verbs.get(lemma, ()))

    def participle_senses(self, word: Word) -> Iterator[Sense]:
        """What an adjective made of a verb's second participle may name."""
        form = word.form.lower()
        for stem in (form, *(form.removesuffix(e) for e in self.adjective_endings if form.endswith(e))):
            if stem in self.participles:
                yield from (sense(r, "event_verb") for r in self.participles[stem])
                return

    def noun_senses(self, word: Word) -> tuple[Sense, ...]:
        """What the noun may name: by itself, else as a compound."""
        return _noun_senses(self, word.form, word.lemma)


@lru_cache(maxsize=1 << 16)
def _noun_senses(words: Lexicon, form: str, lemma: str) -> tuple[Sense, ...]:
    spellings = list(_spellings(words, form, lemma))
    if any(s in words.never for s in spellings):
        return ()
    for s in spellings:
        if s in words.nouns:
            return tuple(sense(r, "event_noun") for r in words.nouns[s])
    return next((found for s in spellings if (found := tuple(_compound(words, s)))), ())


def _spellings(words: Lexicon, form: str, lemma: str) -> Iterator[str]:
    """What to look a noun up by: the form first, since a plural may have a row of its own (`Kämpfe` beside the weaker `Kampf`)."""
    yield form
    for ending in words.noun_endings:
        if form.endswith(ending) and len(form) > len(ending) + 3:
            yield form.removesuffix(ending)
    if lemma != form:
        yield lemma


def _compound(words: Lexicon, spelling: str) -> Iterator[Sense]:
    """What a compound may name by its longest ending that the pack knows: a noun of its own, else a head with such a first part."""
    lower = spelling.lower()
    for cut in range(SHORTEST_PART, len(lower) - SHORTEST_PART):
        noun = words.lowered.get(lower[cut:])
        if noun is not None:
            first = lower[:cut]
            known = words.modifiers.get(first.rstrip("-"), ())
            rows = [row for row in words.nouns[noun] if row.get("open") or known or first.endswith("-")]
            yield from (sense(row, "event_noun", spelling[:cut], known[0].get("mode") if known else None) for row in rows)
            if rows:
                return
            break
    for head, headed in words.heads.items():
        first = lower.removesuffix(head)
        if first == lower:
            continue
        for row in headed:
            named = first.endswith("-") and row.get("names")
            if named or any(_opens(words, first, w) for w in row.several("with")):
                yield sense(row, "event_head", spelling[: len(first)], None)
                return


def _opens(words: Lexicon, first: str, part: str) -> bool:
    """Whether a compound's first part is `part`, alone, with a letter or two that link it, or with more after a hyphen."""
    rest = first.removeprefix(part)
    return first.startswith(part) and (rest in ("", *words.noun_endings) or "-" in rest)


def sense(row: Row, table: str, before: str = "", mode: str | None = None) -> Sense:
    """What the row of the table says a word names; `before` is the first part of a compound, `mode` what that part adds."""
    kind: EventType = row.get("type")
    return Sense(
        row.word("lemma") or row.word("head"), table, kind, mode or row.get("mode"), row.word("frame"),
        frozenset(row.several("to")), row, bool(row.get("weak")), bool(row.get("violent")), before,
    )  # fmt: skip


@cache
def lexicon(pack: Pack) -> Lexicon:
    """The pack's event words with their indexes."""
    tables = {**pack.tables, **{name: _in_full(pack, name) for name in ("event_verb", "event_noun", "event_phrase")}}
    nouns = tables["event_noun"]
    participles: dict[str, tuple[Row, ...]] = {}
    for row in _rows(tables["event_verb"].values()):
        participles[row.word("participle")] = (*participles.get(row.word("participle"), ()), row)
    endings = list(_rows(tables["event_ending"].values()))
    scenes = {r.word("word").lower(): r.word("scene") for r in _rows(tables["event_scene"].values())}
    return Lexicon(
        verbs=tables["event_verb"], participles=participles, nouns=nouns,
        phrases=tables["event_phrase"], heads=tables["event_head"], modifiers=tables["event_modifier"],
        never=frozenset(tables["event_never"]), light=tables["event_light"],
        forms=forms_of(pack),
        adjective_endings=tuple(r.word("ending") for r in endings if "adjective" in r.several("of")),
        noun_endings=tuple(r.word("ending") for r in endings if "noun" in r.several("of")),
        voices={k: r[0].word("voice") for k, r in tables["event_auxiliary"].items()},
        adpositions={k: r[0].word("role") for k, r in tables["event_adposition"].items()},
        lowered={n.lower(): n for n in nouns},
        scenes=scenes,
        verb_names=_verb_names(pack),
        nots=pack.rules.get("event_not", ()),
        tables=tables,
        nobody=frozenset(tables["figure_none"]),
        attackers=tuple(k.lower() for k, r in tables["figure_victim"].items() if r[0].word("status") == "attacker"),
        sequence=frozenset(tables["event_sequence"]),
        standing=frozenset(tables["event_standing"]),
        public=frozenset((k, row.word("type")) for k, rows in tables["event_public"].items() for row in rows),
        relations={k: r[0].word("kind") for k, r in tables["event_relation"].items()},
        marks={(r.word("of"), r.word("word")): tuple(r.several("says")) for t in tables["event_mark"].values() for r in t},
        demands={k: r[0] for k, r in tables["event_demand"].items()},
        no_demands=frozenset(tables["event_no_demand"]),
        anybody=frozenset(tables["event_anybody"]),
        negations={k: r[0].word("reach") for k, r in tables["factuality_negation"].items()},
        names=words_of(pack),
        roles=role_words(tables),
        setting=setting_words(tables),
    )  # fmt: skip


def _in_full(pack: Pack, name: str) -> Table:
    """The table with sets and kinds of words (`@armed`, `@talks`) in `needs` and `never` written out, so that no side is known better."""
    sets: dict[str, list[str]] = {}
    for row in _rows(pack.tables["event_alike"].values()):
        sets.setdefault("@" + row.word("set"), []).append(row.word("word"))
    kinds = {
        "@" + r.word("kind"): [w for word in r.several("words") for w in sets.get(word, [word])]
        for r in _rows(pack.tables["event_kind"].values())
    }
    sets.update(kinds)
    return {key: tuple(_with_sets(row, sets) for row in rows) for key, rows in pack.tables[name].items()}


def _with_sets(row: Row, sets: Mapping[str, list[str]]) -> Row:
    lists = {c: [w for word in row.several(c) for w in sets.get(word, [word])] for c in ("needs", "never") if row.several(c)}
    return Row({**row.values, **lists}) if lists else row


def _verb_names(pack: Pack) -> frozenset[str]:
    known = {*pack.tables["event_verb"], *pack.tables["event_light"], *pack.tables["factuality_governor"]}
    for row in _rows(pack.tables["event_phrase"].values()):
        known.update(row.several("verbs"))
    return frozenset(known)


def _rows(groups: Iterable[tuple[Row, ...]]) -> Iterator[Row]:
    for group in groups:
        yield from group


def lemma_with_particle(pack: Pack, sentence: Sentence, i: int, known: Collection[str]) -> str:
    """The verb's lemma, with a separated particle that stands later in the sentence where that makes a verb of `known`."""
    words = sentence.words
    lemma = words[i].lemma
    for k in range(i + 1, len(words)):
        if tagged(pack, words[k], "particle") or (words[k].deprel == "compound:prt" and words[k].head == i):
            particle = words[k].form.lower()
            if lemma.startswith(particle):  # joined by the parser: `zeigten … bereit` is no verb of its own
                return lemma.removeprefix(particle) if lemma not in known and lemma.removeprefix(particle) in known else lemma
            return particle + lemma if particle + lemma in known else lemma
        if words[k].upos in ("VERB", "AUX") and "Mood" in words[k].feats:
            break
    return lemma

"""Phrases that name actors → which of them name the same one, inside one report.

Links are made from left to right, each to an earlier chain, by name, table, title, noun, age or pronoun. A link is refused where
number, gender, kind or country contradict each other; what no link fits stays alone, and a pronoun that fits nobody stays unresolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from lagebild.model import ActorKind, ActorNumber
from lagebild.names import fold
from lagebild.readers.actor.found import Found, Gender
from lagebild.readers.actor.mention import is_acronym

FAR = 4  # sentences that a noun for a person may look back when only one person is named
NEAR = 2  # sentences that `der Mann` may look back
HEADLINE = 1  # the last sentence that may be a headline or the first one after it
PRONOUN_REACH = 1  # sentences that a pronoun may look back
LIVING: frozenset[ActorKind] = frozenset({"person", "group"})


@dataclass(slots=True)
class Chain:
    """The phrases found so far that name one actor, and what they tell of it together."""

    found: list[Found] = field(default_factory=list)
    kind: ActorKind = "unknown"
    number: ActorNumber | None = None
    gender: Gender | None = None
    country: str | None = None
    polity: str | None = None
    identity: str | None = None
    known: str | None = None
    age: str | None = None
    names: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    wholes: set[str] = field(default_factory=set)

    def add(self, one: Found) -> None:
        """The chain holds one more phrase and what it tells."""
        self.found.append(one)
        if self.kind == "unknown" or one.sort == "name":
            self.kind = one.kind if one.sort != "pronoun" else self.kind
        self.number = self.number or one.number
        self.gender = self.gender or one.gender
        self.country, self.polity = self.country or one.country, self.polity or one.polity
        self.identity, self.known, self.age = self.identity or one.identity, self.known or one.known, self.age or one.age
        if one.sort == "name":
            self.names.add(fold(one.text))
        elif one.sort == "noun":
            self.nouns.add(one.text)
            self.wholes.add(one.whole)

    @property
    def first_general(self) -> bool:
        """Whether it was brought in by a noun that tells no office (`ein Palästinenser`, `ein Mann`)."""
        return self.found[0].plain

    @property
    def last(self) -> Found:
        """The latest phrase of the chain."""
        return self.found[-1]


def chains(found: Sequence[Found]) -> tuple[list[Chain], list[Found]]:
    """Every phrase in its chain, in text order, and the pronouns that no chain was found for."""
    made: list[Chain] = []
    of: dict[int, Chain] = {}
    open_: list[Found] = []
    offsets = _offsets(found)
    titled = {offsets[f.sentence] + f.twin: f for f in found if f.twin is not None and f.sort == "name"}
    for k, one in enumerate(found):
        twin = of.get(offsets[one.sentence] + one.twin) if one.twin is not None else None
        name = titled.get(k)
        chain = _target(one, made if name is None else [c for c in made if not c.names or _same_name(name, c)], twin)
        if chain is None and one.sort == "pronoun":
            open_.append(one)
            continue
        if chain is None:
            chain = Chain()
            made.append(chain)
        elif twin is not None and chain is not twin and twin in made:
            _merge(chain, twin, made, of)
        elif one.sort == "age" and (told := _told_without_age(one, chain, made)) is not None:
            _merge(chain, told, made, of)
        chain.add(one)
        of[k] = chain
    _headlines(made)
    _leads(made)
    return [c for c in made if c.found], open_


def _headlines(made: list[Chain]) -> None:
    """Persons that the headline or first sentence calls by a bare noun or their age become those named with it later, if just one is."""
    for chain in [c for c in made if c.kind in LIVING and not c.names and c.found[0].sentence <= HEADLINE]:
        first = chain.found[0]
        named = [c for c in made if c.kind == "person" and c.names and chain.country in (None, c.country)]
        later = [c for c in named if (c.age == first.age if first.sort == "age" else first.bare and chain.nouns & c.nouns)]
        if len(later) == 1 and len(chain.found) == 1 and first.number != "several":
            later[0].found.insert(0, first)
            made.remove(chain)


def _leads(made: list[Chain]) -> None:
    """The one person whom the sentence behind the headline brings in is the one person whom the headline calls by age or a bare noun."""
    heads = [c for c in made if c.kind == "person" and c.found[0].sentence == 0 and (c.found[0].sort == "age" or c.found[0].bare)]
    leads = [c for c in made if c.kind == "person" and c.found[0].sentence == HEADLINE and c.found[0].indefinite and not c.names]
    if len(heads) != 1 or len(leads) != 1 or not heads[0].found[0].subject or heads[0].found[0].definite:
        return
    first = replace(leads[0].found[0], country=leads[0].country)
    if _compatible(first, heads[0]) and not (leads[0].age and heads[0].age and leads[0].age != heads[0].age):
        for one in leads[0].found:
            heads[0].add(one)
        heads[0].found.sort(key=lambda f: (f.sentence, f.first))
        made.remove(leads[0])


def _offsets(found: Sequence[Found]) -> dict[int, int]:
    first: dict[int, int] = {}
    for k, one in enumerate(found):
        first.setdefault(one.sentence, k)
    return first


def _merge(chain: Chain, twin: Chain, made: list[Chain], of: dict[int, Chain]) -> None:
    """The phrases of `twin`, which turned out to name the actor of `chain`, join it (unless they contradict it)."""
    if twin.names and chain.names and not (twin.names & chain.names) and twin.known != chain.known and not _alias(twin, chain):
        return
    for one in twin.found:
        chain.add(one)
    chain.found.sort(key=lambda f: (f.sentence, f.first))
    made.remove(twin)
    for k, c in of.items():
        if c is twin:
            of[k] = chain


def _alias(a: Chain, b: Chain) -> bool:
    return any(is_acronym(f.text) for f in (*a.found, *b.found) if f.sort == "name")


def _target(one: Found, made: list[Chain], twin: Chain | None) -> Chain | None:
    """The chain that the phrase belongs to, or None."""
    match one.sort:
        case "name":
            return _by_name(one, made) or twin
        case "pronoun":
            return _by_pronoun(one, made)
        case "age":
            return twin or _by_age(one, made)
        case _:
            return twin or _by_noun(one, made)


# ---- names ----------------------------------------------------------------------------------------------------------


def _by_name(one: Found, made: Iterable[Chain]) -> Chain | None:
    same = [c for c in made if _same_name(one, c)]
    return same[-1] if same and (one.kind != "person" or len({id(c) for c in same}) == 1) else (same[0] if same else None)


def _same_name(one: Found, chain: Chain) -> bool:
    if not chain.names and not chain.known:
        return False
    if one.known is not None and chain.known is not None:
        return one.known == chain.known
    if (one.kind == "person") != (chain.kind == "person"):
        return False
    name = fold(one.text)
    if name in chain.names or (one.kind != "person" and name.rstrip("s") in chain.names):
        return True
    if one.kind != "person":
        return "state" not in (one.kind, chain.kind) and any(_opens_with(name, other) or _opens_with(other, name) for other in chain.names)
    return any(_short(name, other) for other in chain.names)


def _opens_with(name: str, start: str) -> bool:
    """Whether the name of a body goes on from another name of at least two words (`Neue Front Medien` from `Neue Front`)."""
    return len(start.split()) > 1 and name.startswith(start + " ")


def _short(a: str, b: str) -> bool:
    """Whether one name of a person is a short form of the other: its last word or words, or its first with an initial."""
    short, long = sorted((a.split(), b.split()), key=len)
    if not short or len(short) == len(long):
        return len(short) == len(long) == 1 and a.rstrip("s") == b.rstrip("s")
    stripped = [*short[:-1], short[-1].rstrip("s")]
    return long[-len(short) :] in (short, stripped) or (
        len(short) == 1 and len(long) == 2 and len(long[1]) == 1 and long[0] in (short[0], stripped[0])
    )


# ---- nouns ----------------------------------------------------------------------------------------------------------


def _by_noun(one: Found, made: Sequence[Chain]) -> Chain | None:
    if one.kind == "person":
        return _person_noun(one, made) if one.definite or (one.bare and one.compound) else None
    if one.kind == "group" and one.number == "several":
        return _group_noun(one, made) if one.definite else _told_again(one, made)
    same = next((c for c in reversed(made) if c.kind == one.kind and _same_body(one, c)), None)
    return same or _in_a_name(one, made) or (_general(one, made) if one.definite and not one.complement else None)


def _same_body(one: Found, chain: Chain) -> bool:
    """Whether a noun for a body takes up a chain: by the same whole noun, or by its last part when it adds nothing of its own."""
    if not _compatible(one, chain):
        return False
    if one.whole in chain.wholes:
        if (one.country is None) != (chain.country is None) and one.definite and (one.complement or chain.found[0].complement):
            return False  # `die Regierung der Region` is not `die Regierung in` its state's capital
        shared = (one.country, one.identity) == (chain.country, chain.identity) != (None, None)
        again = not one.indefinite or (
            chain.found[0].sentence == 0 and chain.found[0].bare and one.sentence <= NEAR
        )  # what the headline calls is told once more
        return one.definite or (one.number != "several" and again) or shared
    return one.definite and not one.compound and one.text in chain.nouns and one.country in (None, chain.country)


def _in_a_name(one: Found, made: Sequence[Chain]) -> Chain | None:
    """The body whose name contains the noun (`die Beobachtungsstelle`)."""
    word = fold(one.text)
    return next((c for c in reversed(made) if c.kind != "person" and any(word in n.split() for n in c.names) and _compatible(one, c)), None)


def _general(one: Found, made: Sequence[Chain]) -> Chain | None:
    """The latest named actor of the first kind that the noun takes up without saying more (`die Organisation`)."""
    for kind in one.general:
        near = [c for c in made if c.names and c.kind == kind and one.sentence - c.last.sentence <= NEAR and _compatible(one, c)]
        if near:
            return max(near, key=lambda c: (c.last.sentence, c.last.first))
    return None


def _person_noun(one: Found, made: Sequence[Chain]) -> Chain | None:
    """The person who was called so before; else, of a noun that says little, the only one of the last sentence whom it fits.

    A compound takes up only its own whole word: an army's spokesman is not the spokesman of the authority who spoke before.
    """
    persons = [c for c in made if c.kind == "person" and c.number != "several" and _compatible(one, c)]
    same = next((c for c in reversed(persons) if (one.whole in c.wholes if one.compound else one.text in c.nouns)), None)
    same = same or _by_office(one, persons)
    if same is not None or "person" not in one.general:
        return same
    open_ = [c for c in persons if c.names or c.age or c.first_general]
    near = [c for c in open_ if one.sentence - c.last.sentence <= PRONOUN_REACH]
    acting = [c for c in near if c.last.subject] if len(near) > 1 else near
    found = acting or [c for c in open_ if c.names and one.sentence - c.last.sentence <= FAR and not near]
    return found[0] if len(found) == 1 else None


def _by_office(one: Found, persons: Sequence[Chain]) -> Chain | None:
    """The latest person whose office the noun shortens (`der Minister`) or covers (`der Diplomat`, of an ambassador); named ones first."""
    if one.complement or ((one.compound or one.plain) and not one.covers):
        return None
    short = one.text.lower()
    fits = [
        c for c in persons
        if c.nouns.intersection(one.covers) or any(w.lower().endswith(short) for w in c.wholes)
    ]  # fmt: skip
    near = [c for c in fits if one.sentence - c.last.sentence <= FAR]
    return max(near, key=lambda c: (bool(c.names), c.last.sentence, c.last.first), default=None)


def _group_noun(one: Found, made: Sequence[Chain]) -> Chain | None:
    return _same_people(one, made) or _only_force(one, made)


def _only_force(one: Found, made: Sequence[Chain]) -> Chain | None:
    """The only named armed group of the last sentences, where the noun may mean its members (`die Extremisten`)."""
    if one.complement or one.compound or "armed_group" not in one.general:
        return None
    group = replace(one, kind="armed_group")  # a group's name is singular, whatever its members are called
    near = [c for c in made if c.names and c.kind == "armed_group" and one.sentence - c.last.sentence <= NEAR and _compatible(group, c)]
    return near[0] if len(near) == 1 else None


def _same_people(one: Found, made: Sequence[Chain]) -> Chain | None:
    return next((c for c in reversed(made) if one.text in c.nouns and c.number != "one" and _compatible(one, c)), None)


def _told_again(one: Found, made: Sequence[Chain]) -> Chain | None:
    """The group of the same noun and number of people in the headline or first sentence, which the report tells of again."""
    if one.size is None:
        return None
    return next((c for c in made if c.found[0].sentence <= HEADLINE and _same_group(one, c.found[0]) and _compatible(one, c)), None)


def _same_group(one: Found, other: Found) -> bool:
    return one.text == other.text and one.size == other.size


def _compatible(one: Found, chain: Chain) -> bool:
    return (
        (one.country is None or chain.country is None or one.country == chain.country)
        and (one.identity is None or chain.identity is None or one.identity == chain.identity)
        and (one.kind not in LIVING or one.number is None or chain.number is None or one.number == chain.number)
        and not (one.kind == "person" and one.gender and chain.gender and one.gender != chain.gender)
        and not (one.age and chain.age and one.age != chain.age)
    )


# ---- ages and pronouns ----------------------------------------------------------------------------------------------


def _by_age(one: Found, made: Sequence[Chain]) -> Chain | None:
    """The person of that age (of an indefinite phrase: in the headline); else the latest person whose age is open and gender fits."""
    for c in reversed(made):
        same = c.kind == "person" and c.age == one.age and _compatible(one, c)
        if same and (one.definite or c.found[0].sentence <= HEADLINE):
            return c
    if not one.definite:
        return None
    near = [
        c for c in made
        if c.kind == "person" and c.number != "several" and c.age is None and one.sentence - c.last.sentence <= NEAR and _compatible(one, c)
    ]  # fmt: skip
    return max(near, key=lambda c: (c.last.sentence, c.last.first), default=None)


def _told_without_age(one: Found, chain: Chain, made: Sequence[Chain]) -> Chain | None:
    """The latest person without an age whom the same noun names as the one of this age, and who is therefore the same."""
    near = (c for c in reversed(made) if c is not chain and c.kind == "person" and not c.names and one.sentence - c.last.sentence <= NEAR)
    return next((c for c in near if c.age is None and c.nouns & chain.nouns and _compatible(one, c)), None)


def _by_pronoun(one: Found, made: Sequence[Chain]) -> Chain | None:
    """The only chain that fits among those of the same sentence, or, when none there fits, among those of the one before.

    Where several fit, none is taken: to prefer the subject was right in 6 of 12 tries, taking the only one in 33 of 36
    (docs/explanation/limits.md).
    """
    fitting = [c for c in made if 0 <= one.sentence - c.last.sentence <= PRONOUN_REACH and _fits(one, c) and _elsewhere(one, c)]
    here = [c for c in fitting if c.last.sentence == one.sentence] or fitting
    return here[0] if len(here) == 1 else None


def _elsewhere(one: Found, chain: Chain) -> bool:
    return (chain.last.sentence, chain.last.first) != (one.sentence, one.first)


def _fits(one: Found, chain: Chain) -> bool:
    if one.number == "one" and one.gender:
        if chain.number == "several":
            return False
        return chain.gender == one.gender or (chain.gender is None and chain.kind == "person")
    return one.number == "several" and chain.number == "several" and chain.kind in LIVING

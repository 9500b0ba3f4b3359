"""One event for one thing that happened: which triggers of a report tell the same.

Each telling is compared with the events so far, in text order, and joins the one that it fits best, or makes a new one. Time, place
and sides can exclude; words, sides, nearness and articles speak for. The weights are plain sums; 1 is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lagebild import dates
from lagebild.model import ActorKind, EventType, Factuality, Ref, Time
from lagebild.readers.event.segment import DASHES
from lagebild.readers.event.trigger import Parsed, Trigger

ENOUGH = 1.0
FOLLOWS = 0.9  # for the sentence after, where it names no place and no time of its own
FOLLOWS_HARM = 1.0
NAMES_ACT = 0.9  # where so far only harm is told, and this is what did it
STEM = 5  # letters that two words of one stem begin with
SIDES: frozenset[ActorKind] = frozenset({"state", "armed_group"})  # actors of which two cannot be the same side of one event


@dataclass(frozen=True, eq=False)
class Telling:
    """One trigger with all that its own words say."""

    trigger: Trigger
    type: EventType
    agents: tuple[Ref, ...]
    patients: tuple[Ref, ...]
    places: tuple[Ref, ...]
    time: Time | None
    factuality: Factuality
    definite: bool  # a noun with a definite article, or one that points back
    fresh: bool  # an indefinite noun, or one that says that it is another
    harms: bool  # a word of killing, wounding or dying
    nobody: bool  # it says that nobody came to harm
    fells: bool = False  # those who come to harm are the attackers
    stands: frozenset[str] = frozenset()  # the places that it happened in, not near
    tally: frozenset[tuple[str, str]] = frozenset()  # number word and noun of each figure of those harmed

    @property
    def number(self) -> int:
        """The sentence that it stands in."""
        return self.trigger.sentence


@dataclass(eq=False)
class Group:
    """The tellings of one event, in text order."""

    type: EventType
    tellings: list[Telling] = field(default_factory=list)

    @property
    def last(self) -> Telling:
        """The telling that stands last."""
        return self.tellings[-1]

    def refs(self, role: str) -> set[str]:
        """The actors' or places' ids in a role of any telling."""
        return {r.ref for t in self.tellings for r in getattr(t, role) if r.ref}

    def heads(self, role: str) -> set[str]:
        """The head words in a role of any telling."""
        return {r.span.head for t in self.tellings for r in getattr(t, role) if r.span}


@dataclass(frozen=True, eq=False)
class Known:
    """What the comparison needs to know besides the tellings."""

    sentences: Sequence[Parsed]
    spots: frozenset[str]  # places fine enough to tell two events apart
    kinds: Mapping[str, ActorKind]
    headline: int  # how many sentences stand before the report proper
    sequence: frozenset[str]  # conjunctions that put one act before or after another
    attackers: tuple[str, ...] = ()  # endings of nouns for those who attack


def merge(tellings: Iterable[Telling], known: Known) -> list[Group]:
    """The tellings by event, in the order of their first words."""
    groups: list[Group] = []
    for telling in tellings:
        same = [g for g in groups if _of_one_type(g, telling)]
        recent = max((g.last.number for g in same), default=-1)
        fits = [(score(g, telling, known, g.last.number == recent), n) for n, g in enumerate(groups) if _of_one_type(g, telling)]
        best = max(fits, default=(0.0, -1))
        if best[0] >= ENOUGH:
            groups[best[1]].tellings.append(telling)
        else:
            groups.append(Group(telling.type, [telling]))
    groups = _by_tally(groups, known)
    told = [g for g in groups if not all(t.nobody or t.trigger.sense.row.get("back") for t in g.tellings)]
    return sorted(told, key=lambda g: min((t.number, t.trigger.word) for t in g.tellings))


def _of_one_type(group: Group, new: Telling) -> bool:
    """Whether the types agree; an abduction is a hostage-taking when the report calls it so somewhere."""
    if group.type == new.type:
        return True
    kins = {t.trigger.sense.row.get("kin") for t in (*group.tellings, new)}
    return kins == {"abduct"} and {group.type, new.type} == {"ASSAULT", "COERCE"}


def _by_tally(groups: list[Group], known: Known) -> list[Group]:
    """The groups with those put together that count the same people in the same words: a headline and its report."""
    kept: list[Group] = []
    for group in groups:
        mine = {t for telling in group.tellings for t in telling.tally}
        same = next((g for g in kept if g.type == group.type and mine & {t for x in g.tellings for t in x.tally}), None)
        if same is not None and not any(excluded(same, t, known) for t in group.tellings):
            same.tellings += group.tellings
        else:
            kept.append(group)
    return kept


def score(group: Group, new: Telling, known: Known, recent: bool) -> float:
    """How surely the new telling tells the group's event: `ENOUGH` and more is sure."""
    if excluded(group, new, known):
        return 0.0
    gap = new.number - group.last.number
    if new.trigger.sense.row.get("back"):
        return ENOUGH if recent and group.type == "ASSAULT" and new.definite and gap <= 4 else 0.0
    if new.nobody:
        return ENOUGH if recent and group.type == "ASSAULT" and gap <= 2 else 0.0
    points = 0.5 if _shares_word(group, new) else 0.0
    if points and group.type != "ASSAULT" and not new.fresh:
        points += 0.5
    if any(t.trigger.sense.lemma == new.trigger.sense.lemma for t in group.tellings):
        points += 0.2
    if _other_kin(group, new):
        points -= 0.6
    elif new.trigger.sense.row.get("strike") and any(t.trigger.sense.row.get("strike") for t in group.tellings):
        points += 0.3
    if group.type == "PROTEST" and new.trigger.sense.mode in {t.trigger.sense.mode for t in group.tellings}:
        points += 0.3
    if gap > 1 and _counts_others(group, new):
        points -= 0.8
    points += _nearness(group, new, known, gap, recent)
    for role in ("agents", "patients"):
        points += _sides(group, new, role, known)
    mine = {r.ref for r in new.places if r.ref}
    if mine & group.refs("places"):
        points += 0.3 if mine & known.spots else 0.1
    elif _elsewhere(group, mine & known.spots, new, known) and gap > 0 and not new.definite and not _in_headline(group, known):
        points -= 0.5  # a place of its own
    if new.time and any(t.time and t.time.edtf == new.time.edtf for t in group.tellings):
        points += 0.3
    if new.fresh and gap > 0 and not _in_headline(group, known):
        points -= 0.7
    return points


def _counts_others(group: Group, new: Telling) -> bool:
    """Whether both count the same kind of people and come to other numbers, sentences apart."""
    theirs = {noun: number for t in group.tellings for number, noun in t.tally}
    return any(theirs.get(noun, number) != number for number, noun in new.tally)


def excluded(group: Group, new: Telling, known: Known) -> bool:
    """Whether the two cannot be one event: unreal against real, no day in common, two different spots, sides reversed."""
    unreal = {t.factuality == "unrealised" for t in group.tellings}
    if (new.factuality == "unrealised") not in unreal and not _in_headline(group, known):
        return True
    if new.time and new.time.edtf:
        days = [t.time.edtf for t in group.tellings if t.time and t.time.edtf]
        if any(not dates.overlaps(day, new.time.edtf) for day in days):
            return True
    mine, theirs = new.stands & known.spots, {s for t in group.tellings for s in t.stands} & known.spots
    if mine and theirs and not mine & theirs:
        return True
    if "abduct" in {new.trigger.sense.row.get("kin"), *(t.trigger.sense.row.get("kin") for t in group.tellings)} and _other_kin(group, new):
        return True
    if (new.fells and not any(t.fells for t in group.tellings)) or (
        new.patients and not new.fells and all(t.fells for t in group.tellings)
    ):
        return True
    return _reversed(group, new) or _set_apart(group, new, known)


def _set_apart(group: Group, new: Telling, known: Known) -> bool:
    """Whether an adposition puts the one before, after or beside the other in one sentence."""
    if new.number != group.last.number or group.type != "ASSAULT":
        return False
    at = known.sentences[new.number]
    here = [t for t in (*group.tellings, new) if t.number == new.number]
    if any(t.trigger.kind == "noun" and _apart(at, t) for t in here):
        return True
    clauses = {at.layout.clause_of[t.trigger.word] for t in here}
    openers = (at.layout.clauses[c].opener for c in clauses)
    return len(clauses) > 1 and any(k is not None and at.sentence.words[k].lemma.lower() in known.sequence for k in openers)


def _apart(at: Parsed, telling: Telling) -> bool:
    chunk = at.layout.chunk(telling.trigger.word)
    return chunk is not None and at.relations.get(chunk.prep or "", "part_of") != "part_of"


def _reversed(group: Group, new: Telling) -> bool:
    """Whether who did it there is whom it is done to here, or the other way round; where two sides fight, both ways must hold."""
    agents, patients = {r.ref for r in new.agents if r.ref}, {r.ref for r in new.patients if r.ref}
    ways = (patients & group.refs("agents") - group.refs("patients"), agents & group.refs("patients") - group.refs("agents"))
    mutual = any(t.trigger.sense.frame in ("mutual", "with") for t in (*group.tellings, new))
    return all(ways) if mutual else any(ways)


def _shares_word(group: Group, new: Telling) -> bool:
    return any(_kindred(t.trigger.sense.lemma.lower(), new.trigger.sense.lemma.lower()) for t in group.tellings)


def _kindred(a: str, b: str) -> bool:
    """Whether two words share their beginning, or one is the head of the other."""
    return a[:STEM] == b[:STEM] or a.endswith(b) or b.endswith(a)


def _in_headline(group: Group, known: Known) -> bool:
    return all(t.number < known.headline for t in group.tellings)


def _nearness(group: Group, new: Telling, known: Known, gap: int, recent: bool) -> float:
    """What position says: a word of harm beside the act in one sentence, a noun that points back, a headline and its report."""
    violent = group.type == "ASSAULT" or (group.type == "PROTEST" and new.harms)
    acts = any(not t.harms for t in group.tellings)
    points = 0.0
    if gap == 0 and violent:
        points += _in_one_sentence(group, new, known, acts)
    elif _in_headline(group, known) and new.number >= known.headline and gap <= 4:
        points += 0.9 if new.number == known.headline else 0.6
    elif violent and recent and gap <= 2 and not new.fresh and _same_day(group, new) and not new.stands & known.spots:
        points += FOLLOWS_HARM if new.harms else FOLLOWS if acts else NAMES_ACT
    if new.definite and _may_be_named(group, new):
        points += 0.8 if gap <= 6 else 0.4
    elif new.definite:
        points += 0.3
    if gap <= 3:
        points += 0.1
    return points


def _same_day(group: Group, new: Telling) -> bool:
    """Whether the new telling gives no time, or one that the group has, or the first one for the same word."""
    if not any(t.time for t in group.tellings) and _shares_word(group, new):
        return True
    return new.time is None or any(t.time and t.time.edtf == new.time.edtf for t in group.tellings)


def _in_one_sentence(group: Group, new: Telling, known: Known, acts: bool) -> float:
    """What one sentence says: most of a word of harm beside the act that did it, and of two nouns that `und` joins."""
    at = known.sentences[new.number]
    same = at.layout.clause_of[group.last.trigger.word] == at.layout.clause_of[new.trigger.word]
    between = at.sentence.words[group.last.trigger.word : new.trigger.word]
    if any(w.upos == "PUNCT" and w.form in DASHES for w in between):
        return 0.0
    if new.harms != group.last.harms or (new.harms and acts):
        return 1.0 if same else 0.9
    words = at.sentence.words[group.last.trigger.word + 1 : new.trigger.word]
    if group.last.trigger.kind == new.trigger.kind == "noun" and 0 < len(words) < 4 and words[0].upos == "CCONJ":
        return 1.0
    if any(w.form == ":" for w in between):
        return 0.9  # what follows a colon tells the same more fully
    return 0.5 if same else 0.4


def _may_be_named(group: Group, new: Telling) -> bool:
    """Whether a noun that points back may name what the group tells: the means do not contradict each other."""
    modes = {t.trigger.sense.mode for t in group.tellings if t.trigger.sense.mode}
    return (not modes or new.trigger.sense.mode in (None, *modes)) and not _other_kin(group, new)


def _elsewhere(group: Group, mine: set[str], new: Telling, known: Known) -> bool:
    """Whether the new telling names a spot of its own: one that it happened in, or one near it where the group has another."""
    return bool(new.stands & known.spots) or bool(mine and group.refs("places") & known.spots)


def _other_kin(group: Group, new: Telling) -> bool:
    """Whether the group and the new word tell different kinds of violence (an air strike, a bomb attack, a fight, an abduction)."""
    kins = {t.trigger.sense.row.get("kin") for t in group.tellings} - {None}
    kin = new.trigger.sense.row.get("kin")
    if "abduct" in {kin, *kins}:
        return kins != {kin}
    return bool(kin and kins and kin not in kins)


def _are_attackers(heads: set[str], known: Known) -> bool:
    return bool(heads) and all(h.lower().endswith(known.attackers) for h in heads)


def _sides(group: Group, new: Telling, role: str, known: Known) -> float:
    """What one role says: the same actor speaks for, two different states or armed groups against; other people may be the same ones."""
    mine = {r.ref for r in getattr(new, role) if r.ref}
    if mine & group.refs(role) or {r.span.head for r in getattr(new, role) if r.span} & group.heads(role):
        return 0.4
    theirs = {r.ref for t in group.tellings if t.harms == new.harms for r in getattr(t, role) if r.ref}
    if not mine or not theirs:
        return 0.0
    if group.type != "ASSAULT":
        return -1.0 if role == "agents" else -0.5
    if role == "agents" and (
        _are_attackers(group.heads("agents"), known) or _are_attackers({r.span.head for r in new.agents if r.span}, known)
    ):
        return 0.0  # `ein Attentäter` may be anybody's
    clear = all(any(known.kinds.get(r) in SIDES for r in side) for side in (mine, theirs))
    return -0.8 if clear else 0.0 if _in_headline(group, known) else -0.5

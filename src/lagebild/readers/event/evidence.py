"""Whether a telling tells what a group of tellings tells: what excludes it, and what speaks for and against it, each with its weight.

Time, place and sides can exclude; words, sides, nearness and articles speak for. The weights are set by hand and are plain sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lagebild import dates, tree
from lagebild.model import VERBAL, ActorKind
from lagebild.readers.event.demand import KIND as DEMAND
from lagebild.readers.event.telling import Group, Known, Telling
from lagebild.readers.event.trigger import Parsed
from lagebild.tree import DASHES

ENOUGH = 1.0
MONTH = len("2020-01")  # characters of an EDTF month
CLOSE = 2  # sentences within which a noun with a definite article or a demonstrative points back
STEM = 5  # letters that two words of one stem begin with
SIDES: frozenset[ActorKind] = frozenset({"state", "armed_group"})  # actors of which two cannot be the same side of one event

WEIGHTS: Mapping[str, float] = {
    "one stem": 0.5,
    "one word": 0.2,
    "demanded on": 0.6,  # by a modal verb, beside another demand
    "said again": 0.5,  # a word of speech or of peaceful dealing for the same
    "kind": -0.6,  # two kinds of violence
    "strikes": 0.3,
    "protests": 0.3,
    "other count": -0.8,
    "one of several": -0.8,
    "harm in the clause": 1.0,
    "harm in the sentence": 0.9,
    "joined nouns": 1.0,
    "after the colon": 0.9,
    "same clause": 0.5,
    "same sentence": 0.4,
    "lead of the headline": 0.9,
    "body of the headline": 0.6,
    "harm follows": 1.0,
    "act follows": 0.9,
    "act of the harm follows": 0.9,
    "points back": 0.8,
    "definite": 0.3,
    "close behind": 0.3,  # a noun of violence with a definite article and no place, within `CLOSE` sentences
    "pointed at": 0.5,  # with a demonstrative
    "in its relative clause": 1.0,
    "near": 0.1,
    "same agents": 0.4,
    "same patients": 0.4,
    "other side agents": -0.8,
    "other side patients": -0.8,
    "other agents": -0.5,
    "other patients": -0.5,
    "other speaker": -1.0,
    "other hearer": -0.5,
    "same spot": 0.3,
    "same region": 0.1,
    "own spot": -0.5,
    "other country": -0.8,
    "same time": 0.4,
    "another": -0.7,
    "told as another": -0.5,
    "told as besides": -0.3,
    "told as habit": -0.5,
    "told as counted": -0.3,
    "points back to dealings": 0.9,
    "one victim": 0.7,
    "kindred agents": 0.2,
    "detail of the lead": 0.8,
    "speaker unknown": -0.6,
}


def score(group: Group, new: Telling, known: Known, recent: bool) -> float:
    """How surely the new telling tells the group's event: `ENOUGH` and more is sure."""
    if excluded(group, new, known):
        return 0.0
    gap = new.number - group.last.number
    if new.trigger.sense.row.get("back"):
        return ENOUGH if recent and group.type == "ASSAULT" and new.definite and gap <= 4 else 0.0
    if new.nobody:
        return ENOUGH if recent and group.type == "ASSAULT" and gap <= 2 else 0.0
    return sum(WEIGHTS[name] for name in evidence(group, new, known, recent))


def evidence(group: Group, new: Telling, known: Known, recent: bool) -> Iterator[str]:
    """What speaks for and against the telling being one of the group, by the names of `WEIGHTS`."""
    gap = new.number - group.last.number
    yield from _of_words(group, new, gap)
    yield from _of_nearness(group, new, known, gap, recent)
    yield from _of_article(group, new, gap)
    for role in ("agents", "patients"):
        yield from _of_sides(group, new, role, known)
    yield from _of_setting(group, new, known, gap)
    if gap > 0 and not _in_headline(group, known):
        yield from _of_marks(group, new)


def _of_words(group: Group, new: Telling, gap: int) -> Iterator[str]:
    if _shares_stem(group, new):
        yield "one stem"
        if group.type != "ASSAULT" and not new.fresh and "another" not in new.marks:
            yield "said again"
            if group.type in VERBAL and new.trigger.kind != "noun" and gap > 0 and new.agents and not group.refs("agents"):
                yield "speaker unknown"
    if DEMAND in {new.trigger.kind, group.last.trigger.kind} and 0 <= gap <= 4:
        yield "demanded on"
    if any(t.trigger.sense.lemma == new.trigger.sense.lemma for t in group.tellings):
        yield "one word"
    if _other_kin(group, new):
        yield "kind"
    elif new.trigger.sense.row.get("strike") and any(t.trigger.sense.row.get("strike") for t in group.tellings):
        yield "strikes"
    if group.type == "PROTEST" and new.trigger.sense.mode in {t.trigger.sense.mode for t in group.tellings}:
        yield "protests"
    if gap > 1 and _counts_others(group, new):
        yield "other count"


def _of_marks(group: Group, new: Telling) -> Iterator[str]:
    """What the words around the telling say of its standing beside others (see `mark`)."""
    if new.fresh:
        yield "another"
    yield from ("told as " + mark for mark in sorted(new.marks - {"habit", "counted"}))
    if "counted" in new.marks and group.type == "ASSAULT":
        yield "told as counted"
    if "habit" in new.marks and not any("habit" in t.marks for t in group.tellings):
        yield "told as habit"


def _of_nearness(group: Group, new: Telling, known: Known, gap: int, recent: bool) -> Iterator[str]:
    """What position says: a word of harm beside the act in one sentence, a headline and its report, the sentence after."""
    violent = group.type == "ASSAULT" or (group.type == "PROTEST" and new.harms)
    acts = any(not t.harms for t in group.tellings)
    if gap == 0 and violent:
        yield from _in_one_sentence(group, new, known, acts)
    elif _in_headline(group, known) and new.number >= known.headline and (gap <= 4 or _says_again(group, new)):
        yield "lead of the headline" if new.number == known.headline else "body of the headline"
    elif violent and recent and gap <= 2 and not new.fresh and _same_day(group, new) and not new.stands & known.spots:
        yield "harm follows" if new.harms else "act follows" if acts else "act of the harm follows"
    if violent and gap == 1 and group.last.number == known.headline and _puts_in_place(group, new, known):
        yield "detail of the lead"
    if gap == 0 and _in_its_relative_clause(group, new, known):
        yield "in its relative clause"
    if gap <= 3:
        yield "near"


def _says_again(group: Group, new: Telling) -> bool:
    """Whether a verb tells in the report what one of its stem tells in the headline: of all that, something must come again."""
    return new.trigger.kind != "noun" and _shares_stem(group, new)


def _puts_in_place(group: Group, new: Telling, known: Known) -> bool:
    """Whether a verb tells the spot of what has none so far."""
    return new.trigger.kind == "verb" and bool(new.stands) and not group.refs("places") & known.spots


def _of_article(group: Group, new: Telling, gap: int) -> Iterator[str]:
    """What a definite article says of a noun: that it points back, unless it names another means or kind; a demonstrative says more."""
    if new.definite:
        back = "points back" if group.type == "ASSAULT" else "points back to dealings"
        yield back if _may_be_named(group, new) else "definite"
        if group.type == "ASSAULT" and 1 <= gap <= CLOSE and not new.stands:
            yield "close behind"
    if new.pointed and gap <= CLOSE:
        yield "pointed at"


def _of_sides(group: Group, new: Telling, role: str, known: Known) -> Iterator[str]:
    """What one role says: the same actor speaks for, two different states or armed groups against; other people may be the same ones."""
    mine = {r.ref for r in getattr(new, role) if r.ref}
    shared = mine & group.refs(role)
    if role == "patients" and not shared and mine and mine <= known.alone and new.harms and _has_sum(group):
        yield "one of several"
        return
    if shared or {r.span.head for r in getattr(new, role) if r.span} & group.heads(role):
        yield from _same(group, new, role, bool(shared & known.alone))
        return
    if role == "agents" and _is_kindred_side(group, new, role):
        yield "kindred agents"
        return
    theirs = {r.ref for t in group.tellings if t.harms == new.harms for r in getattr(t, role) if r.ref}
    if not mine or not theirs:
        return
    if group.type != "ASSAULT":
        yield "other speaker" if role == "agents" else "other hearer"
        return
    if role == "agents" and (
        _are_attackers(group.heads("agents"), known) or _are_attackers({r.span.head for r in new.agents if r.span}, known)
    ):
        return  # `ein Attentäter` may be anybody's
    if all(any(known.kinds.get(r) in SIDES for r in side) for side in (mine, theirs)):
        yield "other side " + role
    elif not _in_headline(group, known):
        yield "other " + role


def _has_sum(group: Group) -> bool:
    """Whether the group counts several who came to harm."""
    return any(len(t.tally) > 0 for t in group.tellings)


def _same(group: Group, new: Telling, role: str, alone: bool) -> Iterator[str]:
    """What it says that a role is the same: most where one person comes to harm both times."""
    yield "same " + role
    if role == "patients" and alone and new.harms and group.type == "ASSAULT":
        yield "one victim"


def _is_kindred_side(group: Group, new: Telling, role: str) -> bool:
    """Whether a body and its people, or two forms of one noun, stand in the role (`Polizei`, `Polizist`)."""
    mine = {r.span.head for r in getattr(new, role) if r.span}
    return any(min(len(a), len(b)) > STEM and a[:STEM] == b[:STEM] for a in mine for b in group.heads(role))


def _of_setting(group: Group, new: Telling, known: Known, gap: int) -> Iterator[str]:
    mine = {r.ref for r in new.places if r.ref}
    if mine & group.refs("places"):
        yield "same spot" if mine & known.spots else "same region"
    elif _elsewhere(group, mine & known.spots, new, known) and gap > 0 and not new.definite and not _in_headline(group, known):
        yield "own spot"
    if _abroad(group, new, known):
        yield "other country"
    if new.time and any(t.time and t.time.edtf == new.time.edtf for t in group.tellings):
        yield "same time"


def _counts_others(group: Group, new: Telling) -> bool:
    """Whether both count the same kind of people and come to other numbers, sentences apart."""
    theirs = {noun: number for t in group.tellings for number, noun in t.tally}
    return any(theirs.get(noun, number) != number for number, noun in new.tally)


def excluded(group: Group, new: Telling, known: Known) -> bool:
    """Whether the two cannot be one event: unreal against real, no day in common, two different spots, sides reversed."""
    again = names_again(group, new)
    unreal = {t.factuality == "unrealised" for t in group.tellings}
    if (new.factuality == "unrealised") not in unreal and not _in_headline(group, known) and not again:
        return True
    if new.time and new.time.edtf and not again:
        days = [t.time.edtf for t in group.tellings if t.time and t.time.edtf]
        if any(not dates.overlaps(day, new.time.edtf) for day in days):
            return True
    later = new.number > group.last.number and not _in_headline(group, known)
    if later and any(is_whole(new) and not any(map(is_whole, group.tellings)) for is_whole in (_is_series, _is_war)):
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


def names_again(group: Group, new: Telling) -> bool:
    """Whether a noun that points back names what the group tells: then day and plans are those of its clause, not its own."""
    if not new.definite or new.trigger.kind != "noun":
        return False
    if new.number - group.last.number <= CLOSE:
        return new.pointed or _shares_stem(group, new)
    placed = {r.ref for r in new.places if r.ref} & group.refs("places")
    return bool(placed) and any(t.trigger.sense.lemma == new.trigger.sense.lemma and t.trigger.kind == "noun" for t in group.tellings)


def _is_series(telling: Telling) -> bool:
    """Whether the time that the words give reaches over more than a month: what is told is a series of acts."""
    start, _, end = telling.time.edtf.partition("/") if telling.time and telling.time.edtf else ("", "", "")
    return bool(start.strip(".") and end.strip(".")) and start[:MONTH] != end[:MONTH]


def _is_war(telling: Telling) -> bool:
    """Whether what is told is as long as a war: sentences after a single act of it, it is not that act."""
    return bool(telling.trigger.sense.row.get("kin") == "long")


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


def _shares_stem(group: Group, new: Telling) -> bool:
    """Whether a word of the group and that of the new telling are of one stem."""
    lemma = new.trigger.sense.lemma.lower()
    return any(_kindred(t.trigger.sense.lemma.lower(), lemma) for t in group.tellings)


def _kindred(a: str, b: str) -> bool:
    """Whether two words share their beginning, or one is the head of the other."""
    return a[:STEM] == b[:STEM] or a.endswith(b) or b.endswith(a)


def _in_headline(group: Group, known: Known) -> bool:
    return all(t.number < known.headline for t in group.tellings)


def _same_day(group: Group, new: Telling) -> bool:
    """Whether the new telling gives no time, or one that the group has, or the first one for the same word."""
    if _shares_stem(group, new) and not any(t.time for t in group.tellings):
        return True
    return new.time is None or any(t.time and t.time.edtf == new.time.edtf for t in group.tellings)


def _in_one_sentence(group: Group, new: Telling, known: Known, acts: bool) -> Iterator[str]:
    """What one sentence says: most of a word of harm beside the act that did it, and of two nouns that `und` joins."""
    at = known.sentences[new.number]
    same = at.layout.clause_of[group.last.trigger.word] == at.layout.clause_of[new.trigger.word]
    between = at.sentence.words[group.last.trigger.word : new.trigger.word]
    if any(w.upos == "PUNCT" and w.form in DASHES for w in between):
        return
    words = at.sentence.words[group.last.trigger.word + 1 : new.trigger.word]
    if new.harms != group.last.harms or (new.harms and acts):
        yield "harm in the clause" if same else "harm in the sentence"
    elif group.last.trigger.kind == new.trigger.kind == "noun" and 0 < len(words) < 4 and words[0].upos == "CCONJ":
        yield "joined nouns"
    elif any(w.form == ":" for w in between):
        yield "after the colon"  # what follows a colon tells the same more fully
    else:
        yield "same clause" if same else "same sentence"


def _in_its_relative_clause(group: Group, new: Telling, known: Known) -> bool:
    """Whether the new telling stands in a relative clause of the noun that told the event last (`der Anschlag, bei dem …`)."""
    at, noun = known.sentences[new.number], group.last.trigger.word
    clause = at.layout.clause(new.trigger.word)
    return clause.opener is not None and tree.relative_antecedent(at.sentence, clause.opener) == noun


def _abroad(group: Group, new: Telling, known: Known) -> bool:
    """Whether the places that the two stand in are all known by country and have none in common."""
    mine = {known.lands.get(p) for p in new.stands}
    theirs = {known.lands.get(p) for t in group.tellings for p in t.stands}
    return bool(mine and theirs) and None not in mine | theirs and not mine & theirs


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

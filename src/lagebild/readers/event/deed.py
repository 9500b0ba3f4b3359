"""Roles around a noun that names an act: what hangs on it, and what the verb that carries it adds."""

from __future__ import annotations

from collections.abc import Callable

from lagebild import tree
from lagebild.packs import Row
from lagebild.readers.event.cast import Cast, Filler, Roles
from lagebild.readers.event.clause import Bare, by_whom, conjuncts, is_passive, marked
from lagebild.readers.event.filler import as_roles, shows
from lagebild.readers.event.frame import first_found
from lagebild.readers.event.trigger import Parsed, Trigger


def noun_roles(at: Parsed, trigger: Trigger, told: Cast) -> Roles:
    """The roles that the words around the noun fill, with those of the verb that carries it."""
    here = at.layout.chunk_of[trigger.word]
    if here < 0:
        return Roles()
    to, chunks, roles = trigger.sense.to, at.layout.chunks, told.words.adpositions
    after = [(n, prep, roles.get(prep or "")) for n, prep in _chain(at, here, told)]
    owner = [n for n, c in enumerate(chunks) if c.owner == here and n < here]
    owner += [n for n, prep, _ in after if prep is None]
    owner += [n for n, _, role in after if role == "agent_or_owner" and not told.is_spot(at, chunks[n])]
    if trigger.sense.type == "CONSULT":  # `der Besuch bei Präsident Kern`
        owner += [n for n, prep, role in after if role == "place" and told.kind_at(at, chunks[n]) == "person"]
    on = [n for n, prep, role in after if prep in to or (not to and role == "patient")]
    around = {
        "owner": lambda: owner,
        "party": lambda: [n for n in owner if told.may_act(at, chunks[n])],
        "armed": lambda: [n for n in owner if told.is_party(at, chunks[n])],
        "by": lambda: [n for n, _, role in after if role == "agent"],
        "with": lambda: [n for n, _, role in after if role in ("with", "between")],
        "on": lambda: on,
        "facing": lambda: [n for n in on if told.may_act(at, chunks[n])],
    }
    if told.words.roles.whom.get(trigger.sense.type) == "nobody":
        around["party"] = lambda: _who_sends(at, trigger, owner, told)
    frame = told.words.roles.noun_frames[trigger.sense.frame]
    found = as_roles(
        told, at, first_found(frame.agents, around), first_found(frame.patients, around), things=bool(trigger.sense.row.get("things"))
    )
    found = Roles((*_inside(at, here, trigger, told), *(found.agents or _embedded(at, here, told))), found.patients)
    return _carried(at, trigger, found, told)


def _who_sends(at: Parsed, trigger: Trigger, owners: list[int], told: Cast) -> list[int]:
    """Those of the owners who can act; where a possessive says whose they are, the subject of the clause (`den Abzug seiner Truppen`)."""
    chunks = at.layout.chunks
    may = [n for n in owners if told.may_act(at, chunks[n])]
    if not may or not told.words.forms.tagged(at.sentence.words[chunks[may[0]].start], "possessive"):
        return may
    subject = [n for n in _subject_of_clause(at, trigger, told) if told.may_act(at, chunks[n]) and n not in may]
    return subject or may


def _chain(at: Parsed, here: int, told: Cast) -> list[tuple[int, str | None]]:
    """The chunks that follow the noun without a break, each with its adposition (None: a genitive), with their conjuncts."""
    words, chunks = at.sentence.words, at.layout.chunks
    found: dict[int, str | None] = {}
    end = chunks[here].last
    direct = True  # nothing but genitives, times and places since the noun
    for n in range(here + 1, len(chunks)):
        chunk = chunks[n]
        gap = words[end : chunk.first]
        joined = any(w.upos == "CCONJ" for w in gap)
        if any(w.upos not in ("ADP", "ADV", "CCONJ", "PART") for w in gap) or (joined and n not in found and chunk.owner != here):
            break
        if len(gap) > 1 and gap[-1].upos == "ADP" and gap[-2].upos == "ADV":
            break  # `östlich von Hebron` says where
        if chunk.prep is None and chunk.owner is None and not joined:
            break
        role = told.words.adpositions.get(chunk.prep or "")
        if role == "agent_or_owner" and not joined and (_before_participle(at, chunk.last, told) or not direct):
            break  # it says by whom the verb was done, or belongs to the noun before it
        direct = direct and (chunk.owner is not None or told.is_time(at, chunk) or told.is_spot(at, chunk))
        end = chunk.last
        if n in found or chunk.owner not in (None, here) or told.is_time(at, chunk):
            continue
        for m in (n, *conjuncts(at, n)):
            found.setdefault(m, chunk.prep)
    return list(found.items())


def _before_participle(at: Parsed, i: int, told: Cast) -> bool:
    word = at.sentence.words[i] if i < len(at.sentence.words) else None
    return word is not None and word.upos in ("VERB", "ADJ") and told.words.forms.tagged(word, "participle")


def _inside(at: Parsed, here: int, trigger: Trigger, told: Cast) -> tuple[Filler, ...]:
    """Actors named by an adjective before the noun or in the first part of its compound."""
    words, chunk = at.sentence.words, at.layout.chunks[here]
    found = []
    for k in range(chunk.first, trigger.word):
        if words[k].upos in ("ADJ", "PROPN") and told.actor_at(words[k].start, words[k].end):
            found.append(Filler(at.number, here, k))
    start = words[trigger.word].start
    if trigger.sense.before and trigger.sense.type != "CONSULT" and told.actor_at(start, start + len(trigger.sense.before)):
        found.append(Filler(at.number, here, trigger.word))
    return tuple(found)


def _embedded(at: Parsed, here: int, told: Cast) -> tuple[Filler, ...]:
    """By whom, between the article and the noun (`der von Rebellen verübte Anschlag`)."""
    chunks = at.layout.chunks
    if chunks[here].article is None:
        return ()
    inside = [n for n in range(here) if chunks[n].first > (chunks[here].article or 0) and told.may_act(at, chunks[n])]
    by = [n for n in inside if told.words.adpositions.get(chunks[n].prep or "") in ("agent", "agent_or_owner")]
    return tuple(Filler(at.number, n) for n in by)


def _carried(at: Parsed, trigger: Trigger, found: Roles, told: Cast) -> Roles:
    """The roles with those that the verb which carries the noun adds where they are empty."""
    if trigger.light is None or trigger.pivot is None:
        return _uncarried(at, trigger, found, told)
    more = _of_carrier(at, trigger.pivot, trigger.word, trigger.light, told)
    if _does_it_itself(at, trigger, more, told):
        return _uncarried(at, trigger, found, told)
    if trigger.sense.frame == "alone" and not found.agents:
        return Roles(more.agents or more.patients, ())
    if trigger.sense.frame == "mutual":
        sides = found.agents or _sides(at, trigger.pivot, ("between", "with"), told)
        doers = more.agents or _attending(at, trigger, found, told) or ((not sides and _meeting(at, trigger, told)) or ())
        return Roles((*doers, *sides), found.patients or more.patients)
    agents = found.agents or more.agents or _nation(at, trigger, told) or _told_behind(at, trigger, told)
    facing = as_roles(told, at, [], (f.chunk for f in _facing(at, trigger, told))).patients
    return Roles(agents, found.patients or more.patients or facing or _around(at, trigger))


def _does_it_itself(at: Parsed, trigger: Trigger, carried: Roles, told: Cast) -> bool:
    """Whether the noun is the subject of the verb, whose object looked like a doer (`die Hinrichtung hat Empörung ausgelöst`)."""
    below = trigger.light is not None and trigger.light.word("as") == "object"
    subject = at.sentence.words[trigger.word].deprel.partition(":")[0] == "nsubj"
    nobody = not any(told.may_act(at, at.layout.chunks[f.chunk]) for f in carried.agents)
    return below and subject and bool(carried.agents) and nobody


def _facing(at: Parsed, trigger: Trigger, told: Cast) -> tuple[Filler, ...]:
    """Against whom the deed is, where that stands apart from its noun (`gegen den Iran wurden Sanktionen verhängt`)."""
    if trigger.pivot is None or trigger.sense.frame not in ("deed", "suffered"):
        return ()
    preps = trigger.sense.to or told.words.standing_for("patient")
    here = at.layout.chunk_of[trigger.word]
    apart = [n for n in marked(at, trigger.pivot, preps, told) if n < here and _may_suffer(at, n, told)]
    return tuple(Filler(at.number, n) for n in apart)


def _may_suffer(at: Parsed, n: int, told: Cast) -> bool:
    """Whether the chunk is somebody, something that somebody holds, or a place."""
    chunk = at.layout.chunks[n]
    word = at.sentence.words[chunk.head]
    known = told.may_act(at, chunk) or word.lemma in told.words.roles.holdings
    return known or told.words.names.place_noun(word.lemma, word.form) is not None or shows(at, n, "Acc", told)


def _sides(at: Parsed, verb: int, roles: tuple[str, ...], told: Cast) -> tuple[Filler, ...]:
    """The sides of a fight or talk that stand apart from its noun (`zwischen Soldaten und Rebellen kam es zu Gefechten`)."""
    chunks = marked(at, verb, told.words.standing_for(*roles), told)
    return tuple(Filler(at.number, n) for n in chunks if told.may_act(at, at.layout.chunks[n]))


def _of_carrier(at: Parsed, verb: int, word: int, row: Row, told: Cast) -> Roles:
    """The roles that a verb gives to the noun of a deed (at `word`) that it carries, as its row says."""
    bare = Bare(at, verb, told, skip=word, subject_is_skipped=row.word("as") == "subject")
    places: dict[str, Callable[[], list[int]]] = {"subject": bare.subject, "object": bare.direct, "dative": bare.indirect, "": list}
    places["from"] = lambda: by_whom(at, verb, told, only=("agent_or_owner",))
    places["on"] = lambda: _on_account(at, verb, told)
    patient = row.word("patient")
    if is_passive(at, verb, told.words, "alone" if row.word("as") == "prep" and not patient else "act"):  # `ist zu Gesprächen eingetroffen`
        places["subject"] = lambda: by_whom(at, verb, told)
        places["object"] = bare.subject
        patient = "" if row.word("as") in ("object", "subject") and patient != "dative" else patient
    return as_roles(told, at, places[row.word("agent")](), places[patient]())


def _on_account(at: Parsed, verb: int, told: Cast) -> list[int]:
    """Who stands in the clause under an adposition of a patient, or whose the thing there is (`geht auf das Konto der Miliz`)."""
    chunks = at.layout.chunks
    found = marked(at, verb, told.words.standing_for("patient"), told)
    return [m for n in found for m in (n, *(k for k, c in enumerate(chunks) if c.owner == n)) if told.may_act(at, chunks[m])]


def _uncarried(at: Parsed, trigger: Trigger, found: Roles, told: Cast) -> Roles:
    """The roles of a noun that no verb carries, with who else takes part by the clause it stands in or the relative clause behind it."""
    attending = _attending(at, trigger, found, told)
    if attending:
        return Roles((*attending, *found.agents), found.patients)
    found = Roles(found.agents, found.patients or _around(at, trigger) or _aimed_at(at, trigger, told))
    if found.agents:
        return found
    verb = _verb_of_clause(at, trigger)
    if trigger.sense.frame == "mutual" and verb is not None and (sides := _sides(at, verb, ("between",), told)):
        return Roles(sides, found.patients)
    agents = (
        _meeting(at, trigger, told)
        or _possessor(at, trigger, told)
        or _nation(at, trigger, told)
        or _by_means_of(at, trigger, told)
        or _told_behind(at, trigger, told)
    )
    return Roles(agents, found.patients)


def _around(at: Parsed, trigger: Trigger) -> tuple[Filler, ...]:
    """What the deed has made of the noun that it stands before as part of an attribute (`die durch Beschuss zerstörte Schule`)."""
    here = at.layout.chunk_of[trigger.word]
    chunk = at.layout.chunks[here]
    if trigger.sense.frame == "mutual":
        return ()
    outer = [n for n, c in enumerate(at.layout.chunks) if c.article is not None and c.article < chunk.first and chunk.last <= c.first]
    return tuple(Filler(at.number, n) for n in outer[:1] if chunk.prep is not None)


def _aimed_at(at: Parsed, trigger: Trigger, told: Cast) -> tuple[Filler, ...]:
    """Who is called the target or victim of the deed (`Ziel des Angriffs war ein Konvoi`)."""
    here = at.layout.chunk_of[trigger.word]
    chunks = at.layout.chunks
    before = chunks[here].owner
    if before is None and here > 0 and told.words.adpositions.get(chunks[here].prep or "") == "agent_or_owner":
        before = here - 1
    if before is None or at.sentence.words[chunks[before].head].lemma not in told.words.roles.targets:
        return ()
    subject = [n for n in _subject_of_clause(at, trigger, told) if n != before]
    return tuple(Filler(at.number, n) for n in subject or _others(at, trigger, before))


def _others(at: Parsed, trigger: Trigger, besides: int) -> list[int]:
    """The first bare chunk of the clause that is another one."""
    chunks = at.layout.chunks
    here = [n for n in at.layout.in_clause(trigger.word) if chunks[n].prep is None and chunks[n].owner is None and n != besides]
    return here[:1]


def _attending(at: Parsed, trigger: Trigger, found: Roles, told: Cast) -> tuple[Filler, ...]:
    """Who does something at or after a meeting or fight with somebody, and so took part (`sagte Kern nach einem Treffen mit Berg`)."""
    here = at.layout.chunk_of[trigger.word]
    prep = at.layout.chunks[here].prep or ""
    relation, role = at.relations.get(prep), told.words.adpositions.get(prep)
    against = (told.words.adpositions.get(other or "") for _, other in _chain(at, here, told))
    sided = trigger.sense.frame == "mutual" and any(other in ("with", "patient") for other in against)
    beside = role in ("toward", "place") or relation in ("part_of", "after", "before")  # `zu Verhandlungen mit … gereist`
    if not (sided and beside) and not (
        trigger.sense.type == "CONSULT" and relation == "part_of" and not found.agents and not _is_owned(at, here)
    ):
        return ()
    harmed = _is_harmed(at, trigger, told)
    who = [n for n in _subject_of_clause(at, trigger, told) if told.is_one(at, at.layout.chunks[n])]
    return tuple(Filler(at.number, n) for n in who if not harmed or _fights(at, n, told))


def _fights(at: Parsed, n: int, told: Cast) -> bool:
    """Whether the chunk's noun is one for fighters or attackers."""
    return at.sentence.words[at.layout.chunks[n].head].form.lower().endswith(told.words.roles.fighters)


def _is_harmed(at: Parsed, trigger: Trigger, told: Cast) -> bool:
    """Whether the verb of the noun's clause says that its subject came to harm (`bei Zusammenstößen erschossen`)."""
    verb = _verb_of_clause(at, trigger)
    act = told.by_word.get((at.number, verb)) if verb is not None else None
    if verb is None or act is None or not act.sense.row.get("harms"):
        return False
    return act.sense.frame == "undergo" or is_passive(at, verb, told.words, act.sense.frame)


def _meeting(at: Parsed, trigger: Trigger, told: Cast) -> tuple[Filler, ...]:
    """Who meets whom to talk, by the verb of meeting in the clause of the talk (`traf seinen Kollegen zu einem Gespräch`)."""
    verb = _verb_of_clause(at, trigger)
    if verb is None or trigger.sense.type != "CONSULT" or not any(s.type == "CONSULT" for s in told.words.verb_senses(at.lemmas[verb])):
        return ()
    bare = Bare(at, verb, told, skip=trigger.word)
    both = [] if is_passive(at, verb, told.words) else [*bare.subject(), *bare.direct()]
    return tuple(Filler(at.number, n) for n in both if told.may_act(at, at.layout.chunks[n]))


def _is_owned(at: Parsed, here: int) -> bool:
    return any(c.owner == here for c in at.layout.chunks)


def _by_means_of(at: Parsed, trigger: Trigger, told: Cast) -> tuple[Filler, ...]:
    """Who does something by or out of the deed (`unterstützt die Armee mit Luftangriffen`): the subject of its clause, in the active."""
    chunk = at.layout.chunk(trigger.word)
    role = told.words.adpositions.get(chunk.prep or "") if chunk is not None else None
    verb = _verb_of_clause(at, trigger)
    if role not in ("agent", "with", "motive") or trigger.sense.frame == "suffered" or verb is None or is_passive(at, verb, told.words):
        return ()
    if role == "with" and (at.number, verb) not in told.triggers:
        return ()  # `hat mit der Tat nichts zu tun`
    return tuple(Filler(at.number, n) for n in _subject_of_clause(at, trigger, told) if told.may_act(at, at.layout.chunks[n]))


def _told_behind(at: Parsed, trigger: Trigger, told: Cast) -> tuple[Filler, ...]:
    """Who did it by the relative clause behind the noun, whose verb carries it (`Proteste, an denen sich Tausende beteiligten`)."""
    here = at.layout.chunk_of[trigger.word]
    for clause in at.layout.clauses:
        opener = clause.opener
        if opener is None or opener < trigger.word or not tree.is_relative(at.sentence.words[opener]):
            continue
        if tree.relative_antecedent(at.sentence, opener) != trigger.word and clause.words[0] != at.layout.chunks[here].last + 1:
            continue
        prep = at.layout.chunks[at.layout.chunk_of[opener]].prep
        for k in clause.words:
            for row in told.words.light.get(at.lemmas[k], ()) if at.sentence.words[k].upos == "VERB" else ():
                if (prep is None and row.word("as") == "object") or (prep is not None and prep in row.several("prep")):
                    return _of_carrier(at, k, opener, row, told).agents
    return ()


def _verb_of_clause(at: Parsed, trigger: Trigger) -> int | None:
    """The verb of the noun's clause, or the copula where it has none."""
    clause = at.layout.clause(trigger.word)
    return max((k for k in clause.words if at.sentence.words[k].upos == "VERB"), default=clause.finite)


def _subject_of_clause(at: Parsed, trigger: Trigger, told: Cast) -> list[int]:
    verb = _verb_of_clause(at, trigger)
    return [] if verb is None else Bare(at, verb, told, skip=trigger.word).subject()


def _nation(at: Parsed, trigger: Trigger, told: Cast) -> tuple[Filler, ...]:
    """The state that an adjective before the noun of a deed names as who did it (`türkische Angriffe`)."""
    chunk = at.layout.chunk(trigger.word)
    if chunk is None or trigger.sense.frame not in ("deed", "alone"):
        return ()
    here = at.layout.chunk_of[trigger.word]
    found = [k for k in range(chunk.first, trigger.word) if told.state_at(at.sentence.words[k])]
    return tuple(Filler(at.number, here, k) for k in found[-1:])


def _possessor(at: Parsed, trigger: Trigger, told: Cast) -> tuple[Filler, ...]:
    """Whose act it is where a possessive says so: the subject of its clause (`sie sollen ihre Angriffe einstellen`)."""
    chunk = at.layout.chunk(trigger.word)
    if chunk is None or trigger.sense.frame not in ("deed", "alone"):
        return ()
    first = at.sentence.words[chunk.first]
    if not told.words.forms.tagged(first, "possessive"):
        return ()
    subject = _subject_of_clause(at, trigger, told)
    return tuple(Filler(at.number, n) for n in subject if told.may_act(at, at.layout.chunks[n]))

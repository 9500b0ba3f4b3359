"""Where an event was: the places that belong to its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lagebild import tree
from lagebild.model import Precision, Ref, Span, Statement
from lagebild.packs.tag import tagged
from lagebild.readers.event.cast import Cast
from lagebild.readers.event.chunk import Chunk
from lagebild.readers.event.segment import Clause
from lagebild.readers.event.setting import (
    CAUSE,
    SPOKEN,
    Setting,
    Spot,
    chain,
    clause_at,
    in_attribute_of,
    is_framed,
    is_in_attribute,
    is_inside_any,
    is_spoken_of,
    stands_in,
    unfolds,
    word_at,
)
from lagebild.readers.event.trigger import Parsed, Trigger

FINENESS: Mapping[Precision, int] = {"site": 0, "settlement": 1, "unresolved": 1, "district": 2, "region": 3, "country": 4}
GOING = frozenset({"MOBILIZE", "CONSULT", "AID"})  # types whose place is where somebody goes


def read_places(trigger: Trigger, told: Cast, where: Setting, taken: Sequence[Ref]) -> tuple[Ref, ...]:
    """The finest places that the trigger's clause names, else its sentence; none that only fills another role there."""
    at = told.sentences[trigger.sentence]
    if trigger.sense.type in SPOKEN:
        return _at_occasion(at, trigger, told, where)
    heads = {(r.span.head_start, r.span.head_end) for r in taken if r.span}
    spots = _spots_for(at, trigger, told, where, heads)
    own = [s for s in spots if clause_at(at, s.span) == at.layout.clause_of[trigger.word]]
    if trigger.kind == "noun":
        chained = [s for s in own if _follows_closely(at, trigger, s.span)]
        if not chained and is_spoken_of(at, trigger, told):
            return ()
        if not chained and _is_earlier(at, trigger):
            own = [s for s in own if s.place.precision == "country"]
        own = chained or [
            s for s in own if not _is_of_another_noun(at, trigger, s.span, told, where) and not _is_nearer(at, trigger, s.span, told)
        ]
    else:
        own = [s for s in own if not _is_of_another_act(at, trigger, s.span, told)]
    goal = [s for s in own if s.relation == "to"]
    own = goal if goal and trigger.sense.type == "MOBILIZE" else own
    if not own and any(at.lemmas[k].lower() in told.words.setting.there for k in at.layout.clause(trigger.word).words):
        return _there(at, trigger, told, where)
    mine = at.layout.clause(trigger.word)
    hangs = mine.opener is not None or mine.infinitive
    shared, start = _sharing(at, trigger), at.sentence.words[trigger.word].start
    before = (s for s in spots if s.span.start < start)
    main = [s for s in before if clause_at(at, s.span) in shared or (hangs and _in_main_clause(at, s.span))]
    apart = [s for s in spots if s.span.start > start or not _is_of_another_noun(at, trigger, s.span, told, where)]
    meanwhile = [s for s in apart if not hangs and (_in_clause_of_time(at, s.span, told) or unfolds(at, trigger.word, s.span))]
    found = finest(own or main, at, trigger.word) or _again(at, trigger, told, where, heads) or finest(meanwhile, at, trigger.word)
    return tuple(_at_site(at, ref, told) for ref in found)


def _spots_for(at: Parsed, trigger: Trigger, told: Cast, where: Setting, heads: set[tuple[int, int]]) -> list[Spot]:
    """The places in the sentence that may be where the act was, by the words right around them."""
    framed = is_framed(at, trigger.word, where)
    here = [s for s in where.spots if stands_in(at, s.span) and (framed or not is_inside_any(s.span, where.frames))]
    named = [s for s in here if _is_named_by(at, trigger, s.span) or _is_behind_where(at, s.span, heads, told)]
    spots = [s for s in here if _may_be_where(at, s, trigger, heads, s in named, told) and not is_common(at, s)]
    hit = heads if trigger.sense.type == "ASSAULT" else ()
    spots = [s for s in spots if s.relation in ("to", "from") or not _is_seat(at, s.span, told, hit)]
    spots = [s for s in spots if not _is_in_aside(at, trigger, s.span) and not is_in_attribute(at, trigger.word, s.span)]
    return [s for s in spots if in_attribute_of(at, trigger, s.span)]


def _at_occasion(at: Parsed, trigger: Trigger, told: Cast, where: Setting) -> tuple[Ref, ...]:
    """The place of the occasion in the trigger's clause on which something is said: `bei einem Besuch in X forderte sie`."""
    if trigger.kind == "noun":
        return ()
    own = (s for s in where.spots if stands_in(at, s.span) and clause_at(at, s.span) == at.layout.clause_of[trigger.word])
    return tuple(Ref(s.place.id, s.span) for s in own if s.relation == "in" and _is_of_occasion(at, s.span, told))[:1]


def _is_of_occasion(at: Parsed, span: Span, told: Cast) -> bool:
    """Whether the place stands right behind a noun for an occasion under an adposition (`in einer Rede in X`)."""
    i = word_at(at, span.start)
    before = next(chain(at, i), None) if i is not None else None
    if before is None or before.prep is None or at.relations.get(before.prep, "part_of") != "part_of":
        return False
    return at.sentence.words[before.head].lemma.lower().endswith(told.words.setting.occasions)


def place_of_saying(
    trigger: Trigger, agents: Sequence[Ref], told: Cast, where: Setting, statements: Sequence[Statement]
) -> tuple[Ref, ...]:
    """The only place in which one who speaks in deed (demands, accuses) is quoted: `sagte sie in Wien`."""
    who = {r.ref for r in agents if r.ref}
    if trigger.sense.type not in SPOKEN or trigger.kind == "noun" or not who:
        return ()
    frames = [(f.start, f.end) for s in statements if any(x.ref in who for x in s.sources) for f in s.frame]
    said = [s for s in where.spots if s.relation == "in" and is_inside_any(s.span, frames) and not _says_whose(s, told)]
    return (Ref(said[0].place.id, said[0].span),) if len({s.place.id for s in said}) == 1 else ()


def _says_whose(spot: Spot, told: Cast) -> bool:
    return any(stands_in(at, spot.span) and _is_seat(at, spot.span, told) for at in told.sentences)


def _at_site(at: Parsed, ref: Ref, told: Cast) -> Ref:
    """The place, in the words for the site there where one stands right before it (`am Flughafen von X`, `auf eine Basis in X`)."""
    before = _right_before(at, word_at(at, ref.span.head_start) if ref.span else None)
    if before is None or not _is_site(at, before, told):
        return ref
    return Ref(ref.ref, tree.span_between(at.sentence, told.text, before.first, before.last, (before.head, before.head + 1)))


def _right_before(at: Parsed, i: int | None) -> Chunk | None:
    """The chunk before that of word i, where nothing but adpositions and articles stands between the two."""
    n = at.layout.chunk_of[i] if i is not None else -1
    if n < 1:
        return None
    before, here = at.layout.chunks[n - 1], at.layout.chunks[n]
    return before if all(w.upos in ("ADP", "DET") for w in at.sentence.words[before.last : here.first]) else None


def names_place(at: Parsed, where: Setting) -> bool:
    """Whether the sentence says of some place that something is or happened there."""
    return any(s.relation in ("in", "near") and stands_in(at, s.span) for s in where.spots)


def _in_clause_of_time(at: Parsed, span: Span, told: Cast) -> bool:
    """Whether the place stands in a clause that says when (`als wir in der Gegend von X waren`)."""
    c = clause_at(at, span)
    opener = at.layout.clauses[c].opener if c is not None else None
    return opener is not None and at.sentence.words[opener].lemma.lower() in told.words.setting.meanwhile


def _is_site(at: Parsed, chunk: Chunk, told: Cast) -> bool:
    word = at.sentence.words[chunk.head]
    row = told.words.names.place_noun(word.lemma, word.form) if word.upos == "NOUN" and chunk.name is None else None
    return row is not None and row.get("precision") == "site"


def _again(at: Parsed, trigger: Trigger, told: Cast, where: Setting, heads: set[tuple[int, int]]) -> tuple[Ref, ...]:
    """The place named before that a noun in the clause calls again (`die Blockade der Stadt`, `im Land`): the first one of its fineness."""
    for n in at.layout.in_clause(trigger.word):
        chunk = at.layout.chunks[n]
        word = at.sentence.words[chunk.head]
        back = chunk.plural is False and _points_back(at, chunk) and not _is_done_to(at, chunk, trigger, heads)
        fineness = told.words.setting.again.get(word.lemma, frozenset()) if back else frozenset()
        kinds = {*fineness, "unresolved"} if fineness else ()  # a name that is not known may be just that
        earlier = [s for s in where.spots if s.span.start < word.start and s.place.precision in kinds]
        before = [s for s in earlier if not _in_dateline(s.span, told)]
        if before:  # the place that the report is about stands first in it
            return (Ref(before[0].place.id, tree.word_span(at.sentence, told.text, chunk.head)),)
    return ()


def _is_done_to(at: Parsed, chunk: Chunk, trigger: Trigger, heads: set[tuple[int, int]]) -> bool:
    """Whether the chunk is what the act was done to and not where it was: `besetzten die Halbinsel`, but not `beschossen die Stadt`."""
    word = at.sentence.words[chunk.head]
    return chunk.prep is None and (word.start, word.end) in heads and trigger.sense.type != "ASSAULT"


def _is_seat(at: Parsed, span: Span, told: Cast, hit: Iterable[tuple[int, int]] = ()) -> bool:
    """Whether the place only says whose government it is: `die Führung in Ankara`, but not where that is attacked (among `hit`)."""
    i = word_at(at, span.start)
    before = at.layout.chunk(i - 2) if i is not None and i >= 2 and at.sentence.words[i - 1].upos == "ADP" else None
    if before is None or before.last != (i or 0) - 1:
        return False
    head = at.sentence.words[before.head]
    return (head.start, head.end) not in hit and head.lemma.lower().endswith(told.words.setting.seated)


def _in_dateline(span: Span, told: Cast) -> bool:
    """Whether the place only says where the report was written."""
    at = next((at for at in told.sentences if stands_in(at, span)), None)
    i = word_at(at, span.head_start) if at is not None else None
    return at is not None and i is not None and i < tree.dateline_end(at.sentence)


def _points_back(at: Parsed, chunk: Chunk) -> bool:
    """Whether the chunk is a noun without name or further words behind an article that points back."""
    words, first = at.sentence.words, chunk.start
    opening = words[first - 1] if first == chunk.head and first > 0 else words[first]
    named = chunk.name is not None or (chunk.last < len(words) and words[chunk.last].upos == "PROPN")
    return tree.is_definite(opening) and not named and chunk.last == chunk.head + 1


def _there(at: Parsed, trigger: Trigger, told: Cast, where: Setting) -> tuple[Ref, ...]:
    """The last place named before the trigger's clause or in the two sentences before, as where something is: what `dort` means."""
    first = max(0, at.number - 2)
    end = at.sentence.words[at.layout.clause(trigger.word).words[0]].start
    before = [s for s in where.spots if told.sentences[first].sentence.start <= s.span.start < end]
    before = [s for s in before if s.span.start < at.sentence.start or _follows_preposition(at, s.span)]
    before = [s for s in before if s.relation in ("in", "near")] or [s for s in before if _may_be_there(s)]
    lies = [s for s in before if not any(_is_measured_from(p, o, s) for o in before for p in told.sentences[first : at.number + 1])]
    return tuple(Ref(s.place.id, s.span) for s in lies[-1:])


def _follows_preposition(at: Parsed, span: Span) -> bool:
    """Whether a preposition stands right before the words (`Teile von X`)."""
    i = word_at(at, span.start)
    return i is not None and i > 0 and at.sentence.words[i - 1].upos == "ADP"


def _may_be_there(spot: Spot) -> bool:
    """Whether a sentence may be about the place, or about going there: `Die Stadt X ist umkämpft`, `reiste nach X`."""
    return spot.relation in (None, "to") and spot.place.precision not in ("country", "unresolved")


def _sharing(at: Parsed, trigger: Trigger) -> frozenset[int]:
    """The clauses before the trigger's that it goes on with under the same subject: `drang in X in ein Haus ein und erschoss …`."""
    clauses, n = at.layout.clauses, at.layout.clause_of[trigger.word]
    shared = []
    while n > 0 and _goes_on(at, clauses[n]) and clauses[n - 1].finite is not None:
        n -= 1
        shared.append(n)
    return frozenset(shared)


def _goes_on(at: Parsed, clause: Clause) -> bool:
    """Whether the clause opens with its finite verb behind a conjunction, or behind a comma."""
    first = next((k for k in clause.words if at.sentence.words[k].upos not in ("PUNCT", "CCONJ")), None)
    return clause.opener is None and first is not None and first == clause.finite and first > 0


def _is_of_another_act(at: Parsed, trigger: Trigger, span: Span, told: Cast) -> bool:
    """Whether the place says where another act was: `nahm nach dem Anschlag in X … fest`, `protestierten gegen den Krieg in X`."""
    i = word_at(at, span.start)
    before = list(chain(at, i)) if i is not None else []
    apart = [c for c in before if at.relations.get(c.prep or "", "part_of") != "part_of"]
    acts = [told.by_word.get((at.number, c.head)) for c in apart]
    other = any(t is not None and t.sense.type != trigger.sense.type for t in acts)
    cause = CAUSE if trigger.sense.type == "PROTEST" else ()
    return other or any(told.words.adpositions.get(c.prep or "") in cause for c in before[:1])


def _is_in_aside(at: Parsed, trigger: Trigger, span: Span) -> bool:
    """Whether the place stands between commas with a participle and without the trigger: `…, in X geboren, …`."""
    i = word_at(at, span.head_start)
    words = at.sentence.words
    commas = [-1, *(k for k, w in enumerate(words) if w.form == ","), len(words)]
    if i is None:
        return False
    first, last = max(c for c in commas if c < i), min(c for c in commas if c > i)
    if first < 0 or last == len(words) or first < trigger.word < last:
        return False
    verbs = [k for k in range(first + 1, last) if words[k].upos in ("VERB", "AUX")]
    return last - 1 in verbs and all(tagged(at.pack, words[k], "participle") for k in verbs)


def _in_main_clause(at: Parsed, span: Span) -> bool:
    c = clause_at(at, span)
    return c is not None and at.layout.clauses[c].opener is None and not at.layout.clauses[c].infinitive


def _is_earlier(at: Parsed, trigger: Trigger) -> bool:
    """Whether the noun names what was before what the clause tells: `nach dem Attentat wurde in X …`."""
    chunk = at.layout.chunk(trigger.word)
    return chunk is not None and at.relations.get(chunk.prep or "") == "after"


def _is_of_another_noun(at: Parsed, trigger: Trigger, span: Span, told: Cast, where: Setting) -> bool:
    """Whether the place stands just behind a noun that is not the trigger and says where that is (`eine Reaktion in Washington`)."""
    i = word_at(at, span.start)
    n = at.layout.chunk_of[i] if i is not None else -1
    if n < 1:
        return False
    before, here = at.layout.chunks[n - 1], at.layout.chunks[n]
    if before.last != here.first - 1 or before.first <= trigger.word < before.last or told.is_time(at, before):
        return False
    if at.sentence.words[before.head].upos == "PRON" or is_framed(at, before.head, where):
        return False
    if before.prep is None:
        return told.may_act(at, before)
    return told.words.adpositions.get(before.prep) not in ("place", "agent_or_owner")


def _is_nearer(at: Parsed, trigger: Trigger, span: Span, told: Cast) -> bool:
    """Whether another act named by a noun stands nearer to the place than the trigger: `die Razzia führte in X zu Protesten`."""
    i = word_at(at, span.head_start)
    others = (told.by_word.get((at.number, k)) for k in at.layout.clause(trigger.word).words)
    nouns = [t for t in others if t is not None and t.kind == "noun" and t.sense.type != trigger.sense.type]
    return i is not None and any(abs(t.word - i) < abs(trigger.word - i) for t in nouns)


def _follows_closely(at: Parsed, trigger: Trigger, span: Span) -> bool:
    """Whether no verb and no comma stand between the noun and the place after it."""
    i = word_at(at, span.head_start)
    return i is not None and i > trigger.word and not any(w.upos in ("VERB", "AUX", "PUNCT") for w in at.sentence.words[trigger.word : i])


def _is_named_by(at: Parsed, trigger: Trigger, span: Span) -> bool:
    """Whether the place stands right behind the noun that it names: `der Anschlag von Marneuli`, `der Beschuss Donezks`."""
    i = word_at(at, span.head_start)
    if trigger.kind != "noun" or i is None or not trigger.word < i <= trigger.word + 4:
        return False
    return all(w.upos in ("ADP", "DET", "ADJ") for w in at.sentence.words[trigger.word + 1 : i])


def _is_behind_where(at: Parsed, span: Span, heads: set[tuple[int, int]], told: Cast) -> bool:
    """Whether the place stands right behind what the event was done to or a site where it was done (`auf den Markt von X`)."""
    return any(_is_right_behind_where(at, word_at(at, start), heads, told) for start in {span.head_start, span.start})


def _is_right_behind_where(at: Parsed, i: int | None, heads: set[tuple[int, int]], told: Cast) -> bool:
    before = _right_before(at, i)
    if before is None:
        return False
    hit = any(a == at.sentence.words[before.head].start for a, _ in heads)
    inside = told.words.adpositions.get(before.prep or "") == "place" and _is_site(at, before, told)
    return hit or inside


def places_of(patients: Iterable[Ref], where: Setting) -> tuple[Ref, ...]:
    """The places that are named where a patient would be."""
    spans = [p.span for p in patients if p.span]
    return tuple(Ref(s.place.id, s.span) for s in where.spots if any(p.head_start <= s.span.head_start < p.head_end for p in spans))


def is_inside(place: Ref, where: Setting) -> bool:
    """Whether the words say that it happened in the place, not near it."""
    return any(s.relation == "in" and place.span == s.span for s in where.spots)


def is_common(at: Parsed, spot: Spot) -> bool:
    """Whether a place that is not resolved is only called by a common noun (`Stellung`, `Hochburg`)."""
    i = word_at(at, spot.span.head_end - 1)
    unknown = spot.place.precision == "unresolved" and spot.place.country is None  # whose land is told is a place
    return unknown and i is not None and at.sentence.words[i].upos == "NOUN"


def _may_be_where(at: Parsed, spot: Spot, trigger: Trigger, heads: set[tuple[int, int]], named: bool, told: Cast) -> bool:
    if spot.relation is None and not named:
        return False
    if spot.relation == "from" and trigger.sense.type != "RETREAT" and not _is_reported(at, trigger, told):
        return False
    if spot.relation == "to" and trigger.sense.type not in GOING:
        return False
    return (spot.span.head_start, spot.span.head_end) not in heads


def _is_reported(at: Parsed, trigger: Trigger, told: Cast) -> bool:
    """Whether the noun's clause only says that the act is heard of: `aus X wurden Kämpfe gemeldet`."""
    return trigger.kind == "noun" and any(at.lemmas[k] in told.words.setting.heard for k in at.layout.clause(trigger.word).words)


def finest(spots: Sequence[Spot], at: Parsed, word: int) -> tuple[Ref, ...]:
    """The places of the finest precision: the nearest to the word, with those that a list joins to it."""
    if not spots:
        return ()
    position = at.sentence.words[word].start
    spots = [s for s in spots if not any(_is_measured_from(at, other, s) for other in spots)]
    best = min(FINENESS[s.place.precision] for s in spots)
    fits = [s for s in spots if FINENESS[s.place.precision] == best]
    nearest = min(fits, key=lambda s: abs(s.span.start - position))
    group = [nearest]
    for spot in spots[spots.index(nearest) + 1 :]:
        if _listed(at, group[-1].span, spot.span):
            group.append(spot)
    for spot in reversed(spots[: spots.index(nearest)]):
        if _listed(at, spot.span, group[0].span):
            group.insert(0, spot)
    if not any(w.upos == "CCONJ" for w in at.sentence.words if group[0].span.end <= w.start < group[-1].span.start):
        group = [s for s in group if FINENESS[s.place.precision] == best]  # `in Kilis, Türkei`
    return tuple(Ref(s.place.id, s.span) for s in group)


def _is_measured_from(at: Parsed, other: Spot, spot: Spot) -> bool:
    """Whether the spot only says where the other one lies: `in Beit Anon südlich von Hebron`, `in Dmeir rund 50 Kilometer von Damaskus`."""
    if spot.relation != "near" or other.span.end > spot.span.start or not stands_in(at, spot.span):
        return False
    between = [w for w in at.sentence.words if other.span.end <= w.start < spot.span.start]
    measured = any(w.upos == "NUM" for w in between)
    allowed = ("ADP", "ADV", "ADJ", "DET", "NUM", "NOUN", "PUNCT") if measured else ("ADP", "ADV", "ADJ", "DET")
    return 0 < len(between) <= (6 if measured else 3) and all(w.upos in allowed for w in between)


def _listed(at: Parsed, a: Span, b: Span) -> bool:
    """Whether only a comma or a conjunction (and adpositions) stand between two places."""
    between = [w for w in at.sentence.words if a.end <= w.start < b.start]
    joined = any(w.upos == "CCONJ" or w.form == "," for w in between)
    return joined and all(w.upos in ("CCONJ", "PUNCT", "ADP", "DET", "ADJ", "NOUN") for w in between) and len(between) <= 4

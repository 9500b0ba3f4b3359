"""The words of a report that name an event, with what they mean there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lagebild.model import Actor, Sentence
from lagebild.packs import Pack, Row
from lagebild.packs.tag import tagged
from lagebild.readers.event.layout import Layout, lay_out
from lagebild.readers.event.lexicon import Lexicon, Sense, lemma_with_particle, sense
from lagebild.readers.event.segment import is_attribute
from lagebild.rules import match_at

STANDING = frozenset({"state", "armed_group"})  # kinds of actors that are public by themselves
DONE_TO = frozenset({"ASSAULT", "COERCE"})
TOLD_BY_VERB = frozenset({"AGREE", "COOPERATE", "CONSULT", "SANCTION", "AID"})  # types of nouns that are no act beside a verb for it
GIVEN = frozenset({"AGREE", "COOPERATE", "AID"})  # types of nouns that are no act where a sanction ends what they name
LONGEST_SIMPLE = 7  # letters of a word that is taken for no compound
HOT, SHORT = 3, 60  # points of conflict or politics that a report must have for weak words, and the words below which fewer do
SHORTEST_BAR = 7  # letters of a word of `never` that also counts as the end of a compound (`Punkte` is none of `Stützpunkte`)
SHORTEST_SUFFIX = 4  # letters of a word that a compound may end in


@dataclass(frozen=True, eq=False)
class Parsed:
    """One sentence with its layout and what the words of it are, for quick questions."""

    number: int
    sentence: Sentence
    layout: Layout
    lemmas: tuple[str, ...]  # a separated verb's with its particle
    known: frozenset[str]
    endings: str
    voices: Mapping[str, str]
    relations: Mapping[str, str]
    pack: Pack
    public: frozenset[int] = frozenset()  # the words by which somebody of public standing is named

    def has(self, word: str) -> bool:
        """Whether the sentence has the word, as a form, a lemma or the end of a compound."""
        if word in self.known:
            return True
        return len(word) >= SHORTEST_SUFFIX and word[0].isupper() and word.lower() + "\n" in self.endings


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an event: what it means, and the verb that its roles hang on (itself, a light verb, or none)."""

    sentence: int
    word: int
    sense: Sense
    kind: str  # verb participle noun phrase
    pivot: int | None
    light: Row | None = None

    @property
    def verb(self) -> int:
        """The word that its roles hang on: the verb, or itself where there is none."""
        return self.word if self.pivot is None else self.pivot


@dataclass(frozen=True, eq=False)
class Laid:
    """A report laid out once for all who ask: its sentences, and the words in them that may name an event."""

    sentences: tuple[Parsed, ...]
    triggers: tuple[Trigger, ...]


def lay_down(sentences: Sequence[Sentence], words: Lexicon, actors: Iterable[Actor] = ()) -> Laid:
    """The report's sentences with their layouts and triggers, in text order."""
    laid = parsed(sentences, words, public_heads(actors, words))
    return Laid(laid, tuple(t for at in laid for t in triggers(at, words)))


def public_heads(actors: Iterable[Actor], words: Lexicon) -> frozenset[int]:
    """The characters that the heads of those begin with who have a public standing: states, armed groups, holders of an office."""
    known = (a for a in actors if a.kind in STANDING or any(_has_standing(w, words) for w in _called(a)))
    return frozenset(m.span.head_start for a in known for m in a.mentions)


def _called(actor: Actor) -> Iterator[str]:
    """The words that the actor is called by."""
    yield from (a.value for a in actor.attributes if a.kind in ("office", "rank") and a.value)
    yield from (w for m in actor.mentions for w in m.span.head.split()[-1:])


@lru_cache(maxsize=1 << 14)
def _has_standing(word: str, words: Lexicon) -> bool:
    low = word.lower()
    return any(low[k:].removesuffix(e) in words.standing for k in range(len(low) - 1) for e in ("", *words.noun_endings))


def parsed(sentences: Sequence[Sentence], words: Lexicon, public: frozenset[int] = frozenset()) -> tuple[Parsed, ...]:
    """Every sentence with its layout; `public`: the characters that the names of those of public standing begin with."""
    found = []
    for n, s in enumerate(sentences):
        lemmas = tuple(
            lemma_with_particle(words.forms.pack, s, i, words.verb_names) if w.upos == "VERB" else w.lemma for i, w in enumerate(s.words)
        )
        known = frozenset({w.form for w in s.words} | set(lemmas))
        nouns = "\n".join(w.form.lower() for w in s.words if w.upos in ("NOUN", "PROPN")) + "\n"
        standing = frozenset(i for i, w in enumerate(s.words) if w.start in public)
        found.append(Parsed(n, s, lay_out(s, words.forms), lemmas, known, nouns, words.voices, words.relations, words.forms.pack, standing))
    return tuple(found)


def triggers(at: Parsed, words: Lexicon) -> list[Trigger]:
    """The triggers of a sentence in text order, one for a word; none where a rule of topic `event_not` says that it is no event."""
    found: dict[int, Trigger] = {}
    for trigger in (*_phrases(at, words), *_verbs(at, words), *_nouns(at, words)):
        found.setdefault(trigger.word, trigger)
    for trigger in list(found.values()):
        carrier = found.get(trigger.pivot) if trigger.pivot is not None and trigger.pivot != trigger.word else None
        bare = trigger.light is None or trigger.light.word("as") == "object"
        if carrier is not None and (trigger.sense.row.several("before") or (bare and carrier.sense.type == trigger.sense.type)):
            told = carrier if not _is_concluded(trigger, carrier) else trigger
            found.pop(told.word, None)  # `einen Angriff starten` is one act: its noun names it; `um Verzeihung bitten` is no request
    if any(t.sense.type == "CONSULT" and not _is_way_there(t) for t in found.values()):
        found = {i: t for i, t in found.items() if not _is_way_there(t)}  # `reist nach Kairo, um mit dem Präsidenten zu reden`
    found = {i: t for i, t in found.items() if not _is_told_by_verb(at, t, found.values())}
    return [found[i] for i in sorted(found) if not _in_name(at.sentence, i) and not _is_none(at, i, words)]


def _is_concluded(trigger: Trigger, carrier: Trigger) -> bool:
    """Whether the verb of its own meaning tells how an accord came about: `einen Vertrag schließen` is told by its verb."""
    return trigger.kind == "noun" and trigger.sense.type == "AGREE" and carrier.kind == "verb"


def _is_way_there(trigger: Trigger) -> bool:
    """Whether the verb only says that somebody travels."""
    return trigger.kind == "verb" and trigger.sense.mode == "visit" and trigger.sense.frame == "alone"


def _is_told_by_verb(at: Parsed, trigger: Trigger, others: Iterable[Trigger]) -> bool:
    """Whether a verb tells the act whose noun is its object (`ratifizierte das Abkommen`), or whose aim it is (`zogen, um zu …`)."""
    kind, here = trigger.sense.type, at.layout.clause_of[trigger.word]
    verbs = [t for t in others if t.kind == "verb" and t.sense.type == kind and t is not trigger]
    if trigger.kind == "noun" and kind in TOLD_BY_VERB:
        chunk = at.layout.chunk(trigger.word)
        if chunk is None or chunk.prep is not None:
            return False
        ends = [t for t in others if t.kind == "verb" and t.sense.type == "SANCTION" and kind in GIVEN]  # `setzte die Hilfe aus`
        beside = chunk.owner is None and any(at.layout.clause_of[t.word] == here for t in (*verbs, *ends))
        return beside or any(_is_relative_of(at, t.word, trigger.word) for t in verbs)
    aim = kind == "PROTEST" and trigger.kind == "verb" and at.layout.clauses[here].infinitive
    return aim and any(t.word < trigger.word and at.layout.clause_of[t.word] == here - 1 for t in verbs)


def _is_relative_of(at: Parsed, verb: int, noun: int) -> bool:
    """Whether the verb is that of a relative clause about the noun: `ein Abkommen, das beide unterzeichneten`."""
    word = at.sentence.words[verb]
    return word.deprel.startswith("acl") and word.head == noun


def _is_none(at: Parsed, i: int, words: Lexicon) -> bool:
    """Whether a rule says that word i names no event here."""
    return any(match_at(rule, at.sentence, i, words.tables) is not None for rule in words.nots)


def _in_name(sentence: Sentence, i: int) -> bool:
    return any(n.first <= i < n.last and n.last - n.first > 1 and n.kind in ("person", "organisation", "other") for n in sentence.names)


def _phrases(at: Parsed, words: Lexicon) -> Iterator[Trigger]:
    for i, word in enumerate(at.sentence.words):
        rows = [row for key in dict.fromkeys((word.form, at.lemmas[i])) for row in words.phrases.get(key, ())]
        for row in rows:
            if row.several("before") and (i == 0 or at.sentence.words[i - 1].form.lower() not in row.several("before")):
                continue
            chunk = at.layout.chunk(i)
            if row.several("under") and (chunk is None or chunk.prep not in row.several("under")):
                continue
            pivot = _verb_of(at, i, row.several("verbs"))
            if (row.several("verbs") and pivot is None) or not _holds(at, row, pivot if pivot is not None else i):
                continue
            trigger = pivot if row.get("verb_is_trigger") and pivot is not None else i
            yield Trigger(at.number, trigger, sense(row, "event_phrase"), "phrase", pivot)
            break


def _verb_of(at: Parsed, i: int, lemmas: Sequence[str]) -> int | None:
    """The verb among `lemmas` in the clause of word i, the nearest one."""
    clause = at.layout.clause(i).words
    verbs = [k for k in clause if at.sentence.words[k].upos in ("VERB", "AUX") and at.lemmas[k] in lemmas]
    return min(verbs, key=lambda k: abs(k - i), default=None)


def _holds(at: Parsed, row: Row, i: int, needless: bool = False) -> bool:
    """Whether the row's conditions on the words around are met for the verb or noun i; `needless`: without regard to `needs`."""
    if any(w in at.known or (len(w) >= SHORTEST_BAR and at.has(w)) for w in row.several("never")):
        return False
    if not needless and row.several("needs") and not any(at.has(w) for w in row.several("needs")):
        return False
    clause = at.layout.clause(i).words
    words = at.sentence.words
    if row.get("reflexive") and not any(tagged(at.pack, words[k], "reflexive") or words[k].feats.get("Reflex") == "Yes" for k in clause):
        return False
    prep = row.several("prep")
    return not prep or _first_of(at, prep, clause) < len(words)


def _first_of(at: Parsed, preps: Sequence[str], clause: Iterable[int]) -> int:
    """Where the first of these adpositions, or of adverbs that stand for one, is in the clause; behind the sentence when none is."""
    words = at.sentence.words
    return next((k for k in clause if words[k].upos in ("ADP", "ADV") and words[k].lemma.lower() in preps), len(words))


def _verbs(at: Parsed, words: Lexicon) -> Iterator[Trigger]:
    for i, word in enumerate(at.sentence.words):
        attribute = is_attribute(at.sentence, i)
        if not attribute and (word.upos == "VERB" or (word.upos == "AUX" and at.lemmas[i] not in words.voices)):
            senses, kind = list(words.verb_senses(at.lemmas[i])), "verb"
            if not senses and "Mood" not in word.feats:
                senses = list(words.participle_senses(word))
        elif word.upos == "ADJ" or attribute:
            senses, kind = list(words.participle_senses(word)), "participle"
        else:
            continue
        if kind == "participle" and (_premodifies(at, i) or not _has_auxiliary(at, i)) and not is_finite_after_all(at, i):
            senses = [s for s in senses if s.type in DONE_TO and not s.weak]
        sense = _first(at, senses, i) or _done_in_public(at, senses, i, words)
        if sense:
            yield Trigger(at.number, i, sense, kind, i)


def _done_in_public(at: Parsed, senses: Sequence[Sense], i: int, words: Lexicon) -> Sense | None:
    """The first sense that names an event whenever somebody of public standing does it, where such a one stands in the verb's clause."""
    may = [s for s in senses if (s.lemma, s.type) in words.public]
    if not may or not _acts_in_public(at, i, words):
        return None
    return next((s for s in may if _holds(at, s.row, i, needless=True)), None)


def _acts_in_public(at: Parsed, i: int, words: Lexicon) -> bool:
    """Whether somebody of public standing may be the subject of verb i, or stands under an adposition for who did it."""
    here = at.layout.clause_of[i]
    chunks = [at.layout.chunks[n] for n in at.layout.in_clause(i)]
    own = [c for c in chunks if c.prep is None and c.owner is None and "Nom" in c.cases and c.head != i]
    if not own and here > 0:
        own = [
            c
            for c in at.layout.chunks
            if at.layout.clause_of[c.head] == here - 1 and c.prep is None and c.owner is None and "Nom" in c.cases
        ]
    by = [c for c in chunks if words.adpositions.get(c.prep or "") in ("agent", "agent_or_owner")]
    return any(k in at.public for c in (*own, *by) for k in range(*c.head_words))


def _has_auxiliary(at: Parsed, i: int) -> bool:
    return any(at.lemmas[k] in at.voices for k in at.layout.clause(i).words)


def _premodifies(at: Parsed, i: int) -> bool:
    """Whether the participle stands before its noun: there it tells an event only where somebody came to harm by it."""
    chunk = at.layout.chunk(i)
    if chunk is None or chunk.head <= i:
        return False
    return chunk.first < i or chunk.prep is not None or at.layout.clause(i).finite is not None


def is_finite_after_all(at: Parsed, word: int) -> bool:
    """Whether what was taken for an adjective opens its chunk in a clause that has no other verb but a further bare chunk."""
    here, chunks = at.layout.chunk_of[word], at.layout.chunks
    if (
        here < 0
        or chunks[here].first != word
        or chunks[here].prep is not None
        or chunks[here].article is not None
        or at.layout.clause(word).finite is not None
    ):
        return False
    return any(n != here and chunks[n].prep is None and chunks[n].owner is None for n in at.layout.in_clause(word))


def _first(at: Parsed, senses: Sequence[Sense], i: int) -> Sense | None:
    """The first sense whose conditions hold, those with conditions before those without.

    Of two that want another adposition, the one whose stands first: `sprach sich für ein Embargo gegen das Land aus`.
    """
    ordered = sorted(senses, key=lambda s: not (s.row.get("needs") or s.row.get("prep") or s.row.get("reflexive")))
    found = [s for s in ordered if _holds(at, s.row, i)]
    if not found or not found[0].row.several("prep"):
        return found[0] if found else None
    clause = at.layout.clause(i).words
    return min((s for s in found if s.row.several("prep")), key=lambda s: _first_of(at, s.row.several("prep"), clause))


def _nouns(at: Parsed, words: Lexicon) -> Iterator[Trigger]:
    for i, word in enumerate(at.sentence.words):
        if word.upos not in ("NOUN", "PROPN") or word.form.endswith("-"):
            continue
        sense = _first(at, list(words.noun_senses(word)), i)
        if sense:
            pivot, light = _light(at, i, words)
            yield Trigger(at.number, i, sense, "noun", pivot, light)


def _light(at: Parsed, i: int, words: Lexicon) -> tuple[int | None, Row | None]:
    """The verb that carries noun i, and the row that says how."""
    chunk = at.layout.chunk(i)
    prep = chunk.prep if chunk else None
    if chunk and chunk.owner is not None:
        return None, None
    for k in at.layout.clause(i).words:
        if at.sentence.words[k].upos != "VERB":
            continue
        for row in words.light.get(at.lemmas[k], ()):
            needed = row.several("needs")
            fits = (row.word("as") == "prep") == (prep is not None) and (prep is None or prep in row.several("prep"))
            if fits and (not needed or any(at.has(w) for w in needed)):
                return k, row
    return None, None


# ---- what the report is about --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class About:
    """How many words of the report speak of conflict, of politics, of accidents and illness, and of other things."""

    conflict: int
    politics: int
    other: int
    length: int  # words of the report
    mishap: int

    def allows(self, sense: Sense, violent: bool) -> bool:
        """Whether a word with this meaning names an event in such a report; `violent`: an act of violence is told beyond doubt."""
        hot = 2 * self.conflict + self.politics
        if sense.violent and (hot <= self.other or not (violent or self.conflict >= 1 + (self.length >= SHORT))):
            return False
        if sense.weak:
            return hot >= self.other and (hot >= min(HOT, HOT * self.length // SHORT) or (violent and sense.type == "ASSAULT"))
        return 2 * hot >= self.other

    def is_short(self) -> bool:
        """Whether the report is a headline, a line of a ticker or hardly more, and of nothing but conflict and politics."""
        return self.length < SHORT and self.is_of_nothing_else()

    def is_of_nothing_else(self) -> bool:
        """Whether no accident or illness is spoken of, and hardly anything but conflict and politics."""
        return not self.mishap and self.other <= max(1, self.conflict + self.politics)


def scene(sentences: Sequence[Parsed], words: Lexicon) -> About:
    """What the report is about, by its words."""
    counts: Counter[str] = Counter()
    for at in sentences:
        for i, word in enumerate(at.sentence.words):
            if word.upos in ("NOUN", "PROPN", "ADJ"):
                counts[_scene_of(word.form.lower(), at.lemmas[i].lower(), words)] += 1
    other = sum(n for k, n in counts.items() if k not in ("conflict", "politics", "mishap", ""))
    named = not other and any(at.public for at in sentences)  # a state or an office alone makes no politics of a report about sport
    politics, length = counts["politics"] + named, sum(len(at.sentence.words) for at in sentences)
    return About(counts["conflict"], politics, other, length, counts["mishap"])


def speaks_of_conflict(at: Parsed, words: Lexicon, but: int) -> bool:
    """Whether a word of the sentence other than `but` speaks of conflict."""
    named = ((i, w) for i, w in enumerate(at.sentence.words) if i != but and w.upos in ("NOUN", "PROPN", "ADJ"))
    return any(_scene_of(w.form.lower(), at.lemmas[i].lower(), words) == "conflict" for i, w in named)


@lru_cache(maxsize=1 << 16)
def _scene_of(form: str, lemma: str, words: Lexicon) -> str:
    for word in (form, lemma, form.removesuffix("n"), form.removesuffix("en")):
        if word in words.scenes:
            return words.scenes[word]
    ends = {word[k:] for word in (form, lemma) if len(word) > LONGEST_SIMPLE for k in range(2, len(word) - SHORTEST_SUFFIX)}
    return words.scenes.get(max((end for end in ends if end in words.scenes), key=len, default=""), "")

"""Subject, objects and phrases with an adposition in a verb's clause, from tree, case and order together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lagebild import tree
from lagebild.packs.tag import tagged
from lagebild.readers.event.cast import Cast, belongs, is_apposed, is_means
from lagebild.readers.event.chunk import Chunk
from lagebild.readers.event.lexicon import Lexicon
from lagebild.readers.event.phrase import compares
from lagebild.readers.event.trigger import Parsed

INFINITIVE = ("infinitive", "marked_infinitive")


def is_passive(at: Parsed, verb: int, words: Lexicon, frame: str = "act") -> bool:
    """Whether the verb stands in the passive: a participle whose clause has no auxiliary of the active."""
    word = at.sentence.words[verb]
    finite = at.layout.clause(verb).finite
    if finite == verb:
        return frame in ("act", "dat", "bar") and _is_of_headline(at, verb, words)
    taken_for_finite = finite is not None and word.form.lower() in words.participles
    if ("Mood" in word.feats and not taken_for_finite) or word.feats.get("VerbForm") == "Inf" or tagged(at.pack, word, *INFINITIVE):
        return False
    voices = {words.voices[at.lemmas[k]] for k in at.layout.clause(verb).words if at.lemmas[k] in words.voices and k != verb}
    if "active" in voices:
        return False
    if "passive" in voices:
        return True
    return frame in ("act", "dat", "bar") and not _has_followers(at, verb)


def _is_of_headline(at: Parsed, verb: int, words: Lexicon) -> bool:
    """Whether a conjunction joins a participle without auxiliary to a finite verb: `Zwei Männer erschossen und drei verletzt`."""
    clause = [(k, at.sentence.words[k]) for k in at.layout.clause(verb).words]
    if at.sentence.words[verb].form.lower() not in words.participles or any(w.upos == "AUX" for _, w in clause):
        return False
    return any(k > verb and w.head == verb and w.deprel == "conj" and tagged(at.pack, w, "participle") for k, w in clause)


def _has_followers(at: Parsed, verb: int) -> bool:
    """Whether a bare chunk stands after the verb in its clause: what looks like a participle is then a finite verb in second place."""
    clause = at.layout.clause(verb)
    chunks = at.layout.chunks
    after = [
        n
        for n in at.layout.in_clause(verb)
        if chunks[n].first >= verb and chunks[n].head > verb and chunks[n].prep is None and chunks[n].owner is None
    ]
    joined = [k for k in clause.words if k > verb and at.sentence.words[k].upos == "CCONJ"]
    return clause.finite is None and any(not joined or chunks[n].first < joined[0] for n in after)


class Bare:
    """The chunks without adposition in a verb's clause, and which of them are subject and objects."""

    def __init__(
        self, at: Parsed, verb: int, told: Cast, skip: int, subject_is_skipped: bool = False, asked: frozenset[int] = frozenset()
    ) -> None:
        """`skip` is a word whose chunk does not count; `asked` the clauses that have asked this one whose subject is theirs."""
        self.at, self.verb, self.told, self.asked = at, verb, told, asked
        self.subject_is_skipped = subject_is_skipped
        chunks = at.layout.chunks
        self.doers: list[int] | None = None  # the chunks among which the subject is, where the verb shares it
        here = [n for n in at.layout.in_clause(verb) if self._stands_bare(chunks[n], skip)]
        self.all = self._beside(here)

    def _stands_bare(self, chunk: Chunk, skip: int) -> bool:
        holds_skipped = chunk.first <= skip < chunk.last and (skip > chunk.first or skip == chunk.head)
        if chunk.prep is not None or chunk.owner is not None or holds_skipped or is_apposed(self.at, chunk, self.told):
            return False
        return not self.told.is_time(self.at, chunk)

    def _is_active(self) -> bool:
        """Whether an auxiliary of the active stands in the clause."""
        at = self.at
        return any(at.voices.get(at.lemmas[k]) == "active" for k in at.layout.clause(self.verb).words if k != self.verb)

    def _beside(self, here: list[int]) -> list[int]:
        """Of two coordinated verbs in one clause each has what stands on its side of the conjunction, where anything does."""
        words, clause = self.at.sentence.words, self.at.layout.clause(self.verb).words
        joints = [k for k in clause if words[k].upos == "CCONJ"]
        verbs = [k for k in clause if k != self.verb and words[k].upos in ("VERB", "ADJ") and self._is_alike(k)]
        chunks = self.at.layout.chunks
        for joint in joints:
            if any(k < joint < self.verb for k in verbs):
                after = [n for n in here if chunks[n].first > joint]
                if self._is_active() and len(after) == 1:
                    self.doers = [n for n in here if chunks[n].first < joint]  # `hat geschossen und zwei Menschen getötet`
                here = after if any("Nom" in chunks[n].cases for n in after) else here
            elif any(self.verb < joint < k for k in verbs):
                here = [n for n in here if chunks[n].first < joint] or here
        return here

    def _is_alike(self, k: int) -> bool:
        """Whether the word is of the verb's form, or both are participles of a headline."""
        at = self.at
        return at.sentence.words[k].xpos == at.sentence.words[self.verb].xpos or any(
            _is_of_headline(at, verb, self.told.words) for verb in (k, self.verb)
        )

    def subject(self) -> list[int]:
        """The subject's chunk with its conjuncts; of an infinitive or a clause that shares it, the one above."""
        own = self._subject()
        if own is None:
            return self._shared()
        return [own, *conjuncts(self.at, own), *self._afterthought(own)]

    def _afterthought(self, own: int) -> list[int]:
        """A conjunct of the subject that stands behind the verb: `30 Kämpfer seien getötet worden und ein Zivilist`."""
        words, chunks = self.at.sentence.words, self.at.layout.chunks
        last = chunks[self.all[-1]] if self.all else None
        if last is None or self.all[-1] == own or last.first <= self.verb or words[last.first - 1].upos != "CCONJ":
            return []
        between = words[max(self.verb, chunks[own].last) : last.first - 1]
        return [self.all[-1]] if all(w.upos in ("AUX", "VERB") for w in between) and "Nom" in last.cases else []

    def _subject(self) -> int | None:
        chunks, at = self.at.layout.chunks, self.at
        if self.subject_is_skipped or at.layout.clause(self.verb).infinitive or self._goes_on():
            return None
        may = [
            n for n in (self.all if self.doers is None else self.doers) if "Nom" in chunks[n].cases and not self._is_reflexive(chunks[n])
        ]
        fits = [n for n in may if self._agrees(chunks[n])] or may
        sure = [n for n in fits if chunks[n].cases == {"Nom"}]
        if len(sure) == 1 and not self._follows_comma(chunks[sure[0]]) and at.sentence.words[chunks[sure[0]].head].deprel != "nmod":
            return sure[0]
        for k in tree.down(at.sentence, self.verb, ("nsubj",)):
            n = at.layout.chunk_of[k]
            if n in fits:
                return fits[0] if self._is_rather(fits[0], n) else n
        if sure:
            return sure[0]
        if len(fits) > 1 and not at.layout.clause(self.verb).opener and self._opens_with_accusative(fits):
            return fits[1]
        return fits[0] if fits else None

    def _is_rather(self, first: int, taken: int) -> bool:
        """Whether the relative pronoun that opens the clause is its subject, and not the thing that the tree takes for it."""
        at, chunks = self.at, self.at.layout.chunks
        if first == taken or at.layout.clause(self.verb).opener != chunks[first].head or self.told.may_act(at, chunks[taken]):
            return False
        before = tree.relative_antecedent(at.sentence, chunks[first].head)
        k = before if before is not None else chunks[first].first - 2
        here = at.layout.chunk_of[k] if k >= 0 else -1
        return here >= 0 and self.told.may_act(at, chunks[here])

    def _follows_comma(self, chunk: Chunk) -> bool:
        """Whether the chunk stands behind a comma, and so may explain the one before it."""
        opens = self.at.layout.clause(self.verb).opener == chunk.head
        return chunk.start > 0 and self.at.sentence.words[chunk.start - 1].form == "," and not opens

    def _goes_on(self) -> bool:
        """Whether the clause opens with a conjunction and its finite verb, and so shares the subject of the one before."""
        words = self.at.sentence.words
        clause = self.at.layout.clause(self.verb)
        opening = [k for k in clause.words if words[k].upos != "PUNCT"][:2]
        return len(opening) == 2 and words[opening[0]].upos == "CCONJ" and opening[1] == clause.finite

    def _opens_with_accusative(self, fits: list[int]) -> bool:
        """Whether the tree takes the chunk before the finite verb for the object, and another one follows the verb."""
        at, finite = self.at, self.at.layout.clause(self.verb).finite
        first, second = (at.layout.chunks[n] for n in fits[:2])
        if finite is None or not first.head < finite < second.first or any(w.form == "," for w in at.sentence.words[finite : second.first]):
            return False
        objects = [at.layout.chunk_of[k] for k in tree.down(at.sentence, self.verb, ("obj", "obl:arg"))]
        return fits[0] in objects and fits[1] not in objects

    def _agrees(self, chunk: Chunk) -> bool:
        finite = self.at.layout.clause(self.verb).finite
        number = self.at.sentence.words[finite].feats.get("Number") if finite is not None else None
        if number == "Sing" and chunk.plural:
            return self._stands_for_one(chunk)
        if number != "Plur" or chunk.plural is not False or self._may_be_many(chunk):
            return True
        return bool(conjuncts(self.at, self.at.layout.chunks.index(chunk)))

    def _may_be_many(self, chunk: Chunk) -> bool:
        """Whether the chunk is a noun for persons alone whose one form serves one and many (`Ausbildner`)."""
        word = self.at.sentence.words[chunk.head]
        alone = chunk.first == chunk.head and chunk.article is None and word.upos == "NOUN"
        return alone and word.form == word.lemma and self.told.words.forms.is_person(word)

    def _stands_for_one(self, chunk: Chunk) -> bool:
        """Whether the chunk is a relative pronoun behind a noun of one, whatever number it was taken for itself."""
        k = tree.relative_antecedent(self.at.sentence, chunk.head) if tree.is_relative(self.at.sentence.words[chunk.head]) else None
        here = self.at.layout.chunk_of[k] if k is not None else -1
        return here >= 0 and self.at.layout.chunks[here].plural is False

    def _shared(self) -> list[int]:
        """The subject of the clause that this one hangs on or goes on from; of an infinitive, whom the verb above it makes do it."""
        at = self.at
        clause = at.layout.clause(self.verb)
        here = at.layout.clause_of[self.verb]
        opens = next((k for k in clause.words if at.sentence.words[k].upos != "PUNCT"), None)
        goes_on = opens is not None and at.sentence.words[opens].upos in ("CCONJ", "VERB", "AUX")
        if not clause.infinitive and not goes_on:
            return []
        for c in [*range(here - 1, -1, -1), *(range(here + 1, len(at.layout.clauses)) if here == 0 else ())]:
            finite = at.layout.clauses[c].finite
            joined = opens is not None and at.sentence.words[opens].upos == "CCONJ"
            if c in self.asked:  # two clauses that each go on from the other
                continue
            if finite is not None and (joined or clause.infinitive or at.layout.clauses[c].opener is None):
                return self._of_above(c, finite)
        return []

    def _of_above(self, c: int, finite: int) -> list[int]:
        """Who in clause c does what its infinitive says: its subject, or for verbs of demanding and forcing its object."""
        at = self.at
        verbs = [k for k in at.layout.clauses[c].words if at.sentence.words[k].upos == "VERB"]
        governor = verbs[-1] if verbs else finite
        above = Bare(at, governor, self.told, skip=-1, asked=self.asked | {at.layout.clause_of[self.verb]})
        if at.layout.clause(self.verb).infinitive:
            control = self.told.words.roles.controls.get(at.lemmas[governor])
            if control == "object":
                return above.subject() if is_passive(at, governor, self.told.words) else above.direct()
            if control == "dative":
                return above.indirect()
            if control not in (None, "subject"):
                return marked(at, governor, {control}, self.told)
        return above.subject()

    def direct(self) -> list[int]:
        """The direct object's chunk with its conjuncts."""
        chunks = self.at.layout.chunks
        subject = self._subject()
        taken = {subject, *(conjuncts(self.at, subject) if subject is not None else ())}
        fits = [n for n in self.all if "Acc" in chunks[n].cases and n not in taken and not self._is_reflexive(chunks[n])]
        for k in tree.down(self.at.sentence, self.verb, ("obj",)):
            n = self.at.layout.chunk_of[k]
            if n in fits:
                return [n, *conjuncts(self.at, n)]
        return [fits[0], *conjuncts(self.at, fits[0])] if fits else []

    def indirect(self) -> list[int]:
        """The indirect object's chunk with its conjuncts."""
        chunks = self.at.layout.chunks
        subject = self._subject()
        fits = [n for n in self.all if "Dat" in chunks[n].cases and n != subject and not self._is_reflexive(chunks[n])]
        sure = [n for n in fits if "Acc" not in chunks[n].cases and "Nom" not in chunks[n].cases]
        known = [n for n in fits if self._is_actor(n)] or [n for n in fits if self.at.sentence.words[chunks[n].head].upos == "PROPN"]
        words = self.at.sentence.words
        said = [n for n in fits if words[chunks[n].head].feats.get("Case") == "Dat" and words[chunks[n].head].deprel in ("iobj", "obl:arg")]
        found = sure or known or said
        return [found[0], *conjuncts(self.at, found[0])] if found else []

    def _is_actor(self, n: int) -> bool:
        words, chunk = self.at.sentence.words, self.at.layout.chunks[n]
        return self.told.actor_at(words[chunk.head].start, words[chunk.head].end) is not None

    def _is_reflexive(self, chunk: Chunk) -> bool:
        word = self.at.sentence.words[chunk.head]
        return self.told.words.forms.tagged(word, "reflexive") or word.feats.get("Reflex") == "Yes"


def conjuncts(at: Parsed, n: int) -> list[int]:
    """The chunks that are coordinated with chunk n after it."""
    words, chunks = at.sentence.words, at.layout.chunks
    found: list[int] = _joined_by_tree(at, n)
    if found:
        return found
    k = n
    while True:
        end = max([chunks[k].last, *(chunks[m].last for m in range(k + 1, len(chunks)) if belongs(chunks, m, k))])
        following = next((m for m in range(k + 1, len(chunks)) if chunks[m].first >= end and chunks[m].owner is None), None)
        if following is None:
            return found
        between = [w for w in range(end, chunks[following].first) if not _bounds(at, w)]
        if any(words[w].upos not in ("CCONJ", "PUNCT", "ADP", "ADV") for w in between):
            return found
        joined = [w for w in between if words[w].upos == "CCONJ" and not tagged(at.pack, words[w], "comparison")]
        joined = joined or [w for w in between if words[w].deprel == "cc" and words[w].upos == "CCONJ"]  # `sowohl A als auch B`
        same = chunks[following].prep in (None, chunks[n].prep)
        if not same or not joined or len(between) > 2 + (chunks[following].prep is not None):
            comma = len(between) == 1 and words[between[0]].form == "," and same and _ends_in_conjunction(at, following)
            if not comma:
                return found
        if at.layout.clause_of[chunks[following].head] != at.layout.clause_of[chunks[n].head]:
            return found
        found.append(following)
        k = following


def _joined_by_tree(at: Parsed, n: int) -> list[int]:
    """The one chunk that the tree joins to chunk n across a phrase that belongs to it (`die Regierung in Genf und die Rebellen`)."""
    words, chunks = at.sentence.words, at.layout.chunks
    if n + 2 >= len(chunks) or chunks[n + 1].prep is None or chunks[n + 1].first > chunks[n].last + 1:
        return []
    last = chunks[n + 2]
    joined = words[last.head].deprel == "conj" and words[last.head].head == chunks[n].head and last.prep == chunks[n].prep
    return [n + 2] if joined and last.start == chunks[n + 1].last + 1 and words[last.start - 1].upos == "CCONJ" else []


def _bounds(at: Parsed, k: int) -> bool:
    """Whether word k only bounds the figure after it: `mehr als`."""
    words = at.sentence.words
    return any(compares(at.pack, words, i) and i + 2 < len(words) and words[i + 2].upos == "NUM" for i in (k - 1, k) if i >= 0)


def _ends_in_conjunction(at: Parsed, n: int) -> bool:
    """Whether a conjunction follows the chunk, or a comma and a further chunk that one follows (`A, B, C und D`)."""
    words, chunks = at.sentence.words, at.layout.chunks
    last = chunks[n].last
    if last >= len(words):
        return False
    if words[last].upos == "CCONJ":
        return True
    following = n + 1
    listed = words[last].form == "," and following < len(chunks) and chunks[following].first == last + 1
    return listed and chunks[following].prep in (None, chunks[n].prep) and _ends_in_conjunction(at, following)


def marked(at: Parsed, verb: int, preps: Iterable[str], told: Cast) -> list[int]:
    """The chunks of the clause under one of these adpositions, with their conjuncts; the nearest first adposition wins."""
    chunks, wanted = at.layout.chunks, set(preps)
    here = [n for n in at.layout.in_clause(verb) if chunks[n].prep in wanted and not told.is_time(at, chunks[n])]
    found: list[int] = []
    for n in here:
        for m in (n, *conjuncts(at, n)):
            if m not in found and (at.number, chunks[m].head) not in told.triggers:
                found.append(m)
    return found


def by_whom(at: Parsed, verb: int, told: Cast, only: Sequence[str] = ("agent", "agent_or_owner")) -> list[int]:
    """The chunks that say by whom, in the passive: `von` and `durch`; where one belongs to no noun before it, only that."""
    chunks = at.layout.chunks
    free: list[int] = []
    bound: list[int] = []
    for n in at.layout.in_clause(verb):
        role = told.words.adpositions.get(chunks[n].prep or "")
        if role not in only:
            continue
        if is_means(at, chunks[n], told):
            free += [m for m, c in enumerate(chunks) if c.owner == n and told.may_act(at, c)]  # `durch Schüsse der Polizei`
            continue
        if not _may_do_it(at, n, verb, told) or (role == "agent" and not _is_doer(at, n, told)):
            continue
        before = chunks[n - 1] if n > 0 and chunks[n - 1].last >= chunks[n].first - 1 else None
        if before is not None and at.sentence.words[chunks[n].first - 1].upos == "CCONJ":
            if n - 1 in free:
                free.append(n)
            continue
        if role == "agent_or_owner" and before is not None and at.sentence.words[before.head].lemma in told.words.roles.owned:
            continue
        owned = role == "agent_or_owner" and before is not None and _takes_owner(at, before)
        if not owned:
            free.append(n)
        elif _just_before(at, n, verb) and told.may_act(at, chunks[n]):
            bound.append(n)
    return free or bound


def _takes_owner(at: Parsed, chunk: Chunk) -> bool:
    """Whether a phrase with `von` behind the chunk may belong to it: to a noun or a number, not to a name."""
    word = at.sentence.words[chunk.head]
    return word.upos == "NUM" or (word.upos == "NOUN" and not tagged(at.pack, word, "proper") and chunk.name is None)


def _may_do_it(at: Parsed, n: int, verb: int, told: Cast) -> bool:
    """Whether the chunk may be somebody: no time, place, means, and no half of `von … aus`."""
    chunk, words = at.layout.chunks[n], at.sentence.words
    if told.is_time(at, chunk) or is_means(at, chunk, told) or told.is_spot(at, chunk):
        return False
    return not (chunk.last < len(words) and tagged(at.pack, words[chunk.last], "circumposition") and chunk.last < verb)


def _is_doer(at: Parsed, n: int, told: Cast) -> bool:
    """Whether the chunk under `durch` is somebody, and no thing (`durch einen Zaun gehindert`)."""
    return told.may_act(at, at.layout.chunks[n]) or at.sentence.words[at.layout.chunks[n].head].upos == "PROPN"


def _just_before(at: Parsed, n: int, verb: int) -> bool:
    """Whether only genitives and words that are no nouns stand between the chunk and the verb."""
    chunks = at.layout.chunks
    return chunks[n].first < verb and all(
        belongs(chunks, m, n) or chunks[m].head > verb for m in range(n + 1, len(chunks)) if chunks[m].first < verb
    )


def joint(at: Parsed, verb: int, told: Cast) -> list[int]:
    """The chunks of those who do it beside the subject: `neben … auch`, `gemeinsam mit …`."""
    chunks, clause = at.layout.chunks, at.layout.clause(verb)
    lemmas = {at.lemmas[k].lower() for k in clause.words}
    wanted = {prep for prep, words in told.words.roles.joint.items() if not words.isdisjoint(lemmas)}
    here = [n for n in at.layout.in_clause(verb) if chunks[n].prep in wanted and told.may_act(at, chunks[n])]
    return [m for n in here for m in (n, *conjuncts(at, n))]

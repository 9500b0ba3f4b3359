"""Tolls told by a bare number: whom it counts was said before (`die Armee spricht von neun`, `elf, sagt der Gouverneur`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lagebild.model import FigureKind
from lagebild.readers.event.chunk import CORE, Chunk, holds_number
from lagebild.readers.event.harm import COUNTED_BARE, Draft, Scene, status
from lagebild.readers.event.number import Quantity, quantity
from lagebild.readers.event.trigger import Parsed

NEAR = 5  # sentences back in which the figure may stand whose people the number counts


@dataclass(frozen=True, slots=True)
class _Whom:
    """Whom a bare number counts: the kind of harm and the event, and where that was told."""

    kind: FigureKind
    event: str
    sentence: int
    word: int


def tallies(scene: Scene, here: Sequence[Draft], before: Sequence[Draft]) -> Iterator[Draft]:
    """The bare numbers of a sentence that somebody tells as a toll, each as a figure of what was last told of."""
    told = [d for d in (*before, *here) if not d.part]
    for n, chunk in enumerate(scene.at.layout.chunks):
        amount = _bare(scene, n, chunk)
        rule = _told_by(scene, chunk) if amount is not None else None
        if amount is None or rule is None:
            continue
        whom = _whom(scene, chunk, told)
        nobody = amount.high == 0 and (whom is None or whom.sentence != scene.at.number or whom.kind not in COUNTED_BARE)
        if whom is not None and not nobody and not _counts_others(scene, chunk, whom):
            yield Draft(whom.kind, whom.event, amount, scene.at.number, n, rule)


def _bare(scene: Scene, n: int, chunk: Chunk) -> Quantity | None:
    """The number of a chunk that says nothing of people but how many, or none of them."""
    at, words = scene.at, scene.at.sentence.words
    head = words[chunk.head]
    says_nothing = head.upos not in CORE or head.lemma in scene.harm.people
    stands_off = chunk.first == 0 or words[chunk.first - 1].form != "("  # `Karl Ott (46)`
    if not says_nothing or not stands_off or scene.told.is_time(at, chunk) or _is_measured(at, n):
        return None
    amount = quantity(words, chunk.first, chunk.last, None, scene.known)
    if amount is None or amount.number is None or (amount.high is None and amount.low == 2):
        return None
    only = head.upos == "NUM" or amount.high == 0 or head.lemma in scene.harm.people
    return amount if only and not (words[amount.number].upos == "DET" and amount.low == 1) else None


def _is_measured(at: Parsed, n: int) -> bool:
    """Whether a noun right behind the number says what it counts after all."""
    chunk, words = at.layout.chunks[n], at.sentence.words
    return at.sentence.words[chunk.head].upos == "NUM" and chunk.last < len(words) and words[chunk.last].upos in (*CORE, "SYM", "X")


def _told_by(scene: Scene, chunk: Chunk) -> str | None:
    """How the number is told, if at all: `said` by somebody, or as a `tally` that the report may have from anybody."""
    at, words, harm = scene.at, scene.at.sentence.words, scene.harm
    lemmas = {at.lemmas[k] for k in at.layout.clause(chunk.head).words}
    for lemma in sorted(lemmas & harm.tellings.keys()):
        for way in harm.tellings[lemma]:
            if way.prep == chunk.prep and (not way.beside or way.beside & lemmas):
                return "tally" if way.anyone else "said"
    if words[chunk.head].upos != "NUM":
        return None
    if any(words[k].lemma in harm.told for k in range(chunk.first, chunk.head)):
        return "tally"
    if chunk.first > 0 and words[chunk.first - 1].lemma in harm.counts:
        return "said"  # `die Zahl vierzehn`
    return "said" if _is_answer(scene, chunk) or _is_after_source(scene, chunk) else None


def _is_after_source(scene: Scene, chunk: Chunk) -> bool:
    """Whether the number stands alone behind its source after a mark: `31 Menschen, laut Opposition 45`."""
    words = scene.at.sentence.words
    mark = max((k for k in range(chunk.first) if words[k].upos == "PUNCT"), default=None)
    ends = chunk.last >= len(words) or words[chunk.last].upos == "PUNCT"
    return mark is not None and ends and any(w.form.lower() in scene.harm.according for w in words[mark + 1 : chunk.first])


def _is_answer(scene: Scene, chunk: Chunk) -> bool:
    """Whether the number alone is what a word of saying right behind it says: `elf, sagt der Gouverneur`, `null, laut Regierung`."""
    at, words = scene.at, scene.at.sentence.words
    opens = chunk.first == 0 or words[chunk.first - 1].upos == "PUNCT"
    behind = [k for k in range(chunk.last, min(chunk.last + 3, len(words))) if words[k].upos != "PUNCT"][:1]
    return (
        opens
        and words[min(chunk.last, len(words) - 1)].upos == "PUNCT"
        and any(at.lemmas[k] in scene.harm.tells or words[k].form.lower() in scene.harm.according for k in behind)
    )


def _whom(scene: Scene, chunk: Chunk, told: Sequence[Draft]) -> _Whom | None:
    """Whom it counts: the dead of the last sentence with a figure, else its last figure, else those of its last act of harm."""
    at = scene.at
    near = [d for d in told if at.number - NEAR <= d.sentence < at.number or (d.sentence == at.number and d.quantity.first < chunk.first)]
    last = max((d.sentence for d in near), default=None)
    of_act = _of_act(scene, chunk)
    if last is None or (of_act is not None and of_act.sentence > last):
        return of_act or _of_noun(scene, chunk)
    figures = [d for d in near if d.sentence == last]
    chosen = next((d for d in figures if d.kind == "killed"), figures[-1])
    counted = scene.told.sentences[chosen.sentence].layout.chunks[chosen.last].head
    return _Whom(chosen.kind, chosen.event, chosen.sentence, max(chosen.quantity.first, counted))


def _of_act(scene: Scene, chunk: Chunk) -> _Whom | None:
    """Whom the last act of harm that was told of nearby befell."""
    told, here = scene.told, (scene.at.number, chunk.first)
    near = (t for t in told.by_word.values() if scene.at.number - 1 <= t.sentence and (t.sentence, t.word) < here)
    acts = (t for t in near if t.sense.lemma in scene.harm.verbs and not (t.sentence == here[0] and t.sense.lemma in scene.harm.tellings))
    last = max(acts, key=lambda t: (t.sentence, t.word), default=None)
    if last is None:
        return None
    event = scene.starts[told.sentences[last.sentence].sentence.words[last.word].start]
    kind = scene.harm.verbs[last.sense.lemma]
    return _Whom(kind, event.id, last.sentence, last.word) if event.factuality != "unrealised" else None


def _of_noun(scene: Scene, chunk: Chunk) -> _Whom | None:
    """Whom a noun of harm before the number in its sentence means (`der Arzt, der die Leichen barg, zählte vier`)."""
    at = scene.at
    for k in range(chunk.first - 1, -1, -1):
        kind = scene.harm.nouns.get(at.sentence.words[k].form)
        event = scene.nearest(k) if kind is not None else None
        if kind is not None and event is not None:
            return _Whom(kind, event.id, at.number, k)
    return None


def _counts_others(scene: Scene, chunk: Chunk, whom: _Whom) -> bool:
    """Whether something that is nobody was counted after the people: the number may then count that."""
    sentences = scene.told.sentences
    for number in range(whom.sentence, scene.at.number + 1):
        at = sentences[number]
        for other in at.layout.chunks:
            behind = (number, other.first) > (whom.sentence, whom.word) and (number, other.head) < (scene.at.number, chunk.first)
            if behind and _counts_things(scene, at, other):
                return True
    return False


def _counts_things(scene: Scene, at: Parsed, chunk: Chunk) -> bool:
    """Whether the chunk counts something that the pack knows as no people."""
    words, harm = at.sentence.words, scene.harm
    head = words[chunk.head]
    if head.upos != "NOUN" or not holds_number(words, chunk.first, chunk.head) or scene.told.is_time(at, chunk):
        return False
    noun = scene.told.words.names.noun(head.form, head.lemma)
    return noun is None and head.form not in harm.nouns and head.lemma not in harm.people and status(head.form, harm) == "unknown"

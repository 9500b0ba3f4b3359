"""A noun → the actor it names by itself: what kind, how many, whose; read from its form and the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lagebild import tree
from lagebild.model import ActorKind, ActorNumber
from lagebild.packs import Row
from lagebild.packs.tag import tagged
from lagebild.packs.words import Noun
from lagebild.readers.actor.found import Found, Scene, age_before, determiners, distance_of, gender_of, is_subject, number_of, phrase_span

GENITIVE_REACH = 4  # words behind a noun among which its genitive begins


@dataclass(frozen=True, slots=True)
class Belonging:
    """Whose somebody is: a state, a de facto polity, a people."""

    country: str | None = None
    polity: str | None = None
    identity: str | None = None


def noun_at(scene: Scene, i: int) -> Found | None:
    """The actor that the noun at word i names by itself, or None."""
    word = scene.sentence.words[i]
    aged = None if _has_noun(scene, i) else scene.words.aged.match(word.form)
    if not aged and (not word.form[:1].isupper() or word.form.endswith("-") or word.upos not in ("NOUN", "ADJ", "PROPN")):
        return None
    noun, national = scene.words.noun(word.form, word.lemma), scene.words.national(word.form, word.lemma)
    if not (aged or noun or national) or (noun and (_names_nobody(scene, i, noun.base) or _is_site_here(scene, i, noun.base))):
        return None
    if noun and scene.words.nouns[noun.base].get("count") and _counts(scene, i):
        return None
    if national and scene.words.country(word.form) and scene.words.in_place_of(scene.sentence, i):
        return None  # `in Polen`
    before = tree.modifiers(scene.sentence, i)
    number = (noun.number if noun else None) or _number(scene, i, before)
    role = bool(aged or national or (noun and noun.role))
    kind: ActorKind = noun.kind if noun and not role else "group" if number == "several" else "person"
    first = _determiner(scene, before[:1]) or _determiner(scene, determiners(scene, i))
    feminine = bool(national and national[1]) or bool(noun and noun.feminine)
    feminine = feminine or bool(number == "one" and first and first.get("singular") == "Fem")
    whose = belonging(scene, i, before, national[0] if national else None, kind == "state")
    fused = not before and i > 0 and tagged(scene.pack, scene.sentence.words[i - 1], "fused")
    bare = not before and not fused and not determiners(scene, i)
    text = national[0] if national else noun.like if noun else word.form
    whole = _whole(word.form, word.lemma, noun)
    general = _general(scene, whole) or (_general(scene, noun.base) if noun and role else ())
    size = next((scene.sentence.words[j].form.lower() for j in before if scene.sentence.words[j].upos == "NUM"), None)
    return Found(
        scene.number, i, i + 1, phrase_span(scene, i, i + 1), "age" if aged else "noun", kind, text,
        number=number, gender=gender_of(scene.sentence, i, feminine), country=whose.country, polity=whose.polity, identity=whose.identity,
        definite=bool(first and first.get("definite")) or fused,
        indefinite=bool(first and first.get("number") == "one"),
        age=aged[1] if aged else age_before(scene, i, before) if role else None, distance=distance_of(scene, before),
        general=general, covers=_covers(scene, whole, noun),
        plain=bool(national) or ("person" in general and not _is_office(scene, whole, noun)), complement=_has_complement(scene, i),
        whole=whole, compound=noun is not None and whole != noun.base, size=size, bare=bare,
        subject=is_subject(scene.sentence, i),
    )  # fmt: skip


def _number(scene: Scene, i: int, before: tuple[int, ...]) -> ActorNumber | None:
    """One or several, by an article that stands before a longer attribute too; a noun without one before a person's name is one."""
    words = scene.sentence.words
    if not any(words[j].upos == "DET" for j in before):
        before = (*determiners(scene, i), *before)
    if not before and words[i].upos == "NOUN" and any(n.first == i + 1 and n.kind == "person" for n in scene.sentence.names):
        return "one"
    return number_of(scene, i, before)


def _whole(form: str, lemma: str, noun: Noun | None) -> str:
    """The noun's base form, with the first parts of a hyphenated compound as they are written."""
    if noun and noun.feminine:
        return form
    last = lemma.rpartition("-")[2]
    return form[: form.rfind("-") + 1] + last[:1].upper() + last[1:]


def belonging(scene: Scene, i: int, before: Sequence[int], national: str | None = None, state: bool = False) -> Belonging:
    """Whose the noun at word i is: by adjectives, its own meaning, a hyphenated first part, or a genitive before or behind it."""
    words, tables = scene.sentence.words, scene.words
    bases = [tables.adjective_base(words[j].form) for j in before]
    countries = {c for b in bases if (c := tables.adjectives.get(b))}
    identity = next((p for b in bases if (p := tables.identities.get(b))), None)
    if national:
        countries = countries or ({tables.nationals[national]} if national in tables.nationals else set())
        identity = identity or tables.peoples.get(national)
    identity = identity or next((p for p in tables.peoples.values() if words[i].form.startswith(p) and words[i].form != p), None)
    polity = _polity_after(scene, i)
    if polity or (national and countries and _elsewhere(scene, i, countries)):
        return Belonging(None, polity, identity or _people(scene, countries))
    if len(countries) > 1:  # of several states, and so of none
        return Belonging(None, None, identity)
    country = next(iter(countries), None) or _of_part(scene, i, before) or _country_after(scene, i, state)
    return Belonging(country, None, identity)


def _of_part(scene: Scene, i: int, before: Sequence[int]) -> str | None:
    """The country of a hyphenated first part (`US-Truppen`) or of a genitive before the noun (`Indiens Regierung`)."""
    words = scene.sentence.words
    part = words[i].form.partition("-")[0] if "-" in words[i].form else ""
    left = before[0] - 1 if before else i - 1
    found = scene.words.country(part) if part else None
    bare = not before or words[before[0]].upos != "DET"  # a genitive before the noun leaves it no article
    if found is None and bare and left >= 0 and words[left].form not in scene.words.countries:
        found = scene.words.country(words[left].form)
    return found


def _behind(scene: Scene, i: int) -> tuple[int, list[str]]:
    """The first word behind the noun that is no article, adjective or preposition, and the prepositions before it."""
    words = scene.sentence.words
    j = i + 1
    while j < min(len(words), i + GENITIVE_REACH) and words[j].upos in ("DET", "ADP", "ADJ"):
        j += 1
    return j, [w.form.lower() for w in words[i + 1 : j] if w.upos == "ADP"]


def _country_after(scene: Scene, i: int, state: bool) -> str | None:
    """The country in a genitive or after `von` right behind the noun; of a state's body also the country or capital after `in`."""
    words = scene.sentence.words
    j, marks = _behind(scene, i)
    if j >= len(words):
        return None
    country = scene.words.country(words[j].form)
    row = scene.pack.row("phrase_preposition", marks[0]) if marks else None
    of = not marks or (row is not None and bool(row.get("whose")))
    at = marks and marks[0] in scene.words.relations and scene.words.relations[marks[0]].word("relation") == "in"
    if country and (of or (state and at)):
        return country if marks or words[j].form not in scene.words.countries or words[j - 1].upos == "DET" else None
    if state and at:
        return scene.words.country(words[j].form, scene.words.capitals)
    return None


def _polity_after(scene: Scene, i: int) -> str | None:
    """The de facto polity in a genitive or after a preposition right behind the noun."""
    words = scene.sentence.words
    j, _ = _behind(scene, i)
    form = words[j].form if j < len(words) else ""
    return scene.words.polities.get(form) or scene.words.polities.get(form.removesuffix("s"))


def _elsewhere(scene: Scene, i: int, countries: set[str]) -> bool:
    """Whether the people named live, by the words behind, in something else than the state of that name (`die Armenier in dem Gebiet`)."""
    words = scene.sentence.words
    j, marks = _behind(scene, i)
    if (
        not marks
        or j >= len(words)
        or scene.words.relations.get(marks[0]) is None
        or scene.words.relations[marks[0]].word("relation") != "in"
    ):
        return False
    return scene.words.country(words[j].form) not in countries


def _people(scene: Scene, countries: set[str]) -> str | None:
    """The name of the people that a state is called after, as its members' plural."""
    return next((scene.words.people_of[c] for c in sorted(countries) if c in scene.words.people_of), None)


def _has_complement(scene: Scene, i: int) -> bool:
    """Whether a genitive or a phrase that says whose or what for stands right behind the noun."""
    words = scene.sentence.words
    if i + 1 >= len(words):
        return False
    behind = words[i + 1]
    if behind.upos == "ADP":
        return behind.form.lower() in scene.pack.tables["complement_preposition"]
    return behind.upos == "DET" and behind.feats.get("Case") == "Gen"


def _names_nobody(scene: Scene, i: int, noun: str) -> bool:
    """Whether the word before the noun makes it name nobody (`soziale Medien`, `zum Opfer fallen`)."""
    rows = scene.pack.tables["no_actor"].get(noun, ())
    before = scene.sentence.words[i - 1].form if i and rows else ""
    return any(before.lower() == r.word("adjective") or scene.words.adjective_base(before) == r.word("adjective") for r in rows)


def _counts(scene: Scene, i: int) -> bool:
    """Whether a noun of number only counts the people named right behind it (`Tausende syrische Flüchtlinge`)."""
    words = scene.sentence.words
    j = i + 1
    while j < len(words) and words[j].upos == "ADJ":
        j += 1
    return j < len(words) and words[j].upos == "NOUN" and scene.words.noun(words[j].form, words[j].lemma) is not None


def _is_site_here(scene: Scene, i: int, noun: str) -> bool:
    """Whether a noun that is a building or a land as well stands where only a place stands (`im Krankenhaus`)."""
    j = scene.words.preposition(scene.sentence, i) if scene.words.nouns[noun].get("site") else None
    row = scene.words.relations.get(scene.sentence.words[j].form.lower()) if j is not None else None
    return row is not None and row.word("relation") in ("in", "to", "near")


def _has_noun(scene: Scene, i: int) -> bool:
    """Whether word i is an attribute of the noun right behind it."""
    words = scene.sentence.words
    return i + 1 < len(words) and words[i].form[-8:-7] != "J" and words[i + 1].upos in ("NOUN", "PROPN", "ADJ")


def _determiner(scene: Scene, at: Sequence[int]) -> Row | None:
    return scene.pack.row("determiner", scene.sentence.words[at[0]].form.lower()) if at else None


def _is_office(scene: Scene, whole: str, noun: Noun | None) -> bool:
    rows = (scene.pack.row("general_noun", word) for word in (whole, noun.base if noun else ""))
    return any(row is not None and row.get("office") for row in rows)


def _general(scene: Scene, word: str) -> tuple[ActorKind, ...]:
    row = scene.pack.row("general_noun", word)
    return row.several("kinds") if row else ()


def _covers(scene: Scene, whole: str, noun: Noun | None) -> tuple[str, ...]:
    rows = (scene.pack.row("general_noun", word) for word in (whole, noun.base if noun else ""))
    return next((row.several("covers") for row in rows if row is not None), ())

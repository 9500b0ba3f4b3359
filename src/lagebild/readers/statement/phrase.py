"""Noun phrases, found by parts of speech and the forms of articles, from left to right, with their genitives and appositions.

A phrase's head is the whole name where it has one, else the noun that a telling belongs to (`Angaben des [Ministeriums]`, `nach
[Armeeangaben]`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lagebild.model import Word
from lagebild.packs import Pack
from lagebild.packs.tag import tagged
from lagebild.packs.words import is_time
from lagebild.readers.statement.noun import MEDIA, is_known, key_of, kind_of_noun, source_type
from lagebild.readers.statement.quote import Quotation, Unit
from lagebild.tree import LONGEST_HEAD

_BEFORE = frozenset({"DET", "NUM", "ADJ"})
_CORE = frozenset({"NOUN", "PROPN", "X"})
BODIES = frozenset({"organisation", "armed_group", "state"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: words first to last (past the end), its head first to last, and whether it is only a pronoun."""

    first: int
    last: int
    head: tuple[int, int]
    pronoun: bool = False


def phrase_at(unit: Unit, pack: Pack, i: int, stop: int, every_preposition: bool = False) -> Phrase | None:
    """The noun phrase that begins with word i, its genitives and attached phrases included, within words up to `stop`."""
    core = _core(unit, pack, i, stop)
    if core is None or core.pronoun:
        return core
    last, head = core.last, core.head
    named = is_name(unit, head)
    telling = key_of(pack, "saying_noun", unit.words[head[1] - 1].lemma) is not None
    while True:
        more = _attached(unit, pack, last, stop, every_preposition)
        if more is None:
            return Phrase(i, last, head)
        if not named and more[1] is not None and (telling or _is_apposed(unit, pack, last, more[1])):
            head, telling = more[1], False
            named = is_name(unit, head)
        last = more[0]


def _core(unit: Unit, pack: Pack, i: int, stop: int) -> Phrase | None:
    """The noun phrase from word i on without what is attached behind its nouns."""
    words = unit.words
    if i >= min(stop, len(words)):
        return None  # a preposition or conjunction that ends the text
    owned = words[i].form.lower() in pack.tables["possessive_form"] and i + 1 < stop and words[i + 1].upos in ("ADJ", "NOUN", "PROPN")
    first = i + int(owned)
    if _stands_alone(unit, pack, first, stop):
        return Phrase(first, first + 1, (first, first + 1), pronoun=True)
    noun = _nouns_begin(unit, pack, i, first, stop)
    k = _nouns_end(unit, pack, noun, stop)
    if k == noun:
        return _headless(unit, pack, i, k, stop)
    if k < stop and words[k].upos == "PUNCT" and unit.quoted(k) and unit.quoted(k) == unit.quoted(noun):
        k += 1
    return Phrase(i, k, _head(unit, pack, noun, k))


def _stands_alone(unit: Unit, pack: Pack, k: int, stop: int) -> bool:
    """Whether word k is a pronoun that is a whole phrase."""
    words = unit.words
    alone = k + 1 >= stop or words[k + 1].upos not in ("ADJ", "NOUN", "PROPN", "NUM", "X", "PRON", "DET", "ADV", "PART", "PUNCT")
    pronoun = k < stop and (words[k].upos == "PRON" or tagged(pack, words[k], "demonstrative"))
    return pronoun and (alone or not tagged(pack, words[k], "attributive"))


def _nouns_begin(unit: Unit, pack: Pack, i: int, k: int, stop: int) -> int:
    """The word past the articles, numbers and attributes from word k on, of the phrase that begins with word i."""
    words = unit.words
    while k < stop and (
        _before_noun(pack, words[k]) or _adverb_inside(pack, words, k, stop) or _opening_mark(unit, k) or words[k].upos == "ADP"
    ):
        if words[k].upos == "ADP":  # an attribute with a phrase of its own: `dem für die Region zuständigen Gouverneur`
            inner = _core(unit, pack, k + 1, stop) if k > i and words[k - 1].upos == "DET" else None
            if inner is None or inner.pronoun or inner.last >= stop or words[inner.last].upos != "ADJ":
                break
            k = inner.last
        k += 1
    return k


def _nouns_end(unit: Unit, pack: Pack, noun: int, stop: int) -> int:
    """The word past the run of nouns and names that begins with word `noun`."""
    words, k = unit.words, noun
    while k < stop and not _next_phrase(unit, pack, noun, k) and (words[k].upos in _CORE or _goes_on(unit, pack, noun, k, stop)):
        k += 1
    return k


def _goes_on(unit: Unit, pack: Pack, noun: int, k: int, stop: int) -> bool:
    """Whether word k, which is no noun, is part of the name that the nouns before it are or begin."""
    words = unit.words
    if k == noun:
        return False
    named = k in unit.names and unit.names[k][0] < k and not tagged(pack, words[k], "fused")
    counted = words[k].upos == "NUM" and _is_number_of_name(unit, pack, k, stop)
    titled = k + 1 < stop and words[k + 1].upos in _CORE and _begins_title(unit, pack, k)
    return named or counted or titled or _within_name(unit, k, noun)


def _headless(unit: Unit, pack: Pack, i: int, k: int, stop: int) -> Phrase | None:
    """A phrase of words i to k without a noun: one of several (`einer von ihnen`), or an adjective that is a noun, written large."""
    words = unit.words
    if k == i + 1 < stop and words[i].upos == "DET" and words[k].form.lower() in pack.tables["attaching_preposition"]:
        inner = _core(unit, pack, k + 1, stop)
        return Phrase(i, inner.last, (i, i + 1), pronoun=True) if inner else None
    alone = k == i + 1 and (i == 0 or words[i - 1].upos == "PUNCT")  # written large only because it opens the sentence
    if k > i and words[k - 1].upos in ("ADJ", "NUM") and words[k - 1].form[:1].isupper() and not alone:
        return Phrase(i, k, (k - 1, k))
    return None


def _is_number_of_name(unit: Unit, pack: Pack, k: int, stop: int) -> bool:
    """Whether the digits behind a noun count nothing that follows, nor are what somebody tells: `Tor 3`, not `die Polizei 17`."""
    noun, counts = unit.words[k - 1], k + 1 < stop and unit.words[k + 1].upos in _CORE | {"ADJ", "DET"}
    tells = noun.upos == "PROPN" or (noun.lemma not in pack.tables["named_body"] and kind_of_noun(pack, noun.lemma) is not None)
    return unit.words[k].form[:1].isdigit() and not counts and not tells


def _next_phrase(unit: Unit, pack: Pack, noun: int, k: int) -> bool:
    """Whether the noun k begins a phrase of its own behind another noun: no name, and no name behind them to which both belong."""
    words = unit.words
    if k > noun and (is_time(pack, words[k].lemma) or key_of(pack, "back_noun", words[k].lemma) is not None):
        return k not in unit.names  # `nannte der Minister Zahlen`
    if k == noun or words[k].upos != "NOUN" or k in unit.names or unit.quoted(k) or _begins_title(unit, pack, k):
        return False
    if words[k - 1].upos == "PROPN":
        owner = words[k - 1].form.endswith(tuple(pack.tables["owner_ending"]))  # `Frankreichs Regierung`
        return not owner and k - 1 in unit.names and unit.names[k - 1][2] == "organisation"
    if words[k - 1].upos != "NOUN":
        return False
    if _is_medium(unit, pack, k - 1) and _is_personal(unit, pack, k):
        return True  # `sagte dem Sender Minister Karl Muster`
    named = k + 1 < len(words) and words[k + 1].upos == "PROPN"
    return not named and key_of(pack, "actor_noun", words[k - 1].lemma) is None


def _before_noun(pack: Pack, word: Word) -> bool:
    return word.upos in _BEFORE or tagged(pack, word, "attributive")


def _adverb_inside(pack: Pack, words: Sequence[Word], k: int, stop: int) -> bool:
    return (
        words[k].upos in ("ADV", "PART")
        and k + 1 < stop
        and words[k + 1].upos in ("ADJ", "NUM")
        and not tagged(pack, words[k + 1], "predicative")
    )


def _opening_mark(unit: Unit, k: int) -> bool:
    quotation = unit.quoted(k)
    return quotation is not None and quotation.first == k and _is_title(unit, quotation)


def _within_name(unit: Unit, k: int, noun: int) -> bool:
    quotation = unit.quoted(k)
    return k > noun and quotation is not None and _is_title(unit, quotation) and quotation.first >= noun - 1


def _is_title(unit: Unit, quotation: Quotation) -> bool:
    """Whether what stands in the marks is a name or title: short, and written with a capital or a single word (`„tageblatt.example“`)."""
    short = not quotation.whole and quotation.last - quotation.first <= LONGEST_HEAD
    return short and (unit.words[quotation.first + 1].form[:1].isupper() or quotation.last - quotation.first == 2)


def _is_full_name(unit: Unit, head: tuple[int, int]) -> bool:
    return head[1] - head[0] > 1 and (is_person(unit, head) or is_name(unit, head))


def is_person(unit: Unit, head: tuple[int, int]) -> bool:
    """Whether the head is the whole name of a person, first name and family name: such a name belongs to the office before it."""
    return head[1] - head[0] > 1 and all(k in unit.names and unit.names[k][2] == "person" for k in range(*head))


def _is_apposed(unit: Unit, pack: Pack, k: int, head: tuple[int, int]) -> bool:
    """Whether a person's name behind a genitive belongs to the office before it: `der Chef der Behörde Karl Muster`."""
    if unit.words[k].upos == "ADP" or not _is_full_name(unit, head) or unit.words[head[0] - 1].upos != "NOUN":
        return False
    if key_of(pack, "named_body", unit.words[head[0] - 1].lemma) is not None:
        return False  # `der Chef der Gruppe Weiße Wölfe`: the name is the group's
    return kind_of_noun(pack, unit.words[head[0] - 1].lemma) != "person"


def is_name(unit: Unit, head: tuple[int, int]) -> bool:
    return all(w.upos in ("PROPN", "X") for w in unit.words[head[0] : head[1]])


def _is_body(unit: Unit, pack: Pack, phrase: Phrase, told: bool) -> bool:
    """Whether the phrase is somebody who can speak; a place is it only behind a telling, alone (`Angaben aus [Moskau]`)."""
    place = not told and any(unit.names[k][2] == "place" for k in range(*phrase.head) if k in unit.names)
    return not place and not phrase.pronoun and can_speak(unit, pack, phrase)


def _names_medium(unit: Unit, pack: Pack, first: int, phrase: Phrase) -> bool:
    """Whether the phrase names a medium by its kind and its name."""
    return phrase.head[0] > first and any(_is_medium(unit, pack, k) for k in range(first, phrase.head[0]))


def _begins_title(unit: Unit, pack: Pack, k: int) -> bool:
    """Whether word k begins the name of a paper, station or agency, which its kind stands right before (`die Zeitung Neue Welt`)."""
    word = unit.words[k]
    if not (k and word.form[:1].isupper() and word.upos in ("NOUN", "ADJ", "PROPN", "X") and unit.words[k - 1].upos == "NOUN"):
        return False
    return not _is_personal(unit, pack, k) and kind_of_noun(pack, unit.words[k - 1].lemma) != "person" and _is_medium(unit, pack, k - 1)


def _is_medium(unit: Unit, pack: Pack, k: int) -> bool:
    return source_type(pack, unit.words[k : k + 1], None) in MEDIA


def _is_personal(unit: Unit, pack: Pack, k: int) -> bool:
    """Whether word k is an office with its holder's name behind it, or by itself a word for a person."""
    lemma = unit.words[k].lemma
    named = k + 1 < len(unit.words) and unit.words[k + 1].upos == "PROPN"
    return kind_of_noun(pack, lemma) == "person" and (named or lemma in pack.tables["actor_noun"])


def _head(unit: Unit, pack: Pack, noun: int, last: int) -> tuple[int, int]:
    """The whole name at the end of the run of nouns, else the last noun."""
    words = unit.words
    marks = [k for k in range(noun, last) if words[k].upos != "PUNCT"]
    end = marks[-1] + 1
    title = next((k for k in range(noun + 1, end) if _begins_title(unit, pack, k)), None)
    if title is not None and end - title <= LONGEST_HEAD:
        return title, end
    first = end - 1
    quotation = unit.quoted(first)
    if quotation and quotation.last - quotation.first - 1 <= LONGEST_HEAD and quotation.first >= noun - 1:
        return quotation.first + 1, quotation.last
    if first in unit.names and unit.names[first][2] == "person" and first - unit.names[first][0] < LONGEST_HEAD:
        return max(noun, unit.names[first][0]), end
    if words[first].upos in ("PROPN", "X"):
        while first > noun and words[first - 1].upos in ("PROPN", "X") and end - first < LONGEST_HEAD:
            first -= 1
    return first, end


def _attached(unit: Unit, pack: Pack, k: int, stop: int, every: bool) -> tuple[int, tuple[int, int] | None] | None:
    """What goes on with the phrase that ended before word k: its end, and the head it may hand over (that of a genitive)."""
    words = unit.words
    if k >= stop:
        return None
    word = words[k]
    if word.form == "(":
        close = next((j for j in range(k, min(stop, k + 8)) if words[j].form == ")"), None)
        return (close + 1, None) if close is not None else None
    strong = word.upos == "ADJ" and word.form.endswith("er") and word.form[0].islower()
    genitive = (strong or word.form.lower() in pack.tables["genitive_form"]) and words[k - 1].upos != "PROPN"
    genitive = genitive and not is_time(pack, words[k - 1].lemma)
    if genitive or word.upos == "PROPN":
        inner = _core(unit, pack, k, stop)
        if inner and genitive and _names_medium(unit, pack, k, inner) and kind_of_noun(pack, words[k - 1].lemma) in BODIES:
            return None  # a body has no paper: it is whom it is said to (`sagte ein Sprecher der Polizei der Agentur Welt`)
        return (inner.last, inner.head) if inner and not inner.pronoun else None
    if word.upos == "ADP" and (every or word.form.lower() in pack.tables["attaching_preposition"]):
        inner = _core(unit, pack, k + 1, stop)
        if inner and is_time(pack, unit.words[inner.head[1] - 1].lemma):
            return None
        hands = word.form.lower() in pack.tables["statement_agent_preposition"]
        told = key_of(pack, "saying_noun", words[k - 1].lemma) is not None
        hands = hands or (word.form.lower() in pack.tables["telling_from"] and inner is not None and _is_body(unit, pack, inner, told))
        return (inner.last, inner.head if hands else None) if inner and not inner.pronoun else None
    if word.upos == "CCONJ" and word.form.lower() in pack.tables["joining_word"]:
        inner = _core(unit, pack, k + 1, stop)
        return (inner.last, inner.head if is_person(unit, inner.head) else None) if inner and not inner.pronoun else None
    quotation = unit.quoted(k)
    if quotation and quotation.first == k and quotation.last < stop and _is_title(unit, quotation):
        return quotation.last + 1, (k + 1, quotation.last)
    return None


def phrase_before(unit: Unit, pack: Pack, start: int, end: int) -> Phrase | None:
    """The noun phrase that ends just before word `end`: the longest one that begins at or after `start`."""
    end = _before_time(unit, pack, start, end)
    for i in range(start, end):
        if unit.words[i].upos in ("ADP", "ADV", "VERB", "AUX", "CCONJ", "SCONJ"):
            continue
        found = phrase_at(unit, pack, i, end, every_preposition=True)
        bare = i + 1 < end and unit.words[end - 1].upos == unit.words[end - 2].upos == "NOUN"
        if bare and key_of(pack, "saying_noun", unit.words[end - 1].lemma):
            return Phrase(end - 1, end, (end - 1, end))
        if found and found.last == end and not (i > start and unit.words[i - 1].upos in ("DET", "ADJ", "NUM")):
            return found
    return None


def _before_time(unit: Unit, pack: Pack, start: int, end: int) -> int:
    """The word past the end of a phrase that a day is attached to (`dem Bericht [vom Donnerstag] zufolge`)."""
    words = unit.words
    timed = end - 3 >= start and words[end - 2].upos == "ADP" and words[end - 3].upos in _CORE
    return end - 2 if timed and is_time(pack, words[end - 1].lemma) else end


def each(unit: Unit, pack: Pack, phrase: Phrase) -> tuple[Phrase, ...]:
    """The phrase, or the two that a conjunction joins in it, where each has a head that can speak."""
    for k in range(phrase.head[1], phrase.last - 1):
        if any(w.upos in ("PUNCT", "ADP", "DET") for w in unit.words[phrase.head[1] : k]):
            break  # joined within an attribute: `Sprecher von Polizei und Ministerium`
        if unit.words[phrase.first].upos == "DET" and unit.words[k + 1].upos != "DET":
            continue  # one article for both: one person with two offices, or one body with two names
        if unit.words[k].form.lower() in pack.tables["joining_word"] and not unit.quoted(k):
            other = phrase_at(unit, pack, k + 1, phrase.last, every_preposition=True)
            if other and not other.pronoun and other.last == phrase.last and can_speak(unit, pack, other) and can_speak(unit, pack, phrase):
                return Phrase(phrase.first, k, phrase.head), other
    return (phrase,)


def is_known_telling(unit: Unit, pack: Pack, phrase: Phrase) -> bool:
    """Whether the phrase is a telling that was told of before, without an owner (`den Angaben`)."""
    bare = phrase.last == phrase.first + 2 and unit.words[phrase.last - 1].lemma in pack.tables["saying_noun"]
    return bare and is_known(pack, unit.words[phrase.first])


def can_speak(unit: Unit, pack: Pack, phrase: Phrase) -> bool:
    """Whether the phrase is a pronoun or a name, or its head a word for people, bodies or sources."""
    if phrase.pronoun:
        return unit.words[phrase.first].form.lower() not in pack.tables["no_source"]
    if unit.words[phrase.head[1] - 1].upos == "PROPN" or any(unit.names[k][2] == "person" for k in range(*phrase.head) if k in unit.names):
        return True
    word = unit.words[phrase.head[1] - 1]
    if source_type(pack, unit.words[phrase.head[0] : phrase.head[1]], None) != "unknown":
        return True
    if source_type(pack, unit.words[phrase.first : phrase.head[0]], None) in MEDIA:
        return True  # the name of a medium behind its kind: `die Zeitung „Neue Welt“`
    apposed = unit.words[phrase.head[0] - 1] if phrase.head[0] > phrase.first else word
    if apposed.upos == "NOUN" and kind_of_noun(pack, apposed.lemma) is not None:
        return True  # a name behind the word for what bears it: `die Firma Quellbau`
    return any(key_of(pack, table, w) is not None for table in ("actor_noun", "unnamed_source") for w in (word.lemma, word.form))


def is_oblique(unit: Unit, pack: Pack, phrase: Phrase) -> bool:
    """Whether the phrase opens with a form that no subject has."""
    return unit.words[phrase.first].form.lower() in pack.tables["oblique_form"]

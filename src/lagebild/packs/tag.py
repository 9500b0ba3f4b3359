"""What a word's tag says of it. Tags are a treebank's own, so what each stands for is a table of the pack; a word without a tag that
the table knows is judged by its Universal Dependencies features.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from lagebild.model import Word
from lagebild.packs import Pack

_BY_FEATURE: Mapping[str, tuple[str, str]] = {
    "finite": ("VerbForm", "Fin"),
    "participle": ("VerbForm", "Part"),
    "infinitive": ("VerbForm", "Inf"),
    "negation": ("Polarity", "Neg"),
    "reflexive": ("Reflex", "Yes"),
    "relative": ("PronType", "Rel"),
    "interrogative": ("PronType", "Int"),
    "personal": ("PronType", "Prs"),
    "demonstrative": ("PronType", "Dem"),
    "possessive": ("Poss", "Yes"),
}


@cache
def _kinds(pack: Pack) -> Mapping[str, frozenset[str]]:
    return {tag: frozenset(rows[0].several("is")) for tag, rows in pack.tables["word_tag"].items()}


@lru_cache(maxsize=1 << 14)
def _says(pack: Pack, tag: str, kinds: tuple[str, ...]) -> bool | None:
    """Whether the tag stands for one of the kinds; None where the table does not know it."""
    known = _kinds(pack).get(tag)
    return None if known is None else not known.isdisjoint(kinds)


def tagged(pack: Pack, word: Word, *kinds: str) -> bool:
    """Whether the word is of one of the kinds (of the column `is` of the pack's table `word_tag`)."""
    said = _says(pack, word.xpos, kinds)
    if said is not None:
        return said
    features = (_BY_FEATURE[k] for k in kinds if k in _BY_FEATURE)
    return any(value in word.feats.get(name, "").split(",") for name, value in features)


def is_finite(pack: Pack, word: Word) -> bool:
    """Whether the word is a finite verb: by its tag, or a past tense whose tag is that of the adjective it looks like (`kritisierten`)."""
    if word.upos == "VERB" and tagged(pack, word, "declined"):
        return True
    return tagged(pack, word, "finite") and (word.upos in ("VERB", "AUX") or word.xpos in _kinds(pack))


def is_auxiliary_infinitive(pack: Pack, word: Word) -> bool:
    """Whether the word is the infinitive of an auxiliary, by a tag of its own or as an auxiliary in the infinitive."""
    return tagged(pack, word, "auxiliary_infinitive") or (word.upos == "AUX" and tagged(pack, word, "infinitive"))


def is_auxiliary(pack: Pack, word: Word) -> bool:
    """Whether the word is an auxiliary or a modal."""
    return word.upos == "AUX" or tagged(pack, word, "auxiliary")

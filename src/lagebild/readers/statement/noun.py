"""What a noun stands for: a key of one of the pack's tables, the kind of actor, the kind of source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from lagebild.model import Actor, SourceType, Word
from lagebild.packs import Pack, longest_ending
from lagebild.packs.tag import tagged

SHORTEST_ENDING = 4  # letters of a word that a compound may end in
MEDIA = frozenset({"media", "state_media"})


def key_of(pack: Pack, table: str, lemma: str) -> str | None:
    """The key of `table` that the lemma is, or that its last part is, the longest first; None when there is none."""
    return lemma if lemma in pack.tables[table] else longest_ending(pack, table, lemma, SHORTEST_ENDING)


def names_telling(pack: Pack, words: Iterable[Word]) -> bool:
    """Whether a noun among the words is one for a telling (`Bericht`, `Angaben`)."""
    return any(w.upos == "NOUN" and key_of(pack, "saying_noun", w.lemma) is not None for w in words)


def is_known(pack: Pack, opening: Word) -> bool:
    """Whether the word that opens a noun phrase says that what it means was told of before (`die`, `diesen`, not `ein`)."""
    return tagged(pack, opening, "article", "demonstrative") and opening.form.lower() not in pack.tables["indefinite_form"]


def kind_of_noun(pack: Pack, lemma: str) -> str | None:
    """The kind of actor that a noun stands for, None when it stands for none."""
    key = key_of(pack, "actor_noun", lemma)
    return None if key is None else pack.tables["actor_noun"][key][0].word("kind")


def source_type(pack: Pack, words: Iterable[Word], actor: Actor | None) -> SourceType:
    """The kind of source: by the first of its words that the table knows (a state's medium by the word before), else unknown."""
    table: Mapping[str, Any] = pack.tables["statement_source_type"]
    state = False
    for word in words:
        state = state or word.lemma.lower() in pack.tables["state_word"]
        low = word.lemma.lower()
        key = low if low in table else longest_ending(pack, "statement_source_type", low, SHORTEST_ENDING)
        if key is not None:
            kind = table[key][0].word("type")
            return cast(SourceType, "state_media" if state and kind == "media" else kind)
    if actor and actor.kind == "media":
        return "media"
    return "armed_group" if actor and actor.kind == "armed_group" else "unknown"

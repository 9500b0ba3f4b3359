"""The words of the pack that say where and when an event was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lagebild.packs import Table


@dataclass(frozen=True, eq=False)
class SettingWords:
    """What `when`, `where`, `setting` and `spread` ask the pack about places and times."""

    there: frozenset[str]  # adverbs for a place named before
    meanwhile: frozenset[str]  # words that open a clause which says when
    onward: frozenset[str]  # words that open a clause at the time and place of the one before it
    aspects: frozenset[str]  # verbs that only say of another act that it begins, goes on or is tried
    first_since: frozenset[str]  # words beside which `seit` only says how long there was no such thing
    seated: tuple[str, ...]  # lower-case endings of nouns for those who govern from a place
    travels: frozenset[str]  # verbs of going somewhere to do what an infinitive says
    heard: frozenset[str]  # verbs that say from where an act is heard of
    occasions: tuple[str, ...]  # lower-case endings of nouns for occasions on which things are said
    usual: frozenset[str]  # words of a sentence that tells what happens again and again
    again: Mapping[str, frozenset[str]]  # noun for a place named before → the precisions that it may have


def setting_words(tables: Mapping[str, Table]) -> SettingWords:
    """The words of the event tables for places and times."""
    return SettingWords(
        there=frozenset(tables["event_there"]),
        meanwhile=frozenset(tables["event_meanwhile"]),
        onward=frozenset(tables["event_onward"]),
        aspects=frozenset(tables["event_aspect"]),
        first_since=frozenset(tables["event_first_since"]),
        seated=tuple(k.lower() for k in tables["event_seated"]),
        travels=frozenset(tables["event_travel"]),
        heard=frozenset(tables["event_heard"]),
        occasions=tuple(k.lower() for k in tables["event_occasion"]),
        usual=frozenset(tables["event_usual"]),
        again={k: frozenset(r[0].several("precision")) for k, r in tables["event_place_again"].items()},
    )

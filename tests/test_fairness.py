"""No side is known better than another: words that stand for one another stand together in the conditions of the event tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lagebild.packs import Row, load_pack
from lagebild.readers.event.lexicon import lexicon

PACK = load_pack("de")
TABLES = ("event_verb", "event_noun", "event_phrase")
SETS = {
    name: {row.word("word") for rows in PACK.tables["event_alike"].values() for row in rows if row.word("set") == name}
    for name in {row.word("set") for rows in PACK.tables["event_alike"].values() for row in rows}
}
# Where the word is no side: whom somebody is called, what is recognised or dissolved, who may seize power, whom one asks for.
MEANT = {"bezeichnen", "anerkennen", "auflösen", "Macht", "bitten", "Sicherheit"}


def rows(table: str) -> Iterator[Row]:
    for found in PACK.tables[table].values():
        yield from found


@pytest.mark.parametrize("table", TABLES)
def test_a_condition_names_all_words_of_a_set_or_none(table: str) -> None:
    partial = [
        (row.word("lemma"), column, name)
        for row in rows(table)
        for column in ("needs", "never")
        for name, words in SETS.items()
        if words & set(row.several(column)) and row.word("lemma") not in MEANT
    ]
    assert partial == []


@pytest.mark.parametrize("table", TABLES)
def test_every_named_set_is_there(table: str) -> None:
    named = {w[1:] for row in rows(table) for column in ("needs", "never") for w in row.several(column) if w.startswith("@")}
    assert named <= SETS.keys() | PACK.tables["event_kind"].keys()


def test_a_kind_names_no_word_of_a_set_by_itself() -> None:
    """Else one side's word would be known as such a thing and another's not."""
    partial = [
        (kind, name)
        for kind, found in PACK.tables["event_kind"].items()
        for name, words in SETS.items()
        if words & set(found[0].several("words"))
    ]
    assert partial == []


def test_a_set_is_written_out_when_the_words_are_loaded() -> None:
    row = next(r for r in lexicon(PACK).verbs["entsenden"] if r.get("type") == "MOBILIZE")
    assert SETS["armed"] | SETS["forces"] < set(row.several("needs"))
    assert not any(w.startswith("@") for w in row.several("needs"))

"""Every rule of a pack's statements makes its tellings on its own examples, and none where it must not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from lagebild import packs
from lagebild.model import Document, Statement
from lagebild.parse import read_examples
from lagebild.readers.statement import read_statements
from lagebild.rules import Example, Rule, match
from tests.readers.packs_of import LANGUAGES, pack_of


def cases() -> Iterator[Any]:
    for language in LANGUAGES:
        for rule in pack_of(language).rules.get("statement", ()):
            for n, example in enumerate(rule.examples):
                yield pytest.param(language, rule, example, id=f"{rule.id}-{n}")


def told(language: str, example: Example) -> tuple[Statement, ...]:
    file = packs.FOLDER / language / "examples" / "statement.conllu"
    stored = dict(read_examples(file.read_text(encoding="utf8")))
    document = Document("d", "0", language, example.text)
    return read_statements(document, stored[example.text], pack_of(language), (), ())[0]


@pytest.mark.parametrize(("language", "rule", "example"), list(cases()))
def test_a_rule_makes_its_tellings_on_its_examples_and_no_others(language: str, rule: Rule, example: Example) -> None:
    made = [s for s in told(language, example) if rule.id in s.rules]

    assert bool(made) == bool(example.find)


@pytest.mark.parametrize(
    ("text", "form", "source", "cue", "content"),
    [
        ("The spokesman said two men had died.", "indirect", "The spokesman", "said", "two men had died"),
        ("The general announced that the army would leave.", "indirect", "The general", "announced", "that the army would leave"),
        ("Two men died, the spokesman said.", "indirect", "the spokesman", "said", "Two men died"),
        ("As the police reported, two men died.", "indirect", "the police", "reported", "two men died"),
        ("According to the police, two men died.", "according_to", "the police", "According to", "two men died"),
        ("“We are staying”, the general said.", "direct", "the general", "said", "“We are staying”"),
        ("The army confirmed the death of a soldier.", "indirect", "The army", "confirmed", "the death of a soldier"),
        ("The militia claims to have attacked the post.", "indirect", "The militia", "claims", "to have attacked the post"),
        ("Army: two rebels killed", "indirect", "Army", "", "two rebels killed"),
    ],
)
def test_english_is_read_by_the_same_reader(text: str, form: str, source: str, cue: str, content: str) -> None:
    (found,) = told("en", Example(text, ()))

    assert found.form == form
    assert [s.span.text for s in found.sources if s.span] == [source]
    assert " ".join(c.text for c in found.cue) == cue
    assert [c.text for c in found.content] == [content]


@pytest.mark.parametrize(("language", "rule", "example"), [c for c in cases() if c.values[0] == "en"])
def test_a_rule_of_a_language_without_a_model_finds_its_words(language: str, rule: Rule, example: Example) -> None:
    stored = dict(read_examples((packs.FOLDER / language / "examples" / "statement.conllu").read_text(encoding="utf8")))
    found = [{"trigger": s.words[m.trigger].form} for s in stored[example.text] for m in match(rule, s, pack_of(language).tables)]

    assert found == [dict(f) for f in example.find]


def test_english_is_no_language_that_can_be_read_yet() -> None:
    assert "en" not in packs.languages()

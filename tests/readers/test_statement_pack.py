"""Every rule of a pack's statements makes its tellings on its own examples, and none where it must not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from lagebild import packs
from lagebild.model import Document, Statement
from lagebild.parse import read_examples
from lagebild.readers.statement import read_statements
from lagebild.rules import Example, Rule


def cases() -> Iterator[Any]:
    for language in packs.languages():
        for rule in packs.load_pack(language).rules.get("statement", ()):
            for n, example in enumerate(rule.examples):
                yield pytest.param(language, rule, example, id=f"{rule.id}-{n}")


def told(language: str, example: Example) -> tuple[Statement, ...]:
    file = packs.FOLDER / language / "examples" / "statement.conllu"
    stored = dict(read_examples(file.read_text(encoding="utf8")))
    document = Document("d", "0", language, example.text)
    return read_statements(document, stored[example.text], packs.load_pack(language), (), ())[0]


@pytest.mark.parametrize(("language", "rule", "example"), list(cases()))
def test_a_rule_makes_its_tellings_on_its_examples_and_no_others(language: str, rule: Rule, example: Example) -> None:
    made = [s for s in told(language, example) if rule.id in s.rules]

    assert bool(made) == bool(example.find)

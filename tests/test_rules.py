"""Rules find a trigger, hold their conditions, and fill their roles by the first path that leads somewhere."""

from __future__ import annotations

from typing import Any

import pytest

from lagebild.errors import PackError
from lagebild.rules import Rule, match, rule, text_rule
from tests.trees import tree

EXAMPLES = [{"text": "a", "find": {"trigger": "a"}}, {"text": "b", "find": {}}]
SHELLED = tree(
    "Rebellen beschossen den Konvoi mit Raketen .",
    "NOUN VERB DET NOUN ADP NOUN PUNCT",
    "nsubj:2 root:0 det:4 obj:2 case:6 obl:2 punct:2",
    lemmas="Rebell beschießen der Konvoi mit Rakete .",
)


def made(**keys: Any) -> Rule:
    return rule({"id": "x", "example": EXAMPLES, **keys})


def found(r: Rule, tables: Any = {}) -> list[tuple[str, dict[str, list[str]]]]:  # noqa: B006
    words = SHELLED.words
    return [(words[m.trigger].form, {k: [words[i].form for i in v] for k, v in m.roles.items()}) for m in match(r, SHELLED, tables)]


def test_roles_are_filled_by_the_first_path_that_leads_somewhere() -> None:
    r = made(
        trigger={"lemma": "beschießen"},
        roles={
            "agent": [[{"down": "obl:agent"}], [{"route": "subject"}]],
            "means": [[{"down": "obl", "case": "mit"}]],
            "nobody": [[{"down": "iobj"}]],
        },
    )

    assert found(r) == [("beschossen", {"agent": ["Rebellen"], "means": ["Raketen"]})]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ([{"down": "obj", "lemma": "Konvoi"}], True),
        ([{"down": "obj", "lemma": "Auto"}], False),
        ([{"down": "obj", "none": {"lemma": "Konvoi"}}], False),
        ([{"down": "*", "suffix": ["kete"]}], True),
        ([{"after": 2, "form": "konvoi"}], True),
        ([{"after": 1, "form": "konvoi"}], False),
        ([{"before": 1, "upos": "NOUN"}], True),
        ([{"near": 6, "table": "arms"}], True),
        ([{"down": "obj"}, {"up": "obj", "upos": "VERB"}], True),
        ([{"up": "*"}], False),
    ],
)
def test_conditions(condition: list[dict[str, Any]], holds: bool) -> None:
    tables = {"arms": {"Rakete": ()}}

    assert bool(found(made(trigger={"upos": "VERB"}, when=[condition]), tables)) is holds
    assert bool(found(made(trigger={"upos": "VERB"}, unless=[condition]), tables)) is not holds


@pytest.mark.parametrize(
    "keys",
    [
        {"trigger": {"upos": "VERB"}, "example": []},
        {"trigger": {"upos": "VERB"}, "example": EXAMPLES[:1]},
        {"trigger": {"upos": 1}},
        {"trigger": {"word": "x"}},
        {"trigger": {}, "when": [[{"down": "obj", "up": "obj"}]]},
        {"trigger": {}, "when": [[{"route": "nowhere"}]]},
        {"trigger": {}, "when": [[{"near": 0}]]},
        {"trigger": {}, "when": ["obj"]},
        {"trigger": {}, "whenever": []},
    ],
)
def test_what_is_no_rule_is_refused(keys: dict[str, Any]) -> None:
    with pytest.raises(PackError):
        made(**keys)


def test_a_text_rule_takes_the_keys_of_a_table_longest_first() -> None:
    r = text_rule(
        {"id": "x", "pattern": r"(?P<day>\d+)\. (?P<month>{month})", "example": EXAMPLES}, {"month": {"Mai": (), "Mai.": (), "Juni": ()}}
    )

    assert [m.groupdict() for m in r.pattern.finditer("am 3. Juni, 4. Mai.")] == [
        {"day": "3", "month": "Juni"},
        {"day": "4", "month": "Mai."},
    ]


def test_a_text_rule_with_a_table_that_is_not_there_is_refused() -> None:
    with pytest.raises(PackError, match="no table"):
        text_rule({"id": "x", "pattern": "{month}", "example": EXAMPLES}, {})

"""Every rule of every language reads what its examples say, to the word, and leaves alone what it must."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from lagebild import packs
from lagebild.errors import PackError
from lagebild.model import Sentence
from lagebild.parse import Parser, read_conllu
from lagebild.rules import Example, Match, Rule, TextRule, match


@cache
def parses(language: str, topic: str) -> dict[str, tuple[Sentence, ...]]:
    file = packs.FOLDER / language / "examples" / f"{topic}.conllu"
    found: dict[str, list[str]] = {}
    for block in file.read_text(encoding="utf8").split("\n\n") if file.is_file() else ():
        for line in block.splitlines():
            if line.startswith("# example = "):
                text = line.removeprefix("# example = ")
                found[text] = []
        if block.strip():
            found[text].append(block)
    return {text: read_conllu("\n\n".join(blocks) + "\n\n") for text, blocks in found.items()}


def tree_cases() -> Iterator[Any]:
    for language in packs.languages():
        for topic, rules in packs.load_pack(language).rules.items():
            for rule in rules:
                for n, example in enumerate(rule.examples):
                    yield pytest.param(language, topic, rule, example, id=f"{rule.id}-{n}")


def text_cases() -> Iterator[Any]:
    for language in packs.languages():
        for rules in packs.load_pack(language).text_rules.values():
            for rule in rules:
                for n, example in enumerate(rule.examples):
                    yield pytest.param(rule, example, id=f"{rule.id}-{n}")


def as_found(sentence: Sentence, found: Match) -> dict[str, str | list[str]]:
    def forms(words: tuple[int, ...]) -> str | list[str]:
        each = [sentence.words[i].form for i in words]
        return each[0] if len(each) == 1 else each

    return {"trigger": sentence.words[found.trigger].form} | {role: forms(words) for role, words in found.roles.items()}


@pytest.mark.parametrize(("language", "topic", "rule", "example"), list(tree_cases()))
def test_tree_rule_reads_its_example(language: str, topic: str, rule: Rule, example: Example) -> None:
    stored = parses(language, topic)
    assert example.text in stored, "no stored parse: run `make examples`"

    pack = packs.load_pack(language)
    found = [as_found(s, m) for s in stored[example.text] for m in match(rule, s, pack.tables)]

    assert [dict(f) for f in example.find] == found


CARRIED = 0.8  # of the examples; the stored parses are what the rules mean, the model only comes near them


@pytest.mark.slow
@pytest.mark.parametrize("language", packs.languages())
def test_the_model_carries_the_examples(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    pack = packs.load_pack(language)
    parser = Parser.load(pack.settings["model"])
    lost, told = [], 0
    for rule in (r for rules in pack.rules.values() for r in rules):
        for example in rule.examples:
            told += 1
            found = [as_found(s, m) for s in parser.parse(example.text) for m in match(rule, s, pack.tables)]
            if found != [dict(f) for f in example.find]:
                lost.append(f"{rule.id}: {example.text}")
    with capsys.disabled():
        print(f"\n{language}: the model carries {told - len(lost)} of {told} examples; not carried:", *lost, sep="\n  ")

    assert told - len(lost) >= CARRIED * told


@pytest.mark.parametrize(("rule", "example"), list(text_cases()))
def test_text_rule_reads_its_example(rule: TextRule, example: Example) -> None:
    found = [{"text": m[0]} | {k: v for k, v in m.groupdict().items() if v is not None} for m in rule.pattern.finditer(example.text)]
    wanted = [dict(f) for f in example.find]

    assert [w["text"] for w in wanted] == [f["text"] for f in found]
    for want, got in zip(wanted, found, strict=True):
        assert {k: v for k, v in want.items() if k in got} == {k: got[k] for k in want if k in got}
        assert set(want) - set(got) <= {"value", "edtf", "type"}, "a group that the pattern does not fill"


ONE_SIDED = """topic = "x"
[[rule]]
id = "a"
trigger = { lemma = "x" }
example = [{ text = "a", find = { trigger = "a" } }]
"""


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ('topic = "x"\n[[rule]]\nid = "a"\ntrigger = { lemma = "x" }\n', "no examples"),
        (ONE_SIDED, "leave alone"),
        ('topic = "x"\n[[rule]]\nid = "a"\ntrigger = { lemmas = "x" }\n', "unknown test"),
        ('words = 1\n', "unknown key"),
        ('[table.t]\nkey = "a"\ncolumns = { a = "str" }\nrows = [{ b = "x" }]\n', "no column"),
        ('[table.t]\nkey = "a"\ncolumns = { a = "str", b = "str" }\nrows = [{ a = "x" }]\n', "is missing"),
        ('[table.t]\nkey = "a"\ncolumns = { a = "str" }\nvalues = { a = ["y"] }\nrows = [{ a = "x" }]\n', "may not be"),
        ('[table.t]\nrows = [{ a = "x" }]\n', "declared in 0 files"),
        ("= 1", "Invalid"),
    ],
)  # fmt: skip
def test_a_pack_that_does_not_hold_is_refused(tmp_path: Any, broken: str, why: str) -> None:
    (tmp_path / "pack.toml").write_text('name = "X"\nmodel = "x"\n', encoding="utf8")
    (tmp_path / "broken.toml").write_text(broken, encoding="utf8")

    with pytest.raises(PackError, match=why):
        packs.read_pack("xx", [tmp_path])

"""The documentation names every command, option, field and note there is, and its commands, links and rules work."""

from __future__ import annotations

import ast
import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from benchmarks import readme
from lagebild import cli, packs, rules

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *DOCS.rglob("*.md")])
SCHEMA = json.loads((ROOT / "src/lagebild/formats/reading.schema.json").read_text(encoding="utf8"))


def words_in_code(page: Path) -> set[str]:
    """The words between backticks on a page."""
    return {word for code in re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf8")) for word in re.split(r"[\s,]+", code)}


def schema_words(schema: Any) -> Iterator[str]:
    """The names of all fields and all allowed values."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        yield from (value for value in schema.get("enum", ()) if isinstance(value, str))
        for value in schema.values():
            yield from schema_words(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from schema_words(value)


def test_every_field_and_value_of_a_reading_is_explained() -> None:
    assert set(schema_words(SCHEMA)) - words_in_code(DOCS / "reference" / "reading.md") == set()


def note_codes() -> set[str]:
    """The codes that readers give their notes: every constant in kebab-case that is no sentence's verdict."""
    trees = [ast.parse(f.read_text(encoding="utf8")) for f in (ROOT / "src/lagebild/readers").rglob("*.py")]
    words = {n.value for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return {word for word in words if re.fullmatch(r"[a-z]+(-[a-z]+)+", word)} - {"not-coded"}


def test_every_note_is_explained() -> None:
    codes = note_codes()
    assert "date-inferred" in codes and codes - words_in_code(DOCS / "reference" / "notes.md") == set()


# ---- commands ------------------------------------------------------------------------------------------------------


def commands() -> dict[str, Any]:
    """The commands by name."""
    return dict(typer.main.get_command(cli.app).commands)  # type: ignore[attr-defined]


def all_commands(group: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The commands of a group and of the groups in it."""
    for name, command in group.items():
        yield name, command
        yield from all_commands(getattr(command, "commands", {}))


def test_every_command_and_option_is_explained() -> None:
    said = {part for word in words_in_code(DOCS / "reference" / "cli.md") for part in (word, *word.split("|"))}
    found = dict(all_commands(commands()))
    options = {o for command in found.values() for p in command.params for o in p.opts if o.startswith("-")}
    assert (set(found) | options) - said == set()


def shown_commands() -> Iterator[tuple[str, str]]:
    """The lines of code blocks that call the command, with their page."""
    for page in PAGES:
        for block in re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf8"), re.S):
            parts = [part.strip() for line in block.splitlines() for part in line.split(" | ")]
            yield from ((str(page.relative_to(ROOT)), part) for part in parts if part.startswith("lagebild "))


@pytest.mark.parametrize(("page", "line"), list(shown_commands()))
def test_commands_shown_are_commands(page: str, line: str) -> None:
    words = shlex.split(line.split(" > ")[0], comments=True)[1:]
    assert commands()[words[0]].make_context(words[0], words[1:])


def test_pages_show_commands() -> None:
    assert {"README.md", "docs/tutorial/first-reading.md", "docs/tutorial/erste-lesung.md"} <= {page for page, _ in shown_commands()}


def test_the_readme_opens_with_the_two_commands() -> None:
    opening = (ROOT / "README.md").read_text(encoding="utf8").splitlines()[:6]
    assert any(line.startswith("make demo") for line in opening) and any(line.startswith("make test") for line in opening)


def test_the_readme_shows_what_was_measured() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf8")
    scores = json.loads((ROOT / "benchmarks" / "quality.json").read_text(encoding="utf8"))
    assert readme.renewed(text, scores) == text


# ---- pages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf8"))
    assert [t for t in targets if "://" not in t and not (page.parent / t).exists()] == []


def test_decisions_are_numbered_and_complete() -> None:
    pages = sorted((DOCS / "decisions").glob("*.md"))
    assert [int(p.name[:4]) for p in pages] == list(range(1, len(pages) + 1))
    parts = ("**Context.**", "**Decision.**", "**Given up.**")
    assert [p.name for p in pages if not all(part in p.read_text(encoding="utf8") for part in parts)] == []


def test_the_rule_of_the_guide_is_a_rule() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", (DOCS / "how-to" / "write-a-rule.md").read_text(encoding="utf8"), re.S)
    (table,) = tomllib.loads(next(re.sub(r"(?m)^   ", "", b) for b in blocks if "[[rule]]" in b))["rule"]
    rule = rules.rule(table)
    assert rule.id in {r.id for group in packs.load_pack("de").rules.values() for r in group}

"""Language packs: TOML tables and rules, loaded once, checked before use.

A pack is a folder `packs/<language>/` of TOML files. `pack.toml` says which model parses the language. Every other file has a
`topic`, any number of `[[rule]]` (see `lagebild.rules`; one with a `pattern` is a text rule) and of tables:

    [table.reporting_verb]
    key = "lemma"                                   # the column that a rule's `table` test and `{reporting_verb}` look at
    columns = { lemma = "str", act = "str", plural = "bool?", says = "list?" }      # `?`: may be missing
    values = { act = ["say", "deny"] }              # what a column may hold
    rows = [ { lemma = "sagen", act = "say" } ]

A table may be spread over several files of the pack; its columns are declared once. Loading refuses an unknown key, a repeated id,
a rule without both kinds of example, and a row that does not fit its table.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from lagebild import rules
from lagebild.errors import PackError
from lagebild.rules import Rule, TextRule

FOLDER = Path(__file__).parent
COLUMN_TYPES: Mapping[str, type | tuple[type, ...]] = {"str": str, "int": int, "float": (int, float), "bool": bool, "list": list}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; a column that it leaves out reads as empty."""

    values: Mapping[str, Any]

    def word(self, column: str) -> str:
        """The column as a string, empty when the row leaves it out."""
        return str(self.values.get(column, ""))

    def several(self, column: str) -> tuple[Any, ...]:
        """The column as a tuple, empty when the row leaves it out."""
        return tuple(self.values.get(column, ()))

    def get(self, column: str) -> Any:
        """The column as it stands, None when the row leaves it out."""
        return self.values.get(column)


Table = Mapping[str, tuple[Row, ...]]


@dataclass(frozen=True, slots=True, eq=False)  # one pack is itself only: caches are keyed on it
class Pack:
    """What is known of one language: rules by topic, tables by name, and the digest of the files they come from."""

    language: str
    digest: str
    settings: Mapping[str, Any] = field(hash=False)
    rules: Mapping[str, tuple[Rule, ...]] = field(hash=False)
    text_rules: Mapping[str, tuple[TextRule, ...]] = field(hash=False)
    tables: Mapping[str, Table] = field(hash=False)

    def row(self, table: str, key: str) -> Row | None:
        """The first row of `table` under `key`, or None."""
        found = self.tables[table].get(key)
        return found[0] if found else None


@lru_cache(maxsize=1 << 16)
def longest_ending(pack: Pack, table: str, word: str, shortest: int = 1) -> str | None:
    """The longest key of `table` of at least `shortest` letters that the word ends in, without regard to case; None when there is none."""
    keys, low = _lowered(pack, table), word.lower()
    return next((key for k in range(len(low) - shortest + 1) if (key := keys.get(low[k:])) is not None), None)


@cache
def _lowered(pack: Pack, table: str) -> dict[str, str]:
    return {key.lower(): key for key, rows in pack.tables[table].items() if not rows[0].get("exact")}


def languages() -> tuple[str, ...]:
    """The languages that there is a pack for, as ISO 639-1 codes."""
    return tuple(sorted(f.parent.name for f in FOLDER.glob("*/pack.toml")))


@cache
def load_pack(language: str) -> Pack:
    """The checked pack of a language, with `shared`, `places`, `actors` and `ontology`; PackError when it does not hold."""
    folder = FOLDER / language
    if not (folder / "pack.toml").is_file():
        raise PackError(f"no pack for language {language!r}: there are {', '.join(languages())}")
    return read_pack(language, [folder, *(FOLDER / name for name in ("shared", "places", "actors", "ontology"))])


def read_pack(language: str, folders: list[Path]) -> Pack:
    """The pack made of all TOML files of `folders`, the first of which holds `pack.toml`."""
    files = [f for folder in folders for f in sorted(folder.glob("*.toml"))]
    contents = {f: f.read_bytes() for f in files}
    digest = hashlib.sha256(b"\0".join(f.name.encode() + b"\0" + content for f, content in contents.items())).hexdigest()[:16]
    loaded = {f: _toml(f, content) for f, content in contents.items()}
    settings = loaded.pop(folders[0] / "pack.toml")
    tables = _tables(loaded)
    found: dict[str, list[Rule]] = {}
    texts: dict[str, list[TextRule]] = {}
    ids: set[str] = set()
    for topic, table in _rules(loaded):
        if table.get("id") in ids:
            raise PackError(f"{table['id']}: two rules have this id")
        ids.add(str(table.get("id")))
        if "pattern" in table:
            texts.setdefault(topic, []).append(rules.text_rule(table, tables))
        else:
            found.setdefault(topic, []).append(rules.rule(table))
    _check_tables_named(found, tables)
    return Pack(language, digest, settings, {k: tuple(v) for k, v in found.items()}, {k: tuple(v) for k, v in texts.items()}, tables)


def _toml(file: Path, content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{file}: {error}") from error


def _rules(loaded: Mapping[Path, dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for file, content in loaded.items():
        unknown = set(content) - {"topic", "rule", "table"}
        if unknown:
            raise PackError(f"{file}: unknown key {sorted(unknown)}; a pack file has topic, rule, table")
        for table in content.get("rule", ()):
            if "topic" not in content:
                raise PackError(f"{file}: its rules want a topic")
            yield content["topic"], table


def _tables(loaded: Mapping[Path, dict[str, Any]]) -> dict[str, Table]:
    parts: dict[str, list[tuple[Path, dict[str, Any]]]] = {}
    for file, content in loaded.items():
        for name, table in content.get("table", {}).items():
            parts.setdefault(name, []).append((file, table))
    return {name: _table(name, found) for name, found in parts.items()}


def _table(name: str, parts: list[tuple[Path, dict[str, Any]]]) -> Table:
    declared = [(f, t) for f, t in parts if "columns" in t]
    if len(declared) != 1:
        raise PackError(f"table {name}: its columns are declared in {len(declared)} files, wanted is one")
    file, head = declared[0]
    columns, allowed, key = head["columns"], head.get("values", {}), head.get("key")
    if key not in columns or set(allowed) - set(columns) or any(c.rstrip("?") not in COLUMN_TYPES for c in columns.values()):
        raise PackError(f"{file}: table {name}: key, columns and values do not fit together")
    table: dict[str, tuple[Row, ...]] = {}
    for file, part in parts:
        if set(part) - {"key", "columns", "values", "rows"}:
            raise PackError(f"{file}: table {name}: unknown key; a table has key, columns, values, rows")
        for row in part.get("rows", ()):
            _check_row(row, columns, allowed, f"{file.name}: table {name}: {row}")
            table[row[key]] = (*table.get(row[key], ()), Row(row))
    return table


def _check_row(row: Mapping[str, Any], columns: Mapping[str, str], allowed: Mapping[str, list[Any]], where: str) -> None:
    if set(row) - set(columns):
        raise PackError(f"{where}: no column {sorted(set(row) - set(columns))}")
    for column, kind in columns.items():
        if column not in row:
            if not kind.endswith("?"):
                raise PackError(f"{where}: column {column} is missing")
            continue
        value = row[column]
        if not isinstance(value, COLUMN_TYPES[kind.rstrip("?")]):
            raise PackError(f"{where}: column {column} is a {kind.rstrip('?')}")
        bad = [v for v in (value if isinstance(value, list) else [value]) if column in allowed and v not in allowed[column]]
        if bad:
            raise PackError(f"{where}: {column} may not be {bad}")


def _check_tables_named(found: Mapping[str, list[Rule]], tables: Mapping[str, Table]) -> None:
    for rule in (r for group in found.values() for r in group):
        steps = [s for path in (*rule.when, *rule.unless, *(p for paths in rule.roles.values() for p in paths)) for s in path]
        for test in (rule.trigger, *(s.test for s in steps)):
            if test.table is not None and test.table not in tables:
                raise PackError(f"{rule.id}: no table {test.table!r}")

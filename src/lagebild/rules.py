"""A pack's rule × a UD sentence → the words it finds, with the rule's id.

A `Rule` is a trigger word, conditions and roles, each a path of relations from the trigger; a `TextRule` is a regular
expression over the running text, for what stands in fixed order (dates, figures). Both come from TOML as plain tables: there is
no notation of our own to parse.

A step of a path is a table with one direction and any tests on the word that it reaches:

    down / up    by a relation ("obl", "obl:agent", a list, or "*"); "obl" stands for its subtypes as well
    near         a word at most so many words away, before or after (for what the tree gets wrong)
    before/after a word at most so many words before / after
    route        "subject", "object", "agent", "conjunct", "clause", "antecedent", as `lagebild.tree` finds them

Tests: `form lemma upos xpos deprel case` (lists; forms without regard to case), `feats` (a table), `table` (a table of the pack
whose key the lemma is), `suffix` (what the lemma ends in), `none` (a test that must fail).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lagebild import tree
from lagebild.errors import PackError
from lagebild.model import Sentence

TESTS = frozenset({"form", "lemma", "upos", "xpos", "deprel", "case", "feats", "table", "suffix", "none"})
DIRECTIONS = frozenset({"down", "up", "near", "before", "after", "route"})
ROUTES: Mapping[str, Callable[[Sentence, int], Collection[int]]] = {
    "subject": tree.subjects,
    "object": tree.objects,
    "agent": lambda s, i: tree.down(s, i, ("obl:agent",)),
    "conjunct": lambda s, i: [j for j in tree.conjuncts(s, i) if j != i],
    "clause": lambda s, i: [tree.clause_head(s, i)],
    "antecedent": lambda s, i: [j] if (j := tree.relative_antecedent(s, i)) is not None else [],
}

Tables = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class WordTest:
    """What a word must be; an empty field asks nothing."""

    forms: frozenset[str] = frozenset()
    lemmas: frozenset[str] = frozenset()
    upos: frozenset[str] = frozenset()
    xpos: frozenset[str] = frozenset()
    deprels: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    feats: tuple[tuple[str, str], ...] = ()
    table: str | None = None
    suffixes: tuple[str, ...] = ()
    none: WordTest | None = None

    def holds(self, sentence: Sentence, i: int, tables: Tables) -> bool:
        """Whether word i passes every test."""
        word = sentence.words[i]
        return (
            (not self.forms or word.form.lower() in self.forms)
            and (not self.lemmas or word.lemma in self.lemmas)
            and (not self.upos or word.upos in self.upos)
            and (not self.xpos or word.xpos in self.xpos)
            and (not self.deprels or tree.is_rel(word.deprel, self.deprels))
            and (not self.cases or tree.case_of(sentence, i) in self.cases)
            and all(word.feats.get(k) == v for k, v in self.feats)
            and (self.table is None or word.lemma in tables[self.table])
            and (not self.suffixes or word.lemma.endswith(self.suffixes))
            and (self.none is None or not self.none.holds(sentence, i, tables))
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: where to, and what must be there."""

    direction: str
    rels: frozenset[str]
    reach: int
    route: str
    test: WordTest

    def take(self, sentence: Sentence, i: int, tables: Tables) -> list[int]:
        """The words that this step reaches from word i, in text order."""
        return [j for j in self._targets(sentence, i) if self.test.holds(sentence, j, tables)]

    def _targets(self, sentence: Sentence, i: int) -> Collection[int]:
        n = len(sentence.words)
        match self.direction:
            case "down":
                return sentence.children[i] if "*" in self.rels else tree.down(sentence, i, self.rels)
            case "up":
                head = sentence.words[i].head
                fits = head >= 0 and ("*" in self.rels or tree.is_rel(sentence.words[i].deprel, self.rels))
                return (head,) if fits else ()
            case "before":
                return range(max(0, i - self.reach), i)
            case "after":
                return range(i + 1, min(n, i + 1 + self.reach))
            case "near":
                return [j for j in range(max(0, i - self.reach), min(n, i + 1 + self.reach)) if j != i]
            case _:
                return ROUTES[self.route](sentence, i)


Path = tuple[Step, ...]


def follow(path: Path, sentence: Sentence, i: int, tables: Tables) -> tuple[int, ...]:
    """The words at the end of `path` from word i, in text order; word i itself for an empty path."""
    here = [i]
    for step in path:
        here = sorted({j for k in here for j in step.take(sentence, k, tables)})
    return tuple(here)


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what the rule must find in it (nothing: it must leave it alone), and the publication date it is read at."""

    text: str
    find: tuple[Mapping[str, Any], ...]
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A trigger word, conditions on what stands around it, roles to be filled, and values that a finding gets."""

    id: str
    trigger: WordTest
    when: tuple[Path, ...]
    unless: tuple[Path, ...]
    roles: Mapping[str, tuple[Path, ...]]
    values: Mapping[str, Any]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What a rule found in a sentence: the trigger, and for each role that is filled its words."""

    rule: Rule
    trigger: int
    roles: Mapping[str, tuple[int, ...]]


def match(rule: Rule, sentence: Sentence, tables: Tables) -> Iterator[Match]:
    """Every place of the sentence where the rule holds. A role is filled by the first of its paths that leads to a word."""
    for i in range(len(sentence.words)):
        found = match_at(rule, sentence, i, tables)
        if found:
            yield found


def match_at(rule: Rule, sentence: Sentence, i: int, tables: Tables) -> Match | None:
    """What the rule finds with word i as its trigger, or None."""
    if not rule.trigger.holds(sentence, i, tables):
        return None
    if not all(follow(path, sentence, i, tables) for path in rule.when):
        return None
    if any(follow(path, sentence, i, tables) for path in rule.unless):
        return None
    roles = {}
    for role, paths in rule.roles.items():
        words = next((w for path in paths if (w := follow(path, sentence, i, tables))), ())
        if words:
            roles[role] = words
    return Match(rule, i, roles)


@dataclass(frozen=True, slots=True)
class TextRule:
    """A regular expression over the running text; `{table}` in it stands for any key of that table. Groups name its parts."""

    id: str
    pattern: re.Pattern[str]
    values: Mapping[str, Any]
    examples: tuple[Example, ...]


# ---- from TOML -----------------------------------------------------------------------------------------------------


def _names(value: object, where: str) -> frozenset[str]:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        raise PackError(f"{where}: a string or a list of strings is wanted, not {value!r}")
    return frozenset(values)


def word_test(table: Mapping[str, Any], where: str) -> WordTest:
    """The test that a TOML table asks for; PackError for a key that is none."""
    unknown = set(table) - TESTS
    if unknown:
        raise PackError(f"{where}: unknown test {sorted(unknown)}, known are {sorted(TESTS)}")
    lists = {k: _names(table.get(k, []), f"{where}.{k}") for k in ("form", "lemma", "upos", "xpos", "deprel", "case", "suffix")}
    return WordTest(
        frozenset(f.lower() for f in lists["form"]), lists["lemma"], lists["upos"], lists["xpos"], lists["deprel"], lists["case"],
        tuple(sorted(table.get("feats", {}).items())), table.get("table"), tuple(sorted(lists["suffix"])),
        word_test(table["none"], f"{where}.none") if "none" in table else None,
    )  # fmt: skip


def step(table: Mapping[str, Any], where: str) -> Step:
    """The step that a TOML table describes; PackError when it has not exactly one direction."""
    directions = set(table) & DIRECTIONS
    if len(directions) != 1:
        raise PackError(f"{where}: a step has one of {sorted(DIRECTIONS)}, this has {sorted(directions)}")
    (direction,) = directions
    to = table[direction]
    test = word_test({k: v for k, v in table.items() if k != direction}, where)
    if direction == "route" and to not in ROUTES:
        raise PackError(f"{where}: unknown route {to!r}, known are {sorted(ROUTES)}")
    if direction in ("near", "before", "after") and not (isinstance(to, int) and 0 < to <= 200):
        raise PackError(f"{where}: {direction} is a number of words from 1 to 200, not {to!r}")
    rels = _names(to, where) if direction in ("down", "up") else frozenset()
    return Step(direction, rels, to if isinstance(to, int) else 0, to if direction == "route" else "", test)


def _path(steps: object, where: str) -> Path:
    if not isinstance(steps, list) or not all(isinstance(s, dict) for s in steps):
        raise PackError(f"{where}: a path is a list of steps, not {steps!r}")
    return tuple(step(s, f"{where}[{n}]") for n, s in enumerate(steps))


def examples(rows: object, where: str) -> tuple[Example, ...]:
    """The examples of a rule; PackError unless there is at least one that it must read and one that it must leave alone."""
    if not isinstance(rows, list):
        raise PackError(f"{where}: no examples")
    found = []
    for row in rows:
        if set(row) - {"text", "find", "published"} or "text" not in row or "find" not in row:
            raise PackError(f"{where}: an example has text, find and perhaps published, not {sorted(row)}")
        find = row["find"] if isinstance(row["find"], list) else [row["find"]] if row["find"] else []
        found.append(Example(row["text"], tuple(find), row.get("published")))
    if not any(e.find for e in found) or all(e.find for e in found):
        raise PackError(f"{where}: wants an example that it must read and one that it must leave alone")
    return tuple(found)


RULE_KEYS = frozenset({"id", "trigger", "when", "unless", "roles", "set", "example", "pattern"})


def rule(table: Mapping[str, Any]) -> Rule:
    """The rule that a TOML table describes; PackError says what is wrong with it."""
    where = str(table.get("id", "a rule without id"))
    if set(table) - RULE_KEYS or "id" not in table or "trigger" not in table:
        raise PackError(f"{where}: a rule has id, trigger, when, unless, roles, set, example, not {sorted(set(table) - RULE_KEYS)}")
    roles = {role: tuple(_path(p, f"{where}.{role}") for p in paths) for role, paths in table.get("roles", {}).items()}
    return Rule(
        where, word_test(table["trigger"], f"{where}.trigger"),
        tuple(_path(p, f"{where}.when") for p in table.get("when", [])),
        tuple(_path(p, f"{where}.unless") for p in table.get("unless", [])),
        roles, table.get("set", {}), examples(table.get("example"), where),
    )  # fmt: skip


def text_rule(table: Mapping[str, Any], tables: Tables) -> TextRule:
    """The text rule that a TOML table describes, with the keys of the pack's tables put in; PackError says what is wrong with it."""
    where = str(table.get("id", "a rule without id"))
    if set(table) - {"id", "pattern", "set", "example"}:
        raise PackError(f"{where}: a text rule has id, pattern, set, example, not {sorted(table)}")

    def keys(found: re.Match[str]) -> str:
        if found[1] not in tables:
            raise PackError(f"{where}: no table {found[1]!r}")
        return "(?:" + "|".join(map(re.escape, sorted(tables[found[1]], key=len, reverse=True))) + ")"

    try:
        pattern = re.compile(re.sub(r"\{([a-z][a-z_]*)\}", keys, table["pattern"]))
    except re.error as error:
        raise PackError(f"{where}: {error}") from error
    return TextRule(where, pattern, table.get("set", {}), examples(table.get("example"), where))

"""The import table, the purity and the words of the design hold for every module; each rule is also shown to be able to fail."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "lagebild"
LONGEST = 400  # lines of a module

# From the bottom up: a module imports only from rows above its own, and inside its own row only from its own package.
ROWS: tuple[tuple[str, ...], ...] = (
    ("lagebild.errors",),
    ("lagebild.dates",),
    ("lagebild.model", "lagebild.earth"),
    ("lagebild.names",),
    ("lagebild.tree",),
    (
        "lagebild.rules",
        "lagebild.formats",
        "lagebild.parse",
        "lagebild.language",
        "lagebild.models",
        "lagebild.sources",
        "lagebild.gazetteer",
        "lagebild.gazetteer.open",
    ),
    ("lagebild.packs",),
    ("lagebild.merge",),
    ("lagebild.readers.*", "lagebild.store", "lagebild.gazetteer.build"),
    ("lagebild.readers",),
    ("lagebild.reader",),
    ("lagebild",),  # the public names; its version is everybody's
    ("lagebild.engine",),
    ("lagebild.web",),
    ("lagebild.cli",),
    ("lagebild.__main__",),
)
PURE = ("errors", "dates", "earth", "model", "names", "tree", "rules", "readers", "merge", "formats")
IMPURE_IMPORTS = {
    "logging",
    "time",
    "random",
    "secrets",
    "os",
    "socket",
    "subprocess",
    "tempfile",
    "urllib",
    "http",
    "sqlite3",
    "threading",
}
IMPURE_CALLS = {"open", "print", "input", "exec", "eval", "read_text", "read_bytes", "write_text", "write_bytes", "now", "today", "utcnow"}
ONLY_IN = {  # foreign package -> where alone it may be imported
    "spacy": ("parse",), "thinc": ("parse",), "HanTa": ("parse",), "pycrfsuite": ("parse",),
    "sqlite3": ("store", "gazetteer"), "sqlalchemy": ("store", "gazetteer"), "alembic": ("store",), "psycopg": ("store",),
    "py3langid": ("language",),
    "socket": ("sources", "web"), "urllib.request": ("sources", "web"), "http": ("sources", "web"), "ray": ("engine",), "typer": ("cli",),
}  # fmt: skip
UNWANTED = {
    "data", "info", "item", "object", "process", "handle", "manager", "helper", "util", "engine", "annotator", "extractor", "entity",
}  # fmt: skip
FOREIGN_NAMES = {"handle_starttag", "handle_endtag", "handle_startendtag", "handle_data", "handle_entityref", "handle_charref", "data"}
GRAMMAR = {"objects"}  # of a verb


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, tuple[Path, ast.Module]]:
    files = sorted(PACKAGE.rglob("*.py"))
    return {module_name(f): (f, ast.parse(f.read_text(encoding="utf8"), str(f))) for f in files}


def row_of(module: str) -> tuple[int, str]:
    """The module's row in the table, and the entry that it falls under."""
    for name in (module, *(module.rsplit(".", n)[0] for n in range(1, module.count(".") + 1))):
        for number, row in enumerate(ROWS):
            if name in row and (name != "lagebild.readers" or module == name) and (name != "lagebild" or module == name):
                return number, name
            if name != "lagebild.readers" and f"{name.rpartition('.')[0]}.*" in row:
                return number, name
    raise LookupError(f"{module} has no place in the import table")


def imported(tree: ast.Module) -> Iterator[str]:
    """Dotted names that the module imports, `from x import y` as `x.y` where that is a module of ours, else as `x`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in modules() else node.module


def may_import(module: str, other: str) -> bool:
    (row, entry), (other_row, other_entry) = row_of(module), row_of(other)
    if row != other_row:
        return other_row < row
    return entry == other_entry or {entry, other_entry} == {"lagebild.gazetteer", "lagebild.gazetteer.open"}


def wrong_imports(module: str, tree: ast.Module) -> list[str]:
    ours = {name for name in imported(tree) if name.startswith("lagebild.")}
    if module == "lagebild":  # the shop window: names what is public, for type checkers, and loads it when asked
        return []
    return [f"{module} imports {other}" for other in sorted(ours) if other != module and not may_import(module, other)]


def part(module: str) -> str:
    """The second part of the module's name: `lagebild.readers.time` is of `readers`."""
    return module.split(".")[1] if "." in module else ""


def impurities(tree: ast.Module) -> Iterator[str]:
    for name in imported(tree):
        if name.partition(".")[0] in IMPURE_IMPORTS:
            yield f"imports {name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if name in IMPURE_CALLS:
                yield f"line {node.lineno} calls {name}"
        if isinstance(node, ast.Attribute) and node.attr == "environ":
            yield f"line {node.lineno} looks at the environment"


def language_tests(tree: ast.Module) -> Iterator[int]:
    """Lines that compare a language with a constant: what differs between languages stands in their packs."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            names = {s.id if isinstance(s, ast.Name) else s.attr if isinstance(s, ast.Attribute) else "" for s in sides}
            if names & {"language", "lang"} and any(isinstance(s, ast.Constant) and isinstance(s.value, str) for s in sides):
                yield node.lineno


def docstrings(tree: ast.Module) -> set[int]:
    """The ids of the constants that are docstrings."""
    bare = (n for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))
    return {id(n.value) for n in bare}


def foreign_letters(tree: ast.Module) -> Iterator[str]:
    """Words with umlauts among the strings of the code; letter classes of regular expressions are none."""
    skip = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skip:
            text = re.sub(r"\[[^\]]*\]", "", node.value)
            if re.search(r"[a-zA-Z][äöüß]|[äöüÄÖÜ][a-z]", text):
                yield f"line {node.lineno}: {node.value!r}"


def defined_names(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno


def unwanted_words(name: str) -> set[str]:
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)
    return {w.lower() for w in words if w.lower() in UNWANTED or (w.lower().endswith("s") and w.lower()[:-1] in UNWANTED)}


@cache
def repository_files() -> tuple[Path, ...]:
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return tuple(f for f in (ROOT / line for line in listed.stdout.splitlines()) if f.is_file())


# Host names and machine paths are put together here, so that this file holds none itself.
HOSTS = (
    "py" + "pi.org",
    "python" + "hosted",
    "npm" + "js.",
    "registry" + ".",
    "deb." + "debian",
    "artifact" + "ory",
    "extra-index" + "-url",
)
MACHINE_PATH = re.compile(r"(?<![\w.$\-/~}])/(?:" + "|".join(("work", "root", "home", "Users", "opt")) + r")/\w")


def private_words(text: str) -> list[str]:
    return [h for h in HOSTS if h in text] + MACHINE_PATH.findall(text)


# ---- the rules, on the code ----------------------------------------------------------------------------------------


def test_imports_only_point_down() -> None:
    assert [line for name, (_, tree) in modules().items() for line in wrong_imports(name, tree)] == []


def test_there_are_no_cycles() -> None:
    edges = {name: {o for o in imported(tree) if o in modules() and o not in (name, "lagebild")} for name, (_, tree) in modules().items()}
    while edges:
        leaves = {name for name, to in edges.items() if not to & set(edges)}
        assert leaves, f"a cycle among {sorted(edges)}"
        edges = {name: to for name, to in edges.items() if name not in leaves}


def test_pure_modules_touch_nothing_outside() -> None:
    pure = [(name, tree) for name, (_, tree) in modules().items() if part(name) in PURE]
    assert [f"{name}: {fault}" for name, tree in pure for fault in impurities(tree)] == []


def test_foreign_packages_stay_where_they_belong() -> None:
    wrong = [
        f"{name} imports {other}"
        for name, (_, tree) in modules().items()
        for other in imported(tree)
        for package, places in ONLY_IN.items()
        if (other == package or other.startswith(package + ".")) and part(name) not in places
    ]
    assert wrong == []


def test_no_code_for_one_language() -> None:
    assert [f"{name}:{line}" for name, (_, tree) in modules().items() for line in language_tests(tree)] == []


def test_readers_know_no_word_of_any_language() -> None:
    readers = [
        (name, tree) for name, (_, tree) in modules().items() if part(name) in ("readers", "rules", "tree", "dates", "merge", "packs")
    ]
    assert [f"{name} {fault}" for name, tree in readers for fault in foreign_letters(tree)] == []


def test_modules_are_short() -> None:
    files = [*PACKAGE.rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py"), *(ROOT / "training").rglob("*.py")]
    lengths = {str(f.relative_to(ROOT)): len(f.read_text(encoding="utf8").splitlines()) for f in files}
    assert {name: n for name, n in lengths.items() if n > LONGEST} == {}


def test_names_avoid_the_words_that_say_nothing() -> None:
    found = [
        f"{name}:{line} {defined}"
        for name, (_, tree) in modules().items()
        for defined, line in defined_names(tree)
        if defined not in FOREIGN_NAMES | GRAMMAR and unwanted_words(defined)
    ]
    assert found == []
    assert [name for name in modules() if unwanted_words(name.rpartition(".")[2]) and name != "lagebild.engine"] == []


def test_the_repository_names_no_registry_and_no_machine() -> None:
    text = [f for f in repository_files() if f.stat().st_size < 2_000_000 and b"\0" not in f.read_bytes()[:1000]]
    found = {str(f.relative_to(ROOT)): private_words(f.read_text(encoding="utf8", errors="replace")) for f in text}
    assert {name: words for name, words in found.items() if words} == {}


# ---- each rule can fail --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("module", "other", "allowed"),
    [
        ("lagebild.model", "lagebild.dates", True),
        ("lagebild.dates", "lagebild.model", False),
        ("lagebild.rules", "lagebild.tree", True),
        ("lagebild.tree", "lagebild.rules", False),
        ("lagebild.rules", "lagebild.parse", False),
        ("lagebild.formats.csv", "lagebild.formats.rows", True),
        ("lagebild.readers.claim", "lagebild.readers.event", False),
        ("lagebild.readers.event.figure", "lagebild.readers.event.number", True),
        ("lagebild.readers", "lagebild.readers.event", True),
        ("lagebild.readers.event", "lagebild.readers", False),
        ("lagebild.readers.time", "lagebild.packs", True),
        ("lagebild.gazetteer.build", "lagebild.gazetteer.open", True),
        ("lagebild.gazetteer.open", "lagebild.gazetteer.build", False),
        ("lagebild.reader", "lagebild.cli", False),
    ],
)
def test_the_table_says_who_may_import_whom(module: str, other: str, allowed: bool) -> None:
    assert may_import(module, other) is allowed


def test_a_module_without_a_place_is_refused() -> None:
    with pytest.raises(LookupError):
        row_of("lagebild.misc")


@pytest.mark.parametrize("line", ["open('x')", "import time", "from os import path", "print(1)", "date.today()", "x.environ"])
def test_impure_code_is_seen(line: str) -> None:
    assert list(impurities(ast.parse(line)))


def test_other_faults_are_seen() -> None:
    assert list(language_tests(ast.parse("if document.language == 'de':\n    pass")))
    assert list(foreign_letters(ast.parse("x = 'getötet'")))
    assert not list(foreign_letters(ast.parse("'''getötet'''\nx = r'[A-ZÄÖÜ][a-zäöüß]+'")))
    assert unwanted_words("FigureManager") == {"manager"} and unwanted_words("raw_data") == {"data"} and not unwanted_words("dataclass")
    assert private_words("see https://" + HOSTS[0]) and private_words("at /" + "home/me") and not private_words("under docs/work/x")

"""The public names: these and no others, each there, and cheap until used."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import lagebild

ROOT = Path(__file__).parents[1]
PUBLIC = [
    "Complaint", "Document", "Found", "LagebildError", "Reader", "Reading", "dumps", "from_json", "loads", "make_document", "open_source",
    "read_many", "schema", "to_json",
]  # fmt: skip


def test_the_public_names() -> None:
    assert lagebild.__all__ == PUBLIC == dir(lagebild)
    for name in PUBLIC:
        assert getattr(lagebild, name).__doc__


def test_a_name_that_is_none() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        lagebild.nonsense  # noqa: B018


def test_the_version_is_the_projects() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]["version"] == lagebild.__version__


def test_importing_the_package_loads_no_model_library() -> None:
    code = (
        "import sys, lagebild, lagebild.cli, lagebild.reader; print([m for m in ('spacy', 'HanTa', 'numpy', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT / "src")})
    assert done.stdout.strip() == "[]"

"""The real command, run as a user would: reports in, readings out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


def shared() -> Path | None:
    """The folder with gold sets and corpora: LAGEBILD_SHARED, else ../shared; None when it is not there."""
    folder = Path(os.environ.get("LAGEBILD_SHARED") or ROOT.parent / "shared")
    return folder if (folder / "gold").is_dir() else None


def environment() -> dict[str, str]:
    """The environment with this checkout's package first on the path."""
    path = os.pathsep.join(filter(None, (str(ROOT / "src"), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf8"}


def lagebild(*arguments: str, out: Path) -> None:
    """`lagebild …` has run with its output in `out`; RuntimeError with what it said when it failed."""
    with out.open("wb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "lagebild", *arguments], stdout=file, stderr=subprocess.PIPE, env=environment(), check=False
        )
    if done.returncode:
        raise RuntimeError(f"lagebild {' '.join(arguments)}: exit {done.returncode}: {done.stderr.decode('utf8', 'replace')[-2000:]}")


def readings(file: Path) -> dict[str, dict[str, Any]]:
    """The readings of a JSONL file by document id."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf8").splitlines() if line.strip()]
    return {row["document"]["id"]: row for row in rows}


def read_to(file: Path, rows: Iterable[Mapping[str, Any]], options: Sequence[str] = ()) -> None:
    """`file` holds the readings of `rows`, one a line."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "input.jsonl"
        source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf8")
        lagebild("read", str(source), "--format", "jsonl", *options, out=file)


def read(rows: Iterable[Mapping[str, Any]], options: Sequence[str] = ()) -> dict[str, dict[str, Any]]:
    """The readings of `rows` (id, text, perhaps date), by document id."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "readings.jsonl"
        read_to(out, rows, options)
        return readings(out)

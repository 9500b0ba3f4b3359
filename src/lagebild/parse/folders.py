"""Model folders."""

from __future__ import annotations

import hashlib
from pathlib import Path


def digest(folder: Path) -> str:
    """Twelve hex digits over the names and bytes of all files of the folder."""
    made = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        made.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return made.hexdigest()[:12]

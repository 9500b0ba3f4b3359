"""A process that keeps readings and may be killed at any moment."""

from __future__ import annotations

from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from lagebild.formats.reading import loads
from lagebild.store import Kept, add, open_store, refresh

CONTEXT = get_context("forkserver")  # a process that has loaded everything is forked: it starts at once, and shares nothing with the test
CONTEXT.set_forkserver_preload(["tests.importing"])


def keep_all(record: Path, file: Path, batch: int) -> None:
    """The readings of a file are in the record, in transactions of so many documents; the incidents too."""
    with open_store(record) as store, file.open(encoding="utf8") as lines:
        add(store, (Kept(r, r.document.text.encode(), "in") for r in map(loads, lines)), batch=batch)
        refresh(store, chunk=40)


def start(record: Path, file: Path, batch: int = 5) -> ForkServerProcess:
    """Such a process, running."""
    running = CONTEXT.Process(target=keep_all, args=(record, file, batch))
    running.start()
    return running

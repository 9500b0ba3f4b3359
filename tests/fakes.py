"""A reader that needs no model: it says of every text that it read it. For tests of what stands around reading."""

from __future__ import annotations

import os
from collections.abc import Sequence

from lagebild.model import Coverage, Document, Reader, Reading


class FakeReader:
    """Reads anything but texts that say `Absturz` (it raises) or `Ende` (its process ends)."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.made_by = Reader("lagebild", "0.1.0", "fake", {language: "0"})

    def read(self, document: Document) -> Reading:
        if "Absturz" in document.text:
            raise ValueError("what a fault may say")
        if "Ende" in document.text:
            os._exit(9)
        return Reading(document, self.made_by, coverage=(Coverage(0, len(document.text), "unread", f"process {os.getpid()}"),))

    def read_together(self, documents: Sequence[Document]) -> list[Reading]:
        return [self.read(document) for document in documents]


def load_fake(language: str, model: str | None = None) -> FakeReader:
    """The fake reader of a language, whatever the model."""
    return FakeReader(language)

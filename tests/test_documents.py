"""Golden documents: whole reports read as they were when somebody last looked at the reading.

`python -m tests.test_documents` writes them anew; what changed is to be looked at, and said in the commit.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from benchmarks.examples import golds, texts
from lagebild import Reader, make_document
from tests.outline import outline

FOLDER = Path(__file__).parent / "documents"
DOCUMENTS = ("al-faschir-agentur", "tawusch-agentur", "myanmar-monat", "charkiw-ticker")


@cache
def reader() -> Reader:
    return Reader("de")


def read(doc: str) -> str:
    """The outline of the report as it is read now."""
    text = texts()[doc]
    date = None if text.startswith(" date ") else golds()[doc]["date"]
    return outline(reader().read(make_document(text, id=doc, date=date, language="de")))


@pytest.mark.parametrize("doc", DOCUMENTS)
def test_a_golden_document_reads_as_before(doc: str) -> None:
    assert read(doc) == (FOLDER / f"{doc}.outline").read_text(encoding="utf8")


def test_the_same_report_is_read_the_same_twice() -> None:
    assert read(DOCUMENTS[0]) == read(DOCUMENTS[0])


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in DOCUMENTS:
        (FOLDER / f"{name}.outline").write_text(read(name), encoding="utf8")

"""What every source makes: documents, and complaints about what is none.

A complaint is a value, not an exception: one bad input must not stop the others, and none may vanish.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from lagebild.dates import interval_of
from lagebild.model import Document, PublishedBasis

LONGEST_TEXT = 400_000  # characters; a long live ticker has 100,000
UNDETERMINED = "und"  # ISO 639-2, until the reader has looked at the text
HEADER = re.compile(r"\s{0,3}date (\d{4}(?:-\d\d(?:-\d\d)?)?)(?=\s)")


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says of inputs that do not say it themselves."""

    date: str | None = None  # EDTF
    language: str | None = None
    encoding: str = "utf-8"
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A document, where it stood (the file, the line), and what stood there."""

    where: str
    document: Document
    raw: bytes = field(default=b"", repr=False, compare=False)  # as it came in: the file, or the line of JSON


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with an input and what to do about it; `lost` unless a document came of it all the same."""

    where: str
    what: str
    lost: bool = True

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def make_document(
    text: str,
    given: Given = Given(),
    *,
    id: str | None = None,
    date: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    agency: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Document:
    """A document of exactly this text. An own date goes before a header of the text, the header before what is `given`.

    Without an `id` it is made from text, publisher, url and date: the same agency text in two papers is two documents.
    """
    header = HEADER.match(text)
    publisher = publisher or given.publisher
    published, basis = _published(date, header[1] if header else None, given.date)
    made = hashlib.sha256("\0".join((text, publisher or "", url or "", published or "")).encode()).hexdigest()[:16]
    return Document(
        id or made, hashlib.sha256(text.encode()).hexdigest(), language or given.language or UNDETERMINED, text,
        title=title, publisher=publisher, agency=agency, url=url, published=published, published_basis=basis,
    )  # fmt: skip


def _published(own: str | None, header: str | None, given: str | None) -> tuple[str | None, PublishedBasis]:
    if own:
        return own, "given"
    if header and is_date(header):
        return header, "header"
    return (given, "given") if given else (None, "none")


def as_date(value: str) -> str | None:
    """The EDTF of a date as inputs write it (`2023-09-20 08:00:00+02:00` too), None when it is no date."""
    edtf = re.sub(r"^(\d{4}-\d\d-\d\d) (?=\d)", r"\1T", value.strip())
    return edtf if is_date(edtf) else None


def is_date(edtf: str) -> bool:
    """Whether it is an EDTF date or interval."""
    return interval_of(edtf) is not None


def text_fault(text: str) -> str | None:
    """Why a text cannot be read (nothing in it, too long, no characters), in words that follow the input's name; None when it can."""
    if not text.strip():
        return "is empty; there is nothing to read"
    if len(text) > LONGEST_TEXT:
        return f"has {len(text):,} characters, and one report may have {LONGEST_TEXT:,}; split it into its reports"
    if any("\ud800" <= c <= "\udfff" for c in text):
        return "holds half a surrogate pair, which is no character; write the text again as UTF-8"
    controls = sum(c < " " and c not in "\t\n\r\f\v" for c in text)
    if controls * 50 > len(text):
        return "is a binary file, not text; give its text (.txt) or one JSON object a line (.jsonl)"
    return None

"""Plain text: one file, one report. The text is kept exactly as it came in, line ends and header included."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from lagebild.sources.document import LONGEST_TEXT, Complaint, Found, Given, make_document, text_fault

LARGEST = 4 * LONGEST_TEXT  # bytes; UTF-8 writes a character in at most four
MAGIC = (
    (b"%PDF", "a PDF"), (b"PK\x03\x04", "a ZIP archive (perhaps a Word, OpenDocument or EPUB file)"), (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"), (b"\x1f\x8b", "compressed with gzip"), (b"{\\rtf", "an RTF file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"), (b"SQLite format 3", "a SQLite database"),
)  # fmt: skip
TEXT_WANTED = "give its text (.txt) or one JSON object a line (.jsonl)"


def read_text(content: bytes, where: str, given: Given) -> Iterator[Found | Complaint]:
    """The one document that the bytes hold, or the complaint why they hold none."""
    text, fault = decode(content, given.encoding)
    if not fault:
        start = text[:200].lstrip().lower()
        fault = f"is an HTML page; {TEXT_WANTED}" if start.startswith(("<!doctype html", "<html", "<?xml")) else text_fault(text)
    yield Complaint(where, fault) if fault else Found(where, make_document(text, given), content)


def decode(content: bytes, encoding: str) -> tuple[str, str | None]:
    """The text of the bytes and no fault, or no text and why not. A byte order mark is no part of the text and says the encoding."""
    fault = binary_fault(content)
    if fault:
        return "", fault
    for mark, name in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            encoding = name
    try:
        return content.decode(encoding), None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{content[error.start]:02X} at offset {error.start}, line {line}"
        return "", f"is not {error.encoding.upper()} ({found}); name its encoding, for example --encoding windows-1252, or convert it"


def binary_fault(content: bytes) -> str | None:
    """Why the bytes are no text at all, or None."""
    known = next((name for start, name in MAGIC if content.startswith(start)), None)
    if known:
        return f"is {known}, not text; {TEXT_WANTED}"
    if b"\0" in content[:65536] and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return f"is a binary file, not text; {TEXT_WANTED}"
    return None

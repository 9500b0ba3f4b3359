"""JSON Lines: one report a line, with `text` and, where known, `id date title publisher url language`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from lagebild.sources.document import LONGEST_TEXT, Complaint, Found, Given, as_date, make_document, text_fault
from lagebild.sources.text import decode

LONGEST_LINE = 16 * LONGEST_TEXT  # bytes; escapes write a character in up to six (twelve outside the BMP), metadata comes on top
NOTHING = (None, "", "None", "null")  # what writers of JSON put where they know nothing


def read_jsonl(first: bytes, rest: BinaryIO, where: str, given: Given) -> Iterator[Found | Complaint]:
    """The documents of the lines in order, a complaint in the place of each line that holds none. `first` is the line already read."""
    line, number = first, 1
    while line:
        at = f"{where}, line {number}"
        if len(line) > LONGEST_LINE:
            length = len(line) + skip_line(rest, line)
            yield Complaint(at, f"is {length:,} bytes long; one report may have {LONGEST_TEXT:,} characters, so split it into its reports")
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield from read_line(line, at, given)
        line, number = rest.readline(LONGEST_LINE + 1), number + 1


def skip_line(stream: BinaryIO, begun: bytes) -> int:
    """How many bytes were left of the line that `begun` is the start of; the stream stands after it."""
    length = 0
    while begun and not begun.endswith(b"\n"):
        begun = stream.readline(1 << 20)
        length += len(begun)
    return length


def read_line(line: bytes, where: str, given: Given) -> Iterator[Found | Complaint]:
    """The document of one line, after a complaint about a date that is none; or the complaint why the line holds none."""
    text, fault = decode(line, given.encoding)
    row, fault = (None, fault) if fault else _parse(text.rstrip("\r\n"))
    fault = fault or _row_fault(row)
    if fault or row is None:
        yield Complaint(where, fault or "holds no JSON object")
        return
    date = None if row.get("date") in NOTHING else as_date(str(row["date"]))
    if date is None and row.get("date") not in NOTHING:
        yield Complaint(where, f"date {str(row['date'])[:40]!r} is no date such as 2023-09-20; the report is read without it", lost=False)
    language = _word(row, "language")
    document = make_document(
        row["text"], given, id=_word(row, "id"), date=date, title=_word(row, "title"), publisher=_word(row, "publisher"),
        url=_word(row, "url"), language=language.partition("-")[0].lower() if language else None,
    )  # fmt: skip
    yield Found(where, document, line)


def _parse(text: str) -> tuple[dict[str, Any] | None, str | None]:
    try:
        row = json.loads(text)
    except json.JSONDecodeError as error:
        return None, f"is not JSON ({error.msg} at character {error.pos + 1}); mend or take out this line"
    except (ValueError, RecursionError):  # a number of thousands of digits; brackets in brackets without end
        return None, "is JSON that no report needs (too deep, or a number too long); mend or take out this line"
    if not isinstance(row, dict):
        return None, 'is JSON but no object; each line wants at least {"text": "…"}'
    return row, None


def _row_fault(row: dict[str, Any] | None) -> str | None:
    if row is None:
        return "holds no JSON object"
    if not isinstance(row.get("text"), str):
        return 'has no "text" that is a string; each line wants at least {"text": "…"}'
    wrong = [k for k in ("id", "date", "title", "publisher", "url", "language") if type(row.get(k)) not in (str, int, type(None))]
    if wrong:
        return f"has {wrong[0]!r} that is no string; mend or take out this line"
    fields = [str(row.get(k)) for k in ("id", "title", "publisher", "url", "language")]
    return text_fault(row["text"]) or next((f for f in map(text_fault, fields) if f and f.startswith("holds")), None)


def _word(row: dict[str, Any], key: str) -> str | None:
    value = row.get(key)
    return None if value in NOTHING else str(value)

"""JSON: one report a line, or one whole value that is a report or a list of them.

A report has `text` and, where known, `id date title publisher agency url language`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

from lagebild.sources.document import LONGEST_TEXT, Complaint, Found, Given, as_date, make_document, text_fault
from lagebild.sources.text import decode

LONGEST_LINE = 16 * LONGEST_TEXT  # bytes; escapes write a character in up to six (twelve outside the BMP), metadata comes on top
BLANK = b" \t\r\n\xef\xbb\xbf"  # white space and a byte order mark
NOTHING = (None, "", "None", "null")  # what writers of JSON put where they know nothing


def read_jsonl(first: bytes, rest: BinaryIO, where: str, given: Given) -> Iterator[Found | Complaint]:
    """The documents of the lines in order, a complaint in the place of each line that holds none. `first` is the line already read."""
    line, number = first, 1
    while line:
        at = f"{where}, line {number}"
        if len(line) > LONGEST_LINE:
            length = len(line) + skip_line(rest, line)
            yield Complaint(at, f"is {length:,} bytes long; one report may have {LONGEST_TEXT:,} characters, so split it into its reports")
        elif line.strip(BLANK):
            yield from read_line(line, at, given)
        line, number = rest.readline(LONGEST_LINE + 1), number + 1


def skip_line(stream: BinaryIO, begun: bytes) -> int:
    """How many bytes were left of the line that `begun` is the start of; the stream stands after it."""
    length = 0
    while begun and not begun.endswith(b"\n"):
        begun = stream.readline(1 << 20)
        length += len(begun)
    return length


def read_json(content: bytes, where: str, given: Given) -> Iterator[Found | Complaint] | None:
    """The documents of one whole JSON value, a report or a list of reports, over as many lines as it likes; None when it is not JSON."""
    text, fault = decode(content, given.encoding)
    try:
        whole = None if fault else json.loads(text)
    except (ValueError, RecursionError):
        whole = None
    if isinstance(whole, dict):
        return read_row(whole, content, where, given)
    if isinstance(whole, list) and whole and isinstance(whole[0], dict):
        return chain.from_iterable(read_row(row, _bytes(row), f"{where}, report {n}", given) for n, row in enumerate(whole, 1))
    return None


def _bytes(row: object) -> bytes:
    return json.dumps(row, ensure_ascii=True).encode()


def is_row(line: bytes) -> bool:
    """Whether the line is a JSON object."""
    try:
        return isinstance(json.loads(line.lstrip(BLANK)), dict)
    except (ValueError, RecursionError):
        return False


def read_line(line: bytes, where: str, given: Given) -> Iterator[Found | Complaint]:
    """The document of one line, after a complaint about a date that is none; or the complaint why the line holds none."""
    text, fault = decode(line, given.encoding)
    row, fault = (None, fault) if fault else _parse(text.rstrip("\r\n"))
    if fault:
        yield Complaint(where, fault)
    else:
        yield from read_row(row, line, where, given)


def read_row(row: object, content: bytes, where: str, given: Given) -> Iterator[Found | Complaint]:
    """The document of one JSON object, after a complaint about a date that is none; or the complaint why it holds none."""
    if not isinstance(row, dict):
        yield Complaint(where, 'is JSON but no object; each report wants at least {"text": "…"}')
        return
    fault = _row_fault(row)
    if fault:
        yield Complaint(where, fault)
        return
    date = None if row.get("date") in NOTHING else as_date(str(row["date"]))
    if date is None and row.get("date") not in NOTHING:
        yield Complaint(where, f"date {str(row['date'])[:40]!r} is no date such as 2023-09-20; the report is read without it", lost=False)
    code = re.split("[-_]", _word(row, "language") or "")[0].strip().lower()
    document = make_document(
        row["text"], given, id=_word(row, "id"), date=date, title=_word(row, "title"), publisher=_word(row, "publisher"),
        agency=_word(row, "agency"), url=_word(row, "url"), language=code if len(code) == 2 else None,
    )  # fmt: skip
    yield Found(where, document, content)


def _parse(text: str) -> tuple[object, str | None]:
    try:
        return json.loads(text), None
    except json.JSONDecodeError as error:
        return None, f"is not JSON ({error.msg} at character {error.pos + 1}); mend or take out this line"
    except (ValueError, RecursionError):  # a number of thousands of digits; brackets in brackets without end
        return None, "is JSON that no report needs (too deep, or a number too long); mend or take out this line"


def _row_fault(row: dict[str, Any]) -> str | None:
    if not isinstance(row.get("text"), str):
        return 'has no "text" that is a string; each report wants at least {"text": "…"}'
    wrong = [k for k in ("id", "date", "title", "publisher", "agency", "url", "language") if type(row.get(k)) not in (str, int, type(None))]
    if wrong:
        return f"has {wrong[0]!r} that is no string; mend or take it out"
    fields = [str(row.get(k)) for k in ("id", "title", "publisher", "agency", "url", "language")]
    return text_fault(row["text"]) or next((f for f in map(text_fault, fields) if f and f.startswith("holds")), None)


def _word(row: dict[str, Any], key: str) -> str | None:
    value = row.get(key)
    return None if value in NOTHING else str(value)

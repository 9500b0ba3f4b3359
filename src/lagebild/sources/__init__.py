"""Sources: where documents come from.

What an input is, is told by what stands in it, not by its name: a first line that is a JSON object makes it JSON Lines; what is JSON as
a whole is a report or a list of reports; everything else is text.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from lagebild.sources.document import UNDETERMINED, Complaint, Found, Given, make_document
from lagebild.sources.jsonl import BLANK, LONGEST_LINE, is_row, read_json, read_jsonl
from lagebild.sources.text import LARGEST, binary_fault, read_text

__all__ = ["READABLE", "UNDETERMINED", "Complaint", "Found", "Given", "count", "make_document", "open_source", "open_stream"]

READABLE = frozenset({".txt", ".text", ".jsonl", ".ndjson"})  # what is read of a folder
LARGEST_JSON = 64_000_000  # bytes of JSON that is not in lines, which must be held as a whole
JSON_LINES = frozenset({".jsonl", ".ndjson"})


def open_source(path: Path, given: Given = Given()) -> Iterator[Found | Complaint]:  # noqa: B008  frozen
    """The documents of a file or folder in order (files of a folder by name), and complaints where there are none. Memory is bounded."""
    if path.is_dir():
        return _read_folder(path, given)
    return _read_file(path, given)


def open_stream(stream: BinaryIO, where: str, given: Given, jsonl: bool = False) -> Iterator[Found | Complaint]:
    """The documents of a stream of bytes, of which never more than one report is held in memory."""
    first = stream.readline(LONGEST_LINE + 1)
    start = first[:65536].lstrip(BLANK)[:1]
    if binary_fault(first[:65536]):
        yield from read_text(first, where, given)
    elif jsonl or (start == b"{" and (len(first) > LONGEST_LINE or is_row(first))):
        yield from read_jsonl(first, stream, where, given)
    elif start in (b"{", b"["):
        yield from _read_json(first + stream.read(max(0, LARGEST_JSON - len(first))), where, given)
    else:
        yield from _read_text(first, stream, where, given)


def _read_text(first: bytes, stream: BinaryIO, where: str, given: Given) -> Iterator[Found | Complaint]:
    content = first + stream.read(max(0, LARGEST + 1 - len(first)))
    if len(content) <= LARGEST:
        yield from read_text(content, where, given)
        return
    rest = sum(map(len, iter(lambda: stream.read(1 << 20), b"")))
    yield Complaint(where, f"has {len(content) + rest:,} bytes, more than one report can have; split it into its reports")


def _read_json(content: bytes, where: str, given: Given) -> Iterator[Found | Complaint]:
    """What begins as JSON, but not with an object on its first line: a whole JSON value, lines with a broken first one, or text."""
    whole = read_json(content, where, given)
    if whole is not None:
        yield from whole
    elif content.lstrip(BLANK).startswith(b"["):
        yield from _read_text(content, BytesIO(), where, given)
    elif any(is_row(line) for line in content.splitlines()):
        lines = BytesIO(content)
        yield from read_jsonl(lines.readline(), lines, where, given)
    else:
        yield Complaint(where, 'begins as JSON does but is none; give one JSON object a line, each with at least {"text": "…"}')


def count(path: Path) -> int:
    """About how many reports a file or folder holds: the lines of JSON Lines, one for any other file."""
    try:
        if path.is_dir():
            return sum(count(f) for f in path.rglob("*") if f.suffix.lower() in READABLE)
        if path.suffix.lower() not in JSON_LINES:
            return 1
        with path.open("rb") as stream:
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
    except OSError:
        return 1


def _read_file(path: Path, given: Given) -> Iterator[Found | Complaint]:
    try:
        with path.open("rb") as stream:
            yield from open_stream(stream, str(path), given, path.suffix.lower() in JSON_LINES)
    except FileNotFoundError:
        yield Complaint(str(path), "there is no such file or folder; check the name")
    except OSError as error:
        yield Complaint(str(path), f"cannot be read ({error.strerror}); check the file and its permissions")


def _read_folder(path: Path, given: Given) -> Iterator[Found | Complaint]:
    try:
        files = sorted(f for f in path.rglob("*") if f.is_file() and not any(p.startswith(".") for p in f.relative_to(path).parts))
    except OSError as error:
        yield Complaint(str(path), f"cannot be read ({error.strerror}); check the folder and its permissions")
        return
    wanted = [f for f in files if f.suffix.lower() in READABLE]
    others = [f for f in files if f.suffix.lower() not in READABLE]
    endings = ", ".join(sorted(READABLE))
    if not wanted:
        found = f"{len(others)} of other kinds, such as {others[0].name}" if others else "no files at all"
        yield Complaint(str(path), f"holds no file to read ({found}); wanted are files ending in {endings}")
        return
    if others:
        yield Complaint(
            str(path), f"left alone {len(others)} of other kinds, such as {others[0].name}; read are files ending in {endings}", lost=False
        )
    yield from chain.from_iterable(_read_file(f, given) for f in wanted)

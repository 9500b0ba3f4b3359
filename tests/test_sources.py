"""Inputs: what is read, and one clear sentence for each that cannot be."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.model import Document
from lagebild.sources import Complaint, Found, Given, make_document, open_source, open_stream
from lagebild.sources.document import LONGEST_TEXT, as_date

REPORT = " date 2023-09 Am Dienstag starben zwei Menschen.\r\n\r\n  Mehr ist nicht bekannt. \n"
NONE = Given()


def documents(path: Path, given: Given = NONE) -> list[Document]:
    found = read(open_source(path, given))
    assert not [f for f in found if isinstance(f, Complaint)]
    return [f for f in found if isinstance(f, Document)]


def read(found: Iterable[Found | Complaint]) -> list[Document | Complaint]:
    return [f.document if isinstance(f, Found) else f for f in found]


def complaints(path: Path, given: Given = NONE) -> list[Complaint]:
    return [f for f in open_source(path, given) if isinstance(f, Complaint)]


def stream(content: bytes, given: Given = NONE) -> list[Document | Complaint]:
    return read(open_stream(io.BytesIO(content), "-", given))


def lines(*rows: object) -> bytes:
    return b"".join((row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode()) + b"\n" for row in rows)


# ---- text ----------------------------------------------------------------------------------------------------------


def test_text_is_kept_to_the_character_and_its_header_stays_in_it(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(REPORT.encode())
    (document,) = documents(file)
    assert document.text == REPORT
    assert (document.published, document.published_basis, document.language) == ("2023-09", "header", "und")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("date 2023 Text", "2023"),
        (" date 2023-09-20\nText", "2023-09-20"),
        (" date 2023-13 Text", None),
        (" date 2023-02-30 Text", None),
        ("Text, date 2023-09 ", None),
        (" date 2023-091 Text", None),
        (" update 2023-09 Text", None),
    ],
)
def test_a_header_is_a_date_at_the_start(text: str, published: str | None) -> None:
    assert make_document(text).published == published


def test_own_date_before_header_before_given_date() -> None:
    given = Given(date="2020-01-01")
    assert make_document(REPORT, given, date="2023-09-21").published == "2023-09-21"
    assert make_document(REPORT, given).published == "2023-09"
    assert (make_document("Text.", given).published, make_document("Text.", given).published_basis) == ("2020-01-01", "given")
    assert (make_document("Text.").published, make_document("Text.").published_basis) == (None, "none")


def test_id_is_kept_or_made_from_what_the_document_is() -> None:
    one = make_document("Text.", publisher="A")
    assert make_document("Text.", id="x").id == "x"
    assert one.id == make_document("Text.", publisher="A").id
    assert len({d.id for d in (one, make_document("Text."), make_document("Text.", url="u"), make_document("Text.", date="2023"))}) == 4
    assert one.sha256 == make_document("Text.").sha256


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_any_text_comes_through_unchanged(text: str) -> None:
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "<")) or text.startswith(("\ufeff", "GIF8", "%PDF")):
        return
    (document,) = stream(text.encode())
    assert isinstance(document, Document) and document.text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_says_the_encoding(encoding: str) -> None:
    (document,) = stream("Über Köln.".encode(encoding))
    assert isinstance(document, Document) and document.text == "Über Köln."


def test_a_named_encoding_is_used() -> None:
    (document,) = stream("Über Köln.".encode("cp1252"), Given(encoding="cp1252"))
    assert isinstance(document, Document) and document.text == "Über Köln."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "-: is empty; there is nothing to read"),
        (b" \n\t\n", "-: is empty; there is nothing to read"),
        (b"\x89PNG\r\n\x1a\n\0\0", "-: is a PNG picture, not text; give its text"),
        (b"%PDF-1.7\n", "-: is a PDF, not text"),
        (b"abc\0def", "-: is a binary file, not text"),
        (b"\x01\x02\x03abc", "-: is a binary file, not text"),
        (b"<!DOCTYPE html><p>x", "-: is an HTML page; give its text"),
        (b"ok\n\xfcber", "-: is not UTF-8 (byte 0xFC at offset 3, line 2); name its encoding, for example --encoding windows-1252"),
    ],
)
def test_what_is_no_text_is_one_sentence(content: bytes, sentence: str) -> None:
    (found,) = stream(content)
    assert isinstance(found, Complaint) and found.lost
    assert str(found).startswith(sentence) and "\n" not in str(found)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    (found,) = complaints(tmp_path / "none.txt")
    assert str(found) == f"{tmp_path / 'none.txt'}: there is no such file or folder; check the name"


class Endless(io.RawIOBase):
    """A stream of `left` bytes without a line end that says how much was asked for at once."""

    def __init__(self, left: int) -> None:
        self.left, self.most = left, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = min(len(buffer), self.left)
        buffer[:count] = b"a" * count
        self.left, self.most = self.left - count, max(self.most, len(buffer))
        return count


def test_a_line_of_50_megabytes_is_refused_without_being_held() -> None:
    raw = Endless(50_000_000)
    (found,) = open_stream(io.BufferedReader(raw), "big.txt", NONE)
    assert str(found) == "big.txt: has 50,000,000 bytes, more than one report can have; split it into its reports"
    assert raw.most <= 16 * LONGEST_TEXT


def test_a_text_longer_than_a_report_is_refused() -> None:
    (found,) = stream(b"a " * (LONGEST_TEXT // 2 + 1))
    assert str(found) == "-: has 400,002 characters, and one report may have 400,000; split it into its reports"


# ---- JSON Lines ----------------------------------------------------------------------------------------------------


def test_jsonl_fields_are_taken_over() -> None:
    row = {
        "id": 7, "text": "Text.", "date": "2023-09-20 08:00:00+02:00", "title": "T", "publisher": "P", "url": "https://example.org",
        "language": "de-AT", "section": "x",
    }  # fmt: skip
    (document,) = stream(lines(row))
    assert isinstance(document, Document)
    assert (document.id, document.published, document.published_basis) == ("7", "2023-09-20T08:00:00+02:00", "given")
    assert (document.title, document.publisher, document.url, document.language) == ("T", "P", "https://example.org", "de")


@pytest.mark.parametrize(
    ("written", "code"), [("de", "de"), ("DE_at", "de"), ("fr-CA", "fr"), ("German", "und"), ("deu", "und"), ("", "und")]
)
def test_a_language_is_a_code_or_left_to_be_found_out(written: str, code: str) -> None:
    (document,) = stream(lines({"text": "Text.", "language": written}))
    assert isinstance(document, Document) and document.language == code


def test_jsonl_without_anything_but_text() -> None:
    first, second = stream(lines({"text": "Text."}, {"text": "Text.", "date": None, "title": "", "publisher": "None"}))
    assert isinstance(first, Document) and first == second
    assert (first.title, first.published_basis, first.language) == (None, "none", "und")


def test_a_broken_line_costs_only_itself_and_order_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(
        lines({"text": "Eins."}, b'{"text": "Zw', b"", {"title": "no text"}, b"[1]", b'{"text": "\xff"}', {"text": "Zwei."}, {"text": " "})
    )
    found = read(open_source(file))
    assert [f.text if isinstance(f, Document) else f.where.rpartition(" ")[2] for f in found] == ["Eins.", "2", "4", "5", "6", "Zwei.", "8"]
    said = [str(f) for f in found if isinstance(f, Complaint)]
    assert said[0].startswith(f"{file}, line 2: is not JSON (Unterminated string")
    assert 'has no "text"' in said[1] and "no object" in said[2] and "is not UTF-8" in said[3] and "is empty" in said[4]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (b'{"text": "a\\ud800b"}', "half a surrogate pair"),
        (b'{"text": "a", "id": "\\udc00"}', "half a surrogate pair"),
        (b'{"text": "a", "title": ["x"]}', "has 'title' that is no string"),
        (b'{"text": ["a"]}', 'has no "text" that is a string'),
        (b'{"a":' * 100_000, "is JSON that no report needs"),
        (b'{"id": ' + b"9" * 9000 + b', "text": "a"}', "is JSON that no report needs"),
    ],
)
def test_hostile_lines(line: bytes, part: str) -> None:
    found, after = stream(line + b"\n" + lines({"text": "Danach."}))
    assert isinstance(found, Complaint) and part in found.what
    assert isinstance(after, Document) and after.text == "Danach."


def test_a_date_that_is_none_is_told_and_the_report_read() -> None:
    said, document = stream(lines({"text": "Text.", "date": "gestern"}))
    assert str(said) == "-, line 1: date 'gestern' is no date such as 2023-09-20; the report is read without it"
    assert isinstance(said, Complaint) and not said.lost
    assert isinstance(document, Document) and document.published is None


def test_a_line_of_50_megabytes_costs_only_itself() -> None:
    content = io.BytesIO(lines({"text": "Eins."}, {"text": "a" * 50_000_000}, {"text": "Zwei."}))
    one, said, two = read(open_stream(content, "a.jsonl", NONE))
    assert isinstance(one, Document) and isinstance(two, Document) and two.text == "Zwei."
    assert str(said).startswith("a.jsonl, line 2: is 50,000,013 bytes long; one report may have 400,000 characters")


def test_json_over_several_lines_is_a_report_or_a_list_of_reports() -> None:
    (one,) = stream(b'\xef\xbb\xbf{\n  "text": "Eins.",\n  "id": "x"\n}\n')
    assert isinstance(one, Document) and (one.id, one.text) == ("x", "Eins.")
    first, second, third = stream(json.dumps([{"text": "Eins."}, {"title": "Zwei"}, {"text": "Drei."}], indent=1).encode())
    assert isinstance(first, Document) and isinstance(third, Document) and third.text == "Drei."
    assert str(second).startswith('-, report 2: has no "text" that is a string')


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{\n "events": []\n}', '-: has no "text" that is a string'),
        (b'{\n "text": "a",\n}', "-: begins as JSON does but is none; give one JSON object a line"),
        (b'[{"text": "a"}', None),
        ("[Aktualisiert] Kiew – Zwei Tote.".encode(), None),
        (b"[1, 2]", None),
        (b"{" * 100_000, "-: begins as JSON does but is none"),
    ],
)
def test_what_begins_as_json_does_is_one_sentence_or_text(content: bytes, sentence: str | None) -> None:
    (found,) = stream(content)
    assert str(found).startswith(sentence) if sentence else isinstance(found, Document) and found.text == content.decode()


def test_lines_of_json_the_first_of_which_is_broken() -> None:
    broken, document = stream(b'{"text": "Ei\n' + lines({"text": "Zwei."}))
    assert str(broken).startswith("-, line 1: is not JSON") and isinstance(document, Document) and document.text == "Zwei."


def test_jsonl_is_told_by_its_content_or_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + lines({"text": "Text."}))
    (tmp_path / "b.jsonl").write_bytes(b"no json\n")
    assert documents(tmp_path / "a.txt")[0].text == "Text."
    assert "line 1: is not JSON" in str(complaints(tmp_path / "b.jsonl")[0])


# ---- folders -------------------------------------------------------------------------------------------------------


def test_a_folder_is_read_by_name_and_what_is_left_alone_is_told(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name, text in (("b.txt", "B."), ("sub/a.txt", "A."), (".hidden.txt", "H."), ("c.png", "x"), ("a.TXT", "Z.")):
        (tmp_path / name).write_text(text)
    said, *rest = read(open_source(tmp_path))
    assert [d.text for d in rest if isinstance(d, Document)] == ["Z.", "B.", "A."]
    assert isinstance(said, Complaint) and not said.lost and "left alone 1 of other kinds, such as c.png" in str(said)


@pytest.mark.parametrize("names", [[], ["a.png", ".b.txt"]])
def test_a_folder_without_a_file_to_read_is_one_sentence(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).write_text("x")
    (found,) = complaints(tmp_path)
    assert found.lost and "holds no file to read" in str(found)


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2023-09-20", "2023-09-20"),
        (" 2023-09 ", "2023-09"),
        ("2023-09-20T08:00:00Z", "2023-09-20T08:00:00Z"),
        ("2023-09-20 08:00", "2023-09-20T08:00"),
        ("2023-09-19/2023-09-20", "2023-09-19/2023-09-20"),
        ("20.9.2023", None),
        ("2023-02-30", None),
        ("", None),
    ],
)
def test_dates_as_inputs_write_them(written: str, edtf: str | None) -> None:
    assert as_date(written) == edtf

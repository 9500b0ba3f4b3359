"""Sentences as CoNLL-U and back, without any model; what is written comes back exactly.

Offsets are kept in MISC as `Start` and `End` (code points of the example's or document's text), names as `Name=<kind>` on the first
word and `NameLength` for their words. `# text` is the sentence's own text, `# example` the whole text that the offsets count in.
https://universaldependencies.org/format.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from lagebild.errors import FormatError
from lagebild.model import Name, NameKind, Sentence, Word


def write_conllu(sentences: Sequence[Sentence], text: str, example: bool = True) -> str:
    """The sentences as CoNLL-U; with `example`, `# example` before the first sentence carries the whole text, JSON-quoted when it must."""
    blocks = []
    for number, sentence in enumerate(sentences):
        head = [f"# example = {quoted(text)}"] if example and number == 0 else []
        head.append(f"# text = {quoted(text[sentence.start : sentence.end])}")
        blocks.append("\n".join([*head, *_rows(sentence)]) + "\n\n")
    return "".join(blocks)


def quoted(text: str) -> str:
    """The text on one line: as it stands, or as a JSON string when a comment line could not carry it."""
    plain = text == text.strip() and text.isprintable() and not text.startswith('"')
    return text if plain else json.dumps(text)


def unquoted(value: str) -> str:
    """What `quoted` was given."""
    return cast(str, json.loads(value)) if value.startswith('"') else value


def _rows(sentence: Sentence) -> Iterator[str]:
    begins = {name.first: name for name in sentence.names}
    for i, word in enumerate(sentence.words):
        feats = "|".join(f"{k}={v}" for k, v in sorted(word.feats.items(), key=lambda kv: kv[0].lower())) or "_"
        misc = [f"Start={word.start}", f"End={word.end}"]
        if name := begins.get(i):
            misc.append(f"Name={name.kind}")
            misc.append(f"NameLength={name.last - name.first}")
        columns = [str(i + 1), word.form, word.lemma, word.upos, word.xpos, feats, str(word.head + 1), word.deprel, "_", "|".join(misc)]
        yield "\t".join(columns)


def read_conllu(text: str) -> tuple[Sentence, ...]:
    """The sentences of CoNLL-U text; offsets from `Start`/`End`, else worked out from `# text` and `SpaceAfter=No`, running on."""
    return tuple(sentence for _, sentences in read_examples(text) for sentence in sentences)


def read_examples(text: str) -> Iterator[tuple[str | None, tuple[Sentence, ...]]]:
    """Each example's whole text (None where none is given) with its sentences."""
    example: str | None = None
    found: list[Sentence] = []
    offset = 0
    for comments, rows in _blocks(text):
        if "example" in comments:
            if found:
                yield example, tuple(found)
            example, found, offset = unquoted(comments["example"]), [], 0
        sentence = _sentence(rows, offset)
        offset = sentence.end + 1
        found.append(sentence)
    if found:
        yield example, tuple(found)


def _blocks(text: str) -> Iterator[tuple[dict[str, str], list[list[str]]]]:
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip()] = value.strip()
        elif line:
            rows.append(_columns(line, number))
        elif rows:
            yield comments, rows
            comments, rows = {}, []


def _columns(line: str, number: int) -> list[str]:
    columns = line.split("\t")
    if len(columns) != 10:
        raise FormatError(f"line {number}: {len(columns)} columns instead of 10")
    return columns


def _sentence(rows: list[list[str]], offset: int) -> Sentence:
    """One sentence; contractions written as a range become one word."""
    words: list[Word] = []
    names: list[Name] = []
    for row in merged(rows):
        misc = pairs(row[9])
        start = int(misc.get("Start", offset))
        end = int(misc.get("End", start + len(row[1])))
        offset = end + (misc.get("SpaceAfter") != "No")
        if "Name" in misc:
            names.append(Name(len(words), len(words) + int(misc["NameLength"]), cast(NameKind, misc["Name"])))
        words.append(Word(row[1], row[2], row[3], row[4], pairs(row[5]), int(row[6]) - 1, row[7], start, end))
    return Sentence(words[0].start, words[-1].end, tuple(words), tuple(names))


def pairs(column: str) -> dict[str, str]:
    """The `key=value` pairs of a FEATS or MISC column."""
    return {} if column == "_" else {k: v for k, _, v in (part.partition("=") for part in column.split("|"))}


def merged(rows: Iterable[list[str]]) -> list[list[str]]:
    """Rows with every contraction (`1-2 im`) as one word and heads counted anew: the preposition with the article's features."""
    plain = [row for row in rows if "." not in row[0]]
    ranges = [row for row in plain if "-" in row[0]]
    words = {int(row[0]): list(row) for row in plain if "-" not in row[0]}
    goes: dict[int, int] = {}
    for row in ranges:
        first, last = map(int, row[0].split("-"))
        goes.update(dict.fromkeys(range(first + 1, last + 1), first))
        _merge(words, first, last, row)
    kept = [n for n in words if n not in goes]
    place = {n: i for i, n in enumerate(kept, start=1)}
    for n in kept:
        head = int(words[n][6])
        words[n][6] = str(place[goes.get(head, head)] if head else 0)
        words[n][0] = str(place[n])
    return [words[n] for n in kept]


def _merge(words: dict[int, list[str]], first: int, last: int, row: list[str]) -> None:
    """Gives word `first` the form and the outer relation of the whole range."""
    inside = range(first, last + 1)
    outer = next(n for n in inside if int(words[n][6]) not in inside)
    words[first][6:8] = words[outer][6:8]
    words[first][1], words[first][9] = row[1], row[9]
    if words[first][3] == "ADP" and words[last][3] == "DET":
        words[first][4] = "APPRART"
        words[first][5] = words[last][5]

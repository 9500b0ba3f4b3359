"""Names that we marked ourselves in sentences that others wrote: where each stands and of what kind, without the sentence.

    python -m training.namebank show [SHARED]                 every marked sentence with its names in brackets, after its key
    python -m training.namebank amend AMENDMENTS.txt [SHARED] write corrections into `training/marks/de.tsv`

A line of `de.tsv` is the key of a sentence and, after tabulators, `FIRST-LAST KIND` for each of its names (words from 0). The key is
the beginning of the SHA-256 of the sentence's words joined by spaces: who has the corpora finds the sentence by it, and a sentence that is
split otherwise one day is left out, not misread. An amendment is `KEY: KIND words of the name | KIND words …`, all names of the sentence in
their order, or `KEY: -` for none.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from training import raw
from training.names import GERMEVAL, Named
from training.treebanks import trees

MARKS = Path(__file__).parent / "marks" / "de.tsv"
KEY = 12  # hexadecimal digits

Span = tuple[int, int, str]  # first and last word, kind
Marks = dict[str, list[Span]]


def key(words: Sequence[str]) -> str:
    """The key of a sentence."""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:KEY]


def read(path: Path = MARKS) -> Marks:
    """The names of each sentence, by its key."""
    found: Marks = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, *spans = line.split("\t")
            found[name] = [_span(span) for span in spans]
    return found


def _span(text: str) -> Span:
    place, kind = text.split(" ")
    first, last = place.split("-")
    return int(first), int(last), kind


def marked(marks: Marks, sentences: Iterable[list[str]]) -> Iterator[Named]:
    """Those of the sentences that are marked, each once, with one B-/I-/O tag a word."""
    seen: set[str] = set()
    for words in sentences:
        name = key(words)
        if name in marks and name not in seen:
            seen.add(name)
            yield words, tags(len(words), marks[name])


def tags(size: int, spans: Iterable[Span]) -> list[str]:
    """The tags of a sentence of that many words."""
    made = ["O"] * size
    for first, last, kind in spans:
        made[first : last + 1] = [f"B-{kind}", *[f"I-{kind}"] * (last - first)]
    return made


def sources(shared: Path) -> Iterator[list[str]]:
    """The sentences that the marks are about: UD German-GSD, dev part, and Wikinews."""
    yield from ([row[1] for row in tree] for tree in trees(shared, "gsd-dev"))
    yield from raw.sentences(shared / "corpora" / "raw" / "wikinews-train.txt.gz", raw.tables("de"))


def amended(text: str, words: Sequence[str]) -> list[Span]:
    """The names that an amendment gives; ValueError where the sentence has no such words from there on, or there is no such kind."""
    spans, at = list[Span](), 0
    for part in text.split(" | ") if text != "-" else ():
        kind, *name = part.split(" ")
        if kind not in GERMEVAL.values():
            raise ValueError(f"{kind} is none of {', '.join(GERMEVAL.values())}")
        first = next((i for i in range(at, len(words)) if name and words[i : i + len(name)] == name), None)
        if first is None:
            raise ValueError(f"the sentence has no {' '.join(name)!r} after its word {at}")
        at = first + len(name)
        spans.append((first, at - 1, kind))
    return spans


def write(marks: Marks, path: Path = MARKS) -> None:
    """The marks stand in the file, after the comment lines that it had."""
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")] if path.is_file() else []
    rows = ["\t".join([name, *(f"{first}-{last} {kind}" for first, last, kind in spans)]) for name, spans in marks.items()]
    path.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Shows or amends the marks; 1 where an amendment could not be placed."""
    arguments = argparse.ArgumentParser(prog="python -m training.namebank", description=__doc__)
    commands = arguments.add_subparsers(dest="command", required=True)
    commands.add_parser("show")
    commands.add_parser("amend").add_argument("amendments", type=Path)
    for command in commands.choices.values():
        command.add_argument("shared", nargs="?", type=Path, default=Path(os.environ.get("LAGEBILD_SHARED", "../shared")))
    given = arguments.parse_args(argv)
    marks = read()
    known = {key(words): words for words in sources(given.shared)}
    if given.command == "show":
        for name, spans in marks.items():
            print(f"{name}: {_shown(known[name], spans)}" if name in known else f"{name}: not found")
        return 0
    faults = 0
    for line in given.amendments.read_text(encoding="utf-8").splitlines():
        name, _, text = line.partition(": ")
        try:
            marks[name] = amended(text.strip(), known[name])
        except (KeyError, ValueError) as error:
            print(f"{name}: {'no such sentence' if isinstance(error, KeyError) else error}", file=sys.stderr)
            faults += 1
    write(marks)
    return int(faults > 0)


def _shown(words: Sequence[str], spans: Iterable[Span]) -> str:
    shown = list(words)
    for first, last, kind in spans:
        shown[first] = f"[{kind} {shown[first]}"
        shown[last] += "]"
    return " ".join(shown)


if __name__ == "__main__":
    sys.exit(main())

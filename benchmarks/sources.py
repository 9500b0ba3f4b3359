"""Sentences with a reporting cue, drawn at random from the news corpus, with the statements that were found in them: for a person to judge.

`python -m benchmarks.sources --seed 4 --count 200` prints them. Nothing of the corpus is written into the repository. For each
statement the judge answers from the text alone: is this what the report gives as the origin of these words, and is it rightly called
named, carried or unnamed?
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks import drawing

SECTIONS = ("International", "Panorama")


def touching(reading: Mapping[str, Any], drawn: drawing.Drawn) -> list[Mapping[str, Any]]:
    """The statements with a source whose words begin in the sentence; the narration of the report itself is none."""
    found = []
    for statement in reading["statements"]:
        spans = statement["content"] + statement["cue"]
        if statement["form"] != "narration" and any(drawn.start <= span["start"] < drawn.end for span in spans):
            found.append(statement)
    return found


def words(span: Mapping[str, Any] | None) -> str:
    """The words of a span; nothing where the report gives none."""
    return "" if span is None else str(span["text"])


def shown(statement: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """One line: id, form, sources with their basis and whom they stand for, cue, what is said."""
    sources = (
        "; ".join(f"[{s['basis']}] {words(s['span'])!r} = {names.get(s['ref'] or '', '–')}" for s in statement["sources"]) or "NO SOURCE"
    )
    cue = " … ".join(span["text"] for span in statement["cue"])
    content = " … ".join(span["text"] for span in statement["content"])
    return f"  {statement['id']} {statement['form']} {sources} | {cue} | {content}"


def block(number: int, reading: Mapping[str, Any], drawn: drawing.Drawn, before: int) -> str:
    """The sentence, `before` characters of the text in front of it, and the statements found in it."""
    text = reading["document"]["text"]
    names = {actor["id"]: actor["name"] for actor in reading["actors"]}
    head = (
        f"### {number} {drawn.doc}:{drawn.start}\n… {text[max(0, drawn.start - before) : drawn.start]}\n>>> {text[drawn.start : drawn.end]}"
    )
    return "\n".join([head, *(shown(statement, names) for statement in touching(reading, drawn))]) + "\n"


def arguments(given: Sequence[str] | None) -> argparse.Namespace:
    """The options of the command."""
    parser = drawing.options(__doc__, seed=4, count=200)
    parser.add_argument("--before", type=int, default=300, help="characters of context in front")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Print the drawn sentences; 0 also when the corpus is not there, which is said."""
    options = arguments(given)
    shared = drawing.corpus()
    if shared is None:
        return 0
    readings = drawing.read_articles(drawing.articles(shared, SECTIONS), options.readings, options.jobs)
    sentences = drawing.draw_sentences(readings.values(), drawing.cue_pattern("de"), options.count, options.seed)
    print(f"seed {options.seed}, {len(sentences)} sentences of {', '.join(SECTIONS)}\n")
    for number, drawn in enumerate(sentences, start=1):
        print(block(number, readings[drawn.doc], drawn, options.before))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""What is wrong with a reading: every span against its text, every link, every id. Pure; a whole reading has no faults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

LINKS: Mapping[str, str] = {
    "organisation": "actors", "victims": "actors", "by": "actors", "part_of": "claims", "of": "claims", "via": "statements",
    "utterance": "statements", "statement": "statements", "event": "events", "from": "times", "times": "times",
    "statements": "statements", "claims": "claims", "events": "events",
}  # fmt: skip
KINDS = ("actors", "places", "times", "events", "statements", "claims", "gaps")
LONGEST_HEAD = 6  # words


def faults(reading: Mapping[str, Any]) -> Iterator[str]:
    """One line for each fault of a reading in the contract's JSON (whose schema is taken for granted: `loads` holds it)."""
    ids = {kind: {x["id"] for x in reading[kind]} for kind in KINDS}
    every = [x["id"] for kind in KINDS for x in reading[kind]]
    if len(every) != len(set(every)):
        yield "two things have one id"
    text = reading["document"]["text"]
    for kind in (*KINDS, "coverage", "notes"):
        for number, part in enumerate(reading[kind]):
            yield from _walk(part, text, ids, part.get("id", f"{kind}[{number}]"))
    yield from _listed(reading)


def count_spans(value: Any) -> int:
    """How many spans stand anywhere in it."""
    if isinstance(value, dict):
        return ("start" in value and "text" in value) + sum(map(count_spans, value.values()))
    return sum(map(count_spans, value)) if isinstance(value, list) else 0


def _walk(value: Any, text: str, ids: Mapping[str, set[str]], where: str) -> Iterator[str]:
    if isinstance(value, list):
        for part in value:
            if isinstance(part, dict | list):
                yield from _walk(part, text, ids, where)
        return
    if "start" in value and "text" in value:
        yield from _span(value, text, where)
    for key, inner in value.items():
        if key == "ref" and inner is not None:
            if inner not in ids["actors"] and inner not in ids["places"]:
                yield f"{where} names {inner}, which is not there"
        elif key in LINKS and inner:
            for one in inner if isinstance(inner, list) else (inner,):
                if one not in ids[LINKS[key]]:
                    yield f"{where}.{key} names {one}, which is not there"
        elif isinstance(inner, dict | list):
            yield from _walk(inner, text, ids, f"{where}.{key}")


def _span(span: Mapping[str, Any], text: str, where: str) -> Iterator[str]:
    start, end = span["start"], span["end"]
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end) or text[start:end] != span["text"]:
        yield f"{where}: characters {start} to {end} of the text are not {span['text'][:40]!r}"
    head = span.get("head")
    if head is not None:
        if not start <= head["start"] < head["end"] <= end:
            yield f"{where}: a head outside its span"
        if len(head["text"].split()) > LONGEST_HEAD:
            yield f"{where}: a head of more than {LONGEST_HEAD} words"


def _listed(reading: Mapping[str, Any]) -> Iterator[str]:
    """Claims hold the links; events and statements list the same."""
    of_event: dict[str, set[str]] = {e["id"]: set() for e in reading["events"]}
    of_statement: dict[str, set[str]] = {s["id"]: set() for s in reading["statements"]}
    for claim in reading["claims"]:
        of_event.setdefault(claim["event"], set()).add(claim["id"])
        for statement in claim["statements"]:
            of_statement.setdefault(statement, set()).add(claim["event"])
    for event in reading["events"]:
        if set(event["claims"]) != of_event[event["id"]]:
            yield f"{event['id']} does not list the claims that name it"
    for statement in reading["statements"]:
        if set(statement["events"]) != of_statement[statement["id"]]:
            yield f"{statement['id']} does not list the events that its claims name"

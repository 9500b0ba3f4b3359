"""What every reading that a test makes must hold: the schema, its spans word for word, ids and links."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator

from lagebild.formats.reading import to_json
from lagebild.model import Reading

LINKS = {
    "organisation": "actors", "victims": "actors", "by": "actors", "part_of": "claims", "of": "claims", "via": "statements",
    "utterance": "statements", "statement": "statements", "event": "events",
    "from": "times", "times": "times", "statements": "statements", "claims": "claims", "events": "events",
}  # fmt: skip


@cache
def validator() -> Draft202012Validator:
    """The validator of the schema that ships with the package."""
    schema = json.loads(resources.files("lagebild.formats").joinpath("reading.schema.json").read_text("utf8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def assert_valid(reading: Reading) -> None:
    """Fails unless the reading is in the contract's format, to the letter of its text."""
    assert_valid_json(to_json(reading))


def assert_valid_json(reading: dict[str, Any]) -> None:
    """Fails unless this JSON value is a reading in the contract's format."""
    assert_in_schema(reading)
    lists = ("actors", "places", "times", "events", "statements", "claims", "gaps")
    ids = {kind: [x["id"] for x in reading[kind]] for kind in lists}
    everything = [i for kind in lists for i in ids[kind]]
    assert len(everything) == len(set(everything)), "two things have one id"
    _check_spans(reading, reading["document"]["text"], "reading")
    _check_links(reading, ids, "reading")
    _check_listed(reading)
    _check_coverage(reading)


def assert_in_schema(reading: dict[str, Any]) -> None:
    """Fails unless the schema allows this JSON value, saying where it does not."""
    error = next(validator().iter_errors(reading), None)
    assert error is None, f"{error.json_path}: {error.message[:300]}"


def _check_spans(value: Any, text: str, where: str) -> None:
    if isinstance(value, list):
        for n, v in enumerate(value):
            _check_spans(v, text, f"{where}[{n}]")
    elif isinstance(value, dict):
        if "start" in value and "end" in value and "text" in value:
            assert text[value["start"] : value["end"]] == value["text"], f"{where}: not the document's words"
        if "head" in value:
            head = value["head"]
            assert value["start"] <= head["start"] < head["end"] <= value["end"], f"{where}: head outside its span"
            assert len(head["text"].split()) <= 6, f"{where}: a head of more than six words"
        for k, v in value.items():
            _check_spans(v, text, f"{where}.{k}")


def _check_links(value: Any, ids: dict[str, list[str]], where: str) -> None:
    if isinstance(value, list):
        for n, v in enumerate(value):
            _check_links(v, ids, f"{where}[{n}]")
    elif isinstance(value, dict):
        for k, v in value.items():
            if k == "ref":
                assert v is None or v in ids["actors"] or v in ids["places"], f"{where}.ref: no {v}"
            elif k in LINKS and where != "reading":
                for one in v if isinstance(v, list) else [v]:
                    assert one is None or one in ids[LINKS[k]], f"{where}.{k}: no {one}"
            _check_links(v, ids, f"{where}.{k}")


def _check_listed(reading: dict[str, Any]) -> None:
    for event in reading["events"]:
        own = [c for c in reading["claims"] if c["event"] == event["id"]]
        assert sorted(event["claims"]) == sorted(c["id"] for c in own), f"{event['id']}: its claims are not those that name it"
        said = {s for c in own for s in c["statements"]}
        assert set(event["statements"]) == said, f"{event['id']}: its statements are not those of its claims"
    for statement in reading["statements"]:
        told = {c["event"] for c in reading["claims"] if statement["id"] in c["statements"]}
        assert set(statement["events"]) == told, f"{statement['id']}: its events are not those of its claims"


def _check_coverage(reading: dict[str, Any]) -> None:
    at = 0
    text = reading["document"]["text"]
    for entry in reading["coverage"]:
        assert at <= entry["start"] < entry["end"] and not text[at : entry["start"]].strip(), "coverage has a hole or overlaps"
        at = entry["end"]
    assert not reading["coverage"] or not text[at:].strip(), "coverage ends before the text does"

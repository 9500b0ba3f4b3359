"""Reading ↔ JSON: the identity, the contract's shape, and errors that say where."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings

from lagebild import model
from lagebild.errors import FormatError
from lagebild.formats import reading as codec
from lagebild.model import Claim, Figure, Reading
from tests.checks import assert_valid, validator
from tests.sample import sample
from tests.strategies import readings

slow_to_draw = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow_to_draw
@given(readings())
def test_reading_to_json_and_back_is_the_identity(reading: Reading) -> None:
    line = codec.dumps(reading)
    assert "\n" not in line and "\r" not in line
    assert codec.loads(line) == reading
    assert codec.dumps(codec.loads(line)) == line


@slow_to_draw
@given(readings())
def test_every_reading_is_in_the_contracts_format(reading: Reading) -> None:
    assert_valid(reading)


def test_the_sample_is_valid_and_comes_back() -> None:
    reading = sample()
    assert_valid(reading)
    assert codec.loads(codec.dumps(reading)) == reading


def test_a_span_carries_its_head_and_a_mention_is_a_span() -> None:
    written = codec.to_json(sample())
    trigger = written["events"][0]["triggers"][0]
    assert trigger == {**trigger, "text": "beschossen", "head": {k: trigger[k] for k in ("start", "end", "text")}}
    actor, place = written["actors"][0]["mentions"][0], written["places"][0]["mentions"][0]
    assert set(actor) == {"start", "end", "text", "head", "distance"}
    assert set(place) == {"start", "end", "text", "head", "distance", "relation"}


def test_claims_are_flat() -> None:
    claims = {c["about"]: c for c in codec.to_json(sample())["claims"]}
    common = set(codec.CLAIM_KEYS)
    assert set(claims["occurrence"]) == common
    assert set(claims["killed"]) == common | {f.name for f in fields(Figure)}
    assert set(claims["agent"]) == common | {"ref"}
    assert set(claims["time"]) == common | {"edtf"}
    assert set(claims["identity"]) == common | {"ref", "of"}


def test_a_claim_with_a_figure_that_is_about_none_is_refused() -> None:
    first = sample().claims[0]
    wrong = Claim(first.id, first.event, "occurrence", first.span, figure=Figure(1, 1))
    with pytest.raises(FormatError, match="c1 about occurrence"):
        codec.to_json(Reading(sample().document, sample().reader, claims=(wrong,)))


def test_every_about_has_its_keys() -> None:
    assert set(codec.ABOUT_KEYS) == set(get_args(model.About))


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("events", 0, "type"), "WAR", r"reading.events\[0\].type is 'WAR', wanted is one of AGREE"),
        (("document", "text"), None, "reading.document.text is None, wanted is str"),
        (("claims", 1, "low"), "two", r"reading.claims\[1\].low is 'two', wanted is int"),
        (("claims", 1, "hearsay"), 1, r"reading.claims\[1\].hearsay is 1, wanted is bool"),
        (("gaps",), {}, "reading.gaps is {}, wanted is a list"),
        (("events", 0, "triggers", 0, "end"), 3, r"triggers\[0\]: offsets"),
        (("schema",), "lagebild/reading/9", "schema is 'lagebild/reading/9'"),
    ],
)
def test_what_is_not_a_reading_is_refused_with_its_place(path: tuple[str | int, ...], value: object, message: str) -> None:
    written: Any = codec.to_json(sample())
    at = written
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(FormatError, match=message):
        codec.from_json(written)


def test_a_missing_field_is_refused() -> None:
    written = codec.to_json(sample())
    del written["events"][0]["phase"]
    with pytest.raises(FormatError, match=r"reading.events\[0\]: no 'phase'"):
        codec.from_json(written)


def test_further_fields_are_left_alone() -> None:
    written = codec.to_json(sample())
    written["events"][0]["weather"] = "rain"
    written["further"] = []
    assert codec.from_json(written) == sample()


@pytest.mark.parametrize("line", ["", "{", "[]", "null", '{"schema": "lagebild/reading/1"}', "[" * 100_000])
def test_what_is_not_json_or_no_reading_is_a_format_error(line: str) -> None:
    with pytest.raises(FormatError):
        codec.loads(line)


# ---- the schema against the model ---------------------------------------------------------------------------------


def dataclasses_of_the_format() -> list[type]:
    return [
        model.Document, model.Reader, model.Actor, model.Attribute, model.Place, model.Candidate, model.Time, model.Ref, model.Event,
        model.Relation, model.Codes, model.Statement, model.Source, model.Gap, model.Coverage, model.Note,
    ]  # fmt: skip


@pytest.mark.parametrize("kind", dataclasses_of_the_format(), ids=lambda k: k.__name__)
def test_the_schema_asks_for_every_field_of_the_model(kind: type) -> None:
    part = validator().schema["$defs"][kind.__name__.lower()]
    names = [f.name.rstrip("_") for f in fields(kind)]
    assert part["required"] == names
    assert list(part["properties"]) == names


@pytest.mark.parametrize("kind", [*dataclasses_of_the_format(), Claim], ids=lambda k: k.__name__)
def test_the_schema_allows_the_values_of_the_model(kind: type) -> None:
    properties = validator().schema["$defs"][kind.__name__.lower()]["properties"]
    for name, hint in get_type_hints(kind).items():
        choices = [v for part in (hint, *get_args(hint)) for v in (get_args(part) if getattr(part, "__origin__", None) else ())]
        wanted = {v for v in choices if isinstance(v, str)}
        if wanted and name in properties:
            assert set(properties[name]["enum"]) - {None} == wanted, f"{kind.__name__}.{name}"


def test_the_schema_is_json_schema_2020_12_in_stable_form() -> None:
    assert validator().schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    json.dumps(validator().schema)

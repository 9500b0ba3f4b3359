"""Reading ↔ JSON, schema `lagebild/reading/1`, field for field as the contract has it.

Every field is always there: null when it is not known, an empty list when nothing was found. Keys are the names of `lagebild.model`,
but for four things: a span carries its head as a span of its own, a mention is its span with further keys, a claim is flat (besides
what every claim has, the keys of what it is about), and a trailing underscore (`from_`) is not written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Literal, NoReturn, Union, get_args, get_origin, get_type_hints

from lagebild.errors import FormatError
from lagebild.model import FIGURES, SCHEMA, Actor, Claim, Figure, Mention, Reading, Span

Json = dict[str, Any]

CLAIM_KEYS = ("id", "event", "about", "statements", "polarity", "firmness", "hearsay", "span", "rules")
FIGURE_KEYS = tuple(f.name for f in fields(Figure))
ABOUT_KEYS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("occurrence", "cause"), ()),
    **dict.fromkeys(FIGURES, FIGURE_KEYS),
    **dict.fromkeys(("agent", "patient", "place"), ("ref",)),
    "identity": ("ref", "of"),
    "time": ("edtf",),
}  # what a claim has besides CLAIM_KEYS, by what it is about


def dumps(reading: Reading) -> str:
    """The reading as one line of JSON without its line end; the same reading always gives the same characters."""
    return json.dumps(to_json(reading), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def loads(line: str) -> Reading:
    """The reading that one line of JSON holds; FormatError says where it does not hold one."""
    try:
        return from_json(json.loads(line))
    except (json.JSONDecodeError, RecursionError) as error:
        raise FormatError(f"not JSON: {error}") from error


def to_json(reading: Reading) -> Json:
    """The reading as plain dictionaries, lists, strings and numbers."""
    write = _writer(Reading)
    assert write is not None
    return {"schema": SCHEMA, **write(reading)}


def part(reading: Reading, ident: str) -> Json:
    """What has that id in a reading, as `to_json` writes it, with the list that it stands in as `part`; FormatError when nothing has."""
    written = to_json(reading)
    for kind in ("events", "claims", "statements", "actors", "places", "times", "gaps"):
        for one in written[kind]:
            if one["id"] == ident:
                return {"part": kind, **one}
    raise FormatError(f"{reading.document.id} has nothing with the id {ident!r}")


def from_json(value: object) -> Reading:
    """The reading that plain JSON values describe; keys it does not know are left alone. FormatError names the first wrong place."""
    if not isinstance(value, dict) or value.get("schema") != SCHEMA:
        found = value.get("schema") if isinstance(value, dict) else type(value).__name__
        raise FormatError(f"not a reading: schema is {found!r}, wanted is {SCHEMA!r}")
    try:
        reading: Reading = _decoder(Reading)(value)
    except _MisfitError as error:
        raise FormatError(f"reading{''.join(reversed(error.path))}{error.said}") from None
    return reading


# ---- writing -------------------------------------------------------------------------------------------------------

Writer = Callable[[Any], Any]


@cache
def _writer(kind: Any) -> Writer | None:
    """What makes plain JSON of a value of the type `kind`; None where the value is that already. Made once for every type: it is fast."""
    own: Mapping[Any, Writer] = {Span: _span, Mention: _mention, Claim: _claim, Actor: _actor}
    if kind in own:
        return own[kind]
    if is_dataclass(kind):
        return _dataclass_writer(kind)
    origin, args = get_origin(kind), get_args(kind)
    if origin in (UnionType, Union):
        (inner,) = [_writer(a) for a in args if a is not NoneType]
        return None if inner is None else lambda value: None if value is None else inner(value)
    if origin is tuple:
        each = _writer(args[0])
        return list if each is None else lambda value: [each(v) for v in value]
    return (lambda value: {k: value[k] for k in sorted(value)}) if origin is Mapping else None


def _dataclass_writer(kind: Any) -> Writer:
    hints = _hints(kind)
    get = attrgetter(*(f.name for f in fields(kind)))
    keys = [f.name.rstrip("_") for f in fields(kind)]
    further = [(f.name.rstrip("_"), write) for f in fields(kind) if (write := _writer(hints[f.name]))]

    def write_all(value: Any) -> Json:
        written = dict(zip(keys, get(value), strict=True))
        for key, write in further:
            written[key] = write(written[key])
        return written

    return write_all


def _span(span: Span) -> Json:
    head = {"start": span.head_start, "end": span.head_end, "text": span.head}
    return {"start": span.start, "end": span.end, "text": span.text, "head": head}


def _mention(mention: Mention) -> Json:
    return {**_span(mention.span), "distance": mention.distance, "relation": mention.relation}


@cache
def _actor_writer() -> Writer:
    return _dataclass_writer(Actor)


def _actor(actor: Actor) -> Json:
    written: Json = _actor_writer()(actor)
    for mention in written["mentions"]:
        del mention["relation"]  # a place's only
    return written


def _claim(claim: Claim) -> Json:
    if (claim.figure is not None) != (claim.about in FIGURES):
        raise FormatError(f"claim {claim.id} about {claim.about}: a figure belongs to claims about {', '.join(FIGURES)}, and to none else")
    own = _figure_writer()(claim.figure) if claim.figure else {key: getattr(claim, key) for key in ABOUT_KEYS[claim.about]}
    return {
        "id": claim.id, "event": claim.event, "about": claim.about, **own, "statements": list(claim.statements),
        "polarity": claim.polarity, "firmness": claim.firmness, "hearsay": claim.hearsay, "span": _span(claim.span),
        "rules": list(claim.rules),
    }  # fmt: skip


@cache
def _figure_writer() -> Writer:
    return _dataclass_writer(Figure)


# ---- reading back --------------------------------------------------------------------------------------------------

Decoder = Callable[[Any], Any]


class _MisfitError(Exception):
    """A value that is none of the wanted type: what is said of it, and the steps to it, the last one first."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said
        self.path: list[str] = []


@cache
def _decoder(kind: Any) -> Decoder:
    """What makes a value of the type `kind` of a JSON value."""
    if kind in (str, int, bool):
        return lambda value: value if type(value) is kind else _wrong(value, kind.__name__)
    if kind is float:
        return lambda value: value if type(value) in (int, float) else _wrong(value, "number")
    own: Mapping[Any, Decoder] = {Span: _read_span, Claim: _read_claim, Mention: _read_mention}
    if kind in own:
        return own[kind]
    if is_dataclass(kind):
        return _dataclass_decoder(kind)
    return _generic_decoder(kind, get_origin(kind), get_args(kind))


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _generic_decoder(kind: Any, origin: Any, args: tuple[Any, ...]) -> Decoder:
    if origin is Literal:
        return lambda value: value if value in args else _wrong(value, "one of " + ", ".join(map(str, args)))
    if origin in (UnionType, Union):
        (inner,) = [_decoder(a) for a in args if a is not NoneType]
        return lambda value: None if value is None else inner(value)
    if origin is tuple and args[-1] is Ellipsis:
        return _list_decoder(_decoder(args[0]))
    if origin is tuple:
        parts = [_decoder(a) for a in args]
        return lambda value: (
            tuple(part(v) for part, v in zip(parts, value, strict=True))
            if isinstance(value, list) and len(value) == len(parts)
            else _wrong(value, f"a list of {len(parts)}")
        )
    if origin is Mapping:
        each = _decoder(args[1])
        return lambda value: {k: _at(each, v, f".{k}") for k, v in _of(dict, value).items()}
    raise TypeError(f"no decoder for {kind}")


def _list_decoder(each: Decoder) -> Decoder:
    def decode(value: Any) -> Any:
        if type(value) is not list:
            _wrong(value, "a list")
        found: list[Any] = []
        try:
            for part in value:
                found.append(each(part))
        except _MisfitError as error:
            error.path.append(f"[{len(found)}]")
            raise
        return tuple(found)

    return decode


_ALWAYS: Mapping[Any, frozenset[type]] = {str: frozenset({str}), int: frozenset({int}), bool: frozenset({bool})}


def _taken(kind: Any) -> frozenset[type]:
    """The types whose every value is one of the type `kind`, so that nothing more need be looked at."""
    if get_origin(kind) in (UnionType, Union):
        return frozenset({NoneType}).union(*(_taken(a) for a in get_args(kind)))
    return _ALWAYS.get(kind, frozenset())


def _dataclass_decoder(kind: Any) -> Decoder:
    hints = _hints(kind)
    parts = [(f.name.rstrip("_"), _taken(hints[f.name]), _decoder(hints[f.name])) for f in fields(kind)]

    def decode(value: Any) -> Any:
        table = _of(dict, value)
        found = []
        key = ""
        try:
            for key, taken, part in parts:
                own = _key(table, key) if key not in table else table[key]
                found.append(own if type(own) in taken else part(own))
        except _MisfitError as error:
            if key in table:
                error.path.append(f".{key}")
            raise
        return kind(*found)

    return decode


def _read_span(value: Any) -> Span:
    try:
        start, end, text, head = value["start"], value["end"], value["text"], value["head"]
        first, last, named = head["start"], head["end"], head["text"]
    except (KeyError, TypeError):
        return _explain_span(value)
    whole = type(start) is type(end) is type(first) is type(last) is int and type(text) is str
    if not whole or not 0 <= start <= first <= last <= end or len(text) != end - start or text[first - start : last - start] != named:
        return _explain_span(value)
    return Span(start, end, text, first, last)


def _explain_span(value: Any) -> NoReturn:
    """Says what is wrong with a span."""
    table = _of(dict, value)
    head = _at(lambda v: _of(dict, v), _key(table, "head"), ".head")
    start, end, first, last = (_at(_decoder(int), _key(t, k), f".{k}") for t in (table, head) for k in ("start", "end"))
    text = _at(_decoder(str), _key(table, "text"), ".text")
    if not (0 <= start <= first <= last <= end) or len(text) != end - start:
        raise _MisfitError(f": offsets {start}-{end}, head {first}-{last} and {len(text)} characters do not fit together")
    raise _MisfitError(".head: its text is not that of its offsets")


def _read_mention(value: Any) -> Mention:
    hints, span = _hints(Mention), _read_span(value)
    return Mention(
        span,
        *(_at(_decoder(hints[k]), v, f".{k}") for k, v in (("distance", _key(value, "distance")), ("relation", value.get("relation")))),
    )


def _read_claim(value: Any) -> Claim:
    table = _of(dict, value)
    about = _at(_decoder(_hints(Claim)["about"]), _key(table, "about"), ".about")
    found = {key: _at(part, _key(table, key), f".{key}") for key, part in _claim_parts(about)}
    return Claim(**found, figure=_decoder(Figure)(table) if about in FIGURES else None)


@cache
def _claim_parts(about: str) -> tuple[tuple[str, Decoder], ...]:
    own = () if about in FIGURES else ABOUT_KEYS[about]
    return tuple((key, _decoder(_hints(Claim)[key])) for key in (*CLAIM_KEYS, *own))


def _at(part: Decoder, value: Any, step: str) -> Any:
    """The value decoded; a fault in it tells the step to it."""
    try:
        return part(value)
    except _MisfitError as error:
        error.path.append(step)
        raise


def _of(kind: type, value: Any) -> Any:
    return value if isinstance(value, kind) else _wrong(value, "a list" if kind is list else "an object")


def _key(table: Mapping[str, Any], key: str) -> Any:
    if key not in table:
        raise _MisfitError(f": no {key!r}; every field of the format is always there")
    return table[key]


def _wrong(value: Any, wanted: str) -> NoReturn:
    shown = repr(value)
    raise _MisfitError(f" is {shown if len(shown) <= 60 else shown[:60] + '…'}, wanted is {wanted}")

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
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from lagebild import model
from lagebild.errors import FormatError
from lagebild.model import FIGURES, SCHEMA, Claim, Figure, Mention, Reading, Span

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
    return {"schema": SCHEMA, **_plain(reading)}


def from_json(value: object) -> Reading:
    """The reading that plain JSON values describe; keys it does not know are left alone. FormatError names the first wrong place."""
    if not isinstance(value, dict) or value.get("schema") != SCHEMA:
        found = value.get("schema") if isinstance(value, dict) else type(value).__name__
        raise FormatError(f"not a reading: schema is {found!r}, wanted is {SCHEMA!r}")
    reading: Reading = _decoder(Reading)(value, "reading")
    return reading


# ---- writing -------------------------------------------------------------------------------------------------------


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, Span):
        return _span(value)
    if isinstance(value, Claim):
        return _claim(value)
    if isinstance(value, Mapping):
        return {k: _plain(value[k]) for k in sorted(value)}
    written = {key: _plain(getattr(value, name)) for name, key in _keys_of(value.__class__)}
    if isinstance(value, Mention):
        return {**_span(value.span), **{k: v for k, v in written.items() if k != "span"}}
    if isinstance(value, model.Actor):
        for mention in written["mentions"]:
            del mention["relation"]  # a place's only
    return written


@cache
def _keys_of(kind: Any) -> tuple[tuple[str, str], ...]:
    """The fields of a dataclass, each with the key under which it is written."""
    return tuple((f.name, f.name.rstrip("_")) for f in fields(kind))


def _span(span: Span) -> Json:
    head = {"start": span.head_start, "end": span.head_end, "text": span.head}
    return {"start": span.start, "end": span.end, "text": span.text, "head": head}


def _claim(claim: Claim) -> Json:
    if (claim.figure is not None) != (claim.about in FIGURES):
        raise FormatError(f"claim {claim.id} about {claim.about}: a figure belongs to claims about {', '.join(FIGURES)}, and to none else")
    own = claim.figure or claim
    keys = {key: _plain(getattr(own, key)) for key in ABOUT_KEYS[claim.about]}
    common = {key: _plain(getattr(claim, key)) for key in CLAIM_KEYS}
    return {**{k: common[k] for k in CLAIM_KEYS[:3]}, **keys, **{k: common[k] for k in CLAIM_KEYS[3:]}}


# ---- reading back --------------------------------------------------------------------------------------------------

Decoder = Callable[[Any, str], Any]


@cache
def _decoder(kind: Any) -> Decoder:
    """What makes a value of the type `kind` of a JSON value."""
    if kind in (str, int, bool):
        return lambda value, where: value if type(value) is kind else _wrong(value, where, kind.__name__)
    if kind is float:
        return lambda value, where: value if type(value) in (int, float) else _wrong(value, where, "number")
    if kind is Span:
        return _read_span
    if kind is Claim:
        return _read_claim
    if is_dataclass(kind):
        return _dataclass_decoder(kind)
    return _generic_decoder(kind, get_origin(kind), get_args(kind))


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _generic_decoder(kind: Any, origin: Any, args: tuple[Any, ...]) -> Decoder:
    if origin is Literal:
        return lambda value, where: value if value in args else _wrong(value, where, "one of " + ", ".join(map(str, args)))
    if origin in (UnionType, Union):
        (inner,) = [_decoder(a) for a in args if a is not NoneType]
        return lambda value, where: None if value is None else inner(value, where)
    if origin is tuple and args[-1] is Ellipsis:
        each = _decoder(args[0])
        return lambda value, where: tuple(each(v, f"{where}[{n}]") for n, v in enumerate(_of(list, value, where)))
    if origin is tuple:
        parts = [_decoder(a) for a in args]
        return lambda value, where: (
            tuple(part(v, where) for part, v in zip(parts, value, strict=True))
            if isinstance(value, list) and len(value) == len(parts)
            else _wrong(value, where, f"a list of {len(parts)}")
        )
    if origin is Mapping:
        each = _decoder(args[1])
        return lambda value, where: {k: each(v, f"{where}.{k}") for k, v in _of(dict, value, where).items()}
    raise TypeError(f"no decoder for {kind}")


def _dataclass_decoder(kind: Any) -> Decoder:
    hints = _hints(kind)
    parts = [(f.name, f.name.rstrip("_"), _decoder(hints[f.name])) for f in fields(kind)]

    def decode(value: Any, where: str) -> Any:
        table = _of(dict, value, where)
        return kind(**{name: part(_key(table, key, where), f"{where}.{key}") for name, key, part in parts})

    def decode_mention(value: Any, where: str) -> Any:
        table = {"relation": None, **_of(dict, value, where)}
        return decode({**table, "span": table}, where)

    return decode_mention if kind is Mention else decode


def _read_span(value: Any, where: str) -> Span:
    table = _of(dict, value, where)
    head = _of(dict, _key(table, "head", where), f"{where}.head")
    start, end, first, last = (_int(t, k, where) for t in (table, head) for k in ("start", "end"))
    text = _decoder(str)(_key(table, "text", where), f"{where}.text")
    span = Span(start, end, text, first, last)
    if not (0 <= start <= first <= last <= end) or len(text) != end - start:
        raise FormatError(f"{where}: offsets {start}-{end}, head {first}-{last} and {len(text)} characters do not fit together")
    if head.get("text") != span.head:
        raise FormatError(f"{where}.head: its text is not that of its offsets")
    return span


def _read_claim(value: Any, where: str) -> Claim:
    table = _of(dict, value, where)
    hints = _hints(Claim)
    about = _decoder(hints["about"])(_key(table, "about", where), f"{where}.about")
    own = ABOUT_KEYS[about]
    found = {key: _decoder(hints[key])(_key(table, key, where), f"{where}.{key}") for key in CLAIM_KEYS}
    if about in FIGURES:
        return Claim(**found, figure=_decoder(Figure)(table, where))
    return Claim(**found, **{key: _decoder(hints[key])(_key(table, key, where), f"{where}.{key}") for key in own})


def _of(kind: type, value: Any, where: str) -> Any:
    return value if isinstance(value, kind) else _wrong(value, where, "a list" if kind is list else "an object")


def _key(table: Mapping[str, Any], key: str, where: str) -> Any:
    if key not in table:
        raise FormatError(f"{where}: no {key!r}; every field of the format is always there")
    return table[key]


def _int(table: Mapping[str, Any], key: str, where: str) -> int:
    number: int = _decoder(int)(_key(table, key, where), f"{where}.{key}")
    return number


def _wrong(value: Any, where: str, wanted: str) -> Any:
    shown = repr(value)
    raise FormatError(f"{where} is {shown if len(shown) <= 60 else shown[:60] + '…'}, wanted is {wanted}")

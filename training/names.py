"""The name corpora that may train, as word forms with one B-/I-/O tag each."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

from lagebild.parse.tokens import Tables, split

Named = tuple[list[str], list[str]]

GERMEVAL = {"PER": "person", "LOC": "place", "ORG": "organisation", "OTH": "other"}
SMARTDATA = {"person": "person", "organization": "organisation", "organization-company": "organisation", "location": "place"}
SMARTDATA |= {"location-city": "place", "location-street": "place", "location-route": "other", "location-stop": "place", "product": "other"}


def germeval(path: Path) -> Iterator[Named]:
    """The sentences of a GermEval 2014 file, outer names; parts of words and derivations are no names."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
        if rows:
            yield [row[1] for row in rows], clean([_plain(row[2]) for row in rows])


def _plain(tag: str) -> str:
    found = re.fullmatch(r"([BI])-(PER|LOC|ORG|OTH)", tag)
    return f"{found[1]}-{GERMEVAL[found[2]]}" if found else "O"


def clean(tags: list[str]) -> list[str]:
    """The tags with every name beginning in B-."""
    return ["B" + tag[1:] if tag[0] == "I" and (i == 0 or tags[i - 1][2:] != tag[2:]) else tag for i, tag in enumerate(tags)]


def smartdata(path: Path, known: Tables) -> Iterator[Named]:
    """The sentences of the news in a SmartData file (tweets and traffic feeds are left out)."""
    for document in _json_values(gzip.decompress(path.read_bytes()).decode("utf-8")):
        raw = document["raw"]
        if 'featureName="source" featureValue="news"' not in raw:
            continue
        text, offsets = _plain_text(raw)
        names = [n for n in re.findall(r'<Entity id="\d+" startPos="(\d+)" endPos="(\d+)" type="([^"]+)"', raw) if n[2] in SMARTDATA]
        spans = [(offsets.get(int(a), -1), offsets.get(int(b), -1), SMARTDATA[kind]) for a, b, kind in names]
        for tokens in split(text, known):
            yield [text[a:b] for a, b in tokens], [_tag(a, b, spans) for a, b in tokens]


def _tag(start: int, end: int, spans: list[tuple[int, int, str]]) -> str:
    for a, b, kind in spans:
        if a <= start and end <= b:
            return f"{'B' if start == a else 'I'}-{kind}"
    return "O"


def _plain_text(raw: str) -> tuple[str, dict[int, int]]:
    """The text without its node marks, and where each node stands in it."""
    body = raw[raw.index("<TEXT>") + 6 : raw.index("</TEXT>")]
    text, offsets, last = "", {}, 0
    for node in re.finditer(r'<NODE id="(\d+)" />', body):
        text += body[last : node.start()]
        offsets[int(node[1])] = len(text)
        last = node.end()
    return text + body[last:], offsets


def _json_values(text: str) -> Iterator[dict[str, str]]:
    """The JSON values that stand one after the other in the text."""
    decoder, at = json.JSONDecoder(), 0
    while found := re.compile(r"\S").search(text, at):
        value, at = decoder.raw_decode(text, found.start())
        if isinstance(value, dict):
            yield value

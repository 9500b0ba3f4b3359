"""Any spaCy pipeline as a parser: the only module that knows spaCy, which it needs only when a pipeline is asked for.

The pipeline's relations must be those of Universal Dependencies, or of TIGER as in spaCy's own German pipelines, which are converted.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from lagebild.errors import ModelError
from lagebild.model import Name, NameKind, Sentence, Word
from lagebild.parse.folders import digest
from lagebild.parse.labels import PLAIN, TAGS, UNIVERSAL
from lagebild.parse.rows import DEPREL, Row
from lagebild.parse.tiger import Scheme

KINDS: Mapping[str, NameKind] = {
    "PER": "person", "PERSON": "person", "LOC": "place", "GPE": "place", "FAC": "place",
    "ORG": "organisation", "MISC": "other", "OTH": "other",
}  # fmt: skip
_TIGER = Path(__file__).parents[1] / "models" / "tiger.toml"
_ROOT = "ROOT"

Slice = tuple[int, int]


class Pipeline:
    """Turns text into sentences of UD words with names, as the spaCy pipeline `nlp` analyses it."""

    def __init__(self, nlp: Any, name: str) -> None:
        self._nlp, self._name = nlp, name
        meta, folder = nlp.meta, nlp.path
        self.identity = f"{meta['lang']}_{meta['name']}-{meta['version']}@{digest(folder) if folder else 'memory'}"
        labels = nlp.pipe_labels.get("parser", ())
        self._is_tiger = bool(labels) and self._is_of_tiger(labels)

    def parse(self, text: str) -> tuple[Sentence, ...]:
        """The sentences of the text; ModelError when the pipeline finds no relations, or relations of another scheme."""
        return tuple(self.sentences(self._nlp(text), text))

    def parse_many(self, texts: Iterable[str]) -> Iterator[tuple[Sentence, ...]]:
        """The sentences of each text, in order."""
        for text in texts:
            yield self.parse(text)

    def sentences(self, doc: Any, text: str) -> Iterator[Sentence]:
        """The sentences of an analysed spaCy document, whose words stand in the text."""
        if len(doc) and not doc.has_annotation("DEP"):
            raise ModelError(f"the spaCy pipeline {self._name!r} finds no relations; it needs a parser")
        tiger = self._is_of_tiger({token.dep_ for token in doc if not token.is_space}) or self._is_tiger
        places = _places(doc, text)
        for sent in doc.sents if len(doc) else ():
            tokens = [token for token in sent if token.i in places]
            if tokens:
                yield _sentence(tokens, [text[slice(*places[token.i])] for token in tokens], [places[token.i] for token in tokens], tiger)

    def _is_of_tiger(self, labels: Collection[str]) -> bool:
        """Whether the labels are TIGER's, not UD's; ModelError when they are of neither."""
        strange = {label for label in labels if label not in ("", _ROOT) and label.split(":")[0] not in UNIVERSAL}
        if strange and not _scheme().speaks(strange):
            shown = ", ".join(sorted(strange)[:4])
            raise ModelError(
                f"the spaCy pipeline {self._name!r} names relations by another scheme ({shown}); read are Universal Dependencies, "
                "and TIGER as in spaCy's German pipelines"
            )
        return bool(strange)


def load(model: str) -> Pipeline:
    """The pipeline that is installed under this name or lies in this folder; ModelError when spaCy or the pipeline is missing."""
    try:
        import spacy
    except ImportError:
        raise ModelError(f"no model named {model!r} comes with Lagebild; for a spaCy pipeline install lagebild[spacy]") from None
    try:
        nlp = spacy.load(model)
    except (OSError, ValueError, ImportError):
        raise ModelError(f"{model!r} is neither a model of Lagebild nor a spaCy pipeline that is installed or lies in a folder") from None
    return Pipeline(nlp, Path(model).name)


@cache
def _scheme() -> Scheme:
    return Scheme(tomllib.loads(_TIGER.read_text(encoding="utf-8")))


def _sentence(tokens: Sequence[Any], forms: Sequence[str], places: Sequence[Slice], tiger: bool) -> Sentence:
    number = {token.i: n for n, token in enumerate(tokens)}
    draft = [_row(token, form, number) for token, form in zip(tokens, forms, strict=True)]
    if tiger:
        _scheme().convert(draft)
    for row in draft:
        row[DEPREL] = PLAIN.get(row[DEPREL], row[DEPREL])
    words = tuple(Word(*(*row, *place)) for row, place in zip(draft, places, strict=True))
    return Sentence(places[0][0], places[-1][1], words, tuple(_names(tokens)))


def _row(token: Any, form: str, number: Mapping[int, int]) -> Row:
    """The word as it is drafted; a root's label is `root` whatever the pipeline calls it."""
    head = _head(token, number)
    feats = dict(sorted(token.morph.to_dict().items()))
    label = "root" if head < 0 else token.dep_
    return [form, token.lemma_ or form, token.pos_ or "X", TAGS.get(token.tag_, token.tag_), feats, head, label]


def _head(token: Any, number: Mapping[int, int]) -> int:
    """The number of the nearest word above, passing over white space and parts of contractions; -1 for a root."""
    above = token
    while above.head.i != above.i:
        above = above.head
        if above.i in number:
            return number[above.i]
    return -1


def _places(doc: Any, text: str) -> dict[int, Slice]:
    """Where each word stands in the text.

    Where the pipeline took a contraction apart (one word of the text is two of its tokens), the first part has the place of the whole.
    """
    places: dict[int, Slice] = {}
    last, at = -1, 0
    for token in doc:
        begin = _past(text, at, str.isspace)
        if token.is_space:
            continue
        if text.startswith(token.text, begin):
            last, at = token.i, begin + len(token.text)
            places[last] = (begin, at)
        elif last >= 0 and begin == at:
            at = _past(text, at, str.isalnum)
            places[last] = (places[last][0], at)
        elif last < 0 or text[slice(*places[last])] == doc[last].text:
            last, at = token.i, _past(text, begin, str.isalnum)
            places[last] = (begin, at)
    return {i: (begin, end) for i, (begin, end) in places.items() if end > begin}


def _past(text: str, at: int, skipped: Callable[[str], bool]) -> int:
    """Where the first character from `at` stands that is not skipped."""
    while at < len(text) and skipped(text[at]):
        at += 1
    return at


def _names(tokens: Sequence[Any]) -> Iterator[Name]:
    """The names that the pipeline found, of the kinds that Lagebild knows."""
    first, kind = 0, ""
    for n, token in enumerate([*tokens, None]):
        if token is None or token.ent_iob_ != "I" or token.ent_type_ != kind:
            if kind in KINDS:
                yield Name(first, n, KINDS[kind])
            first, kind = n, token.ent_type_ if token is not None else ""

"""Text to Sentences: the only module that knows language models. Importing it needs none of them.

A model is a folder under `lagebild/models/`: `analysis.toml` says what is known without learning, `model.json` and `weights.npz` were
learned by `training/`. Any other name is that of a spaCy pipeline. Nothing here belongs to one language.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from lagebild.errors import ModelError
from lagebild.model import Name, Sentence, Word
from lagebild.parse.conllu import read_conllu, read_examples, write_conllu
from lagebild.parse.folders import digest
from lagebild.parse.repair import flat_names
from lagebild.parse.rows import Row, joined
from lagebild.parse.tokens import Tables, Token, lead, split

if TYPE_CHECKING:
    from lagebild.parse.network import Found

__all__ = ["Parser", "Parses", "load_parser", "read_conllu", "read_examples", "write_conllu"]

_MODELS = Path(__file__).parents[1] / "models"
_TOGETHER = 40  # texts analysed in one go by parse_many

Piece = tuple[list[str], list[Token]]
Analysed = tuple[Sequence[str], "Found", list[Name]]


class Parses(Protocol):
    """Whatever turns text into sentences of UD words with names."""

    @property
    def identity(self) -> str:
        """Names the model and all that its results depend on."""

    def parse(self, text: str) -> tuple[Sentence, ...]: ...

    def parse_many(self, texts: Iterable[str]) -> Iterator[tuple[Sentence, ...]]: ...


class Parser:
    """Turns text into sentences of UD words with names, always the same for the same text and model."""

    def __init__(self, folder: Path) -> None:
        from threadpoolctl import threadpool_limits

        from lagebild.parse.agreement import Agreement
        from lagebild.parse.choice import Choice
        from lagebild.parse.features import NameLists
        from lagebild.parse.forms import Forms
        from lagebild.parse.lemmas import Lemmas
        from lagebild.parse.naming import Naming
        from lagebild.parse.network import Network
        from lagebild.parse.paradigms import Paradigms
        from lagebild.parse.repair import Grammar
        from lagebild.parse.tags import Lexicon

        threadpool_limits(limits=1, user_api="blas")  # the matrices are small: threads would only wait for each other
        self.identity = f"{folder.name}@{digest(folder)}"
        table = tomllib.loads((folder / "analysis.toml").read_text(encoding="utf-8"))
        learned = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        self._tables = Tables.of(table["tokens"])
        self._values: Mapping[str, list[str]] = learned["values"]
        self._features: list[str] = learned["features"]
        lexicon = Lexicon(table["tags"])
        lists = NameLists(json.loads((folder / "lists.json").read_text(encoding="utf-8")))
        agreement = table["grammar"]["agreement"]
        choice = Choice(self._values["label"])
        network = Network(_weights(folder / "weights.npz"), self._features, choice, Agreement(agreement, self._values))
        self._network = network
        self._forms = Forms(network, lexicon, lists, learned["vocabulary"], Paradigms(agreement))
        self._lemmas = Lemmas(lexicon, table["lemmas"])
        naming = json.loads((folder / "names.json").read_text(encoding="utf-8"))
        self._naming = Naming(naming, _weights(folder / "names.npz"), lexicon)
        self._grammar = Grammar(table["grammar"])
        self._combinations: dict[tuple[int, ...], dict[str, str]] = {}

    @classmethod
    def load(cls, model: str) -> Parser:
        """The parser whose model is `model`, loaded once a process; ModelError when the package has none of that name."""
        return _load(model)

    def parse(self, text: str) -> tuple[Sentence, ...]:
        """The sentences of the text; every word is exactly `text[start:end]`."""
        return tuple(self._analyse(self._pieces(text)))

    def parse_many(self, texts: Iterable[str]) -> Iterator[tuple[Sentence, ...]]:
        """The sentences of each text, in order; several are analysed together, which is faster."""
        waiting = iter(texts)
        while group := [self._pieces(text) for text in islice(waiting, _TOGETHER)]:
            found = iter(self._analyse([piece for pieces in group for piece in pieces]))
            for pieces in group:
                yield tuple(islice(found, len(pieces)))

    def parse_words(self, sentences: Sequence[Sequence[str]]) -> list[Sentence]:
        """One sentence for each list of words, as if a space stood between them."""
        return list(self._analyse([(list(forms), _spaced(forms)) for forms in sentences]))

    def _pieces(self, text: str) -> list[Piece]:
        return [([text[a:b] for a, b in tokens], tokens) for tokens in split(text, self._tables)]

    def _analyse(self, pieces: Sequence[Piece]) -> Iterator[Sentence]:
        for begin in range(0, len(pieces), 2000):
            part = pieces[begin : begin + 2000]
            cuts = [lead(forms, self._tables) for forms, _ in part]
            segments = [s for (forms, _), cut in zip(part, cuts, strict=True) for s in (forms[:cut], forms[cut:]) if s]
            rows = self._forms.rows(segments)
            found = self._network.run(self._forms.vectors, self._forms.marks, rows)
            ready = zip(segments, found, self._naming.names(segments), strict=True)
            for (_, tokens), cut in zip(part, cuts, strict=True):
                yield self._sentence(tokens, cut, [next(ready) for _ in range(1 + (cut > 0))])

    def _sentence(self, tokens: Sequence[Token], cut: int, parts: Sequence[Analysed]) -> Sentence:
        """One sentence; what stands before its word `cut` was analysed apart."""
        draft, names = self._draft(*parts[-1]), parts[-1][2]
        if cut:
            draft = joined(self._draft(*parts[0]), draft)
            names = [*parts[0][2], *(Name(n.first + cut, n.last + cut, n.kind) for n in names)]
        words = tuple(Word(*(*row, *token)) for row, token in zip(draft, tokens, strict=True))
        return Sentence(tokens[0][0], tokens[-1][1], words, tuple(names))

    def _draft(self, forms: Sequence[str], found: Found, names: Sequence[Name]) -> list[Row]:
        stts, upos, labels = self._values["stts"], self._values["upos"], self._values["label"]
        draft: list[Row] = [
            [form, "", upos[u], stts[t], self._feats(feats), head, labels[label]]
            for form, u, t, feats, head, label in zip(forms, found.upos, found.stts, found.features, found.heads, found.labels, strict=True)
        ]
        flat_names(draft, ((name.first, name.last) for name in names), self._lemmas.names)
        self._grammar.repair(draft)
        self._lemmas.fill(draft)
        self._grammar.finish(draft)
        return draft

    def _feats(self, numbers: tuple[int, ...]) -> dict[str, str]:
        """The features as UD writes them; words with the same features share one mapping."""
        if numbers not in self._combinations:
            values = ((name, self._values[name][n]) for name, n in zip(self._features, numbers, strict=True))
            self._combinations[numbers] = {name: value for name, value in sorted(values) if value != "_"}
        return self._combinations[numbers]


def load_parser(model: str) -> Parses:
    """The parser with this model: one of the package, else a spaCy pipeline by its package's name or its folder.

    ModelError when there is none of that name, or when its relations are neither those of UD nor those of TIGER.
    """
    if (_MODELS / model / "analysis.toml").is_file():
        return Parser.load(model)
    from lagebild.parse import pipeline

    return pipeline.load(model)


@cache
def _load(model: str) -> Parser:
    folder = _MODELS / model
    if not (folder / "analysis.toml").is_file():
        raise ModelError(f"no language model named {model!r}")
    return Parser(folder)


def _weights(path: Path) -> dict[str, Any]:
    import numpy as np

    with np.load(path, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def _spaced(forms: Sequence[str]) -> list[Token]:
    """Offsets of the words in their text joined by spaces."""
    offsets, at = [], 0
    for form in forms:
        offsets.append((at, at + len(form)))
        at += len(form) + 1
    return offsets

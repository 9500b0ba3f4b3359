"""Text to Sentences: the only module that knows language models. Importing it needs none of them.

A model is a folder under `lagebild/models/`: `analysis.toml` says what is known without learning, the rest was learned by `training/`.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lagebild.errors import ModelError
from lagebild.model import Name, Sentence, Word
from lagebild.parse.conllu import read_conllu, read_examples, write_conllu
from lagebild.parse.tokens import Tables, Token, split

if TYPE_CHECKING:
    from lagebild.parse.tags import Tagger

__all__ = ["Parser", "read_conllu", "read_examples", "write_conllu"]

_MODELS = Path(__file__).parents[1] / "models"


class Parser:
    """Turns text into sentences of UD words with names, always the same for the same text and model."""

    def __init__(self, folder: Path) -> None:
        import spacy

        from lagebild.parse.tags import Tagger

        self.identity = f"{folder.name}@{_digest(folder)}"
        table = tomllib.loads((folder / "analysis.toml").read_text(encoding="utf-8"))
        self._tables = Tables.of(table["tokens"])
        self._tagger: Tagger = Tagger(table["tags"])
        self._spacy: Any = spacy.load(folder / "parser")
        self._names: Any = spacy.load(folder / "names")

    @classmethod
    def load(cls, model: str) -> Parser:
        """The parser whose model is `model`, loaded once a process; ModelError when the package has none of that name."""
        return _load(model)

    def parse(self, text: str) -> tuple[Sentence, ...]:
        """The sentences of the text; every word is exactly `text[start:end]`."""
        return next(self.parse_many([text]))

    def parse_many(self, texts: Iterable[str]) -> Iterator[tuple[Sentence, ...]]:
        """The sentences of each text, in order."""
        for text in texts:
            yield self._parse(text)

    def parse_words(self, sentences: Sequence[Sequence[str]]) -> list[Sentence]:
        """One sentence for each list of words, as if a space stood between them."""
        return self._analyse([(list(forms), _spaced(forms)) for forms in sentences])

    def _parse(self, text: str) -> tuple[Sentence, ...]:
        return tuple(self._analyse([([text[a:b] for a, b in tokens], tokens) for tokens in split(text, self._tables)]))

    def _analyse(self, sentences: Sequence[tuple[list[str], list[Token]]]) -> list[Sentence]:
        from spacy.tokens import Doc

        tagged = [self._tagger.tag(forms) for forms, _ in sentences]
        tags = [[tag for tag, _ in found] for found in tagged]
        docs = [Doc(self._spacy.vocab, words=forms, tags=t) for (forms, _), t in zip(sentences, tags, strict=True)]
        named = [Doc(self._names.vocab, words=forms, tags=t) for (forms, _), t in zip(sentences, tags, strict=True)]
        found = zip(sentences, self._spacy.pipe(docs), self._names.pipe(named), tagged, strict=True)
        return [self._sentence(tokens, doc, names, both) for (_, tokens), doc, names, both in found]

    def _sentence(self, tokens: Sequence[tuple[int, int]], doc: Any, named: Any, tags: Sequence[tuple[str, str]]) -> Sentence:
        from lagebild.parse.repair import repair

        words = tuple(
            Word(
                token.text,
                lemma,
                token.pos_ or "X",
                tag,
                token.morph.to_dict(),
                token.head.i if token.head.i != token.i else -1,
                "root" if token.dep_ == "ROOT" else token.dep_,
                start,
                end,
            )
            for token, (start, end), (tag, lemma) in zip(doc, tokens, tags, strict=True)
        )
        found = tuple(Name(e.start, e.end, e.label_) for e in named.ents)
        return replace(repair(Sentence(tokens[0][0], tokens[-1][1], words)), names=found)


@cache
def _load(model: str) -> Parser:
    folder = _MODELS / model
    if not (folder / "analysis.toml").is_file():
        raise ModelError(f"no language model named {model!r}")
    return Parser(folder)


def _digest(folder: Path) -> str:
    """Twelve hex digits over all files of the model."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _spaced(forms: Sequence[str]) -> list[Token]:
    """Offsets of the words in their text joined by spaces."""
    offsets, at = [], 0
    for form in forms:
        offsets.append((at, at + len(form)))
        at += len(form) + 1
    return offsets

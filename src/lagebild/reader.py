"""The front door: documents in, readings out, one or many, in order, on one process or several.

Reader("de").read(make_document("Am Dienstag starben zwei Menschen."))
for reading in read_many(open_source(Path("reports.jsonl")), jobs=2): ...
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import cache
from importlib import resources
from itertools import islice
from typing import Any, Protocol

from lagebild import __version__, language, readers
from lagebild.errors import LagebildError
from lagebild.gazetteer.build import standard
from lagebild.model import Document, Reading
from lagebild.model import Reader as MadeBy
from lagebild.packs import languages, load_pack
from lagebild.parse import load_parser
from lagebild.sources import UNDETERMINED, Complaint, Found

DEFAULT_LANGUAGE = "de"  # of a text too short to tell
ENOUGH_FUNCTION_WORDS = 0.1  # share; 1,013 of 1,014 German news articles have more, English, French, Danish, Dutch under 0.05
SURE = 0.9  # how likely the identifier must hold another language for the text to be refused
CHUNK = 8  # documents handed to a process at once
AHEAD = 3  # chunks under way for each process: what bounds the memory


class Reads(Protocol):
    """Whatever makes readings of documents."""

    def read(self, document: Document) -> Reading: ...

    def read_together(self, documents: Sequence[Document]) -> Iterable[Reading]: ...


class Reader:
    """Reads documents of one language; pack, parser and gazetteer are loaded once, here.

    `model` names another language model than the pack does: an installed spaCy pipeline, or the folder of one.
    """

    def __init__(self, language: str = DEFAULT_LANGUAGE, model: str | None = None) -> None:
        self.language = language
        self.pack = load_pack(language)
        self.parser = load_parser(model or str(self.pack.settings["model"]))
        self.gazetteer = standard(self.pack)
        digests = {language: self.pack.digest, "gazetteer": self.gazetteer.identity}
        self.made_by = MadeBy("lagebild", __version__, self.parser.identity, digests)

    def read(self, document: Document) -> Reading:
        """Everything that the machine says about the document; the same document and reader always give the same reading."""
        return next(self.read_together([document]))

    def read_together(self, documents: Sequence[Document]) -> Iterator[Reading]:
        """The readings of several documents in order; their texts are analysed together, which is faster."""
        for document, sentences in zip(documents, self.parser.parse_many([d.text for d in documents]), strict=True):
            known = replace(document, language=self.language) if document.language == UNDETERMINED else document
            yield readers.read(known, sentences, self.pack, self.gazetteer, self.made_by)


@cache
def load_reader(language: str, model: str | None = None) -> Reader:
    """The reader of a language, with its own language model or with another, loaded once a process."""
    return Reader(language, model)


Load = Callable[[str], Reads]


def read_many(inputs: Iterable[Found | Complaint], jobs: int = 1, load: Load = load_reader) -> Iterator[Reading | Complaint]:
    """A reading or a complaint for every input, in the order of the inputs, by `jobs` processes; at most a few inputs are held at once."""
    waiting = iter(inputs)
    chunks = iter(lambda: list(islice(waiting, CHUNK)), [])
    if jobs == 1:
        return (result for chunk in chunks for result in read_chunk(chunk, load))
    return _in_parallel(chunks, jobs, load)


def read_chunk(chunk: Sequence[Found | Complaint], load: Load = load_reader) -> list[Reading | Complaint]:
    """For each input its reading; a complaint when it is in no language that there is a pack for, or when reading it fails."""
    results: list[Found | Reading | Complaint] = [_in_known_language(found) for found in chunk]
    asked = [(n, found) for n, found in enumerate(results) if isinstance(found, Found)]
    for code in sorted({found.document.language for _, found in asked}):
        own = [(n, found) for n, found in asked if found.document.language == code]
        reader = load(code)  # what is wrong with a pack or model concerns every input, and ends the run
        for (n, _), result in zip(own, _read_together(reader, [found for _, found in own]), strict=True):
            results[n] = result
    return [r for r in results if not isinstance(r, Found)]


def _in_known_language(found: Found | Complaint) -> Found | Complaint:
    if isinstance(found, Complaint):
        return found
    code = language_of(found.document)
    if code not in languages():
        known = ", ".join(languages())
        return Complaint(
            found.where, f"is in another language ({code}; read are: {known}); leave it out, or name the right one by --language"
        )
    return replace(found, document=replace(found.document, language=code))


def _read_together(reader: Reads, inputs: list[Found]) -> list[Reading | Complaint]:
    try:
        return list(reader.read_together([found.document for found in inputs]))
    except Exception:  # one report that the machine cannot cope with must not cost the others
        return [_read_alone(reader, found) for found in inputs]


def _read_alone(reader: Reads, found: Found) -> Reading | Complaint:
    try:
        return reader.read(found.document)
    except Exception as error:
        last = _last_line(error)
        return Complaint(
            found.where, f"could not be read, by a fault of Lagebild ({type(error).__name__}: {error}, {last}); please report it"
        )


def language_of(document: Document) -> str:
    """The language of a document: its own, else by its function words, else the identifier's if it is sure, else the default."""
    if document.language != UNDETERMINED:
        return document.language
    for code in languages():
        words = frozenset(load_pack(code).settings.get("function_words", ()))
        if language.share(document.text, words) >= ENOUGH_FUNCTION_WORDS:
            return code
    found, likely = language.identify(document.text)
    return found if likely >= SURE or found in languages() else DEFAULT_LANGUAGE


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a reading, as it ships with the package."""
    text = resources.files("lagebild.formats").joinpath("reading.schema.json").read_text("utf8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _last_line(error: BaseException) -> str:
    step = error.__traceback__
    while step and step.tb_next:
        step = step.tb_next
    return f"{step.tb_frame.f_globals.get('__name__', '?')} line {step.tb_lineno}" if step else "line unknown"


# ---- several processes ---------------------------------------------------------------------------------------------


def _in_parallel(chunks: Iterator[list[Found | Complaint]], jobs: int, load: Load) -> Iterator[Reading | Complaint]:
    # spawn: the same on every system, and safe beside the threads of the caller
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_begin)
    running: deque[Future[list[Reading | Complaint]]] = deque()
    try:
        for chunk in chunks:
            running.append(pool.submit(read_chunk, chunk, load))
            if len(running) >= jobs * AHEAD:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()
    except BrokenProcessPool as error:
        raise LagebildError("a reading process ended without an answer, perhaps for want of memory; try fewer --jobs") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    for library in ("OPENBLAS", "OMP", "MKL"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")  # the processes share the cores already; numpy is not loaded yet
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the first process, which ends the others

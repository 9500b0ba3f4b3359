"""Where the command `read` sends readings as they come: the screen, JSON, a page, a table; complaints and progress go to stderr."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from lagebild.errors import FormatError, InputError
from lagebild.formats import claims, page
from lagebild.formats.labels import Labels, labels_in
from lagebild.formats.reading import dumps, loads, to_json
from lagebild.formats.text import show
from lagebild.formats.view import printable, title
from lagebild.formats.why import reasons
from lagebild.model import Reading
from lagebild.reader import load_reader, read_many
from lagebild.sources import Complaint, Found

PATIENCE = 2.0  # seconds before progress is shown


@dataclass(frozen=True, slots=True)
class Sink:
    """Somewhere that readings go: called with each in order, then closed."""

    add: Callable[[Reading], None]
    close: Callable[[], None]


def run(inputs: Iterable[Found | Complaint], jobs: int, sinks: list[Sink], waiting: Waiting, model: str | None = None) -> tuple[int, int]:
    """How many inputs were read and how many lost, after each reading went to every sink and each complaint to stderr."""
    done = lost = 0
    with ExitStack() as stack:
        stack.callback(waiting.stop)
        for sink in sinks:
            stack.callback(sink.close)
        for found in read_many(inputs, jobs, partial(load_reader, model=model)):
            if isinstance(found, Complaint):
                lost += found.lost
                waiting.say(f"lagebild: {found}")
            else:
                done += 1
                for sink in sinks:
                    sink.add(found)
            waiting.step(done + lost)
    return done, lost


class Waiting:
    """What is said on stderr meanwhile: complaints at once, and a progress bar when it takes longer than `PATIENCE` on a terminal."""

    def __init__(self, total: Callable[[], int | None], wanted: bool) -> None:
        self._total, self._wanted = total, wanted and sys.stderr.isatty()
        self._begun = time.monotonic()
        self._bar: Progress | None = None
        self._task = TaskID(0)

    def say(self, sentence: str) -> None:
        """Prints a sentence, above the bar when there is one; nothing in it can move the cursor."""
        line = printable(sentence.replace("\n", " "))
        if self._bar:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            print(line, file=sys.stderr, flush=True)

    def step(self, count: int) -> None:
        """Tells how many inputs are done."""
        if self._bar is None and self._wanted and time.monotonic() - self._begun > PATIENCE:
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False)
            self._task = self._bar.add_task("lagebild read", total=self._total())
            self._bar.start()
        if self._bar:
            self._bar.update(self._task, completed=count)

    def stop(self) -> None:
        """Takes the bar away."""
        if self._bar:
            self._bar.stop()


def spoken_labels(lang: str | None) -> Labels:
    """The labels in the language asked for, else in German where the system speaks German, else in English."""
    spoken = next((os.environ[v] for v in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(v)), "")
    return labels_in(str(lang or spoken)[:2].lower())


# ---- sinks ---------------------------------------------------------------------------------------------------------


def stdout_console() -> Console:
    """Rich on stdout; a character that the terminal cannot show becomes `?`, and what goes to a file or pipe is UTF-8."""
    if isinstance(sys.stdout, TextIOWrapper):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8")
    return Console(highlight=False)


def screen(labels: Labels, with_text: bool) -> Sink:
    """Readings for people, on stdout."""
    console = stdout_console()
    return Sink(lambda reading: console.print(show(reading, labels, console.width, with_text)), lambda: None)


def json_lines() -> Sink:
    """One JSON object a line on stdout, UTF-8 with bare newlines on every system."""
    return Sink(lambda reading: _write(dumps(reading) + "\n"), lambda: None)


def json_list() -> Sink:
    """One indented JSON list on stdout."""
    written = [0]

    def add(reading: Reading) -> None:
        _write(("[\n" if not written[0] else ",\n") + json.dumps(to_json(reading), ensure_ascii=False, indent=2, allow_nan=False))
        written[0] += 1

    return Sink(add, lambda: _write("\n]\n" if written[0] else "[]\n"))


def page_file(path: Path, labels: Labels) -> Sink:
    """One HTML page."""
    write, close = _open(path)
    write(page.head(labels))
    titles: list[str] = []

    def add(reading: Reading) -> None:
        titles.append(title(reading))
        write(page.article(reading, len(titles), labels))

    def end() -> None:
        write(page.foot(titles, labels))
        close()

    return Sink(add, end)


def claims_file(path: Path, excel_de: bool) -> Sink:
    """One table of claims."""
    write, close = _open(path)
    write(claims.header(excel_de))
    return Sink(lambda reading: write("".join(claims.lines(reading, excel_de))), close)


def _write(text: str) -> None:
    with _writing("standard output"):
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()


def _open(path: Path) -> tuple[Callable[[str], None], Callable[[], None]]:
    """What writes to a new file, and what closes it."""
    with _writing(str(path)):
        stream = path.open("w", encoding="utf-8", newline="")

    def write(text: str) -> None:
        with _writing(str(path)):
            stream.write(text)

    def close() -> None:
        with _writing(str(path)):
            stream.close()

    return write, close


@contextmanager
def _writing(name: str) -> Iterator[None]:
    """A fault in writing is an InputError that names what could not be written; a closed pipe is none of that."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(f"{name} cannot be written ({error.strerror}); check the folder, its permissions and its space") from error


# ---- readings that were written before -------------------------------------------------------------------------------


def find(name: str, id: str) -> tuple[Reading, str]:
    """The one reading of a file (`-`: standard input) that holds what `id` names, and its id there; InputError unless it is just one."""
    document, _, own = id.rpartition("/")
    found = [r for r in read_readings(name) if document in ("", r.document.id) and reasons(r, own)]
    if not found:
        raise InputError(f"{name} holds nothing with the id {id!r}")
    if len(found) > 1:
        raise InputError(f"{name} holds {len(found)} documents with {own!r}; say which, for example {found[0].document.id}/{own}")
    return found[0], own


def read_readings(name: str) -> Iterator[Reading]:
    """The readings of a file (`-`: standard input), one a line; InputError says where one is none."""
    for number, line in enumerate(lines_of(name), 1):
        if line.strip():
            try:
                yield loads(line)
            except FormatError as error:
                raise InputError(f"{name}, line {number}: {error}") from error


def lines_of(name: str) -> Iterator[str]:
    """The lines of a UTF-8 file, or of standard input (`-`)."""
    with _standard_input() if name == "-" else _open_readings(name) as stream:
        try:
            yield from stream
        except UnicodeDecodeError as error:
            raise InputError(f"{name} is not UTF-8 ({error.reason})") from error


def _standard_input() -> AbstractContextManager[TextIO]:
    if sys.stdin.isatty():
        raise InputError("nothing comes by standard input; name a file")
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", newline="\n")
    return nullcontext(sys.stdin)


def _open_readings(name: str) -> TextIO:
    try:
        return Path(name).open(encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"{name} cannot be read ({error.strerror}); check the name") from error

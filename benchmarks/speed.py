"""How fast news is read, in how much memory, and how both grow.

    python -m benchmarks.speed [--articles N] [--valid]

Runs the real command over the shared news corpus on one and on two processes, and on one process over 125 and 1,000 articles. Prints one
table and writes speed.json beside itself. Besides absolute numbers there are ratios within the run, which other machines can compare:
how much faster two processes are than one, and how much longer an article takes when there are eight times as many. With `--valid` every
reading is checked against the schema and every span against the text. Exits 1 when a run fails, a reading is missing or one is not valid.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks import command

RESULT = Path(__file__).parent / "speed.json"
PAUSE = 0.2  # seconds between two looks at the memory


@dataclass(frozen=True)
class Run:
    """One run of the command: articles read, processes, wall-clock and processor seconds, the largest resident set of any one process."""

    articles: int
    processes: int
    seconds: float
    peak_mb: float
    cpu_seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Articles a second, start of the program included."""
        return self.articles / self.seconds


def children(pid: int) -> list[int]:
    """The process and all below it, as far as the system tells (Linux)."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [p for child in task.read_text().split() for p in children(int(child))]
        except OSError:
            continue  # it has just ended
    return found


def resident_peak_mb(pid: int) -> float:
    """The largest resident set that the process has had, in MB; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


def children_cpu() -> float:
    """Seconds of processor time that all ended children have used."""
    times = os.times()
    return times.children_user + times.children_system


def watch_memory(pid: int, ended: threading.Event, peaks: list[float]) -> None:
    """`peaks` has got the largest resident set of any process under `pid`, looked at until `ended`."""
    while not ended.wait(PAUSE):
        peaks.append(max((resident_peak_mb(p) for p in children(pid)), default=0.0))


def run(source: Path, articles: int, processes: int, out: Path) -> Run:
    """The command has read `source` into `out`; RuntimeError with what it said when it failed."""
    arguments = [sys.executable, "-m", "lagebild", "read", str(source), "--format", "jsonl", "--jobs", str(processes)]
    with out.open("wb") as file, tempfile.TemporaryFile() as talk:
        begun, used = time.perf_counter(), children_cpu()
        started = subprocess.Popen(arguments, stdout=file, stderr=talk, env=command.environment())
        ended, peaks = threading.Event(), [0.0]
        watcher = threading.Thread(target=watch_memory, args=(started.pid, ended, peaks))
        watcher.start()
        status = started.wait()
        seconds = time.perf_counter() - begun
        ended.set()
        watcher.join()
        talk.seek(0)
        if status:
            raise RuntimeError(f"lagebild read --jobs {processes}: exit {status}: {talk.read().decode('utf8', 'replace')[-2000:]}")
    return Run(articles, processes, seconds, max(peaks), children_cpu() - used)


def misplaced(value: Any, text: str) -> Iterator[str]:
    """Spans whose words are not those of the report at their offsets, or whose head lies outside."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= set(value) and (
            value["start"] >= value["end"] or text[value["start"] : value["end"]] != value["text"]
        ):
            yield f"{value['start']}-{value['end']} is not {value['text']!r}"
        for inner in value.values():
            yield from misplaced(inner, text)
    elif isinstance(value, list):
        for inner in value:
            yield from misplaced(inner, text)


def faults(out: Path, articles: int, check: bool) -> list[str]:
    """What is wrong with the readings in `out`: their number and, when asked for, all that does not fit the schema or the text."""
    readings = command.readings(out)
    lines = [] if len(readings) == articles else [f"{articles} articles, {len(readings)} readings"]
    if check:
        from jsonschema import Draft202012Validator

        schema = json.loads((command.ROOT / "src/lagebild/formats/reading.schema.json").read_text(encoding="utf8"))
        validator = Draft202012Validator(schema)
        lines += [f"{doc}: {error.message[:200]}" for doc, reading in readings.items() for error in validator.iter_errors(reading)]
        lines += [f"{doc}: {wrong}" for doc, reading in readings.items() for wrong in misplaced(reading, reading["document"]["text"])]
    return lines


def corpus(shared: Path, articles: int) -> list[str]:
    """The first `articles` lines of the news corpus."""
    lines = (shared / "corpora" / "news" / "10kgnad-test.jsonl").read_text(encoding="utf8").splitlines(keepends=True)
    return lines[:articles]


def table(runs: Sequence[Run], ratios: dict[str, float]) -> str:
    """One line a run, then one line a ratio."""
    lines = [f"{'articles':>9}{'processes':>11}{'seconds':>10}{'cpu s':>9}{'articles/s':>12}{'peak MB':>9}"]
    lines += [f"{r.articles:>9}{r.processes:>11}{r.seconds:>10.1f}{r.cpu_seconds:>9.1f}{r.rate:>12.1f}{r.peak_mb:>9.0f}" for r in runs]
    return "\n".join(lines + [f"{name}: {value:.2f}" for name, value in ratios.items()])


def ratios(one: Run, two: Run, small: Run, large: Run) -> dict[str, float]:
    """What can be compared across machines."""
    return {
        "two processes are faster than one by": two.rate / one.rate,
        "time of an article, 1000 to 125": (large.seconds / large.articles) / (small.seconds / small.articles),
        "memory, 1000 to 125": large.peak_mb / small.peak_mb if small.peak_mb else 0.0,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Everything is measured, printed and written; 1 when a reading is missing or not valid."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=1014, help="of how many articles the whole corpus consists")
    parser.add_argument("--valid", action="store_true", help="check every reading against the schema")
    options = parser.parse_args(arguments)
    shared = command.shared()
    if shared is None:
        print("the shared news corpus is not here (LAGEBILD_SHARED, ../shared): nothing to measure", file=sys.stderr)
        return 0
    lines = corpus(shared, options.articles)
    wanted = [(len(lines), 1), (len(lines), 2), (min(125, len(lines)), 1), (min(1000, len(lines)), 1)]
    runs, wrong = [], []
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "input.jsonl", Path(folder) / "readings.jsonl"
        for articles, processes in wanted:
            print(f"reading {articles} articles on {processes} …", file=sys.stderr, flush=True)
            source.write_text("".join(lines[:articles]), encoding="utf8")
            runs.append(run(source, articles, processes, out))
            wrong += faults(out, articles, options.valid and processes == 2)
    found = ratios(*runs)
    print(table(runs, found))
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}
    rows = [asdict(r) | {"articles_a_second": round(r.rate, 2)} for r in runs]
    RESULT.write_text(json.dumps({"machine": machine, "runs": rows, "ratios": found}, indent=1) + "\n", encoding="utf8")
    print(*wrong, sep="\n", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())

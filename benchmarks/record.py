"""How fast the record is and how it grows: readings into a store, incidents, questions, `verify`.

    python -m benchmarks.record [EVENTS ...] [--db ADDRESS]

Each number of events in a process of its own (so that the peak of its memory is its own), from ready readings of `benchmarks.stream`.
Prints a table and, for several numbers, how time and memory grow (exponent of events); writes record.json beside itself.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.command import environment
from benchmarks.stream import SIDES, happenings_of, stream_reports
from lagebild.model import Reading
from lagebild.store import Filters, Kept, Looked, add, list_events, list_incidents, open_store, refresh, search, stats, verify

RESULT = Path(__file__).with_name("record.json")
QUESTIONS = 20
WORDS = ("Markthalle polizei", "Drohnen", "Rathaus getroffen", "Kirche")


def kept(several: Iterator[Reading]) -> Iterator[Kept]:
    """The readings as `add` wants them."""
    return (Kept(r, r.document.text.encode(), "stream") for r in several)


def timed(run: Callable[[], Any]) -> float:
    """Seconds of the processor that a call took: other work on the machine does not count."""
    begun = time.process_time()
    run()
    return time.process_time() - begun


def median_ms(run: Callable[[int], Any]) -> float:
    """The median of several runs in milliseconds."""
    several = sorted(timed(lambda n=n: run(n)) for n in range(QUESTIONS))  # type: ignore[misc]
    return 1000 * several[len(several) // 2]


def measure(wanted: int, address: str | None) -> dict[str, float]:
    """What a record of so many events takes."""
    with tempfile.TemporaryDirectory() as folder, open_store(address or str(Path(folder) / "record.db")) as store:
        reports = stream_reports(happenings_of(wanted), seed=7)
        made: list[Reading] = []
        spent = {"add": 0.0, "incidents": 0.0}
        while made := list(islice(reports, 2000)):
            spent["add"] += timed(lambda batch=made: add(store, kept(iter(batch))))  # type: ignore[misc]
            spent["incidents"] += timed(lambda: refresh(store))
        found = stats(store)
        looked = Looked()
        checking = timed(lambda: list(verify(store, looked)))
        many = found["events"]
        result = {
            "events": many, "documents": found["documents"], "incidents": found["incidents"],
            "added events/s": many / spent["add"], "merged events/s": many / spent["incidents"],
            "verified spans/s": looked.spans / checking,
            "search ms": median_ms(lambda n: search(store, WORDS[n % 4], 20)),
            "filter ms": median_ms(lambda n: list_events(store, Filters(type="ASSAULT", country=SIDES[n % 4], about="killed", limit=50))),
            "timeline ms": median_ms(lambda n: list_events(store, Filters(since=f"2031-{3 + n % 9:02}", limit=50), in_time=True)),
            "incidents ms": median_ms(lambda n: list_incidents(store, Filters(disputed=True, limit=50))),
            "seconds": sum(spent.values()),
            "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }  # fmt: skip
        if store.path:
            result["bytes an event"] = store.path.stat().st_size / many
        return result


def exponent(rows: Sequence[dict[str, float]], name: str) -> float:
    """How `name` grows with the events between the first and the last row: 1 is in proportion."""
    first, last = rows[0], rows[-1]
    return math.log(last[name] / first[name]) / math.log(last["events"] / first["events"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints and writes what was measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.record", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("events", nargs="*", type=int, default=[10_000])
    parser.add_argument("--db", help="an empty PostgreSQL database, for one number of events")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(measure(options.events[0], options.db)))
        return 0
    rows = []
    for wanted in options.events:
        call = [sys.executable, "-m", "benchmarks.record", str(wanted), "--one", *(["--db", options.db] if options.db else [])]
        done = subprocess.run(call, capture_output=True, text=True, check=True, env=environment(), cwd=Path(__file__).parents[1])
        rows.append(json.loads(done.stdout))
        print(f"--- {wanted} events wanted", *(f"{k:20}{v:14,.1f}" for k, v in rows[-1].items()), sep="\n", flush=True)
    result: dict[str, Any] = {"rows": rows}
    if len(rows) > 1:
        result |= {f"growth of {name}": exponent(rows, name) for name in ("seconds", "peak MB")}
        print(*(f"{k:20}{v:14.2f}" for k, v in result.items() if k != "rows"), sep="\n")
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

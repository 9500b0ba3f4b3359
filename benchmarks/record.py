"""How fast the record is and how it grows: readings into a store, incidents, questions, `verify`.

    python -m benchmarks.record [EVENTS ...] [--db ADDRESS]
    python -m benchmarks.record --ask ADDRESS

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

from sqlalchemy import text

from benchmarks.command import environment
from benchmarks.stream import OUTLETS, SIDES, Crowd, happenings_of, stream_reports
from lagebild.model import Reading
from lagebild.store import (
    Filters,
    Kept,
    Looked,
    Store,
    add,
    list_documents,
    list_events,
    list_incidents,
    list_names,
    open_store,
    propose_names,
    reading_of,
    refresh,
    search,
    stats,
    verify,
)

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
    """What a record of so many events takes; every event names a person, so that there are as many mentions of actors and more."""
    with tempfile.TemporaryDirectory() as folder, open_store(address or str(Path(folder) / "record.db")) as store:
        spent = fill(store, wanted)
        peak = memory()
        many = stats(store)["events"]
        result = {
            "events": many, "added events/s": many / spent["add"], "merged events/s": many / spent["incidents"],
            "seconds": sum(spent.values()), "peak MB": peak,
        }  # fmt: skip
        return result | asked(store)


def asked(store: Store) -> dict[str, float]:
    """What a record that is there answers, and how fast."""
    found, looked = stats(store), Looked()
    checking = timed(lambda: list(verify(store, looked)))
    named = timed(lambda: (list_names(store), propose_names(store)))
    result = {
        "documents": found["documents"], "incidents": found["incidents"], "mentions": mentions(store),
        "verified spans/s": looked.spans / checking, "registry s": named,
    }  # fmt: skip
    if store.path:
        result["bytes an event"] = store.path.stat().st_size / found["events"]
    return result | {f"{name} ms": median_ms(ask) for name, ask in questions(store).items()} | {"peak MB in all": memory()}


def memory() -> float:
    """The most memory that this process has had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fill(store: Store, wanted: int) -> dict[str, float]:
    """The seconds that adding and merging took, by turns of 2,000 reports."""
    many = happenings_of(wanted)
    reports = stream_reports(many, seed=7, crowd=Crowd.of(max(8, many // 3), seed=11))
    made: list[Reading] = []
    spent = {"add": 0.0, "incidents": 0.0}
    while made := list(islice(reports, 2000)):
        spent["add"] += timed(lambda batch=made: add(store, kept(iter(batch))))  # type: ignore[misc]
        spent["incidents"] += timed(lambda: refresh(store))
    return spent


def mentions(store: Store) -> int:
    """How many agents and patients the record names."""
    with store.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM voices WHERE role <> 'source'")).scalar_one())


def questions(store: Store) -> dict[str, Callable[[int], Any]]:
    """What is asked: what many pass, what few pass, what none passes; from either end of time."""
    end = list_events(store, Filters(limit=1))[0]["published"]
    far = [d["id"] for d in list_documents(store, Filters(limit=1))]

    def listed(**f: Any) -> Callable[[int], Any]:
        return lambda n: list_events(store, Filters(limit=50, **{k: v[n % len(v)] for k, v in f.items()}))

    many = {
        "filter": listed(type=["ASSAULT"], country=SIDES, about=["killed"]), "filter publisher": listed(publisher=OUTLETS),
        "filter actor": listed(actor=["Armee BBB", "Ka", "Rosa"]), "filter source": listed(source=["die polizei"]),
        "filter place": listed(place=["ka", "karo", "rokami"]), "filter status": listed(status=["proposed", "accepted"]),
        "filter factuality": listed(factuality=["certain", "denied", "disputed"]), "filter gap": listed(gap=["casualties", "undisclosed"]),
        "filter since": listed(since=[end], type=["PROTEST"]), "filter none": listed(publisher=["Niemand"], type=["ASSAULT"]),
        "filter disputed": listed(disputed=[True], country=SIDES),
    }  # fmt: skip
    return many | {
        "search": lambda n: search(store, WORDS[n % 4], 20),
        "search common": lambda n: search(store, ("die polizei meldet tote", "d", "beobachter stadt")[n % 3], 20),
        "search rare": lambda n: search(store, ("Karomischen", "nirgends", "walweg bergtor")[n % 3], 20),
        "timeline": lambda n: list_events(store, Filters(since=f"2031-{3 + n % 9:02}", limit=50), in_time=True),
        "timeline end": lambda n: list_events(store, Filters(since=end, limit=50), in_time=True),
        "timeline type": lambda n: list_events(store, Filters(since="2031-06", until="2031-07", type="PROTEST", limit=50), in_time=True),
        "documents": lambda n: list_documents(store, Filters(type="COERCE", publisher=OUTLETS[n % 12], limit=50)),
        "incidents": lambda n: list_incidents(store, Filters(disputed=True, limit=50)),
        "incidents filter": lambda n: list_incidents(store, Filters(publisher=OUTLETS[n % 12], type="PROTEST", country=SIDES[n % 4])),
        "incidents rare": lambda n: list_incidents(store, Filters(status="accepted", limit=50)),
        "incidents end": lambda n: list_incidents(store, Filters(since=end, limit=50)),
        "one document": lambda n: reading_of(store, far[0]),
    }  # fmt: skip


def exponent(rows: Sequence[dict[str, float]], name: str) -> float:
    """How `name` grows with the events between the first and the last row: 1 is in proportion."""
    first, last = rows[0], rows[-1]
    return math.log(last[name] / first[name]) / math.log(last["events"] / first["events"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints and writes what was measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.record", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("events", nargs="*", type=int, default=[10_000])
    parser.add_argument("--db", help="a record to make and keep, for one number of events (default: one that is thrown away)")
    parser.add_argument("--ask", metavar="ADDRESS", help="only ask a record that is there")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(measure(options.events[0], options.db)))
        return 0
    if options.ask:
        with open_store(options.ask, make=False) as store:
            print(*(f"{k:20}{v:14,.1f}" for k, v in asked(store).items()), sep="\n")
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

"""How good the readings are: every gold set through the real command and its scorer, against the floors.

    python -m benchmarks.quality [--update] [SET ...]

Prints one table, writes quality.json beside itself and the README's table, and exits 1 when a measure lies below its floor in
floors.toml or a set cannot be scored. `--update` raises the floors to what was measured, rounded down; it never lowers one. Without the
shared gold sets only the repository's own examples, drills, retold reports and treebank are scored.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from benchmarks import command, drills, examples, readme, reports, retold, treebank

Scores = dict[str, float]
HERE = Path(__file__).parent
FLOORS = HERE / "floors.toml"
RESULT = HERE / "quality.json"


def shared_sets() -> dict[str, Callable[[Path], Scores]]:
    """What is scored with the shared gold sets, by name."""
    brought = [name for name in ("places", "times", "quotations", "treebank") if find_spec(f"benchmarks.{name}")]
    own = {name: partial(reports.score_incidents, gold=reports.OWN_SETS / name) for name in reports.own_incident_sets()}
    runs: dict[str, Callable[[Path], Scores]] = {"reports": reports.score, "incidents": reports.score_incidents, **own}
    return runs | {name: import_module(f"benchmarks.{name}").score for name in brought}


def measure(name: str, run: Callable[[], Scores], faults: list[str]) -> Scores:
    """The scores of one set; what went wrong is added to `faults`."""
    print(f"scoring {name} …", file=sys.stderr, flush=True)
    try:
        return {key: round(value, 4) for key, value in run().items()}
    except Exception as error:  # one set that fails does not hide the others
        faults.append(f"{name}: cannot be scored: {type(error).__name__}: {error}")
        return {}


def measure_all(wanted: Sequence[str], faults: list[str]) -> dict[str, Scores]:
    """The scores of all wanted sets, or of all there are when none is named."""
    runs: dict[str, Callable[[], Scores]] = {
        "examples": examples.score,
        "drills": drills.score,
        "retold": retold.score,
        "own treebank": treebank.score_own,
    }
    shared = command.shared()
    if shared is None:
        print(
            "the shared gold sets are not here (LAGEBILD_SHARED, ../shared): only what the repository holds is scored",
            file=sys.stderr,
        )
    else:
        folder = shared
        runs |= {name: lambda run=run: run(folder) for name, run in shared_sets().items()}  # type: ignore[misc]
    return {name: measure(name, run, faults) for name, run in runs.items() if not wanted or name in wanted}


def below(scores: Mapping[str, Scores], floors: Mapping[str, Scores]) -> list[str]:
    """One line for every measure that lies below its floor or was not measured though its set was."""
    lines = []
    for name, found in scores.items():
        for key, floor in floors.get(name, {}).items():
            value = found.get(key)
            if value is None or value < floor:
                lines.append(f"{name}: {key} is {'missing' if value is None else value}, its floor is {floor}")
    return lines


def rounded_down(value: float) -> float:
    """The value as a floor: a whole percent, or a tenth of one where the measure is in percent already."""
    step = 10 if value > 1.5 else 100
    return math.floor(value * step) / step


def raised(floors: Mapping[str, Scores], scores: Mapping[str, Scores]) -> dict[str, Scores]:
    """The floors, each as high as its measure allows and none lower than before."""
    return {
        name: {key: max(floor, rounded_down(scores.get(name, {}).get(key, floor))) for key, floor in keys.items()}
        for name, keys in floors.items()
    }


def as_toml(floors: Mapping[str, Scores]) -> str:
    """The floors as floors.toml holds them."""
    head = "# No change may bring a measure below its floor; `python -m benchmarks.quality --update` raises them and never lowers one.\n"
    return head + "".join(
        f"\n[{name if name.isidentifier() else json.dumps(name)}]\n" + "".join(f"{json.dumps(k)} = {v}\n" for k, v in keys.items())
        for name, keys in floors.items()
    )


def table(scores: Mapping[str, Scores], floors: Mapping[str, Scores]) -> str:
    """One line a measure: set, name, value, floor."""
    lines = [f"{'set':12}{'measure':28}{'value':>10}{'floor':>10}"]
    for name, found in scores.items():
        for key, value in found.items():
            floor = floors.get(name, {}).get(key)
            lines.append(f"{name:12}{key:28}{value:>10.4g}{'' if floor is None else floor:>10}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Everything is measured, printed and written; 1 when something lies below its floor."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="*", help="only these sets")
    parser.add_argument("--update", action="store_true", help="raise the floors to what is measured")
    options = parser.parse_args(arguments)
    floors: dict[str, Scores] = tomllib.loads(FLOORS.read_text(encoding="utf8"))
    faults: list[str] = []
    scores = measure_all(options.sets, faults)
    print(table(scores, floors))
    faults += below(scores, floors)
    if not options.sets and command.shared():
        RESULT.write_text(json.dumps(scores, indent=1, ensure_ascii=False) + "\n", encoding="utf8")
        readme.renew(RESULT)
    if options.update:
        FLOORS.write_text(as_toml(raised(floors, scores)), encoding="utf8")
    print(*faults, sep="\n", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())

"""The retold reports: every one is well marked, and events put together or torn apart are seen."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks import retold
from benchmarks.score import GOLD_VALUES
from tests.test_drills import span

REPORT = [
    "== 2024-05-08",
    "Zwei Tote bei {1 ASSAULT:Angriff}",
    "Bamako – Bei dem {1:Überfall} {1:starben} zwei.",
    "Am Montag {2 PROTEST:streikten} alle.",
]


def reading(text: str, *events: tuple[str, ...]) -> dict[str, Any]:
    """A reading with an event of these words each, the first of them its type."""

    told = [{"type": kind, "triggers": [span(text, w) for w in words]} for kind, *words in events]
    whole: list[dict[str, Any]] = [
        e | {"id": f"e{n}", "agents": [], "patients": [], "places": [], "time": None, "statements": [], "factuality": "certain"}
        for n, e in enumerate(told)
    ]
    return {"events": whole, "actors": [], "places": [], "statements": [], "claims": [], "gaps": []}


def test_every_report_is_marked_and_has_types_of_the_guideline() -> None:
    found = retold.reports()
    assert len(found) == 132 and sum(len(r.types) for r in found) > 1800
    assert sum(r.unseen for r in found) == 66
    assert {kind for r in found for kind in r.types.values()} <= GOLD_VALUES["type"]
    assert not any(c in r.text for r in found for c in "{}")


@pytest.mark.parametrize(
    ("events", "precision", "recall", "right"),
    [
        ([("ASSAULT", "Angriff", "Überfall", "starben"), ("PROTEST", "streikten")], 1.0, 1.0, 2),
        ([("ASSAULT", "Angriff"), ("ASSAULT", "Überfall", "starben"), ("PROTEST", "streikten")], 1.0, (1 / 3 + 4 / 3 + 1) / 4, 2),
        ([("ASSAULT", "Angriff", "Überfall", "starben", "streikten")], (9 / 4 + 1 / 4) / 4, 1.0, 1),
    ],
)
def test_what_is_put_together_and_what_is_torn_apart_counts(
    events: list[tuple[str, ...]], precision: float, recall: float, right: int
) -> None:
    (report,) = retold.cut(REPORT, "x")
    readings = {report.name: reading(report.text, *events)}
    assert retold.together([report], readings)[:2] == pytest.approx((precision, recall))
    counts = retold.typed([report], readings)
    assert (counts.right, counts.found, counts.wanted) == (right, len(events), 2)


def test_what_is_wrong_is_said_in_words() -> None:
    (report,) = retold.cut(REPORT, "x")
    found = retold.wrong(report, reading(report.text, ("ASSAULT", "Angriff"), ("ASSAULT", "Überfall", "streikten"), ("COERCE", "zwei")))
    assert found == [
        "ASSAULT tells acts [1, 2]: Überfall, streikten",
        "act 1 is told apart: Angriff | Überfall, streikten",
        "COERCE not there: zwei",
    ]


@pytest.mark.parametrize("line", ["Ein {1:Angriff}.", "Ein {1 ASSAULT:Angriff} und ein {1 ASSAULT:Überfall}."])
def test_an_act_has_its_type_at_its_first_mark_only(line: str) -> None:
    with pytest.raises(ValueError, match="type of its act"):
        retold.cut(["== 2024-05-08", line], "x")

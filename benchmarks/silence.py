"""Articles far from armed conflict, drawn at random from the news corpus, with the events that were found in them: for a person to judge.

`python -m benchmarks.silence --seed 5 --count 100` prints every event with its words. Nothing of the corpus is written into the
repository. The judge answers for each event: is it one of the 16 types in its true sense (a demand in politics is; a goal shot is not)?
Bar: fewer than 0.15 a report that are not.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks import drawing

SECTIONS = ("Sport", "Kultur", "Web", "Wirtschaft")


def shown(event: Mapping[str, Any], text: str, around: int) -> str:
    """One line: id, type, factuality, agents, patients, rules, and the first trigger in its words."""
    span = event["triggers"][0]
    words = f"{text[max(0, span['start'] - around) : span['start']]}[[{span['text']}]]{text[span['end'] : span['end'] + around]}".replace(
        "\n", " "
    )
    agents, patients = (", ".join(ref["span"]["head"]["text"] for ref in event[role]) for role in ("agents", "patients"))
    return f"  {event['id']} {event['type']} {event['factuality']} ({agents} > {patients}) {','.join(event['rules'])}\n      {words}"


def block(article: Mapping[str, Any], reading: Mapping[str, Any], around: int) -> str:
    """The article's id, section and events; a line also for an article without any."""
    events = [shown(event, reading["document"]["text"], around) for event in reading["events"]]
    return "\n".join([f"### {article['id']} {article['section']} {len(events)}", *events])


def arguments(given: Sequence[str] | None) -> argparse.Namespace:
    """The options of the command."""
    parser = drawing.options(__doc__, seed=5, count=100)
    parser.add_argument("--around", type=int, default=110, help="characters on either side of a trigger")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Print the events of the drawn articles and their number by section; 0 also when the corpus is not there, which is said."""
    options = arguments(given)
    shared = drawing.corpus()
    if shared is None:
        return 0
    rows = drawing.draw_articles(drawing.articles(shared, SECTIONS), options.count, options.seed)
    readings = drawing.read_articles(rows, options.readings, options.jobs)
    reports, events = Counter(row["section"] for row in rows), Counter[str]()
    for row in rows:
        events[row["section"]] += len(readings[row["id"]]["events"])
        print(block(row, readings[row["id"]], options.around))
    print(
        f"\nseed {options.seed}: " + ", ".join(f"{section} {events[section]} events in {reports[section]} reports" for section in SECTIONS)
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

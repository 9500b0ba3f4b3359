"""Who is named must not change what is read: sides, nationalities, names and loaded nouns are swapped, both texts read and compared.

    python -m benchmarks.audit [--swap NAME] [--jobs N]

Takes the reports of examples/ and those in audit.toml, prints every difference in event types, factuality, casualties and sources,
then one line a swap, writes audit.json beside itself, and exits 1 when anything differs. Who did it to whom is compared as well, and
counted apart as `roles`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks import command, examples

HERE = Path(__file__).parent
SWAPS = HERE / "audit.toml"
RESULT = HERE / "audit.json"
ENDINGS = "(?:e[nmrs]?)?"
FIGURES = frozenset({"killed", "injured", "captured", "missing", "displaced"})
APART = "roles"


@dataclass(frozen=True)
class Swap:
    """Pairs of forms that change places; `only` names the reports it is for, all when it is empty."""

    name: str
    pairs: tuple[tuple[str, str], ...]
    only: tuple[str, ...] = ()


@dataclass(frozen=True)
class Swapped:
    """A text with forms exchanged; `edits` are (start, end, start before, end before) in text order."""

    text: str
    edits: tuple[tuple[int, int, int, int], ...]

    def before(self, offset: int) -> int:
        """Where the character stood before the swap; the front of the old form for a character inside a new one."""
        n = bisect_right([start for start, *_ in self.edits], offset) - 1
        if n < 0:
            return offset
        _, end, old_start, old_end = self.edits[n]
        return old_start if offset < end else offset - end + old_end

    def unswapped(self, text: str) -> Swapped:
        """The text as it was, with the same places: a character inside an old form stands at its front as well."""
        return Swapped(text, tuple((start, end, start, end) for _, _, start, end in self.edits))


@dataclass(frozen=True)
class Difference:
    """One thing that is read in one way before a swap and in another after it."""

    report: str
    swap: str
    kind: str
    words: str
    before: str
    after: str


def swaps(file: Path = SWAPS) -> tuple[Swap, ...]:
    """The swaps of the table."""
    rows = tomllib.loads(file.read_text(encoding="utf8"))["swap"]
    return tuple(Swap(row["name"], tuple((a, b) for a, b in row["pairs"]), tuple(row.get("only", ()))) for row in rows)


def texts(file: Path = SWAPS) -> dict[str, dict[str, str]]:
    """The reports to read, by id: the examples and those of the table."""
    own = tomllib.loads(file.read_text(encoding="utf8"))["report"]
    return {row["id"]: row for row in examples.inputs()} | {row["id"]: {"language": "de", **row} for row in own}


def forms(swap: Swap) -> dict[str, str]:
    """What each form becomes, in both directions; the first pair of a form decides."""
    found: dict[str, str] = {}
    for a, b in swap.pairs:
        found.setdefault(a, b)
        found.setdefault(b, a)
    return found


def pattern(known: Mapping[str, str]) -> re.Pattern[str]:
    """Matches any of the forms as a whole word, the longest that fits, with a small or capital letter at the front."""
    longest = sorted(known, key=len, reverse=True)
    each = [
        f"[{form[0].upper()}{form[0].lower()}]" + re.escape(form.rstrip("*")[1:]) + (ENDINGS if form.endswith("*") else "")
        for form in longest
    ]
    return re.compile(r"(?<!\w)(?:" + "|".join(f"({e})" for e in each) + r")(?!\w)")


def other(form: str, known: Mapping[str, str], words: str) -> str:
    """The words with `form` replaced by its counterpart, its ending and its capital kept."""
    new = known[form].rstrip("*") + (words[len(form) - 1 :] if form.endswith("*") else "")
    if words[0] == form[0]:
        return new
    return (new[0].upper() if words[0].isupper() else new[0].lower()) + new[1:]


def opens(text: str, at: int) -> bool:
    """Whether a sentence begins at the character: nothing stands before it, or a full stop, a line's end, an opening quotation mark."""
    return not text[:at].strip() or text[at - 1] in "\n„»" or text[:at].rstrip()[-1] in ".!?"


def swapped(text: str, swap: Swap) -> Swapped:
    """The text with every form of the swap exchanged for its counterpart."""
    known = forms(swap)
    longest = sorted(known, key=len, reverse=True)
    parts, edits, at, size = [], [], 0, 0
    for found in pattern(known).finditer(text):
        new = other(longest[(found.lastindex or 1) - 1], known, found.group())
        new = new[0].upper() + new[1:] if opens(text, found.start()) else new
        size += found.start() - at
        parts += [text[at : found.start()], new]
        edits.append((size, size + len(new), found.start(), found.end()))
        size, at = size + len(new), found.end()
    return Swapped("".join(parts) + text[at:], tuple(edits))


# ---- what is compared ------------------------------------------------------------------------------------------------


def places(spans: Sequence[Mapping[str, Any] | None], text: Swapped) -> tuple[int, ...]:
    """Where the heads of the spans began before the swap, in text order."""
    return tuple(sorted(text.before(span["head"]["start"]) for span in spans if span))


def tellers(statement: Mapping[str, Any], text: Swapped) -> tuple[tuple[int, str], ...]:
    """The sources of a statement: where their heads stand, -1 without words, and their basis."""
    return tuple(sorted((*(places([s["span"]], text) or (-1,))[:1], s["basis"]) for s in statement["sources"]))


def seen_events(reading: Mapping[str, Any], text: Swapped) -> Iterator[tuple[str, int, str]]:
    """(what, where, value) of every trigger of every event."""
    for event in reading["events"]:
        roles = tuple(places([ref["span"] for ref in event[role]], text) for role in ("agents", "patients"))
        for where in places(event["triggers"], text):
            yield "type", where, event["type"]
            yield "factuality", where, event["factuality"]
            yield APART, where, f"{roles[0]} > {roles[1]}"


def seen_figures(reading: Mapping[str, Any], text: Swapped) -> Iterator[tuple[str, int, str]]:
    """(what, where, value) of every figure: how many, how firmly, and who tells it."""
    told = {statement["id"]: statement for statement in reading["statements"]}
    for claim in reading["claims"]:
        if claim["about"] in FIGURES:
            (where,) = places([claim["span"]], text)
            yield "casualty", where, f"{claim['about']} {claim['low']}–{claim['high']} {claim['polarity']} {claim['firmness']}"
            yield "teller", where, str(sorted({t for s in claim["statements"] for t in tellers(told[s], text)}))


def seen_sources(reading: Mapping[str, Any], text: Swapped) -> Iterator[tuple[str, int, str]]:
    """(what, where, value) of every statement, at its cue, else at what is said."""
    for statement in reading["statements"]:
        where = places((statement["cue"] or statement["content"] or statement["frame"])[:1], text)
        if where:
            yield "source", where[0], f"{statement['form']} {tellers(statement, text)}"


def seen(reading: Mapping[str, Any], text: Swapped) -> dict[tuple[str, int], str]:
    """All that is compared, by what it is and where it stood before the swap; what stands at one place is joined."""
    found: dict[tuple[str, int], set[str]] = {}
    for part in (seen_events, seen_figures, seen_sources):
        for what, where, value in part(reading, text):
            found.setdefault((what, where), set()).add(value)
    return {key: " & ".join(sorted(values)) for key, values in found.items()}


def differences(report: str, swap: Swap, old: Mapping[str, Any], new: Mapping[str, Any], text: Swapped) -> list[Difference]:
    """What the two readings of a report differ in, in text order; a missing event is told once, by its type."""
    whole = old["document"]["text"]
    before, after = seen(old, text.unswapped(whole)), seen(new, text)
    missing = {where for what, where in before.keys() ^ after.keys() if what == "type"}
    found = []
    for what, where in sorted(before.keys() | after.keys(), key=lambda key: (key[1], key[0])):
        a, b = before.get((what, where), "–"), after.get((what, where), "–")
        if a != b and (what == "type" or where not in missing):
            found.append(Difference(report, swap.name, what, whole[max(0, where - 20) : where + 40].replace("\n", " "), a, b))
    return found


# ---- the whole run ---------------------------------------------------------------------------------------------------


def pairs(known: Mapping[str, Mapping[str, str]], chosen: Sequence[Swap]) -> list[tuple[str, Swap, Swapped]]:
    """Each report with each swap that changes it."""
    found = [(doc, swap, swapped(row["text"], swap)) for swap in chosen for doc, row in known.items() if not swap.only or doc in swap.only]
    return [(doc, swap, text) for doc, swap, text in found if text.text != known[doc]["text"]]


def audit(chosen: Sequence[Swap], jobs: int) -> tuple[list[Difference], Counter[str]]:
    """The differences of all swaps, and how many reports each was tried on."""
    known = texts()
    tried = pairs(known, chosen)
    changed = [{**known[doc], "id": f"{doc}#{n}", "text": text.text} for n, (doc, _, text) in enumerate(tried)]
    read = command.read([*known.values(), *changed], ("--jobs", str(jobs)))
    found = [d for n, (doc, swap, text) in enumerate(tried) for d in differences(doc, swap, read[doc], read[f"{doc}#{n}"], text)]
    return found, Counter(swap.name for _, swap, _ in tried)


def table(found: Sequence[Difference], tried: Mapping[str, int]) -> str:
    """Every difference, then one line a swap: reports, differences, roles."""
    lines = [f"{d.report}, {d.swap}, {d.kind}: …{d.words}…\n    {d.before}\n    {d.after}" for d in found if d.kind != APART]
    lines += ["", f"{'swap':40}{'reports':>8}{'changes':>8}{'roles':>8}"]
    for name, count in tried.items():
        mine = [d.kind for d in found if d.swap == name]
        lines.append(f"{name:40}{count:>8}{len(mine) - mine.count(APART):>8}{mine.count(APART):>8}")
    kinds = [d.kind for d in found]
    return "\n".join([*lines, f"{'all':40}{sum(tried.values()):>8}{len(kinds) - kinds.count(APART):>8}{kinds.count(APART):>8}"])


def main(given: Sequence[str] | None = None) -> int:
    """All swaps are tried, printed and written; 1 when anything but roles differs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.audit", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--swap", action="append", help="only this swap")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args(given)
    found, tried = audit([swap for swap in swaps() if not options.swap or swap.name in options.swap], options.jobs)
    print(table(found, tried))
    kinds = Counter(d.kind for d in found)
    if not options.swap:
        whole = {"pairs": sum(tried.values()), "changes": dict(sorted(kinds.items())), "differences": [asdict(d) for d in found]}
        RESULT.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf8")
    changes = sum(kinds.values()) - kinds[APART]
    print(f"{changes} changes in {sum(tried.values())} swapped reports", file=sys.stderr)
    return 1 if changes else 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Times against KRAUTS: the real reader, the shared scorer.

`python -m benchmarks.times SHARED` prints a table. Where a model is there the text is parsed as `lagebild read` does it.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from lagebild import packs
from lagebild.model import Document, Sentence
from lagebild.parse import Parser
from lagebild.readers.time import read_times

CORPUS = Path("corpora/times/krauts-dolomiten-100")
MEASURES = ("strict", "relaxed", "type", "value")


def scorer(shared: Path) -> ModuleType:
    """The shared TempEval-3 scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_timex", shared / "score/score_timex.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(gold: Any, sentences: dict[str, tuple[Sentence, ...]], month: bool = False) -> dict[str, list[dict[str, Any]]]:
    """The times that the reader finds, by document, as the scorer takes them."""
    pack, found = packs.load_pack("de"), {}
    for name, (text, _, published) in gold.items():
        day = published[:7] if month and published else published
        document = Document(name, "", "de", text, published=day, published_basis="given" if day else "none")
        _, times, _ = read_times(document, sentences[name], pack)
        found[name] = [{"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value} for t in times]
    return found


def parsed(gold: Any) -> dict[str, tuple[Sentence, ...]]:
    """The gold texts as the parser sees them."""
    parser = Parser.load("de")
    return {name: parser.parse(text) for name, (text, _, _) in gold.items()}


def score(shared: Path) -> dict[str, float]:
    """F1 on KRAUTS (strict, relaxed, type, value); with dates cut to the month, how many days named are right and how many values stay."""
    module = scorer(shared)
    gold = module.load_gold(str(shared / CORPUS))
    sentences = parsed(gold)
    full, cut = read(gold, sentences), read(gold, sentences, month=True)
    return _measure(module, gold, full) | compare_months(full, cut)


def compare_months(full: dict[str, list[dict[str, Any]]], cut: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    """Of the days named though only the month is known, the share that is right; of all values, the share that stays the same."""
    pairs = [(a["value"], b["value"]) for name in full for a, b in zip(full[name], cut[name], strict=True)]
    days = [(a, b) for a, b in pairs if re.match(r"\d{4}-\d\d-\d\d", b)]
    return {
        "month days": sum(a == b for a, b in days) / max(len(days), 1),
        "month values": sum(a == b for a, b in pairs) / max(len(pairs), 1),
    }


def _measure(module: ModuleType, gold: Any, found: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    system: dict[str, list[tuple[Any, ...]]] = {}
    for name, spans in found.items():
        text = gold[name][0]
        index = module.squash(text)
        for span in spans:
            start, end = module.canon(text, span)
            system.setdefault(name, []).append((index[start], index[end], span["type"], span["value"], text[start:end]))
    counts, *_ = module.score(gold, system, False)
    report = module.report(counts)
    return {measure: report[measure]["F1"] / 100 for measure in MEASURES}


def speed(shared: Path) -> float:
    """Words a second of the time reader alone, on one core, over KRAUTS."""
    gold = scorer(shared).load_gold(str(shared / CORPUS))
    return _speed(gold, parsed(gold))


def _speed(gold: Any, sentences: dict[str, tuple[Sentence, ...]]) -> float:
    words = sum(len(s.words) for several in sentences.values() for s in several)
    start = time.perf_counter()
    read(gold, sentences)
    return words / (time.perf_counter() - start)


if __name__ == "__main__":
    print(json.dumps(score(Path(sys.argv[1])) | {"words a second": round(speed(Path(sys.argv[1])))}, indent=2))

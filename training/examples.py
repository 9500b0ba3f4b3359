"""Renew the parses of the pack examples: python -m training.examples LANGUAGE [--all].

Parses every example of a tree rule that has no stored parse (with --all: every one) and writes
`packs/LANGUAGE/examples/TOPIC.conllu`. A stored parse that somebody has mended by hand stays as it is without --all.
"""

from __future__ import annotations

import sys
from pathlib import Path

from lagebild import packs
from lagebild.parse import Parser, write_conllu
from lagebild.parse.conllu import unquoted

MARK = "# example = "


def stored(file: Path) -> dict[str, str]:
    """The blocks of a file by the example that they belong to."""
    found: dict[str, str] = {}
    text = ""
    for block in file.read_text(encoding="utf8").split("\n\n") if file.is_file() else ():
        if not block.strip():
            continue
        text = next((unquoted(line.removeprefix(MARK)) for line in block.splitlines() if line.startswith(MARK)), text)
        found[text] = found.get(text, "") + block.strip("\n") + "\n\n"
    return found


def renew(language: str, everything: bool) -> None:
    """Write the parses that are missing, one file a topic; drop those of examples that are gone."""
    pack = packs.load_pack(language)
    parser = Parser.load(pack.settings["model"])
    folder = packs.FOLDER / language / "examples"
    folder.mkdir(exist_ok=True)
    for topic, rules in pack.rules.items():
        file = folder / f"{topic}.conllu"
        old = {} if everything else stored(file)
        texts = dict.fromkeys(e.text for rule in rules for e in rule.examples)
        new = {t: old.get(t) or write_conllu(parser.parse(t), t) for t in texts}
        file.write_text("".join(block.strip("\n") + "\n\n" for block in new.values()), encoding="utf8")
        print(f"{file.name}: {len(new)} examples, {sum(t not in old for t in new)} parsed", file=sys.stderr)


if __name__ == "__main__":
    renew(sys.argv[1], "--all" in sys.argv)

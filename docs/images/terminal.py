"""Makes terminal.svg beside this file from a real run of the command: python docs/images/terminal.py"""

import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WIDTH = 124
COMMAND = ["lagebild", "read", "examples/al-faschir-agentur.txt", "--format", "text"]


def run() -> str:
    """What the command prints on a terminal with colours."""
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(WIDTH), "TERM": "xterm-256color", "PYTHONPATH": str(ROOT / "src")}
    arguments = [sys.executable, "-m", *COMMAND, "--lang", "en"]
    return subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, check=True).stdout.decode("utf8")


def picture(printed: str) -> str:
    """The print as an SVG that fetches no fonts."""
    with Path(os.devnull).open("w", encoding="utf8") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True)
        console.print(Text("$ " + " ".join(COMMAND[:3]), style="bold"))
        console.print(Text.from_ansi(printed))
        svg = console.export_svg(title="lagebild read", unique_id="lagebild")
    svg = re.sub(r"\s*@font-face \{.*?\n    \}\n", "\n", svg, flags=re.DOTALL)
    return re.sub(r"\s*<!--.*?-->", "", svg, flags=re.DOTALL).replace(
        "Fira Code, monospace", "Menlo, Consolas, 'DejaVu Sans Mono', monospace"
    )


if __name__ == "__main__":
    (HERE / "terminal.svg").write_text(picture(run()), encoding="utf8")

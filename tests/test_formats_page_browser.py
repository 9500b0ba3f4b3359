"""The page in a real browser, where there is one: its script runs under its own policy, lights words and values, and loads nothing."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from lagebild.formats.page import POLICY
from tests.sample import TEXT, sample, whole_page

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--dump-dom",
)  # fmt: skip
# Clicks as a person does, then writes what is lit into the title; the last click is on a link to a report.
CLICKS = """
const lit = () => [...document.querySelectorAll(".lit")].map((e) => e.textContent);
const link = (words, where) => [...document.querySelectorAll(where)].find((a) => a.textContent === words);
const found = {};
link("2", "td.value a").click(); found.value = lit(); found.hash = location.hash;
link("zwei Soldaten", "a.m").click(); found.words = lit();
link("Kurier", "a.teller").click(); found.teller = lit();
document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" })); found.escape = lit();
document.dispatchEvent(new KeyboardEvent("keydown", { key: "n" })); found.next = lit();
document.dispatchEvent(new KeyboardEvent("keydown", { key: "p" })); found.previous = lit();
found.loaded = performance.getEntriesByType("resource").length;
document.title = JSON.stringify(found);
"""


def look(page: str, tmp_path: Path) -> str:
    """The page's DOM after its scripts ran."""
    assert BROWSER is not None
    file = tmp_path / "page.html"
    file.write_text(page, encoding="utf8")
    command = [BROWSER, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", file.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on this machine")
def test_a_click_on_a_value_lights_its_words_and_the_other_way_round(tmp_path: Path) -> None:
    page = whole_page([sample()])
    dom = look(page.replace(POLICY, "").replace("</body>", f"<script>{CLICKS}</script></body>"), tmp_path)
    title = re.search(r"<title>(.*?)</title>", dom)
    assert title
    found = json.loads(title[1].replace("&quot;", '"'))
    assert found["value"] == ["zwei Soldaten", "2"] and found["hash"] == f"#r1-{TEXT.index('zwei Soldaten')}"
    assert {"2", "zwei Soldaten", "starben zwei Soldaten"} <= set(found["words"])
    assert found["teller"] == ["die Zeitung Kurier", "Kurier"]
    assert found["escape"] == [] and len(found["next"]) == len(found["previous"]) == 2 and found["next"] != found["previous"]
    assert found["loaded"] == 0


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on this machine")
def test_the_policy_stops_any_other_script(tmp_path: Path) -> None:
    page = whole_page([sample()])
    assert "<title>Lagebild</title>" in look(page.replace("</body>", "<script>document.title = 'stolen'</script></body>"), tmp_path)

"""The page: well-formed, self-contained, every span marked, every link leads somewhere, and no report can become markup."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import HealthCheck, given, settings

from lagebild.formats.view import printable
from lagebild.model import Note, Reading
from tests.sample import TEXT, sample, span, whole_page
from tests.strategies import readings

VOID = {"meta", "br", "img", "link"}
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "nav", "article", "section",
    "div", "a", "span", "q", "i", "b", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "script",
}  # fmt: skip


class Page(HTMLParser):
    """Collects what stands on a page; fails on a tag that is not closed in its order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.reports: list[str] = []
        self.anchors: list[tuple[dict[str, str | None], str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        assert len(found) == len(attrs)
        self.tags.append((tag, found))
        if tag == "section" and found.get("class") == "report":
            self.reports.append("")
        if tag == "a":
            assert "a" not in [t for t, _ in self.open], "a link in a link"
            self.anchors.append((found, ""))
        if tag not in VOID:
            self.open.append((tag, found.get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if ("section", "report") in self.open:
            self.reports[-1] += data
        if self.open and self.open[-1][0] == "a":
            self.anchors[-1] = (self.anchors[-1][0], self.anchors[-1][1] + data)


def page(*found: Reading, language: str = "de") -> tuple[str, Page]:
    text = whole_page(found, language)
    return text, Page(text)


def check(text: str, parsed: Page, *found: Reading) -> None:
    ids = [a["id"] for _, a in parsed.tags if "id" in a]
    assert len(ids) == len(set(ids)), "an id twice"
    links = {(a["href"] or "")[1:] for t, a in parsed.tags if t == "a" and (a["href"] or "").startswith("#")}
    assert links <= set(ids), f"links to nothing: {sorted(links - set(ids))[:5]}"
    assert {t for t, _ in parsed.tags} <= ALLOWED
    assert not any(name.startswith("on") or name in ("style", "src", "srcdoc", "action") for _, a in parsed.tags for name in a)
    assert parsed.reports == [printable(r.document.text) for r in found]
    assert sum(t == "script" for t, _ in parsed.tags) == 1 and text.count("</script") == 1
    for _, a in parsed.tags:
        for words in (a.get("data-w") or "").split():
            start, end = map(int, words.split("-"))
            assert 0 <= start < end


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(readings())
def test_any_reading_makes_a_sound_page(reading: Reading) -> None:
    check(*page(reading, reading, language="en"), reading, reading)


def test_a_value_leads_to_its_words_and_words_to_what_was_read_in_them() -> None:
    text, parsed = page(sample())
    check(text, parsed, sample())
    at = TEXT.index("zwei Soldaten")
    number = next(a for a, words in parsed.anchors if words == "2")
    assert number["data-w"] == f"{at}-{at + len('zwei Soldaten')}" and number["href"] == f"#r1-{at}"
    marked = next(a for a, words in parsed.anchors if words == "zwei Soldaten" and "id" in a)
    assert marked["id"] == f"r1-{at}" and marked["href"] == "#r1-e1" and "figure" in (marked["class"] or "")
    assert next(a for a, words in parsed.anchors if words == "keine Angaben" and "id" in a)["href"] == "#r1-g1"


def test_words_that_only_a_note_is_about_lead_to_what_is_unresolved() -> None:
    reading = replace(sample(), notes=(Note("pronoun-unresolved", "nobody fits", span("Das Wetter")),))
    text, parsed = page(reading)
    check(text, parsed, reading)
    assert next(a for a, words in parsed.anchors if words == "Das Wetter" and "id" in a)["href"] == "#r1-unresolved"


def test_claims_stand_with_their_origin() -> None:
    text, _ = page(sample())
    rows = [re.sub(r"<[^>]+>", "", row) for row in re.findall(r"<tr>.*?</tr>", text.partition("<tbody>")[2], re.S)]
    assert any("getötet: zwei Soldaten" in r and "Verteidigungsministerium nach Angaben, Militär" in r for r in rows)
    assert any("wer es ist: Max Muster" in r and "Hörensagen" in r and "über Verteidigungsministerium" in r for r in rows)
    assert sum("der Bericht selbst" in r for r in rows) == 3


def test_several_reports_have_contents_one_has_none() -> None:
    assert "<nav" in page(sample(), sample())[0] and "<nav" not in page(sample())[0]


def test_nothing_is_loaded_and_only_the_pages_own_script_may_run() -> None:
    text, parsed = page(sample())
    script = text.partition("<script>")[2].partition("</script>")[0]
    policy = next(a["content"] or "" for t, a in parsed.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert f"script-src 'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'")
    assert not re.search(r"@import|url\(|<link|<img|<iframe", text)
    assert re.findall(r"https?://[^\"<\s]+", text) == ["https://example.org/a?b=1&amp;c=2"] * 2


def test_a_hostile_report_stays_text() -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;\x00\u202e"
    document = replace(sample().document, title=evil, publisher=evil, url="javascript:alert(1)", id=evil)
    actors = (replace(sample().actors[0], name=evil), *sample().actors[1:])
    hostile = replace(sample(), document=document, actors=actors)
    text, parsed = page(hostile)
    check(text, parsed, hostile)
    assert not any((a.get("href") or "").startswith("javascript") for _, a in parsed.tags)


def test_the_page_is_the_same_every_time() -> None:
    assert page(sample())[0] == page(sample())[0]

"""The page's style sheet and script. The page reads without the script; the script lights words and values when one is clicked."""

STYLE = """
:root { color-scheme: light dark; --paper: #fbfaf6; --card: #fff; --ink: #1c1b19; --soft: #5f5b53; --line: #ddd8cc; --event: #ffe3ad;
  --said: #eaf1f6; --source: #0b7068; --gap: #a3217c; --place: #2b5fa8; --time: #7c5a12; --lit: #ffd21f; --lit-ink: #1c1b19;
    --warn: #a33b14; }
@media (prefers-color-scheme: dark) { :root { --paper: #191917; --card: #22211f; --ink: #eceae4; --soft: #a9a499; --line: #3c3a35;
  --event: #5c4312; --said: #24303a; --source: #58c4b8; --gap: #f08fce; --place: #8db8f2; --time: #d8b25c; --warn: #f2a07c; } }
* { box-sizing: border-box; }
html { scroll-padding: 6rem 0 4rem; }
body { margin: 0 auto; padding: 1.5rem clamp(1rem, 3vw, 3rem) 4rem; max-width: 92rem; display: flex; flex-direction: column;
  background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, "Segoe UI", "Noto Sans", "Liberation Sans", sans-serif; }
a { color: inherit; text-decoration: none; }
a:focus-visible { outline: 3px solid var(--place); outline-offset: 2px; }
.top { order: -2; display: flex; flex-wrap: wrap; gap: .3rem 2rem; align-items: baseline; border-bottom: 3px solid var(--ink);
    padding-bottom: .6rem; }
.top h1 { margin: 0; font-size: 1.25rem; letter-spacing: .02em; }
.top p { margin: 0; color: var(--soft); font-size: .87rem; }
.legend { flex-basis: 100%; list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem;
    font-size: .87rem; }
nav { order: -1; margin: 1rem 0 0; font-size: .93rem; }
nav ol { margin: .2rem 0; padding-left: 1.6rem; columns: 26rem auto; }
nav a:hover, .meta a, dd a:hover, td a:hover, li a:hover { text-decoration: underline; text-underline-offset: .2em; }
article { margin-top: 2rem; }
article + article { border-top: 1px solid var(--line); padding-top: 1.5rem; }
h2 { font-size: 1.55rem; line-height: 1.25; margin: 0 0 .2rem; max-width: 45rem; text-wrap: balance; }
h3 { font-size: .82rem; text-transform: uppercase; letter-spacing: .09em; color: var(--soft); margin: 1.8rem 0 .5rem; }
.side > h3:first-child { margin-top: 0; }
.meta { margin: 0 0 1.2rem; color: var(--soft); font-size: .93rem; }
.columns { display: grid; grid-template-columns: minmax(20rem, 38rem) minmax(24rem, 1fr); gap: 2.5rem; align-items: start; }
.report { font: 1.07rem/1.7 Charter, "Iowan Old Style", "Noto Serif", "Liberation Serif", Georgia, serif; white-space: pre-wrap;
  overflow-wrap: break-word; position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; padding-right: .8rem;
  scrollbar-width: thin; margin: 0; }
.m { border-bottom: 1px solid transparent; }
.m.actor { border-bottom: 1px dotted var(--soft); }
.m.said { background: var(--said); }
.m.time { border-bottom: 1px dashed var(--time); }
.m.place { border-bottom: 1px dashed var(--place); }
.m.cue { border-bottom: 1px solid var(--source); }
.m.source { border-bottom: 2px solid var(--source); }
.m.gap { border-bottom: 2px dotted var(--gap); }
.m.event { background: var(--event); font-weight: 600; border-radius: .15em; }
.m.figure { font-weight: 700; }
.m:hover { background: var(--line); }
:target { scroll-margin: 6rem; }
.m.lit, .m:target, .lit { background: var(--lit); color: var(--lit-ink); border-radius: .15em; }
.card.lit, .card:target { background: var(--card); color: inherit; outline: 3px solid var(--lit); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .8rem 1rem; margin: 0 0 .8rem;
    break-inside: avoid; }
.card h4 { margin: 0 0 .4rem; font-size: 1rem; display: flex; flex-wrap: wrap; gap: .15rem .6rem; align-items: baseline; }
.card h4 .when { font-weight: 400; color: var(--soft); margin-left: auto; }
.card h4 q { font-weight: 400; font-style: italic; }
.chip { font-size: .78rem; font-weight: 400; padding: 0 .5em; border: 1px solid currentColor; border-radius: 1em; color: var(--soft);
    white-space: nowrap; }
.chip.doubt { color: var(--warn); }
dl { display: grid; grid-template-columns: minmax(4.6rem, max-content) 1fr; gap: .1rem .9rem; margin: 0 0 .5rem; font-size: .95rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th { text-align: left; font-weight: 400; color: var(--soft); font-size: .8rem; padding: .1rem .8rem .1rem 0; }
td { padding: .25rem .8rem .25rem 0; border-top: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
td.value { width: 45%; }
td.value b { font-size: 1.07em; }
tr.denied td.value b { text-decoration: line-through; }
.teller { border-bottom: 2px solid var(--source); }
.own { color: var(--soft); font-style: italic; }
.how { color: var(--soft); font-size: .87em; }
ul.plain { list-style: none; margin: 0; padding: 0; }
ul.plain > li { padding: .35rem 0 .35rem .9rem; border-left: 3px solid var(--line); margin-bottom: .45rem; }
ul.statements > li { border-left-color: var(--source); }
ul.gaps > li { border-left: 3px dotted var(--gap); }
ul.small { font-size: .9rem; color: var(--soft); }
q { quotes: none; }
@media (max-width: 60rem) { .columns { grid-template-columns: 1fr; gap: 1.5rem; } .report { position: static; max-height: none; } }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } .report { scroll-behavior: smooth; } }
@media print {
  :root { color-scheme: light; --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --event: #eee; --said: #fff; }
  body { padding: 0; max-width: none; font-size: 9.5pt; display: block; }
  .columns { display: block; } .report { position: static; max-height: none; overflow: visible; font-size: 10.5pt; line-height: 1.5;
    margin-bottom: 1rem; }
  .hint, nav { display: none; } article { break-before: page; } .top + article, article:first-of-type { break-before: auto; }
  .m.event { background: none; border: 1px solid #000; } .m.said { background: none; font-style: italic; }
    .m.lit, .m:target, .lit { background: none; }
  h3, th { break-after: avoid; } tr, li { break-inside: avoid; } }
"""

SCRIPT = """
"use strict";
(() => {
  const ranges = (a) => (a.dataset.w || "").split(" ").filter(Boolean).map((r) => r.split("-").map(Number));
  const start = (m) => Number(m.id.slice(m.id.lastIndexOf("-") + 1));
  const clear = () => document.querySelectorAll(".lit").forEach((l) => l.classList.remove("lit"));
  const light = (found) => {
    clear();
    found.forEach((f) => f.classList.add("lit"));
    if (found.length) found[0].scrollIntoView({ block: "center" });
  };
  document.addEventListener("click", (event) => {
    const a = event.target.closest("a.m, a[data-w]");
    if (!a || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const article = a.closest("article");
    if (!article) return;
    event.preventDefault();
    history.replaceState(null, "", a.hash);
    if (a.matches(".m")) {
      const at = start(a);
      const values = [...article.querySelectorAll("a[data-w]")].filter((v) => ranges(v).some(([b, e]) => b <= at && at < e));
      light(values);
      a.classList.add("lit");
    } else {
      const own = ranges(a);
      light([...article.querySelectorAll("a.m")].filter((m) => own.some(([b, e]) => b <= start(m) && start(m) < e)));
      a.classList.add("lit");
    }
  });
  let at = -1;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") clear();
    if (event.key !== "n" && event.key !== "p") return;
    const claims = document.querySelectorAll("td.value a[data-w]");
    if (!claims.length) return;
    at = (at + (event.key === "n" ? 1 : -1) + claims.length) % claims.length;
    claims[at].click();
    claims[at].focus({ preventScroll: true });
  });
})();
"""

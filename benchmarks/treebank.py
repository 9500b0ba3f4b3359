"""How well the German analysis does on the treebanks that did not train it: tags, lemmas, relations, sentences, names, speed.

`python -m benchmarks.treebank [SHARED]` prints one line a measure; `score` gives them to whoever asks, `score_own` those on the test
part of our own treebank, which is in the repository.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from lagebild.model import Sentence
from lagebild.parse import Parser
from lagebild.parse.conllu import merged, pairs

Row = list[str]
Tree = list[Row]

OWN = Path(__file__).parents[1] / "training" / "treebank" / "de"
RELATIONS = frozenset({"nsubj", "nsubj:pass", "obj", "obl:arg", "obl:agent"})  # who did what to whom
FEATURES = ("Case", "Number", "Gender", "Person", "Tense", "Mood", "VerbForm")
KINDS = {"PER": "person", "LOC": "place", "ORG": "organisation"}


def score(shared: Path, model: str = "de") -> dict[str, float]:
    """All measures in percent (speed in words a second), rounded to two digits; the test sets lie under `shared`/corpora."""
    parser = Parser.load(model)
    corpora = shared / "corpora"
    trees = list(read_trees(corpora / "ud" / "gsd-test.conllu"))
    found = parser.parse_words([[row[1] for row in tree] for tree in trees])
    scores = relation_scores(trees, found)
    scores["sentences F1"] = boundary_score(parser, trees)
    scores |= name_scores(parser, corpora / "ner" / "ge-test.tsv")
    scores["words a second"] = speed(parser, corpora / "news" / "10kgnad-test.jsonl")
    return {key: round(value, 2) for key, value in scores.items()}


def score_own(model: str = "de", folder: Path = OWN) -> dict[str, float]:
    """All measures on the sentences of our own treebank that are for measuring only, in percent."""
    trees = [tree for path in sorted(folder.glob("test-*.conllu")) for tree in read_trees(path)]
    found = Parser.load(model).parse_words([[row[1] for row in tree] for tree in trees])
    scores = relation_scores(trees, found)
    scores["who did what to whom F1"] = who_score(trees, found)
    scores["Mood of finite verbs"], scores["Voice of finite verbs"] = verb_scores(trees, found)
    return {key: round(value, 2) for key, value in scores.items()}


def who_score(trees: Sequence[Tree], found: Iterable[Sentence]) -> float:
    """F1 of all relations that say who did what to whom, together."""
    gold, own = labelled(trees, found, RELATIONS)
    return f1(gold, own)


def verb_scores(trees: Sequence[Tree], found: Iterable[Sentence]) -> tuple[float, float]:
    """Shares of the finite verbs with the right mood, of those that have one, and with the right voice."""
    moods, voices = [], []
    for tree, sentence in zip(trees, found, strict=True):
        heads, labels = [int(row[6]) - 1 for row in tree], [row[7] for row in tree]
        own_heads, own_labels = [word.head for word in sentence.words], [word.deprel for word in sentence.words]
        for i, row in enumerate(tree):
            feats = pairs(row[5])
            if feats.get("VerbForm") != "Fin":
                continue
            if "Mood" in feats:
                moods.append(sentence.words[i].feats.get("Mood") == feats["Mood"])
            voices.append(is_passive(heads, labels, i) == is_passive(own_heads, own_labels, i))
    return 100 * sum(moods) / len(moods), 100 * sum(voices) / len(voices)


def is_passive(heads: Sequence[int], labels: Sequence[str], verb: int) -> bool:
    """Whether the verb, or the one that it helps, has an auxiliary of the passive or a subject of one."""
    main = heads[verb] if labels[verb] in ("aux", "aux:pass") else verb
    return any(head == main and label in ("aux:pass", "nsubj:pass") for head, label in zip(heads, labels, strict=True))


def read_trees(path: Path) -> Iterator[Tree]:
    """The trees of a CoNLL-U file, contractions merged."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
        if rows:
            yield merged(rows)


def relation_scores(trees: Sequence[Tree], found: Iterable[Sentence]) -> dict[str, float]:
    """Shares of words with the right tag, lemma, features, head and relation (subtypes ignored), punctuation counted."""
    hits: dict[str, list[bool]] = {}
    for tree, sentence in zip(trees, found, strict=True):
        for i, (row, word) in enumerate(zip(tree, sentence.words, strict=True)):
            head = int(row[6]) - 1 == word.head
            same = row[7].split(":")[0] == word.deprel.split(":")[0]
            marks = {"STTS": row[4] == word.xpos, "lemma": row[2] == plain_lemma(sentence, i), "UPOS": row[3] == word.upos}
            marks |= {"UAS": head, "LAS": head and same, "LAS with subtypes": head and row[7] == word.deprel}
            marks |= feature_marks(pairs(row[5]), word.feats)
            for key, right in marks.items():
                hits.setdefault(key, []).append(right)
    scores = {key: 100 * sum(right) / len(right) for key, right in hits.items()}
    return scores | label_scores(trees, found)


def plain_lemma(sentence: Sentence, i: int) -> str:
    """The word's lemma; a separated verb's without the particle, as the treebanks have it."""
    lemma = sentence.words[i].lemma
    for child in sentence.children[i]:
        particle = sentence.words[child]
        if particle.deprel == "compound:prt":
            lemma = lemma.removeprefix(particle.form.lower()) or lemma
    return lemma


def feature_marks(gold: dict[str, str], found: Mapping[str, str]) -> dict[str, bool]:
    """For each feature that the treebank gives the word: whether it was found so."""
    return {key: gold[key] == found.get(key) for key in FEATURES if key in gold}


def label_scores(trees: Sequence[Tree], found: Iterable[Sentence]) -> dict[str, float]:
    """F1 of each relation that says who did what to whom: same word, same head, same label."""
    gold, own = labelled(trees, found, RELATIONS)
    return {f"{label} F1": f1({g for g in gold if g[3] == label}, {o for o in own if o[3] == label}) for label in sorted(RELATIONS)}


Labelled = set[tuple[int, int, int, str]]  # sentence, word, head, label


def labelled(trees: Sequence[Tree], found: Iterable[Sentence], labels: frozenset[str]) -> tuple[Labelled, Labelled]:
    """The relations of these labels in the trees, and those that were found."""
    gold, own = set(), set()
    for n, (tree, sentence) in enumerate(zip(trees, found, strict=True)):
        gold |= {(n, i, int(row[6]) - 1, row[7]) for i, row in enumerate(tree) if row[7] in labels}
        own |= {(n, i, word.head, word.deprel) for i, word in enumerate(sentence.words) if word.deprel in labels}
    return gold, own


def f1(gold: set[tuple[int, int, int, str]], own: set[tuple[int, int, int, str]]) -> float:
    """F1 of two sets, in percent; 0 where both are empty."""
    return 200 * len(gold & own) / (len(gold) + len(own)) if gold or own else 0.0


def boundary_score(parser: Parser, trees: Sequence[Tree]) -> float:
    """F1 of sentence ends over the running text of the test set, sentences joined by one space."""
    text, ends = "", set()
    for tree in trees:
        text += running(tree)
        ends.add(len(text))
        text += " "
    found = {sentence.end for sentence in parser.parse(text)}
    return 200 * len(ends & found) / (len(ends) + len(found))


def running(tree: Tree) -> str:
    """The sentence's text as `SpaceAfter` gives it."""
    return "".join(row[1] + ("" if "SpaceAfter=No" in row[9] else " ") for row in tree).strip()


def name_scores(parser: Parser, path: Path) -> dict[str, float]:
    """Strict F1 over persons, places and organisations, together and each."""
    sentences = list(read_names(path))
    found = parser.parse_words([forms for forms, _ in sentences])
    tags = [tags for _, tags in sentences]
    kinds = KINDS.values()
    return {"names F1": bio_score(tags, found)} | {f"{kind} F1": bio_score(tags, found, (kind,)) for kind in kinds}


def bio_score(gold: Sequence[Sequence[str]], found: Iterable[Sentence], kinds: Iterable[str] = KINDS.values()) -> float:
    """Strict F1 of the names of these kinds; `gold` has a B-/I-/O tag a word."""
    expected: set[tuple[int, int, int, str]] = set()
    own: set[tuple[int, int, int, str]] = set()
    for n, (tags, sentence) in enumerate(zip(gold, found, strict=True)):
        expected |= {(n, *name) for name in bio_names(tags)}
        own |= {(n, name.first, name.last, str(name.kind)) for name in sentence.names}
    chosen = frozenset(kinds)
    return f1({g for g in expected if g[3] in chosen}, {o for o in own if o[3] in chosen})


def read_names(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Words and tags of each GermEval sentence; parts and derivations of names do not count."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
        if rows:
            yield [row[1] for row in rows], [_kind(row[2]) for row in rows]


def _kind(tag: str) -> str:
    place, _, kind = tag.partition("-")
    return f"{place}-{KINDS[kind]}" if kind in KINDS else "O"


def bio_names(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First word, end and kind of every name in B-/I- tags."""
    first = None
    for i, tag in enumerate([*tags, "O"]):
        if first is not None and tag != "I" + tags[first][1:]:
            yield first, i, tags[first][2:]
            first = None
        if tag[:2] == "B-":
            first = i


def speed(parser: Parser, path: Path) -> float:
    """Words a second on one core over the news articles, everything included but loading."""
    with path.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    begin = time.process_time()
    words = sum(len(sentence.words) for sentences in parser.parse_many(texts) for sentence in sentences)
    return words / (time.process_time() - begin)


def main(argv: Sequence[str]) -> None:
    """Prints the scores."""
    shared = Path(argv[0] if argv else os.environ.get("LAGEBILD_SHARED", "../shared"))
    for part, scores in (("shared", score(shared)), ("own", score_own())):
        for key, value in scores.items():
            print(f"{part:8} {key:26} {value:10.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])

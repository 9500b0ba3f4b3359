"""Our own treebank by hand: a draft from the parser, its tables to read, amendments line by line, a check, and how far two readers agree.

    python -m training.amend draft SENTENCES.txt PREFIX OUT.conllu    one sentence a line, parsed as it stands
    python -m training.amend show FILE.conllu [FIRST [LAST]]          a short table of each sentence, to read and correct
    python -m training.amend amend FILE.conllu AMENDMENTS.txt         write the corrections into the file
    python -m training.amend check FILE.conllu …                      every fault on a line; fails when there is one
    python -m training.amend agree FILE.conllu … SECOND.conllu        where a second reading is otherwise, and how far both agree

An amendment is `SENTENCE.WORD column=value …`, for example `raid-012.5 head=3 rel=nsubj lemma=Haus Case=Nom`. Columns: form lemma upos
tag head rel name (B-person, I-person …, O); any other key is a feature, with `_` to take it away. Amended tags bring their UPOS, and
articles and adjectives take case, number and gender of their noun.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from lagebild.parse import Parser
from lagebild.parse.conllu import pairs
from training.treebanks import is_tree

COLUMNS = {"form": 1, "lemma": 2, "upos": 3, "tag": 4, "head": 6, "rel": 7}
UPOS = {
    "ADJA": "ADJ", "ADJD": "ADJ ADV VERB", "ADV": "ADV ADJ SCONJ", "APPR": "ADP CCONJ SCONJ", "APPRART": "ADP",
    "APPO": "ADP", "APZR": "ADP", "ART": "DET", "CARD": "NUM", "FM": "X PROPN", "ITJ": "INTJ", "KOUI": "SCONJ ADP",
    "KOUS": "SCONJ", "KON": "CCONJ", "KOKOM": "ADP SCONJ CCONJ", "NN": "NOUN PROPN", "NE": "PROPN", "PDS": "PRON",
    "PDAT": "DET PRON", "PIS": "PRON", "PIAT": "DET ADV ADJ", "PPER": "PRON", "PPOSS": "PRON", "PPOSAT": "DET", "PRELS": "PRON",
    "PRELAT": "DET PRON", "PRF": "PRON", "PWS": "PRON", "PWAT": "DET PRON", "PWAV": "ADV SCONJ", "PAV": "ADV", "PTKZU": "PART",
    "PTKNEG": "PART", "PTKVZ": "ADP ADV", "PTKANT": "PART INTJ", "PTKA": "PART ADV", "TRUNC": "NOUN X ADJ", "VVFIN": "VERB",
    "VVIMP": "VERB", "VVINF": "VERB", "VVIZU": "VERB", "VVPP": "VERB", "VAFIN": "AUX VERB", "VAIMP": "AUX",
    "VAINF": "AUX VERB", "VAPP": "AUX VERB", "VMFIN": "AUX VERB", "VMINF": "AUX VERB", "VMPP": "AUX VERB", "XY": "X SYM",
    "$,": "PUNCT", "$.": "PUNCT", "$(": "PUNCT",
}  # fmt: skip
RELATIONS = {
    "acl", "advcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "ccomp", "compound", "compound:prt", "conj",
    "cop", "csubj", "dep", "det", "det:poss", "discourse", "expl", "expl:pv", "fixed", "flat", "iobj", "mark", "nmod",
    "nsubj", "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:arg", "orphan", "parataxis", "punct", "root",
    "vocative", "xcomp",
}  # fmt: skip
LEAVES = {"case", "cc", "punct", "aux", "aux:pass", "cop", "mark", "compound:prt", "expl", "expl:pv"}
MAY_HANG_ON_LEAVES = {"advmod", "conj", "cc", "fixed", "punct", "case", "compound", "orphan"}
SUBJECTS = {"nsubj", "nsubj:pass", "csubj"}
FORMS = {"FIN": "Fin", "IMP": "Fin", "INF": "Inf", "IZU": "Inf", "PP": "Part"}
AGREEING = ("Case", "Gender", "Number")
FOLLOWING = {"DET", "ADJ", "ADP"}  # words whose inflection `amend` copies from their noun
INFLECTED = {"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "ADP", "X"}

Row = list[str]


@dataclass
class Tree:
    """One sentence: its name, its text and its ten-column rows."""

    name: str
    text: str
    rows: list[Row] = field(default_factory=list)

    def written(self) -> str:
        """The sentence as a CoNLL-U block."""
        return f"# sent_id = {self.name}\n# text = {self.text}\n" + "\n".join("\t".join(row) for row in self.rows) + "\n\n"


def read(path: Path) -> tuple[str, list[Tree]]:
    """The comments that stand before the first sentence, and the sentences."""
    lead, trees = "", []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# sent_id = "):
            trees.append(Tree(line[12:], ""))
        elif line.startswith("# text = "):
            trees[-1].text = line[9:]
        elif line.startswith("#"):
            lead += line + "\n"
        elif line:
            trees[-1].rows.append(line.split("\t"))
    return lead, trees


def write(path: Path, lead: str, trees: Sequence[Tree]) -> None:
    """The file holds the sentences."""
    path.write_text(lead + "".join(tree.written() for tree in trees), encoding="utf-8")


def draft(sentences: Path, prefix: str, out: Path) -> None:
    """The parser's analysis of each line, as one tree each."""
    parser, trees = Parser.load("de"), []
    for number, text in enumerate(filter(None, map(str.strip, sentences.read_text(encoding="utf-8").splitlines())), start=1):
        found = parser.parse(text)
        tokens = [(w.start, w.end) for s in found for w in s.words]
        sentence = found[0] if len(found) == 1 else parser.parse_words([[text[a:b] for a, b in tokens]])[0]
        names = {i: ("I-" if i > n.first else "B-") + n.kind for n in sentence.names for i in range(n.first, n.last)}
        rows = []
        for i, (word, (_, end)) in enumerate(zip(sentence.words, tokens, strict=True)):
            feats = "|".join(f"{k}={v}" for k, v in sorted(word.feats.items())) or "_"
            glued = i + 1 < len(tokens) and tokens[i + 1][0] == end
            misc = "|".join(filter(None, (f"Name={names[i]}" if i in names else "", "SpaceAfter=No" if glued else ""))) or "_"
            rows.append([str(i + 1), word.form, word.lemma, word.upos, word.xpos, feats, str(word.head + 1), word.deprel, "_", misc])
        trees.append(Tree(f"{prefix}-{number:03}", text, rows))
    write(out, "", trees)


def show(trees: Sequence[Tree]) -> Iterator[str]:
    """A line a word: number, form, lemma, tag, head, relation, what its inflection says, name."""
    for tree in trees:
        yield f"\n{tree.name}  {tree.text}"
        for row in tree.rows:
            feats = pairs(row[5])
            shown = [feats[k] for k in (*AGREEING, "Mood", "Tense", "Person") if k in feats] if row[3] not in FOLLOWING else []
            yield " ".join(filter(None, (row[0], row[1], row[2], row[4], row[6], row[7], ".".join(shown), pairs(row[9]).get("Name", ""))))


def amend(trees: Sequence[Tree], lines: Sequence[str]) -> None:
    """The trees with the amendments in them; ValueError names the line that fits nowhere."""
    words = {(tree.name, row[0]): row for tree in trees for row in tree.rows}
    for line in filter(None, (line.partition("#")[0].strip() for line in lines)):
        place, *changes = line.split()
        row = words.get((place.rpartition(".")[0], place.rpartition(".")[2]))
        if row is None or not all("=" in change for change in changes):
            raise ValueError(f"no such word, or no column=value: {line}")
        for change in changes:
            _set(row, *change.split("=", 1))
    for tree in trees:
        _agree(tree.rows)


def _set(row: Row, key: str, value: str) -> None:
    if key == "name":
        misc = {k: v for k, v in pairs(row[9]).items() if k != "Name"} | ({"Name": value} if value not in ("O", "_") else {})
        row[9] = "|".join(f"{k}={v}" for k, v in sorted(misc.items())) or "_"
    elif key in COLUMNS:
        row[COLUMNS[key]] = value
        if key == "tag" and row[3] not in UPOS[value].split():
            row[3] = UPOS[value].split()[0]
    else:
        _feature(row, key, value)


def _feature(row: Row, key: str, value: str) -> None:
    feats = {k: v for k, v in pairs(row[5]).items() if k != key} | ({key: value} if value != "_" else {})
    row[5] = "|".join(f"{k}={v}" for k, v in sorted(feats.items())) or "_"


def _agree(rows: Sequence[Row]) -> None:
    """Articles, adjectives and contractions have the case, number and gender of their noun."""
    for row in rows:
        attribute = row[4] in ("ART", "ADJA", "PDAT", "PIAT", "PPOSAT") and row[7] in ("det", "amod", "det:poss")
        noun = rows[int(row[6]) - 1] if int(row[6]) else row
        if (attribute or row[4] == "APPRART") and noun[3] in ("NOUN", "PROPN"):
            feats = pairs(noun[5])
            for key in AGREEING:
                _feature(row, key, feats.get(key, "_"))


def faults(tree: Tree) -> Iterator[str]:
    """What is wrong with the sentence, as `word: what`."""
    rows = tree.rows
    if [row[0] for row in rows] != [str(i) for i in range(1, len(rows) + 1)] or any(len(row) != 10 for row in rows):
        yield "words are not numbered from 1 in ten columns"
        return
    if "".join(row[1] + ("" if "SpaceAfter=No" in row[9] else " ") for row in rows).strip() != tree.text:
        yield "the words do not make up the text"
    if not all(row[6].isdigit() and int(row[6]) <= len(rows) for row in rows) or not is_tree([int(row[6]) for row in rows]):
        yield "the heads are no tree with one root"
        return
    for row in rows:
        yield from (f"{row[0]} {row[1]}: {fault}" for fault in (*_column_faults(row), *_relation_faults(row, rows)))
    for (_, before), (i, now) in pairwise([(0, "O"), *((int(row[0]), pairs(row[9]).get("Name", "O")) for row in rows)]):
        if now[0] == "I" and before[2:] != now[2:]:
            yield f"{i}: name goes on that did not begin"


def _column_faults(row: Row) -> Iterator[str]:
    tag, feats = row[4], pairs(row[5])
    if tag not in UPOS or row[3] not in UPOS[tag].split():
        yield f"tag {tag} with {row[3]}"
    if not row[2] or row[2] == "_" or re.search(r"\s", row[2]):
        yield f"lemma {row[2]!r}"
    if tag[0] == "V" and tag in UPOS:
        wanted = FORMS[tag[2:]]
        if feats.get("VerbForm") != wanted:
            yield f"{tag} without VerbForm={wanted}"
        if "Mood" in feats and wanted != "Fin":
            yield f"{tag} with a mood"
    elif "Mood" in feats or "Tense" in feats:
        yield f"{tag} with mood or tense"
    if "Case" in feats and row[3] not in INFLECTED:
        yield f"{row[3]} with a case"
    if row[3] == "PUNCT" and feats:
        yield "punctuation with features"
    if not re.fullmatch(r"(O|[BI]-(person|place|organisation|other))", pairs(row[9]).get("Name", "O")):
        yield "unknown kind of name"


def _relation_faults(row: Row, rows: Sequence[Row]) -> Iterator[str]:
    relation, head = row[7], rows[int(row[6]) - 1] if int(row[6]) else None
    under = [other for other in rows if other[6] == row[0]]
    if relation not in RELATIONS:
        yield f"relation {relation}"
    if (relation == "root") != (head is None):
        yield "root and head 0 go together"
    if (relation == "punct") != (row[3] == "PUNCT"):
        yield f"{row[3]} as {relation}"
    if (relation == "compound:prt") != (row[4] == "PTKVZ"):
        yield f"{row[4]} as {relation}"
    if relation == "compound:prt" and head and not head[2].startswith(row[1].lower()):
        yield f"lemma {head[2]} lacks its particle"
    if relation in LEAVES and (wrong := [o for o in under if o[7] not in MAY_HANG_ON_LEAVES]):
        yield f"{relation} with dependents: {', '.join(o[1] for o in wrong)}"
    if len([o for o in under if o[7] in SUBJECTS]) > 1:
        yield "two subjects"
    passive = any(o[7] == "aux:pass" for o in under)
    for other in under:
        if (other[7] == "nsubj" and passive) or (other[7] == "nsubj:pass" and not passive and row[4] != "VVPP"):
            yield f"{other[7]} {other[1]} {'under' if passive else 'without'} a passive"
    if relation in ("nsubj", "nsubj:pass") and pairs(row[5]).get("Case", "Nom") != "Nom":
        yield "subject not in the nominative"
    if relation == "conj" and head and int(row[6]) > int(row[0]):
        yield "conjunct before its first member"
    if relation in ("flat", "fixed") and int(row[6]) > int(row[0]):
        yield f"{relation} before its head"


def crossing(tree: Tree) -> bool:
    """Whether two relations of the tree cross."""
    arcs = [tuple(sorted((int(row[0]), int(row[6])))) for row in tree.rows if int(row[6])]
    return any(a < c < b < d for a, b in arcs for c, d in arcs)


def check(paths: Sequence[Path]) -> int:
    """Prints every fault and a summary; the number of faults."""
    trees = [tree for path in paths for tree in read(path)[1]]
    found = [f"{tree.name}: {fault}" for tree in trees for fault in faults(tree)]
    names = [tree.name for tree in trees]
    texts = [tree.text for tree in trees]
    found += [f"{name}: the name stands twice" for name in sorted({n for n in names if names.count(n) > 1})]
    found += [f"the sentence stands twice: {text}" for text in sorted({t for t in texts if texts.count(t) > 1})]
    print("\n".join(found))
    words = sum(len(tree.rows) for tree in trees)
    print(f"{len(trees)} sentences, {words} words, {sum(map(crossing, trees))} not projective, {len(found)} faults")
    return len(found)


def agree(first: Sequence[Tree], second: Sequence[Tree]) -> Iterator[str]:
    """A line for each word that the two readings have otherwise, then how far they agree; ValueError where they read different words."""
    mine = {tree.name: tree for tree in first}
    both = [(mine[tree.name], tree) for tree in second if tree.name in mine]
    if not both or any([row[1] for row in a.rows] != [row[1] for row in b.rows] for a, b in both):
        raise ValueError("the readings have no sentence in common, or one with different words")
    rows = [(tree.name, *pair) for tree, other in both for pair in zip(tree.rows, other.rows, strict=True)]
    for name, a, b in rows:
        one, two = _reading(a), _reading(b)
        if other := [f"{key} {one.get(key, '_')} / {two.get(key, '_')}" for key in sorted(one | two) if one.get(key) != two.get(key)]:
            yield f"{name}.{a[0]} {a[1]}: {', '.join(other)}"
    yield f"{len(both)} sentences, {len(rows)} words"
    yield from _shares([(_reading(a), _reading(b)) for _, a, b in rows])
    yield _names_agree([(_names(a), _names(b)) for a, b in both])


def _reading(row: Row) -> dict[str, str]:
    """What a reader says of the word, without the inflection that follows from another word."""
    said = {key: row[COLUMNS[key]] for key in ("lemma", "tag", "head", "rel")}
    return said | (pairs(row[5]) if row[3] not in FOLLOWING else {}) | {"name": pairs(row[9]).get("Name", "O")}


def _shares(words: Sequence[tuple[dict[str, str], dict[str, str]]]) -> Iterator[str]:
    """The share of words that both readings have alike; of a feature, among those where either has it."""
    spoken = [(a, b) for a, b in words if a["tag"][0] != "$"]
    for title, among, keys in (
        ("UAS", words, ("head",)), ("LAS", words, ("head", "rel")),
        ("UAS without punctuation", spoken, ("head",)), ("LAS without punctuation", spoken, ("head", "rel")),
        ("tag", words, ("tag",)), ("lemma", words, ("lemma",)),
    ):  # fmt: skip
        yield _share(title, [all(a[key] == b[key] for key in keys) for a, b in among])
    for key in sorted({key for a, b in words for key in a | b if key[0].isupper()}):
        yield _share(key, [a.get(key) == b.get(key) for a, b in words if key in a or key in b])


def _share(title: str, alike: Sequence[bool]) -> str:
    return f"{title}: {100 * sum(alike) / len(alike):.1f} % of {len(alike)}" if alike else f"{title}: of none"


def _names(tree: Tree) -> set[tuple[int, int, str]]:
    """The names of the sentence: first word, word after the last, kind."""
    marks = [pairs(row[9]).get("Name", "O") for row in tree.rows] + ["O"]
    starts = [i for i, mark in enumerate(marks) if mark[0] == "B"]
    return {(i, next(j for j in range(i + 1, len(marks)) if marks[j][0] != "I"), marks[i][2:]) for i in starts}


def _names_agree(sentences: Sequence[tuple[set[tuple[int, int, str]], set[tuple[int, int, str]]]]) -> str:
    """The F1 of the second reading's names against the first's, extent and kind alike."""
    alike, said = sum(len(a & b) for a, b in sentences), sum(len(a) + len(b) for a, b in sentences)
    return f"names: F1 {200 * alike / said:.1f} % of {said} in both readings" if said else "names: none in either reading"


def main(arguments: Sequence[str]) -> int:
    """Does what the first argument says; the exit status."""
    command, *rest = arguments
    paths = [Path(argument) for argument in rest]
    if command == "draft":
        draft(paths[0], rest[1], paths[2])
    elif command == "show":
        first, last = [*rest, rest[-1]][1:3] if len(rest) > 1 else ["", "~"]
        print("\n".join(show([tree for tree in read(paths[0])[1] if first <= tree.name <= last])))
    elif command == "amend":
        lead, trees = read(paths[0])
        amend(trees, paths[1].read_text(encoding="utf-8").splitlines())
        write(paths[0], lead, trees)
        return bool(check(paths[:1]))
    elif command == "check":
        return bool(check(paths))
    elif command == "agree":
        print("\n".join(agree([tree for path in paths[:-1] for tree in read(path)[1]], read(paths[-1])[1])))
    else:
        raise SystemExit(__doc__)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

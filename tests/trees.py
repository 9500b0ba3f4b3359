"""Small trees for tests, written on three lines: forms, parts of speech, relations as `deprel:head` (heads count from 1, 0 is the root)."""

from __future__ import annotations

from lagebild.model import Name, Sentence, Word


def tree(
    forms: str, upos: str, arcs: str, *, lemmas: str = "", feats: dict[int, dict[str, str]] | None = None, names: tuple[Name, ...] = ()
) -> Sentence:
    """A sentence whose words stand one blank apart from offset 0; `feats` and names count words from 0."""
    words, start = [], 0
    tags, rels, bases = upos.split(), arcs.split(), lemmas.split() or forms.split()
    for i, form in enumerate(forms.split()):
        deprel, _, head = rels[i].rpartition(":")
        words.append(Word(form, bases[i], tags[i], "_", (feats or {}).get(i, {}), int(head) - 1, deprel, start, start + len(form)))
        start += len(form) + 1
    return Sentence(0, start - 1, tuple(words), names)

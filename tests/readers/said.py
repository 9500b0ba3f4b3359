"""Sentences for tests, as `form/TAG/lemma` a word (lemma left out: the form), with the text that they make."""

from __future__ import annotations

from lagebild.model import Sentence, Word

UPOS = {
    "ART": "DET", "PPOSAT": "DET", "PIAT": "DET", "PDAT": "DET", "NN": "NOUN", "NE": "PROPN", "ADJA": "ADJ", "ADJD": "ADJ",
    "CARD": "NUM", "APPR": "ADP", "APPRART": "ADP", "APPO": "ADP", "PTKVZ": "ADP", "ADV": "ADV", "PROAV": "ADV", "PWAV": "ADV",
    "KON": "CCONJ", "KOKOM": "CCONJ", "KOUS": "SCONJ", "KOUI": "SCONJ", "PTKNEG": "PART", "PTKZU": "PART", "PPER": "PRON",
    "PRELS": "PRON", "PRF": "PRON", "PIS": "PRON", "PDS": "PRON",
}  # fmt: skip
GLUED = (",", ".", ":", "“")


def upos(tag: str) -> str:
    kind = {"VV": "VERB", "VA": "AUX", "VM": "AUX", "$,": "PUNCT", "$.": "PUNCT", "$(": "PUNCT"}
    return UPOS.get(tag) or kind[tag[:2]]


def said(*sentences: str) -> tuple[str, tuple[Sentence, ...]]:
    """The text and its sentences: one blank between words, none before commas and stops; a `|` before a sentence makes a paragraph."""
    text = ""
    found: list[Sentence] = []
    for sentence in sentences:
        text += "\n\n" if sentence.startswith("|") else " " if text else ""
        begin = len(text)
        words: list[Word] = []
        for token in sentence.removeprefix("|").split():
            form, tag, *lemma = token.split("/")
            if words and form not in GLUED and words[-1].form != "„":
                text += " "
            words.append(Word(form, lemma[0] if lemma else form, upos(tag), tag, {}, -1, "dep", len(text), len(text) + len(form)))
            text += form
        found.append(Sentence(begin, len(text), tuple(words)))
    return text, tuple(found)

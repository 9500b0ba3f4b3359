"""What grammar says for certain, put right after the statistical parser."""

from __future__ import annotations

from dataclasses import replace

from lagebild.model import Sentence, Word


def repair(sentence: Sentence) -> Sentence:
    """The sentence with one root, passive subjects and agents marked, and separated verbs with their whole lemma."""
    words = list(sentence.words)
    _one_root(words)
    _passives(words)
    _particles(words)
    return replace(sentence, words=tuple(words))


def _one_root(words: list[Word]) -> None:
    roots = [i for i, word in enumerate(words) if word.head < 0]
    for i in roots[1:]:
        words[i] = replace(words[i], head=roots[0], deprel="punct" if words[i].upos == "PUNCT" else "parataxis")
    words[roots[0]] = replace(words[roots[0]], deprel="root")


def _passives(words: list[Word]) -> None:
    passive = {word.head for word in words if word.deprel == "aux:pass"}
    prepositions = {(word.head, word.lemma) for word in words if word.deprel == "case"}
    for i, word in enumerate(words):
        if word.head in passive and word.deprel == "nsubj":
            words[i] = replace(word, deprel="nsubj:pass")
        elif word.head in passive and word.deprel == "obl" and (i, "von") in prepositions:
            words[i] = replace(word, deprel="obl:agent")


def _particles(words: list[Word]) -> None:
    for word in words:
        if word.deprel == "compound:prt" and word.xpos == "PTKVZ":
            verb = words[word.head]
            if not verb.lemma.startswith(word.lemma):
                words[word.head] = replace(verb, lemma=word.form.lower() + verb.lemma)

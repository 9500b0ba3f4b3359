"""Whether the clause of a time looks back or ahead, by its verbs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from lagebild import tree
from lagebild.model import Sentence, Word
from lagebild.packs import Pack

Tense = Literal["past", "present", "future"]


def tense_at(sentence: Sentence, start: int, pack: Pack) -> Tense | None:
    """The tense of the clause of the word at `start`, or of the participle that it belongs to; None when no verb tells."""
    i = next((n for n, w in enumerate(sentence.words) if w.end > start), None)
    if i is None:
        return None
    participle = _participle_above(sentence, i)
    if participle is not None:
        return "future" if participle.form.lower().endswith(tuple(pack.tables["time_ahead"])) else "past"
    head = tree.clause_head(sentence, i)
    group = _group(sentence, head)
    finite = next((w for w in group if "Mood" in w.feats), None) or _nearest_finite(sentence, i)
    return _tense(finite, group, pack.tables["time_tense"]) if finite else None


def _participle_above(sentence: Sentence, i: int) -> Word | None:
    """The attribute that the time hangs on, when it hangs on one (`die am Dienstag begonnene Operation`)."""
    for k in tree.above(sentence, i):
        word = sentence.words[k]
        if word.upos == "ADJ" and word.deprel == "amod" and k > i:
            return word
        if word.upos in ("VERB", "AUX", "NOUN"):
            return None
    return None


def _group(sentence: Sentence, head: int) -> list[Word]:
    """The verb at `head`, its auxiliaries, and those that it shares with the verb it is coordinated with."""
    members = {head, *tree.down(sentence, head, ("aux", "cop"))}
    first = tree.first_conjunct(sentence, head)
    if first != head and not any("Mood" in sentence.words[k].feats for k in members):
        members |= set(tree.down(sentence, first, ("aux", "cop")))
    return [sentence.words[k] for k in sorted(members)]


def _nearest_finite(sentence: Sentence, i: int) -> Word | None:
    finite = [n for n, w in enumerate(sentence.words) if "Mood" in w.feats]
    return sentence.words[min(finite, key=lambda n: abs(n - i))] if finite else None


def _tense(finite: Word, group: list[Word], tenses: Mapping[str, Any]) -> Tense:
    kind = tenses[finite.lemma][0].values["value"] if finite.lemma in tenses else None
    others = [w for w in group if w is not finite]
    participle = any(w.feats.get("Tense") == "Past" and "Mood" not in w.feats for w in others)
    infinitive = any(w.upos in ("VERB", "AUX") and w.feats.get("Tense") != "Past" for w in others)
    past_form = finite.feats.get("Tense") == "Past"
    if kind == "perfect":
        return "past" if participle or past_form else "present"
    if kind == "modal":
        return "past" if past_form and finite.feats.get("Mood") != "Sub" else "future"
    if kind == "future" and (not past_form or finite.feats.get("Mood") == "Sub"):
        return "future" if infinitive else "present"
    return "past" if past_form else "present"

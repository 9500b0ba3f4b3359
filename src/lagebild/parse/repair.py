"""What grammar says for certain, put right after the network: verb forms, mood, passives with subjects and agents, separated verbs."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from lagebild.parse.rows import DEPREL, FEATS, FORM, HEAD, LEMMA, UPOS, XPOS, Row

_CASES = {"nsubj": "Nom", "nsubj:pass": "Nom", "obj": "Acc", "obl:arg": "Dat"}
_IMPOSSIBLE = {"nsubj": ("Acc", "Dat", "Gen"), "nsubj:pass": ("Acc", "Dat", "Gen"), "obj": ("Nom",), "obl:arg": ("Nom", "Acc")}
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass")
_AGREEING = ("det", "det:poss", "amod")
_FINITE = ("Mood", "Tense", "Person")


class Grammar:
    """The certain knowledge of one language, from `[grammar]` of its `analysis.toml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._verb_forms: Mapping[str, str] = table["verb_forms"]
        self._upos: Mapping[str, Sequence[str]] = table["upos"]
        passive, subjunctive, retagged = table["passive"], table["subjunctive"], table["retagged"]
        self._verb, self._attributes, self._tags = retagged["upos"], frozenset(retagged["attributes"]), retagged["tags"]
        self._attribute_classes: Mapping[str, str] = retagged["classes"]
        self._auxiliary, self._active = frozenset(passive["auxiliary"]), frozenset(passive["active"])
        self._nouns = frozenset(passive["nouns"])
        self._relatives: Mapping[str, Any] = table["relatives"]
        numbers = table["numbers"]
        self._number_tags, self._rounding = frozenset(numbers["tags"]), frozenset(numbers["rounding"])
        self._comparing = frozenset(map(tuple, numbers["comparing"]))
        after = table["postpositions"]
        self._after, self._after_nouns, self._after_tag = frozenset(after["words"]), frozenset(after["nouns"]), str(after["tag"])
        self._participles, self._infinitives = frozenset(passive["participles"]), frozenset(passive["infinitives"])
        self._agents, self._times = frozenset(passive["agents"]), frozenset(passive["times"])
        self._attributive, self._not_agents = frozenset(passive["attributive"]), frozenset(passive["not_with"])
        self._attributes_as = frozenset(passive["attributes_as"])
        self._perfect, self._attribute = tuple(passive["perfect"]), re.compile(passive["attribute"])
        existence = table["expletives"]
        self._expletives, self._clauses = frozenset(existence["words"]), frozenset(existence["clauses"])
        self._saying, self._there_is = frozenset(existence["saying"]), frozenset(existence["there_is"])
        self._full: frozenset[str] = frozenset(existence["nouns"])
        self._particles: frozenset[str] = frozenset(table["particles"]["tags"])
        self._particle: str = table["particles"]["deprel"]
        self._moods = dict.fromkeys(subjunctive["past"], "Past") | dict.fromkeys(subjunctive["present"], "Pres")
        self._stem: Sequence[Sequence[str]] = subjunctive["stem"]
        self._speakers = frozenset(subjunctive["speakers"])

    def repair(self, draft: Sequence[Row]) -> None:
        """Relations and features of the sentence are consistent; lemmas are not needed yet."""
        self._relative_verbs(draft)
        self._postpositions(draft)
        self._numbers(draft)
        agents = {row[HEAD] for row in draft if row[DEPREL] == "case" and row[FORM].lower() in self._agents}
        for i in agents:
            self._lift(draft, i)
        self._passives(draft, agents)
        self._attributed(draft)
        for i, row in enumerate(draft):
            if row[FORM].lower() in self._expletives and row[HEAD] >= 0:
                self._expletive(draft, i)
        for row in draft:
            if row[UPOS] == self._verb and row[DEPREL] not in self._attributes:
                row[XPOS] = self._tags.get(row[XPOS], row[XPOS])
            elif row[UPOS] == "NOUN" and row[DEPREL] in self._attributes:
                row[UPOS] = self._attribute_classes.get(row[XPOS], row[UPOS])
            classes = self._upos.get(row[XPOS])
            if classes and row[UPOS] not in classes:
                row[UPOS] = classes[0]
            form = self._verb_forms.get(row[XPOS])
            if form is not None:
                row[FEATS] = _verb_features(row[FEATS], form)

    def _lift(self, draft: Sequence[Row], i: int) -> None:
        """Word `i`, a noun with a preposition of agents, hangs on the verb where it hung on the verb's time."""
        row = draft[i]
        above = draft[row[HEAD]]
        if row[DEPREL] == "nmod" and above[DEPREL] == "obl" and above[FORM] in self._times and row[FORM] not in self._times:
            row[HEAD], row[DEPREL] = above[HEAD], "obl"

    def _relative_verbs(self, draft: Sequence[Row]) -> None:
        """The verb of a relative clause without an auxiliary is finite where its form may be."""
        known = self._relatives
        open_ = {row[HEAD] for row in draft if row[XPOS] in known["pronouns"]}
        helped = {row[HEAD] for row in draft if row[DEPREL] in ("aux", "aux:pass", "cop")}
        for i in open_ - helped:
            verb = draft[i]
            if i >= 0 and verb[XPOS] == known["participle"] and verb[DEPREL] == "acl" and verb[FORM].endswith(known["ending"]):
                verb[XPOS] = known["finite"]

    def _postpositions(self, draft: Sequence[Row]) -> None:
        """Every postposition is the `case` of the noun before it."""
        for i, row in enumerate(draft):
            if row[FORM] in self._after and i and draft[i - 1][XPOS] in self._after_nouns and not below(draft, i - 1, {i}):
                row[XPOS], row[UPOS], row[HEAD], row[DEPREL] = self._after_tag, "ADP", i - 1, "case"
                if draft[i - 1][DEPREL] in ("obl:arg", "nsubj", "nsubj:pass", "obj"):
                    draft[i - 1][DEPREL] = "obl"

    def _numbers(self, draft: Sequence[Row]) -> None:
        """Words that round or compare a number hang on it: `rund 300`, `mehr als 100`."""
        for i, row in enumerate(draft):
            if row[XPOS] not in self._number_tags or not i:
                continue
            before, word = draft[i - 1], draft[i - 1][FORM].lower()
            if word in self._rounding and not below(draft, i, {i - 1}):
                before[XPOS], before[UPOS], before[HEAD], before[DEPREL] = "ADV", "ADV", i, "advmod"
            elif i > 1 and (draft[i - 2][FORM].lower(), word) in self._comparing and not below(draft, i, {i - 2, i - 1}):
                draft[i - 2][HEAD], draft[i - 2][DEPREL] = i, "advmod"
                before[HEAD], before[DEPREL] = i - 2, "fixed"

    def _passives(self, draft: Sequence[Row], agents: Container[int]) -> None:
        passive, active = self._voices(draft)
        cased = {row[HEAD] for row in draft if row[DEPREL] == "case"}
        for i, row in enumerate(draft):
            if row[HEAD] in passive:
                if row[DEPREL] == "nsubj":
                    row[DEPREL] = "nsubj:pass"
                elif row[DEPREL] == "obl" and i in agents:
                    row[DEPREL] = "obl:agent"
            elif row[HEAD] in active and row[DEPREL] == "nsubj:pass":
                row[DEPREL] = "nsubj"
        for verb in passive:
            self._subject(draft, verb, cased)
        self._cases(draft, cased)

    def _attributed(self, draft: Sequence[Row]) -> None:
        """Agents of participles without an auxiliary: `von Rebellen beschossene Orte`, `von Splittern getroffen`."""
        helped = {row[HEAD] for row in draft if row[DEPREL] in ("aux", "aux:pass", "cop")}
        cases: dict[int, set[str]] = {}
        for row in draft:
            if row[DEPREL] == "case":
                cases.setdefault(row[HEAD], set()).add(row[FORM].lower())
        for i, words in cases.items():
            row, verb = draft[i], draft[draft[i][HEAD]]
            if row[DEPREL] != "obl" or words.isdisjoint(self._attributive) or not words.isdisjoint(self._not_agents):
                continue
            attribute = verb[XPOS] in self._attributes_as and self._attribute.match(verb[FORM].lower())
            if attribute or (verb[XPOS] in self._participles and row[HEAD] not in helped):
                row[DEPREL] = "obl:agent"

    def _expletive(self, draft: Sequence[Row], i: int) -> None:
        """What stands for a clause, or for a noun beside a copula, is the subject; what there is, is the object of it."""
        row, verb = draft[i], draft[draft[i][HEAD]]
        others = [other for j, other in enumerate(draft) if other[HEAD] == row[HEAD] and j != i]
        labels = {other[DEPREL] for other in others}
        subject = next((other for other in others if other[DEPREL] == "nsubj" and other[XPOS] in self._full), None)
        if verb[FORM].lower() in self._there_is and subject and labels.isdisjoint(("obl:arg", "xcomp", self._particle)):
            subject[DEPREL], row[DEPREL] = "obj", "expl"
            return
        stands_for = verb[FORM].lower() in self._saying or not labels.isdisjoint(self._clauses)
        if row[DEPREL] == "expl" and stands_for and labels.isdisjoint((*_SUBJECTS, "obj")):
            row[DEPREL] = "nsubj"

    def _cases(self, draft: Sequence[Row], cased: Container[int]) -> None:
        """Subjects are in the nominative, objects are not, each with the words that agree with them."""
        for i, row in enumerate(draft):
            case = _CASES.get(row[DEPREL])
            if case and i not in cased and row[FEATS].get("Case") in _IMPOSSIBLE[row[DEPREL]]:
                row[FEATS] = {**row[FEATS], "Case": case}
                for child in draft:
                    if child[HEAD] == i and child[DEPREL] in _AGREEING and "Case" in child[FEATS]:
                        child[FEATS] = {**child[FEATS], "Case": case}

    def _voices(self, draft: Sequence[Row]) -> tuple[set[int], set[int]]:
        """The verbs that are passive for certain, and those that are active; auxiliaries of both are labelled so."""
        active: set[int] = set()
        for row in draft:
            if row[DEPREL] not in ("aux", "aux:pass"):
                continue
            verb = draft[row[HEAD]]
            if row[FORM].lower() in self._auxiliary:
                if verb[XPOS] in self._participles:
                    row[DEPREL] = "aux:pass"
                elif verb[XPOS] in self._infinitives:
                    row[DEPREL] = "aux"
            elif row[FORM].lower() in self._active or verb[FORM].lower().endswith(self._perfect):
                row[DEPREL] = "aux"
                active.add(row[HEAD])
        passive = {row[HEAD] for row in draft if row[DEPREL] == "aux:pass"}
        helped = passive | active | {row[HEAD] for row in draft if row[DEPREL] == "aux"}
        for i, row in enumerate(draft):
            if row[DEPREL] == "conj" and row[HEAD] in passive and row[XPOS] in self._participles and i not in helped:
                passive.add(i)
        return passive, active - passive

    def _subject(self, draft: Sequence[Row], verb: int, cased: Container[int]) -> None:
        """A passive verb without a subject has the noun that was taken for its object as subject."""
        below = [i for i, row in enumerate(draft) if row[HEAD] == verb]
        if any(draft[i][DEPREL].startswith(("nsubj", "csubj")) for i in below):
            return
        for i in below:
            if draft[i][DEPREL] == "obj" and draft[i][XPOS] in self._nouns and i not in cased:
                draft[i][DEPREL] = "nsubj:pass"
                return

    def finish(self, draft: Sequence[Row]) -> None:
        """Moods and whole lemmas of separated verbs; needs lemmas."""
        for i, row in enumerate(draft):
            if row[FEATS].get("VerbForm") == "Fin":
                self._mood(draft, i, row)
            elif row[DEPREL] == self._particle and row[XPOS] in self._particles and row[HEAD] >= 0:
                verb = draft[row[HEAD]]
                particle = row[FORM].lower()
                if not verb[LEMMA].startswith(particle):
                    verb[LEMMA] = particle + verb[LEMMA]

    def _mood(self, draft: Sequence[Row], i: int, row: Row) -> None:
        form = row[FORM].lower()
        tense = self._moods.get(form)
        if tense is None and any(form == row[LEMMA][: -len(end)] + own for end, own in self._stem if row[LEMMA].endswith(end)):
            tense = "Pres"
        if tense is None:
            return
        speaks = tense == "Pres" and self._speaker(draft, i)
        if speaks or row[FEATS].get("Mood") == "Imp":
            return
        row[FEATS] = dict(sorted({**row[FEATS], "Mood": "Sub", "Tense": tense, "Person": row[FEATS].get("Person", "3")}.items()))

    def _speaker(self, draft: Sequence[Row], verb: int) -> bool:
        """Whether the verb's subject is the speaker, whose indicative looks like the subjunctive."""
        over = draft[verb][HEAD] if draft[verb][UPOS] == "AUX" and draft[verb][DEPREL] != "root" else verb
        return any(row[DEPREL].startswith("nsubj") and row[HEAD] in (verb, over) and row[FORM].lower() in self._speakers for row in draft)


def _verb_features(feats: Mapping[str, str], form: str) -> Mapping[str, str]:
    """The features of a verb in this form: a finite one has a mood, others have none."""
    if feats.get("VerbForm") == form and ("Mood" in feats) == (form == "Fin"):
        return feats
    kept = {k: v for k, v in feats.items() if form == "Fin" or k not in _FINITE}
    if form == "Fin":
        kept.setdefault("Mood", "Ind")
    return dict(sorted({**kept, "VerbForm": form}.items()))


def below(draft: Sequence[Row], word: int, tops: Container[int]) -> bool:
    """Whether the word is one of `tops` or hangs below one."""
    while word >= 0:
        if word in tops:
            return True
        word = draft[word][HEAD]
    return False


def flat_names(draft: Sequence[Row], spans: Iterable[tuple[int, int]], names: Container[str]) -> None:
    """In each span of names (first word, end) all words hang on the first, which hangs where the span hung."""
    for first, last in spans:
        inside = range(first, last)
        if last - first < 2 or not all(draft[i][XPOS] in names for i in inside):
            continue
        outer = [i for i in inside if draft[i][HEAD] not in inside and not below(draft, draft[i][HEAD], inside)]
        top = next((i for i in outer if draft[i][DEPREL] not in ("punct", "flat")), outer[0])
        head, deprel = draft[top][HEAD], draft[top][DEPREL]
        for i in inside:
            draft[i][HEAD], draft[i][DEPREL] = first, "flat"
        draft[first][HEAD], draft[first][DEPREL] = head, deprel
        for i, row in enumerate(draft):
            if i not in inside and row[HEAD] in inside:
                row[HEAD] = first

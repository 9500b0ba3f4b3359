"""Case and number as a second opinion on labels."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

from lagebild.parse.agreement import Agreement, Words
from lagebild.parse.paradigms import ALL, OWN, Paradigms, cells

GERMAN = tomllib.loads((Path(__file__).parents[1] / "src/lagebild/models/de/analysis.toml").read_text(encoding="utf-8"))["grammar"][
    "agreement"
]
LABELS = ["nsubj", "nsubj:pass", "obj", "obl:arg", "det", "amod", "case", "conj", "expl", "aux", "root"]
TAGS = ["NN", "NE", "ART", "ADJA", "VVFIN", "PPER", "VAFIN", "VVPP", "PRELS", "APPR"]
VALUES = {"label": LABELS, "stts": TAGS, "Gender": ["Masc", "Fem", "Neut", "_"], "Number": ["Sing", "Plur", "_"]}
PARADIGMS, AGREEMENT = Paradigms(GERMAN), Agreement(GERMAN, VALUES)

Row = tuple[str, str, int, str, str]  # form, tag, head, label by the network (slightly), gender and number


def labelled(*rows: Row, second: dict[int, str] | None = None, lead: float = 1.6) -> list[str]:
    """The labels when the network gives the first `lead`, `second` ones 1 and everything else nothing."""
    scores = np.zeros((len(rows), len(LABELS)), dtype=np.float32) - 3
    gender, number = np.zeros((len(rows), 4), dtype=np.float32), np.zeros((len(rows), 3), dtype=np.float32)
    for i, (_, _, _, label, kind) in enumerate(rows):
        scores[i, LABELS.index(label)] = lead
        gender[i, "MFN".index(kind[0])] = number[i, "SP".index(kind[1])] = 9
    for i, label in (second or {}).items():
        scores[i, LABELS.index(label)] = 1
    words = Words(
        np.array([head for _, _, head, _, _ in rows]),
        np.array([TAGS.index(tag) for _, tag, _, _, _ in rows]),
        np.array([PARADIGMS.marks(form) for form, *_ in rows], dtype=np.uint32),
        {"Gender": gender, "Number": number},
    )
    weighed = AGREEMENT.weigh(scores, words)
    return [LABELS[n] for n in AGREEMENT.complete(weighed.scores.argmax(axis=1), weighed, words)]


def test_a_dative_is_neither_subject_nor_object() -> None:
    found = labelled(
        ("der", "ART", 1, "det", "FS"), ("Marine", "NN", 2, "nsubj", "FS"), ("folgten", "VVFIN", -1, "root", "MP"),
        ("Schiffe", "NN", 2, "obj", "NP"), second={1: "obl:arg", 3: "nsubj"},
    )  # fmt: skip
    assert found == ["det", "obl:arg", "root", "nsubj"]


def test_an_accusative_is_no_dative() -> None:
    """`den Angreifer`: singular, so accusative; `den Angreifern`: plural, so dative."""
    for noun, kind, label in (("Angreifer", "MS", "obj"), ("Angreifern", "MP", "obl:arg")):
        other = "obl:arg" if label == "obj" else "obj"
        rows = (("sah", "VVFIN", -1, "root", "MS"), ("den", "ART", 2, "det", kind), (noun, "NN", 0, other, kind))
        assert labelled(*rows, second={2: label})[2] == label


def test_adjectives_speak_where_there_is_no_determiner() -> None:
    rows = (("neuem", "ADJA", 1, "amod", "NS"), ("Material", "NN", 2, "nsubj", "NS"), ("galt", "VVFIN", -1, "root", "MS"))
    assert labelled(*rows, second={1: "obl:arg"})[1] == "obl:arg"


def test_a_subject_has_the_number_of_its_verb_or_of_the_auxiliary() -> None:
    rows = (
        ("die", "ART", 1, "det", "FS"), ("Stadt", "NN", 3, "nsubj", "FS"), ("haben", "VAFIN", 3, "aux", "MP"),
        ("beschossen", "VVPP", -1, "root", "MS"), ("Rebellen", "NN", 3, "obj", "MP"),
    )  # fmt: skip
    assert labelled(*rows, second={1: "obj", 4: "nsubj"})[1] == "obj"


def test_the_first_of_two_is_the_subject_where_the_forms_leave_it_open() -> None:
    def found(label: str, other: str) -> list[str]:
        rows = (
            ("die", "ART", 1, "det", "FP"), ("Terroristen", "NN", 2, label, "MP"), ("sahen", "VVFIN", -1, "root", "MP"),
            ("die", "ART", 4, "det", "FP"), ("Offiziere", "NN", 2, other, "MP"),
        )  # fmt: skip
        return [labelled(*rows, second={1: other, 4: label}, lead=1.2)[i] for i in (1, 4)]

    assert found("obj", "nsubj") == found("nsubj", "obj") == ["nsubj", "obj"]
    rows = (
        ("den", "ART", 1, "det", "MS"),
        ("Arzt", "NN", 2, "obj", "MS"),
        ("sahen", "VVFIN", -1, "root", "MP"),
        ("Soldaten", "NN", 2, "nsubj", "MP"),
    )
    assert labelled(*rows, second={1: "nsubj", 3: "obj"}, lead=1.2) == ["det", "obj", "root", "nsubj"]


def test_a_later_conjunct_looks_for_no_subject() -> None:
    for label, found in (("root", "nsubj"), ("conj", "obj")):
        head = -1 if label == "root" else 2
        rows = (("traf", "VVFIN", head, label, "MS"), ("Waffen", "NN", 0, "obj", "FS"), ("floh", "VVFIN", -1, "root", "MS"))
        assert labelled(*rows, second={1: "nsubj"})[1] == found


def test_there_need_be_no_nouns() -> None:
    assert labelled(("floh", "VVFIN", -1, "root", "MS")) == ["root"]


def test_only_some_forms_stand_for_nothing() -> None:
    for form, found in (("es", "expl"), ("er", "nsubj")):
        assert labelled((form, "PPER", 1, "expl", "NS"), ("floh", "VVFIN", -1, "root", "MS"), second={0: "nsubj"})[0] == found


@pytest.mark.parametrize(("codes", "count"), [("NMS", 1), ("D*P", 3), ("N** A**", 12), ("***", 24), ("NMS NMS", 1)])
def test_codes_name_cells(codes: str, count: int) -> None:
    assert cells(codes).bit_count() == count


def test_forms_that_are_not_listed_say_nothing() -> None:
    assert PARADIGMS.marks("Panzer")[OWN] == ALL
    assert PARADIGMS.marks("Dem")[OWN] == cells("DMS DNS")

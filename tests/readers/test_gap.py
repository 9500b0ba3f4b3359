"""What is not known: kinds, what they are about, whose silence, since when."""

from __future__ import annotations

from lagebild.model import Actor, Document, Event, Gap, Mention, Sentence, Source, Span, Statement
from lagebild.packs import load_pack
from lagebild.readers.gap import read_gaps

PACK = load_pack("de")


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words, start, start + len(words))


def read(
    text: str,
    actors: tuple[Actor, ...] = (),
    events: tuple[Event, ...] = (),
    statements: tuple[Statement, ...] = (),
    published: str | None = "2024-05-02",
) -> tuple[Gap, ...]:
    stops = [i + 1 for i, c in enumerate(text) if c == "."]
    starts = [0, *(i + 1 for i in stops[:-1])]
    sentences = tuple(Sentence(a, b, ()) for a, b in zip(starts, stops, strict=True))
    return read_gaps(Document("d", "0", "de", text, published=published), sentences, PACK, actors, events, statements)


def test_a_figure_that_is_not_given() -> None:
    text = "Bei dem Angriff starben Soldaten. Eine genaue Zahl der Toten wurde nicht genannt."
    event = Event("e1", "k", "ASSAULT", (span(text, "Angriff"),))

    (found,) = read(text, events=(event,))

    assert (found.kind, found.about, found.span.head, found.events) == ("undisclosed", "casualties", "Zahl", ("e1",))


def test_a_figure_not_given_is_the_silence_of_the_source_just_before() -> None:
    text = "Soldaten starben, teilte die Armee mit. Eine genaue Zahl wurde nicht genannt."
    told = Statement(
        "s1",
        (Source("a1", None, "named", "military"),),
        "indirect",
        "report",
        (span(text, "Soldaten starben"),),
        (),
        (span(text, "teilte die Armee mit"),),
    )

    assert read(text, statements=(told,))[0].by == "a1"
    assert read(text)[0].by is None


def test_no_comment_is_the_silence_of_who_is_named_before() -> None:
    text = "Die Armee äußerte sich zunächst nicht zu den Vorwürfen."
    army = Actor("a1", "Armee", "armed_group", (Mention(span(text, "Armee")),))

    (found,) = read(text, actors=(army,))

    assert (found.kind, found.about, found.by, found.as_of) == ("no_comment", "reaction", "a1", "2024-05-02")


def test_without_a_date_of_publication_nothing_is_said_about_since_when() -> None:
    assert read("Wer geschossen hat, ist bislang unklar.", published=None)[0].as_of is None


def test_unclear_who_it_was() -> None:
    (found,) = read("Wer geschossen hat, ist unklar.")

    assert (found.kind, found.about) == ("unclear", "perpetrator")


def test_unverified() -> None:
    assert read("Die Angaben ließen sich nicht unabhängig überprüfen.")[0].kind == "unverified"


def test_what_is_known_is_no_gap() -> None:
    assert read("Die Zahl der Toten stieg auf zwölf. Das Ministerium äußerte sich am Abend.") == ()


def test_ids_count_in_text_order() -> None:
    found = read("Wer es war, ist unklar. Das Ministerium nannte keine Einzelheiten.")

    assert [(g.id, g.kind) for g in found] == [("g1", "unclear"), ("g2", "undisclosed")]

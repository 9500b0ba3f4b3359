"""Who says what: forms, sources, contents, and what goes on with whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.model import Actor, Document, Mention, Name, NameKind, Note, Span, Statement
from lagebild.packs import load_pack
from lagebild.readers.statement import read_statements
from tests.readers.said import said

PACK = load_pack("de")
REPORTED = "Der/ART/der Sprecher/NN sagte/VVFIN/sagen ,/$, dass/KOUS zwei/CARD Männer/NN/Mann starben/VVFIN/sterben ./$."
CARRIED = "Ein/ART/ein Dritter/NN/Dritte sei/VAFIN/sein verletzt/VVPP/verletzen ./$."
PLAIN = "Am/APPRART/an Abend/NN begann/VVFIN/beginnen es/PPER zu/PTKZU regnen/VVINF ./$."


def read(*sentences: str, actors: tuple[Actor, ...] = ()) -> tuple[tuple[Statement, ...], tuple[Note, ...]]:
    text, parsed = said(*sentences)
    return read_statements(Document("d", "0", "de", text), parsed, PACK, actors, ())


def only(*sentences: str, actors: tuple[Actor, ...] = ()) -> Statement:
    (found,), _ = read(*sentences, actors=actors)
    return found


def words(spans: tuple[Span, ...]) -> list[str]:
    return [s.text for s in spans]


def who(statement: Statement) -> list[str | None]:
    return [s.span.text if s.span else None for s in statement.sources]


def test_a_clause_with_dass_is_indirect() -> None:
    found = only(REPORTED)

    assert (found.form, found.act, who(found)) == ("indirect", "say", ["Der Sprecher"])
    assert words(found.content) == ["dass zwei Männer starben"]
    assert words(found.cue) == ["sagte"]
    assert words(found.frame) == ["Der Sprecher sagte,"]


def test_a_separated_verb_is_one_cue_of_two_words() -> None:
    found = only("Die/ART/der Armee/NN teilte/VVFIN/teilen mit/PTKVZ ,/$, dass/KOUS Ruhe/NN herrsche/VVFIN/herrschen ./$.")

    assert words(found.cue) == ["teilte mit"]
    assert (found.act, found.sources[0].type) == ("report", "military")


def test_a_frame_behind_what_is_said() -> None:
    found = only("Zwei/CARD Männer/NN/Mann seien/VAFIN/sein tot/ADJD ,/$, sagte/VVFIN/sagen Anna/NE Muster/NE ./$.")

    assert who(found) == ["Anna Muster"]
    assert found.sources[0].span and found.sources[0].span.head == "Anna Muster"
    assert words(found.content) == ["Zwei Männer seien tot"]


def test_according_to_keeps_the_rest_of_the_sentence_and_heads_the_source_by_its_genitive() -> None:
    found = only(
        "Nach/APPR Angaben/NN/Angabe des/ART/der Ministeriums/NN/Ministerium "
        "wurden/VAFIN/werden zwei/CARD Männer/NN/Mann getötet/VVPP/töten ./$."
    )

    assert found.form == "according_to"
    assert who(found) == ["Angaben des Ministeriums"]
    assert found.sources[0].span and found.sources[0].span.head == "Ministeriums"
    assert words(found.content) == ["wurden zwei Männer getötet"]


def test_a_postposition_in_the_middle_leaves_two_pieces() -> None:
    found = only("Zwei/CARD Männer/NN/Mann wurden/VAFIN/werden dem/ART/der Militär/NN zufolge/APPO getötet/VVPP/töten ./$.")

    assert words(found.content) == ["Zwei Männer wurden", "getötet"]
    assert words(found.cue) == ["zufolge"]


def test_a_quotation_over_two_sentences_is_one_statement() -> None:
    found = only(
        "„/$( Wir/PPER bleiben/VVFIN/bleiben ./$.", "Wir/PPER kämpfen/VVFIN/kämpfen “/$( ,/$, sagte/VVFIN/sagen der/ART General/NN ./$."
    )

    assert (found.form, who(found)) == ("direct", ["der General"])
    assert words(found.content) == ["„Wir bleiben. Wir kämpfen“"]
    assert found.sources[0].type == "military"


def test_an_impersonal_saying_has_its_source_behind_the_preposition() -> None:
    found = only(
        "„/$( Wir/PPER bleiben/VVFIN/bleiben “/$( ,/$, hieß/VVFIN/heißen "
        "es/PPER in/APPR einer/ART/ein Mitteilung/NN des/ART/der Ministeriums/NN/Ministerium ./$."
    )

    assert who(found) == ["einer Mitteilung des Ministeriums"]
    assert found.sources[0].span and found.sources[0].span.head == "Ministeriums"


def test_the_subjunctive_goes_on_with_the_source_just_before() -> None:
    (first, second), notes = read(REPORTED, CARRIED)

    assert [s.basis for s in (*first.sources, *second.sources)] == ["named", "carried"]
    assert second.sources[0].span == first.sources[0].span
    assert not notes


@pytest.mark.parametrize(
    "verb", ["sammele/VVFIN/sammeln", "sammle/VVFIN/sammeln", "erneuere/VVFIN/erneuern", "verweigere/VVFIN/verweigern"]
)
def test_every_ending_of_a_subjunctive_that_the_pack_lists_is_read(verb: str) -> None:
    found, _ = read(REPORTED, f"Die/ART/der Gruppe/NN {verb} Vorräte/NN/Vorrat ./$.")

    assert [s.sources[0].basis for s in found] == ["named", "carried"]


def test_after_the_report_spoke_itself_the_subjunctive_has_no_source_and_a_note_says_so() -> None:
    (_, last), notes = read(REPORTED, PLAIN, CARRIED)

    assert who(last) == [None]
    assert last.sources[0].basis == "unnamed"
    assert [n.code for n in notes] == ["source-unnamed"]


def test_an_indicative_sentence_is_no_statement() -> None:
    assert read(REPORTED, PLAIN)[0] == (only(REPORTED),)


def test_a_saying_that_only_goes_on_keeps_the_source_of_its_paragraph_and_its_distance() -> None:
    told = "Es/PPER wurde/VAFIN/werden lediglich/ADV mitgeteilt/VVPP/mitteilen ,/$, dass/KOUS Ruhe/NN herrsche/VVFIN/herrschen ./$."

    (_, second), _ = read(REPORTED, PLAIN, told)
    (_, apart), _ = read(REPORTED, PLAIN, "|" + told)

    assert (who(second), second.sources[0].basis, second.distance) == (["Der Sprecher"], "carried", "only")
    assert (who(apart), apart.sources[0].basis) == ([None], "unnamed")


def test_a_participle_before_its_noun_is_part_of_the_phrase_also_where_a_treebank_calls_it_a_verb() -> None:
    text, (sentence,) = said(
        "Die/ART von/APPR Ankara/NE beschuldigten/ADJA Einheiten/NN/Einheit sagten/VVFIN/sagen ,/$, "
        "dass/KOUS Ruhe/NN herrsche/VVFIN/herrschen ./$."
    )
    verb = replace(sentence.words[3], upos="VERB")
    parsed = replace(sentence, words=(*sentence.words[:3], verb, *sentence.words[4:]))

    (found,), _ = read_statements(Document("d", "0", "de", text), (parsed,), PACK, (), ())

    assert who(found) == ["Die von Ankara beschuldigten Einheiten"]


DEMNACH = "Demnach/PROAV wurde/VAFIN/werden ein/ART Haus/NN zerstört/VVPP/zerstören ./$."
AGAIN = "Den/ART Angaben/NN/Angabe zufolge/APPO wurde/VAFIN/werden ein/ART Haus/NN zerstört/VVPP/zerstören ./$."


@pytest.mark.parametrize("told", [DEMNACH, AGAIN])
def test_a_telling_that_is_taken_up_is_the_last_ones_of_its_paragraph(told: str) -> None:
    speaker = Actor("a1", "Sprecher", "person", mentions=(Mention(Span(0, 12, "Der Sprecher", 4, 12)),))

    near = read(REPORTED, PLAIN, told, actors=(speaker,))[0][-1]
    apart = read(REPORTED, PLAIN, "|" + told, actors=(speaker,))[0][-1]

    assert [(s.ref, s.basis) for s in near.sources] == [("a1", "carried")]
    assert [s.ref for s in apart.sources] == [None]


def test_a_telling_within_a_telling_is_reached_through_the_outer_one() -> None:
    outer, inner = read(
        "Die/ART/der Zeitung/NN berichtet/VVFIN/berichten ,/$, dass/KOUS Anwohner/NN "
        "sagten/VVFIN/sagen ,/$, es/PPER habe/VAFIN/haben gebrannt/VVPP/brennen ./$."
    )[0]

    assert (inner.via, outer.via) == (outer.id, None)
    assert (who(inner), inner.sources[0].basis) == (["Anwohner"], "unnamed")


def test_the_source_is_the_actor_whose_mention_shares_its_head() -> None:
    head = Span(4, 12, "Sprecher", 4, 12)

    assert only(REPORTED, actors=(Actor("a7", "Sprecher", "person", (Mention(head),)),)).sources[0].ref == "a7"
    assert only(REPORTED).sources[0].ref is None


def test_right_behind_a_telling_the_subjunctive_goes_on_in_a_new_paragraph_and_a_quotation_does_not() -> None:
    (_, told), _ = read(REPORTED, "|" + CARRIED)
    (_, quoted), _ = read(REPORTED, "|„/$( Wir/PPER bleiben/VVFIN/bleiben ./$. “/$(")
    (_, apart), _ = read(REPORTED, PLAIN, "|" + CARRIED)

    assert [s.sources[0].basis for s in (told, quoted, apart)] == ["carried", "unnamed", "unnamed"]


def test_who_only_speaks_in_a_relative_clause_does_not_go_on() -> None:
    told = (
        "Der/ART/der Mann/NN ,/$, der/PRELS/der gesagt/VVPP/sagen hatte/VAFIN/haben ,/$, "
        "dass/KOUS es/PPER brenne/VVFIN/brennen ,/$, ging/VVFIN/gehen ./$."
    )

    (*_, last), _ = read(told, CARRIED)

    assert last.sources[0].span is None


def test_what_somebody_did_not_say_is_no_statement() -> None:
    said_nothing = "Die/ART/der Armee/NN sagte/VVFIN/sagen nicht/PTKNEG/nicht ,/$, ob/KOUS es/PPER Tote/NN gab/VVFIN/geben ./$."

    assert read(said_nothing)[0] == ()


def test_a_dateline_is_not_said() -> None:
    found = only(
        "Kiew/NE -/$( Zwei/CARD Männer/NN/Mann wurden/VAFIN/werden nach/APPR Angaben/NN/Angabe des/ART/der "
        "Militärs/NN/Militär getötet/VVPP/töten ./$."
    )

    assert words(found.content) == ["Zwei Männer wurden", "getötet"]


def test_what_the_report_knows_by_itself_is_narration() -> None:
    found = only(
        "Nach/APPR unseren/PPOSAT/unser Informationen/NN/Information wurden/VAFIN/werden zwei/CARD Männer/NN/Mann getötet/VVPP/töten ./$."
    )

    assert found.form == "narration"


def test_whom_a_source_cites_is_reached_through_it() -> None:
    outer, inner = read(
        "Zwei/CARD Männer/NN/Mann seien/VAFIN/sein tot/ADJD ,/$, berichtete/VVFIN/berichten die/ART/der Zeitung/NN "
        "unter/APPR Berufung/NN auf/APPR die/ART/der Polizei/NN ./$."
    )[0]

    assert (who(outer), who(inner)) == (["die Zeitung"], ["die Polizei"])
    assert (outer.via, inner.via, inner.content) == (None, outer.id, outer.content)


@given(st.lists(st.sampled_from([REPORTED, CARRIED, PLAIN, "|" + CARRIED, "|" + REPORTED]), max_size=8))
def test_every_span_is_the_text_between_its_offsets(sentences: list[str]) -> None:
    text = said(*sentences)[0]
    found, _ = read(*sentences)

    assert [s.id for s in found] == [f"s{n}" for n in range(1, len(found) + 1)]
    for s in found:
        spans = [*s.content, *s.cue, *s.frame, *(x.span for x in s.sources if x.span)]
        assert all(text[x.start : x.end] == x.text and x.head for x in spans)
        assert s.sources


def test_a_noun_taken_for_a_particle_leaves_the_verb_alone() -> None:
    found = only(
        "Der/ART/der Vorsteher/NN sagte/VVFIN/sagen der/PDS dnk/PTKVZ ,/$, zwei/CARD Männer/NN/Mann seien/VAFIN/sein tot/ADJD ./$."
    )

    assert (who(found), words(found.content)) == (["Der Vorsteher"], ["zwei Männer seien tot"])


def test_a_particle_of_a_later_clause_is_not_the_verbs() -> None:
    found = only(
        "Der/ART/der Sender/NN spricht/VVFIN/aussprechen von/APPR zwei/CARD Toten/NN/Tote ,/$, eine/ART/ein Bestätigung/NN "
        "steht/VVFIN/stehen aus/PTKVZ ./$."
    )

    assert (who(found), words(found.content)) == (["Der Sender"], ["zwei Toten"])


def test_a_fragment_interrupts_nobody() -> None:
    found, _ = read(
        REPORTED, "Im/APPRART/in Dorf/NN also/ADV ./$.", "Tote/NN/Tote habe/VAFIN/haben es/PPER nicht/PTKNEG gegeben/VVPP/geben ./$."
    )

    assert [who(s) for s in found] == [["Der Sprecher"], ["Der Sprecher"]]


def test_an_apposition_behind_so_is_the_sources_and_not_said() -> None:
    found = only(
        "Die/ART/der Lage/NN ist/VAFIN/sein ruhig/ADJD ,/$, so/ADV die/ART/der Chefin/NN der/ART/der Behörde/NN ,/$, Anna/NE Muster/NE ./$."
    )

    assert words(found.content) == ["Die Lage ist ruhig"]
    assert [s.span.head for s in found.sources if s.span] == ["Anna Muster"]


def test_what_follows_an_inserted_frame_is_said_too() -> None:
    found = only(
        "Zwei/CARD Dollar/NN ,/$, so/ADV sagte/VVFIN/sagen der/ART/der Minister/NN ,/$, sollen/VMFIN/sollen "
        "die/ART/der Familien/NN/Familie zahlen/VVINF ./$."
    )

    assert words(found.content) == ["Zwei Dollar", "sollen die Familien zahlen"]


def test_a_reproach_tells_its_clause_and_not_what_followed() -> None:
    found = only(
        "Nach/APPR Vorwürfen/NN/Vorwurf der/ART/der Medien/NN/Medien ,/$, im/APPRART/in Dorf/NN seien/VAFIN/sein Zivilisten/NN/Zivilist "
        "getötet/VVPP/töten worden/VAPP/werden ,/$, leitete/VVFIN/leiten die/ART/der Armee/NN eine/ART/ein Untersuchung/NN ein/PTKVZ ./$."
    )

    assert words(found.content) == ["im Dorf seien Zivilisten getötet worden"]


def test_he_who_goes_on_is_the_one_who_just_spoke() -> None:
    sentences = (
        "Anna/NE Muster/NE sagte/VVFIN/sagen ,/$, dass/KOUS Ruhe/NN herrsche/VVFIN/herrschen ./$.",
        "Sie/PPER/sie sagte/VVFIN/sagen ,/$, dass/KOUS niemand/PIS starb/VVFIN/sterben ./$.",
    )
    start = said(*sentences)[0].index("Sie")
    speaker = Actor("a1", "Anna Muster", "person", (Mention(Span(0, 11, "Anna Muster", 0, 11)),))
    other = Actor("a2", "Eva", "person", (Mention(Span(start, start + 3, "Sie", start, start + 3)),))
    found, _ = read(*sentences, actors=(speaker, other))

    assert [s.sources[0].ref for s in found] == ["a1", "a1"]


def test_what_is_only_said_somewhere_is_hearsay() -> None:
    found = only("Zwei/CARD Männer/NN/Mann seien/VAFIN/sein tot/ADJD ,/$, hieß/VVFIN/heißen es/PPER am/APPRART/an Abend/NN ./$.")

    assert (found.act, found.factuality, who(found)) == ("hearsay", "probable", [None])


def test_what_a_body_s_document_says_is_its_plain_telling() -> None:
    found = only(
        "Zwei/CARD Männer/NN/Mann seien/VAFIN/sein tot/ADJD ,/$, hieß/VVFIN/heißen es/PPER in/APPR einer/ART/ein Mitteilung/NN "
        "des/ART/der Ministeriums/NN/Ministerium ./$."
    )

    assert (found.act, found.factuality, found.sources[0].basis) == ("say", "certain", "named")


def test_bare_reports_are_hearsay_and_those_just_named_are_not() -> None:
    bare = only("Berichten/NN/Bericht zufolge/APPO starben/VVFIN/sterben zwei/CARD Männer/NN/Mann ./$.")
    known = only("Den/ART/der Berichten/NN/Bericht zufolge/APPO starben/VVFIN/sterben zwei/CARD Männer/NN/Mann ./$.")

    assert (bare.act, bare.factuality, bare.sources[0].basis) == ("hearsay", "probable", "unnamed")
    assert (known.act, known.factuality) == ("say", "certain")


def test_who_stays_without_a_name_is_unnamed() -> None:
    sentence = "{} sagte/VVFIN/sagen ,/$, dass/KOUS zwei/CARD Männer/NN/Mann starben/VVFIN/sterben ./$."
    phrases = (
        "Eine/ART/ein Augenzeugin/NN",
        "Italienische/ADJA/italienisch Medien/NN/Medium",
        "Ein/ART/ein Sender/NN",
        "Die/ART/der Armee/NN",
    )

    assert [only(sentence.format(p)).sources[0].basis for p in phrases] == ["unnamed", "unnamed", "unnamed", "named"]


def test_what_may_have_happened_stays_probable_within_a_telling() -> None:
    found = only(
        "Nach/APPR Angaben/NN/Angabe der/ART/der Polizei/NN sollen/VMFIN/sollen sie/PPER zwei/CARD Männer/NN/Mann getötet/VVPP/töten "
        "haben/VAINF/haben ./$."
    )

    assert found.factuality == "probable"


def test_he_in_a_frame_behind_is_the_person_told_of_before() -> None:
    sentences = (
        "Karl/NE Muster/NE lebt/VVFIN/leben in/APPR Kampala/NE ./$.",
        "Der/ART/der Vater/NN sei/VAFIN/sein tot/ADJD ,/$, sagt/VVFIN/sagen er/PPER ./$.",
    )
    found = only(*sentences, actors=(Actor("a1", "Karl Muster", "person", (Mention(Span(0, 11, "Karl Muster", 0, 11)),)),))

    assert found.sources[0].ref == "a1"


def test_a_word_that_goes_on_is_no_particle() -> None:
    found, _ = read(REPORTED, "Es/PPER habe/VAFIN/haben Tote/NN gegeben/VVPP/geben ,/$, hieß/VVFIN/weiterheißen es/PPER weiter/PTKVZ ./$.")

    assert [(s.act, who(s)) for s in found] == [("say", ["Der Sprecher"]), ("say", ["Der Sprecher"])]


def test_who_made_the_figures_known_tells_what_they_say() -> None:
    found, _ = read(
        PLAIN,
        "Das/PDS geht/VVFIN/hervorgehen aus/APPR Zahlen/NN/Zahl hervor/PTKVZ ,/$, die/PRELS das/ART/der Amt/NN am/APPRART/an "
        "Montag/NN vorstellte/VVFIN/vorstellen ./$.",
    )

    assert [who(s) for s in found] == [["das Amt"]]


def test_a_family_name_that_is_a_noun_is_the_person_s() -> None:
    sentences = (
        "Der/ART/der Gesandte/NN ,/$, Ibrahima/NE Fall/NN ,/$, kam/VVFIN/kommen ./$.",
        "Fall/NN sagte/VVFIN/sagen ,/$, dass/KOUS Ruhe/NN herrsche/VVFIN/herrschen ./$.",
    )
    start = said(*sentences)[0].index("Ibrahima")
    person = Actor("a1", "Ibrahima Fall", "person", (Mention(Span(start, start + 13, "Ibrahima Fall", start, start + 13)),))

    assert only(*sentences, actors=(person,)).sources[0].ref == "a1"


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("„/$( Neues/ADJA/neu Licht/NN “/$(", "Neues Licht"),
        ("Neues/ADJA/neu Licht/NN", "Neues Licht"),
        ("Nordkurier/NN", "Nordkurier"),
        ("Al-Nahar/NE", "Al-Nahar"),
    ],
)
def test_the_name_of_a_paper_belongs_to_its_kind(name: str, head: str) -> None:
    found = only(f"Die/ART/der Zeitung/NN {name} spricht/VVFIN/sprechen von/APPR zwei/CARD Toten/NN/Tote ./$.")

    assert [s.span.head for s in found.sources if s.span] == [head]
    assert (words(found.content), found.sources[0].type) == (["zwei Toten"], "media")


def test_a_person_behind_a_paper_is_no_name_of_it() -> None:
    found = only(
        "Zwei/CARD Männer/NN/Mann seien/VAFIN/sein tot/ADJD ,/$, sagte/VVFIN/sagen dem/ART/der Sender/NN Minister/NN Karl/NE Muster/NE ./$."
    )

    assert who(found) == ["Minister Karl Muster"]


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Am/APPRART/an Montag/NN hatte/VAFIN/haben der/ART Chef/NN ,/$, Karl/NE Muster/NE ,/$, gesagt/VVPP/sagen ,/$,", "Karl Muster"),
        ("Am/APPRART/an Abend/NN teilte/VVFIN/teilen die/ART Armee/NN ,/$, die/PRELS dort/ADV steht/VVFIN ,/$, mit/PTKVZ ,/$,", "Armee"),
        ("Auch/ADV Karl/NE Muster/NE ,/$, der/ART Chef/NN des/ART Amtes/NN ,/$, glaubt/VVFIN/glauben ,/$,", "Karl Muster"),
        ("Dieser/PDS behauptet/VVFIN/behaupten ,/$,", "Dieser"),
    ],
)  # fmt: skip
def test_what_stands_between_subject_and_verb_hides_neither(sentence: str, source: str) -> None:
    found, _ = read(f"{sentence} dass/KOUS zwei/CARD Männer/NN/Mann starben/VVFIN/sterben ./$.")

    assert [s.span.head for f in found for s in f.sources if s.span] == [source]
    assert words(found[0].content) == ["dass zwei Männer starben"]


def test_a_first_person_without_marks_is_who_spoke_last() -> None:
    said_by = "Karl/NE Muster/NE sagte/VVFIN/sagen ,/$, dass/KOUS Ruhe/NN herrsche/VVFIN/herrschen ./$."
    actors = (Actor("a1", "Karl Muster", "person", (Mention(Span(0, 11, "Karl Muster", 0, 11)),)),)
    found, _ = read(said_by, "Ich/PPER/ich wurde/VAFIN/werden verletzt/VVPP/verletzen ./$.", PLAIN, actors=actors)

    assert [(s.form, s.sources[0].ref, s.sources[0].basis) for s in found[1:]] == [("direct", "a1", "carried")]


@pytest.mark.parametrize(
    ("sentence", "hearer"),
    [
        ("Der/ART Chef/NN forderte/VVFIN/fordern die/ART Armee/NN auf/PTKVZ ,/$, zu/PTKZU gehen/VVINF ./$.", "die Armee"),
        ("Der/ART Chef/NN warf/VVFIN/werfen den/ART Behörden/NN/Behörde vor/PTKVZ ,/$, zu/PTKZU lügen/VVINF ./$.", "den Behörden"),
        ("Der/ART Chef/NN verlangte/VVFIN/verlangen von/APPR der/ART Armee/NN ,/$, zu/PTKZU gehen/VVINF ./$.", "der Armee"),
        ("Der/ART Chef/NN sagte/VVFIN/sagen zum/APPRART Rücktritt/NN ,/$, er/PPER gehe/VVFIN/gehen ./$.", None),
    ],
)
def test_to_whom_it_is_said(sentence: str, hearer: str | None) -> None:
    plural = {"Behörden": {"Number": "Plur"}}
    text, parsed = said(sentence)
    parsed = tuple(replace(s, words=tuple(replace(w, feats=plural.get(w.form, {})) for w in s.words)) for s in parsed)
    (found,), _ = read_statements(Document("d", "0", "de", text), parsed, PACK, (), ())

    assert [a.span.text for a in found.addressees if a.span] == ([hearer] if hearer else [])


@pytest.mark.parametrize(
    ("sentence", "source", "content"),
    [
        (
            "Am/APPRART Abend/NN hat/VAFIN/haben das/ART Ministerium/NN die/ART Zahl/NN der/ART Toten/NN auf/APPR 18/CARD "
            "heraufgesetzt/VVPP/heraufsetzen ./$.",
            "Ministerium",
            ["die Zahl der Toten auf 18"],
        ),
        ("Elf/CARD Tote/NN/Tote in/APPR Sollé/NE nennt/VVFIN/nennen Gouverneur/NN Muster/NE ./$.", "Muster", ["Elf Tote in Sollé"]),
        (
            "Der/ART Sprecher/NN legte/VVFIN/legen eine/ART Liste/NN mit/APPR 14/CARD Toten/NN vor/PTKVZ ./$.",
            "Sprecher",
            ["eine Liste mit 14 Toten"],
        ),
        (
            "Nach/APPR Angaben/NN/Angabe aus/APPR dem/ART Krankenhaus/NN von/APPR Bourem/NE starben/VVFIN/sterben vier/CARD Männer/NN ./$.",
            "Krankenhaus",
            ["starben vier Männer"],
        ),
    ],
)
def test_who_counts_the_dead_is_whose_figure_it_is(sentence: str, source: str, content: list[str]) -> None:
    found = only(sentence)

    assert [s.span.head for s in found.sources if s.span] == [source]
    assert words(found.content) == content


def test_behind_a_telling_the_next_teller_speaks_for_himself() -> None:
    first, second = read(
        "Die/ART Armee/NN hatte/VAFIN/haben nach/APPR eigener/ADJA/eigen Darstellung/NN 18/CARD Kämpfer/NN getötet/VVPP/töten ,/$, "
        "die/ART Rebellen/NN/Rebell sprechen/VVFIN/sprechen von/APPR 14/CARD Zivilisten/NN ./$."
    )[0]

    assert words(first.content) == ["Die Armee hatte", "18 Kämpfer getötet"]
    assert (who(second), words(second.content)) == (["die Rebellen"], ["14 Zivilisten"])


def test_what_a_relative_clause_tells_is_told_by_what_it_hangs_on_or_by_its_own_subject() -> None:
    paper, other = (
        only(f"Der/ART Chef/NN las/VVFIN/lesen {told} ./$.")
        for told in (
            "das/ART Blatt/NN ,/$, das/PRELS zwei/CARD Tote/NN meldet/VVFIN/melden",
            "die/ART Zahl/NN ,/$, die/PRELS die/ART Armee/NN meldet/VVFIN/melden",
        )
    )

    assert (who(paper), words(paper.content)) == (["das Blatt"], ["zwei Tote"])
    assert (who(other), words(other.content)) == (["die Armee"], ["die Zahl"])


def test_when_a_source_spoke_is_no_part_of_what_it_said() -> None:
    found = only(
        "Nach/APPR Angaben/NN/Angabe der/ART Polizei/NN vom/APPRART/von Sonntag/NN starben/VVFIN/sterben zwei/CARD Männer/NN/Mann ./$."
    )

    assert words(found.content) == ["starben zwei Männer"]


def test_a_preposition_that_ends_the_text_is_read_over() -> None:
    assert read("Der/ART Chef/NN der/ART Behörde/NN und/KON")[0] == ()


def headline(name: str, kind: NameKind, *before: str) -> tuple[Statement, ...]:
    """What is told by a headline that begins with the name of a place, whose actor is of that kind or unknown."""
    text, (first, *_) = said(" ".join((*before, f"{name}/NE :/$. Zwei/CARD Soldaten/NN/Soldat tot/ADJD")))
    at = next(i for i, w in enumerate(first.words) if w.form == name)
    word = first.words[at]
    span = Span(word.start, word.end, name, word.start, word.end)
    actors = (Actor("a1", name, "state", (Mention(span),)),) if kind == "organisation" else ()
    parsed = (replace(first, names=(Name(at, at + 1, "place"),)),)
    return read_statements(Document("d", "0", "de", text), parsed, PACK, actors, ())[0]


def test_a_place_before_a_colon_tells_only_where_it_stands_for_a_government() -> None:
    assert headline("Dorf", "place") == ()
    assert [who(s) for s in headline("Moskau", "organisation")] == [["Moskau"]]


def test_the_hour_of_a_ticker_is_no_part_of_a_headline() -> None:
    assert [who(s) for s in headline("Moskau", "organisation", "18.20/CARD Uhr/NN :/$.")] == [["Moskau"]]


def test_with_whom_it_was_told_in_the_passive_is_the_source() -> None:
    found = only(
        "Beim/APPRART/bei Ministerium/NN wurde/VAFIN/werden betont/VVPP/betonen ,/$, dass/KOUS "
        "zwei/CARD Männer/NN/Mann starben/VVFIN/sterben ./$."
    )

    assert who(found) == ["Ministerium"]


def test_circles_only_have_hearsay() -> None:
    found = only(
        "Zwei/CARD Männer/NN/Mann seien/VAFIN/sein tot/ADJD ,/$, hieß/VVFIN/heißen es/PPER "
        "aus/APPR Sicherheitskreisen/NN/Sicherheitskreis ./$."
    )

    assert (found.act, who(found)) == ("hearsay", ["Sicherheitskreisen"])


def test_another_teller_without_a_verb_tells_his_own_figure() -> None:
    first, second = read(
        "Die/ART Armee/NN meldet/VVFIN/melden 15/CARD Tote/NN ,/$, das/ART Ministerium/NN nur/ADV acht/CARD ./$.",
    )[0]

    assert (who(first), words(first.content)) == (["Die Armee"], ["15 Tote"])
    assert (who(second), words(second.content)) == (["das Ministerium"], ["nur acht"])


@pytest.mark.parametrize(("place", "source"), [("In/APPR einer/ART Erklärung/NN", "einer Erklärung"), ("Am/APPRART Montag/NN", None)])
def test_what_there_is_talk_of_is_told_by_a_document_or_by_nobody(place: str, source: str | None) -> None:
    found = only(f"{place} ist/VAFIN/sein von/APPR 40/CARD Toten/NN die/ART Rede/NN ./$.")

    assert (found.act, who(found)) == ("say" if source else "hearsay", [source])


def test_a_semicolon_ends_what_a_frame_in_the_middle_holds() -> None:
    found, _ = read(
        "Zehn/CARD Männer/NN seien/VAFIN/sein tot/ADJD ,/$, so/ADV der/ART Chef/NN ;/$. das/ART Dorf/NN schweigt/VVFIN/schweigen ./$."
    )

    assert words(found[0].content) == ["Zehn Männer seien tot"]


def test_a_particle_of_the_clause_before_is_not_the_verbs_either() -> None:
    found = only(
        "Das/ART Dorf/NN sei/VAFIN/sein bereit/PTKVZ ,/$, versicherte/VVFIN/bereitversichern am/APPRART/an Freitag/NN der/ART Chef/NN ./$."
    )

    assert (who(found), words(found.content)) == (["der Chef"], ["Das Dorf sei bereit"])


def test_a_paper_behind_a_body_is_whom_it_is_said_to() -> None:
    told, found = "Das/PDS bestätigte/VVFIN/bestätigen die/ART Polizei/NN der/ART Zeitung/NN Neue/ADJA/neu Welt/NN ./$.", REPORTED
    ((first, *_), _) = read("Zwei/CARD Männer/NN/Mann starben/VVFIN/sterben ./$.", told, found)

    assert who(first) == ["die Polizei"]
    assert [a.span.text for a in first.addressees if a.span] == ["der Zeitung Neue Welt"]


def test_what_is_expected_in_the_passive_hides_no_teller_behind_it() -> None:
    found = only(
        "Am/APPRART/an Abend/NN wurden/VAFIN/werden 80/CARD Menschen/NN/Mensch erwartet/VVPP/erwarten ,/$, teilte/VVFIN/teilen "
        "die/ART Polizei/NN mit/PTKVZ ./$."
    )

    assert who(found) == ["die Polizei"]


@pytest.mark.parametrize(
    ("sentence", "act", "source", "content"),
    [
        (
            "Nach/APPR dem/ART Anschlag/NN forderte/VVFIN/fordern der/ART Minister/NN den/ART Rückzug/NN ./$.",
            "demand", "der Minister", ["den Rückzug"],
        ),
        (
            "Die/ART Polizei/NN schloss/VVFIN/schließen nicht/PTKNEG aus/PTKVZ ,/$, dass/KOUS Männer/NN/Mann starben/VVFIN/sterben ./$.",
            "estimate", "Die Polizei", ["dass Männer starben"],
        ),
        (
            "Der/ART Minister/NN warf/VVFIN/werfen ihm/PPER vor/PTKVZ ,/$, zu/PTKZU lügen/VVINF und/KON ging/VVFIN/gehen heim/ADV ./$.",
            "accuse", "Der Minister", ["zu lügen"],
        ),
        (
            "Dem/ART Bericht/NN vom/APPRART Donnerstag/NN zufolge/APPO starben/VVFIN/sterben zwei/CARD Männer/NN/Mann ./$.",
            "say", "Dem Bericht vom Donnerstag", ["starben zwei Männer"],
        ),
        (
            "Der/ART Chef/NN ging/VVFIN/gehen nach/APPR Berichten/NN/Bericht über/APPR einen/ART Brand/NN heim/ADV ./$.",
            "hearsay", "Berichten", ["einen Brand"],
        ),
        ("Die/ART Armee/NN gibt/VVFIN/geben nur/ADV sieben/CARD zu/PTKVZ ./$.", "confirm", "Die Armee", ["nur sieben"]),
        (
            "Minister/NN Muster/NE hegt/VVFIN/hegen den/ART Verdacht/NN ,/$, dass/KOUS Männer/NN/Mann starben/VVFIN/sterben ./$.",
            "estimate", "Minister Muster", ["dass Männer starben"],
        ),
        (
            "In/APPR Berlin/NE/Berlin ist/VAFIN/sein von/APPR zwei/CARD Toten/NN/Tote die/ART Rede/NN ./$.",
            "hearsay", None, ["In Berlin", "von zwei Toten die"],
        ),
    ],
)  # fmt: skip
def test_what_a_saying_frames_and_who_says_it(sentence: str, act: str, source: str | None, content: list[str]) -> None:
    text, (parsed,) = said(sentence)
    named = replace(parsed, names=tuple(Name(i, i + 1, "place") for i, w in enumerate(parsed.words) if w.form == "Berlin"))

    (found,), _ = read_statements(Document("d", "0", "de", text), (named,), PACK, (), ())

    assert (found.act, who(found), words(found.content)) == (act, [source], content)


@pytest.mark.parametrize(
    "sentence",
    [
        "Wie/KOKOM berichtet/VVPP/berichten ,/$, starben/VVFIN/sterben zwei/CARD Männer/NN/Mann ./$.",
        "Wir/PPER gehen/VVFIN/gehen von/APPR zwei/CARD Toten/NN/Tote aus/PTKVZ ./$.",
        "Der/ART Chef/NN ging/VVFIN/gehen nach/APPR scharfen/ADJA/scharf Aussagen/NN/Aussage des/ART Ministers/NN/Minister heim/ADV ./$.",
    ],
)
def test_what_is_nobodys_telling(sentence: str) -> None:
    assert read(sentence)[0] == ()


def test_a_clause_in_the_subjunctive_behind_a_counted_object_goes_on_with_who_counts() -> None:
    _, carried = read(
        "Elf/CARD Tote/NN zählte/VVFIN/zählen das/ART Krankenhaus/NN ,/$, "
        "zwei/CARD Männer/NN/Mann würden/VAFIN/werden dort/ADV versorgt/VVPP/versorgen ./$."
    )[0]

    assert (who(carried), words(carried.content)) == (["das Krankenhaus"], ["zwei Männer würden dort versorgt"])


def test_a_verb_that_goes_on_in_the_indicative_has_the_subject_of_who_told_and_not_of_what_is_told() -> None:
    _, second = read(
        "Anna/NE Muster/NE erklärte/VVFIN/erklären ,/$, Berlin/NE sei/VAFIN/sein bereit/ADJD "
        "und/KON verwies/VVFIN/verweisen auf/APPR Hilfen/NN/Hilfe ./$."
    )[0]

    assert who(second) == ["Anna Muster"]


@pytest.mark.parametrize(
    ("sentence", "source", "content"),
    [
        (
            "Am/APPRART Abend/NN berichten/VVFIN Bewohner/NN von/APPR Hunger/NN ,/$, Armut/NN und/KON Gewalt/NN ./$.",
            "Bewohner", ["von Hunger, Armut und Gewalt"],
        ),
        (
            "Der/ART Anschlag/NN ,/$, zu/APPR dem/PRELS sich/PRF die/ART Miliz/NN bekannte/VVFIN/bekennen ,/$, traf/VVFIN es/PPER ./$.",
            "die Miliz", ["Der Anschlag"],
        ),
        (
            "In/APPR den/ART Zeitungen/NN/Zeitung wird/VAFIN/werden spekuliert/VVPP/spekulieren ,/$, dass/KOUS Ruhe/NN sei/VAFIN/sein ./$.",
            "den Zeitungen", ["dass Ruhe sei"],
        ),
        (
            "Nach/APPR Angaben/NN/Angabe aus/APPR Moskau/NE starben/VVFIN/sterben zwei/CARD Männer/NN/Mann ./$.",
            "Angaben aus Moskau", ["starben zwei Männer"],
        ),
    ],
)  # fmt: skip
def test_whose_telling_it_is_beside_other_words(sentence: str, source: str, content: list[str]) -> None:
    found = only(sentence)

    assert (who(found), words(found.content)) == ([source], content)


@pytest.mark.parametrize(
    "sentence",
    [
        "Dem/ART Mann/NN drohen/VVFIN zehn/CARD Jahre/NN/Jahr Haft/NN mit/APPR dem/ART Ziel/NN ,/$, Ruhe/NN zu/PTKZU schaffen/VVINF ./$.",
        "Außerdem/ADV wollten/VMFIN/wollen Männer/NN/Mann erfahren/VVPP ,/$, wo/PWAV das/ART Geld/NN sei/VAFIN/sein ./$.",
    ],
)
def test_what_is_threatened_by_law_or_only_asked_is_nobodys_telling(sentence: str) -> None:
    assert [s.act for s in read(sentence)[0] if s.cue] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Das/PDS bestätigte/VVFIN/bestätigen die/ART Polizei/NN ./$.",
        "Die/ART Polizei/NN bestätigte/VVFIN/bestätigen die/ART Angaben/NN/Angabe ./$.",
        "Diese/PDAT Zahl/NN nannte/VVFIN/nennen die/ART Polizei/NN ./$.",
    ],
)
def test_who_confirms_what_was_told_tells_it_too(sentence: str) -> None:
    told, confirmed = sorted(read(REPORTED, sentence)[0], key=lambda s: s.cue[0].start)

    assert confirmed.content[0] == told.content[0]
    assert who(confirmed) == ["die Polizei"] or who(confirmed) == ["Die Polizei"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Zwei/CARD Männer/NN/Mann starben/VVFIN/sterben ,/$, das/PDS bestätigte/VVFIN/bestätigen die/ART Polizei/NN ./$.",
        "Zwei/CARD Männer/NN/Mann starben/VVFIN/sterben ,/$, was/PRELS die/ART Polizei/NN bestätigte/VVFIN/bestätigen ./$.",
    ],
)
def test_a_clause_that_points_at_the_one_before_says_who_tells_it(sentence: str) -> None:
    found = only(sentence)

    assert (found.act, who(found), words(found.content)) == ("confirm", ["die Polizei"], ["Zwei Männer starben"])


def test_a_clause_before_its_frame_may_hold_a_verb_of_saying_that_says_no_clause() -> None:
    found = only("Er/PPER begrüßte/VVFIN/begrüßen die/ART Debatte/NN ,/$, erklärte/VVFIN/erklären Anna/NE Muster/NE ./$.")

    assert (who(found), words(found.content)) == (["Anna Muster"], ["Er begrüßte die Debatte"])


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        (
            "Der/ART Sprecher/NN sagte/VVFIN/sagen ,/$, die/PRELS Männer/NN/Mann im/APPRART Dorf/NN seien/VAFIN/sein "
            "bald/ADV gerettet/VVPP/retten worden/VAPP/werden ./$.",
            "die Männer im Dorf seien bald gerettet worden",
        ),
        (
            "Während/KOUS der/ART Unruhen/NN im/APPRART Dorf/NN hätten/VAFIN/haben Männer/NN/Mann Schutz/NN gesucht/VVPP/suchen ,/$, "
            "sagte/VVFIN/sagen der/ART Sprecher/NN ./$.",
            "Während der Unruhen im Dorf hätten Männer Schutz gesucht",
        ),
        (
            "Ich/PPER bleibe/VVFIN/bleiben ,/$, wenn/KOUS er/PPER kommt/VVPP/kommen ,/$, sagte/VVFIN/sagen der/ART Sprecher/NN ./$.",
            "Ich bleibe, wenn er kommt",
        ),
    ],
)  # fmt: skip
def test_what_a_clause_is_shows_its_bracket_also_where_its_opener_has_another_tag(sentence: str, content: str) -> None:
    assert words(only(sentence).content) == [content]


def test_who_is_cited_tells_what_is_pointed_back_at_too() -> None:
    agency, cited = read(
        "Zwei/CARD Männer/NN/Mann starben/VVFIN/sterben ./$.",
        "Das/PDS meldete/VVFIN/melden die/ART Agentur/NN unter/APPR Berufung/NN auf/APPR die/ART Polizei/NN ./$.",
    )[0]

    assert (who(agency), who(cited)) == (["die Agentur"], ["die Polizei"])
    assert agency.content[0] == cited.content[0]


SPECULATED = "Am/APPRART Abend/NN ist/VAFIN/sein von/APPR zwei/CARD Toten/NN/Tote die/ART Rede/NN ./$."


def test_what_is_only_heard_is_told_by_whom_the_next_sentence_goes_on_with() -> None:
    after = "Ein/ART/ein Dritter/NN/Dritte sei/VAFIN/sein verletzt/VVPP ,/$, sagte/VVFIN/sagen Anna/NE Muster/NE ./$."

    heard, _ = read(SPECULATED, after)[0]
    apart, _ = read(SPECULATED, "|" + after)[0]

    assert (who(heard), heard.sources[0].basis) == (["Anna Muster"], "forward")
    assert who(apart) == [None]


def test_another_count_behind_a_semicolon_is_its_own_tellers() -> None:
    helpers, governor = read(
        "Neun/CARD starben/VVFIN ,/$, sagen/VVFIN Helfer/NN ;/$. elf/CARD ,/$, sagt/VVFIN/sagen der/ART Gouverneur/NN ./$."
    )[0]

    assert [(who(s), words(s.content)) for s in (helpers, governor)] == [
        (["Helfer"], ["Neun starben"]),
        (["der Gouverneur"], ["elf"]),
    ]


def test_the_first_person_behind_a_colon_is_the_words_of_who_was_told_of() -> None:
    told, own = read(
        "Anna/NE Muster/NE sagte/VVFIN/sagen ,/$, Ruhe/NN sei/VAFIN/sein nötig/ADJD :/$. Wir/PPER wollen/VMFIN bleiben/VVINF ./$."
    )[0]

    assert (told.form, own.form, who(own), words(own.content)) == ("indirect", "direct", ["Anna Muster"], ["Wir wollen bleiben"])


def test_who_told_of_something_in_a_relative_clause_tells_it_also_within_what_another_says() -> None:
    outer, inner = read(
        "Die/ART neun/CARD Opfer/NN ,/$, von/APPR denen/PRELS ein/ART Sender/NN berichtet/VVPP/berichten hatte/VAFIN/haben ,/$, "
        "seien/VAFIN/sein erfunden/VVPP ,/$, sagt/VVFIN/sagen Anna/NE Muster/NE ./$."
    )[0]

    assert (who(inner), words(inner.content), inner.via) == (["ein Sender"], ["Die neun Opfer"], outer.id)


@pytest.mark.parametrize(
    ("sentence", "source", "content"),
    [
        (
            "Aus/APPR dem/ART Krankenhaus/NN von/APPR Delma/NE wurden/VAFIN/werden zwei/CARD Tote/NN gemeldet/VVPP/melden ./$.",
            "dem Krankenhaus von Delma", ["Aus", "zwei Tote"],
        ),
        (
            "Von/APPR offizieller/ADJA/offiziell Seite/NN wurden/VAFIN/werden zwei/CARD Tote/NN bestätigt/VVPP/bestätigen ./$.",
            "offizieller Seite", ["Von", "zwei Tote"],
        ),
        (
            "Kurz/ADJD fiel/VVFIN/fallen Regen/NN ,/$, während/KOUS die/ART Regierung/NN zwei/CARD Tote/NN einräumt/VVFIN/einräumen ./$.",
            "die Regierung", ["während", "zwei Tote"],
        ),
        ("Die/ART Gruppe/NN beklagt/VVFIN/beklagen den/ART Tod/NN von/APPR zwei/CARD Männern/NN/Mann ./$.", "Die Gruppe",
         ["den Tod von zwei Männern"]),
    ],
)  # fmt: skip
def test_whose_count_it_is(sentence: str, source: str, content: list[str]) -> None:
    found = only(sentence)

    assert (who(found), words(found.content)) == ([source], content)


def test_where_it_stands_is_whose_telling_the_sentence_before_is() -> None:
    found = only(
        "Zwei/CARD Männer/NN/Mann starben/VVFIN/sterben ./$.",
        "So/ADV steht/VVFIN/stehen es/PPER in/APPR einem/ART/ein Vermerk/NN der/ART Behörde/NN ./$.",
    )

    assert (who(found), words(found.content)[0]) == (["einem Vermerk der Behörde"], "Zwei Männer starben.")


def test_in_a_place_that_is_no_paper_nobody_tells() -> None:
    assert who(only("Im/APPRART Ort/NN ist/VAFIN/sein von/APPR zwei/CARD Toten/NN/Tote die/ART Rede/NN ./$.")) == [None]

"""What views call things, in German and English. Column names and field names of data formats are not translated."""

from __future__ import annotations

import re
from collections.abc import Mapping

Labels = Mapping[str, str]

# key: (German, English); a value of the format stands under its field: `type.ASSAULT`, `form.direct`
_WORDS: Mapping[str, tuple[str, str]] = {
    "language": ("de", "en"),
    "group": (".", ","),  # between the thousands of a number
    # headings and columns
    "events": ("Ereignisse", "Events"),
    "statements": ("Wer sagt was", "Who says what"),
    "gaps": ("Was offen bleibt", "What is not known"),
    "figures": ("Zahlen", "Figures"),
    "actors": ("Akteure", "Actors"),
    "unresolved": ("Nicht aufgelöst", "Unresolved"),
    "text": ("Text", "Text"),
    "when": ("Wann", "When"),
    "what": ("Was", "What"),
    "who": ("Wer", "Who"),
    "whom": ("Wen", "Whom"),
    "where": ("Wo", "Where"),
    "says": ("Wer sagt es", "Who says so"),
    "how": ("Wie", "How"),
    "words": ("Wortlaut", "Words"),
    "about": ("Worum", "About"),
    "topic": ("Gegenstand", "Topic"),
    "claim": ("Behauptung", "Claim"),
    "relation": ("Bezug", "Relation"),
    "places": ("Orte", "Places"),
    "times": ("Zeiten", "Times"),
    "notes": ("Hinweise", "Notes"),
    "column.id": ("Kennung", "id"), "column.published": ("erschienen", "published"), "column.publisher": ("Medium", "publisher"),
    "column.title": ("Titel", "title"), "column.events": ("Ereignisse", "events"), "column.time": ("Zeit", "time"),
    "column.type": ("Art", "type"), "column.place": ("Ort", "place"), "column.words": ("Wortlaut", "words"),
    "column.figures": ("Zahlen", "figures"), "column.sources": ("Quellen", "sources"), "column.factuality": ("Geltung", "factuality"),
    "column.status": ("Stand", "status"), "column.edits": ("berichtigt", "edits"), "column.snippet": ("Fundstelle", "snippet"),
    "column.name": ("Name", "name"), "column.kind": ("Art", "kind"), "column.reports": ("Berichte", "reports"),
    "column.also": ("auch", "also"), "column.score": ("Güte", "score"), "column.names": ("Namen", "names"), "column.why": ("warum", "why"),
    "column.about": ("worum", "about"), "column.low": ("mindestens", "low"), "column.high": ("höchstens", "high"),
    "column.source": ("Quelle", "source"), "column.voice": ("Stimme", "voice"), "column.claim": ("Behauptung", "claim"),
    "column.claims": ("Behauptungen", "claims"), "column.rule": ("Regel", "rule"), "column.value": ("Wert", "value"),
    # incidents
    "reports": ("Berichte", "reports"), "independent": ("unabhängig", "independent"), "contradiction": ("Widerspruch", "contradiction"),
    "development": ("Entwicklung", "development"), "copy": ("derselbe Agenturtext", "the same agency text"),
    "no-incidents": ("Keine Vorfälle.", "No incidents."), "no-place": ("Ort offen", "place open"), "no-time": ("Zeit offen", "time open"),
    # sentences and small words
    "report": ("der Bericht selbst", "the report itself"),
    "unnamed": ("ungenannt", "unnamed"),
    "nobody": ("nicht genannt", "not named"),
    "nothing": ("Nichts gefunden.", "Nothing found."),
    "denies": ("bestreitet", "denies"),
    "hearsay": ("Hörensagen", "hearsay"),
    "via": ("über", "by way of"),
    "published": ("erschienen", "published"),
    "undated": ("ohne Datum", "undated"),
    "identity": ("soll sein", "said to be"),
    "part_of": ("davon", "of these"),
    "increase": ("weitere", "more"),
    "place-unresolved": ("Ort unklar", "place unclear"),
    "time-open": ("Zeit offen", "time open"),
    "unread": ("Satz nicht gelesen", "sentence not read"),
    "not-coded": ("verstanden, kein Ereignis", "understood, no event"),
    "candidates": ("möglich", "may be"),
    "approximately": ("ungefähr", "approximately"),
    "uncertain": ("unsicher", "uncertain"),
    "open_start": ("bis", "until"),
    "open_end": ("seit", "since"),
    "years": ("Jahre alt", "years old"),
    "since": ("seit", "since"),
    "contents": ("Berichte", "Reports"),
    "legend": ("So ist der Text markiert", "How the text is marked"),
    "mark.event": ("Ereignis", "event"),
    "mark.source": ("Quelle", "source"),
    "mark.said": ("Gesagtes", "what is said"),
    "mark.figure": ("Zahl", "figure"),
    "mark.gap": ("Lücke", "gap"),
    "mark.place": ("Ort", "place"),
    "mark.time": ("Zeit", "time"),
    "mark.actor": ("Akteur", "actor"),
    "hint": ("Ein Klick auf einen Wert zeigt seine Wörter, ein Klick auf Markiertes, was darin steht; n und p: nächste, vorige Behauptung.",
             "Click a value to see its words, or marked words to see what was read in them; n and p: next, previous claim."),
    "made_by": ("Gelesen von", "Read by"),
    "firmness-hint": ("Die Gewissheit ist die der Quelle, nicht die der Wahrheit.",
                    "Firmness is that of the source; it does not say what is true."),
    "note.date-inferred": ("Datum erschlossen", "date inferred"),
    "note.date-open": ("Datum offen", "date open"),
    "note.figure-unsourced": ("Zahl ohne Quelle", "figure without a source"),
    "note.no-such-day": ("kein solcher Tag", "no such day"),
    "note.code-impossible": ("Code ausgeschlossen", "code excluded"),
    "note.place-unresolved": ("Ort unklar", "place unclear"),
    "note.pronoun-unresolved": ("Bezug unklar", "unclear who is meant"),
    "note.source-unnamed": ("ohne genannte Quelle", "no source named"),
    # values of the format
    "type.AGREE": ("Einigung", "agreement"), "type.CONSULT": ("Gespräch", "talks"), "type.SUPPORT": ("Zuspruch", "support"),
    "type.COOPERATE": ("Zusammenarbeit", "cooperation"), "type.AID": ("Hilfe", "aid"), "type.CONCEDE": ("Zugeständnis", "concession"),
    "type.RETREAT": ("Rückzug", "retreat"), "type.REQUEST": ("Forderung", "demand"), "type.ACCUSE": ("Vorwurf", "accusation"),
    "type.REJECT": ("Ablehnung", "rejection"), "type.THREATEN": ("Drohung", "threat"), "type.PROTEST": ("Protest", "protest"),
    "type.SANCTION": ("Sanktion", "sanction"), "type.MOBILIZE": ("Aufmarsch", "mobilisation"), "type.COERCE": ("Zwang", "coercion"),
    "type.ASSAULT": ("Gewalt", "assault"),
    "phase.begun": ("begonnen", "begun"), "phase.ongoing": ("dauert an", "ongoing"), "phase.ended": ("beendet", "ended"),
    "phase.resumed": ("wieder aufgenommen", "resumed"),
    "factuality.certain": ("sicher", "certain"), "factuality.probable": ("wahrscheinlich", "probable"),
    "factuality.possible": ("möglich", "possible"), "factuality.denied": ("bestritten", "denied"),
    "factuality.disputed": ("umstritten", "disputed"), "factuality.unrealised": ("nicht verwirklicht", "unrealised"),
    "form.direct": ("wörtlich", "quoted"), "form.indirect": ("indirekt", "indirect"),
    "form.according_to": ("nach Angaben", "according to"),
    "form.narration": ("Erzählung", "narration"),
    "about.occurrence": ("dass es geschah", "that it happened"), "about.killed": ("getötet", "killed"),
    "about.injured": ("verletzt", "injured"),
    "about.captured": ("gefangen", "captured"), "about.missing": ("vermisst", "missing"), "about.displaced": ("vertrieben", "displaced"),
    "about.agent": ("wer es tat", "who did it"), "about.patient": ("wen es traf", "to whom"),
    "about.identity": ("wer es ist", "who it is"),
    "about.place": ("wo", "where"), "about.time": ("wann", "when"), "about.cause": ("warum", "why"),
    "precision.site": ("Stelle", "site"), "precision.settlement": ("Ort", "settlement"), "precision.district": ("Bezirk", "district"),
    "precision.region": ("Region", "region"), "precision.country": ("Staat", "country"), "precision.unresolved": ("unklar", "unresolved"),
    "status.combatant": ("Kämpfer", "combatants"), "status.civilian": ("Zivilisten", "civilians"),
    "status.peacekeeper": ("Friedenstruppe", "peacekeepers"), "status.police": ("Polizei", "police"),
    "status.official": ("Amtsträger", "officials"),
    "status.humanitarian": ("Helfer", "aid workers"), "status.journalist": ("Journalisten", "journalists"),
    "status.attacker": ("Angreifer", "attackers"), "status.mixed": ("gemischt", "mixed"), "status.unknown": ("", ""),
    "scope.whole": ("", ""), "scope.part": ("davon", "of these"), "scope.cumulative": ("insgesamt", "in all"),
    "gap.undisclosed": ("nicht mitgeteilt", "not disclosed"), "gap.unclear": ("unklar", "unclear"),
    "gap.no_comment": ("kein Kommentar", "no comment"), "gap.unverified": ("nicht überprüfbar", "not verified"),
    "gap-about.casualties": ("Opfer", "casualties"), "gap-about.perpetrator": ("Täter", "perpetrator"),
    "gap-about.victim": ("Opfer (wer)", "victim"),
    "gap-about.cause": ("Ursache", "cause"), "gap-about.time": ("Zeit", "time"), "gap-about.place": ("Ort", "place"),
    "gap-about.reaction": ("Reaktion", "reaction"), "gap-about.other": ("anderes", "other"),
    "relation.result_of": ("Folge von", "result of"), "relation.part_of": ("Teil von", "part of"),
    "relation.response_to": ("Antwort auf", "response to"), "relation.after": ("nach", "after"), "relation.before": ("vor", "before"),
    "relation.about": ("betrifft", "about"),
    "distance.so_called": ("sogenannt", "so-called"), "distance.scare_quotes": ("in Anführungszeichen", "in scare quotes"),
    "distance.alleged": ("angeblich", "alleged"), "distance.only": ("lediglich", "only"),
    "basis.given": ("angegeben", "given"), "basis.header": ("laut Kopfzeile", "by its header"),
    "basis.inferred": ("erschlossen", "inferred"),
    "basis.none": ("", ""),
    "source.official": ("Behörde", "official"), "source.military": ("Militär", "military"),
    "source.armed_group": ("bewaffnete Gruppe", "armed group"),
    "source.party": ("Partei", "party"), "source.medical": ("medizinisch", "medical"), "source.witness": ("Augenzeugen", "witnesses"),
    "source.relative": ("Angehörige", "relatives"), "source.ngo": ("NGO", "NGO"),
    "source.international": ("international", "international"),
    "source.media": ("Medien", "media"), "source.state_media": ("Staatsmedien", "state media"),
    "source.anonymous": ("anonym", "anonymous"),
    "source.unknown": ("", ""),
    "actor.person": ("Person", "person"), "actor.organisation": ("Organisation", "organisation"),
    "actor.armed_group": ("bewaffnete Gruppe", "armed group"), "actor.state": ("Staat", "state"), "actor.media": ("Medium", "medium"),
    "actor.group": ("Gruppe", "group"), "actor.unknown": ("", ""),
    "attribute.office": ("Amt", "office"), "attribute.rank": ("Rang", "rank"), "attribute.age": ("Alter", "age"),
    "attribute.affiliation": ("Zugehörigkeit", "affiliation"), "attribute.nationality": ("Herkunft", "nationality"),
    "attribute.appointed": ("ernannt", "appointed"), "attribute.size": ("Stärke", "size"), "attribute.dead": ("tot", "dead"),
    "attribute.other": ("", ""),
}  # fmt: skip
_MONTHS = (
    ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"),
    ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
)
LANGUAGES = ("de", "en")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T([\d:]{2,8})\S*?)?([~?%]?)")


def labels_in(language: str) -> Labels:
    """The labels in a language; English for one that there are none in."""
    column = LANGUAGES.index(language) if language in LANGUAGES else 1
    return {key: words[column] for key, words in _WORDS.items()} | {f"month.{n}": name for n, name in enumerate(_MONTHS[column], 1)}


def date_words(edtf: str | None, labels: Labels) -> str:
    """An EDTF date as people write it (20. September 2023, since July 2023); as it stands where it has no such words, empty for None."""
    if edtf is None:
        return ""
    first, interval, last = edtf.partition("/")
    if not interval:
        return _day_words(first, labels)
    if first in ("", ".."):
        return f"{labels['open_start']} {_day_words(last, labels)}"
    if last in ("", ".."):
        return f"{labels['open_end']} {_day_words(first, labels)}"
    return f"{_day_words(first, labels)} – {_day_words(last, labels)}"


def _day_words(edtf: str, labels: Labels) -> str:
    found = _DATE.fullmatch(edtf)
    if not found or (found[2] and f"month.{int(found[2])}" not in labels):
        return edtf
    words = found[1]
    if found[2]:
        words = f"{labels[f'month.{int(found[2])}']} {words}"
    if found[3]:
        words = f"{int(found[3])}{'.' if labels['language'] == LANGUAGES[0] else ''} {words}"
    clock = f", {found[4][:5]}" if found[4] else ""
    doubt = {"~": labels["approximately"], "?": labels["uncertain"], "%": f"{labels['approximately']}, {labels['uncertain']}"}
    return words + clock + (f" ({doubt[found[5]]})" if found[5] else "")

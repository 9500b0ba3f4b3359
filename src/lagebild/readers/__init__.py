"""Readers: pure functions from parsed sentences to what they say; here they are put together into a reading.

Readers do not know each other. What one needs of another comes in as an argument, in this order: times, actors, places, statements,
events, figures, then the claims that join them, the gaps, and a verdict for every sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.gazetteer.open import Gazetteer
from lagebild.model import Document, Reader, Reading, Sentence
from lagebild.packs import Pack
from lagebild.readers.actor import read_actors
from lagebild.readers.claim import read_claims
from lagebild.readers.claim.identity import read_identities
from lagebild.readers.claim.presupposed import presupposed
from lagebild.readers.claim.teller import with_tellers
from lagebild.readers.coverage import read_coverage
from lagebild.readers.event import read_events
from lagebild.readers.event.figure import read_figures
from lagebild.readers.event.lexicon import lexicon
from lagebild.readers.event.trigger import lay_down
from lagebild.readers.gap import read_gaps
from lagebild.readers.place import read_places
from lagebild.readers.statement import read_statements
from lagebild.readers.time import read_times


def read(document: Document, sentences: Sequence[Sentence], pack: Pack, gazetteer: Gazetteer, made_by: Reader) -> Reading:
    """Everything that the pack's rules find in the document, as one reading; the same arguments give the same reading."""
    parsed = tuple(sentences)
    dated, times, time_notes = read_times(document, parsed, pack)
    actors, actor_notes = read_actors(dated, parsed, pack, times)
    places, place_notes = read_places(dated, parsed, pack, gazetteer, actors)
    told, statement_notes = read_statements(dated, parsed, pack, actors, times)
    report = lay_down(parsed, lexicon(pack), actors)
    found, event_notes = read_events(dated, report, pack, actors, places, times, told)
    figures, figure_notes = with_tellers(read_figures(dated, report, pack, actors, times, found), told)
    identities = read_identities(dated, parsed, pack, actors, found, figures)
    events, statements, known, claims = read_claims(found, told, actors, figures, identities, presupposed(parsed, found))
    gaps = read_gaps(dated, parsed, pack, known, events, statements)
    coverage = read_coverage(dated, parsed, events, statements, gaps)
    notes = (*time_notes, *actor_notes, *place_notes, *statement_notes, *event_notes, *figure_notes)
    return Reading(dated, made_by, known, places, times, events, statements, claims, gaps, coverage, notes)

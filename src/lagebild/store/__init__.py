"""The record: documents byte for byte, readings that never change, judgements that are only added, and the incidents made of them.

    with open_store("record.db") as store: add(store, [Kept(reading, raw, "report.txt")]); refresh(store)

SQLite by a path, PostgreSQL by an address; one code path for both.
"""

from lagebild.store.asking import (
    current_readings,
    incident_of,
    incidents_since,
    list_documents,
    list_events,
    list_incidents,
    reading_of,
    reading_versions,
    search,
    stats,
)
from lagebild.store.checking import Looked, verify
from lagebild.store.copying import backup
from lagebild.store.faults import faults
from lagebild.store.filters import Filters
from lagebild.store.happening import refresh
from lagebild.store.judged import judgements_on
from lagebild.store.judging import all_judgements, export, join, judge
from lagebild.store.names import list_names, propose_names
from lagebild.store.opening import Store, check, default_address, open_store, run_migrations, vacuum, version
from lagebild.store.writing import Kept, Tally, add, add_batches, forget, known

__all__ = [
    "Filters",
    "Kept",
    "Looked",
    "Store",
    "Tally",
    "add",
    "add_batches",
    "all_judgements",
    "backup",
    "check",
    "current_readings",
    "default_address",
    "export",
    "faults",
    "forget",
    "incident_of", "incidents_since",
    "join",
    "judge",
    "judgements_on",
    "known",
    "list_documents",
    "list_events",
    "list_incidents",
    "list_names",
    "open_store",
    "propose_names",
    "reading_of",
    "reading_versions",
    "refresh",
    "run_migrations",
    "search",
    "stats",
    "vacuum",
    "verify",
    "version",
]  # fmt: skip

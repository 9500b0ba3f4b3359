"""The tables of the record, the same on SQLite and PostgreSQL; the full text index differs and stands in the migrations.

What is true for ever stands in `documents`, `readings` and `judgements`. All other tables can be made anew from these: `events`, `claims`,
`voices` and `gaps` are the current reading of each document taken apart for filters, `incidents` and `happened` are what merging makes of
them. Listings are in the order of `number` or of time: an index that ends in it needs no sorting.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    column,
    table,
    text,
)

NAMES = {"ix": "ix_%(column_0_N_label)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s", "fk": "fk_%(table_name)s_%(column_0_N_name)s",
         "pk": "pk_%(table_name)s"}  # fmt: skip
metadata = MetaData(naming_convention=NAMES)
SERIAL = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows only by INTEGER

documents = Table(
    "documents", metadata,
    Column("number", SERIAL, primary_key=True),  # in the order of adding; also the row in the full text index
    Column("id", Text, nullable=False, unique=True),
    Column("sha256", String(64), nullable=False),  # of the text as UTF-8
    Column("bytes_sha256", String(64), nullable=False),  # of the bytes as they came in
    Column("bytes", LargeBinary),  # as they came in: the file, or the line of JSON; null when forgotten
    Column("text", LargeBinary),  # UTF-8; null when forgotten
    Column("language", Text, nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("agency", Text),
    Column("url", Text),
    Column("published", Text),
    Column("published_basis", Text, nullable=False),
    Column("earliest", Text),
    Column("modified", Text),
    Column("retrieved", Text),
    Column("day", Integer),  # last day it can have been published, as an ordinal
    Column("chars", Integer, nullable=False),
    Column("origin", Text, nullable=False),  # the file and line it came from
    Column("added", Text, nullable=False),  # when, ISO 8601 in UTC
    Column("forgotten", Text),  # when; then bytes and text are gone and the hashes stay
    Column("forgotten_why", Text),
    Index("ix_documents_publisher", "publisher", "number"), Index("ix_documents_added", "added"),
)  # fmt: skip

readings = Table(
    "readings", metadata,
    Column("number", SERIAL, primary_key=True),
    Column("document", Text, ForeignKey("documents.id"), nullable=False),
    Column("identity", String(16), nullable=False),  # of what made it: reader, version, model, packs
    Column("reader", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("packs", Text, nullable=False),  # JSON
    Column("made", Text, nullable=False),
    Column("sha256", String(64), nullable=False),  # of `json` as UTF-8
    Column("json", Text, nullable=False),  # the contract's format, one line
    Column("current", Boolean, nullable=False),
    UniqueConstraint("document", "identity"),
    Index("ix_readings_current", "document", "current"),
)  # fmt: skip

unmerged = Table(  # documents whose incidents are still to be made with what they say now, in the order in which that came
    "unmerged", metadata,
    Column("number", SERIAL, primary_key=True),
    Column("document", Text, nullable=False, unique=True),
)  # fmt: skip

# whoever asks since when looks at these apart: what lasts more than 31 days or has an open end
LONG = text("(last - first > 31 OR (first IS NULL) <> (last IS NULL))")

events = Table(
    "events", metadata,
    Column("number", SERIAL, primary_key=True),
    Column("document", Text, ForeignKey("documents.id"), nullable=False),
    Column("publisher", Text),  # the document's
    Column("id", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("time", Text),
    Column("first", Integer),  # days as ordinals
    Column("last", Integer),
    Column("place", Text),
    Column("place_key", Text),
    Column("country", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", Text),
    Column("factuality", Text, nullable=False),
    Column("words", Text, nullable=False),  # the trigger
    Column("start", Integer, nullable=False),
    Column("status", Text, nullable=False),  # proposed accepted edited rejected disputed: by the judgements
    UniqueConstraint("document", "id"),
    Index("ix_events_key", "key"), Index("ix_events_type", "type", "number"), Index("ix_events_first", "first", "number"),
    Index("ix_events_country", "country", "number"), Index("ix_events_place", "place_key", "number"),
    Index("ix_events_publisher", "publisher", "number"), Index("ix_events_factuality", "factuality", "number"),
    Index("ix_events_status", "status", "number"),
)  # fmt: skip
Index("ix_events_long", events.c.last, events.c.first, sqlite_where=LONG, postgresql_where=LONG)

claims = Table(
    "claims", metadata,
    Column("document", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("low", Integer),
    Column("high", Integer),
    Column("value", Text),
    Column("polarity", Text, nullable=False),
    Column("firmness", Text, nullable=False),
    PrimaryKeyConstraint("document", "id"),
    Index("ix_claims_about", "about", "document", "event"),
)  # fmt: skip

voices = Table(  # who takes part in an event, and who tells of it
    "voices", metadata,
    Column("document", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("role", Text, nullable=False),  # agent patient source
    Column("key", Text, nullable=False),  # folded name
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    PrimaryKeyConstraint("document", "event", "role", "key"),
    Index("ix_voices_key", "key", "role"),
)  # fmt: skip

gaps = Table(  # what the report says is not known about an event
    "gaps", metadata,
    Column("document", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False),
    PrimaryKeyConstraint("document", "event", "kind", "about"),
    Index("ix_gaps_kind", "kind"), Index("ix_gaps_about", "about"),
)  # fmt: skip

judgements = Table(
    "judgements", metadata,
    Column("reviewer", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("targets", Text, nullable=False),  # JSON
    Column("field", Text),
    Column("before", Text),
    Column("after", Text),
    Column("span", Text),  # JSON
    Column("reason", Text),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    PrimaryKeyConstraint("reviewer", "seq"),
)  # fmt: skip

incidents = Table(
    "incidents", metadata,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("time", Text),
    Column("first", Integer),
    Column("last", Integer),
    Column("place", Text),
    Column("country", Text),
    Column("reports", Integer, nullable=False),
    Column("independent", Integer, nullable=False),
    Column("disputed", Boolean, nullable=False),
    Column("json", Text, nullable=False),  # the contract's format
    Index("ix_incidents_first", "first", "id"), Index("ix_incidents_disputed", "disputed", "first", "id"),
    Index("ix_incidents_type", "type", "first", "id"), Index("ix_incidents_country", "country", "first", "id"),
)  # fmt: skip

Index("ix_incidents_long", incidents.c.last, incidents.c.first, incidents.c.id, sqlite_where=LONG, postgresql_where=LONG)

happened = Table(  # which event tells of which incident
    "happened", metadata,
    Column("document", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("incident", Text, nullable=False),
    PrimaryKeyConstraint("document", "event"),
    Index("ix_happened_incident", "incident"),
)  # fmt: skip

tellings = Table(  # what merging compares: the events of one document that are one telling
    "tellings", metadata,
    Column("number", SERIAL, primary_key=True),
    Column("document", Text, nullable=False),
    Column("component", Text, nullable=False),
    Column("part", Text, nullable=False),
    Column("cluster", Text, nullable=False),
    Column("home", Text, nullable=False),
    Column("loose", Boolean, nullable=False),
    Column("sketch", Text, nullable=False),  # JSON
    Index("ix_tellings_document", "document"), Index("ix_tellings_component", "component"), Index("ix_tellings_cluster", "cluster"),
    Index("ix_tellings_home", "home"),
)  # fmt: skip

filed = Table(  # where tellings are found again: hashes of what they share with their likes, those of one time side by side
    "filed", metadata,
    Column("key", BigInteger, nullable=False),
    Column("telling", SERIAL, nullable=False),
    PrimaryKeyConstraint("key", "telling"),
    sqlite_with_rowid=False,
)  # fmt: skip

state = Table(
    "state", metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)  # fmt: skip

trail = Table(  # incidents that were split or merged
    "trail", metadata,
    Column("number", SERIAL, primary_key=True),
    Column("at", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("events", Integer, nullable=False),
    Index("ix_trail_before", "before"),
)  # fmt: skip

words = table("words", column("rowid"), column("folded"))  # the full text index

DERIVED = (events, claims, voices, gaps)

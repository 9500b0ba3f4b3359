"""The record: tables, the full text index, and what keeps judgements and readings from being changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables are those of this version."""
    op.create_table(
        "claims",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("polarity", sa.Text(), nullable=False),
        sa.Column("firmness", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document", "id", name=op.f("pk_claims")),
    )
    op.create_index("ix_claims_event", "claims", ["document", "event", "about"], unique=False)

    op.create_table(
        "documents",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bytes_sha256", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("agency", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("published_basis", sa.Text(), nullable=False),
        sa.Column("earliest", sa.Text(), nullable=True),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("retrieved", sa.Text(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("chars", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("added", sa.Text(), nullable=False),
        sa.Column("forgotten", sa.Text(), nullable=True),
        sa.Column("forgotten_why", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_documents")),
        sa.UniqueConstraint("id", name=op.f("uq_documents_id")),
    )
    op.create_index("ix_documents_day", "documents", ["day"], unique=False)
    op.create_index("ix_documents_publisher", "documents", ["publisher"], unique=False)
    op.create_index("ix_documents_sha256", "documents", ["sha256"], unique=False)

    op.create_table(
        "filed",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("telling", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("key", "telling", name=op.f("pk_filed")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_filed_telling", "filed", ["telling"], unique=False)

    op.create_table(
        "happened",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("incident", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document", "event", name=op.f("pk_happened")),
    )
    op.create_index("ix_happened_incident", "happened", ["incident"], unique=False)

    op.create_table(
        "incidents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("time", sa.Text(), nullable=True),
        sa.Column("first", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("independent", sa.Integer(), nullable=False),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index("ix_incidents_disputed", "incidents", ["disputed"], unique=False)
    op.create_index("ix_incidents_first", "incidents", ["first"], unique=False)

    op.create_table(
        "judgements",
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("targets", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("span", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("reviewer", "seq", name=op.f("pk_judgements")),
        sa.UniqueConstraint("hash", name=op.f("uq_judgements_hash")),
    )
    op.create_table(
        "state",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_state")),
    )
    op.create_table(
        "tellings",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("component", sa.Text(), nullable=False),
        sa.Column("cluster", sa.Text(), nullable=False),
        sa.Column("home", sa.Text(), nullable=False),
        sa.Column("loose", sa.Boolean(), nullable=False),
        sa.Column("sketch", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_tellings")),
    )
    op.create_index("ix_tellings_cluster", "tellings", ["cluster"], unique=False)
    op.create_index("ix_tellings_component", "tellings", ["component"], unique=False)
    op.create_index("ix_tellings_document", "tellings", ["document"], unique=False)
    op.create_index("ix_tellings_home", "tellings", ["home"], unique=False)

    op.create_table(
        "trail",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_trail")),
    )
    op.create_index("ix_trail_before", "trail", ["before"], unique=False)

    op.create_table(
        "voices",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document", "event", "role", "key", name=op.f("pk_voices")),
    )
    op.create_index("ix_voices_key", "voices", ["key"], unique=False)

    op.create_table(
        "events",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("time", sa.Text(), nullable=True),
        sa.Column("first", sa.Integer(), nullable=True),
        sa.Column("last", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("place_key", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.Column("factuality", sa.Text(), nullable=False),
        sa.Column("gaps", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_events_document")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_events")),
        sa.UniqueConstraint("document", "id", name=op.f("uq_events_document_id")),
    )
    op.create_index("ix_events_country", "events", ["country", "number"], unique=False)
    op.create_index("ix_events_first", "events", ["first", "number"], unique=False)
    op.create_index("ix_events_key", "events", ["key"], unique=False)
    op.create_index("ix_events_place", "events", ["place_key"], unique=False)
    op.create_index("ix_events_status", "events", ["status", "number"], unique=False)
    op.create_index("ix_events_type", "events", ["type", "number"], unique=False)

    op.create_table(
        "readings",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("identity", sa.String(length=16), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("packs", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("merged", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_readings_document")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_readings")),
        sa.UniqueConstraint("document", "identity", name=op.f("uq_readings_document_identity")),
    )
    op.create_index("ix_readings_current", "readings", ["document", "current"], unique=False)
    op.create_index("ix_readings_merged", "readings", ["current", "merged", "number"], unique=False)

    _words()
    _for_ever()


def _words() -> None:
    """The full text index: folded words of every document, with prefixes."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE words USING fts5(folded, tokenize = 'unicode61 remove_diacritics 0', prefix = '3 5')")
    else:
        op.execute("CREATE TABLE words (rowid bigint PRIMARY KEY, folded text NOT NULL)")
        op.execute("CREATE INDEX ix_words_folded ON words USING gin (to_tsvector('simple', folded))")


def _for_ever() -> None:
    """What people decided and what a reader said is never changed; judgements are never taken away either."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER judgements_no_{verb.lower()} BEFORE {verb} ON judgements "
                "BEGIN SELECT RAISE(ABORT, 'judgements are only ever added'); END"
            )
        op.execute(
            "CREATE TRIGGER readings_no_update BEFORE UPDATE OF document, identity, json, sha256, made ON readings "
            "BEGIN SELECT RAISE(ABORT, 'a reading never changes'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'a row of % never changes', TG_TABLE_NAME; END $$"
    )
    op.execute("CREATE TRIGGER judgements_for_ever BEFORE UPDATE OR DELETE ON judgements FOR EACH ROW EXECUTE FUNCTION refuse()")
    op.execute(
        "CREATE TRIGGER readings_for_ever BEFORE UPDATE OF document, identity, json, sha256, made ON readings "
        "FOR EACH ROW EXECUTE FUNCTION refuse()"
    )

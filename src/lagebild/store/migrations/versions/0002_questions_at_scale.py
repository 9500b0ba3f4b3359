"""What waits to be merged and what is not known have tables of their own; every listing finds its order in an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LONG = sa.text("(last - first > 31 OR (first IS NULL) <> (last IS NULL))")
OLD = (
    ("documents", "day"), ("documents", "publisher"), ("documents", "sha256"), ("readings", "merged"), ("claims", "event"),
    ("events", "place"), ("voices", "key"), ("incidents", "first"), ("incidents", "disputed"), ("filed", "telling"),
)  # fmt: skip
NEW = (
    ("documents", "publisher", "number"), ("documents", "added"), ("events", "place_key", "number"),
    ("events", "publisher", "number"), ("events", "factuality", "number"), ("claims", "about", "document", "event"),
    ("voices", "key", "role"), ("gaps", "kind"), ("gaps", "about"), ("incidents", "first", "id"),
    ("incidents", "disputed", "first", "id"), ("incidents", "type", "first", "id"), ("incidents", "country", "first", "id"),
)  # fmt: skip


def upgrade() -> None:
    """The tables are those of this version; every incident waits to be made anew, and keeps its id."""
    op.create_table(
        "gaps",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document", "event", "kind", "about", name=op.f("pk_gaps")),
    )
    op.create_table(
        "unmerged",
        sa.Column("number", SERIAL, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_unmerged")),
        sa.UniqueConstraint("document", name=op.f("uq_unmerged_document")),
    )
    for table, name in OLD:
        op.drop_index(f"ix_{table}_{name}", table)
    op.add_column("incidents", sa.Column("last", sa.Integer()))
    op.add_column("events", sa.Column("publisher", sa.Text()))
    _move()
    op.drop_column("events", "gaps")
    op.drop_column("readings", "merged")
    for table, *columns in NEW:
        op.create_index(f"ix_{table}_{columns[0].removesuffix('_key')}", table, columns)
    for table, further in (("events", []), ("incidents", ["id"])):
        op.create_index(f"ix_{table}_long", table, ["last", "first", *further], sqlite_where=LONG, postgresql_where=LONG)

    if op.get_bind().dialect.name == "sqlite":
        _index_prefixes()


def _index_prefixes() -> None:
    """Every beginning of up to eight letters has its list of documents: no search, however common its words, collects lists first."""
    options = "tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3 4 5 6 7 8', detail = none"
    op.execute(f"CREATE VIRTUAL TABLE anew USING fts5(folded, {options})")
    op.execute("INSERT INTO anew (rowid, folded) SELECT rowid, folded FROM words")
    op.execute("DROP TABLE words")
    op.execute("ALTER TABLE anew RENAME TO words")


def _move() -> None:
    """What stood in columns stands in the new tables."""
    bind = op.get_bind()
    bind.execute(sa.text("UPDATE events SET publisher = (SELECT publisher FROM documents WHERE documents.id = events.document)"))
    rows = bind.execute(sa.text("SELECT document, id, gaps FROM events WHERE gaps IS NOT NULL")).all()
    found = {(r.document, r.id, *gap.split(":")) for r in rows for gap in r.gaps.split()}
    if found:
        named = [dict(zip(("d", "e", "k", "a"), f, strict=True)) for f in sorted(found)]
        bind.execute(sa.text("INSERT INTO gaps (document, event, kind, about) VALUES (:d, :e, :k, :a)"), named)
    for table in ("tellings", "filed", "incidents"):
        bind.execute(sa.text(f"DELETE FROM {table}"))
    bind.execute(sa.text("INSERT INTO unmerged (document) SELECT document FROM readings WHERE current ORDER BY number"))

"""Tellings say which part of their happening the first look put together; all incidents wait to be made anew, and keep their ids."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """The tables are those of this version."""
    bind = op.get_bind()
    op.drop_table("tellings")
    op.create_table(
        "tellings",
        sa.Column("number", SERIAL, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("component", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("cluster", sa.Text(), nullable=False),
        sa.Column("home", sa.Text(), nullable=False),
        sa.Column("loose", sa.Boolean(), nullable=False),
        sa.Column("sketch", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_tellings")),
    )
    for name in ("document", "component", "cluster", "home"):
        op.create_index(f"ix_tellings_{name}", "tellings", [name])
    for table in ("filed", "unmerged"):
        bind.execute(sa.text(f"DELETE FROM {table}"))
    bind.execute(sa.text("INSERT INTO unmerged (document) SELECT document FROM readings WHERE current ORDER BY number"))

"""What the store says to both databases in a way of its own: many rows at once, and one of many values."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Connection, FromClause, bindparam, func, select

from lagebild.store.rows import Row


def put(connection: Connection, table: FromClause, rows: Sequence[Row]) -> None:
    """The rows are in the table; they go to the driver as they are, which is a good deal faster for many."""
    if rows:
        connection.exec_driver_sql(_insertion(connection, table, tuple(rows[0])), [tuple(r.values()) for r in rows])


def _insertion(connection: Connection, table: FromClause, names: tuple[str, ...]) -> str:
    dialect = connection.dialect
    mark = "?" if dialect.paramstyle == "qmark" else "%s"
    columns = ", ".join(map(dialect.identifier_preparer.quote, names))
    return f"INSERT INTO {table.description} ({columns}) VALUES ({', '.join([mark] * len(names))})"


def among(connection: Connection, column: ColumnElement[Any], values: Collection[Any]) -> ColumnElement[bool]:
    """That the column is one of the values, however many: they are one parameter of a statement that is prepared once."""
    if connection.dialect.name == "sqlite":
        return column.in_(select(func.json_each(json.dumps(list(values))).table_valued("value").c.value))
    return column == func.any(bindparam(None, list(values), type_=ARRAY(column.type)))

"""Rows by the thousand: given ids here, and written at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from tortoise import Model, connections

from app.core.database.dialect import is_sqlite, rows_of

_AT_ONCE = 2000


class Rows:
    """Rows of one table. `columns`: the database's names with blanks between, without `id`.

    Values are as the database stores them; moments are aware.
    """

    def __init__(self, model: type[Model], columns: str) -> None:
        self._table = str(model._meta.db_table)
        self._columns = ("id", *columns.split())
        self._rows: list[tuple[Any, ...]] = []
        self._last_id = 0

    def __len__(self) -> int:
        return len(self._rows)

    async def follow(self) -> None:
        """Ids go on after those that the table has."""
        [row] = await rows_of(f"SELECT COALESCE(MAX(id), 0) AS last FROM {self._table}")  # noqa: S608
        self._last_id = int(row["last"])

    def add(self, *values: Any) -> int:
        """Returns the row's id."""
        self._last_id += 1
        self._rows.append((self._last_id, *values))
        return self._last_id

    async def write(self) -> None:
        mark = "?" if is_sqlite() else "%s"
        # Backquotes: MariaDB has a use of its own for the name of a column, and SQLite knows them too.
        names, marks = (
            ", ".join(f"`{column}`" for column in self._columns),
            ", ".join(mark for _ in self._columns),
        )
        statement = f"INSERT INTO {self._table} ({names}) VALUES ({marks})"  # noqa: S608
        connection, zone_ends = connections.get("default"), None if is_sqlite() else -len("+00:00")
        for first in range(0, len(self._rows), _AT_ONCE):
            rows = self._rows[first : first + _AT_ONCE]
            await connection.execute_many(statement, [_stored(row, zone_ends) for row in rows])


def _stored(row: Sequence[Any], zone_ends: int | None) -> list[Any]:
    """Moments as `dialect.stored` writes them, for a hundred thousand rows."""
    return [
        value.astimezone(UTC).isoformat(" ")[:zone_ends] if isinstance(value, datetime) else value
        for value in row
    ]

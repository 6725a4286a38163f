"""What reports say differently to SQLite and to MariaDB, and statements that count in the database.

Names and numbers that stand in a statement are the program's own; what a caller gave goes along as a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from tortoise import connections


def is_sqlite() -> bool:
    return str(connections.get("default").capabilities.dialect) == "sqlite"


def seconds_of(column: str) -> str:
    """A column of moments as whole seconds since 1970, in SQL."""
    if is_sqlite():
        # Without the fraction, which SQLite would round up.
        return f"CAST(strftime('%s', substr({column}, 1, 19)) AS INTEGER)"
    return f"TIMESTAMPDIFF(SECOND, '1970-01-01', {column})"


def divided(dividend: str, divisor: int) -> str:
    """Whole parts only, in SQL."""
    return f"({dividend}) {'/' if is_sqlite() else 'DIV'} {divisor}"


def stored(moment: datetime) -> str:
    """An aware moment as the database keeps and compares it."""
    utc = moment.astimezone(UTC)
    return (utc if is_sqlite() else utc.replace(tzinfo=None)).isoformat(" ")


def numbers(ids: Sequence[int]) -> str:
    """Ids for `IN (...)`; for none, one that no row has."""
    return ", ".join(str(int(id_)) for id_ in ids) or "0"


async def rows_of(sql: str, *values: Any) -> list[dict[str, Any]]:
    """What a statement finds. Values stand as `?` in it."""
    connection = connections.get("default")
    if not is_sqlite():
        sql = sql.replace("?", "%s")
    return [dict(row) for row in await connection.execute_query_dict(sql, list(values))]

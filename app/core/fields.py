"""Model fields that keep the house's promises about money and time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tortoise import Model, fields

from app.core.money import Money

MAX_ROW_ID = 2**63 - 1


def is_row_id(number: int) -> bool:
    """Whether a row can have this id. To ask for one that a column cannot hold breaks the query."""
    return 0 < number <= MAX_ROW_ID


class MoneyField(fields.Field[Money]):
    """`Money`, stored as whole sen in a BIGINT column."""

    SQL_TYPE = "BIGINT"
    field_type = Money

    def to_db_value(self, value: Any, instance: type[Model] | Model) -> int | None:
        if isinstance(value, int):
            return value
        return None if value is None else value.sen

    def to_python_value(self, value: Any) -> Money | None:
        return value if value is None or isinstance(value, Money) else Money(int(value))


class UtcField(fields.DatetimeField[datetime]):
    """An aware moment, stored in UTC. The stock field stores other zones' wall time as if it were UTC."""

    def to_db_value(self, value: Any, instance: type[Model] | Model) -> Any:
        if isinstance(value, datetime):
            if value.tzinfo is None:
                raise ValueError(f"expected an aware datetime, got {value!r}")
            value = value.astimezone(UTC)
        return super().to_db_value(value, instance)

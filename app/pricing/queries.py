"""Reading tariffs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from app.pricing.errors import NoTariff
from app.pricing.models import RateLine, RateTable
from app.pricing.rules import Band, Tariff


async def find_tariff(lot_id: int, at: datetime) -> Tariff | None:
    """The lot's tariff that is valid at `at`; None before its first."""
    return (await list_tariffs([lot_id], at)).get(lot_id)


async def get_tariff(lot_id: int, at: datetime) -> Tariff:
    """The lot's tariff that is valid at `at`. Raises NoTariff before its first."""
    tariff = await find_tariff(lot_id, at)
    if tariff is None:
        raise NoTariff
    return tariff


async def list_tariffs(lot_ids: Collection[int], at: datetime) -> dict[int, Tariff]:
    """The tariff of each lot that has one at `at`, by lot id, in two statements however many lots."""
    if not lot_ids:
        return {}
    columns = ("id", "lot_id", "step_minutes", "rate", "minimum", "daily_cap", "multipliers")
    tables: list[dict[str, Any]] = (
        await RateTable.filter(lot_id__in=list(lot_ids), valid_from__lte=at)
        .order_by("valid_from")
        .values(*columns)
    )
    valid = {table["lot_id"]: table for table in tables}  # the newest of each lot comes last and stays
    bands = await _bands_of([table["id"] for table in valid.values()])
    return {
        lot_id: Tariff(
            step_minutes=table["step_minutes"],
            rate=table["rate"],
            minimum=table["minimum"],
            daily_cap=table["daily_cap"],
            multipliers=table["multipliers"],
            bands=tuple(bands[table["id"]]),
        )
        for lot_id, table in valid.items()
    }


async def _bands_of(table_ids: list[int]) -> dict[int, list[Band]]:
    columns = ("rate_table_id", "name", "weekdays", "from_minute", "to_minute", "rate")
    lines: list[dict[str, Any]] = (
        await RateLine.filter(rate_table_id__in=table_ids).order_by("position").values(*columns)
    )
    bands: dict[int, list[Band]] = defaultdict(list)
    for line in lines:
        bands[line["rate_table_id"]].append(
            Band(
                name=line["name"],
                weekdays=frozenset(line["weekdays"]),
                from_minute=line["from_minute"],
                to_minute=line["to_minute"],
                rate=line["rate"],
            )
        )
    return bands

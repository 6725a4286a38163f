"""Reading tariffs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tortoise.expressions import Q
from tortoise.functions import Count

from app.core.database.ids import ids_of
from app.pricing.errors import NoTariff
from app.pricing.models import PromoCode, PromoRedemption, RateLine, RateTable
from app.pricing.rules import Band, Tariff

_COLUMNS = ("id", "lot_id", "step_minutes", "rate", "minimum", "daily_cap", "multipliers")


async def find_tariff(lot_id: int, at: datetime) -> Tariff | None:
    """The lot's tariff that is valid at `at`; None before its first."""
    return (await list_tariffs([lot_id], at)).get(lot_id)


async def get_tariff(lot_id: int, at: datetime) -> Tariff:
    """The lot's tariff that is valid at `at`. Raises NoTariff before its first."""
    tariff = await find_tariff(lot_id, at)
    if tariff is None:
        raise NoTariff
    return tariff


async def lots_with_prices() -> set[int]:
    """The lots that have prices, or will."""
    return set(await ids_of(RateTable.all().distinct(), "lot_id"))


async def list_tariffs(lot_ids: Collection[int], at: datetime) -> dict[int, Tariff]:
    """The tariff of each lot that has one at `at`, by lot id, in two statements however many lots."""
    if not lot_ids:
        return {}
    tables: list[dict[str, Any]] = (
        await RateTable.filter(lot_id__in=list(lot_ids), valid_from__lte=at)
        .order_by("valid_from")
        .values(*_COLUMNS)
    )
    valid = {table["lot_id"]: table for table in tables}  # the newest of each lot comes last and stays
    bands = await _bands_of([table["id"] for table in valid.values()])
    return {lot_id: _tariff(table, bands[table["id"]]) for lot_id, table in valid.items()}


@dataclass(frozen=True, slots=True)
class TariffInTime:
    """A tariff as it was entered, with from when it holds and until when, if another comes after it."""

    id: int
    name: str
    valid_from: datetime
    valid_until: datetime | None
    tariff: Tariff

    def has_begun(self, now: datetime) -> bool:
        return self.valid_from <= now

    def is_over(self, now: datetime) -> bool:
        return self.valid_until is not None and self.valid_until <= now


async def list_all_tariffs(lot_id: int) -> list[TariffInTime]:
    """Every tariff that a lot had, has and will have, the first first."""
    tables: list[dict[str, Any]] = (
        await RateTable.filter(lot_id=lot_id).order_by("valid_from").values("name", "valid_from", *_COLUMNS)
    )
    bands = await _bands_of([table["id"] for table in tables])
    begins = [table["valid_from"] for table in tables]
    return [
        TariffInTime(
            table["id"], table["name"], table["valid_from"], ends_at, _tariff(table, bands[table["id"]])
        )
        for table, ends_at in zip(tables, [*begins[1:], None], strict=False)
    ]


@dataclass(frozen=True, slots=True)
class PromoUse:
    """A promo code, and how often it was used."""

    promo: PromoCode
    uses: int


async def list_promos(lot_id: int) -> list[PromoUse]:
    """The codes that count on a lot, those of all lots too, the newest first."""
    promos = await PromoCode.filter(Q(lot_id=lot_id) | Q(lot_id__isnull=True)).order_by("-id")
    redeemed = PromoRedemption.filter(promo_id__in=[promo.id for promo in promos]).annotate(uses=Count("id"))
    rows = await redeemed.group_by("promo_id").values_list("promo_id", "uses") if promos else []
    uses = {int(str(promo_id)): int(str(count)) for promo_id, count in rows}
    return [PromoUse(promo, uses.get(promo.id, 0)) for promo in promos]


def _tariff(table: dict[str, Any], bands: list[Band]) -> Tariff:
    return Tariff(
        step_minutes=table["step_minutes"],
        rate=table["rate"],
        minimum=table["minimum"],
        daily_cap=table["daily_cap"],
        multipliers=table["multipliers"],
        bands=tuple(bands),
    )


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

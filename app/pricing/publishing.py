"""The verbs of those who set prices: publish a tariff, issue a promo code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.core.actor import Actor
from app.core.database.transactions import record, transactional
from app.pricing.events import PromoIssued, TariffPublished
from app.pricing.models import PromoCode, RateLine, RateTable
from app.pricing.promos import normalise_code
from app.pricing.rules import Band, Discount, Tariff


@dataclass(frozen=True, slots=True, kw_only=True)
class PromoTerms:
    """What a code takes off, where and when it counts, and how often; limits of None are unlimited.

    Raises ValueError for terms under which it could never be used.
    """

    discount: Discount
    lot_id: int | None = None
    valid_from: datetime
    valid_until: datetime
    total_limit: int | None = None
    per_driver_limit: int | None = None

    def __post_init__(self) -> None:
        if self.valid_until <= self.valid_from:
            raise ValueError("a promo code ends after it begins")
        if any(limit is not None and limit < 1 for limit in (self.total_limit, self.per_driver_limit)):
            raise ValueError("a promo code can be used once at the least")


@transactional
async def publish_tariff(
    lot_id: int, tariff: Tariff, *, name: str, valid_from: datetime, by: Actor
) -> RateTable:
    """Prices a lot from `valid_from` until a later tariff begins. Bookings that stand keep their price."""
    table = await RateTable.create(lot_id=lot_id, name=name, valid_from=valid_from, **table_columns(tariff))
    await add_bands(table.id, tariff.bands)
    record(TariffPublished(lot_id=lot_id, rate_table_id=table.id, valid_from=valid_from), by=by)
    return table


def table_columns(tariff: Tariff) -> dict[str, Any]:
    """What a row of `rate_table` keeps of a tariff; its bands are rows of their own."""
    return {
        "step_minutes": tariff.step_minutes,
        "rate": tariff.rate,
        "minimum": tariff.minimum,
        "daily_cap": tariff.daily_cap,
        "multipliers": dict(tariff.multipliers),
    }


async def add_bands(rate_table_id: int, bands: Sequence[Band]) -> None:
    """Gives a table, which has none yet, its bands in their order."""
    await RateLine.bulk_create(
        [
            RateLine(
                rate_table_id=rate_table_id,
                position=position,
                name=band.name,
                weekdays=sorted(band.weekdays),
                from_minute=band.from_minute,
                to_minute=band.to_minute,
                rate=band.rate,
            )
            for position, band in enumerate(bands)
        ]
    )


@transactional
async def issue_promo(terms: PromoTerms, *, by: Actor) -> PromoCode:
    """Makes a code usable. It is kept in upper case, without spaces."""
    promo = await PromoCode.create(
        code=normalise_code(terms.discount.code),
        lot_id=terms.lot_id,
        kind=terms.discount.kind,
        value=terms.discount.value,
        valid_from=terms.valid_from,
        valid_until=terms.valid_until,
        total_limit=terms.total_limit,
        per_driver_limit=terms.per_driver_limit,
    )
    record(PromoIssued(promo_id=promo.id, lot_id=promo.lot_id), by=by)
    return promo

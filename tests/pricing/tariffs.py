"""Tariffs and promo codes in the database, for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from app.core.money import Money
from app.pricing.models import PromoCode, PromoKind, RateLine, RateTable

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(2040, 1, 1, tzinfo=UTC)


async def open_tariff(lot_id: int, rate_sen: int = 400, **changes: Any) -> RateTable:
    """An hourly tariff, an EV spot at one and a half times the rate."""
    values: dict[str, Any] = {
        "name": "Standard",
        "valid_from": LONG_AGO,
        "step_minutes": 60,
        "rate": Money(rate_sen),
        "minimum": Money(0),
        "multipliers": {"ev": 150},
    }
    return await RateTable.create(lot_id=lot_id, **values | changes)


async def open_weekend(table: RateTable, rate_sen: int) -> RateLine:
    return await RateLine.create(
        rate_table=table,
        position=1,
        name="weekend",
        weekdays=[5, 6],
        from_minute=0,
        to_minute=1440,
        rate=Money(rate_sen),
    )


async def open_promo(code: str = "DAMAI10", **changes: Any) -> PromoCode:
    """Ten percent off, everywhere and without limits."""
    values: dict[str, Any] = {
        "kind": PromoKind.PERCENTAGE,
        "value": 10,
        "valid_from": LONG_AGO,
        "valid_until": FAR_AHEAD,
    }
    return await PromoCode.create(code=code, **values | changes)

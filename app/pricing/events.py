"""What happens to prices."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.core.events import DomainEvent


class TariffPublished(DomainEvent):
    """A lot has new prices from `valid_from` on."""

    lot_id: int
    rate_table_id: int
    valid_from: datetime


class PromoIssued(DomainEvent):
    """A promo code can be used, in one lot or (without one) in all of them."""

    promo_id: int
    lot_id: int | None


class TariffChanged(DomainEvent):
    """Prices that are to come are others now. `before` and `after`: `tables.tariff_facts`."""

    lot_id: int
    rate_table_id: int
    before: dict[str, Any]
    after: dict[str, Any]


class TariffWithdrawn(DomainEvent):
    """Prices that were to come do not come."""

    lot_id: int
    rate_table_id: int
    before: dict[str, Any]


class PromoEnded(DomainEvent):
    """A promo code counts no more, earlier than was said."""

    promo_id: int
    lot_id: int | None

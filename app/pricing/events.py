"""What happens to prices."""

from __future__ import annotations

from datetime import datetime

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

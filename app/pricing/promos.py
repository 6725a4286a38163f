"""Promo codes: whether one counts for a driver, and its uses."""

from __future__ import annotations

from datetime import datetime

from tortoise.expressions import Q

from app.pricing.models import PromoCode, PromoRedemption
from app.pricing.rules import Discount, PromoRefusal


def normalise_code(text: str) -> str:
    """A code as it is stored: upper case, without spaces."""
    return "".join(text.split()).upper()


def discount_of(promo: PromoCode) -> Discount:
    return Discount(promo.code, promo.kind, promo.value)


async def find_refusal(
    promo: PromoCode, *, lot_id: int, email: str | None, plate_number: str | None, at: datetime
) -> PromoRefusal | None:
    """Why `promo` cannot be used at `at`, or None when it can.

    A driver is the same by e-mail or by plate, both in their normal form (`accounts.rules`); what
    is not known of the driver is not held against the code. Final only while the row of `promo` is locked.
    """
    if promo.lot_id is not None and promo.lot_id != lot_id:
        return PromoRefusal.OTHER_LOT
    if at < promo.valid_from:
        return PromoRefusal.NOT_YET
    if at >= promo.valid_until:
        return PromoRefusal.OVER
    uses = PromoRedemption.filter(promo_id=promo.id)
    if promo.total_limit is not None and await uses.count() >= promo.total_limit:
        return PromoRefusal.USED_UP
    driver = _same_driver(email, plate_number)
    if promo.per_driver_limit is None or driver is None:
        return None
    if await uses.filter(driver).count() >= promo.per_driver_limit:
        return PromoRefusal.USED_BY_YOU
    return None


def _same_driver(email: str | None, plate_number: str | None) -> Q | None:
    known = []
    if email:
        known.append(Q(email=email))
    if plate_number:
        known.append(Q(plate_number=plate_number))
    return Q(*known, join_type=Q.OR) if known else None

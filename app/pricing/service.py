"""What the rest of the house asks of prices: a quote for a space, and the use of a promo code."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from app.core import clock
from app.core.database.transactions import transactional
from app.core.money import Money
from app.core.period import Period
from app.lots.models import Lot, Space, SpaceType
from app.pricing.errors import PromoNotValid
from app.pricing.extensions import quote_longer_stay
from app.pricing.models import PROMO_CODE_MAX_LENGTH, PromoCode, PromoRedemption
from app.pricing.promos import discount_of, find_refusal, normalise_code
from app.pricing.queries import get_tariff
from app.pricing.rules import PromoOutcome, PromoRefusal, Quote, ServiceTax, Tariff, make_quote


async def quote_space(
    space: Space,
    period: Period,
    *,
    promo_code: str | None = None,
    email: str | None = None,
    plate_number: str | None = None,
) -> Quote:
    """The price of `period` at `space`, whose `area.lot` is loaded (`lots.queries.get_space`).

    `email` and `plate_number` are in their normal form (`accounts.rules`). A promo code that cannot be
    used is no error here: the quote comes without it and says why in `promo`. The lot's policy on periods is
    the caller's to check first. Raises NoTariff.
    """
    lot = space.area.lot
    tariff = await get_tariff(lot.id, period.starts_at)
    return await quote_stay(
        lot, tariff, period, space.type, promo_code=promo_code, email=email, plate_number=plate_number
    )


async def quote_stay(
    lot: Lot,
    tariff: Tariff,
    period: Period,
    space_type: SpaceType,
    *,
    promo_code: str | None = None,
    email: str | None = None,
    plate_number: str | None = None,
    tax: ServiceTax | None = None,
) -> Quote:
    """As `quote_space`, of any spot of `space_type` under a tariff, which nobody need have published yet.

    `tax`: another than that of the lot.
    """
    code = normalise_code(promo_code or "")
    if not code:
        return price_stay(lot, tariff, period, space_type, tax=tax)
    # Letters may grow as capitals (ß, SS), and Tortoise raises when asked for what the column cannot hold.
    promo = await PromoCode.get_or_none(code=code) if len(code) <= PROMO_CODE_MAX_LENGTH else None
    if promo is None:
        refusal: PromoRefusal | None = PromoRefusal.UNKNOWN
    else:
        refusal = await find_refusal(
            promo, lot_id=lot.id, email=email, plate_number=plate_number, at=clock.now()
        )
    quote = price_stay(lot, tariff, period, space_type, promo if refusal is None else None, tax=tax)
    return replace(quote, promo=PromoOutcome(code, refusal))


async def quote_extension(lot: Lot, space_type: SpaceType, stay: Period, ends_at: datetime) -> Quote:
    """The price of going on after `stay` until `ends_at`, by the tariff of the stay's start.

    Raises NoTariff.
    """
    return quote_longer_stay(
        await get_tariff(lot.id, stay.starts_at),
        stay,
        ends_at,
        zone=ZoneInfo(lot.time_zone),
        space_type=space_type,
        tax=service_tax_of(lot),
    )


def require_promo(quote: Quote) -> None:
    """Raises PromoNotValid when the code that came with the question did not count."""
    if quote.promo is not None and quote.promo.refusal is not None:
        raise PromoNotValid(quote.promo.refusal)


def price_stay(
    lot: Lot,
    tariff: Tariff,
    period: Period,
    space_type: SpaceType,
    promo: PromoCode | None = None,
    *,
    tax: ServiceTax | None = None,
) -> Quote:
    """The price of `period` at any space of `space_type` under `tariff` and `tax` (None: that of `lot`)."""
    return make_quote(
        tariff,
        period,
        zone=ZoneInfo(lot.time_zone),
        space_type=space_type,
        tax=tax or service_tax_of(lot),
        discount=discount_of(promo) if promo else None,
    )


@transactional
async def redeem_promo(
    code: str, *, lot_id: int, booking_id: int, email: str, plate_number: str, at: datetime
) -> PromoRedemption:
    """Takes one use of `code` for a booking, in the transaction that holds its space.

    `email` and `plate_number` are in their normal form. The code's row stays locked until the
    commit, so its limits hold however many ask at once. Raises PromoNotValid.
    """
    promo = await PromoCode.filter(code=normalise_code(code)).select_for_update().first()
    if promo is None:
        raise PromoNotValid(PromoRefusal.UNKNOWN)
    refusal = await find_refusal(promo, lot_id=lot_id, email=email, plate_number=plate_number, at=at)
    if refusal is not None:
        raise PromoNotValid(refusal)
    return await PromoRedemption.create(
        promo_id=promo.id,
        booking_id=booking_id,
        email=email,
        plate_number=plate_number,
        redeemed_at=at,
    )


@transactional
async def release_promo(booking_id: int) -> None:
    """Gives a booking's use of a code back, if it had one: it ended unpaid, or lost its spot."""
    await PromoRedemption.filter(booking_id=booking_id).delete()


def with_tax(lot: Lot, price: Money) -> Money:
    """What a price of the lot's tariff comes to with tax."""
    tax = service_tax_of(lot)
    return price if tax.included else price + tax.added_to(price)


def service_tax_of(lot: Lot) -> ServiceTax:
    """What the lot charges on top, or says is in its prices."""
    return ServiceTax(lot.tax_basis_points, lot.tax_included)

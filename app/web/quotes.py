"""Prices: the server's quote is the only one."""

from __future__ import annotations

from quart import Blueprint
from quart_schema import validate_querystring, validate_request, validate_response

from app.accounts.rules import normalise_email, normalise_plate
from app.bookings.rules import check_policy, period_of, refund_deadlines
from app.core import clock
from app.core.i18n import translate
from app.core.period import Period
from app.lots.models import Lot, Space
from app.lots.queries import get_lot, get_space, list_areas
from app.pricing.errors import PromoNotValid
from app.pricing.queries import get_tariff
from app.pricing.rules import PromoOutcome, Quote
from app.pricing.service import price_stay, quote_space
from app.programs.scopes import Scope
from app.web.access import callers, current_person
from app.web.context import language, services
from app.web.limits import limited
from app.web.present_booking import present_lines
from app.web.schemas.availability import PeriodQuery
from app.web.schemas.quotes import KindPriceOut, LotPricesOut, PromoOut, QuoteIn, QuoteOut, RefundDeadlineOut

blueprint = Blueprint("quotes", __name__)


@blueprint.post("/api/quotes")
@limited(1200)
@callers("anyone", scope=Scope.BOOKINGS_READ)
@validate_request(QuoteIn)
@validate_response(QuoteOut)
async def quote(data: QuoteIn) -> QuoteOut:
    """The price of a spot for a period, line by line. Holds nothing."""
    period = period_of(data.starts_at, data.ends_at)
    space = await get_space(data.space_id)
    check_policy(space.area.lot, period, clock.now())
    quoted = await quote_space(
        space,
        period,
        promo_code=data.promo_code,
        email=await _email(data),
        plate_number=normalise_plate(data.plate_number) if data.plate_number else None,
    )
    return _present(space, period, quoted)


@blueprint.get("/api/lots/<slug>/prices")
@limited(3000)
@callers("anyone")
@validate_querystring(PeriodQuery)
@validate_response(LotPricesOut)
async def lot_prices(slug: str, query_args: PeriodQuery) -> LotPricesOut:
    """What each kind of spot of a lot costs for a period that the lot takes: all its spots at once."""
    lot, period = await get_lot(slug), period_of(query_args.from_, query_args.to)
    check_policy(lot, period, clock.now())
    tariff = await get_tariff(lot.id, period.starts_at)
    kinds = services().live.kinds([area.id for area in await list_areas([lot.id])])
    quotes = {kind: price_stay(lot, tariff, period, kind) for kind in kinds}
    return LotPricesOut(
        slug=lot.slug,
        from_=period.starts_at,
        to=period.ends_at,
        currency=lot.currency,
        prices=[KindPriceOut(type=kind, amount_sen=quoted.amount.sen) for kind, quoted in quotes.items()],
    )


async def _email(data: QuoteIn) -> str | None:
    """The account's address; a guest's is the one that was sent."""
    person = await current_person()
    if person is not None:
        return person.email
    return normalise_email(data.email) if data.email else None


def _present(space: Space, period: Period, quoted: Quote) -> QuoteOut:
    return QuoteOut(
        space_id=space.id,
        starts_at=period.starts_at,
        ends_at=period.ends_at,
        amount_sen=quoted.amount.sen,
        currency=quoted.currency,
        lines=present_lines(quoted.lines),
        tax_sen=quoted.tax.sen,
        tax_included=quoted.tax_included,
        refunds=_refunds(space.area.lot, period),
        promo=present_promo(quoted.promo) if quoted.promo else None,
    )


def _refunds(lot: Lot, period: Period) -> list[RefundDeadlineOut]:
    """What cancelling would give back from now on; deadlines that are over are left out."""
    now = clock.now()
    deadlines = refund_deadlines(lot.refund_policy, period.starts_at)
    return [RefundDeadlineOut(until=until, percent=percent) for until, percent in deadlines if until > now]


def present_promo(outcome: PromoOutcome) -> PromoOut:
    if outcome.refusal is None:
        return PromoOut(code=outcome.code, accepted=True)
    refused = PromoNotValid(outcome.refusal)
    message = translate(f"errors.{refused.code}", language(), **refused.params)
    return PromoOut(code=outcome.code, accepted=False, message=message)

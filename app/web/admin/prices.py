"""Prices: rate tables and from when they hold, what a stay would cost, promo codes, cancelling and tax."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal

from quart import Blueprint
from quart_schema import validate_request, validate_response

from app.accounts.permissions import Permission
from app.bookings.errors import PeriodTooLong
from app.bookings.rules import period_of
from app.core import clock
from app.lots.models import Lot, SpaceType
from app.lots.settings import change_lot
from app.pricing import tables
from app.pricing.queries import PromoUse, TariffInTime, get_tariff, list_all_tariffs, list_promos
from app.pricing.rules import ServiceTax
from app.pricing.service import quote_stay, with_tax
from app.pricing.tariff_words import describe_tariff
from app.web.admin.access import StaffAt, staff_at
from app.web.context import language, services
from app.web.empty_answers import answers_nothing
from app.web.limits import limited
from app.web.present_booking import present_lines
from app.web.quotes import present_promo
from app.web.schemas.admin_prices import (
    BandIn,
    NewTariffIn,
    PreviewIn,
    PreviewOut,
    PricesOut,
    PromoCodeIn,
    PromoCodeOut,
    PromoCodesOut,
    RefundStepIn,
    TariffChangeIn,
    TariffOut,
    TermsFields,
    TermsIn,
    TermsOut,
    WithdrawalIn,
)
from app.web.schemas.lots import RateOut

blueprint = Blueprint("admin_prices", __name__)

_PRICES = "/api/admin/lots/<slug>/prices"
_PROMOS = "/api/admin/lots/<slug>/promos"

_NONE_IS_A_TERM = frozenset({"no_show_minutes", "overstay_day_cap_sen"})

State = Literal["past", "current", "coming"]


@blueprint.get(_PRICES)
@limited(600)
@staff_at(Permission.SET_PRICES)
@validate_response(PricesOut)
async def all_prices(here: StaffAt) -> PricesOut:
    """Every rate table that held, holds or is to come, and the terms beside them."""
    return await _present(here.lot)


@blueprint.post(_PRICES)
@limited(120)
@staff_at(Permission.SET_PRICES)
@validate_request(NewTariffIn)
@validate_response(PricesOut, 201)
async def enter_prices(here: StaffAt, data: NewTariffIn) -> tuple[PricesOut, int]:
    """Prices the lot from a moment on that is not over."""
    await tables.enter_tariff(here.lot.id, data.terms(), seen=data.seen_to_hold(), by=here.by)
    return await _present(here.lot), 201


@blueprint.put(f"{_PRICES}/<int:table_id>")
@limited(120)
@staff_at(Permission.SET_PRICES)
@validate_request(TariffChangeIn)
@validate_response(PricesOut)
async def change_prices(here: StaffAt, data: TariffChangeIn, table_id: int) -> PricesOut:
    """Changes prices that are to come."""
    seen = data.seen.terms() if data.seen else None
    await tables.change_tariff(here.lot.id, table_id, data.terms(), seen=seen, by=here.by)
    return await _present(here.lot)


@blueprint.post(f"{_PRICES}/<int:table_id>/withdraw")
@limited(120)
@staff_at(Permission.SET_PRICES)
@validate_request(WithdrawalIn)
@answers_nothing(204)
async def withdraw_prices(here: StaffAt, data: WithdrawalIn, table_id: int) -> tuple[str, int]:
    """Takes prices back that are to come."""
    seen = data.seen.terms() if data.seen else None
    await tables.withdraw_tariff(here.lot.id, table_id, seen=seen, by=here.by)
    return "", 204


@blueprint.post(f"{_PRICES}/preview")
@limited(600)
@staff_at(Permission.SET_PRICES)
@validate_request(PreviewIn)
@validate_response(PreviewOut)
async def preview_price(here: StaffAt, data: PreviewIn) -> PreviewOut:
    """What a stay would cost, by prices that nobody need have saved."""
    period = period_of(data.starts_at, data.ends_at)
    if period.duration > timedelta(minutes=here.lot.max_minutes):
        raise PeriodTooLong(hours=here.lot.max_minutes // 60)
    tax = ServiceTax(
        here.lot.tax_basis_points if data.tax_basis_points is None else data.tax_basis_points,
        here.lot.tax_included if data.tax_included is None else data.tax_included,
    )
    if data.table is not None:
        tariff = data.table.terms().tariff()
    else:
        tariff = await get_tariff(here.lot.id, period.starts_at)
    quote = await quote_stay(here.lot, tariff, period, data.type, promo_code=data.promo_code, tax=tax)
    return PreviewOut(
        amount_sen=quote.amount.sen,
        tax_sen=quote.tax.sen,
        tax_included=quote.tax_included,
        currency=quote.currency,
        lines=present_lines(quote.lines),
        promo=present_promo(quote.promo) if quote.promo else None,
    )


@blueprint.patch(f"{_PRICES}/terms")
@limited(120)
@staff_at(Permission.SET_PRICES)
@validate_request(TermsIn)
@validate_response(TermsOut)
async def change_price_terms(here: StaffAt, data: TermsIn) -> TermsOut:
    """Cancelling and tax, of bookings made from now on; staying too long and not coming, at once."""
    seen = _columns(data.seen) if data.seen else None
    lot = await change_lot(here.lot.id, _columns(data), seen=seen, by=here.by)
    await services().follower.show_own_writes()
    return _present_terms(lot)


def _columns(sent: TermsFields) -> dict[str, Any]:
    """What was sent, as `models.Lot` keeps it."""
    columns = {
        name: value
        for name, value in sent.model_dump(exclude_unset=True, exclude={"seen"}).items()
        if value is not None or name in _NONE_IS_A_TERM
    }
    if sent.cancellation_policy is not None:
        del columns["cancellation_policy"]
        columns["refund_policy"] = [
            {"hours_before": step.hours_before, "percent": step.refund_percent}
            for step in sent.cancellation_policy
        ]
    return columns


@blueprint.get(_PROMOS)
@limited(600)
@staff_at(Permission.SET_PRICES)
@validate_response(PromoCodesOut)
async def all_promos(here: StaffAt) -> PromoCodesOut:
    """The promo codes that count here, with how often each was used."""
    return await _present_promos(here.lot)


@blueprint.post(_PROMOS)
@limited(120)
@staff_at(Permission.SET_PRICES)
@validate_request(PromoCodeIn)
@validate_response(PromoCodesOut, 201)
async def enter_promo(here: StaffAt, data: PromoCodeIn) -> tuple[PromoCodesOut, int]:
    """Makes a code usable on this lot."""
    await tables.enter_promo(here.lot.id, **dict(data), by=here.by)
    return await _present_promos(here.lot), 201


@blueprint.delete(f"{_PROMOS}/<int:promo_id>")
@limited(120)
@staff_at(Permission.SET_PRICES)
@answers_nothing(204)
async def end_promo(here: StaffAt, promo_id: int) -> tuple[str, int]:
    """Lets a code of this lot count no more. Who used it keeps the discount."""
    await tables.end_promo(here.lot.id, promo_id, by=here.by)
    return "", 204


async def _present(lot: Lot) -> PricesOut:
    now = clock.now()
    found = await list_all_tariffs(lot.id)
    return PricesOut(
        currency=lot.currency,
        tables=[_present_table(lot, each, now) for each in reversed(found)],
        terms=_present_terms(lot),
    )


def _present_table(lot: Lot, each: TariffInTime, now: datetime) -> TariffOut:
    tariff = each.tariff
    return TariffOut(
        id=each.id,
        name=each.name,
        state=_state(each.has_begun(now), each.is_over(now)),
        valid_from=each.valid_from,
        valid_until=each.valid_until,
        step_minutes=tariff.step_minutes,
        rate_sen=tariff.rate.sen,
        minimum_sen=tariff.minimum.sen,
        daily_cap_sen=None if tariff.daily_cap is None else tariff.daily_cap.sen,
        multipliers=dict(tariff.multipliers),
        bands=[
            BandIn(
                name=band.name,
                weekdays=sorted(band.weekdays),
                from_minute=band.from_minute,
                to_minute=band.to_minute,
                rate_sen=band.rate.sen,
            )
            for band in tariff.bands
        ],
        words=[
            RateOut(label=line.label, amount_sen=with_tax(lot, line.amount).sen)
            for line in describe_tariff(tariff, list(SpaceType), language())
        ],
    )


def _present_terms(lot: Lot) -> TermsOut:
    return TermsOut(
        cancellation_policy=[
            RefundStepIn(hours_before=step["hours_before"], refund_percent=step["percent"])
            for step in lot.refund_policy
        ],
        tax_basis_points=lot.tax_basis_points,
        tax_included=lot.tax_included,
        tax_registration=lot.tax_registration,
        no_show_minutes=lot.no_show_minutes,
        exit_grace_minutes=lot.exit_grace_minutes,
        overstay_hour_sen=lot.overstay_hour_sen,
        overstay_day_cap_sen=lot.overstay_day_cap_sen,
    )


async def _present_promos(lot: Lot) -> PromoCodesOut:
    now = clock.now()
    return PromoCodesOut(promos=[_present_promo(each, now) for each in await list_promos(lot.id)])


def _present_promo(each: PromoUse, now: datetime) -> PromoCodeOut:
    promo = each.promo
    return PromoCodeOut(
        id=promo.id,
        code=promo.code,
        kind=promo.kind,
        value=promo.value,
        state=_state(promo.valid_from <= now, promo.valid_until <= now),
        valid_from=promo.valid_from,
        valid_until=promo.valid_until,
        total_limit=promo.total_limit,
        per_driver_limit=promo.per_driver_limit,
        uses=each.uses,
        everywhere=promo.lot_id is None,
    )


def _state(has_begun: bool, is_over: bool) -> State:
    if is_over:
        return "past"
    return "current" if has_begun else "coming"

"""The money desk: payments without an end, what does not agree, and what the gateway paid out."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

from quart import Blueprint
from quart_schema import validate_querystring, validate_request, validate_response

from app.accounts.permissions import Permission
from app.accounts.queries import names_of
from app.core import clock
from app.core.history import person_of
from app.payments import discrepancies, money_desk
from app.payments.models import Discrepancy, Payment
from app.payments.reconciliation import ask_now
from app.web.admin.access import Staff, StaffAt, staff_at, staff_everywhere
from app.web.admin.present_bookings import failure_words
from app.web.context import services
from app.web.empty_answers import answers_nothing
from app.web.limits import limited
from app.web.schemas.admin_money import (
    AskedOut,
    DiscrepanciesOut,
    DiscrepanciesQuery,
    DiscrepancyOut,
    MoneyWorkOut,
    NoteIn,
    OpenPaymentOut,
    OpenPaymentsOut,
    OpenPaymentsQuery,
    SettledDayOut,
    SettlementsOut,
    SettlementsQuery,
    UnsettledOut,
)

blueprint = Blueprint("admin_money", __name__)


@blueprint.get("/api/admin/lots/<slug>/money-work")
@limited(600)
@staff_at(Permission.HANDLE_MONEY)
@validate_response(MoneyWorkOut)
async def money_work(here: StaffAt) -> MoneyWorkOut:
    """How much of the lot's money waits for a person."""
    work = await money_desk.count_work(here.lot.id)
    sees_stray = here.standing.may(Permission.HANDLE_MONEY, None)
    return MoneyWorkOut(**{**asdict(work), "stray": work.stray if sees_stray else None})


@blueprint.get("/api/admin/lots/<slug>/open-payments")
@limited(600)
@staff_at(Permission.HANDLE_MONEY)
@validate_querystring(OpenPaymentsQuery)
@validate_response(OpenPaymentsOut)
async def open_payments(here: StaffAt, query_args: OpenPaymentsQuery) -> OpenPaymentsOut:
    """Tries to pay that have no end yet."""
    found = await money_desk.list_open_payments(here.lot.id, after=query_args.after)
    page = found[: money_desk.PAGE]
    return OpenPaymentsOut(
        payments=[_open(one) for one in page], next=page[-1].id if len(found) > len(page) else None
    )


@blueprint.post("/api/admin/lots/<slug>/open-payments/<int:payment_id>/ask")
@limited(60)
@staff_at(Permission.HANDLE_MONEY)
@validate_response(AskedOut)
async def ask_gateway(here: StaffAt, payment_id: int) -> AskedOut:
    """Asks the gateway now, and acts on what it says."""
    await money_desk.get_payment_of_lot(here.lot.id, payment_id)
    is_reached = await ask_now(payment_id, services().gateway, by=here.by)
    await services().follower.show_own_writes()
    payment = await money_desk.get_payment_of_lot(here.lot.id, payment_id)
    return AskedOut(is_reached=is_reached, status=payment.status)


@blueprint.get("/api/admin/lots/<slug>/discrepancies")
@limited(600)
@staff_at(Permission.HANDLE_MONEY)
@validate_querystring(DiscrepanciesQuery)
@validate_response(DiscrepanciesOut)
async def lot_discrepancies(here: StaffAt, query_args: DiscrepanciesQuery) -> DiscrepanciesOut:
    """What does not agree on the lot."""
    return await _list(here.lot.id, query_args)


@blueprint.post("/api/admin/lots/<slug>/discrepancies/<int:discrepancy_id>/resolve")
@limited(120)
@staff_at(Permission.HANDLE_MONEY)
@validate_request(NoteIn)
@answers_nothing(204)
async def resolve_lot_discrepancy(here: StaffAt, discrepancy_id: int, data: NoteIn) -> tuple[str, int]:
    """Somebody has looked at it, and says what was found."""
    await discrepancies.resolve_discrepancy(discrepancy_id, data.note, lot_id=here.lot.id, by=here.by)
    return "", 204


@blueprint.get("/api/admin/discrepancies")
@limited(600)
@staff_everywhere(Permission.HANDLE_MONEY)
@validate_querystring(DiscrepanciesQuery)
@validate_response(DiscrepanciesOut)
async def stray_discrepancies(caller: Staff, query_args: DiscrepanciesQuery) -> DiscrepanciesOut:
    """What the gateway said of orders that are not ours."""
    return await _list(None, query_args)


@blueprint.post("/api/admin/discrepancies/<int:discrepancy_id>/resolve")
@limited(120)
@staff_everywhere(Permission.HANDLE_MONEY)
@validate_request(NoteIn)
@answers_nothing(204)
async def resolve_stray_discrepancy(caller: Staff, discrepancy_id: int, data: NoteIn) -> tuple[str, int]:
    """As for a lot."""
    await discrepancies.resolve_discrepancy(discrepancy_id, data.note, lot_id=None, by=caller.by)
    return "", 204


@blueprint.get("/api/admin/lots/<slug>/settlements")
@limited(600)
@staff_at(Permission.HANDLE_MONEY)
@validate_querystring(SettlementsQuery)
@validate_response(SettlementsOut)
async def settlements(here: StaffAt, query_args: SettlementsQuery) -> SettlementsOut:
    """What the gateway paid out by day, and what it has not for too long."""
    days = await money_desk.list_settled_days(here.lot, query_args.days)
    captured_before = clock.now() - timedelta(days=query_args.waiting_days)
    late = await money_desk.list_unsettled(here.lot.id, captured_before)
    in_all = await money_desk.sum_unsettled(here.lot.id, captured_before)
    return SettlementsOut(
        days=[
            SettledDayOut(
                day=one.day,
                payments=one.payments,
                gross_sen=one.gross.sen,
                fee_sen=one.fee.sen,
                refunded_sen=one.refunded.sen,
                net_sen=one.net.sen,
            )
            for one in days
        ],
        unsettled=[
            UnsettledOut(
                payment_id=one.payment.id,
                booking=one.payment.charge.booking.reference,
                order_id=one.payment.order_id,
                amount_sen=one.owed.sen,
                captured_at=one.payment.final_at or one.payment.created_at,
            )
            for one in late
        ],
        unsettled_count=in_all.payments,
        unsettled_sen=in_all.owed.sen,
    )


def _open(payment: Payment) -> OpenPaymentOut:
    return OpenPaymentOut(
        id=payment.id,
        booking=payment.charge.booking.reference,
        purpose=payment.charge.purpose,
        status=payment.status,
        order_id=payment.order_id,
        amount_sen=payment.amount.sen,
        message=failure_words(payment.status_code),
        enquiries=payment.enquiries,
        next_enquiry_at=payment.enquire_at,
        created_at=payment.created_at,
    )


async def _list(lot_id: int | None, asked: DiscrepanciesQuery) -> DiscrepanciesOut:
    found = await discrepancies.list_discrepancies(lot_id, resolved=asked.resolved, before=asked.before)
    page = found[: discrepancies.PAGE]
    names = await names_of({id_ for one in page if (id_ := person_of(one.resolved_by or "")) is not None})
    return DiscrepanciesOut(
        discrepancies=[_discrepancy(one, names) for one in page],
        next=page[-1].id if len(found) > len(page) else None,
    )


def _discrepancy(one: Discrepancy, names: dict[int, str]) -> DiscrepancyOut:
    booking = one.payment.charge.booking if one.payment else None
    return DiscrepancyOut(
        id=one.id,
        kind=one.kind,
        lot=booking.lot.slug if booking else None,
        booking=booking.reference if booking else None,
        order_id=one.payment.order_id if one.payment else one.detail.get("order_id"),
        facts=one.detail,
        found_at=one.found_at,
        resolved_at=one.resolved_at,
        resolved_by=names.get(person_of(one.resolved_by or "") or 0),
        note=one.note,
    )

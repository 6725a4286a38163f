"""Bookings, from the tables to what staff see."""

from __future__ import annotations

from app.accounts.blocks import find_block
from app.accounts.plates import display_plate
from app.accounts.queries import names_of
from app.arrivals.models import ParkingSession
from app.arrivals.queries import exit_fees_of, sessions_of
from app.bookings.models import Booking, BookingStatus
from app.bookings.queries import get_booking_of, is_rehoused
from app.core.history import person_of
from app.core.money import Money, total
from app.payments.cancelling import percent_due
from app.payments.goodwill import proposals_of
from app.payments.models import Payment, PaymentStatus, Refund, RefundProposal, RefundStatus
from app.payments.queries import money_of, payments_of
from app.payments.receipt_numbers import receipt_number
from app.payments.rules import given_back
from app.web.admin.access import StaffAt
from app.web.admin.present_gate import present_fee
from app.web.context import language, services
from app.web.present_booking import present_booking
from app.web.schemas.admin_bookings import (
    ProposalOut,
    StaffBookingOut,
    StaffBookingRowOut,
    StaffPaymentOut,
    StaffRefundOut,
    StayTimesOut,
)


def present_row(booking: Booking) -> StaffBookingRowOut:
    return StaffBookingRowOut(
        id=booking.id,
        reference=booking.reference,
        status=booking.status,
        plate_number=display_plate(booking.plate_number),
        name=booking.name or None,
        email=booking.email,
        area_code=booking.area.code,
        space_label=booking.space.label,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        channel=booking.channel,
        amount_sen=booking.amount.sen,
        created_at=booking.created_at,
    )


async def present_for_staff(booking: Booking, caller_id: int) -> StaffBookingOut:
    """`booking` has its `queries.PARTS` loaded."""
    shown = await present_booking(booking)
    money = (await money_of([booking.id]))[booking.id]
    percent = percent_due(booking, is_rehoused=await is_rehoused(booking.id))
    proposals = await proposals_of(booking.id)
    return StaffBookingOut(
        id=booking.id,
        reference=booking.reference,
        status=booking.status,
        area=shown.area,
        space=shown.space,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        hold_expires_at=booking.hold_expires_at if booking.status is BookingStatus.HELD else None,
        person_id=booking.person_id,
        is_blocked=await find_block(booking.person_id, booking.email) is not None,
        email=booking.email,
        name=booking.name or None,
        plate_number=shown.plate_number,
        vehicle=shown.vehicle,
        language=booking.language,
        channel=booking.channel,
        promo_code=booking.promo_code,
        amount_sen=booking.amount.sen,
        tax_sen=booking.tax.sen,
        currency=booking.currency,
        lines=shown.lines,
        paid_sen=money.paid.sen,
        refund_percent=percent,
        refund_sen=given_back(money.sales, percent).sen,
        created_at=booking.created_at,
        confirmed_at=booking.confirmed_at,
        ended_at=booking.ended_at,
        extensions=shown.extensions,
        moves=shown.moves,
        stays=[_stay(one) for one in await sessions_of(booking.id)],
        exit_fees=[present_fee(fee, booking) for fee in await exit_fees_of(booking.id)],
        payments=[_payment(one) for one in await payments_of(booking.id)],
        proposals=await present_proposals(proposals, caller_id),
    )


async def present_after_change(here: StaffAt, reference: str) -> StaffBookingOut:
    """The booking once this process shows what the caller has just changed."""
    await services().follower.show_own_writes()
    return await present_for_staff(await get_booking_of(here.lot.id, reference), here.person.id)


async def present_proposals(proposals: list[RefundProposal], caller_id: int) -> list[ProposalOut]:
    """Each has its booking read along."""
    actors = {actor for one in proposals for actor in (one.asked_by, one.decided_by) if actor}
    names = await names_of({id_ for actor in actors if (id_ := person_of(actor)) is not None})
    return [
        ProposalOut(
            id=one.id,
            payment_id=one.payment_id,
            booking=one.booking.reference,
            amount_sen=one.amount.sen,
            reason=one.reason,
            status=one.status,
            asked_by=names.get(person_of(one.asked_by) or 0),
            asked_at=one.asked_at,
            is_yours=person_of(one.asked_by) == caller_id,
            decided_by=names.get(person_of(one.decided_by or "") or 0),
            decided_at=one.decided_at,
            answer=one.answer,
        )
        for one in proposals
    ]


def present_refund(refund: Refund) -> StaffRefundOut:
    return StaffRefundOut(
        id=refund.id,
        payment_id=refund.payment_id,
        cause=refund.kind,
        amount_sen=refund.amount.sen,
        tax_sen=refund.tax.sen,
        status=refund.status,
        channel=refund.channel,
        reference=refund.gateway_reference,
        attempts=refund.attempts,
        last_error=refund.last_error,
        created_at=refund.created_at,
        final_at=refund.final_at,
    )


def _payment(payment: Payment) -> StaffPaymentOut:
    refunds = sorted(payment.refunds, key=lambda refund: refund.id)
    given = total(refund.amount for refund in refunds if refund.status is not RefundStatus.FAILED)
    is_captured = payment.status is PaymentStatus.CAPTURED
    return StaffPaymentOut(
        id=payment.id,
        purpose=payment.charge.purpose,
        status=payment.status,
        channel=payment.channel,
        order_id=payment.order_id,
        transaction_ref=payment.transaction_ref,
        mode=payment.payment_mode,
        code=payment.status_code,
        message=None if is_captured else failure_words(payment.status_code),
        amount_sen=payment.amount.sen,
        left_sen=(payment.amount - given if is_captured else Money(0)).sen,
        receipt_number=next((receipt_number(receipt) for receipt in payment.receipts), None),
        enquiries=payment.enquiries,
        next_enquiry_at=payment.enquire_at,
        created_at=payment.created_at,
        final_at=payment.final_at,
        refunds=[present_refund(refund) for refund in refunds],
    )


def failure_words(code: str | None) -> str | None:
    """What the gateway's code means, in the caller's language."""
    if code is None:
        return None
    words = services().gateway.failure_reason(code).explain(language())
    return words.what_happened


def _stay(session: ParkingSession) -> StayTimesOut:
    return StayTimesOut(
        session_id=session.id,
        entered_at=session.entered_at,
        entry_method=session.entry_method,
        exited_at=session.exited_at,
        exit_method=session.exit_method,
    )

"""Reads of payments, refunds and receipts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.bookings.models import Booking
from app.payments.errors import PaymentNotFound
from app.payments.models import Payment, PaymentStatus, Receipt, Refund, RefundChannel
from app.payments.refunds import OPEN


async def get_payment(payment_id: int) -> Payment:
    """Raises PaymentNotFound."""
    payment = await Payment.get_or_none(id=payment_id)
    if payment is None:
        raise PaymentNotFound
    return payment


async def get_booking_of(payment: Payment) -> Booking:
    """The booking that a payment is for, with its lot."""
    return await Booking.get(charges__id=payment.charge_id).prefetch_related("lot")


async def find_payment_of_order(order_id: str) -> Payment | None:
    return await Payment.get_or_none(order_id=order_id).prefetch_related("charge__booking")


@dataclass(frozen=True, slots=True)
class MoneyFacts:
    """Where a booking's money stands. `payment`: the capture if there is one, else the newest attempt."""

    payment: Payment | None = None
    refund: Refund | None = None
    receipt: Receipt | None = None


async def money_of(booking_ids: Collection[int]) -> dict[int, MoneyFacts]:
    """The money facts of each booking, in three statements however many bookings."""
    ids = list(booking_ids)
    payments: dict[int, Payment] = {}
    attempts = Payment.filter(charge__booking_id__in=ids).order_by("id").select_related("charge")
    for payment in await attempts:
        known = payments.get(payment.charge.booking_id)
        if known is None or known.status is not PaymentStatus.CAPTURED:
            payments[payment.charge.booking_id] = payment
    refunds = {refund.booking_id: refund for refund in await Refund.filter(booking_id__in=ids).order_by("id")}
    receipts = {
        receipt.charge.booking_id: receipt
        for receipt in await Receipt.filter(charge__booking_id__in=ids).select_related("charge")
    }
    return {id_: MoneyFacts(payments.get(id_), refunds.get(id_), receipts.get(id_)) for id_ in ids}


async def find_latest_payment(booking_id: int) -> Payment | None:
    """The capture if there is one, else the newest attempt."""
    return (await money_of([booking_id]))[booking_id].payment


async def find_receipt(booking_id: int) -> Receipt | None:
    return await Receipt.filter(charge__booking_id=booking_id).order_by("id").first()


async def list_manual_refunds() -> list[Refund]:
    """The work list: refunds that staff make by hand in the gateway's portal, oldest first."""
    return (
        await Refund.filter(channel=RefundChannel.MANUAL, status__in=OPEN)
        .order_by("id")
        .prefetch_related("payment", "booking__lot")
    )

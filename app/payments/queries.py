"""Reads of payments, refunds and receipts."""

from __future__ import annotations

from app.payments.errors import PaymentNotFound
from app.payments.models import Payment, PaymentStatus, Receipt, Refund, RefundChannel
from app.payments.refunds import OPEN


async def get_payment(payment_id: int) -> Payment:
    """Raises PaymentNotFound."""
    payment = await Payment.get_or_none(id=payment_id)
    if payment is None:
        raise PaymentNotFound
    return payment


async def find_payment_of_order(order_id: str) -> Payment | None:
    return await Payment.get_or_none(order_id=order_id).prefetch_related("charge__booking")


async def find_latest_payment(booking_id: int) -> Payment | None:
    """The capture if there is one, else the newest attempt."""
    attempts = await Payment.filter(charge__booking_id=booking_id).order_by("-id")
    captured = [payment for payment in attempts if payment.status is PaymentStatus.CAPTURED]
    return next(iter(captured or attempts), None)


async def find_latest_refund(booking_id: int) -> Refund | None:
    return await Refund.filter(booking_id=booking_id).order_by("-id").first()


async def find_receipt(booking_id: int) -> Receipt | None:
    return await Receipt.filter(charge__booking_id=booking_id).order_by("id").first()


async def list_manual_refunds() -> list[Refund]:
    """The work list: refunds that staff make by hand in the gateway's portal, oldest first."""
    return (
        await Refund.filter(channel=RefundChannel.MANUAL, status__in=OPEN)
        .order_by("id")
        .prefetch_related("payment", "booking__lot")
    )

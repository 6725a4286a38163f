"""A booking, from the tables to what its driver sees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.accounts.plates import display_plate
from app.bookings import rules
from app.bookings.access import access_key, booking_link
from app.bookings.models import Booking, BookingStatus
from app.core import clock
from app.core.i18n import translate
from app.core.money import ZERO, Money
from app.payments.models import Payment, PaymentStatus, Refund
from app.payments.queries import MoneyFacts, money_of
from app.payments.receipt_numbers import receipt_number
from app.payments.service import refund_due
from app.pricing.lines import QuoteLine
from app.receipts.queries import pass_of
from app.web.context import language, services, settings
from app.web.schemas.base import QuoteLineOut
from app.web.schemas.bookings import (
    AreaRef,
    BookingOut,
    CancellationOut,
    LotRef,
    PaymentStateOut,
    RefundOut,
    SpaceRef,
    VehicleRef,
)


async def present_booking(booking: Booking, *, for_new_guest: bool = False) -> BookingOut:
    """`booking` has its lot, area, space and vehicle loaded. `for_new_guest` adds the secret link."""
    money = await money_of([booking.id])
    return _present(booking, money[booking.id], for_new_guest=for_new_guest)


async def present_bookings(bookings: list[Booking]) -> list[BookingOut]:
    """As `present_booking`, with as few statements for many as for one."""
    money = await money_of([booking.id for booking in bookings])
    return [_present(booking, money[booking.id]) for booking in bookings]


def _present(booking: Booking, money: MoneyFacts, *, for_new_guest: bool = False) -> BookingOut:
    payment, refund, receipt = money.payment, money.refund, money.receipt
    key = access_key(settings().key, booking.reference, booking.link_generation) if for_new_guest else None
    now = clock.now()
    return BookingOut(
        reference=booking.reference,
        status=booking.status,
        lot=LotRef.model_validate(booking.lot, from_attributes=True),
        area=AreaRef.model_validate(booking.area, from_attributes=True),
        space=SpaceRef.model_validate(booking.space, from_attributes=True),
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        hold_expires_at=booking.hold_expires_at if booking.status is BookingStatus.HELD else None,
        amount_sen=booking.amount.sen,
        currency=booking.currency,
        lines=present_lines([QuoteLine.from_json(line) for line in booking.quote_lines]),
        tax_sen=booking.tax.sen,
        plate_number=display_plate(booking.plate_number),
        vehicle=VehicleRef.model_validate(booking.vehicle, from_attributes=True) if booking.vehicle else None,
        email=booking.email,
        name=booking.name or None,
        promo_code=booking.promo_code,
        payment=_payment(payment, booking, now) if payment else None,
        refund=_refund(refund) if refund else None,
        cancellation=_cancellation(booking, now),
        receipt_number=receipt_number(receipt) if receipt else None,
        pass_=pass_of(booking, settings().key),
        created_at=booking.created_at,
        server_time=now,
        access_key=key,
        link=booking_link(settings().public_url, booking.reference, key) if key else None,
    )


def present_lines(lines: Sequence[QuoteLine]) -> list[QuoteLineOut]:
    return [
        QuoteLineOut(kind=line.kind.value, label=line.label(language()), amount_sen=line.amount.sen)
        for line in lines
    ]


def _payment(payment: Payment, booking: Booking, now: datetime) -> PaymentStateOut:
    can_pay = booking.status is BookingStatus.HELD and booking.hold_expires_at > now
    return PaymentStateOut(
        status=payment.status,
        order_id=payment.order_id,
        code=payment.status_code,
        message=_what_happened(payment),
        can_retry=can_pay and payment.status is not PaymentStatus.PENDING,
    )


def _what_happened(payment: Payment) -> str | None:
    if payment.status is PaymentStatus.CAPTURED or payment.status_code is None:
        return None
    words = services().gateway.failure_reason(payment.status_code).explain(language())
    return f"{words.what_happened} {words.what_to_do}".strip()


def _refund(refund: Refund) -> RefundOut:
    key = f"refund.{refund.channel.value}_{refund.status.value}"
    return RefundOut(
        amount_sen=refund.amount.sen,
        status=refund.status,
        channel=refund.channel,
        message=translate(key, language(), amount=refund.amount),
    )


def _cancellation(booking: Booking, now: datetime) -> CancellationOut | None:
    if booking.status is BookingStatus.HELD:
        return CancellationOut(allowed=True, refund_amount_sen=0, refund_percent=0)
    if booking.status is not BookingStatus.CONFIRMED:
        return None
    due: Money = refund_due(booking) if booking.amount != ZERO else ZERO
    percent = rules.refund_percent(booking.lot.refund_policy, booking.starts_at, now)
    return CancellationOut(allowed=booking.starts_at > now, refund_amount_sen=due.sen, refund_percent=percent)

"""One more try to pay: an attempt, and the form that begins it at the gateway."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app.bookings.errors import HoldExpired
from app.core import clock
from app.core.actor import Actor
from app.core.database.transactions import record, transactional
from app.core.references import new_order_id
from app.payments import rules
from app.payments.errors import NothingToPay, PaymentNotFound, PaymentStillPending, TooManyPayments
from app.payments.events import PaymentStarted
from app.payments.gateways.protocol import Gateway, PaymentForm
from app.payments.models import Payment, PaymentStatus
from app.payments.owed import PRICE, Wanted, lock_owed, owed_by
from app.payments.steps import event_of

_FIRST_ENQUIRY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class StartedPayment:
    payment: Payment
    form: PaymentForm


async def start_payment(
    booking_id: int, wanted: Wanted = PRICE, *, gateway: Gateway, return_url: str, by: Actor
) -> StartedPayment:
    """One more try to pay what is `wanted` of a booking, and the form that begins it.

    It has a fresh order id. The attempt is committed before the form leaves. Raises HoldExpired,
    NothingToPay, PaymentStillPending, TooManyPayments, ExtensionNotFound, ExitFeeNotFound.
    """
    payment = await _create_payment(booking_id, wanted, by)
    return StartedPayment(payment, await payment_form(payment, gateway=gateway, return_url=return_url))


async def payment_to_begin(booking_id: int, wanted: Wanted = PRICE, *, by: Actor) -> Payment:
    """The latest try that the gateway has not told of, while it is fresh; else one more, as `start_payment`.

    So asking for the address of a payment again and again makes no more of them.
    """
    return await _create_payment(booking_id, wanted, by, reuse=True)


async def payment_form(payment: Payment, *, gateway: Gateway, return_url: str) -> PaymentForm:
    """The signed form of an attempt that has not been used yet, while the hold lives.

    Raises PaymentNotFound, HoldExpired.
    """
    if payment.status is not PaymentStatus.CREATED:
        raise PaymentNotFound
    owed = await owed_by(payment)
    if not owed.is_held(clock.now()):
        raise HoldExpired
    booking = owed.booking
    return gateway.payment_form(
        payment.order_id,
        payment.amount.sen,
        payment.currency,
        return_url,
        booking.email,
        booking.name or None,
        [booking.reference],
    )


@transactional
async def _create_payment(booking_id: int, wanted: Wanted, by: Actor, *, reuse: bool = False) -> Payment:
    owed = await lock_owed(booking_id, wanted)
    now = clock.now()
    if owed.is_bought:
        raise NothingToPay
    if not owed.is_held(now):
        raise HoldExpired
    charge = await owed.charge(now)
    earlier = Payment.filter(charge_id=charge.id)
    if await earlier.filter(status=PaymentStatus.PENDING).exists():
        raise PaymentStillPending
    fresh = earlier.filter(status=PaymentStatus.CREATED, created_at__gt=now - rules.FRESH)
    latest = await fresh.order_by("-id").first() if reuse else None
    if latest is not None:
        return latest
    # What ended unused is no try.
    if await earlier.exclude(status=PaymentStatus.EXPIRED).count() >= rules.MAX_ATTEMPTS:
        raise TooManyPayments
    payment = await Payment.create(
        charge=charge,
        order_id=new_order_id(),
        status=PaymentStatus.CREATED,
        amount=charge.amount,
        currency=charge.currency,
        created_at=now,
        enquire_at=now + _FIRST_ENQUIRY,
    )
    record(event_of(PaymentStarted, payment, owed.booking), by=by)
    return payment

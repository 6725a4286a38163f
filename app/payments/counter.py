"""Money that staff take at the counter, in cash or by a terminal of their own."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from app.arrivals import exit_fees
from app.bookings import claims
from app.bookings.errors import BookingNotFound, HoldExpired
from app.core import clock
from app.core.actor import Actor
from app.core.database.transactions import record, transactional
from app.core.references import new_order_id
from app.payments import ledger
from app.payments.answers import sell
from app.payments.errors import NothingToPay
from app.payments.events import PaymentCaptured
from app.payments.models import Payment, PaymentChannel, PaymentStatus
from app.payments.owed import PRICE, Owed, OwedExitFee, Wanted, lock_owed


class Tender(StrEnum):
    """What staff took."""

    CASH = "cash"
    TERMINAL = "terminal"


@transactional
async def take_price(
    booking_id: int, wanted: Wanted = PRICE, *, lot_id: int, tender: Tender, by: Actor
) -> Payment:
    """Somebody paid at the counter for what is held: a booking is confirmed, or an extension of it.

    A payment that is still under way at the gateway goes back when it comes. Raises BookingNotFound, also for
    one of another lot, ExtensionNotFound, NothingToPay, HoldExpired.
    """
    await claims.lock_space_of(booking_id)
    owed = await lock_owed(booking_id, wanted)
    if owed.booking.lot_id != lot_id:
        raise BookingNotFound
    if owed.is_bought:
        raise NothingToPay
    now = clock.now()
    if not owed.is_held(now):
        raise HoldExpired
    return await _take(owed, tender, now, by)


@transactional
async def take_exit_fee(exit_fee_id: int, *, lot_id: int, tender: Tender, by: Actor) -> Payment:
    """Somebody paid what an overstay costs at the counter.

    A payment that is still under way at the gateway goes back when it comes. Raises ExitFeeNotFound,
    ExitFeeSettled, ExitFeeChanged.
    """
    found = await exit_fees.get_exit_fee_of_lot(exit_fee_id, lot_id)
    await claims.lock_space_of(found.booking_id)
    booking, fee = await exit_fees.lock_exit_fee(exit_fee_id, lot_id)
    return await _take(OwedExitFee(booking, fee), tender, clock.now(), by)


async def _take(owed: Owed, tender: Tender, now: datetime, by: Actor) -> Payment:
    """The money, what it buys, and the receipt. The spot and the booking are locked, and it can be had."""
    booking = owed.booking
    charge = await owed.charge(now)
    payment = await Payment.create(
        charge=charge,
        order_id=new_order_id(),
        channel=PaymentChannel.COUNTER,
        status=PaymentStatus.CAPTURED,
        amount=charge.amount,
        currency=charge.currency,
        payment_mode=tender,
        created_at=now,
        final_at=now,
    )
    await ledger.book_capture(payment, charge.lot_id, now)
    record(
        PaymentCaptured(
            payment_id=payment.id,
            booking_id=booking.id,
            lot_id=booking.lot_id,
            reference=booking.reference,
            amount_sen=payment.amount.sen,
        ),
        by=by,
    )
    if not await owed.confirm_if_possible(by=by):
        raise HoldExpired
    await sell(charge, payment, now)
    return payment

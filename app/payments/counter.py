"""Money that staff take at the counter, in cash or by a terminal of their own."""

from __future__ import annotations

from enum import StrEnum

from app.arrivals import exit_fees
from app.bookings import claims
from app.core import clock
from app.core.actor import Actor
from app.core.database.transactions import record, transactional
from app.core.references import new_order_id
from app.payments import ledger
from app.payments.events import PaymentCaptured
from app.payments.models import Payment, PaymentChannel, PaymentStatus
from app.payments.owed import OwedExitFee
from app.payments.service import sell


class Tender(StrEnum):
    """What staff took."""

    CASH = "cash"
    TERMINAL = "terminal"


@transactional
async def take_exit_fee(exit_fee_id: int, *, lot_id: int, tender: Tender, by: Actor) -> Payment:
    """Somebody paid what an overstay costs at the counter.

    A payment that is still under way at the gateway goes back when it comes. Raises ExitFeeNotFound,
    ExitFeeSettled.
    """
    found = await exit_fees.get_exit_fee_of_lot(exit_fee_id, lot_id)
    await claims.lock_space_of(found.booking_id)
    booking, fee = await exit_fees.lock_exit_fee(exit_fee_id, lot_id)
    now = clock.now()
    charge = await OwedExitFee(booking, fee).charge(now)
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
    await exit_fees.mark_paid(booking, fee, by=by)
    await sell(charge, payment, now)
    return payment

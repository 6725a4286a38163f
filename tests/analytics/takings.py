"""A lot that sells in every way: bookings, more time, exit fees; with refunds, and money paid out."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from app.arrivals.exit_fees import ask_exit_fee
from app.bookings.models import Booking
from app.core import clock
from app.core.actor import GUEST
from app.core.money import total
from app.lots.models import Lot
from app.payments.cancelling import cancel_booking
from app.payments.counter import Tender, take_exit_fee
from app.payments.ledger import book_settlement
from app.payments.models import (
    Charge,
    Payment,
    PaymentChannel,
    PaymentStatus,
    Refund,
    RefundStatus,
    Settlement,
)
from app.payments.refunds import record_manual_refund
from app.payments.rules import pay_out as pay_out_of
from tests.arrivals.stays import ATTENDANT, after_the_end, leave, parked
from tests.support.gateway import GATEWAY
from tests.support.stays import book, extend
from tests.support.world import World


async def trade(world: World) -> None:
    """Two that stay, one that stays longer, one that goes away, one that stays too long."""
    await book(world.spaces[0], starts_in=30, hours=2)
    telegram = await book(world.spaces[1], starts_in=30, hours=5)
    await Booking.filter(id=telegram.id).update(channel="telegram")
    await extend(await book(world.spaces[2], starts_in=1, hours=1), 2)
    gone = await cancel_booking(
        (await book(world.spaces[0], starts_in=80, hours=7)).id, gateway=GATEWAY, by=GUEST
    )
    await record_manual_refund((await Refund.get(booking_id=gone.id)).id, reference="PORTAL-1", by=ATTENDANT)
    await cancel_booking((await book(world.spaces[0], starts_in=10, hours=3)).id, gateway=GATEWAY, by=GUEST)
    late, session = await parked(world, spot=3)
    with after_the_end(late, timedelta(minutes=95)):
        fee = await ask_exit_fee(session.id, by=GUEST)
        await take_exit_fee(fee.id, lot_id=world.lot.id, tender=Tender.CASH, by=ATTENDANT)
        await leave(session)


async def pay_out(lot: Lot, percent: str = "1.7") -> None:
    """The gateway pays out every second capture of the lot, less its fee."""
    captured = Payment.filter(
        charge__lot_id=lot.id, status=PaymentStatus.CAPTURED, channel=PaymentChannel.GATEWAY
    )
    for payment in (await captured.order_by("id"))[::2]:
        fee = payment.amount.prorate(int(Decimal(percent) * 100), 10_000)
        given_back = await Refund.filter(payment_id=payment.id, status=RefundStatus.SUCCEEDED)
        paid_out = pay_out_of(payment.amount, total(each.amount for each in given_back), payment.amount - fee)
        settlement = await Settlement.create(
            payment=payment,
            settled_on=clock.now().date(),
            amount=paid_out.arrived,
            fee=paid_out.fee,
            received_at=clock.now(),
        )
        charge = await Charge.get(id=payment.charge_id)
        await book_settlement(settlement, lot.id, charge.id, clock.now())

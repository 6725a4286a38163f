"""Cancelling what was paid for: what is owed back, and that it is no less than the driver agreed to."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from app.bookings.errors import BookingCannotChange
from app.bookings.models import Booking, BookingStatus
from app.core import clock
from app.core.actor import GUEST
from app.core.events import read_events
from app.core.money import ZERO, Money
from app.payments import ledger
from app.payments.cancelling import cancel_booking
from app.payments.errors import RefundChanged
from app.payments.invariants import find_violations
from app.payments.models import Charge, ChargeStatus, LedgerEntry, Payment, PaymentStatus, Refund
from app.payments.receipt_numbers import issue_receipt
from tests.support.gateway import GATEWAY, answer_body, receive, try_to_pay
from tests.support.world import hold, make_world

pytestmark = pytest.mark.usefixtures("db")


async def _balance(account: str) -> int:
    return sum([entry.amount.sen for entry in await LedgerEntry.filter(account=account)])


async def _status(booking: Booking) -> BookingStatus:
    await booking.refresh_from_db()
    return booking.status


@pytest.mark.parametrize(("hours_before", "owed_sen"), [(48, 1272), (24, 1272), (3, 636), (1, 0)])
async def test_cancelling_owes_back_what_the_policy_says(hours_before: float, owed_sen: int) -> None:
    world = await make_world()
    with clock.frozen(clock.now()):
        booking = await hold(world.spaces[0], starts_in=hours_before)
        await receive(answer_body(await try_to_pay(booking.id)))
        await cancel_booking(booking.id, gateway=GATEWAY, by=GUEST)
        with pytest.raises(BookingCannotChange):
            await cancel_booking(booking.id, gateway=GATEWAY, by=GUEST)
    assert await _status(booking) is BookingStatus.CANCELLED
    assert sum([refund.amount.sen for refund in await Refund.all()]) == owed_sen
    assert await _balance("refunds_payable") == -owed_sen
    assert await _balance("revenue") + await _balance("service_tax") == owed_sen - 1272
    assert await find_violations() == []


async def test_letting_go_ends_nothing_that_was_paid_for_meanwhile() -> None:
    world = await make_world()
    booking = await hold(world.spaces[0], starts_in=1)
    await receive(answer_body(await try_to_pay(booking.id)))
    with pytest.raises(BookingCannotChange):
        await cancel_booking(booking.id, only_held=True, gateway=GATEWAY, by=GUEST)
    assert await _status(booking) is BookingStatus.CONFIRMED
    assert await Refund.all().count() == 0

    other = await hold(world.spaces[1])
    await cancel_booking(other.id, only_held=True, gateway=GATEWAY, by=GUEST)
    assert await _status(other) is BookingStatus.CANCELLED


@pytest.mark.parametrize(("hours_before", "owed_sen"), [(25, 1275), (3, 638), (1, 0)])
async def test_cancelling_gives_back_the_same_share_of_every_payment(
    hours_before: float, owed_sen: int
) -> None:
    world = await make_world()
    booking = await hold(world.spaces[0], starts_in=48)
    assert await receive(answer_body(await try_to_pay(booking.id))) == "captured"
    await _buy_three_sen_more(booking)
    with clock.frozen(booking.starts_at - timedelta(hours=hours_before)):
        await cancel_booking(booking.id, gateway=GATEWAY, by=GUEST)
    refunds = await Refund.filter(cause="cancelled")
    assert sum(refund.amount.sen for refund in refunds) == owed_sen
    assert len({refund.payment_id for refund in refunds}) == len(refunds)
    cancelled = [event.event for event in await read_events(0) if event.kind == "BookingCancelled"]
    assert [getattr(event, "refund_sen", None) for event in cancelled] == [owed_sen]
    assert await find_violations() == []


@pytest.mark.parametrize("late_by", [timedelta(0), timedelta(seconds=1)])
async def test_who_agreed_to_a_refund_is_asked_again_once_it_would_be_less(late_by: timedelta) -> None:
    world = await make_world()
    booking = await hold(world.spaces[0], starts_in=48)
    await receive(answer_body(await try_to_pay(booking.id)))
    shown = Money(1272)
    deadline = booking.starts_at - timedelta(hours=24)
    with clock.frozen(deadline + late_by):
        if late_by:
            with pytest.raises(RefundChanged) as refusal:
                await cancel_booking(booking.id, at_least=shown, gateway=GATEWAY, by=GUEST)
            assert refusal.value.extras == {"refundAmountSen": 636}
            assert await _status(booking) is BookingStatus.CONFIRMED
            assert await Refund.all().count() == 0
            assert await _balance("refunds_payable") == 0
            shown = Money(636)
        await cancel_booking(booking.id, at_least=shown, gateway=GATEWAY, by=GUEST)
    assert await _status(booking) is BookingStatus.CANCELLED
    assert (await Refund.get()).amount == shown
    assert await find_violations() == []


async def test_what_was_given_up_as_unpaid_is_kept_when_the_money_came_first() -> None:
    world = await make_world()
    held, paid = await hold(world.spaces[0]), await hold(world.spaces[1])
    await receive(answer_body(await try_to_pay(paid.id)))
    with pytest.raises(BookingCannotChange):
        await cancel_booking(paid.id, only_held=True, gateway=GATEWAY, by=GUEST)
    await cancel_booking(held.id, only_held=True, gateway=GATEWAY, by=GUEST)
    assert [await _status(one) for one in (held, paid)] == [BookingStatus.CANCELLED, BookingStatus.CONFIRMED]
    assert await Refund.all().count() == 0


async def test_who_saw_less_than_there_is_to_have_gets_it_all() -> None:
    world = await make_world()
    booking = await hold(world.spaces[0], starts_in=48)
    await receive(answer_body(await try_to_pay(booking.id)))
    await cancel_booking(booking.id, at_least=ZERO, gateway=GATEWAY, by=GUEST)
    assert (await Refund.get()).amount == Money(1272)


async def _buy_three_sen_more(booking: Booking) -> None:
    """A second sale of a booking."""
    now, amount = clock.now(), Money(3)
    charge = await Charge.create(
        booking=booking,
        lot_id=booking.lot_id,
        purpose="extra",
        status=ChargeStatus.PAID,
        amount=amount,
        tax=ZERO,
        currency="MYR",
        created_at=now,
        paid_at=now,
    )
    payment = await Payment.create(
        charge=charge,
        order_id="PKSECOND1",
        status=PaymentStatus.CAPTURED,
        amount=amount,
        currency="MYR",
        created_at=now,
        final_at=now,
    )
    await ledger.book_capture(payment, booking.lot_id, now)
    await ledger.book_sale(charge, now)
    await issue_receipt(charge, payment, now)


async def test_cancelling_a_hold_frees_the_spot_and_late_money_goes_back() -> None:
    world = await make_world()
    booking = await hold(world.spaces[0])
    payment = await try_to_pay(booking.id)
    await cancel_booking(booking.id, gateway=GATEWAY, by=GUEST)
    await hold(world.spaces[0], starts_at=booking.starts_at)
    assert await receive(answer_body(payment)) == "late"
    assert (await Refund.get()).amount.sen == 1272


async def test_cancelling_while_the_money_arrives_never_loses_it() -> None:
    world = await make_world()
    booking = await hold(world.spaces[0])
    payment = await try_to_pay(booking.id)
    await asyncio.gather(receive(answer_body(payment)), cancel_booking(booking.id, gateway=GATEWAY, by=GUEST))
    assert await _status(booking) is BookingStatus.CANCELLED
    assert (await Refund.get()).amount.sen == 1272
    assert await find_violations() == []

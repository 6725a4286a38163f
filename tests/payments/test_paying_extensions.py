"""Money for more time: in time, late, twice, failed; and what goes back when the booking is cancelled."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from app.bookings.errors import HoldExpired
from app.bookings.extensions import release_extension
from app.bookings.models import Booking, BookingStatus, Extension, ExtensionStatus, SpaceClaim
from app.bookings.queries import get_booking
from app.bookings.service import expire_hold
from app.core import clock
from app.core.actor import GUEST
from app.core.events import read_events
from app.payments.cancelling import cancel_booking
from app.payments.errors import NothingToPay, PaymentStillPending
from app.payments.invariants import find_violations
from app.payments.models import Charge, LedgerEntry, Payment, Receipt, Refund
from app.payments.queries import money_of
from app.receipts.queries import find_receipt_view, of_extension, of_number, of_price
from tests.support.gateway import GATEWAY, answer_body, receive, try_to_pay
from tests.support.stays import ask_longer, book, extend
from tests.support.world import hold, make_world

pytestmark = pytest.mark.usefixtures("db")

HOUR = timedelta(hours=1)
LAPSED = timedelta(minutes=11)
KEY = "k" * 32


async def _revenue() -> int:
    entries = await LedgerEntry.filter(account__in=("revenue", "service_tax"))
    return -sum(entry.amount.sen for entry in entries)


async def test_a_paid_extension_moves_the_end_with_a_receipt_of_its_own() -> None:
    world = await make_world()
    booking = await book(world.spaces[0])
    first_end = booking.ends_at
    extension = await extend(booking, 2)
    assert extension.status is ExtensionStatus.CONFIRMED
    assert booking.ends_at == extension.ends_at == first_end + 2 * HOUR
    assert (await SpaceClaim.get(booking_id=booking.id)).ends_at == booking.ends_at
    assert await _revenue() == 1272 + 848
    assert [receipt.number for receipt in await Receipt.all().order_by("id")] == [1, 2]
    kinds = [event.kind for event in await read_events(0)]
    assert kinds[-4:] == ["BookingExtensionHeld", "PaymentStarted", "PaymentCaptured", "BookingExtended"]
    with pytest.raises(NothingToPay):
        await try_to_pay(booking.id, extension.id)
    assert await find_violations() == []


async def test_each_receipt_shows_its_own_time_and_lines_whatever_came_later() -> None:
    world = await make_world()
    booking = await book(world.spaces[0])
    first_end = booking.ends_at
    second, third = await extend(booking, 2), await extend(booking, 1)
    price = await find_receipt_view(booking.id, secret_key=KEY, which=of_price)
    longer = await find_receipt_view(booking.id, secret_key=KEY, which=of_extension(second.id))
    longest = await find_receipt_view(booking.id, secret_key=KEY, which=of_extension(third.id))
    assert price is not None
    assert longer is not None
    assert longest is not None
    assert (price.period.ends_at, price.total.sen) == (first_end, 1272)
    assert (longer.period.starts_at, longer.period.ends_at) == (first_end, first_end + 2 * HOUR)
    assert [line.amount.sen for line in longer.lines] == [800, 48]
    assert (longer.total.sen, longer.tax.amount.sen) == (848, 48)
    assert longest.period == third.period
    assert await find_receipt_view(booking.id, secret_key=KEY, which=of_number(longest.number)) == longest
    assert price.pass_text == longest.pass_text


async def test_a_failed_payment_leaves_the_time_held_and_another_try_succeeds() -> None:
    world = await make_world()
    booking = await book(world.spaces[0])
    extension = await ask_longer(booking, 1)
    first = await try_to_pay(booking.id, extension.id)
    assert await receive(answer_body(first, "RP80")) == "failed"
    standing = (await money_of([booking.id]))[booking.id]
    assert standing.extensions[extension.id].payment == await Payment.get(id=first.id)
    assert standing.price.receipt is not None
    second = await try_to_pay(booking.id, extension.id)
    assert await Charge.filter(extension_id=extension.id).count() == 1
    assert await receive(answer_body(second)) == "captured"
    assert (await Booking.get()).ends_at == extension.ends_at


async def test_a_payment_that_the_bank_works_on_bars_another_try() -> None:
    world = await make_world()
    booking = await book(world.spaces[0])
    extension = await ask_longer(booking, 1)
    payment = await try_to_pay(booking.id, extension.id)
    assert await receive(answer_body(payment, "RP09")) == "pending"
    with pytest.raises(PaymentStillPending):
        await try_to_pay(booking.id, extension.id)
    with clock.frozen(clock.now() + LAPSED), pytest.raises(HoldExpired):
        await try_to_pay(booking.id, extension.id)


async def test_late_money_extends_when_the_time_is_still_free() -> None:
    world = await make_world()
    booking = await book(world.spaces[0])
    extension = await ask_longer(booking, 1)
    payment = await try_to_pay(booking.id, extension.id)
    with clock.frozen(clock.now() + LAPSED):
        assert await expire_hold(booking.id)
        assert await receive(answer_body(payment)) == "captured"
    extension = await Extension.get()
    assert (extension.status, extension.ended_at) == (ExtensionStatus.CONFIRMED, None)
    assert (await Booking.get()).ends_at == extension.ends_at
    assert await find_violations() == []


async def test_late_money_goes_back_when_the_time_is_anothers() -> None:
    world = await make_world()
    booking = await book(world.spaces[0])
    extension = await ask_longer(booking, 1)
    payment = await try_to_pay(booking.id, extension.id)
    with clock.frozen(clock.now() + LAPSED):
        await hold(world.spaces[0], starts_at=booking.ends_at)
        assert await receive(answer_body(payment)) == "late"
    refund = await Refund.get()
    assert (refund.payment_id, refund.amount, refund.cause) == (payment.id, extension.amount, "late")
    assert (await Booking.get(id=booking.id)).ends_at == booking.ends_at
    assert await _revenue() == 1272
    assert await find_violations() == []


async def test_money_for_time_that_was_let_go_goes_back() -> None:
    world = await make_world()
    booking = await book(world.spaces[0])
    extension = await ask_longer(booking, 1)
    payment = await try_to_pay(booking.id, extension.id)
    await release_extension(booking.id, extension.id, by=GUEST)
    assert await receive(answer_body(payment)) == "late"
    assert (await Refund.get()).amount == extension.amount
    assert await find_violations() == []


async def test_the_money_that_comes_first_decides_between_two_wishes() -> None:
    """The first was given up for lost and another is held: its money comes after all."""
    world = await make_world()
    booking = await book(world.spaces[0])
    first = await ask_longer(booking, 1)
    late = await try_to_pay(booking.id, first.id)
    with clock.frozen(clock.now() + LAPSED):
        await expire_hold(booking.id)
        second = await ask_longer(booking, 2)
        other = await try_to_pay(booking.id, second.id)
        assert await receive(answer_body(late)) == "captured"
        assert await receive(answer_body(other)) == "late"
    assert (await Booking.get()).ends_at == first.ends_at
    assert (await SpaceClaim.get()).ends_at == first.ends_at
    assert [refund.payment_id for refund in await Refund.all()] == [other.id]
    assert await find_violations() == []


async def test_a_first_wish_whose_time_is_gone_leaves_the_second_alone() -> None:
    world = await make_world()
    booking = await book(world.spaces[0])
    first = await try_to_pay(booking.id, (await ask_longer(booking, 3)).id)
    with clock.frozen(clock.now() + LAPSED):
        second = await ask_longer(booking, 1)
        await hold(world.spaces[0], starts_at=second.ends_at)
        payment = await try_to_pay(booking.id, second.id)
        assert await receive(answer_body(first)) == "late"
        assert (await Extension.get(id=second.id)).status is ExtensionStatus.HELD
        assert (await SpaceClaim.get(booking_id=booking.id)).ends_at == second.ends_at
        assert await receive(answer_body(payment)) == "captured"
    assert (await Booking.get(id=booking.id)).ends_at == second.ends_at
    assert (await Refund.get()).payment_id == first.id
    assert await find_violations() == []


async def test_money_that_comes_twice_goes_back_once() -> None:
    world = await make_world()
    booking = await book(world.spaces[0])
    extension = await ask_longer(booking, 1)
    once, twice = [await try_to_pay(booking.id, extension.id) for _ in range(2)]
    outcomes = await asyncio.gather(receive(answer_body(once)), receive(answer_body(twice)))
    assert sorted(outcomes) == ["captured", "double"]
    assert [refund.amount for refund in await Refund.all()] == [extension.amount]
    assert await _revenue() == 1272 + 424
    assert await find_violations() == []


@pytest.mark.parametrize(("hours_before", "percent"), [(25, 100), (3, 50), (1, 0)])
async def test_cancelling_gives_back_its_share_of_the_price_and_of_every_extension(
    hours_before: float, percent: int
) -> None:
    world = await make_world()
    booking = await book(world.spaces[0], starts_in=48)
    await extend(booking, 1)
    await extend(booking, 2)
    paid = [sale.paid for sale in (await money_of([booking.id]))[booking.id].sales]
    assert [amount.sen for amount in paid] == [1272, 424, 848]
    with clock.frozen(booking.starts_at - timedelta(hours=hours_before)):
        await cancel_booking(booking.id, gateway=GATEWAY, by=GUEST)
    refunds = await Refund.filter(cause="cancelled").order_by("id")
    assert [refund.amount.sen for refund in refunds] == [
        amount.sen * percent // 100 for amount in paid if percent
    ]
    assert await _revenue() == 2544 * (100 - percent) // 100
    assert await find_violations() == []


async def test_cancelling_lets_go_of_the_time_that_is_held_and_its_money_goes_back_in_full() -> None:
    world = await make_world()
    booking = await book(world.spaces[0], starts_in=48)
    extension = await ask_longer(booking, 1)
    payment = await try_to_pay(booking.id, extension.id)
    await cancel_booking(booking.id, gateway=GATEWAY, by=GUEST)
    assert (await Extension.get()).status is ExtensionStatus.CANCELLED
    assert await SpaceClaim.all().count() == 0
    assert await receive(answer_body(payment)) == "late"
    refunds = {refund.cause: refund.amount.sen for refund in await Refund.all()}
    assert refunds == {"cancelled": 1272, "late": 424}
    assert (await get_booking(booking.reference)).status is BookingStatus.CANCELLED
    assert await find_violations() == []


async def test_paying_for_more_time_while_cancelling_never_keeps_money_for_nothing() -> None:
    world = await make_world()
    booking = await book(world.spaces[0], starts_in=48)
    extension = await ask_longer(booking, 1)
    body = answer_body(await try_to_pay(booking.id, extension.id))
    await asyncio.gather(receive(body), cancel_booking(booking.id, gateway=GATEWAY, by=GUEST))
    assert sum(refund.amount.sen for refund in await Refund.all()) == 1272 + 424
    assert await _revenue() == 0
    assert await find_violations() == []

"""What drivers try with money: each test is an attempt to gain by it, or to spoil the books."""

from __future__ import annotations

import asyncio
from contextvars import Context
from dataclasses import replace
from datetime import timedelta

import pytest

from app.bookings import claims
from app.bookings.errors import BookingCannotChange
from app.bookings.models import Booking, BookingStatus, SpaceClaim
from app.bookings.service import expire_hold
from app.core import clock
from app.core.actor import GUEST
from app.payments.answers import apply_answer
from app.payments.cancelling import cancel_booking
from app.payments.gateways.ringgitpay import RinggitPayClient
from app.payments.inbox import MAX_FORGED_PER_ORDER, Message, keep_message
from app.payments.invariants import find_violations
from app.payments.models import Discrepancy, GatewayEvent, LedgerTransaction, Refund, Settlement
from app.pricing.models import PromoRedemption
from tests.pricing.tariffs import open_promo
from tests.support.gateway import CREDENTIALS, GATEWAY, answer_body, receive, try_to_pay
from tests.support.world import hold, make_world

pytestmark = pytest.mark.usefixtures("db")

FORM = "application/x-www-form-urlencoded"
DAY = "25-11-2026"


async def test_a_code_for_one_use_buys_one_stay_even_when_paid_after_the_hold() -> None:
    """Holding, letting the hold lapse (which gives the code back), holding again, then paying them all."""
    world = await make_world()
    await open_promo("ONCE", value=50, total_limit=1)
    first = await hold(world.spaces[0], promo_code="ONCE")
    late = await try_to_pay(first.id)
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert await expire_hold(first.id)
        second = await hold(world.spaces[1], promo_code="ONCE")
        assert await receive(answer_body(await try_to_pay(second.id))) == "captured"
        assert await receive(answer_body(late)) == "late"
    await first.refresh_from_db()
    assert first.status is BookingStatus.EXPIRED
    assert not await SpaceClaim.filter(booking_id=first.id).exists()
    assert (await Refund.get()).amount == first.amount
    assert await PromoRedemption.all().count() == 1
    assert await find_violations() == []


async def test_a_code_that_is_still_good_is_used_again_by_money_that_comes_late() -> None:
    world = await make_world()
    await open_promo("ONCE", value=50, total_limit=1)
    booking = await hold(world.spaces[0], promo_code="ONCE")
    payment = await try_to_pay(booking.id)
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        await expire_hold(booking.id)
        assert await PromoRedemption.all().count() == 0
        assert await receive(answer_body(payment)) == "captured"
    assert await PromoRedemption.filter(booking_id=booking.id).count() == 1


async def test_cancelling_while_the_money_comes_in_never_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The callback arrives after the cancellation has begun and before it has its locks."""
    world = await make_world()
    booking = await hold(world.spaces[0], starts_in=48)
    body = answer_body(await try_to_pay(booking.id))
    lock = claims.lock_space_of
    paid: list[asyncio.Task[str]] = []

    async def pay_first(booking_id: int) -> None:
        if not paid:
            # In a context of its own, as another request is; a database with one writer makes it wait.
            paid.append(asyncio.get_running_loop().create_task(receive(body), context=Context()))
            await asyncio.wait(paid, timeout=1)
        await lock(booking_id)

    monkeypatch.setattr(claims, "lock_space_of", pay_first)
    await cancel_booking(booking.id, gateway=GATEWAY, by=GUEST)
    await asyncio.gather(*paid)

    await booking.refresh_from_db()
    assert booking.status is BookingStatus.CANCELLED
    assert (await Refund.get()).amount == booking.amount
    assert await find_violations() == []


async def test_a_stay_that_has_begun_is_not_cancelled_under_the_parked_car() -> None:
    world = await make_world()
    booking = await hold(world.spaces[0], starts_in=1)
    await receive(answer_body(await try_to_pay(booking.id)))
    with clock.frozen(clock.now() + timedelta(hours=2)), pytest.raises(BookingCannotChange):
        await cancel_booking(booking.id, gateway=GATEWAY, by=GUEST)
    assert (await Booking.get(id=booking.id)).status is BookingStatus.CONFIRMED
    assert await SpaceClaim.filter(booking_id=booking.id).exists()


async def test_a_buyer_who_turns_the_answer_in_his_browser_into_a_settlement_books_nothing() -> None:
    """The checksum does not cover what makes a message a settlement, so only the agreed key tells."""
    world = await make_world()
    payment = await try_to_pay((await hold(world.spaces[0])).id)
    body = answer_body(payment)
    await receive(body)
    keyless = RinggitPayClient(replace(CREDENTIALS, api_key=None))
    changed = answer_body(payment, rp_messageType="TS", rp_settlementDate=DAY, rp_settlementAmount="0.01")
    answer = keyless.parse_answer(FORM, changed)
    kept = await keep_message(keyless, Message("settlement", changed, answer))
    assert kept.is_authentic

    assert await apply_answer(kept.id, answer, gateway=keyless) == "settlement_unproven"

    assert await Settlement.all().count() == 0
    assert await LedgerTransaction.filter(kind="settlement").count() == 0


@pytest.mark.parametrize("amount", ["12.73", "99999999999999.99"])
async def test_a_settlement_of_more_than_was_paid_is_listed_and_not_booked(amount: str) -> None:
    world = await make_world()
    payment = await try_to_pay((await hold(world.spaces[0])).id)
    await receive(answer_body(payment))
    body = answer_body(payment, rp_messageType="TS", rp_settlementDate=DAY, rp_settlementAmount=amount)
    assert await receive(body, "settlement") == "settlement_mismatch"
    assert await Settlement.all().count() == 0
    assert (await Discrepancy.get()).kind == "settlement_mismatch"


async def test_a_message_refused_under_a_wrong_key_counts_once_the_key_is_right() -> None:
    """The gateway sends it again, letter by letter; the refusal must not stick to it."""
    world = await make_world()
    payment = await try_to_pay((await hold(world.spaces[0])).id)
    body = answer_body(payment)
    mistaken = RinggitPayClient(replace(CREDENTIALS, response_key="mistyped"))
    answer = mistaken.parse_answer(FORM, body)
    assert not (await keep_message(mistaken, Message("callback", body, answer))).is_authentic

    assert await receive(body) == "captured"

    assert (await GatewayEvent.get()).is_authentic


async def test_forged_messages_fill_no_disk() -> None:
    world = await make_world()
    payment = await try_to_pay((await hold(world.spaces[0])).id)
    for number in range(MAX_FORGED_PER_ORDER + 3):
        assert await receive(answer_body(payment, key="mine", rp_remarks=str(number))) == "forged"
        assert await receive(answer_body(payment, key="mine", order_id=f"PKNOBODYS{number}")) == "forged"
    assert await GatewayEvent.all().count() == MAX_FORGED_PER_ORDER
    assert await receive(answer_body(payment)) == "captured"

"""Where the money of bookings stands, read for many at once."""

from __future__ import annotations

import logging

import pytest

from app.core.actor import GUEST, OPERATOR
from app.payments.cancelling import cancel_booking
from app.payments.models import PaymentStatus, Refund, RefundStatus
from app.payments.queries import money_of
from app.payments.refunds import record_manual_refund
from tests.support.gateway import GATEWAY, answer_body, receive, try_to_pay
from tests.support.stays import book, extend
from tests.support.world import hold, make_world

pytestmark = pytest.mark.usefixtures("db")


async def test_the_refunds_of_one_cancellation_are_told_as_one_that_is_done_with_its_last() -> None:
    world = await make_world()
    booking = await book(world.spaces[0], starts_in=48)
    await extend(booking, 1)
    await cancel_booking(booking.id, gateway=GATEWAY, by=GUEST)
    first, second = await Refund.all().order_by("id")
    told = []
    for refund in (first, second):
        await record_manual_refund(refund.id, reference=f"PORTAL-{refund.id}", by=OPERATOR)
        given_back = (await money_of([booking.id]))[booking.id].refund
        assert given_back is not None
        told.append((given_back.amount.sen, given_back.status))
    assert told == [(1272 + 424, RefundStatus.REQUESTED), (1272 + 424, RefundStatus.SUCCEEDED)]


async def test_the_money_of_many_bookings_takes_three_statements(caplog: pytest.LogCaptureFixture) -> None:
    world = await make_world()
    paid, refunded, trying, unpaid = [await hold(space, starts_in=48) for space in world.spaces[:4]]
    for booking in (paid, refunded):
        assert await receive(answer_body(await try_to_pay(booking.id))) == "captured"
    await cancel_booking(refunded.id, gateway=GATEWAY, by=GUEST)
    assert await receive(answer_body(await try_to_pay(trying.id), "RP80")) == "failed"
    newest = await try_to_pay(trying.id)

    with caplog.at_level(logging.DEBUG, logger="tortoise.db_client"):
        money = await money_of([paid.id, refunded.id, trying.id, unpaid.id])

    assert len(caplog.records) == 3
    status = {id_: facts.price.payment and facts.price.payment.status for id_, facts in money.items()}
    assert status == {
        paid.id: PaymentStatus.CAPTURED,
        refunded.id: PaymentStatus.CAPTURED,
        trying.id: PaymentStatus.CREATED,
        unpaid.id: None,
    }
    assert money[trying.id].price.payment == newest
    assert [id_ for id_, facts in money.items() if facts.price.receipt] == [paid.id, refunded.id]
    assert [id_ for id_, facts in money.items() if facts.refund] == [refunded.id]

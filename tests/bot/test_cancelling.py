"""Cancelling in the chat: nobody gets less back than the screen said, nor loses what was paid meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from app.bookings.models import Booking, BookingStatus
from app.core import clock
from app.payments.models import Refund
from app.telegram.follows import follow_booking
from tests.bot.desk import Desk, open_desk
from tests.support.databases import Database
from tests.support.gateway import answer_body, receive, try_to_pay
from tests.support.telegram.person import Person
from tests.support.telegram.stand_in import TelegramStandIn
from tests.support.world import hold, make_world


@pytest.fixture
async def desk(db: Database, telegram: TelegramStandIn) -> AsyncIterator[Desk]:
    async with open_desk(db.url, telegram) as opened:
        yield opened


@pytest.fixture
async def aina(desk: Desk, telegram: TelegramStandIn) -> Person:
    person = telegram.person("Aina")
    person.starts()
    await desk.answer_all()
    return person


async def held_in(person: Person) -> Booking:
    """Costs RM 12.72: all of it goes back until a day before the start, and half until two hours before."""
    booking = await hold((await make_world()).spaces[0], starts_in=48)
    await follow_booking(person.chat_id, booking)
    return booking


async def pay(booking: Booking) -> None:
    assert await receive(answer_body(await try_to_pay(booking.id))) == "captured"


async def choose_to_cancel(desk: Desk, person: Person) -> None:
    person.types("/cancel")
    await desk.answer_all()
    person.taps(person.messages[-1].buttons[0].text)
    await desk.answer_all()


async def test_a_refund_that_has_shrunk_since_is_shown_again_first(desk: Desk, aina: Person) -> None:
    booking = await held_in(aina)
    await pay(booking)
    await choose_to_cancel(desk, aina)
    with clock.frozen(booking.starts_at - timedelta(hours=3)):
        aina.taps("Cancel, RM 12.72 back")
        await desk.answer_all()
        assert await Refund.all().count() == 0
        assert any("has become RM 6.36" in message.words for message in aina.messages)
        aina.taps("Cancel, RM 6.36 back")
        await desk.answer_all()
    assert (await Refund.get()).amount.sen == 636
    assert "RM 6.36 goes back" in aina.messages[-1].words


async def test_what_was_paid_meanwhile_is_not_given_up_as_unpaid(desk: Desk, aina: Person) -> None:
    booking = await held_in(aina)
    await choose_to_cancel(desk, aina)
    assert "not paid for" in aina.messages[-1].words
    await pay(booking)
    aina.taps("Cancel")
    await desk.answer_all()
    await booking.refresh_from_db()
    assert booking.status is BookingStatus.CONFIRMED
    assert "100% goes back" in aina.messages[-1].words

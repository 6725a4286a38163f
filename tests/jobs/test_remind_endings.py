"""A quarter of an hour before the end: once for each end, whoever looks, and never about what is over."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from app.bookings.models import Booking, SpaceClaim
from app.core import clock
from app.core.models import EventRecord
from jobs.remind_endings import remind_endings
from tests.support.gateway import answer_body, receive, try_to_pay
from tests.support.world import hold, make_world

pytestmark = pytest.mark.usefixtures("db")


async def _paid() -> Booking:
    """A confirmed booking that begins in an hour."""
    booking = await hold((await make_world(1)).spaces[0], starts_in=1)
    await receive(answer_body(await try_to_pay(booking.id)))
    return await Booking.get(id=booking.id)


async def _reminded() -> list[str]:
    """The end that each reminder was about."""
    events = await EventRecord.filter(kind="BookingEndingSoon").order_by("id")
    return [str(event.data["ends_at"]) for event in events]


def _iso(booking: Booking) -> str:
    return booking.ends_at.isoformat().replace("+00:00", "Z")


async def test_the_reminder_comes_in_the_last_quarter_of_an_hour_and_once() -> None:
    booking = await _paid()
    with clock.frozen(booking.ends_at - timedelta(minutes=15, seconds=1)):
        assert await remind_endings() == 0
        clock.move(timedelta(seconds=1))
        assert await remind_endings() == 1
        clock.move(timedelta(minutes=5))
        assert await remind_endings() == 0
    assert await _reminded() == [_iso(booking)]


async def test_an_end_that_moves_is_reminded_of_again() -> None:
    booking = await _paid()
    with clock.frozen(booking.ends_at - timedelta(minutes=10)):
        assert await remind_endings() == 1
    later = booking.ends_at + timedelta(minutes=5)
    await Booking.filter(id=booking.id).update(ends_at=later)
    await SpaceClaim.filter(booking_id=booking.id).update(ends_at=later)
    with clock.frozen(later - timedelta(minutes=15)):
        assert await remind_endings() == 1
        assert await remind_endings() == 0
    assert len(await _reminded()) == 2


async def test_those_who_look_at_once_remind_once() -> None:
    booking = await _paid()
    with clock.frozen(booking.ends_at - timedelta(minutes=10)):
        assert sum(await asyncio.gather(*(remind_endings() for _ in range(4)))) == 1
    assert len(await _reminded()) == 1


async def test_nobody_is_reminded_of_what_is_over() -> None:
    booking = await _paid()
    with clock.frozen(booking.ends_at):
        assert await remind_endings() == 0
    assert await _reminded() == []


async def test_nobody_is_reminded_of_what_was_never_paid_for() -> None:
    unpaid = await hold((await make_world(1)).spaces[0], starts_in=1)
    with clock.frozen(unpaid.ends_at - timedelta(minutes=5)):
        assert await remind_endings() == 0
    assert await _reminded() == []


async def test_nobody_is_reminded_of_what_has_not_begun() -> None:
    booking = await _paid()
    soon = booking.starts_at + timedelta(minutes=10)
    await Booking.filter(id=booking.id).update(ends_at=soon)
    await SpaceClaim.filter(booking_id=booking.id).update(ends_at=soon)
    with clock.frozen(booking.starts_at - timedelta(seconds=1)):
        assert await remind_endings() == 0
    with clock.frozen(booking.starts_at):
        assert await remind_endings() == 1

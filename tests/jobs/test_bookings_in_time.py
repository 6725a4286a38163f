"""Holds that lapse and stays that end: each by itself, whatever is wrong with another."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from app.bookings.models import Booking, BookingStatus
from app.bookings.service import complete_booking, expire_hold
from app.core import clock
from app.payments.invariants import find_violations
from jobs.complete_bookings import complete_bookings
from jobs.expire_holds import expire_holds
from tests.support.gateway import answer_body, receive, try_to_pay
from tests.support.world import World, hold, make_world

pytestmark = pytest.mark.usefixtures("db")

Verb = Callable[[int], Awaitable[bool]]


def _breaking(verb: Verb, broken: Booking) -> Verb:
    """`verb`, as it would be if something were wrong with one booking."""

    async def do(booking_id: int) -> bool:
        if booking_id == broken.id:
            raise ValueError("this booking cannot be read")
        return await verb(booking_id)

    return do


async def _three(world: World) -> list[Booking]:
    return [await hold(space) for space in world.spaces[:3]]


async def _statuses(bookings: list[Booking]) -> list[BookingStatus]:
    return [(await Booking.get(id=one.id)).status for one in bookings]


async def test_a_hold_that_cannot_be_expired_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    held = await _three(await make_world())
    monkeypatch.setattr("jobs.expire_holds.expire_hold", _breaking(expire_hold, held[0]))
    assert await expire_holds() == 0
    with clock.frozen(clock.now() + timedelta(minutes=11)), capture_logs() as logs:
        assert await expire_holds() == 2
    assert await _statuses(held) == [BookingStatus.HELD, BookingStatus.EXPIRED, BookingStatus.EXPIRED]
    assert [(log["event"], log["subject"]) for log in logs] == [("one_failed", str(held[0].id))]
    monkeypatch.undo()
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert await expire_holds() == 1
    assert await find_violations() == []


async def test_a_stay_that_cannot_be_completed_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    paid = await _three(await make_world())
    for booking in paid:
        await receive(answer_body(await try_to_pay(booking.id)))
    monkeypatch.setattr("jobs.complete_bookings.complete_booking", _breaking(complete_booking, paid[0]))
    assert await complete_bookings() == 0
    with clock.frozen(clock.now() + timedelta(hours=28)):
        assert await complete_bookings() == 2
        assert await _statuses(paid) == [
            BookingStatus.CONFIRMED,
            BookingStatus.COMPLETED,
            BookingStatus.COMPLETED,
        ]
        monkeypatch.undo()
        assert await complete_bookings() == 1
    assert await find_violations() == []

"""The live floors, moved by the log, are those that the tables would build."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.bookings.closures import close_space, end_closures
from app.bookings.models import Booking
from app.core import clock
from app.core.actor import GUEST, OPERATOR
from app.core.events import read_events
from app.core.period import Period
from app.payments.blocked_spots import report_blocked_space
from app.payments.displacement import close_spaces
from app.realtime.live import LiveFloors
from tests.support.gateway import GATEWAY, answer_body, receive, try_to_pay
from tests.support.world import hold, make_world


@pytest.mark.usefixtures("db")
async def test_moves_and_lost_spots_leave_no_ghost_on_the_map() -> None:
    world = await make_world(5)
    followed = LiveFloors()
    await followed.load()
    bookings = [await hold(space, starts_in=1) for space in world.spaces[:3]]
    for booking in bookings[:2]:
        await receive(answer_body(await try_to_pay(booking.id)))
    await close_spaces(
        [world.spaces[2].id],
        lot_id=world.lot.id,
        starts_at=None,
        ends_at=None,
        reason="Leak",
        gateway=GATEWAY,
        by=OPERATOR,
    )
    with clock.frozen(bookings[0].starts_at + timedelta(minutes=1)):
        moved, refunded = [await Booking.get(id=booking.id) for booking in bookings[:2]]
        for booking, to in ((moved, world.spaces[4].id), (refunded, None)):
            await report_blocked_space(booking, b"photo", to_space_id=to, gateway=GATEWAY, by=GUEST)
        for logged in await read_events(followed.position):
            await followed.apply(logged.id, logged.event)
        built = LiveFloors()
        await built.load()
        for period in (moved.period, bookings[2].period):
            assert followed.taken(world.area.id, period) == built.taken(world.area.id, period)
        assert {taken.space_id: taken.state for taken in built.taken(world.area.id, moved.period)} == {
            world.spaces[0].id: "closed",
            world.spaces[1].id: "closed",
            world.spaces[2].id: "closed",
            world.spaces[4].id: "taken",
        }


@pytest.mark.usefixtures("db")
async def test_a_closure_that_is_cut_short_ends_on_the_map_as_in_the_tables() -> None:
    world = await make_world(2)
    now = clock.now()
    closed = await close_space(world.spaces[0].id, starts_at=now, ends_at=None, reason="Leak", by=OPERATOR)
    followed = LiveFloors()
    await followed.load()
    until = now + timedelta(hours=1)
    await end_closures([closed.id], lot_id=world.lot.id, ends_at=until, by=OPERATOR)
    for logged in await read_events(followed.position):
        await followed.apply(logged.id, logged.event)
    built = LiveFloors()
    await built.load()

    for live in (followed, built):
        assert live.state_of(world.spaces[0].id, Period(now, until)) == "closed"
        assert live.state_of(world.spaces[0].id, Period(until, until + timedelta(hours=1))) == "free"

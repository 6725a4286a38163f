"""Who stays too long: told, charged, and in nobody's way."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import cast

import pytest

from app.arrivals.events import OverstayGoesOn, OverstayNoticed
from app.bookings.errors import SpaceAlreadyTaken
from app.bookings.models import Booking, BookingStatus, Overstay
from app.core import clock
from app.core.events import read_events
from app.payments.invariants import find_violations
from app.realtime.live import LiveFloors, SpotNow
from jobs.complete_bookings import complete_bookings
from jobs.watch_overstays import watch_overstays
from tests.accounts.people import events_of
from tests.arrivals.stays import HOUR, after_the_end, enter, leave, open_lot, parked
from tests.support.gateway import GATEWAY
from tests.support.stays import book
from tests.support.world import hold

pytestmark = pytest.mark.usefixtures("db")


async def test_an_overstay_is_noticed_once_and_told_again_every_six_hours() -> None:
    booking, _ = await parked(await open_lot())
    with after_the_end(booking, timedelta(minutes=9)):
        assert await watch_overstays(GATEWAY) == 0
    for minutes in (11, 12, 90, 11 + 359, 11 + 360, 11 + 361):
        with after_the_end(booking, timedelta(minutes=minutes)):
            assert await watch_overstays(GATEWAY) == 1

    (noticed,) = [event for event in await events_of(OverstayNoticed) if type(event) is OverstayNoticed]
    assert noticed.owed_sen == 636
    told = [event for event in await events_of(OverstayGoesOn) if event.is_told]
    assert [event.owed_sen for event in told] == [4240]  # seven hours, at the day's cap, and 6 %


async def test_two_processes_notice_an_overstay_once() -> None:
    booking, _ = await parked(await open_lot())
    with after_the_end(booking, timedelta(minutes=30)):
        await asyncio.gather(*(watch_overstays(GATEWAY) for _ in range(4)))
    assert len(await events_of(OverstayNoticed)) == 1


async def test_nobody_is_promised_the_spot_for_the_coming_hour() -> None:
    world = await open_lot()
    booking, session = await parked(world)
    with after_the_end(booking, timedelta(minutes=30)):
        await watch_overstays(GATEWAY)
        with pytest.raises(SpaceAlreadyTaken) as refusal:
            await hold(world.spaces[0], starts_in=0.5)
        nearest = cast("list[dict[str, str]]", refusal.value.extras["nearest"])
        assert [spot["label"] for spot in nearest] == ["A2", "A3"]
        await hold(world.spaces[0], starts_in=1.01)
        await leave(session, owing=True)
        await hold(world.spaces[0], starts_in=0, hours=1)
    assert not await Overstay.exists()


async def test_the_next_driver_gets_another_spot_before_arriving() -> None:
    world = await open_lot()
    late, _ = await parked(world)
    following = await book(world.spaces[0], starts_in=5)
    with clock.frozen(following.starts_at - timedelta(minutes=31)):
        await watch_overstays(GATEWAY)
        assert (await Booking.get(id=following.id)).space_id == world.spaces[0].id
    with clock.frozen(following.starts_at - timedelta(minutes=30)):
        await watch_overstays(GATEWAY)

    assert (await Booking.get(id=following.id)).space_id == world.spaces[1].id
    assert (await Booking.get(id=late.id)).space_id == world.spaces[0].id
    assert await find_violations() == []


async def test_without_another_spot_the_next_driver_gets_all_the_money_back() -> None:
    world = await open_lot(1)
    await parked(world)
    following = await book(world.spaces[0], starts_in=5)
    with clock.frozen(following.starts_at - timedelta(minutes=10)):
        await watch_overstays(GATEWAY)

    assert (await Booking.get(id=following.id)).status is BookingStatus.DISPLACED
    assert await find_violations() == []


async def test_the_live_floor_tells_what_stands_there() -> None:
    world = await open_lot()
    spot = world.spaces[0].id
    followed = LiveFloors()
    await followed.load()

    async def look() -> tuple[SpotNow, SpotNow]:
        """As followed, and as built anew."""
        built = LiveFloors()
        await built.load()
        for logged in await read_events(followed.position):
            await followed.apply(logged.id, logged.event)
        return followed.spots_now(world.area.id)[spot], built.spots_now(world.area.id)[spot]

    booking = await book(world.spaces[0], starts_in=1)
    assert await look() == (SpotNow.FREE, SpotNow.FREE)
    with clock.frozen(booking.starts_at):
        assert await look() == (SpotNow.BOOKED, SpotNow.BOOKED)
        session = await enter(booking)
        assert await look() == (SpotNow.OCCUPIED, SpotNow.OCCUPIED)
    with after_the_end(booking, timedelta(minutes=9)):
        await complete_bookings()
        assert await look() == (SpotNow.OCCUPIED, SpotNow.OCCUPIED)
    with after_the_end(booking, HOUR):
        assert await look() == (SpotNow.OVERSTAYED, SpotNow.OVERSTAYED)
        await watch_overstays(GATEWAY)
        assert await look() == (SpotNow.OVERSTAYED, SpotNow.OVERSTAYED)
        await leave(session, owing=True)
        assert await look() == (SpotNow.FREE, SpotNow.FREE)

"""Cars that come, stay too long and leave."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from app.arrivals.models import Method, ParkingSession
from app.arrivals.service import let_in, let_out
from app.arrivals.sightings import Sighting
from app.bookings.models import Booking
from app.core import clock
from app.core.actor import Actor
from tests.support.stays import book
from tests.support.world import World, make_world

ATTENDANT = Actor("attendant", 1)
HOUR = timedelta(hours=1)


async def open_lot(spaces: int = 3, **policy: object) -> World:
    """A lot where an overstay costs RM 6.00 for each started hour, at most RM 40.00 a day, plus 6 % tax."""
    return await make_world(spaces, **{"overstay_hour_sen": 600, "overstay_day_cap_sen": 4000, **policy})


def seen(at: datetime | None = None, key: str | None = None, method: Method = Method.SCAN) -> Sighting:
    return Sighting(method, at or clock.now(), key)


async def enter(booking: Booking, **sighting: str) -> ParkingSession:
    """The booking's car comes in now."""
    return await let_in(booking.id, booking.lot_id, seen(key=sighting.get("key")), by=ATTENDANT)


async def leave(session: ParkingSession, *, owing: bool = False, key: str | None = None) -> ParkingSession:
    """The car leaves now."""
    return await let_out(session.id, session.lot_id, seen(key=key), leave_owing=owing, by=ATTENDANT)


async def parked(world: World, spot: int = 0, hours: float = 3) -> tuple[Booking, ParkingSession]:
    """A booking that begins in an hour, whose car comes at its start."""
    booking = await book(world.spaces[spot], starts_in=1, hours=hours)
    with clock.frozen(booking.starts_at):
        return booking, await enter(booking)


@contextmanager
def after_the_end(booking: Booking, late: timedelta) -> Iterator[None]:
    with clock.frozen(booking.ends_at + late):
        yield

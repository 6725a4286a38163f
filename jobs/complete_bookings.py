"""Confirmed bookings whose period is over are completed."""

from __future__ import annotations

from app.bookings.queries import list_ended
from app.bookings.service import complete_booking
from app.core import clock
from app.core.one_by_one import one_by_one


async def complete_bookings() -> int:
    return await one_by_one(await list_ended(clock.now()), complete_booking, name="complete_bookings")

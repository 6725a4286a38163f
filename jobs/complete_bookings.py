"""Confirmed bookings whose period is over are completed."""

from __future__ import annotations

from app.bookings.queries import list_ended
from app.bookings.service import complete_booking
from app.core import clock


async def complete_bookings() -> int:
    return sum([await complete_booking(booking_id) for booking_id in await list_ended(clock.now())])

"""Unpaid holds whose time is over give their spots back."""

from __future__ import annotations

from app.bookings.queries import list_lapsed_holds
from app.bookings.service import expire_hold
from app.core import clock


async def expire_holds() -> int:
    return sum([await expire_hold(booking_id) for booking_id in await list_lapsed_holds(clock.now())])

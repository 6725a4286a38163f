"""Unpaid holds whose time is over give their spots back."""

from __future__ import annotations

from app.bookings.queries import list_lapsed_holds
from app.bookings.service import expire_hold
from app.core import clock
from app.core.one_by_one import one_by_one


async def expire_holds() -> int:
    return await one_by_one(await list_lapsed_holds(clock.now()), expire_hold, name="expire_holds")

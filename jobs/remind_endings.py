"""A quarter of an hour before a booking ends its driver is reminded."""

from __future__ import annotations

from app.bookings.reminders import list_unreminded, remind_of_end
from app.core.one_by_one import one_by_one


async def remind_endings() -> int:
    return await one_by_one(await list_unreminded(), remind_of_end, name="remind_endings")

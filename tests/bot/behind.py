"""What happens behind a chat's back: time passes, jobs run, the operator is at work."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from app.bookings.models import Booking, Extension, ExtensionStatus
from app.core import clock
from app.core.database.connection import close_database, open_database
from tests.support.stack import Stack

T = TypeVar("T")


def meanwhile(stack: Stack, work: Callable[[], Awaitable[T]]) -> T:
    """Does `work` on the stack's database, as one more of its processes."""

    async def run() -> T:
        database = await open_database(stack.database.url)
        try:
            return await work()
        finally:
            await close_database(database)

    return asyncio.run(run())


def let_hold_lapse(stack: Stack, reference: str) -> None:
    """The time to pay for a booking, or for what it holds on top, is over."""

    async def lapse() -> None:
        over = clock.now() - timedelta(seconds=1)
        await Booking.filter(reference=reference).update(hold_expires_at=over)
        held = Extension.filter(booking__reference=reference, status=ExtensionStatus.HELD)
        await held.update(hold_expires_at=over)

    meanwhile(stack, lapse)

"""Cars that should have left: noticed, told of, and the next driver of their spot helped in time."""

from __future__ import annotations

from app.arrivals.overstays import watch_overstay
from app.arrivals.queries import list_overstaying
from app.core import clock
from app.core.one_by_one import one_by_one
from app.payments.gateways.protocol import Gateway
from app.payments.next_drivers import help_next_driver


async def watch_overstays(gateway: Gateway) -> int:
    async def watch(booking_id: int) -> bool:
        if not await watch_overstay(booking_id):
            return False
        # Several bookings may begin there one after the other: the next one's turn is in a minute.
        await help_next_driver(booking_id, gateway=gateway)
        return True

    return await one_by_one(await list_overstaying(clock.now()), watch, name="watch_overstays")

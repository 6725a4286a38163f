"""The next driver of a spot on which somebody overstays: another spot, before they arrive."""

from __future__ import annotations

from app.arrivals import rules
from app.arrivals.models import ParkingSession
from app.arrivals.queries import next_booking_on
from app.bookings import claims
from app.bookings.models import Booking, MoveCause, Overstay
from app.bookings.moves import move_booking
from app.bookings.queries import list_substitutes
from app.core import clock
from app.core.actor import CLOCK
from app.core.database.transactions import transactional
from app.payments.displacement import displace_with_refund, possible_substitutes
from app.payments.gateways.protocol import Gateway


@transactional
async def help_next_driver(booking_id: int, *, gateway: Gateway) -> bool:
    """Whoever has the spot next, soon, on which `booking_id` overstays, gets the nearest equal, or all back.

    Returns whether there was somebody to help.
    """
    booking = await Booking.get(id=booking_id)
    space_id = booking.space_id
    coming = await _coming_to(space_id)
    if coming is None:
        return False
    await claims.lock_spaces([space_id, *await possible_substitutes(space_id)])
    overstays = await Overstay.exists(booking_id=booking_id, space_id=space_id)
    coming = await _coming_to(space_id)
    if coming is None or not overstays or not await ParkingSession.exists(open_for_id=booking_id):
        return False
    refuges = await list_substitutes(space_id, await claims.claimed_period(coming), limit=1)
    if refuges:
        await move_booking(coming.id, refuges[0].space_id, cause=MoveCause.OVERSTAY, by=CLOCK)
    else:
        await displace_with_refund(coming.id, cause=MoveCause.OVERSTAY, gateway=gateway, by=CLOCK)
    return True


async def _coming_to(space_id: int) -> Booking | None:
    now = clock.now()
    coming = await next_booking_on(space_id, now)
    return coming if coming and coming.starts_at <= now + rules.NEXT_DRIVER_AHEAD else None

"""The reminder before a booking ends: recorded once for each end it has, and told by the notifications."""

from __future__ import annotations

from datetime import timedelta

from app.bookings.errors import BookingNotFound
from app.bookings.events import BookingEndingSoon
from app.bookings.models import Booking, BookingStatus, SpaceClaim
from app.bookings.steps import event_of
from app.core import clock
from app.core.actor import CLOCK
from app.core.database.transactions import record, transactional

REMIND_BEFORE = timedelta(minutes=15)


async def list_unreminded() -> list[int]:
    """Confirmed bookings under way that end within REMIND_BEFORE and were not reminded of that end."""
    now = clock.now()
    ending = SpaceClaim.filter(
        booking__status=BookingStatus.CONFIRMED,
        starts_at__lte=now,
        ends_at__gt=now,
        ends_at__lte=now + REMIND_BEFORE,
    ).order_by("ends_at")
    columns = ("booking_id", "ends_at", "booking__reminded_ends_at")
    return [id_ for id_, ends_at, reminded in await ending.values_list(*columns) if reminded != ends_at]


@transactional
async def remind_of_end(booking_id: int) -> bool:
    """Records BookingEndingSoon, unless that was done for the present end or does not fit any more.

    Returns whether it was this call that did it.
    """
    booking = await Booking.filter(id=booking_id).select_for_update().first()
    if booking is None:
        raise BookingNotFound
    left = booking.ends_at - clock.now()
    is_due = booking.status is BookingStatus.CONFIRMED and timedelta(0) < left <= REMIND_BEFORE
    if not is_due or booking.reminded_ends_at == booking.ends_at:
        return False
    booking.reminded_ends_at = booking.ends_at
    await booking.save(update_fields=["reminded_ends_at"])
    record(event_of(BookingEndingSoon, booking), by=CLOCK)
    return True

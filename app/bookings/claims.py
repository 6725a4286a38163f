"""The claim on a spot: taken, kept and given back under the spot's row lock."""

from __future__ import annotations

from datetime import datetime

from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q

from app.bookings.errors import BookingNotFound, SpaceAlreadyTaken, SpaceIsClosed
from app.bookings.models import Booking, SpaceClaim
from app.core.database.ids import ids_of
from app.core.period import Period
from app.lots.errors import SpaceNotFound
from app.lots.models import Closure, Space, SpaceStatus


async def lock_space(space_id: int) -> Space:
    """The spot's row, locked, so that those who want it queue. Raises SpaceNotFound; knows area and lot."""
    space = await Space.filter(id=space_id).select_for_update().first()
    if space is None or space.status is not SpaceStatus.ACTIVE:
        raise SpaceNotFound
    await space.fetch_related("area__lot")
    return space


async def lock_space_of(booking_id: int) -> None:
    """Locks the row of a booking's spot, which comes before that of the booking. Raises BookingNotFound."""
    space_ids = await ids_of(Booking.filter(id=booking_id), "space_id")
    if not space_ids:
        raise BookingNotFound
    await Space.filter(id=space_ids[0]).select_for_update().first()


def overlapping(period: Period) -> Q:
    return Q(starts_at__lt=period.ends_at, ends_at__gt=period.starts_at)


async def is_closed(space_id: int, period: Period) -> bool:
    return await Closure.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=period.starts_at),
        space_id=space_id,
        starts_at__lt=period.ends_at,
    ).exists()


async def place_claim(booking: Booking) -> None:
    """Claims the booking's spot for its period; the caller holds the lock of the spot.

    Raises SpaceIsClosed or SpaceAlreadyTaken. The database has the last word: it refuses an overlap
    even from a writer that forgot the lock.
    """
    if await is_closed(booking.space_id, booking.period):
        raise SpaceIsClosed
    if await SpaceClaim.filter(overlapping(booking.period), space_id=booking.space_id).exists():
        raise SpaceAlreadyTaken
    try:
        await SpaceClaim.create(
            space_id=booking.space_id,
            booking_id=booking.id,
            starts_at=booking.starts_at,
            ends_at=booking.ends_at,
        )
    except IntegrityError as error:
        raise SpaceAlreadyTaken from error


async def drop_claim(booking: Booking) -> None:
    await SpaceClaim.filter(booking_id=booking.id).delete()


async def lapsed_holds(space_id: int, period: Period, now: datetime) -> list[int]:
    """Bookings whose unpaid hold on the spot is over but has not been cleared away yet."""
    lapsed = SpaceClaim.filter(
        overlapping(period),
        space_id=space_id,
        booking__status="held",
        booking__hold_expires_at__lte=now,
    )
    return await ids_of(lapsed.order_by("booking_id"), "booking_id")

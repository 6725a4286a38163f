"""Cars that left before anybody told that they came: noted, and put to their stays once those are known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tortoise.expressions import Q

from app.arrivals.errors import CarNotIn
from app.arrivals.models import Departure, Method, ParkingSession
from app.arrivals.sightings import OLDEST, Sighting
from app.bookings.errors import IdempotencyKeyReused
from app.bookings.models import Booking, BookingStatus
from app.core import clock
from app.core.actor import Actor
from app.core.database.transactions import transactional
from app.lots.models import Lot

_SAME_LEAVING = timedelta(minutes=2)
"""Two who saw the same car leave tell times that are so far apart at most."""


@transactional
async def note_departure(bookings: Sequence[Booking], seen: Sighting, *, by: Actor) -> Departure | None:
    """The car of one of these bookings (of one plate, the latest first) left; nobody told that it came.

    None when it is in by now: somebody just told. Raises CarNotIn when no car of theirs can have been in, or
    when it is known to have left then, and IdempotencyKeyReused when the key told of another car.
    """
    if not bookings:
        raise CarNotIn
    ids = [booking.id for booking in bookings]
    # Whoever lets one of them in looks for departures under the same lock.
    await Booking.filter(id__in=ids).order_by("id").select_for_update()
    earlier = await find_noted(bookings[0].lot_id, seen.key)
    if earlier is not None:
        if earlier.booking.plate_number != bookings[0].plate_number:
            raise IdempotencyKeyReused
        return earlier
    stays = ParkingSession.filter(booking_id__in=ids, entered_at__lte=seen.at)
    if await stays.filter(exited_at__isnull=True).exists():
        return None
    if await stays.filter(exited_at__gte=seen.at - _SAME_LEAVING).exists():
        raise CarNotIn
    near = Departure.filter(
        booking_id__in=ids, left_at__gte=seen.at - _SAME_LEAVING, left_at__lte=seen.at + _SAME_LEAVING
    )
    doubled = await near.order_by("id").first()
    if doubled is not None:
        return doubled
    return await Departure.create(
        lot_id=bookings[0].lot_id,
        booking_id=ids[0],
        left_at=seen.at,
        method=seen.method,
        told_by=str(by),
        told_at=clock.now(),
        key=seen.key,
    )


async def find_noted(lot_id: int, key: str | None) -> Departure | None:
    """The departure that was told under this key before, with its booking."""
    if key is None:
        return None
    return await Departure.get_or_none(lot_id=lot_id, key=key).prefetch_related("booking")


async def find_departure(booking: Booking, entered_at: datetime) -> Departure | None:
    """How the stay ended, if that is known, of a car that came then. The booking's lock is held."""
    same_car = Q(booking_id=booking.id) | Q(lot_id=booking.lot_id, booking__plate_number=booking.plate_number)
    unmatched = Departure.filter(same_car, session_id__isnull=True, left_at__gte=entered_at)
    return await unmatched.order_by("left_at", "id").first()


async def forget_departure(lot_id: int, plate: str, at: datetime) -> None:
    """What a reader saw was no car of this plate that left."""
    wrong = Departure.filter(
        lot_id=lot_id, booking__plate_number=plate, left_at=at, method=Method.READER, session_id__isnull=True
    )
    ids = [departure.id for departure in await wrong]
    await Departure.filter(id__in=ids).delete()


async def list_possible_bookings(lot: Lot, plate: str, at: datetime) -> list[Booking]:
    """Those by which a car of this plate (in its normal form) may have been in at `at`, the latest first."""
    begun = Booking.filter(
        lot_id=lot.id,
        plate_number=plate,
        status__in=(BookingStatus.CONFIRMED, BookingStatus.COMPLETED),
        starts_at__lte=at + timedelta(minutes=lot.entry_grace_minutes),
        ends_at__gt=at - OLDEST,
    )
    return await begun.order_by("-starts_at", "-id")

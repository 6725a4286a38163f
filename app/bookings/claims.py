"""The claim on a spot: taken, kept and given back under the spot's row lock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q

from app.bookings.errors import BookingNotFound, SpaceAlreadyTaken, SpaceIsClosed
from app.bookings.models import Booking, Overstay, SpaceClaim
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
    await Space.filter(id=await space_of(booking_id)).select_for_update().first()


async def space_of(booking_id: int) -> int:
    """Raises BookingNotFound."""
    space_ids = await ids_of(Booking.filter(id=booking_id), "space_id")
    if not space_ids:
        raise BookingNotFound
    return space_ids[0]


async def lock_spaces(space_ids: Iterable[int]) -> None:
    """Locks the rows of several spots, in the order in which everybody locks them."""
    await Space.filter(id__in=sorted(set(space_ids))).order_by("id").select_for_update()


def overlapping(period: Period) -> Q:
    return Q(starts_at__lt=period.ends_at, ends_at__gt=period.starts_at)


def closed_in(period: Period) -> Q:
    """Of closures, those that overlap `period`."""
    return Q(starts_at__lt=period.ends_at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=period.starts_at))


def stood_on_in(period: Period) -> Q:
    """Of overstays, those that are in the way of `period`."""
    return Q(began_at__lt=period.ends_at, blocked_until__gt=period.starts_at)


async def is_closed(space_id: int, period: Period) -> bool:
    return await Closure.filter(closed_in(period), space_id=space_id).exists()


async def place_claim(booking: Booking) -> None:
    """Claims the booking's spot for its period; the caller holds the lock of the spot.

    Raises SpaceIsClosed or SpaceAlreadyTaken. The database has the last word: it refuses an overlap
    even from a writer that forgot the lock.
    """
    await _check_free(booking.space_id, booking.period)
    try:
        await SpaceClaim.create(
            space_id=booking.space_id,
            booking_id=booking.id,
            starts_at=booking.starts_at,
            ends_at=booking.ends_at,
        )
    except IntegrityError as error:
        raise SpaceAlreadyTaken from error


async def stretch_claim(booking: Booking, ends_at: datetime) -> None:
    """Lets the booking's claim reach to `ends_at`, under the same guards as `place_claim`."""
    await _check_free(booking.space_id, Period(booking.ends_at, ends_at), but_for=booking.id)
    try:
        await SpaceClaim.filter(booking_id=booking.id).update(ends_at=ends_at)
    except IntegrityError as error:
        raise SpaceAlreadyTaken from error


async def fit_claim(booking: Booking) -> None:
    """Lets the booking's claim end with the booking again."""
    await SpaceClaim.filter(booking_id=booking.id).update(ends_at=booking.ends_at)


async def claimed_period(booking: Booking) -> Period:
    """For when the booking has its spot, which may be longer than it is paid for."""
    claim = await SpaceClaim.get_or_none(booking_id=booking.id)
    return Period(claim.starts_at, claim.ends_at) if claim else booking.period


async def move_claim(booking: Booking, to_space_id: int) -> None:
    """Takes the booking's claim as it is to another spot; the caller holds the locks of both.

    Raises as `place_claim` does.
    """
    await _check_free(to_space_id, await claimed_period(booking))
    try:
        await SpaceClaim.filter(booking_id=booking.id).update(space_id=to_space_id)
    except IntegrityError as error:
        raise SpaceAlreadyTaken from error


async def _check_free(space_id: int, period: Period, *, but_for: int | None = None) -> None:
    """`but_for`: a booking whose own claim is in nobody's way."""
    if await is_closed(space_id, period):
        raise SpaceIsClosed
    if await Overstay.filter(stood_on_in(period), space_id=space_id).exists():
        raise SpaceAlreadyTaken
    others = SpaceClaim.filter(overlapping(period), space_id=space_id)
    if but_for is not None:
        others = others.exclude(booking_id=but_for)
    if await others.exists():
        raise SpaceAlreadyTaken


async def drop_claim(booking: Booking) -> None:
    await SpaceClaim.filter(booking_id=booking.id).delete()


async def bookings_in_the_way(space_id: int, starts_at: datetime, ends_at: datetime | None) -> list[int]:
    """Those with a live right to the spot then (`ends_at` None: for ever), who booked first first."""
    claims = SpaceClaim.filter(space_id=space_id, ends_at__gt=starts_at)
    if ends_at is not None:
        claims = claims.filter(starts_at__lt=ends_at)
    return await ids_of(claims.order_by("booking_id"), "booking_id")


async def lapsed_holds(space_id: int, period: Period, now: datetime) -> list[int]:
    """Bookings whose unpaid hold on the spot, or on more of its time, is over but not cleared away yet."""
    in_the_way = SpaceClaim.filter(overlapping(period), space_id=space_id)
    held = in_the_way.filter(booking__status="held", booking__hold_expires_at__lte=now)
    extended = in_the_way.filter(
        booking__extensions__status="held", booking__extensions__hold_expires_at__lte=now
    )
    return sorted({*await ids_of(held, "booking_id"), *await ids_of(extended, "booking_id")})

"""A booking that has to leave its spot gets another one."""

from __future__ import annotations

from collections.abc import Collection

from app.bookings import claims
from app.bookings.errors import BookingCannotChange, SpaceNotEqual
from app.bookings.events import BookingMoved
from app.bookings.models import Booking, BookingMove, BookingStatus, MoveCause
from app.bookings.queries import CURRENT, list_substitutes
from app.bookings.rules import UPGRADES
from app.bookings.steps import clear_lapsed, event_of
from app.core import clock
from app.core.actor import Actor
from app.core.database.transactions import record, transactional
from app.core.period import Period
from app.lots.errors import SpaceNotFound
from app.lots.models import Space


@transactional
async def move_booking(
    booking_id: int,
    to_space_id: int,
    *,
    cause: MoveCause,
    not_to: Collection[int] = (),
    reason: str | None = None,
    by: Actor,
) -> BookingMove:
    """Moves a held or confirmed booking to another spot of its lot, for the same period and the same price.

    `not_to`: spots that are free and no refuge all the same. Staff, who give a `reason`, move it to a spot of
    any type.

    Raises SpaceAlreadyTaken, SpaceIsClosed or SpaceNotFound when the other spot cannot be had, SpaceNotEqual
    for one of another type (an upgrade is given only while no equal is free), BookingCannotChange.
    """
    booking, former, space = await _lock(booking_id, to_space_id)
    now = clock.now()
    period = await claims.claimed_period(booking)
    await clear_lapsed(space.id, period, now)
    if space.area.lot_id != booking.lot_id:
        raise SpaceNotFound
    if cause is not MoveCause.STAFF:
        await _check_equal(former, space, period, not_to)
    await claims.move_claim(booking, space.id)
    booking.space_id, booking.area_id = space.id, space.area_id
    await booking.save(update_fields=["space_id", "area_id"])
    move = await BookingMove.create(
        booking_id=booking_id, from_space_id=former.id, to_space_id=space.id, cause=cause, moved_at=now
    )
    is_held = booking.status is BookingStatus.HELD
    moved = event_of(
        BookingMoved,
        booking,
        move_id=move.id,
        from_area_id=former.area_id,
        from_space_id=former.id,
        cause=cause,
        hold_expires_at=booking.hold_expires_at if is_held else None,
        reason=reason,
    )
    record(moved, by=by)
    return move


async def _lock(booking_id: int, to_space_id: int) -> tuple[Booking, Space, Space]:
    """The booking, the spot it leaves and the one it goes to, all locked."""
    former_id = await claims.space_of(booking_id)
    await claims.lock_spaces([former_id, to_space_id])
    booking = await Booking.filter(id=booking_id).select_for_update().get()
    if booking.status not in CURRENT or booking.space_id != former_id or booking.space_id == to_space_id:
        raise BookingCannotChange(status=booking.status.value)
    return booking, await Space.get(id=booking.space_id), await claims.lock_space(to_space_id)


async def _check_equal(former: Space, space: Space, period: Period, not_to: Collection[int]) -> None:
    if space.type is former.type:
        return
    if UPGRADES.get(former.type) is not space.type:
        raise SpaceNotEqual
    nearest = await list_substitutes(former.id, period, limit=1, not_to=not_to)
    if nearest and nearest[0].type is former.type:
        raise SpaceNotEqual

"""Bookings that lose their spot: another spot at once, or all the money back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from app.bookings import claims
from app.bookings.closures import close_space
from app.bookings.extensions import release_held_extension
from app.bookings.models import Booking, MoveCause
from app.bookings.moves import move_booking
from app.bookings.queries import NearestSpace, list_substitutes
from app.bookings.refuges import ForeseenMoves
from app.bookings.rules import UPGRADES
from app.bookings.service import displace_booking, expire_hold
from app.core.actor import Actor
from app.core.database.ids import ids_of
from app.core.database.transactions import transactional
from app.core.money import Money
from app.lots.models import Closure, Space, SpaceStatus
from app.lots.queries import get_space
from app.payments.gateways.protocol import Gateway
from app.payments.refunds import refund_sales

REFUND_CAUSE = "displaced"


@dataclass(frozen=True, slots=True)
class Rehousing:
    """A closure, and the references of the bookings that were in its way."""

    closure: Closure
    moved: tuple[str, ...]
    displaced: tuple[str, ...]


@transactional
async def displace_with_refund(booking_id: int, *, cause: MoveCause, gateway: Gateway, by: Actor) -> Money:
    """HELD or CONFIRMED to DISPLACED, and owes all that was paid back. Returns the sum.

    Money that is still on its way finds the booking ended and goes back when it comes (`late`).
    """
    await claims.lock_space_of(booking_id)
    booking = await Booking.filter(id=booking_id).select_for_update().get()
    refund = await refund_sales(booking, percent=100, cause=REFUND_CAUSE, gateway=gateway, by=by)
    await displace_booking(booking, cause=cause, refund=refund, by=by)
    return refund


@transactional
async def close_and_rehouse(
    space_id: int,
    *,
    starts_at: datetime,
    ends_at: datetime | None,
    reason: str,
    not_to: Collection[int] = (),
    gateway: Gateway,
    by: Actor,
) -> Rehousing:
    """Closes a spot as `close_space` does, and takes the bookings in the way elsewhere.

    `not_to`: spots that are closed with it. Who booked first chooses first: each gets the nearest free
    substitute for its whole period; one that finds none is displaced, with all its money back.
    """
    await claims.lock_spaces([space_id, *await possible_substitutes(space_id)])
    await claims.lock_space(space_id)
    moved: list[str] = []
    displaced: list[str] = []
    for booking_id in await claims.bookings_in_the_way(space_id, starts_at, ends_at):
        await give_up_extra_time(booking_id, space_id, starts_at, by)
        if booking_id not in await claims.bookings_in_the_way(space_id, starts_at, ends_at):
            continue
        booking = await Booking.get(id=booking_id)
        has_moved = await rehouse(booking, not_to=not_to, gateway=gateway, by=by)
        (moved if has_moved else displaced).append(booking.reference)
    closure = await close_space(space_id, starts_at=starts_at, ends_at=ends_at, reason=reason, by=by)
    closure.moved, closure.displaced = len(moved), len(displaced)
    await closure.save(update_fields=["moved", "displaced"])
    return Rehousing(closure, tuple(moved), tuple(displaced))


async def rehouse(booking: Booking, *, not_to: Collection[int], gateway: Gateway, by: Actor) -> bool:
    """Moves a booking to the nearest free substitute, or ends it with all its money back.

    Returns whether it moved. The caller's transaction holds the locks of the spots it may come to.
    """
    period = await claims.claimed_period(booking)
    refuges = await list_substitutes(booking.space_id, period, limit=1, not_to=not_to)
    if refuges:
        to_space_id = refuges[0].space_id
        await move_booking(booking.id, to_space_id, cause=MoveCause.CLOSURE, not_to=not_to, by=by)
    else:
        await displace_with_refund(booking.id, cause=MoveCause.CLOSURE, gateway=gateway, by=by)
    return bool(refuges)


@dataclass(frozen=True, slots=True)
class InTheWay:
    """A booking, with its spot, where a spot is to be closed; `refuge`: None when its money would go back."""

    booking: Booking
    refuge: NearestSpace | None


async def list_in_the_way(
    space_ids: Collection[int], starts_at: datetime, ends_at: datetime | None
) -> list[InTheWay]:
    """What closing these spots would do, as things stand."""
    found, moves = [], ForeseenMoves(space_ids)
    for space_id in space_ids:
        for booking_id in await claims.bookings_in_the_way(space_id, starts_at, ends_at):
            booking = await Booking.get(id=booking_id).prefetch_related("space")
            period = await claims.claimed_period(booking)
            found.append(InTheWay(booking, await moves.next_of(space_id, period)))
    return found


async def give_up_extra_time(booking_id: int, space_id: int, closing_at: datetime, by: Actor) -> None:
    """Ends a hold that lapsed, and what is only held on top where it would cost the booking its spot."""
    await expire_hold(booking_id)
    booking = await Booking.get(id=booking_id)
    is_only_on_top = booking.ends_at <= closing_at
    if is_only_on_top or not await list_substitutes(space_id, await claims.claimed_period(booking), limit=1):
        await release_held_extension(booking_id, by=by)


async def possible_substitutes(space_id: int) -> list[int]:
    """Every spot that a booking of this one might move to. Closing is rare: their locks may be waited for."""
    space = await get_space(space_id)
    types = [space.type, *([UPGRADES[space.type]] if space.type in UPGRADES else [])]
    alike = Space.filter(type__in=types, status=SpaceStatus.ACTIVE, area__lot_id=space.area.lot_id)
    return await ids_of(alike)

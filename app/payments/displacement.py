"""Bookings that lose their spot: another spot at once, or all the money back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from app.arrivals.errors import CarStandsThere
from app.arrivals.models import ParkingSession
from app.bookings import claims
from app.bookings.closures import check_open, close_space, closing_from
from app.bookings.extensions import release_held_extension
from app.bookings.models import Booking, MoveCause
from app.bookings.moves import move_booking
from app.bookings.queries import NearestSpace, list_substitutes
from app.bookings.refuges import ForeseenMoves
from app.bookings.rules import UPGRADES
from app.bookings.service import displace_booking, expire_hold
from app.core import clock
from app.core.actor import Actor
from app.core.database.ids import ids_of
from app.core.database.transactions import transactional
from app.core.money import Money
from app.lots.models import Closure, Space, SpaceStatus
from app.lots.queries import spaces_of_lot
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
async def close_spaces(
    space_ids: Collection[int],
    *,
    lot_id: int,
    starts_at: datetime | None,
    ends_at: datetime | None,
    reason: str,
    gateway: Gateway,
    by: Actor,
) -> list[Rehousing]:
    """Closes spots of a lot as `close_space` does, all or none, and takes the bookings in the way elsewhere.

    `starts_at`: None for now. Nobody moves to a spot that is closed with it. Raises SpaceClosedAlready,
    SpaceNotFound when one is of another lot or retired, PeriodReversed, ClosureInPast, and as `rehouse` does.
    """
    wanted = await spaces_of_lot(lot_id, space_ids)
    await claims.lock_spaces([*wanted, *await possible_substitutes(*wanted)])
    starts_at = closing_from(starts_at or clock.now(), ends_at)
    await check_open(wanted, starts_at, ends_at)
    done = []
    for space_id in wanted:
        moved, displaced = await _clear(space_id, starts_at, ends_at, not_to=wanted, gateway=gateway, by=by)
        closure = await close_space(space_id, starts_at=starts_at, ends_at=ends_at, reason=reason, by=by)
        closure.moved, closure.displaced = len(moved), len(displaced)
        await closure.save(update_fields=["moved", "displaced"])
        done.append(Rehousing(closure, tuple(moved), tuple(displaced)))
    return done


async def _clear(
    space_id: int,
    starts_at: datetime,
    ends_at: datetime | None,
    *,
    not_to: Collection[int],
    gateway: Gateway,
    by: Actor,
) -> tuple[list[str], list[str]]:
    """Takes the bookings of a spot elsewhere. Returns the references of the moved and of the displaced.

    Who booked first chooses first: each gets the nearest free substitute for its whole period; one that
    finds none is displaced, with all its money back.
    """
    moved: list[str] = []
    displaced: list[str] = []
    for booking_id in await claims.bookings_in_the_way(space_id, starts_at, ends_at):
        await give_up_extra_time(booking_id, space_id, starts_at, by)
        if booking_id not in await claims.bookings_in_the_way(space_id, starts_at, ends_at):
            continue
        booking = await Booking.get(id=booking_id)
        has_moved = await rehouse(booking, not_to=not_to, gateway=gateway, by=by)
        (moved if has_moved else displaced).append(booking.reference)
    return moved, displaced


async def rehouse(booking: Booking, *, not_to: Collection[int], gateway: Gateway, by: Actor) -> bool:
    """Moves a booking to the nearest free substitute, or ends it with all its money back.

    Returns whether it moved. The caller's transaction holds the locks of the spots it may come to. Raises
    CarStandsThere: a stay that is under way is not undone.
    """
    period = await claims.claimed_period(booking)
    refuges = await list_substitutes(booking.space_id, period, limit=1, not_to=not_to)
    if refuges:
        to_space_id = refuges[0].space_id
        await move_booking(booking.id, to_space_id, cause=MoveCause.CLOSURE, not_to=not_to, by=by)
    elif await ParkingSession.exists(open_for_id=booking.id):
        space = await Space.get(id=booking.space_id)
        raise CarStandsThere(spot=space.label)
    else:
        await displace_with_refund(booking.id, cause=MoveCause.CLOSURE, gateway=gateway, by=by)
    return bool(refuges)


@dataclass(frozen=True, slots=True)
class InTheWay:
    """A booking, with its spot, where a spot is to be closed; `refuge`: None when its money would go back."""

    booking: Booking
    refuge: NearestSpace | None


async def list_in_the_way(
    space_ids: Collection[int], *, lot_id: int, starts_at: datetime | None, ends_at: datetime | None
) -> list[InTheWay]:
    """What `close_spaces` would do, as things stand. Raises what it would."""
    wanted = await spaces_of_lot(lot_id, space_ids)
    starts_at = closing_from(starts_at or clock.now(), ends_at)
    await check_open(wanted, starts_at, ends_at)
    found, moves = [], ForeseenMoves(wanted)
    for space_id in wanted:
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


async def possible_substitutes(*space_ids: int) -> list[int]:
    """Every spot that a booking of these, of one lot, might move to.

    Closing is rare: their locks may be waited for.
    """
    spaces = await Space.filter(id__in=space_ids).select_related("area")
    types = {space.type for space in spaces}
    types |= {UPGRADES[type_] for type_ in types if type_ in UPGRADES}
    lot_ids = {space.area.lot_id for space in spaces}
    alike = Space.filter(type__in=types, status=SpaceStatus.ACTIVE, area__lot_id__in=lot_ids)
    return await ids_of(alike)

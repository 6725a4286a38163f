"""Closing a spot for repair, and opening it again."""

from __future__ import annotations

from datetime import datetime

from tortoise.expressions import Q

from app.bookings import claims
from app.bookings.errors import ClosureNotFound, SpaceHasBookings
from app.bookings.events import SpaceClosed, SpaceReopened
from app.bookings.rules import period_of
from app.core import clock
from app.core.actor import Actor
from app.core.database.ids import ids_of
from app.core.database.transactions import record, transactional
from app.lots.models import Closure


@transactional
async def close_space(
    space_id: int, *, starts_at: datetime, ends_at: datetime | None, reason: str, by: Actor
) -> Closure:
    """Takes a spot out of use from `starts_at` until `ends_at` (None: until reopened).

    Raises SpaceHasBookings when somebody has a live right to it in that time, PeriodReversed.
    """
    if ends_at is not None:
        period_of(starts_at, ends_at)
    space = await claims.lock_space(space_id)
    if await claims.bookings_in_the_way(space_id, starts_at, ends_at):
        raise SpaceHasBookings
    closure = await Closure.create(
        space=space,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason,
        closed_by=str(by),
        created_at=clock.now(),
    )
    record(
        SpaceClosed(
            closure_id=closure.id,
            lot_id=space.area.lot_id,
            area_id=space.area_id,
            space_id=space_id,
            starts_at=starts_at,
            ends_at=ends_at,
            reason=reason,
        ),
        by=by,
    )
    return closure


async def list_closures_of_lot(lot_id: int) -> list[Closure]:
    """The closures of a lot that are not over, the soonest first, each with its spot and floor."""
    not_over = Q(ends_at__isnull=True) | Q(ends_at__gt=clock.now())
    of_lot = Closure.filter(not_over, space__area__lot_id=lot_id).order_by("starts_at", "id")
    return await of_lot.prefetch_related("space__area")


async def list_closures(space_id: int) -> list[int]:
    """The closures of a spot that are not over."""
    not_over = Q(ends_at__isnull=True) | Q(ends_at__gt=clock.now())
    return await ids_of(Closure.filter(not_over, space_id=space_id).order_by("id"))


@transactional
async def reopen_space(closure_id: int, *, by: Actor) -> None:
    """Ends a closure now, or takes back one that has not begun. Raises ClosureNotFound when it is over."""
    closure = await Closure.get_or_none(id=closure_id)
    now = clock.now()
    if closure is None or (closure.ends_at is not None and closure.ends_at <= now):
        raise ClosureNotFound
    space = await claims.lock_space(closure.space_id)
    if closure.starts_at < now:
        await Closure.filter(id=closure_id).update(ends_at=now)
    else:
        await Closure.filter(id=closure_id).delete()
    record(
        SpaceReopened(
            closure_id=closure_id, lot_id=space.area.lot_id, area_id=space.area_id, space_id=space.id
        ),
        by=by,
    )

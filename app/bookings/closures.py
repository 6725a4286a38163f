"""Closing a spot for repair, and opening it again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from app.bookings import claims
from app.bookings.errors import (
    ClosureEndNotEarlier,
    ClosureInPast,
    ClosureNotFound,
    SpaceClosedAlready,
    SpaceHasBookings,
)
from app.bookings.events import SpaceClosed, SpaceClosureShortened, SpaceReopened
from app.bookings.rules import period_of
from app.core import clock
from app.core.actor import Actor
from app.core.database.ids import ids_of
from app.core.database.transactions import record, transactional
from app.lots.models import Closure, Space

PAST = 50
"""So many closures that are over are told at once."""


@dataclass(frozen=True, slots=True)
class PastClosures:
    """Closures that are over, each with its spot and floor, and whether there are more."""

    closures: list[Closure]
    has_more: bool


@transactional
async def close_space(
    space_id: int, *, starts_at: datetime, ends_at: datetime | None, reason: str, by: Actor
) -> Closure:
    """Takes a spot out of use from `starts_at`, now at the earliest, until `ends_at` (None: until reopened).

    Raises SpaceHasBookings when somebody has a live right to it in that time, SpaceClosedAlready,
    PeriodReversed, ClosureInPast.
    """
    starts_at = closing_from(starts_at, ends_at)
    space = await claims.lock_space(space_id)
    await check_open([space_id], starts_at, ends_at)
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


def closing_from(starts_at: datetime, ends_at: datetime | None) -> datetime:
    """From when a spot is closed that is to be from `starts_at`: not in the past, of which reports tell.

    Raises PeriodReversed, ClosureInPast.
    """
    now = clock.now()
    if ends_at is not None:
        period_of(starts_at, ends_at)
        if ends_at <= now:
            raise ClosureInPast
    return max(starts_at, now)


async def check_open(space_ids: Collection[int], starts_at: datetime, ends_at: datetime | None) -> None:
    """Raises SpaceClosedAlready when one of the spots is closed at some time between these (None: ever)."""
    then = Q(ends_at__isnull=True) | Q(ends_at__gt=starts_at)
    if ends_at is not None:
        then &= Q(starts_at__lt=ends_at)
    closed = await ids_of(Closure.filter(then, space_id__in=list(space_ids)), "space_id")
    if closed:
        spots = await Space.filter(id__in=closed).order_by("id").select_related("area")
        raise SpaceClosedAlready([f"{spot.area.code} · {spot.label}" for spot in spots])


async def list_closures_of_lot(lot_id: int) -> list[Closure]:
    """The closures of a lot that are not over, the soonest first, each with its spot and floor."""
    of_lot = Closure.filter(_not_over(), space__area__lot_id=lot_id).order_by("starts_at", "id")
    return await of_lot.prefetch_related("space__area")


async def list_past_closures(lot_id: int, *, before: int | None = None) -> PastClosures:
    """The closures of a lot that are over, the latest to end first: one page, of those after `before`."""
    over = Closure.filter(ends_at__lte=clock.now(), space__area__lot_id=lot_id)
    last = None if before is None else await over.filter(id=before).first()
    if last is not None:
        over = over.filter(Q(ends_at__lt=last.ends_at) | Q(ends_at=last.ends_at, id__lt=last.id))
    found = await over.order_by("-ends_at", "-id").limit(PAST + 1).prefetch_related("space__area")
    return PastClosures(found[:PAST], has_more=len(found) > PAST)


async def list_closures(space_id: int) -> list[Closure]:
    """The closures of a spot that are not over, the soonest first."""
    return await Closure.filter(_not_over(), space_id=space_id).order_by("starts_at", "id")


@transactional
async def reopen_space(closure_id: int, *, by: Actor) -> None:
    """Ends a closure now, or takes back one that has not begun. Raises ClosureNotFound when it is over."""
    for closure in await _lock_closures(Closure.filter(id=closure_id), 1):
        await _end_now(closure, by)


@transactional
async def end_closures(
    closure_ids: Collection[int], *, lot_id: int, ends_at: datetime | None, by: Actor
) -> None:
    """Ends closures of a lot at once, all of them or none: now, or (`ends_at`) sooner than was planned.

    Raises ClosureNotFound when one is over or of another lot, ClosureEndNotEarlier.
    """
    wanted = set(closure_ids)
    found = await _lock_closures(Closure.filter(id__in=wanted, space__area__lot_id=lot_id), len(wanted))
    for closure in found:
        if ends_at is None:
            await _end_now(closure, by)
        else:
            await _end_sooner(closure, ends_at, by)


async def _lock_closures(wanted: QuerySet[Closure], count: int) -> list[Closure]:
    """These closures, the spots locked. Raises ClosureNotFound unless there are `count` that are not over."""
    await claims.lock_spaces(await ids_of(wanted, "space_id"))
    found = await wanted.filter(_not_over()).order_by("id").prefetch_related("space__area")
    if len(found) != count:
        raise ClosureNotFound
    return found


async def _end_now(closure: Closure, by: Actor) -> None:
    now = clock.now()
    if closure.starts_at < now:
        await Closure.filter(id=closure.id).update(ends_at=now)
    else:
        await Closure.filter(id=closure.id).delete()
    record(SpaceReopened(**_where(closure)), by=by)


async def _end_sooner(closure: Closure, ends_at: datetime, by: Actor) -> None:
    is_sooner = closure.ends_at is None or ends_at < closure.ends_at
    if not is_sooner or ends_at <= max(clock.now(), closure.starts_at):
        raise ClosureEndNotEarlier
    await Closure.filter(id=closure.id).update(ends_at=ends_at)
    record(SpaceClosureShortened(**_where(closure), ends_at=ends_at), by=by)


def _where(closure: Closure) -> dict[str, int]:
    area = closure.space.area
    return {
        "closure_id": closure.id,
        "lot_id": area.lot_id,
        "area_id": area.id,
        "space_id": closure.space_id,
    }


def _not_over() -> Q:
    return Q(ends_at__isnull=True) | Q(ends_at__gt=clock.now())

"""A floor is redrawn: which bookings lose their spots by it, and where each of them goes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from app.arrivals.models import ParkingSession
from app.bookings import claims
from app.bookings.models import Booking
from app.bookings.queries import NearestSpace, booked_type
from app.bookings.refuges import ForeseenMoves
from app.bookings.rules import UPGRADES
from app.core import clock
from app.core.actor import Actor
from app.core.database.ids import ids_of
from app.core.database.transactions import record, transactional
from app.lots.changes import FloorChanges, find_changes
from app.lots.drafts import draft_changed, find_draft
from app.lots.errors import DraftNotFound, MapChanged, MapNotSound
from app.lots.events import FloorPublished
from app.lots.faults import MapFault, list_map_faults
from app.lots.floor_document import PlannedFloor
from app.lots.models import Area, FloorDraft, Space, SpaceType
from app.lots.rules import FloorPlan
from app.lots.service import draw_area, redraw
from app.payments.displacement import give_up_extra_time, rehouse
from app.payments.gateways.protocol import Gateway


@dataclass(frozen=True, slots=True)
class Stranded:
    """A booking whose spot goes, or becomes of another type. `refuge`: None when its money would go back.

    `car_is_in`: its car stands there now.
    """

    booking: Booking
    refuge: NearestSpace | None
    car_is_in: bool


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """What publishing a draft would do, as things stand."""

    faults: list[MapFault]
    changes: FloorChanges
    stranded: list[Stranded]


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing did; the references of the bookings that moved, and of those that were refunded."""

    area: Area
    moved: tuple[str, ...]
    displaced: tuple[str, ...]


async def check_draft(lot_id: int, code: str) -> DraftCheck:
    """Raises DraftNotFound. Changes nothing."""
    draft = await _get_draft(lot_id, code)
    plan = PlannedFloor.model_validate(draft.plan).plan
    present = await Space.filter(area_id=draft.area_id).order_by("id") if draft.area_id else []
    changes = find_changes(present, plan.spaces)
    faults = [*changes.faults, *await asyncio.to_thread(list_map_faults, plan)]
    return DraftCheck(faults, changes, await _list_stranded(changes))


async def publish_draft(
    lot_id: int, code: str, *, revision: int, base_map_version: int, gateway: Gateway, by: Actor
) -> Publication:
    """Makes a draft the map, and takes the bookings that it strands elsewhere or gives their money back.

    Raises DraftNotFound, DraftChanged unless it is of that revision still, MapChanged unless the map is
    still that on which it was drawn, MapNotSound.
    """
    draft = await _get_draft(lot_id, code)
    plan = PlannedFloor.model_validate(draft.plan).plan
    # A revision never changes, so it is looked at before anything is locked.
    faults = await asyncio.to_thread(list_map_faults, plan)
    if draft.revision == revision and faults:
        raise MapNotSound(faults)
    return await _publish(draft, plan, revision, base_map_version, gateway, by)


@transactional
async def _publish(
    seen: FloorDraft, plan: FloorPlan, revision: int, base_map_version: int, gateway: Gateway, by: Actor
) -> Publication:
    draft = await FloorDraft.filter(id=seen.id).select_for_update().first()
    if draft is None or not draft.revision == seen.revision == revision:
        raise await draft_changed(draft)
    if draft.base_map_version != base_map_version:
        raise MapChanged(draft.base_map_version)
    published = await (_add(draft, plan, by) if draft.area_id is None else _replace(draft, plan, gateway, by))
    await draft.delete()
    return published


async def _add(draft: FloorDraft, plan: FloorPlan, by: Actor) -> Publication:
    changes = find_changes([], plan.spaces)
    if changes.faults:
        raise MapNotSound(changes.faults)
    already = await Area.get_or_none(lot_id=draft.lot_id, code=draft.code)
    if already is not None:
        raise MapChanged(already.map_version)
    area = await draw_area(draft.lot_id, code=draft.code, name=draft.name, level=draft.level, plan=plan)
    _tell(area, changes, 0, Publication(area, (), ()), by)
    return Publication(area, (), ())


async def _replace(draft: FloorDraft, plan: FloorPlan, gateway: Gateway, by: Actor) -> Publication:
    # Every spot of the lot, for a booking may go to any of them; publishing is rare.
    await claims.lock_spaces(await ids_of(Space.filter(area__lot_id=draft.lot_id)))
    area = await Area.filter(id=draft.area_id).select_for_update().get()
    if area.map_version != draft.base_map_version:
        raise MapChanged(area.map_version)
    present = await Space.filter(area_id=area.id).order_by("id")
    changes = find_changes(present, plan.spaces)
    if changes.faults:
        raise MapNotSound(changes.faults)
    moved: list[str] = []
    displaced: list[str] = []
    not_to = _no_refuges(changes)
    for booking_id, to_type in await _bookings_on(changes):
        space_id = (await Booking.get(id=booking_id)).space_id
        await give_up_extra_time(booking_id, space_id, clock.now(), by)
        booking = await Booking.get(id=booking_id)
        if not await _has_claim(booking) or await _suits(booking, to_type):
            continue
        has_moved = await rehouse(booking, not_to=not_to, gateway=gateway, by=by)
        (moved if has_moved else displaced).append(booking.reference)
    area.name, area.level = draft.name, draft.level
    before = len(changes.plans) + len(changes.retired) - _returning(changes)
    await redraw(area, present, plan, changes)
    published = Publication(area, tuple(moved), tuple(displaced))
    _tell(area, changes, before, published, by)
    return published


async def _list_stranded(changes: FloorChanges) -> list[Stranded]:
    found: list[Stranded] = []
    moves = ForeseenMoves(_no_refuges(changes))
    now = clock.now()
    for booking_id, to_type in await _bookings_on(changes):
        booking = await Booking.get(id=booking_id).prefetch_related("space")
        has_lapsed = booking.status == "held" and booking.hold_expires_at <= now
        if has_lapsed or await _suits(booking, to_type):
            continue
        period = await claims.claimed_period(booking)
        refuge = await moves.next_of(booking.space_id, period)
        car_is_in = await ParkingSession.exists(open_for_id=booking_id)
        found.append(Stranded(booking, refuge, car_is_in))
    return found


async def _bookings_on(changes: FloorChanges) -> list[tuple[int, SpaceType | None]]:
    """Those with a live right to a spot that goes (None) or becomes of another type: which."""
    becomes: list[tuple[int, SpaceType | None]] = [(space.id, None) for space in changes.retired]
    becomes += [(each.space.id, each.to) for each in changes.retyped]
    now = clock.now()
    return [
        (booking_id, to_type)
        for space_id, to_type in sorted(becomes, key=lambda one: one[0])
        for booking_id in await claims.bookings_in_the_way(space_id, now, None)
    ]


async def _suits(booking: Booking, to_type: SpaceType | None) -> bool:
    """Whether a booking may stay: the spot becomes of the type that was booked, or a better one."""
    if to_type is None:
        return False
    booked = await booked_type(booking)
    return to_type in (booked, UPGRADES.get(booked))


async def _has_claim(booking: Booking) -> bool:
    return booking.id in await claims.bookings_in_the_way(booking.space_id, clock.now(), None)


def _no_refuges(changes: FloorChanges) -> set[int]:
    return {space.id for space in changes.retired} | {each.space.id for each in changes.retyped}


def _returning(changes: FloorChanges) -> int:
    return sum(plan.id is not None for plan in changes.added)


def _tell(area: Area, changes: FloorChanges, before: int, done: Publication, by: Actor) -> None:
    record(
        FloorPublished(
            lot_id=area.lot_id,
            area_id=area.id,
            code=area.code,
            version=area.map_version,
            spots_before=before,
            spots_after=before + len(changes.added) - len(changes.retired),
            added=len(changes.added),
            changed=len(changes.touched),
            retired=len(changes.retired),
            retired_labels=tuple(space.label for space in changes.retired),
            moved=len(done.moved),
            displaced=len(done.displaced),
        ),
        by=by,
    )


async def _get_draft(lot_id: int, code: str) -> FloorDraft:
    draft = await find_draft(lot_id, code)
    if draft is None:
        raise DraftNotFound
    return draft

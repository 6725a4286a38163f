"""The verbs of lots: enter one, add a floor, publish its map, retire a spot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from app.core import clock
from app.core.actor import Actor
from app.core.database.ids import ids_of
from app.core.database.transactions import record, transactional
from app.lots.changes import FloorChanges, find_changes, labels_to_give_up, new_spots
from app.lots.errors import AreaNotFound, MapNotSound, SpaceNotFound
from app.lots.events import AreaMapPublished, LotCreated, SpaceRetired
from app.lots.faults import list_map_faults
from app.lots.models import Area, Lot, Space, SpaceLife, SpaceStatus
from app.lots.rules import FloorPlan, OpeningHours, SpacePlan

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

ALWAYS_OPEN: list[dict[str, Any]] = [
    {"weekday": weekday, "opens": "00:00", "closes": "24:00"} for weekday in range(7)
]
USUAL_REFUNDS: list[dict[str, int]] = [
    {"hours_before": 24, "percent": 100},
    {"hours_before": 2, "percent": 50},
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LotDetails:
    """What a lot is and which policy it has; fields as in `models.Lot`. Raises ValueError for nonsense."""

    slug: str
    name: str
    address: str
    latitude: float
    longitude: float
    operator_name: str
    operator_address: str = ""
    company_registration: str = ""
    contact: str = ""
    phone: str = ""
    whatsapp: str = ""
    time_zone: str = "Asia/Kuala_Lumpur"
    opening_hours: list[dict[str, Any]] = field(default_factory=lambda: ALWAYS_OPEN)
    refund_policy: list[dict[str, int]] = field(default_factory=lambda: USUAL_REFUNDS)
    hold_seconds: int = 600
    min_minutes: int = 30
    max_minutes: int = 7 * 24 * 60
    max_advance_days: int = 60
    entry_grace_minutes: int = 15
    exit_grace_minutes: int = 10
    no_show_minutes: int | None = None
    overstay_hour_sen: int = 0
    overstay_day_cap_sen: int | None = None
    reader_confidence_percent: int = 85
    refund_approval_sen: int | None = None
    tax_basis_points: int = 600
    tax_included: bool = False
    tax_registration: str = ""
    is_listed: bool = True
    special_days: list[dict[str, str]] | None = None
    house_rules: dict[str, str] | None = None

    def __post_init__(self) -> None:
        if not _SLUG.fullmatch(self.slug):
            raise ValueError(f"a slug is lower-case words with hyphens, not {self.slug!r}")
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError("a place on earth has a latitude of at most 90 and a longitude of at most 180")
        if not 0 < self.min_minutes <= self.max_minutes:
            raise ValueError("the shortest booking is not longer than the longest")
        if not all(0 <= step["percent"] <= 100 for step in self.refund_policy):
            raise ValueError("a refund is 0 to 100 percent")
        ZoneInfo(self.time_zone)
        OpeningHours.of(self.opening_hours, self.special_days or ())


@transactional
async def create_lot(details: LotDetails, *, by: Actor) -> Lot:
    """Enters a lot, without floors."""
    lot = await Lot.create(**asdict(details))
    record(LotCreated(lot_id=lot.id, slug=lot.slug), by=by)
    return lot


@transactional
async def add_area(lot_id: int, *, code: str, name: str, level: int, plan: FloorPlan, by: Actor) -> Area:
    """Adds a floor with its spots. `level` is in storeys above the street. Raises MapNotSound."""
    _require_sound(plan)
    area = await Area.create(
        lot_id=lot_id,
        code=code,
        name=name,
        level=level,
        width=plan.width,
        height=plan.height,
        drawing=_stored(plan),
    )
    await _add_spaces(area.id, plan.spaces)
    record(AreaMapPublished(lot_id=lot_id, area_id=area.id, version=area.map_version), by=by)
    return area


@transactional
async def publish_map(area_id: int, plan: FloorPlan, *, by: Actor) -> Area:
    """Replaces a floor's drawing; spots are matched by id or label, moved, renamed or added.

    Spots that `plan` leaves out stay where they are: `retire_space` takes one away. Raises
    AreaNotFound and MapNotSound.
    """
    # Spots before their floor, as a hold locks them.
    present = await Space.filter(area_id=area_id).order_by("id").select_for_update()
    area = await _lock_area(area_id)
    kept = find_changes(present, plan.spaces).retired
    whole = replace(plan, spaces=(*plan.spaces, *map(_plan_of, kept)))
    _require_sound(whole)
    changes = find_changes(present, whole.spaces)
    if changes.faults:
        raise MapNotSound(changes.faults)
    await redraw(area, present, whole, changes, by=by)
    return area


async def redraw(
    area: Area, present: Sequence[Space], plan: FloorPlan, changes: FloorChanges, *, by: Actor
) -> None:
    """Makes the floor what `plan` says, which is sound; `changes` come of it and of the `present` spots.

    The caller has locked the spots and the floor, and has seen to the bookings on those that are retired.
    """
    for space_id, label in labels_to_give_up(present, changes).items():
        await Space.filter(id=space_id).update(label=label)
    labels = {space.id: space.label for space in present}
    # Two spots may swap their labels, which no moment may see twice.
    for space_id in changes.plans:
        if changes.plans[space_id].label != labels[space_id]:
            await Space.filter(id=space_id).update(label=f"~{space_id}")
    spots = {space.id: _plan_of(space) if _is_active(space) else None for space in present}
    for space_id, spot in changes.plans.items():
        if spots[space_id] != spot:
            await Space.filter(id=space_id).update(**_columns(spot), status=SpaceStatus.ACTIVE)
    await _begin_lives([space_id for space_id in changes.plans if spots[space_id] is None])
    await _add_spaces(area.id, new_spots(changes))
    for space in changes.retired:
        await _retire(space.id)
        record(SpaceRetired(lot_id=area.lot_id, area_id=area.id, space_id=space.id), by=by)
    area.width, area.height, area.drawing = plan.width, plan.height, _stored(plan)
    await _publish(area, by)


@transactional
async def retire_space(space_id: int, *, by: Actor) -> None:
    """Takes a spot out of use for good: nobody can book it any more. Bookings that stand are kept.

    Raises SpaceNotFound for one unknown or retired.
    """
    space = await Space.filter(id=space_id).select_for_update().first()
    if space is None or not _is_active(space):
        raise SpaceNotFound
    area = await _lock_area(space.area_id)
    await _retire(space_id)
    record(SpaceRetired(lot_id=area.lot_id, area_id=area.id, space_id=space_id), by=by)
    await _publish(area, by)


async def _lock_area(area_id: int) -> Area:
    area = await Area.filter(id=area_id).select_for_update().first()
    if area is None:
        raise AreaNotFound
    return area


async def _publish(area: Area, by: Actor) -> None:
    area.map_version += 1
    await area.save()
    record(AreaMapPublished(lot_id=area.lot_id, area_id=area.id, version=area.map_version), by=by)


async def _add_spaces(area_id: int, spaces: Sequence[SpacePlan]) -> None:
    await Space.bulk_create([Space(area_id=area_id, **_columns(space)) for space in spaces])
    # Many rows at once come back without their ids.
    labels = [space.label for space in spaces]
    await _begin_lives(await ids_of(Space.filter(area_id=area_id, label__in=labels)))


async def _begin_lives(space_ids: Sequence[int]) -> None:
    now = clock.now()
    await SpaceLife.bulk_create([SpaceLife(space_id=space_id, starts_at=now) for space_id in space_ids])


async def _retire(space_id: int) -> None:
    await Space.filter(id=space_id).update(status=SpaceStatus.RETIRED)
    await SpaceLife.filter(space_id=space_id, ends_at__isnull=True).update(ends_at=clock.now())


def _columns(space: SpacePlan) -> dict[str, Any]:
    columns = asdict(space)
    del columns["id"]
    return columns


def _require_sound(plan: FloorPlan) -> None:
    if faults := list_map_faults(plan):
        raise MapNotSound(faults)


def _is_active(space: Space) -> bool:
    return space.status is SpaceStatus.ACTIVE


def _plan_of(space: Space) -> SpacePlan:
    return SpacePlan(
        space.label, space.type, space.x, space.y, space.width, space.height, space.rotation, space.id
    )


def _stored(plan: FloorPlan) -> dict[str, Any]:
    return plan.drawing.model_dump(mode="json", by_alias=True)

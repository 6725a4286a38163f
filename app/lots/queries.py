"""Reading lots, floors and spots."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from app.core.database.ids import ids_of
from app.core.fields import is_row_id
from app.lots.errors import AreaNotFound, LotNotFound, SpaceNotFound
from app.lots.models import SLUG_MAX_LENGTH, Area, Lot, Space, SpaceStatus


@dataclass(frozen=True, slots=True)
class AreaSummary:
    """A floor without its drawing. `level`: storeys above the street."""

    id: int
    lot_id: int
    code: str
    name: str
    level: int


@dataclass(frozen=True, slots=True)
class AreaMap:
    """A floor's map as it is served. `spaces` hold the columns of `Space` that place and name it."""

    area_id: int
    lot_slug: str
    code: str
    name: str
    version: int
    width: int
    height: int
    drawing: dict[str, Any]
    spaces: list[dict[str, Any]]


async def list_lots() -> list[Lot]:
    """The lots that drivers are shown, by name."""
    return await Lot.filter(is_listed=True).order_by("name")


async def list_all_lots() -> list[Lot]:
    """Those as well that drivers are not shown, by name."""
    return await Lot.all().order_by("name")


async def lots_with_floors() -> set[int]:
    """The lots that have a floor."""
    return set(await ids_of(Area.all().distinct(), "lot_id"))


async def find_lot(slug: str) -> Lot | None:
    # Tortoise does not look for what the column cannot hold, it raises.
    return await Lot.get_or_none(slug=slug) if len(slug) <= SLUG_MAX_LENGTH else None


async def get_lot(slug: str) -> Lot:
    """The lot with this slug, listed or not. Raises LotNotFound."""
    lot = await find_lot(slug)
    if lot is None:
        raise LotNotFound
    return lot


async def list_areas(lot_ids: Collection[int]) -> list[AreaSummary]:
    """The floors of these lots, from the top down."""
    columns = ("id", "lot_id", "code", "name", "level")
    rows = await Area.filter(lot_id__in=list(lot_ids)).order_by("-level", "code").values(*columns)
    return [AreaSummary(**row) for row in rows]


async def get_area(area_id: int) -> Area:
    """The floor with its lot. Raises AreaNotFound."""
    area = await Area.get_or_none(id=area_id).select_related("lot") if is_row_id(area_id) else None
    if area is None:
        raise AreaNotFound
    return area


async def get_map_version(area_id: int) -> int:
    """The version of a floor's map: what is cached of this version still holds. Raises AreaNotFound."""
    versions: list[Any] = await Area.filter(id=area_id).values_list("map_version", flat=True)
    if not versions:
        raise AreaNotFound
    return int(versions[0])


async def get_area_map(area_id: int) -> AreaMap:
    """All that a floor's map shows, without who stands where. Raises AreaNotFound."""
    area = await get_area(area_id)
    columns = ("id", "label", "type", "x", "y", "width", "height", "rotation")
    spaces = Space.filter(area_id=area_id, status=SpaceStatus.ACTIVE).order_by("id")
    return AreaMap(
        area_id=area.id,
        lot_slug=area.lot.slug,
        code=area.code,
        name=area.name,
        version=area.map_version,
        width=area.width,
        height=area.height,
        drawing=area.drawing,
        spaces=await spaces.values(*columns),
    )


async def get_space_at(slug: str, area_code: str, label: str) -> Space:
    """The spot by what is written on it, as `get_space`. Raises LotNotFound, AreaNotFound, SpaceNotFound."""
    lot = await get_lot(slug)
    area = await Area.get_or_none(lot_id=lot.id, code=area_code)
    if area is None:
        raise AreaNotFound
    space = await Space.get_or_none(area_id=area.id, label=label)
    if space is None:
        raise SpaceNotFound
    return await get_space(space.id)


async def get_space(space_id: int) -> Space:
    """The spot with its `area` and `area.lot`. Raises SpaceNotFound for one unknown or retired."""
    active = Space.filter(id=space_id, status=SpaceStatus.ACTIVE).select_related("area__lot")
    space = await active.first() if is_row_id(space_id) else None
    if space is None:
        raise SpaceNotFound
    return space


async def spaces_of_lot(lot_id: int, space_ids: Collection[int]) -> list[int]:
    """The spots, each once, by ascending id. Raises SpaceNotFound when one is of another lot or retired."""
    wanted = sorted(set(space_ids))
    here = Space.filter(id__in=wanted, status=SpaceStatus.ACTIVE, area__lot_id=lot_id)
    if await here.count() != len(wanted):
        raise SpaceNotFound
    return wanted

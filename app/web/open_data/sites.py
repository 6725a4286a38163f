"""What open data tells of, as read: the listed lots with their floors and spots."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from app.core.models import EventRecord
from app.lots.models import Area, Lot, Space, SpaceStatus, SpaceType
from app.lots.queries import list_lots

# Of a lot whose beginning is not in the log.
_LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Floor:
    area: Area
    spaces: list[Space]

    @property
    def types(self) -> list[SpaceType]:
        found = {space.type for space in self.spaces}
        return [type_ for type_ in SpaceType if type_ in found]


@dataclass(frozen=True, slots=True)
class Site:
    lot: Lot
    floors: list[Floor]
    created_at: datetime

    @property
    def spaces(self) -> list[Space]:
        return [space for floor in self.floors for space in floor.spaces]

    @property
    def types(self) -> list[SpaceType]:
        found = {space.type for space in self.spaces}
        return [type_ for type_ in SpaceType if type_ in found]


async def read_sites() -> list[Site]:
    """The listed lots, by name; floors from the top down, spots as they were drawn."""
    lots = await list_lots()
    areas = await Area.filter(lot_id__in=[lot.id for lot in lots]).order_by("-level", "code")
    active = Space.filter(area_id__in=[area.id for area in areas], status=SpaceStatus.ACTIVE)
    spaces: dict[int, list[Space]] = defaultdict(list)
    for space in await active.order_by("id"):
        spaces[space.area_id].append(space)
    return [
        Site(
            lot,
            [Floor(area, spaces[area.id]) for area in areas if area.lot_id == lot.id],
            await _created_at(lot.id),
        )
        for lot in lots
    ]


async def _created_at(lot_id: int) -> datetime:
    first = await EventRecord.filter(lot_id=lot_id, kind="LotCreated").order_by("id").first()
    return first.occurred_at if first else _LONG_AGO

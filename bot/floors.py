"""A floor as a picture shows it, from the tables and the live state."""

from __future__ import annotations

from app.core.period import Period
from app.lots.drawing import Drawing
from app.lots.models import Area, SpaceType
from app.lots.queries import AreaSummary, get_area, get_area_map
from app.realtime.live import LiveFloors, SpaceState
from bot.pictures.floor import FloorView, SpotView


def floor_words(area: Area | AreaSummary) -> str:
    """A floor as people read it: `B1 · Basement 1`."""
    return f"{area.code} · {area.name}"


async def view_floor(area_id: int, period: Period, live: LiveFloors) -> FloorView:
    """The floor with the state of every spot in `period`. Raises AreaNotFound."""
    area, plan = await get_area(area_id), await get_area_map(area_id)
    states = {taken.space_id: taken.state for taken in live.taken(area_id, period)}
    return FloorView(
        lot_name=area.lot.name,
        name=floor_words(area),
        width=plan.width,
        height=plan.height,
        drawing=Drawing.model_validate(plan.drawing),
        spots=tuple(
            SpotView(
                **{**space, "type": SpaceType(space["type"])},
                state=states.get(space["id"], SpaceState.FREE),
            )
            for space in plan.spaces
        ),
    )

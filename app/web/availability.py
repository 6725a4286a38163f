"""What is free, answered from memory."""

from __future__ import annotations

from quart import Blueprint
from quart_schema import validate_querystring, validate_response

from app.bookings.rules import period_of
from app.core.period import Period
from app.lots.queries import get_area, get_lot, list_areas
from app.realtime.live import LiveFloors
from app.web.access import callers
from app.web.context import services
from app.web.limits import limited
from app.web.schemas.availability import (
    AreaCountOut,
    AvailabilityOut,
    LotAvailabilityOut,
    PeriodQuery,
    TakenOut,
)

blueprint = Blueprint("availability", __name__)


@blueprint.get("/api/areas/<int:area_id>/availability")
@limited(3000)
@callers("anyone")
@validate_querystring(PeriodQuery)
@validate_response(AvailabilityOut)
async def area_availability(area_id: int, query_args: PeriodQuery) -> AvailabilityOut:
    """Which spots of a floor are not free in a period, and why."""
    live = services().live
    if not live.knows(area_id):
        await get_area(area_id)
    return present_availability(live, area_id, period_of(query_args.from_, query_args.to))


@blueprint.get("/api/lots/<slug>/availability")
@limited(3000)
@callers("anyone")
@validate_querystring(PeriodQuery)
@validate_response(LotAvailabilityOut)
async def lot_availability(slug: str, query_args: PeriodQuery) -> LotAvailabilityOut:
    """How many spots of each floor are free in a period."""
    live, lot = services().live, await get_lot(slug)
    period = period_of(query_args.from_, query_args.to)
    counts = [(area.id, live.count(area.id, period)) for area in await list_areas([lot.id])]
    return LotAvailabilityOut(
        slug=lot.slug,
        from_=period.starts_at,
        to=period.ends_at,
        as_of=live.fresh_at,
        stale=live.stale_since is not None,
        areas=[
            AreaCountOut(area_id=id_, total=count.total, free=count.free, free_by_type=count.free_by_type)
            for id_, count in counts
        ],
    )


def present_availability(live: LiveFloors, area_id: int, period: Period) -> AvailabilityOut:
    return AvailabilityOut(
        area_id=area_id,
        from_=period.starts_at,
        to=period.ends_at,
        as_of=live.fresh_at,
        stale=live.stale_since is not None,
        taken=[
            TakenOut(space_id=taken.space_id, state=taken.state, reason=taken.reason)
            for taken in live.taken(area_id, period)
        ],
    )

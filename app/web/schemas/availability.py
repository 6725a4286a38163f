"""Availability, as sent."""

from __future__ import annotations

from pydantic import Field

from app.lots.models import SpaceType
from app.realtime.live import SpaceState
from app.web.schemas.base import Moment, Schema


class PeriodQuery(Schema):
    """A half-open period, ISO 8601 with an offset."""

    from_: Moment = Field(alias="from")
    to: Moment


class TakenOut(Schema):
    """A spot that is not free; `reason` only for a closed one."""

    space_id: int
    state: SpaceState
    reason: str | None = None


class AvailabilityOut(Schema):
    """The spots of a floor that are not free. `stale`: the newest state can't be seen just now."""

    area_id: int
    from_: Moment = Field(alias="from")
    to: Moment
    as_of: Moment
    stale: bool
    taken: list[TakenOut]


class AreaCountOut(Schema):
    area_id: int
    total: int
    free: int
    free_by_type: dict[SpaceType, int]


class LotAvailabilityOut(Schema):
    slug: str
    from_: Moment = Field(alias="from")
    to: Moment
    as_of: Moment
    stale: bool
    areas: list[AreaCountOut]

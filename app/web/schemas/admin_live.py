"""The car park as it is now, as sent to those who run it."""

from __future__ import annotations

from app.bookings.models import BookingStatus
from app.lots.models import SpaceType
from app.realtime.live import SpotNow
from app.web.schemas.base import Moment, Schema


class TypeCountOut(Schema):
    """The spots of one type by their state; states without any are left out."""

    type: SpaceType
    total: int
    by_state: dict[SpotNow, int]


class FloorNowOut(Schema):
    """A floor as it is now. `spots`: the state of every spot that is not free, by its id."""

    area_id: int
    code: str
    name: str
    level: int
    by_type: list[TypeCountOut]
    spots: dict[int, SpotNow]


class LotNowOut(Schema):
    """`stale`: the event log cannot be read, and this may be old."""

    as_of: Moment
    stale: bool
    floors: list[FloorNowOut]


class StayOut(Schema):
    """A car that is in. `owed_sen`: what it owes now for staying past its end."""

    session_id: int
    reference: str
    plate_number: str
    name: str | None
    area_code: str
    space_id: int
    space_label: str
    entered_at: Moment
    ends_at: Moment
    owed_sen: int
    minutes_over: int
    next_starts_at: Moment | None


class TodayOut(Schema):
    """What the head of the dashboard says. Money: sold today, less what goes back, with tax.

    `in_use`: of the `spots` that are open, those that are booked now or stood on; `occupied`: those on
    which a car stands. `arriving`: bookings that begin within the hour, whose cars have not come.
    """

    in_use_percent: int
    in_use: int
    occupied: int
    spots: int
    taken_sen: int
    taken_before_sen: int
    arriving: int
    arriving_to_taken_spots: int
    overstaying: int
    owed_sen: int


class OverviewOut(Schema):
    """`overstaying`: who owes most first."""

    currency: str
    today: TodayOut
    overstaying: list[StayOut]


class SpotBookingOut(Schema):
    reference: str
    status: BookingStatus
    plate_number: str
    name: str | None
    starts_at: Moment
    ends_at: Moment
    entered_at: Moment | None


class SpotClosureOut(Schema):
    id: int
    reason: str
    starts_at: Moment
    ends_at: Moment | None


class SpotOut(Schema):
    """A spot with who has it now and next, and what closes it."""

    space_id: int
    label: str
    type: SpaceType
    area_code: str
    state: SpotNow
    bookings: list[SpotBookingOut]
    closures: list[SpotClosureOut]

"""Reports of money and of the use of spots, as asked for and sent."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from app.lots.models import SpaceType
from app.web.schemas.base import RowId, Schema

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 1, 1))]


class DaysQuery(Schema):
    """`from` and `to` are days by the lot's clock, both counted; without them the seven before today."""

    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None


class FiguresOut(Schema):
    """Sums of the ledger's entries. `gross - refunds - tax = net`, the revenue; `fees` are taken of that.

    A refund counts on the day on which it was owed, a fee when the gateway told of it.
    """

    gross_sen: int
    refunds_sen: int
    tax_sen: int
    net_sen: int
    fees_sen: int
    net_of_fees_sen: int


class DayFiguresOut(Schema):
    """A day, and the day that many days before it as the report has."""

    day: date
    now: FiguresOut
    before: FiguresOut


class ShareOut(Schema):
    """A part of the whole. `key` is stable (None: of no type, channel or thing); `label` is for people."""

    key: str | None
    label: str
    now: FiguresOut
    before: FiguresOut


class TillOut(Schema):
    """`owed_before + captured - refunded - paid_out - fees = owed`: what the gateway owes us, to the sen."""

    owed_before_sen: int
    captured_sen: int
    refunded_sen: int
    paid_out_sen: int
    fees_sen: int
    owed_sen: int
    counter_taken_sen: int
    counter_refunded_sen: int


class RevenueOut(Schema):
    """Revenue of some days beside that of as many before. Each list adds up to the totals.

    `channel`: where the booking was made; `counter` for what was paid there on top. `sold`: booking,
    extension or exit_fee.
    """

    currency: str
    from_: date = Field(alias="from")
    to: date
    before_from: date
    before_to: date
    total: FiguresOut
    total_before: FiguresOut
    by_day: list[DayFiguresOut]
    by_lot: list[ShareOut]
    by_space_type: list[ShareOut]
    by_channel: list[ShareOut]
    by_sold: list[ShareOut]
    till: TillOut


class OccupancyQuery(DaysQuery):
    """`area`: of one floor only. `type`: of one kind of spots only."""

    area: RowId | None = None
    type: SpaceType | None = None


class SpotsQuery(DaysQuery):
    area: RowId


class HourOut(Schema):
    """An hour of the week. `weekday` 0 is Monday. Minutes are summed over the spots and the days.

    `available`: open, not closed for repair, gone by. `booked` and `occupied` are of those.
    `occupied` is None where no car was ever seen at a gate. Shares are percent, None when nothing was open.
    """

    weekday: int
    hour: int
    available_minutes: int
    booked_minutes: int
    occupied_minutes: int | None
    booked_percent: float | None
    occupied_percent: float | None


class StayReportOut(Schema):
    """`stays`: bookings that began and were not given up. `turnover`: of them for a spot in an open day.

    What was seen at the gates is None where no car was ever seen: `average_stay_minutes` (of the cars that
    left), `no_shows` (of the bookings since the first car), `overstays`.
    """

    stays: int
    turnover: float | None
    average_booked_minutes: int | None
    average_stay_minutes: int | None
    no_shows: int | None
    no_show_percent: float | None
    overstays: int | None
    overstayed_minutes: int | None
    extensions: int
    extended_minutes: int


class OccupancyOut(Schema):
    """`hours`: the 168 of a week, Monday 0:00 first. `spots`: how many there are."""

    from_: date = Field(alias="from")
    to: date
    time_zone: str
    spots: int
    booked_percent: float | None
    occupied_percent: float | None
    hours: list[HourOut]
    stays: StayReportOut


class SpotUseOut(Schema):
    """A spot. `net_sen`: revenue without tax of the bookings on it, as the ledger has it."""

    space_id: int
    label: str
    type: SpaceType
    available_minutes: int
    booked_minutes: int
    occupied_minutes: int | None
    booked_percent: float | None
    occupied_percent: float | None
    stays: int
    net_sen: int


class SpotsOut(Schema):
    """`busiest_percent`: the highest share of them, for the scale of a map."""

    from_: date = Field(alias="from")
    to: date
    area_id: int
    area_code: str
    currency: str
    busiest_percent: float | None
    spots: list[SpotUseOut]

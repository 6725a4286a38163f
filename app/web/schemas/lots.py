"""Lots and maps, as sent."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from app.lots.drawing import Drawing
from app.lots.models import SpaceType
from app.web.schemas.base import Schema

Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]


class OpeningSpan(Schema):
    """Open on `weekday` (0 is Monday) from `opens` until `closes`, `HH:MM` by the lot's clock.

    `closes` may be `24:00`; no later than `opens` it is on the next day.
    """

    weekday: Annotated[int, Field(ge=0, le=6)]
    opens: Clock
    closes: Clock


class SpecialDay(Schema):
    """A date (`YYYY-MM-DD`) with hours of its own; closed when they are null."""

    date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    opens: Clock | None = None
    closes: Clock | None = None


class LotSummaryOut(Schema):
    """A lot in the list. `free_now` and `from_amount_sen` (a standard spot) are for the coming hour.

    `special_days`: those that are not over. Spots are counted as drivers of cars count them: bays for
    motorcycles only where the lot has nothing else.
    """

    slug: str
    name: str
    address: str
    latitude: float
    longitude: float
    time_zone: str
    currency: str
    is_open: bool
    opening_hours: list[OpeningSpan]
    special_days: list[SpecialDay]
    space_types: list[SpaceType]
    space_count: int
    free_now: int
    from_amount_sen: int | None


class LotsOut(Schema):
    lots: list[LotSummaryOut]


class AreaSummaryOut(Schema):
    """A floor. `level`: storeys above the street. Spots are counted as those of its lot."""

    id: int
    code: str
    name: str
    level: int
    space_count: int
    free_now: int


class RefundStepOut(Schema):
    """Cancelled at least `hours_before` the start, `refund_percent` of the price goes back."""

    hours_before: int
    refund_percent: int


class TaxOut(Schema):
    """The service tax: `percent` such as `6`; `included` in the prices, or added to them."""

    percent: str
    included: bool
    registration_number: str


class RateOut(Schema):
    """A line of the tariff, in words, and the amount with tax."""

    label: str
    amount_sen: int


class PhotoOut(Schema):
    """A picture of the lot. `alt`: what it shows, in the caller's language, or empty."""

    url: str
    alt: str


class LotOut(LotSummaryOut):
    """A lot with its floors (from the top down), prices and policy.

    `house_rules`: a text in the caller's language, or empty. `photos`: in order. `whatsapp`: its figures.
    """

    areas: list[AreaSummaryOut]
    hold_minutes: int
    min_minutes: int
    max_minutes: int
    max_advance_days: int
    cancellation_policy: list[RefundStepOut]
    tax: TaxOut
    rates: list[RateOut]
    contact: str
    phone: str
    whatsapp: str
    house_rules: str
    photos: list[PhotoOut]


class SpaceOut(Schema):
    """A spot on the map: `x`, `y` is the top-left corner before the turn by `rotation` degrees, clockwise."""

    id: int
    label: str
    type: SpaceType
    x: int
    y: int
    width: int
    height: int
    rotation: int


class AreaMapOut(Schema):
    """A floor's map, in centimetres. It changes only with `version`; who stands where is availability."""

    area_id: int
    lot_slug: str
    code: str
    name: str
    version: int
    width: int
    height: int
    unit: str = "cm"
    drawing: Drawing
    spaces: list[SpaceOut]

"""Bookings and payments, as received and sent."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.bookings.models import BookingStatus
from app.lots.models import SpaceType
from app.payments.models import PaymentStatus, RefundChannel, RefundStatus
from app.web.schemas.base import Moment, QuoteLineOut, RowId, Schema

ShortText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)]


class BookingIn(Schema):
    """A spot for a period, and for which car. A guest gives `email`."""

    space_id: RowId
    starts_at: Moment
    ends_at: Moment
    plate_number: Annotated[str, StringConstraints(strip_whitespace=True, max_length=20)] | None = None
    vehicle_id: RowId | None = None
    email: Annotated[str, StringConstraints(strip_whitespace=True, max_length=254)] | None = None
    name: ShortText | None = None
    promo_code: Annotated[str, StringConstraints(strip_whitespace=True, max_length=24)] | None = None


class LotRef(Schema):
    slug: str
    name: str
    address: str
    latitude: float
    longitude: float
    time_zone: str


class AreaRef(Schema):
    id: int
    code: str
    name: str


class SpaceRef(Schema):
    id: int
    label: str
    type: SpaceType


class VehicleRef(Schema):
    make: str
    model: str
    colour: str


class PaymentStateOut(Schema):
    """The try that counts: the capture, else the newest. `message`: what went wrong and what to do."""

    status: PaymentStatus
    order_id: str
    code: str | None
    message: str | None
    can_retry: bool


class RefundOut(Schema):
    amount_sen: int
    status: RefundStatus
    channel: RefundChannel
    message: str


class CancellationOut(Schema):
    """What cancelling now would give back."""

    allowed: bool
    refund_amount_sen: int
    refund_percent: int


class BookingOut(Schema):
    """A booking as its driver sees it. `access_key` and `link` only when a guest has just made it."""

    reference: str
    status: BookingStatus
    lot: LotRef
    area: AreaRef
    space: SpaceRef
    starts_at: Moment
    ends_at: Moment
    hold_expires_at: Moment | None
    amount_sen: int
    currency: str
    lines: list[QuoteLineOut]
    tax_sen: int
    plate_number: str
    vehicle: VehicleRef | None
    email: str
    name: str | None
    promo_code: str | None
    payment: PaymentStateOut | None
    refund: RefundOut | None
    cancellation: CancellationOut | None
    receipt_number: str | None
    pass_: str | None = Field(alias="pass")
    created_at: Moment
    server_time: Moment
    access_key: str | None = None
    link: str | None = None


class BookingsOut(Schema):
    bookings: list[BookingOut]


class BookingsQuery(Schema):
    """`current`: those that live, soonest first. `past`: those that are over, latest first."""

    scope: Literal["current", "past"] = "current"


class AccessIn(Schema):
    """The key from a guest's link."""

    key: Annotated[str, StringConstraints(max_length=64)]


class StartedPaymentOut(Schema):
    """The gateway's form: POST `fields` to `action`, or open `checkout_url`, which does it."""

    order_id: str
    status: PaymentStatus
    amount_sen: int
    currency: str
    action: str
    method: Literal["POST"] = "POST"
    fields: dict[str, str]
    checkout_url: str

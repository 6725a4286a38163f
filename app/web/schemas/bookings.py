"""Bookings and payments, as received and sent."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.bookings.models import BookingStatus, ExtensionStatus, MoveCause
from app.lots.models import SpaceType
from app.payments.models import PaymentStatus, RefundChannel, RefundStatus
from app.web.schemas.base import Moment, NearestSpaceOut, QuoteLineOut, RowId, Schema

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
    contact: str


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


class ExtensionOut(Schema):
    """More time at the end of a booking: held until `hold_expires_at`, or what became of it."""

    id: int
    status: ExtensionStatus
    starts_at: Moment
    ends_at: Moment
    hold_expires_at: Moment | None
    amount_sen: int
    tax_sen: int
    lines: list[QuoteLineOut]
    payment: PaymentStateOut | None
    receipt_number: str | None
    created_at: Moment


class LastStayOut(Schema):
    """The booking's car: when it came, last, and when it left; None while it is in."""

    entered_at: Moment
    exited_at: Moment | None


class OwedOut(Schema):
    """What the car owes for having stayed past the end, tax included, now: it grows while it stays."""

    amount_sen: int
    tax_sen: int
    lines: list[QuoteLineOut]
    minutes_over: int


class MoveOut(Schema):
    """The booking was given another spot. `cause`: somebody stood on the first, or the operator closed it."""

    from_label: str
    from_area_code: str
    to_label: str
    to_area_code: str
    cause: MoveCause
    moved_at: Moment


class BookingOut(Schema):
    """A booking as its driver sees it. `access_key` and `link` only when a guest has just made it.

    `amount_sen`, `lines`, `payment` and `receipt_number` are of the booking as it was made; what came on
    top is in `extensions`, oldest first, and `paid_sen` is all that was paid.
    """

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
    moves: list[MoveOut]
    can_report_blocked: bool
    receipt_number: str | None
    extensions: list[ExtensionOut]
    paid_sen: int
    can_extend: bool
    stay: LastStayOut | None
    owed: OwedOut | None
    pass_: str | None = Field(alias="pass")
    created_at: Moment
    server_time: Moment
    access_key: str | None = None
    link: str | None = None


class BookingsOut(Schema):
    """`next` is what to send as `before` for the page that follows; null when there is none."""

    bookings: list[BookingOut]
    next: str | None


class BookingsQuery(Schema):
    """`current`: those that live, soonest first. `past`: those that are over, latest first, in pages.

    `before` and `lot` (a slug) are about the past.
    """

    scope: Literal["current", "past"] = "current"
    before: Annotated[str, StringConstraints(max_length=40)] | None = None
    lot: Annotated[str, StringConstraints(max_length=80)] | None = None


class TotalsOut(Schema):
    """`stays` have begun; `minutes` of them have gone by; money in sen."""

    stays: int
    minutes: int
    paid_sen: int
    refunded_sen: int


class MyTotalsOut(Schema):
    """Of the bookings that begin in this month, in this year, and of all, by the calendar of their lots."""

    currency: str
    month: TotalsOut
    year: TotalsOut
    all: TotalsOut


class AccessIn(Schema):
    """The key from a guest's link."""

    key: Annotated[str, StringConstraints(max_length=64)]


class CancelIn(Schema):
    """The refund that was shown to the driver. Should it be less by now, nothing is cancelled."""

    expected_refund_sen: Annotated[int, Field(ge=0)] | None = None


class ExtensionIn(Schema):
    """Until when the driver wants to stay."""

    ends_at: Moment


class ExtensionQuoteOut(Schema):
    """What staying until `ends_at` costs on top. The lines sum to `amount_sen`.

    `free_until`: until when the spot is free, null when nothing stands in the way of the longest stay that is
    allowed. `closes_at`: when the lot closes, if that ends the stay. `nearest`: free equals for that time.
    """

    starts_at: Moment
    ends_at: Moment
    amount_sen: int
    currency: str
    lines: list[QuoteLineOut]
    tax_sen: int
    available: bool
    free_until: Moment | None
    closes_at: Moment | None
    nearest: list[NearestSpaceOut]


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

"""Bookings as staff search, see, make and change them."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from app.accounts.rules import check_language
from app.arrivals.models import Method
from app.bookings.models import BookingStatus
from app.bookings.search import Order
from app.core.errors import DomainError
from app.payments.counter import Tender
from app.payments.models import (
    PaymentChannel,
    PaymentStatus,
    ProposalStatus,
    RefundChannel,
    RefundStatus,
)
from app.web.schemas.admin_gate import ExitFeeOut
from app.web.schemas.base import Moment, QuoteLineOut, RowId, Schema
from app.web.schemas.bookings import AreaRef, ExtensionOut, MoveOut, SpaceRef, VehicleRef

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


def _spoken(code: str) -> str:
    try:
        return check_language(code)
    except DomainError:
        raise ValueError("is no language that we speak") from None


Language = Annotated[str, AfterValidator(_spoken)]


class StaffBookingsQuery(Schema):
    """`q`: a plate or reference however typed, or part of a name or e-mail. `from` and `to`: of the start.

    `order`: `made`, the newest first; `start`, who comes first, which needs `from` and `to`.
    `before`: the `next` of the last answer, to go on there.
    """

    q: Annotated[str, StringConstraints(max_length=80)] = ""
    status: BookingStatus | None = None
    from_: Moment | None = Field(default=None, alias="from")
    to: Moment | None = None
    order: Order = Order.MADE
    before: RowId | None = None

    @model_validator(mode="after")
    def _start_is_of_a_time(self) -> Self:
        if self.order is Order.START and (self.from_ is None or self.to is None):
            raise ValueError("order=start needs from and to")
        return self


class StaffBookingRowOut(Schema):
    id: int
    reference: str
    status: BookingStatus
    plate_number: str
    name: str | None
    email: str
    area_code: str
    space_label: str
    starts_at: Moment
    ends_at: Moment
    channel: str
    amount_sen: int
    created_at: Moment


class StaffBookingsOut(Schema):
    """The newest first; `next` goes on below, null at the end."""

    bookings: list[StaffBookingRowOut]
    next: int | None


class StayTimesOut(Schema):
    """A car that came, and when it left."""

    session_id: int
    entered_at: Moment
    entry_method: Method
    exited_at: Moment | None
    exit_method: Method | None


class StaffRefundOut(Schema):
    """`cause`: cancelled, displaced, late, double or goodwill. `reference`: the gateway's or the portal's."""

    id: int
    payment_id: int
    cause: str
    amount_sen: int
    tax_sen: int
    status: RefundStatus
    channel: RefundChannel
    reference: str | None
    attempts: int
    last_error: str | None
    created_at: Moment
    final_at: Moment | None


class ProposalOut(Schema):
    """A refund beyond the policy. `asked_by` and `decided_by` are names; `is_yours`: the caller asked."""

    id: int
    payment_id: int
    booking: str
    amount_sen: int
    reason: str
    status: ProposalStatus
    asked_by: str | None
    asked_at: Moment
    is_yours: bool
    decided_by: str | None
    decided_at: Moment | None
    answer: str | None


class StaffPaymentOut(Schema):
    """One try to pay, or money taken at the counter (`mode` cash or terminal). `left_sen`: may still go back.

    `purpose`: booking, extension or exit_fee. `message`: what a failure means, in words.
    """

    id: int
    purpose: str
    status: PaymentStatus
    channel: PaymentChannel
    order_id: str
    transaction_ref: str | None
    mode: str | None
    code: str | None
    message: str | None
    amount_sen: int
    left_sen: int
    receipt_number: str | None
    enquiries: int
    next_enquiry_at: Moment | None
    created_at: Moment
    final_at: Moment | None
    refunds: list[StaffRefundOut]


class StaffBookingOut(Schema):
    """A booking as staff see it: nothing in it opens it as its driver. `refund_percent`: by policy, now.

    `is_blocked`: its person, or whoever verified its e-mail, may not book.
    """

    id: int
    reference: str
    status: BookingStatus
    area: AreaRef
    space: SpaceRef
    starts_at: Moment
    ends_at: Moment
    hold_expires_at: Moment | None
    person_id: int | None
    is_blocked: bool
    email: str
    name: str | None
    plate_number: str
    vehicle: VehicleRef | None
    language: str
    channel: str
    promo_code: str | None
    amount_sen: int
    tax_sen: int
    currency: str
    lines: list[QuoteLineOut]
    paid_sen: int
    refund_percent: int
    refund_sen: int
    created_at: Moment
    confirmed_at: Moment | None
    ended_at: Moment | None
    extensions: list[ExtensionOut]
    moves: list[MoveOut]
    stays: list[StayTimesOut]
    exit_fees: list[ExitFeeOut]
    payments: list[StaffPaymentOut]
    proposals: list[ProposalOut]


class StaffBookingIn(Schema):
    """A booking for somebody: it is held, and to be paid by link or at the counter."""

    space_id: RowId
    starts_at: Moment
    ends_at: Moment
    plate_number: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20)]
    email: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=254)]
    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] | None = None
    language: Language = "en"
    promo_code: Annotated[str, StringConstraints(strip_whitespace=True, max_length=24)] | None = None


class StaffMoveIn(Schema):
    space_id: RowId
    reason: Reason


class StaffCancelIn(Schema):
    """Without `refund_percent` the lot's policy decides; another needs `handle_money`."""

    reason: Reason
    refund_percent: Annotated[int, Field(ge=0, le=100)] | None = None


class CounterIn(Schema):
    tender: Tender

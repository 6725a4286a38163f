"""The money desk, as received and sent."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field, StringConstraints, model_validator

from app.core.days import Days
from app.payments.models import PaymentChannel, PaymentStatus, ProposalStatus
from app.web.schemas.admin_bookings import ProposalOut, Reason, StaffRefundOut
from app.web.schemas.admin_reports import Day
from app.web.schemas.base import Moment, RowId, Schema


class GoodwillIn(Schema):
    amount_sen: Annotated[int, Field(gt=0, le=100_000_000)]
    reason: Reason


class AnswerIn(Schema):
    """Why a refund is declined."""

    reason: Reason


class MoneyWorkOut(Schema):
    """How much waits for a person. `stray`: discrepancies of no lot; null for who has no part in them."""

    proposals: int
    manual_refunds: int
    open_payments: int
    discrepancies: int
    stray: int | None


class ProposalsQuery(Schema):
    """`after`: the `next` of the page before."""

    status: ProposalStatus = ProposalStatus.WAITING
    after: RowId | None = None


class ProposalsOut(Schema):
    """Those that wait the oldest first, decided ones the newest first; `next` goes on."""

    proposals: list[ProposalOut]
    next: int | None


class PortalIn(Schema):
    """What the gateway's portal, or the counter's book, calls the refund."""

    reference: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]


class ManualRefundOut(Schema):
    """A refund that staff make: in the gateway's portal, or at the counter where the money came in."""

    refund: StaffRefundOut
    booking: str
    paid_by: PaymentChannel
    order_id: str
    transaction_ref: str | None


class ManualRefundsOut(Schema):
    """The oldest first."""

    refunds: list[ManualRefundOut]


class OpenPaymentOut(Schema):
    """A try to pay without an end. `message`: what the gateway said last."""

    id: int
    booking: str
    purpose: str
    status: PaymentStatus
    order_id: str
    amount_sen: int
    message: str | None
    enquiries: int
    next_enquiry_at: Moment | None
    created_at: Moment


class OpenPaymentsQuery(Schema):
    """`after`: the `next` of the page before."""

    after: RowId | None = None


class OpenPaymentsOut(Schema):
    """The oldest first; `next` goes on."""

    payments: list[OpenPaymentOut]
    next: int | None


class AskedOut(Schema):
    """`is_reached`: whether the gateway answered."""

    is_reached: bool
    status: PaymentStatus


class DiscrepanciesQuery(Schema):
    resolved: bool = False
    before: RowId | None = None


class DiscrepancyOut(Schema):
    """`facts`: what was told, as it was told. `booking`, `lot`: null for an order that is not ours."""

    id: int
    kind: str
    lot: str | None
    booking: str | None
    order_id: str | None
    facts: dict[str, Any]
    found_at: Moment
    resolved_at: Moment | None
    resolved_by: str | None
    note: str | None


class DiscrepanciesOut(Schema):
    """The newest first; `next` goes on below."""

    discrepancies: list[DiscrepancyOut]
    next: int | None


class NoteIn(Schema):
    note: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class SettlementsQuery(Schema):
    """The days of the pay-outs, both included. `waiting_days`: captures older than that are late."""

    from_: Day = Field(alias="from")
    to: Day
    waiting_days: Annotated[int, Field(ge=0, le=365)] = 3

    @model_validator(mode="after")
    def _in_order(self) -> SettlementsQuery:
        Days(self.from_, self.to)
        return self

    @property
    def days(self) -> Days:
        return Days(self.from_, self.to)


class SettledDayOut(Schema):
    """What the gateway paid out for one day: `net_sen` is `gross_sen` less `fee_sen` and `refunded_sen`.

    `gross_sen`: what it owed of these payments. `refunded_sen`: what went back that day of payments that had
    been paid out before; the gateway keeps it from the transfer.
    """

    day: date
    payments: int
    gross_sen: int
    fee_sen: int
    refunded_sen: int
    net_sen: int


class UnsettledOut(Schema):
    """`amount_sen`: what of it is owed still, after what went back."""

    payment_id: int
    booking: str
    order_id: str
    amount_sen: int
    captured_at: Moment


class SettlementsOut(Schema):
    """`unsettled`: captured by the gateway and not paid out for so long, the oldest first, 200 at most.

    `unsettled_count`, `unsettled_sen`: all of it.
    """

    days: list[SettledDayOut]
    unsettled: list[UnsettledOut]
    unsettled_count: int
    unsettled_sen: int

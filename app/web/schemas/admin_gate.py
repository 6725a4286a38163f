"""What happens at the gates, as received and sent."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.arrivals.models import ExitFeeStatus
from app.payments.counter import Tender
from app.web.schemas.admin_live import StayOut
from app.web.schemas.base import Moment, QuoteLineOut, RowId, Schema

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1024)]
Key = Annotated[str, StringConstraints(min_length=8, max_length=40)]


class MovementIn(Schema):
    """A car at the gate, known by one of `scan` (the text of its pass), `plate` and `reference`.

    `key`: made by whoever saw it; sent again under the same, it happens once. `at`: when it was seen, of what
    was seen while the phone was offline and is told with `sync`; what is told at once is seen now.
    `leave_owing`: the car is gone although it owes something, or though nobody told that it came.
    """

    direction: Literal["in", "out"]
    scan: Text | None = None
    plate: Text | None = None
    reference: Text | None = None
    key: Key
    at: Moment | None = None
    leave_owing: bool = False


class MovementsIn(Schema):
    """What a phone saw while it was offline, in its order."""

    movements: Annotated[list[MovementIn], Field(min_length=1, max_length=200)]


class MovementOut(Schema):
    """The booking whose car came or went, and on which spot it stands.

    `awaits_entry`: it went, and nobody told that it came; that ends its stay once somebody does.
    """

    key: str
    direction: Literal["in", "out"]
    reference: str
    plate_number: str
    name: str | None
    area_code: str
    space_label: str
    starts_at: Moment
    ends_at: Moment
    at: Moment
    owed_sen: int
    awaits_entry: bool


class RefusedMovementOut(Schema):
    """`code` and `detail` as of a refusal."""

    key: str
    code: str
    detail: str


class SyncedOut(Schema):
    """What came of each movement."""

    done: list[MovementOut]
    refused: list[RefusedMovementOut]


class ExitFeeOut(Schema):
    """What an overstay costs. Settled by `pay_by`, the car may leave until then without owing more."""

    id: int
    reference: str
    plate_number: str
    status: ExitFeeStatus
    amount_sen: int
    tax_sen: int
    currency: str
    lines: list[QuoteLineOut]
    starts_at: Moment
    ends_at: Moment
    pay_by: Moment
    reason: str | None


class LeftOwingOut(ExitFeeOut):
    """What a car owes that has left: whose it was, where it stood, and when it left."""

    name: str | None
    area_code: str
    space_label: str
    left_at: Moment


class LeftOwingQuery(Schema):
    """`before`: only those that come after this one. `booking`: what the car of this one owes."""

    before: RowId | None = None
    booking: str | None = None


class LeftOwingPageOut(Schema):
    """The newest first. `next`: what `before` is for the page after."""

    fees: list[LeftOwingOut]
    next: int | None


class PayLinkOut(Schema):
    """An address that leads to the gateway, to be shown as a QR code or sent. Good for an hour."""

    url: str


class TenderIn(Schema):
    tender: Tender


class WaiverIn(Schema):
    reason: Annotated[str, StringConstraints(max_length=200)]


class GuestOut(Schema):
    """A booking, as the gate knows it."""

    reference: str
    plate_number: str
    name: str | None
    area_code: str
    space_label: str
    starts_at: Moment
    ends_at: Moment


class ArrivalOut(GuestOut):
    """A booking whose car is expected. `spot_is_taken`: another car still stands there."""

    spot_is_taken: bool


class NoShowOut(GuestOut):
    """A booking whose car did not come, so that its spot was given up."""

    given_up_at: Moment


class NextDriverOut(Schema):
    """Who had the spot of a car that overstays next. `went_to`: None when all the money went back."""

    reference: str
    starts_at: Moment
    went_to: str | None


class InsideOut(StayOut):
    """A car that is in. `next_drivers`: whom its overstay cost the spot, the first first."""

    next_drivers: list[NextDriverOut]


class GateRulesOut(Schema):
    """The lot's rule, for a phone that has to judge by itself."""

    entry_grace_minutes: int
    exit_grace_minutes: int
    no_show_minutes: int | None
    overstay_hour_sen: int
    overstay_day_cap_sen: int | None


class StaysOut(Schema):
    """Cars that are in, the first first; those expected, the soonest first; what others left owing.

    `no_shows`: those of today. `left_owing`: the first page of `left_owing_count`, the newest first.
    """

    rules: GateRulesOut
    inside: list[InsideOut]
    expected: list[ArrivalOut]
    no_shows: list[NoShowOut]
    left_owing: list[LeftOwingOut]
    left_owing_count: int

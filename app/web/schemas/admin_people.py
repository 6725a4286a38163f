"""People as the operator finds, blocks, hands out and erases them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, StringConstraints, model_validator

from app.web.schemas.admin_bookings import Reason
from app.web.schemas.base import Moment, RowId, Schema


class PeopleQuery(Schema):
    """A plate however typed, or part of a name or an e-mail address."""

    q: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=80)]


class PersonOut(Schema):
    id: int
    name: str
    email: str
    email_verified: bool
    created_at: Moment
    bookings: int
    blocked_at: Moment | None
    blocked_by: str | None
    block_reason: str | None


class PeopleOut(Schema):
    """Accounts by name, and `guests`: addresses under which people without an account booked.

    Fifty of each at most; `has_more`: others fit as well.
    """

    people: list[PersonOut]
    guests: list[str]
    has_more: bool


class BlockIn(Schema):
    reason: Reason


class SubjectIn(Schema):
    """An account, or the address of a guest: one of the two."""

    person_id: RowId | None = None
    email: Annotated[str, StringConstraints(strip_whitespace=True, max_length=254)] | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> SubjectIn:
        if (self.person_id is None) == (self.email is None):
            raise ValueError("give personId or email")
        return self


Rows = list[dict[str, Any]]


class PersonalDataOut(BaseModel):
    """All that is kept of somebody (docs/personal-data.md): rows, named as in the database."""

    format: int
    exported_at: str
    account: dict[str, Any] | None
    bookings: Rows
    extensions: Rows
    moves: Rows
    stays: Rows
    plate_readings: Rows
    exit_fees: Rows
    reports_of_blocked_spots: Rows
    promo_redemptions: Rows
    charges: Rows
    payments: Rows
    messages_of_the_gateway: Rows
    refunds: Rows
    refund_proposals: Rows
    receipts: Rows
    messages: Rows
    what_happened: Rows


class ErasedOut(Schema):
    """How many bookings were emptied."""

    bookings: int

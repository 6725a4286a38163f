"""People as the operator finds, blocks, hands out and erases them."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints, model_validator

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
    """Accounts by name, and `guests`: addresses under which people without an account booked."""

    people: list[PersonOut]
    guests: list[str]


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


class ErasedOut(Schema):
    """How many bookings were emptied."""

    bookings: int

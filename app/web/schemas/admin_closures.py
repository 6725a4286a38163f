"""Spots out of use, as received and sent."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from app.bookings.models import BookingStatus
from app.web.schemas.base import Moment, NearestSpaceOut, RowId, Schema

SpaceIds = Annotated[list[RowId], Field(min_length=1, max_length=500)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class ClosingIn(Schema):
    """Which spots, from when (left out: now) until when (left out: until they are opened again)."""

    space_ids: SpaceIds
    starts_at: Moment | None = None
    ends_at: Moment | None = None


class ClosureIn(ClosingIn):
    """`reason` is shown to staff, and to drivers on the map."""

    reason: Reason


class InTheWayOut(Schema):
    """A booking that stands on a spot which is to be closed. `goes_to`: None when its money goes back.

    `is_in`: its car stands there now.
    """

    reference: str
    status: BookingStatus
    plate_number: str
    name: str | None
    is_in: bool
    space_label: str
    starts_at: Moment
    ends_at: Moment
    goes_to: NearestSpaceOut | None


class ClosingPreviewOut(Schema):
    bookings: list[InTheWayOut]


class RehousedOut(Schema):
    """A booking that has another spot now."""

    reference: str
    area_code: str
    space_label: str


class ClosedSpotOut(Schema):
    """What came of one spot: the bookings that moved, and the references of those that lost theirs."""

    space_id: int
    closure_id: int
    moved: list[RehousedOut]
    displaced: list[str]


class ClosedOut(Schema):
    spots: list[ClosedSpotOut]


class ClosureOut(Schema):
    """`moved` and `displaced`: so many bookings got another spot for it, and so many their money back.

    `actor`: who closed it, as in the audit trail; `by`: their name, where they have one.
    """

    id: int
    space_id: int
    space_label: str
    area_code: str
    reason: str
    starts_at: Moment
    ends_at: Moment | None
    actor: str
    by: str | None
    moved: int
    displaced: int


class ClosuresOut(Schema):
    """Those that are not over, the soonest first."""

    closures: list[ClosureOut]


class PastClosuresQuery(Schema):
    """`before`: only those that come after this one."""

    before: RowId | None = None


class PastClosuresOut(Schema):
    """Those that are over, the latest to end first. `next`: what `before` is for the page after."""

    closures: list[ClosureOut]
    next: int | None


class EndingIn(Schema):
    """Which closures end, all of them or none. `ends_at`: sooner than was planned; left out: now."""

    closure_ids: Annotated[list[RowId], Field(min_length=1, max_length=500)]
    ends_at: Moment | None = None

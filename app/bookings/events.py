"""What happens to bookings and to the spots they stand on."""

from __future__ import annotations

from datetime import datetime

from app.bookings.models import MoveCause, ReportOutcome
from app.core.events import DomainEvent


class BookingEvent(DomainEvent):
    """Enough for the live map: which spot, and for when. Holds nothing about the person."""

    booking_id: int
    reference: str
    lot_id: int
    area_id: int
    space_id: int
    starts_at: datetime
    ends_at: datetime


class BookingHeld(BookingEvent):
    """A spot was set aside until `hold_expires_at`."""

    hold_expires_at: datetime


class BookingConfirmed(BookingEvent):
    """Paid for (or free of charge): the right stands."""


class BookingCancelled(BookingEvent):
    """Ended by the driver, or by staff for a `reason`. `refund_sen` is what goes back."""

    refund_sen: int
    reason: str | None = None


class BookingExpired(BookingEvent):
    """Not paid for in time: the spot is free again."""


class BookingEndingSoon(BookingEvent):
    """Its time is over in a quarter of an hour at the latest: once for each `ends_at` that it ever has."""


class BookingCompleted(BookingEvent):
    """Its time is over."""


class BookingExtended(BookingEvent):
    """It ends later now, paid for or free of charge; the period is the whole stay's."""

    extension_id: int


class ExtensionEvent(BookingEvent):
    """The period is the time on top."""

    extension_id: int


class BookingExtensionHeld(ExtensionEvent):
    """More time was set aside until `hold_expires_at`."""

    hold_expires_at: datetime


class BookingExtensionExpired(ExtensionEvent):
    """Not paid for in time: the booking ends as before."""


class BookingExtensionReleased(ExtensionEvent):
    """Let go before it was paid for."""


class BookingMoved(BookingEvent):
    """It has another spot, which `area_id` and `space_id` name. `hold_expires_at` only of an unpaid one.

    `reason`: why staff moved it.
    """

    move_id: int
    from_area_id: int
    from_space_id: int
    cause: MoveCause
    hold_expires_at: datetime | None
    reason: str | None = None


class BookingDisplaced(BookingEvent):
    """It lost its spot and there was, or the driver wanted, no other. `refund_sen`: all that was paid."""

    cause: MoveCause
    refund_sen: int


class SpaceReportedBlocked(BookingEvent):
    """Its driver found somebody else on the spot and showed a photo; `space_id` is that spot."""

    report_id: int
    outcome: ReportOutcome


class GuestBookingClaimed(DomainEvent):
    """A booking made without an account became part of one, by the same verified e-mail."""

    booking_id: int
    person_id: int


class SpaceClosed(DomainEvent):
    closure_id: int
    lot_id: int
    area_id: int
    space_id: int
    starts_at: datetime
    ends_at: datetime | None
    reason: str


class SpaceReopened(DomainEvent):
    closure_id: int
    lot_id: int
    area_id: int
    space_id: int


class SpaceClosureShortened(SpaceReopened):
    """It will be opened at `ends_at`, sooner than was planned."""

    ends_at: datetime

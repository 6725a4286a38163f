"""What happens to bookings and to the spots they stand on."""

from __future__ import annotations

from datetime import datetime

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
    """Ended by the driver. `refund_sen` is what goes back."""

    refund_sen: int


class BookingExpired(BookingEvent):
    """Not paid for in time: the spot is free again."""


class BookingCompleted(BookingEvent):
    """Its time is over."""


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

"""What happens at the gates, and to those who stay too long. No plates, no names."""

from __future__ import annotations

from datetime import datetime

from app.arrivals.models import Method
from app.bookings.events import BookingEvent


class CarEntered(BookingEvent):
    session_id: int
    entered_at: datetime
    method: Method


class CarLeft(BookingEvent):
    """`owed_sen`: what was still owed when it left."""

    session_id: int
    left_at: datetime
    method: Method
    owed_sen: int


class OverstayNoticed(BookingEvent):
    """The car should have left; nobody is promised the spot before `blocked_until`."""

    session_id: int
    blocked_until: datetime
    owed_sen: int


class OverstayGoesOn(OverstayNoticed):
    """Still there. `is_told`: once more its driver is to be told."""

    is_told: bool


class ExitFeeAsked(BookingEvent):
    exit_fee_id: int
    amount_sen: int


class ExitFeePaid(BookingEvent):
    exit_fee_id: int
    amount_sen: int


class ExitFeeWaived(BookingEvent):
    exit_fee_id: int
    amount_sen: int
    reason: str


class BookingNoShow(BookingEvent):
    """Its car did not come in time, so the spot was given up."""

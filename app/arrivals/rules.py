"""The rules at the gate, as pure functions."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.arrivals.errors import BookingNotReady, EntryOver, EntryTooEarly
from app.bookings.models import Booking, BookingStatus
from app.core.money import Money
from app.core.period import Period
from app.lots.models import Lot
from app.pricing.overstays import OverstayRule

LEAVE_WITHIN = timedelta(minutes=15)
"""From asking what is owed to being out of the gate."""
BLOCKED_AHEAD = timedelta(hours=1)
"""How long a spot on which somebody overstays is promised to nobody, from any moment on."""
NEXT_DRIVER_AHEAD = timedelta(minutes=30)
"""How long before the start the next driver of a blocked spot gets another one."""
TELL_AGAIN_AFTER = timedelta(hours=6)


def check_entry(booking: Booking, lot: Lot, at: datetime) -> None:
    """Whether the booking's car may come in at `at`.

    Raises BookingNotReady (not confirmed), EntryTooEarly, EntryOver.
    """
    # One that is over by now may have had its car in: a phone without a signal tells later.
    if booking.status not in (BookingStatus.CONFIRMED, BookingStatus.COMPLETED):
        raise BookingNotReady(status=booking.status.value)
    if at < booking.starts_at - timedelta(minutes=lot.entry_grace_minutes):
        raise EntryTooEarly(minutes=lot.entry_grace_minutes)
    if at >= booking.ends_at:
        raise EntryOver


def overstay_of(booking: Booking, lot: Lot, at: datetime) -> Period | None:
    """The time that is owed for at `at`: from the booking's end, once the lot's grace is over."""
    if at <= booking.ends_at + timedelta(minutes=lot.exit_grace_minutes):
        return None
    return Period(booking.ends_at, at)


def overstay_rule(lot: Lot) -> OverstayRule:
    cap = lot.overstay_day_cap_sen
    return OverstayRule(Money(lot.overstay_hour_sen), None if cap is None else Money(cap))


def is_no_show(booking: Booking, lot: Lot, now: datetime) -> bool:
    """Of a booking whose car never came: whether the lot gives its spot up."""
    return (
        booking.status is BookingStatus.CONFIRMED
        and lot.no_show_minutes is not None
        and now >= booking.starts_at + timedelta(minutes=lot.no_show_minutes)
        and now < booking.ends_at
    )

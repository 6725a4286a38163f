"""Bookings that drivers end, and what goes back by the policy."""

from __future__ import annotations

from app.bookings import claims, rules
from app.bookings import service as bookings
from app.bookings.errors import BookingCannotChange
from app.bookings.models import Booking, BookingStatus
from app.bookings.queries import is_rehoused
from app.core import clock
from app.core.actor import Actor
from app.core.database.transactions import transactional
from app.core.money import Money
from app.payments.errors import RefundChanged
from app.payments.gateways.protocol import Gateway
from app.payments.refunds import refund_sales


@transactional
async def cancel_booking(
    booking_id: int,
    *,
    at_least: Money | None = None,
    only_held: bool = False,
    gateway: Gateway,
    by: Actor,
) -> Booking:
    """Ends a held or confirmed booking by the driver's wish and owes back what the policy says.

    `at_least` is the refund that the driver agreed to; `only_held`: that a hold is let go, at no cost. Raises
    RefundChanged when there is less to have by now, BookingCannotChange when the booking has ended, is
    confirmed and has begun, or was to be `only_held` and has been paid for since.
    """
    await claims.lock_space_of(booking_id)
    booking = await Booking.filter(id=booking_id).select_for_update().get().prefetch_related("lot")
    has_begun = booking.status is BookingStatus.CONFIRMED and booking.starts_at <= clock.now()
    if has_begun or (only_held and booking.status is not BookingStatus.HELD):
        raise BookingCannotChange(status=booking.status.value)
    refund = await refund_sales(
        booking,
        percent=percent_due(booking, is_rehoused=await is_rehoused(booking_id)),
        cause="cancelled",
        gateway=gateway,
        by=by,
    )
    if at_least is not None and refund < at_least:
        raise RefundChanged(refund)  # and with it, nothing was done
    await bookings.cancel_booking(booking, refund=refund, by=by)
    return booking


def percent_due(booking: Booking, *, is_rehoused: bool) -> int:
    """How much of all that was paid a cancellation would give back now, by the policy that was agreed to.

    That of `booking.lot` as it is now, for a booking made before it was kept.
    """
    if booking.status is not BookingStatus.CONFIRMED:
        return 0
    policy = booking.lot.refund_policy if booking.refund_policy is None else booking.refund_policy
    return rules.cancellation_percent(policy, booking.starts_at, clock.now(), is_rehoused=is_rehoused)

"""Bookings that staff end for somebody."""

from __future__ import annotations

from app.arrivals.errors import CarIsIn
from app.arrivals.models import ParkingSession
from app.bookings import claims
from app.bookings import service as bookings
from app.bookings.errors import BookingNotFound
from app.bookings.models import Booking
from app.bookings.queries import is_rehoused
from app.core.actor import Actor
from app.core.database.transactions import transactional
from app.core.money import ZERO, Money
from app.payments.cancelling import percent_due
from app.payments.errors import RefundNeedsApproval, RefundReasonMissing
from app.payments.gateways.protocol import Gateway
from app.payments.goodwill import exceeds_own_authority
from app.payments.queries import money_of
from app.payments.refunds import refund_sales
from app.payments.rules import given_back


@transactional
async def cancel_for_driver(
    booking_id: int, *, lot_id: int, percent: int | None, reason: str, gateway: Gateway, by: Actor
) -> Booking:
    """Ends a held or confirmed booking, also one that has begun, and gives back what the lot's policy says.

    `percent`: so much of everything instead. What that gives beyond the policy is bounded as in
    `goodwill.propose_refund`. Raises RefundReasonMissing, BookingNotFound, CarIsIn, RefundNeedsApproval,
    BookingCannotChange.
    """
    if not reason.strip():
        raise RefundReasonMissing
    await claims.lock_space_of(booking_id)
    booking = await Booking.filter(id=booking_id).select_for_update().get().prefetch_related("lot")
    if booking.lot_id != lot_id:
        raise BookingNotFound
    if await ParkingSession.exists(booking_id=booking_id, exited_at__isnull=True):
        raise CarIsIn
    by_policy = percent_due(booking, is_rehoused=False)
    # Who was moved gets all of it back: of staff, who close spots too, that is bounded as what they give.
    due = percent_due(booking, is_rehoused=await is_rehoused(booking_id))
    wanted = due if percent is None else percent
    beyond = await _beyond(booking_id, by_policy, wanted)
    if beyond > ZERO and await exceeds_own_authority(booking.lot, booking_id, beyond):
        raise RefundNeedsApproval(limit=Money(booking.lot.refund_approval_sen or 0))
    refund = await refund_sales(
        booking, percent=wanted, by_policy=by_policy, cause="cancelled", gateway=gateway, by=by
    )
    await bookings.cancel_booking(booking, refund=refund, reason=reason.strip()[:200], by=by)
    return booking


async def _beyond(booking_id: int, by_policy: int, wanted: int) -> Money:
    sales = (await money_of([booking_id]))[booking_id].sales
    return given_back(sales, wanted) - given_back(sales, by_policy)

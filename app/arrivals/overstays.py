"""Watching those who stay too long: noticed, told, and nobody promised their spot."""

from __future__ import annotations

from datetime import datetime

from app.arrivals import rules
from app.arrivals.events import OverstayGoesOn, OverstayNoticed
from app.arrivals.models import ParkingSession
from app.arrivals.queries import owed_at
from app.bookings import claims
from app.bookings.models import Booking, Overstay
from app.bookings.steps import event_of
from app.core import clock
from app.core.actor import CLOCK
from app.core.database.transactions import record, transactional
from app.core.money import ZERO


@transactional
async def watch_overstay(booking_id: int) -> bool:
    """Notices a car that should have left, or that it is still there. Returns whether it is there.

    Its spot is promised to nobody for a while ahead; its driver is told at once, and again every six hours.
    """
    await claims.lock_space_of(booking_id)
    booking = await Booking.filter(id=booking_id).select_for_update().get().prefetch_related("lot")
    session = await ParkingSession.get_or_none(open_for_id=booking_id)
    now = clock.now()
    if session is None or rules.overstay_of(booking, booking.lot, now) is None:
        return False
    if session.told_at is not None and rules.overstay_of(booking, booking.lot, session.told_at):
        # Told when its time was over: whoever saw it leave may not have been heard yet. Nobody loses a spot
        # to a car that may be gone; staff see it among those that are in.
        return False
    session.booking = booking
    known = await Overstay.get_or_none(space_id=booking.space_id)
    if known is not None and known.booking_id != booking_id:
        return True  # two cars are said to stand there; the first is watched
    if known is None:
        await _notice(booking, session, now)
    else:
        await _go_on(booking, session, known, now)
    return True


async def _notice(booking: Booking, session: ParkingSession, now: datetime) -> None:
    until = now + rules.BLOCKED_AHEAD
    await Overstay.create(
        space_id=booking.space_id,
        booking_id=booking.id,
        began_at=booking.ends_at,
        blocked_until=until,
        told_at=now,
    )
    record(
        event_of(
            OverstayNoticed,
            booking,
            session_id=session.id,
            blocked_until=until,
            owed_sen=await _owed_sen(session, now),
        ),
        by=CLOCK,
    )


async def _go_on(booking: Booking, session: ParkingSession, known: Overstay, now: datetime) -> None:
    is_told = now >= known.told_at + rules.TELL_AGAIN_AFTER
    # Half of the time ahead may pass before it is written again: one row and one event every half an hour.
    if not is_told and known.blocked_until - now > rules.BLOCKED_AHEAD / 2:
        return
    known.blocked_until = now + rules.BLOCKED_AHEAD
    known.told_at = now if is_told else known.told_at
    await known.save(update_fields=["blocked_until", "told_at"])
    record(
        event_of(
            OverstayGoesOn,
            booking,
            session_id=session.id,
            blocked_until=known.blocked_until,
            owed_sen=await _owed_sen(session, now),
            is_told=is_told,
        ),
        by=CLOCK,
    )


async def _owed_sen(session: ParkingSession, now: datetime) -> int:
    owed = await owed_at(session, now)
    return (owed.amount if owed else ZERO).sen

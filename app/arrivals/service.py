"""The verbs of the gate: let a car in, let it out, give up a spot whose car did not come."""

from __future__ import annotations

from app.arrivals import exit_fees, rules
from app.arrivals.departures import find_departure
from app.arrivals.errors import CarIsIn, CarNotIn, ExitFeeOwed, MovementOvertaken, SpotStillTaken
from app.arrivals.events import BookingNoShow, CarEntered, CarLeft
from app.arrivals.models import Departure, ParkingSession
from app.arrivals.queries import owed_at
from app.arrivals.sightings import Sighting
from app.bookings import claims
from app.bookings.errors import BookingNotFound
from app.bookings.models import Booking, BookingStatus, Overstay
from app.bookings.steps import end_booking, event_of
from app.core import clock
from app.core.actor import CLOCK, Actor
from app.core.database.transactions import record, transactional
from app.core.money import ZERO


@transactional
async def let_in(booking_id: int, lot_id: int, seen: Sighting, *, by: Actor) -> ParkingSession:
    """The booking's car came in; when it is known to have left since, its stay is over at once.

    Raises BookingNotFound for one of another lot, BookingNotReady, EntryTooEarly, EntryOver, CarIsIn,
    MovementOvertaken when it came or went later than that, and SpotStillTaken while somebody else stands
    there.
    """
    await claims.lock_space_of(booking_id)
    earlier = await ParkingSession.get_or_none(entry_key=seen.key) if seen.key else None
    if earlier is not None:
        return earlier
    booking = await _locked(booking_id, lot_id)
    if await ParkingSession.exists(open_for_id=booking_id):
        raise CarIsIn
    rules.check_entry(booking, booking.lot, seen.at)
    if await ParkingSession.exists(booking_id=booking_id, exited_at__gt=seen.at):
        raise MovementOvertaken
    departure = await find_departure(booking, seen.at)
    if departure is None and await ParkingSession.exists(exited_at=None, booking__space_id=booking.space_id):
        raise SpotStillTaken
    session = await ParkingSession.create(
        booking_id=booking_id,
        open_for_id=booking_id,
        lot_id=lot_id,
        entered_at=seen.at,
        entry_method=seen.method,
        entered_by=str(by),
        entry_key=seen.key,
        told_at=clock.now(),
    )
    record(
        event_of(CarEntered, booking, session_id=session.id, entered_at=seen.at, method=seen.method), by=by
    )
    if departure is not None:
        await _end_by(departure, session, booking, by)
    return session


@transactional
async def let_out(
    session_id: int, lot_id: int, seen: Sighting, *, leave_owing: bool = False, by: Actor
) -> ParkingSession:
    """The car left.

    Raises CarNotIn, also when it came after that, and ExitFeeOwed while it owes something; `leave_owing`: it
    is gone all the same, and what it owes stays owed.
    """
    session = await ParkingSession.get_or_none(id=session_id, lot_id=lot_id)
    if session is None:
        raise CarNotIn
    await claims.lock_space_of(session.booking_id)
    booking = await _locked(session.booking_id, lot_id)
    session = await ParkingSession.filter(id=session_id).select_for_update().get()
    if session.exited_at is not None:
        if seen.key is not None and session.exit_key == seen.key:
            return session
        raise CarNotIn
    if seen.at < session.entered_at:
        raise CarNotIn  # an earlier stay ended so: told late, it does not end this one
    session.booking = booking
    owed = await owed_at(session, seen.at)
    if owed is not None and not leave_owing:
        extras = {"amountSen": owed.amount.sen, "reference": booking.reference}
        raise ExitFeeOwed(amount=owed.amount, extras=extras)
    await _end(session, booking, seen, exited_by=str(by), by=by)
    return session


async def _end_by(departure: Departure, session: ParkingSession, booking: Booking, by: Actor) -> None:
    """The stay ended before it was told that it began."""
    seen = Sighting(departure.method, departure.left_at, departure.key)
    session.booking = booking
    await _end(session, booking, seen, exited_by=departure.told_by, by=by)
    await Departure.filter(id=departure.id).update(session_id=session.id)


async def _end(
    session: ParkingSession, booking: Booking, seen: Sighting, *, exited_by: str, by: Actor
) -> None:
    """What it owes by then stays owed. The spot and the booking are locked."""
    owed = await owed_at(session, seen.at)
    session.open_for_id, session.exited_at, session.exit_method = None, seen.at, seen.method
    session.exited_by, session.exit_key = exited_by, seen.key
    await session.save(
        update_fields=["open_for_id", "exited_at", "exit_method", "exited_by", "exit_key"],
    )
    if owed is not None:
        await exit_fees.ask(session, owed, by=by)
    await Overstay.filter(booking_id=booking.id).delete()
    record(
        event_of(
            CarLeft,
            booking,
            session_id=session.id,
            left_at=seen.at,
            method=seen.method,
            owed_sen=(owed.amount if owed else ZERO).sen,
        ),
        by=by,
    )


@transactional
async def give_up_no_show(booking_id: int) -> bool:
    """CONFIRMED to NO_SHOW by the lot's rule, when the car never came. Returns whether this call did it."""
    await claims.lock_space_of(booking_id)
    booking = await Booking.filter(id=booking_id).select_for_update().get().prefetch_related("lot")
    came = await ParkingSession.exists(booking_id=booking_id) or await Departure.exists(booking_id=booking_id)
    if came or not rules.is_no_show(booking, booking.lot, clock.now()):
        return False
    await end_booking(booking, BookingStatus.NO_SHOW)
    record(event_of(BookingNoShow, booking), by=CLOCK)
    return True


async def _locked(booking_id: int, lot_id: int) -> Booking:
    """The booking with its lot. Raises BookingNotFound for one of another lot."""
    booking = await Booking.filter(id=booking_id).select_for_update().first().prefetch_related("lot")
    if booking is None or booking.lot_id != lot_id:
        raise BookingNotFound
    return booking

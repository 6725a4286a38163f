"""What an overstay costs: asked for, settled, waived."""

from __future__ import annotations

from typing import Any

from app.arrivals import rules
from app.arrivals.errors import ExitFeeChanged, ExitFeeNotFound, ExitFeeSettled, ReasonMissing
from app.arrivals.events import ExitFeeAsked, ExitFeePaid, ExitFeeWaived
from app.arrivals.models import ExitFee, ExitFeeStatus, ParkingSession
from app.arrivals.queries import owed_at, rest_at
from app.bookings.models import Booking
from app.bookings.steps import event_of
from app.core import clock
from app.core.actor import Actor
from app.core.database.transactions import record, transactional
from app.core.fields import is_row_id
from app.pricing.rules import Quote

UNSETTLED = (ExitFeeStatus.OWED, ExitFeeStatus.LAPSED)


@transactional
async def ask_exit_fee(session_id: int, *, by: Actor) -> ExitFee:
    """Fixes what a stay owes now, for as long as it takes to pay and to leave.

    Asked again in that time, answers with the same. Raises ExitFeeNotFound when nothing is owed.
    """
    found = await ParkingSession.get_or_none(id=session_id) if is_row_id(session_id) else None
    if found is None:
        raise ExitFeeNotFound
    booking = await Booking.filter(id=found.booking_id).select_for_update().get().prefetch_related("lot")
    session = await ParkingSession.filter(id=session_id).select_for_update().get()
    session.booking = booking
    standing = await ExitFee.get_or_none(session_id=session_id, status=ExitFeeStatus.OWED)
    now = clock.now()
    if standing is not None and (standing.pay_by > now or session.exited_at is not None):
        return standing
    owed = await owed_at(session, now)
    if owed is None:
        raise ExitFeeNotFound
    return await ask(session, owed, by=by)


async def ask_exit_fee_of_booking(booking_id: int, *, by: Actor) -> ExitFee:
    """As `ask_exit_fee`, of the booking's latest stay."""
    session = await ParkingSession.filter(booking_id=booking_id).order_by("-id").first()
    if session is None:
        raise ExitFeeNotFound
    return await ask_exit_fee(session.id, by=by)


async def get_exit_fee(booking_id: int, exit_fee_id: int) -> ExitFee:
    """One of the booking's own. Raises ExitFeeNotFound."""
    own = ExitFee.filter(id=exit_fee_id, booking_id=booking_id)
    fee = await own.first() if is_row_id(exit_fee_id) else None
    if fee is None:
        raise ExitFeeNotFound
    return fee


async def get_exit_fee_of_lot(exit_fee_id: int, lot_id: int) -> ExitFee:
    """One of the lot's. Raises ExitFeeNotFound."""
    is_an_id = is_row_id(exit_fee_id)
    fee = await ExitFee.get_or_none(id=exit_fee_id, booking__lot_id=lot_id) if is_an_id else None
    if fee is None:
        raise ExitFeeNotFound
    return fee


async def ask(session: ParkingSession, owed: Quote, *, by: Actor) -> ExitFee:
    """Writes down what is owed: an older question for the same holds for longer, another one lapses.

    The booking, read along, is locked.
    """
    booking, now = session.booking, clock.now()
    until = session.exited_at or now
    terms: dict[str, Any] = {
        "starts_at": booking.ends_at,
        "ends_at": until,
        "pay_by": until + rules.LEAVE_WITHIN,
        "quote_lines": [line.to_json() for line in owed.lines],
        "asked_at": now,
    }
    standing = await ExitFee.get_or_none(session_id=session.id, status=ExitFeeStatus.OWED)
    if standing is not None and (standing.amount, standing.tax) == (owed.amount, owed.tax):
        # A payment for it may be under way: it is to buy this one, and no other is to be owed beside it.
        standing.update_from_dict(terms)
        await standing.save(update_fields=list(terms))
        return standing
    await _lapse(session.id)
    fee = await ExitFee.create(
        session=session,
        booking_id=booking.id,
        status=ExitFeeStatus.OWED,
        amount=owed.amount,
        tax=owed.tax,
        **terms,
    )
    record(event_of(ExitFeeAsked, booking, exit_fee_id=fee.id, amount_sen=fee.amount.sen), by=by)
    return fee


async def counts_still(fee: ExitFee) -> bool:
    """Whether money for it may be kept: of one that has lapsed, no more than is owed by now.

    Something else may have been settled since. The booking's lock is held.
    """
    if fee.status is not ExitFeeStatus.LAPSED:
        return fee.status is ExitFeeStatus.OWED
    rest = await rest_at(await _session_of(fee), clock.now())
    return rest is not None and fee.amount <= rest.amount


async def mark_paid(booking: Booking, fee: ExitFee, *, by: Actor) -> None:
    """OWED or LAPSED to PAID; the caller holds the booking's lock and has the money."""
    await _settle(fee, ExitFeeStatus.PAID, by)
    record(event_of(ExitFeePaid, booking, exit_fee_id=fee.id, amount_sen=fee.amount.sen), by=by)
    await _ask_for_the_rest(fee, by)


@transactional
async def waive_exit_fee(exit_fee_id: int, *, lot_id: int, reason: str, by: Actor) -> ExitFee:
    """Lets somebody go without paying.

    Raises ReasonMissing, ExitFeeNotFound, ExitFeeSettled, ExitFeeChanged.
    """
    if not reason.strip():
        raise ReasonMissing
    booking, fee = await lock_exit_fee(exit_fee_id, lot_id)
    fee.reason = reason.strip()[:200]
    await _settle(fee, ExitFeeStatus.WAIVED, by)
    record(
        event_of(ExitFeeWaived, booking, exit_fee_id=fee.id, amount_sen=fee.amount.sen, reason=fee.reason),
        by=by,
    )
    await _ask_for_the_rest(fee, by)
    return fee


async def lock_exit_fee(exit_fee_id: int, lot_id: int) -> tuple[Booking, ExitFee]:
    """What is owed and for which booking, the booking locked.

    Raises ExitFeeNotFound, ExitFeeSettled, and ExitFeeChanged for one that has lapsed.
    """
    found = await get_exit_fee_of_lot(exit_fee_id, lot_id)
    booking = await Booking.filter(id=found.booking_id).select_for_update().get()
    fee = await ExitFee.get(id=exit_fee_id)
    if fee.status not in UNSETTLED:
        raise ExitFeeSettled
    if fee.status is ExitFeeStatus.LAPSED:
        raise ExitFeeChanged
    return booking, fee


async def _ask_for_the_rest(settled: ExitFee, by: Actor) -> None:
    """What else was asked for of that stay did not know of it. Of a car that left, the rest is owed."""
    await _lapse(settled.session_id)
    session = await _session_of(settled)
    if session.exited_at is None:
        return
    rest = await owed_at(session, session.exited_at)
    if rest is not None:
        await ask(session, rest, by=by)


async def _lapse(session_id: int) -> None:
    await ExitFee.filter(session_id=session_id, status=ExitFeeStatus.OWED).update(status=ExitFeeStatus.LAPSED)


async def _session_of(fee: ExitFee) -> ParkingSession:
    return await ParkingSession.get(id=fee.session_id).prefetch_related("booking__lot")


async def _settle(fee: ExitFee, status: ExitFeeStatus, by: Actor) -> None:
    fee.status, fee.settled_at, fee.settled_by = status, clock.now(), str(by)
    await fee.save(update_fields=["status", "settled_at", "settled_by", "reason"])

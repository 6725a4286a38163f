"""Movements and exit fees, from the tables to what staff see."""

from __future__ import annotations

from datetime import datetime

from app.accounts.plates import display_plate
from app.arrivals.models import Departure, ExitFee, ParkingSession
from app.arrivals.queries import find_owed_fee
from app.bookings.models import Booking
from app.bookings.queries import bookings_with_spots
from app.pricing.lines import QuoteLine
from app.web.present_booking import present_lines
from app.web.schemas.admin_gate import ExitFeeOut, MovementIn, MovementOut


def present_fee(fee: ExitFee, booking: Booking) -> ExitFeeOut:
    return ExitFeeOut(
        id=fee.id,
        reference=booking.reference,
        plate_number=display_plate(booking.plate_number),
        status=fee.status,
        amount_sen=fee.amount.sen,
        tax_sen=fee.tax.sen,
        currency=booking.currency,
        lines=present_lines([QuoteLine.from_json(line) for line in fee.quote_lines]),
        starts_at=fee.starts_at,
        ends_at=fee.ends_at,
        pay_by=fee.pay_by,
        reason=fee.reason,
    )


async def present_movement(data: MovementIn, moved: ParkingSession | Departure) -> MovementOut:
    (booking,) = await bookings_with_spots(ids=[moved.booking_id])
    return MovementOut(
        key=data.key,
        direction=data.direction,
        reference=booking.reference,
        plate_number=display_plate(booking.plate_number),
        name=booking.name or None,
        area_code=booking.area.code,
        space_label=booking.space.label,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        at=_moment(data, moved),
        owed_sen=await _owed_sen(data, moved),
        awaits_entry=isinstance(moved, Departure) and moved.session_id is None,
    )


def _moment(data: MovementIn, moved: ParkingSession | Departure) -> datetime:
    if isinstance(moved, Departure):
        return moved.left_at
    return moved.entered_at if data.direction == "in" else moved.exited_at or moved.entered_at


async def _owed_sen(data: MovementIn, moved: ParkingSession | Departure) -> int:
    """What a car that left owes."""
    session_id = moved.session_id if isinstance(moved, Departure) else moved.id
    if data.direction == "in" or session_id is None:
        return 0
    owed = await find_owed_fee(session_id)
    return owed.amount.sen if owed else 0

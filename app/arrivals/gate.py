"""A car at the gate, known by its pass, its plate or its reference: which stay that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from tortoise.exceptions import IntegrityError

from app.accounts.plates import normalise_plate
from app.arrivals import service
from app.arrivals.departures import find_noted, list_possible_bookings, note_departure
from app.arrivals.errors import CarNotIn, MovementTooOld, PassNotGenuine
from app.arrivals.models import Departure, Method, ParkingSession
from app.arrivals.queries import find_booking_to_let_in, find_open_session, find_told
from app.arrivals.sightings import OLDEST, Sighting
from app.bookings.errors import IdempotencyKeyReused
from app.bookings.passes import public_key_of, verify_pass
from app.bookings.queries import get_booking_of
from app.core import clock
from app.core.actor import Actor
from app.lots.models import Lot

Told = TypeVar("Told", ParkingSession, Departure)

_AHEAD_AT_MOST = timedelta(minutes=2)  # a phone's clock is not ours


@dataclass(frozen=True, slots=True)
class Shown:
    """What a driver shows, one of three: the text of the pass, the plate, the reference."""

    scan: str | None = None
    plate: str | None = None
    reference: str | None = None

    @property
    def method(self) -> Method:
        return Method.SCAN if self.scan is not None else Method.PLATE


async def come_in(
    lot: Lot, shown: Shown, seen: Sighting, *, keys: Sequence[str], by: Actor
) -> ParkingSession:
    """Lets the car in.

    Raises PassNotGenuine, BookingNotFound, SeveralBookings, IdempotencyKeyReused, and as `let_in` does.
    """
    told = await find_told(lot.id, "in", seen.key)
    if told is not None:
        return await _the_same(told, lot, shown, keys)
    reference = _reference(lot, shown, keys)
    if reference is not None:
        booking = await get_booking_of(lot.id, reference)
    else:
        booking = await find_booking_to_let_in(lot, shown.plate or "", seen.at)
    try:
        return await service.let_in(booking.id, lot.id, seen, by=by)
    except IntegrityError as error:  # another car's, under the same key at the same time
        raise IdempotencyKeyReused from error


async def go_out(
    lot: Lot, shown: Shown, seen: Sighting, *, keys: Sequence[str], leave_owing: bool, by: Actor
) -> ParkingSession:
    """Lets the car out.

    Raises PassNotGenuine, BookingNotFound, SeveralBookings, IdempotencyKeyReused, and as `let_out` does.
    """
    told = await find_told(lot.id, "out", seen.key)
    if told is not None:
        return await _the_same(told, lot, shown, keys)
    noted = await find_noted(lot.id, seen.key)
    if noted is not None:
        await _the_same(noted, lot, shown, keys)
    reference = _reference(lot, shown, keys)
    booking_id = None if reference is None else (await get_booking_of(lot.id, reference)).id
    session_id = await find_open_session(lot.id, plate=shown.plate, booking_id=booking_id)
    try:
        return await service.let_out(session_id, lot.id, seen, leave_owing=leave_owing, by=by)
    except IntegrityError as error:
        raise IdempotencyKeyReused from error


async def be_gone(
    lot: Lot, shown: Shown, seen: Sighting, *, keys: Sequence[str], leave_owing: bool, by: Actor
) -> ParkingSession | Departure:
    """As `go_out`, of a car that is gone whether or not it was told that it came.

    The latter is noted, and ends its stay when that is told. Raises as `go_out` does, and CarNotIn only where
    no car like that can have been in.
    """
    try:
        return await go_out(lot, shown, seen, keys=keys, leave_owing=leave_owing, by=by)
    except CarNotIn:
        reference = _reference(lot, shown, keys)
        named = None if reference is None else await get_booking_of(lot.id, reference)
        plate = normalise_plate(shown.plate or "") if named is None else named.plate_number
        bookings = await list_possible_bookings(lot, plate, seen.at)
        try:
            noted = await note_departure(bookings, seen, by=by)
        except IntegrityError as error:
            raise IdempotencyKeyReused from error
        if noted is not None:
            return noted
    return await go_out(lot, shown, seen, keys=keys, leave_owing=leave_owing, by=by)


async def _the_same(told: Told, lot: Lot, shown: Shown, keys: Sequence[str]) -> Told:
    """What was told before under a key. Raises IdempotencyKeyReused when that was of another car."""
    reference = _reference(lot, shown, keys)
    if reference is not None:
        plate = (await get_booking_of(lot.id, reference)).plate_number
    else:
        plate = normalise_plate(shown.plate or "")
    if plate != told.booking.plate_number:
        raise IdempotencyKeyReused
    return told


def in_good_time(seen: Sighting) -> Sighting:
    """What was seen is over: a phone whose clock is ahead saw it now. Raises MovementTooOld."""
    now = clock.now()
    if seen.at < now - OLDEST:
        raise MovementTooOld(days=OLDEST.days)
    return seen if seen.at <= now + _AHEAD_AT_MOST else Sighting(seen.method, now, seen.key)


def _reference(lot: Lot, shown: Shown, keys: Sequence[str]) -> str | None:
    """The booking that a pass or a reference names; None when the plate is to say. Raises PassNotGenuine."""
    if shown.scan is None:
        return shown.reference
    for key in keys:
        read = verify_pass(public_key_of(key), shown.scan.strip())
        if read is not None and read.lot_slug == lot.slug:
            return read.reference
    raise PassNotGenuine

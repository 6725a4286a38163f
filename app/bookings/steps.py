"""The steps that the verbs of booking share. Who takes one holds the lock of the booking's spot."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from app.bookings import claims, rules
from app.bookings.errors import BookingNotFound
from app.bookings.events import BookingEvent, BookingExpired, BookingExtensionExpired, ExtensionEvent
from app.bookings.models import Booking, BookingStatus, Extension, ExtensionStatus
from app.core import clock
from app.core.actor import CLOCK
from app.core.database.transactions import record
from app.core.period import Period
from app.pricing import service as pricing

E = TypeVar("E", bound=BookingEvent)
X = TypeVar("X", bound=ExtensionEvent)


async def end_booking(booking: Booking, status: BookingStatus) -> None:
    """Gives the spot back, with the time that an extension held. The booking is locked."""
    rules.check_advance(booking.status, status)
    await claims.drop_claim(booking)
    now = clock.now()
    await Extension.filter(booking_id=booking.id, status=ExtensionStatus.HELD).update(
        status=ExtensionStatus.CANCELLED, ended_at=now
    )
    booking.status, booking.ended_at = status, now
    await booking.save(update_fields=["status", "ended_at"])


async def end_extension(booking: Booking, extension: Extension, status: ExtensionStatus) -> None:
    """HELD to EXPIRED or CANCELLED: the claim ends with the booking again. The booking is locked."""
    await claims.fit_claim(booking)
    extension.status, extension.ended_at = status, clock.now()
    await extension.save(update_fields=["status", "ended_at"])


async def clear_lapsed(space_id: int, period: Period, now: datetime) -> None:
    """Ends what stands in the way of `period` and was not paid for in time."""
    for booking_id in await claims.lapsed_holds(space_id, period, now):
        await expire_lapsed(booking_id, now)


async def expire_lapsed(booking_id: int, now: datetime) -> bool:
    """Ends a booking's lapsed hold, or that of its extension. Returns whether there was one."""
    booking = await Booking.filter(id=booking_id).select_for_update().first()
    if booking is None:
        raise BookingNotFound
    if booking.status is BookingStatus.HELD and booking.hold_expires_at <= now:
        await end_booking(booking, BookingStatus.EXPIRED)
        await pricing.release_promo(booking.id)
        record(event_of(BookingExpired, booking), by=CLOCK)
        return True
    extension = await find_held_extension(booking.id)
    if extension is None or extension.hold_expires_at > now:
        return False
    await end_extension(booking, extension, ExtensionStatus.EXPIRED)
    record(extension_event(BookingExtensionExpired, booking, extension), by=CLOCK)
    return True


async def find_held_extension(booking_id: int) -> Extension | None:
    return await Extension.get_or_none(booking_id=booking_id, status=ExtensionStatus.HELD)


def event_of(kind: type[E], booking: Booking, **more: object) -> E:
    return kind.model_validate({**_facts(booking), **more})


def extension_event(kind: type[X], booking: Booking, extension: Extension, **more: object) -> X:
    """About the time that `extension` adds."""
    period = {"starts_at": extension.starts_at, "ends_at": extension.ends_at}
    return kind.model_validate({**_facts(booking), **period, "extension_id": extension.id, **more})


def _facts(booking: Booking) -> dict[str, object]:
    return {
        "booking_id": booking.id,
        "reference": booking.reference,
        "lot_id": booking.lot_id,
        "area_id": booking.area_id,
        "space_id": booking.space_id,
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
    }

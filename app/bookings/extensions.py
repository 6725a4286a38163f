"""The verbs of staying longer: ask, hold, confirm, let go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.expressions import Q

from app.bookings import claims, queries, rules
from app.bookings.errors import (
    BookingCannotChange,
    ExtensionHeld,
    ExtensionNotFound,
    SpaceAlreadyTaken,
    SpaceIsClosed,
    TooManyHoldsAbandoned,
)
from app.bookings.events import BookingExtended, BookingExtensionHeld, BookingExtensionReleased
from app.bookings.models import Booking, Extension, ExtensionStatus
from app.bookings.queries import NearestSpace
from app.bookings.steps import clear_lapsed, end_extension, event_of, extension_event, find_held_extension
from app.core import clock
from app.core.actor import Actor
from app.core.database.transactions import record, transactional
from app.core.fields import is_row_id
from app.core.money import ZERO
from app.core.period import Period
from app.lots.models import Lot
from app.pricing.rules import Quote
from app.pricing.service import quote_extension


@dataclass(frozen=True, slots=True)
class LongerStay:
    """What staying until an hour would cost, and what stands in its way.

    `free_until`: until when this spot is free for the booking, None when nothing stands in the way of the
    longest stay that the lot's policy allows. `closes_at`: when the lot closes, if that ends the stay.
    `nearest`: free equals for the time on top, when this spot is not free for all of it.
    """

    period: Period
    quote: Quote
    is_available: bool
    free_until: datetime | None
    closes_at: datetime | None
    nearest: list[NearestSpace]


async def ask_for_extension(booking: Booking, ends_at: datetime) -> LongerStay:
    """The price of staying until `ends_at`, and whether the spot is free. Holds nothing.

    `booking` has its lot loaded. Raises BookingCannotChange, PeriodReversed, PeriodTooLong,
    OutsideOpeningHours.
    """
    now = clock.now()
    rules.check_extension(booking.lot, booking, ends_at, now)
    more = Period(booking.ends_at, ends_at)
    free_until = await _free_until(booking, booking.lot, now)
    is_available = free_until is None or ends_at <= free_until
    closes_at = rules.closes_at(booking.lot, booking.period)
    return LongerStay(
        period=more,
        quote=await _quote(booking, booking.lot, ends_at),
        is_available=is_available,
        free_until=free_until,
        closes_at=closes_at,
        nearest=[] if is_available else await queries.list_nearest_equals(booking.space_id, more),
    )


async def hold_extension(booking_id: int, ends_at: datetime, *, channel: str, by: Actor) -> Extension:
    """Sets the time until `ends_at` aside for the lot's hold time and fixes its price.

    What costs nothing is confirmed at once.
    Asked again for the same end, answers with the same. Raises what `ask_for_extension` raises, and
    ExtensionHeld while another is held, TooManyHoldsAbandoned; SpaceAlreadyTaken and SpaceIsClosed carry the
    nearest free equals and until when the spot is free.
    """
    try:
        return await _hold_extension(booking_id, ends_at, channel, by)
    except (SpaceAlreadyTaken, SpaceIsClosed) as error:
        booking = await Booking.get(id=booking_id).prefetch_related("lot")
        if ends_at <= booking.ends_at:  # another request has stretched it further meanwhile
            raise
        nearest = await queries.list_nearest_equals(booking.space_id, Period(booking.ends_at, ends_at))
        free_until = await _free_until(booking, booking.lot, clock.now())
        error.extras["nearest"] = [space.as_json() for space in nearest]
        error.extras["freeUntil"] = free_until.isoformat() if free_until else None
        raise


@transactional
async def _hold_extension(booking_id: int, ends_at: datetime, channel: str, by: Actor) -> Extension:
    space = await claims.lock_space(await claims.space_of(booking_id))
    booking = await Booking.filter(id=booking_id).select_for_update().get()
    if booking.space_id != space.id:  # it moved while we waited for its spot
        raise BookingCannotChange(status=booking.status.value)
    now = clock.now()
    earlier = await _asked_before(booking, ends_at, now)
    if earlier is not None:
        return earlier
    lot = space.area.lot
    rules.check_extension(lot, booking, ends_at, now)
    await clear_lapsed(space.id, Period(booking.ends_at, ends_at), now)
    await _check_unpaid(booking, now)
    await claims.stretch_claim(booking, ends_at)
    quote = await _quote(booking, lot, ends_at)
    extension = await Extension.create(
        booking=booking,
        status=ExtensionStatus.HELD,
        starts_at=booking.ends_at,
        ends_at=ends_at,
        # Time that is over is held for nobody.
        hold_expires_at=min(now + timedelta(seconds=lot.hold_seconds), ends_at),
        channel=channel,
        amount=quote.amount,
        tax=quote.tax,
        quote_lines=[line.to_json() for line in quote.lines],
        created_at=now,
    )
    held = extension_event(
        BookingExtensionHeld, booking, extension, hold_expires_at=extension.hold_expires_at
    )
    record(held, by=by)
    if extension.amount == ZERO:
        await confirm_extension(booking, extension, by=by)
    return extension


async def confirm_extension(booking: Booking, extension: Extension, *, by: Actor) -> None:
    """HELD (or EXPIRED, when late money finds the time free) to CONFIRMED: the booking ends later.

    The caller's transaction holds the locks of the spot and of the booking, and `rules.may_confirm_extension`
    allows it. For an expired hold raises SpaceAlreadyTaken, SpaceIsClosed or SpaceNotFound when its time is
    gone. It takes the place of another that the driver holds: the money that came first decides.
    """
    if extension.status is ExtensionStatus.EXPIRED:
        await _take_again(booking, extension)
    extension.status, extension.confirmed_at, extension.ended_at = (
        ExtensionStatus.CONFIRMED,
        clock.now(),
        None,
    )
    await extension.save(update_fields=["status", "confirmed_at", "ended_at"])
    booking.ends_at = extension.ends_at
    await booking.save(update_fields=["ends_at"])
    record(event_of(BookingExtended, booking, extension_id=extension.id), by=by)
    other = await find_held_extension(booking.id)
    if other is not None:
        await _release(booking, other, by)


@transactional
async def release_extension(booking_id: int, extension_id: int, *, by: Actor) -> None:
    """Lets a held extension go by the driver's wish; nothing happens to one that is held no more.

    Raises ExtensionNotFound.
    """
    await claims.lock_space_of(booking_id)
    booking = await Booking.filter(id=booking_id).select_for_update().get()
    extension = await get_extension(booking_id, extension_id)
    if extension.status is ExtensionStatus.HELD:
        await _release(booking, extension, by)


@transactional
async def release_held_extension(booking_id: int, *, by: Actor) -> bool:
    """Lets go what the booking holds on top, if anything. Returns whether there was anything."""
    await claims.lock_space_of(booking_id)
    booking = await Booking.filter(id=booking_id).select_for_update().get()
    extension = await find_held_extension(booking_id)
    if extension is not None:
        await _release(booking, extension, by)
    return extension is not None


async def get_extension(booking_id: int, extension_id: int) -> Extension:
    """One of the booking's own. Raises ExtensionNotFound."""
    own = Extension.filter(id=extension_id, booking_id=booking_id)
    extension = await own.first() if is_row_id(extension_id) else None
    if extension is None:
        raise ExtensionNotFound
    return extension


async def _asked_before(booking: Booking, ends_at: datetime, now: datetime) -> Extension | None:
    held = await find_held_extension(booking.id)
    if held is not None and held.hold_expires_at > now:
        if held.ends_at != ends_at:
            raise ExtensionHeld
        return held
    if booking.ends_at != ends_at:
        return None
    return (
        await Extension.filter(booking_id=booking.id, status=ExtensionStatus.CONFIRMED)
        .order_by("-id")
        .first()
    )


async def _check_unpaid(booking: Booking, now: datetime) -> None:
    """Else time that nobody pays for could be kept from the others for ever, or mails be sent without end."""
    unpaid = Extension.filter(
        Q(status__in=(ExtensionStatus.EXPIRED, ExtensionStatus.CANCELLED)) | Q(amount=ZERO),
        booking_id=booking.id,
        created_at__gt=now - timedelta(hours=1),
    )
    if await unpaid.count() >= rules.MAX_UNPAID_EXTENSIONS:
        raise TooManyHoldsAbandoned


async def _take_again(booking: Booking, extension: Extension) -> None:
    space = await claims.lock_space(booking.space_id)
    await clear_lapsed(space.id, extension.period, clock.now())
    await claims.stretch_claim(booking, extension.ends_at)


async def _release(booking: Booking, extension: Extension, by: Actor) -> None:
    await end_extension(booking, extension, ExtensionStatus.CANCELLED)
    record(extension_event(BookingExtensionReleased, booking, extension), by=by)


async def _quote(booking: Booking, lot: Lot, ends_at: datetime) -> Quote:
    return await quote_extension(lot, await queries.booked_type(booking), booking.period, ends_at)


async def _free_until(booking: Booking, lot: Lot, now: datetime) -> datetime | None:
    return await queries.find_next_claim(booking, rules.latest_end(lot, booking.period), now)

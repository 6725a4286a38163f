"""The verbs of booking: hold, confirm, expire, complete, end."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from tortoise.exceptions import IntegrityError
from tortoise.expressions import F, Q

from app.accounts.blocks import require_not_blocked
from app.accounts.models import Person
from app.accounts.plates import normalise_plate
from app.accounts.queries import get_vehicle
from app.accounts.rules import normalise_email
from app.bookings import claims, queries, rules
from app.bookings.errors import (
    ContactMissing,
    IdempotencyKeyReused,
    SpaceAlreadyTaken,
    SpaceIsClosed,
    TooManyHolds,
    TooManyHoldsAbandoned,
    VehicleMissing,
)
from app.bookings.events import (
    BookingCancelled,
    BookingCompleted,
    BookingConfirmed,
    BookingDisplaced,
    BookingHeld,
    GuestBookingClaimed,
)
from app.bookings.models import Booking, BookingStatus, IdempotencyKey, MoveCause
from app.bookings.steps import clear_lapsed, end_booking, event_of, expire_lapsed, find_held_extension
from app.core import clock
from app.core.actor import CLOCK, Actor
from app.core.database.ids import ids_of
from app.core.database.stripes import lock_names
from app.core.database.transactions import record, transactional
from app.core.money import ZERO, Money
from app.core.references import new_reference
from app.lots.errors import SpaceNotFound
from app.lots.models import Space
from app.pricing import service as pricing
from app.pricing.errors import PromoNotValid

DESK = "desk"  # the `channel` of what staff book for somebody


def desk_origin(person_id: int) -> str:
    """What the unpaid holds that one of the staff makes are counted by, instead of a network address."""
    return f"desk:{person_id}"


@dataclass(frozen=True, slots=True)
class HoldRequest:
    """What a driver asks for. A guest gives `email`; everybody gives a plate or a vehicle of their own.

    `origin`: a digest of where it comes from, at the desk `desk_origin` of who books; `origin_is_shared`:
    others may ask from there as well.
    """

    space_id: int
    starts_at: datetime
    ends_at: datetime
    plate_number: str | None = None
    vehicle_id: int | None = None
    email: str | None = None
    name: str | None = None
    promo_code: str | None = None
    origin: str | None = None
    origin_is_shared: bool = True

    def fingerprint(self) -> str:
        """A digest that is equal for equal requests."""
        facts = {
            key: value.isoformat() if isinstance(value, datetime) else value
            for key, value in asdict(self).items()
            if key not in ("origin", "origin_is_shared")
        }
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


async def require_space_of(lot_id: int, space_id: int) -> None:
    """Raises SpaceNotFound for a spot of another lot."""
    if not await Space.exists(id=space_id, area__lot_id=lot_id):
        raise SpaceNotFound


async def hold_space(
    request: HoldRequest,
    *,
    person: Person | None,
    idempotency_key: str,
    language: str,
    channel: str,
    by: Actor,
) -> Booking:
    """Sets a spot aside for the lot's hold time and fixes its price. A free one is confirmed at once.

    The same key with the same request answers with the same booking. Raises the errors of
    `app.bookings.errors`; SpaceAlreadyTaken and SpaceIsClosed carry the nearest free equals.
    """
    try:
        try:
            return await _hold_space(request, person, idempotency_key, language, channel, by)
        except IntegrityError:
            # A twin of this request was faster, on another spot or with another e-mail: its key is there now.
            return await _hold_space(request, person, idempotency_key, language, channel, by)
    except (SpaceAlreadyTaken, SpaceIsClosed) as error:
        period = rules.period_of(request.starts_at, request.ends_at)
        nearest = await queries.list_nearest_equals(request.space_id, period)
        error.extras["nearest"] = [space.as_json() for space in nearest]
        raise


@transactional
async def _hold_space(
    request: HoldRequest,
    person: Person | None,
    idempotency_key: str,
    language: str,
    channel: str,
    by: Actor,
) -> Booking:
    period = rules.period_of(request.starts_at, request.ends_at)
    email = _contact(request, person)
    scope = _key_scope(request, person, email, channel)
    plate_number, vehicle_id = await _vehicle(request, person)
    origin = None if person and person.email_verified_at else request.origin
    await lock_names(*_hold_scopes(person, email, plate_number, origin, channel))
    space = await claims.lock_space(request.space_id)
    earlier = await _booking_of_key(scope, idempotency_key, request)
    if earlier is not None:
        return earlier

    now = clock.now()
    lot = space.area.lot
    rules.check_policy(lot, period, now)
    await clear_lapsed(space.id, period, now)
    await require_not_blocked(person, email)
    await _check_unpaid_holds(
        person, email, plate_number, origin, channel, now, origin_is_shared=request.origin_is_shared
    )
    quote = await pricing.quote_space(
        space,
        period,
        promo_code=request.promo_code,
        email=email,
        plate_number=plate_number,
    )
    pricing.require_promo(quote)
    booking = await Booking.create(
        reference=new_reference(),
        status=BookingStatus.HELD,
        lot=lot,
        area=space.area,
        space=space,
        starts_at=period.starts_at,
        ends_at=period.ends_at,
        hold_expires_at=now + timedelta(seconds=lot.hold_seconds),
        person_id=person.id if person else None,
        email=email,
        name=(request.name or (person.name if person else ""))[:80],
        plate_number=plate_number,
        vehicle_id=vehicle_id,
        language=language,
        channel=channel,
        origin=origin,
        amount=quote.amount,
        tax=quote.tax,
        currency=lot.currency,
        quote_lines=[line.to_json() for line in quote.lines],
        refund_policy=lot.refund_policy,
        promo_code=quote.promo.code if quote.promo else None,
        created_at=now,
    )
    await claims.place_claim(booking)
    if booking.promo_code:
        await pricing.redeem_promo(
            booking.promo_code,
            lot_id=lot.id,
            booking_id=booking.id,
            email=email,
            plate_number=plate_number,
            at=now,
        )
    await IdempotencyKey.create(
        scope=scope, key=idempotency_key, fingerprint=request.fingerprint(), booking=booking, created_at=now
    )
    record(event_of(BookingHeld, booking, hold_expires_at=booking.hold_expires_at), by=by)
    if booking.amount == ZERO:
        await confirm_booking(booking, by=by)
    return booking


async def confirm_booking(booking: Booking, *, by: Actor) -> None:
    """HELD (or EXPIRED, when late money finds the spot free) to CONFIRMED.

    The caller's transaction holds the locks of the spot and of the booking. For an expired hold raises
    SpaceAlreadyTaken, SpaceIsClosed or SpaceNotFound when its spot is gone, PromoNotValid when its promo code
    is used up since.
    """
    rules.check_advance(booking.status, BookingStatus.CONFIRMED)
    if booking.status is BookingStatus.EXPIRED:
        await _take_again(booking)
    booking.status = BookingStatus.CONFIRMED
    booking.confirmed_at = clock.now()
    await booking.save(update_fields=["status", "confirmed_at"])
    record(event_of(BookingConfirmed, booking), by=by)


async def cancel_booking(booking: Booking, *, refund: Money, reason: str | None = None, by: Actor) -> None:
    """HELD or CONFIRMED to CANCELLED; the caller holds the locks and sees to the `refund`.

    `reason`: why staff cancelled it.
    """
    was_held = booking.status is BookingStatus.HELD
    await end_booking(booking, BookingStatus.CANCELLED)
    if was_held:
        await pricing.release_promo(booking.id)
    record(event_of(BookingCancelled, booking, refund_sen=refund.sen, reason=reason), by=by)


async def displace_booking(booking: Booking, *, cause: MoveCause, refund: Money, by: Actor) -> None:
    """HELD or CONFIRMED to DISPLACED; the caller holds the locks and sees to the `refund`.

    A promo code was of no use to the driver and can be used again.
    """
    await end_booking(booking, BookingStatus.DISPLACED)
    await pricing.release_promo(booking.id)
    record(event_of(BookingDisplaced, booking, cause=cause, refund_sen=refund.sen), by=by)


@transactional
async def expire_hold(booking_id: int) -> bool:
    """Ends a hold, or that of an extension, when its time is over. Returns whether this call did it."""
    await claims.lock_space_of(booking_id)
    return await expire_lapsed(booking_id, clock.now())


@transactional
async def complete_booking(booking_id: int) -> bool:
    """CONFIRMED to COMPLETED once its period is over. Returns whether it was this call that did it.

    One that holds more time is not over yet: it may still be paid for.
    """
    await claims.lock_space_of(booking_id)
    now = clock.now()
    await expire_lapsed(booking_id, now)
    booking = await Booking.filter(id=booking_id).select_for_update().get()
    if booking.status is not BookingStatus.CONFIRMED or booking.ends_at > now:
        return False
    if await find_held_extension(booking_id) is not None:
        return False
    await end_booking(booking, BookingStatus.COMPLETED)
    record(event_of(BookingCompleted, booking), by=CLOCK)
    return True


@transactional
async def claim_guest_bookings(person_id: int, email: str, *, by: Actor) -> int:
    """Gives guest bookings made with `email` to the person who has verified it, and ends their links.

    Those that stand, and of those that cost nothing the ones that have begun: anybody can hold spots with
    another's address, or have money back for them, which would count against its owner. Returns how many.
    """
    standing = Booking.filter(status__in=(BookingStatus.CONFIRMED, BookingStatus.COMPLETED))
    earnest = standing.filter(Q(amount__gt=ZERO) | Q(starts_at__lte=clock.now()))
    claimed = 0
    for booking_id in await ids_of(earnest.filter(email=email, person_id=None).order_by("id")):
        unclaimed = Booking.filter(id=booking_id, person_id=None)
        if await unclaimed.update(person_id=person_id, link_generation=F("link_generation") + 1):
            claimed += 1
            record(GuestBookingClaimed(booking_id=booking_id, person_id=person_id), by=by)
    return claimed


def _key_scope(request: HoldRequest, person: Person | None, email: str, channel: str) -> str:
    """Among whose idempotency keys the request's is."""
    if channel == DESK:
        return str(request.origin)
    return f"person:{person.id}" if person else f"guest:{hashlib.sha256(email.encode()).hexdigest()}"


def _hold_scopes(
    person: Person | None, email: str, plate_number: str, origin: str | None, channel: str
) -> list[str]:
    """What unpaid holds are counted by; locked by name, so that parallel requests are counted as well."""
    if channel == DESK:
        return [f"holds:origin:{origin}"]
    scopes = (
        [f"holds:person:{person.id}"] if person else [f"holds:email:{email}", f"holds:plate:{plate_number}"]
    )
    return [*scopes, f"holds:origin:{origin}"] if origin else scopes


async def _check_unpaid_holds(
    person: Person | None,
    email: str,
    plate_number: str,
    origin: str | None,
    channel: str,
    now: datetime,
    *,
    origin_is_shared: bool,
) -> None:
    """`origin` is None for a driver with a verified e-mail, whom nobody at the same address can lock out.

    What a driver holds is no matter at the desk: there it is counted what one of the staff holds for others.
    """
    if channel != DESK:
        person_id = person.id if person else None
        own = await queries.unpaid_holds_of(person_id, email, plate_number, now)
        if own.live >= rules.MAX_UNPAID_HOLDS:
            raise TooManyHolds(limit=rules.MAX_UNPAID_HOLDS)
        if own.abandoned >= rules.MAX_ABANDONED_HOLDS:
            raise TooManyHoldsAbandoned
    if origin is None:
        return
    most, most_abandoned = rules.MAX_UNPAID_HOLDS, rules.MAX_ABANDONED_HOLDS
    if origin_is_shared:
        most, most_abandoned = rules.MAX_UNPAID_HOLDS_PER_ORIGIN, rules.MAX_ABANDONED_HOLDS_PER_ORIGIN
    from_there = await queries.unpaid_holds_from(origin, now)
    if from_there.live >= most:
        raise TooManyHolds(limit=most)
    if from_there.abandoned >= most_abandoned:
        raise TooManyHoldsAbandoned


def _contact(request: HoldRequest, person: Person | None) -> str:
    if person is not None:
        return person.email
    if not request.email:
        raise ContactMissing
    return normalise_email(request.email)


async def _vehicle(request: HoldRequest, person: Person | None) -> tuple[str, int | None]:
    if request.vehicle_id is not None and person is not None:
        vehicle = await get_vehicle(person.id, request.vehicle_id)
        return vehicle.plate_number, vehicle.id
    if not request.plate_number:
        raise VehicleMissing
    return normalise_plate(request.plate_number), None


async def _booking_of_key(scope: str, key: str, request: HoldRequest) -> Booking | None:
    used = await IdempotencyKey.get_or_none(scope=scope, key=key).prefetch_related("booking")
    if used is None:
        return None
    if used.fingerprint != request.fingerprint():
        raise IdempotencyKeyReused
    return used.booking


async def _take_again(booking: Booking) -> None:
    """What the end of the hold gave back: the spot, and the use of the promo code as of the day it was held.

    Takes both or nothing. Another's lapsed hold is no obstacle, a retired spot is.
    """
    space = await claims.lock_space(booking.space_id)
    await clear_lapsed(space.id, booking.period, clock.now())
    await claims.place_claim(booking)
    if not booking.promo_code:
        return
    try:
        await pricing.redeem_promo(
            booking.promo_code,
            lot_id=booking.lot_id,
            booking_id=booking.id,
            email=booking.email,
            plate_number=booking.plate_number,
            at=booking.created_at,
        )
    except PromoNotValid:
        await claims.drop_claim(booking)
        raise

"""Reads of bookings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from tortoise.expressions import Q

from app.bookings.claims import closed_in, overlapping, stood_on_in
from app.bookings.errors import BookingNotFound
from app.bookings.models import (
    Booking,
    BookingMove,
    BookingStatus,
    Extension,
    ExtensionStatus,
    MoveCause,
    Overstay,
    SpaceClaim,
)
from app.bookings.rules import UPGRADES
from app.core.database.ids import ids_of
from app.core.money import ZERO
from app.core.period import Period
from app.core.references import normalise_reference
from app.lots.models import Closure, Space, SpaceStatus, SpaceType
from app.lots.queries import find_lot
from app.lots.rules import distance_metres

NEAREST = 3
PAST_PAGE = 20
# A floor further is worth a walk: stairs count as much as this way on the level.
_METRES_PER_STOREY = 60

# What is read along with a booking that is to be shown.
PARTS = ("lot", "area", "space", "vehicle", "extensions")
CURRENT = (BookingStatus.HELD, BookingStatus.CONFIRMED)
_MATTERS = Q(status__in=CURRENT) | Q(open_session__id__isnull=False)
# Moves that were not the driver's wish: what was not chosen may be given back in full.
BY_OPERATOR = (MoveCause.CLOSURE, MoveCause.OVERSTAY)


@dataclass(frozen=True, slots=True)
class NearestSpace:
    """A free spot of the same type, and how far it is from the one that was wanted."""

    space_id: int
    label: str
    type: SpaceType
    area_id: int
    area_code: str
    distance_metres: int

    def as_json(self) -> dict[str, object]:
        return {
            "spaceId": self.space_id,
            "label": self.label,
            "type": self.type.value,
            "areaId": self.area_id,
            "areaCode": self.area_code,
            "distanceMetres": self.distance_metres,
        }


async def get_booking(reference: str) -> Booking:
    """The booking with its lot, floor, spot, vehicle and extensions. Raises BookingNotFound."""
    normal = normalise_reference(reference)
    booking = normal and await Booking.get_or_none(reference=normal).prefetch_related(*PARTS)
    if not booking:
        raise BookingNotFound
    return booking


async def get_booking_of(lot_id: int, reference: str) -> Booking:
    """As `get_booking`, of this lot only."""
    booking = await get_booking(reference)
    if booking.lot_id != lot_id:
        raise BookingNotFound
    return booking


async def bookings_with_spots(
    *, ids: Collection[int] = (), references: Collection[str] = ()
) -> list[Booking]:
    """These bookings, the first made first, each with its floor and spot."""
    named = Booking.filter(Q(id__in=list(ids)) | Q(reference__in=list(references)))
    return await named.order_by("id").prefetch_related("area", "space")


async def references_of(booking_ids: Collection[int]) -> dict[int, str]:
    """The references of these bookings, by their ids."""
    rows = await Booking.filter(id__in=list(booking_ids)).values_list("id", "reference")
    return {int(str(id_)): str(reference) for id_, reference in rows}


async def get_state(reference: str) -> tuple[int, BookingStatus]:
    """The id and the status of a booking, and nothing more, for streams. Raises BookingNotFound."""
    found = await Booking.filter(reference=reference).values_list("id", "status")
    if not found:
        raise BookingNotFound
    booking_id, status = found[0]
    return int(str(booking_id)), BookingStatus(status)


async def list_current_bookings(person_id: int, limit: int = 100) -> list[Booking]:
    """A person's bookings that live, or whose car is in still, soonest first."""
    mine = Booking.filter(_MATTERS, person_id=person_id).order_by("starts_at", "id").limit(limit)
    return await mine.prefetch_related(*PARTS)


@dataclass(frozen=True, slots=True)
class PastBookings:
    """Bookings that are over, latest start first, and whether there are older ones."""

    bookings: list[Booking]
    has_more: bool


async def list_past_bookings(
    person_id: int, *, before: str | None = None, lot_slug: str | None = None, limit: int = PAST_PAGE
) -> PastBookings:
    """One page of a person's past, at one lot or at all. `before`: the reference of the last one known.

    Raises BookingNotFound when that is not one of the person's.
    """
    past = Booking.filter(~Q(status__in=CURRENT), open_session__id__isnull=True, person_id=person_id)
    if lot_slug is not None:
        lot = await find_lot(lot_slug)
        past = past.filter(lot_id=lot.id if lot else None)
    if before is not None:
        last = await Booking.get_or_none(person_id=person_id, reference=normalise_reference(before) or "")
        if last is None:
            raise BookingNotFound
        past = past.filter(Q(starts_at__lt=last.starts_at) | Q(starts_at=last.starts_at, id__lt=last.id))
    found = await past.order_by("-starts_at", "-id").limit(limit + 1).prefetch_related(*PARTS)
    return PastBookings(found[:limit], has_more=len(found) > limit)


@dataclass(frozen=True, slots=True)
class UnpaidHolds:
    """What somebody set aside without paying: `live` now, `abandoned` in the last hour."""

    live: int
    abandoned: int


async def unpaid_holds_of(person_id: int | None, email: str, plate_number: str, now: datetime) -> UnpaidHolds:
    """Those of one driver: the account's, or for a guest those of the same e-mail or plate.

    A guest's e-mail and plate prove nothing, so they never count against somebody with an account.
    """
    if person_id is not None:
        return await _unpaid_holds(Q(person_id=person_id), now)
    return await _unpaid_holds(Q(email=email) | Q(plate_number=plate_number), now)


async def unpaid_holds_from(origin: str, now: datetime) -> UnpaidHolds:
    """Those of unverified drivers behind one network address."""
    return await _unpaid_holds(Q(origin=origin), now)


async def _unpaid_holds(whose: Q, now: datetime) -> UnpaidHolds:
    """A booking that costs nothing was never paid either: it counts until it has begun."""
    held = Q(status=BookingStatus.HELD, hold_expires_at__gt=now)
    free_of_charge = Q(status=BookingStatus.CONFIRMED, amount=ZERO, starts_at__gt=now)
    let_go = Q(
        status__in=(BookingStatus.EXPIRED, BookingStatus.CANCELLED),
        created_at__gt=now - timedelta(hours=1),
    )
    never_paid = Q(confirmed_at__isnull=True) | Q(amount=ZERO)
    return UnpaidHolds(
        live=await Booking.filter(whose, held | free_of_charge).count(),
        abandoned=await Booking.filter(whose, let_go, never_paid).count(),
    )


async def list_lapsed_holds(now: datetime, limit: int = 200) -> list[int]:
    """Bookings whose hold, or that of whose extension, was not paid for in time."""
    lapsed = Booking.filter(status=BookingStatus.HELD, hold_expires_at__lte=now).order_by("hold_expires_at")
    longer = Extension.filter(status=ExtensionStatus.HELD, hold_expires_at__lte=now)
    return [
        *await ids_of(lapsed.limit(limit)),
        *await ids_of(longer.order_by("hold_expires_at").limit(limit), "booking_id"),
    ]


async def list_ended(now: datetime, limit: int = 200) -> list[int]:
    """Confirmed bookings whose period is over, and what they hold on top."""
    claims = SpaceClaim.filter(ends_at__lte=now, booking__status=BookingStatus.CONFIRMED).order_by("ends_at")
    return await ids_of(claims.limit(limit), "booking_id")


async def list_arriving(lot_id: int, within: Period) -> list[Booking]:
    """The confirmed bookings of a lot that begin in a period and whose cars never came, the soonest first."""
    coming = Booking.filter(
        lot_id=lot_id,
        status=BookingStatus.CONFIRMED,
        starts_at__gte=within.starts_at,
        starts_at__lt=within.ends_at,
        sessions__id__isnull=True,
    )
    return await coming.order_by("starts_at", "id")


async def lots_with_bookings() -> set[int]:
    """The lots in which somebody has booked and paid."""
    booked = Booking.filter(status__in=(BookingStatus.CONFIRMED, BookingStatus.COMPLETED))
    return set(await ids_of(booked.distinct(), "lot_id"))


async def list_bookings_on(space_id: int, now: datetime, limit: int = 20) -> list[Booking]:
    """Whose cars stand on a spot past their end, then who has a right to it from `now` on, soonest first."""
    there = Booking.filter(
        space_id=space_id, status__in=(BookingStatus.HELD, BookingStatus.CONFIRMED), ends_at__gt=now
    )
    still_in = Booking.filter(space_id=space_id, open_session__id__isnull=False, ends_at__lte=now)
    return [*await still_in, *await there.order_by("starts_at").limit(limit)]


async def next_claims_on(space_ids: Collection[int], now: datetime) -> dict[int, datetime]:
    """When each of these spots is promised next, from `now` on; those that are not are left out."""
    claims = SpaceClaim.filter(space_id__in=list(space_ids), ends_at__gt=now).order_by("-starts_at")
    rows = await claims.values_list("space_id", "starts_at")
    return {int(str(space_id)): cast("datetime", starts_at) for space_id, starts_at in rows}


async def find_next_claim(booking: Booking, until: datetime, now: datetime) -> datetime | None:
    """When somebody else or a closure wants the booking's spot, between its end and `until`."""
    if until <= booking.ends_at:
        return None
    coming = Period(booking.ends_at, until)
    lives = Q(booking__status__not=BookingStatus.HELD) | Q(booking__hold_expires_at__gt=now)
    claims = SpaceClaim.filter(overlapping(coming), lives, space_id=booking.space_id).exclude(
        booking_id=booking.id
    )
    closures = Closure.filter(closed_in(coming), space_id=booking.space_id)
    first = [await rows.order_by("starts_at").first() for rows in (claims, closures)]
    starts = [row.starts_at for row in first if row is not None]
    return max(min(starts), booking.ends_at) if starts else None


async def list_nearest_equals(space_id: int, period: Period, limit: int = NEAREST) -> list[NearestSpace]:
    """Free spots of the same type in the same lot, nearest first; a floor away counts as a walk."""
    wanted = await Space.get_or_none(id=space_id).prefetch_related("area")
    return await _list_nearest(wanted, wanted.type, period, limit) if wanted else []


async def list_substitutes(
    space_id: int, period: Period, limit: int = NEAREST, *, not_to: Collection[int] = ()
) -> list[NearestSpace]:
    """Where a booking of the spot may move: the nearest equals; when none is free, the nearest upgrades.

    `not_to`: spots that are no refuge, for they are about to be closed as well.
    """
    wanted = await Space.get(id=space_id).prefetch_related("area")
    equals = await _list_nearest(wanted, wanted.type, period, limit, not_to)
    if equals or wanted.type not in UPGRADES:
        return equals
    return await _list_nearest(wanted, UPGRADES[wanted.type], period, limit, not_to)


async def moves_of(booking_ids: Collection[int]) -> dict[int, list[BookingMove]]:
    """The moves of each booking, oldest first, with their spots and floors."""
    moves: dict[int, list[BookingMove]] = {id_: [] for id_ in booking_ids}
    found = BookingMove.filter(booking_id__in=list(moves)).order_by("id")
    for move in await found.prefetch_related("from_space__area", "to_space__area"):
        moves[move.booking_id].append(move)
    return moves


async def booked_type(booking: Booking) -> SpaceType:
    """The type that was booked and paid for, whatever the booking was moved to since."""
    first = BookingMove.filter(booking_id=booking.id).order_by("id").select_related("from_space")
    move = await first.first()
    return move.from_space.type if move else (await Space.get(id=booking.space_id)).type


async def is_rehoused(booking_id: int) -> bool:
    """Whether the operator gave the booking another spot than the one that was chosen."""
    return await BookingMove.filter(booking_id=booking_id, cause__in=BY_OPERATOR).exists()


async def _list_nearest(
    wanted: Space, type_: SpaceType, period: Period, limit: int, not_to: Collection[int] = ()
) -> list[NearestSpace]:
    candidates = await Space.filter(
        type=type_, status=SpaceStatus.ACTIVE, area__lot_id=wanted.area.lot_id
    ).prefetch_related("area")
    unusable = await _unusable_spaces([space.id for space in candidates], period)
    unusable |= {wanted.id, *not_to}
    free = [space for space in candidates if space.id not in unusable]
    nearest = [
        NearestSpace(
            space_id=space.id,
            label=space.label,
            type=space.type,
            area_id=space.area_id,
            area_code=space.area.code,
            distance_metres=round(distance_metres(wanted, space))
            + _METRES_PER_STOREY * abs(space.area.level - wanted.area.level),
        )
        for space in free
    ]
    return sorted(nearest, key=lambda space: (space.distance_metres, space.label))[:limit]


async def _unusable_spaces(space_ids: list[int], period: Period) -> set[int]:
    claimed = SpaceClaim.filter(overlapping(period), space_id__in=space_ids)
    closed = Closure.filter(closed_in(period), space_id__in=space_ids)
    stood_on = Overstay.filter(stood_on_in(period), space_id__in=space_ids)
    return {
        *await ids_of(claimed, "space_id"),
        *await ids_of(closed, "space_id"),
        *await ids_of(stood_on, "space_id"),
    }

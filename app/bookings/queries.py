"""Reads of bookings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.expressions import Q

from app.bookings.claims import overlapping
from app.bookings.errors import BookingNotFound
from app.bookings.models import Booking, BookingStatus, SpaceClaim
from app.core.database.ids import ids_of
from app.core.money import ZERO
from app.core.period import Period
from app.core.references import normalise_reference
from app.lots.models import Closure, Space, SpaceStatus, SpaceType
from app.lots.rules import distance_metres

NEAREST = 3
# A floor further is worth a walk: stairs count as much as this way on the level.
_METRES_PER_STOREY = 60

CURRENT = (BookingStatus.HELD, BookingStatus.CONFIRMED)


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
    """The booking with its lot, floor, spot and vehicle. Raises BookingNotFound."""
    normal = normalise_reference(reference)
    booking = normal and await Booking.get_or_none(reference=normal).prefetch_related(
        "lot", "area", "space", "vehicle"
    )
    if not booking:
        raise BookingNotFound
    return booking


async def get_state(reference: str) -> tuple[int, BookingStatus]:
    """The id and the status of a booking, and nothing more, for streams. Raises BookingNotFound."""
    found = await Booking.filter(reference=reference).values_list("id", "status")
    if not found:
        raise BookingNotFound
    booking_id, status = found[0]
    return int(str(booking_id)), BookingStatus(status)


async def list_bookings(person_id: int, *, current: bool, limit: int = 100) -> list[Booking]:
    """A person's bookings: those that live, soonest first, or those that are over, latest first."""
    mine = Booking.filter(person_id=person_id).prefetch_related("lot", "area", "space", "vehicle")
    if current:
        return await mine.filter(status__in=CURRENT).order_by("starts_at").limit(limit)
    return await mine.exclude(status__in=CURRENT).order_by("-starts_at").limit(limit)


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
    lapsed = Booking.filter(status=BookingStatus.HELD, hold_expires_at__lte=now).order_by("hold_expires_at")
    return await ids_of(lapsed.limit(limit))


async def list_ended(now: datetime, limit: int = 200) -> list[int]:
    """Confirmed bookings whose period is over."""
    claims = SpaceClaim.filter(ends_at__lte=now, booking__status=BookingStatus.CONFIRMED).order_by("ends_at")
    return await ids_of(claims.limit(limit), "booking_id")


async def list_nearest_equals(space_id: int, period: Period, limit: int = NEAREST) -> list[NearestSpace]:
    """Free spots of the same type in the same lot, nearest first; a floor away counts as a walk."""
    wanted = await Space.get_or_none(id=space_id).prefetch_related("area")
    if wanted is None:
        return []
    candidates = await Space.filter(
        type=wanted.type, status=SpaceStatus.ACTIVE, area__lot_id=wanted.area.lot_id
    ).prefetch_related("area")
    unusable = await _unusable_spaces([space.id for space in candidates], period)
    free = [space for space in candidates if space.id not in unusable and space.id != wanted.id]
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
    closed = Closure.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=period.starts_at),
        space_id__in=space_ids,
        starts_at__lt=period.ends_at,
    )
    return {*await ids_of(claimed, "space_id"), *await ids_of(closed, "space_id")}

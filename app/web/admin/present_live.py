"""The car park as it is now, from memory and the tables to what staff see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.accounts.plates import display_plate
from app.analytics.revenue import sold
from app.arrivals.models import ParkingSession
from app.arrivals.queries import Stay, list_open_stays, stood_on
from app.bookings.models import Booking, BookingStatus
from app.bookings.queries import list_arriving, next_claims_on
from app.core import clock, local_time
from app.core.period import Period
from app.lots.models import Closure, Lot, Space, SpaceType
from app.lots.queries import AreaSummary, list_areas
from app.realtime.live import LiveFloors, SpotNow
from app.web.schemas.admin_live import (
    FloorNowOut,
    LotNowOut,
    OverviewOut,
    SpotBookingOut,
    SpotClosureOut,
    SpotOut,
    StayOut,
    TodayOut,
    TypeCountOut,
)

_COMING = timedelta(hours=1)
_WEEK = timedelta(days=7)
_STANDING = (SpotNow.OCCUPIED, SpotNow.OVERSTAYED)
_IN_USE = (*_STANDING, SpotNow.BOOKED)


async def present_lot_now(live: LiveFloors, lot: Lot) -> LotNowOut:
    return LotNowOut(
        as_of=live.fresh_at,
        stale=live.stale_since is not None,
        floors=[_floor(live, area) for area in await list_areas([lot.id])],
    )


def _floor(live: LiveFloors, area: AreaSummary) -> FloorNowOut:
    spots = live.spots_now(area.id)
    return FloorNowOut(
        area_id=area.id,
        code=area.code,
        name=area.name,
        level=area.level,
        by_type=_counts(spots, live.type_of(area.id)),
        spots={id_: state for id_, state in spots.items() if state is not SpotNow.FREE},
    )


def _counts(spots: Mapping[int, SpotNow], types: Mapping[int, SpaceType]) -> list[TypeCountOut]:
    by_type: dict[SpaceType, Counter[SpotNow]] = {}
    for id_, state in spots.items():
        by_type.setdefault(types[id_], Counter())[state] += 1
    return [
        TypeCountOut(type=type_, total=by_type[type_].total(), by_state=dict(by_type[type_]))
        for type_ in SpaceType
        if type_ in by_type
    ]


async def present_overview(live: LiveFloors, lot: Lot) -> OverviewOut:
    """The figures of the day, and who stays too long."""
    now = clock.now()
    stays = await list_open_stays(lot.id)
    late = [stay for stay in stays if stay.owed is not None or _is_over(stay, lot, now)]
    following = await next_claims_on([stay.booking.space_id for stay in late], now)
    overstaying = [present_stay(stay, now, following.get(stay.booking.space_id)) for stay in late]
    overstaying.sort(key=lambda stay: (-stay.owed_sen, -stay.minutes_over))
    return OverviewOut(
        currency=lot.currency, today=await _today(live, lot, overstaying, now), overstaying=overstaying
    )


async def _today(live: LiveFloors, lot: Lot, overstaying: list[StayOut], now: datetime) -> TodayOut:
    states: Counter[SpotNow] = Counter()
    for area in await list_areas([lot.id]):
        states.update(live.spots_now(area.id).values())
    in_use, open_spots = sum(states[each] for each in _IN_USE), states.total() - states[SpotNow.CLOSED]
    arriving = await list_arriving(lot.id, Period(now, now + _COMING))
    today = Period(local_time.start_of_day(now, lot.time_zone), now + timedelta(microseconds=1))
    before = Period(today.starts_at - _WEEK, today.ends_at - _WEEK)
    taken = await stood_on(lot.id)
    return TodayOut(
        in_use_percent=round(100 * in_use / open_spots) if open_spots else 0,
        in_use=in_use,
        occupied=sum(states[each] for each in _STANDING),
        spots=open_spots,
        taken_sen=(await sold(lot.id, today)).sen,
        taken_before_sen=(await sold(lot.id, before)).sen,
        arriving=len(arriving),
        arriving_to_taken_spots=sum(booking.space_id in taken for booking in arriving),
        overstaying=len(overstaying),
        owed_sen=sum(stay.owed_sen for stay in overstaying),
    )


def _is_over(stay: Stay, lot: Lot, now: datetime) -> bool:
    return now > stay.booking.ends_at + timedelta(minutes=lot.exit_grace_minutes)


def present_stay(stay: Stay, now: datetime, next_starts_at: datetime | None) -> StayOut:
    booking = stay.booking
    return StayOut(
        session_id=stay.session.id,
        reference=booking.reference,
        plate_number=display_plate(booking.plate_number),
        name=booking.name or None,
        area_code=booking.area.code,
        space_id=booking.space_id,
        space_label=booking.space.label,
        entered_at=stay.session.entered_at,
        ends_at=booking.ends_at,
        owed_sen=stay.owed.amount.sen if stay.owed else 0,
        minutes_over=max(0, int((now - booking.ends_at).total_seconds() // 60)),
        next_starts_at=next_starts_at,
    )


@dataclass(frozen=True, slots=True)
class SpotFacts:
    """A spot with what is promised of it from now on, the soonest first."""

    space: Space
    bookings: list[Booking]
    closures: list[Closure]


async def find_spot_facts(space: Space) -> SpotFacts:
    now = clock.now()
    there = Booking.filter(
        space_id=space.id, status__in=(BookingStatus.HELD, BookingStatus.CONFIRMED), ends_at__gt=now
    )
    still_in = Booking.filter(space_id=space.id, open_session__id__isnull=False, ends_at__lte=now)
    bookings = [*await still_in, *await there.order_by("starts_at").limit(20)]
    closures = Closure.filter(space_id=space.id).order_by("starts_at")
    return SpotFacts(
        space, bookings, [each for each in await closures if each.ends_at is None or each.ends_at > now]
    )


async def present_spot(live: LiveFloors, space: Space) -> SpotOut:
    facts = await find_spot_facts(space)
    open_sessions = ParkingSession.filter(open_for_id__in=[booking.id for booking in facts.bookings])
    entered = {session.booking_id: session.entered_at for session in await open_sessions}
    return SpotOut(
        space_id=space.id,
        label=space.label,
        type=space.type,
        area_code=space.area.code,
        state=live.spots_now(space.area_id).get(space.id, SpotNow.FREE),
        bookings=[
            SpotBookingOut(
                reference=booking.reference,
                status=booking.status,
                plate_number=display_plate(booking.plate_number),
                name=booking.name or None,
                starts_at=booking.starts_at,
                ends_at=booking.ends_at,
                entered_at=entered.get(booking.id),
            )
            for booking in facts.bookings
        ],
        closures=[
            SpotClosureOut(id=each.id, reason=each.reason, starts_at=each.starts_at, ends_at=each.ends_at)
            for each in facts.closures
        ],
    )

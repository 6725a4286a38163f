"""Who is in, who is expected and who did not come, from the tables to what staff see."""

from __future__ import annotations

from datetime import timedelta

from app.accounts.plates import display_plate
from app.arrivals.models import ExitFee
from app.arrivals.queries import (
    OWING_PAGE,
    NextDriver,
    count_left_owing,
    list_expected_bookings,
    list_left_owing,
    list_no_shows_of,
    list_open_stays,
    next_drivers_of,
    stood_on,
)
from app.bookings.models import Booking
from app.bookings.queries import next_claims_on
from app.core import clock, local_time
from app.core.period import Period
from app.lots.models import Lot
from app.web.admin.present_gate import present_fee
from app.web.admin.present_live import present_stay
from app.web.schemas.admin_gate import (
    ArrivalOut,
    GateRulesOut,
    InsideOut,
    LeftOwingOut,
    LeftOwingPageOut,
    NextDriverOut,
    NoShowOut,
    StaysOut,
)

_EXPECTED_BEFORE = timedelta(hours=1)


async def present_stays(lot: Lot) -> StaysOut:
    return StaysOut(
        rules=GateRulesOut.model_validate(lot, from_attributes=True),
        inside=await _inside(lot),
        expected=await _expected(lot),
        no_shows=await _no_shows(lot),
        left_owing=(await present_left_owing(lot)).fees,
        left_owing_count=await count_left_owing(lot.id),
    )


async def present_left_owing(
    lot: Lot, *, before: int | None = None, booking_id: int | None = None
) -> LeftOwingPageOut:
    found = await list_left_owing(lot.id, before=before, booking_id=booking_id)
    page = found[:OWING_PAGE]
    return LeftOwingPageOut(
        fees=[_left_owing(fee) for fee in page], next=page[-1].id if len(found) > len(page) else None
    )


async def _inside(lot: Lot) -> list[InsideOut]:
    now = clock.now()
    stays = await list_open_stays(lot.id)
    late = [stay for stay in stays if stay.booking.ends_at < now]
    following = await next_claims_on([stay.booking.space_id for stay in late], now)
    helped = await next_drivers_of(late)
    return [
        InsideOut(
            **present_stay(stay, now, following.get(stay.booking.space_id)).model_dump(),
            next_drivers=[_next_driver(one) for one in helped.get(stay.session.id, ())],
        )
        for stay in stays
    ]


def _next_driver(driver: NextDriver) -> NextDriverOut:
    spot = driver.went_to
    return NextDriverOut(
        reference=driver.booking.reference,
        starts_at=driver.booking.starts_at,
        went_to=None if spot is None else f"{spot.area.code} · {spot.label}",
    )


async def _expected(lot: Lot) -> list[ArrivalOut]:
    """Who should be here by now, or will be within the hour, and is not."""
    now = clock.now()
    taken = await stood_on(lot.id)
    return [
        ArrivalOut(**_guest(booking), spot_is_taken=booking.space_id in taken)
        for booking in await list_expected_bookings(lot.id, Period(now, now + _EXPECTED_BEFORE))
    ]


def _left_owing(fee: ExitFee) -> LeftOwingOut:
    booking = fee.booking
    return LeftOwingOut(
        **present_fee(fee, booking).model_dump(),
        name=booking.name or None,
        area_code=booking.area.code,
        space_label=booking.space.label,
        left_at=fee.session.exited_at or fee.ends_at,
    )


async def _no_shows(lot: Lot) -> list[NoShowOut]:
    since = local_time.start_of_day(clock.now(), lot.time_zone)
    return [
        NoShowOut(**_guest(booking), given_up_at=booking.ended_at)
        for booking in await list_no_shows_of(lot.id, since)
    ]


def _guest(booking: Booking) -> dict[str, object]:
    return {
        "reference": booking.reference,
        "plate_number": display_plate(booking.plate_number),
        "name": booking.name or None,
        "area_code": booking.area.code,
        "space_label": booking.space.label,
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
    }

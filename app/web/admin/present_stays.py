"""Who is in, who is expected and who did not come, from the tables to what staff see."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from app.accounts.plates import display_plate
from app.arrivals.models import ExitFee
from app.arrivals.queries import (
    OWING_PAGE,
    Stay,
    count_left_owing,
    list_expected_bookings,
    list_left_owing,
    list_no_shows_of,
    list_open_stays,
    stood_on,
)
from app.bookings.models import Booking, BookingMove, BookingStatus, MoveCause
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
    helped = await _next_drivers(late)
    return [
        InsideOut(
            **present_stay(stay, now, following.get(stay.booking.space_id)).model_dump(),
            next_drivers=helped.get(stay.session.id, []),
        )
        for stay in stays
    ]


async def _next_drivers(late: Collection[Stay]) -> dict[int, list[NextDriverOut]]:
    """By the stay whose overstay cost them the spot."""
    spots = {stay.booking.space_id: stay for stay in late}
    moves = BookingMove.filter(from_space_id__in=list(spots), cause=MoveCause.OVERSTAY).order_by("id")
    lost = Booking.filter(space_id__in=list(spots), status=BookingStatus.DISPLACED).order_by("id")
    helped: dict[int, list[NextDriverOut]] = {}
    for move in await moves.prefetch_related("booking", "to_space__area") if spots else []:
        where = f"{move.to_space.area.code} · {move.to_space.label}"
        _note(helped, spots[move.from_space_id], move.booking, move.moved_at, where)
    for booking in await lost if spots else []:
        _note(helped, spots[booking.space_id], booking, booking.ended_at, None)
    return helped


def _note(
    helped: dict[int, list[NextDriverOut]],
    stay: Stay,
    booking: Booking,
    at: datetime | None,
    where: str | None,
) -> None:
    if at is None or at < stay.booking.ends_at:
        return  # for the sake of a car before this one
    told = NextDriverOut(reference=booking.reference, starts_at=booking.starts_at, went_to=where)
    helped.setdefault(stay.session.id, []).append(told)


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

"""Holding a spot: what is refused, what is kept, what is given back."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from tortoise.exceptions import IntegrityError

from app.bookings.closures import close_space, reopen_space
from app.bookings.errors import (
    ClosureNotFound,
    ContactMissing,
    IdempotencyKeyReused,
    OutsideOpeningHours,
    PeriodInPast,
    PeriodReversed,
    PeriodTooFarAhead,
    PeriodTooLong,
    PeriodTooShort,
    SpaceAlreadyTaken,
    SpaceHasBookings,
    SpaceIsClosed,
    TooManyHolds,
    VehicleMissing,
)
from app.bookings.models import Booking, BookingStatus, SpaceClaim
from app.bookings.rules import MAX_UNPAID_HOLDS
from app.bookings.service import HoldRequest, complete_booking, expire_hold, hold_space
from app.core import clock
from app.core.actor import GUEST, OPERATOR
from app.core.errors import DomainError
from app.core.events import read_events
from app.core.period import Period
from app.lots.errors import SpaceNotFound
from app.lots.models import SpaceStatus
from app.payments.invariants import find_violations
from app.realtime.live import LiveFloors, SpaceState
from tests.support.databases import Database
from tests.support.world import hold, in_hours, make_world

pytestmark = pytest.mark.usefixtures("db")


async def test_a_hold_claims_the_spot_and_keeps_the_quote() -> None:
    world = await make_world()
    booking = await hold(world.spaces[0], hours=3)
    assert booking.status is BookingStatus.HELD
    assert booking.amount.sen == 1272
    assert sum(line["amount_sen"] for line in booking.quote_lines) == 1272
    assert booking.hold_expires_at - booking.created_at == timedelta(minutes=10)
    claim = await SpaceClaim.get(booking_id=booking.id)
    assert (claim.starts_at, claim.ends_at) == (booking.starts_at, booking.ends_at)
    assert [event.kind for event in await read_events(0)][-1] == "BookingHeld"
    assert await find_violations() == []


async def test_bob_cannot_hold_the_space_alice_holds_and_is_offered_the_nearest_equals() -> None:
    world = await make_world(5)
    await hold(world.spaces[0])
    with pytest.raises(SpaceAlreadyTaken) as refused:
        await hold(world.spaces[0], starts_in=25)
    nearest = refused.value.extras["nearest"]
    assert isinstance(nearest, list)
    assert [space["label"] for space in nearest] == ["A2", "A3", "A4"]
    assert await Booking.all().count() == 1


async def test_periods_that_only_touch_do_not_overlap() -> None:
    world = await make_world()
    first = await hold(world.spaces[0], hours=2)
    second = await hold(world.spaces[0], starts_at=first.ends_at, hours=2)
    assert second.status is BookingStatus.HELD


@pytest.mark.parametrize(
    ("starts_in", "hours", "error"),
    [
        (-1, 3, PeriodInPast),
        (24, -1, PeriodReversed),
        (24, 0, PeriodReversed),
        (24, 0.2, PeriodTooShort),
        (24, 24 * 8, PeriodTooLong),
        (24 * 61, 2, PeriodTooFarAhead),
    ],
)
async def test_periods_that_break_the_policy_are_refused_and_change_nothing(
    starts_in: float, hours: float, error: type[DomainError]
) -> None:
    world = await make_world()
    with pytest.raises(error):
        await hold(world.spaces[0], starts_in=starts_in, hours=hours)
    assert await Booking.all().count() == 0
    assert await SpaceClaim.all().count() == 0


async def test_a_period_outside_opening_hours_is_refused() -> None:
    hours = [{"weekday": day, "opens": "06:00", "closes": "23:00"} for day in range(7)]
    world = await make_world(opening_hours=hours)
    ten_at_night = datetime(2030, 1, 7, 14, tzinfo=UTC)  # 22:00 in Kuala Lumpur
    with clock.frozen(datetime(2030, 1, 7, 1, tzinfo=UTC)):
        with pytest.raises(OutsideOpeningHours):
            await hold(world.spaces[0], starts_at=ten_at_night, hours=2)
        await hold(world.spaces[0], starts_at=ten_at_night, hours=1)


async def test_unknown_and_retired_spots_are_not_found() -> None:
    world = await make_world()
    space = world.spaces[0]
    space.status = SpaceStatus.RETIRED
    await space.save()
    with pytest.raises(SpaceNotFound):
        await hold(space)
    space.id = 999_999
    with pytest.raises(SpaceNotFound):
        await hold(space)


async def test_a_closure_that_was_taken_back_before_it_began_is_in_nobodys_way() -> None:
    world = await make_world()
    space = world.spaces[0]
    closure = await close_space(space.id, starts_at=in_hours(25), ends_at=None, reason="Leak", by=OPERATOR)
    await reopen_space(closure.id, by=OPERATOR)
    floors = LiveFloors()
    await floors.load()
    assert floors.state_of(space.id, Period(in_hours(24), in_hours(27))) is SpaceState.FREE
    assert (await hold(space)).space_id == space.id
    with pytest.raises(ClosureNotFound):
        await reopen_space(closure.id, by=OPERATOR)


async def test_a_closed_spot_is_refused_until_it_is_reopened() -> None:
    world = await make_world()
    closure = await close_space(
        world.spaces[0].id, starts_at=in_hours(0), ends_at=None, reason="Leak", by=OPERATOR
    )
    with pytest.raises(SpaceIsClosed) as refused:
        await hold(world.spaces[0])
    assert refused.value.extras["nearest"]
    await reopen_space(closure.id, by=OPERATOR)
    await hold(world.spaces[0])


async def test_a_spot_with_bookings_cannot_be_closed_over_them() -> None:
    world = await make_world()
    booking = await hold(world.spaces[0])
    with pytest.raises(SpaceHasBookings):
        await close_space(world.spaces[0].id, starts_at=in_hours(0), ends_at=None, reason="Leak", by=OPERATOR)
    await close_space(
        world.spaces[0].id, starts_at=in_hours(0), ends_at=booking.starts_at, reason="Leak", by=OPERATOR
    )


async def test_the_same_key_and_request_answer_with_the_same_booking() -> None:
    world = await make_world()
    starts_at = in_hours(24)
    facts = {"email": "a@mail.example", "plate": "WXY 1234", "key": "key-12345678", "starts_at": starts_at}
    first = await hold(world.spaces[0], **facts)  # type: ignore[arg-type]
    again = await hold(world.spaces[0], **facts)  # type: ignore[arg-type]
    assert again.reference == first.reference
    assert await Booking.all().count() == 1


async def test_a_key_used_for_another_request_is_refused() -> None:
    world = await make_world()
    await hold(world.spaces[0], email="a@mail.example", key="key-12345678")
    with pytest.raises(IdempotencyKeyReused):
        await hold(world.spaces[1], email="a@mail.example", key="key-12345678")
    assert await Booking.all().count() == 1


async def test_two_guests_may_happen_to_use_the_same_key() -> None:
    world = await make_world()
    first = await hold(world.spaces[0], email="a@mail.example", key="key-12345678")
    second = await hold(world.spaces[1], email="b@mail.example", key="key-12345678")
    assert first.reference != second.reference


async def test_one_driver_cannot_hold_the_whole_floor() -> None:
    world = await make_world(5)
    for space in world.spaces[:3]:
        await hold(space, email="greedy@mail.example")
    with pytest.raises(TooManyHolds):
        await hold(world.spaces[3], email="greedy@mail.example")


async def test_a_hold_that_lapsed_is_given_to_the_next_driver_at_once() -> None:
    world = await make_world()
    with clock.frozen(clock.now()):
        first = await hold(world.spaces[0], hours=3)
        clock.move(timedelta(minutes=10))
        second = await hold(world.spaces[0], starts_at=first.starts_at, hours=3)
        await first.refresh_from_db()
        assert first.status is BookingStatus.EXPIRED
        assert second.status is BookingStatus.HELD
        assert await find_violations() == []


async def test_a_hold_expires_only_when_its_time_is_over() -> None:
    world = await make_world()
    with clock.frozen(clock.now()):
        booking = await hold(world.spaces[0])
        assert not await expire_hold(booking.id)
        clock.move(timedelta(minutes=10))
        assert await expire_hold(booking.id)
        assert not await expire_hold(booking.id)
        assert await SpaceClaim.all().count() == 0


async def test_a_held_booking_is_never_completed() -> None:
    world = await make_world()
    with clock.frozen(clock.now()):
        booking = await hold(world.spaces[0])
        clock.move(timedelta(days=3))
        assert not await complete_booking(booking.id)


async def test_a_guest_must_leave_an_e_mail_and_everybody_a_plate() -> None:
    world = await make_world()
    request = HoldRequest(space_id=world.spaces[0].id, starts_at=in_hours(1), ends_at=in_hours(3))
    facts = {"person": None, "idempotency_key": "key-12345678", "language": "en", "channel": "web"}
    with pytest.raises(ContactMissing):
        await hold_space(request, by=GUEST, **facts)  # type: ignore[arg-type]
    with pytest.raises(VehicleMissing):
        await hold_space(
            HoldRequest(request.space_id, request.starts_at, request.ends_at, email="a@mail.example"),
            by=GUEST,
            **facts,  # type: ignore[arg-type]
        )


async def test_the_database_itself_refuses_a_second_claim(db: Database) -> None:
    world = await make_world()
    booking = await hold(world.spaces[0])
    other = await hold(world.spaces[1])
    await SpaceClaim.filter(booking_id=other.id).delete()
    with pytest.raises(IntegrityError):
        await SpaceClaim.create(
            space=world.spaces[0],
            booking=other,
            starts_at=booking.ends_at - timedelta(minutes=1),
            ends_at=booking.ends_at + timedelta(hours=1),
        )
    await SpaceClaim.create(
        space=world.spaces[0],
        booking=other,
        starts_at=booking.ends_at,
        ends_at=booking.ends_at + timedelta(hours=1),
    )
    with pytest.raises(IntegrityError):
        await SpaceClaim.filter(booking_id=other.id).update(starts_at=booking.starts_at)


async def test_many_tasks_racing_for_one_spot_leave_one_winner() -> None:
    world = await make_world(2)
    starts_at = in_hours(24)
    answers = await asyncio.gather(
        *(hold(world.spaces[0], starts_at=starts_at) for _ in range(12)), return_exceptions=True
    )
    assert sum(isinstance(answer, Booking) for answer in answers) == 1
    assert sum(isinstance(answer, SpaceAlreadyTaken) for answer in answers) == 11
    assert await find_violations() == []


async def test_many_holds_of_one_driver_at_once_are_counted_too() -> None:
    world = await make_world(12)
    answers = await asyncio.gather(
        *(hold(space, email="greedy@mail.example") for space in world.spaces), return_exceptions=True
    )
    assert sum(isinstance(answer, Booking) for answer in answers) == MAX_UNPAID_HOLDS
    assert sum(isinstance(answer, TooManyHolds) for answer in answers) == 12 - MAX_UNPAID_HOLDS

"""Who is let in and out, when, and what happens when it is told twice or late."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from app.arrivals.errors import (
    BookingNotReady,
    CarIsIn,
    CarNotIn,
    EntryOver,
    EntryTooEarly,
    ExitFeeOwed,
    MovementOvertaken,
    SeveralBookings,
    SpotStillTaken,
)
from app.arrivals.events import BookingNoShow, CarEntered, CarLeft
from app.arrivals.gate import Shown, be_gone
from app.arrivals.models import Departure, ExitFee, ParkingSession
from app.arrivals.queries import find_booking_to_let_in, find_open_session
from app.arrivals.service import let_in, let_out
from app.arrivals.sightings import Sighting
from app.bookings.errors import BookingNotFound
from app.bookings.models import Booking, BookingStatus, SpaceClaim
from app.core import clock
from app.payments.invariants import find_violations
from jobs.complete_bookings import complete_bookings
from jobs.give_up_no_shows import give_up_no_shows
from jobs.watch_overstays import watch_overstays
from tests.accounts.people import events_of
from tests.arrivals.stays import ATTENDANT, HOUR, after_the_end, enter, leave, open_lot, parked, seen
from tests.support.gateway import GATEWAY
from tests.support.stays import book
from tests.support.world import World, hold, make_world

pytestmark = pytest.mark.usefixtures("db")


async def test_a_car_comes_goes_and_comes_back_within_its_time() -> None:
    booking, session = await parked(await open_lot())
    with clock.frozen(booking.starts_at + HOUR):
        await leave(session)
        with pytest.raises(CarNotIn):
            await leave(session)
        again = await enter(booking)
    with clock.frozen(booking.ends_at):
        await leave(again)

    assert [event.session_id for event in await events_of(CarEntered)] == [session.id, again.id]
    assert [event.owed_sen for event in await events_of(CarLeft)] == [0, 0]
    assert await ExitFee.all().count() == 0


async def test_a_car_comes_a_quarter_of_an_hour_early_and_no_earlier() -> None:
    booking = await book((await open_lot()).spaces[0], starts_in=1)
    with clock.frozen(booking.starts_at - timedelta(minutes=15, seconds=1)), pytest.raises(EntryTooEarly):
        await enter(booking)
    with clock.frozen(booking.starts_at - timedelta(minutes=15)):
        await enter(booking)


async def test_who_has_not_paid_or_comes_after_the_end_stays_out() -> None:
    world = await open_lot()
    unpaid, booking = await hold(world.spaces[0], starts_in=0), await book(world.spaces[1], starts_in=1)
    with pytest.raises(BookingNotReady):
        await enter(unpaid)
    with clock.frozen(booking.ends_at), pytest.raises(EntryOver):
        await enter(booking)


async def test_a_booking_of_another_lot_opens_no_gate_here() -> None:
    booking = await book((await open_lot()).spaces[0], starts_in=0)
    elsewhere = (await make_world()).lot
    with pytest.raises(BookingNotFound):
        await let_in(booking.id, elsewhere.id, seen(), by=ATTENDANT)


async def test_two_gates_that_see_the_same_car_let_it_in_once() -> None:
    booking = await book((await open_lot()).spaces[0], starts_in=0)
    outcomes = await asyncio.gather(*(enter(booking) for _ in range(6)), return_exceptions=True)

    assert sum(isinstance(outcome, ParkingSession) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, CarIsIn) for outcome in outcomes) == 5


async def test_what_is_told_twice_under_one_key_happens_once() -> None:
    booking = await book((await open_lot()).spaces[0], starts_in=0)
    first, second = await enter(booking, key="scan-1"), await enter(booking, key="scan-1")
    left, again = await leave(first, key="scan-2"), await leave(first, key="scan-2")

    assert (first.id, left.exited_at) == (second.id, again.exited_at)
    assert len(await events_of(CarEntered)) == len(await events_of(CarLeft)) == 1


async def test_what_is_told_late_of_an_earlier_stay_ends_no_later_one() -> None:
    booking, first = await parked(await open_lot())
    at = booking.starts_at
    with clock.frozen(at + HOUR):
        await leave(first)
    with clock.frozen(at + HOUR + timedelta(minutes=10)):
        second = await enter(booking)
    with clock.frozen(at + HOUR + timedelta(minutes=20)):
        with pytest.raises(CarNotIn):
            await let_out(second.id, second.lot_id, seen(at + HOUR), by=ATTENDANT)
        await leave(second)
        with pytest.raises(MovementOvertaken):
            await let_in(booking.id, booking.lot_id, seen(at + timedelta(minutes=30)), by=ATTENDANT)
    assert await find_violations() == []


async def test_who_left_before_it_was_told_that_they_came_is_never_in() -> None:
    world = await open_lot()
    booking = await book(world.spaces[0], starts_in=1, plate="WXY 1234")
    came, left = booking.starts_at, booking.ends_at - timedelta(minutes=5)
    with clock.frozen(left):
        noted = await _be_gone(world, seen(key="exit-1"), plate="WXY 1234")
        assert isinstance(noted, Departure)
        assert (await _be_gone(world, seen(key="exit-1"), plate="WXY 1234")).id == noted.id
        doubled = await _be_gone(world, seen(key="exit-2"), reference=booking.reference)
        assert doubled.id == noted.id
    following = await book(world.spaces[0], starts_in=4.1)
    with clock.frozen(following.starts_at + timedelta(minutes=20)):
        await complete_bookings()
        await enter(following)
        late = await let_in(booking.id, world.lot.id, seen(came, key="entry-1"), by=ATTENDANT)
        assert await watch_overstays(GATEWAY) == 0
        again = await _be_gone(world, seen(left, key="exit-1"), plate="WXY 1234")
    assert (late.entered_at, late.exited_at, late.exit_key, late.open_for_id) == (came, left, "exit-1", None)
    assert again.id == late.id
    assert (await Departure.get()).session_id == late.id
    assert [event.owed_sen for event in await events_of(CarLeft)] == [0]
    assert await find_violations() == []


async def test_who_left_late_before_it_was_told_that_they_came_owes_for_it() -> None:
    world = await open_lot()
    booking = await book(world.spaces[0], starts_in=1, plate="WXY 1234")
    with after_the_end(booking, timedelta(minutes=61)):
        await _be_gone(world, seen(), plate="WXY 1234")
    with after_the_end(booking, timedelta(hours=9)):
        await let_in(booking.id, world.lot.id, seen(booking.starts_at), by=ATTENDANT)
    assert (await ExitFee.get()).amount.sen == 1272
    assert await find_violations() == []


async def test_a_departure_ends_no_stay_that_began_after_it_nor_one_of_another_car() -> None:
    world = await open_lot()
    booking = await book(world.spaces[0], starts_in=1, plate="WXY 1234")
    other = await book(world.spaces[1], starts_in=1, plate="ABC 1")
    with clock.frozen(booking.starts_at + HOUR):
        await _be_gone(world, seen(), plate="WXY 1234")
        assert (await let_in(other.id, world.lot.id, seen(other.starts_at), by=ATTENDANT)).exited_at is None
    with clock.frozen(booking.starts_at + 2 * HOUR):
        assert (await enter(booking)).exited_at is None
        assert isinstance(await _be_gone(world, seen(), plate="WXY 1234"), ParkingSession)


async def test_no_car_that_cannot_have_been_in_is_noted_as_gone() -> None:
    world = await open_lot()
    booking = await book(world.spaces[0], starts_in=5, plate="WXY 1234")
    for plate in ("WXY 1234", "ABC 1"):
        with pytest.raises(CarNotIn):
            await _be_gone(world, seen(), plate=plate)
    with clock.frozen(booking.starts_at):
        session = await enter(booking)
    with clock.frozen(booking.starts_at + HOUR):
        await leave(session)
        with pytest.raises(CarNotIn):
            await _be_gone(world, seen(), plate="WXY 1234")  # somebody else let it out
    assert not await Departure.exists()


async def test_a_car_that_is_told_of_in_both_ways_at_once_is_not_in() -> None:
    world = await open_lot()
    booking = await book(world.spaces[0], starts_in=1, plate="WXY 1234")
    with clock.frozen(booking.starts_at + HOUR):
        await asyncio.gather(
            _be_gone(world, seen(key="exit-1"), plate="WXY 1234"),
            let_in(booking.id, world.lot.id, seen(booking.starts_at, key="entry-1"), by=ATTENDANT),
        )
    assert not await ParkingSession.exists(exited_at__isnull=True)


async def test_a_car_that_was_told_of_when_its_time_was_over_takes_nobodys_spot() -> None:
    world = await open_lot(1)
    booking = await book(world.spaces[0], starts_in=1, plate="WXY 1234")
    following = await book(world.spaces[0], starts_in=4.5)
    with after_the_end(booking, timedelta(minutes=20)):
        session = await let_in(booking.id, world.lot.id, seen(booking.starts_at), by=ATTENDANT)
        assert session.exited_at is None
        assert await watch_overstays(GATEWAY) == 0
    assert (await Booking.get(id=following.id)).status is BookingStatus.CONFIRMED


async def test_who_is_known_to_have_left_is_no_no_show() -> None:
    world = await open_lot(no_show_minutes=30)
    booking = await book(world.spaces[0], starts_in=1, plate="WXY 1234")
    with clock.frozen(booking.starts_at + timedelta(minutes=40)):
        await _be_gone(world, seen(), plate="WXY 1234")
        assert await give_up_no_shows() == 0


async def _be_gone(world: World, sighting: Sighting, **shown: str) -> ParkingSession | Departure:
    shown_by = Shown(**shown)
    return await be_gone(world.lot, shown_by, sighting, keys=(), leave_owing=True, by=ATTENDANT)


async def test_a_spot_on_which_somebody_still_stands_takes_nobody() -> None:
    world = await open_lot()
    late, _ = await parked(world)
    following = await book(world.spaces[0], starts_in=4.1)
    assert following.starts_at > late.ends_at
    with clock.frozen(following.starts_at), pytest.raises(SpotStillTaken):
        await enter(following)


async def test_a_car_is_known_by_its_plate_however_it_is_typed() -> None:
    world = await open_lot()
    booking = await book(world.spaces[0], starts_in=0, plate="WXY 1234")
    found = await find_booking_to_let_in(world.lot, "wxy-1234", clock.now())
    session = await enter(found)

    assert found.id == booking.id
    assert await find_open_session(world.lot.id, plate="WXY1234") == session.id
    with pytest.raises(BookingNotFound):
        await find_booking_to_let_in(world.lot, "WXY 1234", clock.now())  # it is in


async def test_of_two_bookings_of_a_plate_the_one_that_has_begun_counts() -> None:
    world = await open_lot()
    now = await book(world.spaces[0], starts_in=0, hours=3, plate="WXY 1234")
    await book(world.spaces[1], starts_in=0.1, hours=3, plate="WXY 1234")
    assert (await find_booking_to_let_in(world.lot, "WXY 1234", clock.now())).id == now.id
    with clock.frozen(clock.now() + HOUR), pytest.raises(SeveralBookings) as refusal:
        await find_booking_to_let_in(world.lot, "WXY 1234", clock.now())
    assert len(refusal.value.extras["references"]) == 2  # type: ignore[arg-type]


async def test_who_overstays_pays_before_the_gate_opens_or_leaves_owing() -> None:
    booking, session = await parked(await open_lot())
    with after_the_end(booking, timedelta(minutes=61)):
        with pytest.raises(ExitFeeOwed) as refusal:
            await leave(session)
        assert refusal.value.extras["amountSen"] == 1272  # two started hours and 6 %
        gone = await leave(session, owing=True)

    fee = await ExitFee.get(session_id=session.id)
    assert (gone.open_for_id, fee.amount.sen, fee.tax.sen, fee.status) == (None, 1272, 72, "owed")
    assert [event.owed_sen for event in await events_of(CarLeft)] == [1272]


async def test_who_leaves_within_the_grace_owes_nothing() -> None:
    booking, session = await parked(await open_lot())
    with after_the_end(booking, timedelta(minutes=10)):
        await leave(session)
    assert await ExitFee.all().count() == 0


async def test_a_spot_whose_car_does_not_come_is_given_up_by_the_rule_of_its_lot() -> None:
    world = await open_lot(no_show_minutes=30)
    booking = await book(world.spaces[0], starts_in=1)
    came, _ = await parked(world, 1)
    with clock.frozen(booking.starts_at + timedelta(minutes=29)):
        assert await give_up_no_shows() == 0
    with clock.frozen(booking.starts_at + timedelta(minutes=30)):
        assert await give_up_no_shows() == 1
        assert await give_up_no_shows() == 0
        await hold(world.spaces[0], starts_in=0)

    assert (await Booking.get(id=booking.id)).status is BookingStatus.NO_SHOW
    assert (await Booking.get(id=came.id)).status is BookingStatus.CONFIRMED
    assert not await SpaceClaim.exists(booking_id=booking.id)
    assert [event.booking_id for event in await events_of(BookingNoShow)] == [booking.id]
    assert await find_violations() == []


async def test_a_lot_without_such_a_rule_keeps_the_spot_to_the_end() -> None:
    booking = await book((await open_lot()).spaces[0], starts_in=1)
    with clock.frozen(booking.ends_at - timedelta(minutes=1)):
        assert await give_up_no_shows() == 0

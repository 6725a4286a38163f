"""Staying longer: the time on top is the driver's or the next one's, never both."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from app.bookings.closures import close_space
from app.bookings.errors import (
    BookingCannotChange,
    ExtensionHeld,
    ExtensionNotFound,
    OutsideOpeningHours,
    PeriodReversed,
    PeriodTooLong,
    SpaceAlreadyTaken,
    SpaceHasBookings,
    SpaceIsClosed,
    TooManyHoldsAbandoned,
)
from app.bookings.extensions import ask_for_extension, hold_extension, release_extension
from app.bookings.models import Booking, BookingStatus, Extension, ExtensionStatus, MoveCause, SpaceClaim
from app.bookings.moves import move_booking
from app.bookings.queries import get_booking
from app.bookings.rules import MAX_UNPAID_EXTENSIONS
from app.bookings.service import complete_booking, expire_hold
from app.core import clock
from app.core.actor import GUEST, OPERATOR
from app.core.database.transactions import transactional
from app.core.events import read_events
from app.core.money import Money
from app.lots.models import Space, SpaceType
from app.payments.invariants import find_violations
from app.pricing.models import RateTable
from app.realtime.live import LiveFloors, SpaceState
from jobs.complete_bookings import complete_bookings
from jobs.expire_holds import expire_holds
from tests.support.stays import ask_longer, book, extend
from tests.support.world import hold, in_hours, make_world

pytestmark = pytest.mark.usefixtures("db")

HOUR = timedelta(hours=1)
LAPSED = timedelta(minutes=11)


async def _claim_ends(booking: Booking) -> datetime:
    return (await SpaceClaim.get(booking_id=booking.id)).ends_at


async def test_more_time_is_held_priced_and_claimed() -> None:
    world = await make_world()
    booking = await book(world.spaces[0])
    extension = await ask_longer(booking, 2)
    assert (extension.status, extension.starts_at) == (ExtensionStatus.HELD, booking.ends_at)
    assert (extension.amount.sen, extension.tax.sen) == (848, 48)
    assert sum(line["amount_sen"] for line in extension.quote_lines) == 848
    assert await _claim_ends(booking) == extension.ends_at
    assert (await Booking.get()).ends_at == booking.ends_at
    with pytest.raises(SpaceAlreadyTaken):
        await hold(world.spaces[0], starts_at=booking.ends_at, hours=1)
    with pytest.raises(SpaceHasBookings):
        await close_space(
            world.spaces[0].id, starts_at=booking.ends_at, ends_at=None, reason="Leak", by=OPERATOR
        )
    assert await find_violations() == []


async def test_time_that_is_promised_to_another_is_refused_with_what_is_left_and_the_nearest_equals() -> None:
    world = await make_world(5)
    booking = await book(world.spaces[0])
    await hold(world.spaces[0], starts_at=booking.ends_at + HOUR)
    await hold(world.spaces[1], starts_at=booking.ends_at)
    with pytest.raises(SpaceAlreadyTaken) as refused:
        await ask_longer(booking, 2)
    nearest = refused.value.extras["nearest"]
    assert isinstance(nearest, list)
    assert [space["label"] for space in nearest] == ["A3", "A4", "A5"]
    assert refused.value.extras["freeUntil"] == (booking.ends_at + HOUR).isoformat()
    assert await Extension.all().count() == 0
    assert await _claim_ends(booking) == booking.ends_at
    assert (await ask_longer(booking, 1)).status is ExtensionStatus.HELD


async def test_a_question_tells_price_and_what_stands_in_the_way_and_holds_nothing() -> None:
    world = await make_world(3)
    booking = await get_booking((await book(world.spaces[0])).reference)
    asked = await ask_for_extension(booking, booking.ends_at + 2 * HOUR)
    assert (asked.quote.amount.sen, asked.is_available, asked.free_until) == (848, True, None)
    assert (asked.closes_at, asked.nearest) == (None, [])
    await close_space(
        world.spaces[0].id, starts_at=booking.ends_at + HOUR, ends_at=None, reason="Leak", by=OPERATOR
    )
    asked = await ask_for_extension(booking, booking.ends_at + 2 * HOUR)
    assert (asked.is_available, asked.free_until) == (False, booking.ends_at + HOUR)
    assert [space.label for space in asked.nearest] == ["A2", "A3"]
    with pytest.raises(SpaceIsClosed):
        await ask_longer(booking, 2)
    assert await Extension.all().count() == 0


async def test_a_lapsed_hold_of_another_is_no_obstacle() -> None:
    world = await make_world()
    booking = await get_booking((await book(world.spaces[0])).reference)
    await hold(world.spaces[0], starts_at=booking.ends_at)
    with clock.frozen(clock.now() + LAPSED):
        assert (await ask_for_extension(booking, booking.ends_at + HOUR)).is_available
        await ask_longer(booking, 1)
    assert await Booking.filter(status=BookingStatus.EXPIRED).count() == 1
    assert await find_violations() == []


async def test_asking_twice_for_the_same_end_holds_once_and_another_end_is_refused() -> None:
    world = await make_world()
    booking = await book(world.spaces[0])
    first = await ask_longer(booking, 1)
    assert await ask_longer(booking, 1) == first
    with pytest.raises(ExtensionHeld):
        await ask_longer(booking, 2)
    await release_extension(booking.id, first.id, by=GUEST)
    assert await _claim_ends(booking) == booking.ends_at
    assert (await ask_longer(booking, 2)).id != first.id
    with pytest.raises(ExtensionNotFound):
        await release_extension(booking.id, 2**70, by=GUEST)
    assert await find_violations() == []


async def test_twins_of_one_wish_hold_once() -> None:
    world = await make_world()
    booking = await book(world.spaces[0])
    twins = await asyncio.gather(*(ask_longer(booking, 1) for _ in range(6)))
    assert len({extension.id for extension in twins}) == 1
    assert await find_violations() == []


async def test_time_that_costs_nothing_is_confirmed_at_once() -> None:
    world = await make_world()
    await RateTable.filter(lot_id=world.lot.id).update(daily_cap=1)
    booking = await book(world.spaces[0], starts_at=_noon(), hours=1)
    extension = await ask_longer(booking, 1)
    assert (extension.status, extension.amount.sen) == (ExtensionStatus.CONFIRMED, 0)
    assert (await Booking.get()).ends_at == extension.ends_at
    assert await hold_extension(booking.id, extension.ends_at, channel="web", by=GUEST) == extension
    assert await find_violations() == []


async def test_an_unpaid_extension_expires_and_gives_its_time_back() -> None:
    world = await make_world()
    booking = await book(world.spaces[0])
    await ask_longer(booking, 1)
    assert await expire_holds() == 0
    with clock.frozen(clock.now() + LAPSED):
        assert await expire_holds() == 1
        assert await expire_holds() == 0
        await hold(world.spaces[0], starts_at=booking.ends_at)
    assert (await Extension.get()).status is ExtensionStatus.EXPIRED
    assert (await Booking.get(id=booking.id)).status is BookingStatus.CONFIRMED
    assert await find_violations() == []


async def test_the_next_driver_clears_a_lapsed_extension_away() -> None:
    world = await make_world()
    booking = await book(world.spaces[0])
    await ask_longer(booking, 1)
    with clock.frozen(clock.now() + LAPSED):
        await hold(world.spaces[0], starts_at=booking.ends_at)
    assert (await Extension.get()).status is ExtensionStatus.EXPIRED
    assert await _claim_ends(booking) == booking.ends_at
    assert await find_violations() == []


async def test_a_stay_that_holds_more_time_is_not_completed_before_that_lapses() -> None:
    world = await make_world()
    booking = await book(world.spaces[0])
    with clock.frozen(booking.ends_at - timedelta(minutes=2)):
        await ask_longer(booking, 1)
        clock.move(timedelta(minutes=3))
        assert await complete_bookings() == 0
        assert not await complete_booking(booking.id)
        clock.move(LAPSED)
        assert await complete_booking(booking.id)
    assert (await Extension.get()).status is ExtensionStatus.EXPIRED
    assert (await Booking.get()).status is BookingStatus.COMPLETED
    assert await find_violations() == []


async def test_a_stay_that_was_extended_is_completed_at_its_new_end() -> None:
    world = await make_world()
    booking = await book(world.spaces[0])
    first_end = booking.ends_at
    await extend(booking, 1)
    with clock.frozen(first_end + timedelta(minutes=30)):
        assert await complete_bookings() == 0
    with clock.frozen(booking.ends_at):
        assert await complete_bookings() == 1


async def test_the_hold_of_an_extension_is_no_longer_than_the_extension() -> None:
    world = await make_world()
    extension = await ask_longer(await book(world.spaces[0], starts_in=0, hours=0.5), 5 / 60)
    assert extension.hold_expires_at <= extension.ends_at


async def test_only_a_confirmed_stay_that_is_not_over_goes_on_and_only_within_the_policy() -> None:
    hours = [{"weekday": day, "opens": "06:00", "closes": "23:00"} for day in range(7)]
    world = await make_world(opening_hours=hours, max_minutes=8 * 60)
    nine = datetime(2030, 1, 7, 1, tzinfo=UTC)  # in Kuala Lumpur
    with clock.frozen(nine):
        held = await hold(world.spaces[1], starts_at=nine, hours=2)
        with pytest.raises(BookingCannotChange):
            await ask_longer(held, 1)
        booking = await get_booking((await book(world.spaces[0], starts_at=nine, hours=2)).reference)
        for more, error in ((-1, PeriodReversed), (6.1, PeriodTooLong)):
            with pytest.raises(error):
                await ask_longer(booking, more)
            with pytest.raises(error):
                await ask_for_extension(booking, booking.ends_at + more * HOUR)
        late = await book(world.spaces[2], starts_at=nine + 9 * HOUR, hours=2)
        with pytest.raises(OutsideOpeningHours):
            await ask_longer(late, 3.5)
        with pytest.raises(OutsideOpeningHours) as refused:
            await ask_for_extension(await get_booking(late.reference), late.ends_at + 4 * HOUR)
        assert refused.value.extras["latestEndsAt"] == (nine + 14 * HOUR).isoformat()
        asked = await ask_for_extension(await get_booking(late.reference), late.ends_at + HOUR)
        assert asked.closes_at == nine + 14 * HOUR
        clock.move(2 * HOUR)
        with pytest.raises(BookingCannotChange):
            await ask_longer(booking, 1)


async def test_time_cannot_be_kept_from_others_by_letting_it_go_again_and_again() -> None:
    world = await make_world()
    booking = await book(world.spaces[0])
    for _ in range(MAX_UNPAID_EXTENSIONS):
        extension = await ask_longer(booking, 1)
        await release_extension(booking.id, extension.id, by=GUEST)
    with pytest.raises(TooManyHoldsAbandoned):
        await ask_longer(booking, 1)
    with clock.frozen(clock.now() + HOUR + LAPSED):
        await ask_longer(booking, 1)


async def test_an_extension_and_anothers_hold_of_the_same_time_never_overlap() -> None:
    """Over connections of their own, where the database has them."""
    world = await make_world(4)
    bookings = [await book(space, hours=2) for space in world.spaces]

    async def next_driver(booking: Booking) -> str:
        try:
            await hold(world.spaces[bookings.index(booking)], starts_at=booking.ends_at + HOUR / 2, hours=1)
        except SpaceAlreadyTaken:
            return "refused"
        return "held"

    async def same_driver(booking: Booking) -> str:
        try:
            await ask_longer(booking, 1)
        except SpaceAlreadyTaken:
            return "refused"
        return "held"

    wishes = [
        wish(booking) for booking in bookings for wish in (next_driver, same_driver, same_driver, next_driver)
    ]
    outcomes = await asyncio.gather(*wishes)
    assert set(outcomes) == {"held", "refused"}
    for space in world.spaces:
        claims = await SpaceClaim.filter(space_id=space.id).order_by("starts_at")
        assert all(one.ends_at <= other.starts_at for one, other in pairwise(claims))
    assert await find_violations() == []


async def test_a_booking_that_moves_while_it_asks_for_more_time_is_given_none_of_the_spot_it_left() -> None:
    world = await make_world(2)
    booking = await book(world.spaces[0])
    await hold(world.spaces[1], starts_at=booking.ends_at)  # lapsed by then, and in nobody's way
    moving = asyncio.Event()

    async def ask() -> None:
        await moving.wait()
        with contextlib.suppress(BookingCannotChange):
            await ask_longer(booking, 1)

    @transactional
    async def move() -> None:
        await move_booking(booking.id, world.spaces[1].id, cause=MoveCause.CLOSURE, by=OPERATOR)
        moving.set()
        await asyncio.sleep(0.5)  # meanwhile the other waits for the spot that is left

    with clock.frozen(clock.now() + LAPSED):
        await asyncio.gather(asyncio.create_task(ask()), move())
    assert await find_violations() == []


async def test_who_was_given_a_better_spot_stays_longer_by_the_price_of_the_one_that_was_booked() -> None:
    """Priced by the better one, the stay so far would fill the daily cap and the rest of the day be free."""
    world = await make_world(3)
    await RateTable.filter(lot=world.lot).update(multipliers={"vip": 200}, daily_cap=Money(2000))
    await Space.filter(id__in=[space.id for space in world.spaces[1:]]).update(type=SpaceType.VIP)
    at_eight = (clock.now() + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    booking = await book(world.spaces[0], starts_at=at_eight)
    for space in world.spaces[1:]:
        await move_booking(booking.id, space.id, cause=MoveCause.CLOSURE, by=OPERATOR)
    booking = await get_booking(booking.reference)
    asked = await ask_for_extension(booking, booking.ends_at + HOUR)
    extension = await ask_longer(booking, 1)
    assert asked.quote.amount.sen == extension.amount.sen == 424


async def test_time_that_costs_nothing_cannot_be_asked_for_without_end() -> None:
    """Each step of it would be told by a mail."""
    world = await make_world()
    booking = await book(world.spaces[0], hours=2.5)
    for _ in range(MAX_UNPAID_EXTENSIONS):
        await ask_longer(booking, 1 / 60)
        await booking.refresh_from_db()
    with pytest.raises(TooManyHoldsAbandoned):
        await ask_longer(booking, 1 / 60)


async def test_nobody_can_hold_the_time_after_a_stay_all_the_while() -> None:
    world = await make_world()
    booking = await book(world.spaces[0])
    began = clock.now()
    for minutes in range(0, 60, 10):
        with clock.frozen(began + timedelta(minutes=minutes)), contextlib.suppress(TooManyHoldsAbandoned):
            await ask_longer(booking, 1)
    with clock.frozen(began + timedelta(minutes=59)):
        await hold(world.spaces[0], starts_at=booking.ends_at, hours=1)


async def test_the_live_map_tells_of_every_step() -> None:
    world = await make_world()
    space = world.spaces[0]
    booking = await book(space)
    live = LiveFloors()
    await live.load()
    after = (await hold(world.spaces[1], starts_at=booking.ends_at + HOUR)).period  # the hour after next

    async def states() -> list[SpaceState]:
        """In the hour on top: as the events moved it, and as a process that starts now finds it."""
        for logged in await read_events(live.position):
            await live.apply(logged.id, logged.event)
        fresh = LiveFloors()
        await fresh.load()
        top = type(after)(booking_end, booking_end + HOUR)
        return [floors.state_of(space.id, top) for floors in (live, fresh)]

    booking_end = booking.ends_at
    assert await states() == [SpaceState.FREE] * 2
    extension = await ask_longer(booking, 1)
    assert await states() == [SpaceState.HELD] * 2
    await release_extension(booking.id, extension.id, by=GUEST)
    assert await states() == [SpaceState.FREE] * 2
    await ask_longer(booking, 1)
    with clock.frozen(clock.now() + LAPSED):
        assert await states() == [SpaceState.FREE] * 2  # it counts no longer than it lives
        assert await expire_hold(booking.id)
        assert await states() == [SpaceState.FREE] * 2
    await extend(booking, 1)
    assert await states() == [SpaceState.TAKEN] * 2


def _noon() -> datetime:
    """Noon in two days, in the lot's zone: the day is not over within some hours."""
    return in_hours(48).astimezone(UTC).replace(hour=4, minute=0, second=0, microsecond=0)

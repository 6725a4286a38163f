"""Closing a spot that people have booked: another spot, or all the money back."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from app.bookings.closures import close_space
from app.bookings.errors import (
    BookingCannotChange,
    ClosureInPast,
    PeriodReversed,
    SpaceAlreadyTaken,
    SpaceClosedAlready,
    SpaceHasBookings,
    SpaceNotEqual,
)
from app.bookings.models import Booking, BookingMove, BookingStatus, MoveCause, SpaceClaim
from app.bookings.moves import move_booking
from app.core import clock
from app.core.actor import GUEST, OPERATOR
from app.core.events import read_events
from app.lots.errors import SpaceNotFound
from app.lots.models import Area, Closure, Space, SpaceStatus, SpaceType
from app.payments.cancelling import cancel_booking
from app.payments.displacement import Rehousing, close_spaces
from app.payments.invariants import find_violations
from app.payments.models import Payment, Refund
from app.pricing.models import PromoRedemption
from tests.pricing.tariffs import open_promo
from tests.support.gateway import GATEWAY, answer_body, receive, try_to_pay
from tests.support.world import hold, make_world

pytestmark = pytest.mark.usefixtures("db")


async def _pay(booking: Booking) -> Payment:
    payment = await try_to_pay(booking.id)
    assert await receive(answer_body(payment)) == "captured"
    return payment


async def _close(space: Space, days: int | None = None) -> Rehousing:
    ends_at = clock.now() + timedelta(days=days) if days else None
    (done,) = await _close_all([space], ends_at=ends_at)
    return done


async def _close_all(
    spaces: list[Space], *, starts_at: datetime | None = None, ends_at: datetime | None = None
) -> list[Rehousing]:
    area = await Area.get(id=spaces[0].area_id)
    return await close_spaces(
        [space.id for space in spaces],
        lot_id=area.lot_id,
        starts_at=starts_at,
        ends_at=ends_at,
        reason="Leak",
        gateway=GATEWAY,
        by=OPERATOR,
    )


async def _now(booking: Booking) -> Booking:
    return await Booking.get(id=booking.id)


async def test_bookings_of_a_closed_spot_move_to_the_nearest_equals_for_the_same_price() -> None:
    world = await make_world(4)
    today, tomorrow = await hold(world.spaces[0], starts_in=2), await hold(world.spaces[0], starts_in=26)
    await _pay(today)
    await _pay(tomorrow)
    await hold(world.spaces[1], starts_in=2)  # in the way of today's, not of tomorrow's
    done = await _close(world.spaces[0])
    assert set(done.moved) == {today.reference, tomorrow.reference}
    assert done.displaced == ()
    assert (await _now(today)).space_id == world.spaces[2].id
    moved = await _now(tomorrow)
    assert (moved.space_id, moved.area_id) == (world.spaces[1].id, world.area.id)
    assert (moved.status, moved.amount) == (BookingStatus.CONFIRMED, tomorrow.amount)
    claim = await SpaceClaim.get(booking_id=tomorrow.id)
    assert (claim.space_id, claim.starts_at) == (world.spaces[1].id, tomorrow.starts_at)
    move = await BookingMove.get(booking_id=tomorrow.id)
    spots = (world.spaces[0].id, world.spaces[1].id)
    assert (move.from_space_id, move.to_space_id, move.cause) == (*spots, MoveCause.CLOSURE)
    assert await Refund.all().count() == 0
    kinds = [event.kind for event in await read_events(0)]
    assert kinds[-3:] == ["BookingMoved", "BookingMoved", "SpaceClosed"]
    assert await find_violations() == []


async def test_who_booked_first_gets_the_last_spot_and_the_other_all_the_money() -> None:
    world = await make_world(2)
    first, second = (
        await hold(world.spaces[0], starts_in=30),
        await hold(world.spaces[0], starts_in=28, hours=1),
    )
    await open_promo("ONCE", total_limit=1)
    third = await hold(world.spaces[0], starts_in=40, promo_code="ONCE")
    for booking in (first, second, third):
        await _pay(booking)
    await hold(world.spaces[1], starts_in=27, hours=2)
    await hold(world.spaces[1], starts_in=40)
    done = await _close(world.spaces[0])
    assert (done.moved, set(done.displaced)) == ((first.reference,), {second.reference, third.reference})
    assert (await _now(second)).status is BookingStatus.DISPLACED
    refund = await Refund.get(booking_id=second.id)
    assert (refund.cause, refund.amount, refund.tax) == ("displaced", second.amount, second.tax)
    assert await PromoRedemption.all().count() == 0
    assert not await SpaceClaim.filter(booking_id__in=[second.id, third.id]).exists()
    assert await find_violations() == []


async def test_a_standard_booking_gets_a_vip_spot_for_nothing_when_no_equal_is_free() -> None:
    world = await make_world(4)
    await Space.filter(id__in=[world.spaces[1].id, world.spaces[2].id]).update(type=SpaceType.VIP)
    await Space.filter(id=world.spaces[3].id).update(type=SpaceType.OKU)
    booking = await hold(world.spaces[0])
    await _pay(booking)
    await _close(world.spaces[0])
    moved = await _now(booking)
    assert (moved.space_id, moved.amount) == (world.spaces[1].id, booking.amount)
    done = await _close(world.spaces[1])
    assert done.moved == (booking.reference,)
    done = await _close(world.spaces[2])  # a VIP booking now; and the OKU spot is kept for who needs it
    assert done.displaced == (booking.reference,)
    assert await find_violations() == []


async def test_an_unpaid_hold_moves_too_and_money_under_way_pays_for_the_new_spot() -> None:
    world = await make_world(2)
    booking = await hold(world.spaces[0])
    payment = await try_to_pay(booking.id)
    done = await _close(world.spaces[0])
    assert done.moved == (booking.reference,)
    assert await receive(answer_body(payment)) == "captured"
    paid = await _now(booking)
    assert (paid.status, paid.space_id) == (BookingStatus.CONFIRMED, world.spaces[1].id)
    assert await find_violations() == []


async def test_money_for_a_hold_that_lost_its_spot_goes_back_in_full() -> None:
    world = await make_world(1)
    booking = await hold(world.spaces[0])
    payment = await try_to_pay(booking.id)
    done = await _close(world.spaces[0])
    assert done.displaced == (booking.reference,)
    assert await Refund.all().count() == 0
    assert await receive(answer_body(payment)) == "late"
    refund = await Refund.get()
    assert (refund.cause, refund.amount) == ("late", booking.amount)
    assert (await _now(booking)).status is BookingStatus.DISPLACED
    assert await find_violations() == []


async def test_a_lapsed_hold_is_no_booking_to_take_elsewhere() -> None:
    world = await make_world(2)
    booking = await hold(world.spaces[0])
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        done = await _close(world.spaces[0])
    assert (done.moved, done.displaced) == ((), ())
    assert (await _now(booking)).status is BookingStatus.EXPIRED


async def test_bookings_outside_the_closure_stay() -> None:
    world = await make_world(2)
    booking = await hold(world.spaces[0], starts_in=72)
    done = await _close(world.spaces[0], days=2)
    assert (done.moved, done.displaced) == ((), ())
    assert (await _now(booking)).space_id == world.spaces[0].id


async def test_who_was_moved_by_the_operator_may_cancel_for_all_the_money_until_the_start() -> None:
    world = await make_world(3, refund_policy=[{"hours_before": 24, "percent": 50}])
    moved, chosen = await hold(world.spaces[0], starts_in=2), await hold(world.spaces[1], starts_in=2)
    await _pay(moved)
    await _pay(chosen)
    await _close(world.spaces[0])
    await cancel_booking(moved.id, gateway=GATEWAY, by=GUEST)
    await cancel_booking(chosen.id, gateway=GATEWAY, by=GUEST)
    assert (await Refund.get()).amount == moved.amount
    assert (await _now(chosen)).status is BookingStatus.CANCELLED
    assert await find_violations() == []


async def test_after_the_start_nobody_cancels_not_even_who_was_moved() -> None:
    world = await make_world(2)
    booking = await hold(world.spaces[0], starts_in=1)
    await _pay(booking)
    await _close(world.spaces[0])
    with clock.frozen(booking.starts_at), pytest.raises(BookingCannotChange):
        await cancel_booking(booking.id, gateway=GATEWAY, by=GUEST)


@pytest.mark.parametrize("wanted", ["taken", "dearer", "other type", "other lot", "own", "retired"])
async def test_a_booking_moves_to_no_spot_that_is_not_its_due(wanted: str) -> None:
    world, elsewhere = await make_world(5), await make_world(1)
    own, taken, vip, ev, retired = world.spaces
    await Space.filter(id=vip.id).update(type=SpaceType.VIP)
    await Space.filter(id=ev.id).update(type=SpaceType.EV)
    booking = await hold(own)
    free = await hold(taken, hours=1)
    refused: type[Exception]
    if wanted == "dearer":
        await Space.filter(id=retired.id).update(status="active")
        to, refused = vip, SpaceNotEqual  # while an equal is free
    else:
        await Space.filter(id=retired.id).update(status="retired")
        to, refused = {
            "taken": (taken, SpaceAlreadyTaken),
            "other type": (ev, SpaceNotEqual),
            "other lot": (elsewhere.spaces[0], SpaceNotFound),
            "own": (own, BookingCannotChange),
            "retired": (retired, SpaceNotFound),
        }[wanted]
    with pytest.raises(refused):
        await move_booking(booking.id, to.id, cause=MoveCause.BLOCKED, by=GUEST)
    assert (await _now(booking)).space_id == own.id
    assert (await _now(free)).space_id == taken.id
    assert await BookingMove.all().count() == 0
    assert await find_violations() == []


async def test_a_claim_that_reaches_further_than_its_booking_moves_whole_or_not_at_all() -> None:
    """Somebody is paying for more time: it stays set aside, on the new spot."""
    world = await make_world(3)
    booking = await hold(world.spaces[0])
    longer = booking.ends_at + timedelta(hours=2)
    await SpaceClaim.filter(booking_id=booking.id).update(ends_at=longer)
    await hold(world.spaces[1], starts_at=booking.ends_at)
    with pytest.raises(SpaceAlreadyTaken):
        await move_booking(booking.id, world.spaces[1].id, cause=MoveCause.BLOCKED, by=GUEST)
    done = await _close(world.spaces[0])
    assert done.moved == (booking.reference,)
    claim = await SpaceClaim.get(booking_id=booking.id)
    assert (claim.space_id, claim.ends_at) == (world.spaces[2].id, longer)


async def test_an_ended_booking_does_not_move() -> None:
    world = await make_world(2)
    booking = await hold(world.spaces[0])
    await cancel_booking(booking.id, gateway=GATEWAY, by=GUEST)
    with pytest.raises(BookingCannotChange):
        await move_booking(booking.id, world.spaces[1].id, cause=MoveCause.BLOCKED, by=GUEST)


async def test_closing_without_rehousing_is_refused_as_ever() -> None:
    world = await make_world(2)
    await hold(world.spaces[0])
    with pytest.raises(SpaceHasBookings):
        await close_space(world.spaces[0].id, starts_at=clock.now(), ends_at=None, reason="Leak", by=OPERATOR)
    assert await Closure.all().count() == 0


async def test_spots_are_closed_together_or_not_at_all() -> None:
    """One of them goes with a floor that is published meanwhile."""
    world = await make_world(4)
    booking = await hold(world.spaces[0])
    await Space.filter(id=world.spaces[2].id).update(status=SpaceStatus.RETIRED)
    for wrong in (world.spaces[2], (await make_world(1)).spaces[0]):
        with pytest.raises(SpaceNotFound):
            await _close_all([world.spaces[0], world.spaces[1], wrong])
    assert not await Closure.exists()
    assert (await _now(booking)).space_id == world.spaces[0].id
    await _close_all(world.spaces[:2])
    assert (await _now(booking)).space_id == world.spaces[3].id
    assert await find_violations() == []


async def test_a_spot_is_closed_once_for_the_same_time() -> None:
    world = await make_world(3)
    now = clock.now()
    one, other, free = world.spaces
    await _close_all([one], starts_at=now + timedelta(days=1), ends_at=now + timedelta(days=2))
    await _close_all([other])
    for period in (
        {},
        {"ends_at": now + timedelta(hours=25)},
        {"starts_at": now + timedelta(hours=47)},
        {"starts_at": now + timedelta(hours=30), "ends_at": now + timedelta(hours=31)},
    ):
        with pytest.raises(SpaceClosedAlready) as refused:
            await _close_all([free, one], **period)
        assert refused.value.extras == {"spots": ["B1 · A1"]}
    with pytest.raises(SpaceClosedAlready):
        await close_space(other.id, starts_at=now + timedelta(days=9), ends_at=None, reason="x", by=OPERATOR)
    assert await Closure.all().count() == 2
    await _close_all([one], ends_at=now + timedelta(days=1))
    await _close_all([one], starts_at=now + timedelta(days=2))


async def test_no_spot_is_closed_in_the_past() -> None:
    world = await make_world(2)
    now = clock.now()
    with pytest.raises(ClosureInPast):
        await _close_all(world.spaces, starts_at=now - timedelta(days=30), ends_at=now - timedelta(days=1))
    with pytest.raises(PeriodReversed):
        await _close_all(world.spaces, starts_at=now + timedelta(days=3), ends_at=now + timedelta(days=2))
    assert not await Closure.exists()
    with clock.frozen(now):
        (done, _) = await _close_all(
            world.spaces, starts_at=now - timedelta(days=30), ends_at=now + timedelta(days=1)
        )
    assert done.closure.starts_at == now


async def test_two_who_close_the_same_spots_close_them_once() -> None:
    world = await make_world(3)
    answers = await asyncio.gather(
        _close_all(world.spaces[:2]), _close_all(world.spaces[1:]), return_exceptions=True
    )
    assert [type(each) for each in answers if isinstance(each, BaseException)] == [SpaceClosedAlready]
    assert await Closure.all().count() == 2

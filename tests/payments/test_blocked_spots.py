"""Somebody stands on a driver's spot: what is given at once, to whom, how often."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.accounts import service as accounts
from app.accounts.models import Person
from app.bookings.errors import (
    BlockedRefundsUsedUp,
    BlockedRefundTooLate,
    BlockedReportedAlready,
    BlockedReportNotPossible,
    BlockedReportTooEarly,
    NothingToRefund,
    SpaceAlreadyTaken,
    SpaceIsClosed,
    TooManyBlockedReports,
)
from app.bookings.models import Booking, BookingStatus, MoveCause, ReportOutcome, SpotReport
from app.bookings.rules import MAX_BLOCKED_REPORTS_PER_ORIGIN
from app.core import clock
from app.core.actor import GUEST, Actor
from app.core.errors import DomainError
from app.core.events import read_events
from app.core.money import ZERO
from app.lots.models import Closure
from app.payments.blocked_spots import CLOSURE_REASON, blocked_spot_terms, report_blocked_space
from app.payments.cancelling import cancel_booking
from app.payments.invariants import find_violations
from app.payments.models import Refund
from tests.accounts.people import mailed_verification_token, sign_up
from tests.support.gateway import GATEWAY, answer_body, receive, try_to_pay
from tests.support.world import World, hold, make_world

pytestmark = pytest.mark.usefixtures("db")

PHOTO = b"a JPEG, as far as the service is concerned"
PLACE = "a-digest-of-an-address"


async def _paid(world: World, spot: int = 0, starts_in: float = 1, **request: Any) -> Booking:
    booking = await hold(world.spaces[spot], starts_in, **request)
    assert await receive(answer_body(await try_to_pay(booking.id))) == "captured"
    return await Booking.get(id=booking.id)


def _at_start(booking: Booking, minutes: float = 5) -> AbstractContextManager[None]:
    return clock.frozen(booking.starts_at + timedelta(minutes=minutes))


async def _report(booking: Booking, to: int | None = None) -> SpotReport:
    return await report_blocked_space(booking, PHOTO, to_space_id=to, gateway=GATEWAY, by=GUEST)


async def test_a_driver_whose_spot_is_blocked_moves_and_the_spot_is_kept_free_of_others() -> None:
    world = await make_world(3)
    booking = await _paid(world)
    await _paid(world, starts_in=4)  # the next driver of the spot
    with _at_start(booking):
        terms = await blocked_spot_terms(booking)
        assert [space.space_id for space in terms.nearest] == [world.spaces[1].id, world.spaces[2].id]
        assert (terms.refund, terms.no_refund) == (booking.amount, None)
        report = await _report(booking, world.spaces[1].id)
        closed_at = clock.now()
    assert (report.outcome, report.space_id, report.photo) == (
        ReportOutcome.MOVED,
        world.spaces[0].id,
        PHOTO,
    )
    moved = await Booking.get(id=booking.id)
    assert (moved.status, moved.space_id) == (BookingStatus.CONFIRMED, world.spaces[1].id)
    closure = await Closure.get()
    assert (closure.space_id, closure.reason) == (world.spaces[0].id, CLOSURE_REASON)
    assert (closure.starts_at, closure.ends_at) == (closed_at, booking.ends_at)
    kinds = [event.kind for event in await read_events(0)]
    assert kinds[-3:] == ["BookingMoved", "SpaceReportedBlocked", "SpaceClosed"]
    assert await Refund.all().count() == 0
    assert await find_violations() == []


async def test_or_gets_all_the_money_back_at_once() -> None:
    world = await make_world(2)
    booking = await _paid(world)
    with _at_start(booking):
        await _report(booking)
    assert (await Booking.get(id=booking.id)).status is BookingStatus.DISPLACED
    refund = await Refund.get()
    assert (refund.cause, refund.amount) == ("displaced", booking.amount)
    ended = (await read_events(0))[-3].event
    assert ended is not None
    assert ended.model_dump()["cause"] == MoveCause.BLOCKED
    assert await find_violations() == []


async def test_who_comes_early_closes_the_spot_only_when_the_driver_before_has_left() -> None:
    world = await make_world(2)
    before = await _paid(world, starts_in=1, hours=1)
    booking = await _paid(world, starts_at=before.ends_at)
    with _at_start(booking, -10):
        await _report(booking, world.spaces[1].id)
    closure = await Closure.get()
    assert (closure.starts_at, closure.ends_at) == (before.ends_at, booking.ends_at)
    assert await find_violations() == []


@pytest.mark.parametrize(
    ("minutes", "refused"),
    [(-15, None), (-16, BlockedReportTooEarly), (179, None), (180, BlockedReportNotPossible)],
)
async def test_a_spot_is_reported_from_a_quarter_of_an_hour_before_the_start_until_the_end(
    minutes: int, refused: type[DomainError] | None
) -> None:
    world = await make_world(2)
    booking = await _paid(world)
    with _at_start(booking, minutes):
        await _refused_or_done(_report(booking, world.spaces[1].id), refused)


@pytest.mark.parametrize(("minutes", "refused"), [(30, None), (31, BlockedRefundTooLate)])
async def test_the_money_comes_back_for_half_an_hour(minutes: int, refused: type[DomainError] | None) -> None:
    world = await make_world(2)
    booking = await _paid(world)
    with _at_start(booking, minutes):
        terms = await blocked_spot_terms(booking)
        assert (terms.no_refund is None) == (refused is None)
        await _refused_or_done(_report(booking), refused)
    assert await Refund.all().count() == (refused is None)


async def _refused_or_done(report: Awaitable[SpotReport], refused: type[DomainError] | None) -> None:
    if refused is None:
        await report
        assert await SpotReport.all().count() == 1
        return
    with pytest.raises(refused):
        await report
    assert await SpotReport.all().count() == 0


async def test_a_booking_is_reported_once() -> None:
    world = await make_world(3)
    booking = await _paid(world)
    with _at_start(booking):
        await _report(booking, world.spaces[1].id)
        moved = await Booking.get(id=booking.id)
        for to in (None, world.spaces[2].id):
            with pytest.raises(BlockedReportedAlready):
                await _report(moved, to)
    assert await Refund.all().count() == 0


@pytest.mark.parametrize("same", ["email", "plate"])
async def test_the_third_refund_within_30_days_is_left_to_staff(same: str) -> None:
    """Whoever makes up an e-mail address for each booking still drives the same car."""
    world = await make_world(1)
    driver: dict[str, Any] = {"email": {"email": "often@mail.example"}, "plate": {"plate": "WXY 1234"}}[same]
    for _ in range(2):
        booking = await _paid(world, **driver)
        with _at_start(booking):
            await _report(booking)
        await Closure.all().delete()
    third, other = await _paid(world, **driver), await _paid(world, starts_in=5)
    with _at_start(third):
        assert isinstance((await blocked_spot_terms(third)).no_refund, BlockedRefundsUsedUp)
        with pytest.raises(BlockedRefundsUsedUp):
            await _report(third)
    with _at_start(other):
        await _report(other)
    assert await Refund.all().count() == 3
    await SpotReport.all().update(reported_at=third.starts_at - timedelta(days=31))
    with _at_start(third):
        await _report(third)
    assert await find_violations() == []


@pytest.mark.parametrize(("is_verified", "is_refunded"), [(True, True), (False, False)])
async def test_refunds_that_strangers_had_with_her_plate_count_only_while_her_address_is_unproven(
    is_verified: bool, is_refunded: bool
) -> None:
    world = await make_world(1)
    aisyah, stranger = await _account(is_verified), await _account(is_verified=False)
    for owner in (None, stranger):
        booking = await _paid_by(owner, world)
        with _at_start(booking):
            await _report(booking)
        await Closure.all().delete()
    hers = await _paid_by(aisyah, world)
    with _at_start(hers):
        assert ((await blocked_spot_terms(hers)).no_refund is None) == is_refunded


async def test_verified_accounts_that_share_a_car_share_its_refunds() -> None:
    world = await make_world(1)
    bookings = [await _paid_by(await _account(True), world, starts_in) for starts_in in (1, 5, 9)]
    for booking in bookings[:2]:
        with _at_start(booking):
            await _report(booking)
    with _at_start(bookings[2]):
        assert isinstance((await blocked_spot_terms(bookings[2])).no_refund, BlockedRefundsUsedUp)


async def _account(is_verified: bool) -> Person:
    person = (await sign_up(f"{uuid4().hex}@mail.example")).person
    if is_verified:
        token = await mailed_verification_token()
        await accounts.verify_email(person.id, token, by=Actor.driver(person.id))
    return person


async def _paid_by(owner: Person | None, world: World, starts_in: float = 1) -> Booking:
    """A booking of the one car that these tests have."""
    booking = await _paid(world, starts_in=starts_in, plate="WXY 1234")
    await Booking.filter(id=booking.id).update(person_id=owner.id if owner else None)
    return await Booking.get(id=booking.id)


async def test_the_third_refund_is_not_had_by_asking_for_three_at_once() -> None:
    world = await make_world(3)
    bookings = [await _paid(world, spot, email="often@mail.example") for spot in range(3)]
    with _at_start(bookings[2]):
        done = await asyncio.gather(*(_report(booking) for booking in bookings), return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["BlockedRefundsUsedUp", "SpotReport", "SpotReport"]
    assert await Refund.all().count() == 2
    assert await find_violations() == []


async def test_one_address_cannot_close_a_whole_floor_however_many_drivers_it_makes_up() -> None:
    world = await make_world(MAX_BLOCKED_REPORTS_PER_ORIGIN + 2)
    *bookings, last = [await _paid(world, spot, origin=PLACE) for spot in range(len(world.spaces) - 1)]
    elsewhere = await _paid(world, -1, origin="another")
    verified = await _paid(world, 0, starts_in=5, origin=None)  # as bookings of verified drivers are
    with _at_start(last):
        for booking in bookings:
            await _report(booking)
        with pytest.raises(TooManyBlockedReports):
            await blocked_spot_terms(last)
        with pytest.raises(TooManyBlockedReports):
            await _report(last, world.spaces[0].id)
        await _report(elsewhere)
    with _at_start(verified):
        await _report(verified)
    await SpotReport.all().update(reported_at=last.starts_at - timedelta(hours=25))
    with _at_start(last):
        await _report(last)
    assert await find_violations() == []


async def test_nor_by_reporting_all_of_them_at_once() -> None:
    world = await make_world(MAX_BLOCKED_REPORTS_PER_ORIGIN + 1)
    bookings = [await _paid(world, spot, origin=PLACE) for spot in range(len(world.spaces))]
    with _at_start(bookings[-1]):
        for booking in bookings[:-3]:
            await _report(booking)
        done = await asyncio.gather(*(_report(booking) for booking in bookings[-3:]), return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["SpotReport", "SpotReport", "TooManyBlockedReports"]
    assert await Closure.all().count() == MAX_BLOCKED_REPORTS_PER_ORIGIN


async def test_two_drivers_flee_to_one_free_spot_and_one_is_offered_the_next() -> None:
    world = await make_world(4)
    one, other = await _paid(world, 0), await _paid(world, 3)
    with _at_start(other):
        done = await asyncio.gather(
            *(_report(booking, world.spaces[1].id) for booking in (one, other)), return_exceptions=True
        )
    [lost] = [result for result in done if isinstance(result, SpaceAlreadyTaken)]
    nearest: Any = lost.extras["nearest"]
    assert [space["spaceId"] for space in nearest] == [world.spaces[2].id]
    assert await SpotReport.all().count() == 1
    assert await Closure.all().count() == 1
    assert await find_violations() == []


async def test_two_whose_spots_are_blocked_cannot_swap_them() -> None:
    """Each closes what the other wants; locks are taken in one order, so neither waits for ever."""
    world = await make_world(2)
    one = await _paid(world, 0)
    other = await _paid(world, 1)
    with _at_start(other):
        done = await asyncio.gather(
            _report(one, world.spaces[1].id), _report(other, world.spaces[0].id), return_exceptions=True
        )
    assert all(isinstance(result, SpaceAlreadyTaken | SpaceIsClosed) for result in done)
    assert await find_violations() == []


async def test_a_report_and_a_cancellation_at_once_give_the_money_back_once() -> None:
    world = await make_world(2)
    booking = await _paid(world)
    with _at_start(booking, -5):
        await asyncio.gather(
            _report(booking),
            cancel_booking(booking.id, gateway=GATEWAY, by=GUEST),
            return_exceptions=True,
        )
    assert await Refund.all().count() <= 1
    assert (await Booking.get(id=booking.id)).status in (BookingStatus.DISPLACED, BookingStatus.CANCELLED)
    assert await find_violations() == []


async def test_what_cost_nothing_gives_another_spot_and_no_money() -> None:
    world = await make_world(2)
    booking = await _paid(world)
    free = await hold(world.spaces[1], starts_in=1)
    await Booking.filter(id=free.id).update(amount=ZERO, tax=ZERO, status="confirmed")
    free = await Booking.get(id=free.id)
    with _at_start(booking):
        assert isinstance((await blocked_spot_terms(free)).no_refund, NothingToRefund)
        with pytest.raises(NothingToRefund):
            await _report(free)


async def test_an_unpaid_hold_has_nothing_to_report() -> None:
    world = await make_world(2)
    booking = await hold(world.spaces[0], starts_in=0.1)
    with pytest.raises(BlockedReportNotPossible):
        await _report(booking)


async def test_the_next_driver_who_finds_the_spot_blocked_still_reports_it_before_the_start() -> None:
    """It is closed until then already, since the driver before found it taken."""
    world = await make_world(4)
    booking = await _paid(world, spot=0, starts_in=1, hours=2)
    following = await _paid(world, spot=0, starts_at=booking.ends_at, hours=2)
    with _at_start(booking):
        await _report(booking, to=world.spaces[1].id)
    with _at_start(following, minutes=-10):
        await _report(following, to=world.spaces[2].id)
    closures = await Closure.filter(space_id=world.spaces[0].id).order_by("id")
    assert [each.ends_at for each in closures] == [following.starts_at, following.ends_at]
    assert closures[1].starts_at == following.starts_at
    assert await find_violations() == []

"""What a driver's bookings come to."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.models import Person
from app.bookings.models import Booking, BookingStatus
from app.core import clock
from app.core.actor import GUEST
from app.core.money import ZERO, Money
from app.core.period import Period
from app.payments.cancelling import cancel_booking
from app.payments.totals import BookingSums, Totals, add_up, totals_of
from tests.support.databases import Database
from tests.support.gateway import GATEWAY, answer_body, receive, try_to_pay
from tests.support.world import hold, make_world

NOTHING = Totals(stays=0, minutes=0, paid=ZERO, refunded=ZERO)


def sums(
    begins: str,
    *,
    hours: float = 2,
    status: BookingStatus = BookingStatus.COMPLETED,
    zone: str = "Asia/Kuala_Lumpur",
    paid: int = 800,
    refunded: int = 0,
) -> BookingSums:
    starts_at = datetime.fromisoformat(begins)
    period = Period(starts_at, starts_at + timedelta(hours=hours))
    return BookingSums(status, period, zone, Money(paid), Money(refunded))


def test_a_booking_belongs_to_the_month_in_which_it_begins_where_the_lot_is() -> None:
    now = datetime(2026, 11, 30, 20, 0, tzinfo=UTC)  # December in Kuala Lumpur, November in London
    last_evening, small_hours = "2026-11-30T15:59:00+00:00", "2026-11-30T16:00:00+00:00"

    here = add_up([sums(last_evening), sums(small_hours)], now)
    there = add_up([sums(last_evening, zone="Europe/London"), sums(small_hours, zone="Europe/London")], now)

    assert (here.month.stays, here.year.stays, here.all.stays) == (1, 2, 2)
    assert there.month.stays == 2


def test_the_same_month_of_another_year_is_not_this_month() -> None:
    totals = add_up([sums("2025-11-10T04:00:00+00:00")], datetime(2026, 11, 20, tzinfo=UTC))

    assert totals.month == totals.year == NOTHING
    assert totals.all == Totals(stays=1, minutes=120, paid=Money(800), refunded=ZERO)


def test_a_stay_under_way_counts_what_has_gone_by_and_one_to_come_counts_its_money_only() -> None:
    now = datetime(2026, 11, 20, 5, 30, 59, tzinfo=UTC)
    confirmed = BookingStatus.CONFIRMED
    under_way = sums("2026-11-20T04:00:00+00:00", status=confirmed)
    to_come = sums("2026-11-20T12:00:00+00:00", status=confirmed)

    assert add_up([under_way, to_come], now).month == Totals(1, 90, Money(1600), ZERO)


@pytest.mark.parametrize(
    "status", [BookingStatus.CANCELLED, BookingStatus.EXPIRED, BookingStatus.DISPLACED, BookingStatus.NO_SHOW]
)
def test_a_booking_that_came_to_nothing_is_no_stay_and_its_money_still_counts(status: BookingStatus) -> None:
    given_back = sums("2026-11-02T04:00:00+00:00", status=status, refunded=400)

    totals = add_up([given_back], datetime(2026, 11, 20, tzinfo=UTC))

    assert totals.month == Totals(stays=0, minutes=0, paid=Money(800), refunded=Money(400))


async def test_the_totals_are_read_from_captures_and_refunds_and_are_the_persons_own(
    db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    me, other = [
        await Person.create(
            email=f"{name}@driver.example", name=name, password_hash="-", created_at=clock.now()
        )
        for name in ("me", "other")
    ]
    world = await make_world()
    paid, refunded, failed, unpaid, not_mine = [await hold(space, starts_in=48) for space in world.spaces]
    for booking in (paid, refunded, not_mine):
        assert await receive(answer_body(await try_to_pay(booking.id))) == "captured"
    assert await receive(answer_body(await try_to_pay(failed.id), "RP80")) == "failed"
    await cancel_booking(refunded.id, gateway=GATEWAY, by=GUEST)
    mine = [paid.id, refunded.id, failed.id, unpaid.id]
    await Booking.filter(id__in=mine).update(person_id=me.id)
    await Booking.filter(id=not_mine.id).update(person_id=other.id)

    with caplog.at_level(logging.DEBUG, logger="tortoise.db_client"):
        totals = await totals_of(me.id)

    assert len(caplog.records) == 3
    price = paid.amount
    assert totals.all == Totals(stays=0, minutes=0, paid=price.times(2), refunded=price)
    assert (await totals_of(other.id)).all.paid == price

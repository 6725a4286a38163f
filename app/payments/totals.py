"""What a driver's bookings come to: how often, how long, for how much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from app.bookings.models import Booking, BookingStatus
from app.core import clock
from app.core.money import ZERO, Money, total
from app.core.period import Period
from app.payments.models import Payment, PaymentStatus, Refund, RefundStatus

_STAYED = (BookingStatus.CONFIRMED, BookingStatus.COMPLETED)


@dataclass(frozen=True, slots=True)
class BookingSums:
    """One booking with all that was paid for it and all that was given back or is on its way back."""

    status: BookingStatus
    period: Period
    time_zone: str
    paid: Money
    refunded: Money


@dataclass(frozen=True, slots=True)
class Totals:
    """`stays` have begun; `minutes` counts those that have gone by, whole ones."""

    stays: int
    minutes: int
    paid: Money
    refunded: Money


@dataclass(frozen=True, slots=True)
class TotalsByPeriod:
    month: Totals
    year: Totals
    all: Totals


async def totals_of(person_id: int) -> TotalsByPeriod:
    """What a person's bookings come to up to now; three statements however many bookings."""
    rows = cast(
        "list[tuple[int, BookingStatus, datetime, datetime, str]]",
        await Booking.filter(person_id=person_id).values_list(
            "id", "status", "starts_at", "ends_at", "lot__time_zone"
        ),
    )
    captures = Payment.filter(charge__booking__person_id=person_id, status=PaymentStatus.CAPTURED)
    refunds = Refund.filter(booking__person_id=person_id).exclude(status=RefundStatus.FAILED)
    paid = _sum_by_booking(await captures.values_list("charge__booking_id", "amount"))
    refunded = _sum_by_booking(await refunds.values_list("booking_id", "amount"))
    bookings = [
        BookingSums(status, Period(starts_at, ends_at), zone, paid[id_], refunded[id_])
        for id_, status, starts_at, ends_at, zone in rows
    ]
    return add_up(bookings, clock.now())


def add_up(bookings: Iterable[BookingSums], now: datetime) -> TotalsByPeriod:
    """A booking belongs to the month and the year in which it begins, as its lot's calendar has it."""
    year: list[BookingSums] = []
    month: list[BookingSums] = []
    every = list(bookings)
    for booking in every:
        zone = ZoneInfo(booking.time_zone)
        begins, today = booking.period.starts_at.astimezone(zone), now.astimezone(zone)
        if begins.year == today.year:
            year.append(booking)
            if begins.month == today.month:
                month.append(booking)
    return TotalsByPeriod(month=_total(month, now), year=_total(year, now), all=_total(every, now))


def _total(bookings: list[BookingSums], now: datetime) -> Totals:
    stays = [one for one in bookings if one.status in _STAYED and one.period.starts_at <= now]
    seconds = sum((min(now, one.period.ends_at) - one.period.starts_at).total_seconds() for one in stays)
    return Totals(
        stays=len(stays),
        minutes=int(seconds // 60),
        paid=total(one.paid for one in bookings),
        refunded=total(one.refunded for one in bookings),
    )


def _sum_by_booking(rows: object) -> dict[int, Money]:
    sums: dict[int, Money] = defaultdict(lambda: ZERO)
    for booking_id, amount in cast("list[tuple[int, Money]]", rows):
        sums[booking_id] += amount
    return sums

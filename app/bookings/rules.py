"""The rules of booking, as pure functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.bookings.errors import (
    BookingCannotChange,
    OutsideOpeningHours,
    PeriodInPast,
    PeriodReversed,
    PeriodTooFarAhead,
    PeriodTooLong,
    PeriodTooShort,
)
from app.bookings.models import BookingStatus as Status
from app.core.errors import DomainError
from app.core.money import Money
from app.core.period import Period
from app.lots.models import Lot
from app.lots.rules import OpeningHours

PAST_GRACE = timedelta(minutes=5)  # "now" on a phone is a little earlier than "now" here
MAX_UNPAID_HOLDS = 3
MAX_UNPAID_HOLDS_PER_ORIGIN = 20  # unverified drivers behind one address; many phones share one
MAX_ABANDONED_HOLDS = 12  # in an hour: else a lot could be held for ever without paying
MAX_ABANDONED_HOLDS_PER_ORIGIN = 60

_TRANSITIONS: Mapping[Status, frozenset[Status]] = {
    Status.HELD: frozenset({Status.CONFIRMED, Status.CANCELLED, Status.EXPIRED, Status.DISPLACED}),
    # Money that arrives late may still confirm an expired hold, if the spot is free.
    Status.EXPIRED: frozenset({Status.CONFIRMED}),
    Status.CONFIRMED: frozenset({Status.COMPLETED, Status.CANCELLED, Status.DISPLACED, Status.NO_SHOW}),
    Status.COMPLETED: frozenset(),
    Status.CANCELLED: frozenset(),
    Status.DISPLACED: frozenset(),
    Status.NO_SHOW: frozenset(),
}


def may_advance(status: Status, to: Status) -> bool:
    return to in _TRANSITIONS[status]


def check_advance(status: Status, to: Status) -> None:
    """Raises BookingCannotChange unless the transition table has the step."""
    if not may_advance(status, to):
        raise BookingCannotChange(status=status.value)


def period_of(starts_at: datetime, ends_at: datetime) -> Period:
    """The period asked for. Raises PeriodReversed."""
    if ends_at <= starts_at:
        raise PeriodReversed
    return Period(starts_at, ends_at)


@dataclass(frozen=True, slots=True)
class PolicyRule:
    """One rule of a lot's booking policy: what it refuses with when `is_broken`."""

    error: type[DomainError]
    is_broken: Callable[[Lot, Period, datetime], bool]
    params: Callable[[Lot], dict[str, object]] = lambda lot: {}


POLICY: Sequence[PolicyRule] = (
    PolicyRule(PeriodInPast, lambda lot, period, now: period.starts_at < now - PAST_GRACE),
    PolicyRule(
        PeriodTooShort,
        lambda lot, period, now: period.duration < timedelta(minutes=lot.min_minutes),
        lambda lot: {"minutes": lot.min_minutes},
    ),
    PolicyRule(
        PeriodTooLong,
        lambda lot, period, now: period.duration > timedelta(minutes=lot.max_minutes),
        lambda lot: {"hours": lot.max_minutes // 60},
    ),
    PolicyRule(
        PeriodTooFarAhead,
        lambda lot, period, now: period.starts_at > now + timedelta(days=lot.max_advance_days),
        lambda lot: {"days": lot.max_advance_days},
    ),
    PolicyRule(
        OutsideOpeningHours,
        lambda lot, period, now: not OpeningHours.of(lot.opening_hours).covers(period, lot.time_zone),
    ),
)


def check_policy(lot: Lot, period: Period, now: datetime) -> None:
    """Raises the error of the first rule of the lot's policy that `period` breaks."""
    for rule in POLICY:
        if rule.is_broken(lot, period, now):
            raise rule.error(extras=None, **rule.params(lot))


def refund_percent(policy: Sequence[Mapping[str, int]], starts_at: datetime, now: datetime) -> int:
    """How much of the price goes back when a booking is cancelled at `now`, 0 to 100.

    `policy`: list of `{hours_before, percent}`; the longest notice that is still kept decides.
    """
    for step in sorted(policy, key=lambda step: -step["hours_before"]):
        if now <= starts_at - timedelta(hours=step["hours_before"]):
            return step["percent"]
    return 0


def refund_deadlines(policy: Sequence[Mapping[str, int]], starts_at: datetime) -> list[tuple[datetime, int]]:
    """Until when which percentage goes back, the most generous first."""
    steps = sorted(policy, key=lambda step: -step["hours_before"])
    return [(starts_at - timedelta(hours=step["hours_before"]), step["percent"]) for step in steps]


def refund_share(amount: Money, percent: int) -> Money:
    return amount.prorate(percent, 100)

"""The rules of booking, as pure functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.bookings.errors import (
    BlockedRefundsUsedUp,
    BlockedRefundTooLate,
    BlockedReportNotPossible,
    BlockedReportTooEarly,
    BookingCannotChange,
    NothingToRefund,
    OutsideOpeningHours,
    PeriodInPast,
    PeriodReversed,
    PeriodTooFarAhead,
    PeriodTooLong,
    PeriodTooShort,
)
from app.bookings.models import Booking, Extension, ExtensionStatus
from app.bookings.models import BookingStatus as Status
from app.core.errors import DomainError
from app.core.money import ZERO, Money
from app.core.period import Period
from app.lots.models import Lot, SpaceType
from app.lots.rules import OpeningHours

PAST_GRACE = timedelta(minutes=5)  # "now" on a phone is a little earlier than "now" here
MAX_UNPAID_HOLDS = 3
MAX_UNPAID_HOLDS_PER_ORIGIN = 20  # unverified drivers behind one address; many phones share one
MAX_ABANDONED_HOLDS = 12  # in an hour: else a lot could be held for ever without paying
MAX_ABANDONED_HOLDS_PER_ORIGIN = 60

# Of one booking in an hour, let go or free of charge: holds of ten minutes leave others a gap.
MAX_UNPAID_EXTENSIONS = 5

BLOCKED_REPORT_OPENS = timedelta(minutes=15)  # before the start: who comes early finds it blocked early
BLOCKED_REFUND_CLOSES = timedelta(minutes=30)  # after the start: later the spot has been used
MAX_BLOCKED_REFUNDS = 2  # per driver, for a photo proves little
BLOCKED_REFUNDS_WITHIN = timedelta(days=30)
# In a day: each report closes a spot, and e-mails and plates are easily made up. Yet many share an address.
MAX_BLOCKED_REPORTS_PER_ORIGIN = 20
BLOCKED_REPORTS_WITHIN = timedelta(days=1)

TOLD_AFTER_END = timedelta(days=60)
"""For how long a booking that is over may still have news for its guest: a refund by hand may take weeks."""

# What a booking gets free of charge when no equal spot is left. Other types are no better for everybody: an
# EV driver needs the charger, an OKU driver the width.
UPGRADES: Mapping[SpaceType, SpaceType] = {SpaceType.STANDARD: SpaceType.VIP}

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


_NOT_TOO_LONG = PolicyRule(
    PeriodTooLong,
    lambda lot, period, now: period.duration > timedelta(minutes=lot.max_minutes),
    lambda lot: {"hours": lot.max_minutes // 60},
)
_WHILE_OPEN = PolicyRule(
    OutsideOpeningHours,
    lambda lot, period, now: not OpeningHours.of_lot(lot).covers(period, lot.time_zone),
)

POLICY: Sequence[PolicyRule] = (
    PolicyRule(PeriodInPast, lambda lot, period, now: period.starts_at < now - PAST_GRACE),
    PolicyRule(
        PeriodTooShort,
        lambda lot, period, now: period.duration < timedelta(minutes=lot.min_minutes),
        lambda lot: {"minutes": lot.min_minutes},
    ),
    _NOT_TOO_LONG,
    PolicyRule(
        PeriodTooFarAhead,
        lambda lot, period, now: period.starts_at > now + timedelta(days=lot.max_advance_days),
        lambda lot: {"days": lot.max_advance_days},
    ),
    _WHILE_OPEN,
)
# Of a stay that goes on: it began in time, and was long enough already.
POLICY_OF_EXTENSIONS = (_NOT_TOO_LONG, _WHILE_OPEN)


def check_policy(lot: Lot, period: Period, now: datetime) -> None:
    """Raises the error of the first rule of the lot's policy that `period` breaks."""
    _check(POLICY, lot, period, now)


def check_extension(lot: Lot, booking: Booking, ends_at: datetime, now: datetime) -> None:
    """Raises unless `booking` lives and may go on until `ends_at` by the lot's policy.

    PeriodTooLong and OutsideOpeningHours tell by `latestEndsAt` how long it may.
    """
    if not may_extend(booking, now):
        raise BookingCannotChange(status=booking.status.value)
    if ends_at <= booking.ends_at:
        raise PeriodReversed
    try:
        _check(POLICY_OF_EXTENSIONS, lot, Period(booking.starts_at, ends_at), now)
    except (PeriodTooLong, OutsideOpeningHours) as error:
        error.extras["latestEndsAt"] = latest_end(lot, booking.period).isoformat()
        raise


def may_extend(booking: Booking, now: datetime) -> bool:
    return booking.status is Status.CONFIRMED and booking.ends_at > now


def may_confirm_extension(booking: Booking, extension: Extension, now: datetime) -> bool:
    """Whether `extension` can still be had: held or expired, and the booking ends where it begins."""
    return (
        booking.status is Status.CONFIRMED
        and extension.status in (ExtensionStatus.HELD, ExtensionStatus.EXPIRED)
        and extension.starts_at == booking.ends_at
        and extension.ends_at > now
    )


def latest_end(lot: Lot, stay: Period) -> datetime:
    """Until when a stay may go on by the lot's policy, whatever its spot is promised for."""
    return closes_at(lot, stay) or stay.starts_at + timedelta(minutes=lot.max_minutes)


def closes_at(lot: Lot, stay: Period) -> datetime | None:
    """When the lot closes, if that comes before the end of the longest stay from `stay.starts_at`."""
    longest = Period(stay.starts_at, stay.starts_at + timedelta(minutes=lot.max_minutes))
    closes = OpeningHours.of_lot(lot).open_until(longest, lot.time_zone)
    return closes if closes < longest.ends_at else None


def _check(policy: Sequence[PolicyRule], lot: Lot, period: Period, now: datetime) -> None:
    for rule in policy:
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


def cancellation_percent(
    policy: Sequence[Mapping[str, int]], starts_at: datetime, now: datetime, *, is_rehoused: bool
) -> int:
    """As `refund_percent`; everything until the start when the operator gave the booking another spot."""
    return 100 if is_rehoused and now < starts_at else refund_percent(policy, starts_at, now)


def check_blocked_report(status: Status, period: Period, now: datetime) -> None:
    """Raises BlockedReportTooEarly or BlockedReportNotPossible unless a blocked spot may be reported now."""
    if status is not Status.CONFIRMED or now >= period.ends_at:
        raise BlockedReportNotPossible
    if now < period.starts_at - BLOCKED_REPORT_OPENS:
        raise BlockedReportTooEarly(minutes=BLOCKED_REPORT_OPENS // timedelta(minutes=1))


def check_blocked_refund(paid: Money, period: Period, now: datetime, earlier_refunds: int) -> None:
    """Whether all that was `paid` goes back; `earlier_refunds`: the driver's within BLOCKED_REFUNDS_WITHIN.

    Raises NothingToRefund, BlockedRefundTooLate or BlockedRefundsUsedUp.
    """
    if paid == ZERO:
        raise NothingToRefund
    if now > period.starts_at + BLOCKED_REFUND_CLOSES:
        raise BlockedRefundTooLate(minutes=BLOCKED_REFUND_CLOSES // timedelta(minutes=1))
    if earlier_refunds >= MAX_BLOCKED_REFUNDS:
        raise BlockedRefundsUsedUp(limit=MAX_BLOCKED_REFUNDS, days=BLOCKED_REFUNDS_WITHIN.days)


def refund_deadlines(policy: Sequence[Mapping[str, int]], starts_at: datetime) -> list[tuple[datetime, int]]:
    """Until when which percentage goes back, the most generous first."""
    steps = sorted(policy, key=lambda step: -step["hours_before"])
    return [(starts_at - timedelta(hours=step["hours_before"]), step["percent"]) for step in steps]


def refund_share(amount: Money, percent: int) -> Money:
    return amount.prorate(percent, 100)

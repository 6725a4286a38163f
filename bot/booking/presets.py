"""The periods that most drivers want, without those that the lot would refuse. Pure.

The same as in the app (`pwa/src/features/booking/period.ts`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.bookings.rules import check_policy
from app.core.errors import DomainError
from app.core.period import Period
from app.lots.models import Lot
from app.lots.rules import OpeningHours

_STEP = timedelta(minutes=5)
_SLACK = timedelta(seconds=30)
_SHORTEST = timedelta(minutes=30)


def next_step(now: datetime) -> datetime:
    """The next full five minutes: what starts "now" must not have begun when it is booked."""
    seconds = (now + _SLACK).timestamp()
    whole = -(-seconds // _STEP.total_seconds()) * _STEP.total_seconds()
    return datetime.fromtimestamp(whole, now.tzinfo)


def presets(lot: Lot, now: datetime) -> Mapping[str, Period]:
    """By name: two and four hours from now, the rest of the day, overnight, tomorrow by day."""
    zone, start = ZoneInfo(lot.time_zone), next_step(now)
    today = start.astimezone(zone).date()

    def at(days: int, hour: int) -> datetime:
        return datetime.combine(today + timedelta(days=days), time(hour), zone).astimezone(UTC)

    midnight = at(1, 0)
    wishes = {
        "now2": (start, start + timedelta(hours=2)),
        "now4": (start, start + timedelta(hours=4)),
        "rest_of_day": (start, _closing(lot, start, midnight)),
        "overnight": (max(start, at(0, 19)), at(1, 8)),
        "tomorrow": (at(1, 9), at(1, 18)),
    }
    return {
        name: Period(starts_at, ends_at)
        for name, (starts_at, ends_at) in wishes.items()
        if ends_at - starts_at >= _SHORTEST and _is_taken(lot, Period(starts_at, ends_at), now)
    }


def _closing(lot: Lot, start: datetime, midnight: datetime) -> datetime:
    if midnight <= start:
        return midnight
    return OpeningHours.of_lot(lot).open_until(Period(start, midnight), lot.time_zone)


def _is_taken(lot: Lot, period: Period, now: datetime) -> bool:
    try:
        check_policy(lot, period, now)
    except DomainError:
        return False
    return True

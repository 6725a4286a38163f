"""Days of a calendar, as people ask for them: both ends count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.core.period import Period

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, order=True, slots=True)
class Days:
    """From `first` to `last`, both of them in it. Raises ValueError when `last` comes first."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("the last day does not come before the first")

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Days:
        """As many days, up to the day before the first."""
        return Days(self.first - _DAY * len(self), self.first - _DAY)

    def in_zone(self, zone: str) -> Period:
        """From the midnight that begins them to the one that ends them, by the clock of `zone`."""
        return Period(_midnight(self.first, zone), _midnight(self.last + _DAY, zone))

    def each(self) -> list[date]:
        return [self.first + _DAY * number for number in range(len(self))]


def day_of(moment: datetime, zone: str) -> date:
    """The day that the calendar of `zone` shows at `moment`."""
    return moment.astimezone(ZoneInfo(zone)).date()


def offsets_in(period: Period, zone: str) -> list[tuple[datetime, timedelta]]:
    """What the clock of `zone` is ahead of UTC in `period`: each offset with the moment until which it holds.

    One, unless the clock is changed meanwhile.
    """
    there = ZoneInfo(zone)
    found: list[tuple[datetime, timedelta]] = []
    moment, offset = period.starts_at, _offset(period.starts_at, there)
    while moment < period.ends_at:
        following = min(moment + _DAY, period.ends_at)
        if _offset(following, there) != offset:
            changed = _change_between(moment, following, there)
            found.append((changed, offset))
            moment, offset = changed, _offset(changed, there)
        else:
            moment = following
    if not found or found[-1][0] < period.ends_at:
        found.append((period.ends_at, offset))
    return found


def _change_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first whole second at which the offset is no longer that of `before`."""
    offset = _offset(before, zone)
    low, high = before.replace(microsecond=0), after
    while high - low > _SECOND:
        middle = (low + (high - low) / 2).replace(microsecond=0)
        low, high = (middle, high) if _offset(middle, zone) == offset else (low, middle)
    return high


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)

"""Times of the day as people say them, and what they are by the clock of a zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MIDNIGHT = 24 * 60
_EARLY_MORNING = range(1, 7)  # a plain 2 is rather two in the afternoon


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the day as said: `hour` 0 to 24. Unless `is_exact`, it may be before or after noon."""

    hour: int
    minute: int = 0
    is_exact: bool = False
    is_bare: bool = False  # a number with nothing beside it, which might be a length too

    def readings(self, parts: tuple[int, ...]) -> tuple[int, ...]:
        """The minutes of the day that it may be, the likeliest first; from 1440 on, those of the next day.

        `parts` are the first hours of the parts of the day it has to lie in; there may be no such time.
        """
        return tuple(hour * 60 + self.minute for hour in self._hours(parts))

    def _hours(self, parts: tuple[int, ...]) -> tuple[int, ...]:
        if parts:
            half = 12 if self.hour <= 12 else 24
            hours = range(self.hour % half, 48, half)
            return tuple(hour for hour in hours if all(part <= hour < part + 12 for part in parts))
        if self.is_exact:
            return (self.hour,)
        if self.hour in _EARLY_MORNING:
            return (self.hour + 12, self.hour)
        return (self.hour, self.hour + 12)


def moments(day: date, minute: int, zone: ZoneInfo) -> tuple[datetime, ...]:
    """When clocks in `zone` show `minute` of `day`, in UTC: both times when they are put back then.

    A time that is left out when they are put forward is as long after the last one before it, as in
    `app.lots.opening_hours`.
    """
    days, minutes = divmod(minute, MIDNIGHT)
    wall = datetime.combine(day + timedelta(days=days), time(minutes // 60, minutes % 60), zone)
    first, second = wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
    return (first, second) if first < second else (first,)

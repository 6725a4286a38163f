"""From what is said of a moment to the moments that it may be, seen from now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.times.answers import NotClear, Why
from bot.times.clock import MIDNIGHT, moments
from bot.times.days import Day
from bot.times.sentence import Side

_LONGEST_TO_A_DAY = timedelta(days=92)  # "25 Dec to 24 Dec" is rather a slip than a year


@dataclass(frozen=True, slots=True)
class Here:
    """Now, in UTC, and the zone whose clocks people speak of."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return self.day_of(self.now)

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def minute_of(self, moment: datetime) -> int:
        """The minute of the day that clocks show at `moment`."""
        wall = moment.astimezone(self.zone)
        return wall.hour * 60 + wall.minute

    def dates(self, day: Day) -> list[date]:
        """The dates that `day` may be, past ones too, in order. Raises NotClear when there are none."""
        if day.is_vague:
            raise NotClear(Why.NO_DAY)
        found = list(day.dates(self.today))
        if not found:
            raise NotClear(Why.NO_SUCH_TIME)
        return found

    def end_after(self, start: datetime, side: Side) -> datetime | None:
        """The first moment after `start` that `side` may mean, if there is one."""
        return self.end_after_wall(start, self.day_of(start), self.minute_of(start), side)

    def end_after_wall(self, start: datetime, day: date, minute: int, side: Side) -> datetime | None:
        """The same for a start that was said as `minute` of `day`: in the night when clocks are put forward
        they may show another time at `start`."""
        if side.day:
            found = self._on_days(day, side)
            return next((end for end in found if start < end <= start + _LONGEST_TO_A_DAY), None)
        following = min((reading - minute - 1) % MIDNIGHT + minute + 1 for reading in side.readings())
        return next((end for end in moments(day, following, self.zone) if end > start), None)

    def _on_days(self, earliest: date, side: Side) -> Iterator[datetime]:
        for day in self.dates(side.day):
            if day >= earliest:
                for reading in side.readings():
                    yield from moments(day, reading, self.zone)

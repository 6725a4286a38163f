"""Time counted by the hour of the week. Pure.

Time is cut at quarters of an hour: every zone's clock is ahead of UTC by whole ones, and is changed at one.
So each quarter lies in one hour of the local week, and a long span costs no more than a short one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import accumulate
from zoneinfo import ZoneInfo

from app.analytics.intervals import Span

HOURS_OF_WEEK = 7 * 24
_QUARTER = 900


class HourCounter:
    """Seconds of the spans that were added, for each hour of a week; 0 is Monday 0:00 by the clock of a zone.

    Spans lie within `whole`.
    """

    def __init__(self, whole: Span) -> None:
        self._first = whole[0] // _QUARTER
        quarters = -(-whole[1] // _QUARTER) - self._first
        self._steps = [0] * (quarters + 1)  # how many more whole quarters begin here than end
        self._parts = [0] * (quarters + 1)

    def add(self, spans: Iterable[Span], times: int = 1) -> None:
        for start, end in spans:
            first, into = divmod(start, _QUARTER)
            last, beyond = divmod(end, _QUARTER)
            first, last = first - self._first, last - self._first
            # All of its quarters, less what it leaves of the first, and its part of the last.
            self._steps[first] += times
            self._steps[last] -= times
            self._parts[first] -= into * times
            self._parts[last] += beyond * times

    def by_hour_of_week(self, zone: str) -> list[int]:
        """168 sums of seconds."""
        there = ZoneInfo(zone)
        sums = [0] * HOURS_OF_WEEK
        for number, (running, part) in enumerate(zip(accumulate(self._steps), self._parts, strict=True)):
            if seconds := running * _QUARTER + part:
                local = datetime.fromtimestamp((self._first + number) * _QUARTER, UTC).astimezone(there)
                sums[local.weekday() * 24 + local.hour] += seconds
        return sums

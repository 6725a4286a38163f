"""When a lot is open, by its own clock."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Protocol, Self
from zoneinfo import ZoneInfo

from app.core.period import Period

_MIDNIGHT = 24 * 60
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class OpeningSpan:
    """Open on `weekday` (0 is Monday) from minute `opens` of the day until `closes`; 1440 is midnight."""

    weekday: int
    opens: int
    closes: int


class HasHours(Protocol):
    """A lot, as far as its hours go."""

    @property
    def opening_hours(self) -> list[dict[str, Any]]: ...
    @property
    def special_days(self) -> list[dict[str, str]] | None: ...


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The spans of a week. Spans that touch make one, so 00:00 to 24:00 on every day never closes.

    `special`: days with spans of their own instead; without any, the lot stays closed.
    """

    spans: tuple[OpeningSpan, ...]
    special: Mapping[date, tuple[OpeningSpan, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, stored: Iterable[Mapping[str, Any]], special_days: Iterable[Mapping[str, str]] = ()) -> Self:
        """From `Lot.opening_hours`: a list of `{weekday, opens: "HH:MM", closes: "HH:MM" or "24:00"}`.

        `special_days`: as `Lot.special_days`. A span that closes no later than it opens goes on past
        midnight. Raises ValueError.
        """
        special: dict[date, tuple[OpeningSpan, ...]] = {}
        for entry in special_days:
            day = date.fromisoformat(entry["date"])
            spans = (_span({**entry, "weekday": day.weekday()}),) if "opens" in entry else ()
            special[day] = special.get(day, ()) + spans
        return cls(tuple(_span(entry) for entry in stored), special)

    @classmethod
    def of_lot(cls, lot: HasHours) -> Self:
        return cls.of(lot.opening_hours, lot.special_days or ())

    def covers(self, period: Period, zone: str) -> bool:
        """Whether the lot is open for the whole of `period`, by the clock of `zone`."""
        return self.open_until(period, zone) >= period.ends_at

    def open_until(self, period: Period, zone: str) -> datetime:
        """How long the lot stays open from the start of `period`, by the clock of `zone`.

        The start itself when it is closed then; nothing is looked at that opens after the period's end.
        """
        reached = period.starts_at
        for opens, closes in sorted(self._openings(period, ZoneInfo(zone))):
            if opens > reached or reached >= period.ends_at:
                break
            reached = max(reached, closes)
        return reached

    def is_open_at(self, moment: datetime, zone: str) -> bool:
        return self.covers(Period(moment, moment + timedelta(microseconds=1)), zone)

    def openings(self, period: Period, zone: str) -> list[Period]:
        """When the lot is open within `period`, in order; spans that touch are one."""
        found: list[Period] = []
        for opens, closes in sorted(self._openings(period, ZoneInfo(zone))):
            starts_at, ends_at = max(opens, period.starts_at), min(closes, period.ends_at)
            if found and starts_at <= found[-1].ends_at:
                found[-1] = Period(found[-1].starts_at, max(found[-1].ends_at, ends_at))
            elif starts_at < ends_at:
                found.append(Period(starts_at, ends_at))
        return found

    def _openings(self, period: Period, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
        """The openings, in UTC, of every day that may reach into `period`, and end after it starts."""
        day = period.starts_at.astimezone(zone).date() - timedelta(days=1)
        last = period.ends_at.astimezone(zone).date()
        while day <= last:
            for span in self._spans_of(day):
                opening = _moment(day, span.opens, zone), _moment(day, span.closes, zone)
                if opening[1] > period.starts_at:
                    yield opening
            day += timedelta(days=1)

    def _spans_of(self, day: date) -> Iterable[OpeningSpan]:
        special = self.special.get(day)
        if special is not None:
            return special
        return (span for span in self.spans if span.weekday == day.weekday())


def _span(entry: Mapping[str, Any]) -> OpeningSpan:
    weekday, opens, closes = entry["weekday"], _minute(entry["opens"]), _minute(entry["closes"])
    if weekday not in range(7):
        raise ValueError(f"a weekday is 0 (Monday) to 6, not {weekday!r}")
    if opens == _MIDNIGHT:
        raise ValueError("opening at 24:00 is opening at 00:00 on the next day")
    return OpeningSpan(weekday, opens, closes if closes > opens else closes + _MIDNIGHT)


def _minute(text: str) -> int:
    if text == "24:00":
        return _MIDNIGHT
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no time such as 06:30")
    return int(match[1]) * 60 + int(match[2])


def _moment(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The wall time `minute` of `day` in UTC; above 1440 it is on the next day."""
    days, minutes = divmod(minute, _MIDNIGHT)
    wall = datetime.combine(day + timedelta(days=days), time(minutes // 60, minutes % 60), zone)
    return wall.astimezone(UTC)

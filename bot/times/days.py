"""Days as people name them: by weekday, by date, or counted from today."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_LOOKED_AT = timedelta(days=366)  # either way, when the year is not said
_YEARS_LOOKED_AT = 100


class Mark(StrEnum):
    """Something that can be said of a day, as a whole number."""

    DAYS_FROM_TODAY = "days from today"
    WEEKS_FROM_THIS = "weeks from this one, which began on Monday"
    WEEKDAY = "weekday, 0 is Monday"
    DAY_OF_MONTH = "day of the month"
    MONTH = "month"
    YEAR = "year"


_MEASURED: Mapping[Mark, Callable[[date, date], int]] = {
    Mark.DAYS_FROM_TODAY: lambda day, today: (day - today).days,
    Mark.WEEKS_FROM_THIS: lambda day, today: (_monday(day) - _monday(today)).days // 7,
    Mark.WEEKDAY: lambda day, today: day.weekday(),
    Mark.DAY_OF_MONTH: lambda day, today: day.day,
    Mark.MONTH: lambda day, today: day.month,
    Mark.YEAR: lambda day, today: day.year,
}
_NAMES_A_DAY = {Mark.DAYS_FROM_TODAY, Mark.WEEKDAY, Mark.DAY_OF_MONTH}


@dataclass(frozen=True, slots=True)
class Day:
    """All that was said of one day; every mark holds of it. Without marks it is any day."""

    marks: frozenset[tuple[Mark, int]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.marks)

    def also(self, *marks: tuple[Mark, int]) -> Day:
        return Day(self.marks | set(marks))

    @property
    def is_vague(self) -> bool:
        """Whether a week or a month was named, and no day of it."""
        return bool(self) and not any(mark in _NAMES_A_DAY for mark, _ in self.marks)

    @property
    def is_a_date(self) -> bool:
        return any(mark is Mark.DAY_OF_MONTH for mark, _ in self.marks)

    def dates(self, today: date) -> Iterator[date]:
        """The dates that it may be, in order, a year back and a year ahead; or in the year that was said."""
        return (day for day in self._looked_at(today) if self._is(day, today))

    def _is(self, day: date, today: date) -> bool:
        return all(_MEASURED[mark](day, today) == value for mark, value in self.marks)

    def _looked_at(self, today: date) -> Iterator[date]:
        years = {value for mark, value in self.marks if mark is Mark.YEAR}
        first, last = today - _LOOKED_AT, today + _LOOKED_AT
        if years:
            year = min(years)
            if abs(year - today.year) > _YEARS_LOOKED_AT:
                return iter(())
            first, last = date(year, 1, 1), date(year, 12, 31)
        return (first + timedelta(days=passed) for passed in range((last - first).days + 1))


ANY_DAY = Day()


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())

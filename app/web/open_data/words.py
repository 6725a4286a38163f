"""How APDS 4 writes things: texts in several languages, references, durations, amounts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from app.core.i18n import languages
from app.core.money import Money

Json = dict[str, Any]


def text(words: Callable[[str], str]) -> list[Json]:
    """A `MultilingualString`: what `words` says in each of our languages."""
    return [{"language": language, "string": words(language)} for language in languages()]


def name(words: str) -> list[Json]:
    """A name, which is the same in every language."""
    return text(lambda language: words)


def reference(id_: str, version: int, class_name: str) -> Json:
    """A `VersionedReference`."""
    return {"id": id_, "version": version, "className": class_name}


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def minutes(count: int) -> str:
    """A `Duration`."""
    return f"PT{count}M"


def amount(money: Money, currency: str) -> Json:
    """An `AmountInCurrency`."""
    return {"currencyType": currency, "currencyValue": number(money)}


def number(money: Money) -> float:
    """The standard wants a number of ringgit; exact as far as a reader rounds it to two places."""
    return float(money.decimal)


def clock_time(minute: int) -> str:
    """A `Time`. It knows no 24:00: a day ends at 23:59."""
    return "23:59" if minute >= 24 * 60 else f"{minute // 60:02d}:{minute % 60:02d}"


DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def weekly(windows: list[tuple[frozenset[int], int, int]]) -> list[Json]:
    """`Period`s of a week: each a set of weekdays (0 is Monday) from one minute of the day to another."""
    return [
        {
            "recurringDayWeekMonthPeriod": [{"applicableDay": [DAYS[day] for day in sorted(weekdays)]}],
            "recurringTimePeriodOfDay": [
                {"startTimeOfPeriod": clock_time(opens), "endTimeOfPeriod": clock_time(closes)}
            ],
        }
        for weekdays, opens, closes in windows
    ]

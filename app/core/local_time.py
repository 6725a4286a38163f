"""Moments as people read them: in a car park's zone, in their language, on the 24-hour clock."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, get_timezone, get_timezone_location

from app.core.i18n import translate
from app.core.period import Period

_DAY = "EEE, d MMM y"
_TIME = "HH:mm"


def start_of_day(moment: datetime, zone: str) -> datetime:
    """The midnight before `moment` by the clock of `zone`, in UTC."""
    midnight = moment.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight.astimezone(UTC)


def day_words(moment: datetime, zone: str, language: str) -> str:
    """`Mon, 23 Nov 2026`."""
    return _format(moment, _DAY, zone, language)


def time_words(moment: datetime, zone: str, language: str) -> str:
    """`14:00`."""
    return _format(moment, _TIME, zone, language)


def moment_words(moment: datetime, zone: str, language: str) -> str:
    """`Mon, 23 Nov 2026, 14:00`."""
    return f"{day_words(moment, zone, language)}, {time_words(moment, zone, language)}"


def period_lines(period: Period, zone: str, language: str) -> tuple[str, str]:
    """`Mon, 23 Nov 2026` and `14:00 – 17:00`; or from and until when the days differ."""
    day, last_day = (day_words(moment, zone, language) for moment in (period.starts_at, period.ends_at))
    starts, ends = (time_words(moment, zone, language) for moment in (period.starts_at, period.ends_at))
    if day == last_day:
        return day, f"{starts} – {ends}"
    return f"{day}, {starts} –", f"{last_day}, {ends}"


def period_words(period: Period, zone: str, language: str) -> str:
    """`Mon, 23 Nov 2026, 14:00 – 17:00`; both days are named when they differ."""
    first, second = period_lines(period, zone, language)
    return f"{first} {second}" if first.endswith("–") else f"{first}, {second}"


def zone_words(zone: str, language: str) -> str:
    """`Kuala Lumpur time`, to be said beside the moments."""
    city = get_timezone_location(get_timezone(zone), locale=language, return_city=True)
    return translate("formats.zone", language, city=city)


def _format(moment: datetime, pattern: str, zone: str, language: str) -> str:
    return format_datetime(moment, pattern, tzinfo=get_timezone(zone), locale=language)

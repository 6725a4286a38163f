"""Moments as people read them: in a car park's zone, in their language, on the 24-hour clock."""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_datetime, get_timezone, get_timezone_location

from app.core.i18n import translate
from app.core.period import Period

_DAY = "EEE, d MMM y"
_TIME = "HH:mm"


def day_words(moment: datetime, zone: str, language: str) -> str:
    """`Mon, 23 Nov 2026`."""
    return _format(moment, _DAY, zone, language)


def time_words(moment: datetime, zone: str, language: str) -> str:
    """`14:00`."""
    return _format(moment, _TIME, zone, language)


def moment_words(moment: datetime, zone: str, language: str) -> str:
    """`Mon, 23 Nov 2026, 14:00`."""
    return f"{day_words(moment, zone, language)}, {time_words(moment, zone, language)}"


def period_words(period: Period, zone: str, language: str) -> str:
    """`Mon, 23 Nov 2026, 14:00 – 17:00`; both days are named when they differ."""
    starts = moment_words(period.starts_at, zone, language)
    is_one_day = day_words(period.starts_at, zone, language) == day_words(period.ends_at, zone, language)
    ends = (
        time_words(period.ends_at, zone, language)
        if is_one_day
        else moment_words(period.ends_at, zone, language)
    )
    return f"{starts} – {ends}"


def zone_words(zone: str, language: str) -> str:
    """`Kuala Lumpur time`, to be said beside the moments."""
    city = get_timezone_location(get_timezone(zone), locale=language, return_city=True)
    return translate("formats.zone", language, city=city)


def _format(moment: datetime, pattern: str, zone: str, language: str) -> str:
    return format_datetime(moment, pattern, tzinfo=get_timezone(zone), locale=language)

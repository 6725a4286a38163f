"""Which days a report is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from app.analytics.errors import ReportTooLong
from app.bookings.errors import PeriodReversed
from app.core import clock
from app.core.days import Days, day_of
from app.lots.models import Lot
from app.web.schemas.admin_reports import DaysQuery

_USUAL = 7


def asked_days(query: DaysQuery, lots: Sequence[Lot], *, most: int) -> Days:
    """By the clock of the first lot; without being told, the seven whole days before today.

    Raises PeriodReversed, ReportTooLong.
    """
    yesterday = day_of(clock.now(), lots[0].time_zone) - timedelta(days=1)
    last = query.to or max(yesterday, query.from_ or yesterday)
    first = query.from_ or last - timedelta(days=_USUAL - 1)
    if first > last:
        raise PeriodReversed
    days = Days(first, last)
    if len(days) > most:
        raise ReportTooLong(days=most)
    return days

"""Days of a calendar, and what a zone's clock is ahead of UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.days import Days, day_of, offsets_in
from app.core.period import Period

ZONES = st.sampled_from(
    ["Asia/Kuala_Lumpur", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"]
)
DATES = st.dates(date(2015, 1, 1), date(2035, 1, 1))


def test_both_ends_count() -> None:
    days = Days(date(2026, 2, 27), date(2026, 3, 2))

    assert len(days) == len(days.each()) == 4
    assert days.each()[-1] == date(2026, 3, 2)
    assert days.before == Days(date(2026, 2, 23), date(2026, 2, 26))
    assert days.in_zone("Asia/Kuala_Lumpur") == Period(
        datetime(2026, 2, 26, 16, tzinfo=UTC), datetime(2026, 3, 2, 16, tzinfo=UTC)
    )


def test_days_do_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="does not come before"):
        Days(date(2026, 3, 2), date(2026, 3, 1))


@given(DATES, st.integers(0, 500), ZONES)
def test_the_days_before_end_where_these_begin(first: date, more: int, zone: str) -> None:
    days = Days(first, first + timedelta(days=more))

    assert days.before.in_zone(zone).ends_at == days.in_zone(zone).starts_at
    assert len(days.before) == len(days)


@given(DATES, st.integers(0, 400), ZONES, st.floats(0, 1))
def test_an_offset_holds_until_its_end(first: date, more: int, zone: str, where: float) -> None:
    days = Days(first, first + timedelta(days=more))
    period = days.in_zone(zone)
    offsets = offsets_in(period, zone)

    assert offsets[-1][0] == period.ends_at
    assert [until for until, _ in offsets] == sorted(until for until, _ in offsets)
    moment = period.starts_at + period.duration * where * 0.999999
    ahead = next(offset for until, offset in offsets if moment < until)
    assert moment.astimezone(ZoneInfo(zone)).utcoffset() == ahead
    assert (moment + ahead).date() == day_of(moment, zone)


def test_a_clock_that_is_changed_has_two_offsets() -> None:
    spring = Days(date(2026, 3, 28), date(2026, 3, 30)).in_zone("Europe/Berlin")

    assert offsets_in(spring, "Europe/Berlin") == [
        (datetime(2026, 3, 29, 1, tzinfo=UTC), timedelta(hours=1)),
        (datetime(2026, 3, 30, 22, tzinfo=UTC), timedelta(hours=2)),
    ]

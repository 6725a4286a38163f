"""A period holds its start and not its end, whatever zone it was given in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.period import Period

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)

zones = st.sampled_from(
    [UTC, ZoneInfo("Asia/Kuala_Lumpur"), ZoneInfo("Europe/Berlin"), timezone(timedelta(hours=-7))]
)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=zones)  # noqa: DTZ001
lengths = st.timedeltas(timedelta(microseconds=1), timedelta(days=30))
periods = st.builds(lambda start, length: Period(start, start.astimezone(UTC) + length), moments, lengths)


def _of(first_hour: float, last_hour: float) -> Period:
    return Period(NINE + first_hour * HOUR, NINE + last_hour * HOUR)


def test_a_period_is_kept_in_utc() -> None:
    malaysian = ZoneInfo("Asia/Kuala_Lumpur")
    period = Period(
        datetime(2026, 11, 23, 17, tzinfo=malaysian), datetime(2026, 11, 23, 18, tzinfo=malaysian)
    )

    assert period == Period(NINE, NINE + HOUR)
    assert (period.starts_at.tzinfo, period.ends_at.tzinfo) == (UTC, UTC)
    assert period.duration == HOUR


@pytest.mark.parametrize("ends_at", [NINE, NINE - timedelta(microseconds=1), NINE - HOUR])
def test_a_period_ends_after_it_starts(ends_at: datetime) -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        Period(NINE, ends_at)


@pytest.mark.parametrize(
    ("starts_at", "ends_at"),
    [(NINE.replace(tzinfo=None), NINE + HOUR), (NINE, (NINE + HOUR).replace(tzinfo=None))],
)
def test_a_period_needs_aware_times(starts_at: datetime, ends_at: datetime) -> None:
    with pytest.raises(ValueError, match="aware"):
        Period(starts_at, ends_at)


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        (_of(0, 2), True),
        (_of(-1, 0), False),
        (_of(2, 3), False),
        (_of(-1, 0.5), True),
        (_of(1.5, 3), True),
        (_of(0.5, 1), True),
        (_of(-1, 3), True),
        (_of(5, 6), False),
    ],
)
def test_periods_that_only_touch_do_not_overlap(other: Period, overlaps: bool) -> None:
    assert _of(0, 2).overlaps(other) is overlaps


@given(periods, periods)
def test_two_periods_overlap_when_a_moment_is_in_both(a: Period, b: Period) -> None:
    later_start = max(a.starts_at, b.starts_at)

    assert a.overlaps(b) == b.overlaps(a) == (a.contains(later_start) and b.contains(later_start))


@given(periods)
def test_a_period_contains_its_start_and_not_its_end(period: Period) -> None:
    assert period.contains(period.starts_at)
    assert period.contains(period.ends_at - timedelta(microseconds=1))
    assert not period.contains(period.ends_at)
    assert not period.contains(period.starts_at - timedelta(microseconds=1))


@given(periods)
def test_a_period_does_not_overlap_the_one_that_follows_it(period: Period) -> None:
    assert not period.overlaps(Period(period.ends_at, period.ends_at + HOUR))
    assert period.overlaps(period)

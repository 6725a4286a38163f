"""A period is kept in UTC, whatever zone it was given in, and ends after it starts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.core.period import Period

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


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

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.core.local_time import day_words, moment_words, period_lines, period_words, time_words, zone_words
from app.core.period import Period

KL = "Asia/Kuala_Lumpur"
LATE = datetime(2026, 8, 31, 17, 30, tzinfo=UTC)  # past midnight in Kuala Lumpur


def test_a_moment_is_told_in_the_lot_s_zone() -> None:
    assert moment_words(LATE, KL, "en") == "Tue, 1 Sep 2026, 01:30"
    assert moment_words(LATE, "Europe/London", "en") == "Mon, 31 Aug 2026, 18:30"


def test_a_moment_is_told_in_the_reader_s_language() -> None:
    assert day_words(LATE - timedelta(days=1), KL, "ms") == "Isn, 31 Ogo 2026"
    assert time_words(LATE, KL, "ms") == "01:30"


def test_a_period_within_a_day_names_the_day_once() -> None:
    period = Period(LATE, LATE + timedelta(hours=3))

    assert period_words(period, KL, "en") == "Tue, 1 Sep 2026, 01:30 – 04:30"
    assert period_lines(period, KL, "en") == ("Tue, 1 Sep 2026", "01:30 – 04:30")


def test_a_period_over_midnight_names_both_days() -> None:
    """Midnight of the lot's zone, not of UTC."""
    period = Period(LATE - timedelta(hours=2), LATE)

    assert period_words(period, KL, "en") == "Mon, 31 Aug 2026, 23:30 – Tue, 1 Sep 2026, 01:30"
    assert period_lines(period, KL, "en") == ("Mon, 31 Aug 2026, 23:30 –", "Tue, 1 Sep 2026, 01:30")


@pytest.mark.parametrize(
    ("zone", "language", "words"),
    [
        (KL, "en", "Kuala Lumpur time"),
        (KL, "ms", "waktu Kuala Lumpur"),
        ("Asia/Kuching", "en", "Kuching time"),
    ],
)
def test_a_zone_is_named_by_its_city(zone: str, language: str, words: str) -> None:
    assert zone_words(zone, language) == words

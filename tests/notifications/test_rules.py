from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.notifications.rules import ATTEMPT_SECONDS, LEASE, MAX_ATTEMPTS, next_attempt_at

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def test_waits_grow_from_half_a_minute_to_six_hours() -> None:
    waits = [(next_attempt_at(tries, NOW) or NOW) - NOW for tries in range(1, MAX_ATTEMPTS)]

    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(seconds=30), timedelta(hours=6))


def test_the_tenth_failure_is_the_last() -> None:
    assert MAX_ATTEMPTS == 10
    assert next_attempt_at(9, NOW) is not None
    assert next_attempt_at(10, NOW) is None


def test_an_attempt_is_given_up_before_its_lease_ends() -> None:
    assert timedelta(seconds=ATTEMPT_SECONDS) < LEASE

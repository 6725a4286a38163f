"""Answers to "until when?". A stay ends at 17:00 on Monday, 23 November 2026, and may be longer."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.core.period import Period
from bot.times import Assumed, NotUnderstood, Understood, Why, understand_end
from tests.bot.times.test_periods import KL, at

ENDS = at("2026-11-23T17:00")
NOW = at("2026-11-23T16:45")


def until(ends_at: str, *assumed: Assumed) -> Understood:
    return Understood(Period(ENDS, at(ends_at)), frozenset(assumed))


def understood(text: str, now: datetime = NOW) -> Understood | NotUnderstood:
    return understand_end(text, starts_at=ENDS, now=now, zone=KL)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("until 8pm", until("2026-11-23T20:00")),
        ("until 8", until("2026-11-23T20:00")),
        ("8pm", until("2026-11-23T20:00")),
        ("sampai 9 malam", until("2026-11-23T21:00")),
        ("hingga pukul 20:30", until("2026-11-23T20:30")),
        ("tomorrow 8am", until("2026-11-24T08:00")),
        ("esok sampai 9", until("2026-11-24T09:00")),
        ("sampai esok 9 pagi", until("2026-11-24T09:00")),
        ("until midnight", until("2026-11-24T00:00", Assumed.DAY)),
        ("until 3pm", until("2026-11-24T15:00", Assumed.DAY)),
    ],
)
def test_an_end_by_the_clock_is_the_next_one_after_the_start(text: str, expected: Understood) -> None:
    assert understood(text) == expected


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2 more hours", 120),
        ("another hour", 60),
        ("30 minutes more", 30),
        ("+2h", 120),
        ("lagi sejam", 60),
        ("sejam lagi", 60),
        ("lagi 2 jam setengah", 150),
        ("tambah setengah jam", 30),
    ],
)
def test_a_length_counts_from_the_end_so_far(text: str, minutes: int) -> None:
    assert understood(text) == Understood(Period(ENDS, ENDS + timedelta(minutes=minutes)))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Why.NO_TIME),
        ("8", Why.TWO_MEANINGS),
        ("tomorrow", Why.NO_END),
        ("now", Why.CONTRADICTORY),
        ("6pm to 8pm", Why.CONTRADICTORY),
        ("2 hours until 8pm", Why.CONTRADICTORY),
        ("today 4pm", Why.CONTRADICTORY),
        ("until the weekend", Why.NO_TIME),
    ],
)
def test_what_is_missing_or_wrong_is_told(text: str, why: Why) -> None:
    answer = understood(text)

    assert isinstance(answer, NotUnderstood)
    assert answer.why is why


def test_an_end_is_never_in_the_past() -> None:
    late = ENDS + timedelta(hours=2, minutes=30)

    assert understood("2 hours", late) == NotUnderstood(Why.PAST)
    assert understood("3 hours", late) == until("2026-11-23T20:00")
    assert understood("until 8", late) == until("2026-11-23T20:00")
    assert understood("until 7pm", late) == until("2026-11-24T19:00", Assumed.DAY)

"""When a lot is open."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.core.period import Period
from app.lots.opening_hours import OpeningHours

KUALA_LUMPUR = "Asia/Kuala_Lumpur"
NEVER_CLOSED = OpeningHours.of([{"weekday": day, "opens": "00:00", "closes": "24:00"} for day in range(7)])
SHOPPING = OpeningHours.of([{"weekday": day, "opens": "07:00", "closes": "23:00"} for day in range(7)])
NIGHT_MARKET = OpeningHours.of([{"weekday": 5, "opens": "18:00", "closes": "02:00"}])
WITH_A_PAUSE = OpeningHours.of(
    [
        {"weekday": 0, "opens": "08:00", "closes": "12:00"},
        {"weekday": 0, "opens": "12:00", "closes": "14:00"},
        {"weekday": 0, "opens": "15:00", "closes": "20:00"},
    ]
)


def at(text: str, zone: str = KUALA_LUMPUR) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def between(starts_at: str, ends_at: str, zone: str = KUALA_LUMPUR) -> Period:
    return Period(at(starts_at, zone), at(ends_at, zone))


def test_a_lot_that_never_closes_covers_days_on_end() -> None:
    assert NEVER_CLOSED.covers(between("2026-11-23T22:15", "2026-11-30T03:45"), KUALA_LUMPUR)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "is_covered"),
    [
        ("2026-11-23T07:00", "2026-11-23T23:00", True),
        ("2026-11-23T06:59", "2026-11-23T09:00", False),
        ("2026-11-23T21:00", "2026-11-23T23:01", False),
        ("2026-11-23T22:00", "2026-11-24T08:00", False),
        ("2026-11-23T01:00", "2026-11-23T02:00", False),
    ],
)
def test_the_whole_period_lies_within_opening_hours(starts_at: str, ends_at: str, is_covered: bool) -> None:
    assert SHOPPING.covers(between(starts_at, ends_at), KUALA_LUMPUR) is is_covered


def test_hours_are_those_of_the_lots_own_clock() -> None:
    morning = between("2026-11-23T07:00", "2026-11-23T08:00")

    assert SHOPPING.covers(morning, KUALA_LUMPUR)
    assert not SHOPPING.covers(morning, "UTC")


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "is_covered"),
    [
        ("2026-11-28T19:00", "2026-11-29T01:30", True),  # Saturday night
        ("2026-11-29T00:30", "2026-11-29T02:00", True),
        ("2026-11-29T01:00", "2026-11-29T02:30", False),
        ("2026-11-29T19:00", "2026-11-29T20:00", False),  # Sunday
    ],
)
def test_a_span_may_go_on_past_midnight(starts_at: str, ends_at: str, is_covered: bool) -> None:
    assert NIGHT_MARKET.covers(between(starts_at, ends_at), KUALA_LUMPUR) is is_covered


def test_spans_that_touch_are_one_and_a_pause_is_not_bridged() -> None:
    assert WITH_A_PAUSE.covers(between("2026-11-23T09:00", "2026-11-23T13:30"), KUALA_LUMPUR)
    assert not WITH_A_PAUSE.covers(between("2026-11-23T13:00", "2026-11-23T16:00"), KUALA_LUMPUR)


def test_a_night_of_thirteen_hours_is_covered_when_the_clocks_change() -> None:
    night = between("2026-10-24T20:00", "2026-10-25T08:00", "Europe/London")

    assert night.duration.total_seconds() == 13 * 3600
    assert NEVER_CLOSED.covers(night, "Europe/London")


def test_a_lot_is_open_from_the_first_minute_until_the_last() -> None:
    moments = ["2026-11-23T06:59:59", "2026-11-23T07:00:00", "2026-11-23T22:59:59", "2026-11-23T23:00:00"]

    assert [SHOPPING.is_open_at(at(moment), KUALA_LUMPUR) for moment in moments] == [False, True, True, False]


def test_a_lot_without_hours_is_never_open() -> None:
    assert not OpeningHours.of([]).is_open_at(at("2026-11-23T12:00"), KUALA_LUMPUR)


@pytest.mark.parametrize(
    "entry",
    [
        {"weekday": 7, "opens": "07:00", "closes": "23:00"},
        {"weekday": 0, "opens": "7:00", "closes": "23:00"},
        {"weekday": 0, "opens": "07:00", "closes": "25:00"},
        {"weekday": 0, "opens": "07:60", "closes": "23:00"},
        {"weekday": 0, "opens": "24:00", "closes": "23:00"},
    ],
)
def test_hours_that_make_no_sense_are_refused(entry: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"weekday|time|24:00"):
        OpeningHours.of([entry])


@pytest.mark.parametrize(
    ("hours", "starts_at", "ends_at", "expected"),
    [
        (
            *(NEVER_CLOSED, "2026-11-23T22:15", "2026-11-25T03:45"),
            [("2026-11-23T22:15", "2026-11-25T03:45")],
        ),
        (
            *(SHOPPING, "2026-11-23T22:15", "2026-11-24T09:00"),
            [("2026-11-23T22:15", "2026-11-23T23:00"), ("2026-11-24T07:00", "2026-11-24T09:00")],
        ),
        (
            *(NIGHT_MARKET, "2026-11-29T01:00", "2026-12-05T19:00"),
            [("2026-11-29T01:00", "2026-11-29T02:00"), ("2026-12-05T18:00", "2026-12-05T19:00")],
        ),
        (
            *(WITH_A_PAUSE, "2026-11-23T00:00", "2026-11-24T00:00"),
            [("2026-11-23T08:00", "2026-11-23T14:00"), ("2026-11-23T15:00", "2026-11-23T20:00")],
        ),
        (SHOPPING, "2026-11-23T23:00", "2026-11-24T07:00", []),
    ],
)
def test_openings_are_told_in_order_and_cut_at_the_ends(
    hours: OpeningHours, starts_at: str, ends_at: str, expected: list[tuple[str, str]]
) -> None:
    found = hours.openings(between(starts_at, ends_at), KUALA_LUMPUR)

    assert found == [between(*each) for each in expected]


@pytest.mark.parametrize(
    ("start", "end", "is_open"),
    [
        ("2026-08-30T10:00", "2026-08-30T12:00", True),
        ("2026-08-31T10:00", "2026-08-31T12:00", False),  # closed all day
        ("2026-08-30T20:00", "2026-08-31T08:00", False),
        ("2026-09-16T10:00", "2026-09-16T12:00", False),  # opens at noon
        ("2026-09-16T12:00", "2026-09-16T13:00", True),
        ("2026-09-16T15:00", "2026-09-16T16:00", False),  # between its two openings
        ("2026-09-16T23:00", "2026-09-17T00:30", True),  # past midnight, into an ordinary day
    ],
)
def test_a_special_day_has_hours_of_its_own(start: str, end: str, is_open: bool) -> None:
    week = [{"weekday": day, "opens": "00:00", "closes": "24:00"} for day in range(7)]
    special = [
        {"date": "2026-08-31"},
        {"date": "2026-09-16", "opens": "12:00", "closes": "15:00"},
        {"date": "2026-09-16", "opens": "18:00", "closes": "24:00"},
    ]
    hours = OpeningHours.of(week, special)

    assert hours.covers(Period(at(start), at(end)), KUALA_LUMPUR) is is_open

"""The use of spots, whatever happened: no share above 100 %, and what days come to adds up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analytics.hours import HourCounter
from app.analytics.intervals import Span, joined, length, shared, without
from app.analytics.occupancy import Facts, Occupancy, Right, Seen, Spot, Use, measure
from app.lots.models import SpaceType

_SMALL = st.integers(0, 40)
_LOOSE = st.lists(st.tuples(_SMALL, _SMALL), max_size=8)
_APART = _LOOSE.map(joined)

_MONDAY = int(datetime(2026, 3, 1, 16, tzinfo=UTC).timestamp())  # 2 March, 0:00 in Kuala Lumpur
_HOUR = 3600
_WHOLE = (_MONDAY, _MONDAY + 96 * _HOUR)
_MOMENT = st.integers(_MONDAY - 30 * _HOUR, _MONDAY + 130 * _HOUR)
_TIMES = st.lists(
    st.tuples(_MOMENT, _MOMENT).map(lambda two: (min(two), max(two))).filter(lambda span: span[0] < span[1]),
    max_size=8,
)
_SPOT = st.integers(1, 3)


def _points(spans: Sequence[Span]) -> set[int]:
    return {point for start, end in spans for point in range(start, end)}


def _is_apart(spans: Sequence[Span]) -> bool:
    return all(start < end for start, end in spans) and all(
        one[1] < other[0] for one, other in pairwise(spans)
    )


@given(_LOOSE)
def test_joined_covers_what_any_of_them_covers(spans: list[Span]) -> None:
    assert _points(joined(spans)) == _points(spans)
    assert _is_apart(joined(spans))


@given(_APART, _APART)
def test_shared_and_without_part_the_time_between_them(these: list[Span], those: list[Span]) -> None:
    assert _points(shared(these, those)) == _points(these) & _points(those)
    assert _points(without(these, those)) == _points(these) - _points(those)
    assert _is_apart(shared(these, those))
    assert length(shared(these, those)) + length(without(these, those)) == length(these)


@pytest.mark.parametrize(
    "zone", ["Asia/Kuala_Lumpur", "Asia/Kathmandu", "Europe/Berlin", "Australia/Lord_Howe"]
)
@given(spans=_TIMES)
def test_every_second_is_counted_in_its_hour(zone: str, spans: list[Span]) -> None:
    """Also in the night of 28 March 2026, when Berlin's clocks are changed, and by half an hour elsewhere."""
    to_change = int(datetime(2026, 3, 27, tzinfo=UTC).timestamp()) - _MONDAY
    moved = [(start + to_change, end + to_change) for start, end in spans]
    counter = HourCounter((_MONDAY - 40 * _HOUR + to_change, _MONDAY + 140 * _HOUR + to_change))
    counter.add(moved)

    expected = [0] * 168
    for start, end in moved:
        edges = sorted({start, end, *range(-(-start // 900) * 900, end, 900)})
        for one, other in pairwise(edges):
            local = datetime.fromtimestamp(one, UTC).astimezone(ZoneInfo(zone))
            expected[local.weekday() * 24 + local.hour] += other - one
    assert counter.by_hour_of_week(zone) == expected


@st.composite
def _some_facts(draw: st.DrawFn) -> Facts:
    """Three spots in four days, with bookings and cars that overlap as they never should."""
    return Facts(
        now=_WHOLE[1],
        whole=_WHOLE,
        open=shared(joined(draw(_TIMES)), [_WHOLE]),
        zone="Asia/Kuala_Lumpur",
        open_days=4,
        spots=[
            Spot(number, f"A{number}", SpaceType.STANDARD, there)
            for number, there in ((1, [_WHOLE]), (2, joined(draw(_TIMES))), (3, [_WHOLE]))
        ],
        closures={number: joined(draw(_TIMES)) for number in (1, 2)},
        rights=draw(
            st.lists(
                st.builds(
                    lambda spot, span, *facts: Right(spot, *span, *facts),
                    _SPOT,
                    st.tuples(_MOMENT, _MOMENT).map(sorted),
                    *(st.booleans() for _ in range(4)),
                ),
                max_size=10,
            )
        ),
        cars=draw(
            st.lists(
                st.builds(
                    lambda spot, span, stays, end: Seen(spot, span[0], None if stays else span[1], end),
                    _SPOT,
                    st.tuples(_MOMENT, _MOMENT).map(sorted),
                    st.booleans(),
                    _MOMENT,
                ),
                max_size=10,
            )
        ),
        exit_grace=600,
        seen_from=draw(st.none() | _MOMENT),
    )


def _cut(facts: Facts, part: Span) -> Facts:
    return replace(facts, whole=part, open=shared(facts.open, [part]))


def _uses(found: Occupancy) -> list[Use]:
    return [found.total, *found.hours, *found.spots.values()]


def _seconds(use: Use) -> tuple[int, int, int, int]:
    return use.available, use.booked, use.watched, use.occupied


@given(_some_facts())
def test_no_share_is_above_a_hundred_percent(facts: Facts) -> None:
    found = measure(facts)

    for use in _uses(found):
        assert 0 <= use.booked <= use.available
        assert 0 <= use.watched <= use.available
        assert 0 <= use.occupied <= use.available
    for part in (found.hours, list(found.spots.values())):
        sums = [sum(each) for each in zip(*map(_seconds, part), strict=True)]
        assert tuple(sums) == _seconds(found.total)


@given(_some_facts(), st.integers(1, 95))
def test_the_counts_of_neighbouring_periods_add_up_to_those_of_both(facts: Facts, hour: int) -> None:
    middle = _MONDAY + hour * _HOUR
    both = measure(facts)
    parts = [measure(_cut(facts, part)) for part in ((_WHOLE[0], middle), (middle, _WHOLE[1]))]

    for whole, first, second in zip(_uses(both), *map(_uses, parts), strict=True):
        added = [one + other for one, other in zip(_seconds(first), _seconds(second), strict=True)]
        assert tuple(added) == _seconds(whole)
    for name in ("stays", "no_shows", "overstays", "overstayed"):
        counts = [getattr(part.stays, name) or 0 for part in (both, *parts)]
        assert counts[0] == counts[1] + counts[2], name


@given(_some_facts())
def test_a_spot_that_is_closed_all_the_time_counts_for_nothing(facts: Facts) -> None:
    closed = replace(facts, closures={**facts.closures, 3: [_WHOLE]})

    assert _seconds(measure(closed).spots[3]) == (0, 0, 0, 0)
    assert measure(closed).spots[3].booked_percent is None

"""Which part of a floor a picture shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.lots.geometry import distance
from app.lots.models import SpaceType
from bot.pictures.floor import Box
from bot.pictures.frame import LONGEST, Frame, fit_box, frame_floor, is_readable
from bot.pictures.pins import Pin, pin_on, place_pins
from bot.pictures.spots import Body

_WANTED = 0.06
_FRAME = Frame(0, 0, 1, 1600, 1200, is_cropped=False)


@st.composite
def floors_with_content(draw: st.DrawFn) -> tuple[Box, Box]:
    width, height = draw(st.integers(1, 100_000)), draw(st.integers(1, 100_000))
    x, y = draw(st.floats(0, 1)) * width, draw(st.floats(0, 1)) * height
    right, bottom = draw(st.floats(0, 1)) * (width - x) + x, draw(st.floats(0, 1)) * (height - y) + y
    return (0, 0, width, height), (x, y, right, bottom)


@given(floors_with_content())
def test_the_content_is_always_inside_and_the_picture_never_too_large(boxes: tuple[Box, Box]) -> None:
    floor, content = boxes
    frame = frame_floor(floor, content, _WANTED, 1.25)
    left, top, right, bottom = frame.seen

    slack = 1 / frame.scale
    assert left - slack <= content[0] <= content[2] <= right + slack
    assert top - slack <= content[1] <= content[3] <= bottom + slack
    assert 0.5 * LONGEST < max(frame.width, frame.height) <= LONGEST
    assert min(frame.width, frame.height) > 0.45 * LONGEST


@given(floors_with_content())
def test_a_part_is_larger_than_the_whole_would_be(boxes: tuple[Box, Box]) -> None:
    floor, content = boxes
    frame, whole = frame_floor(floor, content, _WANTED, 1.25), frame_floor(floor, floor, _WANTED, 1.25)

    assert not whole.is_cropped
    if frame.is_cropped:
        assert not is_readable(floor, _WANTED)
        assert frame.scale / frame.unit > 1.2 * whole.scale / whole.unit


def test_a_floor_that_can_be_read_is_shown_whole() -> None:
    frame = frame_floor((0, 0, 5000, 4000), (100, 100, 400, 600), _WANTED, 1.25)

    assert not frame.is_cropped
    assert frame.at((2500, 2000)) == pytest.approx((frame.width / 2, frame.height / 2))


def test_a_small_floor_fits_into_its_place_at_the_right() -> None:
    frame = fit_box((0, 0, 1000, 3000), (500, 10, 800, 160))

    assert frame.at((1000, 3000)) == pytest.approx((800, 160))
    assert frame.at((1000, 0)) == pytest.approx((800, 10))


def pin(number: int, x: float, y: float, label: str = "A12", side: float = 80) -> Pin:
    return pin_on(Body((x, y), side, side * 2, 0), number, label, SpaceType.STANDARD, 4)


def test_pins_with_room_stay_in_the_middle_of_their_spots() -> None:
    pins = [pin(1, 300, 300), pin(2, 390, 300), pin(3, 300, 480)]

    assert place_pins(pins, _FRAME) == pins
    assert not any(one.is_led or one.is_framed for one in pins)


def test_a_lying_spot_has_its_label_beside_the_number() -> None:
    lying = pin_on(Body((500, 500), 180, 90, 0), 1, "A12", SpaceType.STANDARD, 4)

    assert lying.disc[1] == lying.plate[1] == 500
    assert lying.disc[0] < 500 < lying.plate[0]


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 1600), st.integers(0, 1200)), min_size=1, max_size=12),
    st.sampled_from(["7", "A12", "B2-1042"]),
    st.sampled_from([5, 30, 90]),
)
def test_pins_stay_in_the_picture_and_never_hide_a_number(
    places: list[tuple[int, int]], label: str, side: int
) -> None:
    placed = place_pins([pin(n, x, y, label, side) for n, (x, y) in enumerate(places, 1)], _FRAME)

    for one in placed:
        (x, y), (width, height) = one.middle, one.size
        assert width / 2 <= x <= 1600 - width / 2
        assert height / 2 <= y <= 1200 - height / 2
    for number, one in enumerate(placed):
        assert all(distance(one.disc, other.disc) > 20 for other in placed[number + 1 :])


def test_a_pin_that_was_moved_away_leads_to_its_spot() -> None:
    placed = place_pins([pin(1, 300, 300), pin(2, 310, 300)], _FRAME)

    assert all(one.is_led for one in placed)
    assert [one.spot for one in placed] == [(300, 300), (310, 300)]
    assert replace(placed[0], middle=(300.0, 301.0)).is_led is False

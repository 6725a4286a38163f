"""The picture of the way to one's own spot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.demo import floors
from app.lots.drawing import LandmarkKind
from app.lots.geometry import centre
from app.lots.ways import Ways
from bot.pictures.floor import FloorView, SpotView
from bot.pictures.palette import LIGHT
from bot.pictures.way import draw_way, walked_metres, way_frame
from tests.bot.pictures.views import (
    laid_over,
    one_spot,
    opened,
    pixels_of,
    share_of,
    small_floor,
    vast_field,
    view_of,
)


def own(floor: FloorView, label: str) -> SpotView:
    return next(spot for spot in floor.spots if spot.label == label)


def test_ones_own_spot_is_blue_and_no_other() -> None:
    floor = small_floor()
    mine = own(floor, "A3")
    image = opened(draw_way(floor, mine.id, language="en"))
    frame = laid_over(image, way_frame(floor, mine, Ways(floor.drawing).home(mine)))
    found = {spot.label: share_of(image, frame, spot, LIGHT["mine"]) for spot in floor.spots}

    assert found.pop("A3") > 0.6
    assert max(found.values()) < 0.05


def test_dots_follow_the_way_from_the_lift() -> None:
    floor = small_floor()
    mine = own(floor, "A3")
    way = Ways(floor.drawing).home(mine)
    assert way is not None
    image = opened(draw_way(floor, mine.id, language="en"))
    frame = laid_over(image, way_frame(floor, mine, way))

    x, y = frame.at((way.landmark.x, way.landmark.y))
    assert LIGHT["mine"] in pixels_of(image, (x - 40, y - 20, x + 40, y + 20))
    for point in way.points[1:-1]:
        x, y = frame.at(point)
        assert LIGHT["mine"] in pixels_of(image, (x - 25, y - 25, x + 25, y + 25))


def test_without_a_lift_the_way_is_from_the_entrance_and_without_both_there_is_none() -> None:
    floor = view_of(floors.pasar_seni_baru_yard())
    way = Ways(floor.drawing).home(floor.spots[0])
    assert way is not None
    assert way.landmark.kind is LandmarkKind.ENTRANCE
    bare = replace(floor, drawing=floor.drawing.model_copy(update={"landmarks": ()}))
    without_lanes = replace(floor, drawing=floor.drawing.model_copy(update={"lanes": ()}))

    pictures = {draw_way(it, floor.spots[0].id, language="en") for it in (floor, bare, without_lanes)}
    assert len(pictures) == 3


def test_a_way_across_a_vast_field_is_wholly_in_the_picture() -> None:
    floor = vast_field()
    for mine in (floor.spots[50], floor.spots[-1]):
        way = Ways(floor.drawing).home(mine)
        assert way is not None
        left, top, right, bottom = way_frame(floor, mine, way).seen
        assert all(left < x < right and top < y < bottom for x, y in (centre(mine), *way.points))
        png = draw_way(floor, mine.id, language="ms")
        assert len(png) < 500_000
        assert LIGHT["mine"] in pixels_of(opened(png))


def test_the_words_are_in_the_language_of_the_person() -> None:
    floor = small_floor()

    assert draw_way(floor, 1, language="en") != draw_way(floor, 1, language="ms")


@pytest.mark.parametrize("rotation", [0, 45, 90, 200])
@pytest.mark.parametrize(("width", "height"), [(1, 1), (250, 500), (900, 30)])
def test_a_spot_of_any_size_and_turn_is_drawn(width: int, height: int, rotation: int) -> None:
    png = draw_way(one_spot(width, height, rotation), 1, language="en")

    assert LIGHT["mine"] in pixels_of(opened(png))


def test_metres_are_whole_and_at_least_one() -> None:
    floor = small_floor()
    way = Ways(floor.drawing).home(floor.spots[0])
    assert way is not None

    assert walked_metres(replace(way, metres=0.2)) == 1
    assert walked_metres(replace(way, metres=83.6)) == 84

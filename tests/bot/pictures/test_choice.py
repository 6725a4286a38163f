"""The picture to choose from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.demo import floors
from app.lots.drawing import Drawing
from app.lots.geometry import centre, distance
from app.lots.models import SpaceType
from app.lots.rules import FloorPlan
from app.lots.ways import Ways, nearest_first
from app.realtime.live import SpaceState
from bot.pictures.choice import MOST, choice_frame, draw_choice, pages
from bot.pictures.floor import FloorView, SpotView
from bot.pictures.palette import LIGHT
from bot.pictures.threads import in_thread
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

_PLANS = [
    floors.plaza_damai_roof,
    floors.plaza_damai_basement_2,
    floors.menara_suria_podium,
    floors.pasar_seni_baru_yard,
]


def drawn(floor: FloorView, *labels: str, language: str = "en") -> bytes:
    ids = {spot.label: spot.id for spot in floor.spots}
    return draw_choice(floor, [ids[label] for label in labels], language=language)


def shares(floor: FloorView, png: bytes, offered: list[SpotView]) -> dict[str, float]:
    """Per spot, how much of it has the colour of the numbers' discs."""
    image = opened(png)
    frame = laid_over(image, choice_frame(floor, offered))
    return {spot.label: share_of(image, frame, spot, LIGHT["accent"]) for spot in floor.spots}


def test_numbers_are_on_the_spots_that_are_offered_and_nowhere_else() -> None:
    floor = small_floor({"A5": SpaceState.TAKEN, "B5": SpaceState.CLOSED})
    labels = {"A2", "A7", "B1", "B8"}
    png = drawn(floor, *sorted(labels))
    found = shares(floor, png, [spot for spot in floor.spots if spot.label in labels])

    assert {label for label, share in found.items() if share > 0.15} == labels
    assert max(share for label, share in found.items() if label not in labels) < 0.02


def test_a_state_is_seen_where_the_spot_is() -> None:
    floor = small_floor(
        {"A1": SpaceState.TAKEN, "A2": SpaceState.HELD, "A3": SpaceState.CLOSED, "A4": SpaceState.FREE}
    )
    image = opened(drawn(floor, "B8"))
    frame = laid_over(image, choice_frame(floor, [spot for spot in floor.spots if spot.label == "B8"]))

    by_label = {spot.label: spot for spot in floor.spots}
    for label, name in (("A1", "taken"), ("A2", "held"), ("A3", "shut"), ("A4", "free")):
        assert share_of(image, frame, by_label[label], LIGHT[name]) > 0.3, label


@pytest.mark.parametrize("plan", _PLANS)
def test_a_picture_is_small_enough_to_be_sent_and_large_enough_to_be_read(
    plan: Callable[[], FloorPlan],
) -> None:
    floor = view_of(plan())
    png = draw_choice(floor, [spot.id for spot in floor.spots[:MOST]], language="en")
    image = opened(png)

    assert len(png) < 500_000
    assert 1000 < max(image.size) < 1700
    assert image.height / image.width < 1.45


def test_two_thousand_spots_are_legible_page_by_page() -> None:
    """Every page is of neighbours, shown large enough for their labels: 2.5 m are 13 of 400 at least."""
    floor = vast_field()
    assert len(floor.spots) == 2000
    found = pages(floor, nearest_first(floor.spots, Ways(floor.drawing)))

    assert sorted(spot.id for page in found for spot in page) == [spot.id for spot in floor.spots]
    assert all(0 < len(page) <= MOST for page in found)
    for page in found:
        assert all(distance(centre(page[0]), centre(spot)) <= 2500 for spot in page)
        frame = choice_frame(floor, page)
        assert frame.is_cropped
        assert 250 * frame.scale / frame.unit > 13
    png = draw_choice(floor, [spot.id for spot in found[0]], language="en")
    assert len(png) < 500_000


def test_numbers_on_a_part_of_a_floor_are_where_its_spots_are() -> None:
    floor = vast_field()
    offered = [spot for spot in floor.spots if spot.label in {"B40", "B43", "C41"}]
    found = shares(floor, draw_choice(floor, [spot.id for spot in offered], language="en"), offered)

    assert all(found[spot.label] > 0.15 for spot in offered)


def test_a_floor_that_can_be_read_has_plain_pages_in_the_given_order() -> None:
    floor = small_floor()
    spots = list(reversed(floor.spots))

    assert pages(floor, spots) == [spots[:12], spots[12:]]
    assert pages(floor, []) == []


def test_spots_far_from_one_another_are_all_in_the_picture() -> None:
    floor = vast_field()
    offered = [floor.spots[0], floor.spots[-1]]
    left, top, right, bottom = choice_frame(floor, offered).seen

    assert all(left < x < right and top < y < bottom for x, y in map(centre, offered))


def test_the_legend_is_in_the_language_of_the_person() -> None:
    floor = small_floor()
    english, malay = drawn(floor, "A1"), drawn(floor, "A1", language="ms")

    assert english != malay
    assert english == drawn(floor, "A1", language="en")


@pytest.mark.parametrize("rotation", [0, 30, 90, 135, 180, 270, 359])
def test_a_spot_is_drawn_however_it_is_turned(rotation: int) -> None:
    floor = one_spot(200, 400, rotation)
    offered = list(floor.spots)
    png = draw_choice(floor, [1], language="en")
    image = opened(png)
    frame = laid_over(image, choice_frame(floor, offered))
    x, y = frame.at(centre(offered[0]))
    around = pixels_of(image, (x - 60, y - 60, x + 60, y + 60))

    assert around.count(LIGHT["accent"]) > 2000


@pytest.mark.parametrize(("width", "height"), [(1, 1), (20, 800), (800, 20), (2500, 2500)])
def test_a_spot_of_an_unusual_size_is_drawn(width: int, height: int) -> None:
    for state in SpaceState:
        floor = one_spot(width, height)
        spot = replace(floor.spots[0], state=state, type=SpaceType.EV)
        for offered in ([], [1]):
            png = draw_choice(replace(floor, spots=(spot,)), offered, language="ms")
            assert opened(png).width > 1000


def test_a_floor_without_anything_and_one_as_flat_as_a_line_are_drawn() -> None:
    flat = Drawing(outline=((0, 0), (500, 0), (1000, 0)))
    for drawing in (small_floor().drawing, flat):
        empty = FloorView("Plaza " * 13, "A floor with quite a long name, " * 2, 1000, 1000, drawing, ())
        assert opened(draw_choice(empty, [], language="en")).width > 1000


def test_a_spot_of_another_floor_is_refused() -> None:
    with pytest.raises(KeyError):
        draw_choice(small_floor(), [99], language="en")


async def test_drawn_in_a_thread_it_is_the_same_picture() -> None:
    floor = small_floor()

    assert await in_thread(draw_choice, floor, [1, 2], language="ms") == draw_choice(
        floor, [1, 2], language="ms"
    )

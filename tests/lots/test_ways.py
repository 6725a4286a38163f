"""Walking ways: those that the app shows, and the order of spots by them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.demo import floors
from app.lots.drawing import Drawing, Landmark, LandmarkKind, Lane
from app.lots.geometry import distance
from app.lots.models import SpaceType
from app.lots.rules import FloorPlan, SpacePlan
from app.lots.ways import Ways, nearest_first

_CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("ways.json").read_text())["floors"]
_OUTLINE = ((0, 0), (9000, 0), (9000, 9000), (0, 9000))


def spot(label: str, x: int, y: int) -> SpacePlan:
    return SpacePlan(label, SpaceType.STANDARD, x, y, 250, 500)


def landmark(kind: LandmarkKind, x: int, y: int) -> Landmark:
    return Landmark(id=f"{kind}-{x}", kind=kind, label="Somewhere", x=x, y=y)


@pytest.mark.parametrize("case", _CASES, ids=[case["name"] for case in _CASES])
def test_ways_are_those_that_the_app_finds(case: dict[str, Any]) -> None:
    """`pwa/src/map/ways.test.ts` holds the app to the same file."""
    ways = Ways(Drawing.model_validate(case["drawing"]))
    found = []
    for space in case["spaces"]:
        place = SpacePlan(type=SpaceType.STANDARD, **{key: space[key] for key in space if key != "id"})
        found += [(place.label, way) for way in ways.all(place, set(LandmarkKind))]

    assert [(label, way.landmark.id) for label, way in found] == [
        (way["spot"], way["landmark"]) for way in case["ways"]
    ]
    for (_, way), expected in zip(found, case["ways"], strict=True):
        assert way.metres == pytest.approx(expected["metres"], abs=0.01)
        assert len(way.points) == len(expected["points"])
        for point, wanted in zip(way.points, expected["points"], strict=True):
            assert point == pytest.approx(wanted, abs=0.01)


@pytest.mark.parametrize("plan", [floors.menara_suria_podium(), floors.plaza_damai_basement_2()])
def test_the_length_is_that_of_the_drawn_line_from_the_spot_to_the_lift(plan: FloorPlan) -> None:
    ways = Ways(plan.drawing)

    for space in plan.spaces:
        way = ways.nearest(space)
        assert way is not None
        drawn = sum(distance(a, b) for a, b in zip(way.points, way.points[1:], strict=False))
        assert way.metres == pytest.approx(drawn / 100)
        assert way.points[-1] == (way.landmark.x, way.landmark.y)


def test_people_walk_home_to_a_lift_and_without_one_to_an_entrance() -> None:
    entrance = landmark(LandmarkKind.ENTRANCE, 500, 500)
    lift = landmark(LandmarkKind.LIFT, 8000, 8000)
    pay = landmark(LandmarkKind.PAY_STATION, 800, 800)
    place = spot("A1", 700, 700)

    def goal(*landmarks: Landmark) -> Landmark | None:
        way = Ways(Drawing(outline=_OUTLINE, landmarks=landmarks)).home(place)
        return way.landmark if way else None

    assert goal(entrance, pay, lift) == lift
    assert goal(entrance, pay) == entrance
    assert goal(pay) is None


def test_spots_are_ordered_by_the_way_that_is_walked_and_not_as_the_crow_flies() -> None:
    """Both lanes lead to the lift's own; the spot behind the lift is near by air only."""
    lanes = (
        Lane(points=((500, 1000), (5000, 1000)), width=600, one_way=True),
        Lane(points=((500, 1000), (500, 4000), (5000, 4000)), width=600, one_way=True),
    )
    drawing = Drawing(outline=_OUTLINE, lanes=lanes, landmarks=(landmark(LandmarkKind.LIFT, 5000, 700),))
    behind, along = spot("A1", 4800, 3500), spot("A2", 1500, 400)

    assert [it.label for it in nearest_first([behind, along], Ways(drawing))] == ["A2", "A1"]


def test_equally_near_spots_are_ordered_as_people_count() -> None:
    drawing = Drawing(outline=_OUTLINE)
    spots = [spot(label, 0, 0) for label in ("B1", "A10", "a3", "A2", "12", "2")]

    ordered = nearest_first(spots, Ways(drawing))

    assert [it.label for it in ordered] == ["2", "12", "A2", "a3", "A10", "B1"]

"""What a sound map is."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.lots.drawing import Drawing, Landmark, LandmarkKind, Lane, Wall
from app.lots.faults import list_map_faults
from app.lots.geometry import corners, distance_metres, gap_to_line, overlap
from app.lots.models import SpaceType
from app.lots.rules import FloorPlan, SpacePlan
from tests.lots.floors import PLAN, SPACES, plan_with


def faults_of(plan: FloorPlan) -> list[str]:
    return [str(fault) for fault in list_map_faults(plan)]


def spot(label: str, x: int, y: int, rotation: int = 0) -> SpacePlan:
    return SpacePlan(label, SpaceType.STANDARD, x, y, 250, 500, rotation)


def test_a_sound_map_has_no_faults() -> None:
    assert faults_of(PLAN) == []


def test_spots_may_touch() -> None:
    assert faults_of(plan_with(spot("A1", 300, 200), spot("A2", 550, 200))) == []


def test_spots_that_overlap_by_a_centimetre_are_named() -> None:
    assert faults_of(plan_with(spot("A1", 300, 200), spot("A2", 549, 200))) == ["A1 lies over A2"]


def test_turned_spots_are_looked_at_as_they_lie() -> None:
    """Upright their boxes would meet; turned by 45 degrees they pass each other."""
    slanted = (spot("A1", 500, 200, 45), spot("A2", 900, 200, 45))
    crossing = (spot("A1", 500, 200, 45), spot("A2", 700, 200, -45))

    assert faults_of(plan_with(*slanted)) == []
    assert faults_of(plan_with(*crossing)) == ["A1 lies over A2"]


def test_a_spot_over_a_lane_is_named() -> None:
    """The lane reaches from 750 to 1350."""
    assert faults_of(plan_with(spot("A1", 500, 250))) == []
    assert faults_of(plan_with(spot("A1", 500, 260))) == ["A1 lies over a lane"]


def test_a_spot_over_a_wall_is_named() -> None:
    drawing = PLAN.drawing.model_copy(
        update={"walls": (Wall(points=((700, 100), (700, 600)), thickness=30),)}
    )

    assert faults_of(plan_with(spot("A1", 435, 200), drawing=drawing)) == []
    assert faults_of(plan_with(spot("A1", 440, 200), drawing=drawing)) == ["A1 lies over a wall"]


def test_a_spot_over_a_landmark_is_named() -> None:
    lift = Landmark(id="lift-1", kind=LandmarkKind.LIFT, label="Lift 1", x=600, y=400)
    drawing = PLAN.drawing.model_copy(update={"landmarks": (lift,)})

    assert faults_of(plan_with(spot("A1", 500, 200), drawing=drawing)) == ["A1 lies over Lift 1"]


def test_a_spot_that_leaves_the_floor_is_named() -> None:
    assert faults_of(plan_with(spot("A1", 90, 200))) == ["A1 is outside the outline"]


def test_a_corner_that_is_cut_out_of_the_floor_is_outside() -> None:
    bay = Drawing(outline=((100, 100), (2000, 100), (2000, 900), (2900, 900), (2900, 1900), (100, 1900)))

    assert faults_of(plan_with(spot("A1", 1700, 200), drawing=bay)) == []
    assert faults_of(plan_with(spot("A1", 2100, 200), drawing=bay)) == ["A1 is outside the outline"]


def test_an_outline_that_leaves_the_map_is_a_fault() -> None:
    wide = Drawing(outline=((100, 100), (3100, 100), (3100, 1900), (100, 1900)))

    assert "the outline leaves the map at 3100, 100" in faults_of(plan_with(*SPACES, drawing=wide))


def test_a_label_stands_for_one_spot() -> None:
    assert faults_of(plan_with(spot("A1", 300, 200), spot("A1", 900, 200))) == ["A1 is there twice"]


def test_a_drawing_is_read_back_as_it_was_written() -> None:
    written = PLAN.drawing.model_dump(mode="json", by_alias=True)

    assert written["lanes"] == [{"points": [[400, 1050], [2600, 1050]], "width": 600, "oneWay": True}]
    assert Drawing.model_validate(written) == PLAN.drawing


def test_a_lane_too_narrow_for_a_car_is_refused() -> None:
    with pytest.raises(ValidationError):
        Lane(points=((0, 0), (100, 0)), width=150, one_way=True)


def test_distances_are_in_metres_between_middles() -> None:
    assert distance_metres(spot("A1", 0, 0), spot("A2", 300, 400)) == pytest.approx(5.0)


def test_a_quarter_turn_lays_a_spot_on_its_side() -> None:
    box = [(round(x), round(y)) for x, y in corners(spot("A1", 0, 0, 90))]

    assert box == [(375, 125), (375, 375), (-125, 375), (-125, 125)]


def test_a_shape_inside_another_overlaps_it() -> None:
    inner = [(40.0, 40.0), (60.0, 40.0), (60.0, 60.0), (40.0, 60.0)]
    outer = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]

    assert overlap(inner, outer)
    assert overlap(outer, inner)


@pytest.mark.parametrize(
    ("line", "gap"),
    [
        ([(150.0, -50.0), (150.0, 200.0)], 50.0),
        ([(50.0, -50.0), (50.0, 200.0)], 0.0),
        ([(20.0, 20.0), (80.0, 80.0)], 0.0),
        ([(130.0, 140.0), (300.0, 300.0)], 50.0),
    ],
)
def test_the_way_from_a_shape_to_a_line(line: list[tuple[float, float]], gap: float) -> None:
    square = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]

    assert gap_to_line(square, line) == pytest.approx(gap)

"""The demo's floors are floors that one could build."""

from __future__ import annotations

import pytest

from app.demo.lots import DEMO_LOTS, DemoFloor
from app.lots.drawing import Landmark, LandmarkKind
from app.lots.faults import list_map_faults
from app.lots.geometry import corners, gap_to_line
from app.lots.models import SpaceType
from tests.demo.driving import Roads, is_beside

FLOORS = [
    pytest.param(floor, id=f"{lot.details.slug}-{floor.code}") for lot in DEMO_LOTS for floor in lot.floors
]
BESIDE = 40  # centimetres between a spot and its lane
every_floor = pytest.mark.parametrize("floor", FLOORS)


def marks(floor: DemoFloor, kind: LandmarkKind) -> list[Landmark]:
    return [mark for mark in floor.plan().drawing.landmarks if mark.kind is kind]


@every_floor
def test_no_spot_lies_over_another_or_a_lane_or_a_wall(floor: DemoFloor) -> None:
    assert list_map_faults(floor.plan()) == []


@every_floor
def test_every_spot_is_beside_a_lane(floor: DemoFloor) -> None:
    plan = floor.plan()
    remote = [
        space.label
        for space in plan.spaces
        if min(gap_to_line(corners(space), lane.points) - lane.width / 2 for lane in plan.drawing.lanes)
        > BESIDE
    ]

    assert remote == []


@every_floor
def test_one_drives_from_the_entrance_to_every_lane_and_from_there_to_the_exit(floor: DemoFloor) -> None:
    roads = Roads(floor.plan().drawing)
    [entrance], [exit_] = marks(floor, LandmarkKind.ENTRANCE), marks(floor, LandmarkKind.EXIT)

    arriving, leaving = (
        roads.from_mark((entrance.x, entrance.y)),
        roads.to_mark((exit_.x, exit_.y)),
    )

    assert roads.everywhere() - arriving == set()
    assert roads.everywhere() - leaving == set()


@every_floor
def test_ways_on_foot_do_not_end_in_a_lane(floor: DemoFloor) -> None:
    drawing = floor.plan().drawing
    on_foot = {LandmarkKind.LIFT, LandmarkKind.STAIRS, LandmarkKind.PAY_STATION}
    in_a_lane = [
        mark.label
        for mark in drawing.landmarks
        if mark.kind in on_foot and any(is_beside((mark.x, mark.y), lane, 0) for lane in drawing.lanes)
    ]

    assert in_a_lane == []


@every_floor
def test_landmarks_have_ids_of_their_own(floor: DemoFloor) -> None:
    ids = [mark.id for mark in floor.plan().drawing.landmarks]

    assert len(set(ids)) == len(ids)


def test_there_is_a_big_floor_and_every_kind_of_spot() -> None:
    sizes = [len(floor.plan().spaces) for lot in DEMO_LOTS for floor in lot.floors]
    kinds = {space.type for lot in DEMO_LOTS for floor in lot.floors for space in floor.plan().spaces}

    assert max(sizes) >= 300
    assert sum(sizes) >= 450
    assert kinds == set(SpaceType)

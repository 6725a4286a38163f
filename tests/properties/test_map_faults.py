"""Comparing neighbours only finds what comparing everything with everything finds."""

from __future__ import annotations

import time
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from app.lots.drawing import Drawing, Landmark, LandmarkKind, Lane, Wall
from app.lots.faults import MOST_FAULTS, list_map_faults
from app.lots.generator import MOST_COLUMNS, MOST_ROWS, sketch_floor
from app.lots.geometry import TOUCHING, contains, corners, gap_to_line, overlap
from app.lots.models import SpaceType
from app.lots.rules import FloorPlan, SpacePlan
from app.lots.ways import Ways

_coordinates = st.integers(0, 2500)
_points = st.lists(st.tuples(_coordinates, _coordinates), min_size=2, max_size=4).map(tuple)


@st.composite
def floors(draw: st.DrawFn) -> FloorPlan:
    spaces = tuple(
        SpacePlan(
            f"A{number}",
            SpaceType.STANDARD,
            draw(_coordinates),
            draw(_coordinates),
            draw(st.integers(50, 800)),
            draw(st.integers(50, 800)),
            draw(st.integers(-359, 359)),
        )
        for number in range(draw(st.integers(0, 9)))
    )
    drawing = Drawing(
        outline=((0, 0), (2400, 0), (2400, 1200), (1200, 1200), (1200, 2400), (0, 2400)),
        walls=tuple(Wall(points=points, thickness=20) for points in draw(st.lists(_points, max_size=2))),
        lanes=tuple(
            Lane(points=points, width=300, one_way=True) for points in draw(st.lists(_points, max_size=2))
        ),
        landmarks=tuple(
            Landmark(id=f"l-{n}", kind=LandmarkKind.LIFT, label=f"L{n}", x=x, y=y)
            for n, (x, y) in enumerate(draw(st.lists(st.tuples(_coordinates, _coordinates), max_size=2)))
        ),
    )
    return FloorPlan(2500, 2500, drawing, spaces)


def _simply(plan: FloorPlan) -> list[str]:
    """Every spot with every other, every line and every landmark."""
    shapes = {space.label: corners(space) for space in plan.spaces}
    drawing = plan.drawing
    faults = [
        f"{label} is outside the outline"
        for label, shape in shapes.items()
        if not all(contains(drawing.outline, corner) for corner in shape)
    ]
    faults += [
        f"{mark.label} is outside the outline"
        for mark in drawing.landmarks
        if not contains(drawing.outline, (mark.x, mark.y))
    ]
    faults += [
        f"{one} lies over {other}"
        for (one, shape), (other, another) in combinations(shapes.items(), 2)
        if overlap(shape, another)
    ]
    lines = [("a lane", lane.points, lane.width / 2) for lane in drawing.lanes]
    lines += [("a wall", wall.points, wall.thickness / 2) for wall in drawing.walls]
    for label, shape in shapes.items():
        faults += [
            f"{label} lies over {name}"
            for name, points, reach in lines
            if gap_to_line(shape, points) < reach - TOUCHING
        ]
        faults += [
            f"{label} lies over {mark.label}"
            for mark in drawing.landmarks
            if contains(shape, (mark.x, mark.y))
        ]
    return faults


@given(floors())
def test_neighbours_tell_all_there_is(plan: FloorPlan) -> None:
    assert [str(fault) for fault in list_map_faults(plan)] == _simply(plan)


@given(
    st.integers(1, MOST_ROWS),
    st.integers(1, MOST_COLUMNS),
    st.dictionaries(st.sampled_from(SpaceType), st.integers(0, 30)),
)
def test_a_simple_floor_is_always_sound_and_leads_to_its_lift(
    rows: int, columns: int, types: dict[SpaceType, int]
) -> None:
    plan = sketch_floor(rows, columns, types)

    assert list_map_faults(plan) == []
    assert len(plan.spaces) == rows * columns
    special = {kind: n for kind, n in types.items() if kind is not SpaceType.STANDARD}
    if sum(special.values()) <= rows * columns:
        counted = {kind: sum(space.type is kind for space in plan.spaces) for kind in special}
        assert counted == special
    assert Ways(plan.drawing).home(plan.spaces[-1]) is not None


def test_thousands_of_spots_are_looked_at_in_a_moment() -> None:
    plan = sketch_floor(MOST_ROWS, MOST_COLUMNS, {})
    many = FloorPlan(plan.width, plan.height, plan.drawing, (*plan.spaces, *plan.spaces))
    heap = FloorPlan(3000, 3000, plan.drawing, tuple(_stacked(3000)))

    began = time.perf_counter()
    assert len(list_map_faults(many)) == MOST_FAULTS
    assert len(list_map_faults(heap)) == MOST_FAULTS
    assert list_map_faults(plan) == []
    assert time.perf_counter() - began < 10  # every pair took minutes


def _stacked(count: int) -> list[SpacePlan]:
    return [SpacePlan(f"A{n}", SpaceType.STANDARD, 500, 500, 250, 500) for n in range(count)]

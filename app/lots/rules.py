"""The rules of lots, as pure functions. Opening hours, geometry and drawings have modules of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.lots.drawing import Drawing
from app.lots.geometry import TOUCHING, Polygon, contains, corners, distance_metres, gap_to_line, overlap
from app.lots.models import SpaceType
from app.lots.opening_hours import OpeningHours

__all__ = ["Drawing", "FloorPlan", "OpeningHours", "SpacePlan", "distance_metres", "list_map_faults"]


@dataclass(frozen=True, slots=True)
class SpacePlan:
    """A spot as it is to be drawn. `label` is unique on the floor. Sizes as in `models.Space`."""

    label: str
    type: SpaceType
    x: int
    y: int
    width: int
    height: int
    rotation: int = 0


@dataclass(frozen=True, slots=True)
class FloorPlan:
    """All of a floor's map: its size in centimetres, its drawing, its spots."""

    width: int
    height: int
    drawing: Drawing
    spaces: tuple[SpacePlan, ...]


def list_map_faults(plan: FloorPlan) -> list[str]:
    """What is wrong with a map, each fault naming its spot; empty for a sound one."""
    shapes = {space.label: corners(space) for space in plan.spaces}
    return [
        *_repeated_labels(plan.spaces),
        *_outside_the_paper(plan),
        *_outside_the_outline(plan.drawing, shapes),
        *_over_one_another(shapes),
        *_over_lanes_and_walls(plan.drawing, shapes),
    ]


def _repeated_labels(spaces: Sequence[SpacePlan]) -> Iterator[str]:
    seen: set[str] = set()
    for space in spaces:
        if space.label in seen:
            yield f"{space.label} is there twice"
        seen.add(space.label)


def _outside_the_paper(plan: FloorPlan) -> Iterator[str]:
    for x, y in plan.drawing.outline:
        if x > plan.width or y > plan.height:
            yield f"the outline leaves the map at {x}, {y}"


def _outside_the_outline(drawing: Drawing, shapes: dict[str, list[tuple[float, float]]]) -> Iterator[str]:
    for label, shape in shapes.items():
        if not all(contains(drawing.outline, corner) for corner in shape):
            yield f"{label} is outside the outline"
    for landmark in drawing.landmarks:
        if not contains(drawing.outline, (landmark.x, landmark.y)):
            yield f"{landmark.label} is outside the outline"


def _over_one_another(shapes: dict[str, list[tuple[float, float]]]) -> Iterator[str]:
    for (label, shape), (other_label, other) in combinations(shapes.items(), 2):
        if _may_meet(shape, other) and overlap(shape, other):
            yield f"{label} lies over {other_label}"


def _over_lanes_and_walls(drawing: Drawing, shapes: dict[str, list[tuple[float, float]]]) -> Iterator[str]:
    lines = [("a lane", lane.points, lane.width / 2) for lane in drawing.lanes]
    lines += [("a wall", wall.points, wall.thickness / 2) for wall in drawing.walls]
    for label, shape in shapes.items():
        for name, points, reach in lines:
            if _may_meet(shape, points, reach) and gap_to_line(shape, points) < reach - TOUCHING:
                yield f"{label} lies over {name}"
        for landmark in drawing.landmarks:
            if contains(shape, (landmark.x, landmark.y)):
                yield f"{label} lies over {landmark.label}"


def _may_meet(one: Polygon, other: Polygon, reach: float = 0) -> bool:
    """Whether the upright boxes around two shapes come within `reach`; cheap, and most pairs end here."""
    return all(
        min(point[axis] for point in one) < max(point[axis] for point in other) + reach
        and min(point[axis] for point in other) - reach < max(point[axis] for point in one)
        for axis in (0, 1)
    )

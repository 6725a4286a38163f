"""What is wrong with the map of a floor. Pure; of thousands of spots only neighbours are compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Self

from app.core.i18n import DEFAULT_LANGUAGE, Phrase, translate
from app.lots.drawing import Drawing
from app.lots.geometry import TOUCHING, Polygon, centre, contains, corners, gap_to_line, overlap
from app.lots.rules import FloorPlan, SpacePlan

MOST_FAULTS = 200
"""So many are listed: where all spots lie in one heap there are as many faults as pairs."""

_CELL_CM = 600


class FaultKind(StrEnum):
    REPEATED_LABEL = "repeated_label"
    UNKNOWN_SPOT = "unknown_spot"
    OUTLINE_OFF_MAP = "outline_off_map"
    OUTSIDE = "outside"
    OVER_SPOT = "over_spot"
    OVER_LANE = "over_lane"
    OVER_WALL = "over_wall"
    OVER_LANDMARK = "over_landmark"


@dataclass(frozen=True, slots=True)
class MapFault:
    """Something wrong at `x`, `y`. `label`: of the spot or landmark, None for the outline; `other`: what it
    lies over, or which spot it says it is."""

    kind: FaultKind
    x: int
    y: int
    label: str | None = None
    other: str | None = None

    @property
    def phrase(self) -> Phrase:
        facts = {"label": self.label, "other": self.other, "x": self.x, "y": self.y}
        return Phrase(f"map_faults.{self.kind}", facts)

    def __str__(self) -> str:
        return translate(self.phrase.key, DEFAULT_LANGUAGE, **self.phrase.params)


@dataclass(frozen=True, slots=True)
class _Box:
    """The upright box around a shape."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, points: Polygon, reach: float = 0) -> Self:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return cls(min(xs) - reach, min(ys) - reach, max(xs) + reach, max(ys) + reach)

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def cells(self) -> Iterator[tuple[int, int]]:
        """The squares of the grid that it reaches into."""
        for column in range(int(self.left // _CELL_CM), int(self.right // _CELL_CM) + 1):
            for row in range(int(self.top // _CELL_CM), int(self.bottom // _CELL_CM) + 1):
                yield column, row


@dataclass(frozen=True, slots=True)
class _Shape:
    label: str
    middle: tuple[int, int]
    corners: Polygon
    box: _Box

    @classmethod
    def of(cls, space: SpacePlan) -> Self:
        found = corners(space)
        x, y = centre(space)
        return cls(space.label, (round(x), round(y)), found, _Box.around(found))

    def fault(self, kind: FaultKind, other: str | None = None) -> MapFault:
        return MapFault(kind, *self.middle, self.label, other)


def list_map_faults(plan: FloorPlan) -> list[MapFault]:
    """What is wrong with a map, each fault with its spot, `MOST_FAULTS` at most; empty for a sound one."""
    return list(islice(_faults(plan), MOST_FAULTS))


def _faults(plan: FloorPlan) -> Iterator[MapFault]:
    shapes = list({space.label: _Shape.of(space) for space in plan.spaces}.values())
    yield from _repeated_labels(plan.spaces)
    yield from _outside_the_paper(plan)
    yield from _outside_the_outline(plan.drawing, shapes)
    yield from _over_one_another(shapes)
    yield from _over_lanes_and_walls(plan.drawing, shapes)


def _repeated_labels(spaces: Sequence[SpacePlan]) -> Iterator[MapFault]:
    seen: set[str] = set()
    for space in spaces:
        if space.label in seen:
            yield _Shape.of(space).fault(FaultKind.REPEATED_LABEL)
        seen.add(space.label)


def _outside_the_paper(plan: FloorPlan) -> Iterator[MapFault]:
    for x, y in plan.drawing.outline:
        if x > plan.width or y > plan.height:
            yield MapFault(FaultKind.OUTLINE_OFF_MAP, x, y)


def _outside_the_outline(drawing: Drawing, shapes: Sequence[_Shape]) -> Iterator[MapFault]:
    for shape in shapes:
        if not all(contains(drawing.outline, corner) for corner in shape.corners):
            yield shape.fault(FaultKind.OUTSIDE)
    for landmark in drawing.landmarks:
        if not contains(drawing.outline, (landmark.x, landmark.y)):
            yield MapFault(FaultKind.OUTSIDE, landmark.x, landmark.y, landmark.label)


def _over_one_another(shapes: Sequence[_Shape]) -> Iterator[MapFault]:
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, shape in enumerate(shapes):
        for cell in shape.box.cells():
            cells[cell].append(number)
    for number, shape in enumerate(shapes):
        neighbours = {other for cell in shape.box.cells() for other in cells[cell] if other > number}
        for other in sorted(neighbours):
            if shape.box.meets(shapes[other].box) and overlap(shape.corners, shapes[other].corners):
                yield shape.fault(FaultKind.OVER_SPOT, shapes[other].label)


def _over_lanes_and_walls(drawing: Drawing, shapes: Sequence[_Shape]) -> Iterator[MapFault]:
    lines = [(FaultKind.OVER_LANE, lane.points, lane.width / 2) for lane in drawing.lanes]
    lines += [(FaultKind.OVER_WALL, wall.points, wall.thickness / 2) for wall in drawing.walls]
    boxed = [(_Box.around(points, reach), kind, points, reach) for kind, points, reach in lines]
    for shape in shapes:
        for box, kind, points, reach in boxed:
            if shape.box.meets(box) and gap_to_line(shape.corners, points) < reach - TOUCHING:
                yield shape.fault(kind)
        for landmark in drawing.landmarks:
            place = (landmark.x, landmark.y)
            if shape.box.meets(_Box.around([place], 2 * TOUCHING)) and contains(shape.corners, place):
                yield shape.fault(FaultKind.OVER_LANDMARK, landmark.label)

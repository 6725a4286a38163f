"""Plane geometry of floors, in centimetres. Turns are clockwise, as y points down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, hypot, inf, radians, sin
from typing import Protocol

Vector = tuple[float, float]
Polygon = Sequence[Vector]

TOUCHING = 0.5
"""Shapes that meet to within half a centimetre touch, and do not overlap."""


class Placed(Protocol):
    """A rectangle: `x`, `y` is its top-left corner before `rotation` (degrees) turns it about its middle."""

    @property
    def x(self) -> int: ...
    @property
    def y(self) -> int: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def rotation(self) -> int: ...


def centre(place: Placed) -> Vector:
    return place.x + place.width / 2, place.y + place.height / 2


def distance_metres(one: Placed, other: Placed) -> float:
    """From middle to middle, as the crow flies."""
    return distance(centre(one), centre(other)) / 100


def corners(place: Placed) -> list[Vector]:
    """The four corners after the turn, clockwise from the one that was top-left."""
    middle_x, middle_y = centre(place)
    turn = radians(place.rotation)
    along, across = (cos(turn), sin(turn)), (-sin(turn), cos(turn))
    halves = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    return [
        (
            middle_x + h * place.width / 2 * along[0] + v * place.height / 2 * across[0],
            middle_y + h * place.width / 2 * along[1] + v * place.height / 2 * across[1],
        )
        for h, v in halves
    ]


def distance(a: Vector, b: Vector) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def edges(polygon: Polygon) -> Iterator[tuple[Vector, Vector]]:
    """The sides of a polygon that closes itself."""
    return zip(polygon, [*polygon[1:], polygon[0]], strict=True)


def segments(line: Polygon) -> Iterator[tuple[Vector, Vector]]:
    """The pieces of a line that stays open."""
    return pairwise(line)


def contains(polygon: Polygon, point: Vector) -> bool:
    """Whether `point` is inside `polygon`, or on its border."""
    if any(distance_to_segment(point, *edge) <= TOUCHING for edge in edges(polygon)):
        return True
    x, y = point
    is_inside = False
    for (ax, ay), (bx, by) in edges(polygon):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            is_inside = not is_inside
    return is_inside


def overlap(one: Polygon, other: Polygon) -> bool:
    """Whether two convex polygons share more than a border: no side of either sets them apart."""
    for (ax, ay), (bx, by) in (*edges(one), *edges(other)):
        length = hypot(bx - ax, by - ay)
        normal = ((by - ay) / length, (ax - bx) / length)
        low, high = _shadow(one, normal)
        other_low, other_high = _shadow(other, normal)
        if high - other_low <= TOUCHING or other_high - low <= TOUCHING:
            return False
    return True


def gap_to_line(polygon: Polygon, line: Polygon) -> float:
    """The shortest way from a polygon to an open line; 0 when the line crosses or enters it."""
    shortest = inf
    for start, end in segments(line):
        if contains(polygon, start) or contains(polygon, end):
            return 0.0
        for a, b in edges(polygon):
            if _cross(a, b, start, end):
                return 0.0
            shortest = min(
                shortest,
                distance_to_segment(a, start, end),
                distance_to_segment(start, a, b),
                distance_to_segment(end, a, b),
            )
    return shortest


def distance_to_segment(point: Vector, start: Vector, end: Vector) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    square = dx * dx + dy * dy
    if square == 0:
        return distance(point, start)
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / square
    along = min(1.0, max(0.0, along))
    return distance(point, (start[0] + along * dx, start[1] + along * dy))


def _shadow(polygon: Polygon, normal: Vector) -> tuple[float, float]:
    """Where a polygon begins and ends along `normal`."""
    along = [x * normal[0] + y * normal[1] for x, y in polygon]
    return min(along), max(along)


def _cross(a: Vector, b: Vector, c: Vector, d: Vector) -> bool:
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Vector, b: Vector, point: Vector) -> float:
    return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])

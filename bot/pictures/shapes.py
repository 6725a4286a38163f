"""Plane shapes as points, for drawing. No units of their own; turns in radians, clockwise."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, hypot, sin

from app.lots.geometry import Polygon, Vector, distance, segments

_CORNER_STEPS = 6


def turned(middle: Vector, angle: float, aside: Vector) -> Vector:
    """The place that is `aside` from `middle` when both are turned by `angle`."""
    x, y = aside
    return middle[0] + x * cos(angle) - y * sin(angle), middle[1] + x * sin(angle) + y * cos(angle)


def rectangle(middle: Vector, width: float, height: float, angle: float = 0) -> list[Vector]:
    w, h = width / 2, height / 2
    return [turned(middle, angle, corner) for corner in ((-w, -h), (w, -h), (w, h), (-w, h))]


def rounded(polygon: Polygon, radius: float) -> list[Vector]:
    """The polygon with its corners rounded, as far as its sides are long enough."""
    points: list[Vector] = []
    for number, corner in enumerate(polygon):
        before, after = polygon[number - 1], polygon[(number + 1) % len(polygon)]
        reach = min(radius, distance(before, corner) / 2, distance(after, corner) / 2)
        start, end = _towards(corner, before, reach), _towards(corner, after, reach)
        for step in range(_CORNER_STEPS + 1):
            t = step / _CORNER_STEPS
            points.append(
                (
                    start[0] * (1 - t) ** 2 + corner[0] * 2 * t * (1 - t) + end[0] * t * t,
                    start[1] * (1 - t) ** 2 + corner[1] * 2 * t * (1 - t) + end[1] * t * t,
                )
            )
    return points


def rounded_rectangle(
    middle: Vector, width: float, height: float, radius: float, angle: float = 0
) -> list[Vector]:
    return rounded(rectangle(middle, width, height, angle), radius)


def stripes(width: float, height: float, gap: float) -> Iterator[tuple[Vector, Vector]]:
    """Slanting lines across a rectangle about (0, 0), `gap` apart."""
    w, h = width / 2, height / 2
    total = -w - h + gap / 2
    while total < w + h:
        # Where x + y is `total`, from the left or lower side to the right or upper one.
        x0, x1 = max(-w, total - h), min(w, total + h)
        yield (x0, total - x0), (x1, total - x1)
        total += gap


def places_along(line: Polygon, gap: float) -> Iterator[Vector]:
    """Places on an open line, `gap` from one another, from its first point on."""
    ahead = 0.0
    for start, end in segments(line):
        length = distance(start, end)
        while ahead < length:
            yield _towards(start, end, ahead)
            ahead += gap
        ahead -= length


def halfway(line: Polygon) -> Vector:
    """The middle of an open line, by its length."""
    left = sum(distance(start, end) for start, end in segments(line)) / 2
    for start, end in segments(line):
        length = distance(start, end)
        if left <= length:
            return _towards(start, end, left)
        left -= length
    return line[-1]


def direction(start: Vector, end: Vector) -> Vector:
    """One step long; nowhere when both are one place."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    return ((end[0] - start[0]) / length, (end[1] - start[1]) / length) if length else (0.0, 0.0)


def _towards(start: Vector, end: Vector, length: float) -> Vector:
    x, y = direction(start, end)
    return start[0] + x * length, start[1] + y * length

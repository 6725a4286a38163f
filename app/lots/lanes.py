"""The lanes of a floor as a net of nodes and edges that people walk along, never through a wall. Centimetres.

The same net as `pwa/src/map/ways.ts` lays: `tests/lots/ways.json` holds both to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from app.lots.drawing import Drawing
from app.lots.geometry import Vector, distance, segments

_SAME_PLACE_CM = 20
_STEP_CM = 50  # how finely an opening in a wall is looked for along a lane


class Cut(NamedTuple):
    """A place on a segment where ways meet: `at` is its part of the length, from 0 to 1."""

    at: float
    node: int


@dataclass(slots=True, eq=False)
class Segment:
    """A straight piece of a lane, which reaches `reach` to either side of its middle line."""

    a: Vector
    b: Vector
    reach: float
    cuts: list[Cut] = field(default_factory=list)

    @property
    def length(self) -> float:
        return distance(self.a, self.b)

    def along(self, at: float) -> Vector:
        return self.a[0] + (self.b[0] - self.a[0]) * at, self.a[1] + (self.b[1] - self.a[1]) * at


class Landing(NamedTuple):
    """Where somebody steps onto a segment: the place on it, and how far it is from where they came."""

    segment: Segment
    at: float
    point: Vector
    distance: float

    def sides(self) -> list[tuple[int, float]]:
        """The nodes before and after it on the segment, each with the way to it."""
        before = next((cut for cut in reversed(self.segment.cuts) if cut.at <= self.at), None)
        after = next((cut for cut in self.segment.cuts if cut.at >= self.at), None)
        whole = self.segment.length
        return [(cut.node, abs(cut.at - self.at) * whole) for cut in (before, after) if cut]


class LaneNet:
    """All lanes of a drawing, joined where they cross or touch. `edges`: per node, (node, length) each."""

    def __init__(self, drawing: Drawing) -> None:
        self.nodes: list[Vector] = []
        self.edges: list[list[tuple[int, float]]] = []
        self._walls = [piece for wall in drawing.walls for piece in segments(wall.points)]
        self._segments = [
            Segment(a, b, lane.width / 2)
            for lane in drawing.lanes
            for a, b in segments(lane.points)
            if a != b
        ]
        for segment in self._segments:
            self._cut(segment, 0)
            self._cut(segment, 1)
        for number, one in enumerate(self._segments, 1):
            for other in self._segments[number:]:
                self._join(one, other)
        for segment in self._segments:
            segment.cuts.sort(key=lambda cut: cut.at)
            for before, after in pairwise(segment.cuts):
                self._connect(before.node, after.node)

    def is_walled(self, start: Vector, end: Vector) -> bool:
        """Whether a wall stands across the straight way."""
        return any(crossing(a, b, start, end) is not None for a, b in self._walls)

    def land(self, start: Vector) -> Landing | None:
        """The nearest place on a lane that can be walked to; where walls stand all around, the nearest one.

        None where there are no lanes.
        """
        feet = sorted(
            (_project(segment, start) for segment in self._segments), key=lambda foot: foot.distance
        )
        best: Landing | None = None
        for foot in feet:
            if best and foot.distance >= best.distance:
                break
            door = self._around_walls(start, foot)
            if door and (best is None or door.distance < best.distance):
                best = door
        return best or next(iter(feet), None)

    def _around_walls(self, start: Vector, foot: Landing) -> Landing | None:
        """The place on the same segment that is nearest to its foot and has no wall before it."""
        segment = foot.segment
        step, aside = _STEP_CM / segment.length, 0.0
        while aside <= 1:
            for at in (foot.at - aside, foot.at + aside) if aside else (foot.at,):
                point = segment.along(at)
                if 0 <= at <= 1 and not self.is_walled(start, point):
                    return Landing(segment, at, point, distance(point, start))
            aside += step
        return None

    def _join(self, one: Segment, other: Segment) -> None:
        places = crossing(one.a, one.b, other.a, other.b)
        if places is not None:
            self._cut(one, places[0])
            self._cut(other, places[1])
            return
        # Lanes that touch without their middle lines crossing: a T, or a corner drawn with a gap.
        for tipped, met in ((one, other), (other, one)):
            for end, tip in ((0, tipped.a), (1, tipped.b)):
                foot = _project(met, tip)
                if foot.distance <= tipped.reach + met.reach:
                    self._connect(self._cut(tipped, end), self._cut(met, foot.at))

    def _cut(self, segment: Segment, at: float) -> int:
        node = self._node_at(segment.along(at))
        if all(known.node != node for known in segment.cuts):
            segment.cuts.append(Cut(at, node))
        return node

    def _node_at(self, point: Vector) -> int:
        for node, known in enumerate(self.nodes):
            if distance(known, point) < _SAME_PLACE_CM:
                return node
        self.nodes.append(point)
        self.edges.append([])
        return len(self.nodes) - 1

    def _connect(self, a: int, b: int) -> None:
        if a == b:
            return
        length = distance(self.nodes[a], self.nodes[b])
        self.edges[a].append((b, length))
        self.edges[b].append((a, length))


def crossing(a: Vector, b: Vector, c: Vector, d: Vector) -> tuple[float, float] | None:
    """Where the lines from `a` to `b` and from `c` to `d` meet, as parts of each; None when they don't."""
    along, other = (b[0] - a[0], b[1] - a[1]), (d[0] - c[0], d[1] - c[1])
    cross = along[0] * other[1] - along[1] * other[0]
    if abs(cross) < 1e-6:
        return None
    dx, dy = c[0] - a[0], c[1] - a[1]
    at = (dx * other[1] - dy * other[0]) / cross
    at_other = (dx * along[1] - dy * along[0]) / cross
    return (at, at_other) if 0 <= at <= 1 and 0 <= at_other <= 1 else None


def _project(segment: Segment, start: Vector) -> Landing:
    """The place on a segment that is nearest to `start`."""
    (ax, ay), (bx, by) = segment.a, segment.b
    dx, dy = bx - ax, by - ay
    at = ((start[0] - ax) * dx + (start[1] - ay) * dy) / (dx * dx + dy * dy)
    at = min(1.0, max(0.0, at))
    point = segment.along(at)
    return Landing(segment, at, point, distance(point, start))

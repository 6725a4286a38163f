"""Walking ways on a floor: along the lanes, as people walk between parked cars and the lift.

The same ways as `pwa/src/map/ways.ts` finds: `tests/lots/ways.json` holds both to it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import inf
from typing import Protocol, TypeVar

from app.lots.drawing import Drawing, Landmark, LandmarkKind
from app.lots.geometry import Placed, Vector, centre, distance
from app.lots.lanes import Landing, LaneNet

_STRAIGHT_CM = 800
"""Nearer than this, people walk straight, where no wall stands between."""

_LIFTS = frozenset({LandmarkKind.LIFT})


@dataclass(frozen=True, slots=True)
class Way:
    """A way from a spot (the first of `points`, centimetres on the floor) to `landmark` (the last)."""

    metres: float
    points: tuple[Vector, ...]
    landmark: Landmark


class LabelledSpot(Placed, Protocol):
    @property
    def label(self) -> str: ...


Spot = TypeVar("Spot", bound=LabelledSpot)


class Ways:
    """The ways on one floor. What is found out about a landmark is kept, for the next spot."""

    def __init__(self, drawing: Drawing) -> None:
        self._landmarks = drawing.landmarks
        self._net = LaneNet(drawing)
        self._trees: dict[str, _Tree] = {}

    def nearest(self, spot: Placed, kinds: Collection[LandmarkKind] = _LIFTS) -> Way | None:
        """The shortest way from a spot to a landmark of these kinds; None when the floor has none."""
        return next(iter(self.all(spot, kinds)), None)

    def all(self, spot: Placed, kinds: Collection[LandmarkKind]) -> list[Way]:
        """The ways from a spot to every landmark of these kinds, the shortest first."""
        wanted = [landmark for landmark in self._landmarks if landmark.kind in kinds]
        if not wanted:
            return []
        start = centre(spot)
        landing = self._net.land(start)
        found = [self._way(start, landing, landmark) for landmark in wanted]
        return sorted(found, key=lambda way: way.metres)

    def home(self, spot: Placed) -> Way | None:
        """The way that people walk from their car: to the nearest lift, without any to an entrance."""
        return self.nearest(spot) or self.nearest(spot, {LandmarkKind.ENTRANCE})

    def _way(self, start: Vector, landing: Landing | None, landmark: Landmark) -> Way:
        end = (float(landmark.x), float(landmark.y))
        straight = distance(start, end)
        if landing and (straight > _STRAIGHT_CM or self._net.is_walled(start, end)):
            along = self._tree(landmark).way_from(landing)
            if along:
                length, points = along
                return Way((length + landing.distance) / 100, (start, *points, end), landmark)
        return Way(straight / 100, (start, end), landmark)

    def _tree(self, landmark: Landmark) -> _Tree:
        tree = self._trees.get(landmark.id)
        if tree is None:
            tree = self._trees[landmark.id] = _Tree(self._net, (landmark.x, landmark.y))
        return tree


class _Tree:
    """Shortest ways from a place to every node (Dijkstra; floors have some dozens of them)."""

    def __init__(self, net: LaneNet, origin: Vector) -> None:
        self._net = net
        self._first = net.land(origin)
        self._length: dict[int, float] = {}
        self._back: dict[int, int] = {}
        nodes: dict[int, None] = {}  # a set that keeps its order, so that equal ways are chosen alike
        for node, length in self._first.sides() if self._first else ():
            self._length[node] = min(length, self._length.get(node, inf))
            nodes[node] = None
        while nodes:
            node = min(nodes, key=self._length.__getitem__)
            del nodes[node]
            for reached, length in net.edges[node]:
                whole = self._length[node] + length
                if whole < self._length.get(reached, inf):
                    self._length[reached] = whole
                    self._back[reached] = node
                    nodes[reached] = None

    def way_from(self, landing: Landing) -> tuple[float, list[Vector]] | None:
        """The length and the points from a landing to the place; None when no lane joins them."""
        first = self._first
        if first is None:
            return None
        if landing.segment is first.segment:
            return distance(landing.point, first.point) + first.distance, [landing.point, first.point]
        sides = [(self._length.get(node, inf) + length, node) for node, length in landing.sides()]
        length, side = min(sides, key=lambda it: it[0])
        if length == inf:
            return None
        points, node = [landing.point], side
        points.append(self._net.nodes[node])
        while node in self._back:
            node = self._back[node]
            points.append(self._net.nodes[node])
        return length + first.distance, [*points, first.point]


def nearest_first(spots: Iterable[Spot], ways: Ways) -> list[Spot]:
    """`spots` by the way that people walk from each, to the metre; equal ones by label, A2 before A10."""
    return sorted(spots, key=lambda spot: (_metres(ways.home(spot)), _natural(spot.label)))


def _metres(way: Way | None) -> float:
    return round(way.metres) if way else inf


def _natural(label: str) -> list[tuple[str, int]]:
    """A label in parts that sort as people count: letters and number, over and over."""
    return [(letters, int(number or 0)) for letters, number in re.findall(r"(\D*)(\d*)", label.upper())]

"""Where a car gets to on a floor, keeping to the lanes and their directions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from app.lots.drawing import Drawing, Lane
from app.lots.geometry import Vector, distance, distance_to_segment, segments

_STEP = 50.0  # centimetres between the places at which we look
_MEETS = 1.5 * _STEP  # nearer than this, a car gets from one lane's middle to another's


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the centre line of a lane: its number there, in driving direction."""

    lane: int
    number: int
    at: Vector


class Roads:
    """The lanes of a drawing as places that a car drives through, one after another."""

    def __init__(self, drawing: Drawing) -> None:
        self._lanes = drawing.lanes
        self._places = [
            Place(lane, number, at)
            for lane, it in enumerate(self._lanes)
            for number, at in enumerate(_along(it.points))
        ]
        self._onwards = {
            place: [other for other in self._places if self._leads(place, other)] for place in self._places
        }
        self._back: dict[Place, list[Place]] = {place: [] for place in self._places}
        for place, others in self._onwards.items():
            for other in others:
                self._back[other].append(place)

    def everywhere(self) -> set[Place]:
        return set(self._places)

    def from_mark(self, mark: Vector) -> set[Place]:
        """Everywhere one gets to from a landmark that stands on a lane."""
        return _reach(self._at(mark), self._onwards)

    def to_mark(self, mark: Vector) -> set[Place]:
        """Everywhere from which one gets to a landmark that stands on a lane."""
        return _reach(self._at(mark), self._back)

    def _at(self, mark: Vector) -> list[Place]:
        """The places of a lane on whose surface the landmark stands."""
        return [
            place for place in self._places if distance(place.at, mark) <= self._lanes[place.lane].width / 2
        ]

    def _leads(self, here: Place, there: Place) -> bool:
        """Whether a car at `here` comes to `there` next: along the lane, or where lanes meet."""
        if here.lane != there.lane:
            return distance(here.at, there.at) <= _MEETS
        ahead = there.number - here.number
        closes_ring = ahead < 0 and here.at == there.at
        return ahead == 1 or closes_ring or (ahead == -1 and not self._lanes[here.lane].one_way)


def is_beside(point: Vector, lane: Lane, gap: float) -> bool:
    """Whether `point` is no further than `gap` from the surface of `lane`."""
    return any(distance_to_segment(point, *piece) <= lane.width / 2 + gap for piece in segments(lane.points))


def _along(points: Iterable[tuple[int, int]]) -> list[Vector]:
    corners = list(points)
    places: list[Vector] = [corners[0]]
    for start, end in segments(corners):
        pieces = ceil(distance(start, end) / _STEP)
        for piece in range(1, pieces + 1):
            part = piece / pieces
            places.append((start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part))
    return places


def _reach(start: Iterable[Place], ways: Mapping[Place, list[Place]]) -> set[Place]:
    reached = set(start)
    pending = list(reached)
    while pending:
        for place in ways[pending.pop()]:
            if place not in reached:
                reached.add(place)
                pending.append(place)
    return reached

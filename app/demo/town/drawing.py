"""Roads, parks and water of the town, by rule: a warped grid, denser around each car park."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, pairwise
from math import asinh, cos, hypot, pi, radians, sin, tan
from random import Random

from app.demo.town.clipping import Point
from app.demo.town.vector_tiles import Geometry, Shape

_EARTH_METRES = 40_075_016.7  # around the equator
_AVENUE_METRES = 1400
_STREET_METRES = 200
_NEIGHBOURHOOD_METRES = 1500
_BEYOND_METRES = 16_000
_NAMES = (
    *("Angsana", "Cempaka", "Kenanga", "Melur", "Tanjung", "Seroja", "Dahlia", "Kemboja"),
    *("Teratai", "Anggerik", "Raya", "Mawar", "Semarak", "Bayu", "Delima", "Kasturi"),
)
_DISTRICTS = ("Taman", "Bukit", "Kampung", "Desa", "Pinggir", "Seri")


@dataclass(frozen=True, slots=True)
class Place:
    """A car park, in degrees."""

    name: str
    longitude: float
    latitude: float


class _Plane:
    """Metres east and north of the middle of the town, and where that is in the world."""

    def __init__(self, places: Sequence[Place]) -> None:
        longitudes = [place.longitude for place in places]
        latitudes = [place.latitude for place in places]
        self._longitude = (min(longitudes) + max(longitudes)) / 2
        self._latitude = (min(latitudes) + max(latitudes)) / 2
        self._metres = _EARTH_METRES * cos(radians(self._latitude))
        self.places = [self.of(place) for place in places]
        # As high as it is wide: a phone is held upright.
        self.half_width = max(max(abs(east), abs(north)) for east, north in self.places) + _BEYOND_METRES
        self.half_height = self.half_width

    def of(self, place: Place) -> Point:
        degree = self._metres / 360
        return (place.longitude - self._longitude) * degree, (place.latitude - self._latitude) * degree

    def world(self, east: float, north: float) -> Point:
        x = (self._longitude + 180) / 360 + east / self._metres
        return x, 0.5 - asinh(tan(radians(self._latitude))) / (2 * pi) - north / self._metres


def draw_town(places: Sequence[Place]) -> list[Shape]:
    """The shapes of the map, those below first; the same on every run."""
    plane = _Plane(places)
    return [
        *_ground(plane),
        *_parks(plane),
        *_water(plane),
        *_streets(plane),
        *_avenues(plane),
        *_highways(plane),
        *_districts(plane),
    ]


def _warped(east: float, north: float) -> Point:
    """The grid is not straight: nobody should take the town for a real one, nor for a chessboard."""
    return east + 260 * sin(north / 2100) + 120 * sin(east / 900), north + 260 * sin(east / 2600 + 1)


def _shape(
    plane: _Plane, layer: str, geometry: Geometry, points: Sequence[Point], zoom: int, **facts: str
) -> Shape:
    return Shape(layer, geometry, [plane.world(*point) for point in points], facts, zoom)


def _ground(plane: _Plane) -> Iterator[Shape]:
    width, height = plane.half_width, plane.half_height
    corners = [(-width, -height), (width, -height), (width, height), (-width, height)]
    yield _shape(plane, "earth", Geometry.AREA, corners, 0, kind="earth")


def _parks(plane: _Plane) -> Iterator[Shape]:
    chance = Random(7)  # noqa: S311  # a drawing, not a secret
    side = _AVENUE_METRES
    for column in range(-int(plane.half_width // side), int(plane.half_width // side)):
        for row in range(-int(plane.half_height // side), int(plane.half_height // side)):
            if chance.random() > 0.16:
                continue
            west, south = column * side + 90, row * side + 90
            east, north = west + side - 180, south + (side - 180) * chance.choice((0.4, 0.7, 1))
            ring = [(west, south), (east, south), (east, north), (west, north)]
            yield _shape(plane, "landuse", Geometry.AREA, [_warped(*it) for it in ring], 8, kind="park")


def _water(plane: _Plane) -> Iterator[Shape]:
    """A river from the north to the south, and a lake that it runs into."""
    steps = _steps(plane.half_height, 250)
    west, east = ([_bank(north, side) for north in steps] for side in (-1, 1))
    yield _shape(plane, "water", Geometry.AREA, [*west, *reversed(east)], 0, kind="river")
    lake = [(x - 6200, y - 5200) for x, y in _ellipse(1500, 850)]
    yield _shape(plane, "water", Geometry.AREA, lake, 0, kind="lake")


def _bank(north: float, side: int) -> Point:
    """The river's edge to the west (-1) or to the east (1)."""
    middle = 2600 * sin(north / 5200) + 900 * sin(north / 1700) - 3800
    return middle + side * (95 + 35 * sin(north / 800)), north


def _streets(plane: _Plane) -> Iterator[Shape]:
    """The streets around each car park, one of which leads past it."""
    reach = _NEIGHBOURHOOD_METRES
    for east, north in plane.places:
        for number in range(-reach // _STREET_METRES, reach // _STREET_METRES + 1):
            aside = number * _STREET_METRES + 60
            half = (reach**2 - min(abs(aside), reach) ** 2) ** 0.5
            if half < _STREET_METRES:
                continue
            across = [(east + at * half, north + aside + 30 * sin(at * 3)) for at in _eighths()]
            along = [(east + aside + 30 * sin(at * 3), north + at * half) for at in _eighths()]
            for line in (across, along):
                yield _shape(plane, "roads", Geometry.LINE, line, 13, kind="minor_road")


def _eighths() -> list[float]:
    return [step / 8 for step in range(-8, 9)]


def _avenues(plane: _Plane) -> Iterator[Shape]:
    names = cycle(_NAMES)
    width, height, side = plane.half_width, plane.half_height, _AVENUE_METRES
    for number in range(-int(width // side), int(width // side) + 1):
        line = [_warped(number * side, north) for north in _steps(height)]
        yield _avenue(plane, line, number, f"Jalan {next(names)}")
    for number in range(-int(height // side), int(height // side) + 1):
        line = [_warped(east, number * side) for east in _steps(width)]
        yield _avenue(plane, line, number, f"Persiaran {next(names)}")


def _steps(half: float, step: float = 400) -> list[float]:
    """From one end of the town to the other."""
    count = round(half / step)
    return [half * number / count for number in range(-count, count + 1)]


def _avenue(plane: _Plane, line: Sequence[Point], number: int, name: str) -> Shape:
    zoom = 10 if number % 3 == 0 else 11
    return _shape(plane, "roads", Geometry.LINE, line, zoom, kind="major_road", name=name)


def _highways(plane: _Plane) -> Iterator[Shape]:
    """One past all the car parks, and a ring around each."""
    ends = [(-plane.half_width, plane.half_height / 3), (plane.half_width, -plane.half_height / 4)]
    stops = sorted([*((east + 350, north - 500) for east, north in plane.places), *ends])
    line = [_bent(start, end, part / 50) for start, end in pairwise(stops) for part in range(51)]
    yield _shape(plane, "roads", Geometry.LINE, line, 0, kind="highway", name="Lebuhraya Tiga Bunga")
    for east, north in plane.places:
        ring = [(east + x, north + y) for x, y in _ellipse(2500, 2100)]
        yield _shape(plane, "roads", Geometry.LINE, ring, 9, kind="highway", name="Lingkaran")


def _ellipse(width: float, height: float) -> list[Point]:
    """Around nothing, once, from the east."""
    turns = [2 * pi * step / 64 for step in range(65)]
    return [(width * cos(turn), height * sin(turn)) for turn in turns]


def _bent(start: Point, end: Point, part: float) -> Point:
    """Between two points, level at both, so that the road has no corner there."""
    smooth = part * part * (3 - 2 * part)
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * smooth


def _districts(plane: _Plane) -> Iterator[Shape]:
    chance = Random(11)  # noqa: S311  # a drawing, not a secret
    side = 3 * _AVENUE_METRES
    for column in range(-int(plane.half_width // side), int(plane.half_width // side) + 1):
        for row in range(-int(plane.half_height // side), int(plane.half_height // side) + 1):
            middle = (column + 0.5) * side, (row + 0.5) * side
            if any(hypot(middle[0] - east, middle[1] - north) < 900 for east, north in plane.places):
                continue
            name = f"{chance.choice(_DISTRICTS)} {chance.choice(_NAMES)}"
            yield _shape(plane, "places", Geometry.POINT, [middle], 10, kind="neighbourhood", name=name)

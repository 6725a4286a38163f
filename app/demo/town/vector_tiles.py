"""Cuts shapes into vector tiles (Mapbox Vector Tile 2.1), with the layers of Protomaps' basemap.

A point of the world is a pair from 0 to 1, from the west and from the north, as web maps project it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from math import floor

from app.demo.town.archive import Tile
from app.demo.town.clipping import Box, Point, clip_line, clip_ring
from app.demo.town.wire import bytes_field, number_field, varints, zigzag

_EXTENT = 4096
_MARGIN = 128  # beyond the tile's edge, so that a broad line has no seam there
_MOVE, _LINE, _CLOSE = 1, 2, 7


class Geometry(IntEnum):
    POINT = 1
    LINE = 2
    AREA = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """Something on the map. `facts` are its properties; it is left out below `min_zoom`."""

    layer: str
    geometry: Geometry
    points: Sequence[Point]
    facts: dict[str, str]
    min_zoom: int = 0


@dataclass(slots=True)
class _Layer:
    features: list[bytes] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    values: dict[str, int] = field(default_factory=dict)


def cut_tiles(shapes: Iterable[Shape], zooms: Iterable[int]) -> dict[Tile, bytes]:
    """The tiles of these zooms that have anything in them."""
    tiles: dict[Tile, dict[str, _Layer]] = defaultdict(lambda: defaultdict(_Layer))
    levels = list(zooms)
    for shape in shapes:
        for zoom in (level for level in levels if level >= shape.min_zoom):
            for column, row in _tiles_of(shape, zoom):
                if commands := _cut(shape, zoom, column, row):
                    _add(tiles[zoom, column, row][shape.layer], shape, commands)
    return {tile: b"".join(_encode(*named) for named in layers.items()) for tile, layers in tiles.items()}


def _tiles_of(shape: Shape, zoom: int) -> Iterable[tuple[int, int]]:
    scale = 1 << zoom
    margin = _MARGIN / _EXTENT
    (left, right), (top, foot) = (
        (floor(min(axis) * scale - margin), floor(max(axis) * scale + margin))
        for axis in zip(*shape.points, strict=True)
    )
    return ((column, row) for column in range(left, right + 1) for row in range(top, foot + 1))


def _cut(shape: Shape, zoom: int, column: int, row: int) -> list[int]:
    """The part of a shape that lies in a tile, as drawing commands; empty when none does."""
    scale = (1 << zoom) * _EXTENT
    points = [(x * scale - column * _EXTENT, y * scale - row * _EXTENT) for x, y in shape.points]
    box = Box(-_MARGIN, -_MARGIN, _EXTENT + _MARGIN, _EXTENT + _MARGIN)
    if shape.geometry is Geometry.AREA:
        pieces = [clip_ring(points, box)]
    elif shape.geometry is Geometry.LINE:
        pieces = clip_line(points, box)
    else:
        inside = 0 <= points[0][0] < _EXTENT and 0 <= points[0][1] < _EXTENT
        pieces = [points] if inside else []
    pen = (0, 0)
    commands: list[int] = []
    for piece in pieces:
        places = _whole(piece)
        if len(places) < shape.geometry:  # a point needs one, a line two, an area three
            continue
        commands += _draw(pen, places)
        pen = places[-1]
        if shape.geometry is Geometry.AREA:
            commands.append(_CLOSE | 1 << 3)
    return commands


def _whole(points: Iterable[Point]) -> list[tuple[int, int]]:
    """In whole steps of the tile's grid, without those that fall onto the one before."""
    places: list[tuple[int, int]] = []
    for x, y in points:
        place = round(x), round(y)
        if not places or place != places[-1]:
            places.append(place)
    return places


def _draw(pen: tuple[int, int], places: Sequence[tuple[int, int]]) -> list[int]:
    steps = [
        (zigzag(x - from_x), zigzag(y - from_y))
        for (x, y), (from_x, from_y) in zip(places, [pen, *places], strict=False)
    ]
    commands = [_MOVE | 1 << 3, *steps[0]]
    if len(steps) > 1:
        commands.append(_LINE | (len(steps) - 1) << 3)
        commands += [number for step in steps[1:] for number in step]
    return commands


def _add(layer: _Layer, shape: Shape, commands: list[int]) -> None:
    tags = [
        index
        for key, value in shape.facts.items()
        for index in (
            layer.keys.setdefault(key, len(layer.keys)),
            layer.values.setdefault(value, len(layer.values)),
        )
    ]
    layer.features.append(
        bytes_field(2, varints(tags)) + number_field(3, shape.geometry) + bytes_field(4, varints(commands))
    )


def _encode(name: str, layer: _Layer) -> bytes:
    content = number_field(15, 2) + bytes_field(1, name.encode())
    content += b"".join(bytes_field(2, feature) for feature in layer.features)
    content += b"".join(bytes_field(3, key.encode()) for key in layer.keys)
    content += b"".join(bytes_field(4, bytes_field(1, value.encode())) for value in layer.values)
    return bytes_field(3, content + number_field(5, _EXTENT))

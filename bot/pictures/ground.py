"""Paints what does not change: the floor, its lanes with their marks, walls, landmarks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from app.lots.drawing import Drawing, Landmark, Lane
from app.lots.geometry import Vector, distance, segments
from bot.pictures.canvas import Canvas
from bot.pictures.fonts import text_width
from bot.pictures.frame import Frame
from bot.pictures.palette import LIGHT, Colour
from bot.pictures.shapes import direction, rounded
from bot.pictures.signs import LANDMARK_SIGNS

_CORNER_CM, _LANE_CORNER_CM = 180, 90
_DASH_CM, _DASH_EVERY_CM = 80, 180
_ARROW_EVERY_CM = 1000
_ARROW_CM = (75, 58)  # long, and half as wide
_ROOM_FOR_MARKS = 6  # units that an ordinary spot is wide
_ROOM_FOR_NAMES = 11


class Plate(NamedTuple):
    """The sizes of a landmark's plate, in units."""

    height: float
    sign: float
    text: float


_PLATE = Plate(15, 7.5, 7.5)


def paint_ground(canvas: Canvas, drawing: Drawing, frame: Frame, spot_units: float) -> None:
    """`spot_units`: how wide an ordinary spot is shown."""
    unit, scale = frame.unit, frame.scale
    outline = [frame.at(point) for point in rounded(drawing.outline, _CORNER_CM)]
    canvas.polygon(outline, LIGHT["floor"])
    for lane in drawing.lanes:
        for start, end in segments(lane.points):
            canvas.polygon([frame.at(point) for point in _surface(start, end, lane.width)], LIGHT["lane"])
    if spot_units >= _ROOM_FOR_MARKS:
        for lane in drawing.lanes:
            _paint_marks(canvas, lane, frame)
    for wall in drawing.walls:
        line = [frame.at(point) for point in wall.points]
        canvas.line(line, LIGHT["wall"], max(wall.thickness * scale, 0.8 * unit))
    canvas.line([*outline, outline[0]], LIGHT["wall"], unit)


def paint_landmarks(canvas: Canvas, drawing: Drawing, frame: Frame, spot_units: float) -> None:
    for landmark in drawing.landmarks:
        paint_landmark(
            canvas,
            landmark,
            frame,
            fill=LIGHT["glass-solid"],
            ink=LIGHT["ink-2"],
            edge=LIGHT["lane-mark"],
            is_named=spot_units >= _ROOM_FOR_NAMES,
        )


def paint_landmark(
    canvas: Canvas,
    landmark: Landmark,
    frame: Frame,
    *,
    fill: Colour,
    ink: Colour,
    edge: Colour,
    is_named: bool = True,
) -> None:
    """A plate with the sign of the landmark and its name; without the name a round one."""
    unit = frame.unit
    height, sign, size = (part * unit for part in _PLATE)
    name = text_width(landmark.label, size, 600) if is_named else 0
    width = height + name + (1.6 * unit if is_named else 0)
    x, y = frame.at((landmark.x, landmark.y))
    if 0 <= x - frame.x <= frame.width:  # what is in the picture is wholly in it
        x = frame.kept(x, width + 2 * unit)
    radius = min(height / 2, 5 * unit) if is_named else height / 2
    canvas.plate((x, y), width, height, radius, fill=fill, edge=edge, line=0.7 * unit)
    left = x - width / 2
    canvas.sign(LANDMARK_SIGNS[landmark.kind], (left + height / 2, y), sign, ink)
    if is_named:
        canvas.text((left + height - unit, y), landmark.label, size, 600, ink, "left")


def _surface(start: Vector, end: Vector, width: float) -> list[Vector]:
    """A straight piece of lane: it reaches half its width beyond its ends, where it meets the next."""
    along = direction(start, end)
    if along == (0.0, 0.0):
        along = (1.0, 0.0)
    (dx, dy), half = along, width / 2
    corners = [
        (start[0] - dx * half + dy * half, start[1] - dy * half - dx * half),
        (end[0] + dx * half + dy * half, end[1] + dy * half - dx * half),
        (end[0] + dx * half - dy * half, end[1] + dy * half + dx * half),
        (start[0] - dx * half - dy * half, start[1] - dy * half + dx * half),
    ]
    return rounded(corners, _LANE_CORNER_CM)


def _paint_marks(canvas: Canvas, lane: Lane, frame: Frame) -> None:
    colour, unit = LIGHT["lane-mark"], frame.unit
    dash, arrow = max(12 * frame.scale, 0.4 * unit), max(20 * frame.scale, 0.7 * unit)
    for start, end in segments(lane.points):
        for mark in _dashes(start, end):
            canvas.line([frame.at(point) for point in mark], colour, dash)
        for mark in _arrows(start, end, 0 if lane.one_way else lane.width / 4):
            canvas.line([frame.at(point) for point in mark], colour, arrow)


def _dashes(start: Vector, end: Vector) -> Iterator[list[Vector]]:
    length, (dx, dy) = distance(start, end), direction(start, end)
    for at in range(0, int(length), _DASH_EVERY_CM):
        to = min(length, at + _DASH_CM)
        yield [(start[0] + dx * at, start[1] + dy * at), (start[0] + dx * to, start[1] + dy * to)]


def _arrows(start: Vector, end: Vector, aside: float) -> Iterator[list[Vector]]:
    """Chevrons along a lane; a lane for both directions has them on both sides (people keep left here)."""
    length, (dx, dy) = distance(start, end), direction(start, end)
    count = int(length / _ARROW_EVERY_CM)
    long, wide = _ARROW_CM
    for number in range(count):
        at = (number + 0.5) / count * length
        for way in (1, -1) if aside else (1,):
            # Left of the way one drives: y grows downwards, so left of (1, 0) is (0, -1).
            x, y = start[0] + dx * at + dy * aside * way, start[1] + dy * at - dx * aside * way
            tip = (x + dx * long / 2 * way, y + dy * long / 2 * way)
            back = (x - dx * long / 2 * way, y - dy * long / 2 * way)
            yield [
                (back[0] - dy * wide, back[1] + dx * wide),
                tip,
                (back[0] + dy * wide, back[1] - dx * wide),
            ]

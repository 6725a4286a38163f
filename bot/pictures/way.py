"""The picture of the way to one's own spot, from the lift or the entrance."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.i18n import translate
from app.lots.geometry import Vector, centre, corners
from app.lots.models import SpaceType
from app.lots.ways import Way, Ways
from bot.pictures.canvas import Canvas
from bot.pictures.floor import FloorView, SpotView, box_around, with_margin
from bot.pictures.fonts import text_width
from bot.pictures.frame import Frame, frame_floor
from bot.pictures.ground import paint_ground, paint_landmark, paint_landmarks
from bot.pictures.header import Header, Item, Overview
from bot.pictures.palette import LIGHT
from bot.pictures.shapes import halfway, places_along
from bot.pictures.spots import Body, Look, body_of, paint_spot, spot_units, spots_in

_MARGIN_CM = 700
_READABLE = 17 / 250  # units for a centimetre: an ordinary spot is then 17 wide
_DOT, _DOT_EVERY = 1.5, 5.5  # units
_GAIN = 1.25  # so much larger a part has to be, for the whole to be given up
_LARGEST_LABEL, _SMALLEST_LABEL = 11, 7  # units; where there is room for a smaller one only, it stands above


def draw_way(floor: FloorView, spot_id: int, *, language: str) -> bytes:
    """A PNG of the floor with one spot in blue and the way to it in dots, where there is one.

    Raises KeyError for a spot not on the floor.
    """
    spot = floor.spot(spot_id)
    way = Ways(floor.drawing).home(spot)
    frame = way_frame(floor, spot, way)
    overview = Overview(floor, frame.seen, [centre(spot)], LIGHT["mine"]) if frame.is_cropped else None
    header = Header(floor, list(_legend(spot, way, language)), overview)
    high = round(header.units_high * frame.unit)
    frame = frame.below(high)

    canvas = Canvas(frame.width, frame.height + high, LIGHT["ground-1"])
    wide = spot_units(floor, frame)
    paint_ground(canvas, floor.drawing, frame, wide)
    for other in spots_in(floor, frame):
        if other.id != spot_id:
            paint_spot(canvas, body_of(other, frame), Look.QUIET, frame.unit, other.type, other.label)
    if way:
        _paint_way(canvas, way, frame)
    paint_landmarks(canvas, floor.drawing, frame, wide)
    _paint_mine(canvas, spot, frame)
    if way:
        _paint_start(canvas, way, frame)
        _paint_metres(canvas, way, frame, language)
    header.paint(canvas, frame.unit)
    return canvas.png()


def way_frame(floor: FloorView, spot: SpotView, way: Way | None) -> Frame:
    """The part of the floor that is shown, as if there were no header."""
    points = [*corners(spot), *(way.points if way else ())]
    return frame_floor(floor.box, with_margin(box_around(points), _MARGIN_CM), _READABLE, _GAIN)


def walked_metres(way: Way) -> int:
    return max(1, round(way.metres))


def _legend(spot: SpotView, way: Way | None, language: str) -> Iterator[Item]:
    yield Item(translate("telegram.picture.yours", language, spot=spot.label), _paint_yours)
    if way:
        words = translate(
            "telegram.picture.way", language, metres=walked_metres(way), landmark=way.landmark.label
        )
        yield Item(words, _paint_dots)


def _paint_way(canvas: Canvas, way: Way, frame: Frame) -> None:
    line, unit = [frame.at(point) for point in reversed(way.points)], frame.unit
    canvas.line(line, LIGHT["glass-solid"], 2.4 * _DOT * unit)
    canvas.dots(places_along(line, _DOT_EVERY * unit), _DOT * unit, LIGHT["mine"])


def _paint_mine(canvas: Canvas, spot: SpotView, frame: Frame) -> None:
    body, unit = body_of(spot, frame), frame.unit
    paint_spot(canvas, body, Look.MINE, unit, spot.type)
    room = (body.width - 3 * unit) / text_width(spot.label, 1, 700)
    size = min(_LARGEST_LABEL * unit, body.short * 0.6, room)
    if size >= _SMALLEST_LABEL * unit:
        canvas.text(body.middle, spot.label, size, 700, LIGHT["mine-ink"])
        return
    width = text_width(spot.label, _LARGEST_LABEL * unit, 700) + 9 * unit
    y = body.middle[1] - body.height / 2 - 13 * unit
    if y < frame.y + 12 * unit:
        y = body.middle[1] + body.height / 2 + 13 * unit
    x = frame.kept(body.middle[0], width + 4 * unit)
    fill, edge = LIGHT["mine"], LIGHT["glass-solid"]
    canvas.plate((x, y), width, 18 * unit, 5 * unit, fill=fill, edge=edge, line=1.4 * unit)
    canvas.text((x, y), spot.label, _LARGEST_LABEL * unit, 700, LIGHT["mine-ink"])


def _paint_start(canvas: Canvas, way: Way, frame: Frame) -> None:
    paint_landmark(
        canvas,
        way.landmark,
        frame,
        fill=LIGHT["mine"],
        ink=LIGHT["mine-ink"],
        edge=LIGHT["glass-solid"],
    )


def _paint_metres(canvas: Canvas, way: Way, frame: Frame, language: str) -> None:
    """On the middle of the way, where it is long enough to be seen beside it."""
    unit = frame.unit
    words = translate("telegram.picture.metres", language, metres=walked_metres(way))
    width = text_width(words, 9 * unit, 700) + 8 * unit
    if way.metres * 100 * frame.scale < 3 * width:
        return
    x, y = halfway([frame.at(point) for point in way.points])
    middle = (frame.kept(x, width + 4 * unit), y)
    fill, edge = LIGHT["glass-solid"], LIGHT["mine"]
    canvas.plate(middle, width, 14 * unit, 7 * unit, fill=fill, edge=edge, line=0.9 * unit)
    canvas.text(middle, words, 9 * unit, 700, LIGHT["mine"])


def _paint_yours(canvas: Canvas, middle: Vector, unit: float) -> None:
    paint_spot(canvas, Body(middle, 7 * unit, 10 * unit, 0), Look.MINE, unit, SpaceType.STANDARD)


def _paint_dots(canvas: Canvas, middle: Vector, unit: float) -> None:
    x, y = middle
    canvas.dots(((x + step * unit, y) for step in (-4.5, 0, 4.5)), _DOT * unit, LIGHT["mine"])

"""Paints spots. State is shape and colour, never colour alone: a car, a clock, stripes, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import pi, radians
from statistics import median

from app.lots.geometry import Vector, centre, corners
from app.lots.models import SpaceType
from app.realtime.live import SpaceState
from bot.pictures.canvas import Canvas
from bot.pictures.floor import FloorView, SpotView, box_around
from bot.pictures.fonts import text_width
from bot.pictures.frame import Frame
from bot.pictures.palette import LIGHT, Colour, mix
from bot.pictures.shapes import rounded_rectangle, stripes, turned
from bot.pictures.signs import HELD_SIGN, SPOT_SIGNS

# Below these short sides of a spot, in units, there is no room for what they name.
_ROOM_FOR_CORNERS, _ROOM_FOR_SIGN, _ROOM_FOR_LABEL = 4, 7, 9
_ROOM_FOR_WINDOWS = 5  # in a car
_SMALLEST_LABEL, _LARGEST_LABEL = 4.2, 9  # units


class Look(StrEnum):
    """How a spot is painted: by its state, or for what it is in this picture."""

    FREE = "free"
    TAKEN = "taken"
    HELD = "held"
    CLOSED = "closed"
    OFFERED = "offered"
    MINE = "mine"
    QUIET = "quiet"  # in a picture where the state of others does not matter


@dataclass(frozen=True, slots=True)
class _Colours:
    fill: Colour
    edge: Colour
    ink: Colour


_COLOURS = {
    Look.FREE: _Colours(LIGHT["free"], LIGHT["free-edge"], LIGHT["free-ink"]),
    Look.TAKEN: _Colours(LIGHT["taken"], LIGHT["taken-edge"], LIGHT["taken-ink"]),
    Look.HELD: _Colours(LIGHT["held"], LIGHT["held-edge"], LIGHT["held-ink"]),
    Look.CLOSED: _Colours(LIGHT["shut"], LIGHT["shut-edge"], LIGHT["shut-ink"]),
    Look.OFFERED: _Colours(LIGHT["glass-solid"], LIGHT["accent"], LIGHT["accent"]),
    Look.MINE: _Colours(LIGHT["mine"], LIGHT["mine"], LIGHT["mine-ink"]),
    Look.QUIET: _Colours(LIGHT["lane"], LIGHT["wall"], LIGHT["ink-2"]),
}
LOOK_OF = {
    SpaceState.FREE: Look.FREE,
    SpaceState.TAKEN: Look.TAKEN,
    SpaceState.HELD: Look.HELD,
    SpaceState.CLOSED: Look.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Body:
    """A spot in the picture, in pixels; turned by `angle`, radians, less than a quarter."""

    middle: Vector
    width: float
    height: float
    angle: float

    @property
    def is_upright(self) -> bool:
        return self.height >= self.width

    @property
    def short(self) -> float:
        return min(self.width, self.height)

    @property
    def long(self) -> float:
        return max(self.width, self.height)

    def along(self, part: float) -> Vector:
        """On the long middle line: -0.5 is at the top or left end, 0.5 at the other."""
        aside = (0, part * self.long) if self.is_upright else (part * self.long, 0)
        return turned(self.middle, self.angle, aside)


def body_of(spot: SpotView, frame: Frame) -> Body:
    """Half a turn makes no difference to a spot, and a spot that was turned by a quarter lies."""
    degrees = spot.rotation % 180
    width, height = spot.width * frame.scale, spot.height * frame.scale
    if degrees == 90:
        return Body(frame.at(centre(spot)), height, width, 0)
    leaning = degrees - 180 if degrees > 90 else degrees
    return Body(frame.at(centre(spot)), width, height, radians(leaning))


def spots_in(floor: FloorView, frame: Frame) -> list[SpotView]:
    """The spots of which something can be seen."""
    return [spot for spot in floor.spots if frame.shows(box_around(corners(spot)))]


def spot_units(floor: FloorView, frame: Frame) -> float:
    """How wide an ordinary spot of the floor is shown, in units."""
    widths = [min(spot.width, spot.height) for spot in floor.spots]
    return median(widths or [250]) * frame.scale / frame.unit


def paint_spot(
    canvas: Canvas, body: Body, look: Look, unit: float, type_: SpaceType, label: str = ""
) -> None:
    colours, short = _COLOURS[look], body.short
    if short < _ROOM_FOR_CORNERS * unit:
        _paint_tiny(canvas, body, look, colours)
        return
    _paint_body(canvas, body, look, colours, unit)
    if look is Look.TAKEN:
        _paint_car(canvas, body, colours, unit)
    sign = min(short * 0.44, 9 * unit)
    if look is Look.HELD:
        canvas.sign(HELD_SIGN, body.middle, sign, colours.ink)
    if short < _ROOM_FOR_SIGN * unit or look is Look.OFFERED:
        return
    if type_ in SPOT_SIGNS and look is not Look.CLOSED:
        canvas.sign(SPOT_SIGNS[type_], body.along(-0.335), sign, colours.ink)
    if short >= _ROOM_FOR_LABEL * unit and label:
        _paint_label(canvas, body, look, colours, unit, label)


def _paint_body(canvas: Canvas, body: Body, look: Look, colours: _Colours, unit: float) -> None:
    radius = min(body.short * 0.23, 5 * unit)
    line = 1.3 * unit if look is Look.OFFERED else 0.45 * unit
    if look is Look.MINE:
        for wider, part in ((7, 0.16), (4.5, 0.3), (2, 1.0)):
            glow = LIGHT["glass-solid"] if part == 1 else mix(colours.fill, LIGHT["floor"], part)
            width, height = body.width + wider * unit, body.height + wider * unit
            shape = rounded_rectangle(body.middle, width, height, radius + wider * unit / 2, body.angle)
            canvas.polygon(shape, glow)
    canvas.plate(
        body.middle,
        body.width,
        body.height,
        radius,
        fill=colours.fill,
        edge=colours.edge,
        line=line,
        angle=body.angle,
    )
    if look is Look.CLOSED:
        inset = 2 * line + radius * 0.4
        band = mix(colours.edge, colours.fill, 0.75)
        for start, end in stripes(body.width - inset, body.height - inset, 3.6 * unit):
            ends = [turned(body.middle, body.angle, point) for point in (start, end)]
            canvas.line(ends, band, 0.9 * unit)


def _paint_tiny(canvas: Canvas, body: Body, look: Look, colours: _Colours) -> None:
    """Too small for signs, the state still has a shape: free is a ring, a car a block, a closure a stroke."""

    def block(part: float, colour: Colour) -> None:
        less = body.short * (1 - part)
        width, height = body.width - less, body.height - less
        canvas.polygon(rounded_rectangle(body.middle, width, height, 0, body.angle), colour)

    is_open = look in (Look.FREE, Look.QUIET, Look.OFFERED, Look.MINE)
    block(0.86, colours.edge if is_open else colours.fill)
    if look in (Look.FREE, Look.QUIET):
        block(0.5, colours.fill)
    elif look is Look.TAKEN:
        block(0.45, colours.edge)
    elif look is Look.HELD:
        canvas.dots([body.middle], body.short * 0.28, colours.edge)
    elif look is Look.CLOSED:
        w, h = body.width * 0.4, body.height * 0.4
        ends = [turned(body.middle, body.angle, corner) for corner in ((-w, h), (w, -h))]
        canvas.line(ends, colours.edge, max(1.0, body.short * 0.14))


def _paint_car(canvas: Canvas, body: Body, colours: _Colours, unit: float) -> None:
    beam = body.short * 0.54
    # A label below takes less of a spot's length than one beside.
    length, place = (0.42, 0.0) if body.is_upright else (0.36, -0.06)
    length, middle = min(body.long * length, beam * 2.2), body.along(place)
    quarter = 0 if body.is_upright else -pi / 2  # it stands with its nose to the top, or to the left
    angle = body.angle + quarter
    car = mix(colours.edge, colours.fill, 0.4)
    canvas.polygon(rounded_rectangle(middle, beam, length, beam * 0.36, angle), car)
    if beam < _ROOM_FOR_WINDOWS * unit:
        return
    for part, deep in ((-0.17, 0.16), (0.29, 0.1)):
        window = turned(middle, angle, (0, part * length))
        shape = rounded_rectangle(window, beam * 0.7, deep * length, beam * 0.1, angle)
        canvas.polygon(shape, mix(colours.fill, car, 0.75))


def _paint_label(canvas: Canvas, body: Body, look: Look, colours: _Colours, unit: float, label: str) -> None:
    room = (body.short if body.is_upright else body.long * 0.36) - 2 * unit
    size = min(body.short * 0.4, _LARGEST_LABEL * unit, room / text_width(label, 1, 700))
    if size < _SMALLEST_LABEL * unit:
        return
    at = body.along(0.345)
    if look is Look.CLOSED:
        width = text_width(label, size, 700) + size * 0.6
        plate = LIGHT["floor"]
        canvas.plate(at, width, size * 1.35, size * 0.4, fill=plate, edge=plate, line=0)
    canvas.text(at, label, size, 700, colours.ink)

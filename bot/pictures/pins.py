"""Numbers on the spots that can be chosen: where each stands, and how it is painted. Sizes in units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.lots.geometry import Vector, distance
from app.lots.models import SpaceType
from bot.pictures.canvas import Canvas
from bot.pictures.fonts import text_width
from bot.pictures.frame import Frame
from bot.pictures.palette import LIGHT
from bot.pictures.signs import SPOT_SIGNS
from bot.pictures.spots import Body

DIAMETER = 20.0
_RING = 1.1
_DIGITS, _SMALLER_DIGITS = 13.5, 12.0  # of one figure, and of two
_PLATE_HEIGHT = 11.0
_LABEL, _SMALLEST_LABEL = 8.6, 6.0
_LABEL_BELOW, _LABEL_BESIDE = 20.0, 15.5  # room for it
_PADDING = 3.8
_LED = 4.0  # further from its spot than this, a pin has a line to it
_ROOM_FOR_PIN = 9.0  # a narrower spot has its pin above
_ABOVE = 7.0
_ROUNDS = 80


@dataclass(frozen=True, slots=True)
class Pin:
    """A number in a disc with the spot's label beside it; `middle` is that of both together, pixels."""

    number: int
    label: str
    type: SpaceType
    spot: Vector
    middle: Vector
    is_upright: bool
    """The label stands under the disc, not to the right of it."""
    unit: float
    is_framed: bool
    """Its spot, being slanting or small, does not go around it."""

    @property
    def is_led(self) -> bool:
        """It is so far from its spot that a line leads there."""
        return distance(self.spot, self.middle) > _LED * self.unit

    @property
    def label_size(self) -> float:
        room = _LABEL_BELOW if self.is_upright else _LABEL_BESIDE
        size = min(_LABEL, room / text_width(self.label, 1, 700))
        return max(_SMALLEST_LABEL, size) * self.unit

    @property
    def plate_width(self) -> float:
        return text_width(self.label, self.label_size, 700) + _PADDING * self.unit

    @property
    def size(self) -> tuple[float, float]:
        disc, plate = DIAMETER * self.unit, (_PLATE_HEIGHT - 1) * self.unit
        if self.is_upright:
            return max(disc, self.plate_width), disc + plate
        return disc + self.plate_width - self.unit, disc

    @property
    def disc(self) -> Vector:
        width, height = self.size
        x, y = self.middle
        radius = DIAMETER / 2 * self.unit
        return (x, y - height / 2 + radius) if self.is_upright else (x - width / 2 + radius, y)

    @property
    def plate(self) -> Vector:
        width, height = self.size
        x, y = self.middle
        if self.is_upright:
            return x, y + height / 2 - _PLATE_HEIGHT / 2 * self.unit
        return x + width / 2 - self.plate_width / 2, y


def place_pins(pins: Sequence[Pin], frame: Frame) -> list[Pin]:
    """The pins inside the frame, moved apart where they would lie over one another."""
    placed = [_kept(pin, frame) for pin in pins]
    for _ in range(_ROUNDS):
        moved = False
        for i, one in enumerate(placed):
            for j in range(i + 1, len(placed)):
                apart = _apart(one, placed[j])
                if apart is None:
                    continue
                moved = True
                (x, y), (other_x, other_y) = one.middle, placed[j].middle
                one = placed[i] = _kept(replace(one, middle=(x - apart[0], y - apart[1])), frame)
                placed[j] = _kept(replace(placed[j], middle=(other_x + apart[0], other_y + apart[1])), frame)
        if not moved:
            break
    return placed


def pin_on(body: Body, number: int, label: str, type_: SpaceType, unit: float) -> Pin:
    """The pin in the middle of its spot; above one that it would hide."""
    pin = Pin(number, label, type_, body.middle, body.middle, body.is_upright, unit, is_framed=False)
    if body.short < _ROOM_FOR_PIN * unit:
        pin = replace(pin, is_upright=True, is_framed=True)
        x, y = body.middle
        return replace(pin, middle=(x, y - pin.size[1] / 2 - _ABOVE * unit))
    slack = 2 * unit
    width, height = pin.size
    fits = body.angle == 0 and width <= body.width + slack and height <= body.height + slack
    return replace(pin, is_framed=not fits)


def paint_pins(canvas: Canvas, pins: Sequence[Pin]) -> None:
    for pin in pins:
        if pin.is_led:
            canvas.line([pin.spot, pin.middle], LIGHT["glass-solid"], 2.6 * pin.unit)
            canvas.line([pin.spot, pin.middle], LIGHT["accent"], 1.2 * pin.unit)
            canvas.dots([pin.spot], 2.2 * pin.unit, LIGHT["accent"])
    for pin in pins:
        _paint_pin(canvas, pin)


def paint_disc(canvas: Canvas, middle: Vector, text: str, unit: float, diameter: float = DIAMETER) -> None:
    """A number in a disc."""
    part = diameter / DIAMETER * unit
    canvas.dots([middle], diameter / 2 * unit, LIGHT["glass-solid"])
    canvas.dots([middle], (DIAMETER / 2 - _RING) * part, LIGHT["accent"])
    size = (_DIGITS if len(text) == 1 else _SMALLER_DIGITS) * part
    canvas.text(middle, text, size, 700, LIGHT["accent-ink"])


def _paint_pin(canvas: Canvas, pin: Pin) -> None:
    unit = pin.unit
    canvas.plate(
        pin.plate,
        pin.plate_width,
        _PLATE_HEIGHT * unit,
        3 * unit,
        fill=LIGHT["glass-solid"],
        edge=LIGHT["accent"] if pin.is_framed or pin.is_led else LIGHT["glass-solid"],
        line=0.8 * unit,
    )
    canvas.text(pin.plate, pin.label, pin.label_size, 700, LIGHT["ink"])
    paint_disc(canvas, pin.disc, str(pin.number), unit)
    if pin.type in SPOT_SIGNS:
        corner = (pin.disc[0] + 7.6 * unit, pin.disc[1] - 7.6 * unit)
        canvas.dots([corner], 5.4 * unit, LIGHT["accent"])
        canvas.dots([corner], 4.8 * unit, LIGHT["glass-solid"])
        canvas.sign(SPOT_SIGNS[pin.type], corner, 6.4 * unit, LIGHT["accent"])


def _apart(one: Pin, other: Pin) -> Vector | None:
    """How far each of two has to go, the shorter way out of the other; None when neither covers the other."""
    dx, dy = other.middle[0] - one.middle[0], other.middle[1] - one.middle[1]
    over_x = (one.size[0] + other.size[0]) / 2 - abs(dx)
    over_y = (one.size[1] + other.size[1]) / 2 - abs(dy)
    if min(over_x, over_y) <= one.unit * 0.8:  # to touch is well
        return None
    if over_x <= over_y:
        return (over_x / 2 if dx >= 0 else -over_x / 2), 0.0
    return 0.0, (over_y / 2 if dy >= 0 else -over_y / 2)


def _kept(pin: Pin, frame: Frame) -> Pin:
    half_width, half_height = pin.size[0] / 2 + pin.unit, pin.size[1] / 2 + pin.unit
    x = max(frame.x + half_width, min(pin.middle[0], frame.x + frame.width - half_width))
    y = max(frame.y + half_height, min(pin.middle[1], frame.y + frame.height - half_height))
    return replace(pin, middle=(x, y))

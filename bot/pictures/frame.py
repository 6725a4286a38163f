"""Which part of a floor a picture shows, and how large: all of it where spots can be read, else a part."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.lots.geometry import Vector
from bot.pictures.floor import Box

LONGEST = 1600
"""Pixels of a picture's longer side, about."""

UNITS = 400
"""Every size is told in units of a 400th of the picture's width: a pixel of the small picture in a chat."""

_WIDEST, _TALLEST = 1.9, 0.8  # width by height of the map, without the header
_WIDEST_PART, _TALLEST_PART = 1.3, 0.85
_HEADER = 0.15  # what the header takes of the width, about
_PAD = 7  # units around a floor
_GOOD_ENOUGH = 0.88  # the whole floor may be this much smaller than is asked for


@dataclass(frozen=True, slots=True)
class Frame:
    """`scale` pixels for a centimetre; the place `left`, `top` of the floor is at the pixel `x`, `y`."""

    left: float
    top: float
    scale: float
    width: int
    height: int
    is_cropped: bool
    x: float = 0
    y: float = 0

    def at(self, place: Vector) -> Vector:
        """Where a place on the floor is in the picture."""
        return self.x + (place[0] - self.left) * self.scale, self.y + (place[1] - self.top) * self.scale

    @property
    def unit(self) -> float:
        return self.width / UNITS

    @property
    def seen(self) -> Box:
        """The part of the floor inside, in centimetres."""
        return (
            self.left,
            self.top,
            self.left + self.width / self.scale,
            self.top + self.height / self.scale,
        )

    def kept(self, x: float, width: float) -> float:
        """Where the middle of something so wide goes, from `x` as little as will do to be inside."""
        return _between(self.x + width / 2, x, self.x + self.width - width / 2)

    def below(self, header: int) -> Frame:
        return replace(self, y=self.y + header)

    def shows(self, box: Box) -> bool:
        """Whether something in `box`, centimetres, can be seen."""
        left, top, right, bottom = self.seen
        return box[0] < right and box[2] > left and box[1] < bottom and box[3] > top


def is_readable(floor: Box, wanted: float) -> bool:
    """Whether the whole floor can be shown at nearly `wanted` units for a centimetre."""
    return _whole(floor)[0] >= wanted * _GOOD_ENOUGH


def frame_floor(floor: Box, content: Box, wanted: float, gain: float) -> Frame:
    """The frame around `content` that shows as much of the floor as it can at `wanted` units a centimetre.

    The content is always inside; where it is too large for that, it is shown smaller, and the whole floor
    where a part would not be larger by `gain`.
    """
    whole, shape = _whole(floor)
    if is_readable(floor, wanted):
        return _around(_middle(floor), whole, shape, is_cropped=False)
    width, height = _size(content)
    content_shape = _between(_TALLEST_PART, width / height, _WIDEST_PART)
    scale = min(wanted, UNITS / width, UNITS / content_shape / height)
    if scale <= whole * gain:
        return _around(_middle(floor), whole, shape, is_cropped=False)
    pad = _PAD / scale
    high = min(UNITS / content_shape / scale, _size(floor)[1] + 2 * pad)
    shape = _between(_TALLEST, UNITS / scale / high, _WIDEST)
    x, y = _middle(content)
    middle = (
        _inside(x, UNITS / scale / 2, floor[0] - pad, floor[2] + pad),
        _inside(y, UNITS / shape / scale / 2, floor[1] - pad, floor[3] + pad),
    )
    return _around(middle, scale, shape, is_cropped=True)


def fit_box(box: Box, into: Box) -> Frame:
    """All of a floor in a small place of a picture, pixels; at its right end when it is narrower."""
    width, height = _size(box)
    scale = min((into[2] - into[0]) / width, (into[3] - into[1]) / height)
    x, y = into[2] - width * scale, (into[1] + into[3] - height * scale) / 2
    return Frame(box[0], box[1], scale, round(width * scale), round(height * scale), False, x, y)


def _whole(floor: Box) -> tuple[float, float]:
    """Of a picture of the whole floor: units for a centimetre, and width by height."""
    width, height = _size(floor)
    shape = _between(_TALLEST, width / height, _WIDEST)
    return min((UNITS - 2 * _PAD) / width, (UNITS / shape - 2 * _PAD) / height), shape


def _size(box: Box) -> tuple[float, float]:
    """A metre at least: a drawing may be as flat as a line."""
    return max(100, box[2] - box[0]), max(100, box[3] - box[1])


def _around(middle: Vector, units: float, shape: float, *, is_cropped: bool) -> Frame:
    width = round(min(LONGEST, LONGEST / (1 / shape + _HEADER)))
    height = round(width / shape)
    scale = units * width / UNITS
    left, top = middle[0] - width / scale / 2, middle[1] - height / scale / 2
    return Frame(left, top, scale, width, height, is_cropped)


def _middle(box: Box) -> Vector:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _between(low: float, value: float, high: float) -> float:
    return max(low, min(value, high))


def _inside(middle: float, half: float, low: float, high: float) -> float:
    """The middle of a window, moved so that it looks at nothing outside; where it is larger, centred."""
    if 2 * half >= high - low:
        return (low + high) / 2
    return _between(low + half, middle, high - half)

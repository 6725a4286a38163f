"""The strip above the map: where it is, what the signs mean, and for a part of a floor, which part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.lots.geometry import Vector
from bot.pictures.canvas import Canvas
from bot.pictures.floor import Box, FloorView
from bot.pictures.fonts import shorten, text_width
from bot.pictures.frame import UNITS, fit_box
from bot.pictures.palette import LIGHT, Colour
from bot.pictures.shapes import rectangle

# All in units.
_EDGE, _TOP = 9.0, 8.0
_TITLE, _NAME, _WORDS = 14.5, 11.0, 9.2
_TITLE_ROW, _ROW = 19.0, 14.5
_SWATCH, _GAP, _NEXT = 12.0, 3.0, 9.0
_OVERVIEW = (76.0, 54.0)


@dataclass(frozen=True, slots=True)
class Item:
    """A sign of the picture and what it means. `paint` is given the canvas, the sign's middle and a unit."""

    words: str
    paint: Callable[[Canvas, Vector, float], None]


@dataclass(frozen=True, slots=True)
class Overview:
    """The floor in small, for a picture that shows a part of it: where the part is, and the places meant."""

    floor: FloorView
    part: Box
    places: Sequence[Vector]
    colour: Colour


@dataclass(frozen=True, slots=True)
class Header:
    floor: FloorView
    legend: Sequence[Item]
    overview: Overview | None

    @property
    def units_high(self) -> float:
        high = _TOP + _TITLE_ROW + 3 + _ROW * len(self._rows()) + 5
        return max(high, _OVERVIEW[1] + 2 * _TOP - 2) if self.overview else high

    def paint(self, canvas: Canvas, unit: float) -> None:
        height = self.units_high * unit
        self._paint_strip(canvas, height, unit)
        self._paint_title(canvas, unit)
        top = _TOP + _TITLE_ROW + 3 + _ROW / 2
        for row, items in enumerate(self._rows()):
            x = _EDGE
            for item in items:
                item.paint(canvas, ((x + _SWATCH / 2) * unit, (top + row * _ROW) * unit), unit)
                words = ((x + _SWATCH + _GAP) * unit, (top + row * _ROW) * unit)
                canvas.text(words, item.words, _WORDS * unit, 500, LIGHT["ink-2"], "left")
                x += _width(item)
        if self.overview:
            left = UNITS - _EDGE - _OVERVIEW[0]
            into = (left, _TOP - 1, UNITS - _EDGE, _TOP - 1 + _OVERVIEW[1])
            _paint_overview(canvas, self.overview, [side * unit for side in into], unit)

    @property
    def _room(self) -> float:
        return UNITS - 2 * _EDGE - (_OVERVIEW[0] + _NEXT if self.overview else 0)

    def _rows(self) -> list[list[Item]]:
        """The legend, broken into rows."""
        rows: list[list[Item]] = [[]]
        left = self._room
        for item in self.legend:
            if rows[-1] and _width(item) - _NEXT > left:
                rows.append([])
                left = self._room
            rows[-1].append(item)
            left -= _width(item)
        return rows

    def _paint_strip(self, canvas: Canvas, height: float, unit: float) -> None:
        width = canvas.width
        canvas.polygon(rectangle((width / 2, height / 2), width, height), LIGHT["glass-solid"])
        canvas.line([(0, height), (width, height)], LIGHT["wall"], 0.5 * unit)

    def _paint_title(self, canvas: Canvas, unit: float) -> None:
        """The lot's name gives way to the floor's, which tells more to whoever stands there."""
        name = shorten(self.floor.name, _NAME, 500, self._room * 0.6)
        room = self._room - text_width(name, _NAME, 500) - 6
        title = shorten(self.floor.lot_name, _TITLE, 700, room)
        y = (_TOP + _TITLE_ROW / 2) * unit
        width = canvas.text((_EDGE * unit, y), title, _TITLE * unit, 700, LIGHT["ink"], "left")
        canvas.text(
            ((_EDGE + 6) * unit + width, y + 1.2 * unit), name, _NAME * unit, 500, LIGHT["ink-2"], "left"
        )


def _width(item: Item) -> float:
    return _SWATCH + _GAP + text_width(item.words, _WORDS, 500) + _NEXT


def _paint_overview(canvas: Canvas, overview: Overview, into: Sequence[float], unit: float) -> None:
    floor = overview.floor
    left, top, right, bottom = into
    frame = fit_box(floor.box, (left, top, right, bottom))
    outline = [frame.at(point) for point in floor.drawing.outline]
    canvas.polygon(outline, LIGHT["ground-1"])
    for lane in floor.drawing.lanes:
        line = [frame.at(point) for point in lane.points]
        canvas.line(line, LIGHT["lane-mark"], max(0.8 * unit, lane.width * frame.scale * 0.5))
    canvas.line([*outline, outline[0]], LIGHT["lane-mark"], 0.7 * unit)
    canvas.dots([frame.at(place) for place in overview.places], 1.7 * unit, overview.colour)
    x0, y0, x1, y1 = _within(overview.part, floor.box)
    corners = [frame.at(corner) for corner in ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))]
    canvas.line(corners, LIGHT["ink"], 0.9 * unit)


def _within(part: Box, whole: Box) -> Box:
    return (
        max(part[0], whole[0]),
        max(part[1], whole[1]),
        min(part[2], whole[2]),
        min(part[3], whole[3]),
    )

"""A picture that is being drawn, in its own pixels; inside twice as fine, so that edges are smooth."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from itertools import pairwise
from typing import Literal

from PIL import Image, ImageDraw

from app.lots.geometry import Polygon, Vector
from bot.pictures.fonts import CAP_HEIGHT, Weight, font, text_width
from bot.pictures.palette import Colour
from bot.pictures.shapes import direction, rounded_rectangle
from bot.pictures.signs import Sign

_FINER = 2
_ALIGNED = {"left": "ls", "centre": "ms", "right": "rs"}


class Canvas:
    def __init__(self, width: int, height: int, ground: Colour) -> None:
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width * _FINER, height * _FINER), ground)
        self._pen = ImageDraw.Draw(self._image)

    def png(self) -> bytes:
        file = BytesIO()
        self._image.reduce(_FINER).save(file, "PNG", compress_level=7)
        return file.getvalue()

    def polygon(self, points: Polygon, fill: Colour) -> None:
        self._pen.polygon([(x * _FINER, y * _FINER) for x, y in points], fill)

    def line(self, points: Polygon, colour: Colour, width: float) -> None:
        """An open line with round ends and corners."""
        for start, end in pairwise(points):
            x, y = direction(start, end)
            aside_x, aside_y = -y * width / 2, x * width / 2
            self.polygon(
                [
                    (start[0] + aside_x, start[1] + aside_y),
                    (end[0] + aside_x, end[1] + aside_y),
                    (end[0] - aside_x, end[1] - aside_y),
                    (start[0] - aside_x, start[1] - aside_y),
                ],
                colour,
            )
        self.dots(points, width / 2, colour)

    def dots(self, places: Iterable[Vector], radius: float, fill: Colour) -> None:
        for x, y in places:
            box = (x - radius, y - radius, x + radius, y + radius)
            self._pen.ellipse([side * _FINER for side in box], fill)

    def plate(
        self,
        middle: Vector,
        width: float,
        height: float,
        radius: float,
        *,
        fill: Colour,
        edge: Colour,
        line: float,
        angle: float = 0,
    ) -> None:
        """A rounded rectangle with an edge `line` wide, half of it outside. Edge and body are two fills."""
        outer = rounded_rectangle(middle, width + line, height + line, radius + line / 2, angle)
        self.polygon(outer, edge)
        inner = rounded_rectangle(middle, width - line, height - line, max(0, radius - line / 2), angle)
        self.polygon(inner, fill)

    def text(
        self,
        at: Vector,
        text: str,
        size: float,
        weight: Weight,
        ink: Colour,
        align: Literal["left", "centre", "right"] = "centre",
    ) -> float:
        """Text whose capitals have their middle at the height of `at`. Returns how wide it is."""
        baseline = (at[0] * _FINER, (at[1] + size * CAP_HEIGHT / 2) * _FINER)
        self._pen.text(
            baseline, text, ink, font(max(1, round(size * _FINER)), weight), anchor=_ALIGNED[align]
        )
        return text_width(text, size, weight)

    def sign(self, sign: Sign, middle: Vector, size: float, ink: Colour) -> None:
        part = size / 12
        left, top = middle[0] - size / 2, middle[1] - size / 2
        for stroke in sign.strokes:
            points = [(left + x * part, top + y * part) for x, y in stroke]
            if sign.line is None:
                self.polygon(points, ink)
            else:
                self.line(points, ink, sign.line * part)

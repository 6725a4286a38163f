"""The signs of spots and landmarks, in a box of 12 by 12. A test holds them to `pwa/src/map/signs.ts`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path

from app.lots.drawing import LandmarkKind
from app.lots.geometry import Vector
from app.lots.models import SpaceType

_STEPS = 8  # straight pieces for each curve


@dataclass(frozen=True)
class Sign:
    """`path` as in SVG; drawn as a line of this width, filled when there is none."""

    path: str
    line: float | None = None

    @cached_property
    def strokes(self) -> Sequence[Sequence[Vector]]:
        """The path in straight pieces."""
        pen = _Flattener()
        parse_path(self.path, pen)
        return pen.strokes


SPOT_SIGNS = {
    SpaceType.EV: Sign("M6.4 0 1 7h4l-1 5 6.4-7.6H6.2L7.4 0z"),
    SpaceType.VIP: Sign("M6 .2l1.8 3.9 4.2.5-3.1 2.9.8 4.3L6 9.7l-3.7 2.1.8-4.3L0 4.6l4.2-.5z"),
    SpaceType.OKU: Sign(
        "M5 0a1.35 1.35 0 1 1 0 2.7A1.35 1.35 0 0 1 5 0zM4.3 3.4h1.5v1.9h2.9v1.3H5.8v1h2.7l1.7 3.2-1.1.6"
        "-1.4-2.6H4.3zM3.3 6.2a2.9 2.9 0 1 0 3.7 4l.7 1.1A4.1 4.1 0 1 1 3.3 5z"
    ),
    SpaceType.MOTORCYCLE: Sign(
        "M2.6 6.6a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM9.6 6.6a2 2 0 1 1 0 4 2 2 0 0 1 0-4z"
        "M2.6 8.6l2.3-3h2.6l-1.2 3H4.6M9.6 8.6 8 3.2H6.6M2.6 4.4h2.2",
        1.15,
    ),
}
LANDMARK_SIGNS = {
    LandmarkKind.LIFT: Sign("M3.6 10.4V1.8M1.2 4.2l2.4-2.4L6 4.2M8.6 1.6v8.6M6.2 7.8l2.4 2.4L11 7.8", 1.4),
    LandmarkKind.STAIRS: Sign("M.8 11h2.6V8.2H6V5.4h2.6V2.6h2.6", 1.4),
    LandmarkKind.ENTRANCE: Sign("M6 11V1.4M2.4 5 6 1.4 9.6 5", 1.5),
    LandmarkKind.EXIT: Sign("M6 1v9.6M2.4 7 6 10.6 9.6 7", 1.5),
    LandmarkKind.PAY_STATION: Sign("M1 2.6h10v6.8H1zM1 5h10M3 7.4h2", 1.3),
}
HELD_SIGN = Sign("M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1zM6 3.2V6l2 1.3", 1.4)


class _Flattener(BasePen):  # type: ignore[misc]  # fontTools has no types
    def __init__(self) -> None:
        super().__init__()
        self.strokes: list[list[Vector]] = []

    def _moveTo(self, pt: Vector) -> None:  # noqa: N802  (fontTools' names)
        self.strokes.append([pt])

    def _lineTo(self, pt: Vector) -> None:  # noqa: N802
        self.strokes[-1].append(pt)

    def _curveToOne(self, pt1: Vector, pt2: Vector, pt3: Vector) -> None:  # noqa: N802
        start: Any = self.strokes[-1][-1]
        for step in range(1, _STEPS + 1):
            t = step / _STEPS
            parts = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            points = (start, pt1, pt2, pt3)
            self.strokes[-1].append(
                (
                    sum(part * x for part, (x, _) in zip(parts, points, strict=True)),
                    sum(part * y for part, (_, y) in zip(parts, points, strict=True)),
                )
            )

    def _closePath(self) -> None:  # noqa: N802
        self.strokes[-1].append(self.strokes[-1][0])

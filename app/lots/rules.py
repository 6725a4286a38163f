"""The rules of lots, as pure functions. Opening hours, geometry and drawings have modules of their own."""

from __future__ import annotations

from dataclasses import dataclass

from app.lots.drawing import Drawing
from app.lots.geometry import distance_metres
from app.lots.models import SpaceType
from app.lots.opening_hours import OpeningHours

__all__ = ["Drawing", "FloorPlan", "OpeningHours", "SpacePlan", "distance_metres"]


@dataclass(frozen=True, slots=True)
class SpacePlan:
    """A spot as it is to be drawn. `label` is unique on the floor. Sizes as in `models.Space`.

    `id`: the spot that it is, whatever its label was; None for a new one, or one that is known by its label.
    """

    label: str
    type: SpaceType
    x: int
    y: int
    width: int
    height: int
    rotation: int = 0
    id: int | None = None


@dataclass(frozen=True, slots=True)
class FloorPlan:
    """All of a floor's map: its size in centimetres, its drawing, its spots."""

    width: int
    height: int
    drawing: Drawing
    spaces: tuple[SpacePlan, ...]

"""What is drawn: a floor with the state of its spots. Filled by the bot from tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from app.lots.drawing import Drawing
from app.lots.geometry import Vector, corners
from app.lots.models import SpaceType
from app.realtime.live import SpaceState

Box = tuple[float, float, float, float]
"""Left, top, right, bottom; centimetres on a floor, or pixels in a picture."""

_MARGIN_PART = 0.07


@dataclass(frozen=True, slots=True)
class SpotView:
    """A spot as it lies (sizes as in `lots.models.Space`) and its state in the period that is asked for."""

    id: int
    label: str
    type: SpaceType
    x: int
    y: int
    width: int
    height: int
    rotation: int
    state: SpaceState


@dataclass(frozen=True)
class FloorView:
    """A floor of a lot; `width` and `height` of its paper in centimetres, the names as people read them."""

    lot_name: str
    name: str
    width: int
    height: int
    drawing: Drawing
    spots: tuple[SpotView, ...]

    @cached_property
    def box(self) -> Box:
        """The outer wall with every spot in it: what there is to be seen."""
        return box_around([*self.drawing.outline, *(at for spot in self.spots for at in corners(spot))])

    def spot(self, spot_id: int) -> SpotView:
        """Raises KeyError for a spot that is not on the floor."""
        for spot in self.spots:
            if spot.id == spot_id:
                return spot
        raise KeyError(spot_id)


def box_around(points: list[Vector]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def with_margin(box: Box, least: float) -> Box:
    """The box and `least` around it; more around a large one, as the picture shows it smaller."""
    margin = max(least, _MARGIN_PART * max(box[2] - box[0], box[3] - box[1]))
    return box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin

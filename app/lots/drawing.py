"""The drawing of a floor: what is on the map besides its spots. Whole centimetres; x to the right, y down."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

Coordinate = Annotated[int, Field(ge=0, le=100_000)]
Point = tuple[Coordinate, Coordinate]


class _Shape(BaseModel):
    # Stored and served in one form, so that a map is sent as it is kept.
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid", frozen=True)


class Wall(_Shape):
    """A wall or a row of pillars inside the floor, along `points`."""

    points: tuple[Point, ...] = Field(min_length=2)
    thickness: int = Field(gt=0, le=500)


class Lane(_Shape):
    """A lane along its centre line, in driving direction. It reaches half its width beyond its ends."""

    points: tuple[Point, ...] = Field(min_length=2)
    width: int = Field(ge=200, le=1500)
    one_way: bool


class LandmarkKind(StrEnum):
    LIFT = "lift"
    STAIRS = "stairs"
    ENTRANCE = "entrance"
    EXIT = "exit"
    PAY_STATION = "payStation"


class Landmark(_Shape):
    """Something by which people find their way; `x`, `y` is its middle. `id` is unique on the floor."""

    id: str = Field(min_length=1, max_length=24)
    kind: LandmarkKind
    label: str = Field(min_length=1, max_length=24)
    x: Coordinate
    y: Coordinate


class Drawing(_Shape):
    """`outline` is the outer wall, a polygon that closes itself."""

    outline: tuple[Point, ...] = Field(min_length=3)
    walls: tuple[Wall, ...] = ()
    lanes: tuple[Lane, ...] = ()
    landmarks: tuple[Landmark, ...] = ()

"""A floor as a document: as a draft keeps it, and as it is exported and imported. Whole centimetres."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

from app.core.fields import MAX_ROW_ID
from app.lots.drawing import Drawing
from app.lots.models import Area, Space, SpaceStatus, SpaceType
from app.lots.rules import FloorPlan, SpacePlan

MOST_SPOTS = 3000
_MOST_POINTS = 2000  # of outline, walls and lanes together

Label = Annotated[str, StringConstraints(pattern=r"^[\w.\-/]+( [\w.\-/]+)*$", max_length=12)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$", max_length=12)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Level = Annotated[int, Field(ge=-20, le=200)]
Size = Annotated[int, Field(ge=50, le=3000)]


class _Document(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid", frozen=True)


class PlannedSpot(_Document):
    """`x`, `y`: the top-left corner before the turn by `rotation` degrees, clockwise.

    `id`: the spot that it is; without one it is the floor's spot of that label, or a new one.
    """

    id: Annotated[int, Field(gt=0, le=MAX_ROW_ID)] | None = None
    label: Label
    type: SpaceType
    x: Annotated[int, Field(ge=0, le=100_000)]
    y: Annotated[int, Field(ge=0, le=100_000)]
    width: Size
    height: Size
    rotation: Annotated[int, Field(gt=-360, lt=360)] = 0


class PlannedFloor(_Document):
    """All of a floor's map. It need not be sound: `faults.list_map_faults` tells."""

    width: Annotated[int, Field(ge=100, le=100_000)]
    height: Annotated[int, Field(ge=100, le=100_000)]
    drawing: Drawing
    spaces: Annotated[tuple[PlannedSpot, ...], Field(max_length=MOST_SPOTS)] = ()

    @property
    def plan(self) -> FloorPlan:
        spaces = tuple(SpacePlan(**dict(spot)) for spot in self.spaces)
        return FloorPlan(self.width, self.height, self.drawing, spaces)

    @property
    def is_too_detailed(self) -> bool:
        """Whether there are more lines than a floor needs, and than can be looked at in time."""
        lines = [self.drawing.outline, *(wall.points for wall in self.drawing.walls)]
        lines += [lane.points for lane in self.drawing.lanes]
        return sum(map(len, lines)) > _MOST_POINTS or len(self.drawing.landmarks) > _MOST_POINTS

    def to_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    @classmethod
    def of(cls, plan: FloorPlan) -> Self:
        """Raises ValidationError for a plan that no draft may have."""
        spots = tuple(PlannedSpot.model_validate(space, from_attributes=True) for space in plan.spaces)
        return cls(width=plan.width, height=plan.height, drawing=plan.drawing, spaces=spots)

    @classmethod
    def as_published(cls, area: Area, spaces: Iterable[Space]) -> Self:
        """The map that everybody sees."""
        return cls(
            width=area.width,
            height=area.height,
            drawing=Drawing.model_validate(area.drawing),
            spaces=tuple(
                PlannedSpot.model_construct(
                    id=space.id,
                    label=space.label,
                    type=space.type,
                    x=space.x,
                    y=space.y,
                    width=space.width,
                    height=space.height,
                    rotation=space.rotation,
                )
                for space in spaces
                if space.status is SpaceStatus.ACTIVE
            ),
        )


class FloorDocument(_Document):
    """A floor to take elsewhere. `version` is that of the format; ids are left out: they are this house's."""

    format: Literal["parkpro-floor"] = "parkpro-floor"
    version: Literal[1] = 1
    unit: Literal["cm"] = "cm"
    code: Code
    name: Name
    level: Level
    plan: PlannedFloor

    @classmethod
    def export(cls, code: str, name: str, level: int, plan: PlannedFloor) -> FloorDocument:
        spots = tuple(spot.model_copy(update={"id": None}) for spot in plan.spaces)
        bare = plan.model_copy(update={"spaces": spots})
        return cls.model_construct(
            format="parkpro-floor", version=1, unit="cm", code=code, name=name, level=level, plan=bare
        )

"""Floors as they are drawn, as received and sent."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from app.bookings.models import BookingStatus
from app.lots.faults import FaultKind
from app.lots.floor_document import Level, Name, PlannedFloor
from app.lots.generator import MOST_COLUMNS, MOST_ROWS
from app.lots.models import SpaceType
from app.web.schemas.base import Moment, NearestSpaceOut, Schema

Revision = Annotated[int, Field(ge=0, lt=2**31)]


class DraftInHandOut(Schema):
    """A draft that is not published yet. `edited_by`: None for who has no account any more."""

    spots: int
    edited_by: str | None
    edited_at: Moment


class FloorInHandOut(Schema):
    """A floor, published or to come. `spots`: what drivers see; `draft`: None when nobody changes it."""

    code: str
    name: str
    level: int
    is_published: bool
    spots: int
    draft: DraftInHandOut | None


class FloorsInHandOut(Schema):
    floors: list[FloorInHandOut]


class MapFaultOut(Schema):
    """Something wrong at `x`, `y`. `label`: of the spot or landmark, None for the outline; `other`: what it
    lies over, or which spot it says it is."""

    kind: FaultKind
    x: int
    y: int
    label: str | None
    other: str | None


class DraftOut(Schema):
    """`revision` 0: the published map, which nobody has begun to change. With `faults` it is not published.

    `map_version` is the published map of now; it is not `base_map_version` when somebody published since.
    `editors`: who else had it open within the last minute.
    """

    code: str
    name: str
    level: int
    plan: PlannedFloor
    revision: int
    base_map_version: int
    map_version: int
    edited_by: str | None
    edited_at: Moment | None
    faults: list[MapFaultOut]
    editors: list[str]


class DraftIn(Schema):
    """`revision`: the one that was changed, 0 for the first. `base_map_version`: 0 for a new floor."""

    name: Name
    level: Level
    plan: PlannedFloor
    revision: Revision
    base_map_version: Revision


class DraftSavedOut(Schema):
    revision: int
    edited_at: Moment
    faults: list[MapFaultOut]


class RevisionIn(Schema):
    revision: Revision


class PublishIn(RevisionIn):
    """`base_map_version`: the published map on which the draft was drawn."""

    base_map_version: Revision


class EditorsOut(Schema):
    """The names of the others who have the floor open, and the draft's revision: 0 when there is none."""

    editors: list[str]
    revision: int


class StrandedOut(Schema):
    """A booking that has to leave its spot. `goes_to`: None when its money goes back.

    `car_is_in`: its car stands there now.
    """

    reference: str
    status: BookingStatus
    space_label: str
    starts_at: Moment
    ends_at: Moment
    goes_to: NearestSpaceOut | None
    car_is_in: bool


class RenamedOut(Schema):
    """A spot that gets another label."""

    before: str
    after: str


class RetypedOut(Schema):
    """A spot that becomes of another type; `label` as it is now."""

    label: str
    before: SpaceType
    after: SpaceType


class DraftCheckOut(Schema):
    """What publishing would do. The lists hold labels: as they will be, of `retired` as they are."""

    revision: int
    faults: list[MapFaultOut]
    added: list[str]
    moved: list[str]
    resized: list[str]
    renamed: list[RenamedOut]
    retyped: list[RetypedOut]
    retired: list[str]
    stranded: list[StrandedOut]


class PublishedOut(Schema):
    """The references of the bookings that moved, and of those that lost their spot and were refunded."""

    area_id: int
    map_version: int
    moved: list[str]
    displaced: list[str]


class ExportQuery(Schema):
    """`parkpro`: all of it; `apds`: its places, without the drawing."""

    format: Literal["parkpro", "apds"] = "parkpro"


class ImportIn(Schema):
    """A document that was exported, in either format. It becomes the next revision of the draft."""

    document: dict[str, Any]
    revision: Revision
    base_map_version: Revision


class SketchIn(Schema):
    """A simple floor: rows of spots on both sides of lanes. `types`: how many of a kind, else standard."""

    rows: Annotated[int, Field(ge=1, le=MOST_ROWS)]
    columns: Annotated[int, Field(ge=1, le=MOST_COLUMNS)]
    types: dict[SpaceType, Annotated[int, Field(ge=0, le=MOST_ROWS * MOST_COLUMNS)]] = {}

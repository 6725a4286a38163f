"""Floors to take elsewhere and to bring in: this house's own document, and places as APDS describes them.

APDS (ISO/TS 5206-1) knows a hierarchy of places, each an `identifiedArea` or a `vehicularSpace`, without the
drawing of a floor. So a floor that comes as places gets a drawing of its own: an outline around its spots.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from app.lots.errors import FloorNotUnderstood
from app.lots.floor_document import FloorDocument, PlannedFloor
from app.lots.models import SpaceType

M = TypeVar("M", bound=BaseModel)

_MARGIN_CM = 100
_MOST_ERRORS = 20
_TO_APDS: Mapping[SpaceType, Mapping[str, Any]] = {
    SpaceType.STANDARD: {"vehicleTypes": ["car"]},
    SpaceType.EV: {"vehicleTypes": ["car"], "electricCharging": True},
    SpaceType.VIP: {"vehicleTypes": ["car"], "userTypes": ["reserved"]},
    SpaceType.OKU: {"vehicleTypes": ["car"], "userTypes": ["disabled"]},
    SpaceType.MOTORCYCLE: {"vehicleTypes": ["motorcycle"]},
}


def read_document(data: Any) -> FloorDocument:
    """A floor that was exported from here. Raises FloorNotUnderstood, which names each wrong field."""
    return _read(FloorDocument, data)


def places_of(lot_slug: str, lot_name: str, floor: FloorDocument) -> dict[str, Any]:
    """The floor as APDS places: the lot, the floor within it, its spots within that.

    What APDS has no word for, the spot's rectangle in centimetres, is an extension, `parkproPlacement`.
    """
    floor_id = f"{lot_slug}:{floor.code}"
    spots = [
        {
            "id": f"{floor_id}:{spot.label}",
            "version": 1,
            "type": "vehicularSpace",
            "name": [{"language": "en", "string": spot.label}],
            "parent": {"id": floor_id, "className": "IdentifiedArea"},
            "supply": {"supplyQuantity": 1, **_TO_APDS[spot.type]},
            "parkproPlacement": spot.model_dump(
                mode="json", by_alias=True, include={"x", "y", "width", "height", "rotation"}
            ),
        }
        for spot in floor.plan.spaces
    ]
    return {
        "places": [
            {
                "id": lot_slug,
                "version": 1,
                "type": "place",
                "name": [{"language": "en", "string": lot_name}],
            },
            {
                "id": floor_id,
                "version": 1,
                "type": "identifiedArea",
                "name": [{"language": "en", "string": floor.name}],
                "parent": {"id": lot_slug, "className": "Place"},
                "level": floor.level,
                "supply": {"supplyQuantity": len(spots)},
            },
            *spots,
        ]
    }


def read_places(data: Any, *, code: str, name: str, level: int) -> FloorDocument:
    """The spots among APDS places as a floor with an outline around them, and without lanes.

    Places other than `vehicularSpace` are left out. Raises FloorNotUnderstood, also for a spot without
    `parkproPlacement`: APDS alone does not say where on a floor it lies.
    """
    places = data.get("places") if isinstance(data, Mapping) else None
    if not isinstance(places, list):
        raise FloorNotUnderstood([{"field": "places", "message": "a list of places"}])
    spots = [
        _spot(place, f"places.{number}")
        for number, place in enumerate(places)
        if isinstance(place, Mapping) and place.get("type") == "vehicularSpace"
    ]
    if not spots:
        raise FloorNotUnderstood([{"field": "places", "message": "no vehicularSpace among them"}])
    width, height = _paper(spots)
    outline = [(0, 0), (width, 0), (width, height), (0, height)]
    plan = {"width": width, "height": height, "drawing": {"outline": outline}, "spaces": spots}
    floor = _read(PlannedFloor, plan)
    return _read(FloorDocument, {"code": code, "name": name, "level": level, "plan": floor})


def _spot(place: Mapping[str, Any], field: str) -> dict[str, Any]:
    placement = place.get("parkproPlacement")
    if not isinstance(placement, Mapping):
        raise FloorNotUnderstood([{"field": f"{field}.parkproPlacement", "message": "where it lies"}])
    return {**placement, "label": _name(place, field), "type": _type(place)}


def _name(place: Mapping[str, Any], field: str) -> str:
    names = place.get("name")
    first = names[0] if isinstance(names, list) and names else names
    label = first.get("string") if isinstance(first, Mapping) else first
    if not isinstance(label, str):
        raise FloorNotUnderstood([{"field": f"{field}.name", "message": "the spot's label"}])
    return label


def _type(place: Mapping[str, Any]) -> SpaceType:
    supply = place.get("supply")
    facts: Mapping[str, Any] = supply if isinstance(supply, Mapping) else {}
    users, vehicles = _words(facts.get("userTypes")), _words(facts.get("vehicleTypes"))
    if "disabled" in users:
        return SpaceType.OKU
    if facts.get("electricCharging") is True:
        return SpaceType.EV
    if "motorcycle" in vehicles and "car" not in vehicles:
        return SpaceType.MOTORCYCLE
    return SpaceType.VIP if "reserved" in users else SpaceType.STANDARD


def _words(value: Any) -> set[str]:
    return {word for word in value if isinstance(word, str)} if isinstance(value, list) else set()


def _paper(spots: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """A sheet on which every spot has room, however it is turned."""

    def reach(spot: Mapping[str, Any], axis: str) -> int:
        numbers = [spot.get(name) for name in (axis, "width", "height")]
        return sum(number for number in numbers if isinstance(number, int))

    width, height = (max(reach(spot, axis) for spot in spots) + _MARGIN_CM for axis in ("x", "y"))
    return width, height


def _read(model: type[M], data: Any) -> M:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise FloorNotUnderstood(
            [
                {"field": ".".join(str(part) for part in fault["loc"]), "message": fault["msg"]}
                for fault in error.errors(include_url=False, include_input=False)[:_MOST_ERRORS]
            ]
        ) from error

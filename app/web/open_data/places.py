"""Places as APDS 4 shapes them: a lot, its floors, the spots of a kind on a floor, and each spot.

`Place` (layer 0) > `SubPlace` (a floor, 1) > `IdentifiedArea` (the spots of one type there, 2) > `Space` (3).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from app.lots.models import Lot, Space, SpaceType
from app.lots.opening_hours import OpeningHours
from app.pricing.lines import space_type_words
from app.web.open_data.sites import Floor, Site
from app.web.open_data.words import Json, moment, name, reference, text, weekly

DEEPEST = 3
_MIDNIGHT = 24 * 60
_RESTRICTIONS = {SpaceType.OKU: "disabledPersonPermitOnly", SpaceType.EV: "electricVehicleOnly"}


def place_id(lot: Lot) -> str:
    return lot.slug


def floor_id(site: Site, floor: Floor) -> str:
    return f"{site.lot.slug}.{floor.area.code}"


def area_id(site: Site, floor: Floor, type_: SpaceType) -> str:
    return f"{floor_id(site, floor)}.{type_.value}"


def space_id(site: Site, floor: Floor, space: Space) -> str:
    return f"{area_id(site, floor, space.type)}.{space.label}"


def right_id(lot: Lot, type_: SpaceType) -> str:
    return f"{lot.slug}.right.{type_.value}"


def list_elements(site: Site, layer: int = DEEPEST) -> Iterator[Json]:
    """The elements of a lot down to `layer`, each before what is in it."""
    yield _place(site)
    if layer < 1:
        return
    for floor in site.floors:
        yield _floor(site, floor)
        for type_ in floor.types if layer > 1 else ():
            yield _area(site, floor, type_)
            for space in floor.spaces if layer > 2 else ():
                if space.type is type_:
                    yield _space(site, floor, space)


def _place(site: Site) -> Json:
    lot = site.lot
    return {
        **_element(site, place_id(lot), 1, "place", 0, name(lot.name)),
        "childIds": [
            reference(floor_id(site, floor), floor.area.map_version, "SubPlace") for floor in site.floors
        ],
        "rightSpecifications": _rights(lot, site.types),
        "timeZone": lot.time_zone,
        "placeStreetAddress": {
            "addressLines": [{"order": 0, "text": name(lot.address), "type": "street"}],
        },
        "indicativePlacePointLocation": [{"type": "Point", "coordinates": [lot.longitude, lot.latitude]}],
        "characteristics": {
            "openToPublic": True,
            "operatingModes": ["payBySpace"],
            "spacesTotal": len(site.spaces),
            "spacesNonDedicated": sum(space.type is SpaceType.STANDARD for space in site.spaces),
            "disabledAccess": SpaceType.OKU in site.types,
            "evChargingPoints": sum(space.type is SpaceType.EV for space in site.spaces),
            **_structure(site),
        },
        "times": _times(lot),
    }


def _floor(site: Site, floor: Floor) -> Json:
    area = floor.area
    return {
        **_element(site, floor_id(site, floor), area.map_version, "subplaceElement", 1, name(area.name)),
        "parentId": reference(place_id(site.lot), 1, "Place"),
        "childIds": [
            reference(area_id(site, floor, type_), area.map_version, "IdentifiedArea")
            for type_ in floor.types
        ],
        "elementType": "floorOrLevel",
        "characteristics": {"spacesTotal": len(floor.spaces), "structureGrade": _grade(area.level)},
    }


def _area(site: Site, floor: Floor, type_: SpaceType) -> Json:
    version = floor.area.map_version
    there = [space for space in floor.spaces if space.type is type_]
    return {
        **_element(
            site,
            area_id(site, floor, type_),
            version,
            "identifiedArea",
            2,
            text(lambda language: f"{floor.area.name}: {space_type_words(type_.value, language)}"),
        ),
        "parentId": reference(floor_id(site, floor), version, "SubPlace"),
        "childIds": [reference(space_id(site, floor, space), version, "Space") for space in there],
        "rightSpecifications": _rights(site.lot, [type_]),
        **_restrictions(type_),
    }


def _space(site: Site, floor: Floor, space: Space) -> Json:
    id_, version = space_id(site, floor, space), floor.area.map_version
    return {
        **_element(site, id_, version, "space", 3, name(space.label)),
        "parentId": reference(area_id(site, floor, space.type), version, "IdentifiedArea"),
        "spaceId": {"id": id_, "className": "Space"},
        "spaceDimension": {
            "dimensionLength": _metres(space.height),
            "dimensionWidth": _metres(space.width),
        },
        **_restrictions(space.type),
    }


def _element(site: Site, id_: str, version: int, type_: str, layer: int, named: list[Json]) -> Json:
    return {
        "id": id_,
        "version": version,
        "type": type_,
        "name": named,
        "layer": layer,
        "hierarchyElementRecord": {"creationTime": moment(site.created_at)},
    }


def _rights(lot: Lot, types: list[SpaceType]) -> list[Json]:
    return [reference(right_id(lot, type_), 1, "RightSpecification") for type_ in types]


def _restrictions(type_: SpaceType) -> Json:
    restriction = _RESTRICTIONS.get(type_)
    return {"operatingRestrictions": [{"operatingRestriction": restriction}]} if restriction else {}


def _structure(site: Site) -> Json:
    """A lot of one floor on the ground is a surface; of floors above and below no grade is true of all."""
    levels = [floor.area.level for floor in site.floors]
    grades = {_grade(level) for level in levels}
    return {
        "structureType": "offStreetSurface" if levels == [0] else "offStreetStructure",
        **({"structureGrade": grades.pop()} if len(grades) == 1 else {}),
    }


def _grade(level: int) -> str:
    return "groundLevel" if level == 0 else "aboveGround" if level > 0 else "underground"


def _metres(centimetres: int) -> Json:
    return {"measure": centimetres / 100, "unitOfMeasure": "metres"}


def _times(lot: Lot) -> Json:
    windows = _windows(OpeningHours.of(lot.opening_hours))
    always = windows == [(frozenset(range(7)), 0, _MIDNIGHT)]
    told: Json = {
        "available24hours": always,
        "openAllYear": True,
        "openingTimesNotSpecified": False,
        "openingTimesUnknown": False,
    }
    if not always:
        told["operatingTime"] = {"type": "periods", "periods": weekly(windows)}
    return told


def _windows(hours: OpeningHours) -> list[tuple[frozenset[int], int, int]]:
    """Days that open alike are told together; a span past midnight in two parts."""
    days: dict[tuple[int, int], set[int]] = defaultdict(set)
    for span in hours.spans:
        days[span.opens, min(span.closes, _MIDNIGHT)].add(span.weekday)
        if span.closes > _MIDNIGHT:
            days[0, span.closes - _MIDNIGHT].add((span.weekday + 1) % 7)
    return [(frozenset(weekdays), *window) for window, weekdays in days.items()]

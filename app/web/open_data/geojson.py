"""Lots and floors as GeoJSON (RFC 7946).

A lot is a point. Floors are drawn in a frame of their own, which is not surveyed: on the map a floor lies
with its middle on the lot's point and its upper edge to the north, in true size. So it is for showing, not
for finding a way; the drawing's own metres go along as properties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import cos, radians

from app.lots.geometry import corners
from app.lots.models import Lot, Space
from app.realtime.live import LiveFloors, SpotNow
from app.web.open_data.sites import Floor, Site
from app.web.open_data.words import Json

_METRES_A_DEGREE = 111_320.0
_PLACES = 7  # a centimetre

Place = Callable[[float, float], list[float]]


def lots_collection(sites: Iterable[Site], live: LiveFloors) -> Json:
    return {"type": "FeatureCollection", "features": [_lot(site, live) for site in sites]}


def lot_collection(site: Site, live: LiveFloors) -> Json:
    """The lot, and the outline of each floor."""
    outlines = [_outline(site, floor) for floor in site.floors]
    return {"type": "FeatureCollection", "features": [_lot(site, live), *outlines]}


def floor_collection(site: Site, floor: Floor) -> Json:
    """The outline, the spots and the landmarks of a floor."""
    at = _placed(site.lot, floor)
    return {
        "type": "FeatureCollection",
        "features": [
            _outline(site, floor),
            *(_spot(space, at) for space in floor.spaces),
            *(_landmark(mark, at) for mark in floor.area.drawing.get("landmarks", ())),
        ],
    }


def _lot(site: Site, live: LiveFloors) -> Json:
    lot = site.lot
    states = [state for floor in site.floors for state in live.spots_now(floor.area.id).values()]
    return {
        "type": "Feature",
        "id": lot.slug,
        "geometry": {"type": "Point", "coordinates": [lot.longitude, lot.latitude]},
        "properties": {
            "kind": "lot",
            "name": lot.name,
            "address": lot.address,
            "timeZone": lot.time_zone,
            "spaces": len(site.spaces),
            "free": sum(state is SpotNow.FREE for state in states),
            "spaceTypes": [type_.value for type_ in site.types],
            "floors": [floor.area.code for floor in site.floors],
        },
    }


def _outline(site: Site, floor: Floor) -> Json:
    area, at = floor.area, _placed(site.lot, floor)
    return {
        "type": "Feature",
        "id": f"{site.lot.slug}.{area.code}",
        "geometry": {"type": "Polygon", "coordinates": [_ring(area.drawing["outline"], at)]},
        "properties": {
            "kind": "floor",
            "code": area.code,
            "name": area.name,
            "level": area.level,
            "version": area.map_version,
            "widthMetres": area.width / 100,
            "heightMetres": area.height / 100,
            "spaces": len(floor.spaces),
        },
    }


def _spot(space: Space, at: Place) -> Json:
    return {
        "type": "Feature",
        "id": space.label,
        "geometry": {"type": "Polygon", "coordinates": [_ring(corners(space), at)]},
        "properties": {
            "kind": "space",
            "label": space.label,
            "type": space.type.value,
            "xMetres": space.x / 100,
            "yMetres": space.y / 100,
            "widthMetres": space.width / 100,
            "heightMetres": space.height / 100,
            "rotation": space.rotation,
        },
    }


def _landmark(mark: Json, at: Place) -> Json:
    return {
        "type": "Feature",
        "id": mark["id"],
        "geometry": {"type": "Point", "coordinates": at(mark["x"], mark["y"])},
        "properties": {
            "kind": mark["kind"],
            "label": mark["label"],
            "xMetres": mark["x"] / 100,
            "yMetres": mark["y"] / 100,
        },
    }


def _placed(lot: Lot, floor: Floor) -> Place:
    """From centimetres of the drawing, y down, to longitude and latitude."""
    middle_x, middle_y = floor.area.width / 2, floor.area.height / 2
    degrees_north = 1 / 100 / _METRES_A_DEGREE
    degrees_east = degrees_north / max(cos(radians(lot.latitude)), 1e-6)

    def at(x: float, y: float) -> list[float]:
        return [
            round(lot.longitude + (x - middle_x) * degrees_east, _PLACES),
            round(lot.latitude - (y - middle_y) * degrees_north, _PLACES),
        ]

    return at


def _ring(points: Iterable[Sequence[float]], at: Place) -> list[list[float]]:
    """Closed, and counter-clockwise as RFC 7946 wants an outer ring."""
    ring = [at(point[0], point[1]) for point in points]
    doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))
    if doubled < 0:
        ring.reverse()
    return [*ring, ring[0]]

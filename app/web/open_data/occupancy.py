"""Supply and demand as APDS 4 shapes them, from the live floors. Counts only: nothing of a single spot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from app.lots.models import Space
from app.realtime.live import LiveFloors, SpotNow
from app.web.open_data.places import area_id, floor_id, place_id
from app.web.open_data.sites import Site
from app.web.open_data.words import Json, moment, reference

_IN_USE = (SpotNow.OCCUPIED, SpotNow.OVERSTAYED, SpotNow.BOOKED)


def list_occupancy(site: Site, live: LiveFloors, at: datetime) -> Iterator[Json]:
    """A `HierarchyElementReference` for a lot, each of its floors, and each kind of spot on a floor."""
    states = {id_: state for floor in site.floors for id_, state in live.spots_now(floor.area.id).items()}
    yield _told(reference(place_id(site.lot), 1, "Place"), site.spaces, states, at)
    for floor in site.floors:
        version = floor.area.map_version
        yield _told(reference(floor_id(site, floor), version, "SubPlace"), floor.spaces, states, at)
        for type_ in floor.types:
            there = [space for space in floor.spaces if space.type is type_]
            yield _told(reference(area_id(site, floor, type_), version, "IdentifiedArea"), there, states, at)


def _told(element: Json, spaces: Iterable[Space], states: dict[int, SpotNow], at: datetime) -> Json:
    now = [states.get(space.id, SpotNow.FREE) for space in spaces]
    usable = sum(state is not SpotNow.CLOSED for state in now)
    taken = sum(state in _IN_USE for state in now)
    return {
        "elementId": element,
        "supply": [{"supplyViewType": "spaceView", "supplyQuantity": usable}],
        "demandTable": [
            {
                "frequency": "PT1M",
                "timestamp": moment(at),
                "demandType": [
                    {
                        "count": taken,
                        "occupancyCalculation": "derived",
                        "percentage": round(100 * taken / usable, 1) if usable else 100.0,
                        "recordDateTime": moment(at),
                    }
                ],
            }
        ],
    }

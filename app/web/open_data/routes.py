"""`/api/open/v1`: open data, for anybody's program on any site (docs/open-data.md)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field
from quart import Blueprint, Response
from quart_schema import hide, validate_querystring

from app.core import clock
from app.core.errors import NotFound
from app.web.access import callers
from app.web.context import services
from app.web.limits import limited
from app.web.open_data.answers import GEOJSON_TYPE, LIVE, STILL, answer, as_of, known_sites
from app.web.open_data.geojson import floor_collection, lot_collection, lots_collection
from app.web.open_data.occupancy import list_occupancy
from app.web.open_data.places import DEEPEST, list_elements
from app.web.open_data.rates import list_rates, list_rights, read_prices
from app.web.open_data.sites import Site
from app.web.open_data.words import Json
from app.web.schemas.base import Schema

blueprint = Blueprint("open_data", __name__, url_prefix="/api/open/v1")

_CALLS = 120


class PlacesQuery(Schema):
    """`layer`: how deep to go, 0 for lots only. `expand` occupancy: with supply and demand."""

    layer: int = Field(default=0, ge=0, le=DEEPEST)
    expand: Literal["none", "occupancy"] = "none"


@blueprint.after_request
async def open_to_every_site(response: Response) -> Response:
    """Scripts of other sites may read what anybody may; they never send a cookie along."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@blueprint.get("/places")
@limited(_CALLS)
@callers("anyone")
@validate_querystring(PlacesQuery)
@hide
async def places(query_args: PlacesQuery) -> Response:
    """Places down to a layer: an APDS `HierarchyElementList`."""

    async def make() -> Json:
        sites = await known_sites()
        return _page([each for site in sites for each in _elements(site, query_args)], _lasting(query_args))

    return await answer(make, seconds=_lasting(query_args), variant=_variant(query_args))


@blueprint.get("/places/<path:element_id>")
@limited(_CALLS)
@callers("anyone")
@validate_querystring(PlacesQuery)
@hide
async def place(element_id: str, query_args: PlacesQuery) -> Response:
    """One place, floor, area or spot: an APDS `HierarchyElement`."""

    async def make() -> Json:
        site = await _site(element_id.partition(".")[0])
        deep = PlacesQuery(layer=DEEPEST, expand=query_args.expand)
        return _find(_elements(site, deep), element_id)

    return await answer(make, seconds=_lasting(query_args), variant=_variant(query_args))


@blueprint.get("/occupancy")
@limited(_CALLS)
@callers("anyone")
@hide
async def occupancy() -> Response:
    """Supply and demand of every lot, floor and kind of spot: APDS `HierarchyElementReference`s."""

    async def make() -> Json:
        at, live = as_of(LIVE), services().live
        sites = await known_sites()
        return _page([each for site in sites for each in list_occupancy(site, live, at)], LIVE)

    return await answer(make, seconds=LIVE)


@blueprint.get("/rates")
@limited(_CALLS)
@callers("anyone")
@hide
async def rates() -> Response:
    """The tables of all lots that are valid now: an APDS `RateTableList`."""

    async def make() -> Json:
        prices = await read_prices(await known_sites(), clock.now())
        return _page([each for priced in prices for each in list_rates(priced)], STILL)

    return await answer(make)


@blueprint.get("/rates/<path:rate_id>")
@limited(_CALLS)
@callers("anyone")
@hide
async def rate(rate_id: str) -> Response:
    """One APDS `RateTable`."""

    async def make() -> Json:
        site = await _site(rate_id.partition(".")[0])
        prices = await read_prices([site], clock.now())
        return _find([each for priced in prices for each in list_rates(priced)], rate_id)

    return await answer(make)


@blueprint.get("/rights/specs")
@limited(_CALLS)
@callers("anyone")
@hide
async def rights() -> Response:
    """Which rates hold where, and in which order: an APDS `RightSpecificationList`."""

    async def make() -> Json:
        prices = await read_prices(await known_sites(), clock.now())
        return _page([each for priced in prices for each in list_rights(priced)], STILL)

    return await answer(make)


@blueprint.get("/lots.geojson")
@limited(_CALLS)
@callers("anyone")
@hide
async def all_lots() -> Response:
    """Every lot as a point, with its free spots."""

    async def make() -> Json:
        return lots_collection(await known_sites(), services().live)

    return await answer(make, seconds=LIVE, content_type=GEOJSON_TYPE)


@blueprint.get("/lots/<slug>.geojson")
@limited(_CALLS)
@callers("anyone")
@hide
async def one_lot(slug: str) -> Response:
    """A lot with the outlines of its floors."""

    async def make() -> Json:
        return lot_collection(await _site(slug), services().live)

    return await answer(make, seconds=LIVE, content_type=GEOJSON_TYPE)


@blueprint.get("/lots/<slug>/floors/<code>.geojson")
@limited(_CALLS)
@callers("anyone")
@hide
async def one_floor(slug: str, code: str) -> Response:
    """A floor with its spots and landmarks."""

    async def make() -> Json:
        site = await _site(slug)
        floor = next((floor for floor in site.floors if floor.area.code == code), None)
        if floor is None:
            raise NotFound
        return floor_collection(site, floor)

    return await answer(make, content_type=GEOJSON_TYPE)


async def _site(slug: str) -> Site:
    """A listed lot. Raises NotFound."""
    site = next((site for site in await known_sites() if site.lot.slug == slug), None)
    if site is None:
        raise NotFound
    return site


def _elements(site: Site, query: PlacesQuery) -> list[Json]:
    elements = list(list_elements(site, query.layer))
    if query.expand == "occupancy":
        told = {each["elementId"]["id"]: each for each in list_occupancy(site, services().live, as_of(LIVE))}
        elements = [
            {**each, "hierarchyElementReference": told[each["id"]]} if each["id"] in told else each
            for each in elements
        ]
    return elements


def _find(elements: list[Json], id_: str) -> Json:
    found = next((each for each in elements if each["id"] == id_), None)
    if found is None:
        raise NotFound
    return found


def _variant(query: PlacesQuery) -> str:
    return f"{query.layer}{query.expand}"


def _lasting(query: PlacesQuery) -> int:
    return LIVE if query.expand == "occupancy" else STILL


def _page(data: list[Json], seconds: int) -> Json:
    """All of it on one page, as of the beginning of the present stretch of time."""
    instant = int(as_of(seconds).timestamp())
    meta = {"referenceInstant": instant, "offset": 0, "pageSize": len(data), "total": len(data)}
    return {"meta": meta, "data": data}

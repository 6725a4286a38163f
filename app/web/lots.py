"""Lots and the maps of their floors."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import cast

from quart import Blueprint, Quart, Response, current_app, request
from quart_schema import document_response, hide, validate_response

from app.lots.photos import get_photo
from app.lots.queries import get_area_map, get_lot, get_map_version, list_lots
from app.web.access import callers
from app.web.limits import limited
from app.web.present_lots import present_lot, present_lots
from app.web.schemas.lots import AreaMapOut, LotOut, LotsOut

blueprint = Blueprint("lots", __name__)


@blueprint.get("/api/lots")
@limited(3000)
@callers("anyone")
@validate_response(LotsOut)
async def all_lots() -> LotsOut:
    """The lots there are, by name."""
    return LotsOut(lots=await present_lots(await list_lots()))


@blueprint.get("/api/lots/<slug>")
@limited(3000)
@callers("anyone")
@validate_response(LotOut)
async def one_lot(slug: str) -> LotOut:
    """A lot with its floors, prices and policy."""
    return await present_lot(await get_lot(slug))


@blueprint.get("/api/areas/<int:area_id>/map")
@limited(3000)
@callers("anyone")
@document_response(AreaMapOut)
async def area_map(area_id: int) -> Response:
    """The map of a floor. Ask again with its ETag: 304 while it is unchanged."""
    rendered = await _find_or_render(area_id)
    response = Response(rendered.body, content_type="application/json")
    response.set_etag(rendered.etag)
    response.cache_control.no_cache = True
    return await response.make_conditional(request)


@blueprint.get("/api/lots/<slug>/photos/<int:photo_id>")
@limited(3000)
@callers("anyone")
@hide
async def lot_photo(slug: str, photo_id: int) -> Response:
    """A photo of a lot, a JPEG. An address shows one picture for ever."""
    response = Response(await get_photo((await get_lot(slug)).id, photo_id), content_type="image/jpeg")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@dataclass(frozen=True, slots=True)
class _RenderedMap:
    version: int
    body: bytes
    etag: str


async def _find_or_render(area_id: int) -> _RenderedMap:
    """The map's bytes, made once for each version and process. Raises AreaNotFound."""
    maps = _rendered_maps(current_app)
    rendered = maps.get(area_id)
    if rendered is None or rendered.version != await get_map_version(area_id):
        rendered = maps[area_id] = await _render(area_id)
    return rendered


async def _render(area_id: int) -> _RenderedMap:
    area_map = await get_area_map(area_id)
    body = AreaMapOut.model_validate(asdict(area_map)).model_dump_json(by_alias=True).encode()
    return _RenderedMap(area_map.version, body, sha256(body).hexdigest()[:32])


def _rendered_maps(app: Quart) -> dict[int, _RenderedMap]:
    return cast("dict[int, _RenderedMap]", app.extensions.setdefault("parkpro_maps", {}))

"""The map of the town from an archive of one's own, in the pieces that browsers ask for."""

from __future__ import annotations

from quart import Blueprint, Response, send_file
from quart_schema import hide
from werkzeug.exceptions import NotFound

from app.web.access import callers
from app.web.context import settings
from app.web.limits import limited

blueprint = Blueprint("tiles", __name__)

ADDRESS_OF_OWN_TILES = "/tiles/map.pmtiles"
# A new archive has another ETag, at which the app forgets the pieces of the old one.
_MAX_AGE_SECONDS = 3600


@blueprint.get(ADDRESS_OF_OWN_TILES)
@limited(6000)
@callers("anyone")
@hide
async def own_tiles() -> Response:
    """The archive, or the range of it that is asked for."""
    source = settings().map_source
    if source is None or source.file is None or not source.file.is_file():
        raise NotFound
    return await send_file(
        source.file.resolve(),
        mimetype="application/octet-stream",
        conditional=True,
        cache_timeout=_MAX_AGE_SECONDS,
    )

"""The installed web app's files; every other address is a page of the app, which finds its own way."""

from __future__ import annotations

from pathlib import Path

from quart import Blueprint, Response, request, send_from_directory
from quart_schema import hide
from werkzeug.exceptions import NotFound

from app.web.access import callers
from app.web.limits import limited
from app.web.refusals import seen_by_people

blueprint = Blueprint("pages", __name__)

BUILD = Path(__file__).resolve().parent.parent.parent / "pwa" / "dist"
_SERVER_ONLY = ("api/", "payments/", "pay/", "demo/")
_FOREVER = "public, max-age=31536000, immutable"


@blueprint.get("/")
@blueprint.get("/<path:path>")
@limited(6000)
@callers("anyone")
@hide
@seen_by_people
async def page(path: str = "index.html") -> Response:
    """A file of the build, or the app itself for the addresses of its pages."""
    if path.startswith(_SERVER_ONLY):
        raise NotFound
    is_file = _is_file(path)
    if not is_file and (
        "." in path.rsplit("/", 1)[-1] or "text/html" not in request.headers.get("Accept", "text/html")
    ):
        raise NotFound
    response = await send_from_directory(BUILD, path if is_file else "index.html")
    response.headers["Cache-Control"] = _FOREVER if path.startswith("assets/") else "no-cache"
    return response


def _is_file(path: str) -> bool:
    try:
        return (BUILD / path).is_file()
    except OSError:  # longer than any file's name
        return False

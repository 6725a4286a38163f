"""What every request and answer gets: an id, a log line, and the headers that keep browsers safe."""

from __future__ import annotations

import re
import secrets
import time
from typing import Any

import structlog
from quart import Quart, Request, Response, g, request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from app.config import Settings
from app.core.events import current_request_id
from app.map_source import MapSource, TileKind

log = structlog.get_logger()

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
# Pictures are shown, all other tiles are fetched.
_TILES_COME_BY = {TileKind.RASTER: "img-src", TileKind.VECTOR: "connect-src", TileKind.PMTILES: "connect-src"}

_FOR_PAGES = {
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(self), camera=(self), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


MAX_PHOTO_BYTES = 3 * 1024 * 1024
MAX_FLOOR_BYTES = 1024 * 1024  # thousands of spots
# A long text that answers another, both with every letter escaped, is larger than what others may send.
# Telegram tells what is refused again and again, and all other messages wait behind it.
_MAX_UPDATE_BYTES = 1024 * 1024
_TAKES_MORE = (
    (re.compile(r"/api/bookings/[^/]+/blocked|/api/admin/lots/[^/]+/photos"), MAX_PHOTO_BYTES),
    (re.compile(r"/api/admin/lots/[^/]+/floors/[^/]+/(draft|import)"), MAX_FLOOR_BYTES),
    (re.compile("/telegram/updates"), _MAX_UPDATE_BYTES),
)


def content_security_policy(source: MapSource | None, framed_by: str = "'none'") -> str:
    """What a page may load: what is ours, and tiles from the one server that was configured.

    `framed_by`: whose pages may show it within theirs.
    """
    policy = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {framed_by}")
    if source is None or source.origin is None:
        return policy
    directive = f"{_TILES_COME_BY[source.kind]} 'self'"
    return policy.replace(directive, f"{directive} {source.origin}")


class JsonRequest(Request):
    """A request whose body, where JSON is read, must say that it is JSON and be UTF-8.

    Quart takes the first for an empty body and answers the second, and one that is nested without end, with
    a server error. Only where a photo or a floor is taken, or Telegram calls, may a body be larger.
    """

    def __init__(self, method: str, scheme: str, path: str, *rest: Any, **more: Any) -> None:
        for address, most in _TAKES_MORE:
            if address.fullmatch(path):
                more["max_content_length"] = most
        super().__init__(method, scheme, path, *rest, **more)
        self.max_content_length = more.get("max_content_length")

    async def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Any:
        if not (force or silent or self.is_json):
            raise UnsupportedMediaType
        try:
            return await super().get_json(force, silent, cache)
        except (UnicodeDecodeError, RecursionError) as error:
            if silent:
                return None
            raise BadRequest from error


def install_requests(app: Quart, settings: Settings) -> None:
    app.request_class = JsonRequest
    policy = content_security_policy(settings.map_source)

    @app.before_request
    async def begin() -> None:
        g.began = time.perf_counter()
        request_id = secrets.token_hex(8)
        current_request_id.set(request_id)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)

    @app.after_request
    async def finish(response: Response) -> Response:
        response.headers["X-Request-Id"] = current_request_id.get() or ""
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        # A script or a font obeys the policy of its page; with every file it only makes a slow phone wait.
        if not (request.path.startswith("/assets/") and response.status_code < 400):
            for name, value in _FOR_PAGES.items():
                response.headers.setdefault(name, value)
            response.headers.setdefault("Content-Security-Policy", policy)
        if request.path.startswith("/api/"):
            response.headers.setdefault("Cache-Control", "no-store")
        if not settings.is_local:
            response.headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
        # The rule, not the path: a path may hold a reference, a query a key.
        log.info(
            "request",
            method=request.method,
            route=str(request.url_rule or "-"),
            status=response.status_code,
            ms=round((time.perf_counter() - g.began) * 1000, 1),
        )
        return response

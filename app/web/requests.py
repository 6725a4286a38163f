"""What every request and answer gets: an id, a log line, and the headers that keep browsers safe."""

from __future__ import annotations

import secrets
import time
from typing import Any

import structlog
from quart import Quart, Request, Response, g, request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from app.core.events import current_request_id

log = structlog.get_logger()

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(self), camera=(self), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class JsonRequest(Request):
    """A request whose body, where one is read, must say that it is JSON and be UTF-8.

    Quart takes the first for an empty body and answers the second, and one that is nested without end, with
    a server error.
    """

    async def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Any:
        if not (force or silent or self.is_json):
            raise UnsupportedMediaType
        try:
            return await super().get_json(force, silent, cache)
        except (UnicodeDecodeError, RecursionError) as error:
            if silent:
                return None
            raise BadRequest from error


def install_requests(app: Quart) -> None:
    app.request_class = JsonRequest

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
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        if request.path.startswith("/api/"):
            response.headers.setdefault("Cache-Control", "no-store")
        settings = app.config["PARKPRO_SETTINGS"]
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

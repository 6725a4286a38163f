"""Large answers travel compressed; which ones, and why only those, is decision 17."""

from __future__ import annotations

import gzip

import brotli
from quart import Quart, Response, current_app, request

from app.web.access import declared_caller

_LEAST_BYTES = 1024
# Quick rather than small: it is done anew for every answer.
_BROTLI_QUALITY = 4
_GZIP_LEVEL = 5
_JSON = ("application/json", "application/geo+json")


def install_compression(app: Quart) -> None:
    @app.after_request
    async def compress(response: Response) -> Response:
        if not _is_the_same_for_everybody(response):
            return response
        response.vary.add("Accept-Encoding")
        body = await response.get_data(as_text=False)
        accepted = request.accept_encodings
        if len(body) < _LEAST_BYTES:
            return response
        if accepted["br"] > 0:
            _replace(response, brotli.compress(body, quality=_BROTLI_QUALITY), "br")
        elif accepted["gzip"] > 0:
            _replace(response, gzip.compress(body, _GZIP_LEVEL, mtime=0), "gzip")
        return response


def _is_the_same_for_everybody(response: Response) -> bool:
    """Whether the answer holds nothing that is one person's: what is secret must not show in a length."""
    view = current_app.view_functions.get(request.endpoint or "")
    return (
        request.method == "GET"
        and response.status_code == 200
        and "Content-Encoding" not in response.headers
        and (_is_of_the_interface(response) or request.endpoint == "pages.page")
        and view is not None
        and declared_caller(view) == "anyone"
    )


def _is_of_the_interface(response: Response) -> bool:
    return request.path.startswith("/api/") and response.mimetype in _JSON


def _replace(response: Response, body: bytes, encoding: str) -> None:
    response.set_data(body)
    response.headers["Content-Encoding"] = encoding
    tag, _ = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)  # the same map in other bytes

"""Answers for anybody: made once for a while in each process, so that many who ask cost the database nothing.

What is told in one stretch of time is the same to the last byte, so an ETag holds for as long as it lasts.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import cast

from quart import Quart, Response, current_app, request

from app.core import clock
from app.web.open_data.sites import Site, read_sites
from app.web.open_data.words import Json

STILL, LIVE = 300, 30
"""Seconds for which an answer is good: what seldom changes, and what is going on."""

JSON_TYPE, GEOJSON_TYPE = "application/json", "application/geo+json"
_MOST_KEPT = 300


@dataclass(frozen=True, slots=True)
class _Kept:
    stretch: int
    body: bytes
    etag: str


def as_of(seconds: int) -> datetime:
    """The beginning of the present stretch of time: what answers say that they are as of."""
    return datetime.fromtimestamp(int(clock.now().timestamp()) // seconds * seconds, UTC)


async def answer(
    make: Callable[[], Awaitable[Json]],
    *,
    seconds: int = STILL,
    content_type: str = JSON_TYPE,
    variant: str = "",
) -> Response:
    """The answer to this address, as it is kept or made by `make`. `variant`: what the query makes of it."""
    stretch = int(as_of(seconds).timestamp())
    kept, key = _kept(current_app), f"{request.path}?{variant}"
    found = kept.get(key)
    if found is None or found.stretch != stretch:
        body = json.dumps(await make(), ensure_ascii=False, separators=(",", ":")).encode()
        found = _Kept(stretch, body, sha256(body).hexdigest()[:32])
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[key] = found
    response = Response(found.body, content_type=content_type)
    response.set_etag(found.etag)
    response.cache_control.public = True
    response.cache_control.max_age = seconds
    return await response.make_conditional(request)


async def known_sites() -> list[Site]:
    """The listed lots as they were when somebody first asked in this stretch of time."""
    stretch, kept = int(as_of(STILL).timestamp()), current_app.extensions
    found = cast("tuple[int, list[Site]] | None", kept.get("parkpro_open_sites"))
    if found is None or found[0] != stretch:
        found = kept["parkpro_open_sites"] = (stretch, await read_sites())
    return found[1]


def _kept(app: Quart) -> dict[str, _Kept]:
    return cast("dict[str, _Kept]", app.extensions.setdefault("parkpro_open_data", {}))

"""What every stream of server-sent events shares."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from quart import Response, make_response

from app.core.errors import DomainError
from app.realtime.hub import EventHub, Notice, Watcher
from app.web.context import services
from app.web.limits import caller_origin


class TooManyStreams(DomainError):
    """This process, or this caller, has as many open event streams as may be."""

    code = "too_many_streams"
    status = 503


def caller_with_room() -> str | None:
    """Whose streams to count this one among. Raises TooManyStreams."""
    caller = caller_origin()
    if not services().hub.has_room_for(caller):
        raise TooManyStreams
    return caller


async def stream_response(messages: AsyncIterator[bytes]) -> Response:
    response = await make_response(
        messages,
        {
            "Content-Type": "text/event-stream",
            "Cache-Control": "no-store",
            "X-Accel-Buffering": "no",
        },
    )
    response.timeout = None  # type: ignore[union-attr]  # else it is cut after a minute
    return response  # type: ignore[return-value]


async def next_notice(hub: EventHub, watcher: Watcher, *, patience: float) -> Notice | None:
    """The next notice; None when nothing came for `patience` seconds or the server is closing."""
    waiting = asyncio.ensure_future(watcher.waiting.get())
    closing = asyncio.ensure_future(hub.closing.wait())
    try:
        await asyncio.wait({waiting, closing}, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        return waiting.result() if waiting.done() else None
    finally:
        waiting.cancel()
        closing.cancel()


def event_message(name: str, data: dict[str, Any], position: int) -> bytes:
    return f"id: {position}\nevent: {name}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n".encode()

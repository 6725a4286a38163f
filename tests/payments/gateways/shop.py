"""A merchant for the sandbox to talk to: takes returns and callbacks, answers as told, remembers all."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from tests.support.serving import serve

_PATIENCE_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Heard:
    """One request that arrived. `path` is `/return` or `/callback`."""

    method: str
    path: str
    body: bytes
    api_key: str | None

    @property
    def fields(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}

    @property
    def order_id(self) -> str:
        return self.fields.get("rp_orderId", "")


class Shop:
    """Listens on a free port of 127.0.0.1 between `open` and `close`."""

    def __init__(self) -> None:
        self._heard: list[Heard] = []
        # Orders whose callbacks are answered with something else than 200 for so many times.
        self.refusals: dict[str, int] = {}
        self._lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"shop": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def open(self) -> None:
        serve(self._server)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def hear(self, heard: Heard) -> int:
        """Keeps the request and gives the status to answer it with."""
        with self._lock:
            self._heard.append(heard)
            left = self.refusals.get(heard.order_id, 0)
            if heard.path == "/callback" and left:
                self.refusals[heard.order_id] = left - 1
                return 503
        return 200

    def heard_about(self, order_id: str) -> list[Heard]:
        """Everything that arrived about an order, in the order it came."""
        with self._lock:
            return [heard for heard in self._heard if heard.order_id == order_id]

    def callbacks(self, order_id: str) -> list[Heard]:
        return [heard for heard in self.heard_about(order_id) if heard.path == "/callback"]

    async def wait_for_callbacks(self, order_id: str, count: int) -> list[Heard]:
        """The first `count` callbacks about an order, once they have come."""
        await until(lambda: len(self.callbacks(order_id)) >= count)
        return self.callbacks(order_id)[:count]


class _Handler(BaseHTTPRequestHandler):
    shop: ClassVar[Shop]

    def do_POST(self) -> None:
        self._take(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def do_GET(self) -> None:
        self._take(urlsplit(self.path).query.encode())

    def _take(self, body: bytes) -> None:
        path = urlsplit(self.path).path
        heard = Heard(self.command, path, body, self.headers.get("X-API-Key"))
        self.send_response(self.shop.hear(heard))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what was heard is asserted on, not read."""


async def until(condition: Callable[[], bool]) -> None:
    """Returns once `condition` holds; fails when it never does."""
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while not condition():  # noqa: ASYNC110 - what is waited for happens in other threads and processes
            await asyncio.sleep(0.02)

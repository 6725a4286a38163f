"""A web server in front of ParkPro's, which can put another version of the app in its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from app.dev.preflight import free_port
from tests.support.serving import serve

# What the front has in hand of an older version is not to be believed, so nothing is asked conditionally.
_OWN = {"if-none-match", "if-modified-since", "etag", "last-modified"}
_HOP_BY_HOP = {"connection", "transfer-encoding", "content-encoding", "content-length", "date", "server"}


class Front:
    """Passes requests on to `behind`. `gone`: paths of parts that an older version had."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.behind = ""
        self.sandbox_url = ""
        self.version = 1
        self.gone: set[str] = set()

    def release(self) -> None:
        """A new version of the service worker from now on."""
        self.version += 1

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path.split("?")[0]
        if path in self.gone or path == "/api/events":
            _send(handler, 404, [], b"")
            return
        length = int(handler.headers.get("Content-Length") or 0)
        sent = {
            name: value for name, value in handler.headers.items() if name.lower() not in _HOP_BY_HOP | _OWN
        }
        answer = httpx.request(
            handler.command, self.behind + handler.path, headers=sent, content=handler.rfile.read(length)
        )
        body = answer.content
        if path == "/service-worker.js":
            body += f"\n// Version {self.version}\n".encode()
        headers = [
            (name, value) for name, value in answer.headers.multi_items() if name not in _HOP_BY_HOP | _OWN
        ]
        _send(handler, answer.status_code, headers, body)


def _send(handler: BaseHTTPRequestHandler, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
    handler.send_response(status)
    for name, value in headers:
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def open_front() -> Iterator[Front]:
    front = Front()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            front.answer(self)

        def do_POST(self) -> None:
            front.answer(self)

        def log_message(self, format: str, *given: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", front.port), Handler)
    server.daemon_threads = True
    serve(server)
    try:
        yield front
    finally:
        server.shutdown()
        server.server_close()

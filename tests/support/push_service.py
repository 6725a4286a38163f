"""Push services: one of other hands that decrypts what arrives, and one that answers as it is told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from app.dev.node import node_environment
from app.dev.preflight import free_port
from app.notifications.pushes.vapid import Vapid
from tests.support.processes import Process
from tests.support.serving import serve
from tests.support.settings import ROOT, SECRETS

VAPID = Vapid(SECRETS["VAPID_PRIVATE_KEY"], "mailto:parking@parking.example")

_SERVER = ROOT / "pwa" / "node_modules" / "web-push-testing" / "src" / "bin" / "server.js"


@dataclass(frozen=True)
class Subscribed:
    """What a browser would have got from the push service, as the browser tells it to us."""

    endpoint: str
    p256dh: str
    auth: str

    def as_json(self) -> dict[str, Any]:
        return {"endpoint": self.endpoint, "keys": {"p256dh": self.p256dh, "auth": self.auth}}


class PushService:
    """`web-push-testing` as a process: checks the signature, decrypts, and tells what it decrypted."""

    def __init__(self, url: str) -> None:
        self._url = url

    def subscribe(self, public_key: str = VAPID.public_key) -> Subscribed:
        data = self._ask("subscribe", {"userVisibleOnly": "true", "applicationServerKey": public_key})
        return Subscribed(data["endpoint"], data["keys"]["p256dh"], data["keys"]["auth"])

    def arrived(self, subscribed: Subscribed) -> list[dict[str, Any]]:
        """The decrypted messages of a subscription, oldest first."""
        data = self._ask("get-notifications", {"clientHash": _hash(subscribed)})
        return [json.loads(message) for message in data["messages"]]

    def expire(self, subscribed: Subscribed) -> None:
        """From now on it answers 410."""
        self._ask(f"expire-subscription/{_hash(subscribed)}", {})

    def _ask(self, path: str, body: dict[str, str]) -> Any:
        content = json.dumps(body).encode()
        request = Request(f"{self._url}/{path}", content, {"Content-Type": "application/json"})
        with urlopen(request, timeout=20) as answer:
            text = answer.read()
        return json.loads(text)["data"] if text.startswith(b"{") else None


@contextmanager
def push_service(folder: Path) -> Iterator[PushService]:
    environment = node_environment()
    node = shutil.which("node", path=environment["PATH"])
    assert node is not None
    port = free_port()
    process = Process("push-service", [str(_SERVER), str(port)], environment, folder, program=node)
    try:
        process.wait_for_words("Server running")
        yield PushService(f"http://localhost:{port}")
    finally:
        process.stop()


@dataclass
class MoodyService:
    """Answers each post with the next of `answers` (status, headers), and keeps what came."""

    url: str
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    received: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)


@contextmanager
def moody_service() -> Iterator[MoodyService]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            moody.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            moody.received.append({name.lower(): value for name, value in self.headers.items()})
            status, headers = moody.answers.pop(0)
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        moody = MoodyService(f"http://127.0.0.1:{server.server_port}")
        serve(server)
        try:
            yield moody
        finally:
            server.shutdown()


def _hash(subscribed: Subscribed) -> str:
    return subscribed.endpoint.rsplit("/", 1)[-1]
